"""Which time a number of a segment is of, and which times it is only compared with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from analytics.reading.marks.mark import Rate, When
from analytics.reading.marks.phrases import category_pattern
from analytics.reading.segments.cutting import Segment
from analytics.reading.segments.mentions import Sentence
from analytics.reading.segments.number_roles import BASE, CHANGE, EARLIER, GROWTH, LEVEL, WAS
from analytics.reading.segments.patterns import ends_with, pattern, starts_with
from data.lexicon import frames

SINCE = "since"
TIMES = ("time", "compared_time")
NUMBERS = ("amount", "rate", "points")
ENDS = ("joint", "semicolon")


@dataclass(frozen=True)
class Told:
    """A time and how the segment gives it: the rule, for `--why`."""

    at: int
    when: When
    rule: str


def is_base_time(segment: Segment, at: int) -> bool:
    """Whether a time is what something is compared with, and not the time of a figure."""
    sentence = segment.sentence
    mention = sentence.mentions[at]
    if mention.kind == "compared_time":
        return not _opens(segment, at)
    if is_multiplied(segment, at):
        return True
    if _is_in_a_since_clause(segment, at) or _is_a_level_passed(segment, at):
        return True
    told = ends_with(frames()["time"]["base"], sentence.letters, at)
    if told is None or starts_with(frames()["time"]["of_a_plan"], sentence.letters, at + 1):
        return False
    versus = sentence.mentions[told.start()]
    if versus.is_strong or versus.sense == SINCE:
        return True
    stops = sentence.indexes(segment.first, at, "semicolon")
    begins = stops[-1] if stops else segment.first
    ends = next(iter(sentence.indexes(at, segment.last, "semicolon")), segment.last)
    is_foreseen = sentence.has(begins, ends, "outlook")
    if is_foreseen and versus.sense in ("by", "over"):
        return False
    is_a_run = mention.when.period is not None and mention.when.period.freq == "R"
    if (versus.sense == "over" and is_a_run) or sentence.has(told.start(), at, "flow"):
        return False
    is_told = any(
        not ends_with(frames()["time"]["base"], sentence.letters, i)
        for i in segment.indexes("time")
        if i > at
    )
    return is_told or sentence.has(0, told.start(), "move", "comparative", "rate", "points")


def _is_in_a_since_clause(segment: Segment, at: int) -> bool:
    """Whether a time dates what something has changed since: "since the pact of May 2004"."""
    sentence = segment.sentence
    before = sentence.indexes(segment.first, at, "versus", "comma", "joint", *NUMBERS)
    return bool(before) and sentence.mentions[before[-1]].sense == SINCE


def is_multiplied(segment: Segment, at: int) -> bool:
    """Whether a time stands right behind a multiple of it: "gấp 4 lần năm 2013"."""
    rates = segment.sentence.indexes(max(segment.first, at - 6), at, "rate")
    before = segment.sentence.mentions[rates[-1]] if rates else None
    if before is None or not isinstance(before.mark, Rate) or before.mark.kind != "multiple":
        return False
    when, text = segment.sentence.mentions[at].when, segment.sentence.span.text
    has_digits = any(map(str.isdigit, text[when.start : when.end]))  # not "doubled last year"
    if when.is_span:  # "doubled between 2019 and 2024"
        return False
    between = text[before.end : when.start].strip()
    level = category_pattern(segment.sentence.language, "level_of")
    return has_digits and (not between or level.fullmatch(between) is not None)


def _is_a_level_passed(segment: Segment, at: int) -> bool:
    """Whether a movement runs into a time and its level: "на 5% ниже октябрьского уровня"."""
    sentence, before = segment.sentence, max(at - 1, segment.first)
    level = category_pattern(sentence.language, "level_of").match(sentence.behind(at))
    is_passed = sentence.is_a(before, "held_against") and sentence.mentions[at].when.start == (
        sentence.mentions[before].end + 1
    )  # "на 5% ниже июньского"
    return sentence.has(before, at, "move", "comparative") and (level is not None or is_passed)


def is_since(segment: Segment, at: int) -> bool:
    """Whether something has changed since a time, told right beside it: "up 40% since 2016"."""
    return segment.sentence.mentions[at - 1].sense == SINCE


def _opens(segment: Segment, at: int) -> bool:
    """Whether a comparing time opens its segment as its own: "A year earlier, trade was"."""
    letters = segment.sentence.letters
    if segment.sentence.mentions[at].when.is_basis:
        return False
    opening = pattern(frames()["time"]["opening"]).fullmatch(letters, segment.first, at)
    opening = opening or ends_with(frames()["time"]["opening_within"], letters, at)
    return bool(opening and starts_with(frames()["time"]["opened"], letters, at + 1))


def own_time(segment: Segment, at: int) -> Told | None:
    """The time that a segment gives for a number, if it does."""
    sentence = segment.sentence
    role = segment.roles[at].name if at in segment.roles else LEVEL
    in_order = _time_in_order(segment, at)
    if in_order is not None:
        return in_order
    was = [n for n in segment.numbers if segment.roles[n].rule == WAS]
    before_it = frames()["time"]["before_what_was" if at in was else "when_it_was"]
    told = ends_with(before_it, sentence.letters, at)
    if told and role in (LEVEL, BASE):
        return Told(told.start(), sentence.mentions[told.start()].when, "when it was, before")
    if role == EARLIER:
        return _time_of_an_earlier(segment, at)
    found = _right_after(segment, at)
    if found is not None and found < segment.last and _is_its_own(segment, at, found, role):
        return Told(found, sentence.mentions[found].when, "right after the number")
    if role == BASE:
        return None
    times = [
        i
        for i in segment.indexes(*TIMES)
        if not is_base_time(segment, i)
        and not _is_of_another(segment, i, at)
        and not any(i < n and not any(i < m < n for m in segment.roles) for n in was)
        and not _is_in_other_brackets(segment, i, at)
        and not ends_with(frames()["time"]["after_what"], sentence.letters, i + 2)
        and not sentence.has(at, i, "afterwards")  # "fell 5%, after having risen in May"
    ]
    before = [i for i in times if i < at]
    after = [i for i in times if i > at and sentence.mentions[i].kind == "time"]
    of_the_next = frames()["time"]["of_the_next"]
    after = [i for i in after if not starts_with(of_the_next, sentence.letters, i + 1)]
    if before and not (after and _is_of_a_level_between(segment, before[-1], at)):
        return Told(before[-1], sentence.mentions[before[-1]].when, "before the number")
    if after:
        return Told(after[0], sentence.mentions[after[0]].when, "after the number")
    return None


def _is_of_a_level_between(segment: Segment, time: int, at: int) -> bool:
    """Whether a level stands between a time and a number, in a clause that is over: "trade, which
    in 2017 was $3m, reached | $5m in 2022"."""
    levels = [n for n in segment.roles if time < n < at and segment.roles[n].name in (LEVEL, BASE)]
    return any(segment.sentence.has(n, at, "comma") for n in levels)


