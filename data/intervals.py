"""Numbers as intervals: what a printed number leaves possible, exactly.

The rules of printed numbers are those of docs/contract.md. They follow the reading of reported
numbers in XBRL Calculations 1.1 (an interval of half a unit of the last reported digit), with
Tradeproof's own rule for the qualifiers of the press ("nearly", "over", "about").
All arithmetic is exact (`fractions`): nothing is rounded between the page and the database, and
an end that leaves as a double is rounded outward.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact, localcontext
from fractions import Fraction
from math import inf, nextafter
from typing import Any

from data.codes import lists
from data.errors import TradeproofError, UnknownCode

QUALIFIERS = tuple(lists().qualifier)
WITH_OWN_BOUNDS = tuple(qualifier for qualifier in QUALIFIERS if qualifier != "exact")
MAX_SHARE_OF_VALUE = Fraction(1, 10)  # of a number, that is left open at most beyond its digits
KEPT_DIGITS, KEPT_DECIMALS = 38, 6  # of whole currency units, as schema.sql keeps them
LONGEST_ROOT = 10**12  # denominator of a root that is given exactly
ROOT_MARGIN = Fraction(1, 10**40)  # of a root; its 50 digits are wrong by far less
_NUMBER = re.compile(r"-?\d{1,30}(\.\d{1,20})?", re.ASCII)
_EXACT = Context(prec=60, traps=[Inexact])


class NumberError(TradeproofError):
    """Text that is not a number of the figure book, or a number that the columns cannot keep."""


@dataclass(frozen=True)
class Interval:
    """A closed interval of exact numbers.

    Which ends are open ("nearly 250" excludes 250) is not kept: an end belongs to the interval.
    """

    low: Fraction
    high: Fraction

    @property
    def ends(self) -> tuple[Fraction, Fraction]:
        """Low and high."""
        return self.low, self.high

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

    def hull(self, other: Interval) -> Interval:
        """The least interval that holds both."""
        return Interval(min(self.low, other.low), max(self.high, other.high))

    def gap(self, other: Interval) -> Fraction:
        """The distance to another interval; 0 where they meet."""
        return max(other.low - self.high, self.low - other.high, Fraction())

    def as_floats(self) -> tuple[float, float]:
        """The tightest doubles that hold the interval."""
        return float_below(self.low), float_above(self.high)


@dataclass(frozen=True)
class Coarser:
    """The bounds of a printed number by other habits of printing; its own where one has no place.

    `cut`: digits were cut instead of rounded. `rounded`: a whole number that ends in zeros was
    rounded to its last digit that is not zero.
    """

    cut: Interval
    rounded: Interval


@dataclass(frozen=True)
class PrintedNumber:
    """A printed number: `value` is what was printed, None for a range, within its `bounds`.

    Both are in whole units (USD, not millions of USD), or in points for rates.
    """

    value: Fraction | None
    bounds: Interval

    def __neg__(self) -> PrintedNumber:
        return PrintedNumber(None if self.value is None else -self.value, -self.bounds)

    @property
    def columns(self) -> dict[str, Decimal | None]:
        """Value, low and high, as the columns of the database keep them."""
        return {
            "value": None if self.value is None else as_decimal(self.value),
            "low": as_decimal(self.bounds.low),
            "high": as_decimal(self.bounds.high),
        }


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


def roots(numbers: Interval, degree: int) -> Interval:
    """The roots of numbers that are not negative: the second of 1.21 is 1.1.

    An end with an irrational root is moved outward, by one part in 10 ** 40.
    """
    if degree == 1:
        return numbers
    return Interval(_root(numbers.low, degree).low, _root(numbers.high, degree).high)


def of_printed(
    number: str, number_high: str | None, qualifier: str, power: int = 0
) -> PrintedNumber:
    """A number as printed, with its bounds.

    Parameters
    ----------
    number
        The printed digits with `.` as decimal mark: "146.3" keeps its one decimal, "800.0" is
        not "800".
    number_high
        The upper end of a range; None for every other qualifier.
    qualifier
        One of `QUALIFIERS`.
    power
        The power of ten of the printed unit: 6 for million.

    Raises
    ------
    NumberError
        The text is not a number, a range has no upper end or its ends are reversed, or the
        columns of the database cannot keep it.
    UnknownCode
        The qualifier is not in the list.

    Examples
    --------
    >>> bounds = of_printed("146.3", None, "exact", 6).bounds
    >>> print(f"{bounds.low:,} {bounds.high:,}")
    146,250,000 146,350,000
    """
    if qualifier not in QUALIFIERS:
        raise UnknownCode("qualifier", qualifier, QUALIFIERS)
    if (qualifier == "range") != (number_high is not None):
        raise NumberError("a range has two numbers, every other figure has one")
    printed = parse_number(number)
    if number_high is not None:
        low, high = printed, parse_number(number_high)
        if high < low:
            raise NumberError(f"the range {low} to {high} ends below its beginning")
        return PrintedNumber(None, _kept(between(low, high), power))
    value = Fraction(printed)
    return PrintedNumber(_shifted(value, power), _kept(_around(printed, value, qualifier), power))


def of_fraction(value: Fraction, qualifier: str) -> PrintedNumber:
    """A percentage that a text tells as a fraction ("a third"), with its bounds.

    No digit of it is printed, so that the unit of its qualifier is a tenth of it.
    """
    return PrintedNumber(value, _reached(value, abs(value) * MAX_SHARE_OF_VALUE, qualifier))


def turned(qualifier: str) -> str:
    """The qualifier that says of a number below zero what this one says of it without its sign.

    A deficit of nearly 3 billion is a balance of over −3 billion.
    """
    reach = lists().qualifier[qualifier]
    mirrored = [-end for end in reversed(reach)]
    if mirrored == reach:
        return qualifier
    return next(other for other, known in lists().qualifier.items() if known == mirrored)


def exactly(value: Decimal) -> PrintedNumber:
    """A number that official statistics print to the currency unit: its bounds are itself."""
    return PrintedNumber(Fraction(value), between(value, value))


def parse_number(text: str) -> Decimal:
    """The number a text of the figure book stands for, every printed digit kept.

    Raises
    ------
    NumberError
        The text has two decimal marks, a thousands separator, or no digits.
    """
    if text.count(".") + text.count(",") > 1:
        raise NumberError(f"{text!r} has two decimal marks; write 1234.5")
    if not _NUMBER.fullmatch(text):
        raise NumberError(f"{text!r} is not a number; write digits with '.' before decimals")
    return Decimal(text)


def coarser(bounds: Interval, value: Any, qualifier: str | None, *, is_whole: bool) -> Coarser:
    """Where the true number may lie if it was cut, or rounded more coarsely than printed.

    Cut: from the number to one unit of its last printed digit above it, away from zero. Rounded:
    a whole number that ends in zeros ("800", not "800.0") may have been rounded to its last digit
    that is not zero; half a unit of that digit, at most a tenth of the number. What carries a
    qualifier already has wide bounds, what is printed to the currency unit has no others, and a
    range says itself what it is: these stay.
    """
    if value is None or qualifier in WITH_OWN_BOUNDS or not bounds.width:
        return Coarser(bounds, bounds)
    printed, unit = Fraction(value), bounds.width
    cut = Interval(printed, printed + unit) if printed >= 0 else Interval(printed - unit, printed)
    half = min(_unit_of_last_nonzero(printed) / 2, abs(printed) * MAX_SHARE_OF_VALUE)
    may_be_rounded = is_whole and half > unit / 2
    return Coarser(cut, Interval(printed - half, printed + half) if may_be_rounded else bounds)


def as_decimal(number: Fraction) -> Decimal:
    """The same number as a decimal, for a column of the database.

    Raises
    ------
    NumberError
        It has no end as a decimal: a third.
    """
    try:
        with localcontext(_EXACT):
            return Decimal(number.numerator) / Decimal(number.denominator)
    except Inexact as error:
        raise NumberError(f"{number} has no exact decimal") from error


def float_below(number: Fraction) -> float:
    """The greatest double that is not above a number."""
    nearest = _nearest(number)
    return nextafter(nearest, -inf) if nearest > number else nearest


def float_above(number: Fraction) -> float:
    """The least double that is not below a number."""
    nearest = _nearest(number)
    return nextafter(nearest, inf) if nearest < number else nearest


def _nearest(number: Fraction) -> float:
    """The nearest double, infinite where a number is larger than all others."""
    try:
        return float(number)
    except OverflowError:
        return inf if number > 0 else -inf


def _around(printed: Decimal, value: Fraction, qualifier: str) -> Interval:
    if qualifier == "exact":
        half = _unit_of_last_digit(printed) / 2
        return Interval(value - half, value + half)
    return _reached(value, _coarse_unit(value), qualifier)


def _reached(value: Fraction, unit: Fraction, qualifier: str) -> Interval:
    """What a qualifier other than `exact` lets a number stand for, by a unit to either side."""
    below, above = lists().qualifier[qualifier]
    return Interval(value + below * unit, value + above * unit)


def _unit_of_last_digit(printed: Decimal) -> Fraction:
    exponent = printed.as_tuple().exponent
    if not isinstance(exponent, int):
        raise NumberError(f"{printed} is not finite")
    return Fraction(10) ** exponent


def _coarse_unit(number: Fraction) -> Fraction:
    """The unit of the last digit of a number that is not zero, at most a tenth of the number."""
    return min(_unit_of_last_nonzero(number), abs(number) * MAX_SHARE_OF_VALUE)


def _unit_of_last_nonzero(number: Fraction) -> Fraction:
    return _unit_of_last_digit(as_decimal(number).normalize(_EXACT))


def _kept(bounds: Interval, power: int) -> Interval:
    return Interval(_shifted(bounds.low, power), _shifted(bounds.high, power))


def _shifted(number: Fraction, power: int) -> Fraction:
    """A number in whole units, which the columns can keep."""
    shifted = number * Fraction(10) ** power
    if (shifted * 10**KEPT_DECIMALS).denominator != 1:
        raise NumberError(
            f"{as_decimal(number)} has more than {KEPT_DECIMALS} decimals of a currency unit"
        )
    if abs(shifted) >= 10 ** (KEPT_DIGITS - KEPT_DECIMALS):
        raise NumberError(f"{as_decimal(number)} is too large to keep")
    return shifted


def _root(number: Fraction, degree: int) -> Interval:
    with localcontext(Context(prec=50)):
        root = (Decimal(number.numerator) / number.denominator) ** (1 / Decimal(degree))
    near = Fraction(root)
    rational = near.limit_denominator(LONGEST_ROOT)
    if rational**degree == number:
        return Interval(rational, rational)
    return Interval(near * (1 - ROOT_MARGIN), near * (1 + ROOT_MARGIN))
