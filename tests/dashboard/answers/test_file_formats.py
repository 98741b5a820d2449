"""Writers of CSV, Parquet, XLSX and JSON on small tables made by hand."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime
from decimal import Decimal

import openpyxl
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.answers import file_formats
from dashboard.answers.file_formats import FLAG, MEDIA_TYPES, NUMBER, TEXT, WRITERS, Table
from data.errors import TradeproofError

MADE_AT = datetime(2025, 5, 2, 12, 30)


def one_column(kind: str, *values: object) -> Table:
    """A table of one column, with a key beside it so that no row is empty."""
    rows: list[tuple[object, ...]] = [(str(i), value) for i, value in enumerate(values)]
    return Table("observations", {"key": TEXT, "cell": kind}, rows, MADE_AT)


def read(table: Table, form: str) -> list[object]:
    """The cells of the second column, as another program reads them."""
    data = WRITERS[form](table)
    if form == "csv":
        rows = list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))
        return [row[1] for row in rows[1:]]
    if form == "json":
        return [record["cell"] for record in json.loads(data)]
    if form == "parquet":
        return pyarrow.parquet.read_table(io.BytesIO(data)).column("cell").to_pylist()
    sheet = openpyxl.load_workbook(io.BytesIO(data))["observations"]
    return [row[1] for row in sheet.iter_rows(min_row=2, max_col=2, values_only=True)]


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (Decimal("146300000.000000"), "146300000"),
        (Decimal("31865999.500000"), "31865999.5"),
        (Decimal("1E+9"), "1000000000"),
        (Decimal("-626500000"), "-626500000"),
        (Decimal("0.000000"), "0"),
        (Decimal("-0.0"), "0"),
        (25.859697386519944, "25.859697386519944"),
        (-79.2, "-79.2"),
        (100.0, "100"),
        (1e15, "1000000000000000"),
        (3e22, "30000000000000000000000"),
        (1e-7, "0.0000001"),
        (-0.0, "0"),
        (0, "0"),
        (20, "20"),
    ],
)
def test_numbers_have_no_exponent_and_no_trailing_zeros_in_csv(value, printed):
    table = one_column(NUMBER, value)
    assert read(table, "csv") == [printed]
    assert read(table, "json") == read(table, "parquet") == [float(printed)]
    assert read(table, "xlsx") == [float(f"{float(printed):.16G}")]  # all that a sheet holds
    for form in ("json", "parquet", "xlsx"):
        assert isinstance(read(table, form)[0], int | float)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_double_comes_back_from_csv_json_and_parquet(number):
    table = one_column(NUMBER, number)
    [text] = read(table, "csv")
    assert "e" not in str(text).lower()
    assert float(str(text)) == number
    assert read(table, "json") == read(table, "parquet") == [number]


TEXTS = [
    "plain",
    "a, b",
    'the "doubled" one',
    "two\nlines",
    "two\r\nlines",
    "quý I/2025, gần 52 triệu USD",
    "сельхозпродукции",
    "036",
    "1E5",
    "+7",
    "=1+1",
    "https://example.org/a?b=c",
    "2024-Q1",
    "2024",
    "true",
    " spaces ",
]


@pytest.mark.parametrize("form", WRITERS)
def test_texts_come_back_as_they_are(form):
    # XLSX writes a carriage return as _x000D_, which Excel reads back and openpyxl does not.
    texts = [text for text in TEXTS if form != "xlsx" or "\r" not in text]
    assert read(one_column(TEXT, *texts), form) == texts


def test_codes_that_look_like_numbers_stay_text_in_parquet():
    table = one_column(TEXT, "036", "1905")
    parquet = pyarrow.parquet.read_table(io.BytesIO(WRITERS["parquet"](table)))
    assert str(parquet.schema.field("cell").type) == "string"


def test_no_text_becomes_a_number_formula_or_link_in_a_sheet():
    texts = ["036", "1905", "=1+1", "{=1}", "https://example.org", "mailto:a@example.org"]
    book = openpyxl.load_workbook(io.BytesIO(WRITERS["xlsx"](one_column(TEXT, *texts))))
    cells = book["observations"]["B"][1:]
    assert [(cell.data_type, cell.value, cell.hyperlink) for cell in cells] == [
        ("s", text, None) for text in texts
    ]


@pytest.mark.parametrize("kind", [TEXT, NUMBER, FLAG])
@pytest.mark.parametrize("form", WRITERS)
def test_unknown_is_an_empty_cell(form, kind):
    known = {TEXT: "x", NUMBER: 1.5, FLAG: True}[kind]
    found = read(one_column(kind, None, known, None), form)
    empty = "" if form == "csv" else None
    assert found[::2] == [empty, empty]
    assert found[1] != empty


def test_a_column_without_any_number_is_still_a_column_of_numbers():
    data = WRITERS["parquet"](one_column(NUMBER, None, None))
    assert str(pyarrow.parquet.read_schema(io.BytesIO(data)).field("cell").type) == "double"


@pytest.mark.parametrize("form", WRITERS)
def test_flags_are_true_and_false(form):
    expected = ["true", "false"] if form == "csv" else [True, False]
    assert read(one_column(FLAG, True, False), form) == expected


def test_csv_and_json_to_the_byte():
    table = Table(
        "growth",
        {"reporter": TEXT, "value": NUMBER, "note": TEXT, "sure": FLAG},
        [("VNM", Decimal("52.50"), 'gần, "52"', True), ("036", None, None, False)],
        MADE_AT,
    )
    assert WRITERS["csv"](table).decode() == (
        'reporter,value,note,sure\r\nVNM,52.5,"gần, ""52""",true\r\n036,,,false\r\n'
    )
    assert WRITERS["json"](table).decode() == (
        '[\n {\n  "reporter": "VNM",\n  "value": 52.5,\n  "note": "gần, \\"52\\"",\n'
        '  "sure": true\n },\n'
        ' {\n  "reporter": "036",\n  "value": null,\n  "note": null,\n  "sure": false\n }\n]\n'
    )


