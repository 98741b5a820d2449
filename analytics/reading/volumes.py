"""Which rates are of tonnes or pieces, and not of value."""

from __future__ import annotations

import re
from functools import cache

from analytics.reading.marks import Rate
from analytics.reading.phrases import one_of, words
from analytics.reading.scan import Span
from data.lexicons import phrases

VOLUME_BEFORE, VOLUME_AFTER = 24, 16  # characters in which a volume is named


def is_of_volume(clause: Span, rate: Rate, language: str) -> bool:
    """Whether a rate is of tonnes or pieces, not of value: "dù lượng giảm 10,8%"."""
    if _is_of_a_quantity(clause, rate, language):
        return True
    before = clause.text[max(rate.lead - VOLUME_BEFORE, clause.start) : rate.lead]
    after = clause.text[rate.end : min(rate.end + VOLUME_AFTER, clause.end)]
    start = max(before.rfind(", "), before.rfind("("), 0)
    if any(not after[: w.start].strip() for w in words(after, language, "by_value")):
        return False
    named = list(words(before[start:], language, "by_volume"))
    offset = max(rate.lead - VOLUME_BEFORE, clause.start) + start
    flows = clause.of("flow")
    said = [
        w
        for w in named
        if not any(f.start <= offset + w.start and offset + w.end <= f.end for f in flows)
    ]
    following = next(words(after, language, "by_volume"), None)
    opening = next(words(clause.text[clause.start : rate.start], language, "by_volume"), None)
    if opening is not None and not clause.text[clause.start : clause.start + opening.start].strip():
        return True
    return bool(said) or (following is not None and not after[: following.start].strip())


def counts_goods(clause: Span, language: str) -> bool:
    """Whether a clause gives a number of tonnes or pieces, and none of money."""
    return not clause.amounts and bool(
        _quantity(language).search(clause.text, clause.start, clause.end)
    )


def _is_of_a_quantity(clause: Span, rate: Rate, language: str) -> bool:
    """Whether a rate stands by a number of tonnes or pieces: "up 16% to 40 million tonnes"."""
    found = list(_quantity(language).finditer(clause.text, clause.start, clause.end))
    if not found or clause.of("flow", "total"):
        return False
    beside = [f for f in found if 0 <= rate.lead - f.end() <= VOLUME_BEFORE]
    return not clause.amounts or any(
        not any(f.end() <= a.start < rate.start for a in clause.amounts) for f in beside
    )


@cache
def _quantity(language: str) -> re.Pattern[str]:
    """A number of tonnes, barrels or pieces."""
    units, magnitudes = (
        one_of(phrases(language, category)) for category in ("counted_unit", "magnitude")
    )
    return re.compile(rf"\d\s?(?:{magnitudes}\.?\s)?{units}(?!\w)", re.IGNORECASE)
