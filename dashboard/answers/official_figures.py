"""The figures of data sets of one pair, as their tables state them."""

from __future__ import annotations

import re
from itertools import groupby, islice
from operator import itemgetter

from analytics.indicators.breakdowns import GOODS
from analytics.indicators.observations import actual
from dashboard.answers.kept import MANY, SOME, kept
from data import codes
from data.relations import Row, records
from data.store import Edition

SHOWN = 200
TOP = 5  # goods of a flow on a factsheet


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


def top_goods(edition: Edition, reporter: str, partner: str) -> list[Row]:
    """The goods with the largest trade in the newest year of the data set that has the newest.

    One row a flow and product, by flow, the largest first, at most `TOP` of each flow: exports and
    imports by the coarsest goods that the data set has of that year. Columns of `observation`.
    """
    if not has_goods(edition, reporter, partner):
        return []
    of_goods = edition.query(
        """
        WITH goods AS (
            SELECT * FROM observation
            WHERE reporter = $1 AND partner = $2 AND product <> $3 AND freq = 'A'
              AND flow IN ('export', 'import') AND value IS NOT NULL
              AND source IN (SELECT source FROM data_set WHERE NOT is_earlier)
        ), newest AS (
            SELECT source, last_month FROM goods ORDER BY last_month DESC, source LIMIT 1
        )
        SELECT goods.* FROM goods JOIN newest USING (source, last_month)
        """,
        [reporter, partner, codes.TOTAL],
    )
    rows = records(actual(of_goods).order("flow, value DESC, product"))
    for pattern in GOODS.values():  # from sections to subheadings
        of_level = [row for row in rows if re.fullmatch(pattern, row["product"])]
        if of_level:
            by_flow = groupby(of_level, key=itemgetter("flow"))
            return [row for _, of_flow in by_flow for row in islice(of_flow, TOP)]
    return []