def _right_after(segment: Segment, at: int) -> int | None:
    """Where a time stands right after a number."""
    letters = segment.sentence.letters
    right = starts_with(frames()["time"]["right_after"], letters, at + 1)
    return right.end() - 1 if right else None


def _is_its_own(segment: Segment, at: int, time: int, role: str) -> bool:
    """Whether the time right after a number is when it was, and not what it is compared with."""
    mention = segment.sentence.mentions[time]
    is_versus = segment.sentence.has(max(at + 1, time - 2), time, "versus")
    if mention.kind == "compared_time":
        return role == LEVEL and not mention.when.is_basis and not is_versus
    return not ((is_versus or role == GROWTH) and is_base_time(segment, time))


def _time_in_order(segment: Segment, at: int) -> Told | None:
    """ "5,13 tỷ USD và 4 tỷ USD của tháng 3 và tháng 4": the times of a list in its order."""
    sentence, (numbers, times) = segment.sentence, frames()["time"]["listed"]
    listed = [_members(sentence, found) for found in pattern(times).finditer(sentence.letters)]
    for found in pattern(numbers).finditer(sentence.letters):
        members = _members(sentence, found)
        for told in listed:
            if at in members and len(told) == len(members) and not is_base_time(segment, told[0]):
                time = told[members.index(at)]
                return Told(time, sentence.mentions[time].when, "in the order of a list")
    return None


def _members(sentence: Sentence, found: re.Match[str]) -> list[int]:
    """The numbers or times of a list, without what joins them."""
    mentions = sentence.mentions
    return [i for i in range(*found.span()) if mentions[i].is_number or mentions[i].kind == "time"]


