"""Figures and claims of a text: the rows that the reader answers with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from analytics.reading.frames.bases import Comparison
from analytics.reading.frames.subjects import Subject
from analytics.reading.marks.limits import limits
from analytics.reading.marks.mark import Amount, Rate
from data.periods import Period

CONFIRMED, READ, CHECK = "confirmed", "read", "check"
NAMES_ITS_FIGURE = "names whose trade, which way and when itself"
"""The rule of a growth that joins a figure told before and needs nothing of it."""


@dataclass(frozen=True)
class Separator:
    """Why a number with one separator before three digits is read as it is.

    `decided_by`: the "arithmetic" within the text, its other numbers ("text"), or the usual marks
    of its "language". `other` is the number in its other reading.
    """

    decided_by: str
    other: Amount | Rate


@dataclass(frozen=True)
class Doubt:
    """A field of a row that a person should look at, and why, by the name of the reason."""

    field: str
    reason: str


@dataclass(frozen=True)
class Clause:
    """What the words around a number name, for its grade: where its sentence starts, the places
    of its segment, whether its sentence speaks of trade, and whether the number is denied."""

    sentence: int
    places: frozenset[str]
    speaks_of_trade: bool
    is_denied: bool


@dataclass(eq=False)
class Figure:
    """A figure of a text: a level with its mark, or a growth without a level (`amount` None).

    `name` is its id, given once the whole text is read: `f1` is the first. `sign` is -1 for a
    deficit. `is_base`: it is only told of before, or what another figure is compared with.
    `is_conversion`: the level before it in another currency. `separator` is None where the digits
    of its level have one reading only. `derivation` are the rules that told it, `margin` what the
    next best way to cut its sentence costs more. `is_of_a_pair`: its words speak of two sides.
    `is_yearly`: its level is that of each year. `clause` is None of a figure that no text tells.
    """

    subject: Subject
    amount: Amount | None
    currency: str | None
    start: int
    sign: int = 1
    is_base: bool = False
    is_conversion: bool = False
    claims: list[Claim] = field(default_factory=list)
    name: str = ""
    separator: Separator | None = None
    derivation: tuple[str, ...] = ()
    margin: float = 9.0
    is_of_a_pair: bool = False
    is_yearly: bool = False
    clause: Clause | None = None
    confidence: str = READ
    doubts: tuple[Doubt, ...] = ()

    @property
    def number(self) -> Amount | None:
        """The mark of its number; None without a level."""
        return self.amount

    @property
    def is_printed(self) -> bool:
        """Whether the text prints its level; one given by hand takes no room in the text."""
        return self.amount is not None and self.amount.start < self.amount.end

    @property
    def value(self) -> Fraction | None:
        """The signed value, None for a range or without a level."""
        known = self.amount.number if self.amount else None
        return None if known is None else self.sign * known

    @property
    def ends(self) -> tuple[Fraction | None, Fraction | None]:
        """The signed bounds of the number as printed; None without a level."""
        return (None, None) if self.amount is None else self.ends_of(self.amount)

    def ends_of(self, amount: Amount) -> tuple[Fraction, Fraction]:
        """The signed bounds of a level of this figure."""
        bounds = limits(amount).bounds
        return (bounds if self.sign > 0 else -bounds).ends


@dataclass(eq=False)
class Claim:
    """A growth claim of a text on a figure; `mark` is the rate or the amount of the change.

    The base period follows from the comparison once the figure's own period is known. `name` is
    its id, given once the whole text is read: `c1` is the first claim on the first figure.
    """

    kind: str
    direction: str
    mark: Rate | Amount
    comparison: Comparison
    base_period: Period | None = None
    base_figure: Figure | None = None
    name: str = ""
    separator: Separator | None = None
    derivation: tuple[str, ...] = ()
    confidence: str = READ
    doubts: tuple[Doubt, ...] = ()

    @property
    def base(self) -> Period | None:
        """The period it compares with: its own, else that of its base figure."""
        if self.base_period is None and self.base_figure is not None:
            return self.base_figure.subject.period
        return self.base_period

    @property
    def number(self) -> Rate | Amount:
        """The mark of its number."""
        return self.mark


Row = Figure | Claim


def rows_of(figures: Iterable[Figure]) -> list[Row]:
    """Each figure and then the claims on it."""
    return [row for figure in figures for row in (figure, *figure.claims)]
