"""Numbers of a text that are no money and no percent: tonnes, pieces, projects, ranks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from analytics.reading.marks.mark import Mark, Number
from analytics.reading.marks.neighbours import Around, around
from analytics.reading.marks.numbers import convention, numbers
from analytics.reading.marks.times import times
from analytics.reading.out.reader import PassedOver, Read

MOST_MAGNITUDES = 2  # "1.2 thousand million tonnes"
PART_OF_A_NAME = re.compile(r"[^\W\d_]-\Z")  # Covid-19
A_MEASURE = "tonnes or pieces, no sum of money"
A_COUNT = "a number of no money and no percent"


def counted(read: Read) -> list[PassedOver]:
    """The numbers that the reader never looked at, as they are neither money nor percent.

    Times are none of them, nor are numbers in words ("two countries") that count no tonnes.
    """
    text, language = read.text.plain, read.language
    near = around(text, language)
    known = _Stretches([*_marks_of(read), *times(text, language, read.published)])
    found = []
    for number in numbers(text, language, convention(text, language)):
        if known.meet(number):
            continue
        end = _end_of_measure(near, number)
        if end is not None:
            found.append(PassedOver(Mark(number.start, end), A_MEASURE))
        elif text[number.start].isdigit() and not _is_a_name(text, number):
            found.append(PassedOver(number, A_COUNT))
    return found


def _is_a_name(text: str, number: Number) -> bool:
    """Whether a number is a year, or part of a name."""
    before = text[max(number.start - 2, 0) : number.start]
    return number.is_year or PART_OF_A_NAME.search(before) is not None


def _end_of_measure(near: Around, number: Number) -> int | None:
    """Where the tonnes or pieces behind a number end; None where it has none."""
    end = number.end
    for _ in range(MOST_MAGNITUDES + 1):
        unit = near.after("counted_unit", end)
        if unit is not None:
            return unit.end
        magnitude = near.after("magnitude", end)
        if magnitude is None:
            return None
        is_short = near.text.startswith(".", magnitude.end)  # "40 тыс. тонн"
        end = magnitude.end + is_short
    return None


def _marks_of(read: Read) -> list[Mark]:
    """What is a row of the answer or was passed over as money or percent, its lead too."""
    levels = [figure.amount for figure in read.figures if figure.amount is not None]
    return [*levels, *(claim.mark for _, claim in read.claims), *read.passed_over]


class _Stretches:
    """Stretches of a text that are taken, one after the other."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self._ends: list[tuple[int, int]] = []
        for start, end in sorted((mark.start, mark.end) for mark in marks):
            if self._ends and start <= self._ends[-1][1]:
                self._ends[-1] = self._ends[-1][0], max(end, self._ends[-1][1])
            else:
                self._ends.append((start, end))

    def meet(self, mark: Mark) -> bool:
        at = bisect_right(self._ends, (mark.end, -1)) - 1
        return at >= 0 and self._ends[at][1] > mark.start
