"""A text as the reader works on it: one form for each character, and where it stood."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

MINUS_SIGNS = "\u2212\ufe63\uff0d"
HYPHENS = "\u2010\u2011"
DASHES = "\u2012\u2013\u2014\u2015"
QUOTES = "\u2018\u2019\u02bc\u00b4"
INVISIBLE = "\u200b\u200c\u200d\ufeff\u00ad\u2060"


@dataclass(frozen=True)
class SourceText:
    """A text, and its plain form.

    The plain form is composed (NFC) with compatibility digits and letters folded, every kind of
    space a space, every minus and hyphen `-`, every longer dash `–`, every single quotation mark
    `'`, and no invisible characters. `offsets` gives for each plain character the code point of
    the original at which it starts.
    """

    original: str
    plain: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The code points [start, end) of the original that a stretch of plain text stands for."""
        if start >= end:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self._end(end)

    def printed(self, start: int, end: int) -> str:
        """The characters of the original that a stretch of plain text stands for."""
        first, last = self.span(start, end)
        return self.original[first:last]

    def _end(self, end: int) -> int:
        """Where the original goes on after the last character, with its combining marks."""
        return self.offsets[end] if end < len(self.plain) else len(self.original.rstrip())

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """Where each line of the plain text starts."""
        return (0, *(i + 1 for i, character in enumerate(self.plain) if character == "\n"))

    def line_of(self, position: int) -> int:
        """The line of a position in the plain text, from 1."""
        return bisect_right(self.line_starts, position)


def source_text(original: str) -> SourceText:
    """The plain form of a text, character by character, so that spans lead back."""
    plain: list[str] = []
    offsets: list[int] = []
    for start, cluster in _clusters(original):
        if cluster == "\r" and original.startswith("\n", start + 1):
            continue  # one line ends here, not two
        for character in _plain(cluster):
            plain.append(character)
            offsets.append(start)
    return SourceText(original, "".join(plain), tuple(offsets))


def _clusters(text: str) -> list[tuple[int, str]]:
    """A base character with the combining marks that follow it, and where it starts."""
    starts = [
        i for i, character in enumerate(text) if i == 0 or not unicodedata.combining(character)
    ]
    ends = [*starts[1:], len(text)] if text else []
    return [(start, text[start:end]) for start, end in zip(starts, ends, strict=True)]


def _plain(cluster: str) -> str:
    if cluster in INVISIBLE:
        return ""
    if cluster in MINUS_SIGNS or cluster in HYPHENS:
        return "-"
    if cluster in DASHES:
        return "–"
    if cluster in QUOTES:
        return "'"
    if cluster in ("\n", "\r"):
        return "\n"
    if unicodedata.category(cluster[0]) in ("Zs", "Cc"):
        return " "
    composed = unicodedata.normalize("NFC", cluster)
    if _is_wide(composed):
        return unicodedata.normalize("NFKC", composed)
    return composed


def _is_wide(text: str) -> bool:
    """Full-width forms, and digits of other shapes: not superscripts, fractions or ligatures."""
    return len(text) == 1 and unicodedata.east_asian_width(text) in ("F", "W") and text.isalnum()
