"""Phrases of the lexicon as regular expressions that run in linear time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from analytics.reading.marks import Word
from data.lexicon import lexicon, phrases

ANY_ENDING = r"[^\W\d_]{0,12}"
NONE = "none"


def pattern_of(phrase: str) -> str:
    """A phrase as a pattern: any white space between its words, any ending for `~`."""
    words = [re.escape(word).replace(r"\~", ANY_ENDING).replace("~", ANY_ENDING)
             for word in phrase.split()]  # fmt: skip
    return r"\s+".join(words)


def one_of(listed: Iterable[str]) -> str:
    """A pattern of any of the phrases, the longest first."""
    ordered = sorted(set(listed), key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(map(pattern_of, ordered)) + ")"


@cache
def category_pattern(language: str, category: str) -> re.Pattern[str]:
    """Any phrase of a category, as a whole word."""
    return re.compile(rf"(?<!\w){one_of(phrases(language, category))}(?!\w)", re.IGNORECASE)


def ends_with(text: str, language: str, category: str) -> bool:
    """Whether a short text ends with a phrase of a category, white space aside."""
    length = len(text.rstrip())
    return any(m.end() == length for m in category_pattern(language, category).finditer(text))


@cache
def _lowered_pattern(language: str, category: str) -> re.Pattern[str]:
    """The pattern of a category for lower-case text, where it runs several times as fast."""
    lowered = one_of(phrase.lower() for phrase in phrases(language, category))
    return re.compile(rf"(?<!\w){lowered}(?!\w)")


@lru_cache(maxsize=4)
def _lowered(text: str) -> str:
    """A text in lower case, each letter in its place: of `İ` alone would come two."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@cache
def _senses(language: str, category: str) -> list[tuple[str, re.Pattern[str]]]:
    """The pattern of each sense, `none` first: its phrases are there to be passed over."""
    listed = lexicon(language)[category]
    senses = {NONE: listed[NONE], **listed} if NONE in listed else listed
    return [
        (sense, re.compile(one_of(phrase.lower() for phrase in of_sense)))
        for sense, of_sense in senses.items()
    ]


@lru_cache(maxsize=100_000)
def _sense(language: str, category: str, found: str) -> str:
    """The sense of a phrase found."""
    senses = _senses(language, category)
    return next((sense for sense, pattern in senses if pattern.fullmatch(found)), NONE)


def words(text: str, language: str, category: str) -> Iterator[Word]:
    """The phrases of a category in a text, the longest at each place, with their sense.

    Phrases of the sense `none` hide what is in them: the "trade" of "free trade".
    """
    for match in _lowered_pattern(language, category).finditer(_lowered(text)):
        sense = _sense(language, category, match[0])
        if sense != NONE:
            yield Word(match.start(), match.end(), category, sense)
