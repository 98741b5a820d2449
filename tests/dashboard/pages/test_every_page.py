"""Every page as Streamlit runs it, without a browser: what it shows and where choices lead."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import streamlit as st
from streamlit.runtime.context import ContextProxy

from dashboard.answers import file_tables, source_rows
from dashboard.answers.page_parameters import OF_PAGE
from dashboard.answers.public_files import FILES
from dashboard.answers.selection import Selection
from dashboard.answers.whole_edition import every_check
from dashboard.pages import data, in_browser, widget_names
from dashboard.pages.site import PAGES
from dashboard.wording import public_tables
from dashboard.wording.formats import ENGLISH
from dashboard.wording.source_names import told_apart
from dashboard.wording.verdict_names import verdict_name
from dashboard.wording.words import words
from data import periods, store
from tests.support.contract import widget_keys
from tests.support.pages import (
    address,
    each_said,
    everything,
    keys,
    page_links,
    tables,
    title,
    without_exception,
)

SPELT_OUT = ("en", "vi")
TITLES = {  # in the languages of `SPELT_OUT`
    "overview": ("Viet Nam's trade with its partners", "Thương mại của Việt Nam với các đối tác"),
    "partner": ("Viet Nam – Russia", "Việt Nam – Nga"),
    "compare": ("Trade of several partners compared", "So sánh thương mại với nhiều đối tác"),
    "check": ("Reported growth, checked", "Kiểm chứng tăng trưởng được công bố"),
    "check-text": ("Check a text", "Kiểm tra văn bản"),
    "data": ("Figures to filter and download", "Số liệu để lọc và tải về"),
    "sources": ("Sources", "Nguồn số liệu"),
}


@pytest.mark.parametrize("language", SPELT_OUT)
@pytest.mark.parametrize("page", TITLES)
def test_every_page_opens_in_both_languages(visit, page, language):
    app = visit(page, lang=language)
    assert title(app) == TITLES[page][SPELT_OUT.index(language)]
    assert [*app.error, *app.warning] == []
    text = everything(app)
    assert len(text) > 300
    assert not re.search(r"\bNone\b|\bnan\b|\bNaN\b|\bnull\b|\{\w*\}", text)
    if language == "vi":
        assert not re.search(r"\b(million|billion|the|and|two-way|exports|undated)\b", plain(text))
    assert page_links(app)[1][0] == {"en": "Partner", "vi": "Đối tác"}[language]
    assert set(PAGES) == {*TITLES, "factsheet"}  # whose title is that of the sheet


def plain(text: str) -> str:
    """The page's own words: no quotations, addresses or file names."""
    return re.sub(r"“[^”]*”|\S+\.\S+|\S+-\S+", "", text)


CONTRACT_KEYS = widget_keys()


@pytest.mark.parametrize("page", CONTRACT_KEYS)
def test_widgets_have_the_keys_of_the_contract(visit, page):
    assert keys(visit(page, lang="en")) >= CONTRACT_KEYS[page]


