"""An add that is killed, or finds no space: the next add of the same text goes through."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

from analytics.reading.out.reader import read
from analytics.recording.book_rows import book_rows
from data import store
from data.book import figure_book, user_part
from data.book.user_part import AlreadyAdded, Publication
from data.errors import EditionError
from tests.support.checkout import ROOT
from tests.support.homes import FIRST, SECOND, place

TEXT = "In 2024, Viet Nam's exports to Uruguay reached $540 million, up 35% from 2023."
ROWS = book_rows(read(TEXT))
PUBLICATION = Publication(
    publisher="Montevideo News",
    published="2025-01-15",
    language="en",
    kind="press",
    text=TEXT,
    statistics_of=("VNM",),
    figures=tuple(ROWS.figures.values()),
    claims=tuple(ROWS.claims.values()),
)
SOURCE = "user-2025-01-15-montevideo-news"

# The process that adds PUBLICATION and is killed where it calls a function for the nth time.
KILLED = """
import json, os, signal, sys
from importlib import import_module
from data.book import user_part
module, name, calls = import_module(sys.argv[1]), sys.argv[2], int(sys.argv[3])
real = getattr(module, name)
def killing(*arguments, **options):
    global calls
    calls -= 1
    if not calls:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*arguments, **options)
setattr(module, name, killing)
user_part.add(user_part.Publication(**json.loads(sys.argv[4])))
"""
POINTS = {
    "first table": ("data.book.user_part", "_write_table", 1),
    "second table": ("data.book.user_part", "_write_table", 2),
    "book read": ("data.book.figure_book", "read", 1),
    "edition built": ("data.store", "load_figures", 1),
    "manifest published": ("data.store", "_publish", 1),
}
RENAMED = ("edition built", "manifest published")


@pytest.fixture
def filled(home: Path, edition: store.Edition) -> Path:
    return place(home, edition, FIRST)


def figures_of_the_text() -> list[tuple[object, ...]]:
    return (
        store.open_edition()
        .query(
            "SELECT figure, low::BIGINT, high::BIGINT FROM figure WHERE source LIKE 'user-%' "
            "ORDER BY figure"
        )
        .fetchall()
    )


def left_over(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "figures").iterdir())


@pytest.mark.parametrize("point", POINTS)
def test_a_killed_add_does_not_stop_the_next_of_the_same_text(filled: Path, point: str) -> None:
    module, name, calls = POINTS[point]
    given = json.dumps(asdict(PUBLICATION))
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, module, name, str(calls), given],
        cwd=ROOT, env={**os.environ, "TRADEPROOF_HOME": str(filled)}, capture_output=True,
        check=False, timeout=120,
    )  # fmt: skip
    assert (killed.returncode, killed.stderr) == (-signal.SIGKILL, b"")
    assert figures_of_the_text() == []
    assert left_over(filled) == [SOURCE if point in RENAMED else user_part.UNFINISHED]

    if point in RENAMED:
        with pytest.raises(AlreadyAdded) as refused:  # all of it was there; now it is built, too
            user_part.add(PUBLICATION)
        assert refused.value.source == SOURCE
    else:
        assert user_part.add(PUBLICATION) == SOURCE
    assert figures_of_the_text() == [(f"{SOURCE}-f1", 539_500_000, 540_500_000)]
    assert store.published_name() == SECOND
    assert left_over(filled) == [SOURCE]


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


FULL: dict[str, tuple[object, str]] = {
    "table": (user_part, "_write_table"),
    "book read": (figure_book, "read"),
    "renamed": (Path, "rename"),
    "edition built": (store, "load_figures"),
}


@pytest.mark.parametrize("point", FULL)
def test_a_full_disk_is_one_error_and_the_next_add_goes_through(
    filled: Path, monkeypatch: pytest.MonkeyPatch, point: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(*FULL[point], full)
        with pytest.raises(EditionError) as refused:
            user_part.add(PUBLICATION)
    assert str(refused.value) == f"cannot change {filled / 'figures'} (No space left on device)"
    assert left_over(filled) == []
    assert store.published_name() == FIRST
    assert user_part.add(PUBLICATION) == SOURCE
    assert len(figures_of_the_text()) == 1


ODD: dict[str, Callable[[Path], object]] = {
    "file": lambda path: path.write_text("no folder"),
    "link": lambda path: path.symlink_to("nowhere"),
    "pipe": os.mkfifo,
    "folder": lambda path: (path / SOURCE).mkdir(parents=True),
}


@pytest.mark.parametrize("kind", ODD)
def test_whatever_stands_in_the_place_of_what_is_written_is_cleared(
    filled: Path, kind: str
) -> None:
    (filled / "figures").mkdir()
    ODD[kind](filled / "figures" / user_part.UNFINISHED)
    assert user_part.add(PUBLICATION) == SOURCE
    assert left_over(filled) == [SOURCE]


def test_what_cannot_be_cleared_is_named(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (filled / "figures" / user_part.UNFINISHED / SOURCE).mkdir(parents=True)

    def refused(*_: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(user_part.shutil, "rmtree", refused)
    with pytest.raises(EditionError, match=r"^cannot change .*/figures \(Permission denied\)$"):
        user_part.add(PUBLICATION)
