"""What a public file is: its columns, the filters it takes, and what makes its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from duckdb import DuckDBPyRelation

from analytics.checking.claims import Check
from dashboard.answers import provenance
from dashboard.answers.file_formats import TEXT
from dashboard.answers.selection import Selection
from data.store import Edition

FileRow = tuple[object, ...]


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


PROVENANCE = tuple(map(Column, provenance.COLUMNS))


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
    reporter and a partner alone, so that they can be asked for from both sides. `has_provenance`:
    its rows stand somewhere, which can be asked for, too.
    """

    name: str
    columns: tuple[Column, ...]
    filters: tuple[str, ...]
    make: Callable[[Asked], DuckDBPyRelation | Sequence[FileRow]]
    of_whole: bool = False
    of_pairs: bool = True
    has_provenance: bool = False

    @property
    def kinds(self) -> dict[str, str]:
        """The kind of each column, in order."""
        return {column.name: column.kind for column in self.columns}

    def columns_of(self, selection: Selection) -> tuple[Column, ...]:
        """The columns, and those of the provenance where it is asked for."""
        return (*self.columns, *PROVENANCE) if selection.provenance else self.columns
