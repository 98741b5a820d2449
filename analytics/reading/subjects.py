"""What a number in a clause is of: flow, sides, product, kind; None for what is no trade."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from analytics.reading.bases import base_of, own_time, same_time, time_after, time_before
from analytics.reading.marks import Amount, Mark, Word
from analytics.reading.movements import is_of_a_whole
from analytics.reading.neighbours import knows
from analytics.reading.phrases import category_pattern, one_of, words
from analytics.reading.scan import Span
from analytics.reading.sides import WORLD, Sides, market_sides, partners, reason, sides
from analytics.reading.statements import Said, Subject
from data.lexicons import lexicon, phrases
from data.periods import Period

SIGNS = {"surplus": 1, "deficit": -1}
MARKETS = ("export", "import", "total")
LEAST = 100_000  # currency units of a level whose clause names no flow
PREPOSITIONS = ("to", "at", "worth", "a total of")
NO_TRADE = ("investment", "output", "people")
NEXT_TO = 12  # characters between "deficit" and "trade"
POSTPOSED = 16  # characters between a number and a flow that follows it
SOLD = 64  # characters between a number and the goods whose sale brought it
NAME_OF_GOODS = re.compile(r"[^\W\d_][\w ,'/-]{1,60}")


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


def _ranks_partners(clause: Span, sentence: Span, said: Said, language: str) -> bool:
    """Whether countries are ranked in a text on one country: those it trades with."""
    areas = {place.area for place in clause.places}
    if said.sides.reporter in (None, *areas) or not areas or not clause.amounts:
        return False
    if said.is_on_other_topics or not knows(language, "rank"):
        return False
    text = sentence.text[sentence.start : clause.amounts[0].start]
    return category_pattern(language, "rank").search(text) is not None


def is_of_another_topic(clause: Span, amount: Amount) -> bool:
    """Whether another topic stands between the number before and this one: "... to $5 billion
    and investment to $2 billion"."""
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


def subject_of(
    clause: Span, mark: Mark, since: int, said: Said, language: str
) -> tuple[Subject, int]:
    """The subject of a number in a clause, and the sign of its flow; `since` is where the
    number before it ends."""
    word = flow_word(clause, mark, since, language)
    flow, sign = said.flow or "total", said.sign
    if word is not None and not _is_turnover_of_a_market(clause, word, language):
        flow, sign = flow_of(word, clause)
    elif clause.of("pair") and clause.of("target"):
        flow, sign = "total", 1
    elif clause.of("market"):
        flow, sign = _flow_of_market(clause, flow), 1
    parties = _sides(flow, clause, word, said, language)
    kind = kind_of(clause, mark, language)
    outlook = said.outlook if kind == "actual" and _goes_on_with(clause, mark) else None
    nearest = own_time(clause, mark, language) or time_before(clause, mark, language, since)
    when = (
        nearest
        or time_before(clause, mark, language, clause.start)
        or time_after(clause, mark, language)
    )
    period = when.period if when else None if kind == "target" else said.period
    if when is None and said.outlook is not None and kind == said.outlook.kind == "forecast":
        period = said.outlook.period
    if outlook is not None:
        kind, period = outlook.kind, when.period if when else outlook.period
    if kind == "target" and when is not None and _is_reached(clause, mark, period, language):
        kind = "actual"
    if nearest is None and said.period is not None:
        same = same_time(clause, mark)
        if same is not None:
            period = base_of(same, said.period, "", language)
        elif _is_to_date(clause, mark, since, language):
            period = _from_january(said.period)
    subject = Subject(parties, flow, product_of(clause, mark, word, said, language), period, kind)
    return subject, sign


def _is_turnover_of_a_market(clause: Span, word: Word, language: str) -> bool:
    """Whether bare turnover is that of a buyer: "the largest importer, with a turnover of"."""
    bare = category_pattern(language, "firm_turnover").fullmatch(clause.text[word.start : word.end])
    named = [w for w in clause.of("market") if w.value in ("export", "import")]
    return bare is not None and any(w.end <= word.start for w in named)


def flow_word(clause: Span, mark: Mark, since: int, language: str) -> Word | None:
    """The flow a number belongs to: the last before it, else the first right after it."""
    words = [word for word in clause.of("flow") if not is_of_a_whole(clause, word)]
    words = [word for word in words if not _is_background(clause, word, mark, language)] or words
    between = [w for w in words if since <= w.start < mark.start]
    after = [w for w in words if mark.end <= w.start <= mark.end + POSTPOSED]
    if between:
        return head_of(between, clause)
    if after and not re.search(r"[,;.]", clause.text[mark.end : after[0].start]):
        return after[0]
    before = [w for w in words if w.start < mark.start]
    return head_of(before, clause) if before else next(iter(words), None)


def _is_background(clause: Span, word: Word, mark: Mark, language: str) -> bool:
    """Whether a flow is told as the cause of what follows or the whole it is part of.

    "due to lower imports, trade fell by 12%", "exports within total trade rose by 5%".
    """
    before = clause.text[max(word.start - 4 * NEXT_TO, clause.start) : word.start]
    if not _brings_background(language).search(before):
        return False
    moves = (*clause.of("direction", "up", "down"), *clause.of("reach"))
    return any(word.end <= move.start < mark.start for move in moves)