@pytest.mark.parametrize(
    ("page", "parameters", "answers"),
    [
        ("overview", {}, ["nearly 52 million USD", "−79%", "−79.6% to −78.3%",
                          "146.3 million USD", "+85.1 million USD"]),
        ("overview", {"tab": "partners"}, ["−79.2%", "378.1%"]),
        ("partner", {"partner": "KAZ", "freq": "Q"},
         ["146.3 million USD", "85.0 to 85.2 million USD", "+85.1 million USD", "378.1%",
          "Trade balance, Q1 2025", "Growth of two-way trade, Q1 2025", "? reported +18.4%"]),
        ("partner", {"partner": "AZE"},
         ["325 m (2013) → 702.5 m (2022) → nearly 52 m (2024); over 100 m in the first quarter of "
          "2025 alone. Azerbaijan's own figure for 2024: 223.9 m.",
          "In 2024 two-way trade was nearly 52 million USD, 79% less than in 2023.",
          "Growth of two-way trade, 2024 on 2023", "−79%", "−79.6% to −78.3%",
          "Trade balance, 2022", "−626.5 million USD", "−627.05 to −625.95 million USD",
          "What Azerbaijan says, 2024", "223.93 million USD",
          "gap, Viet Nam's minus theirs: −173.0 to −171.9 million USD", "? 2 not testable"]),
        ("check", {"partner": "KAZ"},
         ["+99%", "implies 123.46 to 123.66 million USD in Q1 2024"]),
        ("check", {"partner": "KAZ", "claim": "mofa-kaz-2024-total-up"},
         ["If +99% holds, it is 400.7 to 403.3 million USD.",
          "Greatest base the claim allows: 800.5 ÷ 1.9850 = 403.28 million USD"]),
        ("check", {"partner": "RUS", "verdict": "consistent", "claim": "mofa-rus-2024-total-up"},
         ["recomputed +25.85% to +26.49%", "Least: 4,575 ÷ 3,635 − 1 = 25.859%"]),
        ("sources", {"source": "mofa-vn-2025-05-02"}, ["mofa-vn-2025-05-02", "13 figures"]),
    ],
)  # fmt: skip
def test_known_answers_are_on_the_page(visit, page, parameters, answers):
    text = everything(visit(page, lang="en", **parameters))
    assert [answer for answer in answers if answer not in text] == []


def test_known_answers_in_vietnamese(visit):
    text = everything(visit("partner", lang="vi", partner="KAZ", freq="Q"))
    answers = ["146,3 triệu USD", "85,0 đến 85,2 triệu USD", "378,1%", "quý I/2025",
               "Cán cân thương mại, quý I/2025", "công bố +18,4%: Chưa kiểm được",
               "quý I/2025 đạt 146,3 triệu"]  # fmt: skip
    assert [answer for answer in answers if answer not in text] == []


def test_bounds_that_tell_no_more_than_their_number_do_not_stand_beside_it(visit_official):
    lines = tables(visit_official("partner", lang="vi", partner="RUS")).splitlines()
    told = [line for line in lines if "chuẩn hóa" in line or "tỷ lệ xuất/nhập khẩu" in line]
    assert told
    bounds = re.findall(r"\((\S+) đến (\S+)\)", " ".join(told))
    assert [ends for ends in bounds if ends[0] == ends[1]] == []


TABS_SAY = {
    "trade": ["Exports", "664.5 million USD", "84.58 to 84.70 million USD"],
    "claims": ["2 reported rates and their verdicts", "up 730%", "Not testable"],
    "sides": ["Viet Nam and Azerbaijan are furthest apart in 2024: 171.9 to 173.0 million USD",
              "Viet Nam says", "51 to 52 million USD"],
    "drivers": ["In 2023 two-way trade fell by 452 to 463 million USD"],
    "figures": ["figures and their sources", "Implied figures", "“702,5 triệu USD”"],
    "relations": ["Agreements, visits and sessions", "Investment", "Main goods"],
}  # fmt: skip


@pytest.mark.parametrize("tab", TABS_SAY)
def test_a_tab_in_the_address_is_open_and_the_others_are_not_worked_out(visit, tab):
    app = visit("partner", lang="en", partner="AZE", tab=tab)
    text = everything(app)
    assert [answer for answer in TABS_SAY[tab] if answer not in text] == []
    others = [say[0] for name, say in TABS_SAY.items() if name != tab]
    assert [one for one in others if one in text and one != "Exports"] == []
    assert [one.label for one in app.tabs] == [
        "Trade", "Growth and claims", "Both sides", "What drove it", "Figures and sources",
        "Relations",
    ]  # fmt: skip


def test_changing_the_partner_changes_address_and_title(visit):
    app = visit("partner", lang="en", partner="AZE")
    assert (title(app), app.selectbox(key="partner").value) == ("Viet Nam – Azerbaijan", "AZE")
    without_exception(app.selectbox(key="partner").set_value("KAZ").run())
    assert title(app) == "Viet Nam – Kazakhstan"
    assert address(app) == {"lang": ["en"], "partner": ["KAZ"]}


