"""The periods whose levels a claim of growth compares: stated, or read as year on year."""

from __future__ import annotations

from typing import NamedTuple

from analytics.reconciling.claimed_changes import AVERAGE_ANNUAL, MULTIPLE, PERCENT
from data import periods
from data.periods import Period
from data.views import ReportedClaim

YEAR = 12  # months


class ComparedPeriods(NamedTuple):
    """The period of the level and that of the base; `is_stated`: the claim names the latter."""

    level: Period
    base: Period
    is_stated: bool


def level_period(claim: ReportedClaim) -> Period | None:
    """The period whose level a claim speaks of: an average annual rate ends with a year."""
    if claim.period is None:
        return None
    period = periods.parse(claim.period)
    if claim.kind == AVERAGE_ANNUAL and period.freq != "A":
        return periods.parse(f"{period.last_month.year:04d}")
    return period


def compared_periods(claim: ReportedClaim) -> ComparedPeriods | None:
    """The periods that a claim compares; None where it does not say, or compares one with itself.

    Growth in percent of a year, or of a part of one, that names no base is growth on the same
    months a year earlier. "Doubled" and "up by 3 million" may be meant over any time: their base
    must be named, as that of an average annual rate.
    """
    level = level_period(claim)
    if level is None:
        return None
    if claim.base_period is not None:
        base = periods.parse(claim.base_period)
        return ComparedPeriods(level, base, is_stated=True) if base != level else None
    if claim.kind != PERCENT or level.months > YEAR:
        return None
    return ComparedPeriods(level, level.year_earlier(), is_stated=False)


def is_on_year_before(claim: ReportedClaim) -> bool:
    """Whether it is a percentage or a multiple on the same months a year earlier."""
    compared = compared_periods(claim)
    is_rate = claim.kind in (PERCENT, MULTIPLE)
    return is_rate and compared is not None and compared.base == compared.level.year_earlier()


def names_year_before(claim: ReportedClaim) -> bool:
    """The same, of a claim that says so and is not only read so."""
    return claim.base_period is not None and is_on_year_before(claim)
