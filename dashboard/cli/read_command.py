"""The command `tradeproof read`: every trade figure and growth claim in a text."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from analytics.reading.reader import Read
from analytics.reading.reader import read as read_text
from dashboard.cli.terminal import answer, warn
from dashboard.documents.opening import Document, open_document
from dashboard.documents.reading_limits import LARGEST, LONGEST
from dashboard.documents.text_of_kind import KINDS
from dashboard.wording.formats import ENGLISH
from dashboard.wording.separator_notes import note_lines
from data import codes
from data.errors import TradeproofError

LANGUAGES = ("auto", *codes.LANGUAGES)
PUBLISHED = re.compile(r"[1-9]\d{3}(-\d{2}(-\d{2})?)?", re.ASCII)
DOCUMENT = f"A text, or one of: {', '.join(KINDS)}; - reads text from standard input."
FIELDS = ("id", "text", "published", "lang", "reporter", "partner")


File = Annotated[str, typer.Argument(help=DOCUMENT)]
Lang = Annotated[str, typer.Option(help=f"One of: {', '.join(LANGUAGES)}.")]
Published = Annotated[str | None, typer.Option(help="Date of publication: 2025-05-02.")]
Reporter = Annotated[str | None, typer.Option(help="Reporter where none is named.")]
Partner = Annotated[str | None, typer.Option(help="Partner where none is named.")]
InJson = Annotated[bool, typer.Option("--json", help="JSON instead of text.")]


def read(
    file: File = "-",
    lang: Lang = "auto",
    published: Published = None,
    reporter: Reporter = None,
    partner: Partner = None,
    batch: Annotated[str | None, typer.Option(help="Many texts: one JSON object a line.")] = None,
    in_json: InJson = False,
) -> None:
    """Show every trade figure and growth claim in a text, as it is printed."""
    if batch is not None:
        answer("".join(_answered(row) for row in _rows(batch)))
        return
    document = document_in(file)
    found = read_with(document.text, lang, published, reporter, partner)
    warn(document.what_is_missing(ENGLISH))
    answer(as_json(found.as_records()) if in_json else as_text(found))


def as_text(found: Read) -> str:
    """One figure a line, its claims below it."""
    records = found.as_records()
    lines: list[str] = []
    for figure in records["figures"]:
        pair = f"{figure['reporter'] or '?'}-{figure['partner'] or '?'}"
        product = f" of {figure['product']}" if figure["product"] else ""
        level = figure["printed"] or "no level"
        kind = "" if figure["kind"] == "actual" else f" ({figure['kind']})"
        period = figure["period"] or "no period"
        lines.append(f"{figure['id']}  {pair} {figure['flow']}{product} {period}: {level}{kind}")
        lines += [
            f"      {claim['direction']} {claim['printed']} on {claim['base_period'] or 'no base'}"
            for claim in records["claims"]
            if claim["figure"] == figure["id"]
        ]
    lines += note_lines(found)
    lines.append(f"figures: {len(records['figures'])}, claims: {len(records['claims'])}")
    return "\n".join(lines) + "\n"


def read_with(
    text: str, lang: str, published: str | None, reporter: str | None, partner: str | None
) -> Read:
    """Read a text as the options say.

    Raises
    ------
    TradeproofError
        A language or area that is unknown, or a date that is none.
    """
    codes.require("language", lang, LANGUAGES)
    if published is not None and not PUBLISHED.fullmatch(published):
        raise TradeproofError(
            f"{published!r} is no date of publication; write 2025-05-02, 2025-05 or 2025"
        )
    for side, area in (("reporter", reporter), ("partner", partner)):
        if area is not None:
            codes.require_area(side, area)
    return read_text(text, lang, published, reporter, partner)


def document_in(file: str) -> Document:
    """A document, or the text of standard input for `-`.

    Raises
    ------
    TradeproofError
        It cannot be read.
    """
    return open_document("standard input" if file == "-" else file, _bytes(file))


def _bytes(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read(LARGEST + 1)
    try:
        with Path(file).open("rb") as opened:
            return opened.read(LARGEST + 1)
    except OSError as error:
        raise TradeproofError(f"cannot read {file} ({error.strerror})") from error


def _rows(file: str) -> Iterator[dict[str, Any]]:
    """The texts of a batch.

    Raises
    ------
    TradeproofError
        A line is no object with id and text, or has a field that is unknown or no text.
    """
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        lines = data.decode("utf-8-sig").splitlines()
    except OSError as error:
        raise TradeproofError(f"cannot read {file} ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise TradeproofError(f"{file} is not in UTF-8 (byte {error.start:,})") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _row(line, f"{file}, line {number}")


def _row(line: str, place: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise TradeproofError(f"{place}: not JSON ({error.msg}, column {error.colno})") from error
    if not isinstance(row, dict) or not {"id", "text"} <= set(row):
        raise TradeproofError(f"{place}: an object with id and text is needed")
    wrong = [name for name in row if name not in FIELDS]
    if wrong:
        raise TradeproofError(f"{place}: unknown field {wrong[0]!r}; one of: {', '.join(FIELDS)}")
    strange = [name for name in FIELDS[1:] if not isinstance(row.get(name, ""), str | None)]
    if strange:
        raise TradeproofError(f"{place}: {strange[0]} is not a text")
    if len(row["text"] or "") > LONGEST:
        raise TradeproofError(f"{place}: the text has more than {LONGEST:,} characters; split it")
    return {"place": place, **row}


def _answered(row: dict[str, Any]) -> str:
    try:
        found = read_with(
            row["text"],
            row.get("lang") or "auto",
            row.get("published"),
            row.get("reporter"),
            row.get("partner"),
        )
    except TradeproofError as error:
        raise TradeproofError(f"{row['place']}: {error}") from error
    return json.dumps({"id": row["id"], **found.as_records()}, ensure_ascii=False) + "\n"


def as_json(records: dict[str, Any]) -> str:
    """One JSON object, letters as they are."""
    return json.dumps(records, ensure_ascii=False, indent=2) + "\n"
