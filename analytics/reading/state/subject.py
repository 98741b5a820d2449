"""What a number is of: its segment tells it, and what that leaves out the text has said before."""

from __future__ import annotations

import re
from dataclasses import astuple, dataclass, replace

from analytics.reading.frames.bases import compared_with
from analytics.reading.frames.named_goods import goods_of
from analytics.reading.frames.parties import (
    ACTOR,
    AGENT,
    DESTINATION,
    OF_THE_PARTNER,
    ORIGIN,
    OWNER,
    WITH,
    WORLD,
    Party,
    favoured,
    has_case,
    is_named_plainly,
    near_the_flow,
    quoted,
)
from analytics.reading.frames.subjects import MIRROR, NOBODY, Sides, Subject
from analytics.reading.frames.timing import Told, own_time
from analytics.reading.frames.trade import (
    BEHIND,
    EXPECTED,
    MARKETS,
    Flow,
    flow_of,
    is_of_a_pair,
    is_ranked_in_the_world,
    kind_of,
    market_of,
)
from analytics.reading.marks.mark import When
from analytics.reading.marks.neighbours import knows
from analytics.reading.marks.phrases import category_pattern, ends_with_phrase, words
from analytics.reading.marks.places import UNKNOWN, home_of
from analytics.reading.segments.cutting import Segment
from analytics.reading.segments.mentions import Mention, Sentence
from analytics.reading.segments.number_roles import BASE, PLAN
from analytics.reading.segments.patterns import pattern, starts_with
from analytics.reading.state.completed_sides import completed, told_sides
from analytics.reading.state.goods_said import PRONOUN, goods_before, goods_told
from analytics.reading.state.markets import market_sides
from analytics.reading.state.said import Said
from data.lexicon import frames
from data.periods import Period

MINUS = re.compile(r"(?:^|[\s(:])-\Z")
WHOLE, EARNED = "the whole whose parts were told", "what goods earned"
OTHER_WAY, OTHER_END = "the other way", "the other end of the flow before"
OF_ITS_OWN = ("flow", "goods", "place", "market")
OF_PUBLICATION = ", its year that of publication"
REACHED = "a total that months brought to a level"


@dataclass(frozen=True)
class Resolved:
    """The subject of a number, the sign of its flow, the rules that told it, and its parties."""

    subject: Subject
    sign: int
    rules: tuple[str, ...]
    parties: list[Party]


def subject_of(
    segment: Segment, at: int, found: list[Party], said: Said, listed: Mention | None = None
) -> Resolved:
    """What a number of a segment is of; `listed` is the first flow of a list told in order."""
    flow = _flow(segment, at, found, said)
    if listed is not None and None not in astuple(told_sides(listed.sense, found)):
        flow = _first_of_a_list(segment, listed)
    found = _partners_alone(segment, flow, found, said)
    leans = favoured(segment, at) if flow.name == "balance" else None
    near = near_the_flow(segment, at, flow.at, found)
    if leans is not None:
        near = [p for p in near if p.at < at]
    sides, of_sides = _sides(segment, flow, near, said)
    sign = _sign(flow, leans, sides)
    kind, of_kind = kind_of(segment, at)
    time = own_time(segment, at)
    if kind == "target" and _is_reached(segment, at, time, said):
        kind, of_kind = "actual", REACHED
    period, of_period = _period(segment, at, time, kind, said)
    goods, of_goods = goods_of(segment, at, flow.at)
    if goods is None and of_sides == OTHER_END:
        goods, of_goods = goods_told(segment, said), "what the other end was told to trade"
    elif goods is None:
        goods, of_goods = goods_before(segment, at, flow, sides, said)
    if kind == "actual" and not of_kind and said.outlook and _goes_on(segment, at):
        kind, of_kind = said.outlook.kind, "goes on with a target or forecast"
        period = period if time else said.outlook.period
    elif time is None and (of_kind == EXPECTED or of_kind.endswith("right behind the number")):
        period = said.newest if of_kind == EXPECTED or segment.roles[at].rule == PLAN else None
    elif kind == "forecast" and time is None and said.outlook is not None:
        period = said.outlook.period
    subject = Subject(sides, flow.name, goods, period, kind)
    rules = (
        f"flow: {flow.rule}", f"sides: {of_sides}", f"period: {of_period}", f"goods: {of_goods}",
        *([f"kind: {of_kind}"] if of_kind else []),
    )  # fmt: skip
    return Resolved(subject, sign, rules, near)


