"""SQL for the ends of ratios of exact amounts, as doubles that are never inside.

A quotient of doubles is a few roundings away from the true one, to either side. The upper end of
an interval may not be below the true upper end, nor the lower end above the true lower end, so
both move outward by a margin; where a double is the true quotient, that double is the end.
"""

from __future__ import annotations

PARTS = 1024  # of one: a double holds every number of them, and most ratios in round numbers
# A rounding is at most u = 2**-53 of the number. DuckDB casts a DECIMAL(38, 6) to DOUBLE in three
# (high word, low word, sum; or digits, division), twice; times and over are one each, the step
# outward another: 9 u = 9.993e-16.
MARGIN = 1e-15
# Of the factor and of one: a ratio (7 u), the exponent (u * ln 1e38 / 3 = 30 u), pow (2 u), the
# three steps after it (3 u): 42 u = 4.7e-15.
ROOT_MARGIN = 5e-15


def ratio_low(numerator: str, denominator: str, times: int = 1) -> str:
    """SQL: the greatest lower bound of `times * numerator / denominator` that is sure.

    Parameters
    ----------
    numerator, denominator
        Expressions of type DECIMAL(38, 6), the denominator above zero; they may be NULL.
    times
        A whole factor: 100 for percent.
    """
    return _end(numerator, denominator, times, "-")


def ratio_high(numerator: str, denominator: str, times: int = 1) -> str:
    """SQL: the least upper bound of `times * numerator / denominator`; see `ratio_low`."""
    return _end(numerator, denominator, times, "+")


def yearly_pct_low(level: str, base: str, years: int) -> str:
    """SQL: a lower bound of `100 * ((level / base) ** (1 / years) - 1)`, not below -100.

    `level` is not below zero, `base` above it. An end that a double can be is moved outward too.
    """
    return f"greatest(-100, {_yearly_pct(level, base, years, '-')})"


def yearly_pct_high(level: str, base: str, years: int) -> str:
    """SQL: an upper bound of `100 * ((level / base) ** (1 / years) - 1)`; see `yearly_pct_low`."""
    return _yearly_pct(level, base, years, "+")


def _end(numerator: str, denominator: str, times: int, outward: str) -> str:
    quotient = f"({times} * ({numerator})::DOUBLE / ({denominator}))"
    parts = f"round({quotient} * {PARTS})"
    is_exact = f"{parts}::DECIMAL(38, 0) * ({denominator}) = {PARTS * times} * ({numerator})"
    # TRY: where the exact products are too large for a DECIMAL, the end moves outward.
    return (
        f"CASE WHEN TRY({is_exact}) THEN {parts} / {PARTS} "
        f"ELSE {quotient} {outward} abs({quotient}) * {MARGIN} END"
    )


def _yearly_pct(level: str, base: str, years: int, outward: str) -> str:
    factor = f"pow(({level})::DOUBLE / ({base}), 1.0 / {years})"
    return f"(100 * ({factor} {outward} (1 + {factor}) * {ROOT_MARGIN} - 1))"
