"""What all other facts imply for the change that a claim speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from analytics.reconciling.claimed_changes import ABSOLUTE
from analytics.reconciling.conflicts import without_conflicts
from analytics.reconciling.constraints import Component, components
from analytics.reconciling.facts import Fact, one_rounded
from analytics.reconciling.implied import change_between
from data.codes.flows import Flow
from data.intervals import Interval


@dataclass(frozen=True)
class ImpliedChange:
    """Bounds of a level over its base, or less its base, and the facts they rest on."""

    measured: Interval
    facts: tuple[Fact, ...]


class Implications:
    """Facts, ready to be asked what they imply for one claim among them.

    `tested` are the ids of claims that are themselves in question: what they say may be wrong.
    """

    def __init__(self, facts: Iterable[Fact], tested: Iterable[str] = ()) -> None:
        self._tested = frozenset(tested)
        self._of_claim: dict[str, tuple[Component, Fact]] = {
            name: (part, fact)
            for part in components(facts)
            for fact in part.facts
            if fact.is_claim
            for name in fact.same
        }

    def change(self, claim: str, *, undisputed: bool = False) -> ImpliedChange | None:
        """What the other facts imply for the change of a claim; None without finite bounds.

        Other claims on the same two cells take no part: they say the same again, and a claim
        is not confirmed by being repeated. Of the rest those that contradict each other are left
        out, one of each set. With `undisputed`
        claims in question take no part, nor does any fact of a set that cannot all be true: what
        is left may find a claim wrong.
        """
        if claim not in self._of_claim:
            return None
        part, stated = self._of_claim[claim]
        return _change(part, stated, self._others(part, stated, undisputed))

    def change_if_cut(self, claim: str, *, undisputed: bool = False) -> ImpliedChange | None:
        """The same if any of the numbers were cut instead of rounded."""
        part, stated = self._of_claim[claim]
        others = self._others(part, stated, undisputed)
        return _change(part, stated, [fact.if_cut for fact in others])

    def changes_if_level_rounded(
        self, claim: str, *, undisputed: bool = False
    ) -> Iterator[ImpliedChange]:
        """The same for each level of the claim's own cell, if that was rounded more coarsely."""
        part, stated = self._of_claim[claim]
        others = self._others(part, stated, undisputed)
        levels = [fact for fact in others if not fact.is_claim and fact.cell == stated.cell]
        for facts in one_rounded(others, levels):
            change = _change(part, stated, facts)
            if change is not None:
                yield change

    def _others(self, part: Component, stated: Fact, undisputed: bool) -> list[Fact]:
        rest = [
            fact
            for fact in part.facts
            if not (fact.is_claim and set(fact.cells) == set(stated.cells))
        ]
        if undisputed:
            return _undisputed(part, [f for f in rest if not self._tested.issuperset(f.same)])
        return without_conflicts(replace(part, facts=tuple(rest)))[0]


def _undisputed(part: Component, facts: list[Fact]) -> list[Fact]:
    """The facts that stand in no conflict, nor contradict one of those that do."""
    kept, conflicts = without_conflicts(replace(part, facts=tuple(facts)))
    disputed = {fact for conflict in conflicts for fact in conflict.facts}
    kept = [fact for fact in kept if fact not in disputed]
    for fact in facts:
        if fact in disputed:
            _, again = without_conflicts(replace(part, facts=(*kept, fact)))
            against = {other for conflict in again for other in conflict.facts}
            kept = [other for other in kept if other not in against]
    return kept


def _change(part: Component, stated: Fact, others: list[Fact]) -> ImpliedChange | None:
    if stated.base is None or (stated.is_rate and stated.cell.flow == Flow.BALANCE):
        return None  # the size of a balance is no linear function of exports and imports
    found = change_between(part, others, stated.cell, stated.base, in_units=stated.kind == ABSOLUTE)
    if found is None or found.low is None or found.high is None:
        return None
    return ImpliedChange(Interval(found.low, found.high), found.facts)
