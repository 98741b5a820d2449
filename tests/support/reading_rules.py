"""How often each named rule of the reader fires in some texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from analytics.reading.out.reader import Read
from data.lexicon import frames

KINDS = ("amount", "rate", "points")


def named_rules() -> set[str]:
    """The rules of numbers by name."""
    return {rule["name"] for kind in KINDS for rule in frames()[kind]}


def fired(reads: Iterable[Read]) -> Counter[str]:
    """In how many texts each rule of numbers fires."""
    found: Counter[str] = Counter()
    for read in reads:
        told = {rule for figure in read.figures for rule in figure.derivation}
        told |= {rule for _, claim in read.claims for rule in claim.derivation}
        told = {rule.removeprefix("level: ").partition(" (else ")[0] for rule in told}
        told |= {passed.rule for passed in read.passed_by}
        found.update(told & named_rules())
    return found
