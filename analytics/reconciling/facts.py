"""Facts: what publications state, as exact linear inequalities on the amounts of cells.

A cell is a flow and a period of one reporter, partner, product and currency; its amount is an
unknown in whole currency units. A fact is a printed level of a cell, or a claim that relates a
cell to its base cell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, NamedTuple

from duckdb import DuckDBPyRelation

from analytics.indicators.observations import actual
from analytics.reconciling.claimed_changes import (
    ABSOLUTE,
    AVERAGE_ANNUAL,
    PERCENTAGE_POINTS,
    Change,
    change_of,
)
from data import periods
from data.codes.flows import Flow
from data.intervals import KEPT_DIGITS, Coarser, Interval, between, coarser
from data.periods import Period
from data.views import Observation, ReportedClaim, claims_of, observations_of

FIGURE = "figure"
LARGEST_FACTOR = 10**KEPT_DIGITS

Group = tuple[str, str, str, str]


class Cell(NamedTuple):
    """A flow in a period, one unknown: a tuple, because programs look it up very often.

    In place of the flow an unknown that a program adds has a name of its own.
    """

    flow: str
    start: int
    months: int

    @classmethod
    def of(cls, flow: str, period: Period) -> Cell:
        """The cell of a flow and period."""
        return cls(flow, period.start, period.months)

    @property
    def period(self) -> Period:
        """The run of months."""
        return Period(self.start, self.months)


@dataclass(frozen=True, eq=False)
class Constraint:
    """A row of a program: `sum(coefficient * cell) <= limit`, or `= limit` for accounting.

    `fact` is whose statement it is; None for what holds by definition.
    """

    terms: dict[Cell, Fraction]
    limit: Fraction
    fact: Fact | None = None
    is_equation: bool = False


@dataclass(frozen=True, eq=False)
class Fact:
    """What a publication states: the level of a cell, or a claim on a cell and its base.

    `bounds` are in whole currency units for a level and an absolute change, else of the factor
    level over base, and `coarser` the same by other habits of printing. `same` are the ids of the
    facts that state exactly the same, this one first. `sign` is -1 for a rate on a balance below
    zero, which is one of its size, and 0 for a rate on a balance whose sign nobody prints, which
    constrains only other rates on it.
    """

    fact: str
    source: str
    group: Group
    kind: str
    cell: Cell
    base: Cell | None
    bounds: Interval
    coarser: Coarser
    same: tuple[str, ...]
    sign: int = 1

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cell, and the base of a claim."""
        return (self.cell,) if self.base is None else (self.cell, self.base)

    @property
    def is_claim(self) -> bool:
        """Whether it relates two cells."""
        return self.base is not None

    @property
    def is_rate(self) -> bool:
        """Whether it is a factor between two cells."""
        return self.base is not None and self.kind != ABSOLUTE

    @property
    def if_cut(self) -> Fact:
        """The same statement where its number was rounded as printed, or cut."""
        return replace(self, bounds=self.bounds.hull(self.coarser.cut))

    @property
    def if_rounded(self) -> Fact:
        """The same where a whole number was rounded to its last digit that is not zero."""
        return replace(self, bounds=self.coarser.rounded)

    def constraints(self) -> list[Constraint]:
        """The statement as two inequalities; none of a rate whose sign is unknown."""
        bounds = self.bounds
        one = Fraction(1)
        if self.base is None:
            return [
                Constraint({self.cell: one}, bounds.high, self),
                Constraint({self.cell: -one}, -bounds.low, self),
            ]
        if self.kind == ABSOLUTE:
            return [
                Constraint({self.cell: one, self.base: -one}, bounds.high, self),
                Constraint({self.cell: -one, self.base: one}, -bounds.low, self),
            ]
        return self.of_sizes(bounds, self.sign) if self.sign else []

    def of_sizes(self, bounds: Interval, sign: int = 1) -> list[Constraint]:
        """The two inequalities of a rate, on amounts of that sign."""
        if self.base is None:
            raise ValueError(f"{self.fact} is no rate")
        one, nothing = Fraction(sign), Fraction()
        return [
            Constraint({self.cell: one, self.base: -one * bounds.high}, nothing, self),
            Constraint({self.cell: -one, self.base: one * bounds.low}, nothing, self),
        ]


def facts_of(observations: DuckDBPyRelation, claims: DuckDBPyRelation) -> list[Fact]:
    """Every figure and claim that constrains something, in a steady order.

    Figures and claims that happened and are dated: no forecasts, no targets. A claim in
    percentage points, on the cell itself, or by a rate between balances that are printed with
    different signs gives none. Facts that state the same are one fact with many ids.

    Parameters
    ----------
    observations
        Rows of the view `observation`.
    claims
        Rows of the view `reported_claim`.
    """
    return distinct(each_of(observations, claims))


