"""Growth: year on year by calendar, period on period, average annual.

Rates compare levels of one reporter, source and currency. The base is looked up by its dates,
never as "the row above": a missing year gives a note, not a rate. Bounds are those of interval
division: the rate is lowest with the lowest level over the highest base.
"""

from __future__ import annotations

from duckdb import DuckDBPyRelation

from analytics.indicators.observations import RANGE, TOTAL_IS_SUM, actual, with_totals
from data.relations import derive

NO_BASE = "no base figure"
NO_LEVEL = "no figure for the last year"
ZERO_BASE = "base is zero"
NEGATIVE = "growth of a level below zero is not defined"
MIXED_CURRENCIES = "mixed currencies"
MIXED_SOURCES = "mixed sources"
SEASONAL = "not seasonally adjusted"
NOTES = (
    NO_BASE, NO_LEVEL, ZERO_BASE, NEGATIVE, MIXED_CURRENCIES, MIXED_SOURCES, RANGE, SEASONAL,
    TOTAL_IS_SUM,
)  # fmt: skip


def year_on_year(observations: DuckDBPyRelation) -> DuckDBPyRelation:
    """Growth on the same period one year earlier, for every year, quarter, month and run.

    Grain: one row an observation (two-way trade is summed where only its parts are printed).
    Columns: those of the public file `growth`, and base_low, base_high, change_low,
    change_high, contribution_pp_low, contribution_pp_high, low, high, first_month, last_month.
    Rates are percent, contributions are percentage points of the growth in total trade
    (Eurostat and OECD usage: change of the part over the base of the whole).
    """
    return _growth(observations, "INTERVAL 1 YEAR", None)


def period_on_period(observations: DuckDBPyRelation) -> DuckDBPyRelation:
    """Growth on the period just before, for years, quarters and months.

    Columns and grain as `year_on_year`. Quarters and months carry the note that the figures are
    not seasonally adjusted, so that a rate mixes growth with the season.
    """
    regular = observations.filter("freq IN ('A', 'Q', 'M')")
    return _growth(
        regular, _OWN_LENGTH, extra_note=f"CASE WHEN l.freq <> 'A' THEN '{SEASONAL}' END"
    )


def average_annual(observations: DuckDBPyRelation, first: int, last: int) -> DuckDBPyRelation:
    """Compound average annual growth rate between two calendar years.

    100 * ((level in `last` / level in `first`) ** (1 / years) - 1), percent, with bounds; the
    formula is the usual CAGR (UN, Handbook of Statistics, annual average growth between ends).
    Grain: one row a reporter, partner, flow, product, currency and source that has either year.

    Raises
    ------
    ValueError
        `last` is not after `first`.
    """
    if last <= first:
        raise ValueError(f"the last year ({last}) must be after the first ({first})")
    years = last - first
    return derive(
        with_totals(actual(observations)),
        f"""
        WITH ends AS (
            SELECT reporter, partner, flow, product, currency, source,
                   any_value(value) FILTER (period = '{first:04d}') AS base_value,
                   any_value(low)   FILTER (period = '{first:04d}') AS base_low,
                   any_value(high)  FILTER (period = '{first:04d}') AS base_high,
                   any_value(value) FILTER (period = '{last:04d}') AS value,
                   any_value(low)   FILTER (period = '{last:04d}') AS low,
                   any_value(high)  FILTER (period = '{last:04d}') AS high
            FROM observations
            WHERE freq = 'A' AND period IN ('{first:04d}', '{last:04d}')
            GROUP BY ALL
        )
        SELECT reporter, partner, flow, product, '{last:04d}' AS period,
               '{first:04d}' AS base_period, {years} AS years, currency, value, base_value,
               CASE WHEN base_value > 0 AND base_low >= 0 AND low >= 0
                    THEN 100 * (pow(value::DOUBLE / base_value, 1.0 / {years}) - 1)
               END AS growth_pct,
               CASE WHEN base_high > 0 AND base_low >= 0 AND low >= 0
                    THEN 100 * (pow(low::DOUBLE / base_high, 1.0 / {years}) - 1)
               END AS growth_pct_low,
               CASE WHEN base_low > 0 AND low >= 0
                    THEN 100 * (pow(high::DOUBLE / base_low, 1.0 / {years}) - 1)
               END AS growth_pct_high,
               source,
               CASE WHEN base_high IS NULL THEN '{NO_BASE}'
                    WHEN high IS NULL THEN '{NO_LEVEL}'
                    WHEN base_low < 0 OR low < 0 THEN '{NEGATIVE}'
                    WHEN base_high = 0 OR base_value = 0 THEN '{ZERO_BASE}'
                    WHEN value IS NULL OR base_value IS NULL THEN '{RANGE}' END AS note
        FROM ends
        """,
    )


