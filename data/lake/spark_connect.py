"""A server of Spark Connect as the engine of a lake: Apache Spark 4, Databricks, Sail.

Only the client is needed here (`pip install 'tradeproof[spark]'`), which is loaded when it is used.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import pyarrow as pa

from data.errors import TradeproofError
from data.lake.engines import LAKE, no_file

if TYPE_CHECKING:
    from pyspark.sql.connect.dataframe import DataFrame
    from pyspark.sql.connect.session import SparkSession

ADDRESS = re.compile(r"(sc://(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]):(\d{1,5}))(?:/(?:;.*)?)?")
OLDEST = 4  # of Spark, whose SQL is that of the standard where it is not told otherwise
TRIES, WAIT, LONGEST = 4, 100, 1_000  # of a call to a server that is not there; milliseconds
_PATH = re.compile(r"PATH_NOT_FOUND|No such file|not found: /|does not exist", re.IGNORECASE)
_NO_SERVER = re.compile(
    r"StatusCode\.UNAVAILABLE|RETRIES_EXCEEDED|RetriesExceeded|failed to connect", re.IGNORECASE
)


class OnSpark:
    """A session with a server, which sees the path and runs the SQL."""

    def __init__(self, session: SparkSession, shown: str) -> None:
        self._session, self.shown = session, shown
        self._frame: DataFrame | None = None
        self._is_gone = False
        self.version = ""

    @property
    def name(self) -> str:
        """As `Engine`."""
        return f"Spark Connect {self.version} at {self.shown}"

    def require_version(self) -> None:
        """It answers, and is new enough.

        Raises
        ------
        TradeproofError
            It is not.
        """
        with self._named_faults():
            self.version = self._session.version
        major = self.version.partition(".")[0]
        if not major.isdecimal() or int(major) < OLDEST:
            raise TradeproofError(
                f"{self.shown} is Spark {self.version}; `load lake` needs Spark {OLDEST} or newer"
            )

    def open(self, path: str) -> dict[str, str]:
        """As `Engine`; the path is one that the server sees."""
        with self._named_faults(path):
            self._frame = self._session.read.parquet(path)
            found = dict(self._frame.dtypes)
        if not found:
            raise TradeproofError(no_file(path))
        return found

    def see(self, columns: Mapping[str, str]) -> None:
        """As `Engine`."""
        from pyspark.sql.connect.functions import col

        assert self._frame is not None
        with self._named_faults():
            seen = [col(_quoted(heading)).alias(name) for name, heading in columns.items()]
            self._frame.select(*seen).createOrReplaceTempView(LAKE)

    def lend(self, name: str, table: pa.Table) -> None:
        """As `Engine`."""
        with self._named_faults():
            self._session.createDataFrame(table).createOrReplaceTempView(name)

    def ask(self, query: str) -> Iterator[pa.Table]:
        """As `Engine`; what the server goes on with is stopped where nobody waits for it."""
        try:
            with self._named_faults():
                client = self._session.client
                plan = vars(self._session.sql(query))["_plan"].to_proto(client)
                for piece in client.to_table_as_iterator(plan, {}):
                    if isinstance(piece, pa.Table):
                        yield piece
        except (KeyboardInterrupt, GeneratorExit):
            self.interrupt()
            raise

    def interrupt(self) -> None:
        """Stop what the server does for this session, if it can still be told."""
        from pyspark.errors import PySparkException

        with suppress(PySparkException, *_of_grpc()):
            self._session.interruptAll()

    def close(self) -> None:
        """Leave the server, if it is still there to be told."""
        self._session.release_session_on_close = not self._is_gone
        self._session.stop()

    @contextmanager
    def _named_faults(self, path: str = "") -> Generator[None]:
        from pyspark.errors import PySparkException

        try:
            yield
        except (PySparkException, *_of_grpc()) as error:
            self._is_gone = _is_gone(error)
            raise TradeproofError(_told(error, self.shown, path)) from error


@contextmanager
def spark_engine(address: str) -> Generator[OnSpark]:
    """A server at an address, as long as the context lasts.

    Raises
    ------
    TradeproofError
        It is no address, the client is not installed, nobody answers there, or who does is too old.
    """
    found = ADDRESS.fullmatch(address)
    if found is None or not 0 < int(found[2]) < 2**16:
        shown = address.partition("/;")[0]  # behind it there may be a token
        raise TradeproofError(
            f"--connect {shown!r} is no address of a Spark Connect server; write sc://HOST:PORT, "
            "as sc://localhost:15002"
        )
    with warnings.catch_warnings():
        # Of pandas 3, through which no table here goes, and of each call that a fault names anyhow.
        warnings.simplefilter("ignore")
        engine = OnSpark(_session(address, found[1]), found[1])
        try:
            engine.require_version()
            yield engine
        finally:
            engine.close()


def _session(address: str, shown: str) -> SparkSession:
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql.connect.client.retries import DefaultPolicy
        from pyspark.sql.connect.session import SparkSession
    except ImportError as error:
        raise TradeproofError(
            "--connect needs the client of Spark Connect; install it with "
            "`pip install 'pyspark-client>=4.2'`"
        ) from error
    quiet()
    try:
        session = SparkSession.builder.remote(address).create()
    except (PySparkException, *_of_grpc()) as error:
        raise TradeproofError(_told(error, shown)) from error
    session.client.set_retry_policies(
        [DefaultPolicy(max_retries=TRIES, initial_backoff=WAIT, max_backoff=LONGEST, jitter=0)]
    )
    return session


def quiet() -> None:
    """The client tells each fault on standard error, too, with all that led to it."""
    for name in list(logging.root.manager.loggerDict):
        if name.startswith("pyspark") or name in (
            "SQLQueryContextLogger",
            "DataFrameQueryContextLogger",
        ):
            logging.getLogger(name).disabled = True


def _of_grpc() -> tuple[type[Exception], ...]:
    import grpc

    return (grpc.RpcError,)


def _told(error: Exception, shown: str, path: str = "") -> str:
    text = str(error)
    if path and _PATH.search(text):
        return no_file(path)
    if _is_gone(error):
        return f"no Spark Connect server answers at {shown}, or it has gone; nothing is published"
    first = text.strip().partition("\n")[0]
    return f"{shown} cannot do it: {first}"


def _is_gone(error: Exception) -> bool:
    return _NO_SERVER.search(f"{type(error).__name__} {error}") is not None


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"
