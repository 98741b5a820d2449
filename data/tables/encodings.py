"""The encoding of a file of text and the mark between its cells, by evidence."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from data.tables.area_spellings import area_of
from data.tables.folding import fold
from data.tables.table_errors import TableError
from data.tables.vocabulary import SECTIONS, mentions

CHUNK = 1 << 20  # bytes
SAMPLE_LINES = 200
DELIMITERS = ("\t", ";", "|", ",")  # of equally good ones the first: a comma may be a decimal mark
NAMES = {"\t": "tab", ";": "semicolon", "|": "vertical bar", ",": "comma"}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes({*range(32)} - {*b"\t\n\v\f\r\x1a\x1b"})  # that no text has
MOST_CONTROLS = 0.01  # of the bytes of a text, for the odd stray one
SINGLE_BYTE = ("cp1252", "cp1251", "cp1258", "cp1250", "koi8-r", "cp866")


def encoding_of(path: Path) -> tuple[str, str]:
    """The encoding of a file, and what shows it."""
    with path.open("rb") as file:
        head = file.read(CHUNK)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name, "the file begins with its byte order mark"
    if wide := _utf16_without_mark(head):
        return wide, "every other byte is zero"
    if _is_utf8(path):
        return "utf-8", "the whole file is valid UTF-8"
    return _single_byte(head)


def is_binary(path: Path, encoding: str) -> bool:
    """Whether a file is no text at all, as programs and pictures are: control bytes show it."""
    if encoding.startswith(("utf-16", "utf-32")):
        return False
    with path.open("rb") as file:
        head = file.read(CHUNK)
    return len(head) - len(head.translate(None, _CONTROLS)) > MOST_CONTROLS * len(head)


def delimiter_of(path: Path, encoding: str) -> tuple[str, str]:
    """The mark between the cells of a file, and what shows it.

    Raises
    ------
    TableError
        No mark cuts the lines into cells.
    """
    lines = sample_lines(path, encoding)
    if lines and (found := re.fullmatch(r"sep=(.)\s*", lines[0])):
        return found[1], "the first line says so"
    scores = {mark: cut for mark in DELIMITERS if (cut := _cut(lines, mark)) is not None}
    if not scores:
        raise TableError(
            path.name, "no comma, semicolon, tab or bar cuts its lines into cells, as in a table"
        )
    best = max(share for share, _ in scores.values())
    chosen = next(mark for mark in DELIMITERS if mark in scores and scores[mark][0] == best)
    share, cells = scores[chosen]
    return chosen, f"it cuts {share:.0%} of the first lines into {cells} cells each"


def sample_lines(path: Path, encoding: str) -> list[str]:
    """The first lines of a file that are not empty."""
    lines = []
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        for line in file:
            if line.strip():
                lines.append(line)
            if len(lines) == SAMPLE_LINES:
                break
    return lines


def name_of(delimiter: str) -> str:
    """What a person calls a delimiter."""
    return NAMES.get(delimiter, repr(delimiter))


def _cut(lines: list[str], delimiter: str) -> tuple[float, int] | None:
    """The share of lines with the commonest number of cells, and that number; at least two."""
    try:
        counts = Counter(len(row) for row in _rows(lines, delimiter) if any(row))
    except csv.Error:
        return None
    several = {cells: count for cells, count in counts.items() if cells > 1}
    if not several:
        return None
    cells, count = max(several.items(), key=lambda entry: (entry[1], entry[0]))
    return count / counts.total(), cells


def _rows(lines: list[str], delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO("".join(lines), newline=""), delimiter=delimiter)


def _utf16_without_mark(head: bytes) -> str | None:
    pairs = len(head) // 2
    if pairs < 8:
        return None
    if head[1::2].count(0) > 0.4 * pairs and head[::2].count(0) < 0.05 * pairs:
        return "utf-16-le"
    if head[::2].count(0) > 0.4 * pairs and head[1::2].count(0) < 0.05 * pairs:
        return "utf-16-be"
    return None


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _single_byte(head: bytes) -> tuple[str, str]:
    """The code page in which most words are words of tables; a Western one where none tells."""
    found = {}
    for encoding in SINGLE_BYTE:
        text = head.decode(encoding, errors="replace")
        accented = {word for word in re.findall(r"[^\W\d_]{2,}", text) if not word.isascii()}
        known = sorted(word for word in list(accented)[:5000] if _is_known(word))
        found[encoding] = (len(known), -text.count("\ufffd"), known)
    best = max(SINGLE_BYTE, key=lambda encoding: found[encoding][:2])
    if known := found[best][2]:
        return best, f"it is not UTF-8, and so read it says {', '.join(known[:3])!r}"
    return "cp1252", "it is not UTF-8, and no word tells which code page it is: the Western one"


def _is_known(word: str) -> bool:
    return bool(fold(word)) and (
        any(mentions(section, word) for section in SECTIONS) or area_of(word) is not None
    )
