"""The user's part of the figure book: added, read with the book, taken out, and never half done."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.reading.out.reader import read
from analytics.recording.book_rows import book_rows
from data import building, store
from data.book import figure_book, user_part
from data.book.user_part import AlreadyAdded, Publication
from data.errors import BookError, EditionError, TradeproofError

TEXT = (
    "Năm 2024, xuất khẩu của Việt Nam sang Chile đạt 540 triệu USD, tăng 35% so với năm 2023."
    "\nNăm 2024, nhập khẩu từ Chile đạt gần 310 triệu USD."
)
SOURCE = "user-2025-01-10-bao-dau-tu"


def publication(text: str = TEXT, **changes: str) -> Publication:
    rows = book_rows(read(text))
    entry = {"publisher": "Báo Đầu tư", "published": "2025-01-10", "title": 'Tít "có" ngoặc\\'}
    return Publication(
        **(entry | changes),  # type: ignore[arg-type]
        language="vi",
        kind="press",
        text=text,
        statistics_of=("VNM",),
        figures=tuple(rows.figures.values()),
        claims=tuple(rows.claims.values()),
    )


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRADEPROOF_HOME", str(tmp_path))
    return tmp_path


def added_to(home: Path) -> list[str]:
    """Every file of the user's part."""
    folder = home / "figures"
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def rows_of(source: str) -> list[tuple[object, ...]]:
    """Flow, period, bounds and line of a source's figures in the newest edition."""
    return (
        store.open_edition()
        .query(
            "SELECT figure, flow, period, low::BIGINT, high::BIGINT, place FROM figure "
            "WHERE source = ? ORDER BY figure",
            [source],
        )
        .fetchall()
    )


def test_a_publication_is_in_the_next_edition_with_its_source_and_claims(home: Path) -> None:
    store.load_figures()
    before = store.open_edition()
    [(figures, claims)] = before.query(
        "SELECT (SELECT count(*) FROM figure), (SELECT count(*) FROM claim)"
    ).fetchall()
    assert user_part.add(publication()) == SOURCE
    edition = store.open_up_to_date()
    assert (before.name, edition.name) == ("edition-000001", "edition-000002")
    assert rows_of(SOURCE) == [
        (f"{SOURCE}-f1", "export", "2024", 539_500_000, 540_500_000, "line 1"),
        (f"{SOURCE}-f2", "import", "2024", 300_000_000, 310_000_000, "line 2"),
    ]
    [claim] = edition.query(
        "SELECT claim, figure, base_period, claimed::INTEGER FROM reported_claim WHERE source = ?",
        [SOURCE],
    ).fetchall()
    assert claim == (f"{SOURCE}-c1", f"{SOURCE}-f1", "2023", 35)
    [entry] = edition.query(
        "SELECT publisher, title, published, language, file, statistics_of FROM source "
        "WHERE source = ?",
        [SOURCE],
    ).fetchall()
    assert entry == (
        "Báo Đầu tư", 'Tít "có" ngoặc\\', "2025-01-10", "vi", "text.txt", ["VNM"],
    )  # fmt: skip
    [counts] = edition.query(
        "SELECT (SELECT count(*) FROM figure), (SELECT count(*) FROM claim)"
    ).fetchall()
    assert counts == (figures + 2, claims + 1)
    assert (home / "figures" / SOURCE / "text.txt").read_text(encoding="utf-8") == TEXT


def test_it_survives_a_rebuild_and_the_loss_of_every_edition(home: Path) -> None:
    user_part.add(publication())
    kept = rows_of(SOURCE)
    assert len(kept) == 2
    store.load_figures()
    assert rows_of(SOURCE) == kept
    for path in [*(home / "editions").iterdir(), *(home / "book").iterdir()]:
        path.unlink()
    (home / "current").unlink()
    store.open_up_to_date()
    assert rows_of(SOURCE) == kept


def test_an_edition_is_built_anew_when_the_part_changes_by_hand(home: Path) -> None:
    user_part.add(publication())
    path = home / "figures" / SOURCE / "figures.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",540,", ",550,"), encoding="utf-8")
    edition = store.open_up_to_date()
    assert (edition.name, edition.warnings) == ("edition-000002", ())
    assert rows_of(SOURCE)[0][3:5] == (549_500_000, 550_500_000)


@pytest.mark.parametrize("file", figure_book.PUBLICATION)
def test_a_part_that_is_broken_leaves_the_previous_edition_serving(home: Path, file: str) -> None:
    user_part.add(publication())
    (home / "figures" / SOURCE / file).unlink()
    edition = store.open_up_to_date()
    assert edition.name == "edition-000001"
    [warning] = edition.warnings
    assert warning.startswith(f"{SOURCE}/{file}, line 1: the file is missing")


