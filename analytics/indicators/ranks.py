"""A partner's rank among all partners of a reporter, and its share of the reporter's trade."""

from __future__ import annotations

from duckdb import DuckDBPyRelation

from analytics.indicators.breakdowns import (
    ALL,
    CELL,
    NO_WHOLE,
    high_over,
    is_country,
    low_over,
)
from analytics.indicators.observations import RANGE, TOTAL_IS_SUM, actual, with_totals
from analytics.indicators.ratios import ratio_high, ratio_low
from data import codes
from data.relations import derive

RANGE_AMONG = "a range among the partners, so the rank is not sure"
NOTES = (NO_WHOLE, RANGE, RANGE_AMONG, TOTAL_IS_SUM)


def partner_ranks(observations: DuckDBPyRelation) -> DuckDBPyRelation:
    """Where a partner stands among the partners of a reporter, and how much of the trade it has.

    Rank 1 is the partner with the largest figure; equal figures share a rank (1, 2, 2, 4), and
    `partners` says among how many. Share is 100 * trade with the partner / trade with the world
    (World Bank, WITS, Trade Indicators: share of market in total exports).

    Grain: one row a reporter, partner country, flow, product, period, currency and source.
    Columns: those of the public file `rank`, and first_month, last_month. Give the relation every
    partner of the reporter: a rank among some says nothing of the others.

    `rank_best` and `rank_worst` are what the bounds leave possible. Where the source prints trade
    with the world, the share is of that; else of the partners shown, and the note says so; a
    partner alone is then left out. Bounds of a share of the partners shown are those of
    `partner_shares`. It is more than 100 only where a figure is surely above that of the world.
    Null where a figure is a range, or all are zero.
    """
    return derive(
        with_totals(actual(observations)),
        f"""
        WITH level AS MATERIALIZED (SELECT * FROM observations WHERE flow <> 'balance'),
        country AS (SELECT * FROM level WHERE {is_country("partner")}),
        cell AS ({_CELLS}), placed AS ({_PLACED})
        SELECT reporter, partner, flow, product, freq, period, currency, value,
               CASE WHEN all_value IS NOT NULL THEN rank END AS rank, rank_best, rank_worst,
               partners,
               CASE WHEN low_over > 0 THEN {ratio_low("low", "low_over", 100)}
               END AS share_pct_low,
               CASE WHEN high_over > 0
                    THEN least(CASE WHEN share_pct_low > 100 THEN NULL ELSE 100 END,
                               {ratio_high("high", "high_over", 100)})
                    WHEN has_world AND share_pct_low <= 100
                    THEN CASE WHEN high > 0 THEN 100 ELSE 0 END
               END AS share_pct_high,
               CASE WHEN whole > 0 AND value IS NOT NULL
                    THEN greatest(share_pct_low, least(share_pct_high,
                                  100 * value::DOUBLE / whole)) END AS share_pct,
               source,
               nullif(concat_ws('; ', CASE WHEN value IS NULL THEN '{RANGE}'
                                           WHEN all_value IS NULL THEN '{RANGE_AMONG}' END,
                                CASE WHEN NOT has_world THEN '{NO_WHOLE}' END,
                                CASE WHEN is_sum THEN '{TOTAL_IS_SUM}' END), '') AS note,
               first_month, last_month
        FROM placed WHERE partners > 1 OR has_world
        """,
    )


_KEY = f"reporter, flow, product, {CELL}"

_CELLS = f"""
    SELECT {_KEY}, count(*) AS partners, {ALL}
    FROM country GROUP BY ALL
"""

# How many lower bounds lie above a partner's upper one: as many stand before it for sure. And how
# many upper bounds lie below its lower one: as many stand behind it. Both by running counts over
# all ends in order, since a join of all partners with all would be quadratic.
_ENDS = f"""
    SELECT {_KEY}, partner, high AS reached, 0 AS of_low, 1 AS of_high, false AS is_low FROM country
    UNION ALL
    SELECT {_KEY}, partner, low, 1, 0, true FROM country
"""


def _running(counted: str, order: str, name: str, is_low: str) -> str:
    """How many ends of the one kind come before each end of the other."""
    return f"""
        SELECT {_KEY}, partner, {name} FROM (
            SELECT *, coalesce(sum({counted}) OVER (PARTITION BY {_KEY} ORDER BY {order}
                GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)::BIGINT AS {name}
            FROM ({_ENDS})) WHERE {is_low}
    """


_PLACED = f"""
    SELECT c.*, partners, all_value, w_low IS NOT NULL AS has_world,
           rank() OVER (PARTITION BY {_KEY} ORDER BY value DESC) AS rank,
           1 + above AS rank_best, partners - below AS rank_worst,
           CASE WHEN has_world THEN w_value ELSE all_value END AS whole,
           CASE WHEN has_world THEN w_high ELSE {low_over()} END AS low_over,
           CASE WHEN has_world THEN w_low ELSE {high_over()} END AS high_over
    FROM country c
    JOIN cell USING ({_KEY})
    LEFT JOIN (
        SELECT {_KEY}, value AS w_value, low AS w_low, high AS w_high
        FROM level WHERE partner = '{codes.WORLD}'
    ) USING ({_KEY})
    JOIN ({_running("of_low", "reached DESC", "above", "NOT is_low")}) USING ({_KEY}, partner)
    JOIN ({_running("of_high", "reached", "below", "is_low")}) USING ({_KEY}, partner)
"""
