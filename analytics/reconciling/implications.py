"""What all other facts imply for the change that a claim speaks of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from analytics.reconciling.claimed_changes import ABSOLUTE
from analytics.reconciling.conflicts import without_conflicts
from analytics.reconciling.constraints import Component, components
from analytics.reconciling.facts import Fact
from analytics.reconciling.implied import change_between
from data.codes.flows import Flow
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

    def change(self, claim: str, *, coarser: bool = False) -> ImpliedChange | None:
        """What the other facts imply for the change of a claim; None without finite bounds.

        Other claims on the same two cells take no part: they say the same again, and a claim
        is not confirmed by being repeated. Of the rest those that contradict each other are left
        out, one of each set. With `coarser`
        every number may have been rounded or cut more coarsely than printed.
        """
        if claim not in self._of_claim:
            return None
        part, stated = self._of_claim[claim]
        if stated.base is None or (stated.is_rate and stated.cell.flow == Flow.BALANCE):
            return None  # the size of a balance is no linear function of exports and imports
        rest = [
            fact
            for fact in part.facts
            if not (fact.is_claim and set(fact.cells) == set(stated.cells))
        ]
        others, _ = without_conflicts(replace(part, facts=tuple(rest)))
        if coarser:
            others = [replace(fact, bounds=fact.coarser) for fact in others]
        found = change_between(
            part, others, stated.cell, stated.base, in_units=stated.kind == ABSOLUTE
        )
        if found is None or found.low is None or found.high is None:
            return None
        return ImpliedChange(Interval(found.low, found.high), found.facts)