def _sign(flow: Flow, leans: tuple[str, bool] | None, sides: Sides) -> int:
    """The sign of a balance for the reporter, which may lean to a country or be that country's."""
    if leans is None or leans[0] not in (sides.reporter, sides.partner):
        return flow.sign
    area, is_surplus = leans
    of_the_area = 1 if is_surplus else flow.sign
    return of_the_area if area == sides.reporter else -of_the_area


def _is_reached(segment: Segment, at: int, time: Told | None, said: Said) -> bool:
    """Whether months, or what the sentence told, brought a total to a level: "đưa kim ngạch 9
    tháng lên", ", đưa tổng kim ngạch lên"."""
    sentence = segment.sentence
    outlooks = [o for o in segment.indexes("outlook") if o < at]
    raised = category_pattern(sentence.language, "raised")
    if not outlooks or not all(raised.match(sentence.text(o, o + 1)) for o in outlooks):
        return False
    if time is None:
        return said.newest is not None and sentence.has(outlooks[0] - 1, outlooks[0], "comma")
    return time.when.period is not None and time.when.period.freq != "A"


def _goes_on(segment: Segment, at: int) -> bool:
    """Whether a segment leaves out its verb: "expected to reach $9m, and imports $4m"."""
    sentence = segment.sentence
    if sentence.has(segment.first, at, "move", "rate"):
        return False
    verbs = sentence.indexes(segment.first, at, "reach")
    return all(sentence.is_a(v, "bare_reach") for v in verbs)


def _flow(segment: Segment, at: int, found: list[Party], said: Said) -> Flow:
    """The flow of a number: its own, that of a market, that of goods sent, or the one before."""
    sold = said.product if said.flow == "export" else None
    flow, market = flow_of(segment, at), market_of(segment, sold)
    is_listed = said.is_topic_told and [p.at < at for p in found] == [True]
    if is_listed and flow is not None and flow == Flow(said.flow or "", 1, flow.at, BEHIND):
        flow = None  # "and Chad ($5m), with 60% of the imports"
    is_of_a_firm = market in MIRROR and _is_a(segment, flow, "firm_turnover")
    if flow is not None and not is_of_a_firm:
        told = _of_its_own_flow(segment, at, flow, market, found, said)
        if told is not None:
            return told
    else:
        flow = None
    way = flow.name if flow is not None else said.flow
    if way in MIRROR and _is_the_other_way(segment, at, flow):
        return Flow(MIRROR[way], 1, None, OTHER_WAY)
    taken, rule = taken_up(segment, at, said)
    is_behind = flow is not None and flow.rule == BEHIND
    if taken is not None and (flow is None or flow.at is None or flow.at < at or is_behind):
        return Flow(taken.flow, said.sign if taken.flow == "balance" else 1, None, rule)
    return flow or _flow_of_what_is_named(segment, at, market, found, said)


def _is_a(segment: Segment, flow: Flow | None, category: str) -> bool:
    """Whether the word of a flow is one of a category."""
    at = flow.at if flow is not None else None
    return at is not None and segment.sentence.is_a(at, category)


