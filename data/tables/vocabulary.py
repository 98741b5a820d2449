"""The words of tables: what a heading, a title or a note may say, in every language at once.

`words/` has one TOML file a language; a further language is a further file. Spellings are
compared folded, so that case, accents and punctuation do not matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import translate
from functools import cache
from pathlib import Path

from data.codes.text_files import read_toml
from data.errors import BookError
from data.tables.folding import fold

WORDS = Path(__file__).parent / "words"
SECTIONS = (
    *("column", "flow", "flow_code", "unit", "currency", "status", "valuation", "quarter", "year"),
    *("world", "aggregate", "ignore", "services", "legend", "towards"),
)
# What "trade" among other words says nothing of: which flow.
GENERAL = frozenset(("trade", "внешняя торговля", "comercio", "echanges", "comercio total"))
PATTERNS = "aggregate"  # its entries are patterns: `other *`


@dataclass(frozen=True)
class Said:
    """A word that was found in a text: what it means, and where it stands among its words."""

    key: str
    phrase: str
    start: int


@cache
def vocabulary() -> dict[str, dict[str, str]]:
    """By section: each folded phrase and the key it stands for.

    Raises
    ------
    BookError
        A file of words has a section or an entry that there is not.
    """
    found: dict[str, dict[str, str]] = {section: {} for section in SECTIONS}
    for path in sorted(WORDS.glob("*.toml")):
        _, said = read_toml(path)
        for section, entries in said.items():
            if section not in SECTIONS:
                raise BookError(f"words/{path.name}", 1, f"[{section}] is no section of words")
            for key, phrases in entries.items():
                for phrase in phrases:
                    folded = phrase if section == PATTERNS else fold(phrase)
                    found[section].setdefault(folded, key)
    return found


def meaning(section: str, text: str) -> str | None:
    """The key that a whole text stands for in a section; None where it is no phrase of it."""
    return vocabulary()[section].get(fold(text))


def mentions(section: str, text: str) -> list[Said]:
    """The phrases of a section within a text, the longest at each place, from left to right."""
    words = fold(text).split()
    phrases, longest = _phrases(section)
    found: list[Said] = []
    at = 0
    while at < len(words):
        for size in range(min(longest, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + size])
            if phrase in phrases:
                found.append(Said(phrases[phrase], phrase, at))
                at += size
                break
        else:
            at += 1
    return found


def is_aggregate(text: str) -> bool:
    """Whether words say that a name is a group of countries: `Other countries`, `Страны СНГ`."""
    return _aggregates().fullmatch(fold(text)) is not None


@cache
def _phrases(section: str) -> tuple[dict[str, str], int]:
    phrases = vocabulary()[section]
    return phrases, max((len(phrase.split()) for phrase in phrases), default=0)


@cache
def _aggregates() -> re.Pattern[str]:
    patterns = [
        "*".join(f" {part} " if part else "" for part in map(fold, phrase.split("*"))).strip()
        for phrase in vocabulary()[PATTERNS]
    ]
    tight = [
        pattern.replace("  ", " ").replace("* ", "*").replace(" *", "*") for pattern in patterns
    ]
    return re.compile("|".join(translate(pattern) for pattern in tight))
