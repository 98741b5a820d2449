"""What all other facts imply for the change that a claim speaks of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from analytics.reconciling.agreement import Contradiction, agreeing
from analytics.reconciling.claimed_changes import ABSOLUTE
from analytics.reconciling.constraints import Component, components
from analytics.reconciling.facts import Fact
from analytics.reconciling.implied import Bounds
from data.intervals import Interval


@dataclass(frozen=True)
class ImpliedChange:
    """Bounds of a level over its base, or less its base, and the facts they rest on."""

    measured: Interval
    facts: tuple[Fact, ...]


class Implications:
    """Facts, ready to be asked what they imply for one claim among them."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._of_claim: dict[str, tuple[_Asked, Fact]] = {
            name: (asked, fact)
            for asked in map(_Asked, components(facts))
            for fact in asked.part.facts
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
        asked, stated = self._of_claim[claim]
        if stated.base is None:
            return None
        bounds = asked.if_coarser if coarser else asked.as_printed
        found = bounds.change(
            asked.others(stated), stated.cell, stated.base, in_units=stated.kind == ABSOLUTE
        )
        if found is None or found.low is None or found.high is None:
            return None
        return ImpliedChange(Interval(found.low, found.high), found.facts)


class _Asked:
    """A component, and what is worked out of it once for all its claims."""

    def __init__(self, part: Component) -> None:
        self.part = part
        self._others: dict[Fact, list[Fact]] = {}

    @cached_property
    def as_printed(self) -> Bounds:
        return Bounds(self.part, self.part.facts)

    @cached_property
    def if_coarser(self) -> Bounds:
        return Bounds(self.part, self.part.facts, coarser=True)

    @cached_property
    def _agreeing(self) -> tuple[list[Fact], list[Contradiction]]:
        return agreeing(self.part, program=self.as_printed.amounts)

    def others(self, stated: Fact) -> list[Fact]:
        """The facts that can all be true without the claims on these two cells."""
        if stated not in self._others:
            self._others[stated] = self._without(stated)
        return self._others[stated]

    def _without(self, stated: Fact) -> list[Fact]:
        """What agrees with these claims agrees without them, and so do contradictions of others.

        Only what was left out because of these claims comes back, and is looked at again.
        """
        kept, found = self._agreeing
        cells = set(stated.cells)
        repeated = {f for f in self.part.facts if f.is_claim and set(f.cells) == cells}
        with_them = [one for one in found if repeated.intersection(one.facts)]
        back = {one.left_out for one in with_them} - repeated
        if not back:
            return [fact for fact in kept if fact not in repeated]
        known = {*kept, *back} - repeated
        in_order = [fact for fact in self.part.facts if fact in known]
        return agreeing(self.part, in_order, self.as_printed.amounts)[0]
