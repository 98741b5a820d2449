"""A factsheet that fits one page: how tall it will be, and what is left out where it is too tall.

The height is reckoned from the letters of each line, in millimetres, and rather too large: no
browser is asked. Where all does not fit the print gets smaller, then the lists shorter.
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.answers.book_words import BookWords
from dashboard.answers.pair_sheet import PairSheet
from dashboard.wording.formats import Formats
from dashboard.wording.pair_sheet_text import (
    Cell,
    Limits,
    Listed,
    SheetText,
    Table,
    sheet_text,
)

ROOM = 294.0  # of the 297 of A4
DENSE = 0.88  # what the lines of small print are of those of usual print
WHOLE, HALF = 186.0, 90.0  # width of the page within its margins, and of one of two columns
LETTER, BOLD, SMALL = 1.46, 2.05, 1.13  # width of a letter: of the lists, the sentence, the foot
LINE, ROW, LOOSE_ROW, TITLE = 3.75, 4.4, 6.9, 4.3
FIXED = 87.0  # margins, the heading, the chart with its title
TRIED = (
    Limits(),
    Limits(is_dense=True),
    *(
        Limits(claims, events, is_dense=True)
        for claims, events in ((5, 4), (4, 4), (4, 3), (3, 3), (3, 2), (2, 2), (1, 1), (0, 0))
    ),
)


def fitted(
    sheet: PairSheet, formats: Formats, book: BookWords, named: Mapping[str, str], made: str
) -> SheetText:
    """The texts of a sheet with as much of the lists as one page has room for.

    The parameters are those of `sheet_text`.
    """
    text = sheet_text(sheet, formats, book, named, made)
    for limits in TRIED[1:]:
        if height(text) <= ROOM:
            break
        text = sheet_text(sheet, formats, book, named, made, limits)
    return text


def height(text: SheetText) -> float:
    """How tall the sheet is at most, in millimetres."""
    scale = DENSE if text.is_dense else 1.0
    first, *others = text.sentences
    answer = 4.8 * _lines(len(first), WHOLE / BOLD) + 4.2 * sum(
        _lines(len(one), WHOLE / 1.6) for one in others
    )
    tables = _table(text.figures) + (_table(text.sides) + TITLE if text.sides else 0)
    left = _claims(text.claims, scale) if text.claims else 0
    right = sum(_list(one, scale) for one in text.lists)
    sources = sum(len(name) + 5 for _, name in text.sources)
    foot = _lines(sum(map(len, text.notes)), WHOLE / SMALL) + _lines(sources, WHOLE / SMALL)
    return FIXED + scale * (answer + tables + max(left, right) + 2.9 * (foot + 1))


def _table(table: Table) -> float:
    rows = [LOOSE_ROW if _is_loose(row) else ROW for _, _, row in table.rows]
    return 2 * TITLE + 2 + sum(rows)


def _is_loose(row: Mapping[str, Cell]) -> bool:
    """Whether a cell has a second line, or a text that will not stay on one in a narrow column."""
    fits = 13 if len(row) > 6 else 24
    return any(cell.small or len(cell.text) + len(cell.claimed) > fits for cell in row.values())


def _claims(claims: Listed, scale: float) -> float:
    letters = HALF / LETTER / scale
    lines = (LINE * _lines(len(what) + len(cell.text) + 20, letters) for what, cell in claims.lines)
    return TITLE + LINE * (_lines(len(claims.lead), letters) + 1) + sum(0.8 + one for one in lines)


def _list(listed: Listed, scale: float) -> float:
    widest = min(max(len(what) for what, _ in listed.lines) * LETTER, 27)
    letters = (HALF - widest - 2) / LETTER / scale
    lines = (
        LINE * max(_lines(len(cell.text) + 2, letters), _lines(len(what), widest / LETTER))
        for what, cell in listed.lines
    )
    return TITLE + 2 + sum(0.4 + one for one in lines)


def _lines(letters: float, on_a_line: float) -> int:
    return max(-int(-letters // on_a_line), 1)
