"""Frames of comparison: which rate or change is on which level, and from which base it goes.

A frame has slots: the number that moves, the level that it leads to, the level and the time that
it is compared with. A number takes the level that it leads to, else the one before it.
"""

from __future__ import annotations

from dataclasses import dataclass

from analytics.reading.frames.timing import Told, compared_time, own_time
from analytics.reading.frames.trade import flow_of, kind_of
from analytics.reading.marks.mark import Amount, Rate
from analytics.reading.segments.cutting import Segment
from analytics.reading.segments.mentions import Sentence
from analytics.reading.segments.number_roles import BASE, CHANGE, EARLIER, FORESEEN, GROWTH, LEVEL
from analytics.reading.segments.patterns import ends_with, starts_with
from data.lexicon import frames

FROM_A_BASE = "from a base level"
EXCEEDED = "exceeded, of a time of its own"
BETTER, WORSE = "better", "worse"
JUDGED = {"up": BETTER, "down": WORSE}
AN_INDEX = "an index, the base being a hundred"


@dataclass(frozen=True)
class Frame:
    """A number of change with its slots, places among the mentions of its segment.

    `direction` is up, down, better or worse, None where no word of the segment tells it. `rules`
    name what filled the slots.
    """

    at: int
    level: int | None
    base: int | None
    time: Told | None
    direction: str | None
    kind: str
    rules: tuple[str, ...]


def comparison_frames(segment: Segment) -> list[Frame]:
    """The frames of a segment, in order."""
    found = [
        _frame(segment, at)
        for at in segment.numbers
        if segment.roles[at].name in (GROWTH, CHANGE, EARLIER, FORESEEN)
    ]
    return sorted(found, key=lambda frame: frame.kind == "absolute")


def _frame(segment: Segment, at: int) -> Frame:
    if segment.roles[at].name in (EARLIER, FORESEEN):
        direction, told = _direction(segment, at)
        return Frame(
            at, None, None, None, direction, _kind(segment, at), (segment.roles[at].told, told)
        )
    level, led = _level(segment, at)
    base = _base(segment, at)
    direction, told = _direction(segment, at)
    rules = (
        segment.roles[at].told,
        led,
        told,
        *([FROM_A_BASE] if base is not None else []),
    )
    return Frame(at, level, base, compared_time(segment, at), direction, _kind(segment, at), rules)


def mark_of(segment: Segment, at: int) -> Rate | Amount:
    """A number of change as growth, which an index is told as the level in percent of its base."""
    mark = segment.sentence.mentions[at].number
    is_index = isinstance(mark, Rate) and segment.roles[at].rule == AN_INDEX
    return mark.of_an_index if is_index else mark


def _level(segment: Segment, at: int) -> tuple[int | None, str]:
    """The level that a number of change is on."""
    letters = segment.sentence.letters
    levels = [n for n in segment.numbers if segment.roles[n].name == LEVEL]
    levels = [n for n in levels if not _is_of_an_outlook(segment, at, n)]
    levels = [n for n in levels if not _is_of_another_flow(segment, at, n)]
    after = [n for n in levels if n > at]
    before = [n for n in levels if n < at]
    if after and (not before or starts_with(frames()["frame"]["leads_to"], letters, at + 1)):
        return after[0], "leads to the level after it"
    if before:
        return before[-1], "follows its level"
    return None, "no level beside it"


def _is_of_another_flow(segment: Segment, at: int, level: int) -> bool:
    """Whether a rate names its flow behind it, another than the level's: "a 6% fall in imports"."""
    own, other = flow_of(segment, at), flow_of(segment, level)
    if own is None or other is None or own.at is None:
        return False
    return own.at > at and own.name != other.name and "behind" in own.rule


def _is_of_an_outlook(segment: Segment, at: int, level: int) -> bool:
    """Whether a change that has happened, or is planned for another time, stands before a level
    that has not, as another statement: "rose by 5% in May, and will reach $3bn"."""
    if level < at or kind_of(segment, level)[0] == "actual":
        return False
    times = {told.when.period for n in (at, level) if (told := own_time(segment, n)) is not None}
    is_apart = len(times) > 1 or kind_of(segment, at)[0] == "actual"
    return is_apart and segment.sentence.has(at, level, "comma")


