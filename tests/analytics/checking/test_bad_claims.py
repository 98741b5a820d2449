"""Claims and books that make no sense: a clear answer each, no crash and no solver message."""

from __future__ import annotations

from decimal import Decimal

import pytest

from analytics.checking.claims import check_all
from data.intervals import exactly
from tests.support.made_claims import base, check, claim, claims, level, verdict_of
from tests.support.made_observations import MILLION, observations


def verdicts(rows, *figures):
    """Verdict and reason of each claim, by its id."""
    checks = check_all(claims(*rows), observations(*figures, source="gazette"))
    return {one.claim.claim: (one.verdict, one.reason) for one in checks}


UNTESTED = ("not_testable", "no_base")


def test_circular_claims_do_not_test_each_other():
    """2024 is 20 percent above 2023, and 2023 is 20 percent above 2024; neither is printed."""
    circle = [claim("20", claim="up"), claim("20", claim="back", period="2023", base_period="2024")]
    assert verdicts(circle) == {"up": ("not_testable", "no_level"),
                                "back": ("not_testable", "no_level")}  # fmt: skip
    # with both levels printed, each is tested by them
    assert verdicts(circle, base("120.3", "2024"), base("100.4")) == {
        "up": ("consistent", "consistent"), "back": ("contradicted", "contradicted"),
    }  # fmt: skip
    [up, back] = [one | {"level": None} for one in circle]
    assert verdicts([up, back], base("120.3", "2024"))["up"] == UNTESTED


def test_a_circle_of_three_years_is_tested_by_the_other_two():
    """2024 / 2023 = 1.2 and 2025 / 2024 = 1.2, so 2025 / 2023 = 1.44: +44 percent, not +20."""
    steps = [claim("20", claim="a", level="120.3"),
             claim("20", claim="b", period="2025", base_period="2024")]  # fmt: skip
    for rate, expected in (("44", "consistent"), ("20", "not consistent")):
        around = claim(rate, claim="c", period="2025", base_period="2023")
        verdict, _ = verdicts([*steps, around], base("120.3", "2024"))["c"]
        assert (verdict == "consistent") is (expected == "consistent")


@pytest.mark.parametrize("columns", [{}, {"kind": "multiple"}, {"kind": "absolute"},
                                     {"kind": "percentage_points"},
                                     {"kind": "average_annual_percent"}])  # fmt: skip
def test_a_claim_on_itself(columns):
    row = claim("20", level="120.3", base_period="2024", **columns)
    checked = check(row, base("120.3", "2024"), base("100.4"))
    assert (checked.verdict, checked.reason) == ("not_testable", "base_is_itself")


def test_a_thousand_duplicates_of_a_base_are_one_base():
    rows = [base("100.4", source=f"s{n:04}") for n in range(1000)]
    checked = check(claim("20", level="120.3"), *rows)
    assert (checked.verdict, checked.base.source) == ("consistent", "s0000")


def test_a_thousand_repetitions_of_a_claim_confirm_none_of_them():
    rows = [claim("20", level="120.3", claim=f"c{n:04}", source=f"s{n:04}") for n in range(1000)]
    found = verdicts(rows, base("120.3", "2024"))
    assert (len(found), set(found.values())) == (1000, {UNTESTED})


def test_a_book_in_which_nothing_agrees_still_has_a_verdict_for_every_claim():
    figures = [
        base(str(7 * n), year, source=f"s{n}") for n in range(1, 9) for year in ("2023", "2024")
    ]
    rows = [claim(str(20 * n), claim=f"c{n}", source=f"s{n % 9}") for n in range(40)]
    assert len(verdicts(rows, *figures)) == 40


@pytest.mark.parametrize("number", [0, (-5, None, 5), (-7, -6, -5)])
def test_a_base_of_nothing_or_less(number):
    checked = check(claim("20", level="120.3"), base(number))
    assert (checked.verdict, checked.reason) == ("not_testable", "base_not_positive")
    assert checked.base.source == "gazette"
    assert checked.implied_base is not None


def test_a_fall_by_zero_fold_or_more_is_no_crash():
    row = claim("0..1", level=level(50), kind="multiple", direction="down")
    assert check(row, base(100)).reason == "multiple_may_be_zero"


def test_a_multiple_of_nothing_implies_no_base():
    checked = verdict_of("0", 50, 100, kind="multiple", direction="down")
    assert checked.implied_base is None or checked.implied_base.low >= 0


def test_an_x_fold_fall_to_a_level_of_another_source_that_may_be_zero_is_no_crash():
    rows = [base(50, "2024", source="a"), base(100, source="a"), base("0..30", "2024", source="b"),
            base(100, source="b")]  # fmt: skip
    assert check(claim("4", kind="multiple", direction="down"), *rows).verdict != "consistent"


@pytest.mark.parametrize("size", [Decimal("1e-9"), Decimal(1), Decimal("1e9")])
def test_small_and_large_amounts_have_the_same_verdicts(size):
    """From a thousandth of a dollar to 1e15 dollars."""
    rates = {"20": "consistent", "19": "consistent_if_rounded", "35": "contradicted"}
    for rate, verdict in rates.items():
        row = claim(rate, level=exactly(Decimal("1.198") * size * MILLION))
        assert check(row, base(size)).verdict == verdict


def test_a_dollar_beside_a_quadrillion():
    """What others imply for a thousandth of a dollar beside 1e15: exact, or no answer."""
    size, tiny = Decimal("1e9"), Decimal("1e-9")
    figures = [
        ("VNM", "KAZ", "export", "2024", 2 * tiny),
        ("VNM", "KAZ", "total", "2023", size + tiny),
        ("VNM", "KAZ", "import", "2023", size),
    ]
    rows = [claim("100", claim="true", flow="export"), claim("300", claim="false", flow="export")]
    found = verdicts(rows, *figures)
    assert found["true"] in (("consistent", "consistent_implied"), UNTESTED)
    assert found["false"] in (("contradicted", "contradicted_implied"), UNTESTED,
                              ("explained", "explained"))  # fmt: skip
