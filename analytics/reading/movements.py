"""Which way a rate or an amount of change goes, and whether it is one at all."""

from __future__ import annotations

import re
from functools import cache

from analytics.reading.marks import Amount, Mark, Rate, Word
from analytics.reading.phrases import category_pattern, one_of, words
from analytics.reading.scan import Span
from data.lexicon import phrases

NEXT_TO = 24  # characters between "of the total" and the flow it is of
OF_A_WHOLE = re.compile(
    r"\s*(?:of\s+(?:all|the\s+(?:total|overall|country|world)|total|its|overall|turnover|trade)"
    r"|(?:trong\s+)?tổng\s|của\s+(?:cả\s+nước|toàn)|thị\s+phần|от\s+общ|от\s+всего|всего\s+объ)",
    re.IGNORECASE,
)
AFTER = 28  # characters after a rate in which its direction may follow: "a 28.5% gain"
ASIDE = re.compile(r"\s*\((?:or\s+)?[^()]{1,20}\)|\)")
AND = re.compile(r"[\s,]*(?:và|and|и)\s+", re.IGNORECASE)
LINKS = r"[\s,(]*(?:or|hay|hoặc|tức(?: là)?|или|то есть|and|và|и)?[\s,]*"


def direction_of(clause: Span, rate: Rate, others: list[Mark], language: str) -> str | None:
    """`up` or `down`; None where no word tells.

    The mark's own sign decides, then a word right after the rate, then the last word before it
    that no other number stands after, except a change or rate joined by "or".
    """
    if rate.sign:
        return "up" if rate.sign > 0 else "down"
    following = right_after(clause, rate)
    if following is not None and _leads_on(clause, following, others):
        following = None
    if following is not None:
        return following.value
    reach = _reach_back(clause, rate, others, language)
    before = [w for w in moves(clause) if reach <= w.start < rate.start]
    if not before or _is_a_level(clause, before[-1], rate):
        return None
    return before[-1].value


def is_of_a_whole(clause: Span, word: Word) -> bool:
    """Whether a flow is the whole that a share before it is of: "41.89% of all turnover"."""
    shares = [rate for rate in clause.rates if rate.kind == "percent" and rate.end <= word.start]
    if not shares:
        return False
    found = OF_A_WHOLE.match(clause.text, shares[-1].end, word.end)
    return found is not None and word.start - found.end() <= NEXT_TO


def is_average(clause: Span, rate: Rate, others: list[Mark], language: str) -> bool:
    """Whether a rate is a yearly average: "a year" alone makes one only beside a span of years."""
    if rate.kind != "percent":
        return False
    start = max([mark.end for mark in others if mark.end <= rate.start], default=clause.start)
    end = min([mark.start for mark in others if mark.start >= rate.end], default=clause.end)
    near = [
        w
        for w in clause.of("average")
        if start <= w.start < rate.start or rate.end <= w.start < min(end, rate.end + AFTER)
    ]
    yearly = category_pattern(language, "yearly")
    is_long = any(when.is_span for when in clause.times) or not clause.amounts
    return any(is_long or not yearly.fullmatch(clause.text[w.start : w.end]) for w in near)


def moves(clause: Span) -> list[Word]:
    """The words of rise and fall, but those within a flow: "thâm hụt" is a deficit."""
    flows = clause.of("flow")
    return [
        word
        for word in clause.of("direction", "up", "down")
        if not any(flow.start <= word.start and word.end <= flow.end for flow in flows)
    ]


def ends_in_reach(clause: Span, word: Word) -> bool:
    """Whether a movement leads to a level by itself: "rơi xuống", "up to"."""
    return any(w.end == word.end and w.start > word.start for w in clause.of("reach"))


def right_after(clause: Span, mark: Mark, reach: int = AFTER) -> Word | None:
    """The direction that follows a number with no comma or number between."""
    for word in moves(clause):
        end = _past_an_aside(clause, mark)
        if end <= word.start <= end + reach:
            gap = clause.text[end : word.start]
            is_beside = re.fullmatch(r",\s*", gap) is not None and _is_comparison(clause, word)
            is_open = is_beside or not re.search(r"[,;:()\d]|(?<!\w)и(?!\w)", gap)
            is_open = is_open and not _brings_level(clause, mark, word)
            return word if is_open else None
    return None