@cache
def _brings_background(language: str) -> re.Pattern[str]:
    said = one_of(phrases(language, "background"))
    return re.compile(rf"(?<!\w){said}\s(?:[^\W\d_][\w-]*\s){{0,3}}$", re.IGNORECASE)


def head_of(words: list[Word], clause: Span) -> Word:
    """The last of some flows; a surplus, deficit or balance *in* trade stands for both words."""
    last = words[-1]
    for word in words[:-1]:
        gap = clause.text[word.end : last.start]
        for place in clause.places:
            if word.end <= place.start and place.end <= last.start:
                gap = gap.replace(clause.text[place.start : place.end], "")
        is_balance = last.value == "total" and word.value in ("surplus", "deficit", "balance")
        if is_balance and len(gap) <= NEXT_TO and not re.search(r"[,;\d]", gap):
            return word
    return last


def product_of(
    clause: Span, mark: Mark, word: Word | None, said: Said, language: str
) -> str | None:
    """The goods a number is of, in the words of the text; None for all goods."""
    covered = _coverage(clause, mark, word, language)
    if covered:
        said.coverage = covered
        return covered
    opened = clause.text.rfind(";", clause.start, word.start) if word else -1
    named = [
        w
        for w in clause.of("product")
        if opened < w.start < mark.start and not _is_an_aside(clause, w, mark)
    ]
    after = [w for w in clause.of("product") if mark.end <= w.start and _is_sold(clause, mark, w)]
    if after and category_pattern(language, "mainly").search(clause.text, mark.end, after[0].start):
        after = []
    chosen = named[-1:] or after[:1]
    if chosen:
        goods = clause.text[chosen[0].start : chosen[0].end]
        if category_pattern(language, "coverage").fullmatch(goods):
            said.coverage = goods
        return goods
    is_part = (
        any(w.start < mark.start for w in clause.of("of_which"))
        and word is not None
        and word.value == said.flow
    )
    if is_part and said.product is not None:
        return said.product
    if word is not None and said.coverage is not None:
        return said.coverage
    if word is not None and _goes_on_with_goods(clause, word, said, language):
        return said.product
    if word is not None and _is_of_the_report(clause, mark, word, said, language):
        return said.report.product if said.report else None
    if word is None and said.product is not None:
        first = clause.text[clause.start : mark.start]
        moves = [w.start for w in clause.of("direction") if w.start < mark.start]
        if moves and first.lstrip().startswith(";"):
            first = clause.text[clause.start : moves[0]]
            clause = clause.within(clause.start, moves[0])
        listed = NAME_OF_GOODS.search(first.strip(" ,;:–-("))
        if listed and len(listed[0].split()) <= 8 and not _says_more(clause, mark):
            return listed[0].strip()
        return said.product
    return None


def _goes_on_with_goods(clause: Span, word: Word, said: Said, language: str) -> bool:
    """Whether "shipments" alone are those of the goods spoken of: "Shipments grew by 17%"."""
    if said.flow != word.value or clause.places:
        return False
    if not knows(language, "shipments"):
        return False
    printed = clause.text[word.start : word.end]
    return category_pattern(language, "shipments").fullmatch(printed) is not None


def _is_sold(clause: Span, mark: Mark, word: Word) -> bool:
    """Whether goods follow a number: "$5m worth of tea", "$5m from exporting 70 tons of tea"."""
    if word.start <= mark.end + POSTPOSED:
        return True
    gap = clause.text[mark.end : word.start]
    sold = any(mark.end <= w.start < word.start for w in clause.of("flow", "export", "import"))
    return sold and word.start <= mark.end + SOLD and not re.search(r"[;.:]|,(?!\d)", gap)


def _is_an_aside(clause: Span, word: Word, mark: Mark) -> bool:
    """Whether a word stands in brackets that close before a number: "(mostly wheat) rose to"."""
    before, after = clause.text[clause.start : word.start], clause.text[word.end : mark.start]
    return before.rfind("(") > before.rfind(")") and 0 <= after.find(")") < len(after) - 1


def _is_of_the_report(clause: Span, mark: Mark, word: Word, said: Said, language: str) -> bool:
    """Whether a flow goes on with the goods of the report: it names no others, and not all."""
    about = said.report
    if about is None or about.product is None or word.value != about.flow:
        return False
    if not lexicon(language)["all_goods"]["all"]:
        return False
    text = clause.text[clause.start : mark.start]
    return next(words(text, language, "all_goods"), None) is None


def _says_more(clause: Span, mark: Mark) -> bool:
    """Whether a clause names more than goods before a number: a country, a time, a movement."""
    marks: list[Mark] = [*clause.places, *clause.times]
    for category in ("direction", "target", "forecast", "source_of", "market"):
        marks += clause.of(category)
    return any(known.start < mark.start for known in marks)


