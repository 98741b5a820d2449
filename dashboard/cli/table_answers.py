"""The options of `load table`: what a person says of a table and of the data set, declared once."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

import typer

from data.errors import TradeproofError

# What a person may say of the data set as a whole.
OF_DATA_SET = {
    "source": "Id of the data set; that of the file's name without",
    "release": "Which of its releases, as 2025-06",
    "published": "Day, month or year of the release",
    "publisher": "Whose statistics it has; official only where it is named",
    "title": "Its title",
    "address": "Where it is published",
    "licence": "Its licence",
    "language": "Of the table: en, vi or ru",
}
# Answers about the table: one, several, and several that are NAME=ANSWER.
ONE = {
    "reporter": "Whose statistics these are, as VNM",
    "partner": "With whom this trade is, as KAZ",
    "flow": "export, import, total or balance",
    "unit": 'What a number counts, as "million USD"',
    "currency": "As USD",
    "valuation": "FOB or CIF",
    "product": "Of which goods it is, as TOTAL",
    "period": "Of which period it is, as 2024",
    "freq": "What days stand for: A, Q or M",
    "decimal": "point or comma",
    "delimiter": "comma, semicolon, tab or bar",
    "encoding": "As utf-8 or cp1252",
    "dash": "What - means: zero or unknown",
    "zero": "What 0 means: zero or unknown",
}
SEVERAL = {
    "sheet": "A sheet to be read",
    "not-yet": "A period that is printed but not there yet; none where all are",
}
PAIRS = {
    "column": "HEADING=ROLE, as Value=value",
    "place": "SPELLING=CODE, or =aggregate",
    "only": "HEADING=TEXT that a row must have",
}
NAMES = {"sheet": "sheets", "not-yet": "not_yet", "column": "columns", "place": "places"}

Answers = dict[str, Any]


def with_answers(command: Callable[..., None]) -> Callable[..., None]:
    """A command whose `told` and `answers` are given as an option each."""
    single = {**OF_DATA_SET, **ONE}
    options = [_option(name, text, str | None) for name, text in single.items()]
    options += [_option(name, text, list[str] | None) for name, text in (SEVERAL | PAIRS).items()]

    def gathered(given: dict[str, Any]) -> dict[str, Answers]:
        told = {name: given.pop(name) for name in OF_DATA_SET}
        answers: Answers = {name: given.pop(name) for name in ONE}
        answers |= {NAMES[name]: given.pop(_parameter(name)) for name in SEVERAL}
        answers |= {NAMES.get(name, name): _pairs(name, given.pop(name)) for name in PAIRS}
        return {"told": told, "answers": answers}

    return _with_options(command, options, gathered)


def with_told(command: Callable[..., None]) -> Callable[..., None]:
    """A command whose `told`, what is said of the data set as a whole, is given by options."""
    options = [_option(name, text, str | None) for name, text in OF_DATA_SET.items()]
    return _with_options(
        command, options, lambda given: {"told": {name: given.pop(name) for name in OF_DATA_SET}}
    )


def _with_options(
    command: Callable[..., None],
    options: list[inspect.Parameter],
    gathered: Callable[[dict[str, Any]], dict[str, Answers]],
) -> Callable[..., None]:
    """A command with further options, which it is given as what is gathered of them."""
    signature = inspect.signature(command, eval_str=True)

    @wraps(command)
    def answered(**given: Any) -> None:
        command(**gathered(given), **given)

    own = [one for name, one in signature.parameters.items() if name not in ("told", "answers")]
    parameters = [*own, *options]
    vars(answered)["__signature__"] = signature.replace(parameters=parameters)
    answered.__annotations__ = {one.name: one.annotation for one in parameters}
    return answered


def _option(name: str, text: str, kind: Any) -> inspect.Parameter:
    several = "; may be given more than once" if kind != str | None else ""
    annotation = Annotated[kind, typer.Option(f"--{name}", help=f"{text}{several}.")]
    return inspect.Parameter(
        _parameter(name), inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation
    )


def _parameter(name: str) -> str:
    return name.replace("-", "_")


def _pairs(name: str, given: list[str] | None) -> dict[str, str]:
    """`Value=value` as heading and role; a heading may have a `=` of its own."""
    pairs = {}
    for one in given or ():
        key, equals, said = one.rpartition("=")
        if not (equals and key.strip() and said.strip()):
            raise TradeproofError(f"--{name} {one!r} is no pair; write --{name} {PAIRS[name]}")
        pairs[key.strip()] = said.strip()
    return pairs
