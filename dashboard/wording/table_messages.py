"""What `data.tables` and `data.official` say of a table, in the language of a page.

They say it in English, for the command line. The English texts of `table_said` are the same ones,
with a `{part}` where a message has a heading, a number or a cell; so a message is found among them,
and said again in the other language. Parts that are messages or roles are said in it, too.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from functools import cache
from string import Formatter

from dashboard.answers.selection import FALLBACK_LANGUAGE
from dashboard.wording.words import Words, words
from data.errors import TradeproofError, UnknownCode
from data.periods import PeriodError
from data.tables.mapping import ROLES
from data.tables.table_errors import TableError

MESSAGES = ("why", "also")  # parts that are messages themselves


def in_language(message: str, of: Words) -> str:
    """The message in the language of the words; as it is where it is none that is known."""
    for key, pattern in _patterns():
        found = pattern.fullmatch(message)
        if found:
            parts = {name: _part(name, text, of) for name, text in found.groupdict().items()}
            return of(f"table_said.{key}", **parts)
    return _quoted(message)


def said_of(error: TradeproofError, of: Words) -> str:
    """Why a table cannot be read or loaded, as a sentence without its full stop."""
    if isinstance(error, UnknownCode):
        named = {"code": error.code, "allowed": ", ".join(map(str, error.allowed))}
        return of("table_said.unknown_code", **named)
    if isinstance(error, PeriodError):
        return of("table_said.no_period", text=f"“{error.text}”")
    return in_language(error.reason if isinstance(error, TableError) else str(error), of)


def is_known(message: str) -> bool:
    """Whether a message is said in every language."""
    return any(pattern.fullmatch(message) for _, pattern in _patterns())


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Every message as a pattern of its English text, those with most letters first."""
    english = words(FALLBACK_LANGUAGE)
    keys = [
        key.partition(".")[2] for key in sorted(english.keys()) if key.startswith("table_said.")
    ]
    texts = {key: english(f"table_said.{key}", **_places(english, key)) for key in keys}
    by_length = sorted(keys, key=lambda key: (-len(re.sub(r"\0\w+\0", "", texts[key])), key))
    return [(key, _pattern(texts[key])) for key in by_length]


def _places(english: Words, key: str) -> Mapping[str, str]:
    """Each part of a text as a mark of its own."""
    names = {name for _, name, _, _ in Formatter().parse(english.text(f"table_said.{key}")) if name}
    return {name: f"\0{name}\0" for name in names}


def _pattern(text: str) -> re.Pattern[str]:
    pieces = re.split(r"\0(\w+)\0", text)
    found = [
        re.escape(piece) if at % 2 == 0 else f"(?P<{piece}>.+?)" for at, piece in enumerate(pieces)
    ]
    return re.compile("".join(found), re.DOTALL)


def _part(name: str, text: str, of: Words) -> str:
    if name in MESSAGES:
        return in_language(text, of)
    if name == "kinds":
        return ", ".join(_counted(one, of) for one in text.split(", "))
    if name == "role" and text in ROLES:
        return of(f"own_role.{text}")
    return _quoted(text)


def _counted(text: str, of: Words) -> str:
    """`bad_period 3` as a page says it."""
    kind, _, count = text.rpartition(" ")
    return f"{of(f'own_kind.{kind}')}: {count}"


def _quoted(text: str) -> str:
    """A text that Python quoted, within the quotes of the pages."""
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        try:
            return f"“{ast.literal_eval(text)}”"
        except (SyntaxError, ValueError):  # quoted by hand
            return f"“{text[1:-1]}”"
    return text
