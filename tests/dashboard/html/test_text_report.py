"""The downloads of a checked text: what is in them, and that they need nothing from elsewhere."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from analytics.reading.checking import check_text
from analytics.reading.reader import read
from dashboard.answers.selection import LANGUAGES
from dashboard.html.text_findings import checks, printed, underlines
from dashboard.html.text_report import as_csv, as_json, as_page
from dashboard.wording.checked_text import as_records
from dashboard.wording.formats import Formats
from dashboard.wording.words import words
from tests.support.check_page import TEXT
from tests.support.examples import examples
from tests.support.parsed_html import Parsed

HOSTILE = "<script>alert('x')</script> \" & $x$ </div><style>*{display:none}</style> "


def checked(edition, text):
    observations, claims = edition.relation("observation"), edition.relation("reported_claim")
    return check_text(read(text), observations, claims)


def page(found, language="en"):
    return as_page(found, Formats(language), lambda source: f"<{source}>", "now").decode()


def test_csv_has_a_row_for_each_claim_and_for_each_figure_without_one(edition):
    data = as_csv(checked(edition, TEXT), edition.built_at)
    rows = list(csv.DictReader(io.StringIO(data.decode(), newline="")))
    wanted = ("figure", "flow", "period", "value", "printed", "claim", "claimed", "verdict")
    assert [tuple(row[name] for name in wanted) for row in rows] == [
        ("f1", "total", "2024", "870000000", "$870 million", "", "", ""),
        ("f2", "export", "2024", "540000000", "$540 million", "c1", "35", "consistent"),
        ("f3", "export", "2023", "400000000", "$400 million", "", "", ""),
        ("f4", "import", "2024", "310000000", "$310 million", "c2", "12", "contradicted"),
        ("f5", "import", "2023", "300000000", "$300 million", "", "", ""),
    ]
    for row in rows:
        assert TEXT[int(row["start"]) : int(row["end"])] == row["printed"]
        if row["claim"]:
            place = slice(int(row["claimed_start"]), int(row["claimed_end"]))
            assert TEXT[place] == row["claimed_printed"]


def test_json_is_that_of_the_command_line_with_the_ids_of_claims(edition):
    found = checked(edition, TEXT)
    told = json.loads(as_json(found))
    assert [claim.pop("id") for claim in told["claims"]] == [*found.checks]
    assert len(found.checks) == 2
    assert told == json.loads(json.dumps(as_records(found)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_printable_page_has_the_text_every_proof_and_no_script(edition, language):
    html = page(checked(edition, TEXT), language)
    tags = {tag for tag, _ in Parsed(html).tags}
    assert tags & {"script", "link", "img", "iframe", "object", "form"} == set()
    assert not re.search(r"https?:|url\(|@import|\son\w+=", html)
    assert html.count('class="proof"') == 2
    [shown] = re.findall(r'<div class="marked">(.*?)</div>', html, re.DOTALL)
    assert unescape(re.sub("<[^>]+>", "", shown)) == TEXT
    assert f'<html lang="{language}">' in html


def test_the_printable_page_says_how_ambiguous_numbers_were_read(edition):
    text = (
        "In 2024, Viet Nam's exports to Uruguay were $1,160 million. Viet Nam's imports from "
        "Uruguay rose by 2,500% in 2024, and its exports to Chile rose by $1,100-1,250 million."
    )
    html = unescape(page(checked(edition, text)))
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
    assert words("en")("text.separators_title") not in page(checked(edition, TEXT))


@given(st.one_of(st.just(HOSTILE), st.text(max_size=40)), st.sampled_from(LANGUAGES))
@example(HOSTILE, "en")
@settings(
    max_examples=examples(15, usual=5), suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_hostile_text_adds_no_tag_to_the_page(edition, hostile, language):
    plain = {tag for tag, _ in Parsed(page(checked(edition, TEXT), language)).tags}
    found = Parsed(page(checked(edition, f"{hostile}. {TEXT}"), language))
    assert {tag for tag, _ in found.tags} <= plain | {"small"}
    assert not any(name.startswith("on") for _, attributes in found.tags for name in attributes)


def test_places_are_lines_of_the_text_and_printed_keeps_the_word_before_the_number(edition):
    text = (
        "A headline.\n\nIn 2024, Viet Nam's exports to Chile rose nearly 12% to over $90 million."
    )
    found = checked(edition, text)
    assert {name: (one.text, one.place) for name, one in printed(found).items()} == {
        "f1": ("over $90 million", "line 3"),
        "c1": ("nearly 12%", "line 3"),
    }
    assert checks(found)["c1"].claim["place"] == "line 3"
    marked = {mark.name: text[mark.start : mark.end] for mark in underlines(found, Formats("en"))}
    assert marked == {"f1": "over $90 million", "c1": "nearly 12%"}


def test_a_mark_tells_its_finding(edition):
    told = {mark.name: mark.finding for mark in underlines(checked(edition, TEXT), Formats("en"))}
    assert told["f3"] == "Viet Nam – Uruguay, exports, 2023: 399.5 to 400.5 million USD"
    assert told["f1"].endswith("Cannot be true together with other figures: see the conflicts.")
    assert told["c1"].startswith("✓ Consistent. The figures give 34.71% to 35.29%")
    assert told["c2"].startswith("✗ Contradicted (wrong direction). ")
    assert told[""] == "Not taken for a trade figure."


def test_a_side_or_period_that_is_not_named_is_said(edition):
    found = checked(edition, "Exports to Chile rose 12% to $90 million.")
    [figure] = found.read.figures
    assert figure.subject.period is None
    assert "period not named" in underlines(found, Formats("en"))[0].finding
    assert 'class="proof"' in page(found, "vi")