def test_the_same_text_is_not_added_twice_and_another_of_that_day_gets_a_number(home: Path) -> None:
    user_part.add(publication())
    before = added_to(home)
    with pytest.raises(AlreadyAdded) as refused:
        user_part.add(publication(publisher="Another name"))
    assert refused.value.source == SOURCE
    assert added_to(home) == before
    other = TEXT.replace("540", "541")
    assert user_part.add(publication(other)) == f"{SOURCE}-2"
    assert [row[3] for row in (*rows_of(SOURCE), *rows_of(f"{SOURCE}-2"))] == [
        539_500_000, 300_000_000, 540_500_000, 300_000_000,
    ]  # fmt: skip


def test_a_text_of_the_embedded_book_is_not_added_again(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mofa = "46a397c789ada375769fa6a9d7a4245a31dcf3f5cf4b0cdd918727a41e2b3653"  # in sources.toml
    monkeypatch.setattr(user_part, "_checksum", lambda _: mofa)
    with pytest.raises(AlreadyAdded) as refused:
        user_part.add(publication())
    assert refused.value.source == "mofa-vn-2025-05-02"
    assert added_to(home) == []


IDS = [
    ("Báo Đầu tư", "user-2025-01-10-bao-dau-tu"),
    ("The “Daily”/Times, Ltd.", "user-2025-01-10-the-daily-times-ltd"),
    ("../../etc", "user-2025-01-10-etc"),
    ("Известия", "user-2025-01-10"),
    ("a" * 200, "user-2025-01-10-" + "a" * 40),
]


@pytest.mark.parametrize(("publisher", "source"), IDS)
def test_the_id_is_made_of_the_date_and_the_publisher(
    home: Path, publisher: str, source: str
) -> None:
    assert user_part.add(publication(publisher=publisher)) == source
    assert (home / "figures" / source).is_dir()


@pytest.mark.parametrize(
    "published", ["", "10/01/2025", "2025-02-30", "20250110", "2025-W02", "0001", "../2025"]
)
def test_a_wrong_date_adds_nothing(home: Path, published: str) -> None:
    store.load_figures()
    with pytest.raises(TradeproofError, match="is not a date; write 2025, 2025-05 or 2025-05-07"):
        user_part.add(publication(published=published))
    assert added_to(home) == []
    assert store.published_name() == "edition-000001"


def test_what_cannot_be_built_is_taken_out_again(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.load_figures()

    def fail(*_: object) -> None:
        raise EditionError("the disk is full")

    monkeypatch.setattr(building, "build", fail)
    with pytest.raises(EditionError, match="the disk is full"):
        user_part.add(publication())
    assert added_to(home) == []
    monkeypatch.undo()
    monkeypatch.setenv("TRADEPROOF_HOME", str(home))
    assert store.open_up_to_date().name == "edition-000001"


def test_a_publication_is_taken_out_and_its_files_kept(home: Path) -> None:
    user_part.add(publication())
    files = added_to(home)
    assert user_part.remove(SOURCE) == home / "removed" / SOURCE
    assert rows_of(SOURCE) == []
    assert added_to(home) == []
    assert [f"{SOURCE}/{p.name}" for p in sorted((home / "removed" / SOURCE).iterdir())] == files
    user_part.add(publication())
    assert user_part.remove(SOURCE) == home / "removed" / f"{SOURCE}-2"


@pytest.mark.parametrize("source", ["mofa-vn-2025-05-02", "../figures", "user-2020-01-01"])
def test_only_what_was_added_is_taken_out(home: Path, source: str) -> None:
    user_part.add(publication())
    with pytest.raises(TradeproofError, match=f"added: {SOURCE}"):
        user_part.remove(source)
    assert len(rows_of(SOURCE)) == 2


def test_ids_of_other_sources_are_refused(home: Path) -> None:
    user_part.add(publication())
    path = home / "figures" / SOURCE / "figures.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(f"{SOURCE}-f2", "mofa-kaz-2024-total"), encoding="utf-8")
    with pytest.raises(BookError, match=rf"{SOURCE}/figures\.csv, line 3: .* must begin {SOURCE}"):
        store.load_figures()


def test_a_folder_of_another_name_is_refused(home: Path) -> None:
    user_part.add(publication())
    (home / "figures" / SOURCE).rename(home / "figures" / "mine")
    with pytest.raises(BookError, match="is named user-"):
        store.load_figures()


def test_no_source_of_the_embedded_book_looks_added() -> None:
    sources = [source["source"] for source in figure_book.read().tables["source"]]
    assert len(sources) > 30
    assert [source for source in sources if figure_book.is_added(source)] == []
