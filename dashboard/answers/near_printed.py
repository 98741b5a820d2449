"""Observations of the trades that publications speak of: what is asked of all that is printed.

A data set may hold millions of figures of trades that no publication names. What is worked out for
every trade at once, facts that cannot all be true or sources that differ, is asked of these only.
"""

from __future__ import annotations

from duckdb import DuckDBPyRelation

from analytics.checking.reach import Trade, of_trades, trades_of
from dashboard.answers.kept import kept
from dashboard.answers.selection import Selection
from data.store import Edition


def own(edition: Edition) -> DuckDBPyRelation:
    """What is known of the trades that publications print figures of or claim something of."""
    observations = edition.relation("observation")
    return of_trades(observations, _trades(edition)) if edition.data_sets else observations


def both_sides(edition: Edition) -> DuckDBPyRelation:
    """The same, and what the partner of each reports of it."""
    observations = edition.relation("observation")
    if not edition.data_sets:
        return observations
    trades = _trades(edition)
    return of_trades(observations, trades | {(to, of, product) for of, to, product in trades})


def either_side(edition: Edition, selection: Selection) -> DuckDBPyRelation:
    """What the chosen reporters and partners say of each other, whoever of the two says it.

    Where neither is chosen, what both sides say of the trades that publications speak of. Reporter,
    partner and product choose, and nothing else. Each of the two halves is asked for by its
    reporters, so that what a data set has of others is not read.
    """
    pair = Selection(
        reporter=selection.reporter, partner=selection.partner, product=selection.product
    )
    if not (pair.reporter or pair.partner):
        return pair.by_key(both_sides(edition))
    every = edition.relation("observation")
    turned = pair.with_(reporter=pair.partner, partner=pair.reporter)
    return pair.by_key(every).union(pair.but_by_key(turned.by_key(every)))


@kept(1)
def _trades(edition: Edition) -> set[Trade]:
    views = ("printed_observation", "reported_claim")
    return {trade for view in views for trade in trades_of(edition.relation(view))}
