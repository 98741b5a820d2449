"""Bounds as they are printed: never inside the true ones, and no wider than their digits."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.wording.outward import down, exact, outward, up
from data.intervals import float_above, float_below

AMOUNTS = st.fractions(-(10**9), 10**9, max_denominator=10**7)


@given(AMOUNTS, st.fractions(Fraction(1, 10**6), 10**9, max_denominator=10**7))
def test_printed_bounds_hold_the_true_ones(low, width):
    shown = outward(low, low + width)
    assert shown[0] <= low
    assert low + width <= shown[1]


@given(AMOUNTS, st.fractions(Fraction(1, 50), 10**9, max_denominator=10**7))
def test_printed_bounds_are_wider_by_a_fifth_at_most(low, width):
    # Two digits of a width of 1.0 to 9.9 units: each end moves by less than a tenth of it. Widths
    # from 0.02 have at most three decimals.
    shown = outward(low, low + width)
    assert Fraction(shown[1]) - Fraction(shown[0]) < width * Fraction(6, 5)


@pytest.mark.parametrize(
    ("ends", "printed"),
    [
        (("23.445", "23.455"), ("23.445", "23.455")),
        (("799.5", "800.5"), ("799.5", "800.5")),
        ((Fraction(7995, 20), Fraction(8005, 20)), ("399.75", "400.25")),
        # 799.5 / 1.995 = 400.7518... and 800.5 / 1.985 = 403.2745...: a width of 2.52
        ((Fraction("799.5") / Fraction("1.995"), Fraction("800.5") / Fraction("1.985")),
         ("400.7", "403.3")),
        ((Fraction(-2, 3), Fraction(-1, 3)), ("-0.67", "-0.33")),
        ((Fraction(1, 3), Fraction(1, 3) + Fraction(1, 10**9)), ("0.333", "0.334")),
        ((Fraction(2, 3), Fraction(2, 3)), ("0.67", "0.67")),  # nothing between: a number
    ],
)  # fmt: skip
def test_ends_with_the_digits_that_tell_them_apart(ends, printed):
    shown = outward(*(Fraction(end) for end in ends))
    assert shown == tuple(map(Decimal, printed))
    assert tuple(map(str, shown)) == printed


@pytest.mark.parametrize("text", ["25.1", "23.445", "-79.6", "0.3", "123456789.12", "0"])
def test_a_double_that_is_a_bound_is_read_as_the_number_it_was_made_from(text):
    number = Fraction(text)
    margin = abs(number) * Fraction(1, 10**15)  # of analytics.indicators.ratios
    assert exact(float_below(number - margin)) == number == exact(float_above(number + margin))


def test_a_number_that_ends_sooner_is_not_moved():
    assert (down(Fraction("1.5"), 1), up(Fraction("1.5"), 1)) == (Decimal("1.5"), Decimal("1.5"))
    assert (down(Fraction("-1.55"), 1), up(Fraction("-1.55"), 1)) == (
        Decimal("-1.6"),
        Decimal("-1.5"),
    )
