"""The growth claims of an edition in short: how many hold, and each as two ranges of percent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from analytics.checking.claims import Check
from analytics.checking.official_rates import OfficialRate
from analytics.checking.repeats import by_change, repeats
from analytics.checking.verdicts import Ground, Verdict
from dashboard.answers.kept import kept
from dashboard.answers.other_side import Speaks, speaks
from dashboard.answers.whole_edition import every_check, official_beside
from data.intervals import Interval, between
from data.store import Edition

WORST_FIRST = (
    Verdict.CONTRADICTED,
    Verdict.EXPLAINED,
    Verdict.CONSISTENT_IF_ROUNDED,
    Verdict.CONSISTENT,
)


@dataclass(frozen=True)
class ClaimsInShort:
    """How many claims have each verdict.

    `other_side` counts those that are not testable while the partner's statistics have figures of
    the same change, and a rate of it: they explain and warn, and decide nothing.
    """

    counts: Mapping[Verdict, int]
    other_side: Mapping[Speaks, int]

    @property
    def published(self) -> int:
        """How many there are."""
        return sum(self.counts.values())

    @property
    def testable(self) -> int:
        """How many are decided."""
        return self.published - self.counts[Verdict.NOT_TESTABLE]


@dataclass(frozen=True)
class TwoRates:
    """A claim in percent, with its sign: what was said, what that stands for, what figures allow.

    A multiple is the change that it amounts to: 2.5-fold is +150 percent. `others` are further
    claims about the same change, whoever made them.
    """

    check: Check
    said: Fraction
    claimed: Interval
    recomputed: Interval
    others: tuple[TwoRates, ...] = ()

    @property
    def every(self) -> tuple[TwoRates, ...]:
        """All claims about the change, this one first."""
        return (self, *self.others)


@kept(1)
def of_edition(edition: Edition) -> ClaimsInShort:
    """All claims of an edition in short."""
    return in_short(every_check(edition), official_beside(edition))


def in_short(
    checks: Sequence[Check], beside: Mapping[str, Sequence[OfficialRate]]
) -> ClaimsInShort:
    """Claims in short; `beside` is what official statistics say, by id of the claim."""
    untested = (check for check in checks if check.verdict == Verdict.NOT_TESTABLE)
    spoken = Counter(
        one for check in untested for one in speaks(check, beside.get(check.claim.claim, ()))
    )
    return ClaimsInShort(Counter(check.verdict for check in checks), spoken)


def two_rates(checks: Iterable[Check]) -> list[TwoRates]:
    """The tested claims of a rate, the worst verdicts first, of each the newest periods first.

    Those of one change are together where the worst stands, of these one that its own publication
    decides.
    """
    shown = [
        _in_percent(check, check.recomputed)
        for check in checks
        if check.verdict in WORST_FIRST and check.change.is_rate and check.recomputed is not None
    ]
    shown.sort(key=lambda rates: _is_own(rates.check), reverse=True)
    shown.sort(key=lambda rates: str(rates.check.claim.period), reverse=True)
    shown.sort(key=lambda rates: WORST_FIRST.index(rates.check.verdict))
    return _by_change(shown)


def _is_own(check: Check) -> bool:
    """Whether the claim's own publication decides it."""
    return check.ground == Ground.OWN


def _by_change(shown: Sequence[TwoRates]) -> list[TwoRates]:
    by_name = {rates.check.claim.claim: rates for rates in shown}
    checks = [rates.check for rates in shown]
    changes = by_change(checks, repeats(checks))
    named = [[by_name[check.claim.claim] for check in change] for change in changes]
    return [replace(first, others=tuple(others)) for first, *others in named]


def _in_percent(check: Check, recomputed: Interval) -> TwoRates:
    change, exact = check.change, check.claim.claimed
    said = sum(change.claimed.ends) / Fraction(2) if exact is None else Fraction(exact)
    return TwoRates(
        check,
        change.as_growth(said),
        between(*sorted(map(change.as_growth, change.claimed.ends))),
        between(*sorted(map(change.as_growth, recomputed.ends))),
    )
