"""One computation for all who ask for the same of an edition at the same time.

It runs in a thread of its own. Everyone who asks waits for it and is told how far it is; when the
last one who waits has gone (a closed page, Ctrl+C), it stops.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from threading import Lock
from typing import Generic, TypeVar

from analytics.reconciling.effort import Effort, Progress
from data.store import Edition

Answer = TypeVar("Answer")
OFTEN = 0.1  # seconds between two looks at how far it is


class _NobodyWaitsError(Exception):
    """Everyone who asked has gone."""


class _Run(Generic[Answer]):
    """A computation under way, or its answer, and how many wait for it."""

    def __init__(self, work: Callable[[Edition, Effort], Answer], edition: Edition) -> None:
        self.waiting = 1
        self.state = (0, 0)
        with_thread = ThreadPoolExecutor(1)
        self.future = with_thread.submit(work, edition, Effort(self._tell))
        with_thread.shutdown(wait=False)

    @property
    def has_failed(self) -> bool:
        return self.future.done() and self.future.exception() is not None

    def _tell(self, done: int, every: int) -> None:
        if not self.waiting:
            raise _NobodyWaitsError
        self.state = (done, every)


class Shared(Generic[Answer]):
    """An answer about a whole edition, worked out once, however many ask.

    Parameters
    ----------
    work
        Works it out. It tells its effort how far it is, which is where it is stopped.
    kept
        Of how many editions the answer is kept.
    """

    def __init__(self, work: Callable[[Edition, Effort], Answer], kept: int) -> None:
        self._work, self._kept = work, kept
        self._lock = Lock()
        self._runs: dict[Edition, _Run[Answer]] = {}

    def __call__(self, edition: Edition, progress: Progress | None = None) -> Answer:
        """The answer; `progress` is called now and then, and what it raises ends the waiting."""
        run = self._joined(edition)
        try:
            while wait([run.future], OFTEN).not_done:
                if progress is not None:
                    progress(*run.state)
        finally:
            self._left(edition, run)
        return run.future.result()

    def _joined(self, edition: Edition) -> _Run[Answer]:
        with self._lock:
            run = self._runs.pop(edition, None)
            if run is None:
                run = _Run(self._work, edition)
            else:
                run.waiting += 1
            self._runs[edition] = run  # the newest last
            for old in list(self._runs)[: -self._kept]:
                del self._runs[old]
            return run

    def _left(self, edition: Edition, run: _Run[Answer]) -> None:
        """What failed, or stops because nobody waits, is not kept."""
        with self._lock:
            run.waiting -= 1
            is_given_up = not run.waiting and not run.future.done()
            if (is_given_up or run.has_failed) and self._runs.get(edition) is run:
                del self._runs[edition]
