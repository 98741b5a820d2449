"""What all other facts imply for the change that a claim speaks of."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from analytics.reconciling.agreement import Contradiction, agreeing
from analytics.reconciling.claimed_changes import ABSOLUTE
from analytics.reconciling.constraints import Component, components
from analytics.reconciling.effort import Effort, Share
from analytics.reconciling.facts import Cell, Fact, one_rounded
from analytics.reconciling.implied import Bounds
from data.codes.flows import Flow
from data.intervals import Interval

T = TypeVar("T")


@dataclass(frozen=True)
class ImpliedChange:
    """Bounds of a level over its base, or less its base, and the facts they rest on."""

    measured: Interval
    facts: tuple[Fact, ...]


class Implications:
    """Facts, ready to be asked what they imply for one claim among them.

    `tested` are the ids of claims that are themselves in question: what they say may be wrong.
    With `undisputed` such claims take no part, nor does any fact of a set that cannot all be true:
    what is left may find a claim wrong.
    """

    def __init__(
        self, facts: Iterable[Fact], tested: Iterable[str] = (), effort: Effort | None = None
    ) -> None:
        effort, in_question = effort or Effort(), frozenset(tested)
        parts = (_Asked(part, in_question, effort.share()) for part in components(facts))
        self._of_claim: dict[str, tuple[_Asked, Fact]] = {
            name: (asked, fact)
            for asked in parts
            for fact in asked.part.facts
            if fact.is_claim
            for name in fact.same
        }

    def change(self, claim: str, *, undisputed: bool = False) -> ImpliedChange | None:
        """What the other facts imply for the change of a claim; None without finite bounds.

        Other claims on the same two cells take no part: they say the same again, and a claim
        is not confirmed by being repeated. Of the rest those that contradict each other are left
        out, one of each set.

        Raises
        ------
        TooMuchWork
            The facts that bear on the claim cost more than is allowed.
        """
        if claim not in self._of_claim:
            return None
        asked, stated = self._of_claim[claim]
        return asked.once("printed", stated, undisputed, asked.change)

    def change_if_cut(self, claim: str, *, undisputed: bool = False) -> ImpliedChange | None:
        """The same if any of the numbers were cut instead of rounded."""
        asked, stated = self._of_claim[claim]
        return asked.once("cut", stated, undisputed, asked.change_if_cut)

    def changes_if_level_rounded(
        self, claim: str, *, undisputed: bool = False
    ) -> Sequence[ImpliedChange]:
        """The same for each level of the claim's own cell, if that was rounded more coarsely."""
        asked, stated = self._of_claim[claim]
        return asked.once("rounded", stated, undisputed, asked.changes_if_level_rounded)


class _Asked:
    """A component, and what is worked out of it once for all its claims."""

    def __init__(self, part: Component, tested: frozenset[str], share: Share) -> None:
        self.part = part
        self._tested = tested
        self._share = share
        self._found: dict[Hashable, Any] = {}
        self._others: dict[tuple[frozenset[Cell], bool], list[Fact]] = {}

    def once(
        self, way: str, stated: Fact, undisputed: bool, find: Callable[[Fact, list[Fact]], T]
    ) -> T:
        """What is found of the others, worked out once for all claims on the same two cells."""
        key = (way, stated.cells, stated.kind == ABSOLUTE, undisputed)
        if key not in self._found:
            with self._share.spending():
                self._found[key] = find(stated, self.others(stated, undisputed))
        return self._found[key]

    def change(self, stated: Fact, others: list[Fact]) -> ImpliedChange | None:
        """What the others leave possible, as they are printed."""
        return _change(self._as_printed, stated, others)

    def change_if_cut(self, stated: Fact, others: list[Fact]) -> ImpliedChange | None:
        """The same if any of them were cut."""
        return _change(self._if_cut, stated, [self._cut[fact] for fact in others])

    def changes_if_level_rounded(self, stated: Fact, others: list[Fact]) -> list[ImpliedChange]:
        """The same for each level of the cell, if that was rounded more coarsely."""
        levels = [fact for fact in others if not fact.is_claim and fact.cell == stated.cell]
        ways = (
            _change(Bounds(self.part, facts), stated, facts)
            for facts in one_rounded(others, levels)
        )
        return [found for found in ways if found is not None]

    @cached_property
    def _as_printed(self) -> Bounds:
        return Bounds(self.part, self.part.facts)

    @cached_property
    def _cut(self) -> dict[Fact, Fact]:
        return {fact: fact.if_cut for fact in self.part.facts}

    @cached_property
    def _if_cut(self) -> Bounds:
        return Bounds(self.part, list(self._cut.values()))

    @cached_property
    def _agreeing(self) -> tuple[list[Fact], list[Contradiction]]:
        return agreeing(self.part, program=self._as_printed.amounts)

    def others(self, stated: Fact, undisputed: bool) -> list[Fact]:
        """The facts that can all be true without the claims on these two cells."""
        cells = frozenset(stated.cells)
        key = (cells, undisputed)
        if key not in self._others:
            find = self._undisputed if undisputed else self._without
            self._others[key] = find(cells)
        return self._others[key]

    def _without(self, cells: frozenset[Cell]) -> list[Fact]:
        """What agrees with these claims agrees without them, and so do contradictions of others.

        Only what was left out because of these claims comes back, and is looked at again.
        """
        kept, found = self._agreeing
        repeated = {fact for fact in self.part.facts if _is_on(fact, cells)}
        with_them = [one for one in found if repeated.intersection(one.facts)]
        back = {one.left_out for one in with_them} - repeated
        if not back:
            return [fact for fact in kept if fact not in repeated]
        return self._agree(({*kept, *back}) - repeated)[0]

    def _undisputed(self, cells: frozenset[Cell]) -> list[Fact]:
        """The facts that stand in no conflict, nor contradict one of those that do."""
        known = {
            fact
            for fact in self.part.facts
            if not _is_on(fact, cells)
            and not (fact.is_claim and self._tested.issuperset(fact.same))
        }
        kept, found = self._agree(known)
        disputed = {fact for one in found for fact in one.facts}
        left = {fact for fact in kept if fact not in disputed}
        for fact in (fact for fact in self.part.facts if fact in disputed):
            _, again = self._agree({*left, fact})
            left -= {other for one in again for other in one.facts}
        return [fact for fact in self.part.facts if fact in left]

    def _agree(self, facts: set[Fact]) -> tuple[list[Fact], list[Contradiction]]:
        in_order = [fact for fact in self.part.facts if fact in facts]
        return agreeing(self.part, in_order, self._as_printed.amounts)


def _is_on(fact: Fact, cells: frozenset[Cell]) -> bool:
    return fact.is_claim and set(fact.cells) == cells


def _change(bounds: Bounds, stated: Fact, others: Sequence[Fact]) -> ImpliedChange | None:
    if stated.base is None or (stated.is_rate and stated.cell.flow == Flow.BALANCE):
        return None  # the size of a balance is no linear function of exports and imports
    in_units = stated.kind == ABSOLUTE
    found = bounds.change(others, stated.cell, stated.base, in_units=in_units)
    if found is None or found.low is None or found.high is None:
        return None
    return ImpliedChange(Interval(found.low, found.high), found.facts)
