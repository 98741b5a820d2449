"""Where the tables of a sheet lie: title rows, heading rows, data, and the notes below.

A sheet may hold several blocks below each other. A heading row has two texts or periods and more,
and no other numbers; a row of it that stands above another with gaps in it is a banner, whose
texts hold for the empty columns to their right. A row with nothing but a country or a period is
one whose figures are blank: at the end of a block it is no note, and no title of the next.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from data.tables.area_spellings import area_of
from data.tables.cells import MOST_COLUMNS, Cells, Sheet
from data.tables.known_layouts import layout_of
from data.tables.number_marks import number_of
from data.tables.period_spellings import spelled

WHOLE = 20_000  # rows of a sheet that is looked through for several blocks
HEAD = 400  # rows that are looked at in a longer one
MOST_HEADING_ROWS = 4
_DIGIT = re.compile(r"\d")
_PLAIN = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_YEAR = re.compile(r"\d{4}|\d{6}", re.ASCII)

Row = tuple[int, list[str | None]]


@dataclass(frozen=True)
class Block:
    """One table of a sheet.

    `headings` has for each column the texts over it from top to bottom, `titles` the texts above,
    `notes` those below; `first` and `last` are the numbers of its first and last row of data.
    """

    sheet: Sheet
    headings: tuple[tuple[str, ...], ...]
    titles: tuple[str, ...]
    notes: tuple[str, ...]
    first: int
    last: int
    rows: list[Row] = field(repr=False, compare=False, default_factory=list)
    width: int = 0
    begin: int = 0  # its first column, where tables stand side by side
    end: int = MOST_COLUMNS

    @property
    def name(self) -> str:
        """What the headings look like, for a person."""
        return " | ".join(" / ".join(texts) for texts in self.headings if texts)


def blocks_of(cells: Cells, sheet: Sheet) -> list[Block]:
    """The tables of a sheet, from top to bottom; none in a sheet of text."""
    is_whole = sheet.rows <= WHOLE
    rows = cells.head(sheet, WHOLE + 1 if is_whole else HEAD)
    starts = _starts(rows, only_first=not is_whole)
    blocks = []
    for at, (begin, end) in enumerate(starts):
        after = starts[at + 1][0] if at + 1 < len(starts) else len(rows)
        before = blocks[-1].last if blocks else -1
        block = _block(sheet, rows, begin, end, after, before, is_whole)
        blocks += _side_by_side(block)
    return blocks


def _side_by_side(block: Block) -> list[Block]:
    """The tables beside each other in a block: each begins with the heading of the first column."""
    first = block.headings[0][-1:] if block.headings else ()
    begins = [
        column
        for column, texts in enumerate(block.headings)
        if column and first and texts[-1:] == first
    ]
    if not begins or any(is_number(text) for text in first):
        return [block]
    ends = [*begins, len(block.headings)]
    parts = []
    for begin, end in zip([0, *begins], ends, strict=True):
        inside = [
            texts if begin <= column < end else () for column, texts in enumerate(block.headings)
        ]
        parts.append(replace(block, headings=tuple(inside), begin=begin, end=end))
    return parts if all(any(part.headings[part.begin + 1 :]) for part in parts) else [block]


@lru_cache(maxsize=100_000)
def is_number(text: str | None) -> bool:
    """Whether a cell holds a number under some decimal mark."""
    if text is None or not _DIGIT.search(text):
        return False
    if _PLAIN.fullmatch(text):
        return True
    return any(number_of(text, mark).digits is not None for mark in ".,")


def is_heading(row: list[str | None]) -> bool:
    """Whether a row may head columns: two cells or more, no numbers but rising years."""
    texts = [text for text in row if text is not None]
    if len(texts) < 2 or any(
        _PLAIN.fullmatch(text) and not _YEAR.fullmatch(text) for text in texts
    ):
        return False
    numbers = [text for text in texts if is_number(text)]
    if not numbers:
        has_letters = any(any(letter.isalpha() for letter in text) for text in texts)
        return has_letters and not _are_mostly_unknown(row[1:])
    said = [found for text in numbers if (found := spelled(text)) and found.is_year]
    years = [found.year or 0 for found in said]
    if len(years) < len(numbers) or (len(numbers) < 2 and len(texts) > 2):
        return layout_of(texts) is not None  # of a known service, with one year
    return years == sorted(set(years)) or years == sorted(set(years), reverse=True)


def _are_mostly_unknown(row: list[str | None]) -> bool:
    """Whether most texts say that a figure is unknown, as in a row of figures nobody reported."""
    texts = [text for text in row if text is not None]
    unknown = [text for text in texts if number_of(text, ".").reason is None]
    return len(unknown) * 2 > len(texts)


def _starts(rows: list[Row], only_first: bool) -> list[tuple[int, int]]:
    """Where each block's heading begins and its data begin, as places in the list of rows."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(rows):
        end = _end_of_heading(rows, at)
        if end is None and found and _repeats(rows, at, found[-1]):
            end = at + found[-1][1] - found[-1][0]
        if end is None or (found and not _may_begin(rows, at, found[-1])):
            at += 1
            continue
        found.append((at, end))
        if only_first:
            break
        at = end + 1
    return found


