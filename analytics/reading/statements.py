"""Figures and claims as a clause states them: a level, what it is of, and its rates."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from analytics.reading.bases import base_of
from analytics.reading.limits import limits
from analytics.reading.marks import Amount, Rate, When
from analytics.reading.sides import Sides
from data.periods import Period

SIGNS = {"surplus": 1, "deficit": -1}
MONTH_ON_MONTH = ("USA", "CAN")  # FT-900 of the Census Bureau; The Daily of Statistics Canada


@dataclass(frozen=True)
class Subject:
    """What a figure is of. `product` is None for all goods; `period` None where not told."""

    sides: Sides
    flow: str
    product: str | None
    period: Period | None
    kind: str = "actual"


@dataclass(frozen=True)
class Separator:
    """Why a number with one separator before three digits is read as it is.

    `decided_by`: the "arithmetic" within the text, its other numbers ("text"), or the usual marks
    of its "language". `other` is the number in its other reading.
    """

    decided_by: str
    other: Amount | Rate


@dataclass(eq=False)
class Figure:
    """A figure of a text: a level with its mark, or a growth without a level (`amount` None).

    `name` is its id, given once the whole text is read: `f1` is the first. `sign` is -1 for a
    deficit. `is_base`: it is only what another figure is compared with. `is_yearly`: the level
    of each year of a time not told. `is_conversion`: the level before it in another currency.
    `separator` is None where the digits of its level have one reading only.
    """

    subject: Subject
    amount: Amount | None
    currency: str | None
    start: int
    sign: int = 1
    is_base: bool = False
    is_yearly: bool = False
    is_conversion: bool = False
    claims: list[Claim] = field(default_factory=list)
    name: str = ""
    separator: Separator | None = None

    @property
    def is_printed(self) -> bool:
        """Whether the text prints its level; one given by hand takes no room in the text."""
        return self.amount is not None and self.amount.start < self.amount.end

    @property
    def value(self) -> Fraction | None:
        """The signed value, None for a range or without a level."""
        known = self.amount.value if self.amount else None
        return None if known is None else self.sign * known

    @property
    def ends(self) -> tuple[Fraction | None, Fraction | None]:
        """The signed bounds of the number as printed; None without a level."""
        return (None, None) if self.amount is None else self.ends_of(self.amount)

    def ends_of(self, amount: Amount) -> tuple[Fraction, Fraction]:
        """The signed bounds of a level of this figure."""
        bounds = limits(amount).bounds
        return (bounds if self.sign > 0 else -bounds).ends


@dataclass(frozen=True)
class Comparison:
    """The base of a claim: a period, or the words that give one once the figure's is known."""

    period: Period | None = None
    when: When | None = None
    words: str = ""

    @property
    def is_open(self) -> bool:
        """Whether neither the number nor the text before it names a base."""
        return self.period is None and self.when is None

    def base(self, subject: Subject, language: str) -> Period | None:
        """The base period for a figure of a subject."""
        if self.period is not None:
            return self.period
        if self.when is not None:
            return base_of(self.when, subject.period, self.words, language)
        return conventional(subject)


def conventional(subject: Subject) -> Period | None:
    """The base of growth without one: a year earlier, for a year, a quarter or a run of months.

    A month's is unknown, but where the reporter's figures of a month are seasonally adjusted and
    its office compares them with the month before.
    """
    period = subject.period
    if period is None:
        return None
    if period.freq != "M":
        return period.year_earlier()
    return period.previous() if subject.sides.reporter in MONTH_ON_MONTH else None


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

    @property
    def base(self) -> Period | None:
        """The period it compares with: its own, else that of its base figure."""
        if self.base_period is None and self.base_figure is not None:
            return self.base_figure.subject.period
        return self.base_period


@dataclass(frozen=True)
class Report:
    """The flow, goods and sides that a text is about, as its first figure tells."""

    flow: str
    product: str | None
    sides: Sides = field(default_factory=lambda: Sides(None, None))


@dataclass
class Said:
    """What was last said, for what the next clause leaves out.

    `statistics_of` is the country whose figures are quoted. `coverage` is "goods" or "goods and
    services" where the text sets its trade figures apart by them. `base_for` is the year of the
    figure that `base` was the base of. `is_on_a_firm`: a firm, and no country, is spoken of.
    `is_on_other_topics`: the text has spoken of investment, prices or the like.
    `is_of_volume`: tonnes or pieces were told, and no money. `outlook` is the target or forecast
    of the sentence. `market` is the flow of a market that was named without a number. `report` is
    what the first figure is of. `whole` is the figure whose parts are told. `is_new_paragraph`: no
    flow was named in it yet.
    """

    sides: Sides
    flow: str | None = None
    market: str | None = None
    sign: int = 1
    product: str | None = None
    report: Report | None = None
    period: Period | None = None
    currency: str | None = None
    direction: str | None = None
    base: When | None = None
    base_for: int | None = None
    is_on_a_firm: bool = False
    is_new_paragraph: bool = False
    is_of_volume: bool = False
    is_on_other_topics: bool = False
    outlook: Subject | None = None
    whole: Subject | None = None
    statistics_of: str | None = None
    coverage: str | None = None
