"""The best SQL for each question, as somebody writes it who knows this one file and its tables.

It gives the same cells as the question of the pages does. It knows what holds of this data set
alone: exports by year in one currency, printed to the dollar, each once, by one source.
"""

from __future__ import annotations

from analytics.indicators.breakdowns import is_country
from analytics.indicators.ratios import ratio_high, ratio_low

SOURCE = "cepii-baci"
GOODS = f'"official:{SOURCE}"'
EVERY = f"(FROM {GOODS}.all_goods UNION ALL FROM {GOODS}.hs2 UNION ALL FROM {GOODS}.detail)"
PAIR = "reporter = $reporter AND partner = $partner"
SIX = "reporter = $reporter AND partner IN (SELECT unnest($partners))"

_RATES = f"""
    SELECT *, CASE WHEN base_high > 0
                   THEN {ratio_low("low - base_high", "base_high", 100)} END AS pct_low,
           CASE WHEN base_low > 0
                THEN {ratio_high("high - base_low", "base_low", 100)} END AS pct_high,
           CASE WHEN base_value <> 0 THEN greatest(pct_low, least(pct_high,
                100 * (value::DOUBLE / base_value - 1))) END AS pct
    FROM (SELECT l.*, b.value AS base_value, b.low AS base_low, b.high AS base_high
          FROM level l LEFT JOIN level b
            ON l.partner = b.partner AND l.product = b.product
           AND l.first_month = b.first_month + INTERVAL 1 YEAR)
"""


def _levels(table: str, condition: str) -> str:
    return f"WITH level AS MATERIALIZED (SELECT * FROM {table} WHERE {condition})"


def growth(table: str, condition: str) -> str:
    """The file `growth` in its order."""
    return f"""
        {_levels(table, condition)}
        SELECT reporter, partner, flow, product, freq, period,
               (period::INTEGER - 1)::VARCHAR AS base_period, currency, value, base_value,
               value - base_value AS change, pct, pct_low, pct_high, NULL::DOUBLE, '{SOURCE}',
               CASE WHEN base_low IS NULL THEN 'no base figure'
                    WHEN base_value = 0 THEN 'base is zero' END AS note
        FROM ({_RATES}) ORDER BY reporter, partner, product, flow, period
    """


def rates(condition: str) -> str:
    """Amounts of all goods and their growth by year."""
    return f"""
        {_levels(f"{GOODS}.all_goods", condition)}
        SELECT partner, period, value, low, high, pct, pct_low, pct_high
        FROM ({_RATES}) ORDER BY partner, period
    """


def amounts(condition: str) -> str:
    """Amounts of all goods by year."""
    return f"""
        SELECT reporter, partner, period, value, low, high FROM {GOODS}.all_goods
        WHERE {condition} ORDER BY ALL
    """


PARTNERS_OF_YEAR = f"""
    WITH level AS MATERIALIZED (
        SELECT partner, period, value, low, high FROM {GOODS}.all_goods
        WHERE reporter = $reporter AND high > 0
    ), counted AS (SELECT period, count(*) AS partners FROM level GROUP BY period)
    SELECT partner, period, value, low, high FROM level
    WHERE period = (SELECT max(period) FROM counted
                    WHERE partners >= 0.5 * (SELECT max(partners) FROM counted))
      AND {is_country("partner")}
    ORDER BY value DESC, partner
"""

CHAPTERS_OF_YEAR = f"""
    SELECT product, period, value, low, high FROM {GOODS}.hs2
    WHERE {PAIR} AND period = $year ORDER BY value DESC, product
"""

SECTIONS_OF_NEWEST_YEAR = f"""
    WITH good AS (SELECT product, period, value, low, high FROM {GOODS}.detail
                  WHERE {PAIR} AND product SIMILAR TO '[IVX]+')
    SELECT * FROM good WHERE period = (SELECT max(period) FROM good)
    ORDER BY value DESC, product LIMIT 5
"""

