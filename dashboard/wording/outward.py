"""Bounds as they are printed: rounded outward, with the digits that tell their ends apart.

Every bound on a page, in a sentence of a file and in a line of the command line is rounded here.
"""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction
from math import ceil, floor

Number = Decimal | Fraction | float | int

# A double that is a bound lies outside it by some 1e-15 of it (`analytics.indicators.ratios`). It
# is read to the digits before those: 25.099999999999998 is the 25.1 that it was made from.
DOUBLE = Context(prec=13)
MOST_DECIMALS = 3  # that are read well
DECIMALS_OF_ONE = 2  # of a number between whose bounds there is nothing
MOST_OF_THEIR_OWN = 6  # of ends that have a last one; the columns of the database keep as many


def exact(value: Number) -> Fraction:
    """The number itself; of a double the thirteen digits that it is sure of."""
    return Fraction(DOUBLE.create_decimal(repr(value)) if isinstance(value, float) else value)


def outward(low: Number, high: Number, least: int = 0) -> tuple[Decimal, Decimal]:
    """Both ends with the same decimals, the lower one not above and the upper one not below.

    As they are where they end soon ("23.445 to 23.455"), else with two digits of their width.
    Ends that are one number are no bounds but that number, rounded where it does not end.
    """
    decimals = wanted(low, high)
    if decimals != _own(low, high):
        decimals = min(decimals, MOST_DECIMALS)
    decimals = max(decimals, least)
    if exact(low) == exact(high):
        number = Decimal(f"{round(exact(low) * 10**decimals)}E-{decimals}")
        return number, number
    return down(low, decimals), up(high, decimals)


def wanted(low: Number, high: Number) -> int:
    """Decimals that print both ends as they are, else two digits of their width; two of one."""
    width, own = exact(high) - exact(low), _own(low, high)
    if not width:
        return DECIMALS_OF_ONE if own is None else own
    telling = max(1 - _decimal(width).adjusted(), 0)
    return telling if own is None or own > telling + 1 else own


def down(value: Number, decimals: int) -> Decimal:
    """The greatest number of so many decimals that is not above the value."""
    return Decimal(f"{floor(exact(value) * 10**decimals)}E-{decimals}")


def up(value: Number, decimals: int) -> Decimal:
    """The least number of so many decimals that is not below the value."""
    return Decimal(f"{ceil(exact(value) * 10**decimals)}E-{decimals}")


def _own(*ends: Number) -> int | None:
    """The decimals that the ends have themselves; None where one has no last one."""
    decimals = 0
    for end in map(exact, ends):
        while (end * 10**decimals).denominator != 1:
            if decimals == MOST_OF_THEIR_OWN:
                return None
            decimals += 1
    return decimals


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)
