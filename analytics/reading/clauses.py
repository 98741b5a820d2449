"""Clauses: the parts of a sentence that each speak of one trade flow.

A clause begins at a flow, country or product that follows a number, at the comma or conjunction
before it: "... 1.07 billion, | whereas imports were up 40.6 percent at 1.43 billion".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from analytics.reading.listed import Order
from analytics.reading.marks import Amount, Mark, Place, Rate, When
from analytics.reading.movements import is_of_a_whole
from analytics.reading.neighbours import knows
from analytics.reading.phrases import category_pattern, ends_with, one_of
from analytics.reading.scan import Span
from analytics.reading.sides import is_quoted
from data.lexicon import lexicon, phrases

SET_AGAINST = re.compile(r",\s(?:а|но)\s(?:уже\s)?(?:в|за|по итогам)\s{1,2}$", re.IGNORECASE)
SET_OFF = 24  # characters before a time in which it can be set against another
NO_ORDER = Order()
FRONT = 32  # characters that can open a sentence before a number
SINGLED = 24  # characters before a time that can tell it apart
JOINED = re.compile(
    r"[\s,;]*(?:and|while|và|còn|и|а)?[\s,]*(?:(?:the\s)?(?:rest|remaining|other)|остальн\w+)?[\s,]*",
    re.IGNORECASE,
)
TO_A_PLACE = re.compile(r"\s(?:to|from|with)\s+(?:the\s+)?", re.IGNORECASE)
EXAMPLE = re.compile(r",\s(?:mostly|mainly|chiefly|primarily|largely)\s(?:in|of|from)\s$", re.I)
OF = len(" of ")
OF_THE_FLOW = re.compile(
    r"(?:,?\sor\s[\d.]{1,5}\s?(?:%|percent|per cent))?\s(?:[a-z-]{1,16}\s){0,3}(?:in|of)\s"
    r"(?:[a-z-]{1,16}\s){0,3}"
)
LINKED_PLACES = re.compile(r"\s*(?:-|–|/|và|and|с|и|với|with)?\s*(?:the\s+)?", re.IGNORECASE)


def clauses(sentence: Span, language: str, order: Order = NO_ORDER) -> list[Span]:
    """The clauses of a sentence, in order; together they are the sentence.

    No clause begins within the lists of an order.
    """
    listed = _after_places(sentence, language)
    inner = _after_flows(sentence) or listed.cuts(_cuts(sentence, language))
    kept = [cut for cut in inner if not order.first < cut < order.last]
    cuts = [sentence.start, *kept, sentence.end]
    return [sentence.within(start, end) for start, end in pairwise(cuts)]


def _cuts(sentence: Span, language: str) -> Iterator[int]:
    quantity: Mark | None = None
    before: Mark | None = None
    for mark in _in_order(sentence, language):
        if quantity is None and before is not None and ":" in sentence.between(before, mark):
            yield before.end + sentence.between(before, mark).index(":")
        if isinstance(mark, Amount | Rate):
            if quantity is not None and ";" in sentence.between(quantity, mark):
                yield quantity.end + sentence.between(quantity, mark).rindex(";")
            elif quantity is not None and _moves_another(sentence, mark):
                yield quantity.end + (sentence.between(quantity, mark) + ",").index(",")
            quantity = mark
        elif quantity is not None and _is_fronted(sentence, quantity, mark, language):
            quantity = None
        elif quantity is not None and not _continues(sentence, before, mark):
            cut = _delimiter(sentence, quantity.end, mark.start, language)
            if cut is not None:
                yield _before_its_part(sentence, quantity, cut, language)
                quantity = None
        before = mark


@dataclass(frozen=True)
class Listed:
    """Numbers of a list, each with its country after it: where each but the last one ends."""

    ends: tuple[int, ...] = ()
    first: int = 0
    last: int = 0

    def cuts(self, others: Iterable[int]) -> list[int]:
        """Where clauses begin: the ends of the list, and no other place within it."""
        outside = [cut for cut in others if not self.first < cut < self.last]
        return sorted({*outside, *self.ends})


def _after_places(sentence: Span, language: str) -> Listed:
    """ "5% for Peru and 8% for Chile": each number with the country after it."""
    if not knows(language, "number_of_place"):
        return Listed()
    numbers = sorted([*sentence.amounts, *sentence.rates], key=lambda mark: mark.start)
    named: list[tuple[Mark, Place]] = []
    ends = [*(number.start for number in numbers[1:]), sentence.end]
    for number, end in zip(numbers, ends, strict=False):
        place = next((p for p in sentence.places if number.end <= p.start < end), None)
        if place is None or not _of_a_place(language).fullmatch(sentence.between(number, place)):
            if len(named) > 1:
                break
            named = []
        else:
            named.append((number, place))
    ends = tuple(place.end for _, place in named[:-1])
    are_joined = all(
        _joined_by_a_move(language).fullmatch(
            sentence.text[end : getattr(number, "lead", number.start)]
        )
        for end, (number, _) in zip(ends, named[1:], strict=True)
    )
    if not ends or not are_joined:
        return Listed()
    return Listed(ends, named[0][0].start, named[-1][1].end)


@cache
def _of_a_place(language: str) -> re.Pattern[str]:
    """What stands between a number and the country it is of."""
    return re.compile(rf"\s{one_of(phrases(language, 'number_of_place'))}\s", re.IGNORECASE)


@cache
def _joined_by_a_move(language: str) -> re.Pattern[str]:
    moves = one_of(phrases(language, "direction"))
    joint = one_of(phrases(language, "joint", "contrast"))
    return re.compile(rf"[\s,;]*(?:{joint})?[\s,]*(?:{moves})?\s*", re.IGNORECASE)


def _is_fronted(sentence: Span, number: Mark, mark: Mark, language: str) -> bool:
    """Whether a number opens the sentence, before all it is of: "At $5bn, exports rose"."""
    if not knows(language, "fronted") or not isinstance(number, Amount):
        return False
    first = re.sub(r"^\W+", "", sentence.text[sentence.start : number.lead])
    if len(first) > FRONT:
        return False
    is_beside = re.fullmatch(r",\s(?:[^\W\d_]+\s){0,3}", sentence.between(number, mark))
    said = one_of(phrases(language, "fronted", "reach"))
    return bool(is_beside and re.fullmatch(rf"(?:{said}\s*)+", first, re.IGNORECASE))


def _moves_another(sentence: Span, rate: Amount | Rate) -> bool:
    """Whether another flow than the last follows a change: "$5bn, after a 7% fall in imports"."""
    flows = sentence.of("flow")
    following = next((flow for flow in flows if flow.start >= rate.end), None)
    before = [flow for flow in flows if flow.end <= rate.start]
    if following is None or not before or before[-1].value == following.value:
        return False
    gap = sentence.text[rate.end : following.start]
    moved = any(rate.lead - OF <= w.end <= following.start for w in sentence.of("direction"))
    return moved and OF_THE_FLOW.fullmatch(gap) is not None


def _after_flows(sentence: Span) -> list[int]:
    """Where each number names its flow after it: "$3bn came from exports and $2bn from imports"."""
    flows = [f for f in sentence.of("flow") if not is_of_a_whole(sentence, f)]
    flows = [f for f in flows if not any(o.start < f.start < o.end for o in flows)]
    marks = sorted([*sentence.amounts, *flows], key=lambda mark: mark.start)
    if len(marks) > 2 and isinstance(marks[1], Amount) and marks[0] in flows:
        marks, flows = marks[2:], flows[1:]
    amounts, named = marks[::2], marks[1::2]
    if len(named) < 2 or len(amounts) != len(named):
        return []
    alternate = all(isinstance(a, Amount) for a in amounts) and named == flows
    ends = [_end_with_partner(sentence, flow) for flow in named[:-1]]
    joined = all(
        JOINED.fullmatch(sentence.text[end : getattr(amount, "lead", amount.start)])
        for end, amount in zip(ends, amounts[1:], strict=True)
    )
    return ends if alternate and joined else []


def _end_with_partner(sentence: Span, flow: Mark) -> int:
    """Where a flow ends, with the country it goes to: "exports to the UK"."""
    following = next((place for place in sentence.places if place.start >= flow.end), None)
    if following and TO_A_PLACE.fullmatch(sentence.between(flow, following)):
        return following.end
    return flow.end


def _in_order(sentence: Span, language: str) -> list[Mark]:
    places = [place for place in sentence.places if not is_quoted(sentence, place)]
    goods = [word for word in sentence.of("product") if not _is_an_example(sentence, word)]
    subjects: list[Mark] = [*places, *sentence.of("flow"), *goods]
    subjects += [when for when in sentence.times if _opens_a_clause(sentence, when)]
    subjects += [when for when in sentence.times if _is_singled_out(sentence, when, language)]
    return sorted(
        [*subjects, *sentence.amounts, *sentence.rates], key=lambda mark: (mark.start, -mark.end)
    )


def _opens_a_clause(sentence: Span, when: When) -> bool:
    """Whether something moves at a time set against the one before: ", а в 2022 году выросла"."""
    if not SET_AGAINST.search(
        sentence.text[max(when.start - SET_OFF, sentence.start) : when.start]
    ):
        return False
    numbers = [*sentence.amounts, *sentence.rates]
    following = min((n.start for n in numbers if n.start >= when.end), default=when.end)
    return any(when.end <= w.start < following for w in sentence.of("direction", "up", "down"))


def _is_an_example(sentence: Span, goods: Mark) -> bool:
    """Whether goods are told as the main part of a level: "$2m in 2005, mostly in cocoa, to"."""
    return EXAMPLE.search(sentence.text, sentence.start, goods.start) is not None


def _is_singled_out(sentence: Span, when: When, language: str) -> bool:
    """Whether a time is told apart from the one before: "in the half-year, in May alone"."""
    if not knows(language, "singled_out") or when.role != "period":
        return False
    return ends_with(
        sentence.text[max(when.start - SINGLED, sentence.start) : when.start],
        language,
        "singled_out",
    )


def _continues(sentence: Span, before: Mark | None, mark: Mark) -> bool:
    """A second country right after a first one: "between Viet Nam and Russia"."""
    both = isinstance(before, Place) and isinstance(mark, Place)
    return both and bool(LINKED_PLACES.fullmatch(sentence.between(before, mark)))


def _delimiter(sentence: Span, start: int, end: int, language: str) -> int | None:
    """Where the clause of a subject at `end` begins, after a number that ends at `start`."""
    text = sentence.text[start:end]
    if ends_with(text, language, "in_favour"):
        return None
    place = next((p for p in sentence.places if p.start == end), None)
    if place and TO_A_PLACE.fullmatch(text) and sentence.text[place.end : place.end + 1] in ".,;":
        return None
    goods = [word for word in sentence.of("product") if word.end <= end]
    strong = [
        match.start()
        for match in _strong(language).finditer(text)
        if not any(word.start < start + match.start() < word.end for word in goods)
    ]
    if strong:
        return start + strong[-1]
    commas = [match.start() for match in re.finditer(r"[:–(]|,(?!\d)", text)]
    while len(commas) > 1 and _is_only_a_time(sentence, start + commas[-2], start + commas[-1]):
        commas.pop()
    return start + commas[-1] if commas else None


def _before_its_part(sentence: Span, quantity: Mark, cut: int, language: str) -> int:
    """The part of a whole is named before "of which": "$9m in 2020, | $4m of which was exports"."""
    is_next = not sentence.text[quantity.end : cut].strip()
    named = category_pattern(language, "of_which").match(sentence.text, cut)
    if not is_next or named is None or not isinstance(quantity, Amount):
        return cut
    opening = sentence.text[sentence.start : quantity.lead].rstrip()
    return quantity.lead if opening.endswith((",", ";", "–", "(")) else cut


@cache
def _strong(language: str) -> re.Pattern[str]:
    """Semicolons, and words that open a clause or add a member to a list."""
    known = lexicon(language)
    phrases = [
        phrase
        for category in ("joint", "contrast", "of_which")
        for listed in known.get(category, {}).values()
        for phrase in listed
    ]
    return re.compile(rf";|(?<!\w){one_of(phrases)}(?!\w)", re.IGNORECASE)


def _is_only_a_time(sentence: Span, start: int, end: int) -> bool:
    times = [when for when in sentence.times if start <= when.start and when.end <= end]
    compares = any(start <= word.start < end for word in sentence.of("versus"))
    if not times or compares:
        return False
    rest = sentence.text[start : times[0].start] + sentence.text[times[-1].end : end]
    return len(re.findall(r"\w+", rest)) <= 2
