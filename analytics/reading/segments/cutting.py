"""Segments: the parts of a sentence that each tell one trade, found by their least cost.

A segment begins at a stop, at a word that joins, or at a flow, country or goods after a number.
Every way to cut a sentence costs what the cuts cost by themselves and what is wrong with each
segment: numbers that nothing names, two levels of one name, a flow left over. The weights stand in
`data/lexicon/frames.toml`; the cheapest way is found exactly, and the next one is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analytics.reading.marks.phrases import category_pattern, ends_with_phrase
from analytics.reading.segments.mentions import Sentence
from analytics.reading.segments.number_roles import BASE, CONVERSION, LEVEL, PASSED, Role
from analytics.reading.segments.patterns import pattern, starts_with
from data.lexicon import frames

HEADS = ("flow", "market", "goods", "place")
Stretch = tuple[int, int]
MOST_NUMBERS = 14  # of one segment
MOST_CUTS = 60  # places of a sentence at which all ways to cut it are tried


@dataclass(frozen=True)
class Segment:
    """The mentions [first, last) of a sentence; `margin` is what the next best cut costs more."""

    sentence: Sentence
    first: int
    last: int
    roles: Mapping[int, Role]
    margin: float = 9.0

    @property
    def numbers(self) -> list[int]:
        """Where its numbers are, but those passed over."""
        return [i for i in self.roles if self.roles[i].name != PASSED]

    def indexes(self, *kinds: str) -> list[int]:
        """Where its mentions of some kinds are."""
        return self.sentence.indexes(self.first, self.last, *kinds)

    def has(self, *kinds: str) -> bool:
        """Whether it has a mention of some kind."""
        return self.sentence.has(self.first, self.last, *kinds)

    @property
    def text(self) -> str:
        """Its text."""
        return self.sentence.text(self.first, self.last)


def segments(sentence: Sentence, known: Mapping[int, Role]) -> list[Segment]:
    """The segments of a sentence, in order; together they are the sentence."""
    numbers = [i for i, role in known.items() if role.name != PASSED]
    cuts = _candidates(sentence, numbers)
    chosen, margins = _cheapest(sentence, known, cuts)
    ends = [0, *chosen, len(sentence.mentions)]
    return [
        Segment(
            sentence, first, last, {i: known[i] for i in known if first <= i < last},
            margins.get((first, last), 9.0),
        )
        for first, last in pairwise(ends)
    ]  # fmt: skip


def _candidates(sentence: Sentence, numbers: Sequence[int]) -> dict[int, float]:
    """Where a segment may begin, and what that costs."""
    weights = frames()["cut"]
    found: dict[int, float] = {}
    for one, other in pairwise([*numbers, len(sentence.mentions)]):
        for at in range(one + 1, min(other + 1, len(sentence.mentions))):
            kind = sentence.mentions[at].kind
            before = sentence.mentions[at - 1].kind
            if kind == "place" and is_joined(sentence, at):
                kind = "joint"
            if kind == "flow" and _is_the_reason(sentence, at):
                kind = "joint"
            if kind in HEADS:
                kind = "head"
            if before == "close" and kind in ("open", "close"):
                continue
            if pattern(frames()["tied"]["listed"]).match(sentence.letters, at - 1):
                continue
            own = {"open": ("goods", "flow"), "comma": ("joint", "parts")}.get(kind, ())
            if sentence.has(at + 1, at + 2, *own):
                kind = "comma_joint"
            cost = weights.get(kind)
            if before in ("comma", "joint") and kind in ("head", "joint", "parts"):
                continue
            if cost is not None:
                found[at + (kind == "close")] = min(cost, found.get(at + (kind == "close"), 9.0))
    for group in _in_order(sentence):
        found = {at: cost for at, cost in found.items() if not group[0] < at < group[1]}
    return dict(sorted(found.items())[:MOST_CUTS])


def is_joined(sentence: Sentence, at: int) -> bool:
    """Whether "and" brings a country: "và Trung Quốc", "и Китая"."""
    start, end = sentence.mentions[at].preposition
    said = sentence.span.text[start:end].strip()
    return category_pattern(sentence.language, "joint").fullmatch(said) is not None


def _is_the_reason(sentence: Sentence, at: int) -> bool:
    """Whether a flow is told as the reason of a change: "fell by 4% because imports did"."""
    before = sentence.text(max(at - 3, 0), at)
    return ends_with_phrase(before, sentence.language, "reason")


def _in_order(sentence: Sentence) -> list[tuple[int, int]]:
    """Lists that a sentence tells "respectively" are not cut."""
    order = sentence.indexes(0, len(sentence.mentions), "order")
    if not order:
        return []
    found = []
    for match in pattern(frames()["list"]["numbers"]).finditer(sentence.letters):
        start = match.start()
        heads = pattern(frames()["list"]["heads"]).finditer(sentence.letters, 0, start)
        firsts = [m.start() for m in heads if not sentence.has(m.end(), start, "amount")]
        found.append(((firsts or [start])[-1], match.end()))
    return found


def _cheapest(
    sentence: Sentence, known: Mapping[int, Role], cuts: Mapping[int, float]
) -> tuple[list[int], dict[tuple[int, int], float]]:
    """The cuts of the least cost, and for each segment how much cheaper it is than without it."""
    end = len(sentence.mentions)
    places = [0, *cuts, end]
    ahead: dict[int, tuple[float, int]] = {0: (0.0, 0)}
    costs: dict[tuple[int, int], float] = {}
    for i, last in enumerate(places[1:], start=1):
        best: tuple[float, int] | None = None
        for first in reversed(places[:i]):
            if first not in ahead:
                continue
            inside = [n for n in known if first <= n < last and known[n].name != PASSED]
            if len(inside) > MOST_NUMBERS:
                break
            if not inside and first == 0 and len(places) > 2:
                continue
            cost = segment_cost(sentence, known, first, last)
            costs[first, last] = cost
            whole = ahead[first][0] + cost + (cuts.get(first, 0.0))
            if best is None or whole < best[0] - 1e-9:
                best = whole, first
        if best is not None:
            ahead[last] = best
    chosen: list[int] = []
    at = end
    while at in ahead and ahead[at][1] > 0:
        at = ahead[at][1]
        chosen.append(at)
    important = [*known, *sentence.indexes(0, end, *HEADS)]
    held = {
        (first, last): frozenset(i for i in important if first <= i < last)
        for first, last in costs
    }  # fmt: skip
    return chosen[::-1], _margins(costs, held, cuts, places, ahead)


def _margins(
    costs: Mapping[Stretch, float], held: Mapping[Stretch, frozenset[int]],
    cuts: Mapping[int, float], places: Sequence[int], ahead: Mapping[int, tuple[float, int]],
) -> dict[Stretch, float]:  # fmt: skip
    """For each segment, what the cheapest way to cut costs more that puts its numbers, flows,
    countries and goods (`held`) otherwise."""
    end = places[-1]
    if end not in ahead:
        return {}
    behind: dict[int, float] = {end: 0.0}
    for first in reversed(places[:-1]):
        ways = [
            cost + cuts.get(first, 0.0) + behind[last]
            for (start, last), cost in costs.items()
            if start == first and last in behind
        ]
        if ways:
            behind[first] = min(ways)
    through = {
        (first, last): ahead[first][0] + cost + cuts.get(first, 0.0) + behind[last]
        for (first, last), cost in costs.items()
        if first in ahead and last in behind
    }
    least = ahead[end][0]
    return {
        segment: min(
            (
                cost
                for other, cost in through.items()
                if held[segment] & held[other] and held[segment] != held[other]
            ),
            default=least + 9.0,
        )
        - least
        for segment, cost_of in through.items()
        if cost_of <= least + 1e-6
    }


def segment_cost(sentence: Sentence, known: Mapping[int, Role], first: int, last: int) -> float:
    """What is wrong with a segment, in the weights of the grammar."""
    weights = frames()["segment"]
    numbers = [n for n in known if first <= n < last and known[n].name != PASSED]
    if not numbers:
        return 0.0
    heads = sentence.indexes(first, last, *HEADS)
    cost = 0.0
    if not heads and not sentence.has(first, numbers[0], "topic"):
        timed = sentence.has(first, numbers[0], "time", "compared_time")
        cost += weights["timed_orphan" if timed else "orphan"]
    if numbers[0] != min(known) and _is_of_a_number_before(known, numbers):
        cost += weights["base_first"]
    flows = [h for h in heads if sentence.mentions[h].kind in ("flow", "market")]
    if heads and not flows:
        cost += weights["no_flow"]
    if heads and min(heads) > numbers[0]:
        cost += weights["behind"]
    tied = starts_with(frames()["tied"]["behind_flow"], sentence.letters, numbers[-1] + 1)
    if tied and numbers[-1] + 1 + tied.end() - tied.start() > last:
        cost += weights["cut_from_its_flow"]
    cost += weights["second_level"] * _second_levels(sentence, known, numbers)
    for one, other in pairwise(numbers):
        if pattern(frames()["tied"]["new_time"]).search(sentence.letters, one + 1, other + 1):
            cost += weights["new_time"]
        cost += _left_over(sentence, known, first, one, other)
    cost += _left_over(sentence, known, first, numbers[-1], last)
    return cost


def _is_of_a_number_before(known: Mapping[int, Role], numbers: Sequence[int]) -> bool:
    """Whether its first number belongs to one before the segment: "fell from 5 to 4" does not."""
    first, *others = (known[n].name for n in numbers)
    return first == CONVERSION or (first == BASE and LEVEL not in others)


def _second_levels(sentence: Sentence, known: Mapping[int, Role], numbers: Sequence[int]) -> float:
    """How many levels of a segment are told of one time."""
    levels = [n for n in numbers if known[n].name == LEVEL]
    count = 0.0
    for one, other in pairwise(levels):
        timed = starts_with(frames()["tied"]["timed"], sentence.letters, other + 1) or sentence.has(
            one + 1, other, "time", "compared_time"
        )
        are_of_two = all(sentence.has(n - 1, n, "place") for n in (one, other))
        count += 0.3 if timed and not are_of_two else 1.0
    return count


def _left_over(
    sentence: Sentence, known: Mapping[int, Role], first: int, number: int, end: int
) -> float:
    """What flows, countries and goods between a number and the next cost, not being its own."""
    weights = frames()["segment"]
    heads = sentence.indexes(number + 1, end, *HEADS)
    if not heads:
        return 0.0
    before = sentence.has(first, number, "flow", "market")
    is_tied = starts_with(frames()["tied"]["behind"], sentence.letters, number + 1)
    if known.get(number) and known[number].name == BASE:
        of_a_base = frames()["tied"]["of_a_base"]
        is_tied = is_tied or starts_with(of_a_base, sentence.letters, number + 1)
    cost = 0.0
    if is_tied:
        has_flow = any(sentence.mentions[h].kind == "flow" for h in heads)
        cost += weights["behind_too"] if before and has_flow else 0.0
        heads = [h for h in heads if h >= number + 1 + (is_tied.end() - is_tied.start())]
    kinds = {sentence.mentions[h].kind for h in heads}
    if kinds & {"flow", "market"}:
        is_of_a_part = sentence.has(number + 1, heads[0], "parts")
        is_over = before or is_of_a_part
        cost += weights["flow_left_over"] if is_over else weights["flow_behind"]
    elif "place" in kinds:
        cost += weights["place_left_over"]
    elif "goods" in kinds:
        cost += weights["goods_left_over"]
    return cost
