"""The figures of data sets of one pair, as their tables state them."""

from __future__ import annotations

from analytics.indicators.observations import actual
from dashboard.answers.kept import MANY, SOME, kept
from data import codes
from data.relations import Row, records
from data.store import Edition

SHOWN = 200


@kept(SOME)
def of_pair(edition: Edition, reporter: str, partner: str, freq: str) -> tuple[list[Row], int]:
    """The newest figures of all goods at one frequency, and how many there are.

    One row a figure, with the columns of `observation`, by period, flow and source.
    """
    if not edition.data_sets:
        return [], 0
    found = edition.query(
        "FROM observation WHERE reporter = ? AND partner = ? AND freq = ? AND product = ? "
        "AND source IN (SELECT source FROM data_set)",
        [reporter, partner, freq, codes.TOTAL],
    )
    of_goods = actual(found)
    [(count,)] = of_goods.count("*").fetchall()
    return records(of_goods.order("last_month DESC, flow, source").limit(SHOWN)), count


@kept(MANY)
def has_goods(edition: Edition, reporter: str, partner: str) -> bool:
    """Whether a data set has figures of single goods of a pair."""
    found = edition.query(
        "SELECT 1 FROM data_set_trade WHERE reporter = ? AND partner = ? AND figures > all_goods",
        [reporter, partner],
    )
    return bool(found.limit(1).fetchall())
