"""Figures and claims of a text as rows of the figure book: digits as printed, with their unit.

Not everything that can be checked can be kept: the book wants to know whose trade a figure is of,
in a currency of its list, and each cell of a publication once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from analytics.reading.frames.parties import WORLD
from analytics.reading.marks.limits import exponent, is_fraction, limits, qualifier_of
from analytics.reading.marks.mark import Amount, Quantity
from analytics.reading.out.reader import Read
from analytics.reading.state.statements import CHECK, Claim, Figure
from analytics.recording.corrections import IS_RIGHT, Changes
from analytics.recording.stated import direction, recorded_product, usual_currency
from data import codes
from data.intervals import as_decimal, turned

# Why a figure or claim cannot be kept.
NO_SIDES, SAME_SIDES, NO_CURRENCY = "no_sides", "same_sides", "no_currency"
NO_UNIT, REPEATED, OTHER_CURRENCY = "no_unit", "repeated", "other_currency"
BASE_NOT_BEFORE, IN_DOUBT = "base_not_before", "in_doubt"
REASONS = (
    NO_SIDES, SAME_SIDES, NO_CURRENCY, NO_UNIT, REPEATED, OTHER_CURRENCY, BASE_NOT_BEFORE, IN_DOUBT,
)  # fmt: skip

NOTHING: Changes = {}
BookRow = dict[str, str]
Cell = tuple[object, ...]


@dataclass
class BookRows:
    """What of a text can be kept: rows of figures.csv and claims.csv by the id in the text.

    `refused` gives by id the reason why a figure or claim cannot be kept. The ids in the rows
    are those of the text.
    """

    figures: dict[str, BookRow] = field(default_factory=dict)
    claims: dict[str, BookRow] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)

    def only(self, chosen: Container[str]) -> BookRows:
        """The chosen figures, with their claims and the figures that they restate."""
        names = {name for name in self.figures if name in chosen}
        names |= {row["restates"] for name, row in self.figures.items() if name in names}
        figures = {name: row for name, row in self.figures.items() if name in names}
        claims = {name: row for name, row in self.claims.items() if row["figure"] in names}
        return BookRows(figures, claims, {})


def book_rows(read: Read, by_hand: Changes = NOTHING) -> BookRows:
    """The rows of a text that was read.

    A level that the text repeats in the same digits is kept once, with the claims on all of its
    mentions; one repeated in other digits restates the first. What a person should look at first
    is not kept until that is done.

    Parameters
    ----------
    by_hand
        What was corrected or found right by hand, by id, which the rows note.
    """
    rows = BookRows()
    cells: dict[Cell, list[BookRow]] = defaultdict(list)
    usual = usual_currency(read)
    for figure in read.figures:
        try:
            _require_certain(figure)
            _require_sides(figure)
            wanted = _figure(read, figure, usual) | _note(by_hand.get(figure.name))
            row = _kept(wanted, cells[_cell(wanted)])
        except Refused as refused:
            names = [figure.name, *(claim.name for claim in figure.claims)]
            rows.refused |= dict.fromkeys(names, refused.reason)
            continue
        rows.figures[row["figure"]] = row
        for claim in figure.claims:
            on = {"figure": row["figure"]} | _note(by_hand.get(claim.name))
            try:
                _require_certain(claim)
                rows.claims[claim.name] = _claim(read, figure, claim, row["currency"]) | on
            except Refused as refused:
                rows.refused[claim.name] = refused.reason
    return rows


class Refused(Exception):
    """A figure or claim that the book has no place for; `reason` is one of `REASONS`."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def _require_certain(row: Figure | Claim) -> None:
    if row.confidence == CHECK:
        raise Refused(IN_DOUBT)


def _require_sides(figure: Figure) -> None:
    sides = figure.subject.sides
    if sides.reporter is None:
        raise Refused(NO_SIDES)
    if sides.reporter == (sides.partner or WORLD):
        raise Refused(SAME_SIDES)


def _kept(row: BookRow, of_cell: list[BookRow]) -> BookRow:
    """The row under which a figure is kept: its own, or an earlier one that says the same."""
    for known in of_cell:
        if _says_the_same(row, known):
            return known
    if not of_cell:
        of_cell.append(row)
        return row
    first = of_cell[0]
    if not first["number"]:
        first |= row | {"figure": first["figure"]}
        return first
    if len(of_cell) > 1:
        raise Refused(REPEATED)
    of_cell.append(row | {"restates": first["figure"]})
    return of_cell[-1]


