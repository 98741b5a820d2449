"""A number with its magnitude and currency: `$1.3bn`, `3 tỷ 370 triệu`, `5 million tonnes`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from analytics.reading.currencies import currency_at, currency_letters_at, signs_before_digits
from analytics.reading.marks import Number, Word
from analytics.reading.neighbours import after, glued, skip_gap
from analytics.reading.phrases import category_pattern
from analytics.reading.ranges import is_year

LEAST_BARE_FACTOR = 1_000_000
LETTER = re.compile(r"[^\W\d_]")
UNIT_AHEAD = re.compile(r"[- \n]{0,7}[^\s\d.,;:()%/]")
SENTENCE_END = re.compile(r"[.;!?](?=\s)|\n\n")
SHORTENED = re.compile(r"[.] [^\W\d_A-ZА-Я]")
LONGEST_SENTENCE = 300
DIGIT_AHEAD = re.compile(r" ?[0-9]")


@dataclass(frozen=True)
class Measure:
    """A number and the units around it; `factor` is its magnitude, None without one.

    `is_counted`: the magnitude counts something else than money. `is_named`: the currency follows.
    `said`: a qualifier between number and unit (`5 с лишним миллиардов`). `step`: one unit of the
    last printed digit.
    """

    number: Number
    start: int
    end: int
    value: Fraction
    factor: int | None = None
    currency: str | None = None
    is_counted: bool = False
    is_named: bool = False
    said: str = ""
    is_ambiguous: bool = False
    step: Fraction = Fraction(1)

    @property
    def has_sign(self) -> bool:
        """Whether a currency sign stands before the number."""
        return self.start < self.number.start

    @property
    def is_plain(self) -> bool:
        """Whether the number stands without any unit."""
        return self.factor is None and self.currency is None

    @property
    def is_money(self) -> bool:
        """Whether this is a sum of money, with or without the name of its currency."""
        has_magnitude = self.factor is not None and self.factor >= LEAST_BARE_FACTOR
        return self.currency is not None or (has_magnitude and not self.is_counted)


def measures(text: str, language: str, numbers: list[Number]) -> list[Measure]:
    """Each number with its units, and the parts of one sum put together."""
    signs = signs_before_digits(text, language)
    found: list[Measure] = []
    for number in numbers:
        floor = found[-1].end if found else 0
        if number.start < floor:
            continue
        measure = _measure(text, language, number, signs, floor)
        if found and _adds_to(text, found[-1], measure):
            measure = _sum(found.pop(), measure)
        found.append(measure)
    return _without_counts(text, found)


def _measure(
    text: str, language: str, number: Number, signs: dict[int, tuple[int, str]], floor: int
) -> Measure:
    start, sign = signs.get(number.start, (number.start, None))
    if start < floor:
        start, sign = number.start, None
    if sign is None and not UNIT_AHEAD.match(text, number.end):
        return Measure(
            number, start, number.end, number.value, is_ambiguous=number.is_ambiguous,
            step=_step(number, 1),
        )  # fmt: skip
    end, factor, half, said = _magnitude(text, language, number.end)
    if factor is None:
        end, factor = _letter(text, language, number.end, has_sign=sign is not None)
    named = _currency_after(text, language, end, number, has_magnitude=factor is not None)
    is_named = named is not None and sign in (None, named[1])
    if named and is_named:
        end = named[0]
    currency = named[1] if named and is_named else sign
    is_bare = factor is not None and currency is None
    return Measure(
        number, start, end, number.value * (factor or 1) + half, factor, currency,
        is_counted=is_bare and _counts(text, language, end),
        is_named=is_named, said=said, is_ambiguous=number.is_ambiguous,
        step=Fraction(factor or 1, 10) if half else _step(number, factor or 1),
    )  # fmt: skip


def _step(number: Number, factor: int) -> Fraction:
    return Fraction(factor, 10**number.decimals)


def _magnitude(text: str, language: str, end: int) -> tuple[int, int | None, Fraction, str]:
    """What is after a number: where its magnitude ends (`nghìn tỷ` is one), which it is, half a
    unit of it for `rưỡi`, and a qualifier within (`5 с лишним миллиардов`)."""
    said, factor, half = _said(text, language, end), None, Fraction(0)
    if said and after(text, language, "magnitude", said.end):
        end = said.end
    for _ in range(2):
        word = after(text, language, "magnitude", end)
        if word is None:
            break
        factor, end = (factor or 1) * int(word.value), word.end
        if text[end : end + 1] == "." and _goes_on(text, language, end + 1):
            end += 1
    if factor is None:
        return end, None, half, ""
    word = after(text, language, "number_word", end)
    if word and word.value.startswith("+"):
        half, end = factor * Fraction(word.value[1:]), word.end
    trailing = _said(text, language, end)
    if trailing and currency_at(text, language, trailing.end):
        said, end = trailing, trailing.end
    return end, factor, half, said.value if said else ""


def _goes_on(text: str, language: str, position: int) -> bool:
    """Whether a point only shortened the magnitude: `5 млн. долл.`, `5 тыс. млрд`."""
    is_magnitude = after(text, language, "magnitude", position) is not None
    return is_magnitude or currency_at(text, language, position) is not None


def _said(text: str, language: str, position: int) -> Word | None:
    return after(text, language, "qualifier_after", position)


def _currency_after(
    text: str, language: str, end: int, number: Number, *, has_magnitude: bool
) -> tuple[int, str] | None:
    """The currency after a number, unless it belongs to the next: `in 2015 USD 300 million`."""
    named = currency_at(text, language, end)
    if named is None and has_magnitude:
        return currency_letters_at(text, language, end)
    if named and not has_magnitude and is_year(number) and DIGIT_AHEAD.match(text, named[0]):
        return None
    return named


def _letter(text: str, language: str, end: int, *, has_sign: bool) -> tuple[int, int | None]:
    """A letter for a magnitude (`$500m`), which counts only beside a currency."""
    word = glued(text, language, "magnitude_letter", end)
    spaced = after(text, language, "magnitude_letter", end)
    is_abbreviation = spaced and spaced.end - spaced.start > 1
    if spaced and has_sign and (is_abbreviation or text[spaced.start].isupper()):
        return spaced.end, int(spaced.value)
    if word and (has_sign or currency_at(text, language, word.end)):
        return word.end, int(word.value)
    return end, None


def _counts(text: str, language: str, end: int) -> bool:
    """Whether a magnitude is followed by what it counts."""
    if text[end : end + 1] == "-" and LETTER.match(text, end + 1):
        return True
    start = skip_gap(text, end + 1 if SHORTENED.match(text, end) else end)
    if not LETTER.match(text, start):
        return False
    goes_on = category_pattern(language, "sum_goes_on").match(text, start)
    return goes_on is None and after(text, language, "range_link", end) is None


def _adds_to(text: str, first: Measure, second: Measure) -> bool:
    """Whether two numbers are one sum: `3 tỷ 370 triệu USD`, `3 млрд. 370 млн долларов`."""
    end = first.end + (text[first.end : first.end + 1] == ".")
    return (
        first.factor is not None
        and second.factor is not None
        and not first.is_named
        and second.start == second.number.start
        and second.start == skip_gap(text, end) > end
        and second.value < first.factor
    )


def _sum(first: Measure, second: Measure) -> Measure:
    return replace(
        second,
        start=first.start,
        value=first.value + second.value,
        factor=first.factor,
        currency=first.currency or second.currency,
        is_ambiguous=first.is_ambiguous or second.is_ambiguous,
    )


def _without_counts(text: str, found: list[Measure]) -> list[Measure]:
    """A magnitude without unit counts what the one before it in the sentence counts, or else the
    one after it."""
    settled: list[Measure] = []
    for i, measure in enumerate(found):
        near = [m for m in (settled[-1:] + found[i + 1 : i + 2]) if m.factor is not None]
        beside = next((m for m in near if _is_same_sentence(text, m, measure)), None)
        is_bare = measure.factor is not None and measure.currency is None
        if is_bare and beside and beside.is_counted:
            measure = replace(measure, is_counted=True)
        settled.append(measure)
    return settled


def _is_same_sentence(text: str, one: Measure, other: Measure) -> bool:
    first, second = sorted((one, other), key=lambda measure: measure.start)
    between = text[first.end : min(second.start, first.end + LONGEST_SENTENCE)]
    return not SENTENCE_END.search(between)
