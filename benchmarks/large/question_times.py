"""Each question of the pages: timed, and compared with the same by hand, cell by cell.

It is asked of an edition of which no answer is kept, of other countries in each run, in turn with
the SQL, which reads the same file through the same connection. What is worked out once for a whole
edition, as every claim of the book, is kept: that has a line of its own.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from functools import partial
from math import isclose
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks.large.asked_pairs import Subject, drawn
from benchmarks.large.in_frames import Frames
from benchmarks.large.measured import Line, duration
from benchmarks.large.questions import QUESTIONS, Question, Rows, of_csv, of_parquet
from benchmarks.large.timed_runs import Place
from dashboard.answers import whole_edition
from data import store
from data.store import Edition

RUNS = 21
FEW_RUNS = 7
LONG = 2.0  # seconds; what takes longer is asked few times
AIM_OF_OPENING = 0.3
UNKNOWN = (None, "")
CLOSE = 1e-12  # between doubles: their sums are added in any order
Cells = dict[tuple[Any, ...], tuple[Any, ...]]


def measure(place: Place) -> Iterator[Line]:
    """The line of each question on the data set that is loaded."""
    yield _opening(place)
    edition = store.open_edition(place.home)
    yield _checks(place, edition)
    subjects = drawn(edition, RUNS)
    frames = Frames(edition, place.folder / "frames")
    for question in QUESTIONS:
        yield asked(place.size.name, question, edition, subjects, frames)
    edition.connection.close()


def _opening(place: Place) -> Line:
    seconds = []
    for _ in range(RUNS):
        edition, took = _timed(partial(store.open_edition, place.home))
        seconds.append(took)
        edition.connection.close()
    return Line("open an edition", place.size.name, seconds,
                beside={"aim": duration(AIM_OF_OPENING)})  # fmt: skip


def _checks(place: Place, edition: Edition) -> Line:
    """What the first who asks for claims waits for, and nobody after."""
    seconds = []
    for _ in range(FEW_RUNS):
        opened = store.open_edition(place.home)
        seconds.append(_timed(partial(whole_edition.every_check, opened))[1])
        opened.connection.close()
    whole_edition.every_check(edition)
    return Line("every claim of the book checked, once an edition", place.size.name, seconds)


def asked(
    size: str,
    question: Question,
    edition: Edition,
    subjects: Sequence[Subject],
    frames: Frames,
) -> Line:
    """The line of a question.

    Raises
    ------
    ValueError
        Two answers differ, or there was nothing in any.
    """
    ours: list[float] = []
    best: list[float] = []
    again: list[float] = []
    others: dict[str, list[float]] = {}
    compared = 0
    for number, subject in enumerate(subjects):
        if number >= FEW_RUNS and sum(ours) > FEW_RUNS * LONG:
            break
        fresh = forgetful(edition)
        ask = partial(question.ask, fresh, subject)
        by_hand = partial(hand, edition, question, subject)
        if number % 2:
            (known, theirs), (answer, mine) = _timed(by_hand), _timed(ask)
        else:
            (answer, mine), (known, theirs) = _timed(ask), _timed(by_hand)
        ours.append(mine)
        best.append(theirs)
        again.append(_timed(ask)[1])
        wanted = by_key(_rows_of(question, known), question.keys)
        require_equal(question.what, by_key(question.rows(answer), question.keys), wanted)
        compared += len(wanted)
        for name, found, seconds in frames.ask(question.frames, subject):
            others.setdefault(name, []).append(seconds)
            require_equal(f"{question.what}, {name}", found, _points(question, wanted))
    if not compared:
        raise ValueError(f"{question.what}: nobody was asked for who has figures")
    beside = {name: duration(median(seconds)) for name, seconds in others.items()}
    if median(again) < median(ours) / 2:
        beside["asked again"] = duration(median(again))
    if question.aim is not None:
        beside["aim"] = duration(question.aim)
    return Line(question.what, size, ours, best, beside=beside)


def forgetful(edition: Edition) -> Edition:
    """The same edition, of which nothing is kept but what is worked out for all of it."""
    fresh = replace(edition)
    known: tuple[Any, ...] = (whole_edition._every_check, whole_edition._reconciled)
    for shared in known:
        run = shared._runs[edition]
        shared._runs = {edition: run, fresh: run}
    return fresh


def hand(edition: Edition, question: Question, subject: Subject) -> Any:
    """The rows that the SQL gives, or the bytes of the file that DuckDB writes of them."""
    cursor = edition.connection.cursor()
    values = subject.bound(question.sql)
    if question.copied is None:
        return cursor.execute(question.sql, values or None).fetchall()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        cursor.execute(f"COPY ({question.sql}) TO '{path}' ({question.copied})", values)
        return path.read_bytes()


def _rows_of(question: Question, answer: Any) -> Rows:
    if question.copied is None:
        return answer
    return of_csv(answer) if "csv" in question.copied else of_parquet(answer)


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    since = perf_counter()
    answer = work()
    return answer, perf_counter() - since


def by_key(rows: Rows, keys: int) -> Cells:
    """The rows by their first columns.

    Raises
    ------
    ValueError
        Two rows have the same key.
    """
    found: Cells = {}
    for row in rows:
        key = tuple(row[:keys])
        if key in found:
            raise ValueError(f"{key} is there twice")
        found[key] = tuple(row[keys:])
    return found


def require_equal(what: str, found: Cells, wanted: Cells) -> None:
    """Whether two answers have the same rows, and these the same cells.

    Raises
    ------
    ValueError
        They have not.
    """
    for key in found.keys() ^ wanted.keys():
        raise ValueError(f"{what}: {key} is in one of the two answers only")
    for key, cells in wanted.items():
        if len(found[key]) != len(cells) or not all(map(is_same, found[key], cells)):
            raise ValueError(f"{what}: {key} is {found[key]}, by hand {cells}")


def is_same(one: Any, other: Any) -> bool:
    """Whether two cells say the same; doubles may differ by the order in which they were added."""
    if one == other or (one in UNKNOWN and other in UNKNOWN):
        return True
    try:
        both = Decimal(str(one)), Decimal(str(other))
    except InvalidOperation:
        return False
    is_double = isinstance(one, float) or isinstance(other, float)
    return both[0] == both[1] or (
        is_double and isclose(*map(float, both), rel_tol=CLOSE, abs_tol=CLOSE)
    )


def _points(question: Question, wanted: Cells) -> Cells:
    """Of each row what a data frame gives: the number without its bounds."""
    at = question.points
    return {key: tuple(cells[place] for place in at) for key, cells in wanted.items()}
