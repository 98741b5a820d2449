"""Hypothesis: a true number and how a report may print it.

Every rule prints the true number honestly, by docs/contract.md or by the two habits it does
not know of: digits that are cut instead of rounded, and zeros where digits of a whole number were
rounded away.

    half up, half even   "146.3" for 146.25; the contract's half unit holds the truth either way
    cut                  "146.2" for 146.29; the truth lies up to one unit above
    zeros                "850" for 847, rounded to one to three digits that are not zero, then
                         zeros up to the place it is printed to, without decimals; by at most a
                         tenth of the number; one number of a claim at most
    official             every digit there is; the only rule that leaves no bounds
    nearly, over, about  with one to three digits, only where the contract's interval holds the
                         truth: nearly x in (x - k, x), over x in [x, x + k), about x in
                         [x - k, x + k], k the unit of the last non-zero digit, at most x / 10
    range                both ends in round numbers, up to three units beyond the truth

The intervals here come from the characters printed, apart from analytics and data.intervals; only
`Printed.kept` asks data.intervals, as the figure book does.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor

from hypothesis import strategies as st

from data import intervals

Ends = tuple[Fraction, Fraction]

UNITS = (0, 3, 6, 9, 12)  # dollars, thousands, ... trillions, as powers of ten
FINEST_RATE = -2  # rates have up to two decimals
EXACT_RULES = ("half up", "half even", "cut")
QUALIFIERS = ("nearly", "over", "about")
BY_ROUNDING = ("half up", "half even")
BY_CUTTING = ("cut",)
BY_EITHER = EXACT_RULES
BY_ZEROS = ("zeros",)
WITH_BOUNDS = (*QUALIFIERS, "range")


@dataclass(frozen=True)
class Printed:
    """A number as printed: its characters, its unit, its qualifier, and the rule behind it."""

    text: str
    power: int = 0
    qualifier: str = "exact"
    text_high: str | None = None
    rule: str = ""

    @property
    def kept(self) -> intervals.PrintedNumber:
        """The number and bounds that the figure book keeps."""
        if self.rule == "official":
            return intervals.exactly(Decimal(self.text))
        return intervals.of_printed(self.text, self.text_high, self.qualifier, self.power)

    @property
    def ends(self) -> Ends:
        """The bounds as fractions."""
        return self.kept.bounds.ends

    @property
    def is_whole(self) -> bool:
        """Whether it has no digits after a decimal mark; official numbers are never rounded."""
        return "." not in self.text and self.rule != "official"

    @property
    def cut_ends(self) -> Ends:
        """Where the truth may lie if digits were cut: up to a unit of the last one above."""
        if self.qualifier != "exact" or self.rule == "official":
            return self.ends
        number = Fraction(self.text) * 10**self.power
        return number, number + power_of_ten(self.power - len(self.text.partition(".")[2]))

    @property
    def rounded_ends(self) -> Ends:
        """Where the truth may lie if zeros at the end of a whole number stand for digits.

        Half a unit of the last digit that is not zero about it, at most a tenth of the number.
        """
        zeros = len(self.text) - len(self.text.rstrip("0"))
        if self.qualifier != "exact" or not self.is_whole or not zeros or zeros == len(self.text):
            return self.ends
        number = Fraction(self.text) * 10**self.power
        half = min(power_of_ten(self.power + zeros) / 2, number / 10)
        return number - half, number + half

    def __str__(self) -> str:
        high = f" to {self.text_high}" if self.text_high else ""
        unit = f"e{self.power}" if self.power else ""
        return f"{self.qualifier} {self.text}{high}{unit} ({self.rule})"


@st.composite
def amounts(draw: st.DrawFn, truth: Fraction, habit: tuple[str, ...] = BY_EITHER) -> Printed:
    """A positive amount in whole currency units, printed to the unit or in thousands, ..."""
    if habit == BY_ZEROS:
        return draw(_with_zeros(truth, UNITS, 0))
    rule = draw(st.sampled_from((*habit, *habit, *habit, *WITH_BOUNDS, "official")))
    if rule == "official":
        return Printed(f"{Decimal(int(truth * 10**6)).scaleb(-6):f}", rule=rule)
    top = magnitude(truth)
    if rule in EXACT_RULES:
        digits = draw(st.integers(2, 5))
        return draw(_exact(rule, truth, top + 1 - digits, UNITS))
    return draw(_bounded(rule, truth, top, top - 4, UNITS))


@st.composite
def rates(draw: st.DrawFn, truth: Fraction, habit: tuple[str, ...] = BY_EITHER) -> Printed:
    """A rate that is not negative, in percent or as a multiple, with up to two decimals."""
    if habit == BY_ZEROS:
        return draw(_with_zeros(truth, (0,), FINEST_RATE))
    rule = draw(st.sampled_from((*habit, *habit, *habit, *WITH_BOUNDS)))
    top = magnitude(truth) if truth else FINEST_RATE
    if rule in EXACT_RULES:
        return draw(_exact(rule, truth, draw(st.integers(FINEST_RATE, 0)), (0,)))
    return draw(_bounded(rule, truth, max(top, FINEST_RATE), FINEST_RATE, (0,)))


@st.composite
def _with_zeros(draw: st.DrawFn, truth: Fraction, units: tuple[int, ...], finest: int) -> Printed:
    """A whole number rounded to its last digit that is not zero; "half up" where it is too small.

    Rounding that moves it by more than a tenth of what is printed is no rounding: not drawn.
    """
    top = magnitude(truth) if truth else finest
    place = top + 1 - draw(st.integers(1, 3))
    power = max((unit for unit in units if unit < place), default=None)
    number = floor(truth / power_of_ten(place) + Fraction(1, 2))
    off = abs(number * power_of_ten(place) - truth)
    if power is None or 10 * off > number * power_of_ten(place):
        return draw(_exact("half up", truth, min(finest, top), units))
    return Printed(_digits(number, place, power, power), power, rule="zeros")


@st.composite
def _exact(
    draw: st.DrawFn, rule: str, truth: Fraction, place: int, units: tuple[int, ...]
) -> Printed:
    """Rounded or cut at a place (a power of ten)."""
    in_units = truth / power_of_ten(place)
    number = {
        "half up": floor(in_units + Fraction(1, 2)),
        "half even": round(in_units),
        "cut": floor(in_units),
    }[rule]
    power = draw(st.sampled_from(_powers(truth, place, units)))
    return Printed(_digits(number, place, place, power), power, rule=rule)


@st.composite
def _bounded(
    draw: st.DrawFn, rule: str, truth: Fraction, top: int, finest: int, units: tuple[int, ...]
) -> Printed:
    """With a qualifier or as a range; rounded at the finest place where no qualifier is honest."""
    coarsest = top - 1 if rule == "range" else top
    place = max(coarsest - draw(st.integers(0, 2)), finest)
    below = floor(truth / power_of_ten(place))
    if rule == "range":
        low = max(below - draw(st.integers(0, 3)), 0)
        high = below + 1 + draw(st.integers(0, 3))
        power = draw(st.sampled_from(_powers(truth, place, units)))
        texts = [_digits(end, place, min(place, power), power) for end in (low, high)]
        return Printed(texts[0], power, "range", texts[1], rule)
    number = below + {"nearly": 1, "over": 0}.get(rule, draw(st.integers(0, 1)))
    if not is_honest(rule, number, place, truth):
        return draw(_exact("half up", truth, finest, units))
    power = draw(st.sampled_from(_powers(truth, place, units)))
    return Printed(_digits(number, place, min(place, power), power), power, rule, rule=rule)


def is_honest(qualifier: str, number: int, place: int, truth: Fraction) -> bool:
    """Whether the contract lets so many units of a place, so qualified, stand for the truth."""
    if number == 0:
        return False
    zeros = len(str(number)) - len(str(number).rstrip("0"))
    unit = power_of_ten(place)
    printed = number * unit
    slack = min(unit * 10**zeros, printed / 10)
    return {
        "nearly": printed - slack < truth < printed,
        "over": printed <= truth < printed + slack,
        "about": printed - slack <= truth <= printed + slack,
    }[qualifier]


def magnitude(number: Fraction) -> int:
    """The power of ten of the first digit of a positive number."""
    power = len(str(floor(number))) - 1 if number >= 1 else -1
    while number < power_of_ten(power):
        power -= 1
    return power


def power_of_ten(power: int) -> Fraction:
    """Ten to a whole power, exactly."""
    return Fraction(10) ** power


def _powers(truth: Fraction, last: int, units: tuple[int, ...]) -> list[int]:
    """Units in which a number printed to a place shows no more zeros than `0.0...` before it."""
    top = magnitude(truth) if truth else 0
    fitting = [power for power in units if last <= power <= top + 2]
    return fitting or [max(power for power in units if power <= max(top, 0))]


def _digits(number: int, place: int, last: int, power: int) -> str:
    """`number` units of 10**place, printed to the place `last` in a unit of 10**power."""
    written = min(last, power)
    return f"{Decimal(number * 10 ** (place - written)).scaleb(written - power):f}"
