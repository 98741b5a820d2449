"""Countries and groups that a text names, in the order in which it names them.

A text is cut into words and signs; the longest name that starts at a word is the one meant.
Names are found whatever their case after the first letter, in every Russian case, and with
either Vietnamese spelling (hòa/hoà, Mỹ/Mĩ).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from analytics.reading.marks.epithets import UNKNOWN, with_epithets
from analytics.reading.marks.mark import Place
from analytics.reading.marks.neighbours import around
from analytics.reading.marks.phrases import ends_with_phrase, every_phrase, listed, one_of
from analytics.reading.text.texts import source_text
from data.codes import lists
from data.codes.declension import adjective_forms, name_forms
from data.codes.place_names import PlaceName, place_names
from data.lexicon import lexicon

TOKEN = re.compile(r"\w+|[^\w\s]")
JOINED = re.compile(r"\s{0,3}[-–/]\s{0,3}|\s{1,3}(?:and|và|sang|với|и)\s{1,3}")
POSSESSIVE = "'s"
BEHIND = 24  # characters around a name that may change what it means
VIETNAMESE_SPELLING = str.maketrans("ỳýỷỹỵ", "ìíỉĩị")
TONES = "\u0300\u0301\u0303\u0309\u0323"
CAPITALS = "".join(c for c in map(chr, range(0x2000)) if c.isupper())


@dataclass(frozen=True)
class Found:
    """A name in a text and what the list says of it."""

    start: int
    end: int
    name: PlaceName


def places(text: str, language: str, given: Sequence[str] = ()) -> list[Place]:
    """The countries and groups named in a text. Grain: one a mention; they do not overlap.

    `given` are the sides given with the text.

    Raises
    ------
    UnknownCode
        There is no lexicon of the language.
    """
    named = [found for found in _named(text, language) if found.name.kind != "none"]
    named = [found for found in named if not _means_another(text, language, found)]
    found = [
        Place(
            _from_its_form(text, language, found),
            found.end,
            found.name.area,
            found.name.kind != "name",
        )
        for i, found in enumerate(named)
        if found.name.kind != "short" or _stands_for_a_country(text, language, named, i)
    ]
    named = _with_regions(text, language, _each_once(text, found))
    return _with_anaphors(text, language, with_epithets(text, language, named, given))


def _each_once(text: str, found: list[Place]) -> list[Place]:
    """Places without their names told again in brackets: "the European Union | (EU)"."""
    kept: list[Place] = []
    for place in found:
        last = kept[-1] if kept else place
        is_again = last.area == place.area and text[last.end : place.start] == " ("
        if is_again and text.startswith(")", place.end):
            kept[-1] = replace(last, end=place.end + 1)
        else:
            kept.append(place)
    return kept


def _from_its_form(text: str, language: str, found: Found) -> int:
    """Where a name starts, with the form of the state before it: "the Republic of | Kenya"."""
    form = _forms_of_state(language).search(text, max(found.start - BEHIND, 0), found.start)
    return form.start() if form else found.start


@cache
def _forms_of_state(language: str) -> re.Pattern[str]:
    forms = one_of(every_phrase(language, "form_of_state"))
    return re.compile(rf"(?<!\w){forms}\s\Z", re.IGNORECASE)


def _with_regions(text: str, language: str, found: list[Place]) -> list[Place]:
    """Places with the parts of countries, which have no code: "tỉnh Đồng Nai"."""
    taken = {position for place in found for position in range(place.start, place.end)}
    regions = (
        Place(match.start(), match.end(), f"{UNKNOWN}{match[0]}", is_adjective=False)
        for match in _region_names(language).finditer(text)
        if taken.isdisjoint(range(*match.span()))
    )
    return sorted([*found, *regions], key=lambda place: place.start)


@cache
def _region_names(language: str) -> re.Pattern[str]:
    known = listed(language, "region")
    before, behind, ending = (
        one_of(known.get(side, ())) for side in ("before", "behind", "adjective")
    )
    name = rf"[{CAPITALS}][\w-]*"
    return re.compile(
        rf"(?<!\w)(?:{before}(?:(?<!\w{{3}})\.)?\s{{0,2}}{name}(?:\s{name}){{0,3}}|{name}{ending}\s{behind})(?!\w)"
    )


def _with_anaphors(text: str, language: str, found: list[Place]) -> list[Place]:
    """The places of a text, where words stand for the country named last ("sang thị trường này")
    that one; such words that follow no country are none."""
    again = {match.span() for match in _anaphors(language).finditer(text)}
    kept = [p for p in found if not any(a <= p.start < b for a, b in again)] if again else found
    home = listed(language, "home")["reporter"]
    abroad = [p for p in kept if p.area not in home and not p.area.startswith(UNKNOWN)]
    meant: list[Place] = []
    for start, end in sorted(again):
        told = abroad[: bisect_right(abroad, start, key=lambda place: place.end)]
        if told:
            area = _country_meant(text, language, start, told)
            meant.append(Place(start, end, area, is_adjective=False))
    return sorted([*kept, *meant], key=lambda place: place.start)


def _country_meant(text: str, language: str, start: int, told: list[Place]) -> str:
    """Which of the places told, in order, "this country" stands for: of the last sentence that
    names one the last that is no group, or the first where it owns something."""
    of_sentence = [p for p in told if p.start > text.rfind(". ", 0, told[-1].start)]
    countries = [p for p in of_sentence if p.area not in lists().group] or of_sentence
    is_owner = ends_with_phrase(text[max(start - BEHIND, 0) : start], language, "owner")
    return countries[0 if is_owner else -1].area


def home_of(language: str) -> str | None:
    """The country of a language that is spoken in one, which a text in it may leave out."""
    return next(iter(listed(language, "home")["reporter"]), None)


@cache
def _anaphors(language: str) -> re.Pattern[str]:
    """Words for a country told before."""
    phrases = every_phrase(language, "this_country")
    return re.compile(rf"(?<!\w){one_of(phrases)}(?!\w)", re.IGNORECASE)


def _named(text: str, language: str) -> Iterator[Found]:
    """The longest name at each word."""
    tokens = [(match.start(), match.end(), match[0]) for match in TOKEN.finditer(text)]
    folded = [_folded(token) for *_, token in tokens]
    names = _names(language)
    at = 0
    while at < len(tokens):
        length, name = _longest(names, tokens[at][2], folded, at)
        if name is None:
            at += 1
            continue
        last = at + length - 1
        last -= tokens[last][2] in "-–"
        yield Found(tokens[at][0], tokens[last][1], name)
        at = last + 1


def _longest(
    names: Names, first: str, folded: Sequence[str], at: int
) -> tuple[int, PlaceName | None]:
    """How many words the longest name at a word has, and what it means."""
    for length in range(min(names.longest.get(folded[at], 0), len(folded) - at), 0, -1):
        for style in _styles(first):
            name = names.meant.get((style + folded[at], *folded[at + 1 : at + length]))
            if name is not None:
                return length, name
    return 0, None


def _styles(word: str) -> tuple[str, ...]:
    """How the first word of a name may be written in the list: in capitals, with one, or small."""
    if len(word) > 1 and word.isupper():
        return "A", "Aa", "a"
    return ("Aa", "a") if word[0].isupper() else ("a",)


@dataclass(frozen=True)
class Names:
    """Every form of every name by its words, and how many words the longest has at most that
    starts with a word."""

    meant: dict[tuple[str, ...], PlaceName]
    longest: dict[str, int]


@cache
def _names(language: str) -> Names:
    coded = place_names(language)
    uncoded = (
        PlaceName(f"{UNKNOWN}{known}", known, kind)
        for kind, listed in lexicon(language)["uncoded_place"].items()
        for known in listed
    )
    names = Names({}, {})
    for name in (*coded, *uncoded):
        for form in _forms(name, language):
            first, *others = TOKEN.findall(form)
            key = (_styles(first)[0] + _folded(first), *map(_folded, others))
            known = names.meant.setdefault(key, name)
            if known.kind == "none" and name.area.startswith(UNKNOWN):
                names.meant[key] = name
            names.longest[_folded(first)] = max(names.longest.get(_folded(first), 0), len(key))
    return names


def _forms(name: PlaceName, language: str) -> list[str]:
    plain = source_text(name.text).plain
    if language != "ru":
        return [plain]
    is_adjective = plain[0].islower() and " " not in plain
    return adjective_forms(plain) if is_adjective else name_forms(plain)


def _folded(word: str) -> str:
    """A word without its case, and in one spelling."""
    word = word.casefold().translate(VIETNAMESE_SPELLING).replace("ё", "е").replace("–", "-")
    letters = unicodedata.normalize("NFD", word)
    return "".join(sorted(letters, key=lambda letter: letter in TONES))  # of "hoà" as of "hòa"


def _means_another(text: str, language: str, found: Found) -> bool:
    """Whether the words around a name make a currency, a language or a person of it."""
    is_one_word = " " not in text[found.start : found.end]
    if is_one_word and _has_beside(text, language, "person_name", found):
        return True
    if found.name.kind == "adjective":  # "на 5 млрд долларов | российской нефти" is no money
        return _has_behind(text, language, "place_currency", found)
    return _has_beside(text, language, "place_currency", found)


def _has_beside(text: str, language: str, category: str, found: Found) -> bool:
    before, _ = _beside(language, category)
    is_before = before.search(text, max(found.start - BEHIND, 0), found.start)
    return is_before is not None or _has_behind(text, language, category, found)


def _has_behind(text: str, language: str, category: str, found: Found) -> bool:
    _, behind = _beside(language, category)
    return behind.match(text, found.end) is not None


@cache
def _beside(language: str, category: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Phrases right before and right after a name. Names of people keep their capitals."""
    known = listed(language, category)
    before, after = (one_of(known.get(side, ())) for side in ("before", "after"))
    case = re.NOFLAG if category == "person_name" else re.IGNORECASE
    return (
        re.compile(rf"(?<!\w){before}\s{{1,3}}\Z", case),
        re.compile(rf"\s{{1,3}}{after}(?!\w)", case),
    )


def _stands_for_a_country(text: str, language: str, named: Sequence[Found], at: int) -> bool:
    """Whether a short name stands beside another name, with what belongs to it, or trades:
    "Пекин вывез", "ta xuất sang"."""
    found = named[at]
    pairs = [(named[i], named[i + 1]) for i in (at - 1, at) if 0 <= i < len(named) - 1]
    return bool(
        text.startswith(POSSESSIVE, found.end)
        or around(text, language).after("trading", found.end)
        or _has_beside(text, language, "belonging", found)
        or any(JOINED.fullmatch(text, first.end, second.start) for first, second in pairs)
    )
