"""A table of one's own on the Sources page: dropped, asked about, corrected, added, taken out."""

from __future__ import annotations

import re
from html import unescape

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.answers import own_template
from dashboard.answers.selection import LANGUAGES
from dashboard.documents.reading_limits import LARGEST
from dashboard.pages import own_figures
from dashboard.wording.words import words
from data import store
from data.official import embedded, releases
from tests.support.hostile import TEXTS
from tests.support.made_data_sets import rows_of
from tests.support.pages import address, everything, said, tables, without_exception

# Exports of Brazil in million USD: 100.5 is 100,450,000 to 100,550,000; Narnia is no country.
WIDE = """\
partner;2022;2023;Q1 2024
Argentina;100,5;120,0;33,0
Chile;50,0;-;1,0
Narnia;1,0;2,0;3,0
"""
ANSWERS = {"reporter": "BRA", "unit": "million", "currency": "USD", "dash": "unknown"}
NAME = "exports of brazil.csv"
SOURCE = "exports-of-brazil"
TAKE_OUT = f"data_set_take_out_{SOURCE}"
ENTRY = {"publisher": "Own calculation", "published": "2025-05-02"}
# The same in the project's own layout, with nothing to ask: two-way trade of 90 is not 100 + 40.
LONG = """\
reporter,partner,flow,period,value,unit,currency
BRA,ARG,export,2022,100.0,million,USD
BRA,ARG,import,2022,40.0,million,USD
BRA,ARG,total,2022,90.0,million,USD
BRA,ARG,export,2023,120.0,million,USD
"""
# Two-way trade of 140 and 180 is +28.6%; the first quarters rise from 25 to 30. The imports of
# 2022, 39.95 to 40.05, are not those of its quarters, 4 times 10.95 to 11.05: 3.75 lie between.
BOTH_SIDES = """\
reporter,partner,flow,period,value,unit,currency
BRA,ARG,export,2022,100.0,million,USD
BRA,ARG,import,2022,40.0,million,USD
BRA,ARG,export,2023,120.0,million,USD
BRA,ARG,import,2023,60.0,million,USD
BRA,ARG,export,2023-Q1,25.0,million,USD
BRA,ARG,export,2024-Q1,30.0,million,USD
BRA,ARG,import,2022-Q1,11.0,million,USD
BRA,ARG,import,2022-Q2,11.0,million,USD
BRA,ARG,import,2022-Q3,11.0,million,USD
BRA,ARG,import,2022-Q4,11.0,million,USD
"""


def upload(app: AppTest, text: str | bytes, name: str = NAME) -> AppTest:
    data = text if isinstance(text, bytes) else text.encode()
    app.file_uploader(key="own_upload").upload(name, data)
    return without_exception(app.run())


def answer(app: AppTest, **answers: str) -> AppTest:
    for name, chosen in answers.items():
        app.selectbox(key=f"own_ask_{name}_1").set_value(chosen)
    return without_exception(button(app, "own_apply_asked").click().run())


def button(app: AppTest, key: str):
    [found] = [one for one in app.button if one.key == key]
    return found


def add(app: AppTest, number: int = 1, **entry: str) -> AppTest:
    for name, text in (ENTRY | entry).items():
        app.text_input(key=f"own_{name}_{number}").set_value(text)
    return without_exception(app.button(key="own_add").click().run())