def _end_of_heading(rows: list[Row], at: int) -> int | None:
    """The place behind the heading that begins here; None where none does."""
    if not is_heading(rows[at][1]):
        return None
    end = at + 1
    while end < min(len(rows), at + MOST_HEADING_ROWS) and _goes_on(rows[end - 1][1], rows[end][1]):
        end += 1
    heading = [row for _, row in rows[at:end]]
    has_data = any(
        is_number(text) and any(texts[column] for texts in heading)
        for _, row in rows[end : end + 30]
        for column, text in enumerate(row)
        if column
    )
    return end if has_data else None


def _repeats(rows: list[Row], at: int, last: tuple[int, int]) -> bool:
    """Whether the heading of the last block stands here again: one, even over blanks only."""
    begin, end = last
    return [row for _, row in rows[begin:end]] == [row for _, row in rows[at : at + end - begin]]


def _goes_on(above: list[str | None], below: list[str | None]) -> bool:
    """Whether a row is the next of a heading: it has texts where the one above has gaps."""
    if not is_heading(below) and not _are_years(below):
        return False
    fills = sum(
        low is not None and up is None for up, low in zip(above[1:], below[1:], strict=True)
    )
    has_gaps = sum(up is None for up in above[1:]) > 0
    return has_gaps and fills > 0 and sum(text is not None for text in above) < len(above)


def _are_years(row: list[str | None]) -> bool:
    """Whether a row has years only, as they repeat under banners."""
    texts = [text for text in row if text is not None]
    return len(texts) > 1 and all((said := spelled(text)) and said.is_year for text in texts)


def _may_begin(rows: list[Row], at: int, last: tuple[int, int]) -> bool:
    """Whether a further block may begin here: behind a gap or a title, or with the same heading."""
    if rows[at][1] == rows[last[0]][1]:
        return True
    above = [text for text in rows[at - 1][1] if text is not None]
    return len(above) <= 1 and at > last[1]


def _block(
    sheet: Sheet, rows: list[Row], begin: int, end: int, after: int, before: int, is_whole: bool
) -> Block:
    titles = [
        text for number, row in rows[:begin] if number > before for text in row if text is not None
    ]
    data = rows[end:after]
    if after < len(rows) or is_whole:
        stop = _end_of_data([row for _, row in data], is_last=after == len(rows))
        notes = [text for _, row in data[stop:] for text in row if text is not None]
        data = data[:stop]
        last_row = data[-1][0] if data else rows[end - 1][0]
    else:
        notes, last_row = [], 1 << 62
    headings = _headings([row for _, row in rows[begin:end]])
    first = rows[end][0] if end < len(rows) else rows[end - 1][0] + 1
    width = max((at + 1 for at, texts in enumerate(headings) if texts), default=0)
    return Block(sheet, headings, tuple(titles), tuple(notes), first, last_row, data, width)


def _end_of_data(rows: list[list[str | None]], is_last: bool) -> int:
    """The place behind the last row of a block: what follows are notes, and titles of the next.

    Labels right below the figures are rows with blanks. Where no blank row parts them from the
    heading of the next block, they may be its titles, and are taken for them.
    """
    filled = [at for at, row in enumerate(rows) if sum(text is not None for text in row) > 1]
    filled = filled or [at for at, row in enumerate(rows) if any(map(is_number, row[1:]))]
    stop = end = filled[-1] + 1 if filled else 0
    while end < len(rows) and _is_label(rows[end]):
        end += 1
    has_gap = any(not any(row) for row in rows[end:])
    return end if has_gap or is_last else stop


def _is_label(row: list[str | None]) -> bool:
    """Whether a row has nothing but a country or a period in its first column."""
    label, *others = row
    if label is None or any(others):
        return False
    return spelled(label) is not None or area_of(label) is not None


def _headings(rows: list[list[str | None]]) -> tuple[tuple[str, ...], ...]:
    """For each column the texts over it; a banner holds for the gaps to its right."""
    columns: list[list[str]] = [[] for _ in rows[0]]
    for number, row in enumerate(rows):
        is_banner = number < len(rows) - 1
        carried: str | None = None
        for column, text in enumerate(row):
            if text is not None:
                carried = text
            has_below = any(other[column] is not None for other in rows[number + 1 :])
            shown = carried if is_banner and has_below and column else text
            if shown is not None:
                columns[column].append(shown)
    return tuple(map(tuple, columns))
