"""Growth: year on year by calendar, period on period, average annual.

Rates compare levels of one reporter, source and currency. The base is looked up by its dates,
never as "the row above": a missing year gives a note, not a rate. Bounds are those of interval
division: the rate is lowest with the lowest level over the highest base. They are rounded
outward, never inward. Two balances of one sign have the rate of their sizes: a deficit that grew
from 100 to 120 rose by 20 percent. Where the signs differ, or may, there is a change and no rate.
"""

from __future__ import annotations

from duckdb import DuckDBPyRelation

from analytics.indicators.observations import (
    PERIOD_IS_SUM,
    RANGE,
    TOTAL_IS_SUM,
    actual,
    with_totals,
)
from analytics.indicators.ratios import ratio_high, ratio_low, yearly_pct_high, yearly_pct_low
from analytics.indicators.summed_periods import marked
from data.relations import derive

NO_BASE = "no base figure"
NO_LEVEL = "no figure for the last year"
ZERO_BASE = "base is zero"
SIGNS_DIFFER = "a surplus and a deficit have no rate"
SIGN_NOT_SURE = "the balance may be above or below zero"
MIXED_CURRENCIES = "mixed currencies"
MIXED_SOURCES = "mixed sources"
SEASONAL = "not seasonally adjusted"
NOTES = (
    NO_BASE, NO_LEVEL, ZERO_BASE, SIGNS_DIFFER, SIGN_NOT_SURE, MIXED_CURRENCIES, MIXED_SOURCES,
    RANGE, SEASONAL, TOTAL_IS_SUM, PERIOD_IS_SUM,
)  # fmt: skip


def year_on_year(observations: DuckDBPyRelation) -> DuckDBPyRelation:
    """Growth on the same period one year earlier, for every year, quarter, month and run.

    Grain: one row an observation (two-way trade is summed where only its parts are printed).
    Columns: those of the public file `growth`, and base_low, base_high, change_low,
    change_high, contribution_pp_low, contribution_pp_high, low, high, first_month, last_month,
    and what the level has besides: qualifier, status, valuation, figure, release_date.
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
        ),
        signed AS (
            SELECT *, {_SIGN} AS sign, count(*) OVER (
                PARTITION BY reporter, partner, flow, product, source) > 1 AS is_mixed
            FROM ends
        ),
        sized AS (SELECT *, {_SIZES} FROM signed)
        SELECT reporter, partner, flow, product, '{last:04d}' AS period,
               '{first:04d}' AS base_period, {years} AS years, currency, value, base_value,
               CASE WHEN sign IS NOT NULL AND base_value <> 0
                    THEN 100 * (pow(value::DOUBLE / base_value, 1.0 / {years}) - 1)
               END AS growth_pct,
               CASE WHEN base_most > 0
                    THEN {yearly_pct_low("least", "base_most", years)} END AS growth_pct_low,
               CASE WHEN base_least > 0
                    THEN {yearly_pct_high("most", "base_least", years)} END AS growth_pct_high,
               source,
               CASE WHEN (base_high IS NULL OR high IS NULL) AND is_mixed
                    THEN '{MIXED_CURRENCIES}'
                    WHEN base_high IS NULL THEN '{NO_BASE}'
                    WHEN high IS NULL THEN '{NO_LEVEL}'
                    {_NO_RATE} END AS note
        FROM sized
        """,
    )


def _growth(observations: DuckDBPyRelation, step: str, extra_note: str | None) -> DuckDBPyRelation:
    """Levels with the base that lies one step earlier, and what follows from the two."""
    return derive(
        marked(with_totals(actual(observations))),
        f"""
        WITH known AS MATERIALIZED (FROM observations),
        dated AS ({_dated(step)}),
        total AS (SELECT * FROM known WHERE flow = 'total'),
        elsewhere AS ({_ELSEWHERE}),
        paired AS ({_PAIRED}),
        signed AS (SELECT *, CASE WHEN base_currency = currency THEN {_SIGN} END AS sign
                   FROM paired),
        usable AS ({_USABLE}),
        bounded AS ({_BOUNDED})
        SELECT reporter, partner, flow, product, freq, period,
               {_PERIOD_TEXT} AS base_period, currency, value,
               CASE WHEN base_currency = currency THEN base_value END AS base_value,
               CASE WHEN base_currency = currency THEN change END AS change,
               {_GROWTH_PCT} AS growth_pct, growth_pct_low, growth_pct_high,
               CASE WHEN is_part AND base_total > 0
                    THEN 100 * change::DOUBLE / base_total END AS contribution_pp,
               contribution_pp_low, contribution_pp_high, source,
               nullif(concat_ws('; ',
                   {_OBSTACLE},
                   CASE WHEN is_sum THEN '{TOTAL_IS_SUM}' END,
                   CASE WHEN summed_of IS NOT NULL THEN '{PERIOD_IS_SUM}' END,
                   {extra_note or "NULL"}), '') AS note,
               low, high,
               CASE WHEN base_currency = currency THEN base_low END AS base_low,
               CASE WHEN base_currency = currency THEN base_high END AS base_high,
               CASE WHEN base_currency = currency THEN change_low END AS change_low,
               CASE WHEN base_currency = currency THEN change_high END AS change_high,
               first_month, last_month, release_date, qualifier, status, valuation, figure
        FROM bounded l
        """,
    )


