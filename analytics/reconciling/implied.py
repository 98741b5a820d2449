"""Figures that follow from others: the least and greatest amount that the facts leave a cell.

The least and greatest amount of each cell, and of each cell over the same period a year earlier,
are linear programs; the ratio becomes linear by the substitution of Charnes and Cooper
(Programming with linear fractional functionals, 1962). Every bound has an exact proof.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from analytics.reconciling.claimed_changes import ABSOLUTE
from analytics.reconciling.constraints import Component, joined
from analytics.reconciling.facts import Cell, Constraint, Fact, Group
from analytics.reconciling.programs import ONE, ZERO, Ends, Program, program_of
from analytics.reconciling.proofs import Proof
from data.codes.flows import ONE_WAY, Flow
from data.intervals import Interval
from data.periods import Period

UNIT = Cell("", 0, 1)  # the 1 of the Charnes-Cooper substitution, as an unknown


@dataclass(frozen=True)
class Implied:
    """What the facts leave possible for a cell, tighter than any fact prints it.

    `low` and `high` are exact, in whole currency units; None where there is no bound. With a
    `base` they are those of the cell over its base, as a factor. `facts` are what the bounds
    rest on, a set without which no part can go: an exact proof with independent rows, thinned
    by a deletion filter. `printed` is the tightest printed interval, each end None where no fact
    has one. Grain: one a cell, or one a cell and base.
    """

    group: Group
    cell: Cell
    base: Cell | None
    low: Fraction | None
    high: Fraction | None
    facts: tuple[Fact, ...]
    printed: Ends


@dataclass(frozen=True)
class _Asked:
    """A cell, a cell less its base (`in_units`), or a cell over its base."""

    cell: Cell
    base: Cell | None = None
    in_units: bool = False

    @property
    def cells(self) -> tuple[Cell, ...]:
        return (self.cell,) if self.base is None else (self.cell, self.base)


class Bounds:
    """What facts of a component leave possible for its cells.

    Amounts are asked of one program, ratios of another, whatever their base: built once, because
    building costs more than solving.
    """

    def __init__(self, part: Component, facts: Sequence[Fact]) -> None:
        self._part = part
        self._facts = facts

    def change(
        self, facts: Sequence[Fact], cell: Cell, base: Cell, *, in_units: bool
    ) -> Implied | None:
        """The cell over its base, or the cell less its base in units; None without both ends.

        By these of the facts only.
        """
        found = self._bounded(_Asked(cell, base, in_units), facts, (None, None))
        return found if found and found.low is not None and found.high is not None else None

    def level(self, cell: Cell) -> Implied | None:
        """The cell's bounds, if they are tighter than printed."""
        printed = _tightest(fact.bounds for fact in self._facts if fact.cells == (cell,))
        return self._bounded(_Asked(cell), self._facts, printed)

    def rate(self, cell: Cell, base: Cell) -> Implied | None:
        """Cell over base, if finite, above zero, and tighter than claims print it."""
        asked = (cell, base)
        printed = _tightest(
            fact.bounds for fact in self._facts if fact.cells == asked and fact.kind != ABSOLUTE
        )
        found = self._bounded(_Asked(*asked), self._facts, printed)
        return found if found and found.high is not None and found.low else None

    def _bounded(self, asked: _Asked, facts: Sequence[Fact], printed: Ends) -> Implied | None:
        """Least and greatest of what is asked; None unless tighter than printed."""
        ends = list(self._ends(asked, facts))
        low, high = (None if proof is None else sign * proof.bound for sign, proof in ends)
        if low is not None and high is not None and low > high:
            return None  # facts that contradict each other by less than the tolerance of programs
        if not (_above(low, printed[0], asked.cell) or _below(high, printed[1])):
            return None
        thinned = [self._thinned(proof, sign, asked) for sign, proof in ends if proof]
        used = {fact for proof in thinned for fact in proof.facts}
        in_order = sorted(used, key=lambda fact: (fact.is_claim, fact.fact))
        group = self._part.group
        return Implied(group, asked.cell, asked.base, low, high, tuple(in_order), printed)

    def _ends(
        self, asked: _Asked, facts: Sequence[Fact]
    ) -> Iterator[tuple[Fraction, Proof | None]]:
        program, objective = self._ready(asked, facts)
        for sign in (-ONE, ONE):
            yield sign, program.greatest({cell: sign * by for cell, by in objective.items()})

    def _ready(self, asked: _Asked, facts: Sequence[Fact]) -> tuple[Program, dict[Cell, Fraction]]:
        """The program that holds to these facts, and what it is to make greatest."""
        cell, base = asked.cell, asked.base
        if base is None:
            if self.amounts.held != tuple(facts):
                self.amounts.afresh(facts)
            return self.amounts, {cell: ONE}
        if asked.in_units:
            self.amounts.afresh(facts)
            return self.amounts, {cell: ONE, base: -ONE}
        # The base is fixed at its own measure, so that no amount is far from the others.
        one = self._ratios.scale[base]
        self._ratios.afresh(facts, Constraint({base: ONE}, one, is_equation=True))
        return self._ratios, {cell: 1 / one}

    def _thinned(self, proof: Proof, sign: Fraction, asked: _Asked) -> Proof:
        """The proof without facts that the same bound does not need: a deletion filter.

        Only the cells of its facts are looked at.
        """
        facts = proof.facts
        if len(facts) <= 1 or _are_apart(facts):
            return proof
        small = Bounds(joined(self._part.group, facts, asked.cells), facts)
        program, objective = small._ready(asked, facts)
        objective = {cell: sign * by for cell, by in objective.items()}
        for fact in facts:
            if fact in proof.facts:
                program.among(other for other in proof.facts if other is not fact)
                shorter = program.greatest(objective)
                if shorter is not None and shorter.bound <= proof.bound:
                    proof = shorter
        return proof

    @cached_property
    def amounts(self) -> Program:
        """The program of amounts."""
        return program_of(self._part, self._facts)

    @cached_property
    def _ratios(self) -> Program:
        """The component divided by any of its cells (every amount and the 1), which is to be fixed.

        All rows have the limit zero, so that only the fixed cell says which one it is.
        """
        rows = [row for fact in self._facts for row in fact.constraints()]
        divided = [
            Constraint(
                {**row.terms, UNIT: -row.limit} if row.limit else row.terms,
                ZERO,
                row.fact,
                row.is_equation,
            )
            for row in (*rows, *self._part.accounting)
        ]
        scale = self.amounts.scale | {UNIT: ONE}
        return Program([*self._part.cells, UNIT], divided, scale)


