"""Reported changes as intervals of the factor between base and level.

Every kind of claim is one statement: level over base, or level less base, lies in an interval.
Arithmetic is exact. Only balances are negative; the rate between two of one sign is that of their
sizes (docs/contract.md), and an amount of change is the level less the base, whatever their signs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from data import periods
from data.codes.flows import Flow
from data.intervals import Coarser, Interval, between, coarser, divide, roots
from data.views import ReportedClaim

ONE = Fraction(1)
ABSOLUTE, MULTIPLE, PERCENT = "absolute", "multiple", "percent"
PERCENTAGE_POINTS, AVERAGE_ANNUAL = "percentage_points", "average_annual_percent"
SMALL_CHANGE = Fraction(1, 100)  # one percentage point
MOST_AS_NEAR = Fraction(1, 20)  # of the wrong claims that could have been made


def widest_that_tells(size: Fraction) -> Fraction:
    """How wide the bounds of a rate may be that tell whether a change of a size was made."""
    return max(size / 2, SMALL_CHANGE)


@dataclass(frozen=True)
class Change:
    """What a claim says of a level and its base.

    `claimed` is the printed rate with its bounds, in percent, as a multiple, or in currency
    units, and `coarser` the same by other habits of printing; `sign`
    is 1 for a rise and -1 for a fall; `years` is the span of an average annual rate and 1 for
    every other kind. `is_balance`: it speaks of a balance, which may be below zero.
    """

    kind: str
    sign: int
    claimed: Interval
    coarser: Coarser
    years: int
    is_word: bool
    is_balance: bool = False

    @property
    def is_headline_word(self) -> bool:
        """ "Doubled", "tenfold", "gấp đôi": a multiple in words, without digits."""
        return self.kind == MULTIPLE and self.is_word

    @property
    def if_cut(self) -> Change:
        """The same change with the rate cut instead of rounded."""
        return replace(self, claimed=self.coarser.cut)

    @property
    def if_rounded(self) -> Change:
        """The same change with a whole rate rounded to its last digit that is not zero."""
        return replace(self, claimed=self.coarser.rounded)

    @property
    def factor(self) -> Interval:
        """The interval of level over base, between claimed years for an average annual rate.

        A fall by more than all gives a factor below zero, which no level has.
        """
        low, high = self.claimed.low, self.claimed.high
        if self.kind == MULTIPLE:
            return Interval(low, high) if self.sign > 0 else Interval(ONE / high, ONE / low)
        ends = [1 + self.sign * end / 100 for end in (low, high)]
        least, most = (end**self.years if end > 0 else end for end in sorted(ends))
        return Interval(max(least, Fraction()) if most >= 0 else least, most)

    @property
    def wanted(self) -> Interval:
        """What the claim wants `measured` to be: a factor, or a signed amount."""
        if self.kind == ABSOLUTE:
            return self.claimed if self.sign > 0 else -self.claimed
        return self.factor

    @property
    def may_be_nothing(self) -> bool:
        """Whether a multiple may be zero: "zero-fold" says nothing of a base."""
        return self.kind == MULTIPLE and self.claimed.low <= 0

    def measured(self, level: Interval, base: Interval) -> Interval:
        """Level over base, or level less base for an absolute change; sizes where both are below 0.

        Raises
        ------
        ZeroDivisionError
            The claim is not absolute and the base may be zero.
        """
        if self.kind == ABSOLUTE:
            return level - base
        return divide(-level, -base) if base.high < 0 else divide(level, base)

    def can_measure(self, base: Interval) -> bool:
        """Whether the base allows a rate; an amount can be taken from any base."""
        return self.kind == ABSOLUTE or base.low > 0 or base.high < 0

    def can_compare(self, level: Interval, base: Interval) -> bool:
        """Whether a level and its base give the change: a rate needs two of one sign."""
        same_sign = level.low >= 0 if base.low > 0 else level.high <= 0
        return self.can_measure(base) and (self.kind == ABSOLUTE or same_sign)

    def can_speak_of(self, level: Interval) -> bool:
        """Whether the change can be one of the level: a rate of a balance needs a sure sign."""
        if level.low >= 0:
            return True
        return self.is_balance and (self.kind == ABSOLUTE or (self.is_rate and level.high <= 0))

    @property
    def is_rate(self) -> bool:
        """Whether it is a factor between base and level."""
        return self.kind not in (ABSOLUTE, PERCENTAGE_POINTS)

    def as_growth(self, rate: Fraction) -> Fraction:
        """A rate in the claim's unit as growth in percent, with its sign: 2.5-fold is +150.

        Raises
        ------
        ZeroDivisionError
            An x-fold fall of no x.
        """
        if self.kind != MULTIPLE:
            return self.sign * rate
        return 100 * ((rate if self.sign > 0 else 1 / rate) - 1)

    def implied_base(self, level: Interval) -> Interval | None:
        """The bases that the level and the claimed change leave possible; None when none is.

        Only the base of a balance may be below zero; that of a rate has the sign of the level. A
        fall by 100 percent leaves every base possible, so there is no upper bound and no interval.
        """
        if self.kind == PERCENTAGE_POINTS or self.may_be_nothing or not self.can_speak_of(level):
            return None
        if self.kind == ABSOLUTE:
            base = level - self.wanted
            if self.is_balance:
                return base
            return Interval(max(base.low, Fraction()), base.high) if base.high >= 0 else None
        if self.factor.low <= 0:
            return None
        return -divide(-level, self.factor) if level.low < 0 else divide(level, self.factor)

    def allows(self, measured: Interval) -> bool:
        """Whether true values within the bounds of level, base and rate satisfy the claim."""
        return measured.meets(self.wanted)

    def recomputed(self, measured: Interval) -> Interval:
        """The change between its least and its greatest, in the claim's unit and direction.

        Exact, but for an average annual rate that is irrational: its ends are outside, by one
        part in 10 ** 40 of the factor.

        Raises
        ------
        ZeroDivisionError
            The claim is of an x-fold fall, and the level may be zero.
        """
        if self.kind == ABSOLUTE:
            return self._in_direction(measured)
        if self.kind == MULTIPLE:
            return measured if self.sign > 0 else divide(between(1, 1), measured)
        yearly = roots(measured, self.years)
        return self._in_direction(Interval(100 * (yearly.low - 1), 100 * (yearly.high - 1)))

    def falls_without_end(self, measured: Interval) -> bool:
        """Whether an x-fold fall has no greatest x, because the level may be zero."""
        return self.kind == MULTIPLE and self.sign < 0 and Fraction() in measured.ends

    def goes_the_other_way(self, measured: Interval) -> bool:
        """Whether the figures certainly fell where the claim says rose, or rose where fell.

        At best they stood still: 4.5 on 4.6 is a fall.
        """
        still = self._unchanged
        if self.sign > 0:
            return measured.low < still and measured.high <= still
        return measured.high > still and measured.low >= still

    def resolves(self, measured: Interval) -> bool:
        """Whether the bounds are tight enough to tell the claimed change from others.

        Two conditions. They must exclude that nothing changed (unless that is the claim): a
        check that growth passes even if trade had stood still tests nothing. And they may be no
        wider than half the claimed change, or one percentage point where that is more: 12 on 8
        million is +35 % to +67 %, which confirms "a third" and "two thirds" as well as "half".
        """
        still = self._unchanged
        claims_no_change = self.wanted.low <= still <= self.wanted.high
        if not claims_no_change and measured.low <= still <= measured.high:
            return False
        size = max(abs(end - still) for end in self.wanted.ends)
        return measured.width <= (size / 2 if self.kind == ABSOLUTE else widest_that_tells(size))

    def misses_little(self, measured: Interval) -> bool:
        """Whether so little is missing that at most one wrong claim in twenty is as near.

        Wrong claims may lie anywhere between no change and twice the one measured; of falls, which
        have an end, between none and the one measured. Those as near lie on both sides of it.
        """
        still = self._unchanged
        if measured.low <= still <= measured.high:
            return False
        size = min(abs(end - still) for end in measured.ends)
        claimable = 2 * size if self.sign > 0 else size
        return 2 * measured.gap(self.wanted) <= MOST_AS_NEAR * claimable

    @property
    def _unchanged(self) -> Fraction:
        return Fraction() if self.kind == ABSOLUTE else ONE

    def _in_direction(self, change: Interval) -> Interval:
        return change if self.sign > 0 else -change


def change_of(claim: ReportedClaim) -> Change:
    """The change that a row of the view `reported_claim` speaks of."""
    claimed = between(claim.claimed_low, claim.claimed_high)
    return Change(
        kind=claim.kind,
        sign=1 if claim.direction == "up" else -1,
        claimed=claimed,
        coarser=coarser(
            claimed,
            claim.claimed,
            claim.claimed_qualifier,
            is_whole=bool(claim.claimed_is_whole),
        ),
        years=_years(claim),
        is_word=not any(character.isdigit() for character in claim.claimed_printed),
        is_balance=claim.flow == Flow.BALANCE,
    )


def _years(claim: ReportedClaim) -> int:
    """The years an average annual rate spans: from the base year to the last year of the period."""
    if claim.kind != AVERAGE_ANNUAL or not claim.base_period or not claim.period:
        return 1
    last = periods.parse(claim.period).last_month.year
    return max(last - periods.parse(claim.base_period).year, 1)
