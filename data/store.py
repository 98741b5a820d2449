"""Editions: complete, immutable builds of the database, published one after another.

    HOME/editions/edition-000007.duckdb   one edition, never changed once published
    HOME/editions/edition-000007.json     its size and schema version
    HOME/current                          the name of the published edition

A build writes the next edition beside the one being read, checks it, and publishes it by
renaming a new `current` over the old one: readers never see half a load, a crash loses nothing,
and the previous edition stays.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
from filelock import FileLock

from data import codes
from data.book import figure_book
from data.book.rows import Values
from data.errors import EditionError, NewerEditionError, TradeproofError

SCHEMA_VERSION = 1
KEPT_EDITIONS = 2
SCHEMA = Path(__file__).parent / "schema.sql"
CHECKOUT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Edition:
    """A published edition, open for reading.

    `warnings` says why a newer edition is not the one being read; empty in the normal case.
    `newer_published`: it was built by a newer version, so it is not rebuilt over.
    """

    path: Path
    connection: duckdb.DuckDBPyConnection
    book_checksum: str
    built_at: datetime
    warnings: tuple[str, ...] = ()
    newer_published: bool = False

    @property
    def name(self) -> str:
        """`edition-000007`."""
        return self.path.stem

    def relation(self, table: str) -> duckdb.DuckDBPyRelation:
        """A table or view of the schema, on a cursor of its own (safe across threads)."""
        return self.connection.cursor().table(table)

    def query(self, sql: str, parameters: Iterable[object] = ()) -> duckdb.DuckDBPyRelation:
        """The relation of a SELECT; values are bound to its `?`. The edition cannot be written."""
        relation = self.connection.cursor().sql(sql, params=list(parameters))
        if relation is None:
            raise ValueError("query takes a SELECT, which gives a relation")
        return relation


def home() -> Path:
    """The folder of editions: TRADEPROOF_HOME, else `var/` in the checkout."""
    given = os.environ.get("TRADEPROOF_HOME")
    return Path(given).expanduser().absolute() if given else CHECKOUT / "var"


def load_figures(folder: Path | None = None, *, figures: Path = figure_book.FIGURES) -> Path:
    """Build an edition from the figure book, with what a user added, and publish it.

    Returns the path of its file.

    Raises
    ------
    BookError
        A row of the book is wrong; the published edition stays as it was.
    EditionError
        The folder of editions cannot be written.
    """
    folder = folder or home()
    editions = writable_editions(folder)
    contents = figure_book.read(figures, figure_book.added(folder))
    with FileLock(editions.parent / "lock"):
        path = editions / f"edition-{_next_number(editions):06d}.duckdb"
        building = path.with_suffix(".building")
        _remove(building)
        try:
            _build(building, contents)
            building.rename(path)
            _write_manifest(path)
            _publish(path)
        except BaseException:
            _remove(building)
            raise
        _forget_old(editions, path)
    return path


def open_edition(folder: Path | None = None) -> Edition:
    """Open the published edition read-only, or the newest older one that can be read.

    Raises
    ------
    EditionError
        There is no edition, or none that this version can read.
    """
    folder = folder or home()
    problems: list[str] = []
    kind = EditionError
    for path in _candidates(folder):
        try:
            edition = _open(path)
        except EditionError as error:
            problems.append(str(error))
            kind = NewerEditionError if isinstance(error, NewerEditionError) else kind
            continue
        if problems:
            problems.append(f"serving the previous edition, {edition.name}")
        newer = kind is NewerEditionError
        return replace(edition, warnings=tuple(problems), newer_published=newer)
    raise kind(
        "; ".join(problems) or f"no edition in {folder}; `tradeproof load figures` builds one"
    )


def open_up_to_date(folder: Path | None = None) -> Edition:
    """Open the newest edition, building one first when there is none or the book has changed.

    When the book is broken the previous edition is opened and its `warnings` say why.
    """
    folder = folder or home()
    try:
        edition = open_edition(folder)
    except NewerEditionError:
        raise
    except EditionError:
        load_figures(folder)
        return open_edition(folder)
    if edition.newer_published or edition.book_checksum == figure_book.checksum(
        added=figure_book.added(folder)
    ):
        return edition
    try:
        load_figures(folder)
    except TradeproofError as error:
        warning = f"{error}; serving the previous edition, {edition.name}"
        return replace(edition, warnings=(*edition.warnings, warning))
    edition.connection.close()
    return open_edition(folder)


def published_name(folder: Path | None = None) -> str | None:
    """The name of the published edition, None before the first: cheap, to see a change."""
    current = (folder or home()) / "current"
    return current.read_text(encoding="utf-8").strip() if current.is_file() else None


def writable_editions(folder: Path) -> Path:
    """The folder of the editions themselves, made where it is missing.

    Raises
    ------
    EditionError
        It cannot be written.
    """
    editions = folder / "editions"
    try:
        editions.mkdir(parents=True, exist_ok=True)
        probe = editions / ".writable"
        probe.touch()
        probe.unlink(missing_ok=True)
    except OSError as error:
        raise EditionError(
            f"cannot write to {folder} ({error.strerror}); set TRADEPROOF_HOME to a folder you own"
        ) from error
    return editions


def _build(path: Path, contents: figure_book.Book) -> None:
    connection = duckdb.connect(path)
    try:
        connection.execute(SCHEMA.read_text(encoding="utf-8"))
        connection.begin()
        for table, rows in _code_tables().items():
            _insert(connection, table, rows)
        for table in figure_book.TABLES:
            _insert(connection, table, contents.tables[table])
        connection.execute(
            "INSERT INTO edition VALUES (?, ?, ?)",
            [SCHEMA_VERSION, contents.checksum, datetime.now(UTC).replace(tzinfo=None)],
        )
        connection.commit()
        _check(connection, contents)
    except duckdb.ConstraintException as error:
        raise EditionError(f"the figure book breaks a rule of schema.sql: {error}") from error
    finally:
        connection.close()


def _code_tables() -> dict[str, list[Values]]:
    lists = codes.lists()
    return {
        "area": [{"area": area, "is_group": codes.is_group(area)} for area in codes.areas()],
        "flow": [{"flow": flow, "position": i} for i, flow in enumerate(lists.flow)],
        "obs_status": [{"status": code, "name": name} for code, name in lists.status.items()],
    }


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[Values]) -> None:
    if not rows:
        return
    columns = [
        name
        for (name,) in connection.execute(
            "SELECT column_name FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index",
            [table],
        ).fetchall()
    ]
    statement = f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})"
    connection.executemany(statement, [[row.get(name) for name in columns] for row in rows])


def _check(connection: duckdb.DuckDBPyConnection, contents: figure_book.Book) -> None:
    for table, rows in contents.tables.items():
        [(count,)] = connection.table(table).count("*").fetchall()
        if count != len(rows) or not rows:
            raise EditionError(f"{table}: {count} rows in the edition, {len(rows)} in the book")


def _write_manifest(path: Path) -> None:
    manifest = {"bytes": path.stat().st_size, "schema_version": SCHEMA_VERSION}
    _replace(path.with_suffix(".json"), json.dumps(manifest))


def _publish(path: Path) -> None:
    _replace(path.parent.parent / "current", path.stem + "\n")


def _replace(path: Path, text: str) -> None:
    """Write a small file so that a reader sees the old text or the new one, never a part."""
    beside = path.with_name(path.name + ".new")
    with beside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def _candidates(folder: Path) -> list[Path]:
    """The published edition first, then the older ones, newest first."""
    published = published_name(folder)
    if published is None:
        return []
    older = sorted((folder / "editions").glob("edition-*.duckdb"), reverse=True)
    return [folder / "editions" / f"{published}.duckdb"] + [
        path for path in older if path.stem < published
    ]


def _open(path: Path) -> Edition:
    manifest_path = path.with_suffix(".json")
    if not path.is_file() or not manifest_path.is_file():
        raise EditionError(f"{path.name} or its .json is missing from {path.parent}")
    try:
        manifest = json.loads(manifest_path.read_text(encoding="utf-8"))
        expected, version = int(manifest["bytes"]), int(manifest["schema_version"])
    except (ValueError, KeyError, TypeError) as error:
        raise EditionError(f"{manifest_path.name} is damaged") from error
    if version != SCHEMA_VERSION:
        newer = version > SCHEMA_VERSION
        raise (NewerEditionError if newer else EditionError)(
            f"{path.name} was built by {'a newer' if newer else 'an older'} version of Tradeproof "
            f"(schema {version}, this version reads {SCHEMA_VERSION}); "
            f"{'update Tradeproof or run' if newer else 'run'} `tradeproof load figures`"
        )
    if path.stat().st_size != expected:
        raise EditionError(
            f"{path.name} is truncated: {path.stat().st_size:,} bytes of {expected:,}; "
            "`tradeproof load figures` builds a new one"
        )
    try:
        connection = duckdb.connect(path, read_only=True)
        row = connection.execute("SELECT book_checksum, built_at FROM edition").fetchone()
    except duckdb.Error as error:
        raise EditionError(
            f"{path.name} is damaged; `tradeproof load figures` builds a new one"
        ) from error
    if row is None:
        raise EditionError(f"{path.name} is incomplete; `tradeproof load figures` builds a new one")
    return Edition(path, connection, row[0], row[1])


def _next_number(editions: Path) -> int:
    newest = max((path.stem for path in editions.glob("edition-*.duckdb")), default="edition-0")
    return int(newest.removeprefix("edition-")) + 1


def _forget_old(editions: Path, published: Path) -> None:
    older = sorted(path for path in editions.glob("edition-*.duckdb") if path <= published)
    whole = [path for path in older if path.with_suffix(".json").is_file()]
    for path in set(older) - set(whole[-KEPT_EDITIONS:]):
        _remove(path)
        _remove(path.with_suffix(".json"))


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
