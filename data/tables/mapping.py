"""What a person answered about a table, kept as a small TOML file for its next release."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import tomli_w

from data import codes
from data.codes.text_files import read_toml
from data.errors import BookError, UnknownCode
from data.periods import PeriodError, parse
from data.tables.area_spellings import AGGREGATE, area_of, unknown_area
from data.tables.period_spellings import spelled
from data.tables.table_errors import TableError
from data.tables.vocabulary import mentions

ROLES = (
    *("reporter", "partner", "flow", "product", "period", "year", "quarter", "month", "freq"),
    *("unit", "currency", "status", "valuation", "aggregate", "value", "ignored"),
)
MEANINGS = ("zero", "unknown")  # of a dash, or of a printed 0
DECIMALS = {"point": ".", "comma": ","}
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
_SIGN = re.compile(r"(?:US|\bU\.S\.) ?\$|\$ ?US\b|\$")
_LETTER = re.compile(r"\b(?:USD|EUR) ?(m|k|bn)\b|\b(m|k|bn) ?(?:USD|EUR)\b", re.IGNORECASE)
_LETTERS = {"k": "thousand", "m": "million", "bn": "billion"}
_THOUSAND = re.compile(r"(?<!\d)1[ .,\u00a0]?000(?!\d)|['’]000|\b000s?\b|USD k\b", re.IGNORECASE)
NONE = "none"  # no month is wanting


@dataclass(frozen=True)
class Mapping:
    """The answers. None where a question was not answered: evidence decides.

    `unit` is what a number counts ("million USD", "USD"), `columns` a role for a heading,
    `places` a code for a spelling ("aggregate" for a group), `only` the text that a column must
    have, `period` that of a table without one, `not_yet` periods that are printed but not there.
    """

    reporter: str | None = None
    partner: str | None = None
    flow: str | None = None
    unit: str | None = None
    currency: str | None = None
    valuation: str | None = None
    product: str | None = None
    freq: str | None = None
    period: str | None = None
    decimal: str | None = None
    delimiter: str | None = None
    encoding: str | None = None
    zero: str | None = None
    dash: str | None = None
    services: bool = False
    sheets: tuple[str, ...] = ()
    not_yet: tuple[str, ...] = ()
    columns: AnyMapping[str, str] = field(default_factory=dict)
    places: AnyMapping[str, str] = field(default_factory=dict)
    only: AnyMapping[str, str] = field(default_factory=dict)

    def and_also(self, **answers: Any) -> Mapping:
        """These answers and further ones, which are checked; None answers nothing."""
        said = {name: answer for name, answer in answers.items() if answer not in (None, (), {})}
        return replace(self, **_checked(said))

    def as_toml(self) -> str:
        """The answers as a file that `read_mapping` reads."""
        said = {entry.name: getattr(self, entry.name) for entry in fields(self)}
        kept = {
            name: list(answer) if isinstance(answer, tuple) else answer
            for name, answer in said.items()
            if answer
        }
        return tomli_w.dumps(kept)


def read_mapping(path: Path) -> Mapping:
    """The answers in a TOML file.

    Raises
    ------
    TableError
        The file is missing, is not TOML, or an answer is not one of the known ones.
    UnknownCode
        A key or a code is not known; the nearest known ones are named.
    """
    try:
        _, said = read_toml(path)
    except BookError as error:
        raise TableError(path.name, f"line {error.line}: {error.reason}") from error
    return mapping_of(said)


def mapping_of_toml(text: str) -> Mapping:
    """The answers in the text of a TOML file."""
    try:
        return mapping_of(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise TableError("mapping", f"not valid TOML: {error}") from error


def mapping_of(said: AnyMapping[str, Any]) -> Mapping:
    """The answers under their names, each checked."""
    return Mapping(**_checked(said))


def unit_of(text: str) -> tuple[str | None, str | None]:
    """The unit and currency that words name: ("million", "USD") of `million USD`.

    A currency without a multiple counts one by one.
    """
    text = " ".join(_SIGN.sub(" USD ", text).replace("€", " EUR ").replace("_", " ").split())
    if letter := _LETTER.search(text):
        text += f" {_LETTERS[(letter[1] or letter[2]).lower()]}"
    if _THOUSAND.search(text):
        text += " thousand"
    units = [said.key for said in mentions("unit", text) if said.key != "one"]
    currencies = dict.fromkeys(
        [*(said.key for said in mentions("currency", text)), *_iso_currencies(text)]
    )
    currency = next(iter(currencies), None)
    if len(set(units)) > 1:
        return None, currency
    return (units[0] if units else ("one" if currency else None)), currency


def _iso_currencies(text: str) -> list[str]:
    words = text.replace("/", " ").replace("_", " ").split()
    return [
        word.strip("().,;:") for word in words if word.strip("().,;:") in codes.lists().currency
    ]


def _checked(said: AnyMapping[str, Any]) -> dict[str, Any]:
    known = {entry.name for entry in fields(Mapping)}
    found = {}
    for name, answer in said.items():
        codes.require("answer", name, sorted(known))
        found[name] = _CHECKS.get(name, _text)(name, answer)
    return found


def _text(name: str, answer: Any) -> str:
    if not isinstance(answer, str) or not answer.strip():
        raise TableError("mapping", f"{name} needs a text, not {answer!r}")
    return answer.strip()


def _area(name: str, answer: Any) -> str:
    text = _text(name, answer)
    area = area_of(text)
    if area is None or area.code is None:
        raise unknown_area(name, text)
    return area.code


def _listed(*allowed: str) -> Any:
    def check(name: str, answer: Any) -> str:
        return codes.require(name, _text(name, answer), allowed)

    return check


def _unit(name: str, answer: Any) -> str:
    text = _text(name, answer)
    if text in codes.lists().unit:
        return text
    unit, _ = unit_of(text)
    if unit is None:
        raise UnknownCode(name, text, [f"{word} USD" for word in codes.lists().unit])
    return text


def _table_of(check: Any) -> Any:
    def check_all(name: str, answer: Any) -> dict[str, str]:
        if not isinstance(answer, AnyMapping):
            raise TableError("mapping", f"{name} needs a table of texts, not {answer!r}")
        return {str(key): check(f"{name}.{key}", entry) for key, entry in answer.items()}

    return check_all


def _place(name: str, answer: Any) -> str:
    return AGGREGATE if answer == AGGREGATE else _area(name, answer)


def _texts(name: str, answer: Any) -> tuple[str, ...]:
    if isinstance(answer, str) or not isinstance(answer, list | tuple):
        raise TableError("mapping", f"{name} needs a list of texts, not {answer!r}")
    return tuple(_text(name, entry) for entry in answer)


def _periods(name: str, answer: Any) -> tuple[str, ...]:
    texts = _texts(name, answer)
    return tuple(text if text == NONE else str(parse(text)) for text in texts)


def _period(name: str, answer: Any) -> str:
    text = _text(name, answer)
    said = spelled(text)
    if said is None or said.day is not None:
        raise PeriodError(text, "unknown form", name)
    return text


def _yes_or_no(name: str, answer: Any) -> bool:
    if not isinstance(answer, bool):
        raise TableError("mapping", f"{name} is true or false, not {answer!r}")
    return answer


def _mark(known: AnyMapping[str, str]) -> Any:
    def check(name: str, answer: Any) -> str:
        if not isinstance(answer, str):
            raise TableError("mapping", f"{name} needs a text, not {answer!r}")
        return answer if answer in known.values() else known[codes.require(name, answer, known)]

    return check


_CHECKS: dict[str, Any] = {
    "reporter": _area,
    "partner": _area,
    "flow": _listed(*codes.lists().flow),
    "unit": _unit,
    "currency": _listed(*codes.lists().currency),
    "valuation": _listed(*codes.lists().valuation),
    "freq": _listed(*codes.lists().freq),
    "decimal": _mark(DECIMALS),
    "delimiter": _mark(DELIMITERS),
    "period": _period,
    "zero": _listed(*MEANINGS),
    "dash": _listed(*MEANINGS),
    "services": _yes_or_no,
    "sheets": _texts,
    "not_yet": _periods,
    "columns": _table_of(_listed(*ROLES)),
    "places": _table_of(_place),
    "only": _table_of(_text),
}
