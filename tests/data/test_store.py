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
from dataclasses import asdict
from pathlib import Path
from threading import Barrier

import duckdb
import pytest

from data import building, store
from data.book import figure_book
from data.editions import SCHEMA_VERSION, part_of
from data.errors import BookError, EditionError, NewerEditionError
from data.relations import derive
from data.store import Edition, load_figures, open_edition, open_up_to_date, published_name
from tests.support.checkout import ROOT
from tests.support.homes import (
    FIRST,
    SECOND,
    THIRD,
    book_of,
    change_manifest,
    change_schema_version,
    figures_in,
    files,
    kept,
    manifest_of,
    place,
    truncate,
)


@pytest.fixture
def one(home: Path, edition: Edition) -> Path:
    """A folder with one published edition."""
    return place(home, edition, FIRST)


@pytest.fixture
def two(home: Path, edition: Edition) -> Path:
    """A folder with a published edition and the previous one."""
    return place(home, edition, FIRST, SECOND)


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


def test_an_edition_holds_every_row_of_the_book(edition: Edition) -> None:
    tables = figure_book.read().tables
    counts = {name: edition.relation(name).count("*").fetchall()[0][0] for name in tables}
    assert counts == {name: len(rows) for name, rows in tables.items()}
    assert edition.name == FIRST
    assert edition.warnings == ()
    assert edition.book_checksum == figure_book.checksum()


WRITES = [
    ("DELETE FROM claim", duckdb.BinderException, "Can only delete from base table"),
    ("DELETE FROM book.claim", duckdb.InvalidInputException, "read-only mode"),
    ("DROP TABLE book.event", duckdb.InvalidInputException, "read-only mode"),
    ("CREATE TABLE book.extra (i INT)", duckdb.InvalidInputException, "read-only mode"),
    ("DROP VIEW observation", duckdb.TransactionException, "read-only mode"),
    ("CREATE TABLE extra (i INT)", duckdb.TransactionException, "read-only mode"),
]


@pytest.mark.parametrize(("statement", "error", "message"), WRITES)
def test_an_edition_is_read_only(
    edition: Edition, statement: str, error: type[duckdb.Error], message: str
) -> None:
    before = edition.relation("observation").order("figure").fetchall()
    for write in (edition.cursor().execute, edition.query):
        with pytest.raises(error, match=message):
            write(statement)
    with pytest.raises(duckdb.Error, match=rf"{message}|transaction is aborted"):
        derive(edition.relation("goods"), statement)
    assert edition.relation("observation").order("figure").fetchall() == before
    assert len(before) > 100


def test_not_even_its_own_connection_writes_into_the_files_of_an_edition(edition: Edition) -> None:
    before = figures_in(edition)
    for write in ("DELETE FROM book.claim", "DROP TABLE book.event", "CREATE TABLE book.i (i INT)"):
        with pytest.raises(duckdb.InvalidInputException, match="read-only"):
            edition.connection.cursor().execute(write)
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


