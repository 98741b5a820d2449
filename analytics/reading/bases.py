"""The period a rate compares with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from analytics.reading.changes import is_change
from analytics.reading.marks import Amount, Mark, When
from analytics.reading.phrases import category_pattern, ends_with, one_of
from analytics.reading.scan import Span
from data.lexicon import lexicon, phrases
from data.periods import Period

MONTHS_OF_YEAR = 12
RELATIVE = re.compile(r",?\s+when\s")
WHEN_IT_WAS = re.compile(r",\s+когда\s")
IN_BRACKETS = 3  # characters between a number and another in brackets
CONVERSION = 24  # characters between a level and the start of its conversion
LONGEST = 32  # characters before a time that can make it a base


def is_base(clause: Span, when: When, language: str) -> bool:
    """Whether a time is what something is compared with, and not the time of a figure.

    "over" and "from" compare where a movement stands before them, and a single period after.
    """
    if when.role == "previous" and when.period is not None and _opens(clause, when):
        return False
    if when.role != "period":
        return True
    is_gone_on_from = any(amount.start >= when.end for amount in clause.amounts)
    if is_gone_on_from and RELATIVE.match(clause.text, when.end):
        return False
    if when.start == clause.start and WHEN_IT_WAS.match(clause.text, when.end):
        return False
    text = clause.text[max(when.start - LONGEST, clause.start) : when.start]
    if ends_with(text, language, "since"):
        return True
    found = versus(language).search(text)
    if found is None:
        return False
    if not weak(language).fullmatch(found[1]):
        return True
    start = when.start - (len(text) - found.start(1))
    moved = any(word.end <= start for word in clause.of("direction"))
    moved = moved or any(rate.end <= start for rate in clause.rates)
    is_run = when.period is not None and when.period.freq == "R"
    return moved and not is_run


def _opens(clause: Span, when: When) -> bool:
    """Whether a time opens its clause, as its own: "The previous year, trade was $5bn"."""
    is_first = not clause.text[clause.start : when.start].strip()
    return is_first and clause.text[when.end : when.end + 1] == ","


def base_of(when: When, period: Period | None, said: str, language: str) -> Period | None:
    """The base period that a comparison names, for a figure of a period.

    The same period of a year, a year earlier, the period before, or a period of its own. A year
    named as the base of a shorter period stands for the same months of that year. `said` are the
    words of the comparison.
    """
    if period is None:
        return when.period
    if when.role == "same" and when.year is not None:
        return period.moved(MONTHS_OF_YEAR * (when.year - period.year))
    if when.role in ("same", "earlier"):
        return period.year_earlier()
    if when.role == "years" and when.year is not None:
        return period.moved(-MONTHS_OF_YEAR * when.year)
    if when.role == "previous":
        is_year = category_pattern(language, "year_word").search(said)
        return period.year_earlier() if is_year else period.previous()
    named = when.period
    if named is None:
        return None
    is_shorter = period.months < MONTHS_OF_YEAR
    if named.freq == "A" and is_shorter and not is_a_whole_year(said, language):
        return period.moved(MONTHS_OF_YEAR * (named.year - period.year))
    is_part = named.start == period.start and named.months < period.months
    if not when.has_year and named.start >= period.start and not is_part:
        return named.year_earlier()
    return named


def first_year(period: Period | None) -> Period | None:
    """The first of several whole years."""
    if period is None or period.months <= MONTHS_OF_YEAR or period.start % MONTHS_OF_YEAR:
        return None
    return Period(period.start, MONTHS_OF_YEAR) if period.months % MONTHS_OF_YEAR == 0 else None


def is_a_whole_year(said: str, language: str) -> bool:
    """Whether words compare with all of a year: "than in the whole of 2017"."""
    return category_pattern(language, "whole_year").search(said) is not None


def nearest(times: Sequence[When], mark: Mark) -> When | None:
    """The comparison that belongs to a rate: the first after it, else the last before it."""
    after = [when for when in times if when.start >= mark.end]
    if after:
        return after[0]
    before = [when for when in times if when.end <= mark.start]
    return before[-1] if before else None


@cache
def versus(language: str) -> re.Pattern[str]:
    helpers = phrases(language, "at_time", "level_word")
    return re.compile(
        rf"(?<!\w)({comparing(language)})(?:\s+{one_of(helpers)}){{0,3}}\s*$", re.IGNORECASE
    )


@cache
def weak(language: str) -> re.Pattern[str]:
    return re.compile(one_of(phrases(language, "weak_versus")), re.IGNORECASE)


def comparing(language: str) -> str:
    return one_of(phrases(language, "versus", "weak_versus"))


def _is_of_another(clause: Span, when: When, mark: Mark, language: str) -> bool:
    """Whether a time stands right after another number, as its own."""
    return any(
        amount.end <= when.start
        and amount.start != mark.start
        and not is_change(clause, amount, language)
        and not (amount.is_in_brackets and 0 <= amount.start - mark.end <= CONVERSION)
        and at_time(language).fullmatch(clause.text[amount.end : when.start])
        for amount in clause.amounts
    )


def is_of_each_year(clause: Span, amount: Mark, language: str) -> bool:
    """Whether a level is that of each year, with no year of its own: "25-30 triệu USD/năm"."""
    times = [when for when in clause.times if when.start >= amount.end]
    end = min(amount.end + LONGEST, *(when.start for when in times), clause.end)
    after = clause.text[amount.end : end]
    found = next(category_pattern(language, "yearly").finditer(after), None)
    if found is None or after[: found.start()].strip():
        return False
    if not times or times[0].period is None:
        return True
    gap = clause.text[amount.end + found.end() : times[0].start]
    return not at_time(language).fullmatch(gap)


def own_time(clause: Span, mark: Mark, language: str) -> When | None:
    """The time right after a number: "$5.5 billion in 2021", "(55,12 tỷ USD) trong tháng 9"."""
    for when in clause.times:
        if when.start >= mark.end and not when.is_date:
            gap = clause.text[_end_with_conversion(clause, mark) : when.start]
            each = category_pattern(language, "yearly").match(gap)
            brings = at_time(language).fullmatch(gap, each.end() if each else 0)
            return when if brings and when.role == "period" else None
    return None


def _end_with_conversion(clause: Span, mark: Mark) -> int:
    """Where a number ends, with the same in another currency in brackets after it."""
    for amount in clause.amounts:
        if amount.is_in_brackets and 0 <= amount.lead - mark.end <= IN_BRACKETS:
            closing = clause.text.find(")", amount.end, clause.end)
            return closing + 1 if closing >= 0 else mark.end
    return mark.end


def time_before(clause: Span, mark: Mark, language: str, start: int) -> When | None:
    """The last time of a figure between `start` and a number."""
    known = [
        when
        for when in clause.times
        if start <= when.start < mark.start
        and when.period is not None
        and not is_base(clause, when, language)
        and not _is_of_another(clause, when, mark, language)
    ]
    return known[-1] if known else None


def time_after(clause: Span, mark: Mark, language: str) -> When | None:
    """The first time of a figure after a number."""
    for when in clause.times:
        if when.start >= mark.end and when.period and not is_base(clause, when, language):
            if _is_contrasted(clause, mark, when):
                return None
            return None if _is_of_another(clause, when, mark, language) else when
    return None


def same_time(clause: Span, mark: Mark) -> When | None:
    """The same period of another year where it opens the clause of a level: "(cùng kỳ 2015 ...".

    It is the level's own time, and no base: the clause has no rate.
    """
    if not isinstance(mark, Amount) or clause.rates:
        return None
    first = next(iter(clause.times), None)
    if first is None or first.role not in ("same", "earlier") or first.end > mark.start:
        return None
    return None if re.search(r"\w", clause.text[clause.start : first.start]) else first


def years_ago(clause: Span, mark: Mark, language: str) -> When | None:
    """A comparison over a count of years: "within ten years", "sau 5 năm", "за десять лет"."""
    found = _count_of_years(language).search(clause.text, mark.end, clause.end)
    if found is None or re.search(r"[.;]", clause.text[mark.end : found.start()]):
        return None
    if any(mark.end <= when.start < found.start() for when in clause.times):
        return None
    said = found[1] or found[2]
    category = "count_of_years" if found[1] else "decade"
    count = int(said) if said.isdigit() else _sense(language, category, said)
    return When(found.start(), found.end(), None, "years", year=count)


def _is_contrasted(clause: Span, mark: Mark, when: When) -> bool:
    """Whether another statement opens between a number and a time: "5 tỷ, trong khi năm 2011"."""
    return any(
        mark.end <= word.start and word.end <= when.start
        for word in clause.of("contrast")
        if len(clause.text[word.start : word.end].split()) > 1
    )


@cache
def at_time(language: str) -> re.Pattern[str]:
    said = one_of(phrases(language, "at_time"))
    return re.compile(rf"\s*[()]?\s*(?:{said}\s*){{0,2}}\s*", re.IGNORECASE)


@cache
def _count_of_years(language: str) -> re.Pattern[str]:
    counts, decades, before, years = (
        one_of(phrases(language, category))
        for category in ("count_of_years", "decade", "within", "year_word")
    )
    return re.compile(
        rf"(?<!\w){before}\s+(?:(\d{{1,2}}|{counts})\s+{years}|({decades}))(?!\w)",
        re.IGNORECASE,
    )


def _sense(language: str, category: str, phrase: str) -> int:
    known = lexicon(language)[category]
    return next(
        int(count)
        for count, listed in known.items()
        if any(re.fullmatch(one_of([p]), phrase, re.IGNORECASE) for p in listed)
    )
