"""An address that names what is not here: said, and nothing else is shown for it."""

from __future__ import annotations

import re
from html import unescape
from importlib import import_module
from urllib.parse import parse_qs, urlsplit

import pytest

from dashboard.answers.page_parameters import OF_PAGE
from dashboard.answers.selection import FIELDS, PARAMETERS
from dashboard.pages.site import PAGES
from tests.support.pages import (
    address,
    each_said,
    everything,
    said,
    tables,
    title,
    without_exception,
)

EVIL = "<script>evil()</script>[x](http://evil.example)"
NOTHING_HERE = {"en": "Nothing is here under this address",
                "vi": "Địa chỉ này không có gì để hiển thị"}  # fmt: skip
A_NUMBER = re.compile(r"\d (?:million|billion|triệu|tỷ)|%")


def links(app) -> dict[str, dict[str, list[str]]]:
    """What the links to other answers are called, and the parameters each leads to."""
    [found] = [one.proto.body for one in app.get("html") if 'class="ways"' in one.proto.body]
    return {
        unescape(name): parse_qs(urlsplit(unescape(href)).query)
        for href, name in re.findall(r'href="([^"]+)" target="_self">([^<]+)<', found)
    }


def test_each_page_has_its_parameters_and_its_tabs() -> None:
    assert OF_PAGE.keys() == PAGES.keys()
    taken = {name for name in PARAMETERS if any(page.is_taken(name) for page in OF_PAGE.values())}
    assert taken == set(PARAMETERS) == set(FIELDS)
    tabs = {name: import_module(f"dashboard.pages.{name}").TABS
            for name in ("partner", "compare", "sources")}  # fmt: skip
    tabs["overview"] = import_module("dashboard.pages.overview_lists").LISTS
    tabs["check"] = (import_module("dashboard.pages.check").CONFLICTS,)
    assert {name: page.tabs for name, page in OF_PAGE.items() if page.tabs} == tabs


@pytest.mark.parametrize("page", ["partner", "factsheet", "compare"])
@pytest.mark.parametrize(
    ("language", "given", "errors", "near"),
    [
        ("en", {"partner": "XYZ"}, ["Unknown value of “partner” in the address: XYZ."], "Kosovo"),
        ("vi", {"partner": "XYZ"},
         ["Giá trị của “partner” trong địa chỉ không hợp lệ: XYZ."], "Kosovo"),
        ("en", {"partner": "kaz"}, ["Unknown value of “partner” in the address: kaz."],
         "Kazakhstan"),
        ("vi", {"partner": "Kazakstan"},
         ["Giá trị của “partner” trong địa chỉ không hợp lệ: Kazakstan."], "Kazakhstan"),
        ("en", {"partner": ""},
         ["“partner” in the address has no value. Give it one, or leave it out."], "Russia"),
        ("vi", {"reporter": ""},
         ["“reporter” trong địa chỉ không có giá trị. Hãy ghi giá trị hoặc bỏ tham số này."],
         "Việt Nam"),
        ("en", {"partners": "KAZ"},
         ["“partners” is no parameter of an address. Known or nearest: partner, part, reporter."],
         "Russia"),
        ("en", {"partner": EVIL}, [f"Unknown value of “partner” in the address: {EVIL}."],
         "Russia"),
    ],
)  # fmt: skip
def test_an_unknown_side_of_a_pair_shows_no_other_pair(visit, page, language, given, errors, near):
    app = visit(page, lang=language, **{"reporter": "VNM", **given})
    assert title(app) == NOTHING_HERE[language]
    assert said(app.error) == errors
    assert not A_NUMBER.search(everything(app))
    assert len(app.get("plotly_chart")) == 0
    assert near in links(app)
    assert not any("<script" in one.proto.body for one in app.get("html"))


