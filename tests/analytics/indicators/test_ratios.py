"""Ends of ratios in SQL: never inside, a few doubles outside, exact where a double can be."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.indicators.growth import average_annual, year_on_year
from analytics.indicators.ratios import (
    PARTS,
    ratio_high,
    ratio_low,
    yearly_pct_high,
    yearly_pct_low,
)
from data.intervals import Interval, divide, of_printed, roots
from tests.support.examples import examples
from tests.support.made_observations import by_key, observations, only
from tests.support.oracles import OUTSIDE, OUTSIDE_YEARLY

Pair = tuple[Decimal | None, Decimal | None]

MICRO = Decimal("0.000001")
LARGEST = 10**36  # millionths: amounts up to 10 ** 30
CONNECTION = duckdb.connect(config={"threads": 1})


def computed(pairs: Sequence[Pair], *expressions: str) -> list[tuple[float | None, ...]]:
    """Expressions of the amounts `a` and `b`, for each pair of them."""
    cursor = CONNECTION.cursor()
    rows = [[None if end is None else f"{end:f}" for end in pair] for pair in pairs]
    cursor.register("given", pd.DataFrame(rows, columns=["a", "b"], dtype=object))
    amounts = "SELECT a::DECIMAL(38, 6) AS a, b::DECIMAL(38, 6) AS b FROM given"
    return cursor.execute(f"SELECT {', '.join(expressions)} FROM ({amounts})").fetchall()


def amounts(least: int) -> st.SearchStrategy[Decimal]:
    """Amounts of all sizes to the millionth, of either sign if `least` is below zero."""
    sizes = st.integers(1, 36).flatmap(lambda digits: st.integers(0, 10**digits - 1))
    signs = st.sampled_from((1, -1) if least < 0 else (1,))
    millionths = st.tuples(sizes, signs).map(lambda drawn: max(drawn[0] * drawn[1], least))
    return millionths.map(lambda number: Decimal(number).scaleb(-6))


@settings(max_examples=examples(60, usual=20))
@given(
    pairs=st.lists(st.tuples(amounts(-LARGEST), amounts(1)), min_size=1, max_size=200),
    times=st.sampled_from((1, 100)),
)
def test_the_ends_of_a_ratio_are_outside_and_close(pairs, times):
    for (over, under), (low, high) in zip(
        pairs, computed(pairs, ratio_low("a", "b", times), ratio_high("a", "b", times)), strict=True
    ):
        exact = times * Fraction(over) / Fraction(under)
        assert 0 <= exact - Fraction(low) <= OUTSIDE * abs(exact)
        assert 0 <= Fraction(high) - exact <= OUTSIDE * abs(exact)


whole_parts = st.integers(-(10**9), 10**9).map(lambda parts: Fraction(parts, PARTS))


@settings(max_examples=examples(60, usual=20))
@given(pairs=st.lists(st.tuples(whole_parts, st.integers(1, 10**12)), min_size=1, max_size=200))
def test_a_ratio_that_a_double_can_be_is_its_own_bounds(pairs):
    """The numerator is 1,024 times too large, so that it is a whole number."""
    given_pairs = [(Decimal(int(ratio * PARTS * base)), Decimal(base)) for ratio, base in pairs]
    ends = computed(given_pairs, ratio_low("a", f"b * {PARTS}"), ratio_high("a", f"b * {PARTS}"))
    for (ratio, _), (low, high) in zip(pairs, ends, strict=True):
        assert (Fraction(low), Fraction(high)) == (ratio, ratio)


@pytest.mark.parametrize(
    ("pair", "ends"),
    [
        (("-10", "100"), (-10.0, -10.0)),
        (("0", "3"), (0.0, 0.0)),
        (("31866000", "31866000"), (100.0, 100.0)),
        (("0.000001", "0.000008"), (12.5, 12.5)),
        ((None, "3"), (None, None)),
        (("3", None), (None, None)),
    ],
)
def test_ratios_worked_by_hand(pair, ends):
    given_pair = tuple(end and Decimal(end) for end in pair)
    assert computed([given_pair], ratio_low("a", "b", 100), ratio_high("a", "b", 100)) == [ends]


def test_the_largest_amounts_have_a_ratio_too():
    most = Decimal(LARGEST).scaleb(-6)
    pairs = [(most, MICRO), (-most, MICRO), (most, most), (MICRO, most)]
    for (over, under), (low, high) in zip(
        pairs, computed(pairs, ratio_low("a", "b", 100), ratio_high("a", "b", 100)), strict=True
    ):
        assert low <= 100 * Fraction(over) / Fraction(under) <= high


@settings(max_examples=examples(60, usual=20))
@given(
    pairs=st.lists(st.tuples(amounts(0), amounts(1)), min_size=1, max_size=100),
    years=st.integers(1, 30),
)
def test_the_bounds_of_an_average_annual_rate_are_outside_and_close(pairs, years):
    expressions = yearly_pct_low("a", "b", years), yearly_pct_high("a", "b", years)
    for (level, base), (low, high) in zip(pairs, computed(pairs, *expressions), strict=True):
        factor = Fraction(level) / Fraction(base)
        root = roots(Interval(factor, factor), years)
        most = 100 * (1 + root.high) * OUTSIDE_YEARLY
        assert -100 <= Fraction(low) <= 100 * (root.low - 1)
        assert 100 * (root.high - 1) <= Fraction(high) <= 100 * (root.high - 1) + most
        assert 100 * (root.low - 1) - most <= Fraction(low)


numbers = st.integers(1, 10**6).flatmap(
    lambda digits: st.sampled_from((digits, Decimal(digits) / 10, Decimal(digits) / 1000))
).map(str)  # fmt: skip
qualified = st.tuples(st.sampled_from(("", "nearly ", "over ", "about ")), numbers).map("".join)


@settings(max_examples=examples(40, usual=8))
@given(cases=st.lists(st.tuples(qualified, qualified), min_size=1, max_size=40))
def test_growth_between_printed_numbers_holds_every_true_rate(cases):
    book = observations(*[
        ("VNM", "KAZ", "export", year, number, {"product": str(case)})
        for case, pair in enumerate(cases)
        for year, number in zip(("2023", "2024"), pair, strict=True)
    ])  # fmt: skip
    rows = by_key(year_on_year(book).filter("period = '2024'"), "product")
    yearly = by_key(average_annual(book, 2023, 2024), "product")
    for case, (base, level) in enumerate(cases):
        if printed(base).low == 0:
            continue
        factor = divide(printed(level), printed(base))
        for row in (rows[str(case)], yearly[str(case)]):
            low, high = Fraction(row["growth_pct_low"]), Fraction(row["growth_pct_high"])
            assert low <= 100 * (factor.low - 1)
            assert 100 * (factor.high - 1) <= high
            assert low <= row["growth_pct"] <= high


def printed(text: str) -> Interval:
    """The bounds of "nearly 250" million; trade is not below zero."""
    qualifier, _, number = text.rpartition(" ")
    bounds = of_printed(number, None, qualifier or "exact", 6).bounds
    return Interval(max(bounds.low, Fraction()), bounds.high)


@pytest.mark.parametrize(("level", "rate"), [(90, -10.0), (110, 10.0), (101, 1.0), (100, 0.0)])
def test_exact_levels_with_a_round_rate_have_it_as_both_bounds(level, rate):
    """In doubles 90 / 100 - 1 is -0.09999999999999998: inside a lower bound of -10 percent."""
    book = observations(
        ("VNM", "KAZ", "total", "2023", 100), ("VNM", "KAZ", "total", "2024", level)
    )
    row = only(year_on_year(book).filter("period = '2024'"))
    assert (row["growth_pct_low"], row["growth_pct"], row["growth_pct_high"]) == (rate,) * 3
