"""What a claim compares with: the base named beside it, carried from before, or conventional."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from analytics.reading.base_levels import base_in_brackets, told_of_before
from analytics.reading.bases import is_a_whole_year, is_base, nearest, years_ago
from analytics.reading.marks import Amount, Mark, Rate, When
from analytics.reading.phrases import ends_with, words
from analytics.reading.scan import Span
from analytics.reading.statements import Comparison, Figure, Said
from data.periods import Period

BESIDE = 20  # characters between a rate and the comparison that belongs to it
LONGEST = 24  # characters of "since" before a time
YEAR = 12
ROUNDED_TIMES = Fraction(1, 8)  # how far a printed multiple may be from that of two levels
ROUNDED_PERCENT = 2


def comparison(
    mark: Rate | Amount,
    kind: str,
    figure: Figure,
    levels: Sequence[Figure],
    clause: Span,
    sentence: Span,
    said: Said,
    language: str,
) -> Comparison:
    """What a claim compares with: named with it, else in its sentence or before."""
    if kind == "average_annual_percent":
        first = _start_of_span(clause, sentence, language)
        if first is not None:
            return Comparison(Period(first.start, YEAR))
    when = base_time(clause, mark, language)
    beside = when is not None and 0 <= when.start - mark.end <= BESIDE and when.role != "years"
    moved_from = [f for f in levels if f.is_base and f.subject.period is not None]
    if moved_from and not beside:
        later = [f for f in moved_from if f.start >= mark.end]
        base = (later or moved_from[-1:])[0].subject.period
        if figure.subject.period and base == figure.subject.period.year_earlier():
            said.base = When(mark.start, mark.end, None, "earlier")
        return Comparison(base)
    year = figure.subject.period.year if figure.subject.period else None
    if when is not None:
        named = _named(when, clause)
        if not (figure.claims and is_a_whole_year(named.words, language)):
            said.base, said.base_for = when, year
        return named
    beside_it = [claim for claim in figure.claims if sentence.start <= claim.mark.start]
    if beside_it and not _is_newer(said.base, figure, sentence):
        before = beside_it[-1].comparison
        if not before.is_open:
            return before
    reckoned = _reckoned_base(mark, kind, figure, levels)
    if reckoned is not None:
        return Comparison(reckoned)
    carried = said.base or _first_base(sentence)
    if carried is not None and carried.role == "period" and said.base_for != year:
        carried = None
    is_told = carried is not None and carried.start >= sentence.start and carried.role == "earlier"
    if figure.subject.period and figure.subject.period.freq == "M" and not is_told:
        said.base = carried = _monthly(sentence, language) or carried
    if carried is not None and _can_be_carried(carried, figure.subject.period):
        return _named(carried, clause)
    return Comparison()


def _is_newer(base: When | None, figure: Figure, sentence: Span) -> bool:
    """Whether a base was named in a sentence after the last claim on a figure."""
    return base is not None and base.start >= max(figure.claims[-1].mark.end, sentence.start)


def _reckoned_base(
    mark: Rate | Amount, kind: str, figure: Figure, levels: Sequence[Figure]
) -> Period | None:
    """The year of a level before it in the clause from which a rate leads to a figure."""
    if kind not in ("percent", "multiple") or not isinstance(mark, Rate) or not figure.value:
        return None
    if kind == "multiple" and not mark.value:  # zero-fold leads from nowhere
        return None
    for level in levels:
        subject, period = level.subject, level.subject.period
        of_another_year = replace(figure.subject, period=period) == subject != figure.subject
        if level.start < figure.start and of_another_year and level.value and period:
            grown = figure.value / level.value
            if kind == "multiple" and abs(max(grown, 1 / grown) / mark.value - 1) < ROUNDED_TIMES:
                return period
            if kind == "percent" and abs(abs(grown - 1) * 100 - mark.value) < ROUNDED_PERCENT:
                return period
    return None


def base_time(clause: Span, mark: Mark, language: str) -> When | None:
    """The time that a number of a clause is compared with."""
    if isinstance(mark, Amount):
        told = base_in_brackets(clause, mark.lead, language)
        told = told or told_of_before(clause, mark.lead, language)
        if told is not None:
            return told
    years = years_ago(clause, mark, language)
    if years is not None:
        return years
    times = [when for when in clause.times if not when.is_date]
    bases = [w for w in times if is_base(clause, w, language)]
    return nearest([w for w in bases if _is_close(clause, w, mark, language)], mark)


def _is_close(clause: Span, when: When, mark: Mark, language: str) -> bool:
    """A time after "since" is a base right beside the number only: "up 40% since 2016"."""
    if not _is_since(clause, when, language):
        return True
    return 0 <= when.start - mark.end <= BESIDE and "," not in clause.text[mark.end : when.start]


def _named(when: When, clause: Span) -> Comparison:
    return Comparison(when=when, words=clause.text[when.start : when.end])


def _start_of_span(clause: Span, sentence: Span, language: str) -> Period | None:
    """The first year of the span that an average is of: "2016-2021", "since 2016"."""
    spans = [when for when in sentence.times if when.is_span and when.period]
    since = [w for w in clause.times if w.period and _is_since(clause, w, language)]
    return next((when.period for when in (*spans, *since)), None)


def _is_since(clause: Span, when: When, language: str) -> bool:
    before = clause.text[max(when.start - LONGEST, clause.start) : when.start].rstrip()
    return ends_with(before, language, "since")


def _monthly(sentence: Span, language: str) -> When | None:
    """The month before, where a sentence calls its figures monthly."""
    text = sentence.text[sentence.start : sentence.end]
    found = next(words(text, language, "monthly"), None)
    at = sentence.start
    return When(at + found.start, at + found.end, None, "previous") if found else None


def _first_base(sentence: Span) -> When | None:
    return next((when for when in sentence.times if when.role in ("same", "earlier")), None)


def _can_be_carried(when: When, period: Period | None) -> bool:
    if when.role == "previous" and period is not None and period.freq == "R":
        return False
    if when.role in ("same", "earlier", "previous"):
        return True
    named = when.period if when.role == "period" else None
    if named is None:
        return False
    return named.freq == "A" or (period is not None and named.months == period.months)
