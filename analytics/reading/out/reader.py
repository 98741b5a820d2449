"""Read a text: every trade figure and growth claim in it, and where it stands.

The rooms in their order: `text` (one form for each character), `marks` (numbers, rates, times,
places and words), `segments` (a sentence as mentions, what each number is, where it is cut),
`frames` (what a segment tells), `state` (what it leaves out), `out` (rows, grades, checking).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any

from analytics.reading.frames.parties import WORLD
from analytics.reading.frames.subjects import Sides
from analytics.reading.marks.currencies import are_dollars_open
from analytics.reading.marks.mark import Amount, Mark, Rate
from analytics.reading.marks.numbers import convention
from analytics.reading.marks.places import UNKNOWN
from analytics.reading.marks.scan import Span, at_home, scan, sentences
from analytics.reading.marks.time_talk import Talk
from analytics.reading.out.grades import graded
from analytics.reading.out.separators import settle
from analytics.reading.segments.mentions import mentions_of
from analytics.reading.state.said import Said
from analytics.reading.state.statements import Claim, Doubt, Figure, Row, Separator, rows_of
from analytics.reading.state.telling import Telling
from analytics.reading.state.whole import whole
from analytics.reading.text.languages import language_of
from analytics.reading.text.texts import SourceText, source_text

Record = dict[str, Any]


@dataclass(frozen=True)
class PassedOver:
    """A number that is no row, and the rule that passed it over."""

    mark: Mark
    rule: str


@dataclass(frozen=True)
class Read:
    """What a text says: its figures with their claims, and the numbers passed over.

    `published` is the date of publication as it was given. `passed_by` are the numbers passed
    over with the rule, in the order of the text.
    """

    text: SourceText
    language: str
    figures: tuple[Figure, ...]
    passed_by: tuple[PassedOver, ...]
    published: str | None = None

    @property
    def passed_over(self) -> tuple[Mark, ...]:
        """The numbers passed over."""
        return tuple(passed.mark for passed in self.passed_by)

    def as_records(self) -> dict[str, list[Record]]:
        """The public JSON of `tradeproof read`: figures, and claims on them."""
        return {
            "figures": [self._figure(figure) for figure in self.figures],
            "claims": [self._claim(claim, figure) for figure, claim in self.claims],
        }

    @property
    def claims(self) -> list[tuple[Figure, Claim]]:
        """Each claim after the figure it is on, in the order of the figures."""
        return [(figure, claim) for figure in self.figures for claim in figure.claims]

    @property
    def rows(self) -> list[Row]:
        """Each figure and then the claims on it."""
        return rows_of(self.figures)

    def _figure(self, figure: Figure) -> Record:
        subject, amount = figure.subject, figure.amount
        reporter, partner = subject.sides.reporter, subject.sides.partner
        is_printed = amount is not None and figure.is_printed
        return {
            "id": figure.name,
            "reporter": code_of(reporter),
            "partner": code_of(partner) if partner else WORLD if reporter else None,
            "flow": subject.flow,
            "product": subject.product,
            "period": str(subject.period) if subject.period else None,
            **_level(figure, amount),
            "currency": figure.currency,
            "qualifier": amount.qualifier if amount else "exact",
            "kind": subject.kind,
            **(self._place(amount) if is_printed else dict.fromkeys(("printed", "span"))),
            "confidence": figure.confidence,
            "doubts": _doubts(figure.doubts),
            **_printed_sides(reporter, partner),
            **_separator(figure.separator, partial(_level, figure)),
        }

    def _claim(self, claim: Claim, figure: Figure) -> Record:
        mark, base = claim.mark, claim.base_figure
        return {
            "figure": figure.name,
            "kind": claim.kind,
            "direction": claim.direction,
            **_change(mark),
            "qualifier": mark.qualifier,
            "base_period": str(claim.base_period) if claim.base_period else None,
            "base_figure": base.name if base else None,
            **self._place(mark),
            "confidence": claim.confidence,
            "doubts": _doubts(claim.doubts),
            **_separator(claim.separator, _change),
        }

    def _place(self, mark: Mark) -> Record:
        return {
            "printed": self.text.printed(mark.start, mark.end),
            "span": list(self.text.span(mark.start, mark.end)),
        }


def read(
    text: str,
    language: str = "auto",
    published: str | None = None,
    reporter: str | None = None,
    partner: str | None = None,
    go_on: Callable[[], None] = lambda: None,
) -> Read:
    """The figures and claims of a text.

    Parameters
    ----------
    text
        Plain text in Vietnamese, English or Russian.
    language
        `vi`, `en`, `ru`, or `auto` to tell it by the letters.
    published
        The date of publication, as exact as it is known: "2025-05-02", "2025-05" or "2025".
        Without one, "last year" has no period.
    reporter, partner
        The sides where the text names none.
    go_on
        Called again and again meanwhile; reading ends with what it raises.
    """
    plain = source_text(text)
    known = language_of(plain.plain) if language == "auto" else language
    talk = Talk.of(published)
    marks = scan(plain, known, published, go_on, reporter, partner)
    telling = _told(marks, known, Sides(reporter, partner), go_on)
    areas = list(dict.fromkeys(p.area for p in marks.places if p.area != WORLD))
    figures = whole(telling.figures, known, areas, talk.year)
    settle(figures, plain.plain, known, convention(plain.plain, known))
    graded(figures, talk.newest, are_dollars_open(plain.plain, known))
    passed = sorted(telling.passed_over, key=lambda one: one[0].start)
    passed_by = tuple(PassedOver(mark, rule) for mark, rule in passed)
    return Read(plain, known, tuple(figures), passed_by, published)


def _told(marks: Span, language: str, given: Sides, go_on: Callable[[], None]) -> Telling:
    """What the sentences of a text tell, one after the other."""
    currencies = {a.currency for a in marks.amounts if a.currency}
    only = currencies.pop() if len(currencies) == 1 else None
    telling = Telling(language, Said(given, counted_at=at_home(marks.places, marks.amounts)), only)
    for span in sentences(marks):
        go_on()
        opening = marks.text[max(span.start - 2, 0) : span.end]
        is_new = "\n\n" in opening[: len(opening) - len(opening.lstrip()) + 2]
        telling.sentence(mentions_of(span, language), opens_paragraph=is_new)
    return telling


def code_of(area: str | None) -> str | None:
    """The code of an area; None of a place that has none."""
    return None if area is None or area.startswith(UNKNOWN) else area


def _printed_sides(reporter: str | None, partner: str | None) -> dict[str, str]:
    """The words of sides that have no code."""
    sides = {"reporter_printed": reporter, "partner_printed": partner}
    return {
        key: area.removeprefix(UNKNOWN)
        for key, area in sides.items()
        if area is not None and area.startswith(UNKNOWN)
    }


def _doubts(doubts: tuple[Doubt, ...]) -> list[dict[str, str]]:
    return [{"field": doubt.field, "reason": doubt.reason} for doubt in doubts]


def _level(figure: Figure, amount: Rate | Amount | None) -> Record:
    """A level of a figure with its bounds, signed."""
    if not isinstance(amount, Amount):
        return dict.fromkeys(("value", "low", "high"))
    value = None if amount.number is None else figure.sign * amount.number
    numbers = (value, *figure.ends_of(amount))
    return dict(zip(("value", "low", "high"), map(_number, numbers), strict=True))


def _change(mark: Rate | Amount) -> Record:
    """The number of a claim, or the ends of its range."""
    return {"value": _number(mark.value), "value_high": _number(mark.value_high)}


def _separator(separator: Separator | None, numbers: Callable[[Rate | Amount], Record]) -> Record:
    """The key of a number that its separator leaves ambiguous; no key of any other."""
    if separator is None:
        return {}
    other = {f"other_{name}": value for name, value in numbers(separator.other).items()}
    return {"separator": {"decided_by": separator.decided_by, **other}}


def _number(value: Fraction | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)
