"""Publishers, titles and licences of data sets in every language: `words/{language}.toml`.

They stand under the name that the metadata has, so that another release, or another door to the
same publisher, has its name, too. What is not among them is shown as it was given.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from data.codes.word_files import WordFile, every_key, read_words, require_every

WORDS = Path(__file__).parent / "words"
KINDS = ("publisher", "title", "licence")


def publisher_name(given: str, language: str) -> str:
    """The name of a publisher in a language, else as it was given."""
    return _known()[language].sections["publisher"].get(given, given)


def title_name(given: str, language: str) -> str:
    """The title of a data set in a language, else as it was given."""
    return _known()[language].sections["title"].get(given, given)


def licence_said(given: str, language: str) -> str:
    """What a licence or its terms say in a language, else as it was given."""
    return _known()[language].sections["licence"].get(given, given)


@cache
def _known() -> dict[str, WordFile]:
    files = read_words(WORDS, KINDS)
    for kind in KINDS:
        require_every(files, kind, every_key(files, kind))
    return files
