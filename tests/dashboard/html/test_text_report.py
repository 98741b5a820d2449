"""The report on a checked text: what is in it, and that it needs nothing from elsewhere."""

from __future__ import annotations

import re
from functools import partial
from html import unescape

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from analytics.checking.text_check import check_text
from analytics.reading.out.reader import read
from analytics.reconciling.effort import Effort
from dashboard.answers.selection import LANGUAGES
from dashboard.answers.text_in_book import text_in_book
from dashboard.cli.checked_lines import as_text
from dashboard.html.text_report import as_page
from dashboard.wording.checked_text import as_records
from dashboard.wording.formats import Formats
from dashboard.wording.words import words
from tests.support.check_page import TEXT
from tests.support.checked_texts import NO_CLAIM, NOTHING, checked_with
from tests.support.examples import examples
from tests.support.parsed_html import Parsed

HOSTILE = "<script>alert('x')</script> \" & $x$ </div><style>*{display:none}</style> "


def page(found, language="en", book=None):
    named = partial(as_page, found, Formats(language), lambda source: f"<{source}>", "now")
    return named(book or {}).decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_printable_page_has_the_text_every_proof_and_no_script(edition, language):
    html = page(checked_with(edition, TEXT), language)
    tags = {tag for tag, _ in Parsed(html).tags}
    assert tags & {"script", "link", "img", "iframe", "object", "form"} == set()
    assert not re.search(r"https?:|url\(|@import|\son\w+=", html)
    assert html.count("<details open><summary>") == html.count("<details") == 2 + 2
    assert html.count('class="proof"') == 2
    links = [dict(attributes).get("href") for tag, attributes in Parsed(html).tags if tag == "a"]
    ids = {dict(attributes).get("id") for _, attributes in Parsed(html).tags}
    assert len(links) > 14
    assert [link for link in links if str(link).removeprefix("#") not in ids] == []
    [shown] = re.findall(r'<div class="marked">(.*?)</div>', html, re.DOTALL)
    assert unescape(re.sub("<[^>]+>", "", shown)) == TEXT
    assert f'<html lang="{language}">' in html


def test_the_printable_page_has_a_conflict_of_rates(edition):
    text = "Vietnam's exports to Peru rose 12% in 2023. Vietnam's exports to Peru rose 21% in 2023."
    html = page(checked_with(edition, text))
    assert "Exports, 2022 and 2023: 2 reported rates cannot all be true" in html
    assert "Exports in 2023: 20.5% to 21.5% more than in 2022" in html


def test_the_printable_page_says_how_ambiguous_numbers_were_read(edition):
    text = (
        "In 2024, Viet Nam's exports to Uruguay were $1,160 million. Viet Nam's imports from "
        "Uruguay rose by 2,500% in 2024, and its exports to Chile rose by $1,100-1,250 million."
    )
    html = unescape(page(checked_with(edition, text)))
    assert re.findall(r"<li>([fc]\d: “.*?)</li>", html) == [
        "f1: “$1,160 million” is read as 1.160 billion USD, as is usual in English; nothing else in"
        " the text decides, and its separator could also make it 1.160 million USD.",
        "c1: “2,500%” is read as 2,500%, as is usual in English; nothing else in the text decides,"
        " and its separator could also make it 2.500%.",
        "c2: “$1,100-1,250 million” is read as 1.10 to 1.25 billion USD, as is usual in English;"
        " nothing else in the text decides, and its separator could also make it 1.10 to 1.25"
        " million USD.",
    ]
    assert words("en")("text.separators_title") in html
    assert words("en")("text.separators_title") not in page(checked_with(edition, TEXT))


def test_the_printable_page_says_which_figures_are_in_the_book(edition):
    text = "In 2024, Viet Nam's exports to Uruguay reached $540 million."
    found = checked_with(edition, text)
    assert "1 new" not in page(found)
    assert "1 not compared" in page(found)
    html = page(found, book=text_in_book(edition, found.read))
    assert "1 figure and 0 claims found; the text was read as English. · 1 new" in html
    assert '<span class="chip book_new"><span aria-hidden="true">+</span> new</span>' in html


def test_the_counts_of_figures_add_up_where_one_has_a_growth_alone(edition):
    text = (
        "In 2024, Viet Nam's exports to Uruguay reached $540 million. "
        "Its imports from Chile rose 12% in 2023."
    )
    found = checked_with(edition, text)
    html = page(found, book=text_in_book(edition, found.read))
    said = "2 figures and 1 claim found; the text was read as English."
    assert f"{said} · 1 new · 1 with a growth rate alone" in html


@given(st.one_of(st.just(HOSTILE), st.text(max_size=40)), st.sampled_from(LANGUAGES))
@example(HOSTILE, "en")
@settings(
    max_examples=examples(15, usual=3), suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_hostile_text_adds_no_tag_to_the_page(edition, hostile, language):
    plain = {tag for tag, _ in Parsed(page(checked_with(edition, TEXT), language)).tags}
    found = Parsed(page(checked_with(edition, f"{hostile}. {TEXT}"), language))
    assert {tag for tag, _ in found.tags} <= plain | {"small"}
    assert not any(name.startswith("on") for _, attributes in found.tags for name in attributes)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Viet Nam – Chile: what 3 connected figures and rates imply and where they "
         "contradict each other was not searched; it would take more work than is allowed."),
        ("vi", "Việt Nam – Chile: chưa tìm xem 3 số liệu và tốc độ tăng liên quan với nhau suy ra "
         "điều gì và mâu thuẫn ở đâu, vì vượt quá khối lượng tính toán cho phép."),
    ],
)  # fmt: skip
def test_what_was_not_searched_is_said_on_the_page_and_in_every_answer(language, said):
    text = (
        "Vietnam's trade with Chile reached 1.60 billion USD in 2023, with exports of 1.10 billion "
        "USD and imports of 0.70 billion USD."
    )
    found = check_text(read(text), NOTHING, NO_CLAIM, Effort(share=0))
    assert f"<p>{said}</p>" in page(found, language)
    assert as_records(found)["not_searched"] == [
        {"reporter": "VNM", "partner": "CHL", "product": "TOTAL", "currency": "USD", "facts": 3}
    ]
    assert as_text(found).splitlines()[-3:] == [
        "not searched: VNM - CHL, TOTAL, USD: what 3 connected facts imply and contradict takes "
        "more work than is allowed",
        "",
        "claims: 0, conflicts: 0",
    ]
    whole = check_text(read(text), NOTHING, NO_CLAIM)
    assert said not in page(whole, language)
    assert "not_searched" not in as_records(whole)
    assert "not searched" not in as_text(whole)