def _is_in_other_brackets(segment: Segment, time: int, at: int) -> bool:
    """Whether a time stands in brackets with another number, and this one outside."""
    sentence = segment.sentence
    opened = list(sentence.indexes(segment.first, time, "open", "close"))
    if not opened or sentence.mentions[opened[-1]].kind == "close":
        return False
    closed = next(iter(sentence.indexes(time, segment.last, "close")), segment.last)
    return any(opened[-1] < n < closed for n in segment.roles if n != at)


def _time_of_an_earlier(segment: Segment, at: int) -> Told | None:
    """The time of a growth told of a time before: right after it, else in its brackets."""
    sentence = segment.sentence
    for i in (
        *(i for i in segment.indexes(*TIMES) if at < i <= at + 6),
        *(i for i in reversed(segment.indexes(*TIMES)) if at - 6 <= i < at),
    ):
        return Told(i, sentence.mentions[i].when, "the time of the growth before")
    return None


def is_revised(segment: Segment) -> bool:
    """Whether a segment tells a figure anew: "the August surplus was revised to"."""
    revised = category_pattern(segment.sentence.language, "revised")
    return revised.search(segment.text) is not None


def main_time(segment: Segment) -> Told | None:
    """The time of the first number of a segment that is no base, nor growth of a time before."""
    main = (n for n in segment.numbers if segment.roles[n].name not in (BASE, EARLIER))
    first = next(main, None)
    return own_time(segment, first) if first is not None else None


def _is_of_another(segment: Segment, time: int, at: int) -> bool:
    """Whether a time stands right after another number, as its own."""
    return any(
        _right_after(segment, other) == time
        for other in segment.roles
        if other != at and segment.roles[other].name in (LEVEL, BASE, EARLIER)
    )


def compared_time(segment: Segment, at: int) -> Told | None:
    """The time that a number of change is compared with: its own after it, that of the next it is
    joined to, or one before it."""
    sentence = segment.sentence
    bases = [i for i in segment.indexes(*TIMES) if is_base_time(segment, i)]
    alike = {at, *_said_again(segment, at)}
    own = [i for i in bases if _of_which(segment, i) in alike]
    after = [i for i in own if i > at]
    if not after and _are_joined(segment, at):
        after = [i for i in bases if i > at]
    before = [i for i in own if i < at]
    for i in after[:1]:
        return Told(i, sentence.mentions[i].when, "compared with after it")
    for i in before[-1:]:
        return Told(i, sentence.mentions[i].when, "compared with before it")
    return None


def _of_which(segment: Segment, time: int) -> int | None:
    """Which number of change a time is the base of: that before it, unless its clause is over."""
    moves = [n for n in segment.roles if segment.roles[n].name in (GROWTH, CHANGE, EARLIER)]
    before, after = [n for n in moves if n < time], [n for n in moves if n > time]
    if not before or not after:
        return (before[-1:] or after[:1] or [None])[0]
    has = segment.sentence.has
    ends = has(before[-1], time, *ENDS) and not has(time, after[0], *ENDS)
    return after[0] if ends else before[-1]


def _said_again(segment: Segment, at: int) -> Iterator[int]:
    """The changes that tell the same as a change in another unit: "400 million more, or 5%"."""
    again = pattern(frames()["frame"]["restated"])
    for other in segment.roles:
        low, high = sorted((other, at))
        if low < high and again.fullmatch(segment.sentence.letters, low + 1, high):
            yield other


def _are_joined(segment: Segment, one: int) -> bool:
    """Whether the next number of change is joined to this one: "up 5% and 8% on 2020"."""
    joined = frames()["frame"]["joined"]
    return starts_with(joined, segment.sentence.letters, one + 1) is not None


def time_beside(segment: Segment, at: int) -> Told | None:
    """The comparing time right beside a base level: "$12.7bn a year ago", "last year's $8bn"."""
    sentence, rules = segment.sentence, frames()["time"]
    right = starts_with(rules["right_beside"], sentence.letters, at + 1)
    if right:
        found = at + right.end() - right.start()
        return Told(found, sentence.mentions[found].when, "the time right after it")
    left = ends_with(rules["left_beside"], sentence.letters, at)
    if left:
        return Told(left.start(), sentence.mentions[left.start()].when, "the time right before it")
    return None
