"""The figure book: the tables under `data/book/figures/`, read and checked row by row.

A user's part stands beside it: one folder a publication, with its own sources.toml, figures.csv
and claims.csv (`data.book.user_part` writes them). A row that cannot be used raises `BookError`
with file, line and reason; nothing is skipped.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from data import codes, intervals, periods
from data.book.catalogue import read_catalogue
from data.book.columns import CLAIM, EVENT, FIGURE, GOODS, INVESTMENT
from data.book.rows import ParsedRow, Values, read_table
from data.book.wordings import words_of
from data.codes.flows import Flow
from data.errors import BookError, TradeproofError

ROOM = Path(__file__).parents[1]
FIGURES = Path(__file__).parent / "figures"
TABLES = ("source", "figure", "claim", "investment", "event", "goods", "word")
MOST_YEARS = 200  # of an average; no trade statistics reach as far
ADDED = "user-"  # how the ids of what a user added begin
PUBLICATION = ("sources.toml", "figures.csv", "claims.csv")


@dataclass(frozen=True)
class Book:
    """Every table of the book, ready for the database: table name to rows; and its checksum."""

    tables: dict[str, list[Values]]
    checksum: str


def checksum(folder: Path = FIGURES, added: Sequence[Path] = ()) -> str:
    """SHA-256 of everything an edition is built from: book, codes, schema and the rules.

    The words of the reader are no part of an edition, data sets none of the book. `added` are
    folders of a user's part.
    """
    left_out = {FIGURES, ROOM / "lexicon", ROOM / "official", ROOM / "codes" / "places.csv"}
    rules = [path for path in ROOM.rglob("*") if path.suffix in (".csv", ".toml", ".sql", ".py")]
    digest = hashlib.sha256()
    for path in sorted(path for path in rules if not left_out.intersection((path, *path.parents))):
        digest.update(path.relative_to(ROOM).as_posix().encode() + path.read_bytes())
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    for path in (publication / file for publication in added for file in PUBLICATION):
        content = path.read_bytes() if path.is_file() else b""
        digest.update(os.fsencode(path.parent.name) + path.name.encode() + content)
    return digest.hexdigest()


def is_added(source: str) -> bool:
    """Whether a source is of a user's part."""
    return source.startswith(ADDED)


def added(home: Path) -> list[Path]:
    """The folders of the publications that a user added, by their ids.

    What stands there and cannot be read is never taken for nothing: an edition without it would
    lack figures without a word.

    Raises
    ------
    BookError
        What has the name of a publication is no folder.
    OSError
        The folder of publications cannot be read.
    """
    folder = home / "figures"
    if not (folder.is_symlink() or folder.exists()):
        return []
    entries = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    for path in entries:
        if is_added(path.name) and not path.is_dir():
            raise BookError(f"figures/{path.name}", 1, "is no folder; move it elsewhere")
    return [path for path in entries if path.is_dir()]


def read(folder: Path = FIGURES, added: Sequence[Path] = ()) -> Book:
    """Read and check the whole book, and the publications that a user added.

    Raises
    ------
    BookError
        A row is wrong in itself, repeats a key, or points to a row that does not exist.
    """
    tables = _publications(folder)
    known = {source["source"] for source in tables["source"]}
    tables |= {
        "investment": [
            _investment(row, known) for row in read_table(folder / "investment.csv", INVESTMENT)
        ],
        "event": [_event(row, known) for row in read_table(folder / "events.csv", EVENT)],
        "goods": [_sourced(row, known) for row in read_table(folder / "goods.csv", GOODS)],
    }
    _require_unique(folder / "events.csv", tables["event"], ("event",))
    _require_unique(folder / "investment.csv", tables["investment"], ("investment",))
    goods_key = ("source", "reporter", "partner", "flow", "position")
    _require_unique(folder / "goods.csv", tables["goods"], goods_key)
    _require_named_products(folder / "figures.csv", tables["figure"])
    tables["word"] = words_of(folder / "words", tables)
    for publication in added:
        for name, rows in _added(publication).items():
            tables[name] += rows
    bare = {name: [_without_line(row) for row in rows] for name, rows in tables.items()}
    return Book(bare, checksum(folder, added))


def _require_named_products(path: Path, figures: list[Values]) -> None:
    for figure in figures:
        product = figure["product"]
        if product != codes.TOTAL and not codes.is_named_product(product):
            reason = f"product {product!r} has no name in data/codes/names/*.toml"
            raise BookError(path.name, figure["line"], reason)


