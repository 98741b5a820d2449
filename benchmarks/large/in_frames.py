"""Some of the questions, as they are asked in polars and in pandas of files of Parquet.

The files hold the rows of the data set, sorted as it is, amounts as doubles; both libraries read of
them only the rows and columns that they are told to. They give the number of each row, without its
bounds. Without polars (`pip install polars`) pandas stands alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import Any, Protocol

from benchmarks.large.asked_pairs import Subject
from benchmarks.large.by_hand import GOODS
from benchmarks.large.in_pandas import CELL, Cells, InPandas
from dashboard.answers.file_tables import MOST_SHOWN
from data.attached import FIGURE_TABLES
from data.store import Edition

ALL_GOODS, CHAPTERS, OTHERS = FIGURE_TABLES


class Library(Protocol):
    """The verbs of a library of data frames that the questions are made of."""

    def read(self, tables: Sequence[str], **chosen: Sequence[str]) -> Any:
        """The rows of some tables with these values of columns."""

    def with_growth(self, rows: Any) -> Any:
        """The base of each row, a year earlier, and the rate."""

    def without_groups(self, rows: Any) -> Any:
        """The rows of countries."""

    def of_newest_full_year(self, rows: Any) -> Any:
        """The rows of the newest year that has half as many partners as any."""

    def with_rank(self, rows: Any) -> Any:
        """The place of each row within its year, and of how many."""

    def concentration(self, rows: Any) -> Any:
        """The sum of squared shares by year."""

    def newest(self, rows: Any, most: int) -> Any:
        """The first rows, the newest first, then as in a file."""

    def cells(self, rows: Any, keys: Sequence[str], values: Sequence[str]) -> Cells:
        """The rows as Python has them, by key."""


def libraries(folder: Path) -> dict[str, Library]:
    """Those that are there."""
    found: dict[str, Library] = {"pandas": InPandas(folder)}
    if find_spec("polars") is not None:
        from benchmarks.large.in_polars import InPolars

        found = {"polars": InPolars(folder)} | found
    return found


class Frames:
    """The questions of an edition's data set in each library that is there."""

    def __init__(self, edition: Edition, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for name in FIGURE_TABLES:
            select = f"SELECT {', '.join(CELL)}, value::DOUBLE AS value FROM {GOODS}.{name}"
            path = folder / f"{name}.parquet"
            edition.connection.cursor().execute(f"COPY ({select}) TO '{path}' (FORMAT parquet)")
        self._libraries = libraries(folder)

    def ask(self, name: str | None, of: Subject) -> Iterator[tuple[str, Cells, float]]:
        """The answer of each library, and the seconds that it took; none where there is none."""
        if name is None:
            return
        for called, library in self._libraries.items():
            since = perf_counter()
            found = ANSWERS[name](library, of)
            yield called, found, perf_counter() - since


def _pair(of: Subject) -> dict[str, list[str]]:
    return {"reporter": [of.reporter], "partner": [of.partner]}


def _six(of: Subject) -> dict[str, list[str]]:
    return {"reporter": [of.reporter], "partner": list(of.partners)}


def _growth_of_pair(to: Library, of: Subject) -> Cells:
    rows = to.with_growth(to.read([ALL_GOODS], **_pair(of)))
    return to.cells(rows, ["partner", "period"], ["value", "rate"])


def _both_sides(to: Library, of: Subject) -> Cells:
    keys = ["reporter", "partner", "period"]
    both = {"reporter": [of.reporter, of.partner], "partner": [of.reporter, of.partner]}
    return to.cells(to.read([ALL_GOODS], **both), keys, ["value"])


def _growth_by_product(to: Library, of: Subject) -> Cells:
    rows = to.with_growth(to.read(FIGURE_TABLES, **_pair(of)))
    return to.cells(rows, CELL, ["value", "value_base", "rate"])


def _growth_of_reporter(to: Library, of: Subject) -> Cells:
    rows = to.with_growth(to.read([ALL_GOODS], reporter=[of.reporter]))
    return to.cells(rows, CELL, ["value", "value_base", "rate"])


def _six_partners(to: Library, of: Subject) -> Cells:
    return to.cells(to.read([ALL_GOODS], **_six(of)), ["partner", "period"], ["value"])


def _ranks(to: Library, of: Subject) -> Cells:
    rows = to.with_rank(to.without_groups(to.read([ALL_GOODS], reporter=[of.reporter])))
    every = to.cells(rows, ["partner", "period"], ["rank", "partners"])
    return {key: (rank,) for key, (rank, partners) in every.items()
            if key[0] in of.partners and partners > 1}  # fmt: skip


def _partners_of_year(to: Library, of: Subject) -> Cells:
    rows = to.of_newest_full_year(to.read([ALL_GOODS], reporter=[of.reporter]))
    return to.cells(to.without_groups(rows), ["partner", "period"], ["value"])


def _chapters_of_year(to: Library, of: Subject) -> Cells:
    rows = to.read([CHAPTERS], **_pair(of), period=[of.year])
    return to.cells(rows, ["product", "period"], ["value"])


def _concentration(to: Library, of: Subject) -> Cells:
    rows = to.without_groups(to.read([ALL_GOODS], reporter=[of.reporter]))
    return to.cells(to.concentration(rows), ["period"], ["hhi"])


def _first_rows(to: Library, of: Subject) -> Cells:
    rows = to.newest(to.read(FIGURE_TABLES, reporter=[of.reporter]), MOST_SHOWN + 1)
    return to.cells(rows, CELL, ["value"])


ANSWERS = {
    "growth_of_pair": _growth_of_pair,
    "both_sides": _both_sides,
    "growth_by_product": _growth_by_product,
    "growth_of_reporter": _growth_of_reporter,
    "six_partners": _six_partners,
    "ranks": _ranks,
    "partners_of_year": _partners_of_year,
    "chapters_of_year": _chapters_of_year,
    "concentration": _concentration,
    "first_rows": _first_rows,
}
