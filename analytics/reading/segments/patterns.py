"""Patterns over the kinds of mentions, as the rules of `data/lexicon/frames.toml` write them.

`versus (word|the){0,4}` is a regular expression whose letters are names of the alphabet; spaces
mean nothing, `any` is any mention, `quiet` one that neither counts nor moves nor names a trade.
"""

from __future__ import annotations

import re
from functools import cache

from analytics.reading.segments.mentions import alphabet
from data.lexicon import frames

NAME = re.compile(r"[a-z_]+")


@cache
def pattern(written: str) -> re.Pattern[str]:
    """A rule as a pattern over the letters of a sentence."""
    return re.compile(re.sub(r"\s+", "", NAME.sub(_letter, written)))


def _letter(found: re.Match[str]) -> str:
    name = found[0]
    shorthand = frames()["shorthand"].get(name)
    if shorthand is not None:
        return f"(?:{NAME.sub(_letter, shorthand)})"
    return re.escape(alphabet()[name])


def ends_with(written: str, letters: str, end: int) -> re.Match[str] | None:
    """A pattern that ends right before a place."""
    return _ending(written).search(letters, 0, end)


def starts_with(written: str, letters: str, start: int) -> re.Match[str] | None:
    """A pattern that starts at a place."""
    return pattern(written).match(letters, start)


@cache
def _ending(written: str) -> re.Pattern[str]:
    return re.compile(f"(?:{pattern(written).pattern})$")
