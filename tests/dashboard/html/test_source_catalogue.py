"""The catalogue in HTML: dots at their years, everything escaped."""

from __future__ import annotations

import pytest

from dashboard.html.markup import Html
from dashboard.html.source_catalogue import DotRow, SourceCard, catalogue, dots, runs
from dashboard.html.tables import TableCell
from tests.support.hostile import TEXTS
from tests.support.parsed_html import Parsed


@pytest.mark.parametrize(
    ("years", "said"),
    [([], ""), ([2020], "2020"), ([1992, 1993, 1994, 2024], "1992–1994, 2024"),
     ([2013, 2022, 2023], "2013, 2022–2023")],
)  # fmt: skip
def test_years_that_follow_each_other_are_one_run(years, said):
    assert runs(years) == said


def test_a_dot_stands_at_its_year_and_the_words_say_all():
    html = dots([DotRow("Kazakhstan", {1992: "a", 2024: "b", 2026: "c"})], (1992, 2026), "in words")
    tags = Parsed(html).tags
    placed = [given for tag, given in tags if tag == "i"]
    assert placed == [
        {"style": "left: 0.00%", "title": "a"},
        {"style": f"left: {100 * 32 / 34:.2f}%", "title": "b"},
        {"style": "left: 100.00%", "title": "c"},
    ]
    [whole] = [given for tag, given in tags if given.get("class") == "dots"]
    assert (whole["aria-label"], whole["tabindex"], whole["role"]) == ("in words", "0", "img")
    assert "left: 0.00%" in dots([DotRow("x", {2024: "a"})], (2024, 2024), "")  # one year alone


def test_no_text_of_a_source_is_more_than_text():
    for text in TEXTS:
        shown = dots([DotRow(text, {2024: text})], (2020, 2024), text)
        card = SourceCard(TableCell(text), (text, text), (Html("<b>1</b>"),), shown)
        tags = Parsed(catalogue([(text, [card])])).tags
        assert {tag for tag, _ in tags} == {
            "div", "section", "h3", "article", "p", "b", "i", "span", "s",
        }  # fmt: skip
