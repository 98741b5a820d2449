"""What changes the state of a text: a level that it tells, and segments without numbers."""

from __future__ import annotations

from analytics.reading.frames.bases import Comparison, first_year
from analytics.reading.frames.parties import WORLD, is_quoted, parties, quoted
from analytics.reading.frames.subjects import MIRROR, Sides, Subject
from analytics.reading.frames.timing import own_time
from analytics.reading.frames.trade import flow_of
from analytics.reading.marks.phrases import category_pattern
from analytics.reading.marks.places import UNKNOWN, home_of
from analytics.reading.segments.cutting import Segment
from analytics.reading.segments.mentions import Sentence
from analytics.reading.segments.patterns import pattern, starts_with
from analytics.reading.state.completed_sides import completed, told_sides
from analytics.reading.state.markets import market_sides
from analytics.reading.state.said import Said
from data.lexicon import frames
from data.periods import Period

OPENING = 32  # letters in which a sentence says that it is on all


def open_sentence(said: Said, sentence: Sentence, *, opens_paragraph: bool) -> None:
    """Forget what holds for a sentence only; hear whose statistics are quoted, and of whom."""
    end = len(sentence.mentions)
    said.newest = None
    said.outlook = said.direction = said.in_sentence = said.listed_role = None
    said.is_topic_told = False
    if sentence.has(0, end, "flow") and not sentence.has(0, end, "parts"):
        said.whole = None
    said.is_new_paragraph |= opens_paragraph
    said.is_on_a_firm = _speaks_of_a_firm(said, sentence)
    source = quoted(sentence)
    are_goods_alone = category_pattern(sentence.language, "goods_alone").search(sentence.whole_text)
    is_of_another = said.report is not None and source not in (None, said.report.sides.reporter)
    is_with_services = said.coverage is not None and " " in said.coverage[0]
    if is_of_another or (are_goods_alone and is_with_services):
        said.coverage = None
    if said.report is None and source is None and not sentence.has(0, end, "place", "pair"):
        source = home_of(sentence.language)
    said.statistics_of = source or said.statistics_of
    _return_to_all(said, sentence)
    for at in sentence.indexes(0, end, "market"):
        if sentence.mentions[at].sense != "market" and not sentence.is_a(at, "rank"):
            said.market = sentence.mentions[at].sense
    said.is_on_a_market = sentence.has(0, end, "market", "share")


def _speaks_of_a_firm(said: Said, sentence: Sentence) -> bool:
    """Whether a text speaks of a firm, until it names a country or an office."""
    if sentence.has(0, len(sentence.mentions), "place") or quoted(sentence):
        return False
    firm = category_pattern(sentence.language, "firm")
    return said.is_on_a_firm or firm.search(sentence.whole_text) is not None


def _return_to_all(said: Said, sentence: Sentence) -> None:
    """In a report on all partners, a flow of its country alone is that of all again, and so is one
    without a country after several partners one by one, or one market."""
    text = sentence.whole_text.lstrip()
    is_all = category_pattern(sentence.language, "all_partners").match(text) is not None
    is_all |= category_pattern(sentence.language, "with_all").search(text) is not None
    end = len(sentence.mentions)
    reporter = (said.report or said).sides.reporter
    whole = next(iter(sentence.indexes(0, end, "parts", "semicolon")), end)  # ", of it to Chad"
    named = {sentence.mentions[at].place.area for at in sentence.indexes(0, whole, "place")}
    alone = [at for at in sentence.indexes(0, end, "place") if not sentence.mentions[at].sense]
    if is_all and len(named) == 1 and alone:
        (reporter,) = named  # "Chad had a surplus with the world"
    is_all &= named <= {reporter}
    is_both = {is_quoted(sentence, at) for at in alone} == {True, False}
    about = said.report
    has_partner = about is not None and about.sides.partner not in (None, WORLD)
    is_again = has_partner and named == {reporter}
    if is_both and len(named) == 1 and named != {home_of(sentence.language)} and not is_again:
        is_all, reporter = True, *named  # "Chad's customs say that Chad bought"
    is_of_two = category_pattern(sentence.language, "pair").search(text)
    if is_all and not is_of_two and sentence.has(0, end, "flow"):
        is_a_region = reporter is not None and reporter.startswith(UNKNOWN)
        said.sides = Sides(said.statistics_of if is_a_region else reporter, WORLD)
        return
    if about is None:
        return
    has_gone_on = alone and said.sides.reporter == about.sides.reporter and said.sides.partner
    if has_partner and (not has_gone_on or said.sides.partner == about.sides.partner):
        return
    is_over = len(said.partners_told) > 1 or said.is_on_a_market or said.is_new_paragraph
    is_over |= about.flow in MIRROR and said.sides.partner == about.sides.reporter  # "Chad bought"
    ways = {one.flow for one in said.recent if one.sides == about.sides}
    way = next((sentence.mentions[at].sense for at in sentence.indexes(0, end, "flow")), None)
    is_over |= way == MIRROR.get(about.flow, "") and way not in ways
    is_over |= category_pattern(sentence.language, "overall").search(text[:OPENING]) is not None
    is_over = (is_over and not named and not has_partner) or named == {reporter}
    is_told = sentence.has(0, end, "flow") or starts_with("parts word? goods", sentence.letters, 0)
    if is_over and is_told and not is_of_two:
        said.sides = Sides(about.sides.reporter, WORLD) if has_partner else about.sides