def _of_its_own_flow(
    segment: Segment, at: int, flow: Flow, market: str | None, found: list[Party], said: Said
) -> Flow | None:
    """A flow named for a number that means more than its word, or another; else none."""
    way = market if market in MIRROR else "export" if market == "market" else "total"
    if flow.name == MIRROR.get(way) and _is_what_a_market_deals_in(segment, flow):
        return Flow(way, 1, None, "a market")
    named = ("place", "pair", "goods")[: 2 if flow.rule == BEHIND else 3]  # "tea $4m, 7% of it"
    is_alone = not segment.has(*named) and not _is_on_both_ways(said)
    if said.flow in MIRROR and is_alone and _is_a(segment, flow, "bare_value"):
        return Flow(said.flow, said.sign, None, "the value of the flow before")
    if _is_sent_of_what_was_told(segment, flow, said):
        return replace(flow, name=said.flow, rule="shipments of the flow before")
    if flow.name == "balance" and _is_below_zero(segment, at):
        return replace(flow, sign=-1)
    if flow.name == "balance" and flow.rule.endswith("unsigned"):
        return _with_sign(segment, flow, said)
    if _is_bought_by_those_behind(segment, flow, found):
        return replace(flow, name="export", rule="what those behind it buy")
    return None


def _flow_of_what_is_named(
    segment: Segment, at: int, market: str | None, found: list[Party], said: Said
) -> Flow:
    """The flow of a number without one: of its markets and countries, else the one before."""
    name, sign = said.flow or "total", said.sign
    turned = MIRROR.get(name)
    against = OF_THE_PARTNER[turned] if turned else None
    if turned and any(p.role == against and p.area == said.sides.partner for p in found):
        return Flow(turned, 1, None, "goods the other way")
    ranked = any(segment.sentence.is_a(m, "rank") for m in segment.indexes("market"))
    if ranked and said.report is not None:
        goes_on = segment.sentence.has(0, segment.first, "flow", "market") or not found
        way = name if goes_on else said.market or said.report.flow
        return Flow(way, sign if way == "balance" else 1, None, "a rank in the flow before")
    if market is not None and market != "market":
        return Flow(market, 1, None, "a market")
    in_order = [p.role for p in found if p.at < at] == [ACTOR, DESTINATION]
    if in_order and found[1].at - found[0].at <= 2:
        return Flow("export", 1, None, "one country to another")
    text, language = segment.sentence.text(segment.first, at), segment.sentence.language
    earned = market is None and category_pattern(language, "earning").search(text)
    if earned and segment.has("goods"):
        return Flow("export", 1, None, EARNED)
    is_on_two = segment.has("pair") or (market is None and _is_on_both_ways(said))
    if is_on_two and kind_of(segment, at)[0] != "actual":
        return Flow("total", 1, None, "what two countries aim at")
    if market is not None:
        sales = (word.value for word in words(text, language, "sale"))
        is_bought = said.flow == "import" and "import" in sales
        is_told = said.flow in MARKETS and not is_bought  # "the second market, took"
        about, ways = said.report, {one.flow for one in said.recent}
        is_new = not segment.sentence.has(0, segment.first, "flow")
        if is_new and ways >= {*MIRROR}:
            name, is_told = "total", about is not None and about.flow == "total"
        return Flow(name if is_told else "export", 1, None, "a market")
    if name == "balance" and segment.has("goods"):
        return Flow("export" if sign > 0 else "import", 1, None, "goods of a balance")
    return Flow(name, sign, None, "taken from before")


def _is_sent_of_what_was_told(segment: Segment, flow: Flow, said: Said) -> bool:
    """Whether shipments are what one country was said to buy from another: "A imported gas from B.
    In May deliveries were $3m"."""
    if flow.at is None or said.flow != MIRROR.get(flow.name) or said.product is None:
        return False
    if said.sides.partner in (None, WORLD) or segment.has("place", "pair", "goods", "market"):
        return False
    return segment.sentence.is_a(flow.at, "shipments")


def _is_what_a_market_deals_in(segment: Segment, flow: Flow) -> bool:
    """Whether the market named before buys goods, or sells: "its largest market, buying $5m"."""
    markets = [m for m in segment.indexes("market") if flow.at is not None and m < flow.at]
    if flow.at is None or not markets:
        return False
    said = segment.sentence.text(flow.at, flow.at + 1)
    is_bought = category_pattern(segment.sentence.language, "deal").match(said) is not None
    between = segment.sentence.indexes(markets[-1], flow.at, "place")
    places = (segment.sentence.mentions[p].place for p in between)
    return is_bought and all(p.is_adjective or p.area.startswith(UNKNOWN) for p in places)


