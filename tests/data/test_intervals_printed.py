"""Printed numbers as intervals: hand-worked examples, an independent oracle, and refusals."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import TradeproofError, UnknownCode
from data.intervals import (
    QUALIFIERS,
    NumberError,
    PrintedNumber,
    between,
    exactly,
    of_printed,
    parse_number,
    turned,
)

MILLION, BILLION = 6, 9
SINGLE = [qualifier for qualifier in QUALIFIERS if qualifier != "range"]

GOLDEN = [
    # number, upper end, qualifier, power of ten, low, value, high
    #
    # exact: half a unit of the last printed digit on both sides.
    # 146.3: the last digit is a tenth, half of it 0.05.
    ("146.3", None, "exact", MILLION, "146250000", "146300000", "146350000"),
    # 800: the last digit is a one, half of it 0.5; the zeros count as printed.
    ("800", None, "exact", MILLION, "799500000", "800000000", "800500000"),
    # 800.0: one more digit was printed, so the bounds are ten times as tight.
    ("800.0", None, "exact", MILLION, "799950000", "800000000", "800050000"),
    ("3.63", None, "exact", BILLION, "3625000000", "3630000000", "3635000000"),
    # A dollar figure of the press stands for half a dollar to each side.
    ("31866000", None, "exact", 0, "31865999.5", "31866000", "31866000.5"),
    ("-117.3", None, "exact", MILLION, "-117350000", "-117300000", "-117250000"),
    ("0", None, "exact", 0, "-0.5", "0", "0.5"),
    #
    # nearly: one unit of the last digit that is not zero, downwards.
    # 250: the last non-zero digit is the 5, a ten; 250 - 10.
    ("250", None, "nearly", MILLION, "240000000", "250000000", "250000000"),
    # 52: the last non-zero digit is the 2, a one; 52 - 1 ("gần 52").
    ("52", None, "nearly", MILLION, "51000000", "52000000", "52000000"),
    # 600: a hundred would be more than 10 % of 600, so 60; 600 - 60.
    ("600", None, "nearly", MILLION, "540000000", "600000000", "600000000"),
    # 2.5: a tenth; 2.5 - 0.1.
    ("2.5", None, "nearly", 0, "2.4", "2.5", "2.5"),
    #
    # over: the same unit, upwards.
    # 100: a hundred, capped at 10 % of 100; 100 + 10 ("hơn 100").
    ("100", None, "over", MILLION, "100000000", "100000000", "110000000"),
    # 94: a one; 94 + 1.
    ("94", None, "over", MILLION, "94000000", "94000000", "95000000"),
    # 1.50 is no tighter than 1.5 here: the last digit that is not zero counts.
    ("1.50", None, "over", MILLION, "1500000", "1500000", "1600000"),
    #
    # about: the same unit, both ways.
    # 5350: the 5 is a ten; 5350 - 10 and 5350 + 10.
    ("5350", None, "about", MILLION, "5340000000", "5350000000", "5360000000"),
    # 2: a one is half of 2, so 10 %: 0.2 ("gấp đôi").
    ("2", None, "about", 0, "1.8", "2", "2.2"),
    ("0", None, "about", 0, "0", "0", "0"),
    #
    # range: what it says, without half units, and no single value.
    ("25", "30", "range", MILLION, "25000000", None, "30000000"),
    ("6.2", "6.4", "range", BILLION, "6200000000", None, "6400000000"),
    ("20", "20", "range", 0, "20", None, "20"),
]


@pytest.mark.parametrize(("number", "upper", "qualifier", "power", "low", "value", "high"), GOLDEN)
def test_bounds_worked_by_hand(
    number: str,
    upper: str | None,
    qualifier: str,
    power: int,
    low: str,
    value: str | None,
    high: str,
) -> None:
    found = of_printed(number, upper, qualifier, power)
    assert found == PrintedNumber(None if value is None else Fraction(value), between(low, high))
    assert found.columns == {
        "value": None if value is None else Decimal(value),
        "low": Decimal(low),
        "high": Decimal(high),
    }


def test_a_number_printed_to_the_dollar_by_an_official_data_set_is_itself() -> None:
    found = exactly(Decimal(31866000))
    assert found.bounds.ends == (31866000, 31866000)
    assert found.value == Decimal(31866000)


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (("52", "nearly"), ("51", "exact"), True),  # 51-52 and 50.5-51.5
        (("52", "nearly"), ("53", "exact"), False),  # 51-52 and 52.5-53.5
        (("52", "over"), ("52", "nearly"), True),  # they touch at 52
        (("100", "over"), ("105", "exact"), True),  # one within the other
    ],
)
def test_intervals_meet_where_they_share_a_number(
    one: tuple[str, str], other: tuple[str, str], meet: bool
) -> None:
    first, second = (of_printed(number, None, how).bounds for number, how in (one, other))
    assert first.meets(second) is meet
    assert second.meets(first) is meet


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1.2.3", "two decimal marks"),
        ("1,234.5", "two decimal marks"),
        ("1.234,5", "two decimal marks"),
        ("31.866.000", "two decimal marks"),
        ("1,234", "is not a number"),
        ("1 234", "is not a number"),
        ("1_234", "is not a number"),
        ("", "is not a number"),
        (" 5", "is not a number"),
        ("5\n", "is not a number"),
        ("nan", "is not a number"),
        ("NaN", "is not a number"),
        ("inf", "is not a number"),
        ("1e6", "is not a number"),
        ("5.", "is not a number"),
        (".5", "is not a number"),
        ("+5", "is not a number"),
        ("--5", "is not a number"),
        ("٥", "is not a number"),
        ("５", "is not a number"),
        ("9" * 31, "is not a number"),
    ],
)
def test_what_is_no_number_is_refused(text: str, reason: str) -> None:
    for refusing in (parse_number, lambda text: of_printed(text, None, "exact")):
        with pytest.raises(NumberError) as refused:
            refusing(text)
        assert f"{text!r}" in str(refused.value)
        assert reason in str(refused.value)
        assert "; write " in str(refused.value)
        assert isinstance(refused.value, TradeproofError)


@pytest.mark.parametrize(
    ("number", "upper", "qualifier", "power", "reason"),
    [
        ("25", None, "range", 0, "a range has two numbers"),
        ("25", "30", "exact", 0, "a range has two numbers"),
        ("30", "25", "range", 0, "the range 30 to 25 ends below its beginning"),
        ("25", "3O", "range", 0, "'3O' is not a number"),
        ("0.0000001", None, "over", 0, "more than 6 decimals"),
        ("9" * 30, None, "exact", MILLION, "too large"),
    ],
)
def test_bounds_that_cannot_be_are_refused(
    number: str, upper: str | None, qualifier: str, power: int, reason: str
) -> None:
    with pytest.raises(NumberError, match=reason):
        of_printed(number, upper, qualifier, power)


@pytest.mark.parametrize("qualifier", SINGLE)
@pytest.mark.parametrize("number", ["3", "52", "146.3"])
def test_a_qualifier_turned_says_the_same_below_zero(number: str, qualifier: str) -> None:
    below = of_printed(f"-{number}", None, turned(qualifier)).bounds
    assert below == -of_printed(number, None, qualifier).bounds


def test_nearly_turned_is_over_and_the_others_stay() -> None:
    known = ("exact", "about", "nearly", "over", "range")
    assert [*map(turned, known)] == ["exact", "about", "over", "nearly", "range"]


def test_a_qualifier_outside_the_list_is_told_the_list() -> None:
    with pytest.raises(UnknownCode) as refused:
        of_printed("52", None, "almost")
    assert refused.value.allowed == [*QUALIFIERS]


@st.composite
def printed(draw: st.DrawFn, smallest: int = -(10**22)) -> str:
    """Digits as printed: leading and trailing zeros, few decimals or none, either sign."""
    whole = draw(st.one_of(st.integers(smallest, 10**22), st.integers(max(smallest, -999), 999)))
    zeros = draw(st.sampled_from(["", "", "", "0", "000000"]))  # 800 million printed in full
    decimals = draw(st.text("0123456789", max_size=5))
    return f"{whole}{zeros}" + (f".{decimals}" if decimals else "")


powers = st.sampled_from([0, 3])


def by_the_contract(number: str, qualifier: str, power: int) -> tuple[Fraction, ...]:
    """Low, value and high by the words of the contract alone, in fractions."""
    digits, _, decimals = number.lstrip("-").partition(".")
    x = Fraction(number)
    last_digit = Fraction(1, 10 ** len(decimals))
    below, above = last_digit / 2, last_digit / 2
    if qualifier != "exact":
        # k: the unit of the last non-zero digit, at most 10 % of x.
        trailing_zeros = len(digits + decimals) - len((digits + decimals).rstrip("0"))
        k = min(last_digit * 10**trailing_zeros, abs(x) / 10)
        below = {"nearly": k, "over": 0, "about": k}[qualifier]
        above = {"nearly": 0, "over": k, "about": k}[qualifier]
    return tuple(end * 10**power for end in (x - below, x, x + above))


@given(printed(), st.sampled_from(SINGLE), powers)
def test_an_independent_reading_of_the_contract_agrees(
    number: str, qualifier: str, power: int
) -> None:
    found = of_printed(number, None, qualifier, power)
    assert found.value is not None
    low, high = found.bounds.ends
    assert (low, found.value, high) == by_the_contract(number, qualifier, power)


@given(printed(), printed(), powers)
def test_a_range_is_what_it_says(one: str, other: str, power: int) -> None:
    low, high = sorted((one, other), key=Fraction)
    found = of_printed(low, high, "range", power)
    assert found.value is None
    assert found.bounds.ends == (Fraction(low) * 10**power, Fraction(high) * 10**power)


@given(printed(), st.sampled_from(SINGLE), powers)
def test_the_value_lies_within_its_bounds(number: str, qualifier: str, power: int) -> None:
    found = of_printed(number, None, qualifier, power)
    assert found.value is not None
    assert found.bounds.low <= found.value <= found.bounds.high


@given(printed(), powers)
def test_exact_is_one_unit_of_the_last_digit_wide(number: str, power: int) -> None:
    found = of_printed(number, None, "exact", power)
    decimals = len(number.partition(".")[2])
    assert found.bounds.width == Fraction(10) ** (power - decimals)


@given(printed(smallest=1), st.sampled_from(["nearly", "over", "about"]))
def test_a_vague_number_is_never_more_than_a_tenth_away(number: str, qualifier: str) -> None:
    low, high = of_printed(number, None, qualifier).bounds.ends
    x = Fraction(number)
    assert x * Fraction(9, 10) <= low
    assert high <= x * Fraction(11, 10)


@given(printed(), st.sampled_from(SINGLE), powers)
def test_the_unit_scales_exactly(number: str, qualifier: str, power: int) -> None:
    scaled, plain = (of_printed(number, None, qualifier, p).bounds for p in (power, 0))
    assert scaled.ends == tuple(end * 10**power for end in plain.ends)
