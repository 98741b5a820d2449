"""A text of the reader's own on the Check page: what is said of it, in both languages."""

from __future__ import annotations

import json
import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analytics.checking import text_check
from dashboard.answers.selection import LANGUAGES
from dashboard.documents import reading_limits
from dashboard.html import findings_list
from dashboard.pages import check_text_result
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
from tests.support.made_documents import pdf
from tests.support.pages import address, keys, without_exception


def head(app: AppTest) -> list[str]:
    """The sentence on the rates, and the line below it."""
    [body] = [e.proto.body for e in app.get("html") if '<h2 class="verdict"' in e.proto.body]
    return [text_of(part) for part in body.split("</h2>")]


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
    assert head(app) == [
        "Of 2 growth rates 1 holds, 1 does not hold.",
        "5 figures: 5 new · 2 contradictions",
    ]


def test_each_mark_leads_to_its_finding_and_each_finding_to_its_mark(visit):
    app = checked(visit, TEXT, lang="en")
    ids = re.findall(r'id="([^"]*)"', marked_html(app))
    leads = dict(re.findall(r'href="#finding-(\w+)" data-of="(\w+)"', marked_html(app)))
    found = findings(app)
    assert {f"mark-{name}" for name in leads} == {*ids}
    assert set(leads) == {"f1", "f2", "f3", "f4", "f5", "c1", "c2"}
    assert set(found) == {*leads, "x1", "x2"}
    # In the order of the text, a conflict after the first figure that takes part in it.
    assert list(found) == ["f1", "x2", "f2", "c1", "f3", "f4", "x1", "c2", "f5"]
    for name, html in found.items():
        back = re.findall(r'<a class="to-mark" href="#mark-(\w+)">', html)
        assert name.startswith("x") or back == [name]
        assert back
        assert {*back} <= {*leads}
    assert text_of(found["f3"]) == (
        "“$400 million” f3 + new Viet Nam – Uruguay, exports, 2023: 399.5 to 400.5 million USD"
    )


def test_each_claim_opens_into_its_proof_and_each_conflict_into_its_facts(visit):
    app = checked(visit, TEXT, lang="en")
    first, second = claims_on(app)
    assert first == (
        "“35%” c1 ✓ Consistent Viet Nam – Uruguay, exports, 2024: up 35% on 2023"
        " · recomputed 34.70% to 35.30%"
    )
    assert second.startswith("“12%” c2 ✗ Contradicted wrong direction Viet Nam – Uruguay, imports")
    found = findings(app)
    [proof] = [html for html in found.values() if "34.70% to 35.30%" in html.split("<details")[-1]]
    assert 'class="proof"' in proof
    assert "this text" in proof
    assert "line 1" in proof.lower()
    conflict = "Exports, imports and two-way trade, 2024: 3 reported facts cannot all be true"
    [facts] = [html for html in found.values() if conflict in html]
    assert '<div class="cards">' in facts
    assert "$870 million" in facts
    assert "/sources?source=text" not in "".join(found.values())


TWO_RATES = "Vietnam's exports to Peru rose 12% in 2023. Ports were busy. They rose 21%."


def test_two_rates_on_one_figure_would_be_a_conflict_if_both_are_read_rightly(visit):
    app = checked(visit, TWO_RATES, lang="en")
    found = findings(app)
    assert "contradiction" not in head(app)[1]
    title = "Exports, 2022 and 2023: 2 reported rates cannot all be true"
    [html] = [html for html in found.values() if title in html]
    assert html is found["u1"]
    assert "Not decided 1" in text_of(html)  # the number a person counts by, not the id
    assert "look at it first: “12%” c1 , “21%” c2" in text_of(html)
    assert "Would be part of a contradiction" in text_of(found["c1"])
    assert "20.5% to 21.5%" in html
    assert "11.5% to 12.5%" in html


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
    assert app.session_state["check_text"] == words(language)("text.example")
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
            assert app.session_state["text_run"].read.text.original == TEXT
            assert len(marks(marked_html(app))) == 8
            app = without_exception(app.button(key="text_another").click().run())
            assert app.text_area(key="check_text").value == ""


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
    app = without_exception(app.button(key="text_another").click().run())
    assert app.warning == []


