"""A file as sheets of cells: text as it stands, a number as its digits, nothing for a blank.

Every cell is kept as text in a table of DuckDB, so that a table of millions of rows is never held
in Python. A number of a spreadsheet or a Parquet file is written with 15 significant digits, as
spreadsheets print it: the sixteenth and seventeenth only say how a double stores `869.1134`.
"""

from __future__ import annotations

import codecs
import csv
import datetime
import itertools
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from glob import escape
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import python_calamine

from data.tables.encodings import delimiter_of, encoding_of, is_binary, name_of
from data.tables.table_errors import TableError

BATCH = 50_000  # rows
MOST_COLUMNS = 2_000
LONGEST_CELL = 1 << 20  # characters
DIGITS = 15  # significant ones of a double
_serial = itertools.count(1)


@dataclass(frozen=True)
class Finding:
    """Something the file was found to be, and what shows it."""

    topic: str
    value: str
    evidence: str


@dataclass(frozen=True)
class Sheet:
    """Cells in a table of DuckDB: `row` from 1, `width` as many cells as the row has, `c0` ...

    Row 0 is the heading of a Parquet file. `is_typed` where cells are numbers or dates by
    themselves, so that no decimal mark needs to be found; `is_strict` where a row has no fewer
    cells than its heading unless something is wrong.
    """

    name: str
    table: str
    columns: int
    rows: int
    is_typed: bool
    is_strict: bool

    @property
    def names(self) -> list[str]:
        """The columns of cells."""
        return [f"c{column}" for column in range(self.columns)]


@dataclass
class Cells:
    """The sheets of a file, and what was found out about it."""

    file: str
    connection: duckdb.DuckDBPyConnection
    sheets: list[Sheet] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    on_rows: Callable[[int], None] = lambda _: None
    samples: dict[tuple[str, int, int, int], list[str]] = field(default_factory=dict)

    def head(self, sheet: Sheet, rows: int) -> list[tuple[int, list[str | None]]]:
        """The first rows of a sheet, each with its number."""
        found = self.connection.execute(
            f"SELECT row, {', '.join(sheet.names)} FROM {sheet.table} ORDER BY row LIMIT {rows}"
        ).fetchall()
        return [(row, list(cells)) for row, *cells in found]


def read_cells(
    path: Path,
    connection: duckdb.DuckDBPyConnection,
    encoding: str | None = None,
    delimiter: str | None = None,
    on_rows: Callable[[int], None] = lambda _: None,
) -> Cells:
    """Every cell of a file.

    Raises
    ------
    TableError
        The file is missing, empty, damaged, locked by a password, or of another kind.
    """
    if path.is_dir():
        raise TableError(path.name, "it is a folder; name a file in it")
    if not path.is_file():
        raise TableError(path.name, "there is no such file")
    with path.open("rb") as file:
        magic = file.read(64)
    if not magic.strip():
        raise TableError(path.name, "the file is empty")
    cells = Cells(path.name, connection, on_rows=on_rows)
    connection.execute("SET enable_progress_bar = false")  # it would print among the answers
    if magic.startswith(b"PAR1"):
        _read_parquet(path, cells)
    elif magic.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        _read_workbook(path, cells)
    else:
        _refuse_no_table(path, magic)
        _read_text(path, cells, encoding, delimiter)
    if not cells.sheets:
        raise TableError(path.name, "no sheet of it has a cell with text")
    return cells