def _growth(observations: DuckDBPyRelation, step: str, extra_note: str | None) -> DuckDBPyRelation:
    levels = with_totals(actual(observations))
    return derive(
        levels,
        f"""
        WITH dated AS (
            SELECT l.*, CAST(l.first_month - {step} AS DATE) AS base_first,
                   CAST(l.last_month - {step} AS DATE) AS base_last
            FROM observations l
        ), total AS (
            SELECT * FROM observations WHERE flow = 'total'
        ), elsewhere AS (
            SELECT DISTINCT reporter, partner, flow, product, first_month, last_month
            FROM observations
        ), paired AS (
            SELECT l.*, b.value AS base_value, b.low AS base_low, b.high AS base_high,
                   b.currency AS base_currency, l.value - b.value AS change,
                   l.low - b.high AS change_low, l.high - b.low AS change_high,
                   t.value AS base_total, t.low AS base_total_low, t.high AS base_total_high,
                   e.first_month IS NOT NULL AS elsewhere
            FROM dated l
            LEFT JOIN observations b ON {_same("b")} AND b.flow = l.flow
            LEFT JOIN total t ON {_same("t")} AND t.currency = l.currency
            LEFT JOIN elsewhere e
              ON  e.reporter = l.reporter AND e.partner = l.partner AND e.flow = l.flow
              AND e.product = l.product AND e.first_month = base_first
              AND e.last_month = base_last
        ), usable AS (
            SELECT *, base_currency IS NOT DISTINCT FROM currency AND base_low >= 0 AND low >= 0
                      AS comparable
            FROM paired l
        )
        SELECT reporter, partner, flow, product, freq, period,
               {_PERIOD_TEXT} AS base_period, currency, value,
               CASE WHEN base_currency = currency THEN base_value END AS base_value,
               CASE WHEN base_currency = currency THEN change END AS change,
               CASE WHEN comparable AND base_value > 0
                    THEN 100 * (value::DOUBLE / base_value - 1) END AS growth_pct,
               CASE WHEN comparable AND base_high > 0
                    THEN 100 * (low::DOUBLE / base_high - 1) END AS growth_pct_low,
               CASE WHEN comparable AND base_low > 0
                    THEN 100 * (high::DOUBLE / base_low - 1) END AS growth_pct_high,
               CASE WHEN comparable AND flow <> 'balance' AND base_total > 0
                    THEN 100 * change::DOUBLE / base_total END AS contribution_pp,
               CASE WHEN comparable AND flow <> 'balance' AND base_total_low > 0
                    THEN 100 * change_low::DOUBLE
                         / CASE WHEN change_low < 0 THEN base_total_low ELSE base_total_high END
               END AS contribution_pp_low,
               CASE WHEN comparable AND flow <> 'balance' AND base_total_low > 0
                    THEN 100 * change_high::DOUBLE
                         / CASE WHEN change_high < 0 THEN base_total_high ELSE base_total_low END
               END AS contribution_pp_high,
               source,
               nullif(concat_ws('; ',
                   CASE WHEN base_low IS NULL AND elsewhere THEN '{MIXED_SOURCES}'
                        WHEN base_low IS NULL THEN '{NO_BASE}'
                        WHEN base_currency <> currency THEN '{MIXED_CURRENCIES}'
                        WHEN base_low < 0 OR low < 0 THEN '{NEGATIVE}'
                        WHEN base_high = 0 OR base_value = 0 THEN '{ZERO_BASE}'
                        WHEN value IS NULL OR base_value IS NULL THEN '{RANGE}' END,
                   CASE WHEN is_sum THEN '{TOTAL_IS_SUM}' END,
                   {extra_note or "NULL"}), '') AS note,
               low, high,
               CASE WHEN base_currency = currency THEN base_low END AS base_low,
               CASE WHEN base_currency = currency THEN base_high END AS base_high,
               CASE WHEN base_currency = currency THEN change_low END AS change_low,
               CASE WHEN base_currency = currency THEN change_high END AS change_high,
               first_month, last_month, release_date
        FROM usable l
        """,
    )


def _same(base: str) -> str:
    """The base has the reporter, partner, product and source of level `l`, at its base dates."""
    return (
        f"{base}.reporter = l.reporter AND {base}.partner = l.partner "
        f"AND {base}.product = l.product AND {base}.source = l.source "
        f"AND {base}.first_month = base_first AND {base}.last_month = base_last"
    )


_OWN_LENGTH = """
    CASE l.freq WHEN 'A' THEN INTERVAL 1 YEAR
                WHEN 'Q' THEN INTERVAL 3 MONTH
                ELSE INTERVAL 1 MONTH END
"""
_PERIOD_TEXT = """
    CASE freq WHEN 'A' THEN strftime(base_first, '%Y')
              WHEN 'Q' THEN strftime(base_first, '%Y-Q') || quarter(base_first)
              WHEN 'M' THEN strftime(base_first, '%Y-%m')
              ELSE strftime(base_first, '%Y-%m/') || strftime(base_last, '%Y-%m') END
"""
