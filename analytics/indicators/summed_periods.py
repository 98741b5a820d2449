"""Quarters added up of complete months, years of complete quarters; printed ones that differ."""

from __future__ import annotations

from duckdb import DuckDBPyRelation

from data.relations import derive

PARTS = frozenset("MQ")  # frequencies that add up to others
SERIES = "reporter, partner, flow, product, currency, source"
# What is added up of rows that are grouped by their series: every column behind the period's own.
SUMMED = """
    currency, CASE WHEN count(value) = count(*) THEN sum(value) END::DECIMAL(38, 6) AS value,
    sum(low)::DECIMAL(38, 6) AS low, sum(high)::DECIMAL(38, 6) AS high,
    NULL::VARCHAR AS qualifier, max(status) AS status,
    CASE WHEN count(DISTINCT coalesce(valuation, '')) = 1 THEN min(valuation) END AS valuation,
    source, max(release_date) AS release_date, NULL::VARCHAR AS figure,
    bool_or(is_sum) AS is_sum, NULL::BOOLEAN AS is_whole
"""


def with_periods(observations: DuckDBPyRelation) -> DuckDBPyRelation:
    """Observations, and the quarters and years that they add up to where a source prints none.

    A quarter is the sum of its three months and a year of its four quarters, printed or added up,
    of one source and only when all are there; what the source prints itself stays in place of the
    sum. A summed row has no `figure`, `qualifier` and `is_whole`; its bounds are the sums of the
    bounds, its value is unknown when that of a part is, its status the last in the alphabet of the
    parts' (P provisional after E estimated after A normal). Grain as given. One column more:
    `summed_of` is M where all parts are months, Q where a quarter is printed, null of other rows;
    `is_sum` stays what it is of the parts, for two-way trade of exports and imports.
    """
    return derive(
        marked(observations),
        f"""
        WITH known AS MATERIALIZED (FROM observations),
        quarters AS ({_added_up("Q", "M", 3)}),
        every_quarter AS (
            SELECT * FROM known WHERE freq = 'Q' UNION ALL SELECT * FROM quarters
        ),
        years AS ({_added_up("A", "Q", 4, "every_quarter")})
        SELECT * FROM known
        UNION ALL SELECT * FROM quarters
        UNION ALL SELECT * FROM years
        """,
    )


def marked(observations: DuckDBPyRelation) -> DuckDBPyRelation:
    """Observations with a column `summed_of`, which is null where they had none."""
    if "summed_of" in observations.columns:
        return observations
    return observations.select("*, NULL::VARCHAR AS summed_of")


def unequal_sums(observations: DuckDBPyRelation) -> DuckDBPyRelation:
    """Printed quarters and years whose bounds do not meet those of the sum of their parts.

    Grain: one row a cell and source. `sum_low` and `sum_high` are of the three months of a quarter,
    of the four quarters of a year (printed or added up); `gap` is the distance between the bounds
    in whole currency units, the widest first.
    """
    return derive(
        marked(observations),
        f"""
        WITH known AS MATERIALIZED (FROM observations),
        nothing AS (SELECT * FROM known WHERE false),
        quarters AS ({_added_up("Q", "M", 3, printed="nothing")}),
        every_quarter AS (
            SELECT * FROM known WHERE freq = 'Q'
            UNION ALL SELECT q.* FROM quarters q ANTI JOIN (FROM known WHERE freq = 'Q')
                USING ({SERIES}, first_month, last_month)
        ),
        years AS ({_added_up("A", "Q", 4, "every_quarter", printed="nothing")}),
        added_up AS (FROM quarters UNION ALL FROM years)
        SELECT k.reporter, k.partner, k.flow, k.product, k.freq, k.period, k.currency, k.low,
               k.high, s.low AS sum_low, s.high AS sum_high, s.summed_of, k.source,
               greatest(s.low - k.high, k.low - s.high) AS gap
        FROM known k JOIN added_up s USING ({SERIES}, first_month, last_month)
        WHERE gap > 0
        ORDER BY gap DESC, k.source, k.period
        """,
    )


def _added_up(whole: str, part: str, parts: int, of: str = "known", printed: str = "known") -> str:
    """SELECT the sums of `parts` rows of frequency `part`, but those that are printed."""
    unit = "quarter" if whole == "Q" else "year"
    first = f"date_trunc('{unit}', p.first_month)"
    text = f"strftime({first}, '%Y-Q') || quarter({first})"
    if whole == "A":
        text = f"strftime({first}, '%Y')"
    from_months = "count(summed_of) = count(*)" if part == "Q" else "true"
    return f"""
        SELECT s.* FROM (
            SELECT reporter, partner, flow, product, '{whole}' AS freq, {text} AS period,
                   {first}::DATE AS first_month,
                   max(p.last_month) AS last_month, {SUMMED},
                   CASE WHEN {from_months} THEN 'M' ELSE 'Q' END AS summed_of
            FROM {of} p WHERE freq = '{part}'
            GROUP BY {SERIES}, {first}
            HAVING count(*) = {parts}
        ) s ANTI JOIN (SELECT * FROM {printed} WHERE freq = '{whole}') k
            USING ({SERIES}, first_month, last_month)
    """
