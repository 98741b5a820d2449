"""What is doubtful about the rows of a text: of which field, and why, by the name of a reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from analytics.reading.frames.parties import WORLD
from analytics.reading.frames.subjects import Sides, Subject
from analytics.reading.marks.currencies import DOLLAR, IN_OWN_DOLLARS
from analytics.reading.marks.mark import Amount, Rate
from analytics.reading.marks.places import UNKNOWN
from analytics.reading.state.statements import NAMES_ITS_FIGURE, Claim, Doubt, Figure
from analytics.reading.state.subject import OF_PUBLICATION
from data.periods import Period

YEAR = 12
CLOSE_CUT = 0.35  # of the weights of data/lexicon/frames.toml
SMALL = 100_000  # currency units

NO_PERIOD, NO_BASE, CLOSE, SMALL_SUM = "no_period", "no_base", "close_cut", "small"
BROKEN, ANOTHER_VALUE = "identity_broken", "another_value"
COUNTRY_LEFT, NO_REPORTER = "country_left", "no_reporter"
ANOTHER_REPORTER = "another_reporter"
BUYER_OR_SELLER, NO_PARTNER = "buyer_or_seller", "no_partner"
SEVERAL_PAIRS, SEVERAL_FLOWS, SEVERAL_PERIODS = (
    "several_pairs", "several_flows", "several_periods",
)  # fmt: skip
BASE_NOT_BEFORE, UNEQUAL = "base_not_before", "unequal_periods"
TWO_OF_ONE_KIND = "two_of_one_kind"
NO_TRADE, DENIED, FUTURE = "no_trade", "denied", "future"
YEAR_LEFT_OUT, WHOSE_DOLLARS = "year_left_out", "whose_dollars"
REASONS = (
    NO_PERIOD, NO_BASE, CLOSE, SMALL_SUM, BROKEN, ANOTHER_VALUE, COUNTRY_LEFT, NO_REPORTER,
    ANOTHER_REPORTER, BUYER_OR_SELLER, NO_PARTNER, SEVERAL_PAIRS, SEVERAL_FLOWS,
    SEVERAL_PERIODS, BASE_NOT_BEFORE, UNEQUAL, TWO_OF_ONE_KIND, NO_TRADE, DENIED, FUTURE,
    YEAR_LEFT_OUT, WHOSE_DOLLARS,
)  # fmt: skip
PASSED_ON = (
    CLOSE, ANOTHER_VALUE, SEVERAL_FLOWS, SEVERAL_PERIODS, DENIED, YEAR_LEFT_OUT, BUYER_OR_SELLER,
)  # fmt: skip
"""What makes a claim as doubtful as its figure."""
REASONS_OF_A_ROW = tuple(reason for reason in REASONS if reason != NO_PERIOD)
"""The same where the growth is all that the text tells of its figure."""
IN_A_LIST = {"flow: taken from before", "sides: one country alone"}
"""The rules of a country listed with its sum only: after imports it may buy or sell."""

Doubts = dict[int, list[Doubt]]  # by the identity of a row


@dataclass
class _Carried:
    """A field that a row may take from before: the rule that says so, what main rows have told,
    and the last row that took it where they had told several."""

    rule: str
    field_of: Callable[[Subject], object]
    doubt: Doubt
    told: set[object] = field(default_factory=set)
    last: Figure | None = None

    def is_doubtful(self, figure: Figure, before: Figure | None) -> bool:
        """Whether a row takes its field from another sentence after several were told, or from
        such a row of its own sentence. "Two-way" tells the only pair of countries again. A field
        that is unknown after all ("a year") was taken from nowhere."""
        if self.rule not in figure.derivation or self.field_of(figure.subject) is None:
            return False
        if before is not None and _sentence_of(before) == _sentence_of(figure):
            return before is self.last
        return len(self.told) > 1 and not (figure.is_of_a_pair and self._is_one_pair())

    def _is_one_pair(self) -> bool:
        """Whether the sides told are of one pair of countries, the world aside."""
        sides = (told for told in self.told if isinstance(told, Sides))
        pairs = {frozenset((one.reporter, one.partner)) for one in sides}
        return len({pair for pair in pairs if WORLD not in pair}) == 1

    def hear(self, figure: Figure) -> None:
        """Only main, actual rows tell."""
        if not figure.is_base and figure.subject.kind == "actual":
            self.told.add(self.field_of(figure.subject))


@dataclass
class _Reporters:
    """Whose trade a text has told of: rows that are in no doubt here.

    `is_any_known`: whether the text names a reporter with a code at all.
    """

    is_any_known: bool
    told: set[str] = field(default_factory=set)

    def doubt_of(self, figure: Figure) -> Doubt | None:
        """The doubt of a row of no known reporter where others have one ("the European market
        took"), and of a row of two sides neither of which was a reporter before, unless its words
        name both: "Trade of Kenya with Ghana"."""
        reporter, partner = figure.subject.sides.reporter, figure.subject.sides.partner
        if reporter is None or not _is_known(reporter):
            return Doubt("reporter", NO_REPORTER) if self.is_any_known else None
        is_another = bool(self.told) and not self.told & {reporter, partner}
        names_both = "sides: told" in figure.derivation and partner not in (None, WORLD)
        if is_another and not names_both:
            return Doubt("reporter", ANOTHER_REPORTER)
        self.told.add(reporter)
        return None


def _sides_of(subject: Subject) -> Sides:
    return Sides(subject.sides.reporter, subject.sides.partner or WORLD)


def _carried() -> tuple[_Carried, ...]:
    return (
        _Carried("sides: taken from before", _sides_of, Doubt("partner", SEVERAL_PAIRS)),
        _Carried("flow: taken from before", lambda s: s.flow, Doubt("flow", SEVERAL_FLOWS)),
        _Carried("period: taken from before", lambda s: s.period, Doubt("period", SEVERAL_PERIODS)),
    )


def doubts_of(figures: Sequence[Figure], newest: int | None, dollars_are_open: bool) -> Doubts:
    """The doubts of the figures of a text and of the claims on them, but those of arithmetic."""
    found: Doubts = defaultdict(list)
    named = _sides_of_sentences(figures)
    values: dict[object, Figure] = {}
    carried = _carried()
    reporters = _Reporters(any(_is_known(one.subject.sides.reporter) for one in figures))
    for before, figure in pairwise([None, *figures]):
        assert figure is not None
        doubts = found[id(figure)] = _of_figure(figure, named)
        period = figure.subject.period if figure.subject.kind == "actual" else None
        if period is not None and newest is not None and period.start > newest:
            doubts.append(Doubt("period", FUTURE))
        if dollars_are_open and _may_be_of_own_dollars(figure):
            doubts.append(Doubt("currency", WHOSE_DOLLARS))
        if _is_of_another_value(figure, values):
            doubts.append(Doubt("value", ANOTHER_VALUE))
        if (whose := reporters.doubt_of(figure)) is not None:
            doubts.append(whose)
        for one in carried:
            if one.is_doubtful(figure, before):
                doubts.append(one.doubt)
                one.last = figure
            one.hear(figure)
        for claim in figure.claims:
            found[id(claim)] = _of_claim(claim, figure, doubts)
    return found


def _of_figure(figure: Figure, named: Mapping[int, set[str | None]]) -> list[Doubt]:
    doubts: list[Doubt] = []
    if figure.subject.period is None:
        doubts.append(Doubt("period", NO_PERIOD))
    if any(rule.endswith(OF_PUBLICATION) for rule in figure.derivation):
        doubts.append(Doubt("period", YEAR_LEFT_OUT))
    if figure.margin < CLOSE_CUT:
        doubts.append(Doubt("flow", CLOSE))
    if figure.amount is not None and _size(figure.amount) < SMALL:
        doubts.append(Doubt("value", SMALL_SUM))
    if figure.clause is not None and figure.clause.is_denied:
        doubts.append(Doubt("kind", DENIED))
    if figure.clause is not None and not figure.clause.speaks_of_trade:
        doubts.append(Doubt("flow", NO_TRADE))
    if _leaves_a_country(figure, named):
        doubts.append(Doubt("partner", COUNTRY_LEFT))
    is_of_all = figure.clause is not None and WORLD in figure.clause.places
    is_alone = (figure.subject.sides.partner or WORLD) == WORLD and not is_of_all
    if figure.is_of_a_pair and is_alone:
        doubts.append(Doubt("partner", NO_PARTNER))
    if figure.subject.flow == "import" and {*figure.derivation} >= IN_A_LIST:
        doubts.append(Doubt("flow", BUYER_OR_SELLER))
    return doubts


def _of_claim(claim: Claim, figure: Figure, of_figure: Sequence[Doubt]) -> list[Doubt]:
    passed_on = REASONS_OF_A_ROW if figure.amount is None else PASSED_ON
    doubts = [Doubt("figure", d.reason) for d in of_figure if d.reason in passed_on]
    base, period = claim.base, figure.subject.period
    if base is None and period is not None:
        doubts.append(Doubt("base_period", NO_BASE))
    if base is not None and period is not None and base >= period:
        doubts.append(Doubt("base_period", BASE_NOT_BEFORE))
    if base is not None and period is not None and _are_unequal(base, period):
        doubts.append(Doubt("base_period", UNEQUAL))
    alike = [c for c in figure.claims if (c.kind, c.base_period) == (claim.kind, claim.base_period)]
    if len(alike) > 1 and not all(NAMES_ITS_FIGURE in one.derivation for one in alike[1:]):
        doubts.append(Doubt("figure", TWO_OF_ONE_KIND))
    return doubts


def _are_unequal(base: Period, period: Period) -> bool:
    """Whether periods are not equally long; what grew over years is compared with the first."""
    return base.months != period.months and period.months <= YEAR


def _sides_of_sentences(figures: Sequence[Figure]) -> dict[int, set[str | None]]:
    """The countries that the rows of each sentence have."""
    named: dict[int, set[str | None]] = defaultdict(set)
    for figure in figures:
        if figure.clause is not None:
            sides = figure.subject.sides
            named[figure.clause.sentence] |= {sides.reporter, sides.partner}
    return named


def _leaves_a_country(figure: Figure, named: Mapping[int, set[str | None]]) -> bool:
    """Whether a segment names a country that no row of its sentence has; members of a place
    without a code are no others."""
    sides = figure.subject.sides
    known = sides.reporter, sides.partner
    if figure.clause is None or any(one and one.startswith(UNKNOWN) for one in known):
        return False
    return bool(figure.clause.places - named[figure.clause.sentence] - {WORLD})


def _is_known(side: str | None) -> bool:
    """Whether a side is told, and has a code."""
    return side is not None and not side.startswith(UNKNOWN)


def _may_be_of_own_dollars(figure: Figure) -> bool:
    """Whether a figure in US dollars is of a country whose releases print its own as "$"."""
    return figure.currency == DOLLAR and figure.subject.sides.reporter in IN_OWN_DOLLARS


def _sentence_of(figure: Figure) -> int | None:
    return figure.clause.sentence if figure.clause is not None else None


def _is_of_another_value(figure: Figure, values: dict[object, Figure]) -> bool:
    """Whether the text has told the same cell with another value; the first of a cell is kept."""
    is_denied = figure.clause is not None and figure.clause.is_denied
    is_none = figure.amount is None or figure.is_conversion or is_denied
    if is_none or figure.subject.period is None:
        return False
    first = values.setdefault((figure.subject, figure.currency), figure)
    assert first.amount is not None
    low, high = figure.ends_of(figure.amount)
    least, most = first.ends_of(first.amount)
    return high < least or most < low


def _size(amount: Amount | Rate) -> float:
    value = amount.value
    if value is None and isinstance(amount, Amount):
        value = amount.high
    return abs(float(value)) if value is not None else SMALL
