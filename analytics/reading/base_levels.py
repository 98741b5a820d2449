"""Levels that another one is compared with: "up from $5 billion in 2019"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from analytics.reading.bases import (
    LONGEST,
    RELATIVE,
    WHEN_IT_WAS,
    at_time,
    comparing,
    first_year,
    is_base,
    versus,
    weak,
)
from analytics.reading.marks import Mark, When
from analytics.reading.phrases import category_pattern
from analytics.reading.scan import Span
from analytics.reading.sides import partner_after
from analytics.reading.statements import Figure, Subject
from data.periods import Period

EARLIER = re.compile(r"\b(?:ago|earlier|before)$", re.IGNORECASE)
BEFORE_TIMES = ("on",)
BESIDE_ITS_TIME = re.compile(r"\s?\(\s?|,\sкогда\s[^,;:.()\d]{1,40}", re.IGNORECASE)
OF = re.compile(r"\sof\s+$")


def base_in_brackets(clause: Span, lead: int, language: str) -> When | None:
    """The time compared with that a level in brackets, or told after "когда", is of: "up 5% on
    2020 ($3bn)"."""
    before = [w for w in clause.times if w.end <= lead and is_base(clause, w, language)]
    if before and BESIDE_ITS_TIME.fullmatch(clause.text[before[-1].end : lead]):
        return before[-1]
    return None


def told_of_before(clause: Span, lead: int, language: str) -> When | None:
    """An earlier time that a level is told of: "a year earlier it was $3bn"."""
    times = [w for w in clause.times if w.end <= lead and not w.is_date]
    if not times or times[-1].role not in ("same", "earlier", "previous"):
        return None
    when = times[-1]
    before = clause.text[max(when.start - LONGEST, clause.start) : when.start]
    said = clause.text[when.start : when.end]
    is_told = when.role == "same" or category_pattern(language, "told_earlier").fullmatch(said)
    if not is_told or versus(language).search(before):
        return None
    marks: list[Mark] = [*clause.amounts, *clause.rates, *clause.of("direction", "up", "down")]
    return None if any(when.end <= mark.start < lead for mark in marks) else when


def base_of_the_pair(found: Sequence[Figure], subject: Subject) -> Period | None:
    """The base of the pair of levels before: "exports from $3bn in 2019 to $5bn in 2023, imports
    from $1bn to $2bn"; else the first of several years."""
    for base, level in pairwise(found[-2:]):
        of_one = replace(base.subject, period=None, kind="") == replace(
            level.subject, period=None, kind=""
        )
        if base.is_base and of_one and level.subject.period == subject.period:
            return base.subject.period
    return first_year(subject.period)


def is_told_as_a_fact(
    clause: Span, since: int, amount: Mark, subject: Subject, year: int | None
) -> bool:
    """Whether what a figure is compared with is no forecast, but past in the year of the text."""
    is_past = year is not None and subject.period is not None and subject.period.year < year
    return is_past or not any(since <= w.start < amount.start for w in clause.of("forecast"))


def with_its_time(clause: Span, sentence: Span) -> Span:
    """A clause with the time it goes on from: "... than in 2019, | when trade was $5m"."""
    before = [when for when in sentence.times if when.end <= clause.start]
    relative = (RELATIVE, WHEN_IT_WAS)
    if before and any(r.match(sentence.text, before[-1].end, clause.end) for r in relative):
        return sentence.within(before[-1].start, clause.end)
    return clause


def is_of_the_same_period(clause: Span, amount: Mark, language: str) -> bool:
    """Whether a level is that of a year earlier: "trade was $5m in the same period of 2019",
    "less than in the same period of 2019, when trade was $5m"."""
    before = [when for when in clause.times if when.role == "same" and when.end <= amount.start]
    if before and RELATIVE.match(clause.text, before[-1].end):
        return True
    following = next((when for when in clause.times if when.start >= amount.end), None)
    if following is None or clause.rates:
        return False
    gap = clause.text[amount.end : following.start]
    if following.role == "earlier" and not gap.strip():
        return EARLIER.search(clause.text, following.start, following.end) is not None
    if following.role != "same":
        return False
    return bool(gap.strip()) and bool(at_time(language).fullmatch(gap))


