"""Generated claims: the truth is drawn first, so that each verdict is known to be right or wrong.

`python -m benchmarks.generated_verdicts` draws them by the ten thousand and shrinks a failure.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from analytics.checking.verdicts import Verdict
from benchmarks.generated_verdicts import Found
from tests.support.generated import false_claims, true_claims
from tests.support.printed_claims import (
    Claim,
    Statement,
    Truth,
    check_all,
    is_far_off,
    is_near,
    possible,
    possible_if_cut,
    possible_if_rounded,
    prints_other_way,
    root,
    shows_other_way,
)
from tests.support.printing import BY_EITHER, BY_ZEROS, Printed, amounts, is_honest, rates

# What its tests share takes seconds to make: one worker makes it once.
pytestmark = pytest.mark.xdist_group("generated claims")

IN_PRINT = {"consistent", "not_testable"}
CAUGHT = {"contradicted", "explained"}
HONEST_IN_PRINT = ("half up", "half even", "official", "nearly", "over", "about", "range")


@pytest.fixture(scope="module")
def true():
    """Claims that are true, with their checks."""
    return drawn(true_claims())


@pytest.fixture(scope="module")
def false():
    """Claims with a slip, with their checks."""
    return drawn(false_claims())


def drawn(strategy):
    """The same 600 claims on every run, each with its check; one check of all is fast."""
    found = []

    @settings(derandomize=True, max_examples=600, database=None, phases=[Phase.generate])
    @given(strategy)
    def collect(claim):
        found.append(claim)

    collect()
    return list(zip(found, check_all(found), strict=True))


def test_a_true_claim_is_neither_contradicted_nor_explained(true):
    assert [claim for claim, check in true if check.verdict in CAUGHT] == []


def test_a_detectable_false_claim_is_contradicted_or_explained(false):
    detectable = [(claim, check) for claim, check in false if rung(claim) == CAUGHT]
    assert len(detectable) > 300
    assert [claim for claim, check in detectable if check.verdict not in CAUGHT] == []


def test_each_verdict_is_on_the_rung_that_the_oracle_finds(true, false):
    wrong = [(claim, check.verdict) for claim, check in true + false
             if check.verdict not in rung(claim)]  # fmt: skip
    assert wrong == []


def test_the_shares_of_make_verdicts_hold_and_each_can_be_missed(true, false):
    found = Found(true, false)
    assert found.missed_requirements() == []
    assert len(found.wrong) > 300
    assert len(found.other_way) > 50

    def altered(pairs, chosen, **columns):
        these = {id(check) for _, check in chosen}
        return [
            (claim, replace(check, **columns) if id(check) in these else check)
            for claim, check in pairs
        ]

    def missed(true=true, false=false):
        return Found(true, false).missed_requirements()

    for verdict in (Verdict.CONTRADICTED, Verdict.EXPLAINED):
        accused = altered(true, true[:1], verdict=verdict)
        assert missed(true=accused) == ["true claims called contradicted or explained"]
    rounded = altered(false, found.wrong[::15], verdict=Verdict.CONSISTENT_IF_ROUNDED)
    assert "wrong claims on the rounded rung" in missed(false=rounded)
    not_told = altered(false, found.wrong[::15], verdict=Verdict.NOT_TESTABLE)
    assert "wrong claims on the rounded rung" not in missed(false=not_told)
    assert "wrong claims caught" in missed(false=not_told)
    unseen = altered(false, found.other_way, decision_error=False)
    assert missed(false=unseen) == ["wrong direction missed"]


def rung(claim):
    """What the verdict may be: bounds as printed satisfy the claim, coarser ones only, or none."""
    if possible(claim):
        return IN_PRINT
    if shows_other_way(claim):
        return CAUGHT
    if prints_other_way(claim):
        return {"not_testable"} if possible_if_cut(claim) else CAUGHT
    if possible_if_cut(claim):
        return {"consistent_if_rounded"}
    if possible_if_rounded(claim):
        return {"consistent_if_rounded"} if is_near(claim) else {"not_testable"}
    return CAUGHT


def test_true_claims_with_tight_bounds_are_testable(true):
    reasons = Counter(check.reason for claim, check in true if claim.is_tight)
    assert reasons["consistent"] > 250
    assert {*reasons} <= {"consistent", "rounded", "too_coarse"}
    assert reasons["too_coarse"] < 10


def test_every_sort_of_claim_is_generated(true, false):
    claims = [claim for claim, _ in true]
    assert len({(claim.statement.kind, claim.statement.direction) for claim in claims}) == 8
    rules = {number.rule for claim in claims for number in (claim.level, claim.base)}
    assert rules == {*HONEST_IN_PRINT, "cut", "zeros"}
    exact = [{claim.level.rule, claim.base.rule} for claim in claims]
    assert {"cut", "half up"} in exact
    assert "word" in {claim.rate.rule for claim in claims}
    slips = {"rate", "direction", "n-fold", "word", "other base", "level"}
    assert {claim.slip for claim, _ in false} == slips
    verdicts = {check.verdict for _, check in true + false}
    assert verdicts == {*IN_PRINT, "consistent_if_rounded", *CAUGHT}


@settings(derandomize=True, max_examples=300)
@given(data=st.data(), strategy=st.sampled_from((amounts, rates)))
def test_a_number_is_printed_honestly(data, strategy):
    truth = data.draw(st.fractions(1, 10**9, max_denominator=10**6).map(_to_six_decimals))
    printed = data.draw(strategy(truth, data.draw(st.sampled_from((BY_EITHER, BY_ZEROS)))))
    ends = {"cut": printed.cut_ends, "zeros": printed.rounded_ends}.get(printed.rule, printed.ends)
    assert ends[0] <= truth <= ends[1]


@pytest.mark.parametrize(
    ("printed", "cut", "rounded"),
    [
        (Printed("146.3", 6), ("146.3", "146.4"), ("146.25", "146.35")),
        (Printed("850", 6), ("850", "851"), ("845", "855")),  # half of ten
        (Printed("400", 6), ("400", "401"), ("360", "440")),  # a tenth of it is less than half
        (Printed("850.0", 6), ("850", "850.1"), ("849.95", "850.05")),
        (Printed("100", 6, "about"), ("90", "110"), ("90", "110")),
        (Printed("10", 6, "range", "20"), ("10", "20"), ("10", "20")),
        (Printed("146300000.000000", rule="official"), ("146.3", "146.3"), ("146.3", "146.3")),
    ],
)
def test_the_bounds_of_digits_that_were_cut_or_rounded_away(printed, cut, rounded):
    for found, ends in ((printed.cut_ends, cut), (printed.rounded_ends, rounded)):
        assert [end / 10**6 for end in found] == [Fraction(end) for end in ends]


@pytest.mark.parametrize(
    ("qualifier", "number", "place", "inside", "outside"),
    [
        ("nearly", 52, 0, "51.000001", "51"),
        ("nearly", 52, 0, "51.999999", "52"),
        ("over", 100, 0, "100", "99.999999"),
        ("over", 100, 0, "109.999999", "110"),
        ("about", 2, 0, "1.8", "1.799999"),
        ("about", 12, 1, "130", "130.000001"),
        ("about", 9, 1, "99", "99.000001"),  # a tenth of 90, not its unit of 10
    ],
)
def test_what_a_qualifier_honestly_stands_for(qualifier, number, place, inside, outside):
    assert is_honest(qualifier, number, place, Fraction(inside))
    assert not is_honest(qualifier, number, place, Fraction(outside))


@pytest.mark.parametrize(
    ("kind", "direction", "level", "rate", "printed", "cut", "rounded"),
    [
        # 120 on 100, each half a unit: 18.90... to 21.10... percent
        ("percent", "up", "120", "20", True, True, True),
        ("percent", "up", "120", "22", False, True, True),  # 121 / 99.5; 100 may be 98
        ("percent", "up", "120", "33", False, False, True),  # 100 may be 90
        ("percent", "up", "120", "45", False, False, False),
        ("percent", "down", "120", "20", False, False, False),
        ("percent", "down", "80", "20", True, True, True),
        ("multiple", "up", "120", "1.2", True, True, True),
        ("multiple", "down", "120", "1.2", False, False, False),
        ("multiple", "down", "80", "1.25", True, True, True),
        ("absolute", "up", "120", "19", True, True, True),
        ("absolute", "up", "120", "50", False, False, False),
        ("average_annual_percent", "up", "121", "10", True, True, True),
        ("average_annual_percent", "up", "121", "21", False, False, False),
    ],
)
def test_the_oracle_on_cases_worked_by_hand(kind, direction, level, rate, printed, cut, rounded):
    claim = one(kind, direction, level, "100", rate)
    found = (possible(claim), possible_if_cut(claim), possible_if_rounded(claim))
    assert found == (printed, cut, rounded)


@pytest.mark.parametrize(
    ("direction", "level", "base", "as_printed", "as_cut"),
    [
        ("up", "1.90", "2.00", True, True),
        ("up", "4.5", "4.6", True, True),
        ("up", "4.5", "4.56", True, False),  # 4.58 cut
        ("up", "4.5", "4.52", False, False),
        ("up", "4.5", "4.5", False, False),
        ("down", "2.00", "1.90", True, True),
        ("down", "1.90", "2.00", False, False),
    ],
)
def test_the_direction_that_two_numbers_show(direction, level, base, as_printed, as_cut):
    claim = one("percent", direction, level, base, "5")
    assert (prints_other_way(claim), shows_other_way(claim)) == (as_printed, as_cut)


@pytest.mark.parametrize(
    ("direction", "level", "rate", "near", "far_off"),
    [
        # 119.5 / 100.5 to 120.5 / 99.5: 18.905 to 21.106, in the middle 20.006; widths 2.2 and 1
        ("up", "120", "22", True, False),  # 21.5 is 0.39 points off, a twentieth of 18.9 is 0.945
        ("up", "120", "23", False, False),  # 2.994 from the middle, 3.201 is all the widths
        ("up", "120", "24", False, True),
        # 80.5 / 99.5 to 79.5 / 100.5 fell 19.095 to 20.896
        ("down", "80", "22", False, False),  # 0.604 off, a fortieth of 19.095 is 0.477
        ("down", "80", "21.4", True, False),  # 21.35 is 0.454 off
        ("down", "80", "24", False, True),
    ],
)
def test_how_far_off_a_claim_is(direction, level, rate, near, far_off):
    claim = one("percent", direction, level, "100", rate)
    assert (is_near(claim), is_far_off(claim)) == (near, far_off)


def one(kind, direction, level, base, rate):
    """A claim of which the true numbers do not matter."""
    years = 2 if kind == "average_annual_percent" else 1
    return Claim(
        Truth(Fraction(level), Fraction(base), Fraction(base), years),
        Statement(kind, direction, Fraction(rate), years),
        "2024", Printed(level), Printed(base), Printed(rate), rate, None, "total",
    )  # fmt: skip


def test_what_is_true_of_two_levels():
    truth = Truth(Fraction(121), Fraction(100), Fraction(90), 2)
    assert truth.says("percent") == ("percent", "up", 21, 1)
    assert truth.says("multiple") == ("multiple", "up", Fraction(121, 100), 1)
    assert truth.says("average_annual_percent") == ("average_annual_percent", "up", 10, 2)
    assert truth.says("absolute") == truth.says("percent")  # 21 dollars are not worth a word
    fell = Truth(Fraction(1000), Fraction(3000), Fraction(3000), 2)
    assert fell.says("multiple") == ("multiple", "down", 3, 1)
    assert fell.says("absolute") == ("absolute", "down", 2000, 1)
    assert root(Fraction(2), 2) == Fraction("1.414213562373095048801688724209")


def _to_six_decimals(number):
    return Fraction(round(number * 10**6), 10**6)
