"""`make bench`: each indicator on 1x, 4x and 16x rows, as a multiple of one plain scan.

Seconds differ from machine to machine; two ratios tell more. `cost` is the time of the indicator
over the time of summing one column of the same rows. `growth` is the time over that at 1x: 16 at
16x is linear.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

import duckdb
from duckdb import DuckDBPyRelation

from analytics.balance import balance
from analytics.growth import period_on_period, year_on_year
from analytics.observations import tightest, with_totals
from analytics.shares import partner_shares

MONTHS = 240
PARTNERS = 100  # at 1x; two flows a month each
SIZES = (1, 4, 16)
REPEATS = 3
INDICATORS: dict[str, Callable[[DuckDBPyRelation], DuckDBPyRelation]] = {
    "with_totals": with_totals,
    "tightest": tightest,
    "year_on_year": year_on_year,
    "period_on_period": period_on_period,
    "balance": balance,
    "partner_shares": partner_shares,
}


def main() -> None:
    """Measure and print the table."""
    connection = duckdb.connect()
    first: dict[str, float] = {}
    print(f"{'indicator':<18}{'size':>5}{'rows':>12}{'seconds':>10}{'cost':>8}{'growth':>8}")
    for size in SIZES:
        observations = _observations(connection, size)
        rows = PARTNERS * size * MONTHS * 2
        scan = _seconds(lambda relation: relation.aggregate("sum(value)"), observations)
        for name, indicator in INDICATORS.items():
            seconds = _seconds(indicator, observations)
            first.setdefault(name, seconds)
            ratios = f"{seconds / scan:>8.1f}{seconds / first[name]:>8.1f}"
            print(f"{name:<18}{size:>4}x{rows:>12,}{seconds:>10.3f}{ratios}")


def _observations(connection: duckdb.DuckDBPyConnection, size: int) -> DuckDBPyRelation:
    """Monthly exports and imports of one reporter with many partners, made up but steady."""
    connection.execute(
        """
        CREATE OR REPLACE TABLE observation AS
        SELECT 'AAA' AS reporter, 'P' || partner AS partner, flow, 'TOTAL' AS product,
               'M' AS freq, strftime(month, '%Y-%m') AS period, month AS first_month,
               month AS last_month, 'USD' AS currency, value, value - 50000 AS low,
               value + 50000 AS high, 'exact' AS qualifier, 'A' AS status,
               NULL::VARCHAR AS valuation, 'made-up' AS source, '2026' AS release_date,
               flow || partner || month AS figure
        FROM (
            SELECT partner, flow, CAST(DATE '2000-01-01' + to_months(CAST(n AS INTEGER)) AS DATE)
                   AS month, CAST(1000000 * (1 + hash(partner, n, flow) % 1000)
                   AS DECIMAL(38, 6)) AS value
            FROM range(?) p(partner), range(?) m(n), (VALUES ('export'), ('import')) f(flow)
        )
        """,
        [PARTNERS * size, MONTHS],
    )
    return connection.table("observation")


def _seconds(
    indicator: Callable[[DuckDBPyRelation], DuckDBPyRelation], observations: DuckDBPyRelation
) -> float:
    """The best of a few runs; the result is counted, so that every row is made."""
    best = float("inf")
    for _ in range(REPEATS):
        start = perf_counter()
        indicator(observations).aggregate("count(COLUMNS(*))").fetchall()
        best = min(best, perf_counter() - start)
    return best


if __name__ == "__main__":
    main()