def section(app: AppTest, tab: int = 1) -> list[list[str]]:
    """The rows of every table of a tab, cell by cell."""
    rows = []
    for element in app.tabs[tab].get("html"):
        for row in re.findall(r"<tr>(.*?)</tr>", element.proto.body, re.DOTALL):
            cells = re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL)
            rows.append(
                [unescape(" ".join(re.sub(r"<[^>]+>", " ", cell).split())) for cell in cells]
            )
    return rows


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_is_asked_about_shown_and_added(own, language):
    of = words(language)
    app = upload(own("sources", lang=language, tab="own"), WIDE)
    assert {box.key for box in app.selectbox} >= {f"own_ask_{name}_1" for name in ANSWERS}
    labels = [box.label for box in app.selectbox]
    assert [of(f"own_ask.{name}") in labels for name in ANSWERS] == [True] * 4
    assert said(app.info)[0] == of("own.no_figures")

    app = answer(app, **ANSWERS)
    rows = section(app)
    argentina, exports = ("Argentina", of("flow.export"))
    assert [of("own.partners"), {"en": "Argentina and Chile", "vi": "Argentina và Chile"}[language]
            ] in rows  # fmt: skip
    value = {"en": "100.5 million USD 100.45 to 100.55 million USD",
             "vi": "100,5 triệu USD 100,45 đến 100,55 triệu USD"}[language]  # fmt: skip
    assert ["Brazil", argentina, exports, "2022", value] in rows
    reason = {"en": "unknown country unknown partner Narnia",
              "vi": "không rõ nước nào không rõ đối tác Narnia"}[language]  # fmt: skip
    where = of("own.row_of", origin=NAME, row=4)
    assert [where, reason, "Narnia | 1,0 | 2,0 | 3,0"] in rows
    assert releases.datasets() == []  # nothing is written before it is added

    app = add(app)
    [told] = said(app.success)
    known = {"source": SOURCE, "release": "2025-05-02", "edition": "edition-000002"}
    assert told == of("own.done", figures="5", rejected="1", **known)
    assert rows_of(store.open_edition(), SOURCE) == [
        ("2022", "export", "TOTAL", 50e6), ("2022", "export", "TOTAL", 100.5e6),
        ("2023", "export", "TOTAL", 120e6), ("2024-Q1", "export", "TOTAL", 1e6),
        ("2024-Q1", "export", "TOTAL", 33e6),
    ]  # fmt: skip
    links = {link.proto.query_string for link in app.tabs[1].get("page_link")}
    of_page = f"lang={language}"
    assert links == {f"reporter=BRA&{of_page}", f"reporter=BRA&partner=ARG&{of_page}",
                     f"source={SOURCE}&{of_page}"}  # fmt: skip


def test_the_figures_are_on_every_page(own):
    """100.0 to 120.0: 119.95 / 100.05 is +19.89005% and 120.05 / 99.95 +20.11006%."""
    add(upload(own("sources", lang="en", tab="own"), BOTH_SIDES))
    overview = tables(own("overview", lang="en", reporter="BRA"))
    # 140.0 to 180.0: 179.9 / 140.1 is +28.4% and 180.1 / 139.9 +28.7%
    wanted = ["Argentina", "180 million USD", "+29%", "+28.4% to +28.8%"]
    assert [text for text in wanted if text not in overview] == []
    asked = {"lang": "en", "reporter": "BRA", "partner": "ARG"}
    page = "".join(
        everything(own("partner", **asked, tab=tab)) for tab in ("trade", "claims", "figures")
    )
    assert "Brazil – Argentina" in page
    wanted = [
        *("120.0 million USD", "+60 million USD", "Own calculation"),
        *(
            "1 sum that differs from its parts",
            "43.8 to 44.2 million USD",
            "3.75 to 4.25 million USD",
        ),
    ]
    assert [text for text in wanted if text not in page] == []
    assert "10 rows" in everything(own("data", lang="en", source=SOURCE))
    without_exception(own("check", lang="en", reporter="BRA"))


def test_the_same_table_twice_changes_nothing_and_another_is_a_release_to_go_back_from(own):
    add(upload(own("sources", lang="en", tab="own"), LONG))
    app = add(upload(own("sources", lang="en", tab="own"), LONG))
    assert (
        said(app.info)[0]
        == f"Nothing has changed: this table is there already, as {SOURCE} 2025-05-02."
    )

    app = upload(own("sources", lang="en", tab="own"), LONG.replace("120.0", "130.0"))
    [notice] = [text for text in said(app.info) if text.startswith("A data set")]
    assert "(release 2025-05-02, 4 figures)" in notice
    app = add(app, published="2025-06")
    [loaded] = releases.datasets()
    assert (loaded.release, loaded.before) == ("2025-06", "2025-05-02")

    app = own("sources", lang="en", tab="loaded")
    app = without_exception(app.button(key="data_set_back").click().run())
    assert said(app.success) == [f"{SOURCE} is back at release 2025-05-02 (edition-000004)."]
    assert app.button(key=TAKE_OUT).label == "Take out “exports of brazil”"
    app = without_exception(app.button(key=TAKE_OUT).click().run())
    assert said(app.success) == [f"{SOURCE} is taken out (edition-000005)."]
    assert releases.datasets() == []
    assert "No data set is loaded yet" in said(app.tabs[3].info)[0]


