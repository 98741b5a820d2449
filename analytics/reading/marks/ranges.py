"""Two numbers with one unit: a range (`25-30 triệu USD`) or a move (`rose from 8 to 10 bn`)."""

from __future__ import annotations

import re

from analytics.reading.marks.measures import Measure
from analytics.reading.marks.neighbours import Around
from analytics.reading.marks.phrases import category_pattern

DASH = re.compile(r"\s{0,2}[-–]\s{0,2}")
AND = re.compile(r"\s(?:and|và|и)\s")
NEAR = 40  # characters between a list and the word that orders it
RANGE, MOVE = "range", "move"

Pair = tuple[str, int]  # how a number goes with the next one, and where the words before both start


def joined(near: Around, low: Measure, high: Measure) -> Pair | None:
    """How two numbers go together, if the unit of the second is that of both."""
    is_rate = bool(high.kind or (high.is_plain and near.after("times", high.end)))
    if not (high.is_money or is_rate) or low.is_counted or (high.has_sign and not low.has_sign):
        return None
    if not low.is_plain and bool(low.kind) != is_rate:
        return None
    if low.currency and high.currency and low.currency != high.currency:
        return None
    if low.is_plain and _are_listed(near, low, high):
        return MOVE, low.start
    found = _pair(near, low, high)
    if found is None:
        return None
    kind, lead = found
    is_opened = lead < low.start
    if kind == RANGE and low.with_unit_of(high).value >= high.value:
        return (MOVE, low.start) if is_opened and not low.has_own_unit else None
    is_a_year = low.is_plain and low.number.is_year and not (kind == RANGE and is_opened)
    return None if is_a_year else found


def _are_listed(near: Around, low: Measure, high: Measure) -> bool:
    """Whether two numbers are a list told in order: "5,9 и 2,1 млрд соответственно"."""
    if not AND.fullmatch(near.text, low.end, high.start):
        return False
    pattern = category_pattern(near.language, "respectively")
    return bool(
        pattern.search(near.text, max(low.start - NEAR, 0), low.start)
        or pattern.search(near.text, high.end, high.end + NEAR)
    )


def _pair(near: Around, low: Measure, high: Measure) -> Pair | None:
    """How a number goes with the next by the words around them; where the first has a unit of its
    own, only a dash or an opening word (`between`, `от`) makes a range of the two."""
    opening = near.before("range_lead", low.start)
    lead = opening.start if opening else low.start
    opened = opening.value if opening else ""
    if DASH.fullmatch(near.text, low.end, high.start):
        return RANGE, lead
    link = near.after("range_link", low.end)
    if link is None or near.skip_gap(link.end) != high.start:
        return None
    if near.before("number_alone", low.start):
        return None
    if opened == "span" and link.value in ("range", "between"):
        return RANGE, lead
    if low.has_own_unit or (link.value == "between" and opened != MOVE):
        return None
    if opened == MOVE or near.before("range_movement", lead) or (opening and link.value == MOVE):
        return MOVE, low.start
    return None if link.value == MOVE else (RANGE, lead)
