"""What a page offers to filter by: the values that occur, each once, in order, by column."""

from __future__ import annotations

from dashboard.answers.kept import kept
from data.relations import records
from data.store import Edition


@kept(1)
def of_figures(edition: Edition) -> dict[str, list[str]]:
    """Those of the key and period of every figure that is no target, and of every data set."""
    [found] = records(
        edition.query(
            "SELECT list(DISTINCT reporter ORDER BY reporter) FILTER (reporter IS NOT NULL) "
            "AS reporter, "
            "list(DISTINCT partner ORDER BY partner) FILTER (partner IS NOT NULL) AS partner, "
            "list(DISTINCT product ORDER BY product) FILTER (product IS NOT NULL) AS product, "
            "list(DISTINCT source ORDER BY source) AS source, "
            "list(DISTINCT freq ORDER BY freq) FILTER (freq IS NOT NULL) AS freq, "
            "list(DISTINCT period ORDER BY period) FILTER (period IS NOT NULL) AS period "
            "FROM (SELECT reporter, partner, product, source, freq, period FROM figure "
            "WHERE kind <> 'target' "
            "UNION ALL BY NAME SELECT source, reporter, partner, freq FROM data_set_trade "
            "UNION ALL BY NAME SELECT source, product FROM data_set_product "
            "UNION ALL BY NAME SELECT source, freq, period FROM data_set_period)"
        )
    )
    return found


@kept(1)
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
