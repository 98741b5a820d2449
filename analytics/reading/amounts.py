"""Amounts of money in a text."""

from __future__ import annotations

import re
from bisect import bisect_right

from analytics.reading.currencies import currency_at
from analytics.reading.marks import Amount, Number
from analytics.reading.measures import Measure, measures
from analytics.reading.neighbours import Before, after, skip_gap
from analytics.reading.qualifiers import EXACT, qualifier
from analytics.reading.ranges import MOVE, RANGE, Pair, are_listed, is_year, pair

BRACKET = re.compile(r"[()\[\]\n]")
SLASH = re.compile(r"[.]? ?/")
SLASHES = re.compile(r"(?<=\s)/(?=\S)[^/\n]{2,80}(?<=\S)/(?!\w)")  # brackets of news agencies
LETTER = re.compile(r"[^\W\d_]")


def amounts(text: str, language: str, numbers: list[Number]) -> list[Amount]:
    """The amounts of money in a text, in order.

    A number with a currency, or with a magnitude from a million on that counts nothing else.
    """
    before = Before(text, language)
    inside = _Brackets(text)
    found: list[Amount] = []
    money = measures(text, language, numbers)
    position = 0
    while position < len(money):
        measure = money[position]
        following = money[position + 1] if position + 1 < len(money) else None
        joined = _joined(before, measure, following) if following else None
        floor = found[-1].end if found else 0
        if joined and following and joined.kind == RANGE:
            found.append(_range(before, inside, measure, following, joined.lead, floor))
            position += 2
            continue
        if joined and following and joined.kind == MOVE:
            measure = _like(measure, following)
        if measure.is_money:
            found.append(_amount(before, inside, measure, floor))
        position += 1
    return found


def _joined(before: Before, low: Measure, high: Measure) -> Pair | None:
    """How two numbers go together, if the unit of the second is that of both."""
    if not high.is_money or low.is_counted or (high.has_sign and not low.has_sign):
        return None
    if low.currency and high.currency and low.currency != high.currency:
        return None
    if low.is_plain and are_listed(before, low.start, low.end, high.start, high.end):
        return Pair(MOVE, low.start)
    has_own_unit = low.factor is not None or low.is_named
    found = pair(before, low.start, low.end, high.start, has_own_unit=has_own_unit)
    if found is None:
        return None
    is_ascending = _like(low, high).value < high.value
    is_opened = found.lead < low.start
    if found.kind == MOVE:
        return None if low.is_plain and is_year(low.number) else found
    if not is_ascending:
        return Pair(MOVE, low.start) if is_opened and not has_own_unit else None
    return None if low.is_plain and is_year(low.number) and not is_opened else found


def _like(low: Measure, high: Measure) -> Measure:
    """The first of two numbers, with what units of the second it lacks."""
    factor = low.factor or high.factor
    scale = 1 if low.factor or not high.factor else high.factor
    return Measure(
        low.number, low.start, low.end, low.value * scale, factor, low.currency or high.currency,
        is_named=low.is_named, said=low.said, is_ambiguous=low.is_ambiguous, step=low.step * scale,
    )  # fmt: skip


def _range(
    before: Before, inside: _Brackets, low: Measure, high: Measure, lead: int, floor: int
) -> Amount:
    said = qualifier(before, lead, high.end, is_rate=False, floor=floor)
    return Amount(
        low.start, high.end, None, _like(low, high).value, high.value,
        low.currency or high.currency,
        RANGE, min(lead, said.lead),
        is_per_unit=_is_price(before.text, before.language, high.end),
        is_in_brackets=inside.hold(low.start, high.end),
        is_ambiguous=low.is_ambiguous or high.is_ambiguous,
    )  # fmt: skip


def _amount(before: Before, inside: _Brackets, measure: Measure, floor: int) -> Amount:
    said = qualifier(before, measure.start, measure.end, is_rate=False, floor=floor)
    word = measure.said if said.word == EXACT and measure.said else said.word
    return Amount(
        measure.start, measure.end, measure.value, None, None, measure.currency,
        word, said.lead,
        is_per_unit=_is_price(before.text, before.language, measure.end),
        is_in_brackets=inside.hold(measure.start, measure.end),
        is_ambiguous=measure.is_ambiguous,
        step=measure.step,
        unit=measure.factor or 1,
    )  # fmt: skip


def _is_price(text: str, language: str, end: int) -> bool:
    """Whether an amount is for one unit of something; a year is none."""
    link = after(text, language, "per_unit_link", end)
    slash = None if SLASHES.match(text, skip_gap(text, end)) else SLASH.match(text, end)
    if link and link.value == "weak":
        return after(text, language, "priced_unit", link.end) is not None
    unit = link.end if link else slash.end() if slash else None
    if unit is None or not LETTER.match(text, skip_gap(text, unit)):
        return False
    is_time = after(text, language, "elapsing_unit", unit) is not None
    return not is_time and currency_at(text, language, unit) is None


class _Brackets:
    """Where the pairs of brackets of a text stand; a pair does not reach over a line."""

    def __init__(self, text: str) -> None:
        self._pairs: list[tuple[int, int]] = []
        opened: int | None = None
        for found in BRACKET.finditer(text):
            if found[0] in "([":
                opened = found.start()
            elif opened is not None:
                if found[0] in ")]":
                    self._pairs.append((opened, found.start()))
                opened = None
        self._pairs += [(found.start(), found.end() - 1) for found in SLASHES.finditer(text)]
        self._pairs.sort()
        self._starts = [start for start, _ in self._pairs]

    def hold(self, start: int, end: int) -> bool:
        """Whether a stretch stands within brackets."""
        i = bisect_right(self._starts, start) - 1
        return i >= 0 and end <= self._pairs[i][1]
