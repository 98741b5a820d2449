"""Parquet of any size into a data set: rolled up and checked where it lies, the cells brought here.

    HOME/fetched/lake/    what comes back, while it is read

The engine sees every row, this machine only cells, the first rejected rows of each kind, and
counts.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from data import codes
from data.errors import TradeproofError
from data.lake import lake_columns, lake_sql
from data.lake.engines import Engine, duckdb_engine
from data.lake.lake_columns import LakeColumns
from data.lake.lake_spellings import Spellings, lend_spellings
from data.lake.lake_sql import LEVELS, Shape
from data.lake.spark_connect import spark_engine
from data.official import fetched, releases
from data.official.metadata import EVERY_PRODUCT, OWN_TABLE, Metadata
from data.official.release_file import TIMES, bound_memory
from data.official.rules import DUPLICATE
from data.official.table_load import (
    CHAPTERS,
    NOT_NAMED,
    Prepared,
    Told,
    is_official,
    of_figures,
    require_figures,
)
from data.tables.cells import Finding
from data.tables.found_figures import PREVIEW, ColumnUse, FoundFigures
from data.tables.judging import FIGURE, LEFT_OUT, REJECTED
from data.tables.mapping import Mapping

FOLDER = "lake"
_TABLES = """
    CREATE TABLE back (reporter VARCHAR, partner VARCHAR, flow VARCHAR, period VARCHAR,
        currency VARCHAR, product VARCHAR, value DECIMAL(38, 6), low DECIMAL(38, 6),
        high DECIMAL(38, 6), status VARCHAR, valued VARCHAR, valued_2 VARCHAR, repeated BIGINT,
        twice BIGINT);
    CREATE TABLE several (reporter VARCHAR, partner VARCHAR, flow VARCHAR, period VARCHAR,
        currency VARCHAR, product VARCHAR, times BIGINT, least DECIMAL(38, 6),
        greatest DECIMAL(38, 6));
    CREATE TABLE dated (period VARCHAR, freq VARCHAR, first_month DATE, last_month DATE);
    CREATE TABLE counted (outcome VARCHAR, kind VARCHAR, times BIGINT);
    CREATE TABLE bad (kind VARCHAR, reason VARCHAR, content VARCHAR, times BIGINT);
"""
# Keys with several numbers are no figures; of each kind there is a line for all that is not named.
_SETTLED = f"""
    INSERT INTO counted SELECT '{FIGURE}', '', -sum(twice) FROM back HAVING sum(twice) > 0;
    INSERT INTO counted SELECT '{REJECTED}', '{DUPLICATE}', sum(twice) FROM back
    HAVING sum(twice) > 0;
    INSERT INTO bad SELECT '{DUPLICATE}', 'the same key stands ' || times || ' times with numbers '
        || 'from ' || least || ' to ' || greatest,
        concat_ws(', ', reporter, partner, flow, product, period, currency), times FROM several;
    INSERT INTO bad
    SELECT kind, more || ' more rows of this kind are counted and not named', NULL, more FROM (
        SELECT kind, c.times - coalesce(b.times, 0) AS more
        FROM (SELECT kind, sum(times) AS times FROM counted WHERE outcome = '{REJECTED}'
              GROUP BY kind) c
        LEFT JOIN (SELECT kind, sum(times) AS times FROM bad GROUP BY kind) b USING (kind)
    ) WHERE more > 0;
