"""The page Compare without a browser: what it shows, says and writes into the address."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.support.pages import address, everything, keys, said, tables, without_exception

NZL = {"lang": "en", "reporter": "NZL", "partner": ["AUS", "JPN", "SGP"]}


def test_several_partners_in_one_picture_and_a_matrix_below(visit_comparable):
    app = visit_comparable("compare", **NZL)
    text = everything(app)
    assert (
        "Australia is first with 600 million USD in 2022, 2 times Japan (300 million USD)" in text
    )
    assert "Two-way trade, million USD · New Zealand's statistics (Bureau of New Zealand)" in text
    rows = tables(app).split("By period")[-1]
    assert re.search(r"2022\s+600 million USD\s+300 million USD\s*≠ \+10\.0%", rows)
    assert "Gazette has 330 million USD: +10.0%" in rows
    assert re.search(r"180 million USD\s*◇ Gazette", rows)  # 2020, where the bureau has none


@pytest.mark.parametrize(
    ("measure", "answer"),
    [
        ("index", "From 100 in 2018: Japan stands at 300.0 in 2022, Singapore at 100.0"),
        ("growth", "+20.0% in 2022, Singapore −33.3%"),
        ("share", "Australia has 40.0% of the trade in 2022, Singapore 6.7%"),
        ("rank", "Australia is no. 1 of 3 in 2022, Singapore no. 3 of 3"),
    ],
)
def test_each_measure_has_its_finding(visit_comparable, measure, answer):
    assert answer in everything(visit_comparable("compare", measure=measure, **NZL))


def test_choices_go_into_the_address(visit_comparable):
    app = visit_comparable("compare", **NZL)
    without_exception(app.segmented_control(key="measure").set_value("index").run())
    without_exception(app.selectbox(key="base").set_value("2020").run())
    without_exception(app.multiselect(key="partner").set_value(["AUS", "SGP"]).run())
    assert address(app) == {
        "lang": ["en"], "reporter": ["NZL"], "partner": ["AUS", "SGP"], "measure": ["index"],
        "base": ["2020"],
    }  # fmt: skip
    assert "From 100 in 2020: Australia stands at 150.0 in 2022, Singapore at 100.0" in everything(
        app
    )


@pytest.mark.parametrize(
    ("language", "warned", "told"),
    [
        ("en", "No figure for 1700, so the base is 2018.",
         "Base 2018: the newest unbroken run of figures to compare begins there."),
        ("vi", "Không có số liệu của 1700 nên kỳ gốc là 2018.",
         "Kỳ gốc 2018: kỳ đầu của chuỗi số liệu liên tục mới nhất có thể so sánh."),
    ],
)  # fmt: skip
def test_a_base_that_nobody_chose_is_named(visit_comparable, language, warned, told):
    asked = {**NZL, "lang": language, "measure": "index"}
    app = visit_comparable("compare", **asked, base="1700")
    assert said(app.warning) == [warned]
    assert told in " ".join(said(app.caption))
    app = visit_comparable("compare", **asked)
    assert said(app.warning) == []
    assert told in " ".join(said(app.caption))
    app = visit_comparable("compare", **asked, base="2019")
    assert told[:10] not in " ".join(said(app.caption))
    [button] = [one for one in app.get("download_button") if one.label == "CSV"]
    assert button.help.count("CSV") == 1
    assert ":" in button.help  # it has the levels, and how the index follows from them


def test_both_sides_of_one_trade(visit_comparable):
    app = visit_comparable(
        "compare", lang="en", reporter=["NZL", "AUS"], partner=["AUS", "NZL"], flow="import"
    )
    assert (
        "New Zealand counts 160 million USD in 2020, Australia 150 million USD for the same trade "
        "(−6.3%)" in everything(app)
    )


def test_one_pair_leads_to_its_other_side_and_to_other_partners(visit_comparable):
    app = visit_comparable("compare", lang="en", reporter="NZL", partner="JPN", measure="index")
    [links] = [one.proto.body for one in app.get("html") if 'class="both"' in one.proto.body]
    found = re.findall('href="([^"]+)"', links)
    same = {"measure": ["index"], "lang": ["en"]}
    assert [parse_qs(urlsplit(unescape(href)).query) for href in found] == [
        {"reporter": ["NZL", "JPN"], "partner": ["JPN", "NZL"], **same},
        {"reporter": ["NZL"], "partner": ["JPN", "AUS", "SGP"], **same},
    ]


def test_of_two_sides_of_which_one_has_figures_the_flow_is_its_own(visit_comparable):
    app = visit_comparable(
        "compare", lang="en", reporter=["JPN", "NZL"], partner=["NZL", "JPN"], flow="import"
    )
    text = everything(app)
    assert "Exports, million USD · New Zealand's statistics (Bureau of New Zealand)" in text
    assert "No figures for Japan – New Zealand." in text


def test_what_has_no_figures_and_what_is_too_much_is_said(visit_comparable):
    many = ["AUS", "JPN", "SGP", "FRA", "DEU", "ITA", "ESP"]
    app = visit_comparable("compare", lang="en", reporter="NZL", partner=many)
    captions = " ".join(said(app.caption))
    assert (
        "No figures for New Zealand – France, New Zealand – Germany and New Zealand – Italy."
        in captions
    )
    assert said(app.warning) == ["At most six pairs are drawn; left out: New Zealand – Spain."]
    app = visit_comparable("compare", lang="vi", reporter="NZL", partner=many)
    assert said(app.warning) == ["Chỉ vẽ tối đa sáu cặp; không vẽ: New Zealand – Tây Ban Nha."]
    app = visit_comparable("compare", lang="en", reporter="NZL", partner="FRA")
    assert said(app.info) == ["No figures for New Zealand – France."]
    assert "New Zealand's statistics have trade with: Australia · Japan" in tables(app)
    app = visit_comparable("compare", lang="vi", reporter="FRA", partner="DEU")
    assert said(app.info) == ["Không có số liệu cho Pháp – Đức."]
    assert "Có số liệu thống kê của: " in tables(app)


@pytest.mark.parametrize(
    ("language", "measure", "told"),
    [
        ("en", "growth",
         "A logarithmic axis shows numbers above zero only, so this one is linear."),
        ("vi", "growth", "Trục lôgarit chỉ hiện số lớn hơn 0 nên trục này là tuyến tính."),
        ("en", "rank", "Ranks have no logarithmic axis, so this one is linear."),
        ("vi", "rank", "Thứ hạng không có trục lôgarit nên trục này là tuyến tính."),
    ],
)  # fmt: skip
def test_a_logarithmic_axis_that_there_is_not_is_said(visit_comparable, language, measure, told):
    asked = NZL | {"lang": language, "measure": measure, "scale": "log"}
    app = visit_comparable("compare", **asked)
    assert told in said(app.caption)
    assert "scale" not in keys(app)


@pytest.mark.parametrize(
    ("language", "given", "told"),
    [
        ("en", {"freq": "M"},
         "These pairs have no figures by “Months”, only by “Years”; “Years” is shown."),
        ("vi", {"freq": "M"},
         "Các cặp này không có số liệu theo “Tháng”, chỉ có theo “Năm”; đang hiện theo “Năm”."),
        ("en", {"flow": "balance"},
         "This page compares two-way trade, exports and imports, not the trade balance; two-way "
         "trade is shown."),
        ("vi", {"flow": "balance"},
         "Trang này so sánh kim ngạch hai chiều, xuất khẩu và nhập khẩu, không so sánh cán cân "
         "thương mại; đang hiện kim ngạch hai chiều."),
        ("en", {"flow": ["import", "export"]},
         "“flow” has more than one value in the address, and this page takes one: import counts."),
    ],
)  # fmt: skip
def test_a_frequency_or_flow_that_it_does_not_have_is_said(visit_comparable, language, given, told):
    app = visit_comparable("compare", **NZL | {"lang": language} | given)
    assert said(app.warning) == [told]
    assert len(app.get("plotly_chart")) == 1


def test_in_vietnamese(visit_comparable):
    app = visit_comparable("compare", **NZL | {"lang": "vi"})
    text = everything(app)
    assert (
        "Australia đứng đầu với 600 triệu USD (năm 2022), gấp 2 lần Nhật Bản (300 triệu USD)"
        in text
    )
    assert "Kim ngạch hai chiều, triệu USD · thống kê của New Zealand" in text
    assert not re.search(r"\b(million|two-way|trade|nan|None)\b", tables(app))


def test_the_list_of_the_map_prints_figures_as_their_sources_do(visit):
    """Of 2024 the ministry prints "gần 52 triệu" for Azerbaijan and 800 for Kazakhstan."""
    app = visit("compare", lang="en", tab="map", reporter="VNM", at="2024")
    shown = tables(app)
    assert "nearly 52 million USD" in shown
    assert "800 million USD" in shown
    assert "gần 52 triệu USD" in tables(
        visit("compare", lang="vi", tab="map", reporter="VNM", at="2024")
    )


def test_the_map_says_what_it_shows_and_lists_it(visit_comparable):
    app = visit_comparable("compare", tab="map", **NZL)
    text = everything(app)
    assert "The largest of 3 partners with a figure in 2022: Australia, 600 million USD" in text
    assert "Uncoloured: no figure. Shapes: Natural Earth" in text
    assert re.search(r"Singapore\s+100 million USD\s+6\.7%\s+Bureau of New Zealand", tables(app))
    without_exception(app.selectbox(key="at").set_value("2020").run())
    assert address(app)["at"] == ["2020"]
    text = everything(app)
    assert "of 1 by other sources" in text
    assert re.search(r"Japan\s+180 million USD\s+–\s+Gazette", tables(app))
    app = visit_comparable("compare", tab="map", at="1999", **NZL)
    assert said(app.warning) == ["No figures for 1999, so 2022 is shown."]


def test_the_structure_of_trade(visit_comparable):
    text = everything(visit_comparable("compare", tab="structure", flow="export", **NZL))
    assert (
        "Australia has 40.0% of New Zealand's exports in 2022; 2 partners together have half"
        in text
    )
    assert "50.0% of exports, New Zealand – World, in 2022" in text
    assert "Concentration over partners: " in text
    assert "Australia is no. 1 of 3 in 2022, Singapore no. 3 of 3" in text
    text = everything(visit_comparable("compare", tab="structure", at="2020", **NZL))
    assert (
        "Australia has 80.0% of the trade with the 2 partners that the source has in 2020" in text
    )


def test_the_structure_lists_its_partners_and_names_who_has_no_figure(visit_comparable):
    app = visit_comparable("compare", tab="structure", at="2020", **NZL)
    rows = tables(app)
    assert re.search(r"Singapore\s+100 million USD\s+20\.0%\s+Bureau of New Zealand", rows)
    assert re.search(r"Japan\s+180 million USD\s+–\s+Gazette", rows)
    assert said(app.warning) == []
    asked = {**NZL, "partner": ["AUS", "FRA", "EAEU"]}
    app = visit_comparable("compare", tab="structure", at="2020", **asked)
    assert said(app.warning) == ["No figures in 2020 for France."]
    app = visit_comparable("compare", tab="structure", at="2020", **{**asked, "lang": "vi"})
    assert said(app.warning)[0].endswith("2020 của Pháp.")


def test_a_level_keeps_its_qualifier(visit):
    app = visit("compare", lang="en", reporter="VNM", partner=["KAZ", "RUS"])
    rows = tables(app).split("By period")[-1]
    assert re.search(r"2022\s+nearly 600 million USD\s*◇ vnexpress.net · 540 to 600", rows)


def test_of_one_partner_there_is_no_structure_and_that_is_said(visit):
    app = visit("compare", lang="en", tab="structure", reporter="AZE")
    assert said(app.info) == [
        "en.trend.az has one partner of Azerbaijan only in 2024: Viet Nam, two-way trade 223.93 "
        "million USD. What trade is made of takes several partners; choose another year or another "
        "reporter."
    ]
    assert len(app.get("plotly_chart")) == 0
    app = visit("compare", lang="vi", tab="structure", reporter="AZE")
    assert said(app.info)[0].startswith(
        "en.trend.az chỉ có một đối tác của Azerbaijan (năm 2024): Việt Nam, kim ngạch hai chiều "
        "223,93 triệu USD."
    )


def test_what_the_data_do_not_allow_is_said_in_a_line(visit):
    app = visit("compare", lang="en", tab="structure", reporter="KAZ")
    lines = " ".join(said(app.caption))
    assert "Goods are not drawn: no loaded data set has Kazakhstan's trade" in lines
    app = visit("compare", lang="en", tab="map", reporter="FRA")
    [info] = said(app.info)
    assert info == "No source has yearly two-way trade of France by partner."


@pytest.mark.parametrize("tab", ["chart", "map", "structure"])
def test_every_tab_in_vietnamese_has_no_english(visit_comparable, tab):
    text = everything(visit_comparable("compare", **NZL | {"lang": "vi", "tab": tab}))
    assert not re.search(r"\b(million|two-way|exports|share|no figure|partners|nan|None)\b", text)
