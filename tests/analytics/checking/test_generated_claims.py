"""Generated claims: the truth is drawn first, so that each verdict is known to be right or wrong.

`python -m benchmarks.generated_verdicts` draws them by the ten thousand and shrinks a failure.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.support.generated import false_claims, true_claims
from tests.support.printed_claims import Claim, Statement, Truth, check_all, possible, root
from tests.support.printing import Printed, amounts, is_honest, rates

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
    assert len(detectable) > 200
    assert [claim for claim, check in detectable if check.verdict not in CAUGHT] == []


def test_each_verdict_is_on_the_rung_that_the_oracle_finds(true, false):
    wrong = [(claim, check.verdict) for claim, check in true + false
             if check.verdict not in rung(claim)]  # fmt: skip
    assert wrong == []


def rung(claim):
    """What the verdict may be: bounds as printed satisfy the claim, coarser ones only, or none."""
    if possible(claim):
        return IN_PRINT
    return {"consistent_if_rounded"} if possible(claim, coarser=True) else CAUGHT


def test_true_claims_with_tight_bounds_are_testable(true):
    verdicts = Counter(check.verdict for claim, check in true if claim.is_tight)
    assert verdicts["consistent"] > 150
    assert verdicts["not_testable"] == 0


def test_every_sort_of_claim_is_generated(true, false):
    claims = [claim for claim, _ in true]
    assert len({(claim.statement.kind, claim.statement.direction) for claim in claims}) == 8
    rules = {claim.level.rule.partition(",")[0] for claim in claims}
    assert rules == {*HONEST_IN_PRINT, "cut", "zeros"}
    assert "word" in {claim.rate.rule for claim in claims}
    slips = {"rate", "direction", "n-fold", "word", "other base", "level"}
    assert {claim.slip for claim, _ in false} == slips
    verdicts = {check.verdict for _, check in true + false}
    assert verdicts == {*IN_PRINT, "consistent_if_rounded", *CAUGHT}


@settings(derandomize=True, max_examples=300)
@given(data=st.data(), strategy=st.sampled_from((amounts, rates)))
def test_a_number_is_printed_honestly(data, strategy):
    truth = data.draw(st.fractions(1, 10**9, max_denominator=10**6).map(_to_six_decimals))
    printed = data.draw(strategy(truth))
    inner, outer = printed.ends, printed.coarser_ends
    assert outer[0] <= inner[0] <= inner[1] <= outer[1]
    assert outer[0] <= truth <= outer[1]
    if printed.rule in HONEST_IN_PRINT:
        assert inner[0] <= truth <= inner[1]
    if printed.rule == "cut":
        assert printed.kept.value <= truth


@pytest.mark.parametrize(
    ("printed", "coarser"),
    [
        (Printed("146.3", 6), ("146.25", "146.4")),
        (Printed("850", 6), ("845", "860")),  # the unit of the last non-zero digit is 10
        (Printed("800", 6), ("760", "880")),  # 100, at most a tenth of the number
        (Printed("850.0", 6), ("845", "860")),
        (Printed("100", 6, "about"), ("90", "110")),
        (Printed("10", 6, "range", "20"), ("10", "20")),
        (Printed("146300000.000000", rule="official"), ("146.3", "146.3")),
    ],
)
def test_the_bounds_of_digits_that_were_cut_or_rounded_away(printed, coarser):
    assert [end / 10**6 for end in printed.coarser_ends] == [Fraction(end) for end in coarser]


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
    ("kind", "direction", "level", "rate", "printed", "coarser"),
    [
        # 120 on 100, each half a unit: 18.90... to 21.10... percent
        ("percent", "up", "120", "20", True, True),
        ("percent", "up", "120", "22", False, True),  # 100 may be 95
        ("percent", "up", "120", "45", False, False),
        ("percent", "down", "120", "20", False, False),
        ("percent", "down", "80", "20", True, True),
        ("multiple", "up", "120", "1.2", True, True),
        ("multiple", "down", "120", "1.2", False, False),
        ("multiple", "down", "80", "1.25", True, True),
        ("absolute", "up", "120", "19", True, True),
        ("absolute", "up", "120", "50", False, False),
        ("average_annual_percent", "up", "121", "10", True, True),
        ("average_annual_percent", "up", "121", "21", False, False),
    ],
)
def test_the_oracle_on_cases_worked_by_hand(kind, direction, level, rate, printed, coarser):
    years = 2 if kind == "average_annual_percent" else 1
    claim = Claim(
        Truth(Fraction(level), Fraction(100), Fraction(100), years),
        Statement(kind, direction, Fraction(rate), years),
        "2024", Printed(level), Printed("100"), Printed(rate), rate, None, "total",
    )  # fmt: skip
    assert (possible(claim), possible(claim, coarser=True)) == (printed, coarser)


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
