"""Figures that follow from others: the least and greatest amount that the facts leave a cell.

The least and greatest amount of each cell, and of each cell over the same period a year earlier,
are linear programs; the ratio becomes linear by the substitution of Charnes and Cooper
(Programming with linear fractional functionals, 1962). Every bound has an exact proof.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from analytics.reconciling.constraints import Component
from analytics.reconciling.facts import Cell, Constraint, Fact, Group
from analytics.reconciling.programs import ONE, ZERO, Program, program_of
from analytics.reconciling.proofs import Proof
from data.codes.flows import Flow
from data.intervals import Interval

UNIT = Cell("", 0, 1)  # the 1 of the Charnes-Cooper substitution, as an unknown

Ends = tuple[Fraction | None, Fraction | None]


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


def implied(part: Component, facts: Sequence[Fact]) -> list[Implied]:
    """What the facts of a component imply beyond what each of them prints."""
    program = program_of(part, facts)
    levels = {cell: _level(part, facts, program, cell) for cell in part.cells}
    found = {cell: level for cell, level in levels.items() if level is not None}
    rates = [
        _rate(part, facts, program, cell, base)
        for cell, base in _year_on_year(part.cells)
        if cell in found or base in found
    ]
    return [*found.values(), *(rate for rate in rates if rate is not None)]


def change_between(
    part: Component, facts: Sequence[Fact], cell: Cell, base: Cell, *, in_units: bool
) -> Implied | None:
    """The cell over its base, or the cell less its base in units; None without both ends."""
    program, nothing = program_of(part, facts), (None, None)
    if in_units:
        found = _bounded(part, (cell, base), program, nothing, {cell: ONE, base: -ONE})
    else:
        found = _bounded(part, (cell, base), _fractional(part, facts, program, base), nothing)
    return found if found and found.low is not None and found.high is not None else None


def _level(part: Component, facts: Sequence[Fact], program: Program, cell: Cell) -> Implied | None:
    """The cell's bounds, if they are tighter than printed."""
    printed = _tightest(fact.bounds for fact in facts if fact.cells == (cell,))
    return _bounded(part, (cell, None), program, printed)


def _rate(
    part: Component, facts: Sequence[Fact], levels: Program, cell: Cell, base: Cell
) -> Implied | None:
    """The bounds of cell over base, if finite, above zero, and tighter than claims print them."""
    printed = _tightest(
        fact.bounds for fact in facts if fact.cells == (cell, base) and fact.kind != "absolute"
    )
    found = _bounded(part, (cell, base), _fractional(part, facts, levels, base), printed)
    return found if found and found.high is not None and found.low else None


def _bounded(
    part: Component,
    asked: tuple[Cell, Cell | None],
    program: Program,
    printed: Ends,
    of: Mapping[Cell, Fraction] | None = None,
) -> Implied | None:
    """Least and greatest amount of a cell, or sum of cells; None unless tighter than printed."""
    cell, base = asked
    of = of or {cell: ONE}
    objectives = {sign: {one: sign * by for one, by in of.items()} for sign in (-ONE, ONE)}
    ends = [(sign, program.greatest(objectives[sign])) for sign in (-ONE, ONE)]
    low, high = (None if proof is None else sign * proof.bound for sign, proof in ends)
    if low is not None and high is not None and low > high:
        return None  # facts that contradict each other by less than the tolerance of programs
    if not (_above(low, printed[0], cell) or _below(high, printed[1])):
        return None
    thinned = [_thinned(proof, objectives[sign], program) for sign, proof in ends if proof]
    used = {fact for proof in thinned for fact in proof.facts}
    in_order = sorted(used, key=lambda fact: (fact.is_claim, fact.fact))
    return Implied(part.group, cell, base, low, high, tuple(in_order), printed)


def _thinned(proof: Proof, objective: dict[Cell, Fraction], program: Program) -> Proof:
    """The proof without facts that the same bound does not need: a deletion filter."""
    for fact in proof.facts if len(proof.facts) > 1 else []:
        if fact in proof.facts:
            program.among(other for other in proof.facts if other is not fact)
            shorter = program.greatest(objective)
            if shorter is not None and shorter.bound <= proof.bound:
                proof = shorter
    program.among()
    return proof


def _fractional(part: Component, facts: Iterable[Fact], levels: Program, base: Cell) -> Program:
    """The component over its base: every amount and the 1 divided by the base cell."""
    rows = [row for fact in facts for row in fact.constraints()]
    divided = [
        Constraint(
            {**row.terms, UNIT: -row.limit} if row.limit else row.terms,
            ZERO,
            row.fact,
            row.is_equation,
        )
        for row in (*rows, *part.accounting)
    ]
    base_is_one = Constraint({base: ONE}, ONE, is_equation=True)
    measure = levels.scale[base]
    scale = {cell: levels.scale[cell] / measure for cell in part.cells} | {UNIT: 1 / measure}
    return Program([*part.cells, UNIT], [*divided, base_is_one], scale)


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
