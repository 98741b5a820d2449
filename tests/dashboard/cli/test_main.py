"""The answers of the command line, byte for byte."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import openpyxl
import pyarrow.parquet
import pytest

from tests.support.commands import answer, call, process

Row = dict[str, str]
COLUMNS = {
    "observations": (
        "reporter partner flow product freq period currency value low high qualifier status "
        "valuation source release_date"
    ),
    "growth": (
        "reporter partner flow product freq period base_period currency value base_value change "
        "growth_pct growth_pct_low growth_pct_high contribution_pp source note"
    ),
    "balance": (
        "reporter partner product freq period currency exports imports total balance balance_low "
        "balance_high coverage_pct source note"
    ),
    "claims": (
        "claim source reporter partner flow product freq period base_period kind direction claimed "
        "claimed_low claimed_high recomputed_low recomputed_high implied_base_low "
        "implied_base_high verdict decision_error explanation"
    ),
}
ORDER = ("reporter", "partner", "product", "source", "flow", "period")


def parsed(data: bytes) -> list[Row]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True))


@pytest.fixture(scope="module")
def built(edition) -> Path:
    """A home that holds an edition; nothing in this file changes it."""
    return edition.path.parent.parent


@pytest.fixture(scope="module")
def export(built) -> Callable[..., bytes]:
    """The bytes of an export without or with filters; each is run once."""
    known: dict[tuple[str, ...], bytes] = {}

    def run(*arguments: str) -> bytes:
        if arguments not in known:
            known[arguments] = answer(call(built, "export", *arguments))
        return known[arguments]

    return run


def test_status_says_edition_sources_figures_and_newest_periods(built, edition):
    lines = answer(process(built, "status")).decode().splitlines()
    [(sources,)] = edition.query("SELECT count(*) FROM source").fetchall()
    [(figures,)] = edition.query("SELECT count(*) FROM figure").fetchall()
    assert lines[0].split() == ["edition", "edition-000001"]
    assert lines[2].split() == ["home", str(built)]
    assert lines[3].split() == ["sources", str(sources)]
    assert lines[4] == "data sets 0"
    assert lines[5].split() == ["figures", str(figures)]
    table = {line.split()[0]: line.split()[1:] for line in lines[8:]}
    assert len(table) == sources > 30
    assert table["mofa-vn-2025-05-02"] == ["2025-05-02", "13", "2025-Q1"]
    # Its target for 2030 is not a period that the source has a figure for.
    assert table["vnexpress-net-2023-08"] == ["2023-08", "4", "2023-01/2023-04"]
    assert sum(int(row[1]) for row in table.values()) == figures


def test_load_figures_publishes_the_next_edition(tmp_path):
    home = tmp_path / "home"
    assert answer(call(home, "load", "figures")) == b"edition-000001\n"
    assert answer(call(home, "load", "figures")) == b"edition-000002\n"
    assert (home / "current").read_text() == "edition-000002\n"


@pytest.mark.parametrize("file", COLUMNS)
def test_the_columns_and_rows_are_the_same_in_every_format(export, file):
    header, *rows = csv.reader(io.StringIO(export(file).decode(), newline=""), strict=True)
    assert header == COLUMNS[file].split()
    assert len(rows) > 50

    table = pyarrow.parquet.read_table(io.BytesIO(export(file, "--format", "parquet")))
    assert table.column_names == header
    records = json.loads(export(file, "--format", "json"))
    assert all(list(record) == header for record in records)
    book = openpyxl.load_workbook(io.BytesIO(export(file, "--format", "xlsx")))
    first, *cells = book[file].iter_rows(values_only=True)
    assert list(first) == header

    expected = [tuple(map(_typed, header, row)) for row in rows]
    assert [tuple(row.values()) for row in table.to_pylist()] == expected
    assert [tuple(record.values()) for record in records] == expected
    assert cells == [tuple(map(_in_a_sheet, row)) for row in expected]


def _typed(column: str, text: str) -> object:
    """What a CSV cell is in formats that have types."""
    if not text:
        return None
    if column == "decision_error":
        return {"true": True, "false": False}[text]
    numbers = (
        "value low high change exports imports total balance claimed growth recomputed implied"
    )
    words = (*numbers.split(), "base_value", "coverage_pct", "contribution_pp")
    ends = ("_low", "_high", "_pct")
    return float(text) if column in words or column.endswith(ends) else text


def _in_a_sheet(value: object) -> object:
    """A sheet holds 16 digits of a number, one fewer than a double may need."""
    is_number = isinstance(value, float)
    return float(f"{value:.16G}") if is_number else value


@pytest.mark.parametrize("file", COLUMNS)
def test_csv_is_rfc_4180_in_utf_8_and_sorted(export, file):
    data = export(file)
    assert data.count(b"\r\n") == data.count(b"\n") == data.count(b"\r") == len(parsed(data)) + 1
    assert data.startswith(COLUMNS[file].replace(" ", ",").encode() + b"\r\n")
    cells = {cell for row in parsed(data) for cell in row.values()}
    assert "" in cells
    assert not cells & {"None", "nan", "NaN", "NULL", "null"}
    keys = [tuple(row[name] for name in ORDER if name in row) for row in parsed(data)]
    assert keys == sorted(keys)


def test_csv_quotes_commas_and_keeps_vietnamese_words(export):
    assert b',"The figures give 25.85% to 26.49%, the claim stands for' in export("claims")
    words = {row["product"] for row in parsed(export("observations"))}
    assert {"TOTAL", "nông sản", "cá chỉ vàng"} <= words


def test_known_answers(export):
    [kazakhstan] = [
        row
        for row in parsed(export("balance", "--reporter", "VNM", "--partner", "KAZ"))
        if (row["period"], row["source"]) == ("2025-Q1", "mofa-vn-2025-05-02")
    ]
    assert {name: kazakhstan[name] for name in COLUMNS["balance"].split()[6:]} == {
        "exports": "115700000",
        "imports": "30600000",
        "total": "146300000",
        "balance": "85100000",
        "balance_low": "85000000",  # 115.65 - 30.65
        "balance_high": "85200000",  # 115.75 - 30.55
        "coverage_pct": "378.1045751633987",  # 100 * 115.7 / 30.6
        "source": "mofa-vn-2025-05-02",
        "note": "",
    }
    claims = {row["claim"]: row for row in parsed(export("claims"))}
    russia = claims["mofa-rus-2024-total-up"]
    names = ("claimed", "recomputed_low", "recomputed_high", "verdict", "decision_error")
    assert [russia[name] for name in names] == [
        "26",
        "25.859697386519944",
        "26.48275862068966",
        "consistent",
        "false",
    ]  # fmt: skip  (4575 / 3635 and 4585 / 3625, outward)


@pytest.mark.parametrize("since", [(), ("--from", "2024")])
def test_growth_keeps_base_figures_from_before_the_first_period(export, since):
    rows = parsed(export("growth", "--reporter", "VNM", "--partner", "AZE", *since))
    [row] = [row for row in rows if row["period"] == "2024"]
    names = ("base_period", "value", "base_value", "change", "growth_pct", "note")
    assert [row[name] for name in names] == [
        "2023", "52000000", "250000000", "-198000000", "-79.2", "",
    ]  # fmt: skip
    assert float(row["growth_pct_low"]) == pytest.approx(100 * (51 / 250 - 1))
    assert float(row["growth_pct_high"]) == pytest.approx(100 * (52 / 240 - 1))
    if since:
        assert {row["period"] for row in rows} == {"2024", "2025-Q1"}


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("reporter", ["KAZ"]),
        ("partner", ["AZE"]),
        ("partner", ["KAZ", "AZE", "BLR"]),
        ("flow", ["import"]),
        ("product", ["nông sản", "cá tra"]),
        ("freq", ["Q", "R"]),
        ("source", ["gso-yearbook"]),
    ],
)
def test_each_filter_keeps_the_rows_that_have_one_of_its_values(export, name, values):
    given = [part for value in values for part in (f"--{name}", value)]
    expected = [row for row in parsed(export("observations")) if row[name] in values]
    assert {row[name] for row in expected} == set(values)
    assert parsed(export("observations", *given)) == expected


def test_filters_of_different_columns_hold_together(export):
    given = ("--reporter", "VNM", "--partner", "RUS", "--flow", "export", "--freq", "R")
    rows = parsed(export("observations", *given))
    assert rows
    assert {(r["reporter"], r["partner"], r["flow"], r["freq"]) for r in rows} == {
        ("VNM", "RUS", "export", "R")
    }


@pytest.mark.parametrize(
    ("since", "until"),
    [("2023", None), (None, "2012-Q4"), ("2022-06", "2024"), ("2023", "2023-05")],
)
@pytest.mark.parametrize("file", ["observations", "growth", "balance", "claims"])
def test_from_and_to_keep_whole_periods_only(export, file, since, until):
    ends = (("--from", since), ("--to", until))
    given = [part for option, end in ends if end for part in (option, end)]
    first = _months(since)[0] if since else 0
    last = _months(until)[1] if until else 10**6
    whole = [row for row in parsed(export(file)) if row["period"]]
    expected = [
        row for row in whole
        if first <= _months(row["period"])[0] and _months(row["period"])[1] <= last
    ]  # fmt: skip
    assert 0 < len(expected) < len(whole)
    assert parsed(export(file, *given)) == expected


def _months(period: str) -> tuple[int, int]:
    """First and last month of a period, counted from year 0."""
    if "/" in period:
        first, last = period.split("/")
        return _months(first)[0], _months(last)[1]
    year = int(period[:4]) * 12
    if "Q" in period:
        return year + 3 * int(period[-1]) - 3, year + 3 * int(period[-1]) - 1
    month = int(period[5:]) - 1 if len(period) > 4 else None
    return (year, year + 11) if month is None else (year + month, year + month)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_output_holds_the_same_bytes_and_replaces_the_file_at_once(built, export, form, tmp_path):
    path = tmp_path / f"figures.{form}"
    path.write_text("an older answer that is longer" * 10_000)
    given = ("growth", "--format", form)
    run = process if form == "csv" else call
    assert answer(run(built, "export", *given, "--output", str(path))) == b""
    assert path.read_bytes() == export(*given) == answer(call(built, "export", *given))
    assert list(tmp_path.iterdir()) == [path]


def test_the_version_is_that_of_the_project(tmp_path):
    said = call(tmp_path, "--version")
    assert said.stdout.decode() == f"tradeproof {version('tradeproof')}\n"
    assert (said.returncode, said.stderr) == (0, b"")
    assert list(tmp_path.iterdir()) == []
