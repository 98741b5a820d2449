"""The pairs of which a service may be asked for figures: those in view, else those of the book."""

from __future__ import annotations

from functools import cache

from dashboard.answers.pairs import reporters
from dashboard.answers.selection import Selection
from data.codes.service_codes import Pair
from data.official import imf_load
from data.store import Edition

MOST = 40  # pairs that are offered at once; a side each


def to_ask(edition: Edition, selection: Selection) -> list[Pair]:
    """Reporter and partner of each, both sides, where the IMF has them.

    With a reporter and a partner it is these; with one of them alone all that trade with it.
    """
    one, other = selection.reporter, selection.partner
    if not (one or other):
        return list(_of_book())
    known = reporters(edition)
    if one and other:
        wanted = [(reporter, partner) for reporter in one for partner in other]
    elif one:
        wanted = [(reporter, partner) for reporter in one for partner in known.get(reporter, ())]
    else:
        wanted = [(r, partner) for partner in other for r, ps in known.items() if partner in ps]
    return imf_load.both_sides(wanted)[:MOST]


@cache
def _of_book() -> tuple[Pair, ...]:
    return tuple(imf_load.book_pairs())
