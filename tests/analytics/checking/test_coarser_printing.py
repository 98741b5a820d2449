"""Numbers cut instead of rounded, and whole numbers that end in zeros: what passes, what does not.

Amounts are in millions. Many claims are checked in one book, each about a product of its own.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.checking import claims as ladder
from tests.support.examples import examples
from tests.support.made_claims import claim, claims, verdict_of
from tests.support.made_observations import observations

ROUNDED = ("consistent_if_rounded", "rounded")
TOO_COARSE = ("not_testable", "too_coarse")
CAUGHT = {"contradicted", "explained"}


def check_all(cases):
    """The checks of (level, base, rate, direction), in their order; printed in text."""
    rows = [
        claim(rate, level=level, direction=direction, claim=str(number), product=str(number))
        for number, (level, _, rate, direction) in enumerate(cases)
    ]
    bases = [
        ("VNM", "KAZ", "total", "2023", base, {"product": str(number)})
        for number, (_, base, _, _) in enumerate(cases)
    ]
    checks = ladder.check_all(claims(*rows), observations(*bases, source="gazette"))
    found = {int(check.claim.claim): check for check in checks}
    return [found[number] for number in range(len(cases))]


# Of the rates from 1 to 44 percent, which pass


@pytest.mark.parametrize(
    ("level", "base", "consistent", "rounded", "too_coarse"),
    [
        # 119.95 / 100.05 to 120.05 / 99.95 is +19.89 to +20.11; 119.95 / 100.1, if 100.0 was cut,
        # +19.83, and "19" cut is up to 20
        ("120.0", "100.0", {20}, {19}, set()),
        # 119.5 / 100.5 to 120.5 / 99.5 is +18.91 to +21.11. 119.5 / 101, if 100 was cut, +18.32:
        # meets "18"; 121 / 99.5, if 120 was, +21.61: meets "22". 100 rounded is 90 to 110, so
        # +8.64 to +33.89: "9" to "34", and those but the nearest miss by more than 0.95 points
        ("120", "100", {19, 20, 21}, {18, 22}, {*range(9, 18), *range(23, 35)}),
    ],
)
def test_the_rates_that_pass_on_round_numbers(level, base, consistent, rounded, too_coarse):
    rates = range(1, 45)
    found = check_all([(level, base, str(rate), "up") for rate in rates])
    named = dict(zip(rates, found, strict=True))
    assert {r for r in rates if named[r].verdict == "consistent"} == consistent
    assert {r for r in rates if (named[r].verdict, named[r].reason) == ROUNDED} == rounded
    assert {r for r in rates if (named[r].verdict, named[r].reason) == TOO_COARSE} == too_coarse
    rest = {*rates} - consistent - rounded - too_coarse
    assert {named[rate].verdict for rate in rest} == {"contradicted"}


@pytest.mark.parametrize(
    ("rate", "level", "expected"),
    [
        # 800 on 403.0 is +98.36 to +98.66; rounded to its last digit it is 750 to 850, which allows
        # +86.08 to +110.94. A twentieth of the change is 4.9 points
        ("98.5", "800", ("consistent", "consistent")),
        ("98.8", "800", ROUNDED),  # cut from less than 801: up to +98.78
        ("99.5", "800", ROUNDED),
        ("103.5", "800", ROUNDED),
        ("103.7", "800", TOO_COARSE),  # 103.65 is 4.99 points off
        ("110.9", "800", TOO_COARSE),
        ("111.0", "800", ("contradicted", "contradicted")),
        # the zero after the decimal mark is a digit
        ("98.5", "800.0", ("consistent", "consistent")),
        ("99.5", "800.0", ("contradicted", "contradicted")),
        ("103.7", "800.0", ("contradicted", "contradicted")),
    ],
)
def test_zeros_of_a_whole_number_may_stand_for_digits(rate, level, expected):
    checked = verdict_of(rate, level, "403.0")
    assert (checked.verdict, checked.reason) == expected
    assert checked.readings == () or expected[0] == "contradicted"


def test_one_whole_number_was_rounded_at_a_time_and_then_none_was_cut():
    # as printed up to 800.5 / 399.5 = 2.0038; 400 rounded up to 800.5 / 360 = 2.2236
    assert verdict_of("101.1", "800", "400").reason == "rounded"
    assert verdict_of("122.3", "800", "400").reason == "too_coarse"
    # 122.5 at least: 801 / 360 = 2.225, had 800 been cut, too, and 850 / 360 = 2.3611
    assert verdict_of("123", "800", "400").verdict == "contradicted"
    assert verdict_of("124", "800", "400").verdict == "contradicted"


# The direction that is printed


@pytest.mark.parametrize(
    ("rate", "level", "base", "expected"),
    [
        ("5", "1.90", "2.00", ("contradicted", "contradicted", True)),
        ("0.3", "4.5", "4.6", ("contradicted", "contradicted", True)),  # side by side
        ("5", "1900", "2000", ("contradicted", "contradicted", True)),
        ("1", "480", "500", ("contradicted", "contradicted", True)),  # were 500 rounded from 475
        # 4.5 as printed is less than 4.56; cut, it may be 4.58
        ("1", "4.5", "4.56", ("not_testable", "too_coarse", False)),
        ("3", "4.5", "4.56", ("contradicted", "contradicted", True)),
        # bounds that overlap show no direction
        ("1", "4.5", "4.52", ("not_testable", "bounds_too_wide", False)),
        ("2", "4.5", "4.52", ("consistent_if_rounded", "rounded", False)),  # 4.6 / 4.515
    ],
)
def test_a_printed_fall_is_no_rise(rate, level, base, expected):
    checked = verdict_of(rate, level, base)
    assert (checked.verdict, checked.reason, checked.decision_error) == expected


def printed_numbers(draw, near):
    """A number in text, of two to five digits; whole ones often end in zeros."""
    decimals = draw(st.integers(0, 2))
    zeros = draw(st.integers(0, 2)) if not decimals else 0
    place = Fraction(10) ** (zeros - decimals)
    number = max(round(near / place), 1) * place
    return f"{float(number):.{decimals}f}"


@st.composite
def against_the_direction(draw):
    """A claim of a change that the printed numbers do not show, whatever rounding does."""
    base = draw(st.integers(100, 9999))
    level = Fraction(base) * draw(st.integers(5, 300)) / 100
    texts = [printed_numbers(draw, near) for near in (level, Fraction(base))]
    moved = Fraction(texts[0]) - Fraction(texts[1])
    half = sum(Fraction(1, 2 * 10 ** len(text.partition(".")[2])) for text in texts)
    direction = "down" if moved > 0 else "up"
    rate = draw(st.integers(1, 60)) if abs(moved) >= half else 0
    return (*texts, str(rate), direction)


def test_a_printed_direction_is_never_saved():
    seen = set()

    @settings(max_examples=examples(40, usual=10))
    @given(st.lists(against_the_direction(), min_size=30, max_size=60))
    def none_is_saved(drawn):
        cases = [case for case in drawn if case[2] != "0"]
        for case, check in zip(cases, check_all(cases), strict=True):
            assert check.verdict in {*CAUGHT, "not_testable"}, case
            assert check.decision_error or check.verdict != "contradicted", case
            if check.verdict == "not_testable":  # only where the numbers have not as many decimals
                assert check.reason == "too_coarse", case
                assert len({len(text.partition(".")[2]) for text in case[:2]}) == 2, case
            seen.add(check.verdict)

    none_is_saved()
    assert "contradicted" in seen


# Wrong rates that pass on one pair of numbers

PAIRS = [("120", "100"), ("60", "90"), ("350", "250"), ("800", "403"), ("200", "1000"),
         ("2100", "800"), ("150.0", "120"), ("1500", "990"), ("730", "700")]  # fmt: skip


@pytest.mark.parametrize("pair", PAIRS)
def test_at_most_one_wrong_rate_in_twenty_passes_if_rounded(pair):
    """Every whole rate up to twice the true one; wrong if off by more than the three widths."""
    level, base = map(Fraction, pair)
    half = [Fraction(1, 2 * 10 ** len(text.partition(".")[2])) for text in pair]
    ends = sorted(100 * abs((level + up * half[0]) / (base - up * half[1]) - 1) for up in (1, -1))
    middle, widths = sum(ends) / 2, ends[1] - ends[0] + 1
    direction = "up" if level > base else "down"
    most = int(2 * middle) if level > base else min(int(2 * middle), 99)
    wrong = [rate for rate in range(1, most + 1) if abs(rate - middle) > widths]
    found = check_all([(*pair, str(rate), direction) for rate in wrong])
    passing = [
        rate
        for rate, check in zip(wrong, found, strict=True)
        if check.verdict in ("consistent", "consistent_if_rounded")
    ]
    assert len(wrong) > 4
    assert 20 * len(passing) <= len(wrong), passing


# Every truth on a grid of tenths


def stands_for(text):
    """Tenths that a whole number may have been: as printed, if cut, if rounded more coarsely."""
    number, zeros = int(text), len(text) - len(text.rstrip("0"))
    half = min(5 * 10**zeros, number)  # a tenth of the number at most
    return [
        range(10 * number - 5, 10 * number + 6),
        range(10 * number, 10 * number + 11),
        range(10 * number - half, 10 * number + half + 1),
    ]


def some_truth_prints(levels, bases, rates):
    return any(
        rates[0] * base <= 1000 * (level - base) <= rates[-1] * base
        for level, base in product(levels, bases)
    )


def expected_reasons(level, base, rate):
    numbers = [stands_for(text) for text in (level, base, rate)]
    if some_truth_prints(*(number[0] for number in numbers)):
        return {"consistent", "bounds_too_wide"}
    if int(level) < int(base):  # all claims here are of a rise
        return {"contradicted", "explained"}
    if any(some_truth_prints(*box) for box in product(*(number[:2] for number in numbers))):
        return {"rounded"}
    for at in range(3):
        box = [number[2 if at == place else 0] for place, number in enumerate(numbers)]
        if some_truth_prints(*box):
            return {"rounded", "too_coarse"}
    return {"contradicted", "explained"}


def test_every_rung_is_what_some_truth_on_a_grid_prints():
    cases = [
        (level, base, str(rate), "up")
        for level, base in product(("19", "24", "27", "30"), ("20", "23"))
        for rate in range(1, 61, 2 if base == "23" else 1)
    ]
    found = [check.reason for check in check_all(cases)]
    wrong = [
        (case, reason)
        for case, reason in zip(cases, found, strict=True)
        if reason not in expected_reasons(*case[:3])
    ]
    assert wrong == []
    assert {"consistent", "rounded", "too_coarse", "contradicted"} <= set(found)
