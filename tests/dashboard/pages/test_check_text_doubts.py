"""The rows of a text that are to be looked at first: open, settled with a button, and undone."""

from __future__ import annotations

import csv
import io

import pytest

from dashboard.answers.selection import LANGUAGES
from dashboard.html.text_report import as_page
from dashboard.pages.check_text_kept import ByHand
from dashboard.wording.checked_text import as_csv
from dashboard.wording.formats import Formats
from dashboard.wording.words import words
from tests.support.check_page import checked, findings, text_of
from tests.support.checked_texts import checked_with
from tests.support.pages import without_exception

TWICE = (
    "In 2023, Vietnam's exports to Peru were 546 million USD. Vietnam's exports to Peru reached "
    "564 million USD in 2023, up 50% from 500 million USD in 2022."
)


def buttons(app) -> set[str]:
    return {
        str(one.key) for one in app.button if str(one.key).startswith(("text_right", "text_un"))
    }


def cards(app) -> list[str]:
    return [text_of(e.proto.body) for e in app.get("html") if 'class="doubt"' in e.proto.body]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_to_be_looked_at_is_open_with_its_doubt_and_the_words_around_it(visit, language):
    app = checked(visit, TWICE, lang=language)
    [card] = [card for card in cards(app) if "f2" in card]
    assert words(language)("text.doubt_another_value") in card
    assert "reached 564 million USD in 2023" in card
    assert buttons(app) >= {"text_right_f2"}
    assert not any(words(language)("text.doubts_title") in one.label for one in app.expander)


def test_a_row_that_is_right_carries_verdicts_and_conflicts_until_it_is_undone(visit):
    app = checked(visit, TWICE, lang="en")
    before = findings(app)
    assert "Contradicted" not in text_of("".join(before.values()))
    assert {name[0] for name in before} >= {"u"}
    while any(name.startswith("text_right") for name in buttons(app)):
        name = min(name for name in buttons(app) if name.startswith("text_right"))
        app = without_exception(app.button(key=name).click().run())
    after = without_exception(app.run())
    assert {name[0] for name in findings(after)} >= {"x"}
    assert "u1" not in findings(after)
    assert "Contradicted" in text_of(findings(after)["c1"])
    undone = after
    while any(name.startswith("text_undo") for name in buttons(undone)):
        name = min(name for name in buttons(undone) if name.startswith("text_undo"))
        undone = without_exception(undone.button(key=name).click().run())
    assert findings(undone).keys() == before.keys()


def test_what_was_found_right_comes_back_with_the_text(visit):
    app = visit("check-text", lang="en")
    app.session_state["check_text"] = TWICE
    app.session_state["text_restored"] = ByHand(changes={"f2": {"is_right": "yes"}})
    app.session_state["text_taken"] = True
    app = without_exception(app.run())
    assert "text_undo_f2" in buttons(app)
    assert "text_right_f2" not in buttons(app)


def test_only_what_was_looked_at_is_added(visit):
    app = checked(visit, TWICE, lang="en")
    said = [info.value for info in app.info]
    assert any("to be looked at first and " in one for one in said)
    [refused] = [c.value for c in app.caption if c.value.startswith("Not added: f2")]
    assert words("en")("add.in_doubt") in refused


def test_downloads_have_the_grade_and_the_doubt(edition):
    found = checked_with(edition, TWICE)
    data = as_csv(found, edition.built_at).decode()
    rows = {row["figure"]: row for row in csv.DictReader(io.StringIO(data, newline=""))}
    doubt = words("en")("text.doubt_another_value")
    assert (rows["f1"]["confidence"], rows["f1"]["doubt"]) == ("read", "")
    assert rows["f2"]["confidence"] == "check"
    assert doubt in rows["f2"]["doubt"]
    assert rows["f2"]["claim_confidence"] == "check"
    assert rows["f2"]["claim_doubt"]
    page = as_page(found, Formats("en"), str, "now", {}).decode()
    assert f'<p class="why">{doubt}' in page
    assert '<span class="chip grade">as read</span>' in page
