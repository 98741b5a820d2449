"""Printed numbers as intervals: the true number lies between `low` and `high`.

The rules are the public contract's. They follow the reading of reported numbers in XBRL
Calculations 1.1 (an interval of half a unit of the last reported digit), with Tradeproof's own
rule for the qualifiers of the press ("nearly", "over", "about").
All arithmetic is exact (`decimal`): nothing is rounded between the page and the database.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact, localcontext

from data.codes import lists
from data.errors import TradeproofError, UnknownCode

QUALIFIERS = lists().qualifier
MAX_SHARE_OF_VALUE = Decimal("0.1")
KEPT_DIGITS, KEPT_DECIMALS = 38, 6  # of whole currency units, as schema.sql keeps them
_NUMBER = re.compile(r"-?\d{1,30}(\.\d{1,20})?", re.ASCII)
_EXACT = Context(prec=60, traps=[Inexact])


class NumberError(TradeproofError):
    """Text that is not a number of the figure book."""


@dataclass(frozen=True)
class Bounds:
    """A closed interval [low, high]; `value` is what was printed, None for a range.

    All three are in whole units (USD, not millions of USD), or in points for rates.
    Which ends are open ("nearly 250" excludes 250) is not kept: an end belongs to the interval.
    """

    value: Decimal | None
    low: Decimal
    high: Decimal

    @property
    def ends(self) -> tuple[Decimal, Decimal]:
        """Low and high."""
        return self.low, self.high

    def meets(self, other: Bounds) -> bool:
        """Whether some number lies within both intervals."""
        return self.low <= other.high and other.low <= self.high


def of_printed(number: str, number_high: str | None, qualifier: str, power: int = 0) -> Bounds:
    """The bounds of a number as printed.

    Parameters
    ----------
    number
        The printed digits with `.` as decimal mark: "146.3" keeps its one decimal, "800.0" is
        not "800".
    number_high
        The upper end of a range; None for every other qualifier.
    qualifier
        exact, about, nearly, over or range.
    power
        The power of ten of the printed unit: 6 for million.

    Raises
    ------
    NumberError
        The text is not a number, a range has no upper end or its ends are reversed.
    UnknownCode
        The qualifier is not in the list.

    Examples
    --------
    >>> print(*(f"{end:,}" for end in of_printed("146.3", None, "exact", 6).ends))
    146,250,000 146,350,000
    """
    if qualifier not in QUALIFIERS:
        raise UnknownCode("qualifier", qualifier, QUALIFIERS)
    if (qualifier == "range") != (number_high is not None):
        raise NumberError("a range has two numbers, every other figure has one")
    printed = parse_number(number)
    if number_high is not None:
        return _range(printed, parse_number(number_high), power)
    with localcontext(_EXACT):
        return _around(printed, qualifier, power)


def _around(printed: Decimal, qualifier: str, power: int) -> Bounds:
    if qualifier == "exact":
        half = _unit_of_last_digit(printed) / 2
        return _scaled(printed, printed - half, printed + half, power)
    slack = min(_unit_of_last_nonzero_digit(printed), abs(printed) * MAX_SHARE_OF_VALUE)
    low = printed - slack if qualifier in ("about", "nearly") else printed
    high = printed + slack if qualifier in ("about", "over") else printed
    return _scaled(printed, low, high, power)


def exactly(value: Decimal) -> Bounds:
    """The bounds of a number that official statistics print to the currency unit."""
    return Bounds(value, value, value)


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


def _range(low: Decimal, high: Decimal, power: int) -> Bounds:
    if high < low:
        raise NumberError(f"the range {low} to {high} ends below its beginning")
    return Bounds(None, _shift(low, power), _shift(high, power))


def _scaled(value: Decimal, low: Decimal, high: Decimal, power: int) -> Bounds:
    return Bounds(_shift(value, power), _shift(low, power), _shift(high, power))


def _shift(number: Decimal, power: int) -> Decimal:
    shifted = number.scaleb(power, _EXACT)
    if _exponent(shifted.normalize(_EXACT)) < -KEPT_DECIMALS:
        raise NumberError(f"{number} has more than {KEPT_DECIMALS} decimals of a currency unit")
    if shifted.adjusted() >= KEPT_DIGITS - KEPT_DECIMALS:
        raise NumberError(f"{number} is too large to keep")
    return shifted


def _unit_of_last_digit(number: Decimal) -> Decimal:
    return Decimal(1).scaleb(_exponent(number))


def _unit_of_last_nonzero_digit(number: Decimal) -> Decimal:
    return Decimal(1).scaleb(_exponent(number.normalize(_EXACT))) if number else Decimal(0)


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int):
        raise NumberError(f"{number} is not finite")
    return exponent
