"""A reading corrected by hand: fields of figures and claims replaced, misread ones left out.

A person who looked at a row and found it right says so; its doubt is settled, as it is where a
field of it was corrected.

A number is written as a text prints it ("nearly 52 million USD", "18,4%"), so that the digits and
the words around them keep telling its bounds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from analytics.reading.frames.subjects import Sides, Subject
from analytics.reading.marks.limits import can_be_kept
from analytics.reading.marks.mark import Amount, Mark, Rate
from analytics.reading.marks.numbers import Convention, convention
from analytics.reading.marks.quantities import quantities
from analytics.reading.out.reader import PassedOver, Read
from analytics.reading.out.row_doubts import (
    NO_PERIOD,
    PASSED_ON,
    SEVERAL_FLOWS,
    SEVERAL_PERIODS,
    SMALL_SUM,
)
from analytics.reading.state.statements import (
    CHECK,
    CONFIRMED,
    READ,
    Claim,
    Doubt,
    Figure,
)
from analytics.reading.state.whole import name_base_figures
from analytics.reading.text.texts import source_text
from analytics.reconciling.claimed_changes import ABSOLUTE, AVERAGE_ANNUAL, PERCENT
from data import codes, periods
from data.errors import TradeproofError, shortened
from data.periods import Period, PeriodError

AMOUNT, RATE, PERIOD = "amount", "rate", "period"
LEFT_OUT, IS_RIGHT = "left_out", "is_right"
YES = "yes"
SIDES, OF_FIGURE = ("reporter", "partner"), "figure"
NOT_OF_SIDES = (NO_PERIOD, SEVERAL_PERIODS, SEVERAL_FLOWS, SMALL_SUM)
"""What stays doubtful of a figure of which only the countries were given."""

Changes = Mapping[str, Mapping[str, str | None]]
Grade = tuple[str, tuple[Doubt, ...]]
M = TypeVar("M", Amount, Rate)


class CorrectionError(TradeproofError):
    """A correction that cannot be used.

    `name` is the id of the figure or claim, `given` what was written, shortened, `wanted`
    what belongs there: an amount, a rate or a period.
    """

    def __init__(self, name: str, given: str, wanted: str) -> None:
        self.name, self.given, self.wanted = name, shortened(given), wanted
        super().__init__(f"{name}: {self.given!r} is no {wanted}")


def corrected(read: Read, changes: Changes) -> Read:
    """The reading with some fields replaced; ids and places in the text stay.

    A base period that is not corrected itself follows the corrected period of its figure. What is
    left out, a figure with its claims or a claim alone, counts as passed over.

    Parameters
    ----------
    changes
        By id of a figure ("f1") or claim ("c1", as in `Read.as_records`): field and new content.
        Periods are in the form of the contract, an empty one is unknown. `printed` may also give
        the level of a figure for which the text prints none. `left_out` with any content leaves
        the figure or claim out; `is_right` with any says that it was looked at and is right.

    Raises
    ------
    CorrectionError
        A number or period is none.
    UnknownCode
        A code is in no list.
    """
    marks = convention(read.text.plain, read.language)
    hand = _Hand(changes, read.language, marks)
    kept = [figure for figure in read.figures if not hand.leaves_out(figure)]
    figures = [hand.figure(figure) for figure in kept]
    for old, new in zip(kept, figures, strict=True):
        claims = [claim for claim in old.claims if not hand.leaves_out(claim)]
        new.claims = [hand.claim(claim, old, new) for claim in claims]
    name_base_figures(figures)
    left_out = (PassedOver(mark, LEFT_OUT) for mark in _left_out(read, figures))
    passed_by = sorted((*read.passed_by, *left_out), key=lambda passed: passed.mark.start)
    return replace(read, figures=tuple(figures), passed_by=tuple(passed_by))


def _left_out(read: Read, kept: list[Figure]) -> list[Mark]:
    """The marks of the figures and claims that are no longer there."""
    names = {one.name for figure in kept for one in (figure, *figure.claims)}
    levels = [f.amount for f in read.figures if f.name not in names and f.amount is not None]
    changes = [claim.mark for _, claim in read.claims if claim.name not in names]
    return [*levels, *changes]


@dataclass(frozen=True)
class _Hand:
    """What was written by hand, in numbers with the marks of the text."""

    changes: Changes
    language: str
    marks: Convention

    def leaves_out(self, one: Figure | Claim) -> bool:
        return bool(self._of(one).get(LEFT_OUT))

    def figure(self, figure: Figure) -> Figure:
        wanted = self._of(figure)
        if not wanted:
            return replace(figure)
        subject = _subject(figure, wanted)
        sign = figure.sign if subject.flow == figure.subject.flow else 1
        confidence, doubts = _grade(figure, wanted)
        found = replace(figure, subject=subject, sign=sign, confidence=confidence, doubts=doubts)
        printed = wanted.get("printed")
        if printed is None:
            return found
        amounts, _ = self._quantities(printed)
        amount = _only(amounts, figure.name, printed, AMOUNT)
        currency = amount.currency or figure.currency
        if currency is None:
            raise CorrectionError(figure.name, printed, AMOUNT)
        return replace(found, amount=_placed(amount, figure), currency=currency, separator=None)

    def claim(self, claim: Claim, old: Figure, new: Figure) -> Claim:
        wanted = self._of(claim)
        base = _period(claim.name, "base_period", wanted, claim.base_period)
        if "base_period" not in wanted and new.subject != old.subject:
            base = claim.comparison.base(new.subject)
        kind = codes.require("kind", wanted.get("kind") or claim.kind, codes.lists().claim_kind)
        direction = wanted.get("direction") or claim.direction
        codes.require("direction", direction, codes.lists().direction)
        mark, printed = claim.mark, wanted.get("printed")
        if printed is not None:
            amounts, rates = self._quantities(printed)
            if "kind" not in wanted and claim.kind != AVERAGE_ANNUAL:
                kind = ABSOLUTE if amounts and not rates else rates[0].kind if rates else kind
            given = amounts if kind == ABSOLUTE else rates
            mark = _only(given, claim.name, printed, AMOUNT if kind == ABSOLUTE else RATE)
            mark = _placed(mark, claim.mark)
            claim = replace(claim, separator=None)
        if isinstance(mark, Amount) != (kind == ABSOLUTE):
            raise CorrectionError(claim.name, printed or "", AMOUNT if kind == ABSOLUTE else RATE)
        if isinstance(mark, Rate):
            mark = replace(mark, kind=PERCENT if kind == AVERAGE_ANNUAL else kind)
        confidence, doubts = _grade_of_claim(claim, wanted, old, new)
        return replace(
            claim, kind=kind, direction=direction, mark=mark, base_period=base,
            confidence=confidence, doubts=doubts,
        )  # fmt: skip

    def _of(self, one: Figure | Claim) -> Mapping[str, str | None]:
        return self.changes.get(one.name, {})

    def _quantities(self, printed: str) -> tuple[list[Amount], list[Rate]]:
        return quantities(source_text(printed).plain, self.language, self.marks)


def _grade(row: Figure | Claim, wanted: Mapping[str, str | None]) -> Grade:
    """The grade of a row as it was corrected, and what is still doubtful about it.

    Who only says whose trade it is has settled what is doubtful about the countries.
    """
    if not wanted:
        return row.confidence, row.doubts
    if wanted.get(IS_RIGHT):
        return CONFIRMED, ()
    if set(wanted) <= set(SIDES):
        return _left([doubt for doubt in row.doubts if doubt.reason in NOT_OF_SIDES])
    return READ, ()


def _grade_of_claim(
    claim: Claim, wanted: Mapping[str, str | None], old: Figure, new: Figure
) -> Grade:
    """The grade of a claim: what only its figure made doubtful is settled with the figure."""
    if wanted or claim.confidence != CHECK:
        return _grade(claim, wanted)
    passed_on = {doubt.reason for doubt in old.doubts if doubt.reason in PASSED_ON}
    settled = passed_on - {doubt.reason for doubt in new.doubts}
    return _left([d for d in claim.doubts if d.field != OF_FIGURE or d.reason not in settled])


def _left(doubts: Sequence[Doubt]) -> Grade:
    return (CHECK, tuple(doubts)) if doubts else (READ, ())


def _subject(figure: Figure, wanted: Mapping[str, str | None]) -> Subject:
    subject = figure.subject
    sides = Sides(
        _area("reporter", wanted, subject.sides.reporter),
        _area("partner", wanted, subject.sides.partner),
    )
    flow, kind = wanted.get("flow") or subject.flow, wanted.get("kind") or subject.kind
    return replace(
        subject,
        sides=sides,
        flow=codes.require("flow", flow, codes.lists().flow),
        product=(wanted["product"] or None) if "product" in wanted else subject.product,
        period=_period(figure.name, "period", wanted, subject.period),
        kind=codes.require("kind", kind, codes.lists().figure_kind),
    )


def _only(found: list[M], name: str, printed: str, wanted: str) -> M:
    if len(found) != 1 or not can_be_kept(found[0]):
        raise CorrectionError(name, printed, wanted)
    return found[0]


def _placed(new: M, old: Figure | Amount | Rate) -> M:
    """A number that was written by hand, at the place of the one it replaces.

    A level where the text prints none takes no room there.
    """
    mark = old.amount if isinstance(old, Figure) else old
    if mark is not None:
        return replace(new, start=mark.start, end=mark.end, lead=mark.lead)
    return replace(new, start=old.start, end=old.start, lead=old.start)


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
