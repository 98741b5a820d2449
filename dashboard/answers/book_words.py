"""What an edition says in a language of its events, goods and sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from duckdb import ColumnExpression, ConstantExpression

from dashboard.answers.kept import FEW, kept
from data.errors import EditionError
from data.relations import records
from data.store import Edition


@dataclass(frozen=True)
class BookWords:
    """The words of an edition in one language, by kind and id."""

    texts: Mapping[tuple[str, str], str]

    def event(self, event: str) -> str:
        """What happened."""
        return self.texts["event", event]

    def goods(self, goods: str) -> str:
        """The name of goods."""
        return self.texts["goods", goods]

    def publisher(self, source: str) -> str | None:
        """The name of a source's publisher, None where it is only known as printed."""
        return self.texts.get(("publisher", source))

    def note(self, source: str) -> str | None:
        """What there is to know of a source, None where nothing is noted."""
        return self.texts.get(("note", source))


@kept(FEW)
def book_words(edition: Edition, language: str) -> BookWords:
    """The words of an edition in a language.

    Raises
    ------
    EditionError
        The edition was built before the language was added.
    """
    in_language = ColumnExpression("language") == ConstantExpression(language)
    rows = records(edition.relation("word").filter(in_language))
    if not rows:
        built = "`tradeproof load figures` builds a new one"
        raise EditionError(f"{edition.name} has no words in {language!r}; {built}")
    return BookWords({(row["kind"], row["key"]): row["text"] for row in rows})