def _dated(step: str) -> str:
    """Every level with the months its base has."""
    return f"""
        SELECT l.*, CAST(l.first_month - {step} AS DATE) AS base_first,
               CAST(l.last_month - {step} AS DATE) AS base_last
        FROM known l
    """


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

# Cells that some source prints: a base that only another source has, in which currencies.
_ELSEWHERE = """
    SELECT reporter, partner, flow, product, first_month, last_month, list(currency) AS currencies
    FROM known
    GROUP BY ALL
"""

# Every level with its base and the two-way trade of the base period, both of its own source.
_PAIRED = f"""
    SELECT l.*, b.value AS base_value, b.low AS base_low, b.high AS base_high,
           b.currency AS base_currency, l.value - b.value AS change,
           l.low - b.high AS change_low, l.high - b.low AS change_high,
           t.value AS base_total, t.low AS base_total_low, t.high AS base_total_high,
           e.currencies AS elsewhere
    FROM dated l
    LEFT JOIN known b ON {_same("b")} AND b.flow = l.flow
    LEFT JOIN total t ON {_same("t")} AND t.currency = l.currency
    LEFT JOIN elsewhere e
      ON  e.reporter = l.reporter AND e.partner = l.partner AND e.flow = l.flow
      AND e.product = l.product AND e.first_month = base_first
      AND e.last_month = base_last
"""

# The sign that a level and its base have in common; NULL where they may differ.
_SIGN = """
    CASE WHEN low >= 0 AND base_low >= 0 THEN 1 WHEN high <= 0 AND base_high <= 0 THEN -1 END
"""

# The sizes of a level and its base, whatever their common sign.
_SIZES = """
    CASE sign WHEN 1 THEN low WHEN -1 THEN -high END AS least,
    CASE sign WHEN 1 THEN high WHEN -1 THEN -low END AS most,
    CASE sign WHEN 1 THEN base_low WHEN -1 THEN -base_high END AS base_least,
    CASE sign WHEN 1 THEN base_high WHEN -1 THEN -base_low END AS base_most
"""

# Whether a contribution can be formed, and over which end of two-way trade the least and the
# greatest contribution are.
_USABLE = f"""
    SELECT *, {_SIZES}, sign > 0 AND flow <> 'balance' AS is_part,
           CASE WHEN change_low < 0 THEN base_total_low ELSE base_total_high END AS least_over,
           CASE WHEN change_high < 0 THEN base_total_high ELSE base_total_low END AS most_over
    FROM signed
"""

_BOUNDED = f"""
    SELECT *,
           CASE WHEN base_most > 0
                THEN {ratio_low("least - base_most", "base_most", 100)} END AS growth_pct_low,
           CASE WHEN base_least > 0
                THEN {ratio_high("most - base_least", "base_least", 100)} END AS growth_pct_high,
           CASE WHEN is_part AND base_total_low > 0
                THEN {ratio_low("change_low", "least_over", 100)} END AS contribution_pp_low,
           CASE WHEN is_part AND base_total_low > 0
                THEN {ratio_high("change_high", "most_over", 100)} END AS contribution_pp_high
    FROM usable
"""

# The rate of the contract in doubles may round to outside its own bounds.
_GROWTH_PCT = """
    CASE WHEN sign IS NOT NULL AND base_value <> 0 AND value IS NOT NULL
         THEN greatest(growth_pct_low,
                       least(growth_pct_high, 100 * (value::DOUBLE / base_value - 1))) END
"""

_NO_RATE = f"""
    WHEN low > 0 AND base_high < 0 OR high < 0 AND base_low > 0 THEN '{SIGNS_DIFFER}'
    WHEN sign IS NULL THEN '{SIGN_NOT_SURE}'
    WHEN base_most = 0 OR base_value = 0 THEN '{ZERO_BASE}'
    WHEN value IS NULL OR base_value IS NULL THEN '{RANGE}'
"""

_OBSTACLE = f"""
    CASE WHEN base_low IS NULL AND list_contains(elsewhere, currency) THEN '{MIXED_SOURCES}'
         WHEN base_low IS NULL AND elsewhere IS NOT NULL THEN '{MIXED_CURRENCIES}'
         WHEN base_low IS NULL THEN '{NO_BASE}'
         WHEN base_currency <> currency THEN '{MIXED_CURRENCIES}'
         {_NO_RATE} END
"""

_PERIOD_TEXT = """
    CASE freq WHEN 'A' THEN strftime(base_first, '%Y')
              WHEN 'Q' THEN strftime(base_first, '%Y-Q') || quarter(base_first)
              WHEN 'M' THEN strftime(base_first, '%Y-%m')
              ELSE strftime(base_first, '%Y-%m/') || strftime(base_last, '%Y-%m') END
"""
