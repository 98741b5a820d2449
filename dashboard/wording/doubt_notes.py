"""What a person should look at first in a text that was read: the doubts of its rows, in words."""

from __future__ import annotations

from analytics.reading.out.reader import Read
from analytics.reading.state.statements import CHECK, Claim, Figure
from dashboard.wording.formats import ENGLISH, Formats
from dashboard.wording.text_findings import as_printed


def doubt_notes(read: Read, formats: Formats) -> dict[str, str]:
    """A sentence for each row to be looked at, by its id, figure by figure."""
    rows = [row for figure in read.figures for row in (figure, *figure.claims)]
    return {row.name: _note(read, row, formats) for row in rows if row.confidence == CHECK}


def doubt_lines(read: Read) -> list[str]:
    """The sentences for the command line, one a line after the id."""
    return [f"{name}  check: {note}" for name, note in doubt_notes(read, ENGLISH).items()]


def _note(read: Read, row: Figure | Claim, formats: Formats) -> str:
    words = formats.words
    reasons = dict.fromkeys(doubt.reason for doubt in row.doubts)
    why = " ".join(words(f"text.doubt_{reason}") for reason in reasons)
    mark = row.mark if isinstance(row, Claim) else row.amount
    printed = as_printed(read.text, mark) if mark is not None else words("text.no_level")
    return words("text.doubt_of", printed=printed, why=why)
