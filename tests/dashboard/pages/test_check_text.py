"""A text of the reader's own on the Check page: what is said of it, in both languages."""

from __future__ import annotations

import json
import re
from html import unescape

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.answers.selection import LANGUAGES
from dashboard.documents import reading_limits
from dashboard.pages import check_text_result
from dashboard.wording.words import words
from tests.support.check_page import TEXT, checked, claims_on, marked_html, marks
from tests.support.made_documents import pdf
from tests.support.pages import address, without_exception


def markdown(app: AppTest) -> list[str]:
    return [text.value for text in app.markdown]


def test_figures_and_claims_are_marked_where_they_stand_with_their_verdicts(visit):
    app = checked(visit, TEXT, lang="en")
    assert marks(marked_html(app)) == [
        ("conflict", "$870 million", "! f1"),
        ("conflict", "$540 million", "! f2"),
        ("consistent", "35%", "✓ c1"),
        ("figure", "$400 million", "f3"),
        ("conflict", "$310 million", "! f4"),
        ("contradicted", "12%", "✗ c2"),
        ("conflict", "$300 million", "! f5"),
        ("passed_over", "$7 million", "…"),
    ]
    assert unescape(re.sub("<[^>]+>", "", marked_html(app))) == TEXT
    assert "#### 5 figures and 2 claims found; the text was read as English." in markdown(app)
    assert ":red[**✗ Contradicted**] 1 · :green[**✓ Consistent**] 1" in markdown(app)


def test_each_claim_opens_into_its_proof_and_each_conflict_into_its_facts(visit):
    app = checked(visit, TEXT, lang="en")
    first, second = claims_on(app)
    assert first == (
        "c1 :green[**✓ Consistent**] · Viet Nam – Uruguay, exports, 2024: up 35% on 2023"
        " · recomputed 34.70% to 35.30%"
    )
    assert second.endswith(":red[**wrong direction**]")
    bodies = [element.proto.body for element in app.get("html")]
    proofs = [body for body in bodies if "34.70% to 35.30%" in body and 'class="proof"' in body]
    assert len(proofs) == 1
    assert "this text" in proofs[0]
    assert "Line 1" in proofs[0] or "line 1" in proofs[0]
    conflict = "Exports, imports and two-way trade, 2024: 3 reported facts cannot all be true"
    assert [e.label for e in app.expander if conflict in e.label] != []
    cards = [body for body in bodies if '<div class="cards">' in body and "$870 million" in body]
    assert len(cards) == 1
    assert "/sources?source=text" not in "".join(bodies)


def test_two_rates_on_one_figure_are_a_conflict_on_the_page(visit):
    text = "Vietnam's exports to Peru rose 12% in 2023. Vietnam's exports to Peru rose 21% in 2023."
    app = checked(visit, text, lang="en")
    title = "Exports, 2022 and 2023: 2 reported rates cannot all be true"
    assert [e.label for e in app.expander if title in e.label] != []
    cards = [e.proto.body for e in app.get("html") if "20.5% to 21.5%" in e.proto.body]
    assert any("cards" in body and "11.5% to 12.5%" in body for body in cards)


NOTES = {
    "en": (
        "f1: “gần 1,160 triệu USD” is read as nearly 1.16 billion USD, because more of the text's "
        "own figures and rates then agree; its separator could also make it nearly 1.16 million "
        "USD."
    ),
    "vi": (
        "f1: “gần 1,160 triệu USD” được đọc là gần 1,16 tỷ USD, vì như vậy các số liệu và tốc độ "
        "tăng trong văn bản khớp với nhau hơn; nếu hiểu dấu phân cách theo cách kia thì là gần "
        "1,16 triệu USD."
    ),
}


