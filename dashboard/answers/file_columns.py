"""What a public file is: its columns, the filters it takes, and what makes its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from duckdb import DuckDBPyRelation

from analytics.checking.claims import Check
from dashboard.answers import figure_rows, provenance
from dashboard.answers.file_formats import FLAG, NUMBER, TEXT, FileRow
from dashboard.answers.selection import Selection
from data.store import Edition


@dataclass(frozen=True)
class Column:
    """A column of a public file.

    Parameters
    ----------
    kind
        text, number or flag.
    unit
        What a number counts: currency, percent, points, or by_kind (as the column `kind` says).
    codes
        What a text is drawn from: a list of `CODES`, or an open form (product, period, source).
    formula
        In the names of columns and of their bounds.
    """

    name: str
    kind: str = TEXT
    unit: str | None = None
    codes: str | None = None
    formula: str | None = None


# What a file may have beside its own columns, by the word of the address that asks for it.
BESIDE = {
    "growth": (
        Column("base_period", codes="period"), Column("base_value", NUMBER, unit="currency"),
        Column("change", NUMBER, unit="currency", formula="value − base_value"),
        Column("growth_pct", NUMBER, unit="percent", formula="100 · (value / base_value − 1)"),
        Column("growth_pct_low", NUMBER, unit="percent", formula="100 · (low / base_high − 1)"),
        Column("growth_pct_high", NUMBER, unit="percent", formula="100 · (high / base_low − 1)"),
        Column("contribution_pp", NUMBER, unit="points", formula="100 · change / base_total"),
        Column("growth_from", codes="growth_from"), Column("claim"),
        Column("claimed_pct", NUMBER, unit="percent"),
        Column("claimed_pct_low", NUMBER, unit="percent"),
        Column("claimed_pct_high", NUMBER, unit="percent"),
        Column("verdict", codes="verdict"), Column("note", codes="note"),
    ),
    "implied": (Column("implied", FLAG), Column("facts"), Column("fact_sources", codes="source")),
    "provenance": tuple(map(Column, provenance.COLUMNS)),
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What the rows of a file are made from. `explain` puts a verdict into a sentence."""

    edition: Edition
    selection: Selection
    explain: Callable[[Check], str]


@dataclass(frozen=True)
class PublicFile:
    """A public file.

    `make` gives its selected rows: a relation that has its columns among others, to be sorted by
    `ORDER`, or rows of exactly its columns in their final order. `of_whole` says that they rest on
    the answers about the whole edition, which may take a while. `of_pairs`: its rows are of a
    reporter and a partner alone, so that they can be asked for from both sides. `beside`: what of
    `BESIDE` can be asked for, too.
    """

    name: str
    columns: tuple[Column, ...]
    filters: tuple[str, ...]
    make: Callable[[Asked], DuckDBPyRelation | Sequence[FileRow]]
    of_whole: bool = False
    of_pairs: bool = True
    beside: tuple[str, ...] = ()

    @property
    def kinds(self) -> dict[str, str]:
        """The kind of each column, in order."""
        return {column.name: column.kind for column in self.columns}

    def kinds_of(self, selection: Selection) -> dict[str, str]:
        """The same of the columns that a selection asks for."""
        return {column.name: column.kind for column in self.columns_of(selection)}

    def columns_of(self, selection: Selection) -> tuple[Column, ...]:
        """The columns, and those that are asked for beside them."""
        return (*self.columns, *(one for name in selection.beside for one in BESIDE[name]))

    def rests_on_whole(self, selection: Selection) -> bool:
        """Whether the rows of a selection rest on the answers about the whole edition."""
        return self.of_whole or any(name in figure_rows.OF_WHOLE for name in selection.beside)