def several_partners(clause: Span, subject: Subject, language: str) -> list[Subject]:
    """One subject for each partner of a list: "shipments to the EU, Japan and Korea"."""
    areas = partners(subject.flow, clause, language)
    if len(areas) < 2:
        return [subject]
    return [
        replace(subject, sides=Sides(subject.sides.reporter, area))
        for area in areas
        if area != subject.sides.reporter
    ]


def _coverage(clause: Span, mark: Mark, word: Word | None, language: str) -> str | None:
    """ "goods" or "goods and services" right before or after the flow of a number."""
    if word is None:
        return None
    for found in words(clause.text[clause.start : mark.start], language, "coverage"):
        start, end = clause.start + found.start, clause.start + found.end
        before = end <= word.start and not clause.text[end : word.start].strip()
        ends = [word.end, *(w.end for w in clause.of("flow", "total") if w.start >= word.end)]
        is_near = any(at <= start <= at + len(" in ") for at in ends)
        after = word.end <= start and is_near and found.value != "goods"
        if (
            before
            or after
            or (
                word.start <= start
                and end <= word.end
                and (word.value in SIGNS or "trade" in clause.text[word.start : word.end].lower())
            )
        ):
            return clause.text[start:end]
    return None


def flow_of(word: Word, clause: Span) -> tuple[str, int]:
    """The flow that a word names, and its sign."""
    if word.value in SIGNS:
        return "balance", SIGNS[word.value]
    if word.value == "balance":
        signed = clause.of("flow", *SIGNS) or clause.of("balance_sign")
        return "balance", SIGNS[signed[0].value] if signed else 1
    return word.value, 1


def _is_to_date(clause: Span, mark: Mark, since: int, language: str) -> bool:
    """Whether a number is a total since the start of the year: "nâng tổng trị giá lên"."""
    return next(words(clause.text[since : mark.start], language, "to_date"), None) is not None


def _from_january(period: Period) -> Period:
    end = period.start + period.months
    first = period.start - (period.first_month.month - 1)
    return Period(first, end - first)


def _flow_of_market(clause: Span, flow: str) -> str:
    """A buyer tells of exports, a supplier of imports, a trading partner of both."""
    value = clause.of("market")[0].value
    if value != "market":
        return value
    return flow if flow in ("export", "import") else "export"


def _sides(flow: str, clause: Span, word: Word | None, said: Said, language: str) -> Sides:
    if word is None and not clause.of("market") and len(clause.places) == 1:
        area = clause.places[0].area
        reporter = said.sides.reporter
        return Sides(said.sides.partner if reporter == area else reporter, area)
    found = market_sides(clause, language, said.sides) or sides(flow, clause, language, said.sides)
    source = said.statistics_of
    if flow == "total" and source is not None and source == found.partner:
        return Sides(found.partner, found.reporter)
    if word is not None and _is_overall(clause, word, found, language):
        return Sides(found.reporter, WORLD)
    if found.reporter is None and source != found.partner:
        return Sides(source, found.partner)
    return found


def _is_overall(clause: Span, word: Word, found: Sides, language: str) -> bool:
    """Whether a flow is that of a country with all others: "the total foreign trade of A"."""
    areas = {place.area for place in clause.places}
    if (
        not knows(language, "overall")
        or found.partner in (None, WORLD)
        or not areas <= {found.reporter}
    ):
        return False
    said = clause.text[max(word.start - 2 * NEXT_TO, clause.start) : word.end]
    return bool(areas) and category_pattern(language, "overall").search(said) is not None


def kind_of(clause: Span, mark: Mark, language: str) -> str:
    """`target` or `forecast` where words of them stand before a number, else `actual`."""
    for category in ("target", "forecast"):
        said = [w for w in clause.of(category) if w.start < mark.start]
        if not said or _is_only_compared(clause, said[-1], mark):
            continue
        between = clause.text[said[-1].end : mark.start]
        if next(words(between, language, "at_present"), None) is None:
            return category
    return "actual"


def _goes_on_with(clause: Span, mark: Mark) -> bool:
    """Whether a clause leaves out its verb: "expected to reach $9m, and imports $4m"."""
    said = [clause.text[w.start : w.end].lower() for w in clause.of("reach") if w.end <= mark.start]
    moved = [w for w in clause.of("direction") if w.start < mark.start]
    return not moved and all(word in PREPOSITIONS for word in said)


def _is_reached(clause: Span, mark: Mark, period: Period | None, language: str) -> bool:
    """Whether months brought a total to a level: "đưa kim ngạch 9 tháng lên"."""
    said = [w for w in clause.of("target") if w.start < mark.start]
    raised = category_pattern(language, "raised")
    is_raised = all(raised.match(clause.text, word.start) for word in said)
    return is_raised and period is not None and period.freq != "A"


def _is_only_compared(clause: Span, word: Word, mark: Mark) -> bool:
    """Whether a forecast is of another number: "compared with a forecast of $73 billion and"."""
    ends = [w.end for w in clause.of("versus") if 0 <= word.start - w.end <= NEXT_TO]
    between = [a for a in clause.amounts if word.end <= a.start < mark.start]
    return bool(ends and between)
