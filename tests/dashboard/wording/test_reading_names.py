"""Every other reading in words, in both languages, and the table of those tried."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from html import unescape

import pytest

from analytics.checking.claims import Check, check_all
from analytics.checking.other_readings import Reading
from analytics.checking.series import Figure, figure_of
from analytics.checking.verdicts import ReadingName
from dashboard.answers.selection import LANGUAGES
from dashboard.answers.whole_edition import every_check
from dashboard.html.proof import readings_table
from dashboard.wording.formats import Formats
from dashboard.wording.reading_names import in_words, label
from data.intervals import between
from data.views import observations_of
from tests.support.made_observations import observations

RUSSIA = ("VNM", "RUS", "total", "2024")
BASE = ("VNM", "RUS", "total", "2023")


def figure(reporter: str, partner: str, flow: str, period: str, source: str = "customs") -> Figure:
    row = (reporter, partner, flow, period, "4600", {"source": source})
    return figure_of(observations_of(observations(row))[0])


@pytest.fixture(scope="module")
def check(edition) -> Check:
    """Two-way trade of Viet Nam with Russia in 2024, up 26 percent on 2023."""
    every = every_check(edition)
    return next(one for one in every if one.claim.claim == "mofa-rus-2024-total-up")


def reading(check: Check, name: str, *figures: Figure, **change: object) -> Reading:
    changed = replace(check.change, **change)
    return Reading(name, changed, figures, (1.0, 2.0), fits=False, miss=Fraction(1))


OWN = figure(*RUSSIA)
QUARTER = ("VNM", "RUS", "total", "2024-Q1")
SAID = {
    "other_source": (
        [OWN, figure(*BASE, source="gso-yearbook")],
        "with the figures of customs, gso-yearbook",
        "theo số liệu của customs, gso-yearbook",
    ),
    "later_revision": (
        [OWN, figure(*BASE)],
        "with figures published later (customs)",
        "theo số liệu công bố về sau (customs)",
    ),
    "other_reporter": (
        [OWN, figure("RUS", "VNM", "total", "2023")],
        "with Russia's statistics",
        "theo thống kê của Nga",
    ),
    "other_flow": (
        [OWN, figure("VNM", "RUS", "export", "2023")],
        "with exports instead of two-way trade",
        "lấy xuất khẩu thay cho kim ngạch hai chiều",
    ),
    "other_period": (
        [figure(*QUARTER), figure("VNM", "RUS", "total", "2023-Q1")],
        "comparing Q1 2024 with Q1 2023",
        "so quý I/2024 với quý I/2023",
    ),
    "period_on_period": (
        [figure(*QUARTER), figure("VNM", "RUS", "total", "2023-Q4")],
        "compared with Q4 2023, the period just before",
        "so với kỳ liền trước là quý IV/2023",
    ),
    "year_on_year": (
        [figure(*QUARTER), figure("VNM", "RUS", "total", "2023-Q1")],
        "compared with Q1 2023, a year earlier",
        "so với cùng kỳ năm trước là quý I/2023",
    ),
    "other_base_year": (
        [OWN, figure("VNM", "RUS", "total", "2022")],
        "compared with 2022 instead of 2023",
        "so với năm 2022 thay vì năm 2023",
    ),
    "points_of_growth": (
        [OWN, figure(*BASE), figure("VNM", "RUS", "total", "2022")],
        "read as percentage points between two growth rates",
        "hiểu là điểm phần trăm giữa hai tốc độ tăng",
    ),
    "points_of_share": (
        [OWN, figure(*BASE)],
        "read as percentage points of the share in trade with the world",
        "hiểu là điểm phần trăm của tỷ trọng trong thương mại với thế giới",
    ),
    "percent": (
        [OWN, figure(*BASE)],
        "read as percent instead of percentage points",
        "hiểu là phần trăm thay vì điểm phần trăm",
    ),
    "other_unit": (
        [replace(OWN, bounds=between(4_599_500, 4_600_500)), figure(*BASE)],
        "with a slip of the unit, so 4.5995 to 4.6005 million USD for 2024",
        "nếu nhầm đơn vị, tức năm 2024 là 4,5995 đến 4,6005 triệu USD",
    ),
    "cif_for_fob": (
        [OWN, figure("RUS", "VNM", "import", "2023")],
        "with Russia's statistics and up to 10% for freight and insurance",
        "theo thống kê của Nga và tính thêm tối đa 10% cước phí, bảo hiểm",
    ),
}


@pytest.mark.parametrize("name", SAID)
def test_a_reading_names_its_condition(check, name):
    figures, english, vietnamese = SAID[name]
    tried = reading(check, name, *figures)
    assert in_words(check, tried, Formats("en")) == english
    assert in_words(check, tried, Formats("vi")) == vietnamese


def test_a_rate_read_otherwise_says_what_it_then_stands_for(check):
    threefold = {"kind": "multiple", "claimed": between(Fraction(39, 10), Fraction(41, 10))}
    increase = reading(check, "increase_by", **threefold)
    assert in_words(check, increase, Formats("en")) == (
        "read as an increase by the multiple, so to 3.9 to 4.1 times the base"
    )
    assert in_words(check, increase, Formats("vi")) == (
        "hiểu là tăng thêm từng ấy lần, tức bằng 3,9 đến 4,1 lần kỳ gốc"
    )
    index = reading(
        check, "index", kind="multiple", claimed=between(Fraction(1145, 1000), Fraction(1155, 1000))
    )
    assert in_words(check, index, Formats("en")) == (
        "read as an index with the base at 100, so 1.145 to 1.155 times the base"
    )
    assert in_words(check, index, Formats("vi")) == (
        "hiểu là chỉ số với kỳ gốc bằng 100, tức bằng 1,145 đến 1,155 lần kỳ gốc"
    )


def test_a_year_summed_from_its_parts_is_no_other_period_but_is_said(check):
    tried = reading(check, "other_period", OWN, figure(*BASE))
    assert in_words(check, tried, Formats("en")) == "with a year summed from its parts"
    assert in_words(check, tried, Formats("vi")) == "lấy cả năm cộng từ các kỳ trong năm"


def test_every_reading_has_its_sentence_here_and_a_label_of_its_own(check):
    assert {*SAID, "increase_by", "index"} == {*ReadingName}
    for language in LANGUAGES:
        labels = {label(reading(check, name), language) for name in ReadingName}
        assert len(labels) == len(ReadingName)


def cells(html: str) -> list[list[str]]:
    rows = re.findall(r"<tr>(.*?)</tr>", html)[1:]
    return [
        [unescape(re.sub(r"<[^>]+>", "", cell)) for cell in re.findall(r"<t[dh].*?</t[dh]>", row)]
        for row in rows
    ]


def test_the_table_gives_what_each_reading_gives_and_with_which_figures(edition):
    every = every_check(edition)
    check = next(one for one in every if one.claim.claim == "en079c-rate")
    rows = cells(readings_table(check, Formats("en")))
    assert [row[2] for row in rows] == ["✗ does not fit", "✓ fits"] + ["✗ does not fit"] * 2
    # 4.58 on 3.63 billion; 4.6 billion of Viet Nam on 3.9 billion of Russia
    assert rows[1] == [
        "Compared with 2023 instead of 2015",
        "1.258 to 1.265 times",
        "✓ fits",
        "Two-way trade, 2024: 4.58 billion USD [mofa-vn-2025-05-02]; "
        "Two-way trade, 2023: 3.63 billion USD [mofa-vn-2025-05-02]",
    ]
    assert cells(readings_table(check, Formats("vi")))[0] == [
        "Theo thống kê của Nga",
        "1,151 đến 1,208 lần",
        "✗ không khớp",
        "Kim ngạch hai chiều, năm 2024: 4,6 tỷ USD [vietnamnews-vn-2025-09-20]; "
        "Nga – Việt Nam, kim ngạch hai chiều, năm 2015: 3,9 tỷ USD [betaen-vietnamplus-vn-2016-10]",
    ]


def test_a_reading_that_fits_is_what_the_check_names(edition):
    every = edition.relation("reported_claim").filter("claim = 'mofa-rus-2024-total-up'")
    [found] = check_all(
        every,
        observations((*BASE, "9000"), ("VNM", "RUS", "total", "2022", "3630"), (*RUSSIA, "4580")),
    )
    assert found.reading is not None
    assert in_words(found, found.reading, Formats("en")) == "compared with 2022 instead of 2023"
