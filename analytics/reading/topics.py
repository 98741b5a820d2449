"""Whether the numbers of a clause are of trade, as far as its words tell."""

from __future__ import annotations

import re

from analytics.reading.marks import Amount, Word
from analytics.reading.neighbours import knows
from analytics.reading.phrases import category_pattern
from analytics.reading.scan import Span
from analytics.reading.sides import Sides, reason
from analytics.reading.statements import Said
from analytics.reading.subjects import MARKETS, NEXT_TO

LEAST = 100_000  # currency units of a level whose clause names no flow
NO_TRADE = ("investment", "output", "people")


def is_about_trade(clause: Span, sentence: Span, said: Said, language: str) -> bool:
    """Whether the numbers of a clause are of trade, as far as its words tell.

    It names a flow or a market that no other topic follows; or it names none, continues a
    clause on trade and the sentence speaks of nothing else.
    """
    first = min(mark.start for mark in (*clause.amounts, *clause.rates))
    told = MARKETS if said.flow is None else (*MARKETS, "market")
    named = [w.start for w in (*clause.of("flow"), *clause.of("market", *told))]
    end = reason(clause, language)
    topics = [w.start for w in _topics(clause) if w.start < end]
    if not named and said.flow is None and not said.is_on_a_firm:
        said.flow = _flow_of_turnover(clause, sentence, said, language)
    if named and not clause.of("flow") and _is_invested(clause, max(named)):
        return False
    if named and not _is_of_a_firm(clause, said, language):
        if any(deal.start < first for deal in sentence.of("other_topic", "deals")):
            return False
        before = [at for at in named if at < first] or named
        is_left = any(max(before) < at < first for at in topics)
        return not is_left and not _is_a_price(clause, before)
    is_ranked = said.flow is None and _ranks_partners(clause, sentence, said, language)
    elsewhere = [w for w in _topics(sentence) if not end <= w.start < clause.end]
    if named or (said.flow is None and not is_ranked) or topics or elsewhere:
        return False
    return all(_is_large(amount) for amount in clause.amounts) and _goes_on(clause, said)


def _is_invested(clause: Span, market: int) -> bool:
    """Whether a market is where capital goes: "investment in projects on the Thai market"."""
    return any(word.start < market for word in clause.of("other_topic", "investment"))


def _ranks_partners(clause: Span, sentence: Span, said: Said, language: str) -> bool:
    """Whether countries are ranked in a text on one country: those it trades with."""
    areas = {place.area for place in clause.places}
    if said.sides.reporter in (None, *areas) or not areas or not clause.amounts:
        return False
    if said.is_on_other_topics or not knows(language, "rank"):
        return False
    text = sentence.text[sentence.start : clause.amounts[0].start]
    return category_pattern(language, "rank").search(text) is not None


def ranked_partner(clause: Span, said: Said, language: str) -> tuple[Sides, str] | None:
    """The partner that a clause without numbers ranks, with the flow that the text is about:
    "На первом месте Кения: ..."."""
    areas = {place.area for place in clause.places}
    if len(areas) != 1 or said.sides.reporter in (None, *areas) or not knows(language, "rank"):
        return None
    if said.report is None or not category_pattern(language, "rank").search(
        clause.text, clause.start, clause.end
    ):
        return None
    return Sides(said.sides.reporter, areas.pop()), said.report.flow


def is_of_another_topic(clause: Span, amount: Amount) -> bool:
    """Whether another topic stands between the number before and this one: "... to $5 billion
    and investment to $2 billion"."""
    if any(w.start - amount.end == 1 for w in clause.of("other_topic")):
        return True
    since = max([a.end for a in clause.amounts if a.end <= amount.start], default=amount.start)
    topics = [w for w in clause.of("other_topic", *NO_TRADE) if since <= w.start < amount.start]
    flows = [w for w in clause.of("flow") if since <= w.start < amount.start]
    return bool(topics) and not flows


def _topics(span: Span) -> list[Word]:
    """The words of other topics; "FDI sector" and "import revenue" are parts of trade."""
    parts = [*span.of("product"), *span.of("flow")]
    return [
        word
        for word in span.of("other_topic")
        if not any(part.start <= word.start and word.end <= part.end for part in parts)
    ]


def _flow_of_turnover(clause: Span, sentence: Span, said: Said, language: str) -> str | None:
    """The flow of "kim ngạch" alone: that of a market its sentence names, or that was named."""
    text = clause.text[clause.start : clause.end]
    turnover = category_pattern(language, "firm_turnover").search(text)
    if not turnover and not clause.of("product"):
        return None
    markets = sentence.of("market", *MARKETS)
    return markets[0].value if markets and turnover else said.market


def _is_large(amount: Amount) -> bool:
    """Whether an amount can be a level of trade where nothing says so: a fine or fare is less."""
    value = amount.value if amount.value is not None else amount.high
    return value is None or value >= LEAST


def _goes_on(clause: Span, said: Said) -> bool:
    """Whether a clause that names no flow goes on with the last one: in its paragraph, or of a
    country or goods."""
    return not said.is_new_paragraph or bool(clause.places or clause.of("product"))


def _is_a_price(clause: Span, flows: list[int]) -> bool:
    """Whether a price stands right before the flow it is of: "giá gạo xuất khẩu"."""
    return any(
        0 <= at - word.end <= NEXT_TO and not re.search(r"[,;.]", clause.text[word.end : at])
        for word in clause.of("other_topic", "prices")
        for at in flows[-1:]
    )


def _is_of_a_firm(clause: Span, said: Said, language: str) -> bool:
    """Whether turnover is all that is named, and no country is known whose trade it could be."""
    nobody = said.sides == Sides(None, None)
    if clause.places or clause.of("market") or not (nobody or said.is_on_a_firm):
        return False
    if nobody and said.is_on_a_firm:
        return True
    bare = category_pattern(language, "firm_turnover")
    return all(bare.fullmatch(clause.text[w.start : w.end]) for w in clause.of("flow"))
