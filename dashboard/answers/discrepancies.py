"""Where figures of the same trade differ: between two sources, and between its two sides."""

from __future__ import annotations

from duckdb import ColumnExpression, ConstantExpression

from analytics.indicators.observations import disagreements, mirror_gaps, tightest, with_totals
from dashboard.answers import near_printed
from dashboard.answers.kept import SOME, kept
from dashboard.answers.selection import Selection
from data.relations import Row, records
from data.store import Edition


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
