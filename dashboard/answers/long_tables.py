"""Rows of a public file that are too many to stand in memory: DuckDB writes them, piece by piece.

The bytes are those that `file_formats` writes of the same rows.
"""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa
from duckdb import DuckDBPyRelation

from dashboard.answers.file_formats import (
    FLAG,
    NUMBER,
    ROW_GROUP,
    WRITERS,
    FileRow,
    Table,
    csv_lines,
    json_record,
    parquet_writer,
    refuse_more_than_a_sheet,
    write_sheet,
)
from dashboard.answers.sdmx_csv import SDMX_CSV

AT_ONCE = 2**13  # rows of which Python holds the objects
PIECE = 2**20  # bytes of a file that is read to be sent on

# A number as `file_formats` prints it: the digits that DuckDB and Python both find (the fewest that
# give the number back), without an exponent and without zeros at the end.
_PLAIN = """
    CASE WHEN {text} LIKE '%e%' THEN {spelt_out}
         WHEN {text} LIKE '%.%'
         THEN CASE WHEN rtrim(rtrim({text}, '0'), '.') = '-0' THEN '0'
                   ELSE rtrim(rtrim({text}, '0'), '.') END
         ELSE {text} END"""
_SPELT_OUT = """
    regexp_extract({text}, '^-?') || CASE
        WHEN {power} < 0 THEN '0.' || repeat('0', -{power} - 1) || {digits}
        ELSE rpad({digits}, {power} + 1, '0') END"""


@dataclass(frozen=True)
class LongTable:
    """A public file as a relation of exactly its columns, in order; else as a `Table`."""

    name: str
    columns: dict[str, str]
    relation: DuckDBPyRelation
    made_at: datetime

    def __len__(self) -> int:
        return len(self.relation)

    def texts_of(self, column: str) -> set[str]:
        """As of a `Table`."""
        if column not in self.columns:
            return set()
        texts = self.relation.select(column).distinct().fetchall()
        return {text for (text,) in texts if text is not None}


def pieces(table: Table | LongTable, form: str) -> Iterator[bytes]:
    """A file in one of the formats, in pieces of a few MB; an XLSX is finished before the first.

    SDMX-CSV is a CSV whose columns are others; the table has them already.

    Raises
    ------
    TradeproofError
        There are more rows than a sheet of XLSX holds.
    """
    form = "csv" if form == SDMX_CSV else form
    if isinstance(table, Table):
        yield WRITERS[form](table)
    else:
        yield from _PIECES[form](table)


def _csv(table: LongTable) -> Iterator[bytes]:
    yield csv_lines([tuple(table.columns)])
    fields = ", ".join(_field(name, kind) for name, kind in table.columns.items())
    lines = table.relation.select(f"concat_ws(',', {fields}) || chr(13) || chr(10) AS line")
    for batch in lines.to_arrow_reader(ROW_GROUP):
        yield _joined(batch.column(0))


def _field(name: str, kind: str) -> str:
    """The SQL of a column as a field of CSV."""
    text = f'"{name}"::VARCHAR'
    if kind == NUMBER:
        digits = f"replace(regexp_extract({text}, '[0-9.]+'), '.', '')"
        power = f"regexp_extract({text}, 'e(.*)', 1)::INTEGER"
        spelt_out = _SPELT_OUT.format(text=text, digits=digits, power=power)
        text = _PLAIN.format(text=text, spelt_out=spelt_out)
    elif kind != FLAG:
        quoted = f"""'"' || replace({text}, '"', '""') || '"'"""
        text = f"CASE WHEN regexp_matches({text}, '[,\"\\r\\n]') THEN {quoted} ELSE {text} END"
    return f"coalesce({text}, '')"


def _joined(lines: pa.Array) -> bytes:
    """The bytes of all strings of an array, one after another, as Arrow holds them."""
    _, offsets, data = lines.buffers()
    if data is None:
        return b""
    at = memoryview(offsets).cast("q" if pa.types.is_large_string(lines.type) else "i")
    return data[at[lines.offset] : at[lines.offset + len(lines)]].to_pybytes()


def _json(table: LongTable) -> Iterator[bytes]:
    before = "[\n"
    for rows in _batches(table.relation):
        records = (json_record(table.columns, row) for row in rows)
        text = json.dumps(list(records), ensure_ascii=False, indent=1)
        yield (before + text.removeprefix("[\n").removesuffix("\n]")).encode()
        before = ",\n"
    yield b"\n]\n" if before == ",\n" else b"[]\n"


def _parquet(table: LongTable) -> Iterator[bytes]:
    columns = ", ".join(_typed(name, kind) for name, kind in table.columns.items())
    written = _Written()
    with parquet_writer(table.columns, written) as writer:
        batches = table.relation.select(columns).to_arrow_reader(ROW_GROUP)
        for group in _groups(batches, writer.schema):
            writer.write_table(group, ROW_GROUP)
            yield written.taken()
    yield written.taken()


def _typed(name: str, kind: str) -> str:
    """The SQL of a column in the type that the format has for its kind.

    A DECIMAL becomes a DOUBLE by its text: by a cast it would not always be the nearest one.
    """
    if kind == NUMBER:
        return f'"{name}"::VARCHAR::DOUBLE AS "{name}"'
    return f'"{name}"' if kind == FLAG else f'"{name}"::VARCHAR AS "{name}"'


def _groups(batches: Iterable[pa.RecordBatch], schema: pa.Schema) -> Iterator[pa.Table]:
    """Tables of `ROW_GROUP` rows each, the last with the rest; an empty one where there is none."""
    waiting = schema.empty_table()
    for batch in batches:
        waiting = pa.concat_tables([waiting, pa.Table.from_batches([batch]).cast(schema)])
        while len(waiting) > ROW_GROUP:
            yield waiting.slice(0, ROW_GROUP).combine_chunks()
            waiting = waiting.slice(ROW_GROUP)
    yield waiting.combine_chunks()


class _Written(io.RawIOBase):
    """A file that forgets what was taken from it."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []
        self._length = 0

    def writable(self) -> bool:
        """It is."""
        return True

    def tell(self) -> int:
        """How much was ever written."""
        return self._length

    def write(self, data: bytes, /) -> int:  # ty: ignore[incompatible-method-override]
        """Keep it until it is taken."""
        self._pieces.append(bytes(data))
        self._length += len(self._pieces[-1])
        return len(self._pieces[-1])

    def taken(self) -> bytes:
        """What was written since the last time."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def _xlsx(table: LongTable) -> Iterator[bytes]:
    rows = len(table)
    refuse_more_than_a_sheet(rows)
    with tempfile.TemporaryFile() as file:
        batches = _batches(table.relation)
        write_sheet(table.name, table.columns, (row for batch in batches for row in batch),
                    rows, table.made_at, file)  # fmt: skip
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def _batches(relation: DuckDBPyRelation) -> Iterator[list[FileRow]]:
    """The rows of a relation as Python objects, a few thousand at once."""
    for batch in relation.to_arrow_reader(AT_ONCE):
        if len(batch):
            yield list(zip(*(column.to_pylist() for column in batch.columns), strict=True))


_PIECES: dict[str, Callable[[LongTable], Iterator[bytes]]] = {
    "csv": _csv,
    "parquet": _parquet,
    "xlsx": _xlsx,
    "json": _json,
}
