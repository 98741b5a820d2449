"""The button that adds what was read from a text to the figure book, and the one that undoes it."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from analytics.reading.out import reader
from analytics.recording.book_rows import book_rows
from dashboard.answers.selection import LANGUAGES
from dashboard.wording.words import words
from data import store
from data.book import user_part
from data.book.user_part import Publication
from tests.support.homes import FIRST, place
from tests.support.pages import tables, without_exception

TEXT = (
    "In 2024, Viet Nam's exports to Uruguay reached $540 million, up 35% from $400 million in 2023."
    " In 2024, Viet Nam's imports from Uruguay were $310 million."
)
SOURCE = "user-2025-01-15-montevideo-news"
ENTRY = {"publisher": "Montevideo News", "published": "2025-01-15"}


@pytest.fixture(scope="module")
def home_with_source(edition, tmp_path_factory) -> Path:
    """A home to which the text of these tests was added already, to be copied."""
    home = place(tmp_path_factory.mktemp("home"), edition, FIRST)
    rows = book_rows(reader.read(TEXT))
    publication = Publication(
        **ENTRY, language="en", kind="press", text=TEXT, statistics_of=("VNM",),
        figures=tuple(rows.figures.values()), claims=tuple(rows.claims.values()),
    )  # fmt: skip
    assert user_part.add(publication, home) == SOURCE
    return home


@pytest.fixture
def has_source(visit, home_with_source: Path, tmp_path: Path, monkeypatch):
    """The visitor of a copy of that home."""
    shutil.copytree(home_with_source, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("TRADEPROOF_HOME", str(tmp_path))
    assert len(kept()) == 3
    return visit


@pytest.fixture(scope="module")
def home_to_leave(edition, tmp_path_factory) -> Path:
    return place(tmp_path_factory.mktemp("home"), edition, FIRST)


@pytest.fixture
def adds_nothing(visit, home_to_leave: Path, monkeypatch):
    """The visitor of a home that these tests share, as none of them adds anything to it."""
    monkeypatch.setenv("TRADEPROOF_HOME", str(home_to_leave))
    yield visit
    assert kept() == []


def read(visit, text: str = TEXT, **parameters: str) -> AppTest:
    app = visit("check-text", **parameters)
    app.text_area(key="check_text").set_value(text)
    return without_exception(app.button(key="check_run").click().run())


def fill(app: AppTest, **entry: str) -> AppTest:
    for name, value in entry.items():
        app.text_input(key=f"add_{name}").set_value(value)
    return without_exception(app.button(key="text_add").click().run())


def kept() -> list[tuple[str, str, int]]:
    """Figure, flow and value of what was added, in the newest edition."""
    return (
        store.open_edition()
        .query(
            "SELECT figure, flow, (value / 1000000)::INTEGER FROM figure "
            "WHERE source LIKE 'user-%' ORDER BY figure"
        )
        .fetchall()
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figures_are_added_and_every_page_has_them(own, language: str) -> None:
    said = words(language)
    app = read(own, lang=language)
    figures, claims = said("text.n_figures", n=3), said("text.n_claims", n=1)
    assert app.button(key="text_add").label == said("add.button", figures=figures, claims=claims)
    app = fill(app, **ENTRY)
    assert kept() == [
        (f"{SOURCE}-f1", "export", 540),
        (f"{SOURCE}-f2", "export", 400),
        (f"{SOURCE}-f3", "import", 310),
    ]
    assert [success.value for success in app.success] == [
        said("add.done", source=SOURCE, edition="edition-000002")
    ]
    assert "text_add" not in {button.key for button in app.button}
    shown = tables(without_exception(own("sources", lang=language)))
    assert SOURCE in shown
    assert said("sources.added_here") in shown
    data = without_exception(own("data", lang=language, source=SOURCE))
    assert len(data.dataframe[0].value) == 3


def test_only_ticked_figures_are_added(own, monkeypatch) -> None:
    def edited(table: pd.DataFrame, **_: object) -> pd.DataFrame:
        return table.assign(add=table["name"] != "f1") if "add" in table else table

    monkeypatch.setattr(st, "data_editor", edited)
    fill(read(own, lang="en"), **ENTRY)
    assert kept() == [(f"{SOURCE}-f2", "export", 400), (f"{SOURCE}-f3", "import", 310)]


WRONG = [
    ({"publisher": " ", "published": "2025"}, "add.no_publisher", {}),
    ({"publisher": "News", "published": "15/01"}, "add.bad_date", {"given": "15/01"}),
    ({"publisher": "News", "published": ""}, "add.bad_date", {"given": ""}),
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_entry_that_is_wrong_is_named_and_nothing_is_added(adds_nothing, language: str) -> None:
    app = read(adds_nothing, lang=language)
    for entry, key, parts in WRONG:
        app = fill(app, **entry)
        assert [error.value for error in app.error] == [words(language)(key, **parts)]
        assert kept() == []


def test_that_a_text_is_in_the_book_is_said_before_a_form_is_filled_in(has_source) -> None:
    app = read(has_source, lang="vi")
    assert words("vi")("add.known", source=SOURCE) in [info.value for info in app.info]
    assert "text_add" not in {button.key for button in app.button}
    assert "add_publisher" not in {field.key for field in app.text_input}


def test_the_same_text_is_not_added_twice(own) -> None:
    """By two sessions that read it before either added it."""
    first, second = read(own, lang="vi"), read(own, lang="vi")
    fill(first, **ENTRY)
    for name, value in {"publisher": "Another", "published": "2025"}.items():
        second.text_input(key=f"add_{name}").set_value(value)
    app = fill(second)
    said = words("vi")("add.known", source=SOURCE)
    assert said in [message.value for message in (*app.error, *app.info)]
    assert len(kept()) == 3


def test_what_the_book_has_already_is_not_ticked_and_says_whose_it_is(
    has_source, monkeypatch
) -> None:
    offered: list[pd.DataFrame] = []

    def edited(table: pd.DataFrame, **_: object) -> pd.DataFrame:
        offered.extend([table] if "add" in table else [])
        return table

    monkeypatch.setattr(st, "data_editor", edited)
    app = read(has_source, TEXT + " In 2024, its exports to Peru were $90 million.", lang="en")
    *_, table = offered
    assert table[["name", "add", "in_book"]].to_numpy().tolist() == [
        ["f1", False, "already there: Montevideo News"],
        ["f2", False, "already there: Montevideo News"],
        ["f3", False, "already there: Montevideo News"],
        ["f4", True, "new"],
    ]
    figures, claims = words("en")("text.n_figures", n=1), words("en")("text.n_claims", n=0)
    label = words("en")("add.button", figures=figures, claims=claims)
    assert app.button(key="text_add").label == label
    app = read(has_source, TEXT + " That is all.", lang="en")
    assert words("en")("add.none_ticked") in [info.value for info in app.info]
    assert "add_publisher" not in {field.key for field in app.text_input}


def test_a_full_disk_is_named_and_nothing_is_added(
    adds_nothing, home_to_leave, monkeypatch
) -> None:
    app = read(adds_nothing, lang="en")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(user_part, "_write_table", full)
    [error] = fill(app, **ENTRY).error
    reason = f"cannot change {home_to_leave / 'figures'} (No space left on device)"
    assert without_escapes(error.value) == words("en")("add.failed", reason=reason)
    assert list((home_to_leave / "figures").iterdir()) == []


def without_escapes(text: str) -> str:
    return text.replace("\\", "")


def test_what_cannot_be_added_is_named_with_the_reason(adds_nothing) -> None:
    app = read(adds_nothing, "Exports reached $540 million in 2024, up 35%.", lang="en")
    captions = [caption.value for caption in app.caption]
    assert "Not added: f1, c1 (the text does not tell whose trade it is; correct it above)." in (
        captions
    )
    assert words("en")("add.nothing") in [info.value for info in app.info]
    assert "text_add" not in {button.key for button in app.button}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_source_is_taken_out_again(has_source, language: str, tmp_path: Path) -> None:
    app = has_source("sources", lang=language)
    app = without_exception(app.button(key=f"take_out_{SOURCE}").click().run())
    [said] = [success.value for success in app.success]
    assert SOURCE in said
    assert str(tmp_path / "removed") in said.replace("\\", "")
    assert kept() == []
    assert SOURCE not in tables(app)
