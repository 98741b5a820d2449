"""Percentages, percentage points and multiples in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from analytics.reading.marks import Number, Rate
from analytics.reading.multiples import (
    PERCENT,
    Found,
    fractions_in_words,
    multiples_in_words,
    times,
)
from analytics.reading.neighbours import Before, after
from analytics.reading.qualifiers import EXACT, qualifier
from analytics.reading.ranges import MOVE, RANGE, Pair, are_listed, is_year, pair

POINTS = "percentage_points"
KINDS = (PERCENT, POINTS, "times")
PLUS = re.compile(r"(?<![\w/])[+] ?$")
MINUS = re.compile(r"(?:(?<![\s\S])|(?<=[(\[,;:|\n])|(?<=[,;:|] ))-$|(?<=[(\[])[–-] ?$")


def rates(text: str, language: str, numbers: list[Number]) -> list[Rate]:
    """The percentages, percentage points and multiples of a text, in order."""
    before = Before(text, language)
    found = sorted(
        [
            *_in_numbers(before, numbers),
            *((mark, None) for mark in multiples_in_words(before)),
            *((mark, None) for mark in fractions_in_words(before)),
        ],
        key=lambda pair: (pair[0].start, -pair[0].end),
    )
    marks: list[Rate] = []
    for mark, low in found:
        floor = marks[-1].end if marks else 0
        if mark.start >= floor:
            marks.append(_rate(before, mark, low, floor))
    return marks


def _in_numbers(
    before: Before, numbers: list[Number]
) -> Iterator[tuple[Found, tuple[Number, int] | None]]:
    """The numbers with a unit that compares, each with the lower number of a range and the start
    of its lead."""
    position = 0
    while position < len(numbers):
        low = numbers[position]
        high = numbers[position + 1] if position + 1 < len(numbers) else None
        joined = _joined(before, low, high) if high else None
        if joined and high:
            kind, unit = joined
            second = _found(before, high, low if kind.kind == RANGE else high)
            if second and kind.kind == RANGE:
                yield second, (low, kind.lead)
            elif second:
                yield _like(second, low, unit), None
                yield second, None
            position += 2
            continue
        single = _found(before, low, low)
        if single:
            yield single, None
        position += 1


def _like(second: Found, low: Number, end: int) -> Found:
    return Found(low.start, end, low.start, second.kind, low.value, 0, second.is_word, low.decimals)


def _joined(before: Before, low: Number, high: Number) -> tuple[Pair, int] | None:
    """How two numbers go together with the unit of the second, and where the first one ends."""
    if not any(after(before.text, before.language, kind, high.end) for kind in KINDS):
        return None
    own = _unit(before, low.end)
    low_end = own[0] if own else low.end
    if own is None and are_listed(before, low.start, low_end, high.start, high.end):
        return Pair(MOVE, low.start), low_end
    found = pair(before, low.start, low_end, high.start, has_own_unit=own is not None)
    if found is None:
        return None
    is_opened = found.lead < low.start
    if found.kind == MOVE:
        return None if is_year(low) else (found, low_end)
    if found.kind == RANGE and low.value >= high.value:
        return (Pair(MOVE, low.start), low_end) if is_opened else None
    return None if is_year(low) and not is_opened else (found, low_end)


def _unit(before: Before, end: int) -> tuple[int, str] | None:
    """Percent or percentage points after a number: where the unit ends, and which it is."""
    for kind in (POINTS, PERCENT):
        unit = after(before.text, before.language, kind, end)
        if unit:
            return unit.end, kind
    return None


def _found(before: Before, number: Number, first: Number) -> Found | None:
    unit = _unit(before, number.end)
    if unit is None:
        return times(before, number, first)
    end, kind = unit
    is_word = not before.text[number.end - 1].isdigit()
    start, sign = _signed(before.text, first.start)
    return Found(start, end, first.start, kind, number.value, sign, is_word, number.decimals)


def _signed(text: str, start: int) -> tuple[int, int]:
    """Where a number starts with its sign, and the sign: a dash after a word is none."""
    near = slice(max(0, start - 4), start)
    for pattern, sign in ((PLUS, 1), (MINUS, -1)):
        if found := pattern.search(text[near]):
            return near.start + found.start(), sign
    return start, 0


def _rate(before: Before, mark: Found, low: tuple[Number, int] | None, floor: int) -> Rate:
    lead = low[1] if low else mark.start
    said = qualifier(before, min(lead, mark.start), mark.end, is_rate=True, floor=floor)
    if said.word == EXACT and mark.number_start > mark.start:
        within = qualifier(before, mark.number_start, mark.end, is_rate=True, floor=floor)
        said = type(said)(within.word, min(within.lead, mark.start))
    return Rate(
        mark.start,
        mark.end,
        mark.kind,
        low[0].value if low else mark.value,
        mark.value if low else None,
        RANGE if low else said.word,
        min(lead, said.lead),
        mark.sign,
        mark.is_word,
        Fraction(1, 10**mark.decimals),
    )