def test_editions_of_an_installed_tool_lie_where_the_platform_keeps_data(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("TRADEPROOF_HOME", raising=False)
    monkeypatch.setattr(store, "ROOMS", tmp_path)  # no checkout
    monkeypatch.setenv("HOME", str(tmp_path / "user"))
    monkeypatch.setenv("XDG_DATA_HOME", "")
    of_platform = {
        "linux": ".local/share/tradeproof",
        "darwin": "Library/Application Support/tradeproof",
    }
    if sys.platform not in of_platform:
        pytest.skip("the folder of Windows is not in HOME")
    assert store.home() == tmp_path / "user" / of_platform[sys.platform]
    assert not (tmp_path / "user").exists()  # asking makes nothing


def test_a_query_that_needs_more_than_its_memory_writes_to_the_home(one: Path) -> None:
    connection = open_edition().connection  # the folder where it is asked may be read-only
    connection.execute("SET memory_limit = '60MB'; SET threads = 1")
    many = "SELECT range AS n, hash(range) AS code FROM range(2000000)"
    answer = connection.execute(f"SELECT n FROM ({many}) ORDER BY code")
    assert len(answer.fetchmany(10)) == 10
    written = [path for path in (one / "spill").iterdir() if path.stat().st_size]
    assert sum(path.stat().st_size for path in written) > 10_000_000
    connection.close()
    assert not (one / "spill").exists()


def test_a_load_publishes_the_next_edition_and_keeps_the_previous(home: Path) -> None:
    opened = []
    for name, remaining in ((FIRST, [FIRST]), (SECOND, [FIRST, SECOND]), (THIRD, [SECOND, THIRD])):
        assert load_figures() == manifest_of(home, name)
        opened.append(open_edition())
        assert published_name() == opened[-1].name == name
        assert kept(home) == files(*remaining)
    # Who reads an edition goes on reading it, even the one that is forgotten.
    assert [figures_in(edition) for edition in opened] == 3 * [figures_in(opened[0])]


def test_the_first_edition_builds_itself_and_an_unchanged_book_no_other(home: Path) -> None:
    with pytest.raises(EditionError, match=r"no edition is published in .*; `tradeproof"):
        open_edition()
    assert published_name() is None
    opened = [open_up_to_date() for _ in range(2)]
    assert [(one.name, one.warnings) for one in opened] == [(FIRST, ()), (FIRST, ())]
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


Damage = Callable[[Path, str], object]


def of_book(damage: Callable[[Path], object]) -> Damage:
    return lambda home, name: damage(book_of(home, name))


def of_manifest(damage: Callable[[Path], object]) -> Damage:
    return lambda home, name: damage(manifest_of(home, name))


def write_manifest(text: str) -> Damage:
    return of_manifest(lambda path: path.write_text(text, encoding="utf-8"))


def set_part(**values: object) -> Damage:
    """The manifest says this of the book."""
    return of_manifest(
        lambda path: change_manifest(path, lambda said: said["parts"]["book"].update(values))
    )


def empty_database(path: Path) -> None:
    """A sound database file of the same length, without the tables."""
    length = path.stat().st_size
    path.unlink()
    duckdb.connect(path).close()
    os.truncate(path, length)


def named_empty_database(home: Path, name: str) -> None:
    """A sound file that the manifest names rightly, which holds no book."""
    empty_database(book_of(home, name))
    set_part(**asdict(part_of(book_of(home, name), "nothing")))(home, name)


DAMAGED = r"edition-00000\d.json is damaged"
OLDER = "was built by an older version of Tradeproof"
PART = r"book-00000\d.duckdb, a part of edition-00000\d, is "
DAMAGES = [
    (of_book(truncate), PART + r"truncated: [\d,]+ bytes of [\d,]+"),
    (
        of_book(lambda path: path.write_bytes(b"\0" * path.stat().st_size)),
        PART + "damaged: its bytes are not those that were written",
    ),
    (of_book(Path.unlink), PART + "missing from .*/book"),
    (of_book(empty_database), PART + "damaged"),  # told by its checksum, before it is attached
    (named_empty_database, r"edition-00000\d is incomplete"),
    (set_part(sha256="0" * 64), PART + "damaged"),
    (set_part(sha256=None), PART + "damaged"),
    (of_manifest(Path.unlink), r"edition-00000\d.json is missing from .*/editions"),
    (write_manifest(""), DAMAGED),
    (write_manifest("[]"), DAMAGED),
    (write_manifest(f'{{"schema_version": {SCHEMA_VERSION}}}'), DAMAGED),
    (write_manifest(f'{{"schema_version": {SCHEMA_VERSION}, "parts": []}}'), DAMAGED),
    (set_part(bytes=None), DAMAGED),
    (set_part(bytes=12), PART + r"truncated: [\d,]+ bytes of 12;"),
    (set_part(file="book/nothing.duckdb"), "nothing.duckdb, a part of .*, is missing"),
    (
        of_manifest(lambda path: change_manifest(path, lambda said: said["parts"].clear())),
        r"edition-00000\d.json names no figure book",
    ),
    (write_manifest('{"bytes": 5255168, "schema_version": 1}'), OLDER),  # as version 1 wrote it
    (of_manifest(lambda path: change_schema_version(path, -1)), OLDER),
]


@pytest.mark.parametrize(("damage", "message"), DAMAGES)
def test_a_damaged_edition_gives_way_to_the_previous_one_or_is_built_again(
    two: Path, damage: Damage, message: str
) -> None:
    damage(two, SECOND)
    for edition in (open_edition(), open_up_to_date()):
        assert (edition.name, figures_in(edition) > 100) == (FIRST, True)
        assert re.search(message, edition.warnings[0])
        assert edition.warnings[1:] == (f"serving the previous edition, {FIRST}",)

    book_of(two, FIRST).unlink()
    with pytest.raises(EditionError, match=message):
        open_edition()
    edition = open_up_to_date()
    [healed] = edition.warnings
    assert re.search(message.rstrip(";"), healed)
    assert healed.endswith(f"; a new edition was built, {edition.name}")
    assert (edition.book_checksum, open_up_to_date().warnings) == (figure_book.checksum(), ())
    assert figures_in(edition) > 100


def test_a_damaged_edition_of_an_old_book_is_told_when_another_is_built(
    two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    truncate(book_of(two, SECOND))
    change_book(monkeypatch)
    edition = open_up_to_date()
    [healed] = edition.warnings
    assert healed.startswith(f"book-000002.duckdb, a part of {SECOND}, is truncated: ")
    assert healed.endswith(f"; a new edition was built, {THIRD}")
    assert (edition.name, open_up_to_date().warnings) == (THIRD, ())


@pytest.mark.parametrize("name", ["", "edition-x", "../x", "edition-000002\n\nx", "\0", "\x1b[2J"])
def test_a_current_that_names_no_edition_is_told(two: Path, name: str) -> None:
    (two / "current").write_text(name, encoding="utf-8")
    edition = open_up_to_date()
    assert (edition.name, edition.warnings) == (
        SECOND,
        (f"{two / 'current'} names no edition", f"serving the previous edition, {SECOND}"),
    )


@pytest.mark.parametrize("name", ["edition-x.json", "edition-.json", "edition-١٢٣٤٥٦.json"])
def test_a_file_of_another_name_among_the_editions_is_no_edition(one: Path, name: str) -> None:
    (one / "editions" / name).write_text("{}", encoding="utf-8")
    (one / "book" / "book-x.duckdb").touch()
    assert load_figures().stem == SECOND
    assert (open_up_to_date().name, open_up_to_date().warnings) == (SECOND, ())


@pytest.mark.parametrize("name", ["current.new", f"editions/{SECOND}.json.new"])
@pytest.mark.parametrize(
    "make", [os.mkfifo, Path.touch, lambda path: path.symlink_to(path.parent / "elsewhere")]
)
def test_what_stands_where_a_load_writes_is_cleared(one: Path, name: str, make) -> None:
    make(one / name)
    published = load_figures().stem
    assert (published_name(), open_edition().name) == (published, published)
    assert not (one / name).is_symlink()
    assert not (one / name).parent.joinpath("elsewhere").exists()  # nothing went through the link


def test_what_was_added_and_cannot_be_read_is_not_taken_for_nothing(one: Path) -> None:
    figures = one / "figures"
    for make, reason in (
        (lambda: figures.write_text("no folder"), "Not a directory"),
        (lambda: figures.symlink_to("nowhere"), "No such file or directory"),
        (lambda: os.mkfifo(figures), "Not a directory"),
    ):
        make()
        edition = open_up_to_date()
        assert (edition.name, edition.warnings) == (
            FIRST,
            (f"cannot read the figure book ({reason}); serving the previous edition, {FIRST}",),
        )
        figures.unlink()


@pytest.mark.parametrize("make", [Path.touch, os.mkfifo, lambda path: path.symlink_to("nowhere")])
def test_a_publication_that_is_no_folder_is_not_taken_for_nothing(one: Path, make) -> None:
    (one / "figures").mkdir()
    make(one / "figures" / "user-2025-01-01-x")
    said = "figures/user-2025-01-01-x, line 1: is no folder; move it elsewhere"
    edition = open_up_to_date()
    assert (edition.name, edition.warnings) == (
        FIRST, (f"{said}; serving the previous edition, {FIRST}",),
    )  # fmt: skip
    with pytest.raises(BookError, match=r"is no folder"):
        load_figures()


def test_an_edition_of_a_newer_version_is_never_built_over(one: Path) -> None:
    change_schema_version(manifest_of(one, FIRST), +1)
    for open_it in (open_edition, open_up_to_date):
        with pytest.raises(NewerEditionError, match=r"a newer version .* update Tradeproof or run"):
            open_it()
    assert kept(one) == files(FIRST)


def test_the_previous_edition_serves_in_place_of_a_newer_version(
    two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_schema_version(manifest_of(two, SECOND), +1)
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
    with pytest.raises(EditionError, match="no edition is published in"):
        open_edition()
    edition = open_up_to_date()
    healed = f"no edition is published in {one}; a new edition was built, {SECOND}"
    assert (edition.name, edition.warnings) == (SECOND, (healed,))
    assert kept(one) == files(FIRST, SECOND)


@pytest.mark.parametrize(
    ("step", "then"),
    [
        ("book", SECOND),  # its file is written, and has its temporary name
        ("edition-000003.json", SECOND),  # the book has its own name, but nothing names it
        ("edition-000003.json.new", SECOND),  # the manifest is half written
        ("current", THIRD),  # the edition is whole, and only was not published
    ],
)
def test_a_crash_in_a_load_loses_nothing(
    two: Path, monkeypatch: pytest.MonkeyPatch, step: str, then: str
) -> None:
    build, replace = building.build, store.write_whole

    def crash_after(path: Path, contents: figure_book.Book) -> None:
        build(path, contents)
        assert path.is_file()
        if step == "book":
            raise KeyboardInterrupt

    def crash_at(path: Path, text: str) -> None:
        beside = path.with_name(path.name + ".new")
        if step == beside.name:
            beside.write_text(text[:10], encoding="utf-8")
        if step in (path.name, beside.name):
            raise KeyboardInterrupt
        replace(path, text)

    with monkeypatch.context() as patch:
        patch.setattr(building, "build", crash_after)
        patch.setattr(store, "write_whole", crash_at)
        with pytest.raises(KeyboardInterrupt):
            load_figures()
    assert (published_name(), open_edition().warnings) == (SECOND, ())
    assert set(files(FIRST, SECOND)) <= set(kept(two))
    assert ("book-000003.duckdb" in kept(two)) == (step != "book")
    assert not [name for name in kept(two) if "building" in name]

    damaged = load_figures()
    assert published_name() == damaged.stem > SECOND
    newest = json.loads(damaged.read_text(encoding="utf-8"))["parts"]["book"]["file"]
    truncate(two / newest)
    assert open_edition().name == then  # a whole edition was kept to fall back on
    assert len(kept(two)) == 4  # of two editions, and nothing that the crash left


def test_a_killed_process_leaves_nothing_in_the_way(one: Path) -> None:
    killed = run(
        "import os; from data import building, store; insert = building.insert\n"
        "building.insert = lambda c, t, rows: os._exit(9) if t == 'claim' else insert(c, t, rows)\n"
        "store.load_figures()"
    )
    assert killed.wait() == 9
    assert "book-000002.building" in kept(one)
    assert (published_name(), open_edition().warnings) == (FIRST, ())
    assert load_figures() == manifest_of(one, SECOND)
    books = ["book-000001.duckdb", "book-000003.duckdb"]
    assert kept(one) == [*books, f"{FIRST}.json", f"{SECOND}.json"]


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


def test_an_edition_forgotten_while_it_was_being_opened_gives_way_to_the_newest(
    one: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_newest = store._open_newest

    def forgotten(_folder: Path) -> Edition:
        monkeypatch.setattr(store, "_open_newest", open_newest)
        load_figures()
        raise EditionError(f"{FIRST}.json is missing")

    monkeypatch.setattr(store, "_open_newest", forgotten)
    edition = open_edition()
    assert (edition.name, edition.warnings) == (SECOND, ())


@pytest.mark.parametrize("name", ["it's a home", 'the "home"', "home; DROP TABLE figure", "nhà ở"])
def test_a_home_of_any_name(tmp_path: Path, name: str) -> None:
    load_figures(tmp_path / name)
    assert figures_in(open_edition(tmp_path / name)) > 100
