"""Signs of currencies beside a number, and which currency a shared name or sign means."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from analytics.reading.neighbours import after, glued, sense_of, skip_gap
from analytics.reading.phrases import one_of
from analytics.reading.places import places
from data.codes.currency_names import currencies_of
from data.lexicon import lexicon, phrases

NO_CURRENCY = "none"
DIGITS = re.compile(
    r"[0-9]+(?:[.,'][0-9]+)*(?: [0-9]{3}(?![0-9]))*(?:[.,][0-9]+)?(?:, [0-9]{1,2}(?![0-9]))?"
)
GROUPED = re.compile(r"[0-9]{1,3}(?:[,' ][0-9]{3})+")
RANGE_END = re.compile(r" ?[-–] ?(?:[^\W\d_]{1,4})?(?=[0-9])")


def signs_before_digits(text: str, language: str) -> dict[int, tuple[int, str]]:
    """Where a number starts that has a currency sign before it: where that starts, and which."""
    signs: dict[int, tuple[int, str]] = {}
    for found in _before_digits(language).finditer(text):
        sign, letters = found["sign"], found["letters"]
        is_glued_word = text[found.end() - 1].isalpha()
        if letters:
            sense = _letters(language)[letters] if _is_sum(text, language, found.end()) else None
        else:
            sense = sense_of(language, "currency_sign", sign)
            sense = None if is_glued_word and sign[0].islower() else sense
        if sense and sense != NO_CURRENCY:
            signs[found.end()] = found.start(), currency_meant(sense, text, language)
    return signs


def currency_at(text: str, language: str, position: int) -> tuple[int, str] | None:
    """The currency named after a position: where its name ends, and its code."""
    for category in ("currency", "currency_sign"):
        word = after(text, language, category, position)
        if word:
            meant = currency_meant(word.value, text, language)
            return None if meant == NO_CURRENCY else (word.end, meant)
    return None


def currency_letters_at(text: str, language: str, position: int) -> tuple[int, str] | None:
    """The currency whose abbreviation follows a magnitude (`5 million Dh`); a letter is none."""
    found = _after_magnitude(language).match(text, skip_gap(text, position))
    meant = currency_meant(_letters(language)[found[0]], text, language) if found else NO_CURRENCY
    return (found.end(), meant) if found and meant != NO_CURRENCY else None


def currency_meant(sense: str, text: str, language: str) -> str:
    """Of the currencies that share a name, that of the country the text names first, else the
    first listed."""
    shared = sense.split()
    if len(shared) == 1:
        return sense
    for area in _areas_named(text, language):
        used = currencies_of(area)
        for currency in shared:
            if currency in used:
                return currency
    return shared[0]


@lru_cache(maxsize=4)
def _areas_named(text: str, language: str) -> tuple[str, ...]:
    """The countries of a text in the order in which it first names them."""
    return tuple(dict.fromkeys(place.area for place in places(text, language)))


def _is_sum(text: str, language: str, position: int) -> bool:
    """Whether digits have a magnitude or groups, or go on to a number that has."""
    digits = DIGITS.match(text, position)
    if digits is None:
        return False
    end = digits.end()
    further = RANGE_END.match(text, end)
    high = DIGITS.match(text, further.end()) if further else None
    return bool(
        GROUPED.fullmatch(digits[0])
        or _has_magnitude(text, language, end)
        or (high and _has_magnitude(text, language, high.end()))
    )


def _has_magnitude(text: str, language: str, end: int) -> bool:
    letter = glued(text, language, "magnitude_letter", end)
    return letter is not None or after(text, language, "magnitude", end) is not None


@cache
def _letters(language: str) -> dict[str, str]:
    """The abbreviations of currencies that are written just so, and what they mean."""
    listed = lexicon(language)["currency_letters"]
    return {phrase: sense for sense, names in listed.items() for phrase in names}


@cache
def _before_digits(language: str) -> re.Pattern[str]:
    signs = one_of(phrases(language, "currency_sign"))
    letter = one_of(phrase for phrase in _letters(language) if len(phrase) == 1)
    letters = one_of(phrase for phrase in _letters(language) if len(phrase) > 1)
    return re.compile(
        rf"(?<!\w)(?:(?P<sign>(?i:{signs})) {{0,2}}\n?(?=[.0-9])"
        rf"|(?P<letters>{letter}(?=[0-9])|{letters}(?= ?[0-9])) ?)"
    )


@cache
def _after_magnitude(language: str) -> re.Pattern[str]:
    letters = one_of(phrase for phrase in _letters(language) if len(phrase) > 1)
    return re.compile(rf"{letters}(?!\w)")
