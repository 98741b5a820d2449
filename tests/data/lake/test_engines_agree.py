"""One text of SQL on DuckDB, Sail and any server that is named: the same cells and counts."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from data.official import lake_load
from data.official.lake_load import Asked
from data.official.table_load import Told
from data.tables.mapping import mapping_of
from data.tables.understanding import understand
from tests.support import lakes
from tests.support.lakes import COLUMNS, written

Cells = dict[tuple[str, ...], tuple[Decimal, ...]]


@pytest.fixture(scope="module")
def servers() -> Iterator[list[str]]:
    lakes.require_client()
    with lakes.sail() as server:
        named = lakes.other_server()
        yield [server.address, *([named] if named else [])]


def answer(
    home: Path, lake: Path | str, level: str = "HS2", connect: str | None = None, **said: Any
) -> dict[str, Any]:
    """What comes back: cells by key, rejected rows, what is left out, counts, and all as one."""
    told = mapping_of({"columns": COLUMNS, "unit": "USD"} | said)
    asked = Asked(str(lake), told, level, adds_up=True, connect=connect)
    with lake_load.table(asked, Told(source="lk"), home) as ready:
        read = ready.understanding
        assert ready.metadata is not None
        figures = read.figures()
        key = [figures.columns.index(name) for name in ("reporter", "partner", "flow", "product",
                                                        "period", "currency")]  # fmt: skip
        rows = figures.fetchall()
        cells: Cells = {tuple(row[at] for at in key): row[9:12] for row in rows}
        assert len(cells) == len(rows), "a cell stands twice"
        rejected = sorted(
            read.rejected().project("kind, reason, coalesce(content, ''), times").fetchall()
        )
        return {
            "cells": cells,
            "rows": sorted(map(str, rows)),
            "rejected": rejected,
            "left out": sorted(read.left_out().fetchall()),
            "counts": read.counts(),
            "remarks": read.remarks,
            "made of": ready.metadata.made_of,
        }


def exact(*numbers: str) -> tuple[Decimal, ...]:
    return tuple(Decimal(number) for number in numbers)


def test_awkward_rows_end_as_cells_as_rejected_or_left_out_and_all_are_counted(
    tmp_path: Path,
) -> None:
    found = answer(tmp_path / "home", written(tmp_path))
    kaz, rus = ("VNM", "KAZ", "export"), ("VNM", "RUS", "export")
    assert {key: cell[0] for key, cell in found["cells"].items()} == {
        (*kaz, "01", "2024-01", "USD"): Decimal("101.005"),  # 100 + 1.005
        (*kaz, "01", "2024-02", "USD"): Decimal("0.3"),  # 0.1 + 0.2, exactly
        (*kaz, "10", "2024-01", "USD"): Decimal("123456790246.905"),  # 123456789012.345 + 1234.56
        (*rus, "01", "2024-09", "USD"): Decimal("6.5"),
        (*rus, "10", "2024-09", "USD"): Decimal("20"),  # as printed, not 30
        (*rus, "10", "2024-10", "USD"): Decimal("20"),
        (*rus, "TOTAL", "2024-10", "USD"): Decimal("50"),
    }
    assert all(value == low == high for value, low, high in found["cells"].values())
    odd = "VNM, it's \\ odd, X, 01012100, 202409, 6.5"
    assert found["rejected"] == [
        ("bad_flow", "unknown flow what", "VNM, RUS, what, 100310, 202412, 9.5", 1),
        ("bad_number", "inf is no finite number", "VNM, RUS, X, 100310, 202412, inf", 1),
        ("bad_number", "nan is no finite number", "VNM, RUS, X, 100310, 202412, nan", 1),
        ("bad_period", "'202413' is no period", "VNM, RUS, X, 100310, 202413, 9.5", 1),
        ("bad_product", "01012 is no code of the Harmonized System",
         "VNM, RUS, X, 01012, 202409, 5", 1),
        ("bad_product", "0101210 is no code of the Harmonized System",
         "VNM, RUS, X, 0101210, 202409, 5", 1),
        ("bad_product", "horses is no code of the Harmonized System",
         "VNM, RUS, X, horses, 202412, 9.5", 1),
        ("bad_product", "the product is blank", "VNM, RUS, X, , 202409, 6.5", 1),
        ("duplicate", "the same key stands 2 times with numbers from 7.000000 to 8.000000",
         "VNM, KAZ, import, 100310, 2024-01, USD", 2),
        ("negative", "'-9.5' is below zero", "VNM, RUS, X, 100310, 202412, -9.5", 1),
        ("too_large", "'-1e300 or less' is too large to be trade",
         "VNM, RUS, X, 100310, 202412, -1e300 or less", 1),
        ("too_large", "'10000000000000000' is too large to be trade",
         "VNM, RUS, X, 100310, 202412, 10000000000000000", 1),
        ("unknown_place", "unknown partner Atlantis", "VNM, Atlantis, X, 100310, 202401, 8", 1),
        ("unknown_place", "unknown partner Atlantis", "VNM, Atlantis, X, 100310, 202402, 9.5", 1),
        ("unknown_place", 'unknown partner Atlantis, "old"',
         'VNM, "Atlantis, ""old""", X, 100310, 202401, 8', 1),
        ("unknown_place", "unknown partner it's \\ odd", odd, 1),
        ("unknown_place", "unknown reporter (blank)", ", RUS, X, 01012100, 202409, 6.5", 1),
    ]  # fmt: skip
    assert found["left out"] == [
        ("aggregate", "", 1),
        ("other_flow", "", 1),
        ("with_itself", "", 1),
    ]
    counts = found["counts"]
    assert counts == {"figure": 12, "unknown": 1, "left out": 3, "rejected": 18}
    assert sum(counts.values()) == len(lakes.ROWS) == 34
    assert found["remarks"] == ["rows that say the same as another, which count once: 1"]


