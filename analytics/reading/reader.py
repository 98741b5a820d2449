"""Read a text: every trade figure and growth claim in it, and where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from analytics.reading.attach import Attachment
from analytics.reading.languages import language_of
from analytics.reading.marks import Mark, Rate
from analytics.reading.scan import scan
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
        names = {id(figure): f"f{number}" for number, figure in enumerate(self.figures, start=1)}
        claims = [
            self._claim(claim, names[id(figure)], names)
            for figure in self.figures
            for claim in figure.claims
        ]
        return {
            "figures": [self._figure(figure, names[id(figure)]) for figure in self.figures],
            "claims": claims,
        }

    def _figure(self, figure: Figure, name: str) -> dict[str, Any]:
        subject, amount = figure.subject, figure.amount
        reporter, partner = subject.sides.reporter, subject.sides.partner
        low, high = figure.ends
        return {
            "id": name,
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
            "printed": self.text.printed(amount.start, amount.end) if amount else None,
            "span": list(self.text.span(amount.start, amount.end)) if amount else None,
        }

    def _claim(self, claim: Claim, figure: str, names: dict[int, str]) -> dict[str, Any]:
        mark = claim.mark
        is_rate = isinstance(mark, Rate)
        low = mark.value if is_rate or mark.low is None else mark.low
        high = mark.value_high if is_rate else mark.high
        base = claim.base_figure
        return {
            "figure": figure,
            "kind": claim.kind,
            "direction": claim.direction,
            "value": _number(low),
            "value_high": _number(high),
            "qualifier": mark.qualifier,
            "base_period": str(claim.base_period) if claim.base_period else None,
            "base_figure": names.get(id(base)) if base else None,
            "printed": self.text.printed(mark.start, mark.end),
            "span": list(self.text.span(mark.start, mark.end)),
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
    return Read(plain, known, tuple(figures), tuple(attachment.passed_over), published)


def _number(value: Any) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)
