"""Rows, columns and blocks whose figures are all blank or unknown, and what stands beside them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.table_files import figures, read, text_file, values_of

MILLION = 10**6


def test_countries_across_where_one_has_figures(tmp_path: Path) -> None:
    text = (
        "Viet Nam, million USD\n\nExports\n;Kazakhstan;Russia;Belarus\n2022;;;\n2023;;;\n\n"
        "Imports\n;Kazakhstan;Russia;Belarus\n2022;;1,5;…\n2023;;;…\n"
    )
    understanding = read(text_file(tmp_path, text))
    assert values_of(understanding) == {
        ("VNM", "RUS", "import", "2022"): Decimal("1.5") * MILLION,
    }
    assert understanding.counts() == {"figure": 1, "unknown": 2}


@pytest.mark.parametrize(
    ("exports", "imports", "expected"),
    [
        (
            "Russia;\nBelarus;\n",
            "Russia;1,5\nBelarus;2,5\n",
            {("RUS", "import"): "1.5", ("BLR", "import"): "2.5"},
        ),
        (
            "Russia;1,5\nBelarus;\n",
            "Russia;2,5\nBelarus;\n",
            {("RUS", "export"): "1.5", ("RUS", "import"): "2.5"},
        ),
        (
            "Russia;1,5\nBelarus;2,5\n",
            "Russia;\nBelarus;\n",
            {("RUS", "export"): "1.5", ("BLR", "export"): "2.5"},
        ),
    ],
    ids=["the first block", "the last row of each", "the last block"],
)
def test_rows_of_blanks_are_neither_notes_nor_titles(
    tmp_path: Path, exports: str, imports: str, expected: dict[tuple[str, str], str]
) -> None:
    text = (
        f"Viet Nam, USD\nExports\nCountry;2023\n{exports}\nImports\nCountry;2023\n{imports}"
        "Source: made up\n"
    )
    understanding = read(text_file(tmp_path, text))
    assert values_of(understanding) == {
        ("VNM", partner, flow, "2023"): Decimal(value)
        for (partner, flow), value in expected.items()
    }
    assert understanding.counts() == {"figure": 2}


def test_a_country_over_a_table_is_its_title_also_right_below_another(tmp_path: Path) -> None:
    head = "Country;2022;2023\n"
    text = f"Exports, USD\nViet Nam\n{head}Russia;1,5;2,5\nKazakhstan\n{head}Russia;3,5;4,5\n"
    assert figures(text_file(tmp_path, text)) == {
        ("VNM", "RUS", "export", "2022"): Decimal("1.5"),
        ("VNM", "RUS", "export", "2023"): Decimal("2.5"),
        ("KAZ", "RUS", "export", "2022"): Decimal("3.5"),
        ("KAZ", "RUS", "export", "2023"): Decimal("4.5"),
    }


def test_a_row_of_unknown_figures_below_one_of_blanks_is_no_heading(tmp_path: Path) -> None:
    text = "Country;2022;2023\nKazakhstan;1,5;2,5\nArmenia;;\nRussia;…;n/a\nBelarus;3,5;4,5\n"
    understanding = read(text_file(tmp_path, text), reporter="VNM", flow="export", unit="USD")
    assert values_of(understanding) == {
        ("VNM", "KAZ", "export", "2022"): Decimal("1.5"),
        ("VNM", "KAZ", "export", "2023"): Decimal("2.5"),
        ("VNM", "BLR", "export", "2022"): Decimal("3.5"),
        ("VNM", "BLR", "export", "2023"): Decimal("4.5"),
    }
    assert understanding.counts() == {"figure": 4, "unknown": 2}
