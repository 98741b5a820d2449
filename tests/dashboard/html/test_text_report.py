"""The report on a checked text: what is in it, and that it needs nothing from elsewhere."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dashboard.answers.selection import LANGUAGES
from dashboard.html.text_report import as_page
from dashboard.wording.formats import Formats
from dashboard.wording.words import words
from tests.support.check_page import TEXT
from tests.support.checked_texts import checked_with
from tests.support.examples import examples
from tests.support.parsed_html import Parsed

HOSTILE = "<script>alert('x')</script> \" & $x$ </div><style>*{display:none}</style> "


def page(found, language="en"):
    return as_page(found, Formats(language), lambda source: f"<{source}>", "now").decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_printable_page_has_the_text_every_proof_and_no_script(edition, language):
    html = page(checked_with(edition, TEXT), language)
    tags = {tag for tag, _ in Parsed(html).tags}
    assert tags & {"script", "link", "img", "iframe", "object", "form"} == set()
    assert not re.search(r"https?:|url\(|@import|\son\w+=", html)
    assert html.count('class="proof"') == 2
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
