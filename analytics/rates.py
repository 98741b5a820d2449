"""Reported changes as intervals of the factor between base and level.

Every kind of claim is one statement, level = factor * base (or level = base + amount), with the
factor or amount in an interval. Arithmetic is exact; levels and bases are not negative.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from data import periods


@dataclass(frozen=True)
class Interval:
    """A closed interval of exact numbers."""

    low: Fraction
    high: Fraction

    @property
    def relative_width(self) -> Fraction:
        """Width over the upper end; 0 for a single number."""
        return (self.high - self.low) / self.high if self.high else Fraction()

    def meets(self, other: Interval) -> bool:
        """Whether some number lies in both."""
        return self.low <= other.high and other.low <= self.high

    def as_floats(self) -> tuple[float, float]:
        """Both ends, for showing."""
        return float(self.low), float(self.high)


@dataclass(frozen=True)
class Change:
    """What a claim says of a level and its base.

    `claimed` is the printed rate with its bounds, in percent, as a multiple, or in currency
    units; `sign` is 1 for a rise and -1 for a fall; `years` is the span of an average annual
    rate and 1 for every other kind.
    """

    kind: str
    sign: int
    claimed: Interval
    years: int
    is_word: bool

    @property
    def is_headline_word(self) -> bool:
        """ "Doubled", "tenfold", "gấp đôi": a multiple in words, without digits."""
        return self.kind == "multiple" and self.is_word

    @property
    def factor(self) -> Interval:
        """The interval of level over base, between claimed years for an average annual rate."""
        low, high = self.claimed.low, self.claimed.high
        if self.kind == "multiple":
            return Interval(low, high) if self.sign > 0 else Interval(_over(high), _over(low))
        ends = (1 + self.sign * low / 100, 1 + self.sign * high / 100)
        return Interval(max(min(ends), Fraction()) ** self.years, max(ends) ** self.years)

    def implied_base(self, level: Interval) -> Interval | None:
        """The bases that the level and the claimed change leave possible; None when none is.

        A base is never below zero. A fall by 100 percent leaves every base possible, so there is
        no upper bound and no interval.
        """
        if self.kind == "percentage_points":
            return None
        if self.kind == "absolute":
            amount = self._signed_amount
            low, high = level.low - amount.high, level.high - amount.low
            return Interval(max(low, Fraction()), high) if high >= 0 else None
        factor = self.factor
        return divide(level, factor) if factor.low > 0 else None

    def allows(self, level: Interval, base: Interval) -> bool:
        """Whether true values within the bounds of level, base and rate satisfy the claim."""
        if self.kind == "absolute":
            change = Interval(level.low - base.high, level.high - base.low)
            return change.meets(self._signed_amount)
        factor = self.factor
        return level.meets(Interval(base.low * factor.low, base.high * factor.high))

    def recomputed(self, level: Interval, base: Interval) -> tuple[float, float]:
        """Least and greatest change between the bounds, in the claim's unit and direction.

        Raises
        ------
        ZeroDivisionError
            The base may be zero.
        """
        if self.kind == "absolute":
            ends = (float(level.low - base.high), float(level.high - base.low))
            return _in_direction(ends, self.sign)
        ratio = divide(level, base)
        if self.kind == "multiple":
            chosen = ratio if self.sign > 0 else divide(base, level) if level.low > 0 else ratio
            return chosen.as_floats()
        if self.years == 1:
            return _in_direction((100 * (ratio.low - 1), 100 * (ratio.high - 1)), self.sign)
        low, high = (100 * (float(end) ** (1 / self.years) - 1) for end in (ratio.low, ratio.high))
        return _in_direction((low, high), self.sign)

    def goes_the_other_way(self, level: Interval, base: Interval) -> bool:
        """Whether the figures certainly fell where the claim says rose, or rose where fell."""
        return level.high < base.low if self.sign > 0 else level.low > base.high

    def cannot_tell(self, level: Interval, base: Interval) -> bool:
        """Whether the bounds are too wide: they would also allow that nothing changed.

        A check that a claim of growth would pass even if trade had stood still tests nothing.
        """
        return level.meets(base)

    @property
    def _signed_amount(self) -> Interval:
        if self.sign > 0:
            return self.claimed
        return Interval(-self.claimed.high, -self.claimed.low)


def change_of(claim: dict[str, Any]) -> Change:
    """The change that a row of the view `reported_claim` speaks of."""
    return Change(
        kind=claim["kind"],
        sign=1 if claim["direction"] == "up" else -1,
        claimed=Interval(Fraction(claim["claimed_low"]), Fraction(claim["claimed_high"])),
        years=_years(claim),
        is_word=not any(character.isdigit() for character in claim["claimed_printed"]),
    )


def divide(numerator: Interval, denominator: Interval) -> Interval:
    """Interval division of numbers that are not negative by positive ones.

    Raises
    ------
    ZeroDivisionError
        The denominator may be zero.
    """
    return Interval(numerator.low / denominator.high, numerator.high / denominator.low)


def _years(claim: dict[str, Any]) -> int:
    """The years an average annual rate spans: from the base year to the last year of the period."""
    if claim["kind"] != "average_annual_percent" or not claim["base_period"] or not claim["period"]:
        return 1
    last = periods.parse(claim["period"]).last_month.year
    return max(last - periods.parse(claim["base_period"]).year, 1)


def _over(number: Fraction) -> Fraction:
    return 1 / number


def _in_direction(ends: tuple[Any, Any], sign: int) -> tuple[float, float]:
    low, high = (float(end) for end in ends)
    return (low, high) if sign > 0 else (-high, -low)
