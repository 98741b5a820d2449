"""A number with its unit: `$1.3bn`, `3 tỷ 370 triệu`, `5 million tonnes`, `18,4%`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from analytics.reading.marks.currencies import (
    Named,
    currency_at,
    currency_letters_at,
    signs_before_digits,
)
from analytics.reading.marks.mark import Number
from analytics.reading.marks.neighbours import Around
from analytics.reading.marks.phrases import category_pattern

PERCENT, POINTS, MULTIPLE = "percent", "percentage_points", "multiple"
PLUS = re.compile(r"\+(?= ?[^\W\d_])")  # "250+ million"
LEAST_BARE_FACTOR = 1_000_000
LETTER = re.compile(r"[^\W\d_]")
SENTENCE_END = re.compile(r"[.;!?](?=\s)|\n\n")
SHORTENED = re.compile(r"[.] [^\W\d_A-ZА-Я]")
DIGIT_AHEAD = re.compile(r" ?[0-9]")


@dataclass(frozen=True)
class Measure:
    """A number and the unit around it: `kind` of a rate, or magnitude and currency.

    `factor` is its magnitude, None without one. `is_counted`: that counts something else than
    money. `is_named`: the currency follows. `said`: a qualifier between number and unit (`5 с
    лишним миллиардов`). `step`: one unit of the last printed digit. `sign`: that of a rate.
    `is_word`: a word says it all ("doubled", "a third").
    """

    number: Number
    start: int
    end: int
    value: Fraction
    step: Fraction
    kind: str = ""
    sign: int = 0
    factor: int | None = None
    currency: str | None = None
    is_counted: bool = False
    is_named: bool = False
    said: str = ""
    is_word: bool = False

    @property
    def has_sign(self) -> bool:
        """Whether a currency sign stands before the number."""
        return self.start < self.number.start

    @property
    def has_own_unit(self) -> bool:
        """Whether more than a currency sign tells its unit."""
        return bool(self.kind) or self.factor is not None or self.is_named

    @property
    def is_plain(self) -> bool:
        """Whether the number stands without any unit."""
        return not self.kind and self.factor is None and self.currency is None

    @property
    def is_money(self) -> bool:
        """Whether this is a sum of money, with or without the name of its currency."""
        has_magnitude = self.factor is not None and self.factor >= LEAST_BARE_FACTOR
        return self.currency is not None or (has_magnitude and not self.is_counted)

    def with_unit_of(self, other: Measure) -> Measure:
        """This number with what units of another it lacks."""
        scale = other.factor or 1 if self.factor is None else 1
        return replace(
            self, value=self.value * scale, step=self.step * scale, kind=self.kind or other.kind,
            factor=self.factor or other.factor, currency=self.currency or other.currency,
            is_counted=False,
        )  # fmt: skip


def rate(number: Number, start: int, end: int, kind: str, sign: int = 0) -> Measure:
    """A number that compares."""
    return Measure(number, start, end, number.value, _step(number), kind, sign)


def measures(near: Around, numbers: Sequence[Number]) -> list[Measure]:
    """Each number with its units, and the parts of one sum put together."""
    found: list[Measure] = []
    for number in numbers:
        floor = found[-1].end if found else 0
        if number.start < floor:
            continue
        measure = _measure(near, number, floor)
        if found and _adds_to(near, found[-1], measure):
            measure = _sum(found.pop(), measure)
        found.append(measure)
    return _without_counts(near, found)


def _measure(near: Around, number: Number, floor: int) -> Measure:
    start, sign = signs_before_digits(near).get(number.start, (number.start, None))
    if start < floor:
        start, sign = number.start, None
    for kind in (POINTS, PERCENT):
        if sign is None and (unit := near.after(kind, number.end)):
            return rate(number, start, unit.end, kind)
    end, factor, half, said = _magnitude(near, number.end)
    if factor is None:
        end, factor = _letter(near, number.end, has_sign=sign is not None)
    named = _currency_after(near, end, number, has_magnitude=factor is not None)
    is_named = named is not None and sign in (None, named[1])
    if named and is_named:
        end, sign = named
    unit = factor or 1
    return Measure(
        number, start, end, (number.value + half) * unit,
        Fraction(unit, 10) if half else _step(number) * unit,
        factor=factor, currency=sign,
        is_counted=factor is not None and sign is None and _counts(near, end),
        is_named=is_named, said=said,
    )  # fmt: skip


def _step(number: Number) -> Fraction:
    """One unit of the last printed digit; a round sum in a word has tens and more."""
    return 1 / Fraction(10) ** number.decimals


def _magnitude(near: Around, start: int) -> tuple[int, int | None, Fraction, str]:
    """What is after a number: where its magnitude ends (`nghìn tỷ` is one), which it is, half a
    unit of it for `rưỡi`, and a qualifier within (`5 с лишним миллиардов`)."""
    plus = PLUS.match(near.text, start)
    within = near.after("qualifier_after", start)
    said = "over" if plus else within.value if within else ""
    end = plus.end() if plus else within.end if within else start
    factor: int | None = None
    if (plus or within) and not near.after("magnitude", end):
        end, said = start, ""
    for _ in range(2):
        word = near.after("magnitude", end)
        if word is None:
            break
        factor, end = (factor or 1) * int(word.value), word.end
        if near.text.startswith(".", end) and _goes_on(near, end + 1):
            end += 1
    if factor is None:
        return start, None, Fraction(), ""
    half = near.after("number_word", end)
    is_half = half is not None and half.value.startswith("+")
    end = half.end if half and is_half else end
    trailing = near.after("qualifier_after", end)
    if trailing and currency_at(near, trailing.end):
        said, end = trailing.value, trailing.end
    return end, factor, Fraction(half.value[1:]) if half and is_half else Fraction(), said


def _goes_on(near: Around, position: int) -> bool:
    """Whether a point only shortened the magnitude: `5 млн. долл.`, `5 тыс. млрд`."""
    return bool(near.after("magnitude", position) or currency_at(near, position))


def _currency_after(near: Around, end: int, number: Number, *, has_magnitude: bool) -> Named | None:
    """The currency after a number, unless it belongs to the next: `in 2015 USD 300 million`."""
    named = currency_at(near, end)
    if named is None and has_magnitude:
        return currency_letters_at(near, end)
    if named and not has_magnitude and number.is_year and DIGIT_AHEAD.match(near.text, named[0]):
        return None
    return named


def _letter(near: Around, end: int, *, has_sign: bool) -> tuple[int, int | None]:
    """A letter for a magnitude (`$500m`), which counts only beside a currency."""
    word, spaced = near.at("magnitude_letter", end), near.after("magnitude_letter", end)
    is_abbreviation = spaced and spaced.end - spaced.start > 1
    if spaced and has_sign and (is_abbreviation or near.text[spaced.start].isupper()):
        return spaced.end, int(spaced.value)
    if word and (has_sign or currency_at(near, word.end)):
        return word.end, int(word.value)
    return end, None


def _counts(near: Around, end: int) -> bool:
    """Whether a magnitude is followed by what it counts."""
    if near.text.startswith("-", end) and LETTER.match(near.text, end + 1):
        return True
    start = near.skip_gap(end + 1 if SHORTENED.match(near.text, end) else end)
    if not LETTER.match(near.text, start):
        return False
    goes_on = category_pattern(near.language, "sum_goes_on").match(near.text, start)
    return goes_on is None and near.after("range_link", end) is None


def _adds_to(near: Around, first: Measure, second: Measure) -> bool:
    """Whether two numbers are one sum: `3 tỷ 370 triệu USD`, `3 млрд. 370 млн долларов`."""
    is_end = near.text[second.start].isupper()  # "$48 million. Two hundred thousand people"
    end = first.end + (near.text.startswith(".", first.end) and not is_end)
    factor = first.factor or (first.number.value if first.number.decimals < 0 else None)
    return (
        factor is not None
        and second.factor is not None
        and not first.is_named
        and second.start == second.number.start
        and second.start == near.skip_gap(end) > end
        and second.value < factor
    )


def _sum(first: Measure, second: Measure) -> Measure:
    return replace(
        second,
        start=first.start,
        value=first.value + second.value,
        factor=first.factor or second.factor,
        currency=first.currency or second.currency,
    )


def _without_counts(near: Around, found: list[Measure]) -> list[Measure]:
    """A magnitude without unit counts what the one before it in the sentence counts, or else the
    one after it."""
    for i, measure in enumerate(found):
        others = (*found[max(i - 1, 0) : i], *found[i + 1 : i + 2])
        beside = [
            other
            for other in others
            if other.factor is not None and _is_same_sentence(near.text, other, measure)
        ]
        is_bare = measure.factor is not None and measure.currency is None
        if is_bare and beside and beside[0].is_counted:
            found[i] = replace(measure, is_counted=True)
    return found


def _is_same_sentence(text: str, one: Measure, other: Measure) -> bool:
    first, second = sorted((one, other), key=lambda measure: measure.start)
    return SENTENCE_END.search(text, first.end, second.start) is None
