"""Which facts of a component can all be true, and the sets that contradict each other.

A deletion filter finds an irreducible infeasible subset (Chinneck, Feasibility and Infeasibility
in Optimization, 2008): left without any one of them, the rest can be true. Each is shown by
Farkas multipliers in exact fractions, or is two figures of one cell whose bounds do not meet.

What a set costs depends on its own cells, not on those of the component it was found in.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from analytics.reconciling.constraints import Component, joined
from analytics.reconciling.effort import spend
from analytics.reconciling.facts import Cell, Fact
from analytics.reconciling.programs import ZERO, Program, program_of, rates_of
from analytics.reconciling.proofs import Proof
from analytics.reconciling.same_cell import Figures, exclusion
from data.codes.flows import Flow

Making = Callable[[Component, Sequence[Fact]], Program]


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

    @property
    def is_of_rates(self) -> bool:
        """Whether they are rates alone, which contradict each other whatever the amounts are."""
        return all(fact.is_rate for fact in self.facts)


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
        if not self._amounts_can_be_true():
            self._scope_by_scope(self._within)
        if _contradiction_of_rates(list(self._left)) is not None:
            self._scope_by_scope(self._within_rates)
        return list(self._left), self._found

    def _scope_by_scope(self, within: Callable[[Sequence[Fact]], None]) -> None:
        """Each source by itself first, then all together."""
        sources = sorted({fact.source for fact in self._left})
        for source in sources if len(sources) > 1 else ():
            within([fact for fact in self._left if fact.source == source])
        within(list(self._left))

    def _amounts_can_be_true(self) -> bool:
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
        while (proof := self._among(left).contradiction()) is not None:
            proof = _of_rates_alone(_irreducible(self._among(left), proof, program_of))
            left.remove(self._leave_out(tuple(proof.facts), proof, ZERO))

    def _within_rates(self, facts: Sequence[Fact]) -> None:
        """Take rates out until those in question agree, whatever the amounts are."""
        left = [fact for fact in facts if fact.is_rate]
        while (proof := _contradiction_of_rates(left)) is not None:
            left.remove(self._leave_out(tuple(proof.facts), proof, ZERO))

    def _leave_out(self, facts: tuple[Fact, ...], proof: Proof | None, gap: Fraction) -> Fact:
        spend(len(facts))
        wrong = self._against_figures([fact for fact in facts if fact.is_claim])
        out = min(wrong or facts, key=lambda fact: _standing(fact, self._of_source))
        self._found.append(Contradiction(facts, out, proof, gap))
        del self._left[out]
        return out

    def _against_figures(self, claims: Sequence[Fact]) -> list[Fact]:
        """Of several claims those that the figures contradict: they are left out first."""
        if len(claims) < 2:
            return []
        figures = [fact for fact in self._left if not fact.is_claim]
        return [
            claim for claim in claims if self._among([*figures, claim]).contradiction() is not None
        ]


def _by_cell(facts: Iterable[Fact]) -> dict[Cell, list[Fact]]:
    found: dict[Cell, list[Fact]] = defaultdict(list)
    for fact in facts:
        if not fact.is_claim:
            found[fact.cell].append(fact)
    return found


def _irreducible(program: Program, proof: Proof, made: Making) -> Proof:
    """The deletion filter: leave out one fact after the other, if the rest still contradict.

    Only the cells of these facts are looked at, unless the solver sees no contradiction there.
    """
    facts = proof.facts
    small = made(joined(facts[0].group, facts), facts)
    known = small.contradiction()
    if known is not None:
        program, proof = small, known
    for fact in proof.facts:
        if fact in proof.facts:
            program.among(other for other in proof.facts if other is not fact)
            proof = program.contradiction() or proof
    return proof


def _of_rates_alone(proof: Proof) -> Proof:
    """The proof, or one of its rates alone, where these cannot all be true."""
    return _contradiction_of_rates(proof.facts) or proof


def _contradiction_of_rates(facts: Sequence[Fact]) -> Proof | None:
    """Rates that contradict each other whatever the amounts are, none of which can go."""
    rates = [fact for fact in facts if fact.is_rate]
    if len(rates) < 2:
        return None
    program = rates_of(joined(rates[0].group, rates), rates)
    proof = program.contradiction()
    return None if proof is None else _irreducible(program, proof, rates_of)


def _in_order(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(sorted(facts, key=lambda fact: (fact.is_claim, fact.fact)))


def _standing(fact: Fact, of_source: Mapping[str, int]) -> tuple[bool, int, int, str]:
    """Which fact of a conflict is left out, if figures do not tell: the first in this order.

    A claim before a figure, because rates are computed from figures; then what fewest
    publications state; then the source with the fewest facts about these cells; then by id.
    """
    return not fact.is_claim, len(fact.same), of_source[fact.source], fact.fact
