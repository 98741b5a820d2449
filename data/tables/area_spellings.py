"""What a spelling of a country or group stands for: a code, an aggregate, or nothing known.

Names come from CLDR in a dozen languages, from the aliases of the reader, and from the reviewed
lists `data/codes/spellings.csv` (IMF, M49 and national spellings), `code_spellings.csv` and
`aggregates.csv`. A name is never guessed: what is in no list stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from babel import Locale
from babel.core import get_global

from data import codes
from data.codes.place_names import place_names
from data.errors import UnknownCode, shortened
from data.tables.folding import fold, tidy, without_footnote
from data.tables.vocabulary import is_aggregate, meaning

LOCALES = ("en", "vi", "ru", "es", "pt", "fr", "de", "it", "tr", "kk", "uk", "pl", "zh", "ko", "ja")
SCHEMES = ("alpha3", "alpha2", "m49", "name")
AGGREGATE = "aggregate"
ENOUGH = 0.8  # of the spellings of a column that must be codes of a scheme
NEAREST = 3  # names that an error offers
_CODE = re.compile("[A-Z0-9]{0,3}")
_AGGREGATE_CODE = re.compile(r"G[A-Z]*\d+\w*|TX?\d{2,}|U\d{3}\w*|X\d\d?|_X|[A-Z]{2}_V")
_STYLE = re.compile(
    r"(?:the |islamic |arab |plurinational |co operative |federal )*"
    r"(?:republic of|rep of|kingdom of|principality of|grand duchy of|state of|union of|"
    r"commonwealth of|sultanate of|socialist republic of)(?: the)?"
    r"|республика|республики|королевство|государство|the|republica de|republica del|reino de"
)
_SHORTENED = {
    **{"rep": "republic", "dem": "democratic", "fed": "federal", "isds": "islands"},
    **{"is": "islands", "terr": "territory", "st": "saint", "br": "british"},
}
_ENDED = re.compile(r" \(\.\.\.\d{4}\)$")  # `Czechoslovakia (...1992)`, as Comtrade has it
# Names with more than one bearer, which a style ("Republic of", "Democratic") tells apart.
_TOLD_APART = frozenset(
    map(
        fold,
        ("China", "Korea", "Congo", "Yemen", "Vietnam", "Viet Nam", "Germany", "Корея", "Конго"),
    )
)


@dataclass(frozen=True)
class Area:
    """What a spelling stands for. An aggregate has no code, and is never counted as a country."""

    code: str | None

    @property
    def is_aggregate(self) -> bool:
        """Whether it is a group of countries that has no code."""
        return self.code is None


NO_AREA = Area(None)


def area_of(text: str, scheme: str = "name") -> Area | None:
    """The area that a spelling stands for in a scheme of codes or names; None if it is unknown.

    Examples
    --------
    >>> area_of("Korea, Rep. of").code
    'KOR'
    >>> area_of("036", "m49").code
    'AUS'
    >>> area_of("Other countries").is_aggregate
    True
    >>> area_of("Atlantis") is None
    True
    """
    text = tidy(text)
    if scheme == "name":
        return _named(text) or _coded(text, "alpha3")
    return _coded(text, scheme)


def scheme_of(texts: Iterable[str]) -> str:
    """How a column spells its areas, by what most of its spellings are."""
    spelled = {tidy(text) for text in texts} - {""}
    for scheme in SCHEMES[:-1]:
        if spelled and _share(spelled, scheme) >= ENOUGH:
            return scheme
    return "name"


def share_of_areas(texts: Iterable[str]) -> float:
    """The share of spellings that stand for an area or an aggregate, in the best scheme."""
    spelled = {tidy(text) for text in texts} - {""}
    if not spelled:
        return 0.0
    return _share(spelled, scheme_of(spelled))


def areas_in(text: str) -> tuple[list[str], list[str]]:
    """The countries that a title names, and those that stand behind a "to", "from" or "with".

    Examples
    --------
    >>> areas_in("Exports of Russia to Viet Nam")
    (['RUS'], ['VNM'])
    """
    words = fold(text).split()
    whose: list[str] = []
    towards: list[str] = []
    at = 0
    while at < len(words):
        size, code = _name_at(words, at)
        if code is not None:
            before = words[at - 1] if at else ""
            if before == "the" and at > 1:
                before = words[at - 2]
            (towards if meaning("towards", before) else whose).append(code)
        at += size
    return list(dict.fromkeys(whose)), list(dict.fromkeys(towards))


def _name_at(words: list[str], at: int) -> tuple[int, str | None]:
    for size in range(min(6, len(words) - at), 0, -1):
        code = _names_in_titles().get(" ".join(words[at : at + size]))
        if code is not None:
            return size, code
    return 1, None


def unknown_area(kind: str, text: str) -> UnknownCode:
    """The error of a text that is no area: codes beside a code, names beside a name."""
    if _CODE.fullmatch(text):
        return UnknownCode(kind, text, codes.areas())
    names = {name: area for name, area in _names().items() if area in codes.areas()}
    near = get_close_matches(fold(shortened(text)), names, n=NEAREST, cutoff=0)
    found = dict.fromkeys(names[name] for name in near)
    return UnknownCode(kind, text, nearest=[f"{codes.area_name(a, 'en')} ({a})" for a in found])


def _share(spelled: Collection[str], scheme: str) -> float:
    return sum(area_of(text, scheme) is not None for text in spelled) / len(spelled)


def _named(text: str) -> Area | None:
    for spelling in (text, without_footnote(text)):
        if (area := _looked_up(spelling)) is not None:
            return area
    return None


def _looked_up(text: str) -> Area | None:
    folded = fold(text)
    if folded in _aggregates():
        return NO_AREA
    if folded in _names():
        return Area(_names()[folded])
    if meaning("world", text):
        return Area(codes.WORLD)
    for other in _rearranged(text):
        if other in _names():
            return Area(_names()[other])
    return NO_AREA if is_aggregate(text) else None


def _rearranged(text: str) -> Iterable[str]:
    """`gambia` and `the gambia` of `Gambia, The`; `estonia` of `Estonia, Rep. of`."""
    name, comma, rest = text.partition(",")
    if comma:
        yield fold(f"{rest} {name}")
        if _STYLE.fullmatch(fold(rest)) and fold(name) not in _TOLD_APART:
            yield fold(name)
    folded = fold(text)
    yield " ".join(_SHORTENED.get(word, word) for word in fold(_ENDED.sub("", text)).split())
    if (style := _STYLE.match(folded)) and folded[style.end() :].strip() not in _TOLD_APART:
        yield folded[style.end() :].strip()
    plain, bracket, _ = text.partition("(")
    if bracket and " " not in plain.strip() and fold(plain) not in _TOLD_APART:
        yield fold(plain)


def _coded(text: str, scheme: str) -> Area | None:
    if scheme == "m49":
        if not text.isdecimal() or len(text) > 3:
            return None
        text = text.zfill(3)
    known = _codes(scheme)
    if text in known:
        return Area(known[text] or None)
    if scheme == "alpha3" and _AGGREGATE_CODE.fullmatch(text):
        return NO_AREA
    return None


@cache
def _codes(scheme: str) -> dict[str, str]:
    territories = codes.territories()
    if scheme == "alpha3":
        found = {area: area for area in (*territories, *codes.lists().former)}
    elif scheme == "alpha2":
        found = {territory: area for area, territory in territories.items()}
    else:
        area_of_territory = {territory: area for area, territory in territories.items()}
        aliases = get_global("territory_aliases")
        found = {
            code: area_of_territory[becomes[0]]
            for code, becomes in aliases.items()
            if code.isdigit() and len(becomes) == 1 and becomes[0] in area_of_territory
        }
    listed = {
        row["code"]: row["area"]
        for row in codes.table("code_spellings.csv")
        if row["scheme"] == scheme
    }
    return {**found, **listed}


@cache
def _names() -> dict[str, str]:
    """Folded names and what each stands for: the reviewed list before the aliases before CLDR."""
    found = {fold(row["spelling"]): row["area"] for row in codes.table("spellings.csv")}
    for language in codes.LANGUAGES:
        for name in place_names(language):
            if name.kind == "name":
                found.setdefault(fold(name.text), name.area)
    for locale in LOCALES:
        territories = Locale(locale).territories
        for area, territory in codes.territories().items():
            if territory in territories:
                found.setdefault(fold(territories[territory]), area)
    return {name: area for name, area in found.items() if name}


@cache
def _names_in_titles() -> dict[str, str]:
    """Names a title may use, in the cases of Russian as well, and adjectives; no group."""
    found = {name: area for name, area in _names().items() if not codes.is_group(area)}
    found = {name: area for name, area in found.items() if len(name) > 2}
    for language in codes.LANGUAGES:
        for name in place_names(language):
            if name.kind == "adjective" and not codes.is_group(name.area):
                found.setdefault(fold(name.text), name.area)
    for name, area in list(found.items()):
        for form in _declined(name):
            found.setdefault(form, area)
    return found


def _declined(name: str) -> Iterable[str]:
    """The genitive and prepositional of a Russian name, word by word."""
    if not re.search("[а-я]", name):
        return
    for endings in (_GENITIVE, _PREPOSITIONAL):
        yield " ".join(_with_ending(word, endings) for word in name.split())


_GENITIVE = (("ская", "скои"), ("ия", "ии"), ("ика", "ики"), ("ь", "и"), ("а", "ы"), ("я", "и"))
_PREPOSITIONAL = (
    ("ская", "скои"),
    ("ия", "ии"),
    ("ика", "ике"),
    ("ь", "и"),
    ("а", "е"),
    ("я", "е"),
)


def _with_ending(word: str, endings: tuple[tuple[str, str], ...]) -> str:
    for ending, other in endings:
        if word.endswith(ending):
            return word[: -len(ending)] + other
    consonant = re.search("[бвгджзклмнпрстфхцчшщ]$", word)
    if not consonant:
        return word
    return word + ("а" if endings is _GENITIVE else "е")


@cache
def _aggregates() -> frozenset[str]:
    """The reviewed list, and the regions of M49 by CLDR's names; the world is no aggregate."""
    listed = {fold(row["spelling"]) for row in codes.table("aggregates.csv")}
    regions = {
        fold(name)
        for locale in LOCALES
        for territory, name in Locale(locale).territories.items()
        if (territory.isdigit() and territory != "001") or territory == "EZ"
    }
    return frozenset(listed | (regions - _names().keys()))
