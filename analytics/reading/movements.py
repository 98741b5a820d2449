"""Which way a rate or an amount of change goes, and whether it is one at all."""

from __future__ import annotations

import re
from functools import cache

from analytics.reading.marks import Amount, Mark, Rate, Word
from analytics.reading.neighbours import knows
from analytics.reading.phrases import category_pattern, one_of, words
from analytics.reading.scan import Span
from data.lexicons import phrases

COUNT = re.compile(r"(?<![\d/.,])\d{1,3}\s+(?:[^\W\d_]+\s+){0,2}$")
MOVING = ("prices", "output", "investment", "people")
NEXT_TO = 24  # characters between "of the total" and the flow it is of
AFTER = 28  # characters after a rate in which its direction may follow: "a 28.5% gain"
OF_A_WHOLE = re.compile(
    r"\s*(?:of\s+(?:all|the\s+(?:total|overall|country|world)|total|its|overall|turnover|trade)"
    r"|(?:trong\s+)?tổng\s|của\s+(?:cả\s+nước|toàn)|thị\s+phần|от\s+общ|от\s+всего|всего\s+объ)",
    re.IGNORECASE,
)
INDEX = 80  # percent of the base from which on a "rate of growth" is an index
FROM = re.compile(r"(?<!\w)(?:from|từ|с|со)\s{1,2}$", re.IGNORECASE)
TO = re.compile(r"\s{0,2}(?:to|lên|xuống|đến|до)\s(?:\w{1,12}\s)?", re.IGNORECASE)
ASIDE = re.compile(r"\s*\((?:or\s+)?[^()]{1,20}\)|\)")
OR_BY = re.compile(r"(?<!\w)(?:i\.\s?e\.,?|or|that is,?|namely)\s+by\s*$", re.IGNORECASE)
OR = re.compile(r"\s*,?\s*or\s+", re.IGNORECASE)
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
    if rate.kind == "percentage_points":
        return any(word.start < rate.start for word in clause.of("share"))
    if rate.kind != "percent":
        return False
    if OF_A_WHOLE.match(clause.text, rate.end, min(rate.end + 40, clause.end)):
        return True
    if any(_are_two_levels(clause, *sorted((rate, other), key=_start)) for other in others):
        return True
    start = max([mark.end for mark in others if mark.end <= rate.start], default=clause.start)
    shares = [w.start for w in clause.of("share") if start <= w.start < rate.start]
    moves = [w.start for w in clause.of("direction") if start <= w.start < rate.start]
    after = _right_after(clause, rate, reach=10)
    if after is not None and _compares(clause, after):
        return False
    return bool(shares) and (not moves or moves[-1] < shares[-1])


def _start(mark: Mark) -> int:
    return mark.start