def implied(
    part: Component, facts: Sequence[Fact], asked: Collection[Period] | None = None
) -> list[Implied]:
    """What the facts of a component imply beyond what each of them prints.

    Of the periods that are asked for only, where these are given.
    """
    if part.is_apart:
        return []
    bounds = Bounds(part, facts)
    cells = [cell for cell in part.cells if asked is None or cell.period in asked]
    levels = {cell: bounds.level(cell) for cell in cells}
    found = {cell: level for cell, level in levels.items() if level is not None}
    rates = [
        bounds.rate(cell, base)
        for cell, base in _year_on_year(cells)
        if cell in found or base in found
    ]
    return [*found.values(), *(rate for rate in rates if rate is not None)]


def _are_apart(facts: Sequence[Fact]) -> bool:
    """Whether no fact can stand in for another, so that a proof needs each of them.

    Figures of exports or imports, above zero, of runs of months that do not overlap: the months of
    two years, say. What one of them bounds, no other does.
    """
    if any(fact.is_claim or fact.cell.flow not in ONE_WAY for fact in facts):
        return False
    if any(fact.bounds.low <= 0 for fact in facts):
        return False
    in_order = sorted(fact.cell for fact in facts)
    return all(
        one.flow != other.flow or one.start + one.months <= other.start
        for one, other in pairwise(in_order)
    )


def _year_on_year(cells: Sequence[Cell]) -> list[tuple[Cell, Cell]]:
    known = set(cells)
    pairs = [(cell, cell._replace(start=cell.start - 12)) for cell in cells]
    return [(cell, base) for cell, base in pairs if base in known and cell.flow != Flow.BALANCE]


def _tightest(stated: Iterable[Interval]) -> Ends:
    known = list(stated)
    lows, highs = [bounds.low for bounds in known], [bounds.high for bounds in known]
    return max(lows, default=None), min(highs, default=None)


def _above(low: Fraction | None, printed: Fraction | None, cell: Cell) -> bool:
    known = ZERO if printed is None and cell.flow != Flow.BALANCE else printed
    return low is not None and (known is None or low > known)


def _below(high: Fraction | None, printed: Fraction | None) -> bool:
    return high is not None and (printed is None or high < printed)
