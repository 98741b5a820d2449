"""Many texts in one file, one JSON object a line: each line is answered or named by itself."""

from __future__ import annotations

import codecs
import json
import sys
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from dashboard.cli.terminal import answer, complain, input_name, opened_to_read
from dashboard.documents.reading_limits import LONGEST
from data.errors import TradeproofError, shortened

FIELDS = ("id", "text", "published", "lang", "reporter", "partner")
LONGEST_LINE = 12 * LONGEST + 100_000  # bytes: JSON writes a character in 12 at most
PASSED_OVER = 1 << 20  # bytes at a time of the rest of a longer line
AN_OBJECT = 'an object with id and text is needed, as {"id": "a", "text": "…"}'
# JSON lets these three stand in a string; who splits an answer into lines may split there, too.
LINE_ENDS = str.maketrans({end: f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"})

Row = dict[str, Any]


def answer_each(file: str, answered: Callable[[Row], dict[str, Any]]) -> bool:
    """Answer the lines of a batch in their order, each as soon as it is read; whether all were.

    A line that cannot be answered is named on standard error. Nothing more is read once nobody
    reads the answers.

    Raises
    ------
    TradeproofError
        The file cannot be read.
    """
    every = True
    for number, line in _lines(file):
        try:
            row = _row(line)
            told = {"id": row["id"], **answered(row)}
        except TradeproofError as error:
            every = False
            complain(f"{input_name(file)}, line {number}: {error}")
            continue
        line_of_answer = json.dumps(told, ensure_ascii=False, allow_nan=False)
        if not answer(line_of_answer.translate(LINE_ENDS) + "\n"):
            break
    return every


def _lines(file: str) -> Iterator[tuple[int, bytes]]:
    """Each line that is not blank with its number; of one that is too long the beginning."""
    with opened_to_read(file) as opened:
        number = 0
        while line := opened.readline(LONGEST_LINE + 1):
            number += 1
            if not line.endswith(b"\n"):
                _pass_over_line(opened)
            line = line.removesuffix(b"\n")
            if number == 1:
                line = line.removeprefix(codecs.BOM_UTF8)
            if len(line) > LONGEST_LINE or line.strip():
                yield number, line


def _pass_over_line(opened: BinaryIO) -> None:
    while (part := opened.readline(PASSED_OVER)) and not part.endswith(b"\n"):
        pass


def _row(line: bytes) -> Row:
    """The text of a line with its id and what else it says; a field that is null is left out.

    Raises
    ------
    TradeproofError
        The line is no object with id and text, or has a field that is unknown or cannot be right.
    """
    row = _parsed(line)
    if not isinstance(row, dict) or not {"id", "text"} <= set(row):
        raise TradeproofError(AN_OBJECT)
    for name, value in row.items():
        if name not in FIELDS:
            known = ", ".join(FIELDS)
            raise TradeproofError(f"unknown field {shortened(name)!r}; one of: {known}")
        _require_right(name, value)
    if len(row["text"]) > LONGEST:
        raise TradeproofError(f"the text has more than {LONGEST:,} characters; split it")
    return {name: value for name, value in row.items() if value is not None}


def _require_right(name: str, value: object) -> None:
    if isinstance(value, str):
        _require_whole_characters(name, value)
    elif name == "id":
        if not isinstance(value, int) or isinstance(value, bool):
            raise TradeproofError("id is neither a text nor a whole number; put it in quotes")
    elif name == "text":
        raise TradeproofError('text is not a text; put it in quotes, "" where there is none')
    elif value is not None:
        raise TradeproofError(f"{name} is not a text; put it in quotes, or leave it out")


def _require_whole_characters(name: str, value: str) -> None:
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise TradeproofError(
            f"{name} has half a character, {value[error.start]!r} after {error.start:,} others; "
            "write both halves of it"
        ) from error


def _parsed(line: bytes) -> object:
    if len(line) > LONGEST_LINE:
        raise TradeproofError(f"the line has more than {LONGEST_LINE:,} bytes; split its text")
    try:
        return json.loads(
            line.decode("utf-8"), object_pairs_hook=_object, parse_constant=_not_a_number
        )
    except UnicodeDecodeError as error:
        raise TradeproofError(
            f"not in UTF-8 (byte {error.start + 1:,} of the line); save the file as UTF-8"
        ) from error
    except json.JSONDecodeError as error:
        raise TradeproofError(
            f"not JSON ({error.msg}, column {error.colno:,}); {AN_OBJECT}"
        ) from error
    except RecursionError as error:
        raise TradeproofError(
            f"lists or objects too deep within each other; {AN_OBJECT}"
        ) from error
    except ValueError as error:  # what Python says of a number with more digits than it takes
        most = sys.get_int_max_str_digits()
        raise TradeproofError(f"a number of more than {most:,} digits; put it in quotes") from error


def _object(pairs: list[tuple[str, Any]]) -> Row:
    row = dict(pairs)
    if len(row) < len(pairs):
        names = [name for name, _ in pairs]
        [twice, *_] = [name for name in row if names.count(name) > 1]
        raise TradeproofError(f"field {shortened(twice)!r} stands twice; leave one out")
    return row


def _not_a_number(name: str) -> None:
    raise TradeproofError(f"{name} is no number of JSON; put it in quotes")