def _figure(read: Read, figure: Figure, usual: str) -> BookRow:
    subject, mark = figure.subject, figure.amount
    currency = figure.currency or usual
    if currency not in codes.lists().currency:
        raise Refused(NO_CURRENCY)
    row = {
        "figure": figure.name,
        "reporter": subject.sides.reporter or "",
        "partner": subject.sides.partner or WORLD,
        "flow": subject.flow,
        "product": recorded_product(figure, read),
        "period": str(subject.period) if subject.period else "",
        "number": "",
        "number_high": "",
        "unit": "",
        "currency": currency,
        "qualifier": "exact",
        "status": "F" if subject.kind == "forecast" else "A",
        "kind": subject.kind,
        "valuation": "",
        "printed": "",
        "place": _place(read, figure.start),
        "restates": "",
    }
    if mark is None:
        return row
    printed = read.text.printed(mark.start, mark.end) if figure.is_printed else ""
    return row | digits_of(mark, figure.sign) | {"printed": printed}


def _claim(read: Read, figure: Figure, claim: Claim, currency: str) -> BookRow:
    period, mark = figure.subject.period, claim.mark
    if claim.base and period and claim.base >= period:
        raise Refused(BASE_NOT_BEFORE)
    if isinstance(mark, Amount) and (mark.currency or currency) != currency:
        raise Refused(OTHER_CURRENCY)
    return digits_of(mark) | {
        "claim": claim.name,
        "kind": claim.kind,
        "direction": direction(figure, claim),
        "base_period": str(claim.base) if claim.base else "",
        "printed": read.text.printed(mark.start, mark.end),
        "place": _place(read, mark.start),
    }


def digits_of(mark: Quantity, sign: int = 1) -> BookRow:
    """The digits of an amount in its unit, or of a rate, as many as were printed.

    A deficit is below zero, so that "nearly" is the other way about. A fraction ("a third") has no
    digits: it is the range that it stands for.

    Raises
    ------
    Refused
        No unit of the book is large enough.
    """
    power, unit = _unit(mark) if isinstance(mark, Amount) else (0, "")
    found, qualifier = limits(mark), qualifier_of(mark)
    if sign < 0:
        found, qualifier = -found, turned(qualifier)
    if found.value is None or is_fraction(mark):
        low, high = (_plain(as_decimal(end / 10**power)) for end in found.bounds.ends)
        return {"number": low, "number_high": high, "unit": unit, "qualifier": "range"}
    number = as_decimal(found.value / 10**power)
    return {
        "number": _printed(number, power - exponent(mark.step)),
        "number_high": "",
        "unit": unit,
        "qualifier": qualifier,
    }


def _printed(number: Decimal, decimals: int) -> str:
    """A number with the decimals it was printed with, and with more where it has more."""
    printed = f"{number:.{max(0, decimals)}f}"
    return printed if Decimal(printed) == number else _plain(number)


def _unit(mark: Amount) -> tuple[int, str]:
    """The unit in which the printed digits have no zeros of their own, with its power of ten.

    The unit of the last printed digit of a whole number; else the largest unit not above the
    amount, or above its last printed digit where that is larger.
    """
    size = max(abs(end) for end in limits(mark).bounds.ends)
    units = {power: unit for unit, power in codes.lists().unit.items()}
    step = 0 if mark.number is None else exponent(mark.step)
    if mark.number is not None and mark.is_whole and step in units:
        return step, units[step]
    least = max([step, *(power for power in units if size >= 10**power)])
    power = min((power for power in units if power >= least), default=None)
    if power is None:
        raise Refused(NO_UNIT)
    return power, units[power]


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _place(read: Read, start: int) -> str:
    return f"line {read.text.line_of(start)}"


def _note(by_hand: Mapping[str, str | None] | None) -> BookRow:
    if not by_hand:
        return {"note": ""}
    return {"note": "confirmed by hand" if set(by_hand) == {IS_RIGHT} else "corrected by hand"}


def _cell(row: BookRow) -> Cell:
    return tuple(row[name] for name in ("reporter", "partner", "flow", "product", "period", "kind"))


def _says_the_same(row: BookRow, kept: BookRow) -> bool:
    """Whether a row has the level of the one that is kept, or none."""
    level = ("number", "number_high", "unit", "currency", "qualifier")
    return not row["number"] or all(row[name] == kept[name] for name in level)
