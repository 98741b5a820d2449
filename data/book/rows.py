"""Tables of text: every column parsed by a function, every error with file and line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from data import codes
from data.codes.text_files import read_utf8
from data.errors import BookError, TradeproofError, shortened

_DATED = re.compile(r"[1-9][0-9]{3}(-[0-9]{2}(-[0-9]{2})?)?")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_PLACE = re.compile(r"line [1-9][0-9]*|article|table")
LARGEST = 2**31 - 1
Parser = Callable[[str], object]
Values = dict[str, Any]


@dataclass
class ParsedRow:
    """One parsed row: its values by column (with `line`), and where it stands."""

    file: str
    line: int
    values: Values

    def error(self, reason: str) -> BookError:
        """An error that names this row."""
        return BookError(self.file, self.line, reason)


def read_table(path: Path, columns: dict[str, Parser]) -> list[ParsedRow]:
    """Read a CSV file whose header is exactly `columns`, each value through its parser.

    Raises
    ------
    BookError
        The file is missing, its header differs, a row has too many or too few values, or a
        value does not parse.
    """
    reader = csv.reader(io.StringIO(read_utf8(path), newline=""), strict=True)
    try:
        header = next(reader, [])
        if header != list(columns):
            raise BookError(path.name, 1, f"the header must be {','.join(columns)}")
        return [_parse(path.name, reader.line_num, values, columns) for values in reader]
    except csv.Error as error:
        raise BookError(path.name, reader.line_num, f"not valid CSV: {error}") from error


def _parse(file: str, line: int, values: list[str], columns: dict[str, Parser]) -> ParsedRow:
    if len(values) != len(columns):
        raise BookError(file, line, f"{len(values)} values where the header has {len(columns)}")
    row = ParsedRow(file, line, {"line": line})
    for (name, parser), value in zip(columns.items(), values, strict=True):
        try:
            row.values[name] = parser(value)
        except TradeproofError as error:
            raise row.error(f"{name}: {error}") from error
    return row


def text(given: str) -> str:
    """Text that must be there."""
    if not given.strip():
        raise TradeproofError("is empty, and must not be")
    return given


def dated(given: str) -> str:
    """A day, month or year: `2025-05-07`, `2025-05` or `2025`."""
    if not (_DATED.fullmatch(given) and _is_day(given + "2000-01-01"[len(given) :])):
        raise TradeproofError(
            f"{shortened(given)!r} is not a date; write 2025, 2025-05 or 2025-05-07"
        )
    return given


def _is_day(given: str) -> bool:
    try:
        date.fromisoformat(given)
    except ValueError:
        return False
    return True


def sha256(given: str) -> str:
    """A SHA-256 checksum in hexadecimal."""
    if not _SHA256.fullmatch(given):
        raise TradeproofError(f"{given!r} is not a SHA-256 checksum of 64 hexadecimal digits")
    return given


def place(given: str) -> str:
    """Where in a source a fact stands: `line 8` of a file, the `article`, or a `table`."""
    if not _PLACE.fullmatch(given):
        raise TradeproofError(f"{given!r} is not a place; write line 8, article or table")
    return given


def integer(given: str) -> int:
    """A whole number without sign, which an INTEGER of the database can keep."""
    if not (given.isascii() and given.isdigit()):
        raise TradeproofError(f"{shortened(given)!r} is not a whole number; write digits only")
    digits = given.lstrip("0") or "0"
    if len(digits) > len(str(LARGEST)) or int(digits) > LARGEST:
        raise TradeproofError(f"{shortened(given)!r} is too large; at most {LARGEST:,}")
    return int(digits)


def optional(parser: Parser) -> Parser:
    """Empty text is None; anything else goes through `parser`."""
    return lambda given: parser(given) if given.strip() else None


def one_of(name: str) -> Parser:
    """A code of one of the closed lists, by the list's name."""

    def parse(given: str) -> str:
        return codes.require(name, given, getattr(codes.lists(), name))

    return parse
