"""Answers of an edition that are kept, as an edition never changes: no page asks twice.

An answer is worked out once for all who ask for it at the same time, and forgotten when the edition
is closed or when others were asked for since. Whoever gets one changes nothing in it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from functools import wraps
from threading import Lock
from typing import Concatenate, Generic, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from data.store import Edition

Answer = TypeVar("Answer")
Asked = ParamSpec("Asked")

FEW, SOME, MANY = 4, 16, 64  # answers of an edition: of many rows each, of a pair, of a line or two


class _Answers(Generic[Answer]):
    """The answers of one edition, by what was asked, the latest last."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, Lock()
        self._known: OrderedDict[Hashable, Future[Answer]] = OrderedDict()

    def get(self, asked: Hashable, work: Callable[[], Answer]) -> Answer:
        """The answer that is known or being worked out, else what the work gives; no failure."""
        with self._lock:
            future = self._known.get(asked)
            is_new = future is None
            if future is None:
                future = self._known[asked] = Future()
            self._known.move_to_end(asked)
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        if is_new:
            try:
                future.set_result(work())
            except BaseException as error:
                with self._lock:
                    if self._known.get(asked) is future:
                        del self._known[asked]
                future.set_exception(error)
                raise
        return future.result()


class Kept(Generic[Answer]):
    """The answers of each edition that were asked for last, by what was asked.

    Parameters
    ----------
    most
        How many are kept of an edition. Each may be large: a pair in a data set may have thousands
        of rows.
    """

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, Lock()
        self._of_edition: WeakKeyDictionary[Edition, _Answers[Answer]] = WeakKeyDictionary()

    def get(self, edition: Edition, asked: Hashable, work: Callable[[], Answer]) -> Answer:
        """What is kept of an edition under what was asked, else what the work gives."""
        with self._lock:
            answers = self._of_edition.setdefault(edition, _Answers(self._most))
        return answers.get(asked, work)


def kept(
    most: int,
) -> Callable[
    [Callable[Concatenate[Edition, Asked], Answer]], Callable[Concatenate[Edition, Asked], Answer]
]:
    """Keep the answers of a function about an edition: of each edition those asked for last."""

    def decorate(
        question: Callable[Concatenate[Edition, Asked], Answer],
    ) -> Callable[Concatenate[Edition, Asked], Answer]:
        answers: Kept[Answer] = Kept(most)

        @wraps(question)
        def answer(edition: Edition, /, *args: Asked.args, **named: Asked.kwargs) -> Answer:
            asked = (args, tuple(sorted(named.items())))
            return answers.get(edition, asked, lambda: question(edition, *args, **named))

        return answer

    return decorate
