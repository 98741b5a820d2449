"""Amounts that say by how much something changed: "widening by $1.9 billion"."""

from __future__ import annotations

import re
from functools import cache

from analytics.reading.marks import Amount, Mark, Rate, Word
from analytics.reading.movements import AFTER, compares, ends_in_reach, moves, right_after
from analytics.reading.neighbours import knows
from analytics.reading.phrases import category_pattern, one_of
from analytics.reading.scan import Span
from data.lexicon import phrases

BY_IN_BRACKETS = re.compile(r"%\s?\(\s?(?:by|на)\s(?:\w{1,12}\s)?$", re.IGNORECASE)
OR_BY = re.compile(r"(?<!\w)(?:i\.\s?e\.,?|or|that is,?|namely)\s+by\s*$", re.IGNORECASE)

SIGNED = re.compile(r"\(\s?([+−–-])\s?$")


def is_change(clause: Span, amount: Amount, language: str) -> bool:
    """Whether an amount is by how much something changed: "widening by $1.9 billion"."""
    before = [w for w in moves(clause) if w.end <= amount.lead]
    if signed_change(clause, amount):
        return True
    if any(amount.lead < w.start < amount.start for w in clause.of("reach")):
        return False
    if _opens_with_a_level(clause, amount, language):
        return False
    if before and _is_a_sign(clause, before[-1]):
        return False
    if before and not ends_in_reach(clause, before[-1]):
        gap = clause.text[before[-1].end : amount.lead]
        if _brings_a_change(language).fullmatch(gap) or _is_by(clause, before[-1], gap, language):
            return True
        if _leads_to_a_level(clause, amount, language):
            return True
        if _moved_since(clause, before[-1], amount, language):
            return True
    if before and BY_IN_BRACKETS.search(clause.text, before[-1].end, amount.start):
        return True
    if before and OR_BY.search(clause.text, before[-1].end, amount.lead):
        return True
    after = _move_after(clause, amount, language)
    return after is not None and compares(clause, after)


def _opens_with_a_level(clause: Span, amount: Amount, language: str) -> bool:
    """Whether the lead words of an amount bring a level, and not only "over" or "about"."""
    reaching = [w for w in clause.of("reach") if w.start == amount.lead < amount.start]
    qualifier = category_pattern(language, "qualifier")
    return any(not qualifier.fullmatch(clause.text[w.start : w.end]) for w in reaching)


def _move_after(clause: Span, amount: Amount, language: str) -> Word | None:
    """The movement that follows an amount, or the rate that says it again: "a $4m or 9% rise"."""
    said = _same_change(clause, amount, language)
    move = right_after(clause, said, reach=10)
    is_a_level = move and said is amount and "," in clause.text[amount.end : move.start]
    return None if is_a_level else move


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
            is_again = _said_again(language).fullmatch(gap) is not None
            return rate if is_again and not _is_a_level(clause, amount, gap, language) else amount
    return amount


def _is_a_level(clause: Span, amount: Amount, gap: str, language: str) -> bool:
    """Whether "by" stands before a rate but not before the amount that it follows: "$5m, or by 8%
    more than"."""
    brought = (clause.text[clause.start : at] for at in (amount.lead, amount.start))
    is_by = bool(_by(language).search(gap))
    if is_by and _is_traded_for(clause, amount, language):
        return True
    return is_by and not any(_steps(language).search(opening) for opening in brought)


def _is_traded_for(clause: Span, amount: Amount, language: str) -> bool:
    """Whether an amount is what goods cost: "imported goods for $5m"."""
    if not knows(language, "trading") or any(w.end <= amount.lead for w in moves(clause)):
        return False
    verbs = [w for w in clause.of("flow") if w.end <= amount.lead]
    said = clause.text[verbs[-1].start : verbs[-1].end] if verbs else ""
    return category_pattern(language, "trading").fullmatch(said) is not None


def signed_change(clause: Span, amount: Amount) -> str | None:
    """The direction of a change told by its sign in brackets: "Oman (+$3 million)"."""
    found = SIGNED.search(clause.text, clause.start, amount.lead)
    return None if found is None else "up" if found[1] == "+" else "down"


def change_direction(clause: Span, amount: Amount, language: str) -> str:
    """The direction of an amount of change."""
    signed = signed_change(clause, amount)
    if signed:
        return signed
    before = [w for w in moves(clause) if w.end <= amount.lead]
    after = _move_after(clause, amount, language)
    if before or after:
        return before[-1].value if before else after.value if after else "up"
    compared = [w for w in moves(clause) if w.start >= amount.end]
    return compared[0].value if compared else "up"


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