def _is_bought_by_those_behind(segment: Segment, flow: Flow, found: list[Party]) -> bool:
    """Whether goods of a country are bought by others: "больше всего чадской нефти купил Китай"."""
    if flow.at is None or flow.name != "import" or not segment.sentence.is_a(flow.at, "deal"):
        return False
    mentions = segment.sentence.mentions
    sellers = [p for p in found if p.at < flow.at and mentions[p.at].place.is_adjective]
    buyers = [p for p in found if p.at > flow.at and p.role == ACTOR]
    return len(found) > 1 == len(sellers) == len(found) - len(buyers)


def _is_the_other_way(segment: Segment, at: int, flow: Flow | None) -> bool:
    """Whether words turn the flow told before round: "chiều ngược lại chỉ đạt"."""
    levels = segment.sentence.indexes(segment.first, at, "amount")
    first = max([n + 1 for n in levels], default=segment.first)
    opposite = category_pattern(segment.sentence.language, "opposite")
    is_named = flow is not None and flow.at is not None and flow.at >= first
    return not is_named and opposite.search(segment.sentence.text(first, at)) is not None


def taken_up(segment: Segment, at: int, said: Said) -> tuple[Subject | None, str]:
    """What a number without a flow of its own goes on with, where that is not the last told: the
    whole whose parts were told, or what a pronoun before the number stands for."""
    if said.whole is not None and not segment.has(*OF_ITS_OWN, "pair") and segment.has("time"):
        return said.whole, WHOLE
    is_own = segment.roles[at].name == BASE or (segment.has("pair") and not segment.has("flow"))
    first = None if is_own else _behind_what_is_told(segment, at)
    text = "" if first is None else segment.sentence.text(first, at)
    if next(words(text, segment.sentence.language, "pronoun"), None) is None:
        return None, ""
    return said.topic, PRONOUN


def _behind_what_is_told(segment: Segment, at: int) -> int | None:
    """Where the words for a number begin that names no flow, goods or country itself: behind the
    number before it and what is tied behind that."""
    previous = max((n for n in segment.roles if n < at), default=None)
    if previous is None:
        return None if segment.sentence.has(segment.first, at, *OF_ITS_OWN) else segment.first
    tied = starts_with(frames()["tied"]["behind"], segment.sentence.letters, previous + 1)
    first = previous + 1 + (tied.end() - tied.start() if tied else 0)
    return None if first > at or segment.sentence.has(first, at, *OF_ITS_OWN) else first


def _first_of_a_list(segment: Segment, listed: Mention) -> Flow:
    flows = ((f, segment.sentence.mentions[f]) for f in segment.indexes("flow"))
    at = next(f for f, one in flows if one.start <= listed.start and listed.end <= one.end)
    return Flow(listed.sense, 1, at, "the flow in the order of a list")


def _partners_alone(segment: Segment, flow: Flow, found: list[Party], said: Said) -> list[Party]:
    """Countries listed without a flow of their own are the partners of the one that reports."""
    role = OF_THE_PARTNER.get(flow.name)
    areas = {p.area for p in found}
    if flow.at is not None or role is None or len(areas) < 2 or segment.has("pair"):
        return found
    if said.sides.reporter is None or said.sides.reporter in areas:
        return found
    if not all(p.role in (ACTOR, WITH) for p in found) or segment.has("dash"):
        return found
    return [replace(p, role=role) for p in found]


def _is_below_zero(segment: Segment, at: int) -> bool:
    """Whether a minus stands before a number: "-$5 million"."""
    sentence = segment.sentence
    start = sentence.mentions[at].number.start
    return MINUS.search(sentence.span.text, sentence.span.start, start) is not None


