"""The goods that a number is of, in the words of the text."""

from __future__ import annotations

from analytics.reading.frames.trade import flow_of
from analytics.reading.marks.phrases import category_pattern, ends_with_phrase, words
from analytics.reading.segments.cutting import Segment
from analytics.reading.segments.patterns import ends_with, starts_with
from data.lexicon import frames

SIGNED = ("surplus", "deficit", "balance", "total")


def goods_of(segment: Segment, at: int, flow: int | None) -> tuple[str | None, str]:
    """The goods that a segment names for a number, and the rule; None where it names none."""
    covered = coverage(segment, at, flow)
    if covered:
        return covered, "goods or services said beside the flow"
    sentence, letters = segment.sentence, segment.sentence.letters
    goods = segment.indexes("goods")
    before = [
        g for g in goods if g < at
        and not is_an_example(segment, g, at)
        and not (flow is not None and flow < at and _is_of_another(segment, g, flow))
        and not (flow is not None and flow < g and _is_the_reason(segment, flow, g))
        and not (flow is not None and g < flow < at and _is_of_all(segment, g, flow))
    ]  # fmt: skip
    if before:
        deal = ends_with(frames()["list"]["of_a_deal"], letters, before[-1] + 1)
        apposed = ends_with(frames()["tied"]["apposed"], letters, at)
        if apposed or (deal and sentence.is_a(deal.start(), "deal")):
            return None, "many goods that were dealt in"
        return sentence.text(before[-1], before[-1] + 1), "the goods before the number"
    after = [g for g in goods if g > at]
    tied = starts_with(frames()["tied"]["goods_behind"], letters, at + 1)
    if tied and after and after[0] < at + 1 + tied.end() - tied.start():
        between = sentence.text(at + 1, after[0])
        asides = (category_pattern(sentence.language, name) for name in ("mainly", "reason"))
        if not any(aside.search(between) for aside in asides):
            return sentence.text(after[0], after[0] + 1), "the goods behind the number"
    unlisted = _unlisted_goods(segment, flow) if flow is not None else None
    return unlisted, "whatever stands right before the flow" if unlisted else "no goods named"


def _unlisted_goods(segment: Segment, flow: int) -> str | None:
    """The word right before a flow that is none but a name of goods: "blueberry exports"."""
    sentence, before = segment.sentence, flow - 1
    if before < segment.first or sentence.mentions[before].kind != "word":
        return None
    word = sentence.text(before, flow)
    is_a_name = word[0].isupper() and before > 0
    if is_a_name or not word.isalpha() or sentence.is_a(before, "no_goods"):
        return None
    return word if sentence.is_a(flow, "flow_of_goods") else None


def _is_of_another(segment: Segment, goods: int, flow: int) -> bool:
    """Whether a number, or the end of a clause, stands between goods and the flow behind them."""
    sentence = segment.sentence
    joints = (j for j in sentence.indexes(goods, flow, "joint") if sentence.has(j - 1, j, "comma"))
    is_over = any(sentence.is_a(j, "joint") for j in joints)  # not ", with exports of"
    between = (flow_of(segment, n) for n in segment.numbers if goods < n < flow)
    return goods < flow and (is_over or any(one is None or one.at != flow for one in between))


def _is_of_all(segment: Segment, goods: int, flow: int) -> bool:
    """Whether a flow behind goods and a comma is that of all: "gas included, total exports"."""
    sentence = segment.sentence
    overall = category_pattern(sentence.language, "overall")
    text = sentence.text(goods + 1, flow + 1)
    return sentence.has(goods, flow, "comma") and overall.search(text) is not None


def _is_the_reason(segment: Segment, flow: int, goods: int) -> bool:
    """Whether goods behind a flow are told in the reason of its change: "fell on cheap oil to"."""
    text, language = segment.sentence.text(flow + 1, goods), segment.sentence.language
    return next(words(text, language, "reason"), None) is not None


def is_an_example(segment: Segment, goods: int, at: int) -> bool:
    """Whether goods are told as a part, between commas: ", mostly wheat, tea and tin, to $5m",
    ", wheat and tea above all, to"."""
    sentence, language = segment.sentence, segment.sentence.language
    closers = sentence.indexes(goods + 1, at, "comma", "semicolon", "close", "dash")
    kinds = {sentence.mentions[closer].kind for closer in closers}
    stops = sentence.indexes(segment.first, goods, "comma", "open", "dash")
    stops = [s for s in stops if kinds & {"comma", "close", sentence.mentions[s].kind}]
    texts = (sentence.text(stop + 1, goods + 1) for stop in stops)
    if any(category_pattern(language, "mainly").match(text) is not None for text in texts):
        return True
    flows = segment.indexes("flow")
    is_apart = stops or (flows and goods < flows[0] < at)  # "tea is the main item, said X, whose"
    behind = (sentence.text(goods + 1, closer) for closer in closers) if is_apart else ()
    return any(ends_with_phrase(text, language, "mainly") for text in behind)


def coverage(segment: Segment, at: int, flow: int | None) -> str | None:
    """ "goods" or "goods and services" right before or after the flow of a number."""
    if flow is None:
        return None
    sentence = segment.sentence
    text, base = sentence.span.text, sentence.mentions[segment.first].start
    word = sentence.mentions[flow]
    last = max(sentence.mentions[at].start, word.end + 24)
    for found in words(text[base:last], sentence.language, "coverage"):
        start, end = base + found.start, base + found.end
        before = end <= word.start and not text[end : word.start].strip()
        after = 0 <= start - word.end <= 4 and found.value != "goods"
        inside = word.start <= start and end <= word.end and word.sense in SIGNED
        beyond = word.start < start < word.end < end
        if before or after or inside or beyond:
            return text[start:end]
    return None
