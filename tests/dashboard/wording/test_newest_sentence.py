"""The finding of the chart of a pair, of flows that are one and of those that are many."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dashboard.answers.pairs import LatestLevel
from dashboard.wording.formats import Formats
from dashboard.wording.newest_sentence import newest_sentence
from data.codes.flows import Flow

FALL, RISE, EITHER = (-10.4, -9.6), (25.85, 26.49), (-1, 2)


def said(
    language: str, flow: Flow, ends: tuple[float, float] | None, qualifier: str | None = "exact"
) -> str:
    level = {"flow": flow, "period": "2023", "value": Decimal(123_456_789), "low": 123_456_789,
             "high": 123_456_789, "qualifier": qualifier, "currency": "USD"}  # fmt: skip
    if qualifier:
        level |= {"value": 120_000_000, "low": 119_950_000, "high": 120_050_000}
    growth = ends and {
        "base_period": "2022", "growth_pct_low": ends[0], "growth_pct_high": ends[1],
        "growth_pct": sum(ends) / 2,
    }  # fmt: skip
    return newest_sentence(LatestLevel(level, growth, None), Formats(language))


@pytest.mark.parametrize(
    ("flow", "begins"),
    [
        (Flow.EXPORT, "In 2023 exports were 120.0 million USD"),
        (Flow.IMPORT, "In 2023 imports were 120.0 million USD"),
        (Flow.TOTAL, "In 2023 two-way trade was 120.0 million USD"),
    ],
)
@pytest.mark.parametrize(
    ("ends", "goes_on"),
    [
        (RISE, ", 26% more than in 2022."),
        (FALL, ", 10% less than in 2022."),
        ((-3.2, -3.0), ", 3.1% less than in 2022."),
        (EITHER, ", a change of −1.0% to +2.0% on 2022."),
        (None, "; the source does not give the year before."),
    ],
)
def test_exports_and_imports_were_and_two_way_trade_was(flow, begins, ends, goes_on):
    assert said("en", flow, ends) == begins + goes_on


@pytest.mark.parametrize(
    ("flow", "name"),
    [(Flow.EXPORT, "xuất khẩu"), (Flow.IMPORT, "nhập khẩu"), (Flow.TOTAL, "kim ngạch hai chiều")],
)
def test_vietnamese_says_it_of_all_flows_alike(flow, name):
    assert said("vi", flow, RISE) == (
        f"Năm 2023: {name} đạt 120,0 triệu USD, tăng 26% so với năm 2022."
    )


def test_where_only_bounds_of_the_rate_are_known_they_are_told_without_a_sign():
    level = {"flow": "total", "period": "2023", "value": 9, "low": 9, "high": 9,
             "qualifier": "exact", "currency": "USD"}  # fmt: skip
    growth = {"base_period": "2022", "growth_pct": None, "growth_pct_low": -20.5,
              "growth_pct_high": -10.2}  # fmt: skip
    sentence = newest_sentence(LatestLevel(level, growth, None), Formats("en"))
    assert sentence == "In 2023 two-way trade was 9 USD, 10.2% to 20.5% less than in 2022."


def test_an_official_figure_has_the_digits_of_a_headline():
    assert "was 123.5 million USD," in said("en", Flow.TOTAL, RISE, None)
