"""Intervals, what leaves them as doubles, and numbers that were cut or rounded coarsely."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import inf, nextafter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.intervals import (
    Coarser,
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


def coarser_of(number, qualifier="exact"):
    """The coarser bounds of a printed number, in text with its decimal point."""
    printed = of_printed(number, None, qualifier)
    return coarser(printed.bounds, printed.value, qualifier, is_whole="." not in number)


@pytest.mark.parametrize(
    ("number", "cut"),
    [
        ("4.5", ("4.5", "4.6")),
        ("4.50", ("4.50", "4.51")),
        ("702", ("702", "703")),
        ("800", ("800", "801")),
        ("0", ("0", "1")),
        ("0.03", ("0.03", "0.04")),
        # below zero, "cut" goes towards zero: a trade deficit of 4.5 may be one of 4.57
        ("-4.5", ("-4.6", "-4.5")),
    ],
)
def test_a_number_that_was_cut_is_up_to_a_unit_of_its_last_digit_larger(number, cut):
    assert coarser_of(number).cut == interval(*cut)


@pytest.mark.parametrize(
    ("number", "rounded"),
    [
        # half a unit of the last digit that is not zero: 350 is in tens, 1200 in hundreds
        ("350", ("345", "355")),
        ("1200", ("1150", "1250")),
        ("800", ("750", "850")),
        ("-1200", ("-1250", "-1150")),
        # at most a tenth of the number
        ("100", ("90", "110")),
        ("400", ("360", "440")),
        ("20", ("18", "22")),
        ("5", ("4.5", "5.5")),
        # no zeros, or zeros that are digits, or nothing but zero: as printed
        ("702", ("701.5", "702.5")),
        ("800.0", ("799.95", "800.05")),
        ("12.50", ("12.495", "12.505")),
        ("20.0", ("19.95", "20.05")),
        ("0", ("-0.5", "0.5")),
    ],
)
def test_a_whole_number_that_ends_in_zeros_may_have_been_rounded_to_its_last_digit(number, rounded):
    assert coarser_of(number).rounded == interval(*rounded)


@pytest.mark.parametrize(
    ("number", "qualifier", "low", "high"),
    [
        ("160", "about", "150", "170"),
        ("250", "nearly", "240", "250"),
        ("100", "over", "100", "110"),
    ],
)
def test_what_is_qualified_keeps_the_bounds_that_the_contract_gives_it(
    number, qualifier, low, high
):
    assert coarser_of(number, qualifier) == Coarser(interval(low, high), interval(low, high))


@pytest.mark.parametrize(
    ("bounds", "value", "qualifier"),
    [
        *(((number, number), Decimal(number), "exact") for number in ("800", "1", "0", "846.25")),
        *((("790", "810"), 800, word) for word in ("about", "nearly", "over", "range")),
        (("20", "50"), None, "exact"),  # a range has no number
    ],
)
def test_what_is_official_qualified_or_a_range_stays(bounds, value, qualifier):
    as_it_is = interval(*bounds)
    found = coarser(as_it_is, value, qualifier, is_whole=True)
    assert found == Coarser(as_it_is, as_it_is)


digits = st.integers(1, 10**5)
places = st.integers(-4, 12)


@given(digits, places)
def test_coarser_bounds_move_with_the_unit(number, power):
    printed = of_printed(str(number), None, "exact")
    found = coarser(printed.bounds, printed.value, "exact", is_whole=True)
    assert found.rounded.low <= printed.bounds.low < printed.bounds.high <= found.rounded.high
    measure = Fraction(10) ** power

    def moved(bounds):
        return Interval(bounds.low * measure, bounds.high * measure)

    again = coarser(moved(printed.bounds), printed.value * measure, "exact", is_whole=True)
    assert again == Coarser(moved(found.cut), moved(found.rounded))


@given(digits, st.integers(1, 3))
def test_a_number_cut_or_rounded_stays_within(truth, places):
    unit = 10**places
    assert holds(coarser_of(str(truth // unit)).cut, Fraction(truth, unit))
    rounded = (truth + unit // 2) // unit * unit
    if 10 * abs(rounded - truth) <= rounded:  # no one rounds by more than a tenth
        assert holds(coarser_of(str(rounded)).rounded, truth)


def holds(bounds, number):
    return bounds.low <= number <= bounds.high
