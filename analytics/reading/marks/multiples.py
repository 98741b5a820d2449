"""Multiples: `3.1 times`, `4.2-fold`, `gấp đôi`, `вдвое`; and fractions that say a percentage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from analytics.reading.marks.mark import Number, Word
from analytics.reading.marks.measures import MULTIPLE, PERCENT, Measure, rate
from analytics.reading.marks.neighbours import Around
from analytics.reading.marks.phrases import words

ALONE, WITHIN, FALL, FOLD, TIMES, NONE = "alone", "within", "fall", "fold", "times", "none"
HALF = 50
SIGNS = {"+": 1, "-": -1}


def times(near: Around, plain: Measure, first: Number) -> Measure | None:
    """A number of times that compares: not `met three times`, nor `3 times a year`.

    `first` is the lower number of a range, else the number itself.
    """
    number = plain.number
    lead = _lead(near, first.start)
    is_alone = lead is not None and lead.value == ALONE
    start = lead.start if lead and lead.value in (ALONE, WITHIN) else first.start
    unit = near.after("times", number.end)
    if unit is None:
        return rate(number, start, number.end, MULTIPLE, 1) if is_alone and plain.is_plain else None
    if unit.value != FOLD and not (number.decimals or _compares(near, lead, unit.end)):
        return None
    if near.after("multiple_stop", unit.end):
        return None
    return rate(number, start, unit.end, MULTIPLE, int(is_alone))


def _compares(near: Around, lead: Word | None, end: int) -> bool:
    return bool(lead or near.after("multiple_follow", end))


def _lead(near: Around, start: int, category: str = "multiple_lead") -> Word | None:
    """The word before a number, or before its qualifier, that makes it one that compares."""
    qualified = near.before("qualifier", start)
    return near.before(category, start) or (
        near.before(category, qualified.start) if qualified else None
    )


def multiples_in_words(near: Around) -> Iterator[Measure]:
    """`doubled`, `gấp đôi`, `вдвое`; `twice` where it compares."""
    for word in words(near.text, near.language, "word_multiple"):
        kind, _, printed = word.value.rpartition(" ")
        if kind == TIMES and (
            near.after("multiple_stop", word.end)
            or not _compares(near, _lead(near, word.start), word.end)
        ):
            continue
        yield _in_a_word(word, word.start, MULTIPLE, printed.lstrip("+-"), SIGNS.get(printed[0], 0))


def fractions_in_words(near: Around) -> Iterator[Measure]:
    """`by a quarter` is 25 percent; a fall to a half (`giảm một nửa`) is a multiple."""
    for word in words(near.text, near.language, "fraction"):
        lead = _lead(near, word.start, "fraction_lead")
        if word.value.startswith("+") or (
            lead and (lead.value != FALL or Fraction(word.value) != HALF)
        ):
            yield _in_a_word(word, word.start, PERCENT, word.value, 0)
        elif lead:
            yield _in_a_word(word, lead.start, MULTIPLE, 100 / Fraction(word.value), -1)


def _in_a_word(word: Word, start: int, kind: str, value: str | Fraction, sign: int) -> Measure:
    told = rate(Number(word.start, word.end, Fraction(value), 0), start, word.end, kind, sign)
    return replace(told, is_word=True)
