"""Reported changes as intervals: factor, implied base, recomputed change, what they allow."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings

from analytics.reconciling.claimed_changes import Change, change_of
from data.intervals import Coarser, Interval
from data.views import ReportedClaim
from tests.support.examples import examples
from tests.support.made_observations import true_changes


def interval(low, high=None):
    """An interval of exact numbers from text: "0.1" is one tenth."""
    return Interval(Fraction(low), Fraction(low if high is None else high))


def change(kind, sign, low, high=None, years=1, coarser=None, is_word=False):
    claimed = interval(low, high)
    wider = Coarser(*(interval(*ends) for ends in coarser or ((low, high), (low, high))))
    return Change(kind, sign, claimed, wider, years, is_word)


UP, DOWN = 1, -1

# One row a kind and direction. Level 120 (118 to 122), base 100 (99 to 101) unless said.
TABLE = {
    "up 20 %": {
        "change": change("percent", UP, "19.5", "20.5"),
        "level": ("118", "122"), "base": ("99", "101"),
        "factor": ("1.195", "1.205"),
        "implied": ("97.9253", "102.0921"),  # 118 / 1.205, 122 / 1.195
        "recomputed": ("16.8317", "23.2323"),  # 118 / 101, 122 / 99
        "allows": True,
    },
    "down 20 %": {
        "change": change("percent", DOWN, "19.5", "20.5"),
        "level": ("80", "81"), "base": ("100", "101"),
        "factor": ("0.795", "0.805"),
        "implied": ("99.3789", "101.8868"),  # 80 / 0.805, 81 / 0.795
        "recomputed": ("19", "20.7921"),  # 1 - 81 / 100, 1 - 80 / 101
        "allows": True,
    },
    "down 20 % where it rose": {
        "change": change("percent", DOWN, "19.5", "20.5"),
        "level": ("118", "122"), "base": ("99", "101"),
        "factor": ("0.795", "0.805"),
        "implied": ("146.5839", "153.4591"),
        "recomputed": ("-23.2323", "-16.8317"),  # a rise under a claim of a fall
        "allows": False,
    },
    "down by all": {
        "change": change("percent", DOWN, "99.5", "100.5"),
        "level": ("0", "0"), "base": ("100", "101"),
        "factor": ("0", "0.005"),
        "implied": None,  # every base is possible
        "recomputed": ("100", "100"),
        "allows": True,
    },
    "up 3.8-fold": {
        "change": change("multiple", UP, "3.75", "3.85"),
        "level": ("379", "381"), "base": ("99", "101"),
        "factor": ("3.75", "3.85"),
        "implied": ("98.4416", "101.6"),  # 379 / 3.85, 381 / 3.75
        "recomputed": ("3.7525", "3.8485"),
        "allows": True,
    },
    "down 4-fold": {
        "change": change("multiple", DOWN, "3.5", "4.5"),
        "level": ("25", "26"), "base": ("99", "101"),
        "factor": ("0.2222", "0.2857"),  # 1 / 4.5, 1 / 3.5
        "implied": ("87.5", "117"),  # 25 * 3.5, 26 * 4.5
        "recomputed": ("3.8077", "4.04"),  # 99 / 26, 101 / 25
        "allows": True,
    },
    "up by 20": {
        "change": change("absolute", UP, "19.5", "20.5"),
        "level": ("118", "122"), "base": ("99", "101"),
        "factor": None,
        "implied": ("97.5", "102.5"),  # 118 - 20.5, 122 - 19.5
        "recomputed": ("17", "23"),
        "allows": True,
    },
    "down by 20": {
        "change": change("absolute", DOWN, "19.5", "20.5"),
        "level": ("80", "81"), "base": ("99", "101"),
        "factor": None,
        "implied": ("99.5", "101.5"),
        "recomputed": ("18", "21"),
        "allows": True,
    },
    "up by more than the level": {
        "change": change("absolute", UP, "30"),
        "level": ("20", "25"), "base": ("1", "2"),
        "factor": None,
        "implied": None,  # a base below zero
        "recomputed": ("18", "24"),
        "allows": False,
    },
    "up 10 % a year for two years": {
        "change": change("average_annual_percent", UP, "10", years=2),
        "level": ("121", "144"), "base": ("100", "100"),
        "factor": ("1.21", "1.21"),
        "implied": ("100", "119.0083"),
        "recomputed": ("10", "20"),
        "allows": True,
    },
    "down 10 % a year for two years": {
        "change": change("average_annual_percent", DOWN, "9", "10", years=2),
        "level": ("81", "81"), "base": ("100", "100"),
        "factor": ("0.81", "0.8281"),
        "implied": ("97.8143", "100"),
        "recomputed": ("10", "10"),
        "allows": True,
    },
}  # fmt: skip


@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE.keys())
def test_each_kind_of_change(row):
    claimed, level, base = row["change"], interval(*row["level"]), interval(*row["base"])
    if row["factor"] is not None:
        assert shown(claimed.factor.as_floats()) == floats(row["factor"])
    implied = claimed.implied_base(level)
    assert shown(implied and implied.as_floats()) == floats(row["implied"])
    measured = claimed.measured(level, base)
    assert shown(claimed.recomputed(measured).as_floats()) == floats(row["recomputed"])
    assert claimed.allows(measured) is row["allows"]


def test_a_change_in_percentage_points_implies_no_base():
    assert change("percentage_points", UP, "3").implied_base(interval("100")) is None


def test_an_absolute_change_never_implies_a_base_below_zero():
    implied = change("absolute", UP, "20", "30").implied_base(interval("25"))
    assert implied == interval("0", "5")


@pytest.mark.parametrize(
    ("kind", "sign", "measured", "other_way"),
    [
        ("percent", UP, ("0.9", "0.99"), True),
        ("percent", UP, ("0.9", "1"), True),  # at best nothing changed
        ("percent", UP, ("1", "1"), False),  # nothing changed
        ("percent", UP, ("0.9", "1.0001"), False),
        ("percent", UP, ("1.1", "1.2"), False),
        ("percent", DOWN, ("1.01", "1.02"), True),
        ("percent", DOWN, ("1", "1.02"), True),
        ("percent", DOWN, ("0.9", "0.99"), False),
        ("absolute", UP, ("-3", "-1"), True),
        ("absolute", UP, ("-3", "0"), True),
        ("absolute", DOWN, ("1", "3"), True),
    ],
)
def test_the_other_way_is_certain_or_not_said(kind, sign, measured, other_way):
    assert change(kind, sign, "5").goes_the_other_way(interval(*measured)) is other_way


@pytest.mark.parametrize(
    ("claimed", "measured", "resolves"),
    [
        # +10 %, so a factor of 1.1: width at most 0.05, and 1 outside
        (("percent", UP, "10"), ("1.05", "1.1"), True),
        (("percent", UP, "10"), ("1.05", "1.1000001"), False),
        # 12 on 8 million: 11.5 / 8.5 = 1.353 to 12.5 / 7.5 = 1.667, width 0.314 for +50 %
        (("percent", UP, "50"), ("1.353", "1.667"), False),
        (("percent", UP, "10"), ("1", "1.02"), False),  # trade may have stood still
        (("percent", UP, "10"), ("1.0000001", "1.02"), True),
        (("percent", UP, "10"), ("0.98", "1"), False),
        (("percent", UP, "10"), ("0.98", "0.9999999"), True),
        # the farther end of the rate is its size: 9.5 to 10.5 % allows a width of 0.0525
        (("percent", UP, "9.5", "10.5"), ("1.05", "1.1025"), True),
        (("percent", UP, "9.5", "10.5"), ("1.05", "1.1025001"), False),
        (("percent", DOWN, "9.5", "10.5"), ("0.85", "0.9025"), True),
        # a change by less than a point is held to one point
        (("percent", UP, "0.2"), ("1.001", "1.011"), True),
        (("percent", UP, "0.2"), ("1.001", "1.0110001"), False),
        # 3.8-fold is a change by 2.8
        (("multiple", UP, "3.8"), ("2", "3.4"), True),
        (("multiple", UP, "3.8"), ("2", "3.41"), False),
        # a 4-fold fall is a change by 0.75
        (("multiple", DOWN, "4"), ("0.1", "0.475"), True),
        (("multiple", DOWN, "4"), ("0.1", "0.4751"), False),
        # +20 million: the width in units, and no least of one point
        (("absolute", UP, "20"), ("10", "20"), True),
        (("absolute", UP, "20"), ("10", "20.1"), False),
        (("absolute", UP, "0.002"), ("0.001", "0.005"), False),
        (("absolute", DOWN, "20"), ("-20", "-10"), True),
        # "flat": the claim is that nothing changed, so bounds may hold it
        (("percent", UP, "0", "0.5"), ("0.995", "1.005"), True),
        (("percent", UP, "0", "0.5"), ("0.994", "1.005"), False),
        (("percent", DOWN, "0", "0.5"), ("0.995", "1.005"), True),
        (("multiple", UP, "0.95", "1.05"), ("0.99", "1.015"), True),
        (("absolute", UP, "0", "5"), ("-1", "1.5"), True),
    ],
)
def test_bounds_resolve_a_change_or_are_too_wide(claimed, measured, resolves):
    assert change(*claimed).resolves(interval(*measured)) is resolves


@pytest.mark.parametrize(
    ("kind", "sign", "measured", "endless"),
    [
        ("multiple", DOWN, ("0", "0.5"), True),
        ("multiple", DOWN, ("0.1", "0.5"), False),
        ("multiple", UP, ("0", "0.5"), False),
        ("percent", DOWN, ("0", "0.5"), False),
    ],
)
def test_an_x_fold_fall_to_zero_has_no_end(kind, sign, measured, endless):
    assert change(kind, sign, "2").falls_without_end(interval(*measured)) is endless


@pytest.mark.parametrize(
    ("kind", "base", "can_measure"),
    [
        ("percent", ("0", "1"), False),
        ("percent", ("-1", "1"), False),
        ("percent", ("0.001", "1"), True),
        ("multiple", ("0", "1"), False),
        ("absolute", ("0", "1"), True),
    ],
)
def test_only_an_amount_can_be_taken_from_a_base_that_may_be_zero(kind, base, can_measure):
    assert change(kind, UP, "2").can_measure(interval(*base)) is can_measure


@pytest.mark.parametrize(
    ("kind", "sign", "rate", "growth"),
    [
        ("percent", UP, "26", "26"),
        ("percent", DOWN, "79.6", "-79.6"),
        ("average_annual_percent", DOWN, "5", "-5"),
        ("multiple", UP, "2.5", "150"),
        ("multiple", UP, "1", "0"),
        ("multiple", DOWN, "4", "-75"),
    ],
)
def test_a_rate_as_growth_in_percent(kind, sign, rate, growth):
    assert change(kind, sign, "1").as_growth(Fraction(rate)) == Fraction(growth)


def test_a_rate_that_was_cut_or_rounded_is_the_same_change_with_other_bounds():
    # "+40 %" cut from anything below 41 %, or rounded to the tens
    coarser = (("40", "41"), ("36", "44"))
    claimed = change("percent", UP, "39.5", "40.5", coarser=coarser)
    assert claimed.if_cut == change("percent", UP, "40", "41", coarser=coarser)
    assert claimed.if_rounded == change("percent", UP, "36", "44", coarser=coarser)
    assert not claimed.allows(interval("1.408"))
    assert claimed.if_cut.allows(interval("1.408"))
    assert not claimed.if_cut.allows(interval("1.438"))
    assert claimed.if_rounded.allows(interval("1.438"))


@pytest.mark.parametrize(
    ("kind", "sign", "claimed", "measured", "little"),
    [
        # +20 to +22 %: the least change is 20, a twentieth of it one point
        ("percent", UP, "23", ("1.2", "1.22"), True),
        ("percent", UP, "23.0001", ("1.2", "1.22"), False),
        ("percent", UP, "19", ("1.2", "1.22"), True),
        ("percent", UP, "18.9999", ("1.2", "1.22"), False),
        # -20 to -22 %: falls end at 100 %, so half as much
        ("percent", DOWN, "22.5", ("0.78", "0.8"), True),
        ("percent", DOWN, "22.5001", ("0.78", "0.8"), False),
        # threefold is a change of 2: a tenth of a fold
        ("multiple", UP, "3.1", ("3", "3"), True),
        ("multiple", UP, "3.1001", ("3", "3"), False),
        ("absolute", UP, "42", ("40", "40"), True),
        ("absolute", UP, "42.0001", ("40", "40"), False),
        # nothing may have changed
        ("percent", UP, "5.0001", ("1", "1.05"), False),
        ("percent", UP, "5.0001", ("0.99", "1.05"), False),
    ],
)
def test_how_little_a_claim_may_miss(kind, sign, claimed, measured, little):
    assert change(kind, sign, claimed).misses_little(interval(*measured)) is little


def test_touching_bounds_are_decided_exactly_where_floating_point_decides_wrongly():
    # 0.3 is 3 times 0.1, but not in floating point: 3 * 0.1 = 0.30000000000000004 > 0.3.
    tripled = change("multiple", UP, "3")
    assert tripled.allows(tripled.measured(interval("0.3"), interval("0.1")))
    assert 3 * 0.1 > 0.3
    a_little_more = interval("0.1000000000000000000001")
    assert not tripled.allows(tripled.measured(interval("0.3"), a_little_more))


@pytest.mark.parametrize(
    ("kind", "printed", "is_headline_word"),
    [
        ("multiple", "gấp đôi", True),
        ("multiple", "tenfold", True),
        ("multiple", "2.5-times", False),
        ("percent", "twenty-six per cent", False),
    ],
)
def test_a_headline_word_is_a_multiple_without_digits(kind, printed, is_headline_word):
    assert change_of(row_of(kind=kind, printed=printed)).is_headline_word is is_headline_word


@pytest.mark.parametrize(
    ("kind", "period", "base_period", "years"),
    [
        ("average_annual_percent", "2022", "2016", 6),
        ("average_annual_percent", "2017-01/2022-12", "2016", 6),
        ("average_annual_percent", "2022-Q4", "2022", 1),  # less than a year is taken as one
        ("average_annual_percent", "2022", None, 1),
        ("percent", "2022", "2016", 1),
        ("multiple", "2022", "2016", 1),
    ],
)
def test_only_average_annual_rates_span_years(kind, period, base_period, years):
    row = row_of(kind=kind, period=period, base_period=base_period)
    assert change_of(row).years == years


def row_of(kind="percent", printed="10%", period="2024", base_period="2023", direction="up"):
    nothing = dict.fromkeys(ReportedClaim._fields)
    return ReportedClaim(**nothing)._replace(
        kind=kind, claimed_printed=printed, period=period, base_period=base_period,
        direction=direction, claimed=Decimal(10), claimed_low=Decimal(9),
        claimed_high=Decimal(11), claimed_qualifier="exact",
    )  # fmt: skip


@settings(max_examples=examples(1000, usual=250))
@given(true=true_changes())
def test_a_true_claim_is_allowed_however_it_is_rounded(true):
    level, base, rate = (printed.bounds for printed in true.printed)
    claimed = Change(true.kind, true.sign, rate, rate, true.years, is_word=False)
    if base.low > 0 or true.kind == "absolute":
        assert claimed.allows(claimed.measured(level, base))
    implied = claimed.implied_base(level)
    assert implied is None or implied.low <= true.base <= implied.high
    if base.low > 0 and not (true.kind == "multiple" and level.low == 0):
        recomputed = claimed.recomputed(claimed.measured(level, base))
        assert recomputed.low <= true.rate <= recomputed.high


def shown(ends):
    return ends and tuple(round(end, 4) for end in ends)


def floats(ends):
    return ends and tuple(float(end) for end in ends)
