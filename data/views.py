"""Rows of the views that analytics reads, as objects: columns, order and meaning of views.sql."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any, NamedTuple

from duckdb import DuckDBPyRelation

from data.codes.flows import Flow
from data.faults import named_damage
from data.periods import Period, parse


class Observation(NamedTuple):
    """A row of the view `observation`: one cell of one source, in whole currency units.

    A row that is added up from others (`is_sum`) has no `figure`, `qualifier` and `valuation`; one
    of a data set has no `figure`. `is_whole`: printed without decimals in its unit ("800 million",
    not "800.0"), so that zeros at its end may stand for digits; None where nothing is printed.
    """

    reporter: str
    partner: str
    flow: Flow
    product: str
    freq: str | None
    period: str | None
    first_month: date | None
    last_month: date | None
    currency: str
    value: Decimal | None
    low: Decimal
    high: Decimal
    qualifier: str | None
    status: str
    valuation: str | None
    source: str
    release_date: str
    figure: str | None
    is_sum: bool
    is_whole: bool | None

    @property
    def id(self) -> str:
        """The id of its figure; of a data set, which numbers no figures, source and cell.

        Raises
        ------
        ValueError
            The row is added up from others.
        """
        if self.is_sum:
            raise ValueError("a summed row has no id")
        if self.figure is not None:
            return self.figure
        cell = (self.reporter, self.partner, self.flow, self.product, self.period, self.currency)
        return " ".join((self.source, *map(str, cell)))


class CellOfDataSet(NamedTuple):
    """What the id of a figure of a data set says, which `Observation.id` makes."""

    source: str
    reporter: str
    partner: str
    flow: str
    product: str
    period: str
    currency: str

    @property
    def span(self) -> Period:
        """The period."""
        return parse(self.period)


def cell_of(name: str) -> CellOfDataSet | None:
    """What an id says of its figure; None where it is an id of the book or of a text."""
    parts = name.split(" ")
    return CellOfDataSet(*parts) if len(parts) == len(CellOfDataSet._fields) else None


class ReportedClaim(NamedTuple):
    """A row of the view `reported_claim`: a claim with the figure it speaks of.

    `level`, its bounds, its qualifier and what is printed of it are None where the publication
    gives the growth without a level. `place` is None in a text that is only being checked.
    `claimed_is_whole` and `level_is_whole`: as `Observation.is_whole`.
    """

    claim: str
    source: str
    reporter: str
    partner: str
    flow: Flow
    product: str
    freq: str | None
    period: str | None
    base_period: str | None
    kind: str
    direction: str
    claimed: Decimal | None
    claimed_low: Decimal
    claimed_high: Decimal
    claimed_qualifier: str
    claimed_printed: str
    place: str | None
    note: str | None
    figure: str
    figure_kind: str
    first_month: date | None
    last_month: date | None
    currency: str
    level: Decimal | None
    level_low: Decimal | None
    level_high: Decimal | None
    level_qualifier: str | None
    level_status: str
    level_printed: str | None
    release_date: str
    claimed_is_whole: bool | None
    level_is_whole: bool | None


def observations_of(relation: DuckDBPyRelation) -> list[Observation]:
    """The rows of a relation with the columns of the view `observation`, in its order."""
    with named_damage():
        rows = relation.select(*Observation._fields).fetchall()
    return [Observation(*_with_flow(row, Observation._fields)) for row in rows]


def claims_of(relation: DuckDBPyRelation) -> list[ReportedClaim]:
    """The rows of a relation with the columns of the view `reported_claim`, in its order."""
    with named_damage():
        rows = relation.select(*ReportedClaim._fields).fetchall()
    return [ReportedClaim(*_with_flow(row, ReportedClaim._fields)) for row in rows]


def _with_flow(row: tuple[Any, ...], columns: tuple[str, ...]) -> Iterator[Any]:
    at = columns.index("flow")
    return chain(row[:at], (Flow(row[at]),), row[at + 1 :])
