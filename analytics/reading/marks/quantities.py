"""What a text measures: its amounts of money, and its percentages and multiples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from analytics.reading.marks.currencies import currency_at, stated_currency
from analytics.reading.marks.mark import Amount, Rate
from analytics.reading.marks.measures import LETTER, MULTIPLE, Measure, measures
from analytics.reading.marks.multiples import fractions_in_words, multiples_in_words, times
from analytics.reading.marks.neighbours import Around, around
from analytics.reading.marks.numbers import Convention, convention, numbers
from analytics.reading.marks.qualifiers import EXACT, qualifier
from analytics.reading.marks.ranges import MOVE, RANGE, joined

SLASH = re.compile(r"[.]? ?/")
SLASHES = re.compile(r"(?<=\s)/(?=\S)[^/\n]{2,80}(?<=\S)/(?!\w)")  # brackets of news agencies
PLUS = re.compile(r"(?<![\w/])[+] ?$")
MINUS = re.compile(r"(?:(?<![\s\S])|(?<=[(\[,;:|\n])|(?<=[,;:|] ))-$|(?<=[(\[])[–-] ?$")

Found = tuple[Measure, Measure | None, int]  # a number, the lower end of its range, their lead


def quantities(
    text: str, language: str, marks: Convention | None = None, reporter: str | None = None
) -> tuple[list[Amount], list[Rate]]:
    """The amounts and rates of a text, each in order; no two overlap.

    `marks` are its decimal mark and that between thousands, where they are known. Of currencies
    that share a name that of the `reporter` is meant, where one is given.
    """
    near = around(text, language, reporter)
    sums: list[Amount] = []
    compared: list[Found] = []
    for one, low, lead in _with_ranges(
        near, measures(near, numbers(text, language, marks or convention(text, language)))
    ):
        if one.is_money:
            sums.append(_amount(near, one, low, lead, sums[-1].end if sums else 0))
        elif found := _compared(near, one, low or one):
            compared.append((found, low, lead if low else found.start))
    in_words = (*multiples_in_words(near), *fractions_in_words(near))
    compared += ((found, None, found.start) for found in in_words)
    taken = {position for one in sums for position in range(one.start, one.end)}
    rates: list[Rate] = []
    for found, low, lead in sorted(compared, key=lambda one: (one[0].start, -one[0].end)):
        floor = rates[-1].end if rates else 0
        if found.start >= floor and taken.isdisjoint(range(found.start, found.end)):
            rates.append(_rate(near, found, low, lead, floor))
    return sums, rates


def _with_ranges(near: Around, found: list[Measure]) -> Iterator[Found]:
    """Each number, the two of a range as one; of a move the first gets the unit of the second."""
    position = 0
    while position < len(found):
        one, following = found[position], found[position + 1 : position + 2]
        position += 1
        kind, lead = (joined(near, one, following[0]) if following else None) or ("", one.start)
        if kind == RANGE:
            yield following[0], one, lead
            position += 1
        elif kind == MOVE:
            second = following[0]
            unit = second if second.is_money else _compared(near, second, second)
            yield one.with_unit_of(unit or second), None, one.start
        else:
            yield one, None, one.start


def _amount(near: Around, one: Measure, low: Measure | None, lead: int, floor: int) -> Amount:
    start = low.start if low else one.start
    word, said = qualifier(near, min(lead, start), one.end, is_rate=False, floor=floor)
    word = one.said if word == EXACT and one.said else word
    least = low.with_unit_of(one) if low else one
    return Amount(
        start, one.end, least.value, one.value if low else None,
        RANGE if low else word, min(lead, said), one.step, one.factor or 1,
        currency=least.currency or stated_currency(near), is_per_unit=_is_price(near, one.end),
    )  # fmt: skip


def _is_price(near: Around, end: int) -> bool:
    """Whether an amount is for one unit of something; a year is none."""
    link = near.after("per_unit_link", end)
    if link and link.value == "weak":
        return near.after("priced_unit", link.end) is not None
    is_aside = SLASHES.match(near.text, near.skip_gap(end))
    slash = None if is_aside else SLASH.match(near.text, end)
    at = link.end if link else slash.end() if slash else None
    if at is None or not LETTER.match(near.text, near.skip_gap(at)):
        return False
    return near.after("elapsing_unit", at) is None and currency_at(near, at) is None


def _compared(near: Around, one: Measure, first: Measure) -> Measure | None:
    """A number that compares, with its sign or the word that makes it one; `first` is the lower
    number of a range, else the number itself."""
    if not one.kind:
        return times(near, one, first.number)
    start, sign = _signed(near, first.start)
    return replace(one, start=start, sign=sign)


def _signed(near: Around, start: int) -> tuple[int, int]:
    """Where a number starts with its sign, and the sign: a dash after a word is none, unless that
    leads to a sign, as in "a growth of -12%"."""
    first = max(0, start - 4)
    for pattern, sign in ((PLUS, 1), (MINUS, -1)):
        if found := pattern.search(near.text[first:start]):
            return first + found.start(), sign
    is_glued = near.text[start - 1 : start] == "-" and near.text[start - 2 : start - 1].isspace()
    if is_glued and near.before("sign_lead", start - 1):
        return start - 1, -1
    return start, 0


def _rate(near: Around, one: Measure, low: Measure | None, lead: int, floor: int) -> Rate:
    word, said = qualifier(near, min(lead, one.start), one.end, is_rate=True, floor=floor)
    first = (low or one).number
    if word == EXACT and first.start > one.start:
        word, _ = qualifier(near, first.start, one.end, is_rate=True, floor=floor)
    has_digit = any(map(str.isdigit, near.text[one.start : one.end]))
    return Rate(
        one.start, one.end, low.value if low else one.value, one.value if low else None,
        RANGE if low else word, min(lead, said), one.step, 1,
        kind=one.kind, sign=one.sign,
        is_word=one.is_word or (one.kind == MULTIPLE and not has_digit),
    )  # fmt: skip
