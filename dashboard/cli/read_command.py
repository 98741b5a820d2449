"""The command `tradeproof read`: every trade figure and growth claim in a text."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from analytics.reading.out.reader import Read
from analytics.reading.out.why import reasons, with_reasons
from dashboard.answers.asked_text import LANGUAGES, read_with, require_known
from dashboard.cli.row_lines import cell_line, change_line, passed_over_lines
from dashboard.cli.terminal import (
    BAD_NEWS,
    STANDARD_INPUT,
    answer,
    input_name,
    opened_to_read,
    warn,
)
from dashboard.cli.text_batch import answer_each
from dashboard.documents.opening import Document, open_document
from dashboard.documents.reading_limits import LARGEST
from dashboard.documents.text_of_kind import KINDS
from dashboard.wording.doubt_notes import doubt_lines
from dashboard.wording.formats import ENGLISH
from dashboard.wording.separator_notes import note_lines
from data.errors import TradeproofError

DOCUMENT = f"A text, or one of: {', '.join(KINDS)}; - reads text from standard input."


File = Annotated[str, typer.Argument(help=DOCUMENT)]
FileOrBatch = Annotated[
    str | None,
    typer.Argument(help=f"{DOCUMENT} That is also the default.", show_default=False),
]
Lang = Annotated[str, typer.Option(help=f"One of: {', '.join(LANGUAGES)}.")]
Published = Annotated[str | None, typer.Option(help="Date of publication: 2025-05-02.")]
Reporter = Annotated[str | None, typer.Option(help="Reporter where none is named.")]
Partner = Annotated[str | None, typer.Option(help="Partner where none is named.")]
InJson = Annotated[bool, typer.Option("--json", help="JSON instead of text.")]


def read(
    file: FileOrBatch = None,
    lang: Lang = "auto",
    published: Published = None,
    reporter: Reporter = None,
    partner: Partner = None,
    batch: Annotated[str | None, typer.Option(help="Many texts: one JSON object a line.")] = None,
    in_json: InJson = False,
    why: Annotated[bool, typer.Option("--why", help="Show the rules that told each row.")] = False,
) -> None:
    """Show every trade figure and growth claim in a text, as it is printed."""
    if batch is not None:
        if file is not None:
            raise TradeproofError(
                f"two inputs: the text {file!r} and the batch {batch!r}; leave one of them out"
            )
        _read_batch(batch, lang, published, reporter, partner, why)
        return
    document = document_in(STANDARD_INPUT if file is None else file)
    found = read_with(document.text, lang, published, reporter, partner)
    warn(document.what_is_missing(ENGLISH))
    if in_json:
        answer(as_json(records_of(found, why)))
    else:
        answer(as_text(found) + (reasons_text(found) if why else ""))


def as_text(found: Read) -> str:
    """One figure a line, its claims below it."""
    records = found.as_records()
    lines: list[str] = []
    for figure in records["figures"]:
        level = figure["printed"] or "no level"
        said = [figure["kind"]] if figure["kind"] != "actual" else []
        said += ["deficit"] if (figure["high"] or 0) < 0 else []
        note = f" ({', '.join(said)})" if said else ""
        lines.append(f"{figure['id']}  {cell_line(figure)}: {level}{note}")
        lines += [
            f"      {change_line(claim)}"
            for claim in records["claims"]
            if claim["figure"] == figure["id"]
        ]
    lines += note_lines(found)
    lines += doubt_lines(found)
    lines += passed_over_lines(found)
    lines.append(f"figures: {len(records['figures'])}, claims: {len(records['claims'])}")
    return "\n".join(lines) + "\n"


def records_of(found: Read, why: bool) -> dict[str, Any]:
    """The public JSON; with `why` also the rules of each row, and the numbers passed over."""
    return with_reasons(found) if why else found.as_records()


def reasons_text(found: Read) -> str:
    """The rules by which each row was told, and those that passed a number over."""
    return "\n".join(["", "why:", *reasons(found)]) + "\n"


def _read_batch(
    file: str,
    lang: str,
    published: str | None,
    reporter: str | None,
    partner: str | None,
    why: bool,
) -> None:
    """Answer each line; the options hold where a line says nothing."""
    require_known(lang, published, reporter, partner)
    defaults = {"lang": lang, "published": published, "reporter": reporter, "partner": partner}

    def answered(row: dict[str, Any]) -> dict[str, Any]:
        options = {name: row.get(name, default) for name, default in defaults.items()}
        return records_of(read_with(row["text"], **options), why)

    if not answer_each(file, answered):
        raise typer.Exit(BAD_NEWS)


def document_in(file: str) -> Document:
    """A document, or the text of standard input for `-`.

    Raises
    ------
    TradeproofError
        It cannot be read.
    """
    return open_document(input_name(file), _bytes(file))


def _bytes(file: str) -> bytes:
    with opened_to_read(file) as opened:
        return opened.read(LARGEST + 1)


def as_json(records: dict[str, Any]) -> str:
    """One JSON object, letters as they are."""
    return json.dumps(records, ensure_ascii=False, indent=2) + "\n"
