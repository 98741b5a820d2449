"""What the figure book has of the figures that a text prints: the same, another, or none."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Any

from duckdb import ColumnExpression, ConstantExpression

from analytics.checking.reach import of_trades
from analytics.reading.out.reader import Read
from analytics.recording.stated import UNKNOWN_AREA, stated
from data.store import Edition
from data.views import Observation, observations_of

CELL = ("reporter", "partner", "product", "flow", "period", "currency", "status")


class Standing(StrEnum):
    """How a figure of a text stands to what the book prints of the same cell."""

    SAME = "same"
    DIFFERS = "differs"
    NEW = "new"


@dataclass(frozen=True)
class Apart:
    """A figure of the book that a text's figure cannot be; `gap` is the least between the two.

    It is above zero where the text's is the larger.
    """

    figure: Observation
    gap: Decimal


@dataclass(frozen=True)
class InBook:
    """The figures of the book of one cell: those whose bounds the text's meet, and the others.

    One that meets them makes it the same, whoever else differs.
    """

    same: tuple[Observation, ...] = ()
    apart: tuple[Apart, ...] = ()

    @property
    def standing(self) -> Standing:
        """The one word for it."""
        if self.same:
            return Standing.SAME
        return Standing.DIFFERS if self.apart else Standing.NEW


def text_in_book(edition: Edition, read: Read) -> dict[str, InBook]:
    """What the edition has of each figure of a text, by id of the figure.

    A figure without a level, period or reporter, and a target, is of no cell, and is left out.
    """
    own = [row for row in stated(read).observations if row.reporter != UNKNOWN_AREA]
    known: dict[tuple[Any, ...], list[Observation]] = defaultdict(list)
    for row in _of_the_same_periods(edition, own):
        known[_cell(row)].append(row)
    return {str(row.figure): _standing(row, known[_cell(row)]) for row in own}


def _of_the_same_periods(edition: Edition, own: list[Observation]) -> list[Observation]:
    """What the edition knows of the trades of a text in the periods of its figures."""
    if not own:
        return []
    trades = {(row.reporter, row.partner, row.product) for row in own}
    periods = sorted({str(row.period) for row in own})
    is_one = reduce(or_, (ColumnExpression("period") == ConstantExpression(p) for p in periods))
    rows = observations_of(of_trades(edition.relation("observation"), trades).filter(is_one))
    return sorted(rows, key=lambda row: (row.release_date, row.source), reverse=True)


def _standing(row: Observation, of_cell: list[Observation]) -> InBook:
    gaps = [(known, _gap(row, known)) for known in of_cell]
    same = {known.source: known for known, gap in gaps if not gap}
    apart = {known.source: Apart(known, gap) for known, gap in gaps if gap}
    others = [one for source, one in apart.items() if source not in same]
    return InBook(tuple(same.values()), tuple(others))


def _gap(row: Observation, known: Observation) -> Decimal:
    """The distance between two intervals: zero where they meet, below it where `row` is lower."""
    if row.low > known.high:
        return row.low - known.high
    return row.high - known.low if row.high < known.low else Decimal(0)


def _cell(row: Observation) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in CELL)
