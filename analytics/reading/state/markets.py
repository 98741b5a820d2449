"""Whose market a segment names, and whose trade that is."""

from __future__ import annotations

from dataclasses import replace

from analytics.reading.frames.parties import ACTOR, DESTINATION, OWNER, Party, is_named_plainly
from analytics.reading.frames.subjects import Sides
from analytics.reading.segments.cutting import Segment
from analytics.reading.segments.patterns import starts_with
from data.lexicon import frames


def market_sides(
    segment: Segment, markets: list[int], found: list[Party], before: Sides
) -> Sides | None:
    """ "A is the largest partner of B", "B's top customer is A": B reports, A is the partner."""
    found = [replace(p, role=OWNER) if _owns(segment, p) else p for p in found]
    owners = [p for p in found if p.role == OWNER]
    others = [p.area for p in found if p.role == ACTOR]
    told = _whose_flow_is_behind(segment, markets[-1], found)
    if told is not None:
        return told
    for market in markets:
        if segment.sentence.mentions[market].sense in ("export", "import", "total", "market"):
            alone = found[0] if len(found) == 1 else None
            is_led = alone and alone.role != ACTOR and not segment.sentence.is_a(market, "rank")
            is_sent = alone and _is_of_goods_sent(segment, alone.at, market)
            if alone and not (is_led or is_sent) and before.reporter != alone.area:
                return Sides(before.reporter, alone.area)
    for market in markets:
        near = [p for p in owners if abs(p.at - market) <= 5]
        is_one = len(set(others)) == 1 or any(segment.sentence.is_a(m, "rank") for m in markets)
        if near and others and is_one and near[0].area not in others:
            return Sides(near[0].area, others[-1])
        if near and others and near[0].area not in others and not segment.numbers:
            return Sides(near[0].area, None)
    return None


def _is_of_goods_sent(segment: Segment, place: int, market: int) -> bool:
    """Whether a country is that of goods on their way to markets: "поставки чадских товаров на"."""
    sentence = segment.sentence
    is_sent = place < market - 1 and sentence.has(max(place - 1, segment.first), place, "flow")
    return is_sent and sentence.mentions[place].place.is_adjective


def _owns(segment: Segment, party: Party) -> bool:
    """Whether a country stands right behind a market in the case of an owner: "партнер Ирана", or
    as that of the goods that go there: "destination for Irish goods"."""
    behind = segment.sentence.mentions[party.at - 1] if party.at else None
    if behind is None or behind.kind != "market":
        return False
    if party.role == DESTINATION:
        return segment.sentence.mentions[party.at].place.is_adjective
    is_owner = party.role == ACTOR and behind.sense != "market"
    return is_owner and not is_named_plainly(segment.sentence, party.at)


def _whose_flow_is_behind(segment: Segment, market: int, found: list[Party]) -> Sides | None:
    """ "A is the market to which B sold most", "A is the market that brings B a surplus"."""
    behind = starts_with(frames()["tied"]["flow_of_a_market"], segment.sentence.letters, market)
    before = [p for p in found if p.at < market and p.role == ACTOR]
    after = [p for p in found if behind and market < p.at < behind.end()]
    if not before or not after or before[0].area == after[0].area:
        return None
    return Sides(after[0].area, before[0].area)
