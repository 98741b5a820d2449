"""The forms in which a language prints times, and where a text has them.

A form of the lexicon (`time_forms`) is a line of words. `a|b` is either word, `?` after a word
makes it optional, `!` before it forbids it, `~` is any ending, and a name in braces is a slot: a
number, a name of a list (`time_months`) or one of the language's own groups of words
(`time_parts`).
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from itertools import count

from babel import Locale

from analytics.reading.marks.phrases import ANY_ENDING
from data.lexicon import lexicon

GAP = r"(?:[^\S\n]|\n(?![^\S\n]{0,4}\n)){1,4}"
NUMBERS = {
    "year": r"(?:19[5-9]\d|20[0-4]\d|2050)",
    "year_end": r"\d\d",
    "short_year": r"[0-4]\d",
    "day": r"(?:3[01]|[12]\d|0?[1-9])",
    "late_day": r"(?:3[01]|2\d|1[3-9])",  # no month
    "month_number": r"(?:1[0-2]|0?[1-9])",
    "fiscal": r"(?:19|20)?\d\d(?:[-–/](?:20)?\d\d| [-–] 20\d\d)?",
    "year_pair": r"(?:19|20)\d\d[-–/](?:20)?\d\d",
}
SIGNS = {
    "dash": r"\s{0,2}(?:--|[-–])\s{0,2}",
    "slash": r"\s?[/.-]\s?",
    "stop": r"(?=\s{0,2}(?:[,.;:!?()\n]|$))",
    "any_number": r"\d{1,3}",
    "glue": r"[\s'-]?",
}
LISTS = {
    "month": "time_months",
    "count": "time_counts",
    "quarter": "time_quarters",
    "said_year": "time_said_years",
    "said_quarter": "time_said_quarters",
    "said_month": "time_said_months",
    "said_fiscal": "time_said_fiscal",
}
SAME_SLOTS = {
    "month_number": ("month", ""), "late_day": ("day", ""), "short_year": ("year", "20"),
    "year_pair": ("fiscal", ""),
}  # fmt: skip
FISCAL = ("fiscal", "said_fiscal")
YEARS = ("year", "said_year", *FISCAL)
CAPITALS = ("en",)  # "may" is a verb, "May" a month


@dataclass(frozen=True)
class Found:
    """A form in a text, and what stands in its slots, in order, by the name of the slot."""

    start: int
    end: int
    printed: str
    form: str
    slots: dict[str, tuple[str, ...]]

    def numbers(self, slot: str) -> tuple[int, ...]:
        """The numbers of a slot."""
        return tuple(map(int, self.slots.get(slot, ())))

    def said(self, slot: str) -> str | None:
        """The sense of the phrase in a slot, if there is one."""
        return next(iter(self.slots.get(slot, ())), None)

    @property
    def is_fiscal(self) -> bool:
        """Whether it is a fiscal year or a part of one."""
        return not self.slots.keys().isdisjoint(FISCAL)

    @property
    def fiscal_years(self) -> list[int]:
        """The years that a fiscal year is printed with: one of "FY24", two of "2023-24"."""
        printed = re.findall(r"\d+", " ".join(self.slots.get("fiscal", ())))
        return [int(year) if len(year) == 4 else 2000 + int(year) for year in printed]

    def with_year_of(self, other: Found) -> Found:
        """The same form in the year that another form has."""
        years = {slot: other.slots[slot] for slot in YEARS if slot in other.slots}
        return replace(self, slots={**self.slots, **years})


@dataclass(frozen=True)
class _Form:
    """A form, and its rank among those of the language: at equal length the first one holds."""

    rank: int
    name: str
    printed: str
    language: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The form with a group for each slot, numbered to tell them apart."""
        return re.compile(_bounded(_pattern(self.printed, self.language, count())), re.IGNORECASE)


def found_times(text: str, language: str) -> Iterator[Found]:
    """The forms of times in a text, from left to right, the longest at each place."""
    end = 0
    for word in re.finditer(r"\w+", text):
        start = word.start()
        if start < end or (start and unicodedata.category(text[start - 1]) == "Sc"):
            continue
        opened = _forms_that_open(language, _opening(text[start : start + 4]))
        tried = ((form, form.pattern.match(text, start)) for form in opened)
        matches = [(match.end(), -form.rank, form, match) for form, match in tried if match]
        if matches:
            end, _, form, match = max(matches)
            yield Found(start, end, match[0], form.name, _slots(match, language))


def _slots(match: re.Match[str], language: str) -> dict[str, tuple[str, ...]]:
    slots: dict[str, tuple[str, ...]] = {}
    for group, printed in match.groupdict().items():
        if printed is not None:
            slot = group.rpartition("_")[0]
            sense = _sense(language, slot, printed) if slot in LISTS else printed
            name, before = SAME_SLOTS.get(slot, (slot, ""))
            slots[name] = (*slots.get(name, ()), before + sense)
    return slots


@cache
def _openings(language: str) -> dict[str, list[_Form]]:
    """The forms of a language by the letters that they begin with."""
    named = (
        (name, form) for name, forms in lexicon(language)["time_forms"].items() for form in forms
    )
    openings: dict[str, list[_Form]] = defaultdict(list)
    for rank, (name, printed) in enumerate(named):
        form = _Form(rank, name, printed, language)
        for letters in set(_letters(printed, language)):
            openings[letters].append(form)
    return dict(openings)


