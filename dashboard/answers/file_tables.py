"""The rows of a public file under a selection: the first of them for a page, all for a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import pyarrow as pa
from duckdb import DuckDBPyRelation

from analytics.checking.claims import Check
from dashboard.answers.file_columns import Asked, PublicFile
from dashboard.answers.file_formats import FileRow, Table
from dashboard.answers.kept import FEW, kept
from dashboard.answers.long_tables import LongTable
from dashboard.answers.public_files import ORDER, named, refuse_what_it_has_not
from dashboard.answers.sdmx_csv import KINDS, SDMX_CSV, as_sdmx, refuse_as_sdmx
from dashboard.answers.selection import Selection
from data import periods
from data.faults import named_damage
from data.store import Edition

MOST_SHOWN = 10_000  # rows on a page; a download has all
SHORT = 10_000  # rows of a file; those of a longer one are written by DuckDB
LONG = 100_000  # rows of a file; of one that has more they do not stand in memory together
NEWEST = ("last_month DESC NULLS LAST", "first_month DESC")  # what a page begins with


def table(
    edition: Edition,
    name: str,
    selection: Selection,
    explain: Callable[[Check], str],
    most: int | None = None,
    *,
    newest_first: bool = False,
) -> Table:
    """The rows of a public file under a selection, sorted by `ORDER`: the first `most` of them.

    `newest_first` sorts by the last and first month of the period before that, as a page does.

    Raises
    ------
    TradeproofError
        The file does not exist, or does not take what the selection asks for.
    """
    file = _asked(name, selection)
    if most is None or file.of_whole:
        rows = _rows(file, Asked(edition, selection, explain), most, newest_first)
    else:
        rows = _first_rows(edition, name, selection.only_figures(), most, newest_first)
    return Table(name, file.kinds_of(selection), list(rows), edition.built_at)


def whole(
    edition: Edition,
    name: str,
    selection: Selection,
    explain: Callable[[Check], str],
    form: str | None = None,
) -> Table | LongTable:
    """All rows of a public file under a selection, sorted by `ORDER`.

    Above `SHORT` as a relation: up to `LONG` of rows that were read, above that of what reads them.

    Parameters
    ----------
    form
        The one in which it will be written, where that has columns of its own.

    Raises
    ------
    TradeproofError
        The file does not exist, or does not take what the selection or the form asks for.
    """
    file = _asked(name, selection)
    if form == SDMX_CSV:
        refuse_as_sdmx(file, selection)
    kinds = file.kinds_of(selection)
    made = file.make(Asked(edition, selection, explain))
    if isinstance(made, DuckDBPyRelation):
        with named_damage():
            found = _in_file_order(made, kinds)
            if form == SDMX_CSV:
                found, kinds = as_sdmx(found), KINDS
            some = found.limit(LONG + 1).to_arrow_table()
        if len(some) > LONG:
            return LongTable(name, kinds, found, edition.built_at)
        if len(some) > SHORT:
            read = edition.cursor().from_arrow(some)
            return LongTable(name, kinds, read, edition.built_at)
        made = _rows_of(some)
    return Table(name, kinds, list(made), edition.built_at)


def _asked(name: str, selection: Selection) -> PublicFile:
    """The file of a name, where it takes what the selection asks for."""
    file = named(name)
    refuse_what_it_has_not(file, selection)
    return file


def _rows(
    file: PublicFile, asked: Asked, most: int | None, newest_first: bool
) -> Sequence[FileRow]:
    made = file.make(asked)
    if not isinstance(made, DuckDBPyRelation):
        return (_newest_first(file, made) if newest_first else made)[:most]
    with named_damage():
        columns = file.kinds_of(asked.selection)
        made = _in_file_order(made, columns, NEWEST if newest_first else ())
        return _rows_of((made if most is None else made.limit(most)).to_arrow_table())


def _rows_of(read: pa.Table) -> list[FileRow]:
    """The rows as Python has them; by columns, which takes half the time of row by row."""
    return list(zip(*(column.to_pylist() for column in read.columns), strict=True))


def _in_file_order(
    made: DuckDBPyRelation, columns: Iterable[str], first: Sequence[str] = ()
) -> DuckDBPyRelation:
    order = [f"{column} NULLS FIRST" for column in ORDER if column in columns]
    return made.order(", ".join([*first, *order])).select(*columns)


def _newest_first(file: PublicFile, rows: Sequence[FileRow]) -> list[FileRow]:
    """The same rows by period, the newest first, one without last; sources by their day."""
    columns = list(file.kinds)
    if "period" not in columns:
        at = columns.index("published")
        return sorted(rows, key=lambda row: str(row[at]), reverse=True)
    at = columns.index("period")

    def months(row: FileRow) -> tuple[int, int]:
        if row[at] is None:
            return (0, 0)
        period = periods.parse(str(row[at]))
        return (period.start + period.months, period.start)

    return sorted(rows, key=months, reverse=True)


@kept(FEW)
def _first_rows(
    edition: Edition, name: str, selection: Selection, most: int, newest_first: bool
) -> Sequence[FileRow]:
    """What a page shows of a file that has no sentences."""
    asked = Asked(edition, selection, _no_sentence)
    return _rows(named(name), asked, most, newest_first)


def _no_sentence(check: Check) -> str:
    raise ValueError(f"a file that rests on {check.claim.claim} is one of the whole edition")
