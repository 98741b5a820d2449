"""Rates and amounts beside trade figures that are no growth of trade: shares, prices, plans."""

from __future__ import annotations

import re

from analytics.reading.marks import Amount, Mark, Rate
from analytics.reading.movements import (
    AFTER,
    NEXT_TO,
    OF_A_WHOLE,
    compares,
    moves,
    right_after,
    without_times,
)
from analytics.reading.neighbours import knows
from analytics.reading.phrases import category_pattern, words
from analytics.reading.scan import Span
from analytics.reading.statements import Figure
from analytics.reading.volumes import is_of_volume

COUNT = re.compile(r"(?<![\d/.,])\d{1,3}\s+(?:[^\W\d_]+\s+){0,2}$")
MOVING = ("prices", "output", "investment", "people")
INDEX = 80  # percent of the base from which on a "rate of growth" is an index
FROM = re.compile(r"(?<!\w)(?:from|từ|с|со)\s{1,2}$", re.IGNORECASE)
TO_A_LEVEL = re.compile(r"(?<!\w)(?:to|до|lên|xuống)\s{1,2}$", re.IGNORECASE)
TO = re.compile(
    r"\s{0,2}(?:(?:in|в|năm)\s{1,2})?(?:to|lên|xuống|đến|до)\s(?:\w{1,12}\s)?", re.IGNORECASE
)


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
    after = right_after(clause, rate, reach=10)
    if after is not None and compares(clause, after):
        return False
    if shares and TO_A_LEVEL.search(clause.text[start : rate.lead]):
        return True
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
        and bool(TO.fullmatch(without_times(clause, first.end, second.start)))
    )


def is_a_level(clause: Span, rate: Rate) -> bool:
    """Whether a percentage is where something arrived: "slipped to 14 percent"."""
    if rate.kind != "percent":
        return False
    before = [word for word in moves(clause) if word.end <= rate.lead]
    if not before or not re.fullmatch(r"\s+to\s+", clause.text[before[-1].end : rate.lead]):
        return False
    nouns = [word for word in moves(clause) if word.end <= before[-1].start]
    return not nouns


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


def is_of_another_kind(clause: Span, wanted: str, rate: Rate, figure: Figure) -> bool:
    """Whether a rate that is hoped for stands by a level that is not: "they want to double it"."""
    if figure.start > rate.start:
        return wanted != "actual" and figure.subject.kind == "actual"
    if wanted != "target" or figure.subject.kind == "target" or figure.amount is None:
        return False
    return any(figure.start < word.start < rate.start for word in clause.of("target"))


def is_no_growth(clause: Span, rate: Rate, others: list[Mark], language: str) -> bool:
    """Whether a rate beside trade figures is a share, a volume, a price, a plan or the like."""
    return (
        is_share(clause, rate, others)
        or is_of_volume(clause, rate, language)
        or is_of_a_price(rate, others)
        or is_an_index(clause, rate, language)
        or is_of_two_flows(clause, rate, language)
        or is_of_another_movement(clause, rate, others)
        or is_expected(clause, rate, language)
        or is_against_a_plan(clause, rate, language)
    )
