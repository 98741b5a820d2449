"""Where a row of a file stands: the address of its source, the printed characters, the place."""

from __future__ import annotations

from duckdb import DuckDBPyRelation

from analytics.checking.claims import Check
from dashboard.answers import source_rows
from data.relations import derive
from data.store import Edition

COLUMNS = ("source_address", "printed", "place")


def beside(observations: DuckDBPyRelation) -> DuckDBPyRelation:
    """Observations with where they stand; printed characters and place of publications only."""
    return derive(
        observations,
        """
        SELECT o.*, s.address AS source_address, f.printed, f.place
        FROM observations o LEFT JOIN figure f USING (figure) LEFT JOIN source s
            ON s.source = o.source
        """,
    )


def of_check(edition: Edition, check: Check) -> dict[str, object]:
    """Where a reported rate stands."""
    claim = check.claim
    address = source_rows.by_id(edition)[claim.source]["address"]
    return dict(zip(COLUMNS, (address, claim.claimed_printed, claim.place), strict=True))
