"""The views of an edition over its attached files: printed figures, and those of data sets.

A data set is attached twice at most, its newest release and the one before. `observation` is what
publications print and what the newest releases hold; `earlier_observation` has the rows of the
releases before, for claims that were made when these were the newest.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import duckdb

from data.official.metadata import OWN_TABLE

VIEWS = Path(__file__).parent / "views.sql"
OFFICIAL, EARLIER = "official:", "earlier:"  # how the names of attached releases begin
FIGURE_TABLES = ("all_goods", "hs2", "detail")

_ROW = """
SELECT reporter, partner, flow, product, freq, period, first_month, last_month, currency,
       value, low, high, NULL::VARCHAR AS qualifier, status, valuation, {source} AS source,
       {published} AS release_date, NULL::VARCHAR AS figure, false AS is_sum,
       NULL::BOOLEAN AS is_whole
FROM {database}.{table}
"""
_SOURCE = """
SELECT source, CASE WHEN contains(mapping, {own_table}) THEN 'own' ELSE 'official' END AS kind,
       publisher, title, published, language, address, file,
       CASE WHEN file IS NOT NULL THEN checksum END AS checksum, statistics_of, licence
FROM {database}.release
"""
_SET = "SELECT *, {is_earlier} AS is_earlier FROM {database}.release"
_BESIDE = "SELECT source, {table}.* FROM {database}.{table}, {database}.release"
_NO_ROWS = {
    "data_set": "SELECT NULL::VARCHAR AS source, NULL::BIGINT AS figures, NULL::VARCHAR AS newest, "
    "NULL::VARCHAR AS published, NULL::VARCHAR AS release, NULL::TIMESTAMP AS retrieved_at, "
    "false AS is_earlier WHERE false",
    "data_set_trade": "SELECT NULL::VARCHAR AS source, NULL::VARCHAR AS reporter, "
    "NULL::VARCHAR AS partner, NULL::VARCHAR AS freq, 0 AS all_goods, 0 AS figures WHERE false",
    "data_set_product": "SELECT NULL::VARCHAR AS source, NULL::VARCHAR AS product, 0 AS figures "
    "WHERE false",
    "data_set_period": "SELECT NULL::VARCHAR AS source, NULL::VARCHAR AS freq, "
    "NULL::VARCHAR AS period, 0 AS figures WHERE false",
}


def create_views(connection: duckdb.DuckDBPyConnection, book: str, databases: list[str]) -> None:
    """Every table of the book by its own name, and the views that analytics and pages read.

    Raises
    ------
    duckdb.Error
        A file lacks a table or column.
    """
    tables = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = ? AND table_name <> 'source'",
        [book],
    ).fetchall()
    of_tables = [f"CREATE VIEW {quoted(n)} AS FROM {book}.{quoted(n)}" for (n,) in tables]
    newest = [name for name in databases if name.startswith(OFFICIAL)]
    earlier = [name for name in databases if name.startswith(EARLIER)]
    views = {
        "source": (
            f"FROM {book}.source",
            *(_of(name, _SOURCE, own_table=_text(OWN_TABLE)) for name in newest),
        ),
        "observation": ("FROM printed_observation", *_figures(connection, newest)),
        "earlier_observation": (
            "FROM printed_observation WHERE false",
            *_figures(connection, earlier),
        ),
        "data_set": (
            *(_of(name, _SET, is_earlier="false") for name in newest),
            *(_of(name, _SET, is_earlier="true") for name in earlier),
        ),
        **{
            f"data_set_{table}": tuple(_of(name, _BESIDE, table=table) for name in newest)
            for table in ("trade", "product", "period")
        },
    }
    united = [
        f"CREATE VIEW {name} AS {_union(parts or (_NO_ROWS[name],))}"
        for name, parts in views.items()
    ]
    written = VIEWS.read_text(encoding="utf-8")
    connection.execute(";\n".join((*of_tables, written, *united)))


def quoted(name: str) -> str:
    """A name as SQL."""
    return '"' + name.replace('"', '""') + '"'


def _figures(connection: duckdb.DuckDBPyConnection, databases: Iterable[str]) -> list[str]:
    """A SELECT for each table of figures that has any: source and release are constants in it,
    so that a question for another source reads nothing of it."""
    selects = []
    for name in databases:
        [(source, published)] = connection.execute(
            f"SELECT source, published FROM {quoted(name)}.release"
        ).fetchall()
        constants = {"source": _text(source), "published": _text(published)}
        for table in FIGURE_TABLES:
            found = connection.execute(f"SELECT 1 FROM {quoted(name)}.{table} LIMIT 1").fetchall()
            if found:
                selects.append(_of(name, _ROW, table=table, **constants))
    return selects


def _of(database: str, select: str, **named: str) -> str:
    return select.format(database=quoted(database), **named)


def _union(selects: Iterable[str]) -> str:
    return " UNION ALL ".join(f"({select})" for select in selects)


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