def _with_sign(segment: Segment, flow: Flow, said: Said) -> Flow:
    """A balance that its words do not sign: that of the balance before; a gap is a deficit."""
    if said.flow == "balance":
        return replace(flow, sign=said.sign)
    gap = category_pattern(segment.sentence.language, "gap")
    word = segment.sentence.text(flow.at, flow.at + 1) if flow.at is not None else ""
    return replace(flow, sign=-1) if gap.search(word) else flow


def _is_on_both_ways(said: Said) -> bool:
    """Whether a report is on trade both ways, or both were told: "turnover" is that again."""
    told = {one.flow for one in said.recent if one.sides == said.sides}
    return told >= {*MIRROR} or (said.report is not None and said.report.flow == "total")


def _sides(segment: Segment, flow: Flow, found: list[Party], said: Said) -> tuple[Sides, str]:
    """Reporter and partner, and the rule."""
    markets = segment.indexes("market")
    if markets and not is_ranked_in_the_world(segment):
        told = market_sides(segment, markets, found, said.sides_for_the_reporter)
        if told is not None:
            way, at = segment.sentence.mentions[markets[0]].sense, flow.at or 0
            is_other = way == MIRROR.get(flow.name) or segment.sentence.is_a(at - 1, "which")
            if at and is_other and flow.name in MIRROR:  # "the main partner, which sold"
                told = Sides(told.partner, told.reporter)
            return told, "whose market"
    source, whose = said.statistics_of, said.statistics_of or said.counted_at
    if flow.rule in (WHOLE, PRONOUN):
        taken = said.whole if flow.rule == WHOLE else said.topic
        return (taken.sides if taken else said.sides), flow.rule
    if flow.at is None and not markets and len(found) == 1 and flow.rule != OTHER_WAY:
        rule = "one country alone" + (", from it" if found[0].role == ORIGIN else "")
        return _of_one(found[0], said, segment.sentence), rule
    told = told_sides(MIRROR[flow.name] if flow.rule == OTHER_WAY else flow.name, found)
    is_turned = told.partner and flow.name in (MIRROR.get(said.flow or ""), "total")
    sides = completed(told, said.sides_for_the_reporter if is_turned else said.sides)
    is_alone = told.partner is None or min(segment.roles) < min(flow.at or 0, *segment.numbers)
    if flow.at is not None and told.reporter and is_alone and _is_overall(segment, flow.at):
        return Sides(sides.reporter, WORLD), "all partners"
    abroad = _office_abroad(segment.sentence)
    if flow.name == "total" and abroad is not None and told.partner is None:
        return abroad, "an office abroad"
    if told == NOBODY and said.report and flow.rule == EARNED and len(said.partners_told) > 1:
        return Sides(said.report.sides.reporter, WORLD), "all partners"  # after a list of them
    if told == NOBODY:
        is_all = flow.at is not None and _is_of_the_country(segment, flow.at, said)
        teller = quoted(segment.sentence)
        country = teller or said.sides.reporter
        if is_all and country and not segment.has("pair"):
            return Sides(country, WORLD), "all partners"
        pairs = [one.sides for one in said.recent if one.sides.partner not in (None, WORLD)]
        if pairs and sides.partner == WORLD and is_of_a_pair(segment):
            return pairs[-1], "the two told last"
        if sides.reporter is None and whose != sides.partner:
            home = home_of(segment.sentence.language)
            is_of_two = is_of_a_pair(segment) and whose not in (None, home)
            return Sides(whose, sides.partner or (home if is_of_two else None)), "whose statistics"
        if flow.name in ("balance", "total") and teller == sides.partner is not None:
            return Sides(sides.partner, sides.reporter), "turned to whose statistics"
        return sides, "taken from before"
    other_end = _other_end(segment, flow, told, said)
    if other_end is not None:
        return Sides(told.reporter, other_end), OTHER_END
    if flow.name == "total" and source is not None and source == sides.partner:
        return Sides(sides.partner, sides.reporter), "turned to whose statistics"
    if sides.reporter is None and whose != sides.partner:
        return Sides(whose, sides.partner), "whose statistics"
    return sides, "told"


