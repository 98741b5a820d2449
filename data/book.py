"""The figure book: the tables under `data/figures/`, read and checked row by row.

A row that cannot be used raises `BookError` with file, line and reason; nothing is skipped.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from data import bounds, codes, periods
from data.catalogue import read_catalogue
from data.errors import BookError, TradeproofError
from data.rows import (
    Parser,
    Row,
    Values,
    dated,
    integer,
    one_of,
    optional,
    place,
    read_table,
    text,
)

ROOM = Path(__file__).parent
FIGURES = ROOM / "figures"
TABLES = ("source", "figure", "claim", "investment", "event", "goods")


@dataclass(frozen=True)
class Book:
    """Every table of the book, ready for the database: table name to rows; and its checksum."""

    tables: dict[str, list[Values]]
    checksum: str


def checksum(folder: Path = FIGURES) -> str:
    """SHA-256 of everything an edition is built from: book, codes, schema and the rules.

    The words of the reader are no part of an edition.
    """
    left_out = {FIGURES, ROOM / "lexicon"}
    rules = [path for path in ROOM.rglob("*") if path.suffix in (".csv", ".toml", ".sql", ".py")]
    digest = hashlib.sha256()
    for path in sorted(path for path in rules if not left_out.intersection(path.parents)):
        digest.update(path.relative_to(ROOM).as_posix().encode() + path.read_bytes())
    for path in sorted(folder.iterdir()):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def read(folder: Path = FIGURES) -> Book:
    """Read and check the whole book.

    Raises
    ------
    BookError
        A row is wrong in itself, repeats a key, or points to a row that does not exist.
    """
    sources = read_catalogue(folder / "sources.toml")
    known = {source["source"] for source in sources}
    figures = [_figure(row, known) for row in read_table(folder / "figures.csv", _FIGURE)]
    _require_unique_cells(folder / "figures.csv", figures)
    claims = read_table(folder / "claims.csv", _CLAIM)
    levels = {figure["figure"]: figure for figure in figures}
    tables: dict[str, list[Values]] = {
        "source": sources,
        "figure": _restated_first(figures),
        "claim": [_claim(row, levels) for row in claims],
        "investment": [
            _investment(row, known) for row in read_table(folder / "investment.csv", _INVESTMENT)
        ],
        "event": [_event(row, known) for row in read_table(folder / "events.csv", _EVENT)],
        "goods": [_sourced(row, known) for row in read_table(folder / "goods.csv", _GOODS)],
    }
    for name, file in (("figure", "figures"), ("claim", "claims"), ("event", "events")):
        _require_unique(folder / f"{file}.csv", tables[name], (name,))
    _require_unique(folder / "investment.csv", tables["investment"], ("investment",))
    goods_key = ("source", "reporter", "partner", "flow", "position")
    _require_unique(folder / "goods.csv", tables["goods"], goods_key)
    bare = {name: [_without_line(row) for row in rows] for name, rows in tables.items()}
    return Book(bare, checksum(folder))


def _area(kind: str) -> Parser:
    return lambda given: codes.require_area(kind, given)


def _period(given: str) -> str:
    return str(periods.parse(given))


_FIGURE = {
    "figure": text,
    "source": text,
    "reporter": _area("reporter"),
    "partner": _area("partner"),
    "flow": one_of("flow"),
    "product": text,
    "period": optional(_period),
    "number": optional(text),
    "number_high": optional(text),
    "unit": optional(text),
    "currency": one_of("currency"),
    "qualifier": one_of("qualifier"),
    "status": one_of("status"),
    "kind": one_of("figure_kind"),
    "valuation": optional(one_of("valuation")),
    "printed": optional(text),
    "place": place,
    "restates": optional(text),
    "note": optional(text),
}
_CLAIM = {
    "claim": text,
    "figure": text,
    "kind": one_of("claim_kind"),
    "direction": one_of("direction"),
    "number": text,
    "number_high": optional(text),
    "unit": optional(text),
    "qualifier": one_of("qualifier"),
    "base_period": optional(_period),
    "printed": text,
    "place": place,
    "note": optional(text),
}
_INVESTMENT = {
    "investment": text,
    "source": text,
    "investor": _area("investor"),
    "host": _area("host"),
    "as_of": optional(dated),
    "projects": integer,
    "number": text,
    "number_high": optional(text),
    "unit": text,
    "currency": one_of("currency"),
    "qualifier": one_of("qualifier"),
    "rank": optional(integer),
    "ranked": optional(integer),
    "printed": text,
    "place": place,
    "note": optional(text),
}
_EVENT = {
    "event": text,
    "source": text,
    "reporter": _area("reporter"),
    "partner": _area("partner"),
    "kind": one_of("event_kind"),
    "begins": optional(dated),
    "ends": optional(dated),
    "text_en": text,
    "text_vi": text,
    "place": place,
    "note": optional(text),
}
_GOODS = {
    "source": text,
    "reporter": _area("reporter"),
    "partner": _area("partner"),
    "flow": one_of("goods_flow"),
    "position": integer,
    "name_en": text,
    "name_vi": text,
    "place": place,
}


def _figure(row: Row, sources: set[str]) -> Values:
    _sourced(row, sources)
    values = row.values
    if values["number"] is not None:
        if values["unit"] is None:
            raise row.error(f"the number has no unit; known: {', '.join(codes.lists().unit)}")
        values |= _level(row)
    elif any(values[name] is not None for name in ("number_high", "unit", "printed")):
        raise row.error("number is empty, so number_high, unit and printed must be empty too")
    else:
        values |= {"value": None, "low": None, "high": None}
    if values["reporter"] == values["partner"]:
        raise row.error("reporter and partner are the same")
    if values["period"] is not None:
        period = periods.parse(values["period"])
        values |= {
            "freq": period.freq,
            "first_month": period.first_month,
            "last_month": period.last_month,
        }
    return values


def _level(row: Row) -> Values:
    """The bounds of a level; trade is never below zero, so neither are they."""
    found = _bounds(row)
    if row.values["flow"] == "balance":
        return found
    if found["high"] < 0 or (found["value"] or 0) < 0:
        raise row.error("trade below zero; only the flow balance has a sign")
    return found | {"low": max(found["low"], Decimal(0))}


def _claim(row: Row, figures: dict[str, Values]) -> Values:
    values = row.values
    figure = figures.get(values["figure"])
    if figure is None:
        raise row.error(f"claim on figure {values['figure']!r}, which is not in figures.csv")
    if (values["kind"] == "absolute") != (values["unit"] is not None):
        raise row.error("an absolute change has a unit (million); every other claim has none")
    base, period = values["base_period"], figure["period"]
    if base and period and periods.parse(base) >= periods.parse(period):
        raise row.error(f"base period {base} is not before the figure's period {period}")
    return values | _bounds(row)


def _investment(row: Row, sources: set[str]) -> Values:
    rank, ranked = row.values["rank"], row.values["ranked"]
    if (rank is None) != (ranked is None) or (rank and not 1 <= rank <= ranked):
        raise row.error("rank and ranked go together, rank from 1 to ranked (26 of 147)")
    return _sourced(row, sources) | _bounds(row)


def _event(row: Row, sources: set[str]) -> Values:
    begins, ends = row.values["begins"], row.values["ends"]
    if ends is not None and (begins is None or ends < begins):
        raise row.error(f"ends {ends} is before begins {begins or '(empty)'}")
    return _sourced(row, sources)


def _sourced(row: Row, sources: set[str]) -> Values:
    if row.values["source"] not in sources:
        raise row.error(f"source {row.values['source']!r} is not in sources.toml")
    return row.values


def _bounds(row: Row) -> Values:
    number, number_high, unit = (row.values[k] for k in ("number", "number_high", "unit"))
    try:
        power = 0 if unit is None else codes.power_of_ten(unit)
        found = bounds.of_printed(number, number_high, row.values["qualifier"], power)
    except TradeproofError as error:
        raise row.error(str(error)) from error
    return {"value": found.value, "low": found.low, "high": found.high}


def _require_unique_cells(path: Path, figures: list[Values]) -> None:
    key = ("reporter", "partner", "flow", "product", "period", "kind", "source", "restates")
    first: dict[tuple[object, ...], object] = {}
    for figure in figures:
        cell = tuple(figure[name] for name in key)
        if cell in first:
            raise BookError(
                path.name,
                figure["line"],
                f"the same cell and source as line {first[cell]}; a repetition in other words "
                "names the figure it repeats in the column restates",
            )
        first[cell] = figure["line"]


def _require_unique(path: Path, rows: list[Values], key: tuple[str, ...]) -> None:
    first: dict[tuple[object, ...], object] = {}
    for row in rows:
        named = tuple(row[name] for name in key)
        if named in first:
            given = " ".join(str(part) for part in named)
            raise BookError(
                path.name,
                row["line"],
                f"{' '.join(key)} {given!r} is already on line {first[named]}; give it another",
            )
        first[named] = row["line"]


def _restated_first(figures: list[Values]) -> list[Values]:
    """A foreign key needs the figure before the one that restates it."""
    known = {figure["figure"] for figure in figures if figure["restates"] is None}
    for figure in figures:
        if figure["restates"] is not None and figure["restates"] not in known:
            raise BookError(
                "figures.csv",
                figure["line"],
                f"restates {figure['restates']!r}: no such figure, or one that restates another",
            )
    return sorted(figures, key=lambda figure: figure["restates"] is not None)


def _without_line(row: Values) -> Values:
    return {name: value for name, value in row.items() if name != "line"}