def say(said: Said, subject: Subject, sign: int, currency: str | None, language: str) -> None:
    """A main level or growth was told: what follows may leave out what it says."""
    said.sides, said.flow, said.sign = subject.sides, subject.flow, sign
    said.product = subject.product
    said.report = said.report or subject
    said.recent = [*(one for one in said.recent[-3:] if one != subject), subject]
    if not said.is_topic_told:
        said.topic, said.is_topic_told = subject, True
    goods = subject.product or ""
    if category_pattern(language, "coverage").fullmatch(goods):
        said.coverage = goods, subject.sides
    said.is_all_on_goods &= bool(goods) and said.coverage is None
    said.currency = currency or said.currency
    said.is_trade, said.is_new_paragraph = True, False
    if subject.sides.partner == WORLD:
        said.partners_told.clear()
    elif subject.sides.partner:
        said.partners_told.add(subject.sides.partner)
    said.outlook = subject if subject.kind != "actual" else said.outlook
    is_a_span = currency is None and first_year(subject.period) is not None
    if subject.kind == "actual" and subject.period is not None and not is_a_span:
        ends = subject.period.start + subject.period.months
        if said.newest is None or ends > said.newest.start:  # of a sentence none from before
            said.period = said.newest = subject.period


def compare(said: Said, comparison: Comparison, period: Period | None) -> None:
    """A comparison of a period with a time was told; one by a role holds for what follows."""
    said.in_sentence = said.carried[period] = comparison
    if comparison.when is not None and not comparison.is_a_period and comparison.when.years == 1:
        said.comparison = comparison


def note_time(said: Said, segment: Segment) -> None:
    """The time that a text opens with holds for the first trade that it tells."""
    time = own_time(segment, segment.last)
    if said.period is None and time is not None and time.when.role == "period":
        said.period = time.when.period


def hear(said: Said, segment: Segment) -> None:
    """A segment without numbers can name the sides, the flow and the period for the next."""
    sentence = segment.sentence
    flows, markets, found = segment.indexes("flow"), segment.indexes("market"), parties(segment)
    flow = flow_of(segment, segment.last) if flows else None
    told = market_sides(segment, markets, found, said.sides) if markets else None
    areas = list(dict.fromkeys(party.area for party in found))
    are_others = markets and flow is None and said.sides.reporter not in (None, *areas)
    if told is not None:
        said.sides = told
    elif are_others or (segment.has("share", "part") and len(areas) == 1):
        pass  # "the buyers are A and B", "the share of A in the trade"
    elif flow is not None and (len(areas) < 3 or told_sides(flow.name, found).reporter):
        if not segment.has("whole"):  # "China took 26% of the total"
            said.sides = completed(told_sides(flow.name, found), said.sides)
    elif len(areas) == 2 and found[0].role == found[-1].role and UNKNOWN not in "".join(areas):
        said.sides = Sides(areas[0], areas[1])
    goods = segment.indexes("goods")
    counted = pattern(frames()["list"]["counted"]).search(
        sentence.letters, segment.first, segment.last
    )
    named = said.product if counted and not goods else None
    if len(goods) == 1:
        named = sentence.text(goods[0], goods[0] + 1)
    if flow is not None:
        said.flow, said.sign, said.product, said.is_trade = flow.name, flow.sign, named, True
        time = None if segment.roles else own_time(segment, segment.last)
        if time is not None and time.when.role == "period":
            said.period = time.when.period or said.period
    elif markets and sentence.mentions[markets[-1]].sense != "market":
        said.flow, said.sign = sentence.mentions[markets[-1]].sense, 1
        said.product, said.is_trade = named or said.product, True
    note_time(said, segment)
    if flows or counted:
        said.is_of_volume = counted is not None
    moves = segment.indexes("move")
    if moves:
        said.direction = sentence.mentions[moves[-1]].sense
