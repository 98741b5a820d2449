"""Numbers in a text, and which of point and comma is its decimal mark."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from babel import Locale

from analytics.reading.currencies import signs_before_digits
from analytics.reading.marks import Number
from analytics.reading.neighbours import Before, after, glued, knows, skip_gap_back
from analytics.reading.number_words import word_numbers
from analytics.reading.phrases import words

PRINTED = re.compile(r"(?:(?<![\w.,])\.)?[0-9]+(?:[.,'][0-9]+)*")
SPACED = re.compile(r"[0-9]{1,4}(?: [0-9]{3}){1,5}(?![0-9])(?:[.,][0-9]+)?(?![.,]?[0-9])")
GROUPS = re.compile(r"[0-9]{1,4}(?:([.,' ])[0-9]{3})(?:\1[0-9]{3})*")
MONTH_OF_YEAR = re.compile(r"(?:0?[1-9]|1[0-2])[.](?:19|20)[0-9]{2}")
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
SPACED_DECIMALS = re.compile(r", [0-9]{1,2}(?![0-9]|[.,][0-9])")
CODE = re.compile(r"[^\W\d_]+-$")
MOST_DIGITS = 24
LONGEST_CODE = 12
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
    votes = Counter(
        mark for found in PRINTED.finditer(text) if (mark := _decimal_mark_shown(found[0]))
    )
    usual = usual_convention(language)
    if not votes:
        return usual
    point, comma = votes["."], votes[","]
    decimal = usual.decimal if point == comma else "." if point > comma else ","
    group = usual.group if usual.group == " " else "," if decimal == "." else "."
    return Convention(decimal, group, is_voted=point != comma)


def numbers(text: str, language: str, convention: Convention) -> list[Number]:
    """The numbers of a text in digits and words, in order.

    Parts of codes (`G20`, `COVID-19`), dates with points and ordinals are none.
    """
    before = Before(text, language)
    in_digits = list(_digit_numbers(text, language, convention, before))
    in_words = list(word_numbers(text, language, before))
    bare = _bare_magnitudes(text, language, before, {n.end for n in (*in_digits, *in_words)})
    return sorted([*in_digits, *in_words, *bare], key=lambda number: number.start)


def _bare_magnitudes(text: str, language: str, before: Before, ends: set[int]) -> Iterator[Number]:
    """Magnitudes that are a number themselves: `миллиард долларов`."""
    if not knows(language, "round_sum"):
        return
    for word in words(text, language, "round_sum"):
        follows_number = skip_gap_back(text, word.start) in ends
        is_money = after(text, language, "currency", word.end)
        if is_money and not follows_number and not before.word("qualifier_after", word.start):
            yield Number(word.start, word.end, Fraction(word.value), 0)


def _plain_space(mark: str) -> str:
    return " " if mark.isspace() else mark


def _decimal_mark_shown(printed: str) -> str:
    """The decimal mark that a number shows beyond doubt, else nothing."""
    marks = [character for character in printed if character in ".,"]
    if not marks or MONTH_OF_YEAR.fullmatch(printed) or printed.startswith("."):
        return ""
    last = marks[-1]
    whole, _, tail = printed.rpartition(last)
    if len(marks) > 1:
        if GROUPS.fullmatch(printed):
            return "," if last == "." else "."
        return last if GROUPS.fullmatch(whole) and whole.count(last) == 0 else ""
    if YEAR.fullmatch(whole) and YEAR.fullmatch(tail):
        return ""
    return last if len(tail) != 3 or whole.startswith("0") or len(whole) > 3 else ""


def _digit_numbers(
    text: str, language: str, convention: Convention, before: Before
) -> Iterator[Number]:
    signs = signs_before_digits(text, language)
    position = 0
    while found := PRINTED.search(text, position):
        spaced = SPACED.match(text, found.start())
        if spaced and _is_one_number(spaced[0], spaced.start(), convention, before):
            found = spaced
        start, position = found.start(), found.end()
        if start in signs and position - start < SHORT:
            position = _end_of_decimals(text, language, position)
        if _stands_alone(text, language, start, position, before, has_sign=start in signs):
            printed = text[start:position]
            if MONTH_OF_YEAR.fullmatch(printed) and after(text, language, "magnitude", position):
                yield _decimal(start, position, *printed.split("."))
            else:
                yield from _read(printed, start, convention)


def _end_of_decimals(text: str, language: str, end: int) -> int:
    """Where a sum ends whose decimals stand after a space: `R7, 5 billion`."""
    found = SPACED_DECIMALS.match(text, end)
    return found.end() if found and after(text, language, "magnitude", found.end()) else end


def _is_one_number(spaced: str, start: int, convention: Convention, before: Before) -> bool:
    """Whether groups of digits with spaces are one number: not `in 2015 300 million`."""
    first = spaced.partition(" ")[0]
    if YEAR.fullmatch(first) or before.word("number_alone", start):
        return False
    _, mark, tail = spaced.rpartition(convention.group)
    return convention.group == " " or not mark or len(tail) != 3


def _stands_alone(
    text: str, language: str, start: int, end: int, before: Before, *, has_sign: bool
) -> bool:
    """Whether digits are a number of their own, not part of a word, a code or an ordinal."""
    previous = text[start - 1] if start else " "
    following = text[end] if end < len(text) else " "
    if (previous.isalnum() and not has_sign) or previous == "_" or following == "_":
        return False
    if before.word("ordinal_lead", start):
        return False
    ending = end + (following == "-")
    if glued(text, language, "ordinal_ending", ending):
        return False
    if previous == "-" and _ends_a_code(text, start, before):
        return following == "%"
    if not following.isalnum():
        return True
    return any(glued(text, language, unit, end) for unit in GLUED_UNITS)


def _ends_a_code(text: str, start: int, before: Before) -> bool:
    """Whether digits after a hyphen go on a word with a capital: `COVID-19`."""
    word = CODE.search(text[max(0, start - LONGEST_CODE) : start])
    is_capital = word is not None and word[0].lower() != word[0]
    return is_capital and not before.word("currency_sign", start - 1)


def _read(printed: str, start: int, convention: Convention) -> Iterator[Number]:
    """The number that printed digits stand for; a list without spaces is several."""
    number = _number(printed, start, convention)
    if number:
        yield number
        return
    for piece in _listed(printed, convention):
        number = _number(piece, start, convention)
        if number:
            yield number
        start += len(piece) + 1


def _listed(printed: str, convention: Convention) -> list[str]:
    """The parts of a list without spaces: `2019,2020`, `3.5,4.2`; a date with points is none."""
    years = re.split("[.,]", printed)
    if all(YEAR.fullmatch(year) for year in years):
        return years
    if " " in printed or not {".", ","} <= {*printed}:
        return []
    pieces = printed.split("," if convention.decimal == "." else ".")
    return pieces if all(pieces) else []


def _number(printed: str, start: int, convention: Convention) -> Number | None:
    """A number, or None where the marks stand as in no number (dates, versions)."""
    end = start + len(printed)
    digits = re.sub("[ ']", "", printed)
    marks = [character for character in digits if character in ".,"]
    if len(digits) > MOST_DIGITS or MONTH_OF_YEAR.fullmatch(printed):
        return None
    if not marks:
        is_whole = digits == printed or GROUPS.fullmatch(printed) or " " in printed
        return Number(start, end, Fraction(digits), 0) if is_whole else None
    whole, _, tail = digits.rpartition(marks[-1])
    if len(marks) > 1:
        if GROUPS.fullmatch(digits):
            return Number(start, end, Fraction(re.sub("[.,]", "", digits)), 0)
        if not GROUPS.fullmatch(whole) or marks[-1] in whole:
            return None
        return _decimal(start, end, re.sub("[.,]", "", whole), tail)
    if YEAR.fullmatch(whole) and YEAR.fullmatch(tail):
        return None
    if _decimal_mark_shown(digits) or " " in printed or not whole:
        return _decimal(start, end, whole, tail)
    if marks[0] == convention.group:
        return Number(start, end, Fraction(whole + tail), 0, is_ambiguous=True)
    return _decimal(start, end, whole, tail, is_ambiguous=True)


def _decimal(start: int, end: int, whole: str, tail: str, *, is_ambiguous: bool = False) -> Number:
    return Number(start, end, Fraction(f"{whole}.{tail}"), len(tail), is_ambiguous)
