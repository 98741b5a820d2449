"""Multiples: `3.1 times`, `4.2-fold`, `gấp đôi`, `вдвое`; and fractions that say a percentage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from analytics.reading.marks import Number, Word
from analytics.reading.neighbours import Before, after
from analytics.reading.phrases import words

PERCENT, MULTIPLE = "percent", "multiple"
ALONE, WITHIN, FALL, FOLD, TIMES, NONE = "alone", "within", "fall", "fold", "times", "none"
HALF = 50
UNITS_OF_OTHERS = ("percent", "percentage_points", "magnitude", "currency", "currency_sign")


@dataclass(frozen=True)
class Found:
    """A number that compares, without its qualifier; `number_start` is where its digits are."""

    start: int
    end: int
    number_start: int
    kind: str
    value: Fraction
    sign: int = 0
    is_word: bool = False
    decimals: int = 0


def times(before: Before, number: Number, first: Number) -> Found | None:
    """A number of times that compares: not `met three times`, nor `3 times a year`.

    `first` is the lower number of a range, else the number itself.
    """
    text, language = before.text, before.language
    lead = _lead(before, first.start)
    start = lead.start if lead and lead.value in (ALONE, WITHIN) else first.start
    unit = after(text, language, "times", number.end)
    is_word = not text[number.end - 1].isdigit()
    if unit is None:
        if lead is None or lead.value != ALONE or _has_other_unit(before, number.end):
            return None
        return Found(
            start, number.end, first.start, MULTIPLE, number.value, 1, is_word, number.decimals
        )
    if unit.value != FOLD and not (number.decimals or _compares(before, lead, unit.end)):
        return None
    if after(text, language, "multiple_stop", unit.end):
        return None
    sign = 1 if lead and lead.value == ALONE else 0
    return Found(
        start, unit.end, first.start, MULTIPLE, number.value, sign, is_word, number.decimals
    )


def _compares(before: Before, lead: Word | None, end: int) -> bool:
    return bool(lead or after(before.text, before.language, "multiple_follow", end))


def _has_other_unit(before: Before, end: int) -> bool:
    return any(after(before.text, before.language, unit, end) for unit in UNITS_OF_OTHERS)


def _lead(before: Before, start: int, category: str = "multiple_lead") -> Word | None:
    """The word before a number, or before its qualifier, that makes it one that compares."""
    qualified = before.word("qualifier", start)
    return before.word(category, start) or (
        before.word(category, qualified.start) if qualified else None
    )


def multiples_in_words(before: Before) -> Iterator[Found]:
    """`doubled`, `gấp đôi`, `вдвое`; `twice` where it compares."""
    for word in words(before.text, before.language, "word_multiple"):
        kind, _, printed = word.value.rpartition(" ")
        if printed == NONE:
            continue
        if kind == TIMES:
            lead = _lead(before, word.start)
            is_often = after(before.text, before.language, "multiple_stop", word.end)
            if is_often or not _compares(before, lead, word.end):
                continue
        sign = {"+": 1, "-": -1}.get(printed[0], 0)
        value = Fraction(printed.lstrip("+-"))
        yield Found(word.start, word.end, word.start, MULTIPLE, value, sign, is_word=True)


def fractions_in_words(before: Before) -> Iterator[Found]:
    """`by a quarter` is 25 percent; a fall to a half (`giảm một nửa`) is a multiple."""
    for word in words(before.text, before.language, "fraction"):
        if word.value == NONE:
            continue
        lead = _lead(before, word.start, "fraction_lead")
        value = Fraction(word.value)
        if word.value.startswith("+") or (lead and (lead.value != FALL or value != HALF)):
            yield Found(word.start, word.end, word.start, PERCENT, value, 0, is_word=True)
        elif lead:
            multiple = 100 / value
            yield Found(lead.start, word.end, word.start, MULTIPLE, multiple, -1, is_word=True)