def _past_an_aside(clause: Span, mark: Mark) -> int:
    """Where a number ends, with the same change in brackets: "$5m (or 8%) less than"."""
    found = ASIDE.match(clause.text, mark.end, clause.end)
    rates = [r for r in clause.rates if found and found.start() <= r.start < found.end()]
    if found and (rates or clause.text[mark.end] == ")"):
        return found.end()
    return mark.end


def _brings_level(clause: Span, mark: Mark, word: Word) -> bool:
    return any(mark.end <= w.start < word.start for w in clause.of("reach"))


def _reach_back(clause: Span, rate: Rate, others: list[Mark], language: str) -> int:
    """Where the words that may tell the direction of a rate begin."""
    end = rate.lead
    for mark in reversed([mark for mark in others if mark.end <= rate.start]):
        linked = _linked(language).fullmatch(without_times(clause, mark.end, end))
        linked = linked or _joins_comparisons(clause, mark, end, language)
        if not linked:
            return mark.end if _has_direction(clause, mark.end, rate.start) else _last(clause, mark)
        end = getattr(mark, "lead", mark.start)
    return clause.start


def without_times(clause: Span, start: int, end: int) -> str:
    """The text between two numbers but for its times: "5% on month and 8% on year"."""
    kept, at = "", start
    for when in clause.times:
        if at <= when.start and when.end <= end:
            kept, at = kept + clause.text[at : when.start], when.end
    return kept + clause.text[at:end]


def _joins_comparisons(clause: Span, mark: Mark, end: int, language: str) -> bool:
    """Whether a rate shares the movement of the one before: "up 6% on May and 8% on a year ago"."""
    times = [when for when in clause.times if mark.end <= when.start and when.end <= end]
    if not isinstance(mark, Rate) or not times:
        return False
    gap = clause.text[mark.end : times[-1].end]
    is_close = not re.search(r"[,;.]", gap) and next(words(gap, language, "versus"), None)
    return bool(is_close and AND.fullmatch(clause.text[times[-1].end : end]))


def _leads_on(clause: Span, move: Word, others: list[Mark]) -> bool:
    """Whether a movement brings the next number: "200,17% tăng 99,70%"."""
    return any(
        move.end <= mark.start and not clause.text[move.end : mark.start].strip() for mark in others
    )


def _is_a_level(clause: Span, move: Word, rate: Rate) -> bool:
    """Whether a new statement stands between: "tăng khá, kim ngạch đạt 20%"."""
    gap = clause.text[move.end : rate.lead]
    compared = clause.of("versus")
    reached = [
        w
        for w in clause.of("reach")
        if move.end <= w.start < rate.start
        and not any(c.start < w.start and w.end <= c.end for c in compared)
    ]
    return ", " in gap and bool(reached)


def _has_direction(clause: Span, start: int, end: int) -> bool:
    return any(start <= w.start < end for w in moves(clause))


def _last(clause: Span, mark: Mark) -> int:
    """A level in brackets or between commas does not end what a direction word governs."""
    return clause.start if isinstance(mark, Amount) else mark.end


def compares(clause: Span, word: Word) -> bool:
    return _is_comparison(clause, word) or any(
        word.start < w.start and not clause.text[word.end : w.start].strip(" ,")
        for w in clause.of("versus")
    )


def _is_comparison(clause: Span, word: Word) -> bool:
    """Whether a movement is itself a comparison: "exceeds the level of", "more than in"."""
    if " than " in clause.text[word.start : word.end + 1]:
        return True
    return any(w.start == word.start and w.end > word.end for w in clause.of("versus"))


@cache
def _linked(language: str) -> re.Pattern[str]:
    """Words between two numbers that one movement governs: "up 105% in volume and 83%"."""
    named = phrases(language, "by_volume", "by_value")
    return re.compile(rf"\s*(?:{one_of(named)})?{LINKS}", re.IGNORECASE)
