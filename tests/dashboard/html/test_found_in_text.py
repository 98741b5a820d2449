"""What is underlined in a text, where, and what a mark tells."""

from __future__ import annotations

from dashboard.html.found_in_text import underlines
from dashboard.html.text_report import as_page
from dashboard.wording.formats import Formats
from dashboard.wording.text_findings import checks, printed
from tests.support.check_page import TEXT
from tests.support.checked_texts import checked_with


def test_places_are_lines_of_the_text_and_printed_keeps_the_word_before_the_number(edition):
    text = (
        "A headline.\n\nIn 2024, Viet Nam's exports to Chile rose nearly 12% to over $90 million."
    )
    found = checked_with(edition, text)
    assert {name: (one.text, one.place) for name, one in printed(found).items()} == {
        "f1": ("over $90 million", "line 3"),
        "c1": ("nearly 12%", "line 3"),
    }
    assert checks(found)["c1"].claim.place == "line 3"
    marked = {mark.name: text[mark.start : mark.end] for mark in underlines(found, Formats("en"))}
    assert marked == {"f1": "over $90 million", "c1": "nearly 12%"}


def test_a_mark_tells_its_finding(edition):
    told = {
        mark.name: mark.finding for mark in underlines(checked_with(edition, TEXT), Formats("en"))
    }
    assert told["f3"] == "Viet Nam – Uruguay, exports, 2023: 399.5 to 400.5 million USD"
    assert told["f1"].endswith("Cannot be true together with other figures: see the conflicts.")
    assert told["c1"].startswith("✓ Consistent. The figures give 34.70% to 35.30%")
    assert told["c2"].startswith("✗ Contradicted (wrong direction). ")
    assert told[""] == "Not taken for a trade figure."


def test_a_side_or_period_that_is_not_named_is_said(edition):
    found = checked_with(edition, "Exports to Chile rose 12% to $90 million.")
    [figure] = found.read.figures
    assert figure.subject.period is None
    assert "period not named" in underlines(found, Formats("en"))[0].finding
    assert 'class="proof"' in as_page(found, Formats("vi"), str, "now", {}).decode()
