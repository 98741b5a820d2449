"""What all other facts imply for the change that a claim speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from analytics.reconciling.claimed_changes import ABSOLUTE
from analytics.reconciling.conflicts import without_conflicts
from analytics.reconciling.constraints import Component, components
from analytics.reconciling.facts import Fact, one_rounded
from analytics.reconciling.implied import change_between
from data.intervals import Interval


@dataclass(frozen=True)
class ImpliedChange:
    """Bounds of a level over its base, or less its base, and the facts they rest on."""

    measured: Interval
    facts: tuple[Fact, ...]


class Implications:
    """Facts, ready to be asked what they imply for one claim among them."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._of_claim: dict[str, tuple[Component, Fact]] = {
            name: (part, fact)
            for part in components(facts)
            for fact in part.facts
            if fact.is_claim
            for name in fact.same
        }

    def change(self, claim: str) -> ImpliedChange | None:
        """What the other facts imply for the change of a claim; None without finite bounds.

        Other claims on the same two cells take no part: they say the same again, and a claim
        is not confirmed by being repeated. Of the rest those that contradict each other are left
        out, one of each set.
        """
        if claim not in self._of_claim:
            return None
        part, stated = self._of_claim[claim]
        return _change(part, stated, _others(part, stated))

    def change_if_cut(self, claim: str) -> ImpliedChange | None:
        """The same if any of the numbers were cut instead of rounded."""
        part, stated = self._of_claim[claim]
        return _change(part, stated, [fact.if_cut for fact in _others(part, stated)])

    def changes_if_level_rounded(self, claim: str) -> Iterator[ImpliedChange]:
        """The same for each level of the claim's own cell, if that was rounded more coarsely."""
        part, stated = self._of_claim[claim]
        others = _others(part, stated)
        levels = [fact for fact in others if not fact.is_claim and fact.cell == stated.cell]
        for facts in one_rounded(others, levels):
            change = _change(part, stated, facts)
            if change is not None:
                yield change


def _others(part: Component, stated: Fact) -> list[Fact]:
    rest = [
        fact for fact in part.facts if not (fact.is_claim and set(fact.cells) == set(stated.cells))
    ]
    return without_conflicts(replace(part, facts=tuple(rest)))[0]


def _change(part: Component, stated: Fact, others: list[Fact]) -> ImpliedChange | None:
    if stated.base is None:
        return None
    found = change_between(part, others, stated.cell, stated.base, in_units=stated.kind == ABSOLUTE)
    if found is None or found.low is None or found.high is None:
        return None
    return ImpliedChange(Interval(found.low, found.high), found.facts)
