"""What trade a segment tells: whether it is trade at all, its flow, and what is only hoped for."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.reading.frames.subjects import MIRROR
from analytics.reading.marks.mark import Amount
from analytics.reading.marks.phrases import category_pattern, words
from analytics.reading.segments.cutting import Segment
from analytics.reading.segments.number_roles import PASSED
from analytics.reading.segments.patterns import ends_with, pattern, starts_with
from data.lexicon import frames

SIGNS = {"surplus": 1, "deficit": -1}
EXPECTED = "what a forecast expected"
BEHIND = "the flow after the number"
ABOVE_THE_OTHER = "one flow above the other"
MARKETS = ("export", "import", "total")
LEAST = 100_000  # currency units of a level whose segment names no flow: a fine or fare is less


@dataclass(frozen=True)
class Flow:
    """The flow of a number: the word that tells it, none where it is taken from before."""

    name: str
    sign: int
    at: int | None
    rule: str


def flow_of(segment: Segment, at: int) -> Flow | None:
    """The flow that a segment names for a number."""
    letters = segment.sentence.letters
    flows = [f for f in segment.indexes("flow") if not _is_background(segment, f, at)]
    if at in segment.roles and segment.roles[at].rule == ABOVE_THE_OTHER:
        above = _above_the_other(segment, at)
        if above is not None:
            return above
    before = [f for f in flows if f < at and not _is_of_a_share(segment, f, at)]
    after = [f for f in flows if f > at]
    tied = starts_with(frames()["tied"]["behind_flow"], letters, at + 1)
    if before and _is_right_before(segment, before[-1], at):
        return _named(segment, before[-1], "the flow right before the number")
    if tied and after and after[0] < at + 1 + tied.end() - tied.start():
        return _named(segment, after[0], "a flow tied behind the number")
    if before:
        return _named(segment, _head(segment, before), "the flow before the number")
    if after:
        return _named(segment, after[0], BEHIND)
    return None


def _is_right_before(segment: Segment, flow: int, at: int) -> bool:
    """Whether nothing but a word stands between a balance and its sum, or between a flow and the
    part that it is: "a surplus of | $4m in its trade", "exports accounted for | $12m of it"."""
    letters = segment.sentence.letters[flow + 1 : at]
    sense = segment.sentence.mentions[flow].sense
    is_balance = sense in (*SIGNS, "balance") and set(letters) <= {"w"} and len(letters) <= 2
    is_part = sense in MIRROR and letters == "S"
    return is_balance or is_part


def _above_the_other(segment: Segment, at: int) -> Flow | None:
    """The balance that "exports exceeded imports by" tells."""
    sentence = segment.sentence
    flows = [f for f in segment.indexes("flow") if f < at][-2:]
    senses = [sentence.mentions[f].sense for f in flows]
    if sorted(senses) != ["export", "import"]:
        return None
    moves = sentence.indexes(flows[0], flows[1], "move", "comparative")
    is_below = bool(moves) and sentence.mentions[moves[-1]].sense == "down"
    sign = 1 if (senses[0] == "export") != is_below else -1
    return Flow("balance", sign, flows[0], ABOVE_THE_OTHER)


def _named(segment: Segment, at: int, rule: str) -> Flow:
    sense = segment.sentence.mentions[at].sense
    if sense in SIGNS:
        return Flow("balance", SIGNS[sense], at, rule)
    if sense != "balance":
        return Flow(sense, 1, at, rule)
    others = [segment.sentence.mentions[f].sense for f in segment.indexes("flow")]
    signed = [SIGNS[one] for one in others if one in SIGNS]
    if not signed:
        told = words(segment.text, segment.sentence.language, "balance_sign")
        signed = [SIGNS[word.value] for word in told]
    return Flow("balance", signed[0] if signed else 1, at, rule if signed else f"{rule}, unsigned")


def _head(segment: Segment, flows: list[int]) -> int:
    """The last of some flows; a surplus, deficit or balance *in* trade stands for both words."""
    sentence, last = segment.sentence, flows[-1]
    for flow in flows[:-1]:
        senses = sentence.mentions[flow].sense, sentence.mentions[last].sense
        is_balance = senses[0] in (*SIGNS, "balance") and senses[1] == "total"
        stops = ("comma", "semicolon", "amount", "rate", "move")
        if is_balance and not sentence.has(flow + 1, last, *stops):
            return flow
    return last


def _is_of_a_share(segment: Segment, flow: int, at: int) -> bool:
    """Whether a flow is the whole of a share before it: "19% of its exports, and rose by 5%"."""
    previous = max((n for n in segment.roles if n < flow), default=None)
    if previous is None or segment.roles[previous].name != PASSED:
        return False
    sentence = segment.sentence
    if pattern(frames()["tied"]["told_as"]).fullmatch(sentence.letters, flow + 1, at):
        return False
    behind = sentence.behind(flow).lstrip(", ")
    goes_on = category_pattern(sentence.language, "which").match(behind)
    if sentence.mentions[previous].kind == "amount" or goes_on:
        return False
    between = segment.sentence.letters[previous + 1 : flow]
    return starts_with("(word|whole|share|place){0,4}$", between, 0) is not None


def _is_background(segment: Segment, flow: int, at: int) -> bool:
    """Whether a flow is told as the cause of what follows: "due to lower imports, trade fell", or
    is what another is held against: "exports were 5% higher than imports, at $3bn"."""
    sentence = segment.sentence
    is_against = ends_with(frames()["tied"]["held_against"], sentence.letters, flow)
    if is_against and flow != segment.indexes("flow")[0]:
        return True
    start = sentence.mentions[flow].start
    before = sentence.span.text[max(start - 48, sentence.mentions[segment.first].start) : start]
    words = category_pattern(sentence.language, "background").finditer(before)
    if not any(len(before[found.end() :].split()) <= 3 for found in words):
        return False
    others = [f for f in segment.indexes("flow") if f != flow]
    return bool(others) and sentence.has(flow, at, "move", "reach")


def market_of(segment: Segment, sold: str | None) -> str | None:
    """The flow of a market that is named, if any does: a buyer tells of exports, a supplier of
    imports; of one ranked in the world it is its own. A "market of imports" buys where the text
    has told that its goods are `sold`."""
    sentence = segment.sentence
    markets = segment.indexes("market")
    market = min(markets, key=lambda m: sentence.mentions[m].sense == "market", default=None)
    if market is None:
        return None
    if is_ranked_in_the_world(segment):
        for way in MIRROR:
            own = category_pattern(sentence.language, f"way_{way}")
            if own.search(sentence.text(market, market + 1)):
                return way
    goods = {sentence.text(g, g + 1).lower() for g in segment.indexes("goods")} or {sold}
    if sentence.is_a(market, "import_market") and sold and goods == {sold.lower()}:
        return "export"
    return sentence.mentions[market].sense


def is_ranked_in_the_world(segment: Segment) -> bool:
    """Whether a buyer or seller is told as one among all: "nước xuất khẩu lớn thứ ba thế giới"."""
    ranked = category_pattern(segment.sentence.language, "ranked_in_the_world")
    return ranked.search(segment.text) is not None


def is_trade(segment: Segment, *, goes_on: bool) -> tuple[bool, str]:
    """Whether the numbers of a segment are of trade, and the rule that says so.

    `goes_on`: the text spoke of trade before.
    """
    sentence = segment.sentence
    first = min(segment.numbers)
    named = segment.indexes("flow") + [
        m for m in segment.indexes("market")
        if sentence.mentions[m].sense in MARKETS or goes_on or segment.has("value", "goods")
    ]  # fmt: skip
    topics = segment.indexes("topic")
    deals = [t for t in topics if sentence.mentions[t].sense == "deals" and t < first]
    if deals:
        return False, "what is signed in a contract"
    if named:
        before = [n for n in named if n < first]
        last = max(before) if before else None
        between = [t for t in topics if (last if last is not None else -1) < t < first]
        if last is not None and between:
            return False, "another topic between the flow and the number"
        is_tied = starts_with(frames()["tied"]["behind"], sentence.letters, first + 1)
        if last is None and between and not is_tied:
            return False, "another topic before the number"
        prices = [t for t in topics if sentence.mentions[t].sense == "prices"]
        if last is not None and any(t == last - 1 for t in prices):
            return False, "the price of what is traded"
        return True, "a flow is named"
    if topics and not (goes_on and min(topics) > first and segment.has("pair", "value")):
        return False, "another topic and no flow"
    if not goes_on:
        return False, "no flow named, nor before"
    sums = [m for m in (sentence.mentions[n].mark for n in segment.roles) if isinstance(m, Amount)]
    if any((one.value_high or one.value) < LEAST for one in sums):
        return False, "too small a sum to be trade where nothing says so"
    return True, "goes on with trade"


def topics_between(segment: Segment) -> dict[int, str]:
    """The numbers of a segment of trade that another topic stands before, after the last flow."""
    sentence, found = segment.sentence, dict[int, str]()
    topics = segment.indexes("topic")
    for at in segment.numbers:
        previous = max([n for n in segment.roles if n < at], default=segment.first - 1)
        near = [t for t in topics if previous < t < at]
        sense = sentence.mentions[near[-1]].sense if near and previous >= segment.first else ""
        if sense in ("prices", "output", "investment", "people"):
            found[at] = "what another topic moved"
    return found


def kind_of(segment: Segment, at: int) -> tuple[str, str]:
    """`target` or `forecast` where words of them stand before a number, else `actual`."""
    sentence = segment.sentence
    letters, compared = sentence.letters, frames()["frame"]["compared"]  # "against a forecast of"
    said = [
        o for o in segment.indexes("outlook")
        if o < at and (not ends_with(compared, letters, o) or {*letters[o + 1 : at]} <= {"w"})
    ]  # fmt: skip
    said = [o for o in said if not sentence.has(o, at, "semicolon")]
    goal = sentence.mentions[at + 1] if at + 1 < segment.last else None
    if goal is not None and goal.kind == "outlook" and sentence.is_a(at + 1, "goal"):
        return goal.sense, f"a {goal.sense} right behind the number"
    if ends_with(frames()["frame"]["expected"], sentence.letters, at):
        return "forecast", EXPECTED
    if not said:
        return "actual", ""
    between = sentence.text(said[-1], at)
    if category_pattern(sentence.language, "at_present").search(between):
        return "actual", "what is so at present"
    kinds = [sentence.mentions[o].sense for o in said]
    kind = "target" if "target" in kinds else "forecast"
    return kind, f"a word of a {kind} before the number"


def is_of_a_pair(segment: Segment) -> bool:
    """Whether a segment speaks of trade of two sides: "two-way trade", "song phương"."""
    pairs = category_pattern(segment.sentence.language, "pair")
    return segment.has("pair") or any(
        pairs.search(segment.sentence.text(f, f + 1)) for f in segment.indexes("flow")
    )