def _office_abroad(sentence: Sentence) -> Sides | None:
    """The countries of an office of one in the other: "the embassy of Chad in Kenya"."""
    found = pattern(frames()["tied"]["office_abroad"]).search(sentence.letters)
    places = sentence.indexes(*found.span(), "place") if found else []
    areas = [sentence.mentions[at].place.area for at in places]
    return Sides(*areas) if len(set(areas)) == 2 else None


def _other_end(segment: Segment, flow: Flow, told: Sides, said: Said) -> str | None:
    """Whom a country deals with that does the other end of what was said, or what a report on all
    of another is not on; and the next such country after it."""
    if flow.at is None or not segment.sentence.is_a(flow.at, "deal"):
        return None
    at_home = (None, said.sides.partner, quoted(segment.sentence))  # by its own statistics
    if told.partner is not None or told.reporter in at_home:
        return None
    about, of_report = (said.report.sides, said.report.flow) if said.report else (said.sides, None)
    verb = segment.sentence.text(flow.at, flow.at + 1)
    sale = category_pattern(segment.sentence.language, "sale").match(verb)  # not "exported"
    is_sale = sale is not None and flow.name != said.flow
    is_next = flow.name == said.flow and about.reporter == said.sides.partner
    is_on_all = of_report is not None and told.reporter not in (about.reporter, about.partner)
    is_other = {flow.name, said.flow} == {"export", "import"}
    if not is_next and not is_other and not (is_on_all and (flow.name != of_report or is_sale)):
        return None
    known = about.reporter if is_next or is_on_all else None
    seller = known or said.sides.reporter or said.statistics_of or said.counted_at
    return None if seller == told.reporter else seller


def _of_one(party: Party, said: Said, sentence: Sentence) -> Sides:
    """A country alone in a segment without a flow is the partner of the one before."""
    language = sentence.language
    area, reporter, with_whom = party.area, said.sides.reporter, said.sides.partner
    about = said.report.sides.reporter if said.report else None
    is_known = with_whom is not None and with_whom in (about, home_of(language))
    if said.flow == "import" and is_known and area != with_whom:
        return Sides(area, with_whom)  # "Đức mua hàng Việt Nam 5 tỷ USD, Pháp 3 tỷ USD"
    is_another = reporter not in (None, area) and area != with_whom
    is_of_all = with_whom in (None, WORLD) and party.role in (OWNER, AGENT)
    is_next = starts_with("(move|reach|by){0,2} number", sentence.letters, party.at + 1)
    if is_another and (is_of_all or (party.role == OWNER and is_next)):
        return Sides(area, with_whom)  # "and Vietnam's by 14%"
    if party.role == ACTOR and area == with_whom and reporter is not None:
        return Sides(area, reporter)  # "Пекин вывез на 5 млрд, Пхеньян - на 3 млрд"
    is_listed, goes_on = said.listed_role == ACTOR, False
    if knows(language, "case_of_role"):
        name = sentence.mentions[party.at].place
        printed = sentence.span.text[name.start : name.end]
        is_plain = is_named_plainly(sentence, party.at)
        goes_on = not is_plain and has_case(printed, language, said.listed_role or "")
        is_listed = not goes_on and not is_plain
        if is_plain and said.listed_role == DESTINATION:  # "в Перу – на 5 млрд, Судан – на 6"
            goes_on = not has_case(printed, language, ORIGIN)
    if not goes_on and _deals_too(sentence, party) and area not in (reporter, with_whom):
        return Sides(area, with_whom)
    if party.role == ACTOR and is_listed and with_whom not in (None, WORLD, area):
        return Sides(area, with_whom)  # "экспорт Армении в Россию вырос, Казахстана - снизился"
    return Sides(with_whom if reporter == area else reporter, area)


def _deals_too(sentence: Sentence, party: Party) -> bool:
    """Whether a country does what another was told to do: "купила нефти на 5 млрд, Чили — на 6"."""
    flows = sentence.indexes(0, party.at, "flow")
    if not flows or party.role != ACTOR or sentence.has(flows[-1], party.at, "market"):
        return False
    is_elided = starts_with(frames()["frame"]["elided"], sentence.letters, party.at + 1)
    return bool(is_elided) and sentence.is_a(flows[-1], "deal")


