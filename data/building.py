"""The figure book as a database file of its own: its tables and code lists, held to schema.sql."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa

from data import codes
from data.book import figure_book
from data.book.rows import Values
from data.errors import EditionError
from data.faults import named_faults

SCHEMA = Path(__file__).parent / "schema.sql"


def build(path: Path, contents: figure_book.Book) -> None:
    """Write the book into a new file and check that every row is in it.

    Raises
    ------
    EditionError
        A row breaks a rule of the schema, or the file cannot be written.
    """
    with named_faults(f"cannot build {path.name}"):
        _build(path, contents)


def _build(path: Path, contents: figure_book.Book) -> None:
    connection = duckdb.connect(path)
    try:
        connection.execute(SCHEMA.read_text(encoding="utf-8"))
        connection.begin()
        for table, rows in (code_tables() | contents.tables).items():
            for batch in _by_reference(rows):
                insert(connection, table, batch)
        connection.commit()
        connection.execute("CHECKPOINT")  # all is in the file now; closing would not say if not
        _check(connection, contents)
    except duckdb.ConstraintException as error:
        raise EditionError(f"the figure book breaks a rule of schema.sql: {error}") from error
    finally:
        connection.close()


def code_tables() -> dict[str, list[Values]]:
    """The code lists that the tables of the book refer to."""
    lists = codes.lists()
    return {
        "area": [{"area": area, "is_group": codes.is_group(area)} for area in codes.areas()],
        "flow": [{"flow": flow, "position": i} for i, flow in enumerate(lists.flow)],
        "qualifier": [{"qualifier": qualifier} for qualifier in lists.qualifier],
        "obs_status": [{"status": code, "name": name} for code, name in lists.status.items()],
    }


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[Values]) -> None:
    """Add rows to a table in one statement; a column that a row does not name is NULL.

    Values have the types of the columns: nothing is guessed, cut or rounded on the way.

    Raises
    ------
    EditionError
        A value is not of its column's type, or does not fit into it.
    """
    columns = connection.table(table).limit(0).to_arrow_table().schema
    try:
        given = pa.Table.from_pylist(rows, schema=columns)
    except pa.ArrowException as error:
        raise EditionError(f"a value does not fit into the table {table}: {error}") from error
    connection.from_arrow(given).insert_into(table)


def _by_reference(rows: list[Values]) -> Iterator[list[Values]]:
    """Rows that refer to others of their table after those: a key sees earlier statements only."""
    for refers in (False, True):
        batch = [row for row in rows if (row.get("restates") is not None) == refers]
        if batch:
            yield batch


def _check(connection: duckdb.DuckDBPyConnection, contents: figure_book.Book) -> None:
    for table, rows in contents.tables.items():
        [(count,)] = connection.table(table).count("*").fetchall()
        if count != len(rows) or not rows:
            raise EditionError(f"{table}: {count} rows in the edition, {len(rows)} in the book")