def test_the_links_lead_to_the_nearest_and_to_partners_with_figures(visit):
    app = visit("partner", lang="en", reporter="VNM", partner="Kazakstan", freq="Q")
    kept = {"reporter": ["VNM"], "freq": ["Q"], "lang": ["en"]}
    found = links(app)
    assert found["Kazakhstan"] == found["Russia"] | {"partner": ["KAZ"]}
    assert found["Russia"] == kept | {"partner": ["RUS"]}
    assert [*found] == ["Kazakhstan", "Russia", "Belarus", "Azerbaijan", "Eurasian Economic Union"]
    assert app.selectbox(key="partner").value is None
    assert app.selectbox(key="partner").placeholder == "Choose a partner"
    without_exception(app.selectbox(key="partner").set_value("KAZ").run())
    assert title(app) == "Viet Nam – Kazakhstan"
    assert address(app) == kept | {"partner": ["KAZ"]}
    app = visit("overview", lang="en", reporter="XYZ")
    assert "There are statistics of: Viet Nam" in tables(app)
    assert links(app)["Kazakhstan"] == {"reporter": ["KAZ"], "lang": ["en"]}


@pytest.mark.parametrize("page", ["partner", "factsheet"])
def test_a_pair_without_figures_leads_to_those_that_have_some(visit, page):
    app = visit(page, lang="en", reporter="VNM", partner="JPN")
    assert title(app) == "Viet Nam – Japan"
    assert said(app.info) == [
        "The book has no figures of Viet Nam's statistics on trade with Japan."
    ]
    assert links(app)["Belarus"]["partner"] == ["BLR"]
    app = visit(page, lang="vi", reporter="JPN", partner="VNM")
    assert said(app.info) == [
        "Sổ không có số liệu theo thống kê của Nhật Bản về thương mại với Việt Nam."
    ]
    assert "Có số liệu thống kê của: Việt Nam" in tables(app)


def test_a_reporter_without_figures_is_not_another_one_on_the_overview(visit):
    app = visit("overview", lang="en", reporter="JPN")
    assert title(app) == "Japan's trade with its partners"
    assert said(app.info) == ["The book has no figures of Japan's statistics."]
    assert not A_NUMBER.search(everything(app))


def test_several_wrong_parameters_are_a_list_in_one_message(visit):
    app = visit("check", lang="en", partner="XYZ", verdict="maybe", flow="sideways", since="2020")
    [error] = app.error
    assert [line[:2] for line in error.value.split("\n")] == 4 * ["- "]
    named = " ".join(each_said(app.error))
    assert [text for text in ("XYZ", "maybe", "sideways", "since") if text not in named] == []


@pytest.mark.parametrize("page", ["partner", "factsheet"])
def test_a_country_with_itself_shows_no_other_pair(visit, page):
    app = visit(page, lang="en", reporter="VNM", partner="VNM")
    assert said(app.error) == [
        "Viet Nam is reporter and partner: a country's trade with itself is not counted."
    ]
    assert title(app) == NOTHING_HERE["en"]
    assert links(app)["Russia"]["partner"] == ["RUS"]
    assert not A_NUMBER.search(everything(app))


@pytest.mark.parametrize(
    ("page", "given", "english", "vietnamese"),
    [
        ("partner", {"tab": "nonsense"},
         "Unknown value of “tab” in the address: nonsense. Known or nearest: trade, claims, sides, "
         "drivers, figures, relations.",
         "Giá trị của “tab” trong địa chỉ không hợp lệ: nonsense. Giá trị đã biết hoặc gần nhất: "
         "trade, claims, sides, drivers, figures, relations."),
        ("sources", {"tab": "growth"},
         "Unknown value of “tab” in the address: growth. Known or nearest: catalogue, own, "
         "official, loaded.",
         "Giá trị của “tab” trong địa chỉ không hợp lệ: growth. Giá trị đã biết hoặc gần nhất: "
         "catalogue, own, official, loaded."),
        ("sources", {"tab": "claims"},  # of another page
         "Unknown value of “tab” in the address: claims. Known or nearest: catalogue, own, "
         "official, loaded.",
         "Giá trị của “tab” trong địa chỉ không hợp lệ: claims. Giá trị đã biết hoặc gần nhất: "
         "catalogue, own, official, loaded."),
        ("partner", {"chart": "nonsense"},
         "Unknown value of “chart” in the address: nonsense. Known or nearest: balance_chart, "
         "trade_chart.",
         "Giá trị của “chart” trong địa chỉ không hợp lệ: nonsense. Giá trị đã biết hoặc gần nhất: "
         "balance_chart, trade_chart."),
        ("compare", {"measure": "Growth"},
         "Unknown value of “measure” in the address: Growth. Known or nearest: level, index, "
         "growth, share, rank.",
         "Giá trị của “measure” trong địa chỉ không hợp lệ: Growth. Giá trị đã biết hoặc gần nhất: "
         "level, index, growth, share, rank."),
        ("compare", {"base": ""},
         "“base” in the address has no value. Give it one, or leave it out.",
         "“base” trong địa chỉ không có giá trị. Hãy ghi giá trị hoặc bỏ tham số này."),
        ("check", {"part": "x"}, "Unknown value of “part” in the address: x.",
         "Giá trị của “part” trong địa chỉ không hợp lệ: x."),
        ("check", {"partner": "XYZ"},
         "Unknown value of “partner” in the address: XYZ. Known or nearest: XKX (Kosovo), AZE "
         "(Azerbaijan), BLZ (Belize). Nothing is filtered by it, so more is shown than was asked "
         "for.",
         "Giá trị của “partner” trong địa chỉ không hợp lệ: XYZ. Giá trị đã biết hoặc gần nhất: "
         "XKX (Kosovo), AZE (Azerbaijan), BLZ (Belize). Giá trị này không được dùng để lọc nên "
         "trang hiển thị nhiều hơn yêu cầu."),
    ],
)  # fmt: skip
def test_what_a_page_does_not_have_is_named(visit, page, given, english, vietnamese):
    for language, expected in (("en", english), ("vi", vietnamese)):
        app = visit(page, lang=language, **given)
        assert said(app.error) == [expected]
        assert title(app) != NOTHING_HERE[language]


