"""Reporter and partner of a segment, completed from what the text has said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from analytics.reading.frames.parties import (
    ACTOR,
    AGENT,
    BETWEEN,
    DESTINATION,
    ORIGIN,
    OWNER,
    WITH,
    Party,
)
from analytics.reading.frames.subjects import Sides


def told_sides(flow: str, found: Sequence[Party]) -> Sides:
    """The sides of a flow that the countries of a segment tell by their parts."""
    of: dict[str, list[str]] = defaultdict(list)
    for party in found:
        if party.area not in of[party.role]:
            of[party.role].append(party.area)
    every = list(dict.fromkeys(party.area for party in found))
    actors, agents = of[ACTOR], [*of[AGENT], *of[OWNER]]
    between, other = of[BETWEEN], [*of[WITH], *of["next"]]
    if len(between) > 1:
        return Sides(between[0], between[1])
    if flow == "export":
        reporter = _first(agents, of[ORIGIN], actors, between)
        partner = _first(of[DESTINATION], other, actors, besides=reporter)
    elif flow == "import" and of[DESTINATION]:
        reporter = _first(agents, of[DESTINATION])
        partner = _first(of[ORIGIN], actors, other, besides=reporter)
    elif flow == "import":
        reporter = _first(agents, [] if agents else actors, between)
        partner = _first(of[ORIGIN], other, actors, besides=reporter)
    else:
        reporter = _first(between, actors, agents)
        partner = _first(other, of[DESTINATION], of[ORIGIN], every, besides=reporter)
    return Sides(reporter, partner)


def _first(*lists: list[str], besides: str | None = None) -> str | None:
    return next((area for areas in lists for area in areas if area != besides), None)


def completed(told: Sides, before: Sides) -> Sides:
    """The sides told, with what they leave out taken from before.

    The partner named as the one who acts turns the pair round.
    """
    reporter, partner = told.reporter, told.partner
    if partner is None and reporter is not None:
        if before.reporter is None and before.partner != reporter:
            return Sides(reporter, before.partner)
        return Sides(reporter, before.other(reporter))
    if reporter is None and partner is not None:
        turned = before.reporter == partner
        return Sides(before.partner if turned else before.reporter, partner)
    return before if reporter is None else told
