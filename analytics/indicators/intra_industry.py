"""Intra-industry trade: how far exports and imports of the same goods match each other."""

from __future__ import annotations

from collections.abc import Callable

from duckdb import DuckDBPyRelation

from analytics.indicators.breakdowns import ALL_ZERO, CELL, levels_of, sum_of_all
from analytics.indicators.observations import RANGE, actual, side_by_side
from analytics.indicators.ratios import ratio_high, ratio_low
from data import codes
from data.relations import derive

ONE_SIDE = "goods with exports or imports unknown"
ABSENT_IS_ZERO = "what is not listed is zero, since the goods add up to the whole"
NOTES = (ONE_SIDE, ABSENT_IS_ZERO, ALL_ZERO, RANGE)


def intra_industry(observations: DuckDBPyRelation) -> DuckDBPyRelation:
    """The Grubel-Lloyd index of each product, and of all goods at each level of their codes.

    Of a product 1 - |X - M| / (X + M), from 0 (one way only) to 1 (as much in as out); of all
    goods 1 - sum |X_k - M_k| / sum (X_k + M_k), the mean weighted with trade (H. G. Grubel and
    P. J. Lloyd, Intra-Industry Trade, 1975). The finer the level, the lower the index of all goods.

    Grain: one row a reporter, partner, product with an HS code or section, period, currency and
    source; and with the product TOTAL one a level of codes. Columns: those of the public file
    `intra_industry`, and first_month, last_month.

    Where a flow's goods at a level add up to its printed all goods, a product that is not listed is
    zero, and the note says so. Else its figure is unknown: the index of the product, and that of
    all goods, is null. A range leaves bounds only; with no trade at all there is no index. Bounds
    of a product are the index at the ends farthest apart and closest, rounded outward; those of all
    goods hold the index, but are not the tightest.
    """
    return derive(
        actual(observations),
        f"""
        WITH level AS MATERIALIZED (
            SELECT * FROM observations WHERE flow IN ('export', 'import')),
        kind AS ({levels_of("level")}),
        goods AS (SELECT level.*, breakdown FROM level JOIN kind USING (product)),
        complete AS ({_COMPLETE}), side AS ({_SIDES}), filled AS ({_FILLED}),
        every AS ({_OF_PRODUCTS} UNION ALL {_OF_ALL})
        SELECT reporter, partner, product, breakdown, freq, period, currency, exports, imports,
               CASE WHEN traded > 0 THEN 2 * matched::DOUBLE / traded END AS gl,
               gl_low, gl_high,
               source,
               nullif(concat_ws('; ',
                   CASE WHEN is_one_sided THEN '{ONE_SIDE}'
                        WHEN traded_high = 0 OR traded = 0 THEN '{ALL_ZERO}'
                        WHEN traded IS NULL THEN '{RANGE}' END,
                   CASE WHEN has_filled AND NOT is_one_sided THEN '{ABSENT_IS_ZERO}' END
               ), '') AS note,
               first_month, last_month
        FROM every
        """,
    )


_PAIR = f"reporter, partner, {CELL}"

# Whether all goods of a flow are there at a level: then what is not listed is zero.
_COMPLETE = f"""
    SELECT {_PAIR}, breakdown, flow
    FROM (
        SELECT {_PAIR}, breakdown, flow, sum(low) AS all_low, sum(high) AS all_high
        FROM goods GROUP BY ALL
    ) JOIN (SELECT * FROM level WHERE product = '{codes.TOTAL}') USING ({_PAIR}, flow)
    WHERE all_low <= high AND low <= all_high
"""

_SIDES = f"""
    SELECT {_PAIR}, product, breakdown,
           {side_by_side("export", "x_value", "x")},
           {side_by_side("import", "m_value", "m")}
    FROM goods GROUP BY ALL
"""

_X_ZERO = "x_low IS NULL AND of_exports IS NOT NULL"
_M_ZERO = "m_low IS NULL AND of_imports IS NOT NULL"


def _filled(side: str, is_zero: str) -> str:
    return ", ".join(
        f"CASE WHEN {is_zero} THEN 0 ELSE {side}_{column} END::DECIMAL(38, 6) AS {side}_{column}"
        for column in ("value", "low", "high")
    )


_FILLED = f"""
    SELECT {_PAIR}, product, breakdown, {_filled("x", _X_ZERO)}, {_filled("m", _M_ZERO)},
           {_X_ZERO} OR {_M_ZERO} AS has_filled,
           (x_low IS NULL AND of_exports IS NULL)
           OR (m_low IS NULL AND of_imports IS NULL) AS is_one_sided
    FROM side
    LEFT JOIN (SELECT *, true AS of_exports FROM complete WHERE flow = 'export')
      USING ({_PAIR}, breakdown)
    LEFT JOIN (SELECT *, true AS of_imports FROM complete WHERE flow = 'import')
      USING ({_PAIR}, breakdown)
"""


def _smaller(column: str) -> str:
    """The smaller of both flows; `least` passes over what is unknown."""
    x, m = f"x_{column}", f"m_{column}"
    return f"CASE WHEN {x} <= {m} THEN {x} WHEN {x} > {m} THEN {m} END"


# One less the difference over the sum is twice the smaller over the sum. It rises as the flows come
# closer, so of a product it is least where one is at its least and the other at its most, and
# greatest at the other such corner: or one, where the bounds meet.
_CORNERS = (("least(x_low, m_high)", "x_low + m_high"), ("least(x_high, m_low)", "x_high + m_low"))


def _at_corners(end: Callable[[str, str, int], str]) -> str:
    return ", ".join(f"CASE WHEN {over} > 0 THEN {end(of, over, 2)} END" for of, over in _CORNERS)


_OF_PRODUCTS = f"""
    SELECT {_PAIR}, product, breakdown, x_value AS exports, m_value AS imports,
           {_smaller("value")} AS matched, x_value + m_value AS traded,
           x_high + m_high AS traded_high,
           least({_at_corners(ratio_low)}) AS gl_low,
           CASE WHEN x_low <= m_high AND m_low <= x_high AND x_high > 0 AND m_high > 0 THEN 1
                WHEN is_one_sided THEN NULL
                ELSE greatest({_at_corners(ratio_high)}) END AS gl_high,
           is_one_sided, has_filled
    FROM filled
"""

_OF_ALL = f"""
    SELECT {_PAIR}, '{codes.TOTAL}' AS product, breakdown, exports, imports, matched,
           exports + imports AS traded, traded_high,
           CASE WHEN traded_high > 0 THEN {ratio_low("matched_low", "traded_high", 2)}
           END AS gl_low,
           CASE WHEN 2 * matched_high >= traded_low AND matched_high > 0 THEN 1
                WHEN traded_low > 0 THEN {ratio_high("matched_high", "traded_low", 2)}
           END AS gl_high, is_one_sided, has_filled
    FROM (
        SELECT {_PAIR}, breakdown, bool_or(is_one_sided) AS is_one_sided,
               bool_or(has_filled) AS has_filled, {sum_of_all("x_value")} AS exports,
               {sum_of_all("m_value")} AS imports, {sum_of_all(_smaller("value"))} AS matched,
               {sum_of_all(_smaller("low"))} AS matched_low,
               {sum_of_all(_smaller("high"))} AS matched_high,
               {sum_of_all("x_low + m_low")} AS traded_low,
               {sum_of_all("x_high + m_high")} AS traded_high
        FROM filled GROUP BY ALL
    )
"""
