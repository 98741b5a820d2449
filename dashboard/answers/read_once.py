"""The figures of a trade, read once for all that is asked of them.

A page asks many questions of few rows: levels, growth and balance of a pair. To find these rows in
every file of an edition takes DuckDB longer than to work with them, so they are kept as Arrow has
them, with the quarters and years that they add up to.
"""

from __future__ import annotations

import pyarrow as pa
from duckdb import DuckDBPyRelation

from analytics.indicators.observations import actual
from analytics.indicators.summed_periods import PARTS, with_periods
from dashboard.answers.kept import SOME, kept
from dashboard.answers.selection import Selection
from data.faults import named_damage
from data.periods import Period
from data.store import Edition

MOST_KEPT = 20_000  # rows of a selection; with more, it is the rows that take the time


def happened(
    edition: Edition, selection: Selection, within: Period | None = None
) -> DuckDBPyRelation:
    """What is selected and happened, with the quarters and years that it adds up to.

    Reporters, partners, products, sources and frequencies choose; `within` a period also leaves
    out what is not: the parts of a period lie within it.
    """
    chosen = Selection(
        reporter=selection.reporter,
        partner=selection.partner,
        product=selection.product,
        source=selection.source,
        both_sides=selection.both_sides,
        since=within,
        until=within,
    )
    few = _few(edition, chosen) if _may_be_few(chosen) else None
    if few is None:
        observations = chosen.by_period(edition.relation("observation"))
        return happened_of(observations, selection)
    return _of_freq(edition.cursor().from_arrow(few), selection)


def happened_of(observations: DuckDBPyRelation, selection: Selection) -> DuckDBPyRelation:
    """The same of a relation, to be put together with others that are read through its cursor."""
    every = _by_key(observations, selection.without("freq"))
    return _of_freq(with_periods(actual(every)), selection)


def _of_freq(known: DuckDBPyRelation, selection: Selection) -> DuckDBPyRelation:
    return Selection(freq=selection.freq).by_key(known)


def _by_key(observations: DuckDBPyRelation, selection: Selection) -> DuckDBPyRelation:
    """What is selected; each of two sides is asked for by its reporters, by which files are sorted,
    so that what a data set has of others is not read."""
    if not (selection.both_sides and selection.reporter and selection.partner):
        return selection.by_key(observations)
    own = selection.with_(both_sides=False)
    turned = own.with_(reporter=own.partner, partner=own.reporter)
    return own.by_key(observations).union(own.but_by_key(turned.by_key(observations)))


def _may_be_few(chosen: Selection) -> bool:
    """Whether it is worth while to look: some goods of some countries, or a pair in a period."""
    is_pair = bool(chosen.reporter and chosen.partner)
    is_of_one = bool(chosen.reporter or chosen.partner)
    return (is_of_one and bool(chosen.product)) or (is_pair and chosen.since is not None)


@kept(SOME)
def _few(edition: Edition, chosen: Selection) -> pa.Table | None:
    """The rows, where they are few."""
    with named_damage():
        every = actual(chosen.by_period(_by_key(edition.relation("observation"), chosen)))
        found = every.limit(MOST_KEPT + 1).to_arrow_table()
        if len(found) > MOST_KEPT:
            return None
        if PARTS.isdisjoint(found["freq"].unique().to_pylist()):
            return found.append_column("summed_of", pa.nulls(len(found), pa.string()))
        return with_periods(edition.cursor().from_arrow(found)).to_arrow_table()