"""


@dataclass
class LakeRead(FoundFigures):
    """What came back, as the answers about any table ask for it."""

    path: str = field(kw_only=True)

    def figures(self) -> duckdb.DuckDBPyRelation:
        """The cells that the rows were rolled up to."""
        return self.connection.sql(
            """
            SELECT reporter, partner, flow, product, freq, period, first_month, last_month,
                currency, value, low, high, status,
                CASE WHEN valued = valued_2 THEN nullif(valued, '') END AS valuation,
                $1 AS origin, NULL::BIGINT AS origin_row
            FROM back JOIN dated USING (period) WHERE value IS NOT NULL
            """,
            params=[self.path],
        )

    def rejected(self) -> duckdb.DuckDBPyRelation:
        """The first rows of each kind that cannot be used, and how many more there are."""
        return self.connection.sql(
            f"SELECT $1 AS origin, NULL::BIGINT AS origin_row, kind, reason, content, times AS "
            f"{TIMES}, times AS cells FROM bad",
            params=[self.path],
        )

    def left_out(self) -> duckdb.DuckDBPyRelation:
        """How many rows are no figure of a pair and no mistake either, by kind."""
        return self.connection.sql(
            "SELECT kind, '' AS reason, times AS cells FROM counted "
            f"WHERE outcome = '{LEFT_OUT}' AND times > 0"
        )

    def counts(self) -> dict[str, int]:
        """How many rows are figures, rejected, left out and unknown."""
        rows = self.connection.execute("SELECT outcome, sum(times) FROM counted GROUP BY outcome")
        return {outcome: int(times) for outcome, times in rows.fetchall()}

    def preview(self) -> list[tuple[Any, ...]]:
        """The first figures."""
        order = "reporter, partner, product, flow, period"
        return self.figures().order(order).limit(PREVIEW).fetchall()


@dataclass(frozen=True)
class Asked:
    """A lake, and what is to come back of it.

    `level` is that of the goods, `adds_up` whether those of each trade are all there are (None to
    find it in their chapters), `connect` the address of a server, None for DuckDB in this process.
    """

    path: str
    answers: Mapping
    level: str = "TOTAL"
    adds_up: bool | None = None
    connect: str | None = None


@contextmanager
def table(
    asked: Asked, told: Told, folder: Path, on_rows: Callable[[int], None] = lambda _: None
) -> Generator[Prepared]:
    """The cells of a lake as a table, ready to be loaded while the context lasts.

    Raises
    ------
    TradeproofError
        One sentence: there is no file, a column is missing or of another type, no row can be used,
        the server is none or has gone.
    """
    codes.require("product", asked.level, LEVELS)
    with ExitStack() as leaving:
        server = leaving.enter_context(spark_engine(asked.connect)) if asked.connect else None
        beside = leaving.enter_context(fetched.place_to_read(folder, FOLDER))
        engine = server or leaving.enter_context(duckdb_engine(beside))
        columns = lake_columns.found(engine.open(asked.path), asked.answers, asked.path)
        engine.see(columns.headings)
        spellings = lend_spellings(engine, list(columns.headings), asked.answers)
        shape = _shape(columns, spellings, asked)
        connection = leaving.enter_context(duckdb.connect(str(beside / "cells.duckdb")))
        bound_memory(connection)
        connection.execute("SET preserve_insertion_order = false")
        connection.execute(_TABLES)
        read = LakeRead(connection, path=asked.path)
        _bring(engine, shape, spellings, read, on_rows)
        _say(read, engine, columns)
        yield _prepared(read, shape, asked, told, folder)


def _shape(columns: LakeColumns, spellings: Spellings, asked: Asked) -> Shape:
    """What the SQL is made of; goods are only added up where they are all there are."""
    depths = spellings.depths or {0}
    if "product" in columns.told:
        product = columns.told["product"]
        depths = {0 if product == codes.TOTAL else len(product)}
    level = LEVELS[asked.level]
    finer = any(depth > level for depth in depths)
    adds_up = asked.adds_up
    if adds_up is None:
        adds_up = len(spellings.chapters) >= CHAPTERS
        if finer and not adds_up:
            raise TradeproofError(
                f"{asked.path} has goods of {len(spellings.chapters)} chapters, finer than "
                f"--product {asked.level}; say --goods all if they are all there are, so that they "
                "add up, or --goods some with a --product as fine as they are"
            )
    elif finer and not adds_up:
        raise TradeproofError(
            f"{asked.path} has goods finer than --product {asked.level}, and --goods some adds "
            "nothing up; name a finer --product"
        )
    return replace(
        columns.shape, keys=spellings.keys, depths=frozenset(depths), level=level, adds_up=adds_up
    )


def _bring(
    engine: Engine,
    shape: Shape,
    spellings: Spellings,
    read: LakeRead,
    on_rows: Callable[[int], None],
) -> None:
    """Ask for counts, the first rejected rows, and the cells."""
    if shape.only:
        names = lake_sql.only_columns(len(shape.only))
        wanted = {name: [text] for name, text in zip(names, shape.only, strict=True)}
        engine.lend(lake_sql.WANTED, pa.table(wanted))
    connection = read.connection
    dated = [(period, *said) for period, said in spellings.periods.items()]
    if dated:
        connection.executemany("INSERT INTO dated VALUES (?, ?, ?, ?)", dated)
    broken: dict[int, int] = {}
    for piece in engine.ask(lake_sql.counted(shape)):
        broken |= {row["rule"]: row["times"] for row in piece.to_pylist()}
    told = [rule[:2] for rule in lake_sql.rules()]
    counted = [
        (FIGURE, "", times) if rule == lake_sql.FIGURE else (*told[rule], times)
        for rule, times in broken.items()
    ]
    if counted:
        connection.executemany("INSERT INTO counted VALUES (?, ?, ?)", counted)
    if any(outcome == REJECTED for outcome, *_ in counted):
        _insert(connection, "bad", "*, 1 AS times", engine.ask(lake_sql.rejected(shape)))
    if lake_sql.FIGURE not in broken:  # then the rows need not be rolled up
        connection.execute(_SETTLED)
        require_figures(read, read.path)
    _insert(connection, "back", "*", _told_of(engine.ask(lake_sql.rolled_up(shape)), on_rows))
    if _sum(connection, "twice"):
        _insert(connection, "several", "*", engine.ask(lake_sql.with_several_numbers(shape)))
    connection.execute(_SETTLED)


def _told_of(pieces: Iterable[pa.Table], on_rows: Callable[[int], None]) -> Iterator[pa.Table]:
    rows = 0
    for piece in pieces:
        rows += len(piece)
        on_rows(rows)
        yield piece


def _insert(
    connection: duckdb.DuckDBPyConnection, table: str, columns: str, pieces: Iterable[pa.Table]
) -> None:
    for piece in pieces:
        connection.register("piece", piece)
        connection.execute(f"INSERT INTO {table} BY NAME SELECT {columns} FROM piece")
        connection.unregister("piece")


def _sum(connection: duckdb.DuckDBPyConnection, column: str) -> int:
    [(total,)] = connection.execute(f"SELECT coalesce(sum({column}), 0) FROM back").fetchall()
    return int(total)


def _say(read: LakeRead, engine: Engine, columns: LakeColumns) -> None:
    """What was found, and what a person may want to know of it."""
    read.columns += [
        ColumnUse("", heading, columns.role_of(name), "as told" if heading != name else "its name")
        for name, heading in columns.headings.items()
    ]
    read.findings.append(Finding("engine", engine.name, "which runs the SQL"))
    read.findings += [Finding(name, code, "as told") for name, code in columns.told.items()]
    if repeated := _sum(read.connection, "repeated"):
        read.remarks.append(f"rows that say the same as another, which count once: {repeated}")


def _prepared(read: LakeRead, shape: Shape, asked: Asked, told: Told, folder: Path) -> Prepared:
    """What is said of the data set, else what was said of the release before."""
    source = told.source
    assert source is not None
    before = releases.loaded_as(source, folder)
    known = before.known if before else {}
    every = shape.adds_up and shape.level > 0
    goods = "all goods only" if not shape.level else asked.level
    ready = Prepared(
        Path(_label(asked.path)), source, asked.answers, read, every_product=every,
        products=f"{goods}, and all goods as their sum" if every else goods,
        after=before.made_of if before else None,
    )  # fmt: skip
    said = {
        name: getattr(told, name) or known.get(name)
        for name in ("publisher", "title", "address", "licence", "language")
    }
    published = told.published or datetime.now(UTC).date().isoformat()
    official = [] if is_official(told, known) else [OWN_TABLE]
    kept = [f"# {asked.level}\n", asked.answers.as_toml(), *([EVERY_PRODUCT] if every else [])]
    metadata = Metadata(
        source=source,
        release=told.release or published,
        publisher=said["publisher"] or NOT_NAMED,
        title=said["title"] or source,
        published=published,
        checksum=fetched.checksum(ready),
        language=said["language"] or "en",
        address=said["address"],
        licence=said["licence"],
        file=asked.path,
        mapping="".join((*kept, *official)),
        **of_figures(ready.figures()),
    )
    return replace(ready, metadata=fetched.as_before(metadata, before))


def _label(path: str) -> str:
    """The name of a lake in an answer: that of its last folder or file."""
    parts = [part for part in path.split("/") if part and "*" not in part]
    return parts[-1] if parts else path
