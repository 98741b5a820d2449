"""The goods that a segment goes on with."""

from __future__ import annotations

from analytics.reading.frames.subjects import MIRROR, Sides
from analytics.reading.frames.trade import Flow
from analytics.reading.marks.phrases import category_pattern, ends_with_phrase, words
from analytics.reading.segments.cutting import Segment
from analytics.reading.state.said import Said
from data.lexicon import lexicon

PRONOUN = "what a pronoun stands for"


def goods_before(
    segment: Segment, at: int, flow: Flow, sides: Sides, said: Said
) -> tuple[str | None, str]:
    """The goods that a segment goes on with."""
    sentence, word = segment.sentence, flow.at
    language = sentence.language
    if flow.rule == PRONOUN and said.topic is not None:
        return said.topic.product, PRONOUN
    if word is not None and flow.name == said.flow and said.product and _is_such(segment, word):
        return said.product, "the same as before"
    covered, pair = said.coverage or ("", sides)
    is_with_services = " " in covered  # what both of a pair are told of
    turned = Sides(pair.partner, pair.reporter) if is_with_services else pair
    if word is not None and covered and sides in (pair, turned):
        return covered, "goods or services told before"
    ways = said.recent[-2:] if flow.name == "balance" else []
    told = {(one.product, one.sides, one.period) for one in ways}
    if {one.flow for one in ways} == {*MIRROR} and told == {(said.product, sides, said.period)}:
        return said.product, "the goods of both ways"
    if word is not None and said.flow == flow.name and said.product:
        are_of_one = len({one.product for one in said.recent[-2:]}) < 2
        are_of_one &= sides.reporter != said.sides.partner
        if are_of_one and sentence.is_a(word, "shipments"):
            return said.product, "shipments of the goods before"
    head = word if word is not None else next(iter(segment.indexes("market")), None)
    if head is not None and said.product:
        behind = sentence.text(head + 1, min(head + 4, segment.last))
        if category_pattern(language, "goods_again").search(behind):
            return said.product, "goods told again by a pronoun"
    about = said.report
    is_report = about is not None and about.product and said.is_all_on_goods
    if word is not None and about and is_report and about.flow == flow.name:
        is_told = any(lexicon(language)["all_goods"].values())
        text = sentence.text(segment.first, at)
        if is_told and next(words(text, language, "all_goods"), None) is None:
            return about.product, "the goods of the report"
    if word is None and segment.has("market") and said.whole and said.whole.flow == flow.name:
        return said.whole.product, "the goods of the whole"
    is_of_it = word is None and (flow.name == said.flow or not segment.has("outlook", "market"))
    carried = goods_told(segment, said)
    if is_of_it and carried is not None:
        return carried, "the goods before"
    return None, "all goods"


def goods_told(segment: Segment, said: Said) -> str | None:
    """The goods told last; in a report on all goods a new sentence on a market or country is on all
    again: "Gold alone earned $5bn. The leading destination was Chad"."""
    is_on_all = said.report is not None and said.report.product is None
    is_new = not said.is_topic_told and segment.has("place", "market")
    return None if is_on_all and is_new else said.product


def _is_such(segment: Segment, flow: int) -> bool:
    """Whether a flow is the one spoken of: "these exports", "kim ngạch này"."""
    sentence = segment.sentence
    behind = category_pattern(sentence.language, "such_behind")
    before = sentence.text(max(flow - 2, segment.first), flow)
    after = sentence.text(flow + 1, min(flow + 2, segment.last))
    is_behind = behind.match(after) is not None
    return is_behind or ends_with_phrase(before, sentence.language, "such")
