"""Numbers in words: `twenty-six`, `hai mươi lăm`, `двадцати шести`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from analytics.reading.marks import Number, Word
from analytics.reading.neighbours import Before, after
from analytics.reading.phrases import words

CATEGORY = "number_word"
UNITS = ("magnitude", "percent", "percentage_points", "times")
JOIN = re.compile(r" {1,3}|-|\n")


@dataclass
class _Run:
    """Number words that make one number so far; `room` bounds what may still be added."""

    start: int
    end: int
    value: Fraction
    last: Fraction
    room: int
    joined_to: int | None = None

    @property
    def reach(self) -> int:
        """Where the next word has to follow."""
        return self.end if self.joined_to is None else self.joined_to

    def number(self) -> Number:
        """The number the words say."""
        return Number(self.start, self.end, self.value, 0 if self.value.denominator == 1 else 1)


def word_numbers(text: str, language: str, before: Before) -> Iterator[Number]:
    """The numbers a text writes in words, in order; ordinals are none."""
    run: _Run | None = None
    for word in words(text, language, CATEGORY):
        if run and _extends(run, word, text):
            continue
        if run:
            yield run.number()
        run = _started(word, text, language)
        if run and before.word("ordinal_lead", run.start):
            run = None
    if run:
        yield run.number()


def _started(word: Word, text: str, language: str) -> _Run | None:
    kind, _, printed = word.value.rpartition(" ")
    if kind == "last" or printed in ("and", "none") or printed[0] in "*+":
        return None
    if kind == "unit" and not _has_unit(text, language, word.end):
        return None
    value = Fraction(printed)
    return _Run(word.start, word.end, value, value, _room(value))


def _has_unit(text: str, language: str, end: int) -> bool:
    factor = after(text, language, CATEGORY, end)
    if factor and factor.value.startswith("*"):
        return True
    return any(after(text, language, unit, end) for unit in UNITS)


def _room(addend: Fraction) -> int:
    """What may follow an addend is smaller than its last digit but zero."""
    if addend.denominator != 1 or not addend:
        return 0
    return next((place for place in (100, 10) if addend % place == 0), 1)


def _extends(run: _Run, word: Word, text: str) -> bool:
    """Adds a word to a run if the language allows it there."""
    if not JOIN.fullmatch(text, run.reach, word.start):
        return False
    kind, _, printed = word.value.rpartition(" ")
    if printed == "none":
        return False
    if printed == "and":
        if run.room < 10 or run.joined_to is not None:
            return False
        run.joined_to = word.end
        return True
    if printed.startswith("*"):
        factor = int(printed[1:])
        if not 1 <= run.last <= 9 or run.joined_to is not None:
            return False
        run.value += run.last * (factor - 1)
        run.last, run.room = run.last * factor, factor
    elif printed.startswith("+"):
        if run.joined_to is not None or run.value.denominator != 1:
            return False
        run.value += Fraction(printed[1:])
        run.last, run.room = Fraction(0), 0
    else:
        addend = Fraction(printed)
        if not 0 < addend < run.room or (kind == "unit" and run.joined_to is None):
            return False
        run.value += addend
        run.last, run.room = addend, min(run.room, _room(addend))
    run.end, run.joined_to = word.end, None
    return True
