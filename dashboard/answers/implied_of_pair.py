"""Which implied figures and conflicts belong on the page of a pair."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from analytics.reconciling.conflicts import Conflict
from analytics.reconciling.constraints import Component
from analytics.reconciling.implied import Implied
from analytics.reconciling.mirror_gaps import MirrorGap
from dashboard.answers.pairs import Key, Pair, key_of_row
from dashboard.answers.whole_edition import reconciled
from data import codes
from data.codes.flows import Flow
from data.relations import Row
from data.store import Edition

WIDEST = Fraction(1, 2)  # of the larger end; see `is_telling`
RATE_TOLERANCE = Fraction(1, 10**9)  # growth rates of the book come as binary floats, in percent


@dataclass(frozen=True)
class ImpliedOfPair:
    """What the facts of a pair imply beyond its figures, at one frequency, all goods.

    `new` are cells of which the page shows no figure, `narrowed` those whose figure holds the
    implied bounds, `against` those whose figure does not: it was left out in a conflict. `rates`
    are growth on the year before. Only what `is_telling`. `printed` are the figures shown,
    by cell. `conflicts`, `mirror_gaps` and what was `not_searched` are
    those of every frequency and product; a gap that rests on a claim is told on both sides' pages.
    """

    new: list[Implied]
    narrowed: list[Implied]
    against: list[Implied]
    rates: list[Implied]
    conflicts: list[Conflict]
    not_searched: list[Component]
    mirror_gaps: list[MirrorGap]
    printed: dict[Key, Row]

    @property
    def listed(self) -> list[Implied]:
        """Everything implied, newest period first."""
        every = [*self.new, *self.narrowed, *self.against, *self.rates]
        return sorted(every, key=_newest_first)


def is_telling(one: Implied) -> bool:
    """Whether the bounds are at most half of the larger end apart.

    Wider ones leave open whether the figure is half or double: they say less than the headline
    word "doubled". Open ends never tell.
    """
    if one.low is None or one.high is None:
        return False
    return one.high - one.low <= WIDEST * max(abs(one.low), abs(one.high))


def of_pair(edition: Edition, pair: Pair, freqs: Iterable[str]) -> ImpliedOfPair:
    """What is implied at the pair's frequency, and at those where nothing is printed.

    Parameters
    ----------
    freqs
        The frequencies at which the pair has figures, each with a page of its own.
    """
    whole = reconciled(edition)
    of_pages = set(freqs) - {pair.freq}
    telling = [
        one
        for one in whole.implied
        if one.group[:3] == (pair.reporter, pair.partner, codes.TOTAL)
        and one.cell.period.freq not in of_pages
        and is_telling(one)
    ]
    printed = {key_of_row(row): row for row in pair.levels}
    rates = {key_of_row(row): row for row in pair.growth}
    levels = [one for one in telling if one.base is None]
    known = [(one, printed[key_of(one)]) for one in levels if key_of(one) in printed]
    return ImpliedOfPair(
        new=[one for one in levels if key_of(one) not in printed],
        narrowed=[one for one, row in known if _lies_within(one, row) and _tightens(one, row)],
        against=[one for one, row in known if not _lies_within(one, row)],
        rates=[one for one in telling if one.base and _tells_more(one, rates.get(key_of(one)))],
        not_searched=[part for part in whole.not_searched if part.group[:2] == _sides(pair)],
        conflicts=[one for one in whole.conflicts if one.group[:2] == _sides(pair)],
        mirror_gaps=_gaps(whole.mirror_gaps, _sides(pair)),
        printed=printed,
    )


def rests_on_a_claim(gap: MirrorGap) -> bool:
    """Whether no figure gives the reporter's side, neither alone nor as a sum."""
    return gap.is_implied and any(fact.is_claim for fact in gap.facts)


def key_of(one: Implied) -> Key:
    """Which cell it is of, as `key_of_row` of a row."""
    return one.cell.flow, str(one.cell.period), one.group[3]


def as_row(one: Implied) -> Row:
    """An implied level like a row of levels, without a value, qualifier or source."""
    period = one.cell.period
    return {
        "flow": one.cell.flow, "freq": period.freq, "period": str(period),
        "first_month": period.first_month, "last_month": period.last_month,
        "currency": one.group[3], "value": None, "qualifier": None,
        "low": one.low, "high": one.high,
    }  # fmt: skip


def bars(found: ImpliedOfPair, freq: str) -> list[Row]:
    """The rows of the levels that a chart of the frequency can show as hollow bars."""
    return [
        as_row(one)
        for one in found.new
        if one.cell.period.freq == freq and one.cell.flow != Flow.BALANCE
    ]


def in_conflict(conflicts: Iterable[Conflict]) -> dict[Key, list[Conflict]]:
    """The conflicts that a figure or the level of a claim takes part in, all goods, by cell."""
    found: dict[Key, list[Conflict]] = {}
    for conflict in conflicts:
        if conflict.group[2] == codes.TOTAL:
            currency = conflict.group[3]
            cells = {(fact.cell.flow, str(fact.cell.period), currency) for fact in conflict.facts}
            for key in sorted(cells):
                found.setdefault(key, []).append(conflict)
    return found


def _gaps(every: Iterable[MirrorGap], sides: tuple[str, str]) -> list[MirrorGap]:
    """Mirror gaps of a reporter and partner, newest first."""
    found = [
        gap
        for gap in every
        if gap.group[:2] == sides or (rests_on_a_claim(gap) and gap.group[1::-1] == sides)
    ]
    return sorted(found, key=lambda gap: gap.cell.period, reverse=True)


def _sides(pair: Pair) -> tuple[str, str]:
    return pair.reporter, pair.partner


def _lies_within(one: Implied, row: Row) -> bool:
    return Fraction(row["low"]) <= (one.low or 0) and (one.high or 0) <= Fraction(row["high"])


def _tightens(one: Implied, row: Row) -> bool:
    return (one.low, one.high) != (Fraction(row["low"]), Fraction(row["high"]))


def _tells_more(one: Implied, row: Row | None) -> bool:
    """Whether the implied growth is tighter than the recomputed one, if there is any."""
    if row is None or one.low is None or one.high is None:
        return True
    width = Fraction(row["growth_pct_high"]) - Fraction(row["growth_pct_low"])
    return 100 * (one.high - one.low) < width - RATE_TOLERANCE


def _newest_first(one: Implied) -> tuple[int, int, str, bool]:
    period = one.cell.period
    return -(period.start + period.months), period.start, one.cell.flow, one.base is not None