@lru_cache(maxsize=4096)
def _forms_that_open(language: str, letters: str) -> list[_Form]:
    """The forms that begin with these letters or the first of them."""
    openings = _openings(language)
    found = {form.rank: form for key in (letters, letters[:1]) for form in openings.get(key, ())}
    return [found[rank] for rank in sorted(found)]


def _letters(form: str, language: str) -> Iterator[str]:
    """The letters that a form can begin with."""
    for word in form.split():
        for either in word.removesuffix("?").split("|"):
            literal, slot, *_ = (*re.split(r"\{(\w+)\}", either, maxsplit=1), "")
            if literal:
                yield _opening(literal if slot or len(literal) > 1 else f"{literal} ")
            elif slot in LISTS:
                phrases = _listed(language, slot).values()
                yield from (_opening(phrase) for listed in phrases for phrase in listed)
            elif slot in NUMBERS or slot in SIGNS:
                yield "0000" if slot in ("year", "year_pair", "fiscal") else "0-"
            else:
                for part in lexicon(language)["time_parts"][slot]:
                    yield from _letters(part, language)
        if not word.endswith("?"):
            return


def _opening(text: str) -> str:
    """The first letters of a text as a key: two, one where there is no other, 0 for a number.

    Four digits, which may be a year, have a key of their own.
    """
    if text[0].isdecimal():
        return "0000" if text.isdecimal() and len(text) == 4 else "0-"
    return re.sub(r"\s", " ", text.lower()[:2])


def _bounded(pattern: str) -> str:
    return rf"(?<!\w)(?<!\d[.,/])(?:{pattern})(?!\w|[.,/]\d|\s?%)"


def _pattern(form: str, language: str, numbers: Iterator[int]) -> str:
    """A form as a pattern; its slots are groups with a number to tell them apart."""
    pattern, is_begun = "", False
    for word in form.split():
        is_optional, is_forbidden = word.endswith("?"), word.startswith("!")
        either = word.removesuffix("?").removeprefix("!").split("|")
        body = "(?:" + "|".join(_word(part, language, numbers) for part in either) + ")"
        if is_forbidden:
            pattern += f"(?!{GAP}{body}(?!\\w))"
        elif is_optional:
            pattern += f"(?:{GAP}{body})?" if is_begun else f"(?:{body}{GAP})?"
        else:
            pattern += f"{GAP}{body}" if is_begun else body
            is_begun = True
    return pattern


def _word(word: str, language: str, numbers: Iterator[int]) -> str:
    pieces = re.split(r"\{(\w+)\}", word)
    return "".join(
        _slot(piece, language, numbers) if i % 2 else _literal(piece)
        for i, piece in enumerate(pieces)
    )


def _slot(slot: str, language: str, numbers: Iterator[int]) -> str:
    if slot in SIGNS:
        return SIGNS[slot]
    if slot not in NUMBERS and slot not in LISTS:
        parts = lexicon(language)["time_parts"][slot]
        return "(?:" + "|".join(_pattern(part, language, numbers) for part in parts) + ")"
    body = NUMBERS.get(slot) or _list_pattern(language, slot)
    return f"(?P<{slot}_{next(numbers)}>{body})"


def _literal(word: str) -> str:
    return re.escape(word).replace(r"\~", ANY_ENDING).replace("~", ANY_ENDING)


@cache
def _list_pattern(language: str, slot: str) -> str:
    """Any phrase of a list, the longest first."""
    phrases = {phrase for listed in _listed(language, slot).values() for phrase in listed}
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    is_name = slot == "month" and language in CAPITALS
    return ("(?-i:" if is_name else "(?:") + "|".join(map(_phrase, ordered)) + ")"


@cache
def _sense(language: str, slot: str, printed: str) -> str:
    """The sense under which a list has a phrase."""
    for sense, phrases in _listed(language, slot).items():
        if any(re.fullmatch(_phrase(phrase), printed, re.IGNORECASE) for phrase in phrases):
            return sense
    raise AssertionError(f"{printed!r} is in no list of {slot}")


def _phrase(phrase: str) -> str:
    """A phrase as a pattern; the full stop of an abbreviation may be missing."""
    is_short = phrase.endswith(".")
    pattern = GAP.join(map(_literal, phrase.removesuffix(".").split()))
    return pattern + r"\.?" if is_short else pattern


@cache
def _listed(language: str, slot: str) -> dict[str, tuple[str, ...]]:
    listed = lexicon(language)[LISTS[slot]]
    if slot == "count":
        digits = {str(number): (str(number), f"{number:02d}") for number in range(2, 13)}
        return {sense: (*digits[sense], *listed.get(sense, ())) for sense in digits}
    if slot == "month":
        return {
            str(month): (*_calendar_names(language, month), *listed.get(str(month), ()))
            for month in range(1, 13)
        }
    return listed


def _calendar_names(language: str, month: int) -> Iterator[str]:
    """The names of a month in CLDR: in both cases, in full and short with a full stop."""
    months = Locale(language).months
    for context in ("format", "stand-alone"):
        full, short = (months[context][width][month] for width in ("wide", "abbreviated"))
        if str(month) in full:
            continue
        yield full
        yield from (short, short.removesuffix(".") + ".") if short != full else ()
        if language in CAPITALS and short != full:
            yield full.upper()
