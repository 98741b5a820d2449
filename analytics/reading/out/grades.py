"""How far the reader stands by its rows: confirmed by arithmetic, read, or to be looked at.

A row is `confirmed` where an identity of the text holds with it: a level against its base and
growth, exports and imports against trade and balance. It is `check` where something is doubtful
(`doubts.py`); each doubt names a field and a reason. All others are `read`.
"""

from __future__ import annotations

from collections.abc import Sequence

from analytics.reading.frames.comparing import FROM_A_BASE
from analytics.reading.out.identities import bears_out, holds, identities
from analytics.reading.out.row_doubts import (
    BROKEN,
    CLOSE,
    NO_TRADE,
    SMALL_SUM,
    TWO_OF_ONE_KIND,
    doubts_of,
)
from analytics.reading.state.statements import CHECK, CONFIRMED, READ, Claim, Doubt, Figure, rows_of

BASE_TOLD = ("base: compared with", "base: of the sentence", "base: that of the claim beside")
CLEAR_CUT = 0.5  # of the weights of data/lexicon/frames.toml
SETTLED = (CLOSE, SMALL_SUM, NO_TRADE, TWO_OF_ONE_KIND)
"""What is no longer doubtful of a number that an identity bears out: that it is a level or a rate
of trade. Whose, of what and when it tells nothing of: a rate agrees in any year, with anyone."""


def graded(figures: Sequence[Figure], newest: int | None, dollars_are_open: bool) -> None:
    """Give each row its grade, and the doubts of those to be looked at; `newest` is the month of
    publication, `dollars_are_open` where nothing tells whose dollars a "$" is of."""
    held, broken = _arithmetic(figures, _told_in_full(figures))
    doubts = doubts_of(figures, newest, dollars_are_open)
    for row in rows_of(figures):
        own, number = doubts[id(row)], row.number
        place = (number.start, number.end) if number is not None else None
        is_held = place in held
        if place in broken:
            own.append(Doubt("value", broken[place]))
        if is_held and not any(d.reason == BROKEN for d in own):
            own = [d for d in own if d.reason not in SETTLED]
        row.doubts = tuple(dict.fromkeys(own))
        row.confidence = CHECK if own else CONFIRMED if is_held else READ


def _told_in_full(figures: Sequence[Figure]) -> set[tuple[int, int]]:
    """The places of changes told with their base level beside them, in a sentence that can hardly
    be cut otherwise: a broken identity is then the text's fault, and no reason to doubt."""
    return {
        (claim.mark.start, claim.mark.end)
        for figure in figures
        for claim in figure.claims
        if figure.margin > CLEAR_CUT and _is_told_in_full(claim)
    }


def _is_told_in_full(claim: Claim) -> bool:
    """Whether a claim names its base itself: a level, or a time beside it."""
    return any(r == FROM_A_BASE or r.startswith(BASE_TOLD) for r in claim.derivation)


def _arithmetic(
    figures: Sequence[Figure], in_full: set[tuple[int, int]]
) -> tuple[set[tuple[int, int]], dict[tuple[int, int], str]]:
    """The places of numbers that an identity bears out, and of those that one contradicts."""
    held: set[tuple[int, int]] = set()
    broken: dict[tuple[int, int], str] = {}
    for identity in identities(figures):
        places = {(m.start, m.end) for term in identity for m in term.marks}
        if bears_out(identity):
            held |= places
        elif holds(identity):
            continue
        elif not places & in_full and any(term.growth for term in identity):
            broken |= dict.fromkeys(places, BROKEN)
    return held, {place: why for place, why in broken.items() if place not in held}
