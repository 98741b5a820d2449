"""What publications say of two countries besides figures of trade: events, investment, goods."""

from __future__ import annotations

from dashboard.answers.kept import MANY, kept
from data.relations import Row
from data.store import Edition


@kept(MANY)
def events(edition: Edition, reporter: str, partner: str) -> list[Row]:
    """Agreements, visits and sessions of the two, whoever tells of them: one row an event.

    The oldest first, those without a date last.
    """
    return edition.rows(
        "SELECT * FROM event WHERE (reporter, partner) IN ((?, ?), (?, ?)) "
        "ORDER BY begins NULLS LAST, event",
        [reporter, partner, partner, reporter],
    )


@kept(MANY)
def investment(edition: Edition, reporter: str, partner: str) -> list[Row]:
    """Stocks of investment in both directions, one row a printed stock, the largest first."""
    return edition.rows(
        "SELECT * FROM investment WHERE (investor, host) IN ((?, ?), (?, ?)) "
        "ORDER BY value DESC, investment",
        [reporter, partner, partner, reporter],
    )


@kept(MANY)
def goods(edition: Edition, reporter: str, partner: str) -> list[Row]:
    """The main goods, one row a source and direction, the newest source first.

    The column `goods` lists their ids in the source's order.
    """
    return edition.rows(
        "SELECT source, reporter, partner, flow, published, "
        "list(goods ORDER BY position) AS goods "
        "FROM goods JOIN source USING (source) "
        "WHERE (reporter, partner) IN ((?, ?), (?, ?)) "
        "GROUP BY ALL ORDER BY published DESC, source, flow",
        [reporter, partner, partner, reporter],
    )
