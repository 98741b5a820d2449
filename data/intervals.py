"""Closed intervals of exact numbers, and the wider ones of numbers that were cut or rounded."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

MOST_OF_VALUE = Fraction(1, 10)  # as for the qualifiers of the contract
KEEPS_ITS_BOUNDS = ("about", "nearly", "over", "range")


@dataclass(frozen=True)
class Interval:
    """A closed interval of exact numbers."""

    low: Fraction
    high: Fraction

    @property
    def width(self) -> Fraction:
        """The distance between the ends."""
        return self.high - self.low

    @property
    def relative_width(self) -> Fraction:
        """Width over the upper end; 0 for a single number."""
        return self.width / self.high if self.high else Fraction()

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low)

    def meets(self, other: Interval) -> bool:
        """Whether some number lies in both."""
        return self.low <= other.high and other.low <= self.high

    def gap(self, other: Interval) -> Fraction:
        """The distance to another interval; 0 where they meet."""
        return max(other.low - self.high, self.low - other.high, Fraction())

    def as_floats(self) -> tuple[float, float]:
        """Both ends, for showing."""
        return float(self.low), float(self.high)


def between(low: Any, high: Any) -> Interval:
    """The interval between two numbers of any exact type."""
    return Interval(Fraction(low), Fraction(high))


def divide(numerator: Interval, denominator: Interval) -> Interval:
    """Interval division of numbers that are not negative by positive ones.

    Raises
    ------
    ZeroDivisionError
        The denominator may be zero.
    """
    return Interval(numerator.low / denominator.high, numerator.high / denominator.low)


def coarser(bounds: Interval, value: Any, qualifier: str | None) -> Interval:
    """Where the true number may lie if it was rounded or cut more coarsely than printed.

    Rounded to the last digit that is not zero ("800" for 846), or cut there ("4.5" for 4.57):
    from half a unit of that digit below the number to one unit above it. The unit is at most a
    tenth of the number, as for qualifiers, and at least that of the last printed digit. What
    carries a qualifier already has wide bounds, what is printed to the currency unit has no
    others, and a range says itself what it is: these stay.
    """
    if value is None or qualifier in KEEPS_ITS_BOUNDS or not bounds.width:
        return bounds
    printed = Fraction(value)
    most = abs(printed) * MOST_OF_VALUE
    unit = max(bounds.width, min(_unit_of_last_nonzero_digit(printed), most))
    below, above = (unit / 2, unit) if printed >= 0 else (unit, unit / 2)
    low = printed - below
    return Interval(low if bounds.low < 0 else max(low, Fraction()), printed + above)


def _unit_of_last_nonzero_digit(number: Fraction) -> Fraction:
    """The place value of the last digit of a decimal number that is not zero."""
    unit = Fraction(1)
    while number % unit:
        unit /= 10
    while number and not number % (unit * 10):
        unit *= 10
    return unit
