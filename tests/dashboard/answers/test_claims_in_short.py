"""Claims in short: how many hold, and each as two ranges of percent."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from analytics.checking.verdicts import Verdict
from analytics.reconciling.claimed_changes import Change, Coarser
from dashboard.answers import claims_in_short
from dashboard.answers.claim_list import claim_list
from dashboard.answers.claims_in_short import in_short, two_rates
from dashboard.answers.selection import Selection
from dashboard.answers.whole_edition import every_check, official_beside
from data.intervals import Interval, between

# Not testable by docs/verdicts.md, and official statistics of the other side give a rate; of others
# they have figures only: Belarus 2015, Russia's first half of 2021, and, printed, Azerbaijan 2021.
OTHER_FIGURES = {"en079d-rate", "en043a-rate", "mofa-aze-2022-total-up"}
OTHER_SIDE = {
    "ru001a-rate", "en022a-rate", "vi002a-rate", "mofa-kaz-2024-total-up", "en006a-rate",
    "en006b-rate", "en008c-rate",
}  # fmt: skip


def test_the_book_in_short_is_that_of_docs_verdicts(started):
    short = claims_in_short.of_edition(started)
    assert (short.published, short.testable) == (64, 25)
    assert short.other_side == {
        "figures": len(OTHER_SIDE) + len(OTHER_FIGURES), "rate": len(OTHER_SIDE)
    }  # fmt: skip
    assert {str(verdict): n for verdict, n in short.counts.items()} == {
        "consistent": 19,
        "consistent_if_rounded": 1,
        "explained": 3,
        "contradicted": 2,
        "not_testable": 39,
    }


def test_only_what_is_not_testable_and_has_a_rate_of_the_partner_counts(started):
    checks, beside = every_check(started), official_beside(started)
    by_name = {check.claim.claim: check for check in checks}
    spoken = {name: in_short([check], beside).other_side for name, check in by_name.items()}
    assert {name for name, one in spoken.items() if one.get("rate")} == OTHER_SIDE
    assert {name for name, one in spoken.items() if one} == OTHER_SIDE | OTHER_FIGURES
    one = by_name["en006a-rate"]
    assert in_short([replace(one, verdict=Verdict.CONSISTENT)], beside).other_side == {}
    rates = beside[one.claim.claim]
    without = {one.claim.claim: [replace(rate, measured=None) for rate in rates]}
    assert in_short([one], without).other_side == {"figures": 1}
    assert in_short([replace(one, mirror_base=None)], {}).other_side == {}


@pytest.mark.parametrize(("other_side", "names"), [
    ("figures", OTHER_SIDE | OTHER_FIGURES), ("rate", OTHER_SIDE),
])  # fmt: skip
def test_the_links_of_the_sentence_list_exactly_these_claims(started, other_side, names):
    asked = Selection(verdict=("not_testable",), other_side=other_side)
    listed = claim_list(started, asked)
    assert {one.claim.claim for group in listed.groups for one in group.checks} == names
    assert listed.left_out["other_side"] == 39 - len(names)


def test_the_worst_come_first_and_of_each_the_newest(started):
    of_viet_nam = [c for c in every_check(started) if c.claim.reporter == "VNM"]
    rows = two_rates(of_viet_nam)
    assert [(str(row.check.verdict), row.check.claim.period) for row in rows[:5]] == [
        ("contradicted", "2017"),
        ("contradicted", "2016-01/2022-12"),
        ("explained", "2024"),
        ("explained", "2024"),
        ("consistent_if_rounded", "2018"),
    ]
    assert {row.check.verdict for row in rows[5:]} == {Verdict.CONSISTENT}
    assert len(rows) == 12
    # Two publications claim the same change; the first prints both figures itself.
    assert [[one.check.claim.claim for one in row.every] for row in rows if row.others] == [
        ["mofa-rus-2024-total-up", "en044a-rate"]
    ]
    # 4.58 on 3.63 billion: 4.575 / 3.635 = 1.25860 and 4.585 / 3.625 = 1.26483
    [tightest] = [row for row in rows if row.check.claim.claim == "mofa-rus-2024-total-up"]
    assert tightest.said == 26
    assert tightest.claimed == between(Fraction("25.5"), Fraction("26.5"))
    assert tightest.recomputed == between(Fraction(94000, 3635), Fraction(96000, 3625))


def interval(low: float, high: float) -> Interval:
    return between(Fraction(low), Fraction(high))


@pytest.mark.parametrize(
    ("kind", "sign", "claimed", "recomputed", "expected"),
    [
        # down 20 to 40 percent, and by the figures 10 down to 5 up
        ("percent", -1, (20, 40), (-5, 10), ((-40, -20), (-10, 5))),
        # to 2.5-fold is +150 percent
        ("multiple", 1, (2.5, 3), (2, 2.25), ((150, 200), (100, 125))),
        # a half is -50 percent, a quarter -75
        ("multiple", -1, (2, 4), (2, 2.5), ((-75, -50), (-60, -50))),
        ("average_annual_percent", 1, (15, 16), (14, 17), ((15, 16), (14, 17))),
    ],
)
def test_claims_in_percent_with_their_sign(started, kind, sign, claimed, recomputed, expected):
    check = every_check(started)[0]
    stated = interval(*claimed)
    changed = replace(
        check,
        change=Change(kind, sign, stated, Coarser(stated, stated), 1, is_word=False),
        claim=check.claim._replace(claimed=None, kind=kind),
        verdict=Verdict.CONSISTENT,
        recomputed=interval(*recomputed),
    )
    [rates] = two_rates([changed])
    assert (rates.claimed, rates.recomputed) == tuple(interval(*ends) for ends in expected)
    assert rates.claimed.low <= rates.said <= rates.claimed.high


def test_what_is_no_rate_or_not_tested_has_no_row(started):
    check = next(c for c in every_check(started) if c.verdict == Verdict.CONSISTENT)
    assert two_rates([replace(check, verdict=Verdict.NOT_TESTABLE)]) == []
    absolute = replace(check.change, kind="absolute")
    assert two_rates([replace(check, change=absolute)]) == []
    assert two_rates([replace(check, recomputed=None)]) == []
    assert len(two_rates([check])) == 1
