"""A text as the reader works on it: one form for each character, and where it stood."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

FORMS = {
    "-": "\u2212\ufe63\uff0d\u2010\u2011",  # minus signs and hyphens
    "–": "\u2012\u2013\u2014\u2015",
    "'": "\u2018\u2019\u02bc\u00b4",
    "\n": "\n\r",
    "": "\u200b\u200c\u200d\ufeff\u00ad\u2060",  # invisible
}
PLAIN = {form: plain for plain, forms in FORMS.items() for form in forms}


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
        """The code points [start, end) of the original that a stretch of plain text stands for,
        with the combining marks of its last character."""
        last = start if start >= end else end
        whole = (*self.offsets[last : last + 1], len(self.original.rstrip()))
        return self.offsets[start], whole[0]

    def printed(self, start: int, end: int) -> str:
        """The characters of the original that a stretch of plain text stands for."""
        first, last = self.span(start, end)
        return self.original[first:last]

    def line_of(self, position: int) -> int:
        """The line of a position in the plain text, from 1."""
        return self.plain.count("\n", 0, position) + 1


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
    known = PLAIN.get(cluster)
    if known is not None:
        return known
    if unicodedata.category(cluster[0]) in ("Zs", "Cc"):
        return " "
    composed = unicodedata.normalize("NFC", cluster)
    return unicodedata.normalize("NFKC", composed) if _is_wide(composed) else composed


def _is_wide(text: str) -> bool:
    """Full-width forms, and digits of other shapes: not superscripts, fractions or ligatures."""
    return len(text) == 1 and unicodedata.east_asian_width(text) in ("F", "W") and text.isalnum()
