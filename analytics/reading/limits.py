"""The bounds of numbers as a text prints them, by the rule of docs/contract.md."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from analytics.reading.marks import Amount, Rate
from data.intervals import NumberError, PrintedNumber, of_printed


def limits(mark: Amount | Rate) -> PrintedNumber:
    """Value and bounds of an amount in currency units, or of a rate in its unit.

    A multiple in words ("doubled") is about its number: it has no last printed digit.

    Raises
    ------
    NumberError
        The number is too large or too fine to keep.
    """
    low, high = _ends(mark)
    if high is not None:
        return of_printed(_digits(low, mark.step), _digits(high, mark.step), "range")
    power = max(0, exponent(mark.step))
    digits = _digits(low / Fraction(10) ** power, mark.step)
    return of_printed(digits, None, qualifier_of(mark), power)


def qualifier_of(mark: Amount | Rate) -> str:
    """The qualifier that a number's bounds follow."""
    is_word = isinstance(mark, Rate) and mark.is_word and mark.kind == "multiple"
    return "about" if is_word and mark.qualifier == "exact" else mark.qualifier


def can_be_kept(mark: Amount | Rate) -> bool:
    """Whether a number is neither too large nor too fine to keep."""
    try:
        limits(mark)
    except NumberError:
        return False
    return True


def _ends(mark: Amount | Rate) -> tuple[Fraction, Fraction | None]:
    if isinstance(mark, Rate):
        return mark.value, mark.value_high
    if mark.value is not None:
        return mark.value, None
    return mark.low or Fraction(), mark.high


def exponent(step: Fraction) -> int:
    """The power of ten of the last printed digit: 5 for "146.3 million", -1 for "18.4%"."""
    power = 0
    while step >= Fraction(10) ** (power + 1):
        power += 1
    while step < Fraction(10) ** power:
        power -= 1
    return power


def _digits(number: Fraction, step: Fraction) -> str:
    decimals = max(0, -exponent(step))
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return f"{exact:.{max(decimals, _needed(number))}f}"


def _needed(number: Fraction) -> int:
    """Decimals that a number needs to be written in full."""
    decimals = 0
    while decimals < 12 and (number * 10**decimals).denominator != 1:
        decimals += 1
    return decimals
