"""Rows of the file `implied`: amounts that follow from others."""

from __future__ import annotations

from collections.abc import Iterator

from analytics.reconciling.implied import Implied
from dashboard.answers.selection import Selection
from dashboard.answers.whole_edition import reconciled
from data.intervals import float_above, float_below
from data.store import Edition


def of_selection(edition: Edition, selection: Selection) -> Iterator[tuple[object, ...]]:
    """Selected amounts that follow, of the trades that publications speak of, in any order."""
    return (_row(one) for one in selected(edition, selection) if one.base is None)


def selected(edition: Edition, selection: Selection) -> Iterator[Implied]:
    """Selected amounts and rates that follow; of chosen sources what rests on these alone."""
    sources = selection.source
    for one in reconciled(edition).implied:
        rests_on_them = not sources or all(fact.source in sources for fact in one.facts)
        if rests_on_them and _is_selected(one, selection):
            yield one


def _is_selected(one: Implied, selection: Selection) -> bool:
    reporter, partner, product, _ = one.group
    return (
        selection.is_of_pair(reporter, partner)
        and (not selection.product or product in selection.product)
        and selection.includes(one.cell.flow, one.cell.period)
    )


def _row(one: Implied) -> tuple[object, ...]:
    reporter, partner, product, currency = one.group
    period = one.cell.period
    return (
        reporter, partner, str(one.cell.flow), product, period.freq, str(period), currency,
        None if one.low is None else float_below(one.low),
        None if one.high is None else float_above(one.high),
        "; ".join(fact.fact for fact in one.facts),
    )  # fmt: skip