def _is_overall(segment: Segment, word: int) -> bool:
    """Whether a flow is that of a country with all others: "the total foreign trade of A"."""
    sentence = segment.sentence
    start = max(sentence.mentions[word].start - 24, sentence.span.start)
    text = sentence.span.text[start : sentence.mentions[word].end]
    return category_pattern(sentence.language, "overall").search(text) is not None


def _is_of_the_country(segment: Segment, flow: int, said: Said) -> bool:
    """Whether a flow is told as that of a country told before, or all of it in a report on all."""
    about = said.report.sides if said.report else Sides(WORLD, WORLD)
    if said.sides.partner not in astuple(about) and _is_overall(segment, flow):
        return True
    sentence = segment.sentence
    before = sentence.text(segment.first, flow - sentence.has(flow - 1, flow, "goods"))
    behind = category_pattern(sentence.language, "of_the_country_behind")
    is_behind = behind.match(sentence.behind(flow)) is not None
    return is_behind or ends_with_phrase(before, sentence.language, "of_the_country")


def _period(
    segment: Segment, at: int, time: Told | None, kind: str, said: Said
) -> tuple[Period | None, str]:
    if time is not None and time.when.role != "period":
        named, now = time.when.period, said.period
        is_other = now is None or (named is not None and named.months != now.months)
        if time.when.role == "previous" and is_other:
            return named, f"{time.rule}, told of before"
        text = segment.sentence.text(time.at, time.at + 1)
        return base_period(time.when, said.period, text, segment), f"{time.rule}, told of before"
    if time is not None:
        is_open = time.when.is_year_open
        return time.when.period, f"{time.rule}{OF_PUBLICATION if is_open else ''}"
    if kind == "target":
        return None, "a target without a time"
    text = segment.sentence.text(segment.first, at)
    if said.period and next(words(text, segment.sentence.language, "to_date"), None) is not None:
        first = said.period.start - (said.period.first_month.month - 1)
        return Period(first, said.period.start + said.period.months - first), "since January"
    return said.period, "taken from before"


def base_period(when: When, period: Period | None, text: str, segment: Segment) -> Period | None:
    """The period that a comparing time names, for a figure of a period."""
    return compared_with(when, text, segment.sentence.language).base_of(period)


def of_all_or_each(segment: Segment, at: int, resolved: Resolved) -> list[Subject]:
    """The subjects of a level of several partners: each of them where words say so ("$5m each"),
    else one partner that has no code, all together."""
    subject, sentence = resolved.subject, segment.sentence
    every = each_partner(subject, resolved.parties)
    is_each = ends_with_phrase(sentence.text(segment.first, at), sentence.language, "each")
    each = category_pattern(sentence.language, "each")
    if len(every) < 2 or is_each or each.match(sentence.behind(at)):
        return every
    areas = {one.sides.partner for one in every}
    named = [p.at for p in resolved.parties if p.area in areas]
    compound = pattern(frames()["tied"]["compound"])
    if not compound.fullmatch(sentence.letters, min(named), max(named) + 1):
        return [subject]
    first, last = sentence.mentions[min(named)].place.start, sentence.mentions[max(named)].end
    together = f"{UNKNOWN}{sentence.span.text[first:last]}"
    return [replace(subject, sides=Sides(subject.sides.reporter, together))]


def each_partner(subject: Subject, found: list[Party]) -> list[Subject]:
    """One subject for each partner of a list: "shipments to the EU, Japan and Korea"."""
    roles = (WITH, OF_THE_PARTNER.get(subject.flow))
    areas = list(dict.fromkeys(p.area for p in found if p.role in roles))
    areas = [a for a in areas if a != subject.sides.reporter]
    if len(areas) < 2:
        return [subject]
    return [replace(subject, sides=Sides(subject.sides.reporter, a)) for a in areas]
