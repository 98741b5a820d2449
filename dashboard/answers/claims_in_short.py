"""The growth claims of an edition in short: how many hold, and each as two ranges of percent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from analytics.checking.claims import Check
from analytics.checking.official_rates import OfficialRate, Side
from analytics.checking.verdicts import Verdict
from analytics.reconciling.claimed_changes import MULTIPLE
from dashboard.answers.kept import kept
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

    `other_side` counts those that are not testable while official statistics of the partner give a
    rate of the same change: they explain and warn, and decide nothing.
    """

    counts: Mapping[Verdict, int]
    other_side: int

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

    A multiple is the change that it amounts to: 2.5-fold is +150 percent.
    """

    check: Check
    said: Fraction
    claimed: Interval
    recomputed: Interval


@kept(1)
def of_edition(edition: Edition) -> ClaimsInShort:
    """All claims of an edition in short."""
    return in_short(every_check(edition), official_beside(edition))


def in_short(
    checks: Sequence[Check], beside: Mapping[str, Sequence[OfficialRate]]
) -> ClaimsInShort:
    """Claims in short; `beside` is what official statistics say, by id of the claim."""
    untested = (check for check in checks if check.verdict == Verdict.NOT_TESTABLE)
    speaks = [
        check
        for check in untested
        if any(
            rate.side == Side.PARTNER and rate.measured is not None
            for rate in beside.get(check.claim.claim, ())
        )
    ]
    return ClaimsInShort(Counter(check.verdict for check in checks), len(speaks))


def two_rates(checks: Iterable[Check]) -> list[TwoRates]:
    """The tested claims of a rate, the worst verdicts first, of each the newest periods first."""
    shown = [
        _in_percent(check, check.recomputed)
        for check in checks
        if check.verdict in WORST_FIRST and check.change.is_rate and check.recomputed is not None
    ]
    shown.sort(key=lambda rates: str(rates.check.claim.period), reverse=True)
    return sorted(shown, key=lambda rates: WORST_FIRST.index(rates.check.verdict))


def _in_percent(check: Check, recomputed: Interval) -> TwoRates:
    claimed, exact = check.change.claimed, check.claim.claimed
    said = sum(claimed.ends) / Fraction(2) if exact is None else Fraction(exact)
    sign = check.change.sign

    def percent(number: Fraction) -> Fraction:
        if check.change.kind != MULTIPLE:
            return sign * number
        return 100 * ((number if sign > 0 else 1 / number) - 1)

    return TwoRates(
        check,
        percent(said),
        between(*sorted(percent(end) for end in claimed.ends)),
        between(*sorted(percent(end) for end in recomputed.ends)),
    )
