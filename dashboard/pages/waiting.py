"""How far an answer is that takes a while: a bar on the page, which stops with the page.

Streamlit ends a run of a page, because the reader has gone or chosen something else, by an
exception from its next element; so the bar ends the work that moves it.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from threading import Event
from time import monotonic
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.answers.whole_edition import every_check, reconciled
from dashboard.pages import say
from dashboard.pages.frame import Context
from data.errors import TradeproofError

Done = TypeVar("Done")
Show = Callable[[int, int | None], None]  # how many are done, of how many

PATIENCE = 0.5  # seconds before there is a bar
TICK = 0.2  # seconds between two looks at work in a thread


def work_out(context: Context) -> None:
    """The answers about the whole edition, for a page that asks for any, if not known yet."""
    with progress_bar(context, st.container()) as progress:
        for answer in (reconciled, every_check):
            answer(context.edition, progress)


class Count:
    """How many are done, told from the thread of the work; whether the page has been left."""

    def __init__(self) -> None:
        self.done, self._left = 0, Event()

    def __call__(self, done: int) -> None:
        """Tell how many are done.

        Raises
        ------
        TradeproofError
            Nobody waits any more.
        """
        self.done = done
        if self.is_left:
            raise TradeproofError("the page was left")

    def leave(self) -> None:
        """Nobody waits any more."""
        self._left.set()

    @property
    def is_left(self) -> bool:
        """Whether nobody waits any more."""
        return self._left.is_set()


def counting(
    context: Context,
    where: DeltaGenerator,
    key: str,
    work: Callable[[Count], Done],
    every: int | None = None,
) -> Done:
    """What work on rows gives, with a line or bar on the page that says how many are done.

    The database calls back from threads of its own, on which there is no page: so the work has a
    thread, and the page looks after it. When the page stops, the work is told to by an error from
    its next call back. `key` is that of the words, which have `done` and `every`, or `rows`.
    """
    count = Count()
    with progress_bar(context, where, key) as show, ThreadPoolExecutor(1) as pool:
        working = pool.submit(work, count)
        try:
            while not wait([working], TICK).done:
                show(count.done, every)
        except BaseException:
            count.leave()
            raise
    return working.result()


@contextmanager
def progress_bar(
    context: Context, where: DeltaGenerator, key: str = "conflict.searching"
) -> Generator[Show]:
    """A bar that goes when the work is done; a line where it is not known how much there is."""
    place, began, number = where.empty(), monotonic(), context.formats.number

    def show(done: int, every: int | None) -> None:
        if monotonic() - began < PATIENCE:
            place.empty()
            return
        with place:
            if every is None:
                say.caption(context.words(key, rows=number(done, 0)))
                return
            told = {"done": number(done, 0), "every": number(every, 0)}
            say.progress(min(done / max(every, 1), 1.0), context.words(key, **told))

    try:
        yield show
    finally:
        place.empty()
