"""Rates of tonnes and pieces, told by the words after them or by the tonnes before."""

from __future__ import annotations

import re
from functools import cache

from analytics.reading.marks import Rate
from analytics.reading.phrases import one_of
from analytics.reading.scan import Span
from data.lexicons import phrases


def is_of_tonnes(clause: Span, rate: Rate, language: str) -> bool:
    """Whether tonnes or volumes stand beside a rate: "up 5% to 9,000 tons", "5% rise in volume"."""
    if _is_only_of_tonnes(clause, rate, language):
        return True
    patterns = (_leads_to_tonnes(language), _in_volumes(language))
    return any(pattern.match(clause.text, rate.end, clause.end) for pattern in patterns)


def _is_only_of_tonnes(clause: Span, rate: Rate, language: str) -> bool:
    """Whether a clause gives tonnes and no money before a rate: "9,000 tons, 8 percent more"."""
    if clause.amounts:
        return False
    found = list(_tonnes(language).finditer(clause.text, clause.start, rate.start))
    flows = [w for w in clause.of("flow") if found and found[-1].end() <= w.start < rate.start]
    return bool(found) and not any("value" in clause.text[w.start : w.end] for w in flows)


@cache
def _tonnes(language: str) -> re.Pattern[str]:
    magnitudes, units = (one_of(phrases(language, name)) for name in ("magnitude", "priced_unit"))
    return re.compile(rf"\d\s*(?:{magnitudes}\s+)?{units}(?!\w)", re.IGNORECASE)


@cache
def _leads_to_tonnes(language: str) -> re.Pattern[str]:
    """ "... to 6 million tonnes" after a rate."""
    reach, magnitudes, units = (
        one_of(phrases(language, category)) for category in ("reach", "magnitude", "priced_unit")
    )
    number = r"\d[\d.,]{0,12}"
    return re.compile(
        rf"[\s,]*(?:{reach}\s+)(?:\w+\s+){{0,2}}{number}\s*(?:{magnitudes}\s+)?{units}(?!\w)", re.I
    )


@cache
def _in_volumes(language: str) -> re.Pattern[str]:
    """ "... increase in volumes of cars" after a rate; the volume of trade is its value."""
    volumes = one_of(phrases(language, "by_volume"))
    goods = rf"(?:(?:the|export|import|shipment)\s+){{0,2}}{volumes}(?!\w)"
    trade = r"(?!\s+of\s+(?:[\w-]+\s+){0,2}(?:trade|turnover|exports|imports|commerce))"
    return re.compile(rf"\s*(?:[^\W\d][\w-]*\s+){{1,3}}(?:in|of)\s+{goods}{trade}", re.IGNORECASE)