@pytest.mark.parametrize(
    ("kind", "level", "unit"),
    [
        ("double", "TOTAL", "USD"),
        ("double", "HS6", "thousand USD"),
        ("decimal", "HS2", "million USD"),
        ("text", "HS4", "thousand USD"),
        ("whole", "HS2", "billion USD"),
    ],
)
def test_every_engine_gives_the_same(
    tmp_path: Path, servers: list[str], kind: str, level: str, unit: str
) -> None:
    lake = written(tmp_path, kind=kind)
    here = answer(tmp_path / "home", lake, level, unit=unit)
    assert len(here["cells"]) > 3
    assert len(here["rejected"]) > 8
    for server in servers:
        assert answer(tmp_path / "home", lake, level, server, unit=unit) == here


def test_a_number_has_the_bounds_of_its_last_digit_and_a_sum_those_of_its_parts(
    tmp_path: Path, servers: list[str]
) -> None:
    rows = [
        ("VNM", "KAZ", "X", "010121", "2024", 1.5),
        ("VNM", "KAZ", "X", "010129", "2024", 0.002),
        ("VNM", "KAZ", "X", "100310", "2024", 12.0),
        ("VNM", "KAZ", "X", "100320", "2024", 0.0),
        ("VNM", "KAZ", "X", "110100", "2024", 0.0001234567),
    ]
    lake = written(tmp_path, rows)
    for connect in (None, *servers):
        cells = answer(tmp_path / "home", lake, "HS2", connect, unit="thousand USD")["cells"]
        assert {key[3]: cell for key, cell in cells.items()} == {
            "01": exact("1502", "1452", "1552"),  # 1.5 is 1450 to 1550, 0.002 is 2
            "10": exact("12000", "11500", "13000"),  # 11500 to 12500, and 0 to 500
            "11": exact("0.123457", "0.123456", "0.123458"),  # finer than what is kept
        }


def test_a_lake_has_the_figures_that_load_table_reads_of_the_same_file(tmp_path: Path) -> None:
    rows = [row for row in lakes.ROWS if row[3] not in ("TOTAL", "10", "horses", "0101210")]
    rows = [row for row in rows if not (row[2] == "M" or row[3] is None or row[5] == 1e16)]
    lake = written(tmp_path, rows)
    here = answer(tmp_path / "home", lake, "HS6")["cells"]
    by_table: Cells = {}
    for file in sorted(lake.glob("*.parquet")):
        answers = mapping_of({"columns": COLUMNS, "unit": "USD"})
        for row in understand(file, answers).figures().fetchall():
            product = row[3][:6]
            by_table[(*row[:3], product, row[5], row[8])] = row[9:12]
    assert len(by_table) == 9
    assert here == by_table


def test_sums_are_those_of_decimals_added_one_by_one(tmp_path: Path, servers: list[str]) -> None:
    drawn = random.Random(27)
    rows = []
    by_chapter: dict[str, Decimal] = {}
    for number in range(4000):
        product = f"{drawn.randrange(1, 90):02}{drawn.randrange(10**4):04}"
        month = f"2024{number % 12 + 1:02}"
        text = f"{drawn.randrange(10**9)}.{drawn.randrange(100):02}"
        rows.append(("VNM", "KAZ" if number % 2 else "RUS", "X", product, month, float(text)))
    kept = {row[:5]: Decimal(repr(row[5])) for row in rows}
    twice = {key for key in kept if sum(row[:5] == key for row in rows) > 1}
    for key, value in kept.items():
        if key not in twice:
            by_chapter[key[3][:2]] = by_chapter.get(key[3][:2], Decimal(0)) + value
    lake = written(tmp_path, rows)
    for connect in (None, *servers):
        found: dict[str, Decimal] = {}
        for key, cell in answer(tmp_path / "home", lake, "HS2", connect)["cells"].items():
            found[key[3]] = found.get(key[3], Decimal(0)) + cell[0]
        assert found == by_chapter


def test_of_many_rejected_rows_a_hundred_of_a_kind_are_named_and_all_are_counted(
    tmp_path: Path, servers: list[str]
) -> None:
    bad = [("VNM", f"Nowhere {number:04}", "X", "010121", "2024", 1.0) for number in range(350)]
    lake = written(tmp_path, [("VNM", "KAZ", "X", "010121", "2024", 1.0), *bad])
    for connect in (None, *servers):
        rejected = answer(tmp_path / "home", lake, "HS6", connect)["rejected"]
        assert [row[2] for row in rejected if row[2]] == [
            f"VNM, Nowhere {number:04}, X, 010121, 2024, 1" for number in range(100)
        ]
        more = "250 more rows of this kind are counted and not named"
        assert rejected[0] == ("unknown_place", more, "", 250)
        assert sum(row[3] for row in rejected) == 350
