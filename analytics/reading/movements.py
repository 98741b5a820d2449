"""Which way a rate or an amount of change goes, and whether it is one at all."""

from __future__ import annotations

import re
from functools import cache

from analytics.reading.marks import Amount, Mark, Rate, Word
from analytics.reading.phrases import category_pattern, one_of, words
from analytics.reading.scan import Span
from data.lexicons import phrases

VOLUME_BEFORE, VOLUME_AFTER = 24, 16  # characters in which a volume is named
COUNT = re.compile(r"(?<![\d/.,])\d{1,3}\s+(?:[^\W\d_]+\s+){0,2}$")
NEXT_TO = 24  # characters between "of the total" and the flow it is of
AFTER = 28  # characters after a rate in which its direction may follow: "a 28.5% gain"
OF_A_WHOLE = re.compile(
    r"\s*(?:of\s+(?:all|the\s+(?:total|overall|country|world)|total|its|overall|turnover|trade)"
    r"|(?:trong\s+)?tổng\s|của\s+(?:cả\s+nước|toàn)|thị\s+phần|от\s+общ|от\s+всего|всего\s+объ)",
    re.IGNORECASE,
)
AND = re.compile(r"[\s,]*(?:và|and|и)\s+", re.IGNORECASE)
LINKS = r"[\s,(]*(?:or|hay|hoặc|tức(?: là)?|или|то есть|and|và|и)?[\s,]*"


def direction_of(clause: Span, rate: Rate, others: list[Mark], language: str) -> str | None:
    """`up` or `down`; None where no word tells.

    The mark's own sign decides, then a word right after the rate, then the last word before it
    that no other number stands after, except a change or rate joined by "or".
    """
    if rate.sign:
        return "up" if rate.sign > 0 else "down"
    following = _right_after(clause, rate)
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


def is_share(clause: Span, rate: Rate, others: list[Mark]) -> bool:
    """Whether a percentage is a part of a whole: "chiếm 25,2 %", "41.89% of all turnover"."""
    if rate.kind != "percent":
        return False
    if OF_A_WHOLE.match(clause.text, rate.end, min(rate.end + 40, clause.end)):
        return True
    start = max([mark.end for mark in others if mark.end <= rate.start], default=clause.start)
    shares = [w.start for w in clause.of("share") if start <= w.start < rate.start]
    moves = [w.start for w in clause.of("direction") if start <= w.start < rate.start]
    return bool(shares) and (not moves or moves[-1] < shares[-1])


def is_of_volume(clause: Span, rate: Rate, language: str) -> bool:
    """Whether a rate is of tonnes or pieces, not of value: "dù lượng giảm 10,8%"."""
    before = clause.text[max(rate.lead - VOLUME_BEFORE, clause.start) : rate.lead]
    after = clause.text[rate.end : min(rate.end + VOLUME_AFTER, clause.end)]
    start = max(before.rfind(", "), before.rfind("("), 0)
    if any(not after[: w.start].strip() for w in words(after, language, "by_value")):
        return False
    named = list(words(before[start:], language, "by_volume"))
    offset = max(rate.lead - VOLUME_BEFORE, clause.start) + start
    flows = clause.of("flow")
    said = [
        w
        for w in named
        if not any(f.start <= offset + w.start and offset + w.end <= f.end for f in flows)
    ]
    if _follows_a_quantity(clause, rate, language):
        return True
    following = next(words(after, language, "by_volume"), None)
    opening = next(words(clause.text[clause.start : rate.start], language, "by_volume"), None)
    if opening is not None and not clause.text[clause.start : clause.start + opening.start].strip():
        at = clause.start + opening.start
        return not (clause.amounts and any(f.start <= at < f.end for f in flows))
    return bool(said) or (following is not None and not after[: following.start].strip())


def _follows_a_quantity(clause: Span, rate: Rate, language: str) -> bool:
    """Whether tonnes or pieces stand before a rate, and no value between: "3,6 tấn, giảm 5%"."""
    marks = [*clause.amounts, *clause.rates]
    start = max([mark.end for mark in marks if mark.end <= rate.start], default=clause.start)
    ends = [m.end() for m in _quantity(language).finditer(clause.text, start, rate.start)]
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


def is_of_a_price(rate: Rate, others: list[Mark]) -> bool:
    """Whether the number right before a rate is a price: "632 USD/tấn, tăng 18%"."""
    before = [mark for mark in others if mark.end <= rate.start]
    return bool(before) and isinstance(before[-1], Amount) and before[-1].is_per_unit


def is_threshold(clause: Span, amount: Amount, language: str) -> bool:
    """Whether an amount only bounds what is counted: "16 mặt hàng đạt trên 1 tỷ USD"."""
    if amount.qualifier != "over":
        return False
    text = clause.text[clause.start : amount.lead]
    run = text[-NEXT_TO * 2 :]
    if any(not re.search(r"[,;]", run[w.end :]) for w in words(run, language, "in_a_row")):
        return True
    return any(COUNT.search(text[: word.start]) for word in words(text, language, "counted"))


