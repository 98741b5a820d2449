"""The words of the interface: `languages/en.toml` and one such file for each other language."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from babel import Locale

from dashboard.answers.selection import WORDS

OTHER = "other"  # the plural form that every text with a number has


class Words:
    """The words of one language, by dotted key: `words("check.title")`."""

    def __init__(self, language: str) -> None:
        self.language = language
        with (WORDS / f"{language}.toml").open("rb") as file:
            self._entries = _flat(tomllib.load(file))
        self._plural = Locale(language).plural_form

    def __call__(self, key: str, **parts: Any) -> str:
        """The text of a key with its `{parts}` filled in.

        A text with the forms `one` and `other` is chosen by the number `n`. A form that it does not
        have is `other`: a newer CLDR may tell apart what was one form, as it did for Vietnamese.

        Raises
        ------
        KeyError
            The language has no such key.
        """
        if key not in self._entries:
            form = self._plural(parts["n"]) if "n" in parts else OTHER
            if f"{key}.{form}" not in self._entries:
                form = OTHER
            key = f"{key}.{form}"
            if key not in self._entries:
                raise KeyError(f"languages/{self.language}.toml has no {key}")
        return self._entries[key].format(**parts)

    def text(self, key: str) -> str:
        """The text of a key as it is written, its `{parts}` among it."""
        return self._entries[key]

    def keys(self) -> frozenset[str]:
        """Every key of the language."""
        return frozenset(self._entries)


@cache
def words(language: str) -> Words:
    """The words of a language, read once."""
    return Words(language)


def _flat(tree: dict[str, Any], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for name, entry in tree.items():
        if isinstance(entry, dict):
            flat |= _flat(entry, f"{prefix}{name}.")
        else:
            flat[prefix + name] = entry
    return flat
