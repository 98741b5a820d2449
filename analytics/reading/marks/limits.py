"""The bounds of numbers as a text prints them, by the rule of docs/contract.md."""

from __future__ import annotations

from fractions import Fraction
from math import log10

from analytics.reading.marks.mark import Quantity, Rate
from data.intervals import NumberError, PrintedNumber, as_decimal, of_fraction, of_printed


def limits(mark: Quantity) -> PrintedNumber:
    """Value and bounds of an amount in currency units, or of a rate in its unit.

    A multiple or fraction in words ("doubled", "a third") is about its number: it has no last
    printed digit.

    Raises
    ------
    NumberError
        The number is too large or too fine to keep.
    """
    if mark.value_high is not None:
        return of_printed(_digits(mark.value, mark), _digits(mark.value_high, mark), "range")
    if is_fraction(mark):
        return of_fraction(mark.value, qualifier_of(mark))
    power = max(0, exponent(mark.step))
    digits = _digits(mark.value / Fraction(10) ** power, mark)
    return of_printed(digits, None, qualifier_of(mark), power)


def qualifier_of(mark: Quantity) -> str:
    """The qualifier that a number's bounds follow."""
    is_word = isinstance(mark, Rate) and mark.is_word
    return "about" if is_word and mark.qualifier == "exact" else mark.qualifier


def is_fraction(mark: Quantity) -> bool:
    """Whether a rate is told as a fraction: "by a third"."""
    return isinstance(mark, Rate) and mark.is_word and mark.kind == "percent"


def can_be_kept(mark: Quantity) -> bool:
    """Whether a number is neither too large nor too fine to keep."""
    try:
        limits(mark)
    except NumberError:
        return False
    return True


def exponent(step: Fraction) -> int:
    """The power of ten of the last printed digit: 5 for "146.3 million", -1 for "18.4%"."""
    return round(log10(step))


def _digits(number: Fraction, mark: Quantity) -> str:
    exact = as_decimal(number)
    return f"{exact:.{max(-exponent(mark.step), len(f'{exact.normalize():f}'.partition('.')[2]))}f}"