def is_against_a_plan(clause: Span, mark: Mark, language: str) -> bool:
    """Whether a number compares with a forecast or plan, which is no growth."""
    after = clause.text[mark.end : min(mark.end + AFTER + NEXT_TO, clause.end)]
    for word in clause.of("versus"):
        if mark.end <= word.start and not re.search(r"[,;]", clause.text[mark.end : word.start]):
            rest = after[word.end - mark.end :]
            found = next(words(rest, language, "expected"), None)
            return found is not None and not rest[: found.start].strip()
    return False


def is_expected(clause: Span, rate: Rate, language: str) -> bool:
    """Whether a rate is a forecast that the one before is held against: "vượt dự báo 5%"."""
    marks = [*clause.amounts, *clause.rates]
    start = max([mark.end for mark in marks if mark.end <= rate.start], default=clause.start)
    text = clause.text[start : rate.start]
    for word in words(text, language, "expected"):
        before = text[max(word.start - NEXT_TO, 0) : word.start]
        if next(words(before, language, "held_against"), None) is not None:
            return True
    return False


def is_change(clause: Span, amount: Amount, language: str) -> bool:
    """Whether an amount is by how much something changed: "widening by $1.9 billion"."""
    before = [w for w in moves(clause) if w.end <= amount.lead]
    if before and not _ends_in_reach(clause, before[-1]):
        gap = clause.text[before[-1].end : amount.lead]
        if _brings_a_change(language).fullmatch(gap):
            return True
    after = _right_after(clause, amount, reach=10)
    return after is not None and _compares(clause, after)


def change_direction(clause: Span, amount: Amount) -> str:
    """The direction of an amount of change."""
    before = [w for w in moves(clause) if w.end <= amount.lead]
    after = _right_after(clause, amount, reach=10)
    return before[-1].value if before else after.value if after else "up"


def moves(clause: Span) -> list[Word]:
    """The words of rise and fall, but those within a flow: "thâm hụt" is a deficit."""
    flows = clause.of("flow")
    return [
        word
        for word in clause.of("direction", "up", "down")
        if not any(flow.start <= word.start and word.end <= flow.end for flow in flows)
    ]


def _ends_in_reach(clause: Span, word: Word) -> bool:
    """Whether a movement leads to a level by itself: "rơi xuống", "up to"."""
    return any(w.end == word.end and w.start > word.start for w in clause.of("reach"))


def _right_after(clause: Span, mark: Mark, reach: int = AFTER) -> Word | None:
    """The direction that follows a number with no comma or number between."""
    for word in moves(clause):
        if mark.end <= word.start <= mark.end + reach:
            gap = clause.text[mark.end : word.start]
            is_open = not re.search(r"[,;:()\d]", gap) and not _brings_level(clause, mark, word)
            return word if is_open else None
    return None


def _brings_level(clause: Span, mark: Mark, word: Word) -> bool:
    return any(mark.end <= w.start < word.start for w in clause.of("reach"))


def _reach_back(clause: Span, rate: Rate, others: list[Mark], language: str) -> int:
    """Where the words that may tell the direction of a rate begin."""
    end = rate.lead
    for mark in reversed([mark for mark in others if mark.end <= rate.start]):
        linked = _linked(language).fullmatch(clause.text[mark.end : end])
        linked = linked or _joins_comparisons(clause, mark, end, language)
        if not linked:
            return mark.end if _has_direction(clause, mark.end, rate.start) else _last(clause, mark)
        end = getattr(mark, "lead", mark.start)
    return clause.start


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
    reached = [w for w in clause.of("reach") if move.end <= w.start < rate.start]
    return ", " in gap and bool(reached)


def _has_direction(clause: Span, start: int, end: int) -> bool:
    return any(start <= w.start < end for w in moves(clause))


def _last(clause: Span, mark: Mark) -> int:
    """A level in brackets or between commas does not end what a direction word governs."""
    return clause.start if isinstance(mark, Amount) else mark.end


def _compares(clause: Span, word: Word) -> bool:
    return any(
        w.start >= word.end and not clause.text[word.end : w.start].strip()
        for w in clause.of("versus")
    )


@cache
def _linked(language: str) -> re.Pattern[str]:
    """Words between two numbers that one movement governs: "up 105% in volume and 83%"."""
    named = phrases(language, "by_volume", "by_value")
    return re.compile(rf"\s*(?:{one_of(named)})?{LINKS}", re.IGNORECASE)


@cache
def _quantity(language: str) -> re.Pattern[str]:
    units = one_of(phrases(language, "quantity_unit"))
    sizes = one_of(phrases(language, "magnitude"))
    return re.compile(rf"\d\s*(?:{sizes}\s*)?{units}(?!\w)", re.IGNORECASE)


@cache
def _brings_a_change(language: str) -> re.Pattern[str]:
    by = one_of(phrases(language, "by"))
    return re.compile(rf"\s*(?:(?:by|of|{by})\s*)?(?:(?:a|another|further)\s+)*", re.I)
