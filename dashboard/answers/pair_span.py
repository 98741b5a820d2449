"""The whole span of a pair, whatever the frequency: its figures, and what the other side says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from analytics.indicators.mirror import mirror
from analytics.indicators.observations import tightest, with_totals
from dashboard.answers.kept import SOME, kept
from dashboard.answers.pairs import ALL_GOODS, key_of_row
from dashboard.answers.read_once import happened
from dashboard.answers.selection import Selection
from data import periods
from data.codes.flows import Flow
from data.relations import Row, records
from data.store import Edition


@dataclass(frozen=True)
class Span:
    """All goods of a pair at every frequency, the tightest figure of each cell.

    `levels` are the reporter's, `mirrored` the rows of the public file `mirror` of the same cells:
    the reporter's figure beside its partner's, by period.
    `others` are the partner's own figures, with the reporter's flow as `flow`.
    """

    levels: tuple[Row, ...]
    others: tuple[Row, ...]
    mirrored: tuple[Row, ...]


@kept(SOME)
def span(edition: Edition, reporter: str, partner: str) -> Span:
    """The figures of both sides, asked for once."""
    sides = Selection(reporter=(reporter,), partner=(partner,), product=ALL_GOODS, both_sides=True)
    best = tightest(with_totals(happened(edition, sides)))
    rows = records(best.order("first_month, last_month, flow"))
    own = tuple(row for row in rows if row["reporter"] == reporter)
    others = tuple(
        {**row, "flow": flow}
        for row in rows
        if row["reporter"] == partner and (flow := Flow(row["flow"]).mirror)
    )
    mirrored: tuple[Row, ...] = ()
    if not {key_of_row(row) for row in own}.isdisjoint(map(key_of_row, others)):
        found = Selection(reporter=(reporter,)).by_key(mirror(best))
        mirrored = tuple(records(found.order("last_month DESC, first_month, flow")))
    return Span(own, others, mirrored)


def running_year(rows: Iterable[Row], newest: str | None) -> list[Row]:
    """The figures of the newest run of months since January after the year `newest`."""
    after = periods.parse(newest).year if newest else -1
    since_january = [
        row
        for row in rows
        if row["freq"] != "A" and row["first_month"].month == 1 and row["first_month"].year > after
        and row["last_month"].year == row["first_month"].year
    ]  # fmt: skip
    if not since_january:
        return []
    period = max(since_january, key=lambda row: row["last_month"])["period"]
    return [row for row in since_january if row["period"] == period]
