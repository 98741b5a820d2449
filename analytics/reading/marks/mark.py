"""What the scanners find in a text: marks, each with its place in the plain text.

Marks of one kind never overlap. Positions are code points of `SourceText.plain`, half open.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from data.periods import Period

YEARS = range(1900, 2100)


@dataclass(frozen=True)
class Mark:
    """A stretch of the plain text that means something."""

    start: int
    end: int


@dataclass(frozen=True)
class Number(Mark):
    """A number in digits or words. `decimals` counts its printed decimals.

    `is_ambiguous`: its one separator stands before exactly three digits, so that both "thousand"
    and "decimal" are possible; `value` is the reading chosen.
    """

    value: Fraction
    decimals: int
    is_ambiguous: bool = False

    @property
    def is_year(self) -> bool:
        """Whether it may be a calendar year: four digits without marks."""
        return self.end - self.start == 4 and not self.decimals and self.value in YEARS


@dataclass(frozen=True)
class Quantity(Mark):
    """A number with what it is of.

    `value` is the number, or the lower end of a range with `value_high`. `qualifier` is the
    contract's word for what stands before it (nearly, over, about), `exact` otherwise and `range`
    for a range; a lead word belongs to `lead`, [lead, start). `step` is one unit of the last
    printed digit, 100,000 for "146.3 million", and `unit` the printed magnitude, a million.
    """

    value: Fraction
    value_high: Fraction | None
    qualifier: str
    lead: int
    step: Fraction
    unit: int

    @property
    def number(self) -> Fraction | None:
        """The one number that is printed; a range has none."""
        return self.value if self.value_high is None else None

    @property
    def is_whole(self) -> bool:
        """Whether it has no decimals in its unit: "120 million", not "120.0 million"."""
        return self.step >= self.unit


@dataclass(frozen=True)
class Amount(Quantity):
    """A number of currency units: `$3.06 billion`, `25-30 triệu USD`, `3 tỷ 370 triệu`.

    `currency` is None where the text leaves it out (`1.0 billion to 9.0 billion dollars`).
    `is_per_unit`: a price (`USD/tấn`, `a barrel`), not a value of trade.
    """

    currency: str | None
    is_per_unit: bool


@dataclass(frozen=True)
class Rate(Quantity):
    """A number that compares: `18,4%`, `3-10 percent`, `2.5-times`, `doubled`, `2,3 điểm %`.

    `kind` is percent, multiple or percentage_points (a yearly average is told by the words
    around it). `sign` is what the mark itself says: 1 for `+2.3%` and `doubled`, -1 for `-5%` and
    `halved`, 0 where other words say it. `is_word`: a multiple without digits, or a fraction told
    as one (`a third`).
    """

    kind: str
    sign: int
    is_word: bool

    @property
    def of_an_index(self) -> Rate:
        """The growth that an index tells, the base being a hundred: +2.4% for 102.4%."""
        ends = sorted(abs(end - 100) for end in (self.value, self.value_high) if end is not None)
        is_less = self.value < 100
        turned = {"over": "nearly", "nearly": "over"} if is_less else {}
        return replace(
            self, value=ends[0], value_high=ends[1] if len(ends) > 1 else None,
            qualifier=turned.get(self.qualifier, self.qualifier), sign=-1 if is_less else 1,
        )  # fmt: skip


@dataclass(frozen=True)
class When(Mark):
    """A time. Grain: one a mention.

    `period` where the text itself tells it, or where date of publication and the text before do.
    `role`: "period" for a time of its own; "same" for "the same period" of a year (`period`, or
    the year before where None); "earlier" for "a year earlier", "yoy", "годом ранее", "so với
    cùng kỳ" without a year, so many `years` before; "previous" for "the previous month"; "from
    August" is a plain period. `is_basis`: it says only what growth is over ("year on year"), never
    when something was. `is_date`: a calendar day, which is no period of a figure. `is_span`:
    several years ("2016-2021"), `has_year`: the year is printed or said ("last year"), not filled
    in. `is_year_open`: it is that of publication, though the text was on a year before.
    """

    period: Period | None
    role: str = "period"
    years: int = 1
    is_basis: bool = False
    is_date: bool = False
    is_span: bool = False
    has_year: bool = True
    is_year_open: bool = False


@dataclass(frozen=True)
class Place(Mark):
    """A country or group, or what belongs to it: `Russia`, `Russian`, `phía Nga`.

    `is_adjective` for "Russian", "Kazakh", "российский".
    """

    area: str
    is_adjective: bool = False


@dataclass(frozen=True)
class Word(Mark):
    """A phrase of the lexicon: `category` names the list it stands in, `value` its sense."""

    category: str
    value: str = ""
