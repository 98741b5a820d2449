"""The report on a checked text: JSON as the contract says, CSV, and a page to print."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from analytics.reading.checking import CheckedText
from analytics.reconciling.conflicts import Conflict
from dashboard.answers.file_formats import FLAG, NUMBER, TEXT, Table, to_csv
from dashboard.html.marked_text import legend, marked, safe
from dashboard.html.proof import proof
from dashboard.html.separator_notes import as_list, separator_notes
from dashboard.html.tables import Cell
from dashboard.html.text_findings import (
    checks,
    figures_table,
    summary,
    underlines,
    verdict_counts,
)
from dashboard.wording.checked_text import as_records
from dashboard.wording.derivations import conflict_title, statement, ways_out
from dashboard.wording.explanations import claim_title
from dashboard.wording.formats import Formats
from dashboard.wording.verdict_names import verdict_name

STYLE = Path(__file__).parent / "style.css"
OF_FIGURE = {
    "figure": TEXT, "reporter": TEXT, "partner": TEXT, "flow": TEXT, "product": TEXT,
    "period": TEXT, "value": NUMBER, "low": NUMBER, "high": NUMBER, "currency": TEXT,
    "qualifier": TEXT, "figure_kind": TEXT, "printed": TEXT, "start": NUMBER, "end": NUMBER,
}  # fmt: skip
OF_CLAIM = {
    "claim": TEXT, "kind": TEXT, "direction": TEXT, "claimed": NUMBER, "claimed_high": NUMBER,
    "claimed_qualifier": TEXT, "base_period": TEXT, "base_figure": TEXT, "claimed_printed": TEXT,
    "claimed_start": NUMBER, "claimed_end": NUMBER, "verdict": TEXT, "recomputed_low": NUMBER,
    "recomputed_high": NUMBER, "implied_base_low": NUMBER, "implied_base_high": NUMBER,
    "decision_error": FLAG, "explanation": TEXT,
}  # fmt: skip
RENAMED = {
    "claim": "id", "claimed": "value", "claimed_high": "value_high",
    "claimed_qualifier": "qualifier", "claimed_printed": "printed",
}  # fmt: skip


def as_json(checked: CheckedText) -> bytes:
    """The public JSON of `check` as a file, where each claim has its id too: some are left out."""
    return (json.dumps(_with_ids(checked), ensure_ascii=False, indent=2) + "\n").encode()


def as_csv(checked: CheckedText, made_at: datetime) -> bytes:
    """One row a claim, with its figure; one row a figure without claims."""
    records = _with_ids(checked)
    rows = []
    for figure in records["figures"]:
        of_figure = tuple(_figure_values(figure))
        own = [claim for claim in records["claims"] if claim["figure"] == figure["id"]]
        rows += [(*of_figure, *_claim_values(claim)) for claim in own]
        if not own:
            rows.append((*of_figure, *(None,) * len(OF_CLAIM)))
    return to_csv(Table("text", OF_FIGURE | OF_CLAIM, rows, made_at))


def _with_ids(checked: CheckedText) -> dict[str, list[dict[str, Any]]]:
    records = as_records(checked)
    claims = zip(checked.checks, records["claims"], strict=True)
    return records | {"claims": [{"id": name} | claim for name, claim in claims]}


def as_page(
    checked: CheckedText, formats: Formats, source_name: Callable[[str], str], made: str
) -> bytes:
    """A page of HTML to print or to send on: no script, nothing fetched from elsewhere.

    `source_name` gives the publisher of a source, `made` says when and with which edition.
    """
    words = formats.words
    title = safe(words("text.report_title"))
    body = [f"<h1>{title}</h1>", *_body(checked, formats, source_name), f"<p>{safe(made)}</p>"]
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">"
        f"<title>{title}</title><style>{STYLE.read_text(encoding='utf-8')}{PRINTED}</style>"
    )
    page = f'<!doctype html><html lang="{formats.language}"><head>{head}</head>'
    return f"{page}<body>{''.join(body)}</body></html>\n".encode()


PRINTED = """
body { font: 11pt/1.5 sans-serif; color: #1c2733; background: #fff; max-width: 60rem;
  margin: 2rem auto; padding: 0 1rem; }
.marked { max-height: none; }
h2 { margin: 2rem 0 0.5rem; }
h3 { margin: 1.5rem 0 0.3rem; font-size: 1rem; }
section { break-inside: avoid; }
* { print-color-adjust: exact; }
"""


def _body(
    checked: CheckedText, formats: Formats, source_name: Callable[[str], str]
) -> Iterator[str]:
    words = formats.words
    marks = underlines(checked, formats)
    counts = [f"{verdict_name(name, words)}: {count}" for name, count in verdict_counts(checked)]
    yield f"<p>{safe(' · '.join([summary(checked, formats), *counts]))}</p>"
    yield legend((mark.kind for mark in marks), words)
    yield marked(checked.read.text.original, marks)
    if checked.checks:
        yield f"<h2>{safe(words('text.claims_title'))}</h2>"
    for name, check in checks(checked).items():
        heading = f"{name} · {verdict_name(check.verdict, words)}"
        told = f"{heading} · {claim_title(check, formats.language)}"
        shown = proof(check, (), lambda source: Cell(source_name(source)), formats)
        yield f"<section><h3>{safe(told)}</h3>{shown}</section>"
    if checked.conflicts:
        yield f"<h2>{safe(words('text.conflicts_title'))}</h2>"
    for conflict in checked.conflicts:
        yield _conflict(conflict, formats, source_name)
    yield f"<h2>{safe(words('text.figures_title'))}</h2>"
    yield figures_table(checked, formats)
    notes = separator_notes(checked.read, formats)
    if notes:
        yield f"<h2>{safe(words('text.separators_title'))}</h2>{as_list(notes)}"


def _conflict(conflict: Conflict, formats: Formats, source_name: Callable[[str], str]) -> str:
    said = [
        f"{statement(fact, formats)} ({source_name(fact.source)}: {', '.join(fact.same)})"
        for fact in conflict.facts
    ]
    lines = "".join(f"<li>{safe(line)}</li>" for line in said)
    ways = ways_out(conflict, formats, source_name)
    away = "".join(f"<li>{safe(line)}</li>" for line in ways)
    if away:
        away = f"<p>{safe(formats.words('conflict.away'))}</p><ul>{away}</ul>"
    title = safe(conflict_title(conflict, formats))
    return f"<section><h3>{title}</h3><ul>{lines}</ul>{away}</section>"


def _figure_values(figure: dict[str, Any]) -> Iterator[Any]:
    start, end = figure["span"] or (None, None)
    known = figure | {"figure": figure["id"], "figure_kind": figure["kind"]}
    known |= {"start": start, "end": end}
    return (known[column] for column in OF_FIGURE)


def _claim_values(claim: dict[str, Any]) -> Iterator[Any]:
    start, end = claim["span"]
    known = claim | {"claimed_start": start, "claimed_end": end}
    return (known[RENAMED.get(column, column)] for column in OF_CLAIM)
