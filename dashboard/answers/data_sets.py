"""The data sets of an edition: what is known of each, what was rejected in it, what is doubtful."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from duckdb import DuckDBPyRelation

from dashboard.answers.file_formats import TEXT, Table
from dashboard.answers.kept import SOME, kept
from data.attached import OFFICIAL, quoted
from data.official import release_file
from data.relations import Row
from data.store import Edition

SHOWN = 100  # rejected rows, and warnings
REJECTED = ("origin", "origin_row", "kind", "reason", "content")
WARNING = (
    *("kind", "reporter", "partner", "flow", "product", "period", "currency", "low", "high"),
    *("other", "other_low", "other_high"),
)


@dataclass(frozen=True)
class Doubtful:
    """The first rejected rows and warnings of a data set, and how many are rejected by kind.

    Of each kind of warning only the widest are named in a data set.
    """

    rejected: list[tuple[Any, ...]]
    rejected_by_kind: dict[str, int]
    warnings: list[tuple[Any, ...]]


@kept(1)
def loaded(edition: Edition) -> list[Row]:
    """One row a data set, by source, with the release that was there before as `before`."""
    if not edition.query("SELECT 1 FROM data_set WHERE NOT is_earlier").fetchall():
        return []  # the view of none has fewer columns
    return edition.rows(
        """
            SELECT d.*, b.release AS before, b.figures AS figures_before
            FROM data_set d LEFT JOIN (FROM data_set WHERE is_earlier) b USING (source)
            WHERE NOT d.is_earlier ORDER BY source
            """
    )


def known_as(edition: Edition, source: str) -> Row | None:
    """The row of a data set; None where none has this id."""
    return next((row for row in loaded(edition) if row["source"] == source), None)


@kept(SOME)
def doubtful(edition: Edition, source: str) -> Doubtful:
    """What was rejected and what is doubtful in a data set that is attached."""
    rejected, warning = _table(edition, source, "quarantine"), _table(edition, source, "warning")
    first = rejected.order("origin, origin_row, kind").limit(SHOWN)
    return Doubtful(
        first.select(*REJECTED).fetchall(),
        release_file.kinds_of(rejected),
        warning.limit(SHOWN).select(*WARNING).fetchall(),
    )


def rejected_file(edition: Edition, source: str) -> Table:
    """Every rejected row of a data set, as a file."""
    rows = _table(edition, source, "quarantine").select(*REJECTED).order("ALL").fetchall()
    return Table("rejected", dict.fromkeys(REJECTED, TEXT), rows, edition.built_at)


def warnings_file(edition: Edition, source: str) -> Table:
    """Every warning that a data set names, as a file."""
    rows = _table(edition, source, "warning").select(*WARNING).fetchall()
    return Table("warnings", dict.fromkeys(WARNING, TEXT), rows, edition.built_at)


def _table(edition: Edition, source: str, table: str) -> DuckDBPyRelation:
    return edition.relation(f"{quoted(OFFICIAL + source)}.{table}")
