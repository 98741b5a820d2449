"""Numbers in a text, and which of point and comma is its decimal mark."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from babel import Locale

from analytics.reading.marks.currencies import signs_before_digits
from analytics.reading.marks.mark import Number
from analytics.reading.marks.neighbours import Around, around
from analytics.reading.marks.number_words import word_numbers
from analytics.reading.marks.phrases import words

PART_OF_A_SUM = re.compile(r" \d{1,3}(?= )")  # "миллиард 300 миллионов"
PRINTED = re.compile(r"(?:(?<![\w.,])\.)?[0-9]+(?:[.,'][0-9]+)*")
SPACED = re.compile(r"[0-9]{1,4}(?: [0-9]{3}){1,5}(?![0-9])(?:[.,][0-9]+)?(?![.,]?[0-9])")
GROUPS = re.compile(r"[0-9]{1,4}(?:([.,' ])[0-9]{3})(?:\1[0-9]{3})*")
INDIAN = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?")  # 1,23,456.7
MONTH_OF_YEAR = re.compile(r"(?:0?[1-9]|1[0-2])[.](?:19|20)[0-9]{2}")
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
YEARS = re.compile(rf"{YEAR.pattern}(?:[.,]{YEAR.pattern})+")
SPACED_DECIMALS = re.compile(r", [0-9]{1,2}(?![0-9]|[.,][0-9])")
MOST_DIGITS = 24
SHORT = 4  # more digits before a comma and a space are a number of a list
GLUED_UNITS = (
    "magnitude",
    "magnitude_letter",
    "currency",
    "currency_sign",
    "percent",
    "percentage_points",
    "times",
)


@dataclass(frozen=True)
class Convention:
    """The marks of a text: `decimal` before decimals, `group` between thousands.

    `is_voted`: most unambiguous numbers of the text decide, else its language does.
    """

    decimal: str
    group: str
    is_voted: bool = False


@cache
def usual_convention(language: str) -> Convention:
    """The convention of a language in CLDR."""
    symbols = Locale.parse(language).number_symbols["latn"]
    return Convention(symbols["decimal"], _plain_space(symbols["group"]))


def convention(text: str, language: str) -> Convention:
    """Which of point and comma is the decimal mark: the majority of the numbers that show it."""
    printed = [found[0] for found in PRINTED.finditer(text)]
    votes = Counter(_decimal_mark_shown(one) for one in printed if not MONTH_OF_YEAR.fullmatch(one))
    usual = usual_convention(language)
    point, comma = votes["."], votes[","]
    decimal = usual.decimal if point == comma else "." if point > comma else ","
    group = usual.group if usual.group == " " else "," if decimal == "." else "."
    return Convention(decimal, group, is_voted=point != comma)


def numbers(text: str, language: str, convention: Convention) -> list[Number]:
    """The numbers of a text in digits and words, in order.

    Parts of words (`G20`), dates with points and ordinals are none.
    """
    near = around(text, language)
    found = [*_digit_numbers(near, convention), *word_numbers(near)]
    ends = {number.end for number in found}
    return sorted([*found, *_bare_magnitudes(near, ends)], key=lambda number: number.start)


def _bare_magnitudes(near: Around, ends: set[int]) -> Iterator[Number]:
    """Magnitudes that are a number themselves: `миллиард долларов`, `миллиард 300 миллионов`."""
    for word in words(near.text, near.language, "round_sum"):
        digits = PART_OF_A_SUM.match(near.text, word.end)
        is_money = near.after("currency", word.end) or (
            digits and near.after("magnitude", digits.end())
        )
        follows_number = near.skip_gap_back(word.start) in ends
        if is_money and not follows_number and not near.before("qualifier_after", word.start):
            zeros = len(word.value) - len(word.value.rstrip("0"))
            yield Number(word.start, word.end, Fraction(word.value), -zeros)


def _plain_space(mark: str) -> str:
    return " " if mark.isspace() else mark


def _decimal_mark_shown(digits: str) -> str | None:
    """The decimal mark that a number shows beyond doubt: nothing where its one mark may be of
    either kind, None where the marks are those of no number (dates, versions)."""
    marks = [character for character in digits if character in ".,"]
    if YEARS.fullmatch(digits):
        return None
    if not marks or INDIAN.fullmatch(digits):
        return "." if marks else ""
    whole, last, tail = digits.rpartition(marks[-1])
    if len(marks) == 1:
        is_told = len(tail) != 3 or whole.startswith("0") or len(whole) not in (1, 2, 3)
        return last if is_told else ""
    if GROUPS.fullmatch(digits):
        return "," if last == "." else "."
    return last if GROUPS.fullmatch(whole) and last not in whole else None


def _digit_numbers(near: Around, convention: Convention) -> Iterator[Number]:
    signs = signs_before_digits(near)
    position = 0
    while found := PRINTED.search(near.text, position):
        spaced = SPACED.match(near.text, found.start())
        if spaced and _is_one_number(spaced, convention, near):
            found = spaced
        start, position = found.start(), found.end()
        if start in signs and position - start < SHORT:
            position = _end_of_decimals(near, position)
        printed = near.text[start:position]
        if MONTH_OF_YEAR.fullmatch(printed) and not near.after("magnitude", position):
            continue
        if _stands_alone(near, start, position, has_sign=start in signs):
            number = _number(printed, start, convention)
            if number:
                yield number


def _end_of_decimals(near: Around, end: int) -> int:
    """Where a sum ends whose decimals stand after a space: `R7, 5 billion`."""
    found = SPACED_DECIMALS.match(near.text, end)
    return found.end() if found and near.after("magnitude", found.end()) else end


def _is_one_number(spaced: re.Match[str], convention: Convention, near: Around) -> bool:
    """Whether groups of digits with spaces are one number: not `in 2015 300 million`."""
    if YEAR.fullmatch(spaced[0].partition(" ")[0]) or near.before("number_alone", spaced.start()):
        return False
    _, mark, tail = spaced[0].rpartition(convention.group)
    return convention.group == " " or not mark or len(tail) != 3


def _stands_alone(near: Around, start: int, end: int, *, has_sign: bool) -> bool:
    """Whether digits are a number of their own, not part of a word, a code or an ordinal."""
    previous, following = near.text[start - 1 : start], near.text[end : end + 1]
    if (previous.isalnum() and not has_sign) or "_" in (previous, following):
        return False
    if near.before("ordinal_lead", start):
        return False
    if near.at("ordinal_ending", end + (following == "-")):
        return False
    return not following.isalnum() or any(near.at(unit, end) for unit in GLUED_UNITS)


def _number(printed: str, start: int, convention: Convention) -> Number | None:
    """A number, or None where the marks stand as in no number (dates, versions)."""
    digits = re.sub("[ ']", "", printed)
    decimal = _decimal_mark_shown(digits)
    if len(digits) > MOST_DIGITS or decimal is None:
        return None
    mark = next((character for character in digits if character in ".,"), "")
    if not mark and digits != printed and not GROUPS.fullmatch(printed):
        return None
    is_ambiguous = bool(mark and not decimal)
    if is_ambiguous and mark != convention.group:
        decimal = mark
    whole, _, tail = digits.partition(decimal) if decimal else (digits, "", "")
    value = Fraction(f"{re.sub('[.,]', '', whole)}.{tail}")
    return Number(start, start + len(printed), value, len(tail), is_ambiguous)
