"""Where figures of the same trade differ: between two sources, and between its two sides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from duckdb import ColumnExpression, ConstantExpression

from analytics.indicators.observations import disagreements, mirror_gaps, tightest, with_totals
from dashboard.answers import near_printed
from dashboard.answers.kept import SOME, kept
from dashboard.answers.pairs import reporters
from dashboard.answers.selection import Selection
from data.relations import Row, records
from data.store import Edition

OF_PAIR = ("reporter", "partner", "flow", "product")
CELL = (*OF_PAIR, "period", "currency")  # what a figure is of


def cells(rows: Iterable[Row]) -> int:
    """How many cells the rows speak of: several sources of one differ pair by pair."""
    return len({tuple(row[name] for name in CELL) for row in rows})


def largest(rows: Sequence[Row]) -> Row:
    """The row with the widest gap among those in the currency of most of them."""
    [(currency, _)] = Counter(row["currency"] for row in rows).most_common(1)
    return max((row for row in rows if row["currency"] == currency), key=lambda row: row["gap"])


def gap(row: Row) -> tuple[Decimal, Decimal]:
    """How far the first figure of a row is above the other, at least and at most."""
    other = "mirror" if "mirror_low" in row else "other"
    return row["low"] - row[f"{other}_high"], row["high"] - row[f"{other}_low"]


@kept(1)
def between_sources(edition: Edition) -> list[Row]:
    """Pairs of sources whose bounds of the same cell do not meet, the widest gap first.

    Of the trades that publications speak of: two data sets of others are not compared here.

    Grain and columns are those of `analytics.indicators.observations.disagreements`.
    """
    return records(disagreements(with_totals(near_printed.own(edition))))


@kept(SOME)
def between_sides(edition: Edition, reporter: str) -> list[Row]:
    """The same trade as a reporter and its partners report it, where bounds do not meet.

    One row a cell of a trade that publications speak of, seen from the reporter, the newest first.
    The columns are those of `analytics.indicators.observations.mirror_gaps`.
    """
    sides = near_printed.both_sides(edition).filter(
        (ColumnExpression("reporter") == ConstantExpression(reporter))
        | (ColumnExpression("partner") == ConstantExpression(reporter))
    )
    gaps = mirror_gaps(tightest(with_totals(sides)))
    mine = Selection(reporter=(reporter,)).by_key(gaps)
    return records(mine.order("last_month DESC, partner, flow"))


def of_both_sides(edition: Edition) -> list[Row]:
    """Those of the reporter with most partners, which sees each pair of the book once."""
    return between_sides(edition, next(iter(reporters(edition))))
