"""What stands right before and right after a place in a text."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from analytics.reading.marks import Word
from analytics.reading.phrases import one_of, words
from data.lexicon import lexicon

GAP = re.compile(r" {0,3}\n? {0,3}")
HYPHEN = re.compile(r"-")
WIDEST_GAP = 7
SPACES = (" ", "\n")


@cache
def _starting(language: str, category: str) -> re.Pattern[str]:
    listed = lexicon(language)[category].values()
    phrases = one_of(phrase for senses in listed for phrase in senses)
    return re.compile(rf"{phrases}(?!\w)", re.IGNORECASE)


@cache
def _senses(language: str, category: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (sense, re.compile(one_of(phrases), re.IGNORECASE))
        for sense, phrases in lexicon(language)[category].items()
    )


@cache
def _initials(language: str, category: str) -> frozenset[str]:
    """What a phrase of a category can start with: most places are ruled out by it."""
    listed = lexicon(language).get(category, {}).values()
    return frozenset(phrase[0].lower() for phrases in listed for phrase in phrases)


@lru_cache(maxsize=4096)
def sense_of(language: str, category: str, phrase: str) -> str:
    """The sense of a phrase of a category, that of its longest form where two senses match."""
    return next(
        sense for sense, pattern in _senses(language, category) if pattern.fullmatch(phrase)
    )


def knows(language: str, category: str) -> bool:
    """Whether a language has phrases of a category."""
    return category in lexicon(language)


def glued(text: str, language: str, category: str, position: int) -> Word | None:
    """The phrase of a category that starts exactly at a position."""
    if text[position : position + 1].lower() not in _initials(language, category):
        return None
    found = _starting(language, category).match(text, position)
    if found is None:
        return None
    sense = sense_of(language, category, found[0])
    return Word(found.start(), found.end(), category, sense)


def after(text: str, language: str, category: str, position: int) -> Word | None:
    """The phrase of a category that starts at a position, or after white space or a hyphen."""
    found = glued(text, language, category, skip_gap(text, position))
    if found is None and HYPHEN.match(text, position):
        return glued(text, language, category, position + 1)
    return found


def skip_gap(text: str, position: int) -> int:
    """The next position that is no white space; a blank line is not skipped."""
    if text[position : position + 1] not in SPACES:
        return position
    found = GAP.match(text, position)
    return found.end() if found else position


def skip_gap_back(text: str, position: int) -> int:
    """Where the white space before a position starts; a blank line is not skipped."""
    if text[position - 1 : position] not in SPACES:
        return position
    first = max(0, position - WIDEST_GAP)
    before = text[first:position].rstrip(" \n")
    gap = text[first + len(before) : position]
    return position if gap.count("\n") > 1 else first + len(before)


class Before:
    """The phrases of a text by the place where they end."""

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.language = language
        self._ends: dict[str, dict[int, Word]] = {}

    def word(self, category: str, position: int) -> Word | None:
        """The phrase of a category that ends at a position, white space apart."""
        if category not in self._ends:
            found = (
                words(self.text, self.language, category) if knows(self.language, category) else ()
            )
            self._ends[category] = {word.end: word for word in found}
        return self._ends[category].get(skip_gap_back(self.text, position))
