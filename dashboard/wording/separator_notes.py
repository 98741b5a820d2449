"""What is said of the numbers that can be read two ways: how they were, and what decided."""

from __future__ import annotations

from analytics.reading.marks.limits import limits, qualifier_of
from analytics.reading.marks.mark import Amount, Rate
from analytics.reading.out.reader import Read
from analytics.reading.state.statements import Separator
from dashboard.wording.formats import ENGLISH, Formats
from dashboard.wording.text_findings import as_printed


def separator_notes(read: Read, formats: Formats) -> dict[str, str]:
    """A sentence for each ambiguous number, by id of its figure or claim, figure by figure."""
    notes = {}
    for figure in read.figures:
        currency = figure.currency or ""
        if figure.amount is not None and figure.separator is not None:
            notes[figure.name] = _note(read, figure.amount, figure.separator, currency, formats)
        for claim in figure.claims:
            if claim.separator is not None:
                notes[claim.name] = _note(read, claim.mark, claim.separator, currency, formats)
    return notes


def note_lines(read: Read) -> list[str]:
    """The sentences for the command line, one a line after the id."""
    notes = separator_notes(read, ENGLISH)
    return [f"{name}  {note}" for name, note in notes.items()]


def _note(
    read: Read, mark: Amount | Rate, separator: Separator, currency: str, formats: Formats
) -> str:
    words = formats.words
    return words(
        f"text.separator_{separator.decided_by}",
        printed=as_printed(read.text, mark),
        number=_number(mark, currency, formats),
        other=_number(separator.other, currency, formats),
        language=words(f"sources.language_{read.language}"),
    )


def _number(mark: Amount | Rate, currency: str, formats: Formats) -> str:
    if isinstance(mark, Rate):
        return _rate(mark, formats)
    said = limits(mark)
    return formats.printed(
        said.value, *said.bounds.ends, qualifier_of(mark), mark.currency or currency
    )


def _rate(mark: Rate, formats: Formats) -> str:
    decimals = 3 if mark.step < 1 else 0
    ends = [mark.value] if mark.value_high is None else [mark.value, mark.value_high]
    shown = [formats.number(end, decimals) for end in ends]
    number = shown[0]
    if len(shown) > 1:
        number = formats.words("format.to", low=shown[0], high=shown[1])
    if mark.kind == "multiple":
        return formats.words("format.times", times=number)
    if mark.kind == "percentage_points":
        return formats.words("format.points", points=number)
    return f"{number}%"
