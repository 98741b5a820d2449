"""Which facts of a component can all be true, and the sets that contradict each other.

A deletion filter finds an irreducible infeasible subset (Chinneck, Feasibility and Infeasibility
in Optimization, 2008): left without any one of them, the rest can be true. Each is shown by
Farkas multipliers in exact fractions, or is two figures of one cell whose bounds do not meet.

What a set costs depends on its own cells, not on those of the component it was found in.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from analytics.reconciling.constraints import Component, joined
from analytics.reconciling.effort import spend
from analytics.reconciling.facts import Cell, Fact
from analytics.reconciling.programs import ZERO, Program, program_of
from analytics.reconciling.proofs import Proof
from analytics.reconciling.same_cell import Figures, exclusion
from data.codes.flows import Flow


@dataclass(frozen=True)
class Contradiction:
    """Facts that cannot all be true; leaving out any one makes the rest possible.

    `left_out` is the fact that the search went on without. Figures of one cell have a `gap`
    between them, in whole currency units, and no proof.
    """

    facts: tuple[Fact, ...]
    left_out: Fact
    proof: Proof | None
    gap: Fraction = ZERO


def agreeing(
    part: Component, facts: Sequence[Fact] | None = None, program: Program | None = None
) -> tuple[list[Fact], list[Contradiction]]:
    """The facts that can all be true, and the sets that cannot: within each source first.

    Parameters
    ----------
    part
        A component. Which fact of a set is left out depends on all its facts.
    facts
        Those of its facts that are looked at, in its order; all where none are given.
    program
        A program of the component, so that none needs to be built.
    """
    return _Search(part, part.facts if facts is None else facts, program).result()


class _Search:
    """The facts that are left, and the contradictions on the way."""

    def __init__(self, part: Component, facts: Sequence[Fact], program: Program | None) -> None:
        self._part = part
        self._program = program
        if program is not None:
            program.afresh(facts)
        self._left = dict.fromkeys(facts)  # a set in order
        self._found: list[Contradiction] = []
        self._of_source = Counter(fact.source for fact in part.facts)

    def result(self) -> tuple[list[Fact], list[Contradiction]]:
        if self._can_all_be_true():
            return list(self._left), []
        sources = sorted({fact.source for fact in self._left})
        for source in sources if len(sources) > 1 else ():
            own = [fact for fact in self._left if fact.source == source]
            self._within(own)
        self._within(list(self._left))
        return list(self._left), self._found

    def _can_all_be_true(self) -> bool:
        for cell, figures in _by_cell(self._left).items():
            if exclusion([fact.bounds for fact in figures], cell) is not None:
                return False
        if self._part.is_apart:
            return True
        return self._among(self._left).contradiction() is None

    def _among(self, facts: Iterable[Fact]) -> Program:
        if self._program is None:
            self._program = program_of(self._part, self._part.facts)
        self._program.among(facts)
        return self._program

    def _within(self, facts: Sequence[Fact]) -> None:
        """Take facts out until those in question agree: in one cell first, then across cells."""
        by_cell = _by_cell(facts)
        amounts = [
            cell for cell in self._part.cells if cell.flow != Flow.BALANCE and cell in by_cell
        ]
        for cell in dict.fromkeys([*amounts, *by_cell]):
            figures = Figures(cell, by_cell[cell])
            for excluding in figures.contradictory():
                gap = exclusion([fact.bounds for fact in excluding], cell)
                figures.out(self._leave_out(_in_order(excluding), None, gap or ZERO))
        left = [fact for fact in facts if fact in self._left]
        if self._part.is_apart or len(left) < 2:
            return
        program = self._among(left)
        while (proof := program.contradiction()) is not None:
            proof = _irreducible(program, proof)
            out = self._leave_out(tuple(proof.facts), proof, ZERO)
            left.remove(out)
            program.among(left)

    def _leave_out(self, facts: tuple[Fact, ...], proof: Proof | None, gap: Fraction) -> Fact:
        spend(len(facts))
        out = min(facts, key=lambda fact: _standing(fact, self._of_source))
        self._found.append(Contradiction(facts, out, proof, gap))
        del self._left[out]
        return out


def _by_cell(facts: Iterable[Fact]) -> dict[Cell, list[Fact]]:
    found: dict[Cell, list[Fact]] = defaultdict(list)
    for fact in facts:
        if not fact.is_claim:
            found[fact.cell].append(fact)
    return found


def _irreducible(program: Program, proof: Proof) -> Proof:
    """The deletion filter: leave out one fact after the other, if the rest still contradict.

    Only the cells of these facts are looked at, unless the solver sees no contradiction there.
    """
    facts = proof.facts
    small = program_of(joined(facts[0].group, facts), facts)
    known = small.contradiction()
    if known is not None:
        program, proof = small, known
    for fact in proof.facts:
        if fact in proof.facts:
            program.among(other for other in proof.facts if other is not fact)
            proof = program.contradiction() or proof
    return proof


def _in_order(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(sorted(facts, key=lambda fact: (fact.is_claim, fact.fact)))


def _standing(fact: Fact, of_source: Mapping[str, int]) -> tuple[bool, int, int, str]:
    """Which fact of a conflict is left out: the one that comes first in this order.

    A claim before a figure, because rates are computed from figures; then what fewest
    publications state; then the source with the fewest facts about these cells; then by id.
    """
    return not fact.is_claim, len(fact.same), of_source[fact.source], fact.fact
