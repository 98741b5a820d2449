"""Public files with their words: the sentences in them, and what their columns mean."""

from __future__ import annotations

from dashboard.answers import file_tables
from dashboard.answers.file_formats import Table
from dashboard.answers.long_tables import LongTable, pieces
from dashboard.answers.public_files import CODES, Column
from dashboard.answers.selection import Selection
from dashboard.wording.explanations import explanation
from dashboard.wording.formats import ENGLISH, Formats
from dashboard.wording.words import Words
from data import codes
from data.store import Edition

SEVERAL = ("note", "valuation")  # codes of which a cell may hold more than one
SECTIONS = {"qualifier": "qualifier_name"}  # of words, where the list of codes is named otherwise


def table(
    edition: Edition,
    name: str,
    selection: Selection,
    formats: Formats = ENGLISH,
    most: int | None = None,
    *,
    newest_first: bool = False,
) -> Table:
    """The rows of a public file; in a file its sentences are English, whoever reads it.

    Parameters
    ----------
    most
        How many rows are wanted; all where it is None.
    newest_first
        By period, as a page shows them; else in the order of a file.

    Raises
    ------
    TradeproofError
        The file does not exist, or does not take what the selection asks for.
    """
    return file_tables.table(
        edition,
        name,
        selection,
        lambda check: explanation(check, formats),
        most,
        newest_first=newest_first,
    )


def whole(
    edition: Edition, name: str, selection: Selection, form: str | None = None
) -> Table | LongTable:
    """All rows of a public file, however many; its sentences as in `table`.

    Parameters
    ----------
    form
        The one in which it will be written, where that has columns of its own.

    Raises
    ------
    TradeproofError
        The file does not exist, or does not take what the selection or the form asks for.
    """
    return file_tables.whole(
        edition, name, selection, lambda check: explanation(check, ENGLISH), form
    )


def exported(edition: Edition, name: str, selection: Selection, form: str) -> bytes:
    """The bytes of `tradeproof export` in one of the formats.

    Raises
    ------
    TradeproofError
        The file does not exist, or does not take what the selection asks for, or is too long for
        the format.
    """
    return b"".join(pieces(whole(edition, name, selection, form), form))


def meaning(column: Column, words: Words) -> str:
    """What a column says, its unit and its formula, in sentences."""
    said = [words(f"column_meaning.{column.name}")]
    if column.unit:
        said.append(words("data.unit", unit=words(f"unit.{column.unit}")))
    if column.formula:
        said.append(words("data.formula", formula=column.formula))
    return " ".join(said)


def in_words(value: str, held: str | None, formats: Formats) -> str:
    """A text of a column that holds such codes, in words; a text that is no code as it is."""
    if held == "area":
        return "; ".join(formats.area(part) for part in value.split("; "))
    if held == "period":
        return formats.period(value)
    if held == "product":
        return formats.words("data.all_goods") if value == codes.TOTAL else value
    if held in SEVERAL:
        return "; ".join(formats.words(f"{held}.{part}") for part in value.split("; "))
    if held in CODES:
        return formats.words(f"{SECTIONS.get(held, held)}.{value}")
    return value
