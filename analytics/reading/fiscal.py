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
TWO_YEARS = re.compile(rf"{WORDS}\s*\(?(\d{{4}})\s*[-–/]\s*(?:\d\d)?(\d\d)\)?\s*{WORDS}$", re.I)
ONE_YEAR = re.compile(r"FY\s?(?:20)?(\d\d)$", re.IGNORECASE)
NAMED_BY_ITS_START = ("JPN",)
FIRST_MONTHS = re.compile(r"(?:first\s+)?(\w+?)(?:\s+\w*months'?\s|\s?M(?=\s?FY))", re.IGNORECASE)
QUARTERS = re.compile(r"(first|second|third|fourth)\s+quarter|Q([1-4])", re.IGNORECASE)
COUNTED = "two three four five six seven eight nine ten eleven twelve"
COUNTS = {word: number for number, word in enumerate(COUNTED.split(), start=2)}
ORDINALS = ("first", "second", "third", "fourth")
FIRST_HALF = re.compile(r"first\s+half|H1", re.IGNORECASE)
YEAR = 12


def with_fiscal_years(whole: Span, given: str | None) -> Span:
    """The marks of a text with the months of its fiscal years, where its country has them.

    The country is the reporter given, else the first named in the text that has fiscal years.
    """
    named: Iterable[str | None] = (given, *(place.area for place in whole.places))
    area = next((area for area in named if area in FIRST_MONTH), None)
    if area is None:
        return whole
    return replace(whole, times=[_in_months(when, whole.text, area) for when in whole.times])


def _in_months(when: When, text: str, area: str) -> When:
    printed = text[when.start : when.end]
    year = _year(printed, area)
    if when.period is not None or when.role != "period" or year is None:
        return when
    first, months = _part(printed)
    return replace(when, period=Period(year * YEAR + FIRST_MONTH[area] - 1 + first, months))


def _year(printed: str, area: str) -> int | None:
    """The calendar year in which a fiscal year starts: 2022 for "2022-23" and for "FY23"."""
    years = TWO_YEARS.search(printed)
    if years is not None:
        year = int(years[1])
        return year if (year + 1) % 100 == int(years[2]) else None
    named = ONE_YEAR.search(printed)
    return 2000 + int(named[1]) - (area not in NAMED_BY_ITS_START) if named else None


def _part(printed: str) -> tuple[int, int]:
    """The months of a part of a fiscal year: how many before it, and how many it has."""
    quarter, counted = QUARTERS.search(printed), FIRST_MONTHS.match(printed)
    if quarter is not None:
        number = ORDINALS.index(quarter[1].lower()) if quarter[1] else int(quarter[2]) - 1
        return 3 * number, 3
    if FIRST_HALF.match(printed):
        return 0, 6
    if counted is None:
        return 0, YEAR
    return 0, COUNTS.get(counted[1].lower()) or int(counted[1])
