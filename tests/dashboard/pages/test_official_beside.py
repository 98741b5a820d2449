"""What official statistics say, on the pages where claims stand: Check, Check a text, Partner."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.support.check_page import checked
from tests.support.pages import tables

KAZAKHSTAN = {
    "en": "Kazakhstan's statistics (Bureau of Kazakhstan, July 2026): −11.61%",
    "vi": "Thống kê của Kazakhstan (Bureau of Kazakhstan, tháng 7/2026): −11,61%",
}
TIMES = {"en": "−11.61% (0.88 times)", "vi": "−11,61% (bằng 0,88 lần)"}
LEVELS = {
    "en": "865.9 million USD on 979.6 million USD · differs from the claim",
    "vi": "865,9 triệu USD so với 979,6 triệu USD · khác với công bố",
}
ALONE = {
    "en": "865.9 million USD in 2024, no figure for 2015",
    "vi": "865,9 triệu USD (năm 2024), không có số liệu năm 2015",
}
YEAR_ON_YEAR = {
    "en": "The claim states no base: read as year on year, on Q1 2015.",
    "vi": "Công bố không nêu kỳ gốc: hiểu là so với cùng kỳ năm trước, tức quý I/2015.",
}


def lists(app) -> list[str]:
    """The text of each list of official statistics on the page."""
    bodies = "".join(element.proto.body for element in app.get("html"))
    found = re.findall('<ul class="official">(.*?)</ul>', bodies, re.DOTALL)
    return [unescape(re.sub("<[^>]+>", "", body)) for body in found]


@pytest.mark.parametrize("language", ["en", "vi"])
def test_an_opened_claim_has_a_line_for_each_source(visit_official, language):
    found = {
        claim: lists(visit_official("check", claim=claim, lang=language))
        for claim in ("vi002a-rate", "mofa-kaz-2024-total-up", "en079b-rate", "vi001d-rate")
    }
    assert all(len(told) == 1 for told in found.values())
    assert f"{KAZAKHSTAN[language]} · {LEVELS[language]}" in found["mofa-kaz-2024-total-up"]
    assert TIMES[language] in found["vi002a-rate"][0]
    assert ALONE[language] in found["en079b-rate"][0]
    [opened] = lists(visit_official("check", claim="ru002a-rate", lang=language))
    assert YEAR_ON_YEAR[language] in opened
    assert {"en": "+19.53%", "vi": "+19,53%"}[language] in opened


def test_the_source_is_a_link_to_its_entry(visit_official):
    app = visit_official("check", claim="vi002a-rate", reporter="BLR", lang="en")
    [body] = [e.proto.body for e in app.get("html") if '"official"' in e.proto.body]
    assert re.findall('href="(.*?)"', body) == ["/sources?source=kaz-bns&amp;lang=en"]


def test_without_official_statistics_the_check_page_has_no_such_line(visit):
    assert lists(visit("check", claim="mofa-kaz-2024-total-up", lang="en")) == []
    columns = tables(visit("partner", reporter="VNM", partner="KAZ", lang="en", tab="claims"))
    assert "As reported, and the verdict" in columns
    assert "Official statistics" not in columns


@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_text_that_is_checked_has_them_too(visit_official, language):
    text = "Viet Nam's trade with Kazakhstan rose 20% in 2024."
    app = checked(visit_official, text, lang=language)
    assert f"{KAZAKHSTAN[language]} · {LEVELS[language]}" in lists(app)


@pytest.mark.parametrize(
    ("language", "header"), [("en", "Official statistics"), ("vi", "Thống kê chính thức")]
)
def test_the_partner_page_has_the_rates_and_opens_into_the_lines(visit_official, language, header):
    app = visit_official("partner", reporter="VNM", partner="KAZ", lang=language, tab="claims")
    [body] = [e.proto.body for e in app.get("html") if f'data-label="{header}"' in e.proto.body]
    cells = re.findall(f'data-label="{header}">(.*?)</td>', body, re.DOTALL)
    summaries = [re.findall("<summary>(.*?)</summary>", cell) for cell in cells]
    # The rate and "nearly 2 times" are one change, which is one row: both are in the multiple's.
    assert [f"Kazakhstan {TIMES[language]}"] in summaries
    assert [] in summaries  # a level alone has no rate to be shown in short
    whose = KAZAKHSTAN[language].rpartition(" ")[0]
    told = f"{whose} {TIMES[language]} · {LEVELS[language]}"
    assert told in unescape("\n".join(cells))
