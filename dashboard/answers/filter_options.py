"""What a page offers to filter by: the values that occur, and how many rows each would give."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.answers.kept import MANY, kept
from dashboard.answers.selection import Selection
from data.relations import derive, records
from data.store import Edition

COUNTED = ("reporter", "partner", "flow", "product", "freq", "source")
FIGURES, CLAIMS = "observation", "reported_claim"  # what is counted
MOST_COUNTED = 300_000  # figures of data sets; in more, counting keeps a reader waiting


@kept(1)
def of_figures(edition: Edition) -> dict[str, list[str]]:
    """Those of the key and period of every figure that is no target, and of every data set."""
    [found] = edition.rows(
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
    return found


@kept(1)
def of_claims(edition: Edition) -> dict[str, list[str]]:
    """The reporters, partners and sources of all claims."""
    [found] = edition.rows(
        "SELECT list(DISTINCT reporter ORDER BY reporter) AS reporter, "
        "list(DISTINCT partner ORDER BY partner) AS partner, "
        "list(DISTINCT source ORDER BY source) AS source FROM reported_claim"
    )
    return found


def counts(
    edition: Edition, selection: Selection, what: str = FIGURES
) -> Mapping[str, Mapping[str, int]] | None:
    """How many figures or claims each value of each filter has, under the other filters.

    Choosing a value gives as many; one without any is left out. None where there are too many
    figures to count them while somebody waits.
    """
    if what == FIGURES and _official(edition) > MOST_COUNTED:
        return None
    chosen = {name: getattr(selection, name) for name in (*COUNTED, "since", "until", "both_sides")}
    return _counts(edition, Selection(**chosen), what)


@kept(1)
def _official(edition: Edition) -> int:
    [(count,)] = edition.query(
        "SELECT coalesce(sum(figures), 0) FROM data_set WHERE NOT is_earlier"
    ).fetchall()
    return count


@kept(MANY)
def _counts(edition: Edition, selection: Selection, what: str) -> dict[str, dict[str, int]]:
    marked = edition.relation(what).select(
        *COUNTED, *(selection.without(name).keeps().alias(f"in_{name}") for name in COUNTED)
    )
    [found] = records(
        derive(
            marked,
            """
            SELECT histogram(reporter) FILTER (in_reporter) AS reporter,
                   histogram(partner) FILTER (in_partner) AS partner,
                   histogram(flow) FILTER (in_flow) AS flow,
                   histogram(product) FILTER (in_product) AS product,
                   histogram(freq) FILTER (in_freq) AS freq,
                   histogram(source) FILTER (in_source) AS source
            FROM observations
            """,
        )
    )
    return {name: found[name] or {} for name in COUNTED}