def test_a_text_that_was_left_and_found_again_still_tells_of_its_pages(visit):
    app = visit("check-text", lang="en")
    app.file_uploader(key="text_upload").upload("part.pdf", pdf(TEXT, None))
    app = without_exception(app.run())
    app = without_exception(app.switch_page("dashboard/pages/data.py").run())
    assert app.warning == []
    app = without_exception(app.switch_page("dashboard/pages/check_text.py").run())
    [warning] = app.warning
    assert warning.value.startswith("Nothing was read on page 2 of part.pdf")
    app = without_exception(app.button(key="text_edit").click().run())
    assert app.text_area(key="check_text").value == TEXT.replace("'", "’")
    assert app.file_uploader(key="text_upload").value is None
    app.text_area(key="check_text").set_value(TEXT + " More.")
    app = without_exception(app.button(key="check_run").click().run())
    assert len(marks(marked_html(app))) == 8
    assert app.warning == []


def test_a_text_is_edited_and_its_result_found_again(visit):
    app = checked(visit, TEXT, lang="en")
    assert "check_text" not in keys(app)
    app = without_exception(app.button(key="text_edit").click().run())
    assert app.text_area(key="check_text").value == TEXT
    assert not any('class="marked"' in e.proto.body for e in app.get("html"))
    app.text_area(key="check_text").set_value("")
    app = without_exception(app.button(key="check_run").click().run())
    assert [w.value for w in app.warning] == [words("en")("text.empty")]
    app = without_exception(app.button(key="text_back").click().run())
    assert len(marks(marked_html(app))) == 8
    app = without_exception(app.button(key="text_edit").click().run())
    assert app.text_area(key="check_text").value == TEXT


def test_many_claims_say_how_many_proofs_are_shown(visit, monkeypatch):
    for module in (findings_list, check_text_result):
        monkeypatch.setattr(module, "MOST", 1)
    app = checked(visit, TEXT, lang="en")
    assert len(claims_on(app)) == 2
    assert sum('class="proof"' in html for html in findings(app).values()) == 1
    said = "The proofs of the first 1 of 2 claims are shown; the downloads hold all."
    assert said in [caption.value for caption in app.caption]


@pytest.mark.parametrize("language", LANGUAGES)
def test_more_figures_than_can_be_checked_are_said_in_words(visit, monkeypatch, language):
    monkeypatch.setattr(text_check, "MOST", 3)
    app = checked(visit, TEXT, lang=language)
    [error] = app.error
    assert error.value.startswith({"en": "The text has 7 ", "vi": "Văn bản có 7 "}[language])
    assert findings(app) == {}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "What would settle it: Viet Nam's exports to Peru in 2022. "
               "If +35% holds, it is 398.1 to 401.9 million USD."),
        ("vi", "Cần xuất khẩu của Việt Nam sang Peru, năm 2022. "
               "Nếu +35% là đúng thì trị giá này là 398,1 đến 401,9 triệu USD."),
    ],
)  # fmt: skip
def test_a_rate_without_its_base_says_what_would_settle_it(visit, language, said):
    # 540 is 539.5 to 540.5, 35% is 34.5% to 35.5%: 539.5 / 1.355 = 398.15, 540.5 / 1.345 = 401.86.
    text = "In 2023, Viet Nam's exports to Peru were $540 million, up 35% on 2022."
    found = findings(checked(visit, text, lang=language))["c1"]
    assert said in text_of(found)


BOOK = (  # the first is in the book, of the second year it has nothing
    "In 2024, Viet Nam's trade with Russia reached {} billion USD. "
    "In 1999, Viet Nam's trade with Russia reached 0.4 billion USD."
)


