"""The period that growth compares with, once the figure's own is known."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.reading.frames.subjects import Subject
from analytics.reading.marks.mark import When
from analytics.reading.marks.phrases import category_pattern
from data.periods import Period

MONTHS_OF_YEAR = 12
MONTH_ON_MONTH = ("USA", "CAN")  # FT-900 of the Census Bureau; The Daily of Statistics Canada


@dataclass(frozen=True)
class Comparison:
    """The base of a claim: a period, or the time that gives one once the figure's is known.

    `is_of_years`: the words of the time name a year; `is_whole_year`: all of it.
    """

    period: Period | None = None
    when: When | None = None
    is_of_years: bool = False
    is_whole_year: bool = False

    @property
    def is_open(self) -> bool:
        """Whether neither the number nor the text before it names a base."""
        return self.period is None and self.when is None

    @property
    def is_a_period(self) -> bool:
        """Whether it names its period, and not one by a role ("the same period")."""
        return self.when is None or self.when.role == "period"

    def base(self, subject: Subject) -> Period | None:
        """The base period for a figure of a subject."""
        if self.period is not None:
            return self.period
        if self.when is not None:
            return self.base_of(subject.period)
        return conventional(subject)

    def base_of(self, period: Period | None) -> Period | None:
        """The base period that the time names, for a figure of a period.

        The same period of a year, a year earlier, the period before, or a period of its own. A
        year named as the base of a shorter period stands for the same months of that year.
        """
        when = self.when
        if when is None:
            return None
        if period is None:
            return when.period
        if when.role == "same" and when.period is not None:
            return _in_the_year(when.period, period)
        if when.role in ("same", "earlier"):
            return period.moved(-MONTHS_OF_YEAR * when.years)
        if when.role == "previous":
            return period.year_earlier() if self.is_of_years else period.previous()
        return self._named(when.period, period, has_year=when.has_year)

    def _named(self, named: Period | None, period: Period, *, has_year: bool) -> Period | None:
        if named is None:
            return None
        is_shorter = period.months < MONTHS_OF_YEAR
        if named.months == MONTHS_OF_YEAR and is_shorter and not self.is_whole_year:
            return _in_the_year(named, period)
        is_part = named.start == period.start and named.months < period.months
        if not has_year and named.start >= period.start and not is_part:
            return named.year_earlier()
        return named


def _in_the_year(year: Period, period: Period) -> Period:
    """The same months of another year, which may be a fiscal one."""
    years = -((period.start - year.start) // MONTHS_OF_YEAR)
    return period.moved(MONTHS_OF_YEAR * years)


def compared_with(when: When, said: str, language: str) -> Comparison:
    """The comparison with a time that a text tells in some words."""
    of_years, whole = (
        category_pattern(language, category).search(said) is not None
        for category in ("year_word", "whole_year")
    )
    return Comparison(when=when, is_of_years=of_years, is_whole_year=whole)


def conventional(subject: Subject) -> Period | None:
    """The base of growth without one: a year earlier, for a year, a quarter or a run of months.

    A month's is unknown, but where the reporter's figures of a month are seasonally adjusted and
    its office compares them with the month before.
    """
    period = subject.period
    if period is None:
        return None
    if period.freq != "M":
        return period.year_earlier()
    return period.previous() if subject.sides.reporter in MONTH_ON_MONTH else None


def first_year(period: Period | None) -> Period | None:
    """The first of several whole years."""
    if period is None or period.months <= MONTHS_OF_YEAR or period.start % MONTHS_OF_YEAR:
        return None
    return Period(period.start, MONTHS_OF_YEAR) if period.months % MONTHS_OF_YEAR == 0 else None


def last_year(period: Period | None) -> Period | None:
    """The last of several whole years."""
    first = first_year(period)
    return first.moved(period.months - MONTHS_OF_YEAR) if first and period else None