def each_of(observations: DuckDBPyRelation, claims: DuckDBPyRelation) -> list[Fact]:
    """As `facts_of`, one fact a figure and claim, whoever else states the same."""
    stated = [fact_of_claim(claim) for claim in claims_of(claims)]
    levels = [fact_of_figure(row) for row in observations_of(actual(observations))]
    return [*levels, *(fact for fact in stated if fact is not None)]


def one_rounded(facts: Iterable[Fact], among: Iterable[Fact]) -> list[list[Fact]]:
    """The facts with one of some rounded more coarsely, for each that can have been."""
    known = list(facts)
    return [
        [fact.if_rounded if fact is one else fact for fact in known]
        for one in among
        if one.coarser.rounded != one.bounds
    ]


def figures_of(observations: DuckDBPyRelation) -> list[Fact]:
    """The figures that happened and are dated, as facts; rows of the view `observation`."""
    return distinct(fact_of_figure(row) for row in observations_of(actual(observations)))


def distinct(facts: Iterable[Fact]) -> list[Fact]:
    """Facts that state the same as one fact with the ids of all, the signs of balances known."""
    alike: dict[tuple[Any, ...], list[Fact]] = defaultdict(list)
    for fact in sorted(_signed(facts), key=lambda fact: (fact.is_claim, fact.fact)):
        ends = (*fact.bounds.ends, *fact.coarser.cut.ends, *fact.coarser.rounded.ends)
        in_units = fact.kind in (FIGURE, ABSOLUTE)
        alike[fact.group, in_units, fact.cell, fact.base, ends].append(fact)
    return [
        replace(same[0], same=tuple(name for fact in same for name in fact.same))
        for same in alike.values()
    ]


def _signed(facts: Iterable[Fact]) -> Iterator[Fact]:
    """The facts, rates on a balance with the sign that every figure of its two cells has.

    A rate between balances of different signs, or that may be of different signs, is none.
    """
    known = list(facts)
    signs: dict[tuple[Group, Cell], set[int]] = defaultdict(set)
    for fact in known:
        if fact.base is None and fact.cell.flow == Flow.BALANCE:
            low, high = fact.bounds.ends
            signs[fact.group, fact.cell].add((low > 0) - (high < 0))
    for fact in known:
        if fact.cell.flow == Flow.BALANCE and fact.is_rate:
            found = set().union(*(signs.get((fact.group, cell), ()) for cell in fact.cells))
            if found in ({1}, {-1}, set()):
                yield replace(fact, sign=found.pop() if found else 0)
        else:
            yield fact


def fact_of_figure(row: Observation) -> Fact:
    """The fact that a row of the view `observation` states."""
    bounds = between(row.low, row.high)
    return Fact(
        fact=row.id,
        source=row.source,
        group=_group(row),
        kind=FIGURE,
        cell=Cell.of(row.flow, periods.dated(row.period)),
        base=None,
        bounds=bounds,
        coarser=coarser(bounds, row.value, row.qualifier, is_whole=bool(row.is_whole)),
        same=(row.id,),
    )


def fact_of_claim(claim: ReportedClaim) -> Fact | None:
    """The fact that a row of the view `reported_claim` states, if it constrains anything."""
    if claim.figure_kind != "actual" or claim.level_status == "F":
        return None
    if claim.period is None or claim.base_period is None or claim.kind == PERCENTAGE_POINTS:
        return None
    change = change_of(claim)
    cell, base = _cell_of(claim), Cell.of(claim.flow, periods.parse(claim.base_period))
    bounds = _effect(change)
    if cell == base or bounds is None:
        return None
    return Fact(
        fact=claim.claim,
        source=claim.source,
        group=_group(claim),
        kind=claim.kind,
        cell=cell,
        base=base,
        bounds=bounds,
        coarser=Coarser(_effect(change.if_cut) or bounds, _effect(change.if_rounded) or bounds),
        same=(claim.claim,),
        sign=0 if claim.flow == Flow.BALANCE and change.is_rate else 1,
    )


def _effect(change: Change) -> Interval | None:
    """The interval of the amount or factor between base and level; None without an upper end.

    None, too, of a factor that no two amounts have which the database can keep.
    """
    if change.may_be_nothing or (change.is_rate and change.factor.high > LARGEST_FACTOR):
        return None
    return change.wanted


def _cell_of(claim: ReportedClaim) -> Cell:
    """An average annual rate over 2016 to 2022 speaks of the level of 2022."""
    period = periods.dated(claim.period)
    if claim.kind == AVERAGE_ANNUAL and period.freq != "A":
        period = periods.parse(f"{period.last_month.year:04d}")
    return Cell.of(claim.flow, period)


def _group(row: Observation | ReportedClaim) -> Group:
    return row.reporter, row.partner, row.product, row.currency
