"""Answers that may take only so long: a query that runs beyond that is interrupted."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Timer

import duckdb
import pyarrow as pa

from data.errors import TradeproofError

# How a query that was interrupted tells of it: by itself, through Arrow, or as what reads damage.
INTERRUPTED = (RuntimeError, OSError, duckdb.Error, pa.ArrowException, TradeproofError)


class TooLongError(TradeproofError):
    """An answer took longer than it may."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"the answer took longer than {seconds:g} seconds, which is the limit; "
            "ask for less: fewer countries, products or periods, or a shorter text"
        )


class QueryTime:
    """How long each step of an answer may take.

    A step is run inside `step`. A cursor of an edition that is opened within one is interrupted
    when that step, or a later one of the same answer, takes longer.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._cursors: list[duckdb.DuckDBPyConnection] = []
        self._is_over = False

    @contextmanager
    def step(self) -> Generator[None]:
        """Run what stands in it for so long.

        Raises
        ------
        TooLongError
            It took longer.
        """
        token = _running.set(self)
        self._is_over = False
        timer = Timer(self.seconds, self._end)
        timer.daemon = True
        timer.start()
        try:
            yield
        except INTERRUPTED as error:
            if self._is_over:
                raise TooLongError(self.seconds) from error
            raise
        finally:
            timer.cancel()
            _running.reset(token)
        self.require_time()

    def require_time(self) -> None:
        """Say that the time of the step is over, where it is.

        Raises
        ------
        TooLongError
            It is.
        """
        if self._is_over:
            raise TooLongError(self.seconds)

    def _end(self) -> None:
        self._is_over = True
        for cursor in self._cursors:
            cursor.interrupt()

    def watch(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Interrupt what runs on this cursor when the time is over."""
        self._cursors.append(cursor)
        if self._is_over:
            cursor.interrupt()


_running: ContextVar[QueryTime | None] = ContextVar("query time", default=None)


def watched(cursor: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """The same cursor, in the time of the step that runs, if one does."""
    running = _running.get()
    if running is not None:
        running.watch(cursor)
    return cursor
