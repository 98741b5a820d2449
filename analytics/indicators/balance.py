"""The trade balance of a reporter with a partner, coverage ratio and normalised balance."""

from __future__ import annotations

from duckdb import DuckDBPyRelation

from analytics.indicators.observations import (
    PERIOD_IS_SUM,
    RANGE,
    TOTAL_IS_SUM,
    actual,
    side_by_side,
)
from analytics.indicators.ratios import ratio_high, ratio_low
from analytics.indicators.summed_periods import marked
from data.relations import derive

MIXED_CURRENCIES = "mixed currencies"
NO_EXPORTS = "exports not reported"
NO_IMPORTS = "imports not reported"
NO_PARTS = "exports and imports not reported"
ZERO_IMPORTS = "imports are zero"
TOTAL_DIFFERS = "printed total is not exports plus imports"
NOTES = (
    MIXED_CURRENCIES, NO_EXPORTS, NO_IMPORTS, NO_PARTS, ZERO_IMPORTS, RANGE, TOTAL_DIFFERS,
    TOTAL_IS_SUM, PERIOD_IS_SUM,
)  # fmt: skip


def balance(observations: DuckDBPyRelation) -> DuckDBPyRelation:
    """Exports, imports, total and balance of one source side by side.

    Grain: one row a reporter, partner, product, period, currency and source. Columns: those of
    the public file `balance`, and bounds of every level, coverage_pct_low, coverage_pct_high,
    normalised_balance with bounds, first_month, last_month, release_date.

    Balance is exports minus imports, coverage ratio 100 * exports / imports, the normalised
    balance (exports - imports) / (exports + imports) between -1 and 1 (World Bank, WITS Online
    Trade Outcomes indicators). All are monotone in exports and in imports, so their bounds are
    those of the ends, rounded outward. Two-way trade is summed where it is not printed. A balance
    that is printed without its parts stands as printed. Unknown is null.
    """
    return derive(
        marked(actual(observations)),
        f"""
        WITH side AS ({_SIDE}), summed AS ({_SUMMED})
        SELECT reporter, partner, product, freq, period, currency, exports, imports,
               CASE WHEN printed_low IS NULL THEN exports + imports ELSE printed_total END AS total,
               CASE WHEN has_parts THEN exports - imports ELSE printed_balance END AS balance,
               coalesce(exports_low - imports_high, printed_balance_low) AS balance_low,
               coalesce(exports_high - imports_low, printed_balance_high) AS balance_high,
               CASE WHEN imports > 0 THEN 100 * exports::DOUBLE / imports END AS coverage_pct,
               source, nullif(concat_ws('; ', {_NOTES}), '') AS note,
               exports_low, exports_high, imports_low, imports_high,
               coalesce(printed_low, sum_low) AS total_low,
               coalesce(printed_high, sum_high) AS total_high,
               {_COVERAGE_BOUNDS}, {_NORMALISED_BALANCE},
               first_month, last_month, release_date
        FROM summed
        """,
    )


_SIDE = f"""
    SELECT reporter, partner, product, freq, period, currency, source, first_month, last_month,
           release_date, bool_or(summed_of IS NOT NULL) AS has_summed,
           {side_by_side("export", "exports", "exports")},
           {side_by_side("import", "imports", "imports")},
           {side_by_side("total", "printed_total", "printed")},
           {side_by_side("balance", "printed_balance", "printed_balance")}
    FROM observations
    GROUP BY ALL
"""

_SUMMED = """
    SELECT *, exports_low IS NOT NULL AND imports_low IS NOT NULL AS has_parts,
           bool_or(exports_low IS NOT NULL) OVER every_currency AS has_exports,
           bool_or(imports_low IS NOT NULL) OVER every_currency AS has_imports,
           exports_low + imports_low AS sum_low, exports_high + imports_high AS sum_high,
           (exports IS NULL AND exports_low IS NOT NULL)
           OR (imports IS NULL AND imports_low IS NOT NULL)
           OR (printed_total IS NULL AND printed_low IS NOT NULL)
           OR (NOT has_parts AND printed_balance IS NULL
               AND printed_balance_low IS NOT NULL) AS has_range
    FROM side
    WINDOW every_currency AS (
        PARTITION BY reporter, partner, product, first_month, last_month, source)
"""

_NOTES = f"""
    CASE WHEN has_parts OR printed_balance_low IS NOT NULL THEN NULL
         WHEN has_exports AND has_imports THEN '{MIXED_CURRENCIES}'
         WHEN exports_low IS NOT NULL THEN '{NO_IMPORTS}'
         WHEN imports_low IS NOT NULL THEN '{NO_EXPORTS}'
         ELSE '{NO_PARTS}' END,
    CASE WHEN imports_high = 0 OR imports = 0 THEN '{ZERO_IMPORTS}' END,
    CASE WHEN has_range THEN '{RANGE}' END,
    CASE WHEN printed_high < sum_low OR sum_high < printed_low THEN '{TOTAL_DIFFERS}' END,
    CASE WHEN has_parts AND printed_low IS NULL THEN '{TOTAL_IS_SUM}' END,
    CASE WHEN has_summed THEN '{PERIOD_IS_SUM}' END
"""

_COVERAGE_BOUNDS = f"""
    CASE WHEN imports_high > 0 THEN {ratio_low("exports_low", "imports_high", 100)}
    END AS coverage_pct_low,
    CASE WHEN imports_low > 0 THEN {ratio_high("exports_high", "imports_low", 100)}
    END AS coverage_pct_high
"""

_NORMALISED_BALANCE = f"""
    CASE WHEN exports + imports > 0 THEN (exports - imports)::DOUBLE / (exports + imports)
    END AS normalised_balance,
    CASE WHEN exports_low + imports_high > 0
         THEN {ratio_low("exports_low - imports_high", "exports_low + imports_high")}
    END AS normalised_balance_low,
    CASE WHEN exports_high + imports_low > 0
         THEN {ratio_high("exports_high - imports_low", "exports_high + imports_low")}
    END AS normalised_balance_high
"""
