"""Words by language: a folder with one TOML file a language, and the same keys in all of them.

    [section]
    key = "text"

A further language is a further file. A key that one file lacks, or that stands for nothing, is
refused with file and line, so that no page ever misses a word.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from data.codes.text_files import read_toml
from data.errors import BookError


@dataclass(frozen=True)
class WordFile:
    """The words of one language by section and key, and the file as it is written."""

    file: str
    written: str
    sections: Mapping[str, Mapping[str, str]]

    def error(self, section: str, key: str, reason: str) -> BookError:
        """An error that names the line of a key, or of its section where the key has none."""
        lines = self.written.splitlines()
        header = f"[{section}]"
        at = lines.index(header) if header in lines else 0
        named = (
            number
            for number, line in enumerate(lines[at:], start=at + 1)
            if line.partition(" = ")[0].strip('"') == key
        )
        return BookError(self.file, next(named, at + 1), f"{header} {key!r} {reason}")


def read_words(folder: Path, sections: Collection[str]) -> dict[str, WordFile]:
    """The word files of a folder by language, the languages in alphabetical order.

    A section that a file leaves out is empty.

    Raises
    ------
    BookError
        There is no file, one is not valid TOML, has another section, or an entry that is no text.
    """
    found = {path.stem: _word_file(path, sections) for path in sorted(folder.glob("*.toml"))}
    if not found:
        raise BookError(folder.name, 1, f"there is no file of words in {folder}")
    return found


def _word_file(path: Path, sections: Collection[str]) -> WordFile:
    file = f"{path.parent.name}/{path.name}"
    try:
        written, said = read_toml(path)
    except BookError as error:
        raise BookError(file, error.line, error.reason) from error
    words = WordFile(file, written, {section: said.get(section, {}) for section in sections})
    for section, entries in said.items():
        if section not in sections:
            known = ", ".join(sections)
            raise words.error(section, section, f"is no section of words; known: {known}")
        for key, text in entries.items():
            if not isinstance(text, str) or not text.strip():
                raise words.error(section, key, "needs a text")
    return words


def every_key(files: Mapping[str, WordFile], section: str) -> tuple[str, ...]:
    """The keys of a section that any language has."""
    return tuple(dict.fromkeys(key for words in files.values() for key in words.sections[section]))


def require_known(files: Mapping[str, WordFile], section: str, known: Collection[str]) -> None:
    """Refuse words for a key that nothing is called by."""
    for words in files.values():
        for key in words.sections[section]:
            if key not in known:
                raise words.error(section, key, "is the id of nothing")


def require_every(files: Mapping[str, WordFile], section: str, keys: Iterable[str]) -> None:
    """Refuse a language that lacks the words for a key."""
    for key in keys:
        for words in files.values():
            if key not in words.sections[section]:
                raise words.error(section, key, "has no words")