def test_the_partners_own_statistics_turn_the_pair_around(visit):
    app = visit("partner", lang="en", reporter="VNM", partner="KAZ")
    without_exception(app.selectbox(key="reporter").set_value("KAZ").run())
    assert title(app) == "Kazakhstan – Viet Nam"
    assert address(app) == {"lang": ["en"], "reporter": ["KAZ"], "partner": ["VNM"]}
    assert "979.2 million USD" in tables(app)  # of 2023, as Kazakhstan counts it
    without_exception(app.selectbox(key="reporter").set_value("VNM").run())
    assert title(app) == "Viet Nam – Kazakhstan"


def test_a_deep_link_opens_the_other_sides_statistics(visit):
    app = visit("partner", lang="en", reporter="KAZ", partner="VNM", freq="R")
    assert title(app) == "Kazakhstan – Viet Nam"
    assert app.selectbox(key="reporter").value == "KAZ"
    assert app.segmented_control(key="freq").value == "R"
    assert "532.9 million USD" in everything(app)


def test_the_frequency_is_in_the_address(visit):
    app = visit("partner", lang="en", partner="KAZ")
    without_exception(app.segmented_control(key="freq").set_value("Q").run())
    assert address(app) == {"lang": ["en"], "partner": ["KAZ"], "freq": ["Q"]}
    assert "In Q1 2025 two-way trade" in everything(app)
    # the open tab stays with the pair and the frequency
    app = visit("partner", lang="en", partner="KAZ", tab="sides")
    without_exception(app.segmented_control(key="freq").set_value("Q").run())
    assert address(app)["tab"] == ["sides"]


@pytest.mark.parametrize("page", ["overview", "partner", "data"])
def test_the_language_changes_and_the_selection_stays(visit, page):
    app = visit(page, lang="en", reporter="VNM", partner="RUS")
    without_exception(app.segmented_control(key="language").set_value("vi").run())
    assert title(app) == TITLES[page][1]
    assert address(app) == {"lang": ["vi"], "reporter": ["VNM"], "partner": ["RUS"]}


@pytest.mark.parametrize(
    ("locale", "parameters", "language"),
    [
        (None, {}, "en"),
        ("eo-001", {}, "en"),
        ("vi-VN", {}, "vi"),
        ("vi-VN", {"lang": "en"}, "en"),
        ("vi-VN", {"lang": "eo"}, "vi"),
    ],
)
def test_without_a_language_in_the_address_that_of_the_browser_holds(
    visit, monkeypatch, locale, parameters, language
):
    monkeypatch.setattr(type(st.context), "locale", property(lambda _: locale))
    app = visit("sources", **parameters)
    assert title(app) == TITLES["sources"][SPELT_OUT.index(language)]
    assert len(app.error) == (parameters.get("lang") == "eo")


@pytest.mark.parametrize("page", TITLES)
def test_what_is_unknown_in_the_address_is_named_on_every_page(visit, page):
    app = visit(page, lang="en", partner="KZA", from_="2024Q1", region="1")
    errors = each_said(app.error)
    takes_periods = OF_PAGE[page].is_taken("from")
    assert len(errors) == 2 + takes_periods
    assert "“partner” in the address: KZA." in errors[0]
    assert re.search(r"\bKAZ \(Kazakhstan\)|>Kazakhstan<", errors[0] + bodies(app))
    if takes_periods:
        assert "“2024Q1” under “from” in the address is not a period" in errors[1]
    else:
        assert [warning.value for warning in app.warning] == [
            f"The page “{words('en')(f'page.{page}')}” takes no “from”: "
            "that part of the address is left out."
        ]
    assert re.search(r"region.*\breporter\b", errors[-1])
    assert title(app)


