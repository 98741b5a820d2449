"""The ladder of verdicts rung by rung, worked out by hand. Amounts are in millions.

What is printed in quotation marks stands for its bounds ("4.5" is 4.45 to 4.55, or 4.5 to 4.6 if
it was cut); a number without them is official and exact.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from data.intervals import PrintedNumber, between
from tests.support.made_claims import base, check, claim, level, verdict_of
from tests.support.made_observations import MILLION


def found(checked):
    return checked.verdict, checked.reason, checked.decision_error


CONSISTENT = ("consistent", "consistent", False)
CONTRADICTED = ("contradicted", "contradicted", False)
DECISION_ERROR = ("contradicted", "contradicted", True)


# Consistent or contradicted, by kind and direction

DOUBLED = {"kind": "multiple", "claimed_printed": "doubled"}
HALVED = {"kind": "multiple", "direction": "down", "claimed_printed": "halved"}
TENFOLD = {"kind": "multiple", "claimed_printed": "tenfold"}
DOWN = {"direction": "down"}
FOLD = {"kind": "multiple"}
AMOUNT = {"kind": "absolute"}
YEARLY = {"kind": "average_annual_percent", "base_period": "2021"}


@pytest.mark.parametrize(
    ("rate", "of_level", "on", "columns", "expected"),
    [
        ("18.4", "118.4", 100, {}, CONSISTENT),
        ("18.4", "119.4", 100, {}, CONTRADICTED),  # 19.35 to 19.5 percent
        ("18.4", "81.6", 100, {}, DECISION_ERROR),
        ("18.4", "81.6", 100, DOWN, CONSISTENT),
        ("18.4", "71.6", 100, DOWN, CONTRADICTED),
        ("18.4", "118.4", 100, DOWN, DECISION_ERROR),
        ("3.8", 380, 100, FOLD, CONSISTENT),
        ("3.8", 399, 100, FOLD, CONTRADICTED),  # cut from less than 3.9
        ("3.8", 80, 100, FOLD, DECISION_ERROR),
        ("3.8", 26, 100, FOLD | DOWN, CONSISTENT),  # 100 / 26 = 3.846
        ("3.8", 35, 100, FOLD | DOWN, CONTRADICTED),
        ("20.5", 120, "99.5", AMOUNT, CONSISTENT),
        ("20.5", 120, "95.2", AMOUNT, CONTRADICTED),
        ("20.5", 80, "100.5", AMOUNT | DOWN, CONSISTENT),
        ("20.5", 80, "100.5", AMOUNT, DECISION_ERROR),
        ("9.5", 131, 100, YEARLY, "no base in 2023"),
    ],
)
def test_each_kind_up_and_down(rate, of_level, on, columns, expected):
    checked = verdict_of(rate, of_level, on, **columns)
    if expected == "no base in 2023":
        assert found(checked) == ("not_testable", "no_base", False)
    else:
        assert found(checked) == expected


@pytest.mark.parametrize(
    ("rate", "on", "direction", "verdict"),
    [
        ("9.4", 100, "up", "consistent"),  # 1.094 ** 3 = 1.3093
        ("9.5", 100, "up", "contradicted"),  # at least 1.0945 ** 3 = 1.3111
        ("11.2", 187, "down", "consistent"),  # 0.888 ** 3 * 187 = 130.94
        ("11.9", 187, "down", "contradicted"),
    ],
)
def test_an_average_annual_rate_over_three_years(rate, on, direction, verdict):
    row = claim(rate, level=level(131), direction=direction, **YEARLY)
    assert check(row, base(on, "2021")).verdict == verdict


@pytest.mark.parametrize(
    ("rate", "columns", "of_level", "expected"),
    [
        ("about 2", DOUBLED, 205, CONSISTENT),  # 1.8 to 2.2 times: a tenth on each side
        ("about 2", DOUBLED, 180, CONSISTENT),
        ("about 2", DOUBLED, 179, DECISION_ERROR),
        ("about 2", DOUBLED, 221, DECISION_ERROR),
        ("about 2", DOUBLED | {"claimed_printed": "gấp đôi"}, 150, DECISION_ERROR),
        ("about 2", DOUBLED | {"claimed_printed": "about 2 times"}, 150, CONTRADICTED),
        ("about 2", DOUBLED, 300, ("explained", "explained", False)),  # rose by twice as much
        ("about 2", HALVED, 52, CONSISTENT),  # 1 / 2.2 = 0.4545 to 1 / 1.8 = 0.5556
        ("about 2", HALVED, 56, DECISION_ERROR),
        ("about 2", HALVED, 45, DECISION_ERROR),
        ("about 10", TENFOLD, 905, CONSISTENT),
        ("about 10", TENFOLD, 700, DECISION_ERROR),
        ("about 10", TENFOLD, 899, DECISION_ERROR),
    ],
)
def test_headline_words(rate, columns, of_level, expected):
    assert found(verdict_of(rate, of_level, 100, **columns)) == expected


@pytest.mark.parametrize(
    ("rate", "least", "most"),
    [
        ("nearly 60", "154", "160"),  # the unit is ten, but at most a tenth of 60
        ("over 35", "135", "136"),
        ("about 40", "136", "144"),
        ("20..50", "120", "150"),
        ("18.4", "118.35", "118.45"),
        ("20..20", "120", "120"),
    ],
)
def test_the_qualifier_of_a_rate_sets_its_bounds(rate, least, most):
    verdicts = [
        verdict_of(rate, Decimal(of_level) + step, 100).verdict
        for of_level, step in ((least, -1), (least, 0), (most, 0), (most, 1))
    ]
    assert verdicts == ["contradicted", "consistent", "consistent", "contradicted"]


# Consistent only if rounded or cut

EXACT = Decimal


@pytest.mark.parametrize(
    ("rate", "of_level", "on", "columns", "coarser"),
    [
        # "4.5" cut from 4.57: 4.55 / 3.5 = 1.3 as printed, 4.6 / 3.5 = 1.3143
        ("30.6", "4.5", EXACT("3.5"), {}, ("level",)),
        # "4200" for 4242: 4200.5 / 1400 = 3.0004 as printed, 4250 / 1400 = 3.0357
        ("203.1", "4200", 1400, {}, ("level",)),
        # "3.5" cut from 3.57: 4.5 / 3.55 = 1.2676 as printed, 4.5 / 3.6 = 1.25
        ("26.1", EXACT("4.5"), "3.5", {}, ("base",)),
        # "4200" for 4157: 12600 / 4199.5 = 3.0004 as printed, 12600 / 4150 = 3.0361
        ("203.1", 12600, "4200", {}, ("base",)),
        # "4.5" cut from 4.57 percent
        ("4.5", EXACT("104.57"), 100, {}, ("rate",)),
        # "20" for 21.4 percent: 18 to 22
        ("20", EXACT("121.4"), 100, {}, ("rate",)),
        # 4.5 / 3.35 = 1.3433; cut 4.5 / 3.4 = 1.32353; "32.3" cut may be 32.36
        ("32.3", EXACT("4.5"), "3.3", {}, ("base", "rate")),
        # 1 - 3.35 / 4.497 = 0.25506; cut 1 - 3.4 / 4.497 = 0.24394; "24.3" cut may be 24.395
        ("24.3", "3.3", EXACT("4.497"), DOWN, ("level", "rate")),
        # 1 - 3.35 / 4.4965 = 0.25498; level or rate cut alone would do: the level is named
        ("25.4", "3.3", EXACT("4.4965"), DOWN, ("level",)),
    ],
)
def test_the_fewest_numbers_that_must_have_been_rounded_or_cut(
    rate, of_level, on, columns, coarser
):
    checked = verdict_of(rate, of_level, on, **columns)
    assert found(checked) == ("consistent_if_rounded", "rounded", False)
    assert tuple(checked.coarser) == coarser
    assert checked.readings == ()


@pytest.mark.parametrize(
    ("rate", "of_level", "on"),
    [
        ("30.6", "nearly 4.5", EXACT("3.5")),  # 4.5 / 3.5 = 1.2857
        ("30.6", "4.4..4.5", EXACT("3.5")),
        ("30.6", EXACT("4.5"), EXACT("3.5")),
        ("38.9", "about 4.5", EXACT("3.3")),  # 4.4 to 4.6: 1.3939 would be too little for 39.4
        ("26.1", EXACT("4.5"), "3.4..3.5"),
        ("26.1", EXACT("4.5"), "nearly 3.5"),
        ("26.1", EXACT("4.5"), "over 3.4"),  # 3.4 to 3.5
        ("26.1", EXACT("4.5"), EXACT("3.5")),
        ("nearly 4.5", EXACT("104.57"), 100),
        ("4.4..4.5", EXACT("104.57"), 100),
        ("over 4.4", EXACT("104.57"), 100),
    ],
)
def test_qualified_ranged_and_official_numbers_were_not_rounded(rate, of_level, on):
    checked = verdict_of(rate, of_level, on)
    # "about 4.5" holds 4.57 already
    assert checked.verdict == ("consistent" if of_level == "about 4.5" else "contradicted")


# An earlier rung wins

OTHER = {"source": "elsewhere"}


def test_what_is_consistent_is_not_rounded_nor_read_in_another_way():
    checked = check(claim("20", level="120.4"), base("100.3"), base(100, **OTHER),
                    base("100.3", "2022"))  # fmt: skip
    assert (checked.verdict, checked.coarser, checked.readings) == ("consistent", {}, ())


def test_rounding_comes_before_another_reading():
    row = claim("30.6", level="4.5")
    fitting = base(EXACT("3.446"), **OTHER)  # 4.5 / 3.446 = 1.3059
    assert check(row, base(EXACT("3.5")), fitting).verdict == "consistent_if_rounded"
    checked = check(row, base(EXACT("3.6")), fitting)
    assert (checked.verdict, checked.reading.name) == ("explained", "other_source")


def test_too_wide_to_tell_comes_before_rounding_and_other_readings():
    # 120 on 90 to 130: 0.92 to 1.34
    checked = check(claim("20", level="120"), base("90..130"), base(100, **OTHER))
    assert found(checked) == ("not_testable", "bounds_too_wide", False)


def test_another_base_that_tells_comes_before_one_that_is_too_wide():
    wide, tight = base("90..130", source="a"), base(100, source="b")
    checked = check(claim("20", level="120"), wide, tight)
    assert (checked.verdict, checked.base.source) == ("consistent", "b")
    checked = check(claim("20", level="120"), wide, base(111, source="b"))
    assert (checked.reason, checked.base.source) == ("bounds_too_wide", "a")


def test_of_bases_that_are_all_too_wide_the_tightest_is_shown():
    checked = check(claim("20", level="120"), base("80..140", source="a"),
                    base("90..130", source="b"))  # fmt: skip
    assert (checked.reason, checked.base.source) == ("bounds_too_wide", "b")


def test_another_reading_comes_before_a_decision_error():
    fell = claim("20", level="90.3")
    assert found(check(fell, base("100.3"))) == DECISION_ERROR
    checked = check(fell, base("100.3"), base("75.2", **OTHER))  # 90.3 / 75.2 = 1.2008
    assert found(checked) == ("explained", "explained", False)


# Not testable, and the base that the claim implies


@pytest.mark.parametrize(
    ("reason", "rate", "columns", "figures", "implied"),
    [
        # 118.35 / 1.1845 and 118.45 / 1.1835
        ("no_base", "18.4", {}, [], (99.916, 100.084)),
        ("no_base", "18.4", DOWN, [], (144.948, 145.248)),  # 118.35 / 0.8165, 118.45 / 0.8155
        ("no_base", "3.8", FOLD, [], (30.740, 31.587)),  # 118.35 / 3.85, 118.45 / 3.75
        ("no_base", "18.4", AMOUNT, [], (99.9, 100.1)),
        ("no_base", "5.7", YEARLY, [], (100.075, 100.445)),  # over 1.0575 ** 3 and 1.0565 ** 3
        ("no_base", "5.7", {"kind": "percentage_points"}, [], None),
        ("no_base", "100", DOWN, [], None),  # every base is possible
        ("no_base", "150", AMOUNT, [], None),  # no base is
        ("not_actual", "18.4", {"figure_kind": "target"}, [base(100)], (99.916, 100.084)),
        ("not_actual", "18.4", {"figure_kind": "forecast"}, [base(100)], (99.916, 100.084)),
        ("base_period_not_stated", "18.4", {"base_period": None}, [], (99.916, 100.084)),
        ("base_period_not_stated", "18.4", {"base_period": None}, [base(90)], (99.916, 100.084)),
        ("base_is_itself", "18.4", {"base_period": "2024"}, [base(100)], None),
        ("base_not_positive", "18.4", {}, [base(0)], (99.916, 100.084)),
        ("base_not_positive", "18.4", {}, [base((-5, None, 5))], (99.916, 100.084)),
        ("bounds_too_wide", "18.4", {}, [base("80..120")], (99.916, 100.084)),
        ("percentage_points", "5.7", {"kind": "percentage_points"}, [base(100)], None),
    ],
)
def test_what_is_not_testable_implies_a_base_all_the_same(reason, rate, columns, figures, implied):
    checked = check(claim(rate, level="118.4", **columns), *figures)
    assert found(checked) == ("not_testable", reason, False)
    shown = checked.implied_base and checked.implied_base.as_floats()
    assert (shown and tuple(round(end / MILLION, 3) for end in shown)) == implied


@pytest.mark.parametrize(
    ("reason", "of_level"),
    [
        ("level_below_zero", (-5, None, 60)),
        ("level_may_be_zero", (0, None, 60)),
        ("no_level", None),
    ],
)
def test_a_level_that_allows_no_test(reason, of_level):
    given = None
    if of_level:
        low, _, high = (end and Decimal(end) * MILLION for end in of_level)
        given = PrintedNumber(None, between(low, high))
    row = claim("4", level=given, kind="multiple", direction="down")
    assert found(check(row, base(100))) == ("not_testable", reason, False)


def test_an_amount_can_be_taken_from_a_base_of_nothing():
    assert found(verdict_of("20", 20, 0, kind="absolute")) == CONSISTENT


@pytest.mark.parametrize("rate", ["0..0.5", "0"])
def test_flat_is_a_claim_that_can_be_tested(rate):
    assert verdict_of(rate, "100.2", 100).verdict == "consistent"
    assert verdict_of(rate, "103.4", 100).verdict == "contradicted"
    assert found(verdict_of(rate, "100", 100)) == ("consistent", "consistent", False)
    assert verdict_of(rate, "98..104", 100).reason == "bounds_too_wide"  # wider than a point


def test_what_the_partner_reports_is_named_where_the_base_is_missing():
    mirrored = ("KAZ", "VNM", "import", "2023", "99", {"source": "astana"})
    checked = check(claim("18.4", level="118.4", flow="export"), mirrored)
    assert (checked.reason, checked.mirror_base.source) == ("no_base", "astana")
    assert check(claim("18.4", level="118.4", flow="import"), mirrored).mirror_base is None
    assert check(claim("18.4", level="118.4", flow="balance"), mirrored).mirror_base is None
