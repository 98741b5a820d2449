"""The words of the book: `figures/words/{language}.toml`, one file a language.

The facts are rows without a language; what is said of them is words by language and id: the text
of an event, the name of goods, and by source the name of its publisher and a note. A publication
of the user's part has none: its publisher is shown as it was given.
"""

from __future__ import annotations

from pathlib import Path

from data.book.rows import Values
from data.codes.word_files import every_key, read_words, require_every, require_known

KINDS = ("event", "goods", "publisher", "note")


def words_of(folder: Path, tables: dict[str, list[Values]]) -> list[Values]:
    """The rows of the table `word`: every language with the same ids, those of `tables`.

    Raises
    ------
    BookError
        A language has no words for an event or goods, or for a source that another has words
        for; or words stand under an id that no row has.
    """
    files = read_words(folder, KINDS)
    known: dict[str, list[str]] = {
        "event": [row["event"] for row in tables["event"]],
        "goods": [row["goods"] for row in tables["goods"]],
        "publisher": [row["source"] for row in tables["source"] if row["publisher"]],
        "note": [row["source"] for row in tables["source"]],
    }
    needed = {kind: every_key(files, kind) for kind in ("publisher", "note")}
    for kind in KINDS:
        require_known(files, kind, known[kind])
        require_every(files, kind, needed.get(kind, known[kind]))
    return [
        {"language": language, "kind": kind, "key": key, "text": text}
        for language, words in files.items()
        for kind in KINDS
        for key, text in words.sections[kind].items()
    ]