def _base(segment: Segment, at: int) -> int | None:
    """The level that a number of change is compared with: after it up to the next, or before."""
    numbers = segment.numbers
    moves = [n for n in numbers if segment.roles[n].name in (GROWTH, CHANGE)]
    bases = [n for n in numbers if segment.roles[n].name == BASE]
    bases = [n for n in bases if segment.roles[n].rule != EXCEEDED]
    end = min([n for n in moves if n > at], default=segment.last)
    after = [n for n in bases if at < n < end]
    if after:
        return after[0]
    before = [n for n in bases if n < at]
    taken = [n for n in moves if n < at]
    again, letters = frames()["frame"]["said_again"], segment.sentence.letters
    if before and not any(n < before[-1] for n in taken):
        return before[-1]
    later = [n for n in bases if n > at]
    return later[0] if later and starts_with(again, letters, at + 1) else None


def _direction(segment: Segment, at: int) -> tuple[str | None, str]:
    """Up, down, better or worse, and the rule that tells."""
    sentence = segment.sentence
    mark = mark_of(segment, at)
    if isinstance(mark, Rate) and mark.sign:
        return ("up" if mark.sign > 0 else "down"), "its own sign"
    letters = sentence.letters
    signed = ends_with(frames()["frame"]["signed"], letters, at)
    if signed:
        return ("up" if letters[at - 1] == "+" else "down"), "a sign in brackets"
    following = starts_with(frames()["frame"]["moves_after"], letters, at + 1)
    if following:
        after_it = at + following.end() - following.start()
        if after_it < segment.last:
            return _sense(sentence, after_it), "the movement right after it"
    kinds = ("move",) if segment.roles[at].name == FORESEEN else ("move", "comparative")
    before = sentence.indexes(segment.first, at, *kinds)
    planned = frames()["frame"]["than_planned"]
    before = [m for m in before if not starts_with(planned, letters, m)] or before
    if before:
        return _sense(sentence, before[-1]), "the movement before it"
    if isinstance(mark, Amount):
        after = sentence.indexes(at, segment.last, "move", "comparative")
        if after:
            return _sense(sentence, after[0]), "the movement after it"
    said = sentence.indexes(at, min(at + 3, segment.last), "versus")
    if not starts_with(frames()["frame"]["more_by_itself"], letters, at + 1):
        said = sentence.indexes(segment.first, at, "versus") if ends_with("by", letters, at) else []
    if said and sentence.is_a(said[0], "more_than_base"):
        return "up", "more by its comparison"
    return None, "no movement beside it"


def _sense(sentence: Sentence, move: int) -> str:
    """The way of a movement; one that judges says better or worse."""
    sense = sentence.mentions[move].sense
    return JUDGED.get(sense, sense) if sentence.is_a(move, "better_or_worse") else sense


def _kind(segment: Segment, at: int) -> str:
    mark = segment.sentence.mentions[at].number
    if isinstance(mark, Amount):
        return "absolute"
    is_yearly = mark.kind == "percent" and is_average(segment, at)
    return "average_annual_percent" if is_yearly else mark.kind


def is_average(segment: Segment, at: int) -> bool:
    """Whether a rate is a yearly average: "a year" alone makes one only beside a span of years."""
    sentence = segment.sentence
    numbers = [*segment.roles]
    start = max([n for n in numbers if n < at], default=segment.first - 1) + 1
    end = min([n for n in numbers if n > at], default=segment.last)
    near = list(sentence.indexes(start, min(end, at + 5), "average"))
    spans = any(
        getattr(sentence.mentions[i].mark, "is_span", False)
        for i in sentence.indexes(0, len(sentence.mentions), "time")
    )
    is_long = spans or not any(segment.roles[n].name == LEVEL for n in numbers)
    return any(is_long or not sentence.is_a(i, "yearly") for i in near)