def bodies(app) -> str:
    return "".join(element.proto.body for element in app.get("html"))


def test_a_pair_or_frequency_without_figures_says_what_there_is(visit):
    app = visit("partner", lang="en", reporter="AZE", partner="KAZ")
    [message] = [info.value for info in app.info]
    assert "no figures of Azerbaijan's statistics on trade with Kazakhstan" in message
    assert "Azerbaijan's statistics have trade with: Viet Nam" in tables(app)
    app = visit("partner", lang="en", partner="AZE", freq="M")
    assert [warning.value for warning in app.warning] == [
        "There are no figures for “Months” between Viet Nam and Azerbaijan; "
        "another frequency is shown."
    ]


FEWEST = {"mirror": 3, "rank": 2}  # rows of the file, where the book has little for it
NOT_OF_THE_BOOK = ("concentration", "rca", "intra_industry")  # of all partners, or of goods


@pytest.mark.parametrize("table", NOT_OF_THE_BOOK)
def test_a_file_that_the_book_has_nothing_for_says_what_it_is_and_that_no_row_fits(visit, table):
    app = visit("data", lang="en", table=table, partner=["KAZ", "AZE"])
    assert any("ndex" in text.value or "omparative" in text.value for text in app.caption)
    # Filters of partners do not apply to comparative advantage: it says what it needs instead.
    why = "No row: no loaded data set gives" if table == "rca" else "No row fits these filters."
    assert [info.value for info in app.info][-1].startswith(why)


@pytest.mark.parametrize("table", [name for name in FILES if name not in NOT_OF_THE_BOOK])
def test_the_rows_on_the_data_page_are_those_of_the_export(visit_official, with_official, table):
    app = visit_official("data", lang="en", table=table, partner=["KAZ", "VNM"], from_="2016")
    selection = Selection(partner=("KAZ", "VNM"), since=periods.parse("2016"), table=table)
    left_out = [name for name in selection.filters() if name not in FILES[table].filters]
    selection = selection.without(*left_out)
    expected = public_tables.table(with_official, table, selection, newest_first=True)
    [shown] = app.dataframe
    assert len(expected.rows) >= FEWEST.get(table, 6)
    columns = list(expected.columns)
    if {"reporter", "partner"} <= set(columns):
        sides = [columns.index("reporter"), columns.index("partner")]
        pairs = [ENGLISH.pair(*(row[side] for side in sides)) for row in expected.rows]
        assert shown.value["pair"].tolist() == pairs
        columns = ["pair", *(name for name in columns if name not in ("reporter", "partner"))]
    is_linked = "source" in columns and table != "sources"
    assert list(shown.value.columns) == [*columns, *(["at"] if is_linked else [])]
    assert len(shown.value) == len(expected.rows)
    for i, (column, kind) in enumerate(expected.columns.items()):
        values = [row[i] for row in expected.rows]
        if kind == "number" or column in ("claim", "currency", "decision_error"):
            found: list[Any] = [None if v != v else v for v in shown.value[column].tolist()]
            assert found == [float(v) if kind == "number" and v is not None else v for v in values]
    if is_linked:
        named = told_apart(with_official, ENGLISH)
        known = source_rows.by_id(with_official)
        sources = [str(row[list(expected.columns).index("source")]) for row in expected.rows]
        assert shown.value["source"].tolist() == [named[one] for one in sources]
        links = [known[one]["address"] for one in sources]
        assert [one if one == one else None for one in shown.value["at"].tolist()] == links
    heading = f"## {len(expected.rows)} rows, newest first"
    assert heading in [text.value for text in app.markdown]


