"""The table of the tab of trade: a reason where there is no growth, a verdict where one is told."""

from __future__ import annotations

import re
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.answers import pairs
from dashboard.wording.words import words

GROWTH = re.compile(r'<td class="\w*" data-label="([^"]*)">(.*?)</td>', re.DOTALL)


def growth_of(app: AppTest, language: str = "en") -> dict[str, str]:
    """The HTML of the last cell of each row by its period."""
    label = words(language)("partner.growth_of_two_way")
    [body] = [e.proto.body for e in app.get("html") if f'data-label="{label}"' in e.proto.body]
    found = {}
    for row in body.split("<tr>")[2:]:
        period = re.search(r'<th scope="row">(.*?)</th>', row)
        cells = dict(GROWTH.findall(row))
        assert period
        found[unescape(period[1])] = cells[label]
    return found


def plain(cell: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", cell))


def test_an_empty_cell_says_why_and_a_reported_rate_has_its_verdict(visit):
    cells = growth_of(visit("partner", lang="en", partner="KAZ", freq="A"))
    # Of 2023 no source prints anything; +99 % of 2024 and "doubled" are claims that imply it.
    assert plain(cells["2024"]).startswith("2023 is implied only")
    assert "reported +99%: Not testable" in plain(cells["2024"])
    assert re.search(r'href="/check\?claim=mofa-kaz-2024-total-up[&"]', cells["2024"])
    assert plain(cells["2023"]) == "implied only"
    assert plain(cells["2022"]) == "no figure of 2021"
    russia = growth_of(visit("partner", lang="en", partner="RUS", freq="A"))
    assert plain(russia["2024"]).startswith("+26%+25.85% to +26.49%")
    assert "reported +26%: Consistent" in plain(russia["2024"])
    # 2.3 % is of this year's figure on last year's of another source
    assert plain(russia["2023"]).startswith("2022 is of another source")
    assert "reported +2.3%: Consistent" in plain(russia["2023"])


def test_a_rate_without_a_level_has_a_row(visit):
    """ "up 5 %" of January to August 2025 stands beside its level; what has none has its chip."""
    app = visit("partner", lang="en", partner="RUS", freq="R")
    cells = growth_of(app)
    assert all(plain(cell) for cell in cells.values())
    assert any("reported" in plain(cell) for cell in cells.values())


@pytest.mark.parametrize("partner", ["KAZ", "AZE", "RUS", "BLR"])
def test_no_growth_cell_is_empty(visit, edition, partner):
    seen = 0
    for freq in pairs.frequencies(edition, "VNM", partner):
        cells = growth_of(visit("partner", lang="vi", partner=partner, freq=freq), "vi")
        assert [period for period, cell in cells.items() if not plain(cell).strip()] == []
        seen += len(cells)
    assert seen > 3


def test_a_chip_is_told_once_for_claims_alike(visit):
    for partner in ("RUS", "KAZ"):
        for cell in growth_of(visit("partner", lang="en", partner=partner, freq="A")).values():
            chips = [plain(chip) for chip in re.findall(r"<a class=\"chip.*?</a>", cell)]
            assert len(chips) == len(set(chips))