@pytest.mark.parametrize("language", NOTES)
def test_a_sentence_says_how_an_ambiguous_number_was_read(visit, language):
    text = (
        "Năm 2024, xuất khẩu của Việt Nam sang Peru đạt gần 1,160 triệu USD, tăng 16% so với 1 tỷ "
        "USD năm 2023."
    )
    app = checked(visit, text, lang=language)
    bodies = [unescape(element.proto.body) for element in app.get("html")]
    assert [body for body in bodies if "<ul><li>f1:" in body] == [
        f"<ul><li>{NOTES[language]}</li></ul>"
    ]
    title = words(language)("text.separators_title")
    assert f"{title} (1)" in [expander.label for expander in app.expander]
    app = checked(visit, TEXT, lang=language)
    assert not any(title in expander.label for expander in app.expander)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_has_a_claim_of_each_colour_a_conflict_and_a_number_passed_over(
    visit, language
):
    app = visit("check-text", lang=language)
    app = without_exception(app.button(key="text_try_example").click().run())
    found = marks(marked_html(app))
    assert {kind for kind, _, _ in found} == {
        "consistent",
        "contradicted",
        "not_testable",
        "conflict",
        "figure",
        "passed_over",
    }
    assert app.text_area(key="check_text").value == words(language)("text.example")
    assert address(app) == {"lang": [language]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_text_gets_a_sentence_and_no_result(visit, language):
    app = visit("check-text", lang=language)
    for text in ("", "  \n\t "):
        app.text_area(key="check_text").set_value(text)
        app = without_exception(app.button(key="check_run").click().run())
        assert [w.value for w in app.warning] == [words(language)("text.empty")]
        assert "text_run" not in app.session_state


def test_a_text_without_trade_gets_a_sentence_and_stays_to_be_seen(visit):
    text = "The 3 teams met on 5 May. <b>Nothing</b> was sold."
    app = checked(visit, text, lang="en")
    assert [i.value for i in app.info] == [words("en")("text.no_figures")]
    assert unescape(re.sub("<[^>]+>", "", marked_html(app))) == text
    assert claims_on(app) == []


def test_a_text_that_is_too_long_is_not_read(visit, monkeypatch):
    monkeypatch.setattr(reading_limits, "LONGEST", len(TEXT) - 1)
    app = checked(visit, TEXT, lang="en")
    [error] = app.error
    assert f"{len(TEXT)} characters; up to {len(TEXT) - 1}" in error.value
    assert "text_run" not in app.session_state
    monkeypatch.setattr(reading_limits, "LONGEST", len(TEXT))
    assert marks(marked_html(checked(visit, TEXT, lang="en"))) != []


def test_defaults_hold_where_the_text_names_none(visit):
    app = visit("check-text", lang="en")
    app.text_area(key="check_text").set_value("Exports rose 12% to $90 million.")
    app.selectbox(key="text_reporter").set_value("VNM")
    app.selectbox(key="text_partner").set_value("URY")
    app.date_input(key="text_published").set_value(pd.Timestamp("2025-02-03").date())
    app = without_exception(app.button(key="check_run").click().run())
    run = app.session_state["text_run"]
    [figure] = run.read.as_records()["figures"]
    assert (figure["reporter"], figure["partner"]) == ("VNM", "URY")
    assert run.read.published == "2025-02-03"


@pytest.mark.parametrize(
    ("language", "publication"),
    [
        ("en", "Ministry of Foreign Affairs of Viet Nam (2 May 2025)"),
        ("vi", "Bộ Ngoại giao Việt Nam (2/5/2025)"),
    ],
)
def test_a_verdict_names_publications_by_publisher_and_date(visit, language, publication):
    text = "Vietnam's trade with Russia reached $4.58 billion in 2024, up 26% from 2023."
    app = checked(visit, text, lang=language)
    *_, proof = [e.proto.body for e in app.get("html") if 'class="proof"' in e.proto.body]
    assert f": {publication}." in proof
    assert f"[{publication}]" in proof
    assert "mofa-vn-2025-05-02" not in re.sub(r'href="[^"]*"', "", proof)
    [tooltip] = re.findall(r'title="([^"]*)" data-note="✓ c1"', marked_html(app))
    assert publication in tooltip


UPLOADS = [  # what is refused first: then nothing was read yet
    ("note.pdf", b"no pdf at all", "damaged_pdf"),
    ("note.docx", TEXT.encode(), "damaged_word"),
    ("note.txt", TEXT.encode(), ""),
    ("note.html", f"<p>{TEXT}</p><script>1</script>".encode(), ""),
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_uploaded_document_is_read_or_refused(visit, language):
    app = visit("check-text", lang=language)
    for name, data, refused in UPLOADS:
        app.text_area(key="check_text").set_value("")
        app.file_uploader(key="text_upload").upload(name, data)
        app = without_exception(app.run())
        if refused:
            [error] = app.error
            reason = words(language)(f"document.{refused}", name=name)
            assert re.sub(r"\\(?=\W)", "", error.value) == f"{reason}."
            assert "text_run" not in app.session_state
        else:
            assert [*app.error] == []
            assert app.text_area(key="check_text").value == TEXT
            assert len(marks(marked_html(app))) == 8


def test_a_reason_follows_the_language_and_prints_its_numbers_in_it(visit):
    app = visit("check-text", lang="en")
    app.file_uploader(key="text_upload").upload("note_1.txt", b"x" * 1234 + b"\xff\xfe\0")
    app = app.run()
    assert [e.value for e in app.error] == [
        "note\\_1.txt is not in UTF-8 (byte 1,234); save it in UTF-8."
    ]
    app.query_params["lang"] = "vi"
    app = without_exception(app.run())
    assert [e.value for e in app.error] == [
        "note\\_1.txt không theo mã UTF-8 (sai từ byte 1.234); hãy lưu lại bằng mã UTF-8."
    ]


def test_pages_that_could_not_be_read_are_named_as_long_as_their_text_is_checked(visit):
    app = visit("check-text", lang="en")
    app.file_uploader(key="text_upload").upload("part.pdf", pdf(TEXT, None, None))
    app = without_exception(app.run())
    assert len(marks(marked_html(app))) == 8
    assert [w.value for w in app.warning] == [
        "Nothing was read on pages 2–3 of part.pdf, which are blank or pictures; "
        "run a text recognition on them first, or add their text."
    ]
    app.query_params["lang"] = "vi"
    app = without_exception(app.run())
    assert [w.value for w in app.warning] == [
        "Không đọc được gì ở trang 2–3 của part.pdf vì trang trống hoặc chỉ có ảnh; "
        "hãy nhận dạng chữ (OCR) trước hoặc gõ thêm văn bản của trang đó."
    ]
    app.file_uploader(key="text_upload").clear()
    app = without_exception(app.run())
    assert app.warning == []


def test_a_text_that_was_left_and_found_again_still_tells_of_its_pages(visit):
    app = visit("check-text", lang="en")
    app.file_uploader(key="text_upload").upload("part.pdf", pdf(TEXT, None))
    app = without_exception(app.run())
    app = without_exception(app.switch_page("dashboard/pages/data.py").run())
    assert app.warning == []
    app = without_exception(app.switch_page("dashboard/pages/check_text.py").run())
    assert app.text_area(key="check_text").value == TEXT.replace("'", "’")
    assert app.file_uploader(key="text_upload").value is None
    [warning] = app.warning
    assert warning.value.startswith("Nothing was read on page 2 of part.pdf")
    app.text_area(key="check_text").set_value(TEXT + " More.")
    assert without_exception(app.run()).warning == []


def test_many_claims_say_how_many_are_shown(visit, monkeypatch):
    monkeypatch.setattr(check_text_result, "MOST", 1)
    app = checked(visit, TEXT, lang="en")
    assert len(claims_on(app)) == 1
    said = "The first 1 of 2 claims are shown; the downloads hold all."
    assert said in [caption.value for caption in app.caption]


def test_the_result_is_in_the_session_and_not_in_the_address(visit):
    app = checked(visit, TEXT, lang="en")
    assert address(app) == {"lang": ["en"]}
    assert "text" not in json.dumps(address(app))
    app.query_params["lang"] = "vi"
    app = without_exception(app.run())
    summary = "#### Tìm thấy 5 số liệu và 2 tốc độ tăng; văn bản được đọc theo tiếng Anh."
    assert summary in markdown(app)
