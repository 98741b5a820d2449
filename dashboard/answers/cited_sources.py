"""What a citation names: the view, and the sources behind its figures. No words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from analytics.checking.claims import Check
from dashboard.answers import printed_figures, public_files, sdmx_csv, source_rows
from dashboard.answers.book_words import book_words
from dashboard.answers.file_formats import Table
from dashboard.answers.long_tables import LongTable
from dashboard.answers.selection import Selection
from dashboard.answers.table_summary import publisher_of
from data.official import names
from data.relations import Row
from data.store import Edition

IN_ROWS = ("source", "mirror_source", sdmx_csv.SOURCE)  # columns that name a source


@dataclass(frozen=True)
class CitedSource:
    """A publication or data set that figures come from; what it does not state is None.

    Parameters
    ----------
    publisher, title
        In the language of the citation, where they are known in it.
    published
        A day, month or year: `2025-05-02`, `2025-05`, `2025`.
    release, retrieved
        Of a data set: which one, and the day that it was loaded.
    checksum
        The SHA-256 of the `file` that figures were read from.
    """

    source: str
    kind: str
    language: str
    published: str
    publisher: str | None = None
    title: str | None = None
    address: str | None = None
    licence: str | None = None
    release: str | None = None
    retrieved: str | None = None
    file: str | None = None
    checksum: str | None = None


@dataclass(frozen=True)
class Cited:
    """A figure or view with the sources behind it.

    Parameters
    ----------
    title
        Of the figure or view, in the language of the citation.
    address
        Of the view, with the address of the server where that is known.
    accessed
        The day that it was looked at.
    edition, built
        The edition of the database that it was made from, and when that was built.
    """

    title: str
    address: str
    accessed: date
    edition: str
    built: datetime
    sources: tuple[CitedSource, ...]


def cite(
    edition: Edition,
    title: str,
    address: str,
    sources: Iterable[str],
    accessed: date,
    language: str,
) -> Cited:
    """The citation of a view: its sources by id, each of them once.

    Raises
    ------
    KeyError
        A source is not in the catalogue of the edition.
    """
    known = source_rows.catalogue_by_id(edition)
    cited = tuple(_of_row(edition, known[one], language) for one in sorted({*sources}))
    return Cited(title, address, accessed, edition.name, edition.built_at, cited)


def sources_of(edition: Edition, table: Table | LongTable, selection: Selection) -> tuple[str, ...]:
    """The ids of the sources that the rows of a public file come from.

    Of a claim these are its own and those of the figures that its verdict rests on; of an implied
    figure those of the facts that it follows from.
    """
    found = {text for name in IN_ROWS for text in table.texts_of(name)}
    if table.name == public_files.CLAIMS.name:
        for check in public_files.checks(edition, selection):
            found |= _decided_by(check)
    if table.name == public_files.IMPLIED.name:
        known = printed_figures.printed(edition)
        facts = {fact for text in table.texts_of("facts") for fact in text.split("; ")}
        found |= {printed_figures.of_fact(fact, known).source for fact in facts}
    return tuple(sorted(found))


def _decided_by(check: Check) -> set[str]:
    """The sources of all figures that the verdict or its explanation rests on."""
    figures = [*(check.reading.figures if check.reading else ()), check.mirror_base]
    return {*check.evidence[1], *(one.source for one in figures if one is not None)}


def _of_row(edition: Edition, row: Row, language: str) -> CitedSource:
    given = publisher_of(row["publisher"] or "")
    in_book = book_words(edition, language).publisher(row["source"])
    return CitedSource(
        source=row["source"],
        kind=row["kind"],
        language=row["language"],
        published=row["published"],
        publisher=in_book or (names.publisher_name(given, language) if given else None),
        title=names.title_name(row["title"], language) if row["title"] else None,
        address=row["address"],
        licence=names.licence_said(row["licence"], language) if row["licence"] else None,
        release=row["release"],
        retrieved=row["retrieved"],
        file=row["file"],
        checksum=row["checksum"],
    )
