"""The share of a partner among the partners shown."""

from __future__ import annotations

from duckdb import DuckDBPyRelation

from analytics.indicators.breakdowns import ALL, high_over, low_over
from analytics.indicators.observations import actual, with_totals
from analytics.indicators.ratios import ratio_high, ratio_low
from data.relations import derive


def partner_shares(observations: DuckDBPyRelation) -> DuckDBPyRelation:
    """Each partner's share in the sum of the partners that the relation holds, in percent.

    Grain: one row an observation; shares are formed within one reporter, flow, product, period,
    currency and source, and `partner_count` says over how many; a label names them. Give the
    relation only the partners that are shown, without groups that contain them. A share is
    highest with its own level high and all others low; bounds are rounded outward. Null where the
    sum is zero or a level is a range; a single partner has no share to show and is left out.
    """
    return derive(
        with_totals(actual(observations)),
        f"""
        WITH level AS (
            SELECT * FROM observations WHERE flow <> 'balance'
        ), shown AS (
            SELECT reporter, flow, product, first_month, last_month, currency, source,
                   count(*) AS partner_count, {ALL}
            FROM level
            GROUP BY ALL
            HAVING partner_count > 1
        )
        SELECT l.reporter, l.partner, l.flow, l.product, l.freq, l.period, l.currency, l.value,
               l.source, s.partner_count,
               CASE WHEN all_value > 0 THEN 100 * value::DOUBLE / all_value END AS share_pct,
               CASE WHEN {low_over()} > 0
                    THEN {ratio_low("low", low_over(), 100)} END AS share_pct_low,
               CASE WHEN {high_over()} > 0
                    THEN {ratio_high("high", high_over(), 100)} END AS share_pct_high,
               l.first_month, l.last_month
        FROM level l
        JOIN shown s USING (reporter, flow, product, first_month, last_month, currency, source)
        """,
    )
