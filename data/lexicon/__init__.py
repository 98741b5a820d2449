"""The words of a language that the reader knows: lists of phrases by category and sense.

A language is a folder of tables, each category in one of them:

    [category]
    sense = ["phrase", "stem~"]

A phrase is matched whole and without regard to case; `~` stands for any ending of a word.
`signs.toml` holds the signs of currencies, which are the same in every language.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from data import codes
from data.codes.currency_names import currency_names
from data.errors import UnknownCode

LEXICON = Path(__file__).parent
SIGNS = LEXICON / "signs.toml"
FRAMES = LEXICON / "frames.toml"
CALENDARS = LEXICON / "calendars.toml"

Category = dict[str, tuple[str, ...]]


@cache
def lexicon(language: str) -> dict[str, Category]:
    """Every category of a language: its senses, and the phrases of each.

    Raises
    ------
    UnknownCode
        There is no lexicon of the language.
    """
    if language not in codes.LANGUAGES:
        raise UnknownCode("language", language, codes.LANGUAGES)
    tables = {
        category: {sense: tuple(phrases) for sense, phrases in senses.items()}
        for path in (SIGNS, *sorted((LEXICON / language).glob("*.toml")))
        for category, senses in tomllib.loads(path.read_text(encoding="utf-8")).items()
    }
    currencies = codes.lists().currency
    named = {currency: currency_names(currency, language) for currency in currencies}
    tables["currency"] = _with(tables["currency"], named)
    abbreviated = {name for names in tables["currency_letters"].values() for name in names}
    iso = {currency: [currency] for currency in currencies if currency not in abbreviated}
    tables["currency_sign"] = _with(tables["currency_sign"], iso)
    return tables


@cache
def frames() -> dict[str, Any]:
    """The grammar that all languages share: its alphabet, its rules and their weights."""
    return tomllib.loads(FRAMES.read_text(encoding="utf-8"))


@cache
def calendars() -> dict[str, Any]:
    """The first months of the fiscal years of countries."""
    return tomllib.loads(CALENDARS.read_text(encoding="utf-8"))


def _with(category: Category, more: dict[str, list[str]]) -> Category:
    """A category with further phrases, where they do not already have a sense."""
    known = {phrase.casefold() for phrases in category.values() for phrase in phrases}
    added = {
        sense: tuple(phrase for phrase in phrases if phrase.casefold() not in known)
        for sense, phrases in more.items()
    }
    senses = {
        sense: (*category.get(sense, ()), *added.get(sense, ())) for sense in (*category, *added)
    }
    return {sense: phrases for sense, phrases in senses.items() if phrases}


def phrases(language: str, *categories: str) -> list[str]:
    """Every phrase of some categories, of whatever sense."""
    known = lexicon(language)
    return [phrase for name in categories for listed in known[name].values() for phrase in listed]
