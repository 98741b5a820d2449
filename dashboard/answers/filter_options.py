"""What a page offers to filter by: the values that occur, each once, in order, by column."""

from __future__ import annotations

from data.relations import records
from data.store import Edition


def of_figures(edition: Edition) -> dict[str, list[str]]:
    """Those of the key and period of every figure that is no target."""
    [found] = records(
        edition.query(
            "SELECT list(DISTINCT reporter ORDER BY reporter) AS reporter, "
            "list(DISTINCT partner ORDER BY partner) AS partner, "
            "list(DISTINCT product ORDER BY product) AS product, "
            "list(DISTINCT source ORDER BY source) AS source, "
            "list(DISTINCT freq ORDER BY freq) FILTER (freq IS NOT NULL) AS freq, "
            "list(DISTINCT period ORDER BY period) FILTER (period IS NOT NULL) AS period "
            "FROM figure WHERE kind <> 'target'"
        )
    )
    return found


def of_claims(edition: Edition) -> dict[str, list[str]]:
    """The reporters, partners and sources of all claims."""
    [found] = records(
        edition.query(
            "SELECT list(DISTINCT reporter ORDER BY reporter) AS reporter, "
            "list(DISTINCT partner ORDER BY partner) AS partner, "
            "list(DISTINCT source ORDER BY source) AS source FROM reported_claim"
        )
    )
    return found
