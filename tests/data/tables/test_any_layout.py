"""The same figures in any layout, encoding and decimal mark are read as the same figures."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.examples import examples
from tests.support.table_files import read, text_file, values_of, workbook

REPORTER = ("VNM", "Viet Nam")
PARTNERS = {
    "en": {
        "KAZ": "Kazakhstan",
        "RUS": "Russian Federation",
        "NAM": "Namibia",
        "CIV": "Côte d'Ivoire",
    },
    "ru": {"KAZ": "Казахстан", "RUS": "Россия", "NAM": "Намибия", "CIV": "Кот-д’Ивуар"},
    "vi": {"KAZ": "Kazakhstan", "RUS": "Nga", "NAM": "Namibia", "CIV": "Côte d’Ivoire"},
}
FLOWS = {
    "en": {"export": "Exports", "import": "Imports"},
    "ru": {"export": "Экспорт", "import": "Импорт"},
    "vi": {"export": "Xuất khẩu", "import": "Nhập khẩu"},
}
YEARS = ("2021", "2022", "2023")
Table = list[list[str]]

# Thousands of dollars in hundredths; None where nobody reported.
numbers = st.one_of(st.none(), st.integers(0, 10**9))
filled = st.fixed_dictionaries(
    {
        (partner, flow, year): numbers
        for partner in PARTNERS["en"]
        for flow in FLOWS["en"]
        for year in YEARS
    }
)
# Whole rows, columns and blocks are blank, too.
blanks = st.sets(st.sampled_from([*PARTNERS["en"], *FLOWS["en"], *YEARS]), max_size=5)
tables = st.builds(
    lambda figures, blank: {
        key: number if blank.isdisjoint(key) else None for key, number in figures.items()
    },
    filled,
    blanks,
)


def shown(hundredths: int | None, decimal: str, group: str) -> str:
    if hundredths is None:
        return ""
    text = f"{Decimal(hundredths) / 100:,.2f}"
    return text.replace(",", "g").replace(".", decimal).replace("g", group)


def long(figures: dict[Any, Any], language: str, write: Callable[[Any], str]) -> Table:
    head = ["reporter", "partner", "flow", "period", "value_kusd"]
    return [
        head,
        *(
            [REPORTER[1], PARTNERS[language][partner], FLOWS[language][flow], year, write(number)]
            for (partner, flow, year), number in figures.items()
        ),
    ]


def years_across(figures: dict[Any, Any], language: str, write: Callable[[Any], str]) -> Table:
    rows = [["Trade of Viet Nam"], ["thousand USD"], [], ["Country", "Flow", *YEARS]]
    for partner, name in PARTNERS[language].items():
        for flow, word in FLOWS[language].items():
            rows.append([name, word, *(write(figures[partner, flow, year]) for year in YEARS)])
    return [*rows, [], ["Source: made up"]]


def two_heading_rows(figures: dict[Any, Any], language: str, write: Callable[[Any], str]) -> Table:
    banner, below = [""], ["Country"]
    for year in YEARS:
        banner += [year, ""]
        below += FLOWS[language].values()
    rows = [["Viet Nam, thousand USD"], banner, below]
    for partner, name in PARTNERS[language].items():
        cells = [write(figures[partner, flow, year]) for year in YEARS for flow in FLOWS[language]]
        rows.append([name, *cells])
    return rows


def countries_across(figures: dict[Any, Any], language: str, write: Callable[[Any], str]) -> Table:
    rows = [["Viet Nam"], ["thousand USD"]]
    for flow, word in FLOWS[language].items():
        rows += [[], [word], ["", *PARTNERS[language].values()]]
        for year in YEARS:
            cells = [write(figures[partner, flow, year]) for partner in PARTNERS[language]]
            rows.append([year, *cells])
    return rows


LAYOUTS = (long, years_across, two_heading_rows, countries_across)
ENCODINGS = {
    "en": ("utf-8", "utf-8-sig", "utf-16", "cp1252"),
    "ru": ("utf-8", "utf-8-sig", "utf-16", "cp1251"),
    "vi": ("utf-8", "utf-8-sig", "utf-16"),
}


def expected(figures: dict[Any, Any]) -> dict[tuple[str, ...], Decimal]:
    return {
        ("VNM", partner, flow, year): Decimal(number) * 10
        for (partner, flow, year), number in figures.items()
        if number is not None
    }


@settings(
    max_examples=examples(200, usual=12),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    figures=tables,
    layout=st.sampled_from(LAYOUTS),
    language=st.sampled_from(sorted(FLOWS)),
    marks=st.sampled_from([(".", ""), (".", ","), (",", ""), (",", "."), (",", "\u00a0")]),
    delimiter=st.sampled_from([";", "\t"]),
    data=st.data(),
)
def test_a_text_file(
    tmp_path: Path,
    figures: dict[Any, Any],
    layout: Callable[..., Table],
    language: str,
    marks: tuple[str, str],
    delimiter: str,
    data: st.DataObject,
) -> None:
    encoding = data.draw(st.sampled_from(ENCODINGS[language]))
    if not any(figures.values()):
        return
    rows = layout(figures, language, lambda number: shown(number, *marks))
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    written = text.getvalue()
    if encoding == "cp1251":
        written = written.replace("ô", "o")
    path = text_file(tmp_path, written, encoding=encoding)
    understanding = read(path, not_yet=["none"])
    assert values_of(understanding) == expected(figures)
    assert understanding.counts() == {"figure": len(expected(figures))}


@settings(
    max_examples=examples(100, usual=6),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(figures=tables, layout=st.sampled_from(LAYOUTS), language=st.sampled_from(sorted(FLOWS)))
def test_a_workbook(
    tmp_path: Path, figures: dict[Any, Any], layout: Callable[..., Table], language: str
) -> None:
    if not any(figures.values()):
        return
    rows = layout(figures, language, lambda number: shown(number, ".", ""))
    typed: list[Sequence[Any]] = [
        [float(cell) if _is_value(cell) else cell or None for cell in row] for row in rows
    ]
    understanding = read(workbook(tmp_path, {"Sheet": typed}), not_yet=["none"])
    assert values_of(understanding) == expected(figures)


def _is_value(cell: str) -> bool:
    return "." in cell and cell.replace(".", "").isdigit()


NUMBERS = st.sampled_from(["1.5", "2", "", "...", "-3", "1e308", "NaN", "x", "9" * 40, "7 p", "-"])
PLACES = st.sampled_from(["KAZ", "RUS", "WLD", "G163", "Atlantis", "EU"])


@settings(
    max_examples=examples(200, usual=12),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.tuples(PLACES, NUMBERS, NUMBERS), min_size=1, max_size=12))
def test_no_cell_is_lost(tmp_path: Path, rows: list[tuple[str, str, str]]) -> None:
    lines = ["partner,flow,2022,2023", "KAZ,import,1.5,2.5"]
    lines += [f"{place},export,{one},{two}" for place, one, two in rows]
    path = text_file(tmp_path, "\n".join(lines))
    understanding = read(path, reporter="VNM", unit="million USD", dash="unknown", not_yet=["none"])
    cells = 2 + sum(cell != "" for _, *pair in rows for cell in pair)
    counts = understanding.counts()
    assert sum(counts.values()) == cells
    for outcome, found in (
        ("rejected", understanding.rejected()),
        ("left out", understanding.left_out()),
    ):
        assert sum(count for (count,) in found.project("cells").fetchall()) == counts.get(
            outcome, 0
        )
    assert len(understanding.figures().fetchall()) == counts.get("figure", 0)


@pytest.mark.parametrize("language", sorted(FLOWS))
def test_every_layout_names_every_figure_once(language: str) -> None:
    figures = dict.fromkeys(
        ((p, f, y) for p in PARTNERS["en"] for f in FLOWS["en"] for y in YEARS), 1
    )
    for layout in LAYOUTS:
        cells = [cell for row in layout(figures, language, lambda _: "@") for cell in row]
        assert cells.count("@") == len(figures)
