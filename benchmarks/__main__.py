"""`make bench`: each indicator on 1x, 4x and 16x rows, as a multiple of one plain scan.

Seconds differ from machine to machine; two ratios tell more. `cost` is the time of the indicator
over the time of summing one column of the same rows. `growth` is the time over that at 1x: 16 at
16x is linear. Then the reconciliation of 20, 80 and 320 pairs of 50 facts each, in facts a second;
then checks that contradict themselves or hang together, in seconds of the processor;
then rows put into the database; then the reader, in words a second; then the pages in Chromium,
as multiples of pages that draw the same figures from constants, and twenty readers at once.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from time import perf_counter
from typing import Any

import duckdb
import pandas as pd
from duckdb import DuckDBPyRelation

from analytics.indicators.balance import balance
from analytics.indicators.growth import period_on_period, year_on_year
from analytics.indicators.observations import tightest, with_totals
from analytics.indicators.shares import partner_shares
from analytics.reconciling.reconciliation import reconcile
from benchmarks import hard_checks, page_speed, reading_speed
from data.book import figure_book
from data.building import SCHEMA, code_tables, insert
from data.views import Observation, ReportedClaim

MONTHS = 240
PARTNERS = 100  # at 1x; two flows a month each
SIZES = (1, 4, 16)
REPEATS = 3
PAIRS = 20  # at 1x, reconciled; 50 facts each
FIGURES = 20_000  # at 1x, put into the database
MILLION = 10**6
YEARS = range(2010, 2022)
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
        observations = made_observations(connection, size)
        rows = PARTNERS * size * MONTHS * 2
        scan = _seconds(lambda relation: relation.aggregate("sum(value)"), observations)
        for name, indicator in INDICATORS.items():
            seconds = _seconds(indicator, observations)
            first.setdefault(name, seconds)
            ratios = f"{seconds / scan:>8.1f}{seconds / first[name]:>8.1f}"
            print(f"{name:<18}{size:>4}x{rows:>12,}{seconds:>10.3f}{ratios}")
    _reconciliation(connection)
    hard_checks.measure()
    _insertion()
    reading_speed.measure()
    page_speed.measure()


def _reconciliation(connection: duckdb.DuckDBPyConnection) -> None:
    """Measure facts a second, and how the time grows with the number of pairs."""
    print(f"\n{'reconcile':<18}{'size':>5}{'facts':>12}{'seconds':>10}{'facts/s':>8}{'growth':>8}")
    first = None
    for size in SIZES:
        figures, claims = reported(connection, PAIRS * size)
        facts = sum(
            relation.aggregate("count(*)").fetchall()[0][0] for relation in (figures, claims)
        )
        start = perf_counter()
        result = reconcile(figures, claims)
        seconds = perf_counter() - start
        first = first or seconds
        found = f"   {len(result.implied):,} implied, {len(result.conflicts):,} conflicts"
        ratios = f"{facts / seconds:>8,.0f}{seconds / first:>8.1f}{found}"
        print(f"{'':<18}{size:>4}x{facts:>12,}{seconds:>10.3f}{ratios}")


def _insertion() -> None:
    """Measure rows of figures a second, with every key and rule of the schema."""
    print(f"\n{'insert':<18}{'size':>5}{'rows':>12}{'seconds':>10}{'rows/s':>8}{'growth':>8}")
    book = figure_book.read()
    [figure, *_] = [row for row in book.tables["figure"] if row["value"] is not None]
    first = None
    for size in SIZES:
        rows = [
            figure | {"figure": f"made-{number}", "product": f"made {number}", "restates": None}
            for number in range(FIGURES * size)
        ]
        with duckdb.connect() as connection:
            connection.execute("SET enable_progress_bar = false")
            connection.execute(SCHEMA.read_text(encoding="utf-8"))
            for table, known in (code_tables() | {"source": book.tables["source"]}).items():
                insert(connection, table, known)
            start = perf_counter()
            insert(connection, "figure", rows)
            seconds = perf_counter() - start
        first = first or seconds
        ratios = f"{len(rows) / seconds:>8,.0f}{seconds / first:>8.1f}"
        print(f"{'':<18}{size:>4}x{len(rows):>12,}{seconds:>10.3f}{ratios}")


def reported(
    connection: duckdb.DuckDBPyConnection, pairs: int
) -> tuple[DuckDBPyRelation, DuckDBPyRelation]:
    """Two-way trade and exports of twelve years, imports of some, and growth: 50 facts a pair.

    Numbers are printed to 0.1 million, rates to 0.1 percent; every tenth pair has a wrong rate.
    """
    figures, claims = [], []
    for pair in range(pairs):
        cell = {"reporter": "AAA", "partner": f"P{pair}", "product": "TOTAL", "currency": "USD",
                "source": "made-up"}  # fmt: skip
        amounts = {
            (flow, year): 10 + (pair * 7919 + year * 104729 + number * 1299709) % 1000
            for number, flow in enumerate(("export", "import"))
            for year in YEARS
        }
        amounts |= {
            ("total", year): amounts["export", year] + amounts["import", year] for year in YEARS
        }
        for (flow, year), amount in amounts.items():
            if flow != "import" or year % 2:
                figures.append(
                    cell
                    | _bounded("", Decimal(amount) * MILLION, Decimal(MILLION) / 20)
                    | {"flow": flow, "period": str(year), "first_month": f"{year}-01-01",
                       "figure": f"{pair}-{flow}-{year}", "qualifier": "exact", "status": "A"}
                )  # fmt: skip
            if year > {"total": YEARS[0], "export": YEARS[2]}.get(flow, YEARS[-1]):
                before = amounts[flow, year - 1]
                is_wrong = pair % 10 == 0 and (flow, year) == ("total", 2015)
                rate = round(Decimal(100 * abs(amount - before)) / before, 1) + 5 * is_wrong
                claims.append(
                    cell
                    | {"flow": flow, "period": str(year), "base_period": str(year - 1),
                       "kind": "percent", "direction": "up" if amount > before else "down",
                       "claim": f"{pair}-{flow}-{year}-rate",
                       "claimed_printed": f"{rate}%", "claimed_qualifier": "exact",
                       "figure_kind": "actual", "level_status": "A"}
                    | _bounded("claimed", rate, Decimal("0.05"))
                )  # fmt: skip
    return (
        _table(connection, "figures", Observation._fields, figures),
        _table(connection, "claims", ReportedClaim._fields, claims),
    )


def _bounded(name: str, value: Decimal, half: Decimal) -> dict[str, Decimal]:
    """A printed number in the columns of the views, with its bounds."""
    prefix = f"{name}_" if name else ""
    return {name or "value": value, f"{prefix}low": value - half, f"{prefix}high": value + half}


def _table(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    columns: tuple[str, ...],
    rows: list[dict[str, Any]],
) -> DuckDBPyRelation:
    """Rows as a table of these columns; what a row does not say is null."""
    connection.register(name, pd.DataFrame([dict.fromkeys(columns) | row for row in rows]))
    return connection.table(name)


def made_observations(connection: duckdb.DuckDBPyConnection, size: int) -> DuckDBPyRelation:
    """Monthly exports and imports of one reporter with many partners, made up but steady."""
    connection.execute(
        """
        CREATE OR REPLACE TABLE observation AS
        SELECT 'AAA' AS reporter, 'P' || partner AS partner, flow, 'TOTAL' AS product,
               'M' AS freq, strftime(month, '%Y-%m') AS period, month AS first_month,
               month AS last_month, 'USD' AS currency, value, value - 50000 AS low,
               value + 50000 AS high, 'exact' AS qualifier, 'A' AS status,
               NULL::VARCHAR AS valuation, 'made-up' AS source, '2026' AS release_date,
               flow || partner || month AS figure, false AS is_sum,
               false AS is_whole
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
