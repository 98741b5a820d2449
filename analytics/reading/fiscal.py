"""Fiscal years of countries: "2023-24" in an Indian text is April 2023 to March 2024."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from analytics.reading.marks import When
from analytics.reading.scan import Span
from data.periods import Period

FIRST_MONTH = {
    "IND": 4, "JPN": 4, "BGD": 7, "PAK": 7, "NPL": 7, "EGY": 7, "AUS": 7, "IRN": 4,
}  # fmt: skip
WORDS = r"(?:the\s+)?(?:(?:fiscal|financial)\s+year|fiscal|FY|tài khóa|năm tài chính)?"
TWO_YEARS = re.compile(rf"{WORDS}\s*(\d{{4}})\s*[-–/]\s*(?:\d\d)?(\d\d)\s*{WORDS}", re.IGNORECASE)
YEAR = 12


def with_fiscal_years(whole: Span, given: str | None) -> Span:
    """The marks of a text with the months of its fiscal years, where its country has them.

    The country is the reporter given, else the first named in the text that has fiscal years.
    """
    named: Iterable[str | None] = (given, *(place.area for place in whole.places))
    first = next((FIRST_MONTH[area] for area in named if area in FIRST_MONTH), None)
    if first is None:
        return whole
    return replace(whole, times=[_in_months(when, whole.text, first) for when in whole.times])


def _in_months(when: When, text: str, first: int) -> When:
    years = TWO_YEARS.fullmatch(text[when.start : when.end])
    if when.period is not None or when.role != "period" or years is None:
        return when
    year = int(years[1])
    if (year + 1) % 100 != int(years[2]):
        return when
    return replace(when, period=Period(year * YEAR + first - 1, YEAR))
