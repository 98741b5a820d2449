"""Linear programs over exact rows, solved in floating point by HiGHS and proven in fractions.

Scaling: an unknown is measured in a power of two near the largest number printed for it (for a
cell that nobody printed, for its nearest neighbour in the accounting), each row in its largest
coefficient. Powers of two change no digit.

Tolerance: every printed bound is widened by `SLACK` of its row's measure before HiGHS sees it,
and HiGHS works to `PRECISION`. So rows that only just meet never count as contradictory, and a
contradiction that misses by less than about `SLACK` of the amounts is not looked for. What is
returned is an exact proof against the bounds as printed; without one there is no result.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import chain
from math import frexp, inf

import highspy
import numpy as np

from analytics.reconciling import proofs
from analytics.reconciling.constraints import Component
from analytics.reconciling.effort import BUILDING, PIVOTS, PROVING, spend
from analytics.reconciling.facts import Cell, Constraint, Fact
from analytics.reconciling.proofs import Proof
from data.codes.flows import Flow

SLACK = 1e-8
PRECISION = 1e-9
NEGLIGIBLE = 1e-9  # of the largest multiplier

SETTLED = (
    highspy.HighsModelStatus.kOptimal,
    highspy.HighsModelStatus.kInfeasible,
    highspy.HighsModelStatus.kUnbounded,
)
ZERO, ONE = Fraction(), Fraction(1)

Ends = tuple[Fraction | None, Fraction | None]


@dataclass(frozen=True, eq=False)
class _Side:
    """A row of one cell, as a bound: `outward` is 1 for an upper one and -1 for a lower one."""

    row: Constraint
    cell: Cell
    outward: int
    end: Fraction

    def is_tighter(self, other: _Side) -> bool:
        return self.end * self.outward < other.end * self.outward


class Program:
    """A system of rows, ready to be asked what it implies.

    Rows of one cell become bounds of an unknown; only the tightest on each side matters. The
    program answers for all its facts, until `among` says for which; those are `held`.
    """

    def __init__(
        self,
        cells: Sequence[Cell],
        rows: Iterable[Constraint],
        scale: dict[Cell, Fraction] | None = None,
    ) -> None:
        self._cells = list(cells)
        self._at = {cell: at for at, cell in enumerate(self._cells)}
        self._rows: list[Constraint] = []
        self._rows_of: dict[Fact | None, list[int]] = defaultdict(list)
        self._sides_of: dict[Fact | None, list[_Side]] = defaultdict(list)
        self._sides_of[None] = [_not_negative(cell) for cell in cells if cell.flow != Flow.BALANCE]
        for row in rows:
            self._add(row)
        spend(BUILDING * (len(self._cells) + len(self._rows)))
        known = dict.fromkeys([*self._sides_of, *self._rows_of])
        self._facts = [fact for fact in known if fact is not None]
        sides = [side.row for some in self._sides_of.values() for side in some]
        self.scale = scale or _scales(self._cells, [*sides, *self._rows])
        self._solver = _solver()
        self._row_limits = self._load()
        self._is_equation = np.array([row.is_equation for row in self._rows], dtype=bool)
        self._ends = {side: self._end(side) for some in self._sides_of.values() for side in some}
        self._tightest: dict[tuple[Cell, int], _Side] = {}
        self._fixed: list[_Side] = []
        self._costs = np.zeros(len(self._cells))
        self.held: tuple[Fact, ...] = ()
        self.among(self._facts)

    def afresh(self, facts: Iterable[Fact], fixed: Constraint | None = None) -> None:
        """Hold to these facts as if nothing had been asked before, and to a cell's `fixed` amount.

        So the answer does not depend on earlier ones, from whose vertex the solver would start.
        """
        self._fixed = [] if fixed is None else list(_sides(fixed))
        self._ends |= {side: self._end(side) for side in self._fixed}
        self.among(facts)
        self._solver.clearSolver()

    def among(self, facts: Iterable[Fact]) -> None:
        """Hold only to these facts, and to the accounting."""
        self.held = tuple(facts)
        held = [None, *self.held]
        self._tightest = {}
        every = (side for fact in held for side in self._sides_of.get(fact, ()))
        for side in chain(every, self._fixed):
            known = self._tightest.get((side.cell, side.outward))
            if known is None or side.is_tighter(known):
                self._tightest[side.cell, side.outward] = side
        ends = {-1: np.full(len(self._cells), -inf), 1: np.full(len(self._cells), inf)}
        for side in self._tightest.values():
            ends[side.outward][self._at[side.cell]] = self._ends[side]
        at = np.arange(len(self._cells), dtype=np.int32)
        self._solver.changeColsBounds(len(at), at, ends[-1], ends[1])
        upper = np.full(len(self._rows), inf)
        for fact in held:
            kept = self._rows_of.get(fact, [])
            upper[kept] = self._row_limits[kept]
        lower = np.where(self._is_equation, self._row_limits, -inf)
        at = np.arange(len(self._rows), dtype=np.int32)
        self._solver.changeRowsBounds(  # ty: ignore[missing-attribute]
            len(at), at, lower, upper
        )

    def contradiction(self) -> Proof | None:
        """The exact proof that the rows cannot all hold; None when none is confirmed."""
        for (cell, outward), side in self._tightest.items():
            opposite = self._tightest.get((cell, -outward))
            if opposite is not None and outward * opposite.end > outward * side.end:
                return proofs.of_contradiction([side.row, opposite.row], 0, 1)
        if self._status_of({}) != highspy.HighsModelStatus.kInfeasible:
            return None
        _, exists, ray = self._solver.getDualRay()  # ty: ignore[missing-attribute]
        return self._confirmed(np.asarray(ray)) if exists and np.any(ray) else None

    def greatest(self, objective: Mapping[Cell, Fraction]) -> Proof | None:
        """The exact proof of the least upper bound of the objective; None when it has none."""
        if self._status_of(objective) != highspy.HighsModelStatus.kOptimal:
            return None
        solution = self._solver.getSolution()
        row_duals, cell_duals = np.asarray(solution.row_dual), np.asarray(solution.col_dual)
        rows = self._support(row_duals, cell_duals)
        spend(PROVING * len(rows))
        return proofs.of_bound(rows, objective)

    def _status_of(self, objective: Mapping[Cell, Fraction]) -> highspy.HighsModelStatus:
        """Solve from the last vertex; where that ends without an answer, from the beginning."""
        self._set_costs(objective)
        self._solve()
        if self._solver.getModelStatus() not in SETTLED:
            self._solver.clearSolver()
            self._solve()
        return self._solver.getModelStatus()

    def _solve(self) -> None:
        size = len(self._cells) + len(self._rows)
        spend(size)
        self._solver.run()
        spend(size * self._solver.getInfo().simplex_iteration_count // PIVOTS)

    def _add(self, row: Constraint) -> None:
        if len(row.terms) > 1:
            self._rows_of[row.fact].append(len(self._rows))
            self._rows.append(row)
            return
        self._sides_of[row.fact] += _sides(row)

    def _load(self) -> np.ndarray:
        """Give the solver the coefficients; the limits of the rows come back, scaled."""
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self._cells), len(self._rows)
        model.col_cost_ = model.col_lower_ = model.col_upper_ = np.zeros(len(self._cells))
        starts, index, value, limits = [0], [], [], []
        for row in self._rows:
            coefficients, measure = self._measured(row)
            index += [self._at[cell] for cell in row.terms]
            value += coefficients
            starts.append(len(index))
            limit = float(row.limit / Fraction(measure))
            limits.append(limit if row.is_equation else limit + SLACK * max(1, abs(limit)))
        model.row_lower_ = model.row_upper_ = np.array(limits)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.array(starts, dtype=np.int32)
        model.a_matrix_.index_ = np.array(index, dtype=np.int32)
        model.a_matrix_.value_ = np.array(value)
        self._solver.passModel(model)
        return np.array(limits)

    def _measured(self, row: Constraint) -> tuple[list[float], float]:
        """The row's scaled coefficients, and the measure they are divided by."""
        coefficients = [float(c * self.scale[cell]) for cell, c in row.terms.items()]
        measure = power_near(max(map(abs, coefficients)))
        return [coefficient / measure for coefficient in coefficients], measure

    def _end(self, side: _Side) -> float:
        end = float(side.end / self.scale[side.cell])
        return end if side.row.is_equation else end + side.outward * SLACK * max(1, abs(end))

    def _set_costs(self, objective: Mapping[Cell, Fraction]) -> None:
        """HiGHS minimises, in scaled unknowns; the objective is to be greatest."""
        scaled = {cell: coefficient * self.scale[cell] for cell, coefficient in objective.items()}
        measure = max(map(abs, scaled.values()), default=ONE)
        costs = np.zeros(len(self._cells))
        for cell, coefficient in scaled.items():
            costs[self._at[cell]] = -float(coefficient / measure)
        for at in np.nonzero(costs != self._costs)[0]:
            self._solver.changeColCost(int(at), float(costs[at]))
        self._costs = costs

    def _support(self, row_duals: np.ndarray, cell_duals: np.ndarray) -> list[Constraint]:
        """The rows and bounds whose multiplier is not zero."""
        least = NEGLIGIBLE * max(np.abs(row_duals).max(initial=0), np.abs(cell_duals).max())
        chosen = [self._rows[at] for at in np.nonzero(np.abs(row_duals) > least)[0]]
        for at in np.nonzero(np.abs(cell_duals) > least)[0]:
            side = self._tightest.get((self._cells[at], -1 if cell_duals[at] > 0 else 1))
            if side is not None:
                chosen.append(side.row)
        return chosen

    def _confirmed(self, ray: np.ndarray) -> Proof | None:
        """The ray in fractions; its sign is the solver's affair, so both are tried."""
        for direction in (ray, -ray):
            sums = np.zeros(len(self._cells))
            for at in np.nonzero(direction)[0]:
                coefficients, _ = self._measured(self._rows[at])
                for cell, coefficient in zip(self._rows[at].terms, coefficients, strict=True):
                    sums[self._at[cell]] += direction[at] * coefficient
            rows = self._support(direction, sums)
            spend(PROVING * len(rows))
            largest = int(np.abs(direction).argmax())
            leading = rows.index(self._rows[largest])
            sign = 1 if direction[largest] > 0 else -1
            proof = proofs.of_contradiction(rows, leading, sign)
            if proof is not None:
                return proof
        return None


