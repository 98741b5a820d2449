"""The sentence on top of the *Partner* page, of flows that are one and of those that are many."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dashboard.answers.pairs import LatestLevel
from dashboard.pages.partner_answer import _sentence
from dashboard.wording.formats import Formats
from data.codes.flows import Flow

PAIR = SimpleNamespace(reporter="VNM", partner="AZE")
FALL, RISE, EITHER = (-10, -9), (9, 10), (-1, 2)


def said(language: str, flow: Flow, ends: tuple[int, int] | None) -> str:
    formats = Formats(language)
    level = {"flow": flow, "period": "2023", "value": 120_000_000, "low": 119_950_000,
             "high": 120_050_000, "qualifier": "exact", "currency": "USD"}  # fmt: skip
    growth = ends and {"base_period": "2022", "growth_pct_low": ends[0], "growth_pct_high": ends[1]}
    latest = LatestLevel(level, growth, None)
    return _sentence(SimpleNamespace(words=formats.words, formats=formats), PAIR, latest)


@pytest.mark.parametrize(
    ("flow", "begins"),
    [
        (Flow.EXPORT, "In 2023 exports by Viet Nam's statistics were 120.0 million USD"),
        (Flow.IMPORT, "In 2023 imports by Viet Nam's statistics were 120.0 million USD"),
        (Flow.TOTAL, "In 2023 two-way trade by Viet Nam's statistics was 120.0 million USD"),
    ],
)
@pytest.mark.parametrize(
    ("ends", "goes_on"),
    [
        (RISE, ", 9.0% to 10.0% more than in 2022."),
        (FALL, ", 9.0% to 10.0% less than in 2022."),
        (EITHER, ", a change of −1.0% to 2.0% on 2022."),
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
    begins = f"năm 2023: {name} theo thống kê của Việt Nam đạt 120,0 triệu USD"
    assert said("vi", flow, RISE) == f"{begins}, tăng 9,0% đến 10,0% so với năm 2022."
