"""Signs of currencies beside a number, and which currency a shared name or sign means."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from analytics.reading.marks.neighbours import Around
from analytics.reading.marks.phrases import one_of, sense_of, words
from analytics.reading.marks.places import places
from data.codes.currency_names import currencies_of
from data.lexicon import lexicon, phrases

NO_CURRENCY = "none"
DOLLAR = "USD"  # what a dollar is where nothing says whose
IN_OWN_DOLLARS = {"AUS": "AUD", "CAN": "CAD", "NZL": "NZD"}  # their releases print a bare "$"
DIGITS = re.compile(
    r"[0-9]+(?:[.,'][0-9]+)*(?: [0-9]{3}(?![0-9]))*(?:[.,][0-9]+)?(?:, [0-9]{1,2}(?![0-9]))?"
)
GROUPED = re.compile(r"[0-9]{1,3}(?:[,' ][0-9]{3})+")
CONVERTED = re.compile(r"\s?\([^\d)]{0,16}\$")  # "3 австралийских доллара | (около $2"
RANGE_END = re.compile(r" ?[-–] ?(?:[^\W\d_]{1,4})?(?=[0-9])")

Named = tuple[int, str]  # where a sign or name starts or ends, and the code of its currency


@lru_cache(maxsize=4)
def signs_before_digits(near: Around) -> dict[int, Named]:
    """Where a number starts that has a currency sign before it: where that starts, and which."""
    signs: dict[int, Named] = {}
    for found in _before_digits(near.language).finditer(near.text):
        sign, letters, end = found["sign"], found["letters"], found.end()
        if letters:
            sense = _letters(near.language)[letters] if _is_sum(near, end) else NO_CURRENCY
        elif near.text[end - 1].isalpha() and sign[0].islower():
            continue
        else:
            sense = sense_of(near.language, "currency_sign", sign.lower())
        meant = _meant(sense, near)
        if meant != NO_CURRENCY:
            signs[end] = found.start(), meant
    return signs


def currency_at(near: Around, position: int) -> Named | None:
    """The currency named after a position: where its name ends, and its code."""
    for category in ("currency", "currency_sign"):
        if word := near.after(category, position):
            return _named(word.end, word.value, near)
    return None


def currency_letters_at(near: Around, position: int) -> Named | None:
    """The currency whose abbreviation follows a magnitude (`5 million Dh`); a letter is none."""
    found = _after_magnitude(near.language).match(near.text, near.skip_gap(position))
    return _named(found.end(), _letters(near.language)[found[0]], near) if found else None


def _named(end: int, sense: str, near: Around) -> Named | None:
    meant = _meant(sense, near)
    return None if meant == NO_CURRENCY else (end, meant)


def _meant(sense: str, near: Around) -> str:
    """Of the currencies that share a name, that of the country whose office the text quotes or
    that it names first, else the first listed."""
    shared = sense.split()
    if len(shared) == 1:
        return sense
    if DOLLAR in shared:
        return _dollars_named(near)
    used = (currencies_of(area) for area in (*_offices_quoted(near), *_areas_named(near)))
    return next((one for of_area in used for one in shared if one in of_area), shared[0])


@lru_cache(maxsize=4)
def _dollars_named(near: Around) -> str:
    """The dollars of a text that says once that they are those of its first country, or quotes
    an office that counts in its own: "Australia sold goods for A$5m, of which $3m to Japan"."""
    dollars, stated = _qualified_dollars(near.language), stated_currency(near)
    if stated and stated in dollars.groupindex:
        return stated
    found = [*dollars.finditer(near.text)]
    if any(CONVERTED.match(near.text, match.end()) for match in found):
        return DOLLAR
    named = {match.lastgroup for match in found if match.lastgroup is not None}
    offices = [area for area in _offices_quoted(near) if area in IN_OWN_DOLLARS]
    if not named and offices:
        return IN_OWN_DOLLARS[offices[0]]
    of_its_own = named & {*currencies_of(next(iter(_areas_named(near)), ""))}
    return of_its_own.pop() if len(named) == 1 and of_its_own else DOLLAR


def are_dollars_open(text: str, language: str) -> bool:
    """Whether a text has a "$", and nothing in it tells whose dollars that is."""
    is_told = DOLLAR in text or _qualified_dollars(language).search(text) is not None
    return "$" in text and not is_told


@lru_cache(maxsize=4)
def stated_currency(near: Around) -> str | None:
    """The currency that a text says its sums are in: "all values are in Fiji dollars"."""
    ends = [word.end for word in words(near.text, near.language, "stated_in")]
    named = (near.after(name, end) for end in ends for name in ("currency", "currency_sign"))
    return next((one.value for one in named if one and " " not in one.value), None)


@cache
def _qualified_dollars(language: str) -> re.Pattern[str]:
    """Any name of the dollars of one country, under their code."""
    known = lexicon(language)
    dollars = {
        code: [sign for sign in signs if "$" in sign] + [*known["currency"].get(code, ())]
        for code, signs in known["currency_sign"].items()
        if any("$" in sign for sign in signs) and " " not in code
    }
    written = (f"(?P<{code}>{one_of(names)})" for code, names in dollars.items())
    return re.compile(rf"(?<!\w)(?:{'|'.join(written)})(?:(?<=\$)|(?!\w))", re.IGNORECASE)


@lru_cache(maxsize=4)
def _offices_quoted(near: Around) -> tuple[str, ...]:
    """The countries whose offices of statistics a text names."""
    return tuple(dict.fromkeys(w.value for w in words(near.text, near.language, "home_office")))


@lru_cache(maxsize=4)
def _areas_named(near: Around) -> tuple[str, ...]:
    """The reporter given and the countries of a text, in the order in which it first names them."""
    given = [near.reporter] if near.reporter else []
    named = (place.area for place in places(near.text, near.language))
    return tuple(dict.fromkeys([*given, *named]))


def _is_sum(near: Around, position: int) -> bool:
    """Whether digits have a magnitude or groups, or go on to a number that has."""
    digits = DIGITS.match(near.text, position)
    if digits is None:
        return False
    further = RANGE_END.match(near.text, digits.end())
    high = DIGITS.match(near.text, further.end()) if further else None
    ends = [found.end() for found in (digits, high) if found]
    return GROUPED.fullmatch(digits[0]) is not None or any(
        near.at("magnitude_letter", end) or near.after("magnitude", end) for end in ends
    )


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
