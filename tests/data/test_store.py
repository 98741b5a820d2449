"""Editions: built beside the one being read, published at once, and never lost."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import duckdb
import pytest

from data import store
from data.book import figure_book
from data.errors import BookError, EditionError, NewerEditionError
from data.store import Edition, load_figures, open_edition, open_up_to_date, published_name
from tests.support.checkout import ROOT

FIRST, SECOND, THIRD = "edition-000001", "edition-000002", "edition-000003"


def kept(home: Path) -> list[str]:
    """Every file in the folder of editions."""
    return sorted(path.name for path in (home / "editions").iterdir())


def files(*names: str) -> list[str]:
    """The files these editions consist of."""
    return [f"{name}.{suffix}" for name in names for suffix in ("duckdb", "json")]


def file_of(home: Path, name: str) -> Path:
    return home / "editions" / f"{name}.duckdb"


def place(home: Path, edition: Edition, *names: str) -> Path:
    """Put copies of the built edition there and publish the last: quicker than building."""
    (home / "editions").mkdir()
    for name in names:
        for source in (edition.path, edition.path.with_suffix(".json")):
            shutil.copy(source, file_of(home, name).with_suffix(source.suffix))
    (home / "current").write_text(f"{names[-1]}\n", encoding="utf-8")
    return home


@pytest.fixture
def one(home: Path, edition: Edition) -> Path:
    """A folder with one published edition."""
    return place(home, edition, FIRST)


@pytest.fixture
def two(home: Path, edition: Edition) -> Path:
    """A folder with a published edition and the previous one."""
    return place(home, edition, FIRST, SECOND)


def figures_in(edition: Edition) -> int:
    [(count,)] = edition.relation("figure").count("*").fetchall()
    return count


def change_book(monkeypatch: pytest.MonkeyPatch) -> None:
    """The book now has another checksum than the editions were built from."""
    monkeypatch.setattr(figure_book, "checksum", lambda *_, **__: "of a changed book")


def break_book(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """The book changes, and has an unknown country; file and line of it."""
    broken = Path(shutil.copytree(figure_book.FIGURES, tmp_path / "figures"))
    written = (broken / "figures.csv").read_text(encoding="utf-8")
    line = written[: written.index("mofa-kaz-2024-total,")].count("\n") + 1
    written = written.replace(",VNM,KAZ,", ",VNM,KZA,", 1)  # it is the first on Kazakhstan
    (broken / "figures.csv").write_text(written, encoding="utf-8")
    read = figure_book.read
    change_book(monkeypatch)
    monkeypatch.setattr(figure_book, "read", lambda *_: read(broken))
    return f"figures.csv, line {line}: partner: unknown partner 'KZA'"


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def change_schema_version(path: Path, by: int) -> None:
    manifest = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    manifest["schema_version"] += by
    path.with_suffix(".json").write_text(json.dumps(manifest), encoding="utf-8")


def test_an_edition_holds_every_row_of_the_book(edition: Edition) -> None:
    tables = figure_book.read().tables
    counts = {name: edition.relation(name).count("*").fetchall()[0][0] for name in tables}
    assert counts == {name: len(rows) for name, rows in tables.items()}
    assert edition.name == FIRST
    assert edition.warnings == ()
    assert edition.book_checksum == figure_book.checksum()


def test_an_edition_is_read_only(edition: Edition) -> None:
    before = figures_in(edition)
    for statement in ("DELETE FROM claim", "DROP VIEW observation", "CREATE TABLE extra (i INT)"):
        with pytest.raises(duckdb.InvalidInputException, match="read-only"):
            edition.connection.cursor().execute(statement)
    assert figures_in(edition) == before


def test_values_are_bound_and_never_pasted(edition: Edition) -> None:
    sql = "SELECT count(*) FROM figure WHERE product = ?"
    assert edition.query(sql, ["cà-phê"]).fetchall() == [(1,)]
    assert edition.query(sql, ["Côte d'Ivoire' OR '1' = '1"]).fetchall() == [(0,)]


def test_eight_threads_read_equal_rows_at_once(edition: Edition) -> None:
    start = Barrier(8)

    def read(_: int) -> list[tuple[object, ...]]:
        start.wait()
        return [edition.relation("observation").order("figure").fetchall() for _ in range(5)]

    with ThreadPoolExecutor(8) as threads:
        results = [rows for run in threads.map(read, range(8)) for rows in run]
    assert (len(results), len(results[0]) > 100) == (40, True)
    assert all(rows == results[0] for rows in results)


def test_editions_lie_in_the_checkout_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TRADEPROOF_HOME", raising=False)
    assert store.home() == ROOT / "var"


def test_a_load_publishes_the_next_edition_and_keeps_the_previous(home: Path) -> None:
    opened = []
    for name, remaining in ((FIRST, [FIRST]), (SECOND, [FIRST, SECOND]), (THIRD, [SECOND, THIRD])):
        assert load_figures() == file_of(home, name)
        opened.append(open_edition())
        assert published_name() == opened[-1].name == name
        assert kept(home) == files(*remaining)
    # Who reads an edition goes on reading it, even the one that is forgotten.
    assert [figures_in(edition) for edition in opened] == 3 * [figures_in(opened[0])]


def test_the_first_edition_builds_itself_and_an_unchanged_book_no_other(home: Path) -> None:
    with pytest.raises(EditionError, match=r"no edition in .*; `tradeproof load figures` b"):
        open_edition()
    assert published_name() is None
    assert [open_up_to_date().name for _ in range(2)] == [FIRST, FIRST]
    assert kept(home) == files(FIRST)


def test_a_changed_book_builds_the_next_edition(one: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change_book(monkeypatch)
    edition = open_up_to_date()
    assert (edition.name, edition.book_checksum) == (SECOND, "of a changed book")
    assert edition.warnings == ()
    assert open_up_to_date().name == SECOND


def test_a_broken_book_leaves_the_previous_edition_serving(
    one: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = break_book(monkeypatch, tmp_path)
    edition = open_up_to_date()
    assert edition.name == FIRST
    assert figures_in(edition) > 100
    [warning] = edition.warnings
    assert warning.startswith(where)
    assert warning.endswith(f"serving the previous edition, {FIRST}")
    assert kept(one) == files(FIRST)

    (one / "current").unlink()
    with pytest.raises(BookError, match=re.escape(where)):
        open_up_to_date()
    assert kept(one) == files(FIRST)


def write_manifest(text: str) -> Callable[[Path], object]:
    return lambda path: path.with_suffix(".json").write_text(text, encoding="utf-8")


DAMAGES = [
    (truncate, r"edition-00000\d.duckdb is truncated: [\d,]+ bytes of [\d,]+"),
    (
        lambda path: path.write_bytes(b"\0" * path.stat().st_size),
        r"edition-00000\d.duckdb is damaged",
    ),
    (Path.unlink, r"edition-00000\d.duckdb or its .json is missing"),
    (lambda path: path.with_suffix(".json").unlink(), "or its .json is missing"),
    (write_manifest(""), r"edition-00000\d.json is damaged"),
    (write_manifest("[]"), r"edition-00000\d.json is damaged"),
    (write_manifest('{"bytes": null, "schema_version": 1}'), r"edition-00000\d.json is damaged"),
    (lambda path: change_schema_version(path, -1), "was built by an older version of Tradeproof"),
]


@pytest.mark.parametrize(("damage", "message"), DAMAGES)
def test_a_damaged_edition_gives_way_to_the_previous_one_or_is_built_again(
    two: Path, damage: Callable[[Path], object], message: str
) -> None:
    damage(file_of(two, SECOND))
    for edition in (open_edition(), open_up_to_date()):
        assert (edition.name, figures_in(edition) > 100) == (FIRST, True)
        assert re.search(message, edition.warnings[0])
        assert edition.warnings[1:] == (f"serving the previous edition, {FIRST}",)

    file_of(two, FIRST).unlink()
    with pytest.raises(EditionError, match=message):
        open_edition()
    edition = open_up_to_date()
    assert (edition.book_checksum, edition.warnings) == (figure_book.checksum(), ())
    assert figures_in(edition) > 100


def test_an_edition_of_a_newer_version_is_never_built_over(one: Path) -> None:
    change_schema_version(file_of(one, FIRST), +1)
    for open_it in (open_edition, open_up_to_date):
        with pytest.raises(NewerEditionError, match=r"a newer version .* update Tradeproof or run"):
            open_it()
    assert kept(one) == files(FIRST)


def test_the_previous_edition_serves_in_place_of_a_newer_version(
    two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_schema_version(file_of(two, SECOND), +1)
    change_book(monkeypatch)  # as an older checkout has another book than the newer version
    edition = open_up_to_date()
    assert edition.name == FIRST
    assert "a newer version" in edition.warnings[0]
    assert edition.warnings[1] == f"serving the previous edition, {FIRST}"
    assert (published_name(), kept(two)) == (SECOND, files(FIRST, SECOND))


def test_a_home_that_cannot_be_written_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    monkeypatch.setenv("TRADEPROOF_HOME", str(tmp_path / "file" / "home"))
    message = r"cannot write to .*/file/home \(.+\); set TRADEPROOF_HOME to a folder you own"
    for build in (load_figures, open_up_to_date):
        with pytest.raises(EditionError, match=message):
            build()


def test_a_lost_current_is_an_edition_to_build(one: Path) -> None:
    (one / "current").unlink()
    with pytest.raises(EditionError, match="no edition in"):
        open_edition()
    assert open_up_to_date().name == SECOND
    assert kept(one) == files(FIRST, SECOND)


@pytest.mark.parametrize(
    ("step", "then"),
    [
        ("_build", SECOND),  # the file is written, and has its temporary name
        ("_write_manifest", SECOND),  # it has its own name, but nothing vouches for it
        ("_publish", THIRD),  # it is whole, and only was not published
    ],
)
def test_a_crash_in_a_load_loses_nothing(
    two: Path, monkeypatch: pytest.MonkeyPatch, step: str, then: str
) -> None:
    build = store._build

    def crash(path: Path, *contents: figure_book.Book) -> None:
        if contents:
            build(path, *contents)
        assert path.is_file()
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(store, step, crash)
        with pytest.raises(KeyboardInterrupt):
            load_figures()
    assert (published_name(), open_edition().warnings) == (SECOND, ())
    assert set(files(FIRST, SECOND)) <= set(kept(two))
    assert not [name for name in kept(two) if "building" in name]

    damaged = load_figures()
    assert published_name() == damaged.stem > SECOND
    truncate(damaged)
    assert open_edition().name == then  # a whole edition was kept to fall back on


def test_a_killed_process_leaves_nothing_in_the_way(one: Path) -> None:
    killed = run(
        "import os; from data import store; insert = store._insert\n"
        "store._insert = lambda c, t, rows: os._exit(9) if t == 'claim' else insert(c, t, rows)\n"
        "store.load_figures()"
    )
    assert killed.wait() == 9
    assert f"{SECOND}.building" in kept(one)
    assert (published_name(), open_edition().warnings) == (FIRST, ())
    assert load_figures() == file_of(one, SECOND)
    assert kept(one) == files(FIRST, SECOND)


def run(program: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", program], cwd=ROOT)


def test_two_processes_loading_at_once_publish_two_good_editions(home: Path) -> None:
    both = [run("from data.store import load_figures; load_figures()") for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    assert kept(home) == files(FIRST, SECOND)
    assert published_name() == open_edition().name == SECOND
    (home / "current").write_text(FIRST, encoding="utf-8")
    assert figures_in(open_edition()) > 100
    assert open_edition().warnings == ()


def test_another_load_may_take_the_probe_away(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "touch", lambda _path: None)  # as if it were gone already
    assert store.writable_editions(home) == home / "editions"
