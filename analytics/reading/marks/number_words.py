"""Numbers in words: `twenty-six`, `hai mươi lăm`, `двадцати шести`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from analytics.reading.marks.mark import Number, Word
from analytics.reading.marks.neighbours import Around
from analytics.reading.marks.phrases import words

CATEGORY = "number_word"
UNITS = ("magnitude", "percent", "percentage_points", "times")
JOIN = re.compile(r" {1,3}|-|\n")


@dataclass(frozen=True)
class _Run:
    """Number words that make one number so far; the next has to follow at `reach`, behind an
    "and", and `room` bounds what may still be added."""

    start: int
    end: int
    reach: int
    value: Fraction
    last: Fraction
    room: int

    def number(self) -> Number:
        """The number the words say."""
        return Number(self.start, self.end, self.value, 0 if self.value.denominator == 1 else 1)


def word_numbers(near: Around) -> Iterator[Number]:
    """The numbers a text writes in words, in order; ordinals are none."""
    run: _Run | None = None
    for word in words(near.text, near.language, CATEGORY):
        longer = _extended(run, word, near.text) if run else None
        if run and not longer:
            yield run.number()
        run = longer or _started(word, near)
    if run:
        yield run.number()


def _started(word: Word, near: Around) -> _Run | None:
    kind, _, printed = word.value.rpartition(" ")
    if kind == "last" or not printed[0].isdigit() or near.before("ordinal_lead", word.start):
        return None
    factor = near.after(CATEGORY, word.end)
    has_unit = (factor and factor.value.startswith("*")) or any(
        near.after(unit, word.end) for unit in UNITS
    )
    if kind == "unit" and not has_unit:
        return None
    value = Fraction(printed)
    return _Run(word.start, word.end, word.end, value, value, _room(value))


def _room(addend: Fraction) -> int:
    """What may follow an addend is smaller than its last digit but zero."""
    if addend.denominator != 1 or not addend:
        return 0
    return next((place for place in (100, 10) if addend % place == 0), 1)


def _extended(run: _Run, word: Word, text: str) -> _Run | None:
    """A run with one more word, if the language allows it there."""
    kind, _, printed = word.value.rpartition(" ")
    is_joined = run.reach > run.end
    if not JOIN.fullmatch(text, run.reach, word.start):
        return None
    if printed == "and":
        return replace(run, reach=word.end) if run.room >= 10 and not is_joined else None
    said = Fraction(printed.lstrip("*+"))
    if printed.startswith("*"):
        is_allowed = 1 <= run.last <= 9 and not is_joined
        more, last, room = run.last * (said - 1), run.last * said, int(said)
    elif printed.startswith("+"):
        is_allowed = run.value.denominator == 1 and not is_joined
        more, last, room = said, Fraction(), 0
    else:
        is_allowed = 0 < said < run.room and (kind != "unit" or is_joined)
        more, last, room = said, said, min(run.room, _room(said))
    if not is_allowed:
        return None
    return _Run(run.start, word.end, word.end, run.value + more, last, room)
