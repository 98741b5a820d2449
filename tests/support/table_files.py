"""Small tables of figures as files, and what they are read as."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from data.tables.mapping import mapping_of
from data.tables.understanding import Understanding, understand

Figures = dict[tuple[str, ...], Decimal]


def text_file(folder: Path, text: str, name: str = "table.csv", encoding: str = "utf-8") -> Path:
    """A file of text, line ends as they stand."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def workbook(folder: Path, sheets: dict[str, Sequence[Sequence[Any]]]) -> Path:
    """An XLSX with these cells; None is a blank."""
    path = folder / "table.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return path


def read(path: Path, **answers: Any) -> Understanding:
    """What a file is with these answers."""
    return understand(path, mapping_of(answers))


def figures(path: Path, **answers: Any) -> Figures:
    """Values in currency units by reporter, partner, flow, period."""
    return values_of(read(path, **answers))


def values_of(understanding: Understanding) -> Figures:
    """Values in currency units by reporter, partner, flow, period; no key twice."""
    rows = understanding.figures().project("reporter, partner, flow, period, value").fetchall()
    found = {tuple(row[:-1]): row[-1] for row in rows}
    assert len(found) == len(rows), "a key has two figures"
    return found


def rejected(understanding: Understanding) -> list[tuple[int, str, str]]:
    """Row, kind and reason of each rejected row."""
    return understanding.rejected().project("origin_row, kind, reason").fetchall()


def asked(understanding: Understanding) -> dict[str, str]:
    """The options that answer what is missing, by its key."""
    return {question.key: question.option for question in understanding.missing}
