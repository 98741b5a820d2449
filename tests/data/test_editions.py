"""An edition of several files: editions share them, and a load writes its own only."""

from __future__ import annotations

import shutil
from dataclasses import asdict
from pathlib import Path

import duckdb
import pytest

from data.editions import part_of
from data.errors import EditionError
from data.relations import records
from data.store import Edition, load_figures, open_edition, open_up_to_date
from tests.support.homes import (
    FIRST,
    SECOND,
    THIRD,
    book_of,
    change_manifest,
    figures_in,
    files,
    kept,
    manifest_of,
    place,
    truncate,
)  # fmt: skip


def add_part(home: Path, edition: str, name: str, rows: int) -> Path:
    """Put a further file into an edition, as a data set will be; its path."""
    path = home / "datasets" / f"{name}.duckdb"
    path.parent.mkdir(exist_ok=True)
    with duckdb.connect(path) as connection:
        connection.execute("CREATE TABLE row AS SELECT i FROM range(?) numbers(i)", [rows])
    part = asdict(part_of(path, "rows"))
    change_manifest(manifest_of(home, edition), lambda said: said["parts"].update({name: part}))
    return path


def test_a_new_book_leaves_the_other_files_of_an_edition_as_they_are(
    home: Path, edition: Edition
) -> None:
    path = add_part(place(home, edition, FIRST), FIRST, "official-2024", 7)
    before = (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino)
    for name in (SECOND, THIRD):
        load_figures()
        opened = open_edition()
        assert (opened.name, opened.warnings) == (name, ())
        assert list(opened.manifest.parts) == ["book", "official-2024"]
        assert opened.query('SELECT count(*) FROM "official-2024".row').fetchall() == [(7,)]
        assert figures_in(opened) > 100
    assert (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino) == before
    assert kept(home) == files(SECOND, THIRD)


def test_two_editions_of_one_process_share_a_file(home: Path, edition: Edition) -> None:
    add_part(place(home, edition, FIRST), FIRST, "official", 7)
    opened = [open_edition(), open_edition()]
    opened[0].connection.close()
    assert opened[1].query("SELECT count(*) FROM official.row").fetchall() == [(7,)]


def test_a_book_stays_while_an_edition_names_it(home: Path, edition: Edition) -> None:
    place(home, edition, FIRST)
    shutil.copy(manifest_of(home, FIRST), manifest_of(home, SECOND))
    (home / "current").write_text(SECOND, encoding="utf-8")
    load_figures()
    books = ["book-000001.duckdb", "book-000002.duckdb"]
    assert kept(home) == [*books, f"{SECOND}.json", f"{THIRD}.json"]
    book_of(home, SECOND).unlink()  # that of the newest edition
    assert open_edition().name == SECOND


def test_a_damaged_edition_does_not_push_out_one_that_is_whole(
    home: Path, edition: Edition
) -> None:
    truncate(book_of(place(home, edition, FIRST, SECOND), SECOND))
    load_figures()
    assert kept(home) == files(FIRST, THIRD)


def test_a_truncated_file_of_another_kind_is_named_and_the_previous_edition_serves(
    home: Path, edition: Edition
) -> None:
    truncate(add_part(place(home, edition, FIRST, SECOND), SECOND, "official", 5))
    opened = open_edition()
    assert opened.name == FIRST
    assert opened.warnings[0].startswith("official.duckdb, a part of edition-000002, is truncated")


def test_files_of_the_first_version_are_forgotten_when_the_book_is_built_anew(home: Path) -> None:
    (home / "editions").mkdir()
    old = {"edition-000004.duckdb": "", "edition-000004.json": '{"bytes": 0, "schema_version": 1}'}
    for name, text in old.items():
        (home / "editions" / name).write_text(text, encoding="utf-8")
    (home / "current").write_text("edition-000004", encoding="utf-8")
    with pytest.raises(EditionError, match=r"built by an older version .* run `tradeproof load fi"):
        open_edition()
    assert open_up_to_date().name == "edition-000005"
    assert kept(home) == ["book-000001.duckdb", "edition-000005.json"]


def test_rows_are_those_of_the_query(edition: Edition) -> None:
    select = "SELECT source, count(*) AS figures FROM figure WHERE reporter = ? GROUP BY ALL"
    found = edition.rows(f"{select} ORDER BY source", ["VNM"])
    assert found == records(edition.query(f"{select} ORDER BY source", ["VNM"]))
    assert found
    assert edition.rows("SELECT 1 AS one") == [{"one": 1}]
    with pytest.raises(duckdb.Error, match="read-only"):
        edition.rows("CREATE TABLE made AS SELECT 1")
