"""Errors a person can act on: each message says what is wrong and what would be right."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

FEW = 12  # codes that fit into one line of an error
LONGEST_NAMED = 100  # characters of what was given that an error repeats


def shortened(text: str) -> str:
    """What was given, as far as an error repeats it."""
    return text if len(text) <= LONGEST_NAMED else text[: LONGEST_NAMED - 1] + "…"


class TradeproofError(Exception):
    """Bad input or an unusable file. The message is one line, meant for a person.

    It can be written anywhere: what is no letter, as in a name that is not UTF-8, stands escaped.
    """

    def __str__(self) -> str:
        return " ".join(super().__str__().encode("utf-8", "backslashreplace").decode().split())


class UnknownCode(TradeproofError):
    """A code outside its closed list.

    `kind` is the name of the list ("partner"), `code` what was given, shortened, `allowed` the
    nearest known codes, or all of them where they are few.
    """

    def __init__(self, kind: str, code: str, known: Iterable[str]) -> None:
        self.kind = kind
        self.code = shortened(code)
        known = list(known)
        self.allowed = _nearest(self.code, known)
        hint = "known" if len(known) <= FEW else "nearest"
        super().__init__(f"unknown {kind} {self.code!r}; {hint}: {', '.join(self.allowed)}")


class BookError(TradeproofError):
    """A row of the figure book that cannot be used: file, line and reason."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        self.file, self.line, self.reason = file, line, reason
        super().__init__(f"{file}, line {line}: {reason}")


class EditionError(TradeproofError):
    """An edition that is missing, damaged, or made by a newer version."""


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