def _publications(folder: Path) -> dict[str, list[Values]]:
    """The sources of a folder with their figures and claims."""
    sources = read_catalogue(folder / "sources.toml")
    known = {source["source"] for source in sources}
    figures = [_figure(row, known) for row in read_table(folder / "figures.csv", FIGURE)]
    _require_unique_cells(folder / "figures.csv", figures)
    _require_restated(figures)
    levels = {figure["figure"]: figure for figure in figures}
    claims = [_claim(row, levels) for row in read_table(folder / "claims.csv", CLAIM)]
    tables = {"source": sources, "figure": figures, "claim": claims}
    for name, file in (("figure", "figures"), ("claim", "claims")):
        _require_unique(folder / f"{file}.csv", tables[name], (name,))
    return tables


def _added(folder: Path) -> dict[str, list[Values]]:
    """A publication of the user's part: its ids begin with its own, so that none meets another."""
    if not is_added(folder.name):
        raise BookError(folder.name, 1, f"the folder of a publication is named {ADDED}...")
    try:
        tables = _publications(folder)
    except BookError as error:
        raise BookError(f"{folder.name}/{error.file}", error.line, error.reason) from error
    for (name, rows), file in zip(tables.items(), PUBLICATION, strict=True):
        for row in rows:
            if not row[name].startswith(folder.name):
                where = f"{folder.name}/{file}"
                raise BookError(
                    where, row.get("line", 1), f"{row[name]!r} must begin {folder.name}"
                )
    return tables


def _figure(row: ParsedRow, sources: set[str]) -> Values:
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


def _level(row: ParsedRow) -> Values:
    """The bounds of a level; trade is never below zero, so neither are they."""
    found = _bounds(row)
    if row.values["flow"] == Flow.BALANCE:
        return found
    if found["high"] < 0 or (found["value"] or 0) < 0:
        raise row.error("trade below zero; only the flow balance has a sign")
    return found | {"low": max(found["low"], Decimal(0))}


def _claim(row: ParsedRow, figures: dict[str, Values]) -> Values:
    values = row.values
    figure = figures.get(values["figure"])
    if figure is None:
        raise row.error(f"claim on figure {values['figure']!r}, which is not in figures.csv")
    if (values["kind"] == "absolute") != (values["unit"] is not None):
        raise row.error("an absolute change has a unit (million); every other claim has none")
    base, period = values["base_period"], figure["period"]
    if base and period and periods.parse(base) >= periods.parse(period):
        raise row.error(f"base period {base} is not before the figure's period {period}")
    if values["kind"] == "average_annual_percent" and base and period:
        years = periods.parse(period).last_month.year - periods.parse(base).year
        if years > MOST_YEARS:
            raise row.error(f"an average over {years:,} years; at most {MOST_YEARS}")
    return values | _bounds(row)


def _investment(row: ParsedRow, sources: set[str]) -> Values:
    rank, ranked = row.values["rank"], row.values["ranked"]
    if (rank is None) != (ranked is None) or (rank and not 1 <= rank <= ranked):
        raise row.error("rank and ranked go together, rank from 1 to ranked (26 of 147)")
    return _sourced(row, sources) | _bounds(row)


def _event(row: ParsedRow, sources: set[str]) -> Values:
    begins, ends = row.values["begins"], row.values["ends"]
    if ends is not None and (begins is None or ends < begins):
        raise row.error(f"ends {ends} is before begins {begins or '(empty)'}")
    return _sourced(row, sources)


def _sourced(row: ParsedRow, sources: set[str]) -> Values:
    if row.values["source"] not in sources:
        raise row.error(f"source {row.values['source']!r} is not in sources.toml")
    return row.values


def _bounds(row: ParsedRow) -> Values:
    number, number_high, unit = (row.values[k] for k in ("number", "number_high", "unit"))
    try:
        power = 0 if unit is None else codes.power_of_ten(unit)
        return intervals.of_printed(number, number_high, row.values["qualifier"], power).columns
    except TradeproofError as error:
        raise row.error(str(error)) from error


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


def _require_restated(figures: list[Values]) -> None:
    known = {figure["figure"] for figure in figures if figure["restates"] is None}
    for figure in figures:
        if figure["restates"] is not None and figure["restates"] not in known:
            raise BookError(
                "figures.csv",
                figure["line"],
                f"restates {figure['restates']!r}: no such figure, or one that restates another",
            )


def _without_line(row: Values) -> Values:
    return {name: value for name, value in row.items() if name != "line"}