def test_ones_own_table_stands_first_and_none_follows_it_under_the_button(own, monkeypatch):
    """A table that comes with Tradeproof has the first name of the alphabet, and stands last."""
    add(upload(own("sources", lang="en", tab="own"), LONG, "a first.csv"))
    add(upload(own("sources", lang="en", tab="own"), LONG))
    monkeypatch.setattr(embedded, "names", lambda: frozenset({"a-first"}))
    app = own("sources", lang="en", tab="loaded")
    assert app.selectbox(key="data_set").value == SOURCE
    app = without_exception(app.button(key=TAKE_OUT).click().run())
    assert [row.source for row in releases.datasets()] == ["a-first"]
    for _ in range(2):
        assert app.selectbox(key="data_set").value is None
        assert [one.key for one in app.button if "take_out" in (one.key or "")] == []
        app = without_exception(app.run())
    asked = own("sources", lang="en", tab="loaded", source="a-first")
    assert asked.button(key="data_set_take_out_a-first")


@pytest.mark.parametrize("language", LANGUAGES)
def test_loaded_data_sets_tell_of_their_doubtful_rows(own, language):
    """Two-way trade of 89.95 to 90.05 is not 139.9 to 140.1, which its parts add up to."""
    of = words(language)
    app = add(
        upload(
            own("sources", lang=language, tab="own"),
            f"{LONG}BRA,XXX9,export,2023,1.0,million,USD\n",
        )
    )
    app = own("sources", lang=language, tab="loaded")
    rows = section(app, tab=3)
    assert ["Own calculation “exports of brazil” · exports-of-brazil", "2025-05-02",
            "2022 – 2023", "4", "1", "1", of("sources.not_stated")] in rows  # fmt: skip
    [doubt] = [row for row in rows if of("own_kind.sum_of_flows") in row]
    ends = {"en": "139.9 to 140.1 million USD", "vi": "139,9 đến 140,1 triệu USD"}[language]
    assert doubt[-1].startswith(ends)
    [rejected] = [row for row in rows if NAME in row[0]]
    assert rejected[0] == of("own.row_of", origin=NAME, row=6)
    keys = {one.key for one in app.get("download_button")}
    assert keys >= {"download_rejected", "download_warnings"}


def test_the_role_of_a_column_can_be_changed_and_changed_back(own, monkeypatch):
    chosen: dict[str, str] = {}
    drawn: list[pd.DataFrame] = []

    def edited(table: pd.DataFrame, **_: object) -> pd.DataFrame:
        drawn.append(table)
        roles = [chosen.pop(heading, role) for heading, role in
                 zip(table["heading"], table["role"], strict=True)]  # fmt: skip
        return table.assign(role=roles)

    monkeypatch.setattr(st, "data_editor", edited)
    text = LONG.replace("reporter,partner", "reporter,mirror").replace("\nBRA", "\nKAZ")
    app = upload(own("sources", lang="en", tab="own"), text)
    assert roles_of(drawn[-1])["value"] == "value"
    chosen["unit"] = "ignored"
    app = without_exception(app.run())
    assert roles_of(drawn[-1])["unit"] == "ignored"
    assert "own_ask_unit_1" in {box.key for box in app.selectbox if "asked" not in (box.key or "")}
    app = without_exception(app.button(key="own_columns_reset").click().run())
    assert roles_of(drawn[-1])["unit"] == "unit"


def roles_of(table: pd.DataFrame) -> dict[str, str]:
    return dict(zip(table["heading"], table["role"], strict=True))


