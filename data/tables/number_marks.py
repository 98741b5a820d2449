"""Decimal marks and thousands separators of a table by evidence, and what a cell's number is.

A table has one decimal mark. What shows it: both marks in a number (the last one is decimal), a
mark twice (it separates thousands), other than three digits after it, or four digits and more
before it. Where nothing shows it, it is asked for, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from data.tables.folding import fold, in_one_script, tidy, without_footnote
from data.tables.vocabulary import meaning

BLANKS = " \u00a0\u2009\u202f'’"  # between thousands; the apostrophe is Swiss
MINUS = str.maketrans("−–—", "---")
UNKNOWN = frozenset(
    (
        "...",
        "…",
        "..",
        ".",
        "n/a",
        "n.a.",
        "na",
        "n.d.",
        "nd",
        ":",
        "x",
        "*",
        "null",
        "none",
        "н/д",
        "…*",
    )
)
DASHES = frozenset("-–—−")
_MARKED = re.compile(r"-?\d[\d., \u00a0\u2009\u202f'’]*")
_EXPONENT = re.compile(r"-?\d+(\.\d+)?[eE][-+]?\d{1,3}")
_LETTER = re.compile(
    r"(?P<number>.*?\d)\s*[(\[]?(?P<status>[^\W\d_]+(?: [^\W\d_]+)?)\.?[)\]]?", re.IGNORECASE
)
LARGEST = 10**32  # in units of the source; the columns of a data set keep no more


@dataclass(frozen=True)
class Marks:
    """The decimal mark of a table, and what shows it; None where nothing does."""

    decimal: str | None
    evidence: str


@dataclass(frozen=True)
class Number:
    """What a cell says. `digits` has a point before its decimals; None where it has no number.

    `reason` says why a cell with something in it is not a number; without one the cell says that
    the number is unknown.
    """

    digits: str | None = None
    status: str | None = None
    reason: str | None = None
    is_dash: bool = False


def marks_of(texts: Iterable[str], delimiter: str | None = None) -> Marks:
    """The decimal mark that numbers show."""
    shown: dict[str, str] = {}
    is_open = False  # whether a mark could be either
    for text in texts:
        mark, decided = _shows(text)
        if mark is not None and decided:
            shown.setdefault(mark, text)
        is_open |= mark is not None and not decided
    if len(shown) == 1:
        mark, text = next(iter(shown.items()))
        return Marks(mark, f"{text!r} can be read no other way")
    if shown:
        return Marks(None, f"{shown['.']!r} shows a point, {shown[',']!r} a comma")
    if not is_open:
        return Marks(".", "no number has a mark")
    if delimiter == ",":
        return Marks(".", "a comma separates the cells")
    return Marks(None, "every mark has three digits behind it")


def _shows(text: str) -> tuple[str | None, bool]:
    """The decimal mark that a number shows, and whether it can be no other; None without marks."""
    text = tidy(text).translate(MINUS)
    if not _MARKED.fullmatch(text):
        return None, False
    digits = text.lstrip("-")
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return None, False
    mark = digits[last]
    other = "," if mark == "." else "."
    before, after = digits[:last], digits[last + 1 :]
    if other in before:
        return (mark, True) if mark not in before else (None, False)
    if mark in before:
        return other, True
    run = re.split(rf"[{BLANKS}]", before)[-1]
    is_decimal = len(after) != 3 or len(run) > 3 or before.startswith("0") or " " in tidy(before)
    return mark, is_decimal


def number_of(text: str, decimal: str, is_typed: bool = False) -> Number:
    """What a cell says under a decimal mark.

    Examples
    --------
    >>> number_of("4.124,3", ",").digits
    '4124.3'
    >>> number_of("9.78 e", ".")
    Number(digits='9.78', status='E', reason=None, is_dash=False)
    >>> number_of("...", ".").reason is None
    True
    """
    text = in_one_script(tidy(text)).translate(MINUS)
    if text in DASHES or set(text) == {"-"}:
        return Number(is_dash=True)
    if text.casefold() in UNKNOWN or set(text) <= set(".…"):
        return Number()
    if text.startswith("(") and text.endswith(")") and (negative := _digits(text[1:-1], decimal)):
        return Number(f"-{negative}")
    plain = without_footnote(text)
    if (digits := _digits(plain, decimal)) is not None:
        return _within(digits, None)
    if _EXPONENT.fullmatch(plain.replace(",", ".") if decimal == "," else plain):
        return _of_exponent(plain.replace(",", "."))
    if is_typed and (mark := _shows(plain)) and mark[1] and mark[0]:
        digits = _digits(plain, mark[0])
        return _within(digits, None) if digits else Number(reason=f"{text!r} is not a number")
    return _with_status(plain, decimal) or Number(reason=f"{text!r} is not a number")


def _with_status(text: str, decimal: str) -> Number | None:
    """`9.78 e`, `12,5 (p)`, `100 sơ bộ`: a number and the word for its status."""
    found = _LETTER.fullmatch(text)
    if not found or not (status := meaning("status", fold(found["status"]))):
        return None
    digits = _digits(found["number"], decimal)
    return None if digits is None else _within(digits, status)


def _digits(text: str, decimal: str) -> str | None:
    """A number with a point before its decimals; None for anything else."""
    group = "," if decimal == "." else "."
    whole, mark, after = text.partition(decimal)
    if mark and not re.fullmatch(r"\d+", after, re.ASCII):
        return None
    sign = "-" if whole.startswith("-") else ""
    whole = whole.removeprefix("-").strip()
    for separator in (group, f"[{BLANKS}]"):
        if re.fullmatch(rf"\d{{1,3}}({'[.]' if separator == '.' else separator}\d{{3}})+", whole):
            whole = re.sub(r"\D", "", whole)
    whole = whole or ("0" if mark else "")  # `.5`
    if not re.fullmatch(r"\d+", whole, re.ASCII):
        return None
    return f"{sign}{whole}{'.' if mark else ''}{after}"


def _of_exponent(text: str) -> Number:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return Number(reason=f"{text!r} is not a number")
    if abs(number) >= LARGEST:
        return Number(reason=f"{text!r} is too large to be trade")
    return _within(format(number, "f"), None)


def _within(digits: str, status: str | None) -> Number:
    if len(digits.lstrip("-").partition(".")[0].lstrip("0")) > 32:
        return Number(reason=f"{digits!r} is too large to be trade")
    return Number(digits, status)
