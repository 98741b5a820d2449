"""How much work an answer may cost, who is told how far it is, and how it is stopped.

Work is counted in rows and cells of the programs solved, so that the same facts come to the same
end on every machine. Each component has a share of its own; a check may also have a time limit.
What a share is not enough for is left undecided as a whole and named, never answered in part.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic, thread_time

A_COMPONENT = 20_000_000  # rows and cells of the programs that one component may cost
A_CHECK = 20.0  # seconds of the processor that the check of a text may search
OFTEN = 0.1  # seconds between two calls of `progress` within a component
PIVOTS = 100  # pivots of the solver that cost as much as handing its program over
BUILDING = 10  # programs that are handed over for the cost of building one
PROVING = 50  # cells that cost as much as one row of a proof

Progress = Callable[[int, int], None]


class TooMuchWork(Exception):
    """A component costs more than its share, or the time is up: it stays undecided."""


class Effort:
    """What an answer may cost.

    Parameters
    ----------
    progress
        Called with what is done and what there is to do, now and then and after every component or
        claim. What it raises ends the work: so a page stops for which nobody waits.
    seconds
        Of the processor, in the thread that does the work; after these every component that is not
        decided stays so. Not by the clock: a busy machine would give other answers. None for no
        limit of time.
    share
        The work that one component may cost.
    """

    def __init__(
        self,
        progress: Progress | None = None,
        *,
        seconds: float | None = None,
        share: int = A_COMPONENT,
    ) -> None:
        self._progress = progress
        self._ends = None if seconds is None else thread_time() + seconds
        self._share = share
        self._done = self._every = 0
        self._told = monotonic()

    def share(self) -> Share:
        """The share of one more component."""
        return Share(self, self._share)

    def expect(self, count: int) -> None:
        """There is so much more to do."""
        self._every += count

    def advance(self, count: int) -> None:
        """So much more is done."""
        self._done += count
        self._tell()

    def beat(self) -> None:
        """Something is still being done.

        Raises
        ------
        TooMuchWork
            The time is up.
        """
        now = monotonic()
        if now - self._told >= OFTEN:
            self._tell()
        if self._ends is not None and thread_time() > self._ends:
            raise TooMuchWork

    def _tell(self) -> None:
        self._told = monotonic()
        if self._progress is not None:
            self._progress(self._done, self._every)


class Share:
    """What is left for one component."""

    def __init__(self, effort: Effort, left: int) -> None:
        self._effort = effort
        self._left = left

    @contextmanager
    def spending(self) -> Generator[None]:
        """What is spent in here is taken from this share.

        Raises
        ------
        TooMuchWork
            Nothing is left of it.
        """
        token = _SHARE.set(self)
        try:
            self.spend(0)
            yield
        finally:
            _SHARE.reset(token)

    def spend(self, work: int) -> None:
        self._left -= work
        if self._left < 0:
            raise TooMuchWork
        self._effort.beat()


_SHARE: ContextVar[Share | None] = ContextVar("share", default=None)


def spend(work: int) -> None:
    """Take work from the share that is being spent, if there is one.

    Raises
    ------
    TooMuchWork
        Nothing is left of it.
    """
    share = _SHARE.get()
    if share is not None:
        share.spend(work)