_MARGIN = "(parts + 40) * 1.2e-16"
CONCENTRATION = f"""
    SELECT period, least(1, squares) AS hhi,
           greatest(squares * (1 - {_MARGIN}), (1 - 1e-15) / parts) AS hhi_low,
           least(1, squares * (1 + {_MARGIN})) AS hhi_high
    FROM (SELECT period, count(*) FILTER (value > 0) AS parts, count(*) AS partners,
                 sum(pow(value::DOUBLE / whole, 2)) AS squares
          FROM (SELECT period, value, sum(value) OVER (PARTITION BY period) AS whole
                FROM {GOODS}.all_goods
                WHERE reporter = $reporter AND {is_country("partner")})
          GROUP BY period)
    WHERE partners > 1 ORDER BY period
"""

RANKS = f"""
    SELECT partner, period, best, place, worst FROM (
        SELECT partner, period, rank() OVER (PARTITION BY period ORDER BY value DESC) AS place,
               place AS best, 1 + count(*) OVER (PARTITION BY period)
                   - rank() OVER (PARTITION BY period ORDER BY value) AS worst,
               count(*) OVER (PARTITION BY period) AS partners
        FROM {GOODS}.all_goods WHERE reporter = $reporter AND {is_country("partner")})
    WHERE partners > 1 AND partner IN (SELECT unnest($partners)) ORDER BY partner, period
"""

BY_SIZE = f"""
    WITH newest AS (
        SELECT partner, max(last_month) AS last_month, arg_max(high, last_month) AS high
        FROM {GOODS}.all_goods WHERE reporter = $reporter GROUP BY partner
    ), usual AS (SELECT year(last_month) AS year FROM newest
                 GROUP BY ALL ORDER BY count(*) DESC, year DESC LIMIT 1)
    SELECT partner FROM newest, usual
    ORDER BY NOT {is_country("partner")}, year(last_month) <= usual.year - 3, high DESC, partner
"""

FILE = """
    reporter, partner, flow, product, freq, period, currency, value, low, high,
    NULL::VARCHAR AS qualifier, status, valuation, 'cepii-baci' AS source,
    '2026-01' AS release_date
"""
IN_ORDER = "reporter, partner, product, flow, period"


def observations(condition: str, most: int) -> str:
    """The first rows of the file `observations`, the newest first."""
    return f"""
        SELECT {FILE} FROM {EVERY} WHERE {condition}
        ORDER BY last_month DESC, first_month DESC, {IN_ORDER} LIMIT {most}
    """


def export(condition: str) -> str:
    """The file `observations` in its order."""
    return f"SELECT {FILE} FROM {EVERY} WHERE {condition} ORDER BY {IN_ORDER}"


CHOICES = """
    SELECT 'reporter' AS kind, code FROM (SELECT reporter AS code FROM data_set_trade
        UNION SELECT reporter FROM figure WHERE kind <> 'target')
    UNION ALL SELECT 'partner', code FROM (SELECT partner AS code FROM data_set_trade
        UNION SELECT partner FROM figure WHERE kind <> 'target')
    UNION ALL SELECT 'product', code FROM (SELECT product AS code FROM data_set_product
        UNION SELECT product FROM figure WHERE kind <> 'target')
    UNION ALL SELECT 'period', code FROM (SELECT period AS code FROM data_set_period
        UNION SELECT period FROM figure WHERE kind <> 'target' AND period IS NOT NULL)
    ORDER BY ALL
"""

REPORTERS = """
    SELECT reporter, string_agg(DISTINCT partner, ', ' ORDER BY partner) FROM (
        SELECT reporter, partner FROM data_set_trade WHERE all_goods > 0
        UNION ALL SELECT reporter, partner FROM printed_observation WHERE product = 'TOTAL')
    GROUP BY reporter ORDER BY reporter
"""

COUNTS = """
    SELECT *, (SELECT sum(figures)::BIGINT FROM data_set WHERE NOT is_earlier) AS official,
           (SELECT count(*) FROM claim) AS claims, (SELECT count(*) FROM source) AS sources,
           (SELECT count(*) FROM data_set WHERE NOT is_earlier) AS data_sets,
           (SELECT source FROM source ORDER BY published DESC, source LIMIT 1) AS newest
    FROM (SELECT count(*) AS printed,
                 count(*) FILTER (kind <> 'target' AND low IS NULL) AS rates,
                 count(*) FILTER (kind = 'target') AS targets,
                 count(*) FILTER (kind <> 'target' AND low IS NOT NULL AND restates IS NOT NULL)
                     AS repetitions FROM figure)
"""
