"""The base that a claim implies, narrowed by what else is known of it."""

from __future__ import annotations

from fractions import Fraction

from analytics.checking.claims import check_all
from analytics.checking.narrowed_bases import with_narrowed_bases
from analytics.reconciling.reconciliation import reconcile
from data.intervals import between
from tests.support.made_claims import base, claim, claims
from tests.support.made_observations import observations

MILLION = 10**6


def narrowed(row, *figures):
    """The claim checked by itself, and with what all facts leave of its base."""
    stated, known = claims(row), observations(*figures, source="gazette")
    [alone] = check_all(stated, known)
    [result] = with_narrowed_bases([alone], reconcile(known, stated))
    return alone, result


def test_another_source_of_the_level_narrows_the_base():
    # 800 is 799.5 to 800.5 and "over 800" is 800 to 880, so together 800 to 800.5; up 99 percent is
    # a factor of 1.985 to 1.995: 800 / 1.995 to 800.5 / 1.985 instead of 799.5 / 1.995.
    level = base("800", "2024")
    other = base("over 800", "2024", source="weekly")
    alone, result = narrowed(claim("99", level="800"), level, other)
    ends = [Fraction("799.5") / Fraction("1.995"), Fraction("800.5") / Fraction("1.985")]
    assert alone.implied_base == between(*(MILLION * end for end in ends))
    assert result.implied_base == between(MILLION * 800 / Fraction("1.995"), MILLION * ends[1])
    assert (alone.base_from, alone.verdict) == ((), result.verdict)
    assert {fact.source for fact in result.base_from} == {"gazette", "weekly"}
    assert set(alone.evidence[1]) < set(result.evidence[1])


def test_parts_of_the_base_narrow_it():
    # 110 up 10 percent: 109.5 / 1.105 = 99.1 to 110.5 / 1.095 = 100.9; exports of 100.0 are
    # 99.95 or more, and two-way trade is no less.
    exports = ("VNM", "KAZ", "export", "2023", "100.0", {})
    _, result = narrowed(claim("10", level="110"), base("110", "2024"), exports)
    assert result.implied_base == between(
        Fraction("99.95") * MILLION, Fraction("110.5") / Fraction("1.095") * MILLION
    )


def test_nothing_more_is_known():
    alone, result = narrowed(claim("99", level="800"), base("800", "2024"))
    assert result is alone


def test_a_base_that_settles_the_claim_stays_what_the_claim_implies():
    figures = (base("800", "2024"), base("402", "2023"), base("over 800", "2024", source="weekly"))
    alone, result = narrowed(claim("99", level="800"), *figures)
    assert (alone.verdict, result) == ("consistent", alone)


def test_a_claim_that_was_left_out_of_a_conflict_is_not_narrowed():
    # Exports alone were 500 in 2023, more than the claim leaves for two-way trade.
    exports = ("VNM", "KAZ", "export", "2023", "500", {})
    more = (base("800", "2024"), base("over 800", "2024", source="weekly"), exports)
    alone, result = narrowed(claim("99", level="800"), *more)
    assert result == alone


def test_another_claim_narrows_no_base():
    # "2 times" is a factor of 1.5 to 2.5; 99 percent of another source leaves 401 to 403.3.
    twice = claim("2", kind="multiple", level="800")
    other = claim("99", claim="other", source="weekly", level="800")
    stated, known = claims(twice, other), observations(base("800", "2024"), source="gazette")
    checks = {check.claim.claim: check for check in check_all(stated, known)}
    [implied] = [one for one in reconcile(known, stated).implied if one.base is None]
    assert {fact.fact for fact in implied.facts} >= {"other"}
    [result] = with_narrowed_bases([checks["the claim"]], reconcile(known, stated))
    assert result is checks["the claim"]
    assert result.implied_base == between(MILLION * Fraction(1599, 5), MILLION * Fraction(1601, 3))