def single(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    """The number that a query has for an answer."""
    return connection.execute(query).fetchall()[0][0]


def _refuse_no_table(path: Path, magic: bytes) -> None:
    if magic.startswith((b"\x1f\x8b", b"BZh", b"\xfd7zXZ")):
        raise TableError(path.name, "it is compressed; unpack it first")
    if magic.lstrip().lower().startswith((b"<!doctype", b"<html", b"<?xml", b"%pdf", b"{\\rtf")):
        raise TableError(path.name, "it is a page or a document; save the table as CSV or XLSX")


# Text


def _read_text(path: Path, cells: Cells, encoding: str | None, delimiter: str | None) -> None:
    why = "as told"
    if encoding is None:
        encoding, why = encoding_of(path)
        if is_binary(path, encoding):
            raise TableError(
                path.name, "it is no text but a binary file; save the table as CSV or XLSX"
            )
    try:
        codecs.lookup(encoding)
    except LookupError as error:
        raise TableError(path.name, f"{encoding!r} is no encoding; utf-8 is one") from error
    cells.findings.append(Finding("encoding", encoding, why))
    why = "as told"
    if delimiter is None:
        delimiter, why = delimiter_of(path, encoding)
    cells.findings.append(Finding("delimiter", name_of(delimiter), why))
    csv.field_size_limit(LONGEST_CELL)
    try:
        with path.open(encoding=encoding, newline="") as file:
            rows = csv.reader(file, delimiter=delimiter)
            sheet = _store(cells, "", _numbered(rows), is_typed=False)
    except (csv.Error, TypeError) as error:
        raise TableError(path.name, f"not readable as a table: {error}") from error
    except UnicodeError as error:
        raise TableError(
            path.name,
            f"not readable as {encoding}: some of its bytes are no letters there; name the "
            "encoding it has, or save it as CSV in UTF-8 or as XLSX",
        ) from error
    if sheet is not None and sheet.columns < 2:
        raise TableError(
            path.name, f"with the {name_of(delimiter)} between cells every row has one cell"
        )


def _numbered(rows: Any) -> Iterator[tuple[int, list[str | None]]]:
    """Rows with the number of the line they begin on."""
    line = 0
    for cells in rows:
        begin, line = line + 1, rows.line_num
        if begin == 1 and len(cells) <= 2 and cells and cells[0].startswith("sep="):
            continue
        yield begin, [cell.strip() or None for cell in cells]


# Spreadsheets


def _read_workbook(path: Path, cells: Cells) -> None:
    if _is_other_zip(path):
        raise TableError(
            path.name,
            "it is a zip and no spreadsheet; unpack it and name the table in it, or load CEPII's "
            "zips with `tradeproof load baci`",
        )
    try:
        workbook = python_calamine.CalamineWorkbook.from_path(path)
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            rows = enumerate((map(_cell_text, row) for row in sheet.iter_rows()), start=1)
            _store(cells, name, ((number, list(row)) for number, row in rows), is_typed=True)
    except python_calamine.PasswordError as error:
        raise TableError(path.name, "it is locked by a password; save it without one") from error
    except (python_calamine.CalamineError, OSError) as error:
        raise TableError(path.name, f"damaged, or no spreadsheet: {error}") from error
    cells.findings.append(
        Finding("kind", "spreadsheet", f"sheets: {len(workbook.sheet_names)}; numbers are typed")
    )


def _is_other_zip(path: Path) -> bool:
    """Whether it is a whole zip that has nothing of an XLSX, XLSB or ODS."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as packed:
        return not {"[Content_Types].xml", "content.xml"} & set(packed.namelist())


def _cell_text(value: Any) -> str | None:
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, bool) or value is None:
        return None if value is None else str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return digits_of(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def digits_of(number: float) -> str:
    """A double as spreadsheets print it, without an exponent: `869.1134`, `0.00007`.

    Examples
    --------
    >>> digits_of(869.1134000000001), digits_of(7e-05), digits_of(2006.0)
    ('869.1134', '0.00007', '2006')
    """
    text = format(number, f".{DIGITS}g")
    return format(Decimal(text), "f") if "e" in text else text


# Both: rows into a table


def _store(
    cells: Cells, name: str, rows: Iterable[tuple[int, list[str | None]]], is_typed: bool
) -> Sheet | None:
    """The rows as a table of DuckDB; None where no cell has anything in it."""
    rows = iter(rows)
    table = f"cells_{next(_serial)}"
    columns, count = 0, 0
    while batch := list(itertools.islice(rows, BATCH)):
        widest = max((_used(row) for _, row in batch), default=0)
        if widest > MOST_COLUMNS:
            raise TableError(
                cells.file, f"a row has {widest} cells; at most {MOST_COLUMNS} are read"
            )
        if not count:
            _create(cells.connection, table, widest)
        else:
            for column in range(columns, widest):
                cells.connection.execute(f"ALTER TABLE {table} ADD COLUMN c{column} VARCHAR")
        columns = max(columns, widest)
        _insert(cells.connection, table, batch, columns)
        count += len(batch)
        cells.on_rows(count)
    if not columns:
        return None
    sheet = Sheet(name, table, columns, count, is_typed, is_strict=not is_typed)
    cells.sheets.append(sheet)
    return sheet


def _used(row: Sequence[str | None]) -> int:
    """How many cells a row has up to its last one with anything in it."""
    return next((at + 1 for at in range(len(row) - 1, -1, -1) if row[at] is not None), 0)


def _create(connection: duckdb.DuckDBPyConnection, table: str, columns: int) -> None:
    cells = "".join(f", c{column} VARCHAR" for column in range(columns))
    connection.execute(f"CREATE TEMP TABLE {table} (row BIGINT, width INTEGER{cells})")


def _insert(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    batch: list[tuple[int, list[str | None]]],
    columns: int,
) -> None:
    numbers, rows = zip(*batch, strict=True)
    padded = [
        row if len(row) == columns else [*row[:columns], *[None] * (columns - len(row))]
        for row in rows
    ]
    arrays = [
        pa.array(numbers, pa.int64()),
        pa.array([len(row) for row in rows], pa.int32()),
        *(pa.array(column, pa.string()) for column in zip(*padded, strict=True)),
    ]
    names = ["row", "width", *(f"c{column}" for column in range(columns))]
    connection.register("batch_of_rows", pa.table(arrays, names=names))
    connection.execute(f"INSERT INTO {table} SELECT * FROM batch_of_rows")
    connection.unregister("batch_of_rows")


# Parquet


def _read_parquet(path: Path, cells: Cells) -> None:
    connection, literal = cells.connection, escape(str(path))  # DuckDB takes a name as a pattern
    try:
        source = connection.read_parquet(literal)
        kinds = dict(zip(source.columns, map(str, source.types), strict=True))
        table = f"cells_{next(_serial)}"
        _create(connection, table, len(kinds))
        connection.execute(
            f"INSERT INTO {table} VALUES (0, $1{_places(len(kinds))})", [len(kinds), *kinds]
        )
        texts = ", ".join(_as_text(name, kind) for name, kind in kinds.items())
        connection.execute(
            f"INSERT INTO {table} SELECT file_row_number + 1, {len(kinds)}, {texts} "
            "FROM read_parquet($1, file_row_number = true)",
            [literal],
        )
    except duckdb.Error as error:
        reason = str(error).partition("\n")[0]
        raise TableError(path.name, f"damaged, or no Parquet file: {reason}") from error
    rows = single(connection, f"SELECT count(*) FROM {table}")
    cells.sheets.append(Sheet("", table, len(kinds), rows, is_typed=True, is_strict=False))
    cells.findings.append(Finding("kind", "Parquet", "columns have names and types"))


def _places(count: int) -> str:
    return "".join(f", ${number + 2}" for number in range(count))


def _as_text(name: str, kind: str) -> str:
    quoted = '"' + name.replace('"', '""') + '"'
    if kind in ("DOUBLE", "FLOAT"):
        plain = (
            f"format('{{:.{DIGITS}g}}', {quoted}::DOUBLE)"
            if kind == "DOUBLE"
            else f"{quoted}::VARCHAR"
        )
        return (
            f"CASE WHEN abs({quoted}) >= 1e{DIGITS} AND isfinite({quoted}) "
            f"THEN format('{{:.0f}}', {quoted}::DOUBLE) ELSE {plain} END"
        )
    return f"nullif(trim({quoted}::VARCHAR), '')"
