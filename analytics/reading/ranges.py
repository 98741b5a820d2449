"""Two numbers with one unit: a range (`25-30 triệu USD`) or a move (`rose from 8 to 10 bn`)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analytics.reading.marks import Number
from analytics.reading.neighbours import Before, after, skip_gap
from analytics.reading.phrases import category_pattern

DASH = re.compile(r"\s{0,2}[-–]\s{0,2}")
AND = re.compile(r"\s(?:and|và|и)\s")
NEAR = 40  # characters between a list and the word that orders it
YEARS = range(1900, 2100)
RANGE, MOVE = "range", "move"


@dataclass(frozen=True)
class Pair:
    """How a number goes with the next one; the words before both start at `lead`."""

    kind: str
    lead: int


def are_listed(before: Before, low: int, low_end: int, high: int, high_end: int) -> bool:
    """Whether two numbers are a list told in order: "5,9 и 2,1 млрд соответственно"."""
    if not AND.fullmatch(before.text, low_end, high):
        return False
    pattern = category_pattern(before.language, "respectively")
    return bool(
        pattern.search(before.text, max(low - NEAR, 0), low)
        or pattern.search(before.text, high_end, high_end + NEAR)
    )


def is_year(number: Number) -> bool:
    """Whether a number may be a calendar year: four digits without marks."""
    return number.end - number.start == 4 and not number.decimals and number.value in YEARS


def pair(
    before: Before, low_start: int, low_end: int, high_start: int, *, has_own_unit: bool
) -> Pair | None:
    """How the number at [low_start, low_end) goes with the one at high_start, if it does.

    `has_own_unit`: the first has a unit of its own, so that only a dash or an opening word
    (`between`, `от`) makes a range of the two.
    """
    opening = before.word("range_lead", low_start)
    lead = opening.start if opening else low_start
    opened = opening.value if opening else ""
    if DASH.fullmatch(before.text, low_end, high_start):
        return Pair(RANGE, lead)
    link = after(before.text, before.language, "range_link", low_end)
    if link is None or skip_gap(before.text, link.end) != high_start:
        return None
    if before.word("number_alone", low_start):
        return None
    if opened == "span" and link.value in ("range", "between"):
        return Pair(RANGE, lead)
    if has_own_unit or (link.value == "between" and opened != MOVE):
        return None
    if opened == MOVE or before.word("range_movement", lead) or (opening and link.value == MOVE):
        return Pair(MOVE, low_start)
    return None if link.value == MOVE else Pair(RANGE, lead)
