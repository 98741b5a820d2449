"""Lists told in one order: "exports and imports were $3bn and $2bn, respectively"."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from analytics.reading.frames.parties import OWNER, parties
from analytics.reading.frames.subjects import Sides, Subject
from analytics.reading.marks.mark import Place
from analytics.reading.marks.phrases import category_pattern
from analytics.reading.segments.cutting import Segment, is_joined
from analytics.reading.segments.mentions import Mention, Sentence
from analytics.reading.segments.number_roles import (
    BASE,
    LEVEL,
    Role,
    is_of_several,
    ordered_numbers,
)


@dataclass(frozen=True)
class Ordered:
    """What each number of an ordered list is of, and the level that each rate belongs to.

    `again` counts back to the figure told before that a number is of: 1 is the last one.
    """

    subjects: dict[int, Mention] = field(default_factory=dict)
    again: dict[int, int] = field(default_factory=dict)
    levels: dict[int, int] = field(default_factory=dict)

    def first_flow(self, at: int) -> Mention | None:
        """The first flow of the list that a number is in: the sides of all are told with it."""
        told = self.subjects.get(at)
        if told is None or told.kind != "flow":
            return None
        return next(one for one in self.subjects.values() if one.kind == "flow")

    def turned(self, subject: Subject, at: int, segment: Segment) -> Subject:
        """The subject of a number, with what its place in the list says."""
        told = self.subjects.get(at)
        if told is None:
            return subject
        if told.kind == "goods":
            return replace(subject, product=segment.sentence.span.text[told.start : told.end])
        if told.kind == "flow":
            return replace(subject, flow=told.sense)
        if isinstance(told.mark, Place):
            found, area = parties(segment), told.mark.area
            owners = [p.area for p in found if p.role == OWNER]
            if owners and area not in owners:
                return replace(subject, sides=Sides(owners[0], area))
            reporter, partner = subject.sides.reporter, subject.sides.partner
            listed = {m.mark.area for m in self.subjects.values() if isinstance(m.mark, Place)}
            if reporter in listed and partner not in listed:  # "A and B bought from C"
                return replace(subject, sides=Sides(area, partner))
            return replace(subject, sides=Sides(reporter, area))
        return subject


def ordered(sentence: Sentence, known: dict[int, Role]) -> Ordered:
    """The order that a sentence gives by "respectively", "lần lượt", "соответственно"."""
    amounts, rates = ordered_numbers(sentence, "amount"), ordered_numbers(sentence, "rate")
    groups = [*amounts, *rates]
    if not groups:
        return Ordered()
    subjects: dict[int, Mention] = {}
    levels: dict[int, int] = {}
    listed: list[Mention] = []
    for group in groups:
        listed = _listed(sentence, group[0], len(group)) or listed
        if len(group) == len(listed):
            subjects |= dict(zip(group, listed, strict=True))
    for rate in rates:
        for amount in amounts:
            if len(rate) == len(amount) and known[amount[0]].name == LEVEL:
                levels = dict(zip(rate, amount, strict=True))
    if rates and not amounts and not listed:
        amounts_before = sentence.indexes(0, rates[0][0], "amount")
        before = [i for i in amounts_before if known[i].name == LEVEL]
        if len(before) == len(rates[0]):
            levels = dict(zip(rates[0], before, strict=True))
    several = is_of_several(sentence)
    again = {
        at: len(group) - i for group in groups for i, at in enumerate(group)
        if not subjects and (several or known[at].name == BASE)
    }  # fmt: skip
    return Ordered(subjects, again, levels)


def _listed(sentence: Sentence, end: int, count: int) -> list[Mention]:
    """The list of as many flows, countries or goods nearest before the numbers."""
    best: list[Mention] = []
    for kind in ("flow", "place", "goods"):
        chain: list[Mention] = []
        last = -9
        for i in sentence.indexes(0, end, kind):
            halves = _halves(sentence, sentence.mentions[i])
            between = set(sentence.letters[last + 1 : i])
            joined = between & set(",C") or (kind == "place" and is_joined(sentence, i))
            if chain and (not between <= set(",CwEVPK") or not joined or i - last > 5):
                chain = []
            chain += halves
            last = i
            if len(chain) >= count and (not best or chain[-1].end > best[-1].end):
                best = chain[-count:]
    return best


def _halves(sentence: Sentence, mention: Mention) -> list[Mention]:
    """ "Exports and imports" as the two of them."""
    if mention.kind != "flow" or mention.sense != "total":
        return [mention]
    text = sentence.span.text[mention.start : mention.end]
    found = [
        (match.start(), sense)
        for sense in ("export", "import")
        if (match := category_pattern(sentence.language, f"way_{sense}").search(text))
    ]
    if len(found) != 2:
        return [mention]
    return [Mention("flow", mention.start + at, mention.end, sense) for at, sense in sorted(found)]
