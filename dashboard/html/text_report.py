"""The report on a checked text: a page to print or to send on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from analytics.checking.text_check import CheckedText
from analytics.reconciling.conflicts import Conflict
from dashboard.answers.text_in_book import InBook
from dashboard.html.findings_list import ListedText, findings_list
from dashboard.html.found_in_text import separators_list, underlines
from dashboard.html.marked_text import legend, marked
from dashboard.html.markup import NOTHING, Html
from dashboard.html.stylesheet import css
from dashboard.html.tables import TableCell, bullets
from dashboard.wording.derivations import not_searched, statement, ways_out
from dashboard.wording.formats import Formats
from dashboard.wording.separator_notes import separator_notes
from dashboard.wording.text_findings import standing_counts, summary, verdict_sentence
from data.views import Observation

FOLDER = Path(__file__).parent
TEMPLATES = Environment(
    loader=FileSystemLoader(FOLDER / "templates"),
    autoescape=True,
    finalize=Html.escape,  # the rule of markup.py in templates too
    undefined=StrictUndefined,
    trim_blocks=True,
    keep_trailing_newline=True,
)
SourceName = Callable[[str], str]


def as_page(
    checked: CheckedText,
    formats: Formats,
    source_name: SourceName,
    made: str,
    book: Mapping[str, InBook],
) -> bytes:
    """A page of HTML to print or to send on: no script, nothing fetched from elsewhere.

    `source_name` gives the publisher of a source, `made` says when and with which edition, `book`
    is what the figure book has of the figures.
    """
    words = formats.words

    def of_source(source: str) -> TableCell:
        return TableCell(source_name(source))

    def of_book(row: Observation) -> TableCell:
        return of_source(row.source)

    def facts(conflict: Conflict) -> Html:
        return _conflict(conflict, formats, source_name)

    marks = underlines(checked, formats)
    notes = separator_notes(checked.read, formats)
    shown = ListedText(checked, formats, of_source, facts, book, of_book, is_open=True)
    page = TEMPLATES.get_template("text_report.html").render(
        language=formats.language,
        words=words,
        style=css(),
        verdict=verdict_sentence(checked, formats),
        summary=" · ".join([summary(checked, formats), *standing_counts(checked, book, words)]),
        legend=legend((mark.kind for mark in marks), words),
        text=marked(checked.read.text.original, marks),
        findings=findings_list(shown),
        not_searched=not_searched(checked.not_searched, formats),
        separators=separators_list(notes) if notes else None,
        made=made,
    )
    return page.encode()


def _conflict(conflict: Conflict, formats: Formats, source_name: SourceName) -> Html:
    """The facts with their sources and ids, and what would make the conflict go away."""
    facts = [
        f"{statement(fact, formats)} ({source_name(fact.source)}: {', '.join(fact.same)})"
        for fact in conflict.facts
    ]
    ways = ways_out(conflict, formats, source_name)
    away = Html("<p>{}</p>{}").format(formats.words("conflict.away"), bullets(ways))
    return bullets(facts) + (away if ways else NOTHING)
