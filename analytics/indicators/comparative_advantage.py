"""Revealed comparative advantage: a product's share in a country's exports beside the world's."""

from __future__ import annotations

from duckdb import DuckDBPyRelation

from analytics.indicators.breakdowns import (
    ALL_ZERO,
    CELL,
    NO_WHOLE,
    NOT_WHOLE,
    high_over,
    is_country,
    levels_of,
    low_over,
    sum_of_all,
)
from analytics.indicators.observations import RANGE, actual
from data import codes
from data.relations import derive

NOTES = (NOT_WHOLE, NO_WHOLE, ALL_ZERO, RANGE)


def comparative_advantage(observations: DuckDBPyRelation) -> DuckDBPyRelation:
    """Balassa's index of each product that a country exports; above one is an advantage.

    (x_ik / X_i) / (x_wk / X_w): the product's share in the country's exports over its share in the
    world's (B. Balassa, Trade Liberalisation and "Revealed" Comparative Advantage, The Manchester
    School 33, 1965; World Bank, WITS, Trade Indicators). The world is all countries that report
    in the same source, currency and period, `reporters` of them; weighted with their shares in the
    world's exports the indices of a product are one on average.

    Grain: one row a reporter, product with an HS code or section, period, currency and source in
    which more than one country reports. Exports to the world are as printed, else the sum of the
    partner countries. The whole is the sum over goods of the same level of codes; the note says
    where it does not meet the country's printed exports of all goods, or none are printed. Columns:
    those of the public file `rca`, and first_month, last_month.

    Bounds take the ends of both shares as if they had nothing in common: they hold the index, but
    are not the tightest, and are rounded outward. Null where a figure is a range or a whole zero.
    """
    return derive(
        actual(observations),
        f"""
        WITH level AS MATERIALIZED ({_EXPORTS}),
        kind AS ({levels_of("level")}),
        own AS MATERIALIZED (
            SELECT level.*, breakdown FROM level JOIN kind USING (product)),
        of_reporter AS ({_SUM.format("reporter", "count(*)")}),
        of_product AS ({_SUM.format("product", "count(*)")}),
        of_world AS ({_SUM.format("breakdown", "count(DISTINCT reporter)")}),
        placed AS ({_PLACED})
        SELECT reporter, product, breakdown, freq, period, currency, value, reporters,
               CASE WHEN x_all > 0 AND w > 0 AND value IS NOT NULL
                    THEN (value::DOUBLE / x_all) * (w_all::DOUBLE / w) END AS rca,
               CASE WHEN x_all_high > 0 AND w_high > 0 THEN (1 - 1e-14)
                    * coalesce(low::DOUBLE / nullif({low_over(every="x_all_")}, 0), 0)
                    / coalesce(w_high::DOUBLE / nullif({high_over("w_", "w_all_")}, 0), 1)
               END AS rca_low,
               CASE WHEN x_all_high > 0 AND w_low > 0 THEN (1 + 1e-14)
                    * coalesce(high::DOUBLE / nullif({high_over(every="x_all_")}, 0), 0)
                    / (w_low::DOUBLE / ({low_over("w_", "w_all_")}))
               END AS rca_high,
               source,
               nullif(concat_ws('; ',
                   CASE WHEN whole_low IS NULL THEN '{NO_WHOLE}'
                        WHEN x_all_high < whole_low OR x_all_low > whole_high
                        THEN '{NOT_WHOLE}' END,
                   CASE WHEN x_all_high = 0 OR w_high = 0 OR x_all = 0 OR w = 0 THEN '{ALL_ZERO}'
                        WHEN value IS NULL OR x_all IS NULL OR w IS NULL OR w_all IS NULL
                        THEN '{RANGE}' END), '') AS note,
               first_month, last_month
        FROM placed WHERE reporters > 1
        """,
    )


# A country's exports to the world: as printed, else the sum of its partners.
_EXPORTS = f"""
    SELECT reporter, product, {CELL},
           CASE WHEN bool_or(partner = '{codes.WORLD}')
                THEN any_value(value) FILTER (partner = '{codes.WORLD}')
                ELSE {sum_of_all("value")} END AS value,
           coalesce(any_value(low) FILTER (partner = '{codes.WORLD}'), sum(low)) AS low,
           coalesce(any_value(high) FILTER (partner = '{codes.WORLD}'), sum(high)) AS high
    FROM observations
    WHERE flow = 'export' AND {is_country("reporter")}
      AND ({is_country("partner")} OR partner = '{codes.WORLD}')
    GROUP BY ALL
"""
_SUM = f"""
    SELECT {{0}}, breakdown, {CELL}, {{1}} AS parts, sum(low) AS low, sum(high) AS high,
           {sum_of_all("value")} AS value
    FROM own GROUP BY ALL
"""
_PLACED = f"""
    SELECT own.*, r.value AS x_all, r.low AS x_all_low, r.high AS x_all_high,
           p.value AS w, p.low AS w_low, p.high AS w_high,
           a.value AS w_all, a.low AS w_all_low, a.high AS w_all_high, a.parts AS reporters,
           t.low AS whole_low, t.high AS whole_high
    FROM own
    JOIN of_reporter r USING (reporter, breakdown, {CELL})
    JOIN of_product p USING (product, breakdown, {CELL})
    JOIN of_world a USING (breakdown, {CELL})
    LEFT JOIN (SELECT * FROM level WHERE product = '{codes.TOTAL}') t USING (reporter, {CELL})
"""
