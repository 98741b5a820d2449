"""Index numbers: a level as a share of the same source's level in a base period, in percent."""

from __future__ import annotations

from duckdb import DuckDBPyRelation

from analytics.indicators.observations import RANGE, TOTAL_IS_SUM, actual, with_totals
from analytics.indicators.ratios import ratio_high, ratio_low
from data.periods import Period
from data.relations import derive

NO_FIGURE = "no figure for the base period"
ZERO_BASE = "base is zero"
NOTES = (NO_FIGURE, ZERO_BASE, RANGE, TOTAL_IS_SUM)


def index_numbers(observations: DuckDBPyRelation, base: Period) -> DuckDBPyRelation:
    """Each level as 100 * level / level in `base`: simple index numbers of a fixed base.

    Grain: one row an observation of the length of `base` (a year, a quarter); two-way trade is
    summed where a source prints its parts only. Level and base are of one reporter, partner, flow,
    product, currency and source. Columns: index_value, index_low, index_high, base_period, note.

    Bounds are those of interval division, rounded outward; in the base period the index is 100 and
    nothing else, whatever the bounds of its level: a number over itself. Null without a base above
    zero; a range leaves bounds only. Balances, which have a sign, have no index.
    """
    return derive(
        with_totals(actual(observations)),
        f"""
        WITH level AS MATERIALIZED (
            SELECT * FROM observations
            WHERE flow <> 'balance' AND freq = '{base.freq}'
              AND date_diff('month', first_month, last_month) + 1 = {base.months}
        ),
        based AS (
            SELECT l.*, b.value AS base_value, b.low AS base_low, b.high AS base_high,
                   l.first_month = DATE '{base.first_month}' AS is_base
            FROM level l LEFT JOIN level b
              ON  b.reporter = l.reporter AND b.partner = l.partner AND b.flow = l.flow
              AND b.product = l.product AND b.currency = l.currency AND b.source = l.source
              AND b.first_month = DATE '{base.first_month}'
        ),
        bounded AS (
            SELECT *,
                   CASE WHEN is_base AND base_high > 0 THEN 100
                        WHEN base_high > 0 THEN {ratio_low("low", "base_high", 100)}
                   END AS index_low,
                   CASE WHEN is_base AND base_high > 0 THEN 100
                        WHEN base_low > 0 THEN {ratio_high("high", "base_low", 100)}
                   END AS index_high
            FROM based
        )
        SELECT reporter, partner, flow, product, freq, period, '{base}' AS base_period, currency,
               CASE WHEN is_base AND base_high > 0 THEN 100
                    WHEN base_value > 0
                    THEN greatest(index_low, least(index_high, 100 * value::DOUBLE / base_value))
               END AS index_value, index_low, index_high, source,
               nullif(concat_ws('; ',
                   CASE WHEN base_high IS NULL THEN '{NO_FIGURE}'
                        WHEN base_high = 0 OR base_value = 0 THEN '{ZERO_BASE}'
                        WHEN NOT is_base AND (value IS NULL OR base_value IS NULL) THEN '{RANGE}'
                   END,
                   CASE WHEN is_sum THEN '{TOTAL_IS_SUM}' END), '') AS note,
               first_month, last_month
        FROM bounded
        """,
    )
