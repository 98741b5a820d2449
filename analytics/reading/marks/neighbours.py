"""What stands right before and right after a place in a text."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from analytics.reading.marks.mark import Word
from analytics.reading.marks.phrases import (
    every_phrase,
    lowered,
    lowered_pattern,
    sense_of,
    words,
)

GAP = re.compile(r" {0,3}\n? {0,3}")
GAP_BEFORE = re.compile(r" {0,3}\n? {0,3}\Z")
WIDEST_GAP = 7


@cache
def knows(language: str, category: str) -> bool:
    """Whether a language has phrases of a category."""
    return bool(every_phrase(language, category))


@cache
def _initials(language: str, category: str) -> frozenset[str]:
    """What a phrase of a category can start with: most places are ruled out by it."""
    return frozenset(phrase[0].lower() for phrase in every_phrase(language, category))


class Around:
    """A text of a language, asked for the phrases right before and right after a place."""

    def __init__(self, text: str, language: str, reporter: str | None) -> None:
        self.text = text
        self.language = language
        self.reporter = reporter
        self._lowered = lowered(text)
        self._ends: dict[str, dict[int, Word]] = {}

    def at(self, category: str, position: int) -> Word | None:
        """The phrase of a category that starts exactly at a position."""
        if self._lowered[position : position + 1] not in _initials(self.language, category):
            return None
        found = lowered_pattern(self.language, category, "").match(self._lowered, position)
        if found is None:
            return None
        sense = sense_of(self.language, category, found[0])
        return Word(position, found.end(), category, sense)

    def after(self, category: str, position: int) -> Word | None:
        """The phrase that starts at a position, or after white space or a hyphen."""
        found = self.at(category, self.skip_gap(position))
        if found is None and self.text.startswith("-", position):
            return self.at(category, position + 1)
        return found

    def before(self, category: str, position: int) -> Word | None:
        """The phrase of a category that ends at a position, white space apart."""
        if category not in self._ends:
            found = words(self.text, self.language, category)
            self._ends[category] = {word.end: word for word in found}
        return self._ends[category].get(self.skip_gap_back(position))

    def skip_gap(self, position: int) -> int:
        """The next position that is no white space; a blank line is not skipped."""
        found = GAP.match(self.text, position)
        return found.end() if found else position

    def skip_gap_back(self, position: int) -> int:
        """Where the white space before a position starts; a blank line is not skipped."""
        first = max(0, position - WIDEST_GAP)
        found = GAP_BEFORE.search(self.text[first:position])
        return first + found.start() if found else position


@lru_cache(maxsize=4)
def around(text: str, language: str, reporter: str | None = None) -> Around:
    """A text, with what was found in it kept for the next question; `reporter` where it is given
    with the text."""
    return Around(text, language, reporter)
