"""A full disk, and other faults of the machine: the previous edition serves, and says why."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from data import building, store
from data.book import figure_book
from data.errors import BookError, EditionError
from data.faults import NO_SPACE
from data.store import Edition, load_figures, open_up_to_date
from tests.support.checkout import ROOT
from tests.support.homes import (
    FIRST,
    SECOND,
    change_manifest,
    figures_in,
    files,
    kept,
    manifest_of,
    place,
)

FULL = "No space left on device"
SERVED = f"serving the previous edition, {FIRST}"


@pytest.fixture
def outdated(home: Path, edition: Edition) -> Path:
    """A folder with one published edition, of another book than that of the checkout."""
    place(home, edition, FIRST)
    change_manifest(
        manifest_of(home, FIRST), lambda said: said["parts"]["book"].update(made_of="another book")
    )
    return home


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, FULL)


def full_database(*_: object, **__: object) -> None:
    raise duckdb.IOException(f'IO Error: Could not write file "x":\n{FULL}')


def at(name: str, owner: object, method: str) -> Callable[[pytest.MonkeyPatch], None]:
    """Make a method fail for want of space where it is called on a path of that name."""

    def fail(patch: pytest.MonkeyPatch) -> None:
        real = getattr(owner, method)

        def call(*arguments: object, **options: object) -> object:
            named = any(isinstance(one, Path) and name in one.name for one in arguments)
            return (full if named else real)(*arguments, **options)

        patch.setattr(owner, method, call)

    return fail


POINTS = {
    "probe": at(".writable", Path, "touch"),
    "lock": lambda patch: patch.setattr(store, "FileLock", full),
    "book created": at("book-000002.building", duckdb, "connect"),
    "rows": lambda patch: patch.setattr(building, "insert", full_database),
    "last blocks": lambda patch: patch.setattr(building, "_check", full_database),
    "book renamed": at("book-000002.building", Path, "rename"),
    "manifest created": at(f"{SECOND}.json.new", Path, "open"),
    "file flushed": lambda patch: patch.setattr(os, "fsync", full),
    "manifest renamed": at(f"{SECOND}.json.new", Path, "replace"),
    "current created": at("current.new", Path, "open"),
    "current renamed": at("current.new", Path, "replace"),
    "book read": lambda patch: patch.setattr(figure_book, "checksum", full),
}


@pytest.mark.parametrize("point", POINTS)
def test_no_space_at_any_point_leaves_the_previous_edition_serving(
    outdated: Path, monkeypatch: pytest.MonkeyPatch, point: str
) -> None:
    with monkeypatch.context() as patch:
        POINTS[point](patch)
        edition = open_up_to_date()
    assert (edition.name, figures_in(edition) > 100) == (FIRST, True)
    [warning] = edition.warnings
    assert warning.endswith(f"; {SERVED}")
    assert FULL in warning
    assert "\n" not in warning
    assert kept(outdated) == files(FIRST)  # what took the space is gone
    assert (outdated / "current").read_text().strip() == FIRST
    assert sorted(path.name for path in outdated.iterdir()) in (
        ["book", "current", "editions"],
        ["book", "current", "editions", "lock"],
    )
    assert open_up_to_date().name == SECOND  # with space again


@pytest.mark.parametrize("point", sorted(POINTS.keys() - {"book read"}))
def test_no_space_without_an_edition_is_one_error(
    home: Path, monkeypatch: pytest.MonkeyPatch, point: str
) -> None:
    (home / "editions").mkdir()
    for name in ("book-000001.json", f"{FIRST}.json"):  # the next numbers are those of POINTS
        (home / "editions" / name).touch()
    (home / "book").mkdir()
    (home / "book" / "book-000001.duckdb").touch()
    with monkeypatch.context() as patch:
        POINTS[point](patch)
        with pytest.raises(EditionError, match=FULL):
            open_up_to_date()
    assert store.published_name() is None
    assert open_up_to_date().name == SECOND


def test_what_cannot_be_removed_does_not_undo_a_load(
    outdated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_forget_old", full)
    assert load_figures().stem == SECOND
    assert (open_up_to_date().name, open_up_to_date().warnings) == (SECOND, ())


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
from dashboard.cli.main import main
sys.argv[1:] = sys.argv[2:]
main()
"""


