"""Claims of several publications about the same change, and whether they agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analytics.checking.claims import Check
from analytics.reconciling.claimed_changes import ABSOLUTE
from analytics.reconciling.facts import Fact, fact_of_claim


@dataclass(frozen=True)
class Repeat:
    """Another claim about the same change.

    `agrees` says whether some true change satisfies both claims; None where one is of an amount
    and the other of a rate, which only the base could compare.
    """

    check: Check
    agrees: bool | None


def repeats(checks: Iterable[Check]) -> dict[str, tuple[Repeat, ...]]:
    """The other claims about the same cell and base cell, by claim, where there are any.

    An average annual rate to 2022 speaks of the same change as a growth from its base to 2022.
    Targets, forecasts and percentage points speak of no change of an amount that happened.
    """
    of_change: dict[object, list[tuple[Check, Fact]]] = defaultdict(list)
    for check in checks:
        fact = fact_of_claim(check.claim)
        if fact is not None:
            of_change[fact.group, fact.cell, fact.base].append((check, fact))
    return {
        fact.fact: tuple(
            Repeat(check, _agree(fact, other)) for check, other in same if other != fact
        )
        for same in of_change.values()
        if len(same) > 1
        for _, fact in same
    }


def by_change(checks: Iterable[Check], same: Mapping[str, Sequence[Repeat]]) -> list[list[Check]]:
    """The claims by the change that they speak of, each change where its first claim stands.

    `same` is what `repeats` gives of them, or of more claims. One that repeats nothing stands
    alone; the claims of a change keep their order.
    """
    first: dict[str, str] = {}  # claim of the change of a claim
    found: dict[str, list[Check]] = defaultdict(list)
    for check in checks:
        name = check.claim.claim
        if name not in first:
            names = (name, *(one.check.claim.claim for one in same.get(name, ())))
            first |= dict.fromkeys(names, name)
        found[first[name]].append(check)
    return list(found.values())


def _agree(fact: Fact, other: Fact) -> bool | None:
    if (fact.kind == ABSOLUTE) != (other.kind == ABSOLUTE):
        return None
    return fact.bounds.meets(other.bounds)
