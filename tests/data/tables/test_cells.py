"""Files as sheets of cells: encodings, delimiters, damage."""

from __future__ import annotations

import zipfile
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.tables.cells import Cells, digits_of, read_cells
from data.tables.table_errors import TableError
from tests.support.table_files import read, text_file, workbook

RUSSIAN = "Страна;2023;2024\nВьетнам;12,5;13,5\nАрмения;1,5;2,5\n"


def cells(path: Path, **told: str) -> Cells:
    return read_cells(path, duckdb.connect(), **told)


def rows(found: Cells) -> list[list[str | None]]:
    return [row for _, row in found.head(found.sheets[0], 10)]


def finding(found: Cells, topic: str) -> str:
    return next(entry.value for entry in found.findings if entry.topic == topic)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"]
)
def test_a_text_is_read_in_the_encoding_it_shows(tmp_path: Path, encoding: str) -> None:
    found = cells(text_file(tmp_path, RUSSIAN, encoding=encoding))
    assert finding(found, "encoding") == encoding
    assert rows(found)[1] == ["Вьетнам", "12,5", "13,5"]


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_western_letters_of_one_byte(tmp_path: Path, encoding: str) -> None:
    found = cells(text_file(tmp_path, "País;2023\nPanamá;1\nMéxico;2\n", encoding=encoding))
    assert finding(found, "encoding") == "cp1252"  # which has every letter of Latin-1
    assert rows(found)[1] == ["Panamá", "1"]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b,c\n1,2,3\n", "comma"),
        ("a;b;c\n1,5;2,5;3,5\n", "semicolon"),
        ("a\tb\n1,5\t2,5\n", "tab"),
        ("a|b\n1|2\n", "vertical bar"),
        ("Title; with a semicolon\na,b\n1,2\n3,4\n", "comma"),
        ("sep=;\na;b\n1;2\n", "semicolon"),
    ],
)
def test_the_delimiter_is_what_cuts_most_lines_alike(
    tmp_path: Path, text: str, delimiter: str
) -> None:
    assert finding(cells(text_file(tmp_path, text)), "delimiter") == delimiter


def test_a_line_that_says_the_delimiter_is_no_row(tmp_path: Path) -> None:
    found = cells(text_file(tmp_path, "sep=;\na;b\n1;2\n"))
    assert found.head(found.sheets[0], 2) == [(2, ["a", "b"]), (3, ["1", "2"])]


def test_rows_have_the_number_of_their_line(tmp_path: Path) -> None:
    found = cells(text_file(tmp_path, 'a,b\n"two\nlines",2\nx,3\n'))
    assert [number for number, _ in found.head(found.sheets[0], 9)] == [1, 2, 4]


@pytest.mark.parametrize(
    ("double", "digits"),
    [
        (869.1134000000001, "869.1134"),  # as a spreadsheet prints it
        (2123.9559399999997, "2123.95594"),
        (7e-05, "0.00007"),
        (2006.0, "2006"),
        (258784442782.0, "258784442782"),
        (1e16, "10000000000000000"),
    ],
)
def test_a_double_is_written_as_spreadsheets_print_it(double: float, digits: str) -> None:
    assert digits_of(double) == digits


def test_typed_cells_of_a_workbook(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"One": [["a", None, True], [1, 2.5, "  x "]], "Empty": []})
    found = cells(path)
    assert [sheet.name for sheet in found.sheets] == ["One"]
    assert rows(found) == [["a", None, "true"], ["1", "2.5", "x"]]


def test_columns_of_a_parquet_file(tmp_path: Path) -> None:
    path = tmp_path / "table.parquet"
    pq.write_table(
        pa.table({"k": ["036", " ", None], "v": [869.1134000000001, float("nan"), None]}), path
    )
    assert rows(cells(path)) == [["k", "v"], ["036", "869.1134"], [None, "nan"], [None, None]]


def test_the_name_of_a_parquet_file_is_no_pattern(tmp_path: Path) -> None:
    for name in ("x*", "xy", "b[a]", "ba"):
        pq.write_table(pa.table({"k": [name]}), tmp_path / f"{name}.parquet")
    for name in ("x*", "b[a]"):
        assert rows(cells(tmp_path / f"{name}.parquet")) == [["k"], [name]]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b" \n\n", "the file is empty"),
        (b"<!DOCTYPE html><html></html>", "it is a page or a document"),
        (b"%PDF-1.7", "it is a page or a document"),
        (b"\x1f\x8b\x08\x00", "it is compressed"),
        (b"PAR1 and no more", "damaged, or no Parquet file"),
        (b"PK\x03\x04 and no more", "damaged, or no spreadsheet"),
        (b"\xd0\xcf\x11\xe0 and no more", "damaged, or no spreadsheet"),
        (b"one column\n1\n2\n", "no comma, semicolon, tab or bar"),
        (bytes(range(256)) * 4, "it is no text but a binary file"),
        (b"MZ\x90\x00\x03\x00\x00\x00\x04\x00,;\x00\n" * 9, "it is no text but a binary file"),
        (b"a,b\n\x8f,1\n", "not readable as cp1252: some of its bytes are no letters there; name"),
        (b'a,b\n"1,2\n3,4\n', ""),
        (b"a,b\n1,\x002\n", ""),
    ],
)
def test_what_is_no_table_is_refused_with_its_reason(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    with pytest.raises(TableError, match=rf"table\.csv: .*{reason}"):
        read(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"none\.csv: there is no such file"):
        read(tmp_path / "none.csv")


def test_a_folder_is_called_one(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="it is a folder; name a file in it"):
        read(tmp_path)


def test_a_zip_of_something_else_is_called_one(tmp_path: Path) -> None:
    path = tmp_path / "BACI.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("table.csv", "a,b\n1,2\n")
    with pytest.raises(TableError, match=r"it is a zip and no spreadsheet; .*load baci`"):
        read(path)


def test_a_workbook_cut_in_half_is_damaged(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"One": [["a", "b"], *([str(n), n] for n in range(1000))]})
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(TableError, match="damaged, or no spreadsheet"):
        read(path)


def test_a_parquet_file_cut_in_half_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "table.parquet"
    pq.write_table(pa.table({"a": list(range(1000))}), path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(TableError, match="damaged, or no Parquet file"):
        read(path)


def test_a_wrong_delimiter_is_told(tmp_path: Path) -> None:
    path = text_file(tmp_path, "a,b\n1,2\n")
    with pytest.raises(TableError, match="with the semicolon between cells every row has one cell"):
        read(path, delimiter="semicolon")


def test_a_wrong_encoding_is_told(tmp_path: Path) -> None:
    path = text_file(tmp_path, RUSSIAN, encoding="cp1251")
    with pytest.raises(TableError, match="not readable as utf-8"):
        read(path, encoding="utf-8")
    with pytest.raises(TableError, match="'klingon' is no encoding"):
        read(path, encoding="klingon")
