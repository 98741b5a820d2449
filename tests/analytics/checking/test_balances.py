"""Claims on a balance: rates are of its size where the signs agree, amounts of its sign."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from data.intervals import PrintedNumber, between
from tests.support.examples import examples
from tests.support.made_claims import check, claim
from tests.support.made_observations import MILLION

AROUND_ZERO = PrintedNumber(None, between(-3 * MILLION, 3 * MILLION))
YEARLY = {"kind": "average_annual_percent", "period": "2025"}


def balance_claim(rate, level, **columns):
    return claim(rate, level=level, flow="balance", **columns)


def balance(number, period="2023"):
    return "VNM", "KAZ", "balance", period, number


def found(checked):
    return checked.verdict, checked.reason, checked.decision_error


# What is claimed of a balance (2024, then the base), and what the figures give.
RATES = [
    # widened from 104.6 to 123.5: 123.45 / 104.65 = 1.17965 to 123.55 / 104.55 = 1.18173
    ("18.1", "-123.5", "-104.6", {}, ("consistent", "consistent", False), (17.965, 18.173)),
    ("18.1", "123.5", "104.6", {}, ("consistent", "consistent", False), (17.965, 18.173)),
    ("28.1", "-123.5", "-104.6", {}, ("contradicted", "contradicted", False), (17.965, 18.173)),
    ("18.1", "-123.5", "-104.6", {"direction": "down"},
     ("contradicted", "contradicted", True), (-18.173, -17.965)),
    # narrowed from 81.3 to 55.7: 1 - 55.75 / 81.25 = 31.385 to 1 - 55.65 / 81.35 = 31.592
    ("31.5", "-55.7", "-81.3", {"direction": "down"},
     ("consistent", "consistent", False), (31.385, 31.592)),
    ("20.0", "-55.7", "-81.3", {"direction": "down"},
     ("contradicted", "contradicted", False), (31.385, 31.592)),
    # 240.25 / 100.05 = 2.4013 to 240.35 / 99.95 = 2.4047
    ("2.40", "-240.3", "-100.0", {"kind": "multiple"},
     ("consistent", "consistent", False), (2.401, 2.405)),
    # the roots of 120.95 / 100.05 = 1.20890 and 121.05 / 99.95 = 1.21111
    ("10.0", "-121.0", "-100.0", YEARLY, ("consistent", "consistent", False), (9.950, 10.050)),
]  # fmt: skip


@pytest.mark.parametrize(("rate", "level", "base", "columns", "verdict", "recomputed"), RATES)
def test_a_rate_of_a_balance_is_that_of_its_size(rate, level, base, columns, verdict, recomputed):
    checked = check(balance_claim(rate, level, **columns), balance(base))
    assert found(checked) == verdict
    assert tuple(round(end, 3) for end in checked.recomputed.as_floats()) == recomputed


AMOUNTS = [
    # a deficit that widened by 18.9 is a balance that fell by it:
    # 123.45 - 104.65 to 123.55 - 104.55
    ("18.9", "down", "-123.5", "-104.6", "consistent", (18.8, 19.0)),
    ("28.9", "down", "-123.5", "-104.6", "contradicted", (18.8, 19.0)),
    ("18.9", "up", "-123.5", "-104.6", "contradicted", (-19.0, -18.8)),
    # from a surplus of 20.0 to a deficit of 5.0: 4.95 + 19.95 to 5.05 + 20.05
    ("25.0", "down", "-5.0", "20.0", "consistent", (24.9, 25.1)),
    ("25.0", "up", "5.0", "-20.0", "consistent", (24.9, 25.1)),
]


@pytest.mark.parametrize(("amount", "direction", "level", "base", "verdict", "change"), AMOUNTS)
def test_an_amount_of_change_needs_no_rate(amount, direction, level, base, verdict, change):
    row = balance_claim(amount, level, kind="absolute", direction=direction)
    checked = check(row, balance(base))
    assert checked.verdict == verdict
    assert tuple(round(end / 1e6, 6) for end in checked.recomputed.as_floats()) == change


@pytest.mark.parametrize(
    ("level", "base", "reason"),
    [
        ("-5.0", "20.0", "signs_differ"),
        ("5.0", "-20.0", "signs_differ"),
        ("5.0", (-3, None, 3), "base_not_positive"),
        ("-5.0", (-3, None, 3), "base_not_positive"),
        ("-5.0", 0, "base_not_positive"),
        (AROUND_ZERO, "-20.0", "level_below_zero"),
        (AROUND_ZERO, "20.0", "level_below_zero"),
    ],
)
def test_between_different_signs_no_rate_is_formed(level, base, reason):
    checked = check(balance_claim("25.0", level), balance(base))
    assert found(checked) == ("not_testable", reason, False)


def test_a_claim_implies_a_base_of_the_sign_of_its_level():
    # 123.45 / 1.1815 = 104.486 to 123.55 / 1.1805 = 104.659
    checked = check(balance_claim("18.1", "-123.5"))
    assert checked.reason == "no_base"
    implied = tuple(round(end / 1e6, 3) for end in checked.implied_base.as_floats())
    assert implied == (-104.659, -104.486)
    # -123.5 is 18.9 less: -123.55 + 18.85 to -123.45 + 18.95
    row = balance_claim("18.9", "-123.5", kind="absolute", direction="down")
    implied = check(row).implied_base
    assert tuple(round(end / 1e6, 3) for end in implied.as_floats()) == (-104.7, -104.5)
    # and a fall by more than the level is a surplus before
    row = balance_claim("18.9", "-8.5", kind="absolute", direction="down")
    assert round(float(check(row).implied_base.low / 10**6), 3) == 10.3  # -8.55 + 18.85


TENTHS = st.integers(1, 4000).map(lambda tenths: f"{tenths / 10:.1f}")


@settings(max_examples=examples(200, usual=30))
@given(TENTHS, TENTHS, TENTHS, st.sampled_from(["up", "down"]),
       st.sampled_from(["percent", "multiple", "average_annual_percent"]))  # fmt: skip
def test_a_deficit_has_the_verdicts_of_the_surplus_of_its_size(level, base, rate, direction, kind):
    columns = {"kind": kind, "direction": direction}
    surplus = check(balance_claim(rate, level, **columns), balance(base))
    deficit = check(balance_claim(rate, f"-{level}", **columns), balance(f"-{base}"))
    assume(not any(reading.name == "other_flow" for reading in surplus.readings))
    assert found(deficit) == found(surplus)
    assert deficit.recomputed == surplus.recomputed
    turned = surplus.implied_base and -surplus.implied_base
    assert deficit.implied_base == turned
