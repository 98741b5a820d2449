"""Fiscal years of countries: "2023-24" in an Indian text is April 2023 to March 2024."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from data.lexicon import calendars
from data.periods import Period

YEAR = 12
APRIL = 3


@dataclass(frozen=True)
class Calendar:
    """The fiscal year of a country: its first month, 0 for January, and which year names it."""

    first: int
    is_named_by_its_start: bool = False

    def starting_in(self, year: int) -> Period:
        """The fiscal year that starts in a calendar year: that of "2023-24" in 2023."""
        return Period(year * YEAR + self.first, YEAR)

    def named(self, year: int) -> Period:
        """The fiscal year that one number names: "FY24"."""
        return self.starting_in(year - (self.first > 0 and not self.is_named_by_its_start))

    def around(self, month: Period) -> Period:
        """The fiscal year of a month."""
        return self.starting_in((month.start - self.first) // YEAR)


def calendar_of(areas: Iterable[str | None]) -> Calendar | None:
    """The calendar of the first of some countries whose fiscal year is known."""
    known = calendars()
    for area in areas:
        for month, countries in known["first_month"].items():
            if area in countries:
                return Calendar(int(month) - 1, area in known["named_by_its_start"]["countries"])
    return None
