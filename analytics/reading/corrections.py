"""A reading corrected by hand: single fields of figures and claims replaced.

A number is written as a text prints it ("nearly 52 million USD", "18,4%"), so that the digits and
the words around them keep telling its bounds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from analytics.rates import ABSOLUTE, AVERAGE_ANNUAL, PERCENT
from analytics.reading.completion import name_base_figures
from analytics.reading.limits import can_be_kept
from analytics.reading.marks import Amount, Rate
from analytics.reading.quantities import quantities
from analytics.reading.reader import Read
from analytics.reading.sides import Sides
from analytics.reading.statements import Claim, Figure
from analytics.reading.texts import source_text
from data import codes, periods
from data.errors import TradeproofError
from data.periods import Period, PeriodError

AMOUNT, RATE, LEVEL, PERIOD = "amount", "rate", "level", "period"

Changes = Mapping[str, Mapping[str, str | None]]
M = TypeVar("M", Amount, Rate)


class CorrectionError(TradeproofError):
    """A correction that cannot be used.

    `name` is the id of the figure or claim, `given` what was written, `wanted` what belongs
    there: an amount, a rate, a period, or a level where the text prints none.
    """

    def __init__(self, name: str, given: str, wanted: str) -> None:
        self.name, self.given, self.wanted = name, given, wanted
        super().__init__(f"{name}: {given!r} is no {wanted}")


def corrected(read: Read, changes: Changes) -> Read:
    """The reading with some fields replaced; ids and places in the text stay.

    A base period that is not corrected itself follows the corrected period of its figure.

    Parameters
    ----------
    changes
        By id of a figure ("f1") or claim ("c1", counted as in `Read.as_records`): field and new
        content. Periods are in the form of the contract, an empty one is unknown.

    Raises
    ------
    CorrectionError
        A number or period is none.
    UnknownCode
        A code is in no list.
    """
    figures = [
        _figure(figure, f"f{number}", changes.get(f"f{number}", {}), read.language)
        for number, figure in enumerate(read.figures, start=1)
    ]
    number = 0
    for old, new in zip(read.figures, figures, strict=True):
        new.claims = []
        for claim in old.claims:
            number += 1
            named = f"c{number}"
            corrected_claim = _claim(claim, named, changes.get(named, {}), read.language)
            if "base_period" not in changes.get(named, {}) and new.subject != old.subject:
                corrected_claim.base_period = claim.comparison.base(new.subject, read.language)
            new.claims.append(corrected_claim)
    name_base_figures(figures)
    return replace(read, figures=tuple(figures))


def _figure(figure: Figure, name: str, wanted: Mapping[str, str | None], language: str) -> Figure:
    if not wanted:
        return replace(figure)
    subject, sides = figure.subject, figure.subject.sides
    flow = wanted.get("flow") or subject.flow
    subject = replace(
        subject,
        sides=Sides(
            _area("reporter", wanted, sides.reporter), _area("partner", wanted, sides.partner)
        ),
        flow=codes.require("flow", flow, codes.lists().flow),
        product=(wanted["product"] or None) if "product" in wanted else subject.product,
        period=_period(name, "period", wanted, subject.period),
    )
    sign = figure.sign if flow == figure.subject.flow else 1
    found = replace(figure, subject=subject, sign=sign)
    printed = wanted.get("printed")
    if printed is None:
        return found
    if figure.amount is None:
        raise CorrectionError(name, printed, LEVEL)
    amounts, _ = quantities(source_text(printed).plain, language)
    amount = _only(amounts, name, printed, AMOUNT)
    return replace(
        found, amount=_placed(amount, figure.amount), currency=amount.currency or figure.currency
    )


def _claim(claim: Claim, name: str, wanted: Mapping[str, str | None], language: str) -> Claim:
    period = _period(name, "base_period", wanted, claim.base_period)
    kind = codes.require("kind", wanted.get("kind") or claim.kind, codes.lists().claim_kind)
    direction = wanted.get("direction") or claim.direction
    codes.require("direction", direction, codes.lists().direction)
    mark, printed = claim.mark, wanted.get("printed")
    if printed is not None:
        amounts, rates = quantities(source_text(printed).plain, language)
        if "kind" not in wanted and claim.kind != AVERAGE_ANNUAL:
            kind = ABSOLUTE if amounts and not rates else rates[0].kind if rates else kind
        found = amounts if kind == ABSOLUTE else rates
        mark = _placed(_only(found, name, printed, AMOUNT if kind == ABSOLUTE else RATE), mark)
    if isinstance(mark, Amount) != (kind == ABSOLUTE):
        raise CorrectionError(name, printed or "", AMOUNT if kind == ABSOLUTE else RATE)
    if isinstance(mark, Rate):
        mark = replace(mark, kind=PERCENT if kind == AVERAGE_ANNUAL else kind)
    return replace(claim, kind=kind, direction=direction, mark=mark, base_period=period)


def _only(found: list[M], name: str, printed: str, wanted: str) -> M:
    if len(found) != 1 or not can_be_kept(found[0]):
        raise CorrectionError(name, printed, wanted)
    return found[0]


def _placed(new: M, old: Amount | Rate) -> M:
    """A number that was written by hand, at the place of the one it replaces."""
    return replace(new, start=old.start, end=old.end, lead=old.lead)


def _area(side: str, wanted: Mapping[str, str | None], known: str | None) -> str | None:
    if side not in wanted:
        return known
    area = wanted[side]
    return codes.require_area(side, area) if area else None


def _period(
    name: str, field: str, wanted: Mapping[str, str | None], known: Period | None
) -> Period | None:
    if field not in wanted:
        return known
    text = (wanted[field] or "").strip()
    if not text:
        return None
    try:
        return periods.parse(text)
    except PeriodError as error:
        raise CorrectionError(name, text, PERIOD) from error