def program_of(part: Component, facts: Iterable[Fact]) -> Program:
    """The facts, and the accounting between the cells of their component, as one program."""
    rows = [row for fact in facts for row in fact.constraints()]
    return Program(part.cells, [*rows, *part.accounting])


def rates_of(part: Component, rates: Iterable[Fact]) -> Program:
    """Rates alone, whose bases are above zero: one is no rate on nothing.

    Rows of rates and of accounting have no amount in them. What satisfies them does so a
    thousandfold, too; so bases above zero are bases of one unit at least, and no printed amount
    changes that. The rate of a balance is one of its size, which no accounting ties to others.
    """
    rates, rows = list(rates), []
    for fact in rates:
        if fact.base is not None and fact.bounds.high >= 0:
            rows += [*fact.of_sizes(fact.bounds), Constraint({fact.base: -ONE}, -ONE, fact)]
    cells = {cell for fact in rates for cell in fact.cells}
    tied = part.accounting if len(cells) > 2 else ()
    rows += [row for row in tied if not any(cell.flow == Flow.BALANCE for cell in row.terms)]
    return Program(part.cells, rows)


def power_near(number: float) -> float:
    """The power of two just above a number; 1 for zero."""
    return 2.0 ** frexp(number)[1] if number else 1.0


class _Solver(highspy.Highs):
    """HiGHS without a word: 1.16 greets on standard output as soon as it calls back."""

    def enableCallbacks(self) -> None:
        self.silent()
        super().enableCallbacks()