def _are_two_levels(clause: Span, first: Mark, second: Mark) -> bool:
    """Whether two percentages are levels, not growth: "from 47.4% to 50.7%"."""
    return (
        isinstance(first, Rate)
        and isinstance(second, Rate)
        and first.kind == second.kind == "percent"
        and bool(FROM.search(clause.text[clause.start : first.lead]))
        and bool(TO.fullmatch(_without_times(clause, first.end, second.start)))
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


def is_of_another_movement(clause: Span, rate: Rate, others: list[Mark]) -> bool:
    """Whether what moved is a price, output or the like: "while prices declined 0.2%"."""
    since = max([mark.end for mark in others if mark.end <= rate.start], default=clause.start)
    topics = [w for w in clause.of("other_topic", *MOVING) if since <= w.start < rate.start]
    if not topics or since == clause.start:
        return False
    gap = clause.text[topics[-1].end : rate.lead]
    flows = [w for w in clause.of("flow") if topics[-1].start <= w.start < rate.start]
    moved = [w for w in moves(clause) if topics[-1].end <= w.start < rate.start]
    return bool(moved) and not flows and not re.search(r"[,;]", gap)


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
    if any(amount.lead <= w.start < amount.start for w in clause.of("reach")):
        return False
    if before and _is_a_sign(clause, before[-1]):
        return False
    if before and not _ends_in_reach(clause, before[-1]):
        gap = clause.text[before[-1].end : amount.lead]
        if _brings_a_change(language).fullmatch(gap) or _is_by(clause, before[-1], gap, language):
            return True
        if _leads_to_a_level(clause, amount, language):
            return True
        if _moved_since(clause, before[-1], amount, language):
            return True
    if before and OR_BY.search(clause.text, before[-1].end, amount.lead):
        return True
    after = _move_after(clause, amount, language)
    return after is not None and _compares(clause, after)


def _move_after(clause: Span, amount: Amount, language: str) -> Word | None:
    """The movement that follows an amount, or the rate that says it again: "a $4m or 9% rise"."""
    return _right_after(clause, _same_change(clause, amount, language), reach=10)


def _is_by(clause: Span, move: Word, gap: str, language: str) -> bool:
    """Whether "by" stands right before an amount that something moved by: "increased its imports
    from Peru by $5m", with no other number or new statement between."""
    numbers = [*clause.amounts, *clause.rates]
    start, end = move.end, move.end + len(gap)
    is_next = not any(start <= number.start < end for number in numbers)
    return is_next and bool(_by(language).search(gap)) and not re.search(r"[,;]", gap)


def _moved_since(clause: Span, move: Word, amount: Amount, language: str) -> bool:
    """Whether a comparison stands between a movement and its amount: "rose on 2020 by $1bn"."""
    between: list[Mark] = [*clause.amounts, *clause.rates, *clause.of("flow"), *clause.of("reach")]
    compared = [w for w in clause.of("versus") if move.end <= w.start < amount.lead]
    if not compared or any(move.end <= mark.start < amount.lead for mark in between):
        return False
    step = clause.text[compared[-1].end : amount.start]
    return bool(_steps(language).search(step))


def _is_a_sign(clause: Span, word: Word) -> bool:
    """Whether a word is the sign of a balance: "the balance was minus $3bn"."""
    balances = clause.of("flow", "balance", "surplus", "deficit")
    return bool(balances) and any(w.start == word.start for w in clause.of("balance_sign"))


def _leads_to_a_level(clause: Span, amount: Amount, language: str) -> bool:
    """Whether an amount is told as a step to the next one: "by $1bn - to $5bn"."""
    step = clause.text[max(amount.lead - AFTER, clause.start) : amount.start]
    following = next((a for a in clause.amounts if a.start >= amount.end), None)
    if following is None or not _steps(language).search(step):
        return False
    gap = clause.text[amount.end : following.start]
    return bool(re.fullmatch(r"[\s,–-]*(?:to|до|lên|xuống)\s.{0,16}", gap))


def is_step(clause: Span, rate: Rate, language: str) -> bool:
    """Whether a rate is told as an amount of change, after another one: "by 5%, then by 7%"."""
    earlier = any(other.end <= rate.lead for other in clause.rates)
    start = max((m.end for m in (*clause.rates, *clause.amounts) if m.end <= rate.lead),
                default=clause.start)  # fmt: skip
    is_share = any(start <= word.start < rate.start for word in clause.of("share"))
    step = clause.text[max(rate.lead - AFTER, clause.start) : rate.start]
    return earlier and not is_share and bool(_steps(language).search(step))


def _same_change(clause: Span, amount: Amount, language: str) -> Mark:
    """The rate that tells a change again, "by $951 million, or 5.3%"; else the amount itself."""
    for rate in clause.rates:
        if rate.start >= amount.end:
            gap = clause.text[amount.end : rate.lead]
            return rate if _said_again(language).fullmatch(gap) else amount
    return amount


def change_direction(clause: Span, amount: Amount, language: str) -> str:
    """The direction of an amount of change."""
    before = [w for w in moves(clause) if w.end <= amount.lead]
    after = _move_after(clause, amount, language)
    if before or after:
        return before[-1].value if before else after.value if after else "up"
    compared = [w for w in moves(clause) if w.start >= amount.end]
    return compared[0].value if compared else "up"


def is_an_index(clause: Span, rate: Rate, language: str) -> bool:
    """Whether a percentage is the level to that of the base: "темп роста 109,5%"."""
    if rate.kind != "percent" or not knows(language, "index"):
        return False
    before = clause.text[max(rate.lead - AFTER, clause.start) : rate.lead]
    found = category_pattern(language, "index").search(before)
    return found is not None and rate.value >= INDEX


def is_of_two_flows(clause: Span, rate: Rate, language: str) -> bool:
    """Whether a rate sets one flow against the other: "imports exceeded exports threefold"."""
    exceeding = category_pattern(language, "exceeding")
    before = clause.text[clause.start : rate.start]
    return any(
        clause.start + found.end() <= flow.start <= clause.start + found.end() + 2
        for found in exceeding.finditer(before)
        for flow in clause.of("flow")
    )


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
        end = _past_an_aside(clause, mark)
        if end <= word.start <= end + reach:
            gap = clause.text[end : word.start]
            is_beside = re.fullmatch(r",\s*", gap) is not None and _is_comparison(clause, word)
            is_open = is_beside or not re.search(r"[,;:()\d]", gap)
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
        linked = _linked(language).fullmatch(_without_times(clause, mark.end, end))
        linked = linked or _joins_comparisons(clause, mark, end, language)
        if not linked:
            return mark.end if _has_direction(clause, mark.end, rate.start) else _last(clause, mark)
        end = getattr(mark, "lead", mark.start)
    return clause.start


def _without_times(clause: Span, start: int, end: int) -> str:
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


def _compares(clause: Span, word: Word) -> bool:
    return _is_comparison(clause, word) or any(
        word.start < w.start and not clause.text[word.end : w.start].strip(" ,")
        for w in clause.of("versus")
    )


def _is_comparison(clause: Span, word: Word) -> bool:
    """Whether a movement is itself a comparison: "exceeds the level of"."""
    return any(w.start == word.start and w.end > word.end for w in clause.of("versus"))


@cache
def _linked(language: str) -> re.Pattern[str]:
    """Words between two numbers that one movement governs: "up 105% in volume and 83%"."""
    named = phrases(language, "by_volume", "by_value")
    return re.compile(rf"\s*(?:{one_of(named)})?{LINKS}", re.IGNORECASE)


@cache
def _steps(language: str) -> re.Pattern[str]:
    """The end of a text that goes on with an amount of change: "by", "на", "более чем на"."""
    by = one_of(phrases(language, "by"))
    return re.compile(rf"(?<!\w)(?:by|{by})\s{{1,2}}$", re.IGNORECASE)


@cache
def _said_again(language: str) -> re.Pattern[str]:
    by = one_of(phrases(language, "by"))
    return re.compile(rf"\s?[,(]?\s?(?:or|hay|или|то есть|т\.\s?е\.)\s(?:(?:by|{by})\s)?", re.I)


@cache
def _by(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){one_of(phrases(language, 'by_amount'))}\s*$", re.IGNORECASE)


@cache
def _brings_a_change(language: str) -> re.Pattern[str]:
    by = one_of(phrases(language, "by"))
    return re.compile(rf"\s*(?:(?:by|of|{by})\s*)?(?:(?:a|another|further)\s+)*", re.I)
