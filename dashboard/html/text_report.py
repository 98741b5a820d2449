"""The report on a checked text: a page to print or to send on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from analytics.checking.claims import Check
from analytics.checking.official_rates import OfficialRate
from analytics.reading.checking import CheckedText
from analytics.reconciling.conflicts import Conflict
from dashboard.html.found_in_text import figures_table, separators_list, underlines
from dashboard.html.marked_text import legend, marked
from dashboard.html.markup import Html
from dashboard.html.official_list import official_list
from dashboard.html.proof import proof
from dashboard.html.tables import TableCell, bullets
from dashboard.wording.derivations import conflict_title, not_searched, statement, ways_out
from dashboard.wording.explanations import claim_title
from dashboard.wording.formats import Formats
from dashboard.wording.separator_notes import separator_notes
from dashboard.wording.text_findings import checks, summary, verdict_counts
from dashboard.wording.verdict_names import verdict_name

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


def as_page(checked: CheckedText, formats: Formats, source_name: SourceName, made: str) -> bytes:
    """A page of HTML to print or to send on: no script, nothing fetched from elsewhere.

    `source_name` gives the publisher of a source, `made` says when and with which edition.
    """
    words = formats.words
    marks = underlines(checked, formats)
    counts = [f"{verdict_name(name, words)}: {count}" for name, count in verdict_counts(checked)]
    notes = separator_notes(checked.read, formats)
    page = TEMPLATES.get_template("text_report.html").render(
        language=formats.language,
        words=words,
        style=Html((FOLDER / "style.css").read_text(encoding="utf-8")),
        summary=" · ".join([summary(checked, formats), *counts]),
        legend=legend((mark.kind for mark in marks), words),
        text=marked(checked.read.text.original, marks),
        claims=[
            _claim(name, check, checked.official.get(name, ()), formats, source_name)
            for name, check in checks(checked).items()
        ],
        conflicts=[_conflict(one, formats, source_name) for one in checked.conflicts],
        not_searched=not_searched(checked.not_searched, formats),
        figures=figures_table(checked, formats),
        separators=separators_list(notes) if notes else None,
        made=made,
    )
    return page.encode()


def _claim(
    name: str,
    check: Check,
    beside: Sequence[OfficialRate],
    formats: Formats,
    source_name: SourceName,
) -> dict[str, str]:
    def named(source: str) -> TableCell:
        return TableCell(source_name(source))

    title = [name, verdict_name(check.verdict, formats.words), claim_title(check, formats.language)]
    shown = proof(check, (), named, formats)
    official = official_list(beside, named, formats)
    return {"title": " · ".join(title), "proof": shown, "official": official}


def _conflict(
    conflict: Conflict, formats: Formats, source_name: SourceName
) -> dict[str, str | None]:
    facts = [
        f"{statement(fact, formats)} ({source_name(fact.source)}: {', '.join(fact.same)})"
        for fact in conflict.facts
    ]
    ways = ways_out(conflict, formats, source_name)
    return {
        "title": conflict_title(conflict, formats),
        "facts": bullets(facts),
        "ways_out": bullets(ways) if ways else None,
    }
