"""Levels printed twice, in two currencies: "3 tỷ NDT, tương đương 400 triệu USD"."""

from __future__ import annotations

import re

from analytics.reading.marks import Amount
from analytics.reading.neighbours import knows
from analytics.reading.phrases import category_pattern
from analytics.reading.scan import Span
from analytics.reading.statements import Figure

BRACKET, FARTHEST = 16, 32  # characters between a level and its conversion
ASIDE = re.compile(r"\([^()]{1,12}\)")


def is_conversion(
    clause: Span, before: Figure, amount: Amount, currency: str, language: str
) -> bool:
    """Whether an amount repeats the level right before it in another currency."""
    end = before.amount.end if before.amount else before.start
    if currency == before.currency or not 0 <= amount.lead - end <= FARTHEST:
        return False
    if amount.is_in_brackets:
        return amount.lead - end <= BRACKET
    if not knows(language, "conversion"):
        return False
    gap = ASIDE.sub("", clause.text[end : amount.lead]).strip(" ,")
    return category_pattern(language, "conversion").fullmatch(gap) is not None
