"""What a number of change is compared with, and what a base level is of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from analytics.reading.frames.bases import Comparison, compared_with, first_year
from analytics.reading.frames.comparing import Frame, comparison_frames
from analytics.reading.frames.parties import DESTINATION, ORIGIN, WITH, Party
from analytics.reading.frames.subjects import Sides, Subject
from analytics.reading.frames.timing import (
    is_base_time,
    is_revised,
    is_since,
    main_time,
    own_time,
    time_beside,
)
from analytics.reading.frames.trade import SIGNS, flow_of
from analytics.reading.marks.mark import When
from analytics.reading.marks.phrases import words
from analytics.reading.segments.cutting import Segment
from analytics.reading.segments.mentions import Sentence
from analytics.reading.state.hearing import compare
from analytics.reading.state.said import Said
from analytics.reading.state.statements import Figure
from analytics.reading.state.subject import base_period
from data.periods import Period

YEAR = 12
MONTH_BEFORE = Comparison(when=When(0, 0, None, "previous"))


def comparison_of(
    segment: Segment, frame: Frame, figure: Figure, base: Figure | None, said: Said
) -> tuple[Comparison, str]:
    """The base of a claim, and the rule that found it: named with it, else in its sentence or
    before. A comparison that is named holds for what follows."""
    sentence, period = segment.sentence, figure.subject.period
    first = _first_of_a_span(sentence) if frame.kind == "average_annual_percent" else None
    if first is not None:
        return Comparison(first), "the first year of a span"
    of_base = base.subject.period if base is not None else None
    own = own_time(segment, frame.base) if frame.base is not None else None
    is_dated = own is not None and own.when.role == "period"
    over = compared_at(segment, frame.time.at).base(figure.subject) if frame.time else None
    is_between = frame.time and frame.base and frame.at < frame.time.at < frame.base
    is_over_another = bool(is_between and over and over != of_base) or (
        frame.time is not None and frame.time.when.is_basis and not is_dated
    )
    if of_base is not None and not is_over_another:
        said.carried[period] = Comparison(of_base)
        return Comparison(of_base), "the level it goes from"
    if frame.time is not None:
        named = compared_at(segment, frame.time.at)
        if frame.kind != "multiple" or not named.is_a_period:
            compare(said, named, period)
        said.compared_at = frame.time.when.start
        return named, frame.time.rule
    beside = [c for c in figure.claims if c.mark.start >= sentence.span.start]
    is_newer = bool(beside) and said.compared_at > beside[-1].mark.end
    if beside and not beside[-1].comparison.is_open and not is_newer:
        return beside[-1].comparison, "that of the claim beside it"
    if frame.kind == "average_annual_percent":
        alike = (one for one in said.recent if one == replace(figure.subject, period=one.period))
        before = [one.period for one in alike if one.period and period and one.period < period]
        if before:
            return Comparison(min(before)), "the first time told"
    return _unsaid(segment, figure.subject, said)


def _unsaid(segment: Segment, subject: Subject, said: Said) -> tuple[Comparison, str]:
    """The base that a clause leaves out: of its sentence, else of those before, else by convention;
    the first that is before the period itself, as far as both are known."""
    for found, rule in _candidates(segment, subject, said):
        base = found.base(subject) if found is not None else None
        if found is not None and (not base or not subject.period or base < subject.period):
            return found, rule
    return Comparison(), "by convention"


def _candidates(
    segment: Segment, subject: Subject, said: Said
) -> Iterator[tuple[Comparison | None, str]]:
    sentence, period = segment.sentence, subject.period
    if _is_monthly(segment.text, sentence.language, period):
        yield MONTH_BEFORE, "monthly figures"
    yield said.in_sentence, "of the sentence"
    yield _later_in(segment, period), "compared later in the sentence"
    carried = said.carried.get(period)
    if carried is not None and carried.is_a_period:
        yield carried, "carried"
    if _is_monthly(sentence.whole_text, sentence.language, period):
        yield MONTH_BEFORE, "monthly figures"
    last = said.comparison
    is_a_run = period is not None and period.freq == "R"
    if last is not None and not (is_a_run and last.when and last.when.role == "previous"):
        yield last, "carried"


def compared_at(segment: Segment, at: int) -> Comparison:
    """The comparison with a time of a segment."""
    sentence = segment.sentence
    return compared_with(sentence.mentions[at].when, sentence.text(at, at + 1), sentence.language)


def _first_of_a_span(sentence: Sentence) -> Period | None:
    """The first year of the span of years that a sentence names."""
    for at in sentence.indexes(0, len(sentence.mentions), "time"):
        when = sentence.mentions[at].when
        if when.is_span and when.period is not None:
            return Period(when.period.start, YEAR)
    return None


def _is_monthly(text: str, language: str, period: Period | None) -> bool:
    """Whether words call the figures of a month monthly: they compare with the month before."""
    is_a_month = period is not None and period.freq == "M"
    return is_a_month and next(words(text, language, "monthly"), None) is not None


def _later_in(segment: Segment, own: Period | None) -> Comparison | None:
    """What is compared with later in a sentence: the same period of a year before, or a period as
    long as the figure's own."""
    sentence = segment.sentence
    for at in sentence.indexes(segment.last, len(sentence.mentions), "time", "compared_time"):
        when = sentence.mentions[at].when
        is_alike = own is not None and when.period is not None and own.months == when.period.months
        is_named = when.role == "period" and is_alike and is_base_time(segment, at)
        if when.role in ("same", "earlier") or (is_named and not is_since(segment, at)):
            return Comparison(when=when)
    return None


