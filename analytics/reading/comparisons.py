"""What a claim compares with: the base named beside it, carried from before, or conventional."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analytics.reading.bases import base_of, is_base, nearest, years_ago
from analytics.reading.marks import Amount, Mark, Rate, When
from analytics.reading.phrases import ends_with, words
from analytics.reading.scan import Span
from analytics.reading.statements import Figure, Said, Subject
from data.periods import Period

BESIDE = 20  # characters between a rate and the comparison that belongs to it
LONGEST = 12  # characters of "since" before a time
YEAR = 12
MONTH_ON_MONTH = ("USA", "CAN")  # FT-900 of the Census Bureau; The Daily of Statistics Canada


@dataclass(frozen=True)
class Comparison:
    """The base of a claim: a period, or the words that give one once the figure's is known."""

    period: Period | None = None
    when: When | None = None
    words: str = ""

    @property
    def is_open(self) -> bool:
        """Whether neither the number nor the text before it names a base."""
        return self.period is None and self.when is None

    def base(self, subject: Subject, language: str) -> Period | None:
        """The base period for a figure of a subject."""
        if self.period is not None:
            return self.period
        if self.when is not None:
            return base_of(self.when, subject.period, self.words, language)
        return conventional(subject)


def conventional(subject: Subject) -> Period | None:
    """The base of growth without one: a year earlier, for a year, a quarter or a run of months.

    A month's is unknown, but where the reporter's figures of a month are seasonally adjusted and
    its office compares them with the month before.
    """
    period = subject.period
    if period is None:
        return None
    if period.freq != "M":
        return period.year_earlier()
    return period.previous() if subject.sides.reporter in MONTH_ON_MONTH else None


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
        return Comparison(moved_from[-1].subject.period)
    year = figure.subject.period.year if figure.subject.period else None
    if when is not None:
        said.base, said.base_for = when, year
        return _named(when, clause)
    if figure.claims and figure.claims[-1].comparison.period is not None:
        return figure.claims[-1].comparison
    if figure.claims and figure.claims[-1].comparison.when is not None:
        return figure.claims[-1].comparison
    carried = said.base or _first_base(sentence)
    if carried is not None and carried.role == "period" and said.base_for != year:
        carried = None
    if figure.subject.period and figure.subject.period.freq == "M":
        said.base = carried = _monthly(sentence, language) or carried
    if carried is not None and _can_be_carried(carried, figure.subject.period):
        return _named(carried, clause)
    return Comparison()


def base_time(clause: Span, mark: Mark, language: str) -> When | None:
    """The time that a number of a clause is compared with."""
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
    is_year = when.role == "period" and when.period is not None and when.period.freq == "A"
    return when.role in ("same", "earlier", "previous") or is_year
