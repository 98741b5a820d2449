"""What a table was found to hold, however it was read: what the answers about any table ask for."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any

import duckdb

from data.tables.block_reading import Question
from data.tables.cells import Finding

PREVIEW = 10  # figures


@dataclass(frozen=True)
class ColumnUse:
    """How a column was understood: sheet, heading, role, and what shows it."""

    sheet: str
    heading: str
    role: str
    why: str


@dataclass(frozen=True)
class OnDisk:
    """Figures in a database on a disk already: read there, with no copy of them made.

    `figures` and `rejected` are SELECTs that every cursor understands: names have their database.
    """

    connection: duckdb.DuckDBPyConnection
    figures: str
    rejected: str


@dataclass
class FoundFigures(ABC):
    """Figures and what else a table holds; `missing` are questions that are to be answered first.

    Relations are read through `connection`.
    """

    connection: duckdb.DuckDBPyConnection
    columns: list[ColumnUse] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    missing: list[Question] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def on_disk(self) -> OnDisk | None:
        """Figures and rejected rows where they lie on a disk; None where each look reads anew."""
        return None

    @abstractmethod
    def figures(self) -> duckdb.DuckDBPyRelation:
        """The figures, in the columns of `FIGURE_COLUMNS`."""

    @abstractmethod
    def rejected(self) -> duckdb.DuckDBPyRelation:
        """Rows that cannot be used: origin, row, kind, reason, content, cells."""

    @abstractmethod
    def left_out(self) -> duckdb.DuckDBPyRelation:
        """Rows that are no figure of a pair and no mistake either."""

    @abstractmethod
    def counts(self) -> dict[str, int]:
        """How many cells are figures, rejected, left out and unknown."""

    @abstractmethod
    def preview(self) -> list[tuple[Any, ...]]:
        """The first figures."""

    def areas(self, role: str) -> list[str]:
        """The codes of reporters or partners among the figures."""
        return [code for (code,) in self.figures().project(role).distinct().order(role).fetchall()]

    def period_range(self) -> dict[str, tuple[str, str]]:
        """The first and last period of each frequency."""
        ends = "freq, arg_min(period, first_month), arg_max(period, first_month)"
        found = self.figures().aggregate(ends, "freq").order("freq").fetchall()
        return {freq: (first, last) for freq, first, last in found}