def test_more_rows_than_a_page_can_show_are_its_first_and_that_is_said(visit, edition, monkeypatch):
    monkeypatch.setattr(file_tables, "MOST_SHOWN", 7)
    app = visit("data", lang="en", partner="KAZ")
    asked = edition, "observations", Selection(partner=("KAZ",))
    every = public_tables.table(*asked, newest_first=True)
    assert len(every.rows) > 7
    at = list(every.columns).index("value")
    [shown] = app.dataframe
    values = shown.value["value"].tolist()
    assert values == [float(str(row[at])) for row in every.rows[:7]]
    assert "## The 7 newest rows" in [text.value for text in app.markdown]
    assert app.info[0].value.startswith("There are more rows than a page can show.")


def test_filters_of_the_data_page_go_into_the_address(visit):
    app = visit("data", lang="en", reporter="VNM", partner="KAZ")
    without_exception(app.multiselect(key="freq").set_value(["Q"]).run())
    without_exception(app.select_slider(key="period").set_range("2020", "2024").run())
    query = {"lang": ["en"], "reporter": ["VNM"], "partner": ["KAZ"], "freq": ["Q"]}
    assert address(app) == {**query, "from": ["2020"], "to": ["2024"]}
    assert app.info[0].value == "No row fits these filters. Remove one to see more."
    without_exception(app.multiselect(key="freq").set_value([]).run())
    assert "freq" not in address(app)
    assert len(app.dataframe[0].value) > 0


@pytest.mark.parametrize(("language", "table"), [("en", "observations"), ("vi", "claims")])
def test_a_value_with_its_count_gives_as_many_rows(visit, language, table):
    chosen = {"lang": language, "table": table, "reporter": "VNM"}
    app = visit("data", **chosen)
    options = app.multiselect(key="partner").options
    counted = {text: int(text.rpartition("(")[2].rstrip(")")) for text in options}
    assert len(counted) > 3
    assert sum(counted.values()) == len(app.dataframe[0].value)
    for text, count in counted.items():
        if not text.startswith(("Russia", "Kazakhstan")):
            continue
        code = "RUS" if text.startswith("Russia") else "KAZ"
        assert len(visit("data", partner=code, **chosen).dataframe[0].value) == count


def test_the_switches_are_in_the_address_and_in_the_names_of_the_files(visit, edition):
    app = visit("data", lang="en", partner="KAZ")
    without_exception(app.toggle(key="sides").set_value(True).run())
    assert address(app) == {"lang": ["en"], "partner": ["KAZ"], "sides": ["both"]}
    sides = set(app.dataframe[0].value["pair"])
    assert {"Viet Nam – Kazakhstan", "Kazakhstan – Viet Nam"} <= sides
    without_exception(app.pills(key="with").set_value(["provenance"]).run())
    assert address(app)["with"] == ["provenance"]
    shown = app.dataframe[0].value
    assert list(shown.columns)[-3:] == ["source_address", "printed", "place"]
    assert "146,3 triệu USD" in set(shown["printed"])
    without_exception(app.toggle(key="sides").set_value(False).run())
    without_exception(app.pills(key="with").set_value([]).run())
    assert address(app) == {"lang": ["en"], "partner": ["KAZ"]}


def test_a_switch_that_a_table_does_not_take_is_off_and_that_is_said(visit):
    app = visit("data", lang="en", table="rank", reporter="VNM", sides="both", with_="provenance")
    assert (app.toggle(key="sides").value, app.toggle(key="sides").disabled) == (False, True)
    with pytest.raises(KeyError):
        app.pills(key="with")  # no row of it has anything beside
    assert visit("data", lang="en", table="claims").pills(key="with").options == [
        "address, printed text and place"
    ]
    [told] = [info.value for info in app.info]
    assert told.startswith("This table is of one side's statistics")
    assert visit("data", lang="en").toggle(key="sides").disabled  # of whom, is not said


