"""What is underlined in a text, and what is said of its numbers that can be read two ways."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from analytics.checking.text_check import CheckedText
from analytics.reading.marks.mark import Amount, Rate
from dashboard.html.marked_text import CONFLICT, DOUBTFUL, FIGURE, PASSED_OVER, Underline
from dashboard.html.markup import Html
from dashboard.html.tables import bullets
from dashboard.wording.doubt_notes import doubt_notes
from dashboard.wording.formats import Formats
from dashboard.wording.text_findings import (
    checks,
    claim_finding,
    claims,
    figure_title,
    figures,
    in_conflict,
    level_bounds,
)


def underlines(checked: CheckedText, formats: Formats) -> list[Underline]:
    """Every mark of the text: figures, claims by verdict, and the numbers passed over."""
    return [
        *_figures(checked, formats),
        *_claims(checked, formats),
        *_passed_over(checked, formats),
    ]


def separators_list(notes: Mapping[str, str]) -> Html:
    """What `separator_notes` says of numbers, each after the id of its figure or claim."""
    return bullets(f"{name}: {note}" for name, note in notes.items())


def _figures(checked: CheckedText, formats: Formats) -> Iterator[Underline]:
    disputed, doubts = in_conflict(checked), doubt_notes(checked.read, formats)
    for name, figure in figures(checked).items():
        if figure.amount is not None and figure.is_printed:
            said = f"{figure_title(figure, formats)}: {level_bounds(figure, formats)}"
            kind = CONFLICT if name in disputed else DOUBTFUL if name in doubts else FIGURE
            if kind == CONFLICT:
                said += f". {formats.words('text.in_conflict')}"
            elif kind == DOUBTFUL:
                said += f". {doubts[name]}"
            yield _underline(checked, figure.amount, kind, name, said)


def _claims(checked: CheckedText, formats: Formats) -> Iterator[Underline]:
    marks = claims(checked)
    for name, check in checks(checked).items():
        said = claim_finding(check, formats)
        yield _underline(checked, marks[name].mark, check.verdict, name, said)


def _passed_over(checked: CheckedText, formats: Formats) -> Iterator[Underline]:
    for mark in checked.read.passed_over:
        start, end = checked.read.text.span(mark.start, mark.end)
        yield Underline(start, end, PASSED_OVER, "", formats.words("text.passed_over"))


def _underline(
    checked: CheckedText, mark: Amount | Rate, kind: str, name: str, said: str
) -> Underline:
    start, end = checked.read.text.span(mark.lead, mark.end)
    return Underline(start, end, kind, name, said)