def _solver() -> highspy.Highs:
    solver = _Solver()
    for name in ("primal_feasibility_tolerance", "dual_feasibility_tolerance"):
        solver.setOptionValue(name, PRECISION)
    for name, value in (("presolve", "off"), ("solver", "simplex"), ("threads", 1)):
        solver.setOptionValue(name, value)
    return solver


def _sides(row: Constraint) -> Iterator[_Side]:
    """A row of one cell as its bounds: one, or both of an equation."""
    [(cell, coefficient)] = row.terms.items()
    for outward in (-1, 1):
        if row.is_equation or coefficient * outward > 0:
            yield _Side(row, cell, outward, row.limit / coefficient)


@cache
def _not_negative(cell: Cell) -> _Side:
    return _Side(Constraint({cell: -ONE}, ZERO), cell, -1, ZERO)


def _scales(cells: Sequence[Cell], rows: Sequence[Constraint]) -> dict[Cell, Fraction]:
    """A measure of each unknown: its own largest bound, else its nearest neighbour's.

    The limit of a row of several cells is a measure of those that nothing else measures.
    """
    scale: dict[Cell, Fraction] = {}
    neighbours: dict[Cell, list[Cell]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: len(row.terms) > 1):
        is_bound = len(row.terms) == 1
        for cell, coefficient in row.terms.items():
            end = Fraction(power_near(abs(float(row.limit / coefficient)))) if row.limit else ZERO
            if end > scale.get(cell, ZERO) and (is_bound or cell not in scale):
                scale[cell] = end
            if not is_bound:
                neighbours[cell] += [other for other in row.terms if other != cell]
    waiting = deque(sorted(scale, key=lambda cell: (-scale[cell], cell)))
    while waiting:
        cell = waiting.popleft()
        for other in neighbours[cell]:
            if other not in scale:
                scale[other] = scale[cell]
                waiting.append(other)
    return {cell: scale.get(cell, ONE) for cell in cells}
