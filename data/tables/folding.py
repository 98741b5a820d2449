"""Spellings made comparable: case, accents, look-alike letters, line breaks, footnote marks."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Latin letters that look like Cyrillic ones. Some offices mix them within a word.
_LATIN = "aecopxyikmtbhABCEHKMOPTXYI"
_CYRILLIC = "аесорхуікмтвнАВСЕНКМОРТХУІ"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_WORD = re.compile(r"[^\W\d_]+")
_NO_LETTER = re.compile(r"[\W_]+")
_FOOTNOTE = re.compile(r"(?:\s*(?:\*+|[¹²³⁴-⁹]+|\(?\d{1,2}\)|\[\d{1,2}\]))+$")
_LETTERS_OF_THEIR_OWN = str.maketrans({"đ": "d", "ø": "o", "ł": "l", "ı": "i", "&": " and "})


def tidy(text: str) -> str:
    """The text on one line: no break, no invisible character, no doubled blank."""
    return " ".join(_INVISIBLE.sub("", text).split())


def in_one_script(text: str) -> str:
    """A word of mixed Latin and Cyrillic letters in the script that most of it has.

    Examples
    --------
    >>> in_one_script("Вьетн\u0061м") == "Вьетнам"
    True
    """
    return _WORD.sub(lambda found: _word_in_one_script(found[0]), text)


def _word_in_one_script(word: str) -> str:
    latin = sum("a" <= letter.lower() <= "z" for letter in word)
    cyrillic = sum("\u0400" <= letter <= "\u04ff" for letter in word)
    if not latin or not cyrillic:
        return word
    return word.translate(_TO_CYRILLIC if cyrillic >= latin else _TO_LATIN)


def without_footnote(text: str) -> str:
    """The text without the mark of a footnote at its end: `Russia*`, `2023¹`, `Nga (1)`."""
    return _FOOTNOTE.sub("", text.strip()).strip()


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """What two spellings of the same words have in common: `viet nam` of `Việt-Nam`."""
    plain = in_one_script(tidy(text)).casefold()
    bare = unicodedata.normalize("NFKD", plain.translate(_LETTERS_OF_THEIR_OWN))
    letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return " ".join(_NO_LETTER.sub(" ", letters).split())
