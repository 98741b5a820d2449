"""The tables and views of an edition, empty and in memory."""

from __future__ import annotations

import duckdb

from data.building import SCHEMA
from data.editions import VIEWS


def empty_edition() -> duckdb.DuckDBPyConnection:
    """A database with every table of the book and the views over them; it can be written."""
    connection = duckdb.connect()
    for statements in (SCHEMA, VIEWS):
        connection.execute(statements.read_text(encoding="utf-8"))
    return connection