@pytest.mark.parametrize(
    ("page", "given", "english", "vietnamese"),
    [
        ("check", {"measure": "index", "scale": "log", "base": "2020", "at": "2020"},
         "The page “Check” takes no “measure”, “scale”, “base” and “at”: that part of the address "
         "is left out.",
         "Trang “Kiểm chứng” không dùng “measure”, “scale”, “base” và “at”: phần này của địa chỉ "
         "bị bỏ qua."),
        ("partner", {"part": "2"},
         "The page “Partner” takes no “part”: that part of the address is left out.",
         "Trang “Đối tác” không dùng “part”: phần này của địa chỉ bị bỏ qua."),
        ("check", {"part": "7"},
         "“part” in the address is 7; the list ends with part 1, which is shown.",
         "“part” trong địa chỉ là 7; danh sách chỉ đến phần 1, đang hiện phần đó."),
        ("factsheet", {"product": "TOTAL"},
         "The page “Factsheet” takes no “product”: that part of the address is left out.",
         "Trang “Tờ thông tin” không dùng “product”: phần này của địa chỉ bị bỏ qua."),
        ("partner", {"partner": ["KAZ", "RUS"]},
         "“partner” has more than one value in the address, and this page takes one: KAZ counts.",
         "“partner” có nhiều giá trị trong địa chỉ, mà trang này chỉ nhận một giá trị: dùng KAZ."),
        ("sources", {"tab": ["own", "loaded"]},
         "“tab” has more than one value in the address, and this page takes one: own counts.",
         "“tab” có nhiều giá trị trong địa chỉ, mà trang này chỉ nhận một giá trị: dùng own."),
        ("compare", {"from_": ["2016", "2017"]},
         "“from” has more than one value in the address, and this page takes one: 2016 counts.",
         "“from” có nhiều giá trị trong địa chỉ, mà trang này chỉ nhận một giá trị: dùng 2016."),
    ],
)  # fmt: skip
def test_what_says_nothing_to_a_page_is_left_out_and_named(visit, page, given, english, vietnamese):
    for language, expected in (("en", english), ("vi", vietnamese)):
        app = visit(page, lang=language, **given)
        assert said(app.warning) == [expected]
        assert [*app.error] == []


def test_a_link_takes_along_only_what_the_other_page_takes(visit):
    app = visit("check", lang="en", reporter="VNM", partner="KAZ", verdict="not_testable",
                flow="total", product="TOTAL")  # fmt: skip
    found = "".join(one.proto.body for one in app.get("html"))
    hrefs = [unescape(href) for href in re.findall(r'href="(/[^"]*)"', found)]
    assert len(hrefs) > 8
    for href in hrefs:
        page = urlsplit(href).path.strip("/") or "overview"
        assert [n for n in parse_qs(urlsplit(href).query) if not OF_PAGE[page].is_taken(n)] == []
