"""Every name a text may call a country or group by: CLDR's names and a list of aliases.

`places.csv` has one alias a row. A capital letter at its start must be a capital in the
text; a small one stands for either. Its kinds are

name       a country or group ("LB Nga", "U.S.")
adjective  what belongs to it, or its people ("Kazakh", "российский")
short      a name only beside another ("Việt - Nga", "Sino-Russian") or with what it owns
           ("Beijing's", "hàng Việt")
none       longer words in which a name means no country ("Lào Cai", "New Jersey"); no area
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from data.codes import LANGUAGES, area_name, areas, is_group, lists, table
from data.errors import UnknownCode

KINDS = ("name", "adjective", "short", "none")


@dataclass(frozen=True)
class PlaceName:
    """A name of an area in a language. Grain: one a name; `area` is empty for `none`."""

    area: str
    text: str
    kind: str


@cache
def place_names(language: str) -> tuple[PlaceName, ...]:
    """The names of every area in a language.

    Raises
    ------
    UnknownCode
        There is no lexicon of the language.
    """
    if language not in LANGUAGES:
        raise UnknownCode("language", language, LANGUAGES)
    return (*_aliases(language), *_cldr(language))


def _aliases(language: str) -> list[PlaceName]:
    return [
        PlaceName(row["area"], row["alias"], row["kind"])
        for row in table("places.csv")
        if row["language"] == language
    ]


def _cldr(language: str) -> list[PlaceName]:
    """CLDR's name of each country, whole and without what it adds in brackets.

    The world has none: "World Bank" and "thế giới" seldom mean a partner. Nor have states that are
    no more: "the countries of the former Soviet Union" is not one.
    """
    unnamed = ("WLD", *lists().former)
    names = {area: area_name(area, language) for area in areas() if area not in unnamed}
    return [
        PlaceName(area, name, "name")
        for area, full in names.items()
        for name in dict.fromkeys((full, _without_brackets(full, is_group(area))))
    ]


def _without_brackets(name: str, is_group: bool) -> str:
    """`Мьянма` of `Мьянма (Бирма)`; the Virgin Islands need what stands in theirs."""
    plain, bracket, _ = name.partition(" (")
    return plain if bracket and not is_group and " " not in plain else name
