"""Releases of data sets: written beside, published at once, listed, taken out and back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from threading import Event

import pytest

from data import editions, store
from data.errors import EditionError, TradeproofError
from data.official import releases
from data.official.releases import datasets, remove, rollback, write_release
from data.relations import records
from data.store import Edition, load_figures, open_edition
from tests.support.homes import FIRST, SECOND, flip, place, truncate
from tests.support.made_data_sets import figure, files_of, metadata, rows_of, table


@pytest.fixture
def one(home: Path, edition: Edition) -> Path:
    """A folder with one published edition of the book."""
    return place(home, edition, FIRST)


def load(release: str = "2021", value: object = 100, source: str = "made") -> releases.Written:
    return write_release(table(figure(value=value)), None, metadata(source, release))


def stamps(home: Path) -> dict[str, tuple[int, int]]:
    """What tells that a file was written again."""
    found = [*(home / "datasets").rglob("*.duckdb"), *(home / "book").iterdir()]
    return {
        str(path.relative_to(home)): (path.stat().st_ino, path.stat().st_mtime_ns) for path in found
    }


def test_a_figure_of_a_data_set_stands_in_the_view_with_every_value(one: Path) -> None:
    rows = table(
        figure("2020-Q1", "12.5", low="12.45", high="12.55", valuation="FOB", status="P"),
        figure("2020", None, low=7, high=9, flow="import"),
    )
    written = write_release(rows, None, metadata(published="2021-05"))
    assert (written.changed, written.counts.figures, written.counts.rejected) == (True, 2, {})
    opened = open_edition()
    assert (opened.name, opened.warnings, opened.data_sets) == (SECOND, (), ("made",))
    found = records(opened.relation("observation").filter("source = 'made'").order("period"))
    same = {
        "reporter": "KAZ", "partner": "VNM", "product": "TOTAL", "currency": "USD",
        "qualifier": None, "source": "made", "release_date": "2021-05", "figure": None,
        "is_sum": False,
    }  # fmt: skip
    assert [{name: row[name] for name in same} for row in found] == [same, same]
    other = ("flow", "freq", "period", "value", "low", "high", "status", "valuation")
    assert [tuple(row[name] for name in other) for row in found] == [
        ("import", "A", "2020", None, Decimal(7), Decimal(9), "A", None),
        (
            "export", "Q", "2020-Q1", Decimal("12.5"), Decimal("12.45"), Decimal("12.55"), "P",
            "FOB",
        ),
    ]  # fmt: skip
    [source] = records(opened.relation("source").filter("source = 'made'"))
    assert source == {
        "source": "made", "kind": "official", "publisher": "Bureau", "title": "Trade by partner",
        "published": "2021-05", "language": "en", "address": "https://bureau.example",
        "file": None, "checksum": None, "statistics_of": ["KAZ"], "licence": None,
    }  # fmt: skip


def test_the_book_is_the_same_beside_a_data_set(one: Path, edition: Edition) -> None:
    load()
    opened = open_edition()
    for view in ("printed_observation", "reported_claim", "figure", "word"):
        before = edition.relation(view).order("ALL").fetchall()
        assert len(before) > 50
        assert opened.relation(view).order("ALL").fetchall() == before
    assert edition.relation("observation").fetchall() == (
        edition.relation("printed_observation").fetchall()
    )


def test_the_same_file_twice_changes_nothing_and_another_reading_of_it_does(one: Path) -> None:
    assert load().changed
    assert not load().changed
    assert store.published_name() == SECOND
    rows = table(figure(value=7))
    assert write_release(rows, None, metadata(mapping="unit = 'million'")).changed
    assert rows_of(open_edition()) == [("2020", "export", "TOTAL", 7.0)]
    assert files_of(one) == ["made/2021.duckdb", "made/2021~2.duckdb"]


def test_a_release_is_kept_beside_the_one_before_and_can_be_taken_back(one: Path) -> None:
    for release, value in (("2021", 1), ("2022", 2), ("2023", 3)):
        load(release, value)
    [found] = datasets()
    assert (found.source, found.release, found.before) == ("made", "2023", "2022")
    opened = open_edition()
    assert rows_of(opened) == [("2020", "export", "TOTAL", 3.0)]
    earlier = opened.relation("earlier_observation").select("value::INT, release_date, source")
    assert earlier.fetchall() == [(2, "2022", "made")]
    # Two editions are kept; the one before names 2021 for its own way back.
    assert files_of(one) == ["made/2021.duckdb", "made/2022.duckdb", "made/2023.duckdb"]

    rollback("made")
    assert rows_of(open_edition()) == [("2020", "export", "TOTAL", 2.0)]
    assert open_edition().relation("earlier_observation").fetchall() == []
    with pytest.raises(TradeproofError, match=r"made has no release before 2022; .* remove made"):
        rollback("made")
    load_figures()
    assert files_of(one) == ["made/2022.duckdb"]


def test_what_is_taken_out_is_gone_and_the_others_stay(one: Path) -> None:
    load(source="made")
    load(source="other", value=5)
    remove("made")
    opened = open_edition()
    assert (opened.data_sets, rows_of(opened), len(rows_of(opened, "other"))) == (("other",), [], 1)
    load_figures()
    assert files_of(one) == ["other/2021.duckdb"]
    for change in (remove, rollback):
        with pytest.raises(TradeproofError, match="no data set 'made' is loaded; loaded: other"):
            change("made")


def test_no_load_writes_the_files_of_others(one: Path) -> None:
    load(source="made")
    load(source="other")
    before = stamps(one)
    assert len(before) == 3
    load_figures()
    load(source="third")
    load("2022", source="other")
    after = stamps(one)
    assert {name: after[name] for name in before if name in after} == {
        name: stamp for name, stamp in before.items() if name in after
    }
    assert before.keys() - after.keys() <= {"book/book-000001.duckdb"}


def test_a_data_set_before_the_first_edition_builds_the_book(home: Path) -> None:
    load()
    assert store.published_name() == FIRST
    assert open_edition().relation("figure").count("*").fetchall()[0][0] > 100
    assert rows_of(open_edition()) == [("2020", "export", "TOTAL", 100.0)]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"source": "../x"}, "source: '../x' is no name of a data set"),
        ({"source": "Made"}, "source: 'Made' is no name of a data set"),
        ({"release": "2021/05"}, "release: '2021/05' is no name of a data set"),
        ({"source": "user-x"}, "begins as publications do that a person adds"),
        ({"source": "mofa-vn-2025"}, "is a publication of the figure book"),
        ({"publisher": " "}, "publisher: is empty"),
        ({"address": None}, "needs an address, or the name of its file"),
        ({"published": "spring"}, "'spring'"),
        ({"checksum": "12"}, "'12'"),
        ({"language": "xx"}, "unknown language 'xx'"),
        ({"currency": "XXX"}, "unknown currency 'XXX'"),
        ({"valuation": {"export": "EXW"}}, "unknown valuation 'EXW'"),
        ({"statistics_of": ("KZA",)}, "unknown statistics_of 'KZA'"),
    ],
)
def test_metadata_that_cannot_be_used_change_nothing(
    one: Path, tables: dict, changed: dict, message: str
) -> None:
    if changed.get("source") == "mofa-vn-2025":
        changed = {"source": tables["source"][0]["source"]}
    with pytest.raises(TradeproofError, match=message):
        write_release(table(figure()), None, metadata(**changed))
    assert (store.published_name(), (one / "datasets").exists()) == (FIRST, False)


def test_a_table_without_one_usable_row_says_why_and_changes_nothing(one: Path) -> None:
    rows = table(figure(reporter="KZA"), figure(value=-1))
    said = r"no row can be used \(negative 1, unknown_code 1\); .*: reporter KZA is in no list"
    with pytest.raises(TradeproofError, match=said):
        write_release(rows, None, metadata())
    assert (store.published_name(), files_of(one)) == (FIRST, [])


def test_columns_that_are_missing_are_named(one: Path) -> None:
    rows = table(figure()).drop_columns(["flow", "low"])
    with pytest.raises(EditionError, match="a table of figures lacks the columns flow, low"):
        write_release(rows, None, metadata())
    assert files_of(one) == []


@pytest.mark.parametrize("damage", [truncate, lambda path: flip(path, 40_000), Path.unlink])
def test_a_damaged_data_set_is_left_out_and_said_and_can_be_loaded_again(
    one: Path, damage: object
) -> None:
    load(source="other", value=5)
    load()
    damage(one / "datasets" / "made" / "2021.duckdb")
    opened = open_edition()
    [warning] = opened.warnings
    assert warning.startswith("2021.duckdb, a part of edition-000003, is ")
    assert warning.endswith("; the data set made is left out, load it again")
    assert (rows_of(opened), rows_of(opened, "other")) == ([], [("2020", "export", "TOTAL", 5.0)])
    assert opened.relation("figure").count("*").fetchall()[0][0] > 100
    load_figures()  # a change of the book does not lose what is known of it
    assert open_edition().warnings[0].endswith(warning.partition("; ")[2])
    assert load().changed
    assert (open_edition().warnings, rows_of(open_edition())) == (
        (),
        [("2020", "export", "TOTAL", 100.0)],
    )


def test_a_large_file_is_told_by_its_ends_and_a_block_inside_when_it_is_read(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editions, "READ_WHOLE", 0)
    monkeypatch.setattr(editions, "END", 4096)
    rows = [figure(f"{1900 + n % 100}-{n // 100 + 1:02d}", n * 7919 % 104729) for n in range(1200)]
    write_release(table(*rows), None, metadata())
    path = home / "datasets" / "made" / "2021.duckdb"
    healthy = path.read_bytes()
    told = {"opening": 0, "reading": 0, "not at all": 0}
    for at in range(100, len(healthy), len(healthy) // 12):
        path.write_bytes(healthy)
        flip(path, at)
        opened = open_edition()
        if opened.warnings:
            told["opening"] += 1
            continue
        try:
            found = records(opened.relation("observation").filter("source = 'made'"))
        except EditionError:
            told["reading"] += 1
        else:  # a byte of no block that holds a figure
            assert sum(row["value"] for row in found) == sum(row["value"] for row in rows)
            told["not at all"] += 1
    assert told["opening"] > 0
    assert told["reading"] > 0


def test_readers_go_on_while_data_sets_are_loaded(one: Path) -> None:
    load("2021", 1)
    done = Event()

    def read(_: int) -> set[float]:
        seen = set()
        while not done.is_set() or not seen:
            opened = open_edition()
            [(_, _, _, value)] = rows_of(opened)
            seen.add(value)
            opened.connection.close()
        return seen

    with ThreadPoolExecutor(3) as threads:
        readers = [threads.submit(read, n) for n in range(3)]
        try:
            for release, value in (("2022", 2), ("2023", 3)):
                load(release, value)
        finally:
            done.set()
        assert all(reader.result() <= {1.0, 2.0, 3.0} for reader in readers)
    assert rows_of(open_edition()) == [("2020", "export", "TOTAL", 3.0)]
