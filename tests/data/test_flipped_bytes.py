"""A flipped byte anywhere in an edition: never a wrong figure, never an error of the database."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from data.book import figure_book
from data.errors import EditionError
from data.store import Edition, open_edition, open_up_to_date
from tests.support.examples import examples
from tests.support.homes import FIRST, SECOND, book_of, flip, manifest_of, place

SERVED = f"serving the previous edition, {FIRST}"


def rows_of(edition: Edition) -> list[tuple[object, ...]]:
    """Every value of the figures and claims."""
    tables = ("figure", "claim", "source")
    return [row for table in tables for row in edition.relation(table).order("ALL").fetchall()]


@pytest.fixture(scope="module")
def rows(edition: Edition) -> list[tuple[object, ...]]:
    return rows_of(edition)


def test_a_byte_flipped_in_the_book_gives_way_to_the_previous_edition(
    home: Path, edition: Edition
) -> None:
    book = book_of(place(home, edition, FIRST, SECOND), SECOND)
    length, chance = book.stat().st_size, random.Random(10)
    offsets = [0, length - 1, *(chance.randrange(length) for _ in range(examples(400, usual=20)))]
    for at in offsets:
        bits = chance.randrange(1, 256)
        flip(book, at, bits)
        served = open_up_to_date()
        assert served.name == FIRST, at
        assert served.warnings[0].startswith(f"{book.name}, a part of {SECOND}, is damaged: "), at
        assert served.warnings[1:] == (SERVED,)
        served.connection.close()
        flip(book, at, bits)
    assert (open_up_to_date().name, open_up_to_date().warnings) == (SECOND, ())


def test_the_previous_edition_has_the_same_rows_and_a_single_one_is_built_anew(
    home: Path, edition: Edition, rows: list[tuple[object, ...]]
) -> None:
    flip(book_of(place(home, edition, FIRST, SECOND), SECOND), 3_000_000, 1)
    assert rows_of(open_up_to_date()) == rows
    assert len(rows) > 200
    flip(book_of(home, FIRST), 1_000_000, 128)
    with pytest.raises(EditionError, match=rf"{SECOND}, is damaged.*{FIRST}, is damaged"):
        open_edition()
    built = open_up_to_date()
    [healed] = built.warnings
    assert healed.startswith(f"book-000002.duckdb, a part of {SECOND}, is damaged: ")
    assert healed.endswith(f"; a new edition was built, {built.name}")
    assert rows_of(built) == rows
    assert built.book_checksum == figure_book.checksum()


def test_a_byte_flipped_in_a_manifest_or_in_the_name_never_changes_a_figure(
    home: Path, edition: Edition, rows: list[tuple[object, ...]]
) -> None:
    place(home, edition, FIRST, SECOND)
    chance = random.Random(11)
    for path in (manifest_of(home, SECOND), home / "current"):
        whole = path.read_bytes()
        for _ in range(examples(200, usual=25)):
            flip(path, chance.randrange(len(whole)), chance.randrange(1, 256))
            try:
                served = open_edition()
            except EditionError:
                pass  # the next command builds anew
            else:
                assert rows_of(served) == rows
                served.connection.close()
            path.write_bytes(whole)
