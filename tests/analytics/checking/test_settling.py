"""What would settle a claim, and its check with a figure that somebody gives."""

from __future__ import annotations

from fractions import Fraction

import pytest

from analytics.checking.settling import GIVEN, GivenNumber, Role, checked_with, need
from analytics.checking.verdicts import Ground, Reason, Verdict
from data.intervals import of_printed
from tests.support.made_claims import check, claim
from tests.support.made_observations import observations

NOTHING_ELSE = ("VNM", "BLR", "total", "2023", "1")  # of another trade


def given(text: str, qualifier: str = "exact", high: str | None = None) -> GivenNumber:
    """A number in millions."""
    is_whole = "." not in text
    return GivenNumber(text, of_printed(text, high, qualifier, 6), qualifier, is_whole)


def on(row, base, level=None, *figures):
    numbers = {Role.LEVEL: level, Role.BASE: base}
    wanted = {role: number for role, number in numbers.items() if number is not None}
    known = observations(*(figures or (NOTHING_ELSE,)), source="gazette")
    return checked_with(check(row, NOTHING_ELSE), wanted, known)


PLUS_99 = claim("99", level="800")  # 799.5 to 800.5 million


# Least 799.5 / 402.35 - 1 = 98.7076 percent, greatest 800.5 / 402.25 - 1 = 99.0056 percent; the
# claim stands for 98.5 to 99.5. On 499.5 to 500.5 it is 59.74 to 60.26 percent.
def test_a_base_that_is_given_settles_the_claim_at_once():
    found = on(PLUS_99, given("402.3"))
    assert (found.verdict, found.reason) == (Verdict.CONSISTENT, Reason.CONSISTENT)
    low, high = found.recomputed.ends
    assert low == 100 * (Fraction("799.5") / Fraction("402.35") - 1)
    assert high == 100 * (Fraction("800.5") / Fraction("402.25") - 1)
    assert (round(float(low), 4), round(float(high), 4)) == (98.7076, 99.0056)
    assert (found.ground, found.base.source, found.base.figures) == (
        Ground.OTHER,
        GIVEN,
        ("402.3",),
    )
    assert found.level.source == "gazette"
    assert found.mixed_sources


@pytest.mark.parametrize(
    ("base", "verdict"),
    [
        (given("402", "nearly"), Verdict.CONSISTENT),  # 401 to 402: 98.9 to 99.6 percent
        (given("400", "range", "410"), Verdict.CONSISTENT),  # 95 to 100.1 percent
        # 97.87 to 98.17 percent as printed: it fits if 800 is a round number, 750 to 850
        (given("404.0"), Verdict.CONSISTENT_IF_ROUNDED),
        (given("500"), Verdict.CONTRADICTED),
        (given("100", "range", "900"), Verdict.NOT_TESTABLE),  # fell or rose eightfold
    ],
)
def test_the_given_base_may_bear_out_contradict_or_leave_open(base, verdict):
    assert on(PLUS_99, base).verdict == verdict


def test_a_fall_that_is_said_to_be_a_rise_is_a_wrong_direction():
    found = on(PLUS_99, given("900.0"))
    assert (found.verdict, found.decision_error) == (Verdict.CONTRADICTED, True)


def test_a_base_that_may_be_zero_gives_no_rate():
    found = on(PLUS_99, given("0"))  # half a million below zero to half a million
    assert (found.verdict, found.reason) == (Verdict.NOT_TESTABLE, Reason.BASE_NOT_POSITIVE)
    assert found.recomputed is None


def test_what_is_given_decides_although_other_figures_are_known():
    other = ("VNM", "KAZ", "total", "2023", "300.0")
    wide = ("VNM", "KAZ", "total", "2023", "100..900")
    known = check(PLUS_99, wide)
    assert known.reason == Reason.BOUNDS_TOO_WIDE
    found = checked_with(known, {Role.BASE: given("402.3")}, observations(other, source="gazette"))
    assert (found.verdict, found.base.source) == (Verdict.CONSISTENT, GIVEN)


@pytest.mark.parametrize(
    ("row", "roles", "implied"),
    [
        # 799.5 / 1.995 = 400.75 and 800.5 / 1.985 = 403.27 million
        (PLUS_99, {Role.BASE: "2023"}, (Fraction("799.5e6") / Fraction("1.995"),
                                        Fraction("800.5e6") / Fraction("1.985"))),
        # no level: both are wanted
        (claim("99"), {Role.LEVEL: "2024", Role.BASE: "2023"}, None),
        # a rate without a base is one of a year: 799.5 / 1.995 again
        (claim("99", level="800", base_period=None), {Role.BASE: "2023"},
         (Fraction("799.5e6") / Fraction("1.995"), Fraction("800.5e6") / Fraction("1.985"))),
        # "tripled" may look back over any span
        (claim("3", level="800", kind="multiple", base_period=None), {}, None),
        # 799.5 - 100.5 = 699 and 800.5 - 99.5 = 701 million
        (claim("100", level="800", kind="absolute"), {Role.BASE: "2023"},
         (Fraction(699_000_000), Fraction(701_000_000))),
        (claim("2", level="800", kind="percentage_points"), {}, None),
        (claim("99", level="800", figure_kind="forecast"), {}, None),
        (claim("99", level="800", base_period="2024"), {}, None),
    ],
)  # fmt: skip
def test_what_would_settle_it_is_a_figure_with_its_period_or_nothing(row, roles, implied):
    wanted = need(check(row, NOTHING_ELSE))
    assert wanted.roles == roles
    found = wanted.implied_base
    assert (None if found is None else found.ends) == implied


def test_a_claim_that_is_settled_needs_nothing():
    assert need(check(PLUS_99, ("VNM", "KAZ", "total", "2023", "402.3"))) is None
    assert need(check(PLUS_99, ("VNM", "KAZ", "total", "2023", "500"))) is None


def test_without_a_level_both_are_given_and_only_both_are_taken():
    row = claim("99")
    found = on(row, given("402.3"), given("800"))
    assert found.verdict == Verdict.CONSISTENT
    assert [figure.source for figure in (found.level, found.base)] == [GIVEN, GIVEN]
    with pytest.raises(ValueError, match="not those that the claim needs"):
        on(row, given("402.3"))


def test_read_as_year_on_year_a_given_base_bears_out_and_does_not_contradict():
    row = claim("99", level="800", base_period=None)
    fits = on(row, given("402.3"))
    assert (fits.verdict, fits.is_base_assumed) == (Verdict.CONSISTENT, True)
    misses = on(row, given("500"))
    assert (misses.verdict, misses.reason) == (
        Verdict.NOT_TESTABLE, Reason.BASE_PERIOD_NOT_STATED
    )  # fmt: skip


def test_a_balance_may_be_given_below_zero():
    """A deficit of 100 that widened to 120: 119.5 / 100.5 to 120.5 / 99.5, 18.9 to 21.1 percent."""
    row = claim("20", level=of_printed("-120", None, "exact", 6), flow="balance")
    found = on(row, given("-100"))
    assert found.verdict == Verdict.CONSISTENT
    assert on(row, given("100")).reason == Reason.SIGNS_DIFFER