def test_an_empty_table_still_has_its_columns():
    table = one_column(NUMBER)
    assert WRITERS["csv"](table) == b"key,cell\r\n"
    assert json.loads(WRITERS["json"](table)) == []
    parquet = pyarrow.parquet.read_table(io.BytesIO(WRITERS["parquet"](table)))
    assert (parquet.column_names, parquet.num_rows) == (["key", "cell"], 0)
    sheet = openpyxl.load_workbook(io.BytesIO(WRITERS["xlsx"](table)))["observations"]
    assert list(sheet.iter_rows(values_only=True)) == [("key", "cell")]


@pytest.mark.parametrize("form", WRITERS)
def test_equal_tables_give_equal_bytes(form):
    first, second = (one_column(NUMBER, 1.5, None, Decimal("2.50")) for _ in range(2))
    assert WRITERS[form](first) == WRITERS[form](second)
    assert WRITERS[form](first) != WRITERS[form](one_column(NUMBER, 1.5, None, Decimal("2.51")))


def test_the_sheet_has_a_bold_frozen_header_and_the_date_of_the_edition():
    book = openpyxl.load_workbook(io.BytesIO(WRITERS["xlsx"](one_column(TEXT, "x"))))
    sheet = book["observations"]
    assert (sheet.freeze_panes, sheet["A1"].font.bold, sheet["A2"].font.bold) == ("A2", True, False)
    assert book.properties.created == MADE_AT


def test_more_rows_than_a_sheet_holds_are_refused_with_a_way_out(monkeypatch):
    monkeypatch.setattr(file_formats, "XLSX_MAX_ROWS", 3)
    assert read(one_column(NUMBER, 1, 2, 3), "xlsx") == [1, 2, 3]
    too_long = one_column(NUMBER, 1, 2, 3, 4)
    with pytest.raises(TradeproofError, match=r"^4 rows .* sheet of 3; choose csv or parquet"):
        WRITERS["xlsx"](too_long)
    assert read(too_long, "csv") == ["1", "2", "3", "4"]


def test_every_writer_has_a_media_type():
    assert set(WRITERS) == set(MEDIA_TYPES) == {"csv", "parquet", "xlsx", "json"}
