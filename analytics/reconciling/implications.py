"""What all other facts imply for the change that a claim speaks of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from analytics.reconciling.agreement import Contradiction, agreeing
from analytics.reconciling.claimed_changes import ABSOLUTE
from analytics.reconciling.constraints import Component, components
from analytics.reconciling.effort import Effort, Share
from analytics.reconciling.facts import Cell, Fact
from analytics.reconciling.implied import Bounds
from data.intervals import Interval


@dataclass(frozen=True)
class ImpliedChange:
    """Bounds of a level over its base, or less its base, and the facts they rest on."""

    measured: Interval
    facts: tuple[Fact, ...]


class Implications:
    """Facts, ready to be asked what they imply for one claim among them."""

    def __init__(self, facts: Iterable[Fact], effort: Effort | None = None) -> None:
        effort = effort or Effort()
        self._of_claim: dict[str, tuple[_Asked, Fact]] = {
            name: (asked, fact)
            for asked in (_Asked(part, effort.share()) for part in components(facts))
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

        Raises
        ------
        TooMuchWork
            The facts that bear on the claim cost more than is allowed.
        """
        if claim not in self._of_claim:
            return None
        asked, stated = self._of_claim[claim]
        if stated.base is None:
            return None
        key = (stated.cell, stated.base, stated.kind == ABSOLUTE, coarser)
        if key not in asked.found:
            with asked.share.spending():
                asked.found[key] = asked.change(stated, coarser=coarser)
        return asked.found[key]


class _Asked:
    """A component, and what is worked out of it once for all its claims."""

    def __init__(self, part: Component, share: Share) -> None:
        self.part = part
        self.share = share
        self.found: dict[tuple[Cell, Cell, bool, bool], ImpliedChange | None] = {}
        self._others: dict[frozenset[Cell], list[Fact]] = {}

    @cached_property
    def as_printed(self) -> Bounds:
        return Bounds(self.part, self.part.facts)

    @cached_property
    def if_coarser(self) -> Bounds:
        return Bounds(self.part, self.part.facts, coarser=True)

    @cached_property
    def _agreeing(self) -> tuple[list[Fact], list[Contradiction]]:
        return agreeing(self.part, program=self.as_printed.amounts)

    def change(self, stated: Fact, *, coarser: bool) -> ImpliedChange | None:
        """What is left possible without the claims on the same two cells."""
        if stated.base is None:
            return None
        bounds = self.if_coarser if coarser else self.as_printed
        found = bounds.change(
            self.others(stated), stated.cell, stated.base, in_units=stated.kind == ABSOLUTE
        )
        if found is None or found.low is None or found.high is None:
            return None
        return ImpliedChange(Interval(found.low, found.high), found.facts)

    def others(self, stated: Fact) -> list[Fact]:
        """The facts that can all be true without the claims on these two cells."""
        cells = frozenset(stated.cells)
        if cells not in self._others:
            self._others[cells] = self._without(cells)
        return self._others[cells]

    def _without(self, cells: frozenset[Cell]) -> list[Fact]:
        """What agrees with these claims agrees without them, and so do contradictions of others.

        Only what was left out because of these claims comes back, and is looked at again.
        """
        kept, found = self._agreeing
        repeated = {f for f in self.part.facts if f.is_claim and set(f.cells) == cells}
        with_them = [one for one in found if repeated.intersection(one.facts)]
        back = {one.left_out for one in with_them} - repeated
        if not back:
            return [fact for fact in kept if fact not in repeated]
        known = {*kept, *back} - repeated
        in_order = [fact for fact in self.part.facts if fact in known]
        return agreeing(self.part, in_order, self.as_printed.amounts)[0]
