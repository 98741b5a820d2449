"""Rows as CSV, Parquet, XLSX and JSON: the same rows, columns and order in each."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet
import xlsxwriter

from data.errors import TradeproofError

TEXT, NUMBER, FLAG = "text", "number", "flag"
XLSX_MAX_ROWS = 1_048_575  # Excel's sheet, without the header
_ARROW = {TEXT: pa.string(), NUMBER: pa.float64(), FLAG: pa.bool_()}


@dataclass(frozen=True)
class Table:
    """Rows of a public file: `columns` maps each column, in order, to text, number or flag.

    `made_at` is stamped into formats that want a date, so that equal rows give equal bytes.
    """

    name: str
    columns: dict[str, str]
    rows: list[tuple[object, ...]]
    made_at: datetime


def to_csv(table: Table) -> bytes:
    """RFC 4180 in UTF-8: header first, `.` as decimal mark, empty for unknown."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(table.columns)
    writer.writerows([_plain(value) for value in row] for row in table.rows)
    return text.getvalue().encode()


def to_json(table: Table) -> bytes:
    """A list of records; unknown is null."""
    records = [dict(zip(table.columns, map(_json_value, row), strict=True)) for row in table.rows]
    return (json.dumps(records, ensure_ascii=False, indent=1) + "\n").encode()


def to_parquet(table: Table) -> bytes:
    """Strings, doubles and booleans; unknown is null."""
    columns = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
    schema = pa.schema([(name, _ARROW[kind]) for name, kind in table.columns.items()])
    arrays = [
        pa.array([float(v) if isinstance(v, Decimal) else v for v in column], field.type)
        for column, field in zip(columns, schema, strict=True)
    ]
    buffer = io.BytesIO()
    pyarrow.parquet.write_table(pa.Table.from_arrays(arrays, schema=schema), buffer)
    return buffer.getvalue()


def to_xlsx(table: Table) -> bytes:
    """One sheet with a frozen header; codes stay text, unknown cells stay empty.

    Raises
    ------
    TradeproofError
        There are more rows than a sheet holds.
    """
    if len(table.rows) > XLSX_MAX_ROWS:
        raise TradeproofError(
            f"{len(table.rows):,} rows do not fit into an XLSX sheet of {XLSX_MAX_ROWS:,}; "
            "choose csv or parquet, or select less"
        )
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_numbers": False})
    book.set_properties({"title": f"Tradeproof {table.name}", "created": table.made_at})
    sheet = book.add_worksheet(table.name)
    sheet.write_row(0, 0, table.columns, book.add_format({"bold": True}))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
    for i, row in enumerate(table.rows, start=1):
        for j, (value, kind) in enumerate(zip(row, table.columns.values(), strict=True)):
            if value is None:
                continue
            if kind == NUMBER:
                sheet.write_number(i, j, float(value))  # ty: ignore[invalid-argument-type]
            elif kind == FLAG:
                sheet.write_boolean(i, j, bool(value))
            else:
                sheet.write_string(i, j, str(value))
    sheet.autofit()
    book.close()
    return buffer.getvalue()


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
