"""The words of a language that the reader knows: lists of phrases by category and sense.

A language is a folder of tables, each category in one of them:

    [category]
    sense = ["phrase", "stem~"]

A phrase is matched whole and without regard to case; `~` stands for any ending of a word.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from data.codes import LANGUAGES
from data.errors import UnknownCode

LEXICON = Path(__file__).parent / "lexicon"

Category = dict[str, tuple[str, ...]]


@cache
def lexicon(language: str) -> dict[str, Category]:
    """Every category of a language: its senses, and the phrases of each.

    Raises
    ------
    UnknownCode
        There is no lexicon of the language.
    """
    if language not in LANGUAGES:
        raise UnknownCode("language", language, LANGUAGES)
    return {
        category: {sense: tuple(phrases) for sense, phrases in senses.items()}
        for path in sorted((LEXICON / language).glob("*.toml"))
        for category, senses in tomllib.loads(path.read_text(encoding="utf-8")).items()
    }


def phrases(language: str, *categories: str) -> list[str]:
    """Every phrase of some categories, of whatever sense."""
    known = lexicon(language)
    return [phrase for name in categories for listed in known[name].values() for phrase in listed]
