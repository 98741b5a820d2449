"""What an answer may cost: shares of components, a limit of time, progress, and how it stops."""

from __future__ import annotations

import pytest

from analytics.checking.claims import check_all
from analytics.reconciling import effort as efforts
from analytics.reconciling.effort import Effort, TooMuchWork, spend
from analytics.reconciling.reconciliation import reconcile_facts
from tests.support.made_claims import claim, claims
from tests.support.made_facts import ids, level, ratio
from tests.support.made_observations import observations


def test_a_share_is_spent_to_its_end_and_no_further():
    share = Effort(share=10).share()
    with share.spending():
        spend(6)
        spend(4)
    with pytest.raises(TooMuchWork), share.spending():
        spend(1)
    with pytest.raises(TooMuchWork), share.spending():
        pass  # nothing is left for whatever comes
    spend(10**9)  # nobody counts


def test_each_component_has_a_share_of_its_own():
    effort = Effort(share=10)
    for _ in range(3):
        with effort.share().spending():
            spend(10)


def test_the_time_of_a_check_is_limited(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(efforts, "thread_time", lambda: now[0])
    effort = Effort(seconds=20)
    with effort.share().spending():
        now[0] = 120.0
        spend(1)
        now[0] = 120.1
        with pytest.raises(TooMuchWork):
            spend(1)
    with pytest.raises(TooMuchWork), effort.share().spending():
        pass


def test_progress_is_told_now_and_then_within_a_component(monkeypatch):
    now, told = [0.0], []
    monkeypatch.setattr(efforts, "monotonic", lambda: now[0])
    effort = Effort(lambda *state: told.append(state))
    effort.expect(5)
    with effort.share().spending():
        spend(1)
        assert told == []
        now[0] = 0.1
        spend(1)
        spend(1)
    assert told == [(0, 5)]
    effort.advance(3)
    assert told == [(0, 5), (3, 5)]


# A square of figures: exports and imports of 2024 and their total, of which one is 30 too high.
APART = [level("alone", "export", "2010", 1, 2, "a"), level("else", "export", "2010", 5, 6, "b")]
SQUARE = [
    level("x", "export", "2024", 10, 10),
    level("m", "import", "2024", 20, 20),
    level("t", "total", "2024", 60, 60),
    ratio("c", "total", "2024", "2023", 2, 2),
]


def test_what_a_component_costs_too_much_is_named_and_the_others_are_answered():
    result = reconcile_facts([*SQUARE, *APART], Effort(share=20))
    [given_up] = result.not_searched
    assert ids(given_up.facts) == {"x", "m", "t", "c"}
    assert [ids(one.facts) for one in result.conflicts] == [{"alone", "else"}]
    assert result.implied == ()
    whole = reconcile_facts([*SQUARE, *APART])
    assert whole.not_searched == ()
    assert {frozenset(ids(one.facts)) for one in whole.conflicts} == {
        frozenset({"alone", "else"}),
        frozenset({"x", "m", "t"}),
    }


def test_the_same_facts_come_to_the_same_end_every_time():
    """Work is counted, not time: the least share that is enough is enough again."""
    enough = next(
        share
        for share in range(0, 100_000, 100)
        if not reconcile_facts(SQUARE, Effort(share=share)).not_searched
    )
    for _ in range(3):
        assert reconcile_facts(SQUARE, Effort(share=enough - 100)).not_searched
        assert not reconcile_facts(SQUARE, Effort(share=enough)).not_searched


class GoneError(Exception):
    """What Streamlit's exception is to a page."""


@pytest.mark.parametrize("calls", [1, 2])
def test_what_progress_raises_ends_the_work(calls, monkeypatch):
    monkeypatch.setattr(efforts, "monotonic", lambda: 0.0)  # told after each component only
    seen = []

    def show(done, every):
        seen.append((done, every))
        if len(seen) == calls:
            raise GoneError

    with pytest.raises(GoneError):
        reconcile_facts([*APART, *SQUARE], Effort(show))
    assert seen == [(2, 6), (6, 6)][:calls]


def flow(name, period, number):
    return "VNM", "KAZ", name, period, number, {}


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (10**6, ("consistent", "consistent_implied")),  # 66 on 100 - 40
        (1, ("not_testable", "not_searched")),
    ],
)
def test_a_claim_that_others_would_decide_is_not_tested_without_them(share, expected):
    """The implied base of the claim itself, 66 / 1.1, is given all the same."""
    figures = [
        flow("export", "2024", "66.0"),
        flow("total", "2023", 100),
        flow("import", "2023", 40),
    ]
    row = claim("10.0", level="66.0", flow="export")
    [checked] = check_all(
        claims(row), observations(*figures, source="gazette"), effort=Effort(share=share)
    )
    assert (checked.verdict, checked.reason) == expected
    assert checked.implied_base is not None
    assert checked.implied_base.low < 60_000_000 < checked.implied_base.high


def test_a_claim_with_a_printed_base_is_decided_whatever_the_rest_costs():
    figures = [flow("export", "2024", "66.0"), flow("export", "2023", "60.0")]
    row = claim("10.0", level="66.0", flow="export")
    [checked] = check_all(
        claims(row), observations(*figures, source="gazette"), effort=Effort(share=1)
    )
    assert checked.verdict == "consistent"
