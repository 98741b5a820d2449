"""Closed lists of codes: countries and groups, flows, frequencies, qualifiers, units, statuses.

The lists are tables under `data/codes/`; a code outside its list raises `UnknownCode`, which
names the nearest known ones. Their names are words by language under `data/codes/names/`, those
of countries CLDR's.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from babel import Locale

from data.codes.word_files import WordFile, every_key, read_words, require_every, require_known
from data.errors import UnknownCode, shortened

CODES = Path(__file__).parent
NAMES = CODES / "names"
TOTAL = "TOTAL"
WORLD = "WLD"
LIKE = 0.8  # from where on two names are alike
LONGEST_CODE = 4  # letters


@dataclass(frozen=True)
class CodeLists:
    """The lists of `lists.toml`, in their order of presentation."""

    flow: tuple[str, ...]
    freq: tuple[str, ...]
    figure_kind: tuple[str, ...]
    claim_kind: tuple[str, ...]
    direction: tuple[str, ...]
    currency: tuple[str, ...]
    valuation: tuple[str, ...]
    event_kind: tuple[str, ...]
    goods_flow: tuple[str, ...]
    group: tuple[str, ...]
    former: tuple[str, ...]
    source_kind: tuple[str, ...]
    source_language: tuple[str, ...]
    qualifier: dict[str, list[int]]
    unit: dict[str, int]
    status: dict[str, str]


@cache
def lists() -> CodeLists:
    """Every closed list but the countries."""
    with (CODES / "lists.toml").open("rb") as file:
        raw = tomllib.load(file)
    fields: dict[str, Any] = {
        name: tuple(entry) if isinstance(entry, list) else entry for name, entry in raw.items()
    }
    return CodeLists(**fields)


LANGUAGES = lists().source_language  # of the texts that are read; the pages may speak others


def table(file: str) -> list[dict[str, str]]:
    """The rows of a table under `data/codes/`."""
    with (CODES / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def territories() -> dict[str, str]:
    """ISO 3166-1 alpha-3 to alpha-2, the key of CLDR's territory names."""
    return {row["code"]: row["territory"] for row in table("countries.csv")}


@cache
def areas() -> tuple[str, ...]:
    """Every code a reporter or partner may have: countries, groups, states that are no more."""
    return (*territories(), *lists().group, *lists().former)


def is_group(area: str) -> bool:
    """Whether the area is a group of countries or the world."""
    return area in lists().group


@cache
def section_of_chapter() -> dict[str, str]:
    """The section of each chapter of the Harmonized System: `{"01": "I", ..., "97": "XXI"}`.

    World Customs Organization, HS Nomenclature, the table of contents; the same in each edition
    since 1988. Chapter 77 is kept free, 98 and 99 are the nations' own and in no section.
    """
    return {
        f"{chapter:02}": row["section"]
        for row in table("sections.csv")
        for chapter in range(int(row["first_chapter"]), int(row["last_chapter"]) + 1)
    }


class Membership(NamedTuple):
    """That a country was in a group from the first to the last of these days; None is today.

    Grain: one a group, country and time. What is known is that of the end of 2025.
    """

    group: str
    area: str
    since: date
    until: date | None


@cache
def memberships() -> tuple[Membership, ...]:
    """Who was when in which group, from the treaties and secretariats that `source` names.

    Raises
    ------
    UnknownCode
        A country is in no list.
    ValueError
        A day is none, or a time ends before it begins.
    """
    found = []
    for row in table("memberships.csv"):
        since = date.fromisoformat(row["since"])
        until = date.fromisoformat(row["until"]) if row["until"] else None
        if until and until < since:
            raise ValueError(f"{row['area']} left {row['group']} before it came")
        found.append(Membership(row["group"], require_area("member", row["area"]), since, until))
    return tuple(found)


@cache
def names() -> dict[str, WordFile]:
    """The files of names by language: groups and former states all, products the same.

    Raises
    ------
    BookError
        A language lacks a name that another has, or names what there is not: file, line, key.
    """
    files = read_words(NAMES, ("country", "group", "former", "product", "section"))
    require_known(files, "country", territories())
    require_known(files, "group", lists().group)
    require_known(files, "former", lists().former)
    require_every(files, "group", lists().group)
    require_every(files, "former", lists().former)
    require_every(files, "product", every_key(files, "product"))
    require_known(files, "section", section_of_chapter().values())
    require_every(files, "section", section_of_chapter().values())
    return files


def _names_in(language: str, section: str) -> Mapping[str, str]:
    require("language", language, names())
    return names()[language].sections[section]


def area_name(area: str, language: str) -> str:
    """The name of a country or group in a language of `names`.

    Raises
    ------
    UnknownCode
        The area is in no list, or there are no names in the language.
    """
    require_area("country or group", area)
    if is_group(area):
        return _names_in(language, "group")[area]
    if area in lists().former:
        return _names_in(language, "former")[area]
    return _names_in(language, "country").get(area) or _cldr_name(area, language)


def _cldr_name(country: str, language: str) -> str:
    return Locale(language).territories[territories()[country]]


def is_named_product(product: str) -> bool:
    """Whether the words of a text for a product have a name in every language."""
    return product in every_key(names(), "product")


def product_name(product: str, language: str) -> str:
    """The name of an HS section, or of a text's words for a product, in a language.

    Another product is its own name.
    """
    section = _names_in(language, "section").get(product)
    return section or _names_in(language, "product").get(product, product)


def require(kind: str, code: str, known: Iterable[str]) -> str:
    """`code` itself when it is known, else `UnknownCode`."""
    known = tuple(known)
    if code not in known:
        raise UnknownCode(kind, code, known)
    return code


def require_area(kind: str, code: str) -> str:
    """`code` itself when it is a country or group; a name gets the code it stands for.

    Raises
    ------
    UnknownCode
        The code is in no list; "Kazakhstan" is answered with KAZ.
    """
    if code in areas():
        return code
    named = _codes_by_name().get(code.casefold())
    if named:
        raise UnknownCode(kind, code, named)
    raise UnknownCode(kind, code, areas(), _codes_of_like_names(code))


def _codes_of_like_names(code: str) -> tuple[str, ...]:
    """The areas that a name may stand for, misspelt; none for what is as short as a code."""
    named = _codes_by_name()
    given = shortened(code).casefold()
    like = get_close_matches(given, named, 3, LIKE) if len(given) > LONGEST_CODE else []
    return tuple(dict.fromkeys(area for name in like for area in named[name]))


@cache
def _codes_by_name() -> dict[str, tuple[str, ...]]:
    found = [
        *((area, area) for area in areas()),  # in other letters, as `kaz`
        *((_cldr_name(area, language), area) for language in names() for area in territories()),
        *((area_name(area, language), area) for language in names() for area in areas()),
    ]
    return {name.casefold(): (area,) for name, area in found}


def power_of_ten(unit: str) -> int:
    """The power of ten a unit word stands for: 6 for "million"."""
    units = lists().unit
    if unit not in units:
        raise UnknownCode("unit", unit, units)
    return units[unit]
