"""The same trade as both sides report it: one source's figure beside one source's figure.

A reporter's exports stand beside its partner's imports, and two-way trade beside two-way trade
(UN, International Merchandise Trade Statistics: Compilers Manual, Revision 1, chapter on bilateral
comparisons and reconciliation). Who is right is not asked: the figures are never mixed.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from duckdb import DuckDBPyRelation

from analytics.indicators.observations import (
    IS_MIRROR,
    PERIOD_IS_SUM,
    RANGE,
    TOTAL_IS_SUM,
    actual,
    with_totals,
)
from analytics.indicators.ratios import ratio_high, ratio_low
from analytics.indicators.summed_periods import marked
from data.relations import derive

NONE_APPLIED = Decimal(1)
CIF_DIVIDED = "CIF divided by the CIF/FOB factor"
NO_CIF = "no side is known to be CIF, so the CIF/FOB factor is not applied"
BOTH_ZERO = "both sides are zero"
NOTES = (CIF_DIVIDED, NO_CIF, BOTH_ZERO, RANGE, TOTAL_IS_SUM, PERIOD_IS_SUM)


def mirror(observations: DuckDBPyRelation, cif_fob: Decimal = NONE_APPLIED) -> DuckDBPyRelation:
    """Each figure of a reporter beside each figure of its partner for the same trade and period.

    Grain: one row a cell, source of the reporter's figure and source of the partner's: where
    several sources have it, every pair of sources, each named. A trade is seen from both sides,
    so it is there twice, the gap with the other sign. Columns: those of the public file `mirror`,
    and bounds of the gap and the asymmetry, `note`, first_month, last_month. Two-way trade is
    summed where a source prints its parts only.

    Gap is value - mirror_value in whole currency units, asymmetry 100 times the gap over the mean
    of the two figures, in percent between -200 and 200. Both rise with the one figure and fall
    with the other, so their bounds are those of the ends, rounded outward; without a factor those
    of the gap are exact. Null where a figure is a range or both are zero.

    Parameters
    ----------
    cif_fob
        What CIF is of FOB, as 1.06: a figure that its source values CIF is divided by it before
        the two are compared, and the note says so; the figures themselves stay as they are. Where
        no side is known to be CIF nothing is divided, and the note says that.

    Raises
    ------
    ValueError
        The factor is below one (freight and insurance cost something), above ten, or has more
        than six decimals.
    """
    if not (1 <= cif_fob <= 10 and cif_fob == round(cif_fob, 6)):
        raise ValueError(f"a CIF/FOB factor is 1 to 10 with six decimals at most, not {cif_fob}")
    return derive(
        marked(with_totals(actual(observations))),
        f"""
        WITH level AS MATERIALIZED (SELECT * FROM observations WHERE flow <> 'balance'),
        paired AS ({_PAIRED}), compared AS ({_compared(cif_fob)})
        SELECT reporter, partner, flow, product, freq, period, currency, value, low, high, source,
               mirror_flow, mirror_value, mirror_low, mirror_high, mirror_source,
               {_gap("own", "its", cif_fob)} AS gap,
               {_gap("own_low", "its_high", cif_fob, ratio_low)} AS gap_low,
               {_gap("own_high", "its_low", cif_fob, ratio_high)} AS gap_high,
               CASE WHEN own_low + its_high > 0
                    THEN {ratio_low("own_low - its_high", "own_low + its_high", 200)}
               END AS asymmetry_pct_low,
               CASE WHEN own_high + its_low > 0
                    THEN {ratio_high("own_high - its_low", "own_high + its_low", 200)}
               END AS asymmetry_pct_high,
               CASE WHEN own + its > 0
                    THEN greatest(asymmetry_pct_low, least(asymmetry_pct_high,
                                  200 * (own - its)::DOUBLE / (own + its))) END AS asymmetry_pct,
               nullif(concat_ws('; ', {_NOTES}, {_factor_note(cif_fob)}), '') AS note,
               first_month, last_month
        FROM compared
        """,
    )


_PAIRED = f"""
    SELECT a.*, b.flow AS mirror_flow, b.value AS mirror_value, b.low AS mirror_low,
           b.high AS mirror_high, b.source AS mirror_source, b.valuation AS mirror_valuation,
           a.is_sum OR b.is_sum AS has_sum,
           a.summed_of IS NOT NULL OR b.summed_of IS NOT NULL AS has_summed
    FROM level a JOIN level b ON {IS_MIRROR}
"""
_NOTES = f"""
    CASE WHEN value IS NULL OR mirror_value IS NULL THEN '{RANGE}'
         WHEN value = 0 AND mirror_value = 0 THEN '{BOTH_ZERO}' END,
    CASE WHEN has_sum THEN '{TOTAL_IS_SUM}' END,
    CASE WHEN has_summed THEN '{PERIOD_IS_SUM}' END
"""


def _compared(cif_fob: Decimal) -> str:
    """Both figures times what the other's valuation asks for: division by the factor is inexact.

    TRY: an amount whose product is too large for a DECIMAL is not compared.
    """
    if cif_fob == NONE_APPLIED:
        own, its = "{0}", "mirror_{0}"
        factors = ""
    else:
        own, its = "TRY({0} * its_factor)", "TRY(mirror_{0} * own_factor)"
        factors = "".join(
            f"CASE WHEN {valuation} = 'CIF' THEN {cif_fob} ELSE 1 END::DECIMAL(8, 6) AS {name}, "
            for valuation, name in (
                ("valuation", "own_factor"), ("mirror_valuation", "its_factor"),
            )
        )  # fmt: skip
    return f"""
        SELECT *, {factors} {own.format("value")} AS own, {own.format("low")} AS own_low,
               {own.format("high")} AS own_high, {its.format("value")} AS its,
               {its.format("low")} AS its_low, {its.format("high")} AS its_high
        FROM paired
    """


def _gap(own: str, its: str, cif_fob: Decimal, end: Callable[[str, str], str] | None = None) -> str:
    if cif_fob == NONE_APPLIED:
        return f"{own} - {its}"
    both = "(own_factor * its_factor)"
    return end(f"{own} - {its}", both) if end else f"({own} - {its})::DOUBLE / {both}"


def _factor_note(cif_fob: Decimal) -> str:
    if cif_fob == NONE_APPLIED:
        return "NULL"
    return f"CASE WHEN own_factor * its_factor > 1 THEN '{CIF_DIVIDED}' ELSE '{NO_CIF}' END"