@dataclass(frozen=True)
class OfABase:
    """What a level is of that another one is compared with; `is_base` unless it is another's."""

    subject: Subject
    rule: str
    is_base: bool = True


def of_the_base(
    segment: Segment, at: int, subject: Subject, found: list[Party], said: Said
) -> OfABase:
    """What a base level is of: the same at the time compared with; of another flow or with another
    partner right behind it, that one's of the same time."""
    main = main_time(segment)
    if main is not None and main.when.role == "period":
        subject = replace(subject, period=main.when.period)
    if _is_of_another_flow(segment, at):
        return OfABase(replace(subject, kind="actual"), "another flow of the same time", False)
    partner = _partner_behind(segment, at, found, said)
    if partner is not None:
        sides = Sides(subject.sides.reporter, partner)
        return OfABase(replace(subject, sides=sides), "another partner of the same time", False)
    period, rule = _time_of_the_base(segment, at, subject, said)
    return OfABase(replace(subject, period=period, kind="actual"), rule)


def _time_of_the_base(
    segment: Segment, at: int, subject: Subject, said: Said
) -> tuple[Period | None, str]:
    told = own_time(segment, at)
    if told is not None and told.when.role == "period":
        said.of_the_pair = subject.period, told.when.period
        said.carried[subject.period] = Comparison(told.when.period)
        return told.when.period, told.rule
    frame = next((f for f in comparison_frames(segment) if f.base == at), None)
    time = told or (frame.time if frame else None) or time_beside(segment, at)
    if time is not None:
        compare(said, compared_at(segment, time.at), subject.period)
        text = segment.sentence.text(min(time.at, at), max(time.at, at) + 1)
        return base_period(time.when, subject.period, text, segment), time.rule
    if is_revised(segment):
        return subject.period, "as told before its revision"
    first = first_year(subject.period)
    if first is not None:
        return first, "the first year of several"
    if said.of_the_pair is not None and said.of_the_pair[0] == subject.period:
        return said.of_the_pair[1], "as of the pair before"
    if subject.kind != "actual":
        return None, "of now, before what is hoped for"
    found, rule = _unsaid(segment, subject, said)
    return found.base(subject), rule


def _is_of_another_flow(segment: Segment, at: int) -> bool:
    """Whether a level compared is of another flow: "exports of $5bn, against imports of $3bn"."""
    sentence, own = segment.sentence, flow_of(segment, at)
    versus = [v for v in segment.indexes("versus", "comparative") if v < at]
    if own is None or own.at is None or not versus or own.at < versus[-1]:
        return False
    others = {sentence.mentions[f].sense for f in segment.indexes("flow") if f < versus[-1]}
    others |= {"balance"} if others & {*SIGNS} else set()
    is_on_a_rate = sentence.has(versus[-1], segment.last, "rate", "points")
    return bool(others) and own.name not in others and not is_on_a_rate


def _partner_behind(segment: Segment, at: int, found: list[Party], said: Said) -> str | None:
    """Another partner right behind a level compared: "$5bn with Chad, against $3bn with Peru"."""
    before = {p.area for p in found if p.at < at} or {said.sides.partner}
    letters = segment.sentence.letters
    behind = [
        p for p in found
        if at < p.at <= at + 6 and set(letters[at + 1 : p.at]) <= set("wF$PC-")
        and (p.role in (WITH, DESTINATION, ORIGIN) or letters[p.at - 2 : p.at] in ("P-", "PC"))
    ]  # fmt: skip
    return next((p.area for p in behind if p.area not in before), None)
