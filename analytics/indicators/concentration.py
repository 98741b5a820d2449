"""How concentrated trade is: the Hirschman-Herfindahl index over partners and over goods."""

from __future__ import annotations

from duckdb import DuckDBPyRelation

from analytics.indicators.breakdowns import (
    ALL,
    ALL_ZERO,
    CELL,
    NO_WHOLE,
    NOT_WHOLE,
    PARTNERS,
    high_over,
    is_country,
    levels_of,
    low_over,
)
from analytics.indicators.observations import RANGE, actual, with_totals
from data import codes
from data.relations import derive

NOTES = (NOT_WHOLE, NO_WHOLE, ALL_ZERO, RANGE)


def concentration(observations: DuckDBPyRelation) -> DuckDBPyRelation:
    """The sum of squared shares: of partners in each product, of goods with each partner.

    Hirschman-Herfindahl index, sum of (x_i / X)^2, from 1/n (all alike) to 1 (one has all);
    normalised (H - 1/n) / (1 - 1/n), from 0 to 1 (World Bank, WITS, Trade Indicators; A. O.
    Hirschman, The Paternity of an Index, American Economic Review 54, 1964). `parts` is n, how many
    have trade.

    Grain: one row a reporter, partner, flow, product, period, currency, source and breakdown.
    Over partners, which are countries, the partner is WLD; over goods at one level of their codes
    (sections, HS2, HS4, HS6) the product is TOTAL. Columns: those of the public file
    `concentration`, and first_month, last_month. A single part has no concentration to show.

    Where the source prints the whole (its trade with the world, or all goods) and those shown do
    not reach it, the rest is unknown: the index has no value and lies between that of a rest of
    many crumbs and of a rest of one piece. Where it prints none, shares are of those shown, and
    the note says so. Bounds of the printed numbers are those of the shares, each highest with its
    own level high and all others low: they hold the index, but are not the tightest, and are
    rounded outward. Null where all are zero; a range leaves bounds only.
    """
    return derive(
        with_totals(actual(observations)),
        f"""
        WITH level AS MATERIALIZED (SELECT * FROM observations WHERE flow <> 'balance'),
        kind AS ({levels_of("level")}),
        part AS ({_PARTS}), cell AS ({_CELLS}), whole AS ({_WHOLE}), squared AS ({_SQUARED})
        SELECT reporter, partner, flow, product, breakdown, freq, period, currency, parts,
               CASE WHEN NOT is_short AND all_value > 0 THEN least(1, squares) END AS hhi,
               CASE WHEN is_short THEN {_LOW}
                    WHEN all_high > 0 THEN greatest({_LOW}, (1 - 1e-15) / parts)
               END AS hhi_low,
               CASE WHEN all_high > 0 THEN least(1, {_HIGH}) END AS hhi_high,
               CASE WHEN NOT is_short AND all_value > 0 AND parts > 1
                    THEN greatest(0, (squares - 1 / parts) / (1 - 1 / parts)) END AS hhi_normalised,
               source,
               nullif(concat_ws('; ',
                   CASE WHEN is_short OR all_low > whole_high THEN '{NOT_WHOLE}'
                        WHEN whole_high IS NULL THEN '{NO_WHOLE}' END,
                   CASE WHEN all_high = 0 OR all_value = 0 THEN '{ALL_ZERO}'
                        WHEN all_value IS NULL THEN '{RANGE}' END), '') AS note,
               first_month, last_month
        FROM squared
        """,
    )


# Rounding: a share is 7 roundings away, its square 15, a sum of n of them n more, the rest 16.
_MARGIN = "(parts + 40) * 1.2e-16"
_LOW = f"squares_low * (1 - {_MARGIN})"
_HIGH = f"(squares_high + rest) * (1 + {_MARGIN})"

_KEY = f"reporter, partner, flow, product, breakdown, {CELL}"

_PARTS = f"""
    SELECT reporter, '{codes.WORLD}' AS partner, flow, product, '{PARTNERS}' AS breakdown, {CELL},
           value, low, high
    FROM level WHERE {is_country("partner")}
    UNION ALL
    SELECT reporter, partner, flow, '{codes.TOTAL}', breakdown, {CELL}, value, low, high
    FROM level JOIN kind USING (product)
"""

_CELLS = f"""
    SELECT {_KEY}, count(*) FILTER (high > 0) AS parts, {ALL}
    FROM part GROUP BY ALL HAVING count(*) > 1
"""

_WHOLE = f"""
    SELECT c.*, w.low AS whole_low, w.high AS whole_high,
           coalesce(c.all_high < w.low, false) AS is_short
    FROM cell c LEFT JOIN level w
      USING (reporter, partner, flow, product, {CELL})
"""

_SQUARED = f"""
    SELECT {_KEY}, parts, all_low, all_high, all_value, whole_low, whole_high, is_short,
           sum(pow(value::DOUBLE / nullif(all_value, 0), 2) ORDER BY value) AS squares,
           sum(pow(low::DOUBLE / nullif(low_over, 0), 2) ORDER BY low) AS squares_low,
           sum(pow(high::DOUBLE / nullif(high_over, 0), 2) ORDER BY high) AS squares_high,
           CASE WHEN is_short THEN pow((whole_high - all_low)::DOUBLE / whole_high, 2) ELSE 0
           END AS rest
    FROM (
        SELECT *, CASE WHEN is_short THEN whole_high ELSE {low_over()} END AS low_over,
               CASE WHEN is_short THEN whole_low ELSE {high_over()} END AS high_over
        FROM whole JOIN part USING ({_KEY})
    )
    GROUP BY ALL
"""
