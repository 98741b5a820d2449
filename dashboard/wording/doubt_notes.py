"""What a person should look at first in a text that was read: the doubts of its rows, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from analytics.checking.text_check import CheckedText
from analytics.reading.out.reader import Read
from analytics.reading.state.statements import CHECK, Claim, Figure
from dashboard.wording.explanations import claim_title
from dashboard.wording.formats import ENGLISH, Formats
from dashboard.wording.text_findings import as_printed, checks, figure_title, level_bounds
from dashboard.wording.words import Words

AROUND = 90  # characters to each side of a number


@dataclass(frozen=True)
class Doubted:
    """A row to be looked at: as printed and as read, why it is in doubt, and the words around it.

    `is_marked`: the text has a mark of it. `around` are the words before, itself, and those behind.
    """

    name: str
    printed: str
    what: str
    why: str
    is_marked: bool
    around: tuple[str, str, str]


def doubted(checked: CheckedText, formats: Formats) -> list[Doubted]:
    """The rows to be looked at, in the order of the figures.

    A claim that is in doubt for what its figure is in doubt for alone is settled with the figure.
    """
    read, titles = checked.read, checks(checked)
    found, with_figure = [], _settled_with_figure(read)
    for row in read.rows:
        if row.confidence != CHECK or row.name in with_figure:
            continue
        what = (
            claim_title(titles[row.name], formats.language)
            if isinstance(row, Claim)
            else f"{figure_title(row, formats)}: {level_bounds(row, formats)}"
        )
        is_marked = isinstance(row, Claim) or row.is_printed
        printed, why = _printed(read, row, formats), why_doubted(row, formats.words)
        around = _around(read, row) if is_marked else ("", "", "")
        found.append(Doubted(row.name, printed, what, why, is_marked, around))
    return found


def doubt_notes(read: Read, formats: Formats) -> dict[str, str]:
    """A sentence for each row to be looked at, by its id, figure by figure."""
    return {row.name: _note(read, row, formats) for row in read.rows if row.confidence == CHECK}


def doubt_lines(read: Read) -> list[str]:
    """The sentences for the command line, one a line after the id."""
    return [f"{name}  check: {note}" for name, note in doubt_notes(read, ENGLISH).items()]


def why_doubted(row: Figure | Claim, words: Words) -> str:
    """Why a row is in doubt and what to do; nothing of any other row."""
    return doubts_in_words((doubt.reason for doubt in row.doubts), words)


def doubts_in_words(reasons: Iterable[str], words: Words) -> str:
    """A sentence for each reason, each once."""
    return " ".join(words(f"text.doubt_{reason}") for reason in dict.fromkeys(reasons))


def _settled_with_figure(read: Read) -> set[str]:
    """The ids of the claims that have no doubt of their own."""
    reasons = {figure.name: {doubt.reason for doubt in figure.doubts} for figure in read.figures}
    return {
        claim.name
        for figure, claim in read.claims
        if all(d.field == "figure" and d.reason in reasons[figure.name] for d in claim.doubts)
    }


def _note(read: Read, row: Figure | Claim, formats: Formats) -> str:
    why = why_doubted(row, formats.words)
    return formats.words("text.doubt_of", printed=_printed(read, row, formats), why=why)


def _printed(read: Read, row: Figure | Claim, formats: Formats) -> str:
    mark = row.number
    return as_printed(read.text, mark) if mark is not None else formats.words("text.no_level")


def _around(read: Read, row: Figure | Claim) -> tuple[str, str, str]:
    """The words before a number, the number, and those behind it, within its paragraph."""
    mark = row.number
    if mark is None:
        return "", "", ""
    text = read.text.original
    start, end = read.text.span(mark.lead, mark.end)
    before = text[:start].rpartition("\n")[2]
    after = text[end:].partition("\n")[0]
    if len(before) > AROUND:
        before = "…" + before[-AROUND:].partition(" ")[2]
    if len(after) > AROUND:
        after = after[:AROUND].rpartition(" ")[0] + "…"
    return before, text[start:end], after
