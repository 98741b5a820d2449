"""Errors a person can act on: each message says what is wrong and what would be right."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

FEW = 12  # codes that fit into one line of an error
LONGEST_NAMED = 100  # characters of what was given that an error repeats
LONGEST_LINE = 1200  # characters of a whole message, which has both its ends


def shortened(text: str) -> str:
    """What was given, as far as an error repeats it."""
    return text if len(text) <= LONGEST_NAMED else text[: LONGEST_NAMED - 1] + "…"


def shown(value: object) -> str:
    """A value that a file gave where another is needed, as far as an error repeats it."""
    try:
        return shortened(repr(value))
    except (RecursionError, ValueError):  # nested without end; a number of thousands of digits
        return f"what is given ({type(value).__name__})"


def as_line(message: str) -> str:
    """A message as one line of bounded length that can be written anywhere.

    What is no letter, as in a name that is not UTF-8, stands escaped; what is too long, because of
    what it repeats, lacks its middle.
    """
    line = " ".join(message.encode("utf-8", "backslashreplace").decode().split())
    half = LONGEST_LINE // 2
    return line if len(line) <= LONGEST_LINE else f"{line[:half]} … {line[-half:]}"


class TradeproofError(Exception):
    """Bad input or an unusable file. The message is one line, meant for a person."""

    def __str__(self) -> str:
        return as_line(super().__str__())


class UnknownCode(TradeproofError):
    """A code outside its closed list.

    `kind` is the name of the list ("partner"), `code` what was given, shortened, `allowed` the
    nearest known codes, or all of them where they are few; `nearest` are those, where they are
    found otherwise. A value that is empty is near to nothing, and is named as one.
    """

    def __init__(
        self, kind: str, code: str, known: Iterable[str] = (), nearest: Iterable[str] = ()
    ) -> None:
        self.kind = kind
        self.code = shortened(code)
        known = list(known)
        is_empty, are_few = not self.code.strip(), 0 < len(known) <= FEW
        self.allowed = list(nearest) or (
            [] if is_empty and not are_few else _nearest(self.code, known)
        )
        hint = f"{'known' if are_few else 'nearest'}: {', '.join(self.allowed)}"
        if is_empty and not self.allowed:
            hint = "give it one, or leave it out"
        said = f"{kind} has no value" if is_empty else f"unknown {kind} {self.code!r}"
        super().__init__(f"{said}; {hint}")


class BookError(TradeproofError):
    """A row of the figure book that cannot be used: file, line and reason."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        self.file, self.line, self.reason = file, line, reason
        super().__init__(f"{file}, line {line}: {reason}")


class EditionError(TradeproofError):
    """An edition that is missing, damaged, or made by a newer version."""


class NoEditionError(EditionError):
    """A folder in which no edition was ever published."""


def _nearest(code: str, known: list[str]) -> list[str]:
    if len(known) <= FEW:
        return known
    given = code.upper()

    def likeness(candidate: str) -> tuple[bool, float, bool]:
        matcher = SequenceMatcher(None, given, candidate.upper())
        same_letters = sorted(given) == sorted(candidate.upper())
        return (same_letters, matcher.ratio(), given[:1] == candidate[:1].upper())

    return sorted(known, key=likeness, reverse=True)[:3]


class NewerEditionError(EditionError):
    """An edition built by a newer version: never rebuilt over without being asked."""
