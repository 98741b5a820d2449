"""What runs the SQL of a lake: DuckDB on this machine, or a server of Spark Connect."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from glob import escape
from pathlib import Path
from typing import Protocol

import duckdb
import pyarrow as pa

from data.errors import TradeproofError
from data.official.release_file import BATCH, bound_memory

LAKE = "lake"  # the view that the SQL reads


class Engine(Protocol):
    """Where the Parquet lies and the SQL runs. Each fault is a `TradeproofError` of one line."""

    @property
    def name(self) -> str:
        """What it is, as an answer calls it."""
        ...

    def open(self, path: str) -> dict[str, str]:
        """The columns of the Parquet at a path, and their types in lower-case letters."""
        ...

    def see(self, columns: Mapping[str, str]) -> None:
        """Let `LAKE` have these columns of what is open, under these names."""
        ...

    def lend(self, name: str, table: pa.Table) -> None:
        """Let the SQL see a small table."""
        ...

    def ask(self, query: str) -> Iterator[pa.Table]:
        """The answer, piece by piece."""
        ...


class OnDuckDB:
    """The engine that needs no server: DuckDB in this process, which spills beside itself."""

    name = "DuckDB"

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._path = self._pattern = ""

    def open(self, path: str) -> dict[str, str]:
        """As `Engine`; what is there is itself (a folder: all Parquet in it), else a pattern."""
        if "://" in path:
            raise TradeproofError(
                f"--path {path!r}: without --connect a path on this machine is read; name one, or "
                "a server that sees this one"
            )
        self._path = path
        self._pattern = escape(path) if Path(path).exists() else path
        if Path(path).is_dir():
            self._pattern += "/**/*.parquet"
        with self._named_faults():
            found = self._files()
            return {
                name: str(kind).lower()
                for name, kind in zip(found.columns, found.types, strict=True)
            }

    def see(self, columns: Mapping[str, str]) -> None:
        """As `Engine`."""
        with self._named_faults():
            seen = [f"{_quoted(heading)} AS {_quoted(name)}" for name, heading in columns.items()]
            self._files().project(", ".join(seen)).create_view(LAKE)

    def lend(self, name: str, table: pa.Table) -> None:
        """As `Engine`."""
        self._connection.register(name, table)

    def ask(self, query: str) -> Iterator[pa.Table]:
        """As `Engine`."""
        with self._named_faults():
            for batch in self._connection.sql(query).to_arrow_reader(BATCH):
                yield pa.Table.from_batches([batch])

    def _files(self) -> duckdb.DuckDBPyRelation:
        return self._connection.read_parquet(self._pattern)

    @contextmanager
    def _named_faults(self) -> Generator[None]:
        """What stops a query stays an error of DuckDB, which Ctrl+C is told by."""
        try:
            yield
        except duckdb.InterruptException:
            raise
        except duckdb.Error as error:
            if "No files found" in str(error):
                raise TradeproofError(no_file(self._path)) from error
            raise TradeproofError(f"--path {self._path}: {_first_line(error)}") from error


@contextmanager
def duckdb_engine(beside: Path) -> Generator[OnDuckDB]:
    """DuckDB with a database in a folder of its own, on a disk."""
    with duckdb.connect(str(beside / "engine.duckdb")) as connection:
        bound_memory(connection)
        connection.execute("SET preserve_insertion_order = false")
        connection.execute("SET autoinstall_known_extensions = false")  # it would ask a host
        connection.execute("SET enable_progress_bar = false")
        yield OnDuckDB(connection)


def no_file(path: str) -> str:
    """That nothing lies at a path, and what would be right."""
    return (
        f"--path {path}: there is no Parquet file; name a folder of them or a pattern, as "
        "lake/*.parquet"
    )


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