def test_a_figure_says_whether_it_is_in_the_book_and_how_far_from_it(visit):
    # The book: 4.58 billion of the Ministry of Foreign Affairs, which is 4.575 to 4.585.
    app = checked(visit, BOOK.format("4.58"), lang="en")
    found = findings(app)
    assert "= as in the book" in text_of(found["f1"])
    assert "Ministry of Foreign Affairs of Viet Nam" in found["f1"]
    assert "+ new" in text_of(found["f2"])
    assert head(app)[1] == "2 figures: 1 as in the book, 1 new"
    # 4.485 to 4.495 is at least 0.08 billion below 4.575.
    found = findings(checked(visit, BOOK.format("4.49"), lang="en"))
    assert "≠ differs from the book" in text_of(found["f1"])
    assert "the text’s is at least 80 million USD below it" in text_of(found["f1"])
    [href] = re.findall(r'<a href="(/data[^"]*)"', found["f1"])[:1]
    query = parse_qs(urlsplit(unescape(href)).query)
    assert {name: query[name] for name in ("reporter", "partner", "flow", "from", "to")} == {
        "reporter": ["VNM"],
        "partner": ["RUS"],
        "flow": ["total"],
        "from": ["2024"],
        "to": ["2024"],
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_that_does_not_say_whose_trade_is_asked_which_countries(visit, language):
    text = "Exports rose 35% from $400 million in 2023 to $540 million in 2024."
    app = checked(visit, text, lang=language)
    said = words(language)
    assert said("format.unnamed_area") not in text_of("".join(findings(app).values()))
    assert said("pair.unnamed") in text_of(findings(app)["c1"])
    assert said("text.which_country") in text_of(findings(app)["c1"])
    asked = [box for box in app.selectbox if str(box.key).startswith("text_side_")]
    assert [box.label for box in asked] == [said("filter.reporter"), said("filter.partner")]
    for box, code in zip(asked, ("VNM", "URY"), strict=True):
        box.set_value(code)
    app = without_exception(app.run())
    pair = {"en": "Viet Nam – Uruguay", "vi": "Việt Nam – Uruguay"}[language]
    assert pair in text_of(findings(app)["c1"])
    assert said("text.which_country") not in text_of("".join(findings(app).values()))


def test_the_result_is_in_the_session_and_not_in_the_address(visit):
    app = checked(visit, TEXT, lang="en")
    assert address(app) == {"lang": ["en"]}
    assert "text" not in json.dumps(address(app))
    app.query_params["lang"] = "vi"
    app = without_exception(app.run())
    assert head(app) == [
        "Trong 2 tốc độ tăng: 1 khớp, 1 không khớp.",
        "5 số liệu: 5 mới · 2 mâu thuẫn",
    ]


def test_the_button_checks_the_document_while_the_field_is_still_empty(visit):
    app = visit("check-text", lang="en")
    app.file_uploader(key="text_upload").upload("whole.pdf", pdf(TEXT))
    app = without_exception(app.run())
    without_exception(app.button(key="text_edit").click().run())
    app.text_area(key="check_text").set_value("")
    app = without_exception(app.button(key="check_run").click().run())
    assert app.warning == []
    assert marks(marked_html(app)) != []


WITHOUT_CODE = [
    "Viet Nam's exports to Latin America were $12.3 billion in 2024, up 10% from $9.0 billion.",
    "Central Asia's exports to Viet Nam rose 12% to $90 million in 2024 from $70 million in 2023.",
    "Serbia's trade with the Western Balkans was $5.0 billion in 2024: exports $3.0 billion and"
    " imports $4.0 billion.",
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", WITHOUT_CODE)
def test_a_place_without_a_code_is_shown_in_the_words_of_the_text(visit, text, language):
    app = without_exception(checked(visit, text, lang=language))
    named = re.search("Latin America|Central Asia|Western Balkans", text)[0]
    shown = " ".join(text_of(html) for html in findings(app).values())
    assert named in shown
    assert f"?{named}" not in shown
