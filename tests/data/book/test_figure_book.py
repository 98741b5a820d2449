"""The figure book: it reads, it says what was published, and no broken row gets through."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from data.book import figure_book
from data.book.rows import Values
from data.errors import BookError


@pytest.fixture
def figures(tmp_path: Path) -> Path:
    """A copy of the real book, to be broken."""
    return Path(shutil.copytree(figure_book.FIGURES, tmp_path / "figures"))


def alter(file: Path, row_id: str, column: str, cell: str) -> int:
    """Write `cell` into the row with that id; the line of the row."""
    header, *rows = csv.reader(file.read_text(encoding="utf-8").splitlines())
    at = next(i for i, row in enumerate(rows) if row_id in row)
    assert rows[at][header.index(column)] != cell
    rows[at][header.index(column)] = cell
    write(file, [header, *rows])
    return at + 2


def write(file: Path, rows: list[list[str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened, lineterminator="\n").writerows(rows)


def refusal(figures: Path) -> BookError:
    with pytest.raises(BookError) as refused:
        figure_book.read(figures)
    error = refused.value
    assert str(error) == f"{error.file}, line {error.line}: {error.reason}"
    assert "\n" not in str(error)
    return error


def test_every_table_of_the_book_has_rows(tables: dict[str, list[Values]]) -> None:
    assert list(tables) == list(figure_book.TABLES)
    for name, rows in tables.items():
        assert len(rows) > 0, name
        assert all("line" not in row for row in rows)


def test_every_source_is_used_or_says_why_not(tables: dict[str, list[Values]]) -> None:
    used = {
        row["source"] for name in figure_book.TABLES[1:] for row in tables[name] if "source" in row
    }
    assert len(used) > 30
    unused = [row for row in tables["source"] if row["source"] not in used]
    noted = {row["key"] for row in tables["word"] if row["kind"] == "note"}
    assert [row["source"] for row in unused if row["source"] not in noted] == []


def test_a_figure_of_the_book_carries_its_bounds_and_months(
    tables: dict[str, list[Values]],
) -> None:
    [figure] = [row for row in tables["figure"] if row["figure"] == "mofa-kaz-2025q1-total"]
    assert (figure["low"], figure["value"], figure["high"]) == (146250000, 146300000, 146350000)
    assert (figure["number"], figure["printed"]) == ("146.3", "146,3 triệu USD")
    assert (figure["period"], figure["freq"]) == ("2025-Q1", "Q")
    assert [f"{figure[k]}" for k in ("first_month", "last_month")] == ["2025-01-01", "2025-03-01"]


def test_a_growth_without_a_level_has_no_number_anywhere(tables: dict[str, list[Values]]) -> None:
    bare = [row for row in tables["figure"] if row["number"] is None]
    assert len(bare) > 0
    for row in bare:
        assert [row[k] for k in ("value", "low", "high", "unit", "printed")] == [None] * 5


@pytest.mark.parametrize(
    "file",
    [
        "book/figures/claims.csv",
        "book/figures/sources.toml",
        "book/figures/words/vi.toml",
        "codes/names/en.toml",
        "schema.sql",
    ],
)
def test_the_checksum_sees_a_change_of_any_file(
    file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = figure_book.checksum()
    monkeypatch.setattr(
        figure_book, "ROOM", Path(shutil.copytree(figure_book.ROOM, tmp_path / "data"))
    )
    monkeypatch.setattr(figure_book, "FIGURES", figure_book.ROOM / "book" / "figures")
    assert figure_book.checksum(figure_book.FIGURES) == before
    (figure_book.ROOM / file).write_bytes((figure_book.ROOM / file).read_bytes() + b"\n")
    assert figure_book.checksum(figure_book.FIGURES) != before


def test_the_words_of_the_reader_build_no_new_edition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = figure_book.checksum()
    monkeypatch.setattr(
        figure_book, "ROOM", Path(shutil.copytree(figure_book.ROOM, tmp_path / "data"))
    )
    monkeypatch.setattr(figure_book, "FIGURES", figure_book.ROOM / "book" / "figures")
    (figure_book.ROOM / "codes" / "places.csv").write_text("another word")
    assert figure_book.checksum(figure_book.FIGURES) == before


F, C, E, G, N = "figures.csv", "claims.csv", "events.csv", "goods.csv", "investment.csv"
KAZ_2024, COFFEE, GSO_1996 = "mofa-kaz-2024-total", "vi004a", "gso-rus-1996-export"


@pytest.mark.parametrize(
    ("file", "row_id", "column", "cell", "reason"),
    [
        (F, KAZ_2024, "partner", "KZA", "partner: unknown partner 'KZA'; nearest: KAZ"),
        (F, KAZ_2024, "reporter", "Việt Nam", "known: VNM"),
        (F, KAZ_2024, "reporter", "KAZ", "reporter and partner are the same"),
        (F, KAZ_2024, "flow", "exports", "unknown flow 'exports'; known: export, import"),
        (F, KAZ_2024, "period", "2024-Q5", "period: '2024-Q5' is not a period"),
        (F, KAZ_2024, "qualifier", "almost", "known: exact, about, nearly, over, range"),
        (F, KAZ_2024, "qualifier", "range", "a range has two numbers"),
        (F, KAZ_2024, "number_high", "900", "a range has two numbers"),
        (F, KAZ_2024, "number", "-800", "trade below zero; only the flow balance has a sign"),
        (E, "kaz-1992-relations", "begins", "May 1992", "'May 1992' is not a date"),
        (E, "kaz-2025-visit", "ends", "2025-05-01", "ends 2025-05-01 is before begins"),
        (N, "mofa-rus-in-vnm", "rank", "148", "rank and ranked go together"),
        (N, "mofa-rus-in-vnm", "rank", "", "rank and ranked go together"),
        (G, "mofa-vn-2025-05-02", "flow", "total", "known: export, import"),
        (F, KAZ_2024, "number", "1.2.3", "'1.2.3' has two decimal marks; write 1234.5"),
        (F, KAZ_2024, "number", "1,234.5", "'1,234.5' has two decimal marks; write 1234.5"),
        (F, KAZ_2024, "number", "", "number is empty, so number_high, unit and printed must"),
        (F, KAZ_2024, "unit", "millions", "unknown unit 'millions'; known: one, thousand, million"),
        (F, KAZ_2024, "unit", "", "the number has no unit; known: one, thousand, million"),
        (F, KAZ_2024, "currency", "$", "unknown currency '$'; nearest: USD"),
        (F, KAZ_2024, "status", "X", "unknown status 'X'"),
        (
            F,
            KAZ_2024,
            "place",
            "p. 8",
            "place: 'p. 8' is not a place; write line 8, article or table",
        ),
        (F, KAZ_2024, "product", " ", "product: is empty, and must not be"),
        (F, KAZ_2024, "source", "nowhere", "source 'nowhere' is not in sources.toml"),
        (F, KAZ_2024, "restates", "nothing", "restates 'nothing': no such figure"),
        (F, KAZ_2024, "restates", KAZ_2024, "restates 'mofa-kaz-2024-total': no such figure"),
        (F, "vi001a", "restates", "en010a", "or one that restates another"),
        (F, GSO_1996, "figure", "gso-rus-1995-export", "figure 'gso-rus-1995-export' is already"),
        (F, GSO_1996, "period", "1995", "the same cell and source as line "),
        (F, "vi004d", "product", "cà-phê", "the same cell and source as line "),
        (C, "vi002b-rate", "figure", "nothing", "claim on figure 'nothing', which is not in"),
        (C, "vi002b-rate", "base_period", "2025-Q1", "base period 2025-Q1 is not before"),
        (C, "vi002b-rate", "base_period", "2025-Q2", "not before the figure's period 2025-Q1"),
        (C, "vi002b-rate", "base_period", "Q1", "base_period: 'Q1' is not a period"),
        (C, "vi001d-rate", "base_period", "0001", "years; at most 200"),
        (C, "vi002b-rate", "kind", "absolute", "an absolute change has a unit"),
        (C, "vi002b-rate", "unit", "million", "every other claim has none"),
        (C, "vi002b-rate", "direction", "higher", "unknown direction 'higher'; known: up, down"),
        (C, "vi002b-rate", "number", "18,4", "'18,4' is not a number; write digits with '.'"),
        (C, "vi002b-rate", "claim", "vi002a-rate", "claim 'vi002a-rate' is already on line "),
        (E, "aze-education", "event", "aze-1959-visit", "event 'aze-1959-visit' is already on"),
        (E, "aze-1959-visit", "kind", "trip", "unknown event_kind 'trip'"),
        (E, "aze-1959-visit", "source", "nowhere", "is not in sources.toml"),
        (G, "coal", "position", "first", "position: 'first' is not a whole number"),
        (G, "coal", "position", "2147483648", "position: '2147483648' is too large; at most"),
        (G, "coal", "position", "9" * 5000, "is too large; at most 2,147,483,647"),
        (G, "coal", "source", "nowhere", "is not in sources.toml"),
        (N, "mofa-vnm-in-rus", "investor", "VMN", "unknown investor 'VMN'; nearest: VNM"),
        (N, "mofa-vnm-in-rus", "unit", "tỷ", "unknown unit 'tỷ'"),
        (N, "mofa-vnm-in-rus", "investment", "mofa-rus-in-vnm", "'mofa-rus-in-vnm' is already on"),
    ],
)
def test_a_broken_row_stops_with_file_line_and_reason(
    figures: Path, file: str, row_id: str, column: str, cell: str, reason: str
) -> None:
    line = alter(figures / file, row_id, column, cell)
    error = refusal(figures)
    assert (error.file, error.line) == (file, line)
    assert reason in error.reason


@pytest.mark.parametrize("values", [0, 1, 18, 20])
def test_a_row_with_too_few_or_too_many_values_stops(figures: Path, values: int) -> None:
    file = figures / F
    header, *rows = csv.reader(file.read_text(encoding="utf-8").splitlines())
    at = next(i for i, row in enumerate(rows) if row[0] == COFFEE)
    rows[at] = [*rows[at], "one too many"][:values]
    write(file, [header, *rows])
    error = refusal(figures)
    assert (error.file, error.line) == (F, at + 2)
    assert error.reason == f"{values} values where the header has 19"


@pytest.mark.parametrize("file", [F, C, E, G, N])
def test_another_header_stops(figures: Path, file: str) -> None:
    header, rest = (figures / file).read_text(encoding="utf-8").split("\n", 1)
    (figures / file).write_text(f"{header.upper()}\n{rest}", encoding="utf-8")
    error = refusal(figures)
    assert (error.file, error.line) == (file, 1)
    assert error.reason == f"the header must be {header}"


@pytest.mark.parametrize("file", ["sources.toml", F, C, E, G, N])
def test_a_missing_file_stops(figures: Path, file: str) -> None:
    (figures / file).unlink()
    error = refusal(figures)
    assert error.file == file
    assert f"the file is missing from {figures}" in error.reason


@pytest.mark.parametrize("file", ["sources.toml", F, C, E, G, N])
def test_bytes_that_are_not_utf8_stop(figures: Path, file: str) -> None:
    lines = (figures / file).read_bytes().splitlines(keepends=True)
    at = len(lines) // 2
    lines[at] = b"\xff" + lines[at]
    (figures / file).write_bytes(b"".join(lines))
    error = refusal(figures)
    assert (error.file, error.line) == (file, at + 1)
    assert "not valid UTF-8" in error.reason


def test_a_quote_that_never_closes_stops(figures: Path) -> None:
    with (figures / G).open("a", encoding="utf-8") as file:
        file.write('"mofa-vn-2025-05-02,KAZ\n')
    assert "not valid CSV" in refusal(figures).reason


@pytest.mark.parametrize(
    ("old", "new", "offset", "reason"),
    [
        ('statistics_of = ["VNM"]', 'statistics_of = ["VMN"]', 0, "unknown statistics_of 'VMN'"),
        ('language = "vi"', "", 0, "missing or unknown keys: ['language']"),
        ('language = "vi"', 'languages = "vi"', 0, "['language', 'languages']"),
        ('language = "vi"', 'language = "fr"', 0, "language: unknown source_language 'fr'"),
        ('kind = "press"', 'kind = "radio"', 0, "known: press, official"),
        ('published = "2025-05-02"', 'published = "2 May"', 0, "'2 May' is not a date"),
        ('published = "2025-05-02"', 'published = "2025-13"', 0, "'2025-13' is not a date"),
        ('published = "2025-05-02"', "published = 2025-05-02", 0, "is not text"),
        ("[mofa-vn-2025-05-02]", "[mofa-vn-2025-05-02", 0, "not valid TOML"),
        ('publisher = "Bộ', "publisher = Bộ", 1, "not valid TOML"),
    ],
)
def test_a_broken_entry_of_sources_toml_stops(
    figures: Path, old: str, new: str, offset: int, reason: str
) -> None:
    file = figures / "sources.toml"
    written = file.read_text(encoding="utf-8")
    line = written.splitlines().index("[mofa-vn-2025-05-02]") + 1
    assert old in written
    file.write_text(written.replace(old, new, 1), encoding="utf-8")
    error = refusal(figures)
    assert (error.file, error.line) == ("sources.toml", line + offset)
    assert reason in error.reason


def test_a_printed_zero_is_bounded_by_zero(figures: Path) -> None:
    alter(figures / F, KAZ_2024, "number", "0")
    [figure] = [f for f in figure_book.read(figures).tables["figure"] if f["figure"] == KAZ_2024]
    assert (figure["value"], figure["low"], figure["high"]) == (0, 0, 500_000)
