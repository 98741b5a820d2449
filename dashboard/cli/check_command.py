"""The command `tradeproof check`: a text's claims against its own numbers and the database."""

from __future__ import annotations

from typing import Annotated

import typer

from analytics.checking.text_check import CheckedText
from analytics.checking.verdicts import Verdict
from dashboard.answers import whole_edition
from dashboard.answers.asked_text import read_with
from dashboard.cli.checked_lines import as_text
from dashboard.cli.read_command import (
    ENGLISH,
    File,
    InJson,
    Lang,
    Partner,
    Published,
    Reporter,
    as_json,
    document_in,
)
from dashboard.cli.terminal import BAD_NEWS, answer, open_up_to_date, progress_bar, warn
from dashboard.wording.checked_text import as_records
from data import codes

CONFLICT = "conflict"
FAILURES = (*Verdict, CONFLICT)


def check(
    file: File = "-",
    lang: Lang = "auto",
    published: Published = None,
    reporter: Reporter = None,
    partner: Partner = None,
    in_json: InJson = False,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(
            help=f"Exit with 1 on any of: {', '.join(FAILURES)}; may be given more than once."
        ),
    ] = None,
) -> None:
    """Check each growth claim in a text, and show figures that cannot all be true."""
    failures = [codes.require("verdict", one, FAILURES) for one in fail_on or ()]
    document = document_in(file)
    found = read_with(document.text, lang, published, reporter, partner)
    edition = open_up_to_date()
    with progress_bar("checked") as progress:
        checked = whole_edition.checked(edition, found, progress)
    warn(document.what_is_missing(ENGLISH))
    answer(as_json(as_records(checked)) if in_json else as_text(checked))
    if _outcomes(checked).intersection(failures):
        raise typer.Exit(BAD_NEWS)


def _outcomes(checked: CheckedText) -> set[str]:
    verdicts = {check.verdict for check in checked.checks.values()}
    return verdicts | ({CONFLICT} if checked.conflicts else set())