REFUSED = [
    (b"", "empty.csv", "file_empty"),
    (b"just a line\n", "text.csv", "no_delimiter"),
    (b"<!doctype html><p>no", "page.csv", "a_page"),
    (b"PK\x03\x04 torn", "torn.xlsx", "damaged_spreadsheet"),
    (b"PAR1 torn", "torn.parquet", "damaged_parquet"),
    (b"name,remark\nx,y\n", "words.csv", "no_table"),
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_no_table_is_refused_in_one_sentence(own, language):
    of = words(language)
    app = own("sources", lang=language, tab="own")
    for data, name, key in REFUSED:
        app = upload(app, data, name)
        [error] = said(app.error)
        start = of(f"table_said.{key}", **({"error": ""} if "damaged" in key else {}))
        start = start.removesuffix(" ()")
        assert error.startswith(of("own.refused", name=name, reason=start).removesuffix("."))
        assert "Traceback" not in error
    app = upload(app, b"x" * (LARGEST + 1), "great.csv")
    assert said(app.error) == [of("own.too_large", name="great.csv", limit="20")]
    app = upload(app, LONG)
    assert [*app.error] == []


def test_an_answer_that_cannot_be_used_is_said_and_can_be_put_right(own):
    app = upload(own("sources", lang="en", tab="own"), "partner,value\nARG,1.5\nCHL,2.5\n")
    app.text_input(key="own_ask_period_1").set_value("someday")
    app = answer(app, reporter="BRA", unit="million", currency="USD", flow="export")
    [error] = said(app.error)
    assert error.startswith("This cannot be used: ")
    assert "someday" in error
    app.text_input(key="own_ask_period_1").set_value("2024")
    app = answer(app)
    assert [*app.error] == []
    assert ["Figures", "2 figures"] in section(app)


def test_what_the_catalogue_needs_is_asked_for(own):
    app = upload(own("sources", lang="en", tab="own"), LONG)
    assert app.text_input(key="own_published_1").value == ""  # not today: it is asked
    app = add(app, published="")
    assert said(app.error)[0].startswith("Say when these figures were published")
    app = add(app, publisher=" ")
    assert said(app.error)[0].startswith("Say whose figures these are")
    app = add(app, source="No Name!")
    assert said(app.error)[0].startswith("“No Name!” cannot be the id")
    app = add(app, source=SOURCE, published="soon")
    assert said(app.error)[0].startswith("“soon” is not a date")
    app = add(app, source="gso-yearbook")
    assert "is a publication of the figure book" in said(app.error)[0]
    assert releases.datasets() == []


def test_hostile_headings_names_and_cells_are_nothing_but_text(own):
    read_otherwise = []
    for number, evil in enumerate(TEXTS, start=1):
        cell = evil.replace('"', '""')
        text = f'reporter,partner,flow,period,value,unit,currency,"{cell}"\n'
        text += f'BRA,ARG,export,2023,1.5,million,USD,"{cell}"\n'
        text += f'BRA,"{cell}",export,2023,2.5,million,USD,x\n'
        app = upload(own("sources", lang="en", tab="own"), text, f"{evil[:40]}.csv")
        if app.error:  # `;` cuts the lines of one of them as often as `,`
            assert said(app.error)[0].count(": no table in it: no heading") == 1
            app.selectbox(key="own_ask_delimiter_1").set_value("comma")
            app = without_exception(button(app, "own_apply_others").click().run())
            read_otherwise.append(number)
        assert [*app.error] == []
        shown = "".join(one.proto.body for one in app.tabs[1].get("html"))
        assert not re.search(
            r"<(?!/?(style|table|thead|tbody|tr|th|td|small|ul|li|caption)\b)", shown
        )


def test_the_template_is_understood_without_a_question(own):
    app = own("sources", lang="en", tab="own")
    for number, kind in enumerate(own_template.KINDS, start=1):
        app = upload(app, own_template.template(kind), f"template.{kind}")
        assert [box.key for box in app.selectbox if box.key == f"own_ask_reporter_{number}"]
        rows = section(app)
        assert ["Figures", "2 figures"] in rows
        assert ["Brazil", "Argentina", "imports", "Q1 2024",
                "2,950,250,000 USD 2,950.245 to 2,950.255 million USD"] in rows  # fmt: skip


def test_a_person_who_leaves_loses_the_table_that_was_not_added(own):
    app = upload(own("sources", lang="en", tab="own"), LONG)
    folder = app.session_state[own_figures.TABLE].path.parent
    assert folder.is_dir()
    app.file_uploader(key="own_upload").clear()
    app = without_exception(app.run())
    assert own_figures.TABLE not in app.session_state
    assert address(app) == {"lang": ["en"], "tab": ["own"]}
    assert not folder.exists()
