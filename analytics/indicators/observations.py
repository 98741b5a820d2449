"""Relations of observations: identities between them, the tightest of each cell, conflicts.

An observation relation has the columns of the view `observation` in schema.sql. Its grain is one
row a cell and source; a cell is reporter, partner, flow, product and period. `is_sum` is true of a
row that is added up from others, false of every row that a publication states.
"""

from __future__ import annotations

from duckdb import DuckDBPyRelation

from data.codes.flows import AMOUNTS, Flow
from data.relations import derive

TOTAL_IS_SUM = "total is exports plus imports"
PERIOD_IS_SUM = "added up of months or quarters"
RANGE = "a range has no single value"

_MIRRORS = " ".join(f"WHEN '{flow}' THEN '{flow.mirror}'" for flow in AMOUNTS)
# SQL: whether `b` is the partner's figure of the trade that `a` is the reporter's of.
IS_MIRROR = f"""
    a.reporter = b.partner AND a.partner = b.reporter
    AND b.flow = CASE a.flow {_MIRRORS} END
    AND a.product = b.product AND a.currency = b.currency
    AND a.first_month = b.first_month AND a.last_month = b.last_month
"""

_IS_TIGHTEST = """
    row_number() OVER (
        PARTITION BY reporter, partner, flow, product, currency, first_month, last_month
        ORDER BY high - low, release_date DESC, source) = 1
"""


def side_by_side(flow: str, name: str, end: str) -> str:
    """SQL of a group: value and bounds of a flow, as columns beside those of the others."""
    return f"""
        any_value(value) FILTER (flow = '{flow}') AS {name},
        any_value(low)   FILTER (flow = '{flow}') AS {end}_low,
        any_value(high)  FILTER (flow = '{flow}') AS {end}_high
    """


def actual(observations: DuckDBPyRelation) -> DuckDBPyRelation:
    """Observations of dated periods that happened: no forecasts, no undated levels."""
    return observations.filter("status <> 'F' AND first_month IS NOT NULL")


def not_actual(observations: DuckDBPyRelation) -> DuckDBPyRelation:
    """The observations that `actual` leaves out."""
    return observations.filter("status = 'F' OR first_month IS NULL")


def with_totals(observations: DuckDBPyRelation) -> DuckDBPyRelation:
    """Observations, and two-way trade summed where a source prints exports and imports only.

    A summed row has `is_sum`, no `figure`, `qualifier` and `is_whole`; its bounds are the sums of
    the bounds (interval addition), its status is provisional when either part is. Grain as given.
    """
    return derive(
        observations,
        """
        WITH known AS MATERIALIZED (FROM observations), part AS (
            SELECT * FROM known WHERE flow IN ('export', 'import')
        ), summed AS (
            SELECT x.* REPLACE (
                'total' AS flow, x.value + m.value AS value, x.low + m.low AS low,
                x.high + m.high AS high, NULL AS qualifier, NULL AS valuation, NULL AS figure,
                true AS is_sum, NULL AS is_whole,
                CASE WHEN x.status = m.status THEN x.status ELSE greatest(x.status, m.status)
                END AS status)
            FROM part x JOIN part m
              ON  m.reporter = x.reporter AND m.partner = x.partner AND m.product = x.product
              AND m.source = x.source AND m.currency = x.currency
              AND m.first_month = x.first_month AND m.last_month = x.last_month
            WHERE x.flow = 'export' AND m.flow = 'import'
        )
        SELECT * FROM known
        UNION ALL
        SELECT s.* FROM summed s ANTI JOIN (
            SELECT * FROM known WHERE flow = 'total'
        ) t ON  t.reporter = s.reporter AND t.partner = s.partner AND t.product = s.product
            AND t.source = s.source AND t.first_month = s.first_month
            AND t.last_month = s.last_month
        """,
    )


def of_flow(observations: DuckDBPyRelation, flow: str) -> DuckDBPyRelation:
    """The observations of a flow; two-way trade also where only its parts are printed."""
    every = with_totals(observations) if flow == Flow.TOTAL else observations
    return every.filter(f"flow = '{flow}'")


def tightest(observations: DuckDBPyRelation) -> DuckDBPyRelation:
    """One row a cell: the source with the tightest bounds, the newest where they are equal."""
    return derive(observations, f"SELECT * FROM observations QUALIFY {_IS_TIGHTEST}")


def with_tightest(observations: DuckDBPyRelation) -> DuckDBPyRelation:
    """All of them, and whether each `is_tightest`: one of those that `tightest` gives."""
    return derive(observations, f"SELECT *, {_IS_TIGHTEST} AS is_tightest FROM observations")


def disagreements(observations: DuckDBPyRelation) -> DuckDBPyRelation:
    """Pairs of sources whose bounds of the same cell do not meet.

    Grain: one row a cell and pair of sources, the smaller figure first. `gap` is the distance
    between the bounds in whole currency units. Forecasts are no disagreement.
    """
    return derive(
        actual(observations),
        """
        SELECT a.reporter, a.partner, a.flow, a.product, a.freq, a.period, a.currency,
               a.low, a.high, a.source, b.low AS other_low, b.high AS other_high,
               b.source AS other_source, b.low - a.high AS gap
        FROM observations a JOIN observations b
          ON  a.reporter = b.reporter AND a.partner = b.partner AND a.flow = b.flow
          AND a.product = b.product AND a.currency = b.currency
          AND a.first_month = b.first_month AND a.last_month = b.last_month
          AND a.source <> b.source AND a.high < b.low
        ORDER BY gap DESC
        """,
    )


def mirror_gaps(observations: DuckDBPyRelation) -> DuckDBPyRelation:
    """The same trade as both sides report it, where their bounds do not meet.

    A reporter's exports stand beside its partner's imports, and two-way trade beside two-way
    trade. Grain: one row a cell, seen from each of the two reporters, tightest bounds of each.
    """
    return derive(
        tightest(actual(observations)),
        f"""
        SELECT a.reporter, a.partner, a.flow, a.product, a.freq, a.period, a.currency,
               a.value, a.low, a.high, a.source, b.flow AS mirror_flow, b.value AS mirror_value,
               b.low AS mirror_low, b.high AS mirror_high, b.source AS mirror_source,
               a.last_month,
               CASE WHEN a.high < b.low THEN b.low - a.high ELSE a.low - b.high END AS gap
        FROM observations a JOIN observations b ON {IS_MIRROR}
        WHERE a.high < b.low OR b.high < a.low
        """,
    )
