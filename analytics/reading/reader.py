"""Read a text: every trade figure and growth claim in it, and where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from analytics.reading.attach import Attachment
from analytics.reading.languages import language_of
from analytics.reading.marks import Amount, Mark, Rate
from analytics.reading.numbers import convention
from analytics.reading.scan import scan
from analytics.reading.separators import settle
from analytics.reading.sides import Sides
from analytics.reading.statements import Claim, Figure, Said
from analytics.reading.texts import SourceText, source_text

WORLD = "WLD"


@dataclass(frozen=True)
class Read:
    """What a text says: its figures with their claims, and the numbers passed over.

    `published` is the date of publication as it was given.
    """

    text: SourceText
    language: str
    figures: tuple[Figure, ...]
    passed_over: tuple[Mark, ...]
    published: str | None = None

    def as_records(self) -> dict[str, list[dict[str, Any]]]:
        """The public JSON of `tradeproof read`: figures, and claims on them."""
        return {
            "figures": [self._figure(figure) for figure in self.figures],
            "claims": [self._claim(claim, figure) for figure, claim in self.claims],
        }

    @property
    def claims(self) -> list[tuple[Figure, Claim]]:
        """Each claim after the figure it is on, in the order of the figures."""
        return [(figure, claim) for figure in self.figures for claim in figure.claims]

    def _figure(self, figure: Figure) -> dict[str, Any]:
        subject, amount = figure.subject, figure.amount
        reporter, partner = subject.sides.reporter, subject.sides.partner
        where = (amount.start, amount.end) if amount and figure.is_printed else None
        low, high = figure.ends
        return {
            "id": figure.name,
            "reporter": reporter,
            "partner": partner or (WORLD if reporter else None),
            "flow": subject.flow,
            "product": subject.product,
            "period": str(subject.period) if subject.period else None,
            "value": _number(figure.value),
            "low": _number(low),
            "high": _number(high),
            "currency": figure.currency,
            "qualifier": amount.qualifier if amount else "exact",
            "kind": subject.kind,
            "printed": self.text.printed(*where) if where else None,
            "span": list(self.text.span(*where)) if where else None,
            **_separator_of_figure(figure),
        }

    def _claim(self, claim: Claim, figure: Figure) -> dict[str, Any]:
        mark = claim.mark
        value, value_high = _claimed(mark)
        base = claim.base_figure
        return {
            "figure": figure.name,
            "kind": claim.kind,
            "direction": claim.direction,
            "value": _number(value),
            "value_high": _number(value_high),
            "qualifier": mark.qualifier,
            "base_period": str(claim.base_period) if claim.base_period else None,
            "base_figure": base.name if base else None,
            "printed": self.text.printed(mark.start, mark.end),
            "span": list(self.text.span(mark.start, mark.end)),
            **_separator_of_claim(claim),
        }


def read(
    text: str,
    language: str = "auto",
    published: str | None = None,
    reporter: str | None = None,
    partner: str | None = None,
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
    """
    plain = source_text(text)
    known = language_of(plain.plain) if language == "auto" else language
    year = re.match(r"[1-9]\d{3}", published or "", re.ASCII)
    attachment = Attachment(
        known, Said(Sides(reporter, partner)), year=int(year[0]) if year else None
    )
    figures = attachment.read(scan(plain, known, published))
    settle(figures, plain.plain, known, convention(plain.plain, known))
    return Read(plain, known, tuple(figures), tuple(attachment.passed_over), published)


def _separator_of_figure(figure: Figure) -> dict[str, Any]:
    """The key of a level that its separator leaves ambiguous; no key of any other."""
    separator = figure.separator
    if separator is None or not isinstance(separator.other, Amount):
        return {}
    value = separator.other.value
    low, high = figure.ends_of(separator.other)
    said = {
        "decided_by": separator.decided_by,
        "other_value": None if value is None else _number(figure.sign * value),
        "other_low": _number(low),
        "other_high": _number(high),
    }
    return {"separator": said}


def _separator_of_claim(claim: Claim) -> dict[str, Any]:
    separator = claim.separator
    if separator is None:
        return {}
    value, value_high = _claimed(separator.other)
    said = {
        "decided_by": separator.decided_by,
        "other_value": _number(value),
        "other_value_high": _number(value_high),
    }
    return {"separator": said}


def _claimed(mark: Rate | Amount) -> tuple[Fraction | None, Fraction | None]:
    """The number of a claim, or the ends of its range."""
    if isinstance(mark, Rate):
        return mark.value, mark.value_high
    return (mark.value, None) if mark.low is None else (mark.low, mark.high)


def _number(value: Any) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)
