"""A reading corrected by hand on the Check page, and the check that runs again."""

from __future__ import annotations

import streamlit as st

from dashboard.pages.check_text_edit import changed
from dashboard.pages.check_text_kept import ByHand
from dashboard.wording.words import words
from tests.support.check_page import (
    TEXT,
    checked,
    claims_on,
    findings,
    marked_html,
    marks,
    text_of,
)
from tests.support.pages import without_exception


def corrected_by(monkeypatch, **cells):
    """Streamlit's test driver has no editable table: this one changes cells by id and field."""

    def edited(table, **_):
        table = table.copy()
        for where, content in cells.items():
            name, _, field = where.partition("_")
            if field in table.columns:
                table.loc[table["name"] == name, field] = content
        return table

    monkeypatch.setattr(st, "data_editor", edited)


def test_a_correction_by_hand_changes_the_verdict(visit, monkeypatch):
    app = checked(visit, TEXT, lang="en")
    assert ("contradicted", "12%", "✗ c2") in marks(marked_html(app))
    corrected_by(monkeypatch, f5_printed="nearly $353 million", c2_printed="12.2%")
    app = without_exception(app.run())
    assert [said.partition(" Viet Nam")[0] for said in claims_on(app)] == [
        "“35%” c1 ✓ Consistent",
        "“12%” c2 ✓ Consistent",
    ]
    assert ("consistent", "12%", "✓ c2") in marks(marked_html(app))


def test_a_misread_figure_is_left_out_with_its_claims(visit, monkeypatch):
    corrected_by(monkeypatch, f4_left_out=True)
    app = checked(visit, TEXT, lang="en")
    assert [name for name in findings(app) if name[0] == "c"] == ["c1"]
    shown = marks(marked_html(app))
    assert {note for _, _, note in shown} == {"f1", "f2", "✓ c1", "f3", "f5", "…"}
    assert [text for kind, text, _ in shown if kind == "passed_over"] == [
        "$310 million",
        "12%",
        "$7 million",
    ]


def test_a_figure_is_told_to_be_a_target(visit, monkeypatch):
    def is_target_shown():
        app = checked(visit, TEXT, lang="vi")
        return any("(mục tiêu)" in html.proto.body for html in app.get("html"))

    assert not is_target_shown()
    corrected_by(monkeypatch, f5_figure_kind="target")
    assert is_target_shown()


def test_a_correction_that_is_none_is_named_and_the_last_result_stays(visit, monkeypatch):
    corrected_by(monkeypatch, f2_period="năm `ngoái`")
    app = checked(visit, TEXT, lang="vi")
    [error] = app.error
    assert error.value.startswith("f2: “năm \\`ngoái\\`” không phải là một thời kỳ.")
    assert error.value.endswith(words("vi")("text.kept"))
    assert len(claims_on(app)) == 2


def test_changed_cells_are_those_that_differ():
    before = [{"name": "f1", "partner": "KAZ", "period": None, "flow": "total"}]
    assert changed(before, before) == {}
    after = [{"name": "f1", "partner": None, "period": float("nan"), "flow": "export"}]
    assert changed(before, after) == {"f1": {"partner": None, "flow": "export"}}
    after = [{"name": "f1", "partner": "KAZ", "period": "", "flow": "total"}]
    assert changed(before, after) == {}


def test_a_text_that_the_tab_kept_comes_back_with_its_corrections(visit):
    """Its cells begin with them; a code in no list and a field that is none change nothing."""
    app = visit("check-text", lang="en")
    app.session_state["check_text"] = TEXT
    app.session_state["text_restored"] = ByHand(
        changes={
            "f2": {"partner": "CHL", "flow": "smuggling", "no-field": "x"},
            "c1": {"left_out": "yes"},
        }
    )
    app.session_state["text_taken"] = True
    found = findings(without_exception(app.run()))
    assert "Viet Nam – Chile, exports, 2024" in text_of(found["f2"])
    assert "c1" not in found
    assert "c2" in found