def limited(home: Path, largest: int, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command in a process that can write no file beyond so many bytes."""
    return subprocess.run(
        [sys.executable, "-c", LIMITED, str(largest), *arguments],
        cwd=ROOT, env={**os.environ, "TRADEPROOF_HOME": str(home)}, capture_output=True,
        text=True, check=False, timeout=120,
    )  # fmt: skip


@pytest.mark.parametrize("share", [0, 0.001, 0.5, 0.999])
def test_a_process_that_cannot_write_so_much_answers_from_the_previous_edition(
    outdated: Path, edition: Edition, share: float
) -> None:
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[1] == resource.RLIM_INFINITY
    largest = int(share * edition.manifest.parts["book"].bytes)
    done = limited(outdated, largest, "status")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0].split() == ["edition", FIRST]
    [warning] = done.stderr.splitlines()
    assert warning.startswith("tradeproof: warning: ")
    assert warning.endswith(SERVED)
    assert kept(outdated) == files(FIRST)

    done = limited(outdated, largest, "load", "figures")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    shutil.rmtree(outdated)
    done = limited(outdated, largest, "status")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


@pytest.mark.parametrize(("number", "hint"), [(one, "free some space") for one in NO_SPACE])
def test_a_home_without_space_is_not_called_somebody_elses(
    home: Path, monkeypatch: pytest.MonkeyPatch, number: int, hint: str
) -> None:
    def fail(_: Path) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "touch", fail)
    with pytest.raises(EditionError, match=rf"^cannot write to {home} \(.+\); {hint}$"):
        load_figures()


PUBLICATION = {
    "sources.toml": (
        '[user-x]\npublisher = "X"\naddress = "https://x.example"\npublished = "2025-01-10"\n'
        'language = "en"\nkind = "press"\nstatistics_of = {}\n'
    ),
    "figures.csv": ",".join(figure_book.FIGURE) + "\n",
    "claims.csv": ",".join(figure_book.CLAIM) + "\n",
}


def add_by_hand(home: Path, name: bytes, statistics_of: str) -> None:
    folder = Path(os.fsdecode(os.fsencode(home / "figures") + b"/" + name))
    folder.mkdir(parents=True)
    for file, text in PUBLICATION.items():
        (folder / file).write_text(text.replace("{}", statistics_of), encoding="utf-8")


@pytest.mark.parametrize("given", ["[5]", "5", '"VNM"', "{ a = 1 }", '[["VNM"]]', "[2025-01-01]"])
def test_statistics_of_what_is_no_country_leave_the_previous_edition(
    home: Path, edition: Edition, given: str
) -> None:
    add_by_hand(place(home, edition, FIRST), b"user-x", given)
    served = open_up_to_date()
    [warning] = served.warnings
    assert served.name == FIRST
    assert warning.startswith("user-x/sources.toml, line 1: [user-x]: statistics_of: ")
    assert warning.endswith(f' is not a list of codes; write ["VNM"]; {SERVED}')


NO_LIST = 'is not a list of codes; write ["VNM"]'
WITHOUT_END = {
    "[" * 5000 + "]" * 5000: "not readable: nested too deeply",
    "1" * 5000: "not readable: Exceeds the limit (4300 digits) for integer string conversion",
    "0x" + "f" * 5000: f"[user-x]: statistics_of: what is given (int) {NO_LIST}",
    "{ a" + ".a" * 5000 + " = 1 }": f"[user-x]: statistics_of: what is given (dict) {NO_LIST}",
    "'" + "V" * 60000 + "'": f"[user-x]: statistics_of: '{'V' * 98}… {NO_LIST}",
    "['" + "V" * 60000 + "']": f"[user-x]: unknown statistics_of '{'V' * 99}…'; nearest: VAT, ",
}


@pytest.mark.parametrize("given", WITHOUT_END)
def test_nesting_or_length_without_end_leaves_the_previous_edition(
    home: Path, edition: Edition, given: str
) -> None:
    add_by_hand(place(home, edition, FIRST), b"user-x", given)
    served = open_up_to_date()
    [warning] = served.warnings
    assert served.name == FIRST
    assert warning.startswith(f"user-x/sources.toml, line 1: {WITHOUT_END[given]}")
    assert warning.endswith(SERVED)
    assert len(warning) < 400


@pytest.mark.parametrize("name", [b"user-\xff", b"\xff"])
def test_a_folder_whose_name_is_not_utf_8_leaves_the_previous_edition(
    home: Path, edition: Edition, name: bytes
) -> None:
    add_by_hand(place(home, edition, FIRST), name, '["VNM"]')
    served = open_up_to_date()
    assert served.name == FIRST
    [warning] = served.warnings
    assert "\\udcff" in warning  # escaped, so that a page and a terminal can show it
    assert warning.encode().decode() == warning
    assert warning.endswith(SERVED)
    with pytest.raises(BookError, match=r"\\udcff"):
        load_figures()


@pytest.mark.parametrize("name", ["/tmp/\udcff", "~nobody-of-this-name/x"])
def test_a_home_that_cannot_be_named_is_one_error(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("TRADEPROOF_HOME", name)
    with pytest.raises(EditionError, match=r"^TRADEPROOF_HOME=.* names no folder; write its path$"):
        open_up_to_date()


def test_a_file_that_cannot_be_read_gives_way_to_the_previous_edition(
    home: Path, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    place(home, edition, FIRST, SECOND)
    read = Path.read_bytes

    def unreadable(path: Path) -> bytes:
        if path == manifest_of(home, SECOND):
            raise OSError(errno.EIO, "Input/output error")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", unreadable)
    served = open_up_to_date()
    assert served.warnings == (f"cannot read {SECOND}.json (Input/output error)", SERVED)
