"""A load that fails, is stopped or killed: the old edition opens, nothing is half done."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from data import store
from data.errors import EditionError
from data.official import doubts, release_file, releases, rules
from data.official.releases import Load, datasets, write_release, write_releases
from data.store import Edition, open_edition
from tests.support.checkout import ROOT
from tests.support.homes import FIRST, SECOND, THIRD, place
from tests.support.made_data_sets import figure, files_of, metadata, rows_of, table

FULL = "No space left on device"
OLD, NEW = [("2020", "export", "TOTAL", 1.0)], [("2020", "export", "TOTAL", 2.0)]


@pytest.fixture
def loaded(home: Path, edition: Edition) -> Path:
    """A folder whose newest edition has a data set."""
    place(home, edition, FIRST)
    write_release(table(figure(value=1)), None, metadata())
    return home


def load_next() -> releases.Written:
    return write_release(table(figure(value=2)), None, metadata(release="2022"))


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, FULL)


def full_database(*_: object, **__: object) -> None:
    raise duckdb.IOException(f'IO Error: Could not write file "x":\n{FULL}')


def stopped(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


POINTS: dict[str, Callable[[pytest.MonkeyPatch, Callable], None]] = {
    "rows taken": lambda patch, fail: patch.setattr(release_file, "_take", fail),
    "rules": lambda patch, fail: patch.setattr(rules, "sort_out", fail),
    "checks": lambda patch, fail: patch.setattr(doubts, "find", fail),
    "renamed": lambda patch, fail: patch.setattr(releases, "_placed", fail),
    "manifest": lambda patch, fail: patch.setattr(store, "write_whole", fail),
}


FAULTS = [
    ("rows taken", full), ("rows taken", stopped), ("rules", full_database), ("checks", stopped),
    ("checks", full_database), ("renamed", full), ("renamed", stopped), ("manifest", full),
]  # fmt: skip


@pytest.mark.parametrize(("point", "fail"), FAULTS)
def test_a_load_that_fails_leaves_the_old_edition_and_no_file(
    loaded: Path, monkeypatch: pytest.MonkeyPatch, point: str, fail: Callable
) -> None:
    wanted, said = (KeyboardInterrupt, None) if fail is stopped else (EditionError, FULL)
    with monkeypatch.context() as patch:
        POINTS[point](patch, fail)
        with pytest.raises(wanted, match=said):
            load_next()
    opened = open_edition()
    assert (opened.name, opened.warnings, rows_of(opened)) == (SECOND, (), OLD)
    assert files_of(loaded) == ["made/2021.duckdb"]
    assert load_next().changed
    assert (open_edition().name, rows_of(open_edition())) == (THIRD, NEW)


def test_several_data_sets_are_published_at_once_or_none(
    loaded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = Load(metadata("other"), table(figure(value=5)))
    bad = Load(metadata("third"), table(figure(reporter="KZA")))
    with pytest.raises(Exception, match="no row can be used"):
        write_releases([good, bad])
    assert (store.published_name(), files_of(loaded)) == (SECOND, ["made/2021.duckdb"])
    third = Load(metadata("third"), table(figure(value=6)))
    again = Load(metadata(), table(figure(value=1)))
    written = write_releases([good, third, again])
    assert [(one.source, one.changed) for one in written] == [
        ("other", True), ("third", True), ("made", False),
    ]  # fmt: skip
    assert (store.published_name(), [one.source for one in datasets()]) == (
        THIRD, ["made", "other", "third"],
    )  # fmt: skip


PROGRAM = """
import os, sys
from pathlib import Path
from data import store
from data.official import release_file, releases, rules
from tests.support.made_data_sets import figure, metadata, table

def die(*_, **__):
    os._exit(9)

point = sys.argv[1]
if point == "rows taken":
    rules.sort_out = die
if point == "built":
    releases._placed = die
if point == "named":
    store._publish = die
if point == "manifest":
    replace = store.write_whole
    store.write_whole = lambda path, text: die() if path.name == "current" else replace(path, text)
releases.write_release(table(figure(value=2)), None, metadata(release="2022"))
"""


@pytest.mark.parametrize(
    ("point", "left"),
    [
        ("rows taken", "made/2022.building.staging"),
        ("built", "made/2022.building"),
        ("named", "made/2022.duckdb"),
        ("manifest", "made/2022.duckdb"),
    ],
)
def test_a_killed_load_leaves_nothing_in_the_way(loaded: Path, point: str, left: str) -> None:
    killed = subprocess.run([sys.executable, "-c", PROGRAM, point], cwd=ROOT, check=False)
    assert killed.returncode == 9
    assert left in files_of(loaded)
    opened = open_edition()
    assert (opened.name, opened.warnings, rows_of(opened)) == (SECOND, (), OLD)
    assert load_next().changed
    opened = open_edition()
    assert (opened.warnings, rows_of(opened)) == ((), NEW)
    [found] = datasets()
    assert (found.before, found.problem) == ("2021", None)
    named = {part.file.removeprefix("datasets/") for part in opened.manifest.parts.values()}
    stray = set(files_of(loaded)) - named
    assert not [name for name in stray if "building" in name]
    write_release(table(figure(value=3)), None, metadata(release="2023"))
    assert len(files_of(loaded)) <= 4  # of two editions, each with the release before


def test_two_loads_at_once_are_both_in_the_newest_edition(loaded: Path) -> None:
    program = (
        "import sys; from data.official.releases import write_release\n"
        "from tests.support.made_data_sets import figure, metadata, table\n"
        "write_release(table(figure(value=7)), None, metadata(sys.argv[1]))"
    )
    both = [
        subprocess.Popen([sys.executable, "-c", program, name], cwd=ROOT) for name in ("a", "b")
    ]
    assert [process.wait(timeout=120) for process in both] == [0, 0]
    opened = open_edition()
    assert opened.data_sets == ("a", "b", "made")
    assert [rows_of(opened, name)[0][3] for name in opened.data_sets] == [7.0, 7.0, 1.0]


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
from data.official.releases import write_release
from tests.support.made_data_sets import figure, metadata, table
write_release(table(figure(value=2)), None, metadata(release="2022"))
"""


@pytest.mark.parametrize("largest", [0, 50_000])
def test_a_process_that_cannot_write_so_much_says_so(loaded: Path, largest: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(largest)],
        cwd=ROOT, env={**os.environ, "TRADEPROOF_HOME": str(loaded)}, capture_output=True,
        text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 1
    assert "data.errors.EditionError: cannot " in done.stderr
    assert (open_edition().name, rows_of(open_edition())) == (SECOND, OLD)
    assert files_of(loaded) == ["made/2021.duckdb"]