def test_every_table_can_be_reached_and_keeps_the_filters(visit):
    app = visit("data", lang="en", partner="KAZ", sides="both")
    shown = app.segmented_control(key="table").options
    [others] = [one.proto.body for one in app.get("html") if "More tables" in one.proto.body]
    named = dict(re.findall(r'href="([^"]*)"[^>]*>([^<]*)<', others))
    queries = [parse_qs(urlsplit(unescape(link)).query) for link in named]
    assert len(shown) + len(named) == len(FILES)
    assert {query["table"][0] for query in queries} | set(data.FIRST) == set(FILES)
    assert all(query["partner"] == ["KAZ"] and query["sides"] == ["both"] for query in queries)
    assert "Rank" in visit("data", lang="en", table="rank").segmented_control(key="table").options


def test_the_verdicts_of_claims_have_their_mark(visit, edition):
    shown = visit("data", lang="en", table="claims").dataframe[0].value
    found = Counter(shown["verdict"])
    expected = Counter(verdict_name(one.verdict, words("en")) for one in every_check(edition))
    assert found == expected
    assert found["✗ Contradicted"] == 1


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("rca", "No row: no loaded data set gives exports by goods of more than one reporter."),
        ("intra_industry", "No row: no loaded data set gives both exports and imports by goods."),
    ],
)
def test_without_a_filter_an_empty_file_says_what_it_is_made_of(visit, table, reason):
    [info] = visit("data", lang="en", table=table).info
    assert info.value.startswith(reason)
    [info] = visit("data", lang="vi", table=table).info
    assert info.value.startswith("Không có dòng nào: chưa bộ dữ liệu nào đã nạp có")
    [info] = visit("data", lang="en", table=table, reporter="VNM").info
    assert info.value == "No row fits these filters. Remove one to see more."


def test_a_table_without_flow_leaves_that_filter_out_and_says_so(visit):
    app = visit("data", lang="en", table="balance", flow="export")
    assert [info.value for info in app.info] == [
        "The balance has no flow, so that filter is left out here."
    ]
    assert len(app.dataframe[0].value) > 50


def test_links_between_pages_keep_language_and_pair_only(visit):
    app = visit("data", lang="vi", reporter="VNM", partner="KAZ", freq="Q", table="growth")
    links = dict(page_links(app))
    assert links["Tổng quan"].startswith("/?")
    assert len(links) == len(PAGES) - 1  # a factsheet is reached from its pair
    expected = {"reporter": ["VNM"], "partner": ["KAZ"], "lang": ["vi"]}
    assert [parse_qs(urlsplit(link).query) for link in links.values()] == [expected] * len(links)


def test_a_newly_published_edition_is_shown_on_the_next_run(home, visit, monkeypatch):
    monkeypatch.setenv("TRADEPROOF_HOME", str(home))
    app = visit("overview", lang="en")
    assert "edition-000001" in app.caption[-1].value
    store.load_figures(home)
    without_exception(app.run())
    assert "edition-000002" in app.caption[-1].value


def test_a_home_that_cannot_be_used_is_an_error_on_the_page_not_a_traceback(
    visit, monkeypatch, tmp_path
):
    (tmp_path / "file").write_text("a regular file")
    monkeypatch.setenv("TRADEPROOF_HOME", str(tmp_path / "file" / "home"))
    app = visit("overview", lang="en")
    [error] = app.error
    assert error.value.endswith(r"set TRADEPROOF\_HOME to a folder you own")


@pytest.mark.parametrize("embedded", [False, True])
def test_the_browser_is_told_the_same_of_a_page_and_of_an_embedded_one(
    visit, monkeypatch, embedded
):
    """Without the names the script stops, and no link of an embedded page changes the page."""
    told: list[dict[str, Any]] = []
    run = in_browser.run

    def seen(script: str, key: str, **data: Any) -> None:
        told.extend([data] if script == "page_marks" else [])
        run(script, key, **data)

    monkeypatch.setattr(in_browser, "run", seen)
    monkeypatch.setattr(ContextProxy, "is_embedded", property(lambda _: embedded))
    visit("sources", lang="vi")
    [data_of_page] = told
    names = widget_names.names(words("vi"))
    assert data_of_page == {"language": "vi", "names": names, "content": "Nội dung trang"}
