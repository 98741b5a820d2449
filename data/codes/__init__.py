"""Closed lists of codes: countries and groups, flows, frequencies, qualifiers, units, statuses.

The lists are tables under `data/codes/`; a code outside its list raises `UnknownCode`, which
names the nearest known ones.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale

from data.errors import UnknownCode

CODES = Path(__file__).parent
LANGUAGES = ("en", "vi", "ru")
TOTAL = "TOTAL"


@dataclass(frozen=True)
class CodeLists:
    """The lists of `lists.toml`, in their order of presentation."""

    flow: tuple[str, ...]
    freq: tuple[str, ...]
    qualifier: tuple[str, ...]
    figure_kind: tuple[str, ...]
    claim_kind: tuple[str, ...]
    direction: tuple[str, ...]
    currency: tuple[str, ...]
    valuation: tuple[str, ...]
    event_kind: tuple[str, ...]
    goods_flow: tuple[str, ...]
    source_kind: tuple[str, ...]
    source_language: tuple[str, ...]
    unit: dict[str, int]
    status: dict[str, str]


@cache
def lists() -> CodeLists:
    """Every closed list but the areas."""
    with (CODES / "lists.toml").open("rb") as file:
        raw = tomllib.load(file)
    fields: dict[str, Any] = {
        name: tuple(entry) if isinstance(entry, list) else entry for name, entry in raw.items()
    }
    return CodeLists(**fields)


@cache
def territories() -> dict[str, str]:
    """ISO 3166-1 alpha-3 to alpha-2, the key of CLDR's territory names."""
    with (CODES / "countries.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["territory"] for row in csv.DictReader(file)}


@cache
def _groups() -> dict[str, dict[str, str]]:
    with (CODES / "groups.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


@cache
def areas() -> tuple[str, ...]:
    """Every code a reporter or partner may have: countries, then groups."""
    return (*territories(), *_groups())


def is_group(area: str) -> bool:
    """Whether the area is a group of countries or the world."""
    return area in _groups()


def area_name(area: str, language: str) -> str:
    """The name of a country or group in `en`, `vi` or `ru`.

    Raises
    ------
    UnknownCode
        The area is in no list.
    """
    require_area("country or group", area)
    if language not in LANGUAGES:
        raise UnknownCode("language", language, LANGUAGES)
    if is_group(area):
        return _groups()[area][f"name_{language}"]
    if (area, language) == ("VNM", "en"):
        return "Viet Nam"  # the country's own spelling; CLDR prints Vietnam
    return Locale(language).territories[territories()[area]]


@cache
def _product_names() -> dict[str, dict[str, str]]:
    with (CODES / "products.csv").open(encoding="utf-8", newline="") as file:
        return {row["product"]: row for row in csv.DictReader(file)}


def product_name(product: str, language: str) -> str:
    """The words of a text for a product, in `en` or `vi`; another product is its own name."""
    named = _product_names().get(product)
    return named[f"name_{language}"] if named else product


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
    raise UnknownCode(kind, code, _codes_by_name().get(code.casefold()) or areas())


@cache
def _codes_by_name() -> dict[str, tuple[str, ...]]:
    named = {
        area_name(area, language).casefold(): (area,) for area in areas() for language in LANGUAGES
    }
    return named | {"vietnam": ("VNM",)}


def power_of_ten(unit: str) -> int:
    """The power of ten a unit word stands for: 6 for "million"."""
    units = lists().unit
    if unit not in units:
        raise UnknownCode("unit", unit, units)
    return units[unit]
