"""Claims about the same change: which they are, and whether they agree."""

from __future__ import annotations

from typing import Any

import pytest

from analytics.checking.claims import Check, check_all
from analytics.checking.repeats import repeats
from dashboard.answers.whole_edition import every_check
from tests.support.made_observations import observations


@pytest.fixture(scope="module")
def variants(edition):
    """Checks of the claim that VNM-RUS trade rose 26 percent in 2024, changed in some columns."""

    def checked(*changes: str) -> list[Check]:
        found = []
        for number, change in enumerate(changes):
            rows = edition.relation("reported_claim").filter("claim = 'mofa-rus-2024-total-up'")
            columns = (
                f"{change}, 'claim-{number}' AS claim" if change else f"'claim-{number}' AS claim"
            )
            found += check_all(
                rows.select(f"* REPLACE ({columns})"),
                observations(("VNM", "BLR", "total", "2023", "1")),
            )
        return found

    return checked


def agreement(checks: list[Check]) -> dict[str, dict[str, bool | None]]:
    return {
        claim: {one.check.claim.claim: one.agrees for one in others}
        for claim, others in repeats(checks).items()
    }


def rate(kind: str, low: float, high: float, direction: str = "up") -> str:
    ends = f"{low} AS claimed_low, {high} AS claimed_high"
    return f"'{kind}' AS kind, '{direction}' AS direction, {ends}"


def test_doubled_and_plus_99_percent_agree_on_kazakhstan_2024(edition):
    found = agreement(list(every_check(edition)))
    assert found["vi002a-rate"] == {"mofa-kaz-2024-total-up": True}
    assert found["mofa-kaz-2024-total-up"] == {"vi002a-rate": True}


def test_over_35_percent_and_36_2_percent_do_not_agree_on_russia_2017(edition):
    """ "Over 35" is 35 to 36 and 36.2 at least 36.15."""
    found = agreement(list(every_check(edition)))
    assert found["ru001a-rate"] == {"en007b-rate": False}


def test_a_claim_repeats_neither_itself_nor_one_on_another_change(variants):
    assert repeats(variants("")) == {}
    others = [
        "'VNM' AS partner", "'RUS' AS reporter", "'export' AS flow", "'0901' AS product",
        "'2025' AS period", "'2022' AS base_period", "'EUR' AS currency",
    ]  # fmt: skip
    assert repeats(variants("", *others)) == {}


def test_kinds_are_compared_by_what_they_say_of_the_ratio(variants):
    found = agreement(
        variants(
            rate("percent", 25.5, 26.5),
            rate("multiple", 1.25, 1.35),  # 1.255 to 1.265 lies in it
            rate("multiple", 1.27, 1.35),
            rate("percent", 10, 20, "down"),
            rate("absolute", 900e6, 990e6),
        )
    )
    assert found["claim-0"] == {
        "claim-1": True, "claim-2": False, "claim-3": False, "claim-4": None,
    }  # fmt: skip
    assert found["claim-4"] == dict.fromkeys([f"claim-{n}" for n in range(4)])


def test_an_average_annual_rate_is_compared_over_its_years(variants):
    """26 percent a year from 2022 to 2024 is 1.5876-fold."""
    found = agreement(
        variants(
            "'2022' AS base_period, " + rate("average_annual_percent", 25.9, 26.1),
            "'2022' AS base_period, " + rate("percent", 58, 59),
            "'2022' AS base_period, " + rate("percent", 25.9, 26.1),
        )
    )
    assert found["claim-0"] == {"claim-1": True, "claim-2": False}


@pytest.mark.parametrize(
    "change",
    ["'forecast' AS figure_kind", "NULL::VARCHAR AS base_period", rate("percentage_points", 1, 2)],
)
def test_what_speaks_of_no_change_of_an_amount_repeats_nothing(variants, change: Any):
    assert repeats(variants("", change, change)) == {}