def country_compared(clause: Span, amount: Mark) -> str | None:
    """The other country that a level compared is of: "$5m, against $4m with Peru"."""
    ends = [mark.start for mark in (*clause.amounts, *clause.rates) if mark.start > amount.start]
    beside = [mark for mark in clause.amounts if amount.start < mark.start <= amount.end + LONGEST
              and mark.is_in_brackets]  # fmt: skip
    start = beside[-1].end if beside else amount.end
    end = min([at for at in ends if at >= start], default=clause.end)
    before = {place.area for place in clause.places if place.end <= amount.start}
    after = {p.area for p in clause.places if start <= p.start < min(end, start + LONGEST)}
    is_timed = any(start <= when.start < end for when in clause.times)
    others = [p.area for p in clause.places if p.area in after - before]
    return others[0] if before and others and not is_timed else None


def is_base_level(clause: Span, lead: int, language: str) -> bool:
    """Whether a level is what another is compared with: "from $40.8 billion", "so với 5 tỷ".

    Up to four words may stand between ("from an all-time high of", "compared to a surplus of"),
    but no country, export, import, movement or verb of reaching.
    """
    if base_in_brackets(clause, lead, language) or told_of_before(clause, lead, language):
        return True
    if any(a.lead == lead and partner_after(clause, a) for a in clause.amounts):
        return False
    if category_pattern(language, "exceeding").match(clause.text, lead):
        return False
    return is_compared(clause, lead, language) or _is_beside_its_base(clause, lead, language)


def is_compared(clause: Span, lead: int, language: str) -> bool:
    """Whether a comparing word brings a level, with no other statement between."""
    start, at = max(lead - 2 * LONGEST, clause.start), 0
    while found := _versus_level(language).search(clause.text[start:lead], at):
        if _compares_with(clause, start + found.end(1), lead, found[1], language):
            return True
        at = found.end(1)
    return False


def _compares_with(clause: Span, first: int, lead: int, word: str, language: str) -> bool:
    """Whether a comparing word before `first` brings a level, with no other statement between."""
    is_weak = bool(weak(language).fullmatch(word))
    if word.lower() in BEFORE_TIMES:
        return False
    times = [when for when in clause.times if not _is_of_a_level(clause, first, when)]
    marks: list[Mark] = [*clause.places, *times, *clause.of("product")]
    balances = clause.of("flow", "surplus", "deficit", "balance")
    marks += [w for w in clause.of("direction") if not any(_is_within(w, b) for b in balances)]
    marks += [word for word in clause.of("reach") if word.start > first + 1]
    flows = clause.of("flow", "export", "import", "total")
    said = [flow.value for flow in flows if flow.end <= first][-1:]
    named = [flow.value for flow in flows if first <= flow.start < lead][-1:]
    is_by_how_much = any(rate.end <= first for rate in clause.rates)
    is_of_another = said != named and (bool(said) or not is_by_how_much)
    if is_weak or is_of_another or not OF.search(clause.text[first:lead]):
        marks += flows
    return not any(first <= mark.start < lead for mark in marks)


def _is_of_a_level(clause: Span, start: int, when: When) -> bool:
    """Whether a word of the level compared stands before its time: "from the recorded in 2020"."""
    return bool(re.search(r"[^\W\d_]{5}", clause.text[start : max(start, when.start)]))


def _is_beside_its_base(clause: Span, lead: int, language: str) -> bool:
    """Whether a level stands beside the base it is of: "more than in 2019 ($5 billion)"."""
    opening = clause.text[clause.start : lead].rstrip()
    if not opening.endswith(("(", "–", "—")):
        return False
    end = clause.start + len(opening[:-1].rstrip())
    return any(when.end == end and is_base(clause, when, language) for when in clause.times)


def _is_within(word: Mark, whole: Mark) -> bool:
    return whole.start <= word.start and word.end <= whole.end


@cache
def _versus_level(language: str) -> re.Pattern[str]:
    word = r"(?:\s+[^\W\d_][\w-]*)"
    return re.compile(rf"(?<!\w)({comparing(language)}){word}{{0,4}}\s*$", re.IGNORECASE)
