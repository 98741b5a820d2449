"""What the numbers of a text say of each other: growth from a base, parts of a sum, one cell twice.

An identity is a sum of terms that is nothing where the text is right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from analytics.reading.marks.limits import limits
from analytics.reading.marks.mark import Amount, Rate
from analytics.reading.state.statements import Claim, Figure
from analytics.reconciling.claimed_changes import MULTIPLE, PERCENT
from data.intervals import Interval, between

PART_OF_A_NUMBER = Fraction(1, 10)
SUMS = (
    {"total": 1, "export": -1, "import": -1},
    {"balance": 1, "export": -1, "import": 1},
)

Printed = Amount | Rate
NOTHING, ALL = between(0, 0), between(1, 1)


@dataclass(frozen=True)
class Term:
    """A number of an identity with its sign; `growth` is the claim that leads on from a base."""

    amount: Amount
    sign: int
    growth: Claim | None = None

    @property
    def marks(self) -> tuple[Printed, ...]:
        """The numbers that are printed for it."""
        return (self.amount, self.growth.mark) if self.growth else (self.amount,)

    def bounds(self, readings: Mapping[Printed, Printed]) -> Interval:
        """Its bounds, in currency units, where some numbers are read another way."""
        level = _bounds(readings.get(self.amount, self.amount))
        if self.growth is not None:
            mark = self.growth.mark
            factor = _factor(self.growth, readings.get(mark, mark))
            products = [one * other for one in level.ends for other in factor.ends]
            level = Interval(min(products), max(products))
        return level if self.sign > 0 else -level


Identity = tuple[Term, ...]


def identities(figures: Sequence[Figure]) -> Iterator[Identity]:
    """Those of the claims on a figure with its base, and of the figures of one cell.

    As many as there are claims and figures, at most.
    """
    for figure in figures:
        for claim in figure.claims:
            yield from _growth(figure, claim)
    cells: dict[object, dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for figure in figures:
        subject = figure.subject
        if figure.amount is not None and subject.period is not None:
            cell = (subject.sides, subject.product, subject.period, subject.kind, figure.currency)
            cells[cell][subject.flow].append(figure)
    for flows in cells.values():
        for told in flows.values():
            yield from ((*_terms(one, 1), *_terms(other, -1)) for one, other in pairwise(told))
        for signs in SUMS:
            if signs.keys() <= flows.keys():
                yield tuple(
                    term for flow, sign in signs.items() for term in _terms(flows[flow][0], sign)
                )


def fits(identity: Identity, readings: Mapping[Printed, Printed]) -> bool:
    """Whether an identity holds where its ambiguous numbers are read in one of their ways.

    It may be off by a tenth of the smallest term with an ambiguous number, beyond the bounds of
    all numbers as printed. A tenth is far more than misprints and sums of rounded numbers take,
    and far less than the factor of a thousand between the two readings. A tenth of a larger term
    would take both readings of a small part of it.
    """
    bounds = [term.bounds(readings) for term in identity]
    sizes = [
        max(map(abs, of_term.ends))
        for term, of_term in zip(identity, bounds, strict=True)
        if any(mark in readings for mark in term.marks)
    ]
    slack = min(sizes) * PART_OF_A_NUMBER
    return sum(bounds, NOTHING).meets(Interval(-slack, slack))


def holds(identity: Identity) -> bool:
    """Whether an identity holds within the bounds of its numbers as printed."""
    return sum((term.bounds({}) for term in identity), NOTHING).meets(NOTHING)


def bears_out(identity: Identity) -> bool:
    """Whether an identity holds so closely that it tells something: within its bounds, not at their
    ends, and these together at most a tenth of its largest number."""
    bounds = [term.bounds({}) for term in identity]
    low, high = sum(bounds, NOTHING).ends
    size = max(abs(end) for of_term in bounds for end in of_term.ends)
    is_inside = low < 0 < high or low == high == 0
    return is_inside and high - low <= size * PART_OF_A_NUMBER


def _growth(figure: Figure, claim: Claim) -> Iterator[Identity]:
    """A level, and its base with the change; deficits are compared by their size."""
    base, mark = claim.base_figure, claim.mark
    level = figure.amount
    if level is None or base is None or base.amount is None or base.sign != figure.sign:
        return
    if isinstance(mark, Amount):
        if mark.currency in (None, figure.currency):
            change = -1 if claim.direction == "up" else 1
            yield Term(level, 1), Term(base.amount, -1), Term(mark, change)
    elif claim.kind == PERCENT or (claim.kind == MULTIPLE and mark.value > 0):
        yield Term(level, 1), Term(base.amount, -1, claim)


def _factor(claim: Claim, mark: Printed) -> Interval:
    """What a base is multiplied by."""
    said = _bounds(mark)
    if claim.kind == MULTIPLE:
        return said if claim.direction == "up" else Interval(1 / said.high, 1 / said.low)
    change = Interval(said.low / 100, said.high / 100)
    return ALL + change if claim.direction == "up" else ALL - change


def _terms(figure: Figure, sign: int) -> Identity:
    return (Term(figure.amount, sign * figure.sign),) if figure.amount else ()


@lru_cache(maxsize=4096)
def _bounds(mark: Printed) -> Interval:
    return limits(mark).bounds
