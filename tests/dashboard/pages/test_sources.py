"""The Sources page: the catalogue's answer, publishers, verdicts, passages, and its tabs."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from dashboard.answers import figure_counts, source_coverage, source_rows
from dashboard.answers.selection import LANGUAGES
from dashboard.html.markup import Html
from dashboard.pages.sources import TABS
from dashboard.wording.figure_totals import total
from dashboard.wording.formats import Formats
from dashboard.wording.words import words
from tests.support.pages import keys, said, tables

MOFA = "mofa-vn-2025-05-02"


def catalogue(app) -> str:
    [found] = [e.proto.body for e in app.get("html") if 'class="catalogue"' in e.proto.body]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_comes_first_with_the_counts_of_every_page(
    visit_official, with_official, language
):
    app = visit_official("sources", lang=language)
    counts = figure_counts.of_edition(with_official)
    [answer] = [text.value for text in app.markdown if text.value.startswith("## ")]
    numbers = [int(number) for number in re.findall(r"\d+", answer)]
    assert [counts.sources, counts.figures] == numbers[:2]
    assert counts.claims in numbers
    assert total(counts, Formats(language)) in said(app.caption)
    data = visit_official("data", lang=language)
    assert total(counts, Formats(language)) in said(data.caption)
    rows = [text.value for text in data.markdown if text.value.startswith("## ")]
    assert [int(re.sub(r"\D", "", text)) for text in rows] == [counts.rows]


@pytest.mark.parametrize(
    ("language", "licence"),
    [
        ("en", "open data; cite the Bureau"),
        ("vi", "dữ liệu mở; khi dùng phải dẫn Cục Thống kê"),
    ],
)
def test_a_licence_is_in_the_language_of_the_page_and_a_citation_as_printed(
    visit_started, language, licence
):
    app = visit_started("sources", lang=language, tab="loaded")
    html = "".join(one.proto.body for one in app.get("html"))
    assert licence in html
    assert "Bureau of National Statistics of Kazakhstan: Main indicators of foreign trade" in html


def test_every_source_stands_under_its_publisher_with_a_link_to_its_address(
    visit_official, with_official
):
    html = catalogue(visit_official("sources", lang="en"))
    sections = re.findall(r"<section><h3>(.*?)</h3>(.*?)</section>", html, re.DOTALL)
    cards = [
        card
        for _, body in sections
        for card in re.findall("<article>(.*?)</article>", body, re.DOTALL)
    ]
    rows = source_rows.catalogue(with_official)
    assert len(cards) == len(rows)
    assert len({publisher for publisher, _ in sections}) == len(sections) < len(rows)
    links = Counter(re.findall(r'class="title"><a href="([^"]*)"', html))
    assert links == Counter(str(Html.escape(row["address"])) for row in rows if row["address"])
    official = [n for n, (_, body) in enumerate(sections) if "· official ·" in body]
    assert official == list(range(len(official)))


def test_the_tally_of_a_source_is_its_figures_and_verdicts(visit, edition):
    html = catalogue(visit("sources", lang="en"))
    found = Counter()
    for link, count in re.findall(
        r'<a class="chip[^"]*" href="([^"]*)"[^>]*>.*?</span> (\d+)', html
    ):
        query = parse_qs(urlsplit(unescape(link)).query)
        found[query["source"][0], query["verdict"][0]] += int(count)
    expected = {
        (source, str(verdict)): count
        for source, counted in source_coverage.verdicts(edition).items()
        for verdict, count in counted.items()
    }
    assert found == expected
    assert len(expected) > 20
    labels = re.findall('aria-label="Years with figures: ([^"]*)"', html)
    assert len(labels) == len(source_coverage.years(edition))
    assert "Azerbaijan: 2022–2025; Kazakhstan: 2024–2025; Russia: 2023–2024" in labels


def test_a_source_of_the_address_shows_what_it_prints_and_by_what_it_is_known(visit, edition):
    app = visit("sources", lang="en", source=MOFA)
    text = tables(app)
    assert len(re.findall("<article>", catalogue(app))) == 1
    lines = [line.strip() for line in text.splitlines()]
    at = lines.index("“146,3 triệu USD”")
    assert lines[at + 1 : at + 3] == ["line 8", "Viet Nam – Kazakhstan, two-way trade, Q1 2025"]
    assert "✓ up 26%, Consistent" in lines
    checksum = source_rows.by_id(edition)[MOFA]["checksum"]
    [told] = [text for text in said(app.caption) if checksum in text]
    assert "sentences are not reproduced" in told
    vietnamese = tables(visit("sources", lang="vi", source=MOFA))
    assert "dòng 8" in vietnamese


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_tab_has_an_address_and_only_the_open_one_is_drawn(visit, language):
    of = words(language)
    drawn = {name: visit("sources", lang=language, tab=name) for name in TABS}
    assert "own_upload" in keys(drawn["own"])
    assert all("own_upload" not in keys(drawn[name]) for name in TABS if name != "own")
    assert of("data_sets.none") in said(drawn["loaded"].info)
    assert of("fetch.intro") in "\n".join(said(drawn["official"].markdown))
    first = visit("sources", lang=language)
    assert catalogue(first) == catalogue(drawn["catalogue"])
    to_own = [link for link in re.findall('href="([^"]*)"', "".join(
        e.proto.body for e in first.get("html"))) if "tab=own" in link]  # fmt: skip
    assert len(to_own) == 1
