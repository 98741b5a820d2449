"""Intervals, what leaves them as doubles, and numbers that were cut or rounded coarsely."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import inf, nextafter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.intervals import (
    Interval,
    NumberError,
    as_decimal,
    between,
    coarser,
    divide,
    float_above,
    float_below,
    of_printed,
    roots,
)


def interval(low, high=None):
    """An interval of exact numbers from text: "0.1" is one tenth."""
    return Interval(Fraction(low), Fraction(low if high is None else high))


def test_arithmetic_of_intervals():
    a, b = interval("1", "3"), interval("10", "15")
    assert a + b == interval("11", "18")
    assert b - a == interval("7", "14")  # 10 - 3, 15 - 1
    assert -b == interval("-15", "-10")
    assert divide(b, a) == Interval(Fraction(10, 3), Fraction(15))  # 10 / 3, 15 / 1
    assert (b.width, a.as_floats()) == (5, (1.0, 3.0))
    assert between(Decimal("0.1"), 2) == interval("0.1", "2")


@pytest.mark.parametrize(
    ("other", "gap"),
    [
        (("1", "4"), 1),
        (("1", "5"), 0),  # they touch
        (("6", "7"), 0),
        (("8", "9"), 0),
        (("8.5", "9"), Fraction(1, 2)),
        (("1", "20"), 0),
    ],
)
def test_intervals_meet_or_are_apart(other, gap):
    here, there = interval("5", "8"), interval(*other)
    assert (here.gap(there), there.gap(here)) == (gap, gap)
    assert (here.meets(there), there.meets(here)) == (not gap, not gap)


@pytest.mark.parametrize(
    ("ends", "width"), [(("90", "100"), Fraction(1, 10)), (("5",), 0), (("0",), 0)]
)
def test_the_relative_width_of_an_interval(ends, width):
    assert interval(*ends).relative_width == width


def test_dividing_by_what_may_be_zero_is_an_error():
    with pytest.raises(ZeroDivisionError):
        divide(interval("1"), interval("0", "1"))


numbers = st.fractions(max_denominator=10**6) | st.fractions(-1, 1)


@given(numbers, numbers)
def test_an_interval_leaves_as_the_tightest_doubles_that_hold_it(one, other):
    exact = between(min(one, other), max(one, other))
    low, high = exact.as_floats()
    assert Fraction(low) <= exact.low < Fraction(nextafter(low, inf))
    assert Fraction(nextafter(high, -inf)) < exact.high <= Fraction(high)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_what_a_double_can_be_stays_itself(number):
    assert float_below(Fraction(number)) == float_above(Fraction(number)) == number


def test_zero_leaves_without_a_sign():
    assert [str(end) for end in between(0, 0).as_floats()] == ["0.0", "0.0"]


def test_a_number_beyond_all_doubles_lies_between_the_last_and_infinity():
    last = 1.7976931348623157e308
    assert between(10**400, 10**400).as_floats() == (last, float("inf"))
    assert between(-(10**400), -(10**400)).as_floats() == (float("-inf"), -last)
    assert between(0, Fraction(1, 10**400)).as_floats() == (0.0, 5e-324)


@pytest.mark.parametrize("number", ["-10", "0", "0.000001", "9" * 32 + ".999999"])
def test_a_decimal_reaches_its_column_without_loss(number):
    assert as_decimal(Fraction(number)) == Decimal(number)


def test_a_third_is_refused_as_a_decimal():
    with pytest.raises(NumberError, match="1/3 has no exact decimal"):
        as_decimal(Fraction(1, 3))


@pytest.mark.parametrize(
    ("number", "degree", "root"),
    [("1.21", 2, "1.1"), ("0", 3, "0"), ("1", 7, "1"), ("8/27", 3, "2/3"), ("5", 1, "5")],
)
def test_a_rational_root_is_exact(number, degree, root):
    assert roots(interval(number), degree) == interval(root)


@given(st.fractions(0, 10**9), st.integers(2, 30))
def test_any_other_root_lies_within_its_interval(number, degree):
    root = roots(Interval(number, number), degree)
    assert root.low**degree <= number <= root.high**degree
    assert root.width <= root.high * Fraction(3, 10**40)


@pytest.mark.parametrize(
    ("number", "qualifier", "low", "high"),
    [
        # half a unit of the last digit that is not zero below, one unit above
        ("4.5", "exact", "4.45", "4.6"),
        ("146.3", "exact", "146.25", "146.4"),
        ("702", "exact", "701.5", "703"),
        ("4.57", "exact", "4.565", "4.58"),
        ("0.03", "exact", "0.025", "0.04"),
        # trailing zeros: 350 is in tens, 1200 in hundreds
        ("350", "exact", "345", "360"),
        ("1200", "exact", "1150", "1300"),
        ("12.50", "exact", "12.45", "12.6"),
        # the unit is at most a tenth of the number: 80 for 800, 2 for 20, 10 for 100
        ("800", "exact", "760", "880"),
        ("20.0", "exact", "19", "22"),
        ("100", "exact", "95", "110"),
        # and at least that of the last printed digit
        ("7", "exact", "6.5", "8"),
        ("0.4", "exact", "0.35", "0.5"),
        ("0", "exact", "-0.5", "1"),
        # below zero, "cut" goes towards zero: a trade deficit of 4.5 may be one of 4.57
        ("-4.5", "exact", "-4.6", "-4.45"),
        ("-800", "exact", "-880", "-760"),
        # what is qualified keeps the bounds that the contract gives it
        ("160", "about", "150", "170"),
        ("250", "nearly", "240", "250"),
        ("100", "over", "100", "110"),
    ],
)
def test_a_printed_number_that_was_cut_or_rounded_more_coarsely(number, qualifier, low, high):
    printed = of_printed(number, None, qualifier)
    found = coarser(printed.bounds, printed.value, qualifier)
    assert found == interval(low, high)


@pytest.mark.parametrize("number", ["800", "1", "0", "846.25"])
def test_what_is_official_to_the_currency_unit_stays(number):
    assert coarser(interval(number), Decimal(number), "exact") == interval(number)


@pytest.mark.parametrize("qualifier", ["about", "nearly", "over", "range"])
def test_what_has_a_qualifier_stays_whatever_its_bounds(qualifier):
    assert coarser(interval("790", "810"), 800, qualifier) == interval("790", "810")


def test_a_range_stays_because_it_has_no_number():
    assert coarser(interval("20", "50"), None, "exact") == interval("20", "50")


def test_what_is_not_negative_as_printed_is_not_negative_if_coarser():
    # a number whose bounds were cut off at zero, as those of a level are
    assert coarser(interval("0", "0.5"), Fraction("0.1"), "exact") == interval("0", "0.6")


digits = st.integers(1, 10**5)
places = st.integers(-4, 12)


@given(digits, places)
def test_coarser_bounds_hold_the_printed_ones_and_move_with_the_unit(number, power):
    printed = of_printed(str(number), None, "exact")
    as_printed = printed.bounds
    wider = coarser(as_printed, printed.value, "exact")
    assert wider.low <= as_printed.low
    assert wider.high > as_printed.high
    measure = Fraction(10) ** power
    moved = Interval(as_printed.low * measure, as_printed.high * measure)
    assert coarser(moved, printed.value * measure, "exact") == Interval(
        wider.low * measure, wider.high * measure
    )


@given(digits, st.integers(1, 3))
def test_a_number_cut_or_rounded_with_zeros_in_the_place_of_digits_stays_within(truth, cut):
    unit = 10**cut
    for number in (truth // unit * unit, (truth + unit // 2) // unit * unit):
        if number < 10 * unit:  # one digit left: a unit may be more than a tenth
            continue
        printed = of_printed(str(number), None, "exact")
        wider = coarser(printed.bounds, printed.value, "exact")
        assert wider.low <= truth <= wider.high
