"""What is doubtful in a data set and stays in it: sums that do not meet their parts, great jumps.

Each is a warning that names the cell. A sum and its parts meet where their bounds do.
"""

from __future__ import annotations

import duckdb

from data.official.rolling_up import ALL_GOODS, Runs

SUM_OF_FLOWS = "sum_of_flows"
SUM_OF_PERIODS = "sum_of_periods"
SUM_OF_PRODUCTS = "sum_of_products"
JUMP = "jump"
KINDS = (SUM_OF_FLOWS, SUM_OF_PERIODS, SUM_OF_PRODUCTS, JUMP)
KEPT = 100  # warnings of a kind that are named in the file
GREATEST_JUMP = 100  # times, up or down

_PLACE = "a.reporter, a.partner, a.flow, a.product, a.period, a.currency, a.low, a.high"
_SAME = "USING (reporter, partner, product, currency, first_month, last_month)"

_OF_FLOWS = f"""
    SELECT {_PLACE}, 'export + import' AS other, x.low + m.low AS other_low,
           x.high + m.high AS other_high
    FROM figures a
    JOIN (FROM figures WHERE flow = 'export') x {_SAME}
    JOIN (FROM figures WHERE flow = 'import') m {_SAME}
    WHERE a.flow = 'total'
"""


def _of_periods(whole: str, part: str, parts: int, truncated: str) -> str:
    """A year or quarter beside the sum of its parts, where all of these are there."""
    return f"""
    SELECT {_PLACE}, '{part}' AS other, s.low AS other_low, s.high AS other_high
    FROM figures a JOIN (
        SELECT reporter, partner, product, flow, currency,
               date_trunc('{truncated}', first_month)::DATE AS first_month,
               sum(low) AS low, sum(high) AS high
        FROM figures WHERE freq = '{part}' GROUP BY ALL HAVING count(*) = {parts}
    ) s USING (reporter, partner, product, flow, currency, first_month)
    WHERE a.freq = '{whole}'
    """


_OF_PRODUCTS = f"""
    SELECT {_PLACE}, 'products' AS other, s.low AS other_low, s.high AS other_high
    FROM (FROM figures WHERE product = 'TOTAL' AND NOT is_rolled_up) a JOIN (
        SELECT reporter, partner, flow, currency, first_month, last_month,
               sum(low) AS low, sum(high) AS high
        FROM figures SEMI JOIN (FROM staging.ware WHERE digits = 2) USING (product) GROUP BY ALL
    ) s USING (reporter, partner, flow, currency, first_month, last_month)
"""

_JUMPS = f"""
    SELECT {_PLACE}, a.before AS other, a.low_before AS other_low, a.high_before AS other_high
    FROM (
        SELECT *, lag(period) OVER series AS before, lag(low) OVER series AS low_before,
               lag(high) OVER series AS high_before, lag(first_month) OVER series AS month_before
        FROM figures WHERE freq <> 'R' AND flow <> 'balance'
        WINDOW series AS (
            PARTITION BY reporter, partner, product, flow, freq, currency ORDER BY first_month)
    ) a
    WHERE month_before = first_month - CASE freq WHEN 'A' THEN INTERVAL 1 YEAR
                                       WHEN 'Q' THEN INTERVAL 3 MONTH ELSE INTERVAL 1 MONTH END
      AND low > 0 AND low_before > 0
      AND (low / {GREATEST_JUMP} > high_before OR low_before / {GREATEST_JUMP} > high)
"""

# The same of a run in the order of its series: before a figure stands one of its series, or none.
_JUMPS_OF_RUN = f"""
    SELECT {_PLACE}, b.period AS other, a.low_before AS other_low, a.high_before AS other_high
    FROM (
        SELECT s.*, f.* EXCLUDE (span) FROM (
            SELECT *, lag(series) OVER () AS series_before, lag(span) OVER () AS span_before,
                lag(low) OVER () AS low_before, lag(high) OVER () AS high_before
            FROM (SELECT *, {{series}} AS series FROM ({{run}}))
        ) f JOIN staging.span s USING (span)
        WHERE series = series_before AND low > 0 AND low_before > 0
          AND (low / {GREATEST_JUMP} > high_before OR low_before / {GREATEST_JUMP} > high)
          AND flow <> 'balance'
    ) a JOIN staging.span b ON a.span_before = b.span AND a.freq = b.freq
    WHERE a.freq <> 'R' AND b.first_month = a.first_month
        - CASE a.freq WHEN 'A' THEN INTERVAL 1 YEAR WHEN 'Q' THEN INTERVAL 3 MONTH
                      ELSE INTERVAL 1 MONTH END
"""
_SERIES = """
    ((enum_code(reporter)::UBIGINT * 1024 + enum_code(partner)) * 4294967296
        + enum_code(product)) * 8 + enum_code(flow)
"""

_APART = "WHERE other_low > high OR other_high < low"
# Kind, question, and the flows or frequencies without which there is nothing to ask.
_QUESTIONS = (
    (SUM_OF_FLOWS, _OF_FLOWS, {"total", "export", "import"}),
    (SUM_OF_PERIODS, _of_periods("Q", "M", 3, "quarter"), {"Q", "M"}),
    (SUM_OF_PERIODS, _of_periods("A", "M", 12, "year"), {"A", "M"}),
    (SUM_OF_PERIODS, _of_periods("A", "Q", 4, "year"), {"A", "Q"}),
)


def find(connection: duckdb.DuckDBPyConnection, runs: Runs, every_product: bool) -> dict[str, int]:
    """Write the warnings of the figures into `warning`, the widest first; how many of each kind.

    `figures` is a view of all runs with their periods. `every_product`: the table has every product
    of a trade, so that their sum is all goods.
    """
    there = connection.execute(
        "SELECT DISTINCT flow::VARCHAR FROM good UNION SELECT freq FROM made.period"
    ).fetchall()
    known = {word for (word,) in there}
    questions = [
        (kind, f"FROM ({question}) {_APART}") for kind, question, of in _QUESTIONS if of <= known
    ]
    if every_product and any(run.tier == ALL_GOODS and not run.is_rolled_up for run in runs.runs):
        questions.append((SUM_OF_PRODUCTS, f"FROM ({_OF_PRODUCTS}) {_APART}"))
    if runs.are_series():
        of_runs = (_JUMPS_OF_RUN.format(run=run.select, series=_SERIES) for run in runs.runs)
        questions.append((JUMP, " UNION ALL ".join(f"({jumps})" for jumps in of_runs)))
    else:
        questions.append((JUMP, f"FROM ({_JUMPS})"))
    counts: dict[str, int] = {}
    for kind, question in questions:
        connection.execute(f"CREATE TEMP TABLE doubtful AS {question}")
        [(count,)] = connection.execute("SELECT count(*) FROM doubtful").fetchall()
        counts[kind] = counts.get(kind, 0) + int(count)
        connection.execute(
            f"INSERT INTO made.warning SELECT '{kind}', * FROM doubtful ORDER BY "
            f"greatest(other_low - high, low - other_high) DESC LIMIT {KEPT}"
        )
        connection.execute("DROP TABLE doubtful")
    return {kind: count for kind, count in counts.items() if count}
