"""The calendar: years, quarters, months and other runs of whole months.

A period is written as docs/contract.md has it: `2024`, `2024-Q1`, `2024-03`, or
`2024-01/2024-11` with both ends included. Internally it is its first month and its length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, total_ordering

from data.errors import TradeproofError, shortened

_YEAR = re.compile(r"(\d{4})", re.ASCII)
_QUARTER = re.compile(r"(\d{4})-Q([1-4])", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)
_RUN = re.compile(r"(\d{4})-(0[1-9]|1[0-2])/(\d{4})-(0[1-9]|1[0-2])", re.ASCII)


class PeriodError(TradeproofError):
    """Text that is not a period."""

    def __init__(self, text: str, reason: str, name: str | None = None) -> None:
        self.text, self.reason, self.name = shortened(text), reason, name
        place = f"{name}: " if name else ""
        said = f"{place}{self.text!r} is not a period ({reason})"
        if name and not self.text.strip():
            said = f"{name} has no value"
        super().__init__(f"{said}; write 2024, 2024-Q1, 2024-03 or 2024-01/2024-11")


@total_ordering
@dataclass(frozen=True)
class Period:
    """A run of whole calendar months.

    `start` counts months from January of year 0; `months` is the length, at least 1.
    """

    start: int
    months: int

    @property
    def freq(self) -> str:
        """SDMX frequency: A, Q, M, or R for any other run of months."""
        if self.months == 1:
            return "M"
        if self.months == 3 and self.start % 3 == 0:
            return "Q"
        if self.months == 12 and self.start % 12 == 0:
            return "A"
        return "R"

    @property
    def year(self) -> int:
        """The calendar year of the first month."""
        return self.start // 12

    @property
    def first_month(self) -> date:
        """The first day of the first month."""
        return _first_day(self.start)

    @property
    def last_month(self) -> date:
        """The first day of the last month."""
        return _first_day(self.start + self.months - 1)

    def year_earlier(self) -> Period:
        """The same months one year earlier: the base of a year-on-year rate."""
        return self.moved(-12)

    def previous(self) -> Period:
        """The period of equal length just before: the base of a period-on-period rate."""
        return self.moved(-self.months)

    def moved(self, months: int) -> Period:
        """The period that many months later; negative for earlier."""
        return Period(self.start + months, self.months)

    def __str__(self) -> str:
        if self.freq == "A":
            return f"{self.year:04d}"
        if self.freq == "Q":
            return f"{self.year:04d}-Q{self.start % 12 // 3 + 1}"
        first, last = (day.isoformat()[:7] for day in (self.first_month, self.last_month))
        return first if self.freq == "M" else f"{first}/{last}"

    def __lt__(self, other: Period) -> bool:
        return (self.start, self.months) < (other.start, other.months)


@lru_cache(4096)  # the rows of a page have the same few again and again
def parse(text: str) -> Period:
    """The period a text of the contract's form stands for.

    A run that is a whole year, quarter or month is that year, quarter or month:
    `2024-01/2024-03` and `2024-Q1` are the same period.

    Raises
    ------
    PeriodError
        The text has another form, or its end is before its beginning.
    """
    if match := _YEAR.fullmatch(text):
        return Period(_month(match[1], "01", text), 12)
    if match := _QUARTER.fullmatch(text):
        return Period(_month(match[1], "01", text) + 3 * (int(match[2]) - 1), 3)
    if match := _MONTH.fullmatch(text):
        return Period(_month(match[1], match[2], text), 1)
    if match := _RUN.fullmatch(text):
        start, end = _month(match[1], match[2], text), _month(match[3], match[4], text)
        if end < start:
            raise PeriodError(text, "it ends before it begins")
        return Period(start, end - start + 1)
    raise PeriodError(text, "unknown form")


def dated(text: str | None) -> Period:
    """The period of a row that is known to have one: undated rows were left out before.

    Raises
    ------
    ValueError
        It has none.
    """
    if text is None:
        raise ValueError("the row is undated")
    return parse(text)


def _month(year: str, month: str, text: str) -> int:
    if year == "0000":
        raise PeriodError(text, "the calendar has no year 0")
    return int(year) * 12 + int(month) - 1


def _first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)
