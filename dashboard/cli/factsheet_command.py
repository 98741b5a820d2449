"""The command `factsheet`: a pair on one A4 page, as HTML or as a Word file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import PurePath
from typing import Annotated

import typer

from dashboard.answers.selection import FALLBACK_LANGUAGE, LANGUAGES
from dashboard.cli.terminal import STANDARD_OUTPUT, open_up_to_date, write_to
from data import codes
from data.errors import TradeproofError, shortened


def factsheet(
    reporter: Annotated[str, typer.Option(help="Country whose statistics, as VNM.")],
    partner: Annotated[str, typer.Option(help="Country traded with, as KAZ.")],
    lang: Annotated[str, typer.Option(help=f"One of: {', '.join(LANGUAGES)}.")] = FALLBACK_LANGUAGE,
    output: Annotated[
        str, typer.Option(help="File that ends in .html or .docx; - is standard output, as HTML.")
    ] = STANDARD_OUTPUT,
) -> None:
    """Write a factsheet of a pair: one A4 page to hand over."""
    from dashboard.paper import made_sheet  # charts, which no other command needs, take a second

    language = codes.require("lang", lang, LANGUAGES)
    sides = (
        codes.require_area("reporter", reporter),
        codes.require_area("partner", partner),
    )
    if sides[0] == sides[1]:
        raise TradeproofError(f"{reporter} trades with others; name another --partner")
    form = "html" if output == STANDARD_OUTPUT else PurePath(output).suffix.removeprefix(".")
    if form not in made_sheet.FORMS:
        named = shortened(output)
        raise TradeproofError(f"{named} is no .html and no .docx; name a file that ends so")
    today = datetime.now(UTC).date().isoformat()
    write_to(output, [made_sheet.made(open_up_to_date(), *sides, language, form, today)])
