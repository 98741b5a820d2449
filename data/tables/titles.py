"""What the titles, the notes and the name of a sheet say of every figure in a table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from data.tables.area_spellings import areas_in
from data.tables.folding import fold, tidy
from data.tables.mapping import unit_of
from data.tables.number_marks import DASHES
from data.tables.period_spellings import Spelled, spelled
from data.tables.vocabulary import GENERAL, mentions

_LEGEND = re.compile(
    r"[\"'«“(]?\s*(?P<sign>[-–—]|0[.,]?0?)\s*[\"'»”)]?\s*[-–—:=]?\s*(?P<words>\D{4,})"
)
LONGEST_TITLE = 300  # characters; what is longer is an explanation


@dataclass(frozen=True)
class Told:
    """A thing that a text tells, and the text."""

    value: str
    text: str


@dataclass(frozen=True)
class Titles:
    """What titles tell. None where they are silent or tell two things."""

    reporter: Told | None = None
    partner: Told | None = None
    flow: Told | None = None
    unit: Told | None = None
    currency: Told | None = None
    valuation: Told | None = None
    services: Told | None = None
    period: Spelled | None = None
    period_text: str = ""
    dash: Told | None = None
    zero: Told | None = None


def titles_of(titles: Iterable[str], name: str, notes: Iterable[str], file: str) -> Titles:
    """What the titles above a table, the name of its sheet and the notes below tell.

    The name of the file only tells the flow, and that it is about services.
    """
    above = [tidy(text) for text in (*titles, name) if text and len(text) <= LONGEST_TITLE]
    below = [tidy(text) for text in notes]
    stem = re.sub(r"[_.-]+", " ", file.rpartition(".")[0] or file)
    whose, towards = _areas(above)
    period, period_text = _period(above)
    unit, currency = _unit([*above, *below])
    return Titles(
        reporter=whose,
        partner=towards,
        flow=_flow(above) or _flow([stem]),
        unit=unit,
        currency=currency,
        valuation=_one("valuation", above),
        services=_one("services", [*above, stem]),
        period=period,
        period_text=period_text,
        dash=_legend(below + above, DASHES),
        zero=_legend(below + above, frozenset(("0", "0.0", "0,0"))),
    )


def _one(section: str, texts: Iterable[str]) -> Told | None:
    """The one key of a section that texts mention; None if they mention two."""
    found = {said.key: text for text in texts for said in mentions(section, text)}
    return Told(*next(iter(found.items()))) if len(found) == 1 else None


def _flow(texts: Iterable[str]) -> Told | None:
    found = {
        said.key: text
        for text in texts
        for said in mentions("flow", text)
        if said.phrase not in GENERAL
    }
    return Told(*next(iter(found.items()))) if len(found) == 1 else None


def _areas(texts: Iterable[str]) -> tuple[Told | None, Told | None]:
    whose: dict[str, str] = {}
    towards: dict[str, str] = {}
    for text in texts:
        mine, others = areas_in(_without_money(text))
        whose.update({code: whose.get(code, text) for code in mine})
        towards.update({code: towards.get(code, text) for code in others})
    one_each = (
        Told(*next(iter(found.items()))) if len(found) == 1 else None for found in (whose, towards)
    )
    reporter, partner = one_each
    return reporter, partner


def _without_money(text: str) -> str:
    """The words of a title but those for a currency: `US dollars` name no country."""
    words = fold(text).split()
    for said in mentions("currency", text):
        size = len(said.phrase.split())
        words[said.start : said.start + size] = [""] * size
    return " ".join(filter(None, words))


def _unit(texts: Iterable[str]) -> tuple[Told | None, Told | None]:
    unit: Told | None = None
    currency: Told | None = None
    for text in texts:
        said, money = unit_of(text)
        if money and currency is None:
            currency = Told(money, text)
        if said and (money or unit is None) and (unit is None or said != "one"):
            unit = unit if unit and unit.value != "one" else Told(said, text)
    return unit, currency


def _period(texts: Iterable[str]) -> tuple[Spelled | None, str]:
    """The one year or part of a year that titles name."""
    found: dict[Spelled, str] = {}
    for text in texts:
        words = text.split()
        best = _longest_period(words)
        if best is not None:
            found.setdefault(best, text)
    return next(iter(found.items())) if len(found) == 1 else (None, "")


def _longest_period(words: list[str]) -> Spelled | None:
    for size in range(min(6, len(words)), 0, -1):
        for at in range(len(words) - size + 1):
            said = spelled(" ".join(words[at : at + size]).strip("(),.;:"))
            if said is not None and said.year is not None and said.day is None:
                return said
    return None


def _legend(texts: Iterable[str], signs: Iterable[str]) -> Told | None:
    """What a note says that a sign stands for: zero or unknown."""
    for text in texts:
        found = _LEGEND.match(text)
        if found and found["sign"] in signs and (said := mentions("legend", found["words"])):
            return Told(said[0].key, text)
    return None
