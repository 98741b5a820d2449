"""Rows as CSV, Parquet, XLSX and JSON: the same rows, columns and order in each."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import chain, islice
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet
import xlsxwriter
from xlsxwriter.utility import cell_autofit_width
from xlsxwriter.worksheet import Worksheet

from data.errors import TradeproofError

FileRow = tuple[object, ...]

TEXT, NUMBER, FLAG = "text", "number", "flag"
XLSX_MAX_ROWS = 1_048_575  # Excel's sheet, without the header
WIDEST = 60  # characters of a column of a sheet, before its texts are cut off on the screen
TO_FIT = 1_000  # rows whose texts make a column of a sheet as wide as it is
ROW_GROUP = 122_880  # rows of Parquet that are read together
_ARROW = {TEXT: pa.string(), NUMBER: pa.float64(), FLAG: pa.bool_()}
_IN_ARROW: dict[str, Callable[[Any], object]] = {TEXT: str, NUMBER: float, FLAG: bool}


@dataclass(frozen=True)
class Table:
    """Rows of a public file: `columns` maps each column, in order, to text, number or flag.

    `made_at` is stamped into formats that want a date, so that equal rows give equal bytes.
    """

    name: str
    columns: dict[str, str]
    rows: list[FileRow]
    made_at: datetime

    def __len__(self) -> int:
        return len(self.rows)

    def texts_of(self, column: str) -> set[str]:
        """What stands in a column of texts, each once; none where the table has no such column."""
        if column not in self.columns:
            return set()
        at = list(self.columns).index(column)
        return {str(row[at]) for row in self.rows if row[at] is not None}


def to_csv(table: Table) -> bytes:
    """RFC 4180 in UTF-8: header first, `.` as decimal mark, empty for unknown."""
    return csv_lines([tuple(table.columns), *table.rows])


def csv_lines(rows: Iterable[FileRow]) -> bytes:
    """Lines of CSV, which have no header of their own."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([_plain(value) for value in row] for row in rows)
    return text.getvalue().encode()


def to_json(table: Table) -> bytes:
    """A list of records; unknown is null."""
    records = [json_record(table.columns, row) for row in table.rows]
    return (json.dumps(records, ensure_ascii=False, indent=1) + "\n").encode()


def json_record(columns: Iterable[str], row: FileRow) -> dict[str, object]:
    """A row as a record of JSON."""
    return dict(zip(columns, map(_json_value, row), strict=True))


def to_parquet(table: Table) -> bytes:
    """Strings, doubles and booleans; unknown is null."""
    columns = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
    buffer = io.BytesIO()
    with parquet_writer(table.columns, buffer) as writer:
        arrays = [
            pa.array([None if v is None else _IN_ARROW[kind](v) for v in column], _ARROW[kind])
            for column, kind in zip(columns, table.columns.values(), strict=True)
        ]
        writer.write_table(pa.Table.from_arrays(arrays, schema=writer.schema), ROW_GROUP)
    return buffer.getvalue()


def parquet_writer(
    columns: Mapping[str, str], file: IO[bytes] | io.RawIOBase
) -> pyarrow.parquet.ParquetWriter:
    """What writes tables of these columns into a file of Parquet."""
    schema = pa.schema([(name, _ARROW[kind]) for name, kind in columns.items()])
    return pyarrow.parquet.ParquetWriter(file, schema)


def to_xlsx(table: Table) -> bytes:
    """One sheet with a frozen header; codes stay text, unknown cells stay empty.

    Raises
    ------
    TradeproofError
        There are more rows than a sheet holds.
    """
    refuse_more_than_a_sheet(len(table.rows))
    buffer = io.BytesIO()
    write_sheet(table.name, table.columns, table.rows, len(table.rows), table.made_at, buffer)
    return buffer.getvalue()


def refuse_more_than_a_sheet(rows: int) -> None:
    """Say that so many rows are too many.

    Raises
    ------
    TradeproofError
        They are.
    """
    if rows > XLSX_MAX_ROWS:
        raise TradeproofError(
            f"{rows:,} rows do not fit into an XLSX sheet of {XLSX_MAX_ROWS:,}; "
            "choose csv or parquet, or select less"
        )


def write_sheet(
    name: str,
    columns: Mapping[str, str],
    rows: Iterable[FileRow],
    count: int,
    made_at: datetime,
    file: IO[bytes],
) -> None:
    """Write a book of one sheet, row by row: what is written is no longer in memory."""
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_numbers": False})
    book.set_properties({"title": f"Tradeproof {name}", "created": made_at})
    sheet = book.add_worksheet(name)
    left = iter(rows)
    first = list(islice(left, TO_FIT))
    for j, texts in enumerate(zip(columns, *first, strict=True)):
        widths = [cell_autofit_width(_plain(text)) for text in texts]
        sheet.set_column_pixels(j, j, min(max(widths), WIDEST * 7))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(count, 1), len(columns) - 1)
    sheet.write_row(0, 0, columns, book.add_format({"bold": True}))
    for i, row in enumerate(chain(first, left), start=1):
        _write_cells(sheet, i, row, columns.values())
    book.close()


def _write_cells(sheet: Worksheet, i: int, row: FileRow, kinds: Iterable[str]) -> None:
    for j, (value, kind) in enumerate(zip(row, kinds, strict=True)):
        if value is None:
            continue
        if kind == NUMBER:
            sheet.write_number(i, j, float(value))  # ty: ignore[invalid-argument-type]
        elif kind == FLAG:
            sheet.write_boolean(i, j, bool(value))
        else:
            sheet.write_string(i, j, str(value))


WRITERS: dict[str, Callable[[Table], bytes]] = {
    "csv": to_csv,
    "parquet": to_parquet,
    "xlsx": to_xlsx,
    "json": to_json,
}
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def _plain(value: object) -> str:
    """A value as CSV prints it: no exponent, no trailing zeros, empty for unknown."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float | Decimal):
        number = Decimal(repr(value)) if isinstance(value, float) else value
        text = f"{number:f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return "0" if text == "-0" else text
    return str(value)


def _json_value(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
