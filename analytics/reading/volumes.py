"""Which rates are of tonnes or pieces, and not of value."""

from __future__ import annotations

import re
from functools import cache

from analytics.reading.marks import Rate, Word
from analytics.reading.phrases import one_of, words
from analytics.reading.scan import Span
from data.lexicon import phrases

VOLUME_BEFORE, VOLUME_AFTER = 36, 16  # characters in which a volume is named
NEXT_TO = 12  # characters before goods in which their count stands


def is_of_volume(clause: Span, rate: Rate, language: str) -> bool:
    """Whether a rate is of tonnes or pieces, not of value: "dù lượng giảm 10,8%"."""
    if _is_of_a_quantity(clause, rate, language):
        return True
    before = clause.text[max(rate.lead - VOLUME_BEFORE, clause.start) : rate.lead]
    after = clause.text[rate.end : min(rate.end + VOLUME_AFTER, clause.end)]
    start = max(before.rfind(", "), before.rfind("("), 0)
    if any(not after[: w.start].strip() for w in words(after, language, "by_value")):
        return False
    if _stands_by_tonnes(clause, rate, language) or _follows_a_quantity(clause, rate, language):
        return True
    named = list(words(before[start:], language, "by_volume"))
    offset = max(rate.lead - VOLUME_BEFORE, clause.start) + start
    flows = clause.of("flow")
    said = [
        w
        for w in named
        if not any(f.start <= offset + w.start and offset + w.end <= f.end for f in flows)
    ]
    following = next(words(after, language, "by_volume"), None)
    opening = next(words(clause.text[clause.start : rate.start], language, "by_volume"), None)
    if opening is not None and not clause.text[clause.start : clause.start + opening.start].strip():
        at = clause.start + opening.start
        return not (clause.amounts and any(f.start <= at < f.end for f in flows))
    return bool(said) or (following is not None and not after[: following.start].strip())


def counts_goods(clause: Span, language: str) -> bool:
    """Whether a clause gives a number of tonnes or pieces, and none of money."""
    return not clause.amounts and bool(
        _quantity(language).search(clause.text, clause.start, clause.end)
    )


def _quantities(clause: Span, language: str) -> list[re.Match[str]]:
    """Numbers of tonnes or pieces, but those whose sale brought an amount: "$5m from selling"."""
    found = _quantity(language).finditer(clause.text, clause.start, clause.end)
    first = min((amount.end for amount in clause.amounts), default=clause.end)
    sales = [flow.end for flow in clause.of("flow", "export", "import") if flow.start >= first]
    return [match for match in found if not any(end <= match.start() for end in sales)]


def _is_of_a_quantity(clause: Span, rate: Rate, language: str) -> bool:
    """Whether a rate stands by a number of tonnes or pieces: "up 16% to 40 million tonnes"."""
    found = _quantities(clause, language)
    if not found or clause.of("flow", "total"):
        return False
    beside = [f for f in found if 0 <= rate.lead - f.end() <= VOLUME_BEFORE]
    return not clause.amounts or any(
        not any(f.end() <= a.start < rate.start for a in clause.amounts) for f in beside
    )


def _follows_a_quantity(clause: Span, rate: Rate, language: str) -> bool:
    """Whether tonnes or pieces stand before a rate, and no value between: "3,6 tấn, giảm 5%"."""
    marks = [*clause.amounts, *clause.rates]
    start = max([mark.end for mark in marks if mark.end <= rate.start], default=clause.start)
    ends = [m.end() for m in _quantities(clause, language) if start <= m.start()]
    ends += [w.end for w in clause.of("product") if start <= w.start and _is_counted(clause, w)]
    ends = [end for end in ends if end <= rate.start]
    if not ends:
        return False
    between = clause.text[max(ends) : rate.start]
    return next(words(between, language, "by_value"), None) is None


def _is_counted(clause: Span, word: Word) -> bool:
    """Whether a count stands right before goods: "114.855 ô tô", but no year."""
    before = clause.text[max(word.start - NEXT_TO, clause.start) : word.start]
    count = re.search(r"\d\s+(?:(?:nghìn|ngàn|triệu|thousand|million|тыс\.?|млн)\s+)?$", before)
    return count is not None and not any(
        when.end <= word.start and not clause.text[when.end : word.start].strip()
        for when in clause.times
    )


def _stands_by_tonnes(clause: Span, rate: Rate, language: str) -> bool:
    """Whether tonnes or volumes stand beside a rate: "up 5% to 9,000 tons", "5% rise in volume"."""
    if _is_only_of_tonnes(clause, rate, language):
        return True
    patterns = (_leads_to_tonnes(language), _in_volumes(language))
    return any(pattern.match(clause.text, rate.end, clause.end) for pattern in patterns)


def _is_only_of_tonnes(clause: Span, rate: Rate, language: str) -> bool:
    """Whether a clause gives tonnes and no money before a rate: "9,000 tons, 8 percent more"."""
    if clause.amounts:
        return False
    found = list(_tonnes(language).finditer(clause.text, clause.start, rate.start))
    flows = [w for w in clause.of("flow") if found and found[-1].end() <= w.start < rate.start]
    return bool(found) and not any("value" in clause.text[w.start : w.end] for w in flows)


@cache
def _tonnes(language: str) -> re.Pattern[str]:
    magnitudes, units = (one_of(phrases(language, name)) for name in ("magnitude", "priced_unit"))
    return re.compile(rf"\d\s*(?:{magnitudes}\s+)?{units}(?!\w)", re.IGNORECASE)


@cache
def _leads_to_tonnes(language: str) -> re.Pattern[str]:
    """ "... to 6 million tonnes" after a rate."""
    reach, magnitudes, units = (
        one_of(phrases(language, category)) for category in ("reach", "magnitude", "priced_unit")
    )
    number = r"\d[\d.,]{0,12}"
    return re.compile(
        rf"[\s,]*(?:{reach}\s+)(?:\w+\s+){{0,2}}{number}\s*(?:{magnitudes}\s+)?{units}(?!\w)", re.I
    )


@cache
def _quantity(language: str) -> re.Pattern[str]:
    """A number of tonnes, barrels or pieces."""
    units, magnitudes = (
        one_of(phrases(language, category)) for category in ("counted_unit", "magnitude")
    )
    return re.compile(rf"\d\s*(?:{magnitudes}\.?\s*)?{units}(?!\w)", re.IGNORECASE)


@cache
def _in_volumes(language: str) -> re.Pattern[str]:
    """ "... increase in volumes of cars" after a rate; the volume of trade is its value."""
    volumes = one_of(phrases(language, "by_volume"))
    goods = rf"(?:(?:the|export|import|shipment)\s+){{0,2}}{volumes}(?!\w)"
    trade = r"(?!\s+of\s+(?:[\w-]+\s+){0,2}(?:trade|turnover|exports|imports|commerce))"
    return re.compile(rf"\s*(?:[^\W\d][\w-]*\s+){{1,3}}(?:in|of)\s+{goods}{trade}", re.IGNORECASE)
