"""Runs of months that are asked for: "January to November" added up of its months or quarters."""

from __future__ import annotations

from collections.abc import Iterable

from duckdb import DuckDBPyRelation

from analytics.indicators.summed_periods import SERIES, SUMMED, marked
from data.periods import Period
from data.relations import derive


def with_runs(observations: DuckDBPyRelation, runs: Iterable[Period]) -> DuckDBPyRelation:
    """Observations, and some runs of months that they add up to where a source prints none.

    A run is the sum of all its months, else of the quarters that it consists of; of one source,
    and only when all are there. Grain and columns as `with_periods` gives them, so that with both
    a run also adds up from quarters that are sums themselves. Years, quarters and months among
    `runs` are passed over.
    """
    wanted = sorted({run for run in runs if run.freq == "R"})
    known = marked(observations)
    if not wanted:
        return known
    rows = ", ".join(
        f"('{run}', DATE '{run.first_month}', DATE '{run.last_month}', {run.months})"
        for run in wanted
    )
    return derive(
        known,
        f"""
        WITH known AS MATERIALIZED (FROM observations),
        wanted(run, run_first, run_last, months) AS (VALUES {rows}),
        summed AS (
            SELECT reporter, partner, flow, product, 'R' AS freq, run AS period,
                   run_first AS first_month, run_last AS last_month, {SUMMED}, p.freq AS summed_of
            FROM known p JOIN wanted ON first_month >= run_first AND last_month <= run_last
            WHERE p.freq IN ('M', 'Q')
            GROUP BY {SERIES}, p.freq, run, run_first, run_last, months
            HAVING count(*) * CASE p.freq WHEN 'M' THEN 1 ELSE 3 END = months
            QUALIFY row_number() OVER (PARTITION BY {SERIES}, run ORDER BY p.freq) = 1
        )
        FROM known
        UNION ALL
        SELECT s.* FROM summed s
        ANTI JOIN known k USING ({SERIES}, first_month, last_month)
        """,
    )
