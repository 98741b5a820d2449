"""Phrases of the lexicon as regular expressions that run in linear time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

from analytics.reading.marks.mark import Word
from data.codes import LANGUAGES
from data.lexicon import lexicon

ANY_ENDING = r"[^\W\d_]{0,12}"
NONE = "none"


@cache
def listed(language: str, category: str) -> Mapping[str, tuple[str, ...]]:
    """The phrases of a category by their sense; none where only other languages have it."""
    if not any(category in lexicon(known) for known in LANGUAGES):
        raise KeyError(category)
    return lexicon(language).get(category, {})


@cache
def every_phrase(language: str, category: str) -> list[str]:
    """The phrases of a category, of whatever sense."""
    return [phrase for of_sense in listed(language, category).values() for phrase in of_sense]


def pattern_of(phrase: str) -> str:
    """A phrase as a pattern: any white space between its words, any ending for `~`."""
    words = [re.escape(word).replace(r"\~", ANY_ENDING).replace("~", ANY_ENDING)
             for word in phrase.split()]  # fmt: skip
    return r"\s+".join(words)


def one_of(phrases: Iterable[str]) -> str:
    """A pattern of any of the phrases, the longest first; where there is none it fits nowhere."""
    ordered = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    if not ordered:
        return "(?!)"
    return "(?:" + "|".join(map(pattern_of, ordered)) + ")"


@cache
def category_pattern(language: str, category: str) -> re.Pattern[str]:
    """Any phrase of a category, as a whole word."""
    return re.compile(rf"(?<!\w){one_of(every_phrase(language, category))}(?!\w)", re.IGNORECASE)


def ends_with_phrase(text: str, language: str, category: str) -> bool:
    """Whether a short text ends with a phrase of a category, white space aside."""
    length = len(text.rstrip())
    return any(m.end() == length for m in category_pattern(language, category).finditer(text))


@cache
def lowered_pattern(language: str, category: str, opening: str = r"(?<!\w)") -> re.Pattern[str]:
    """The pattern of a category for lower-case text, where it runs several times as fast."""
    lowered = one_of(phrase.lower() for phrase in every_phrase(language, category))
    return re.compile(rf"{opening}{lowered}(?!\w)")


@lru_cache(maxsize=4)
def lowered(text: str) -> str:
    """A text in lower case, each letter in its place: of `İ` alone would come two."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@cache
def _senses(language: str, category: str) -> list[tuple[str, re.Pattern[str]]]:
    """The pattern of each sense, `none` first: its phrases are there to be passed over."""
    senses = listed(language, category).items()
    return [
        (sense, re.compile(one_of(phrase.lower() for phrase in of_sense)))
        for sense, of_sense in sorted(senses, key=lambda item: item[0] != NONE)
    ]


@lru_cache(maxsize=100_000)
def sense_of(language: str, category: str, lower: str) -> str:
    """The sense of a phrase in lower case, that of its longest form where two senses match."""
    return next(sense for sense, known in _senses(language, category) if known.fullmatch(lower))


def words(text: str, language: str, category: str) -> Iterator[Word]:
    """The phrases of a category in a text, the longest at each place, with their sense.

    Phrases of the sense `none` hide what is in them: the "trade" of "free trade".
    """
    for match in lowered_pattern(language, category).finditer(lowered(text)):
        sense = sense_of(language, category, match[0])
        if sense != NONE:
            yield Word(match.start(), match.end(), category, sense)
