"""Figures and claims of a text as rows of the views `observation` and `reported_claim`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from analytics.reading.frames.parties import WORLD
from analytics.reading.marks.limits import limits, qualifier_of
from analytics.reading.marks.mark import Amount
from analytics.reading.out.reader import Read
from analytics.reading.state.statements import Claim, Figure
from analytics.reconciling.claimed_changes import ABSOLUTE
from data.codes import TOTAL
from data.codes.flows import Flow
from data.intervals import as_decimal
from data.lexicon import lexicon
from data.periods import Period
from data.views import Observation, ReportedClaim

SOURCE = "text"
UNKNOWN_AREA = "?"  # whose statistics, where the text does not tell: equal to no area
USUAL_CURRENCY = "USD"

LEVEL = ("low", "high", "qualifier", "status", "printed", "is_whole")
CELL = ("reporter", "partner", "flow", "product", "currency", "period", "status")

Row = dict[str, Any]


@dataclass(frozen=True)
class Stated:
    """The rows of a text: its observations and its claims, each in the text's order.

    Ids are `f1`, `f2`, … and `c1`, `c2`, … in the order of `Read.as_records`. A figure without a
    level or period, and a target, is no observation. A growth whose currency the text does not
    print is taken in the currency that the text prints most, else in US dollars.
    """

    observations: tuple[Observation, ...]
    claims: tuple[ReportedClaim, ...]

    @property
    def once_a_cell(self) -> list[Observation]:
        """The tightest observation of each cell, the first where several are as tight."""
        best: dict[tuple[Any, ...], Observation] = {}
        for row in self.observations:
            cell = tuple(getattr(row, name) for name in CELL)
            if cell not in best or _width(row) < _width(best[cell]):
                best[cell] = row
        return list(best.values())


def stated(read: Read) -> Stated:
    """The rows of a text that was read."""
    usual = usual_currency(read)
    figures = [(figure, _cell(figure, usual, read)) for figure in read.figures]
    observations = [
        _observation(figure, cell)
        for figure, cell in figures
        if figure.amount and figure.subject.period and figure.subject.kind != "target"
    ]
    claims = [
        _claim(figure, claim, cell, read) for figure, cell in figures for claim in figure.claims
    ]
    return Stated(tuple(observations), tuple(claims))


def usual_currency(read: Read) -> str:
    """The currency that a text prints most, US dollars where it prints none."""
    printed = Counter(figure.currency for figure in read.figures if figure.currency)
    return printed.most_common(1)[0][0] if printed else USUAL_CURRENCY


def recorded_product(figure: Figure, read: Read) -> str:
    """The goods of a figure as views and book know them: `TOTAL` for all goods.

    A text that says "goods exports" speaks of all goods, as the statistics do; where it tells of
    the same pair and period without that word as well, that may be with services, and goods stay
    a part of it.
    """
    subject = figure.subject
    if subject.product is None:
        return TOTAL
    if subject.product.casefold() not in lexicon(read.language)["coverage"].get("goods", ()):
        return subject.product
    others = (one.subject for one in read.figures if one.subject.product is None)
    is_a_part = any((o.sides, o.period) == (subject.sides, subject.period) for o in others)
    return subject.product if is_a_part else TOTAL


def _cell(figure: Figure, usual: str, read: Read) -> Row:
    """What observations and claims have in common: whose statistics, of what, when, from where."""
    subject = figure.subject
    sides = subject.sides
    return {
        "source": SOURCE,
        "release_date": read.published or "",
        "reporter": sides.reporter or UNKNOWN_AREA,
        "partner": sides.partner or (WORLD if sides.reporter else UNKNOWN_AREA),
        "flow": Flow(subject.flow),
        "product": recorded_product(figure, read),
        "currency": figure.currency or usual,
        **_calendar(subject.period),
    }


def _calendar(period: Period | None) -> Row:
    if period is None:
        return dict.fromkeys(("freq", "period", "first_month", "last_month"))
    return {
        "freq": period.freq,
        "period": str(period),
        "first_month": period.first_month,
        "last_month": period.last_month,
    }


def _observation(figure: Figure, cell: Row) -> Observation:
    return Observation(**cell, **_level(figure), valuation=None, figure=figure.name, is_sum=False)


def _level(figure: Figure) -> Row:
    """The signed level with its bounds; NULL without one."""
    status = "F" if figure.subject.kind == "forecast" else "A"
    if figure.amount is None:
        empty = dict.fromkeys(("value", "low", "high", "qualifier", "is_whole"))
        return {**empty, "status": status}
    printed = limits(figure.amount)
    return {
        **(printed if figure.sign > 0 else -printed).columns,
        "qualifier": qualifier_of(figure.amount) if printed.value is not None else "range",
        "status": status,
        "is_whole": figure.amount.is_whole,
    }


def _claim(figure: Figure, claim: Claim, cell: Row, read: Read) -> ReportedClaim:
    mark = claim.mark
    claimed = limits(mark)
    base = claim.base
    amount = figure.amount
    printed = read.text.printed(amount.start, amount.end) if amount else ""
    level: Row = {**_level(figure), "printed": printed or None}
    if isinstance(mark, Amount) and mark.currency and mark.currency != cell["currency"]:
        cell = {**cell, "currency": mark.currency}
        level = {**dict.fromkeys(level), "status": level["status"]}
    return ReportedClaim(
        claim=claim.name,
        **cell,
        base_period=str(base) if base else None,
        kind=claim.kind,
        direction=direction(figure, claim),
        claimed=claimed.columns["value"],
        claimed_low=as_decimal(claimed.bounds.low),
        claimed_high=as_decimal(claimed.bounds.high),
        claimed_qualifier=qualifier_of(mark) if claimed.value is not None else "range",
        claimed_printed=read.text.printed(mark.start, mark.end),
        claimed_is_whole=mark.is_whole,
        place=None,
        note=None,
        figure_kind=figure.subject.kind,
        level=level["value"],
        **{f"level_{name}": level[name] for name in LEVEL},
        figure=figure.name,
    )


def direction(figure: Figure, claim: Claim) -> str:
    """A deficit that rises by an amount is a balance that falls by it."""
    if figure.sign > 0 or claim.kind != ABSOLUTE:
        return claim.direction
    return "down" if claim.direction == "up" else "up"


def _width(row: Observation) -> Decimal:
    return row.high - row.low
