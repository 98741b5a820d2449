"""What sources are called: their publishers in the words of a language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from dashboard.answers import source_rows
from dashboard.answers.book_words import BookWords, book_words
from dashboard.answers.kept import SOME, kept
from dashboard.answers.table_summary import publisher_of
from dashboard.wording.formats import Formats
from dashboard.wording.words import words
from data.official import names
from data.relations import Row
from data.store import Edition


def publishers(sources: Mapping[str, Row], book: BookWords, language: str) -> dict[str, str]:
    """The publisher of every source in the words of a language, by source."""
    unnamed = words(language)("sources.no_publisher")
    return {
        source: book.publisher(source)
        or names.publisher_name(publisher_of(row["publisher"] or "") or unnamed, language)
        for source, row in sources.items()
    }


def publications(
    sources: Mapping[str, Row], named: Mapping[str, str], formats: Formats
) -> dict[str, str]:
    """Publisher and date of every source that names its publisher, by source."""
    return {
        source: f"{named[source]} ({formats.date(row['published'])})"
        for source, row in sources.items()
        if publisher_of(row["publisher"] or "")
    }


def told_apart(edition: Edition, formats: Formats) -> dict[str, str]:
    """The same with the id behind it where several would be called the same, by source."""
    return _told_apart(edition, formats.language)


@kept(SOME)
def _told_apart(edition: Edition, language: str) -> dict[str, str]:
    named = with_dates(edition, Formats(language))
    counts = Counter(named.values())
    return {
        source: f"{name} · {source}" if counts[name] > 1 else name for source, name in named.items()
    }


def with_dates(edition: Edition, formats: Formats) -> dict[str, str]:
    """Publisher and date of every source, also of one that names no publisher, by source."""
    sources = source_rows.by_id(edition)
    named = publishers(sources, book_words(edition, formats.language), formats.language)
    return {
        source: f"{named[source]} ({formats.date(row['published'])})"
        for source, row in sources.items()
    }
