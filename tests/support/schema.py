"""The tables and views of an edition, empty and in memory."""

from __future__ import annotations

import duckdb

from data.attached import VIEWS
from data.building import SCHEMA


def empty_edition() -> duckdb.DuckDBPyConnection:
    """A database with every table of the book and the views over them; it can be written.

    No data set is attached: what is observed is what is printed.
    """
    connection = duckdb.connect()
    connection.execute(SCHEMA.read_text(encoding="utf-8"))
    connection.execute("CREATE SCHEMA book; CREATE VIEW book.source AS FROM main.source")
    connection.execute(VIEWS.read_text(encoding="utf-8"))
    connection.execute("CREATE VIEW observation AS FROM printed_observation")
    return connection
