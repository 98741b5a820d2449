"""Two lists told in the same order: "exports and imports were $3bn and $2bn, respectively"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from analytics.reading.marks import Amount, Mark, Place, Rate, Word
from analytics.reading.phrases import words
from analytics.reading.scan import Span
from analytics.reading.sides import LINK, ORIGIN_OR_TARGET, OWNER, Sides, roles
from analytics.reading.statements import Subject

NEAR = 60  # characters between "respectively" and the numbers it orders
WAYS = re.compile(
    r"(?P<export>exports?|xuất khẩu|экспорт\w*)|(?P<import>imports?|nhập khẩu|импорт\w*)",
    re.IGNORECASE,
)
LINKED_NUMBERS = re.compile(r"[\s,;]*(?:and|và|и)?[\s,]*", re.IGNORECASE)
LISTED = re.compile(r"\s*(?:,|and|và|и|/|,\s*(?:and|và|и))\s*(?:the\s+)?", re.IGNORECASE)
LINKED_FLOWS = re.compile(r"[\s,]*(?:to|from|sang|từ)?[\s,]*(?:and|và|и|,)[\s,]*", re.IGNORECASE)


@dataclass(frozen=True)
class Order:
    """What each number of an ordered list is of, and the level each rate belongs to.

    `first` and `last` are the ends of the lists: no clause begins between them.
    """

    subjects: dict[int, Mark] = field(default_factory=dict)
    levels: dict[int, int] = field(default_factory=dict)
    first: int = 0
    last: int = 0

    def turned(self, subject: Subject, number: Mark, clause: Span, language: str) -> Subject:
        """The subject of a number, with what its place in the list says."""
        told = self.subjects.get(number.start)
        if isinstance(told, Word) and told.category == "product":
            return replace(subject, product=clause.text[told.start : told.end])
        if isinstance(told, Word):
            return replace(subject, flow=told.value)
        if isinstance(told, Place):
            return replace(subject, sides=_with(subject.sides, told, clause, language))
        return subject


def in_order(sentence: Span, language: str) -> Order:
    """The order that a sentence gives by "respectively", "lần lượt", "соответственно"."""
    text = sentence.text[sentence.start : sentence.end]
    said = next(words(text, language, "respectively"), None)
    if said is None:
        return Order()
    at = sentence.start + said.start
    groups = [*_groups(sentence.amounts), *_groups(sentence.rates)]
    groups = [g for g in _runs(sentence, groups) if _distance(g, at) <= NEAR]
    if not groups:
        return Order()
    first = min(groups, key=lambda group: group[0].start)
    listed = _subjects(sentence, first[0].start, len(first))
    subjects: dict[int, Mark] = {}
    levels: dict[int, int] = {}
    for group in groups:
        if len(group) == len(first):
            subjects |= {n.start: s for n, s in zip(group, listed, strict=False)}
    rates = [g for g in groups if isinstance(g[0], Rate)]
    amounts = [g for g in groups if isinstance(g[0], Amount)]
    for rate_group in rates:
        for amount_group in amounts:
            if len(rate_group) == len(amount_group):
                levels = {r.start: a.start for r, a in zip(rate_group, amount_group, strict=True)}
    if rates and not amounts and not listed:
        return _over_clauses(sentence, rates[0])
    if not subjects and not levels:
        return Order()
    start = listed[0].start if listed else first[0].start
    return Order(subjects, levels, start, max(group[-1].end for group in groups))


def _over_clauses(sentence: Span, rates: Sequence[Mark]) -> Order:
    """The rates after as many levels, each in its clause: "sold $5m and bought $4m, up 5% and 3%
    respectively"."""
    before = [a for a in sentence.amounts if a.end <= rates[0].start and not a.is_in_brackets]
    if len(before) != len(rates):
        return Order()
    levels = {rate.start: level.start for rate, level in zip(rates, before, strict=True)}
    return Order({}, levels, rates[0].start, rates[-1].end)


def _groups(marks: Sequence[Amount] | Sequence[Rate]) -> list[list[Amount | Rate]]:
    return [list(marks)] if len(marks) > 1 else []


def _runs(sentence: Span, groups: Sequence[Sequence[Amount | Rate]]) -> list[list[Amount | Rate]]:
    """Numbers of one kind with only commas and "and" between them, at least two."""
    runs: list[list[Amount | Rate]] = []
    for group in groups:
        run = [group[0]]
        for mark in group[1:]:
            if LINKED_NUMBERS.fullmatch(sentence.text[run[-1].end : mark.lead]):
                run.append(mark)
            else:
                runs.append(run)
                run = [mark]
        runs.append(run)
    return [run for run in runs if len(run) > 1]


def _distance(group: Sequence[Mark], at: int) -> int:
    return max(group[0].start - at, at - group[-1].end, 0)


def _subjects(sentence: Span, end: int, count: int) -> list[Mark]:
    """The list of as many flows or countries nearest before the numbers."""
    places = _chains([p for p in sentence.places if p.end <= end], sentence, LISTED)
    flows = _chains([f for f in _single_flows(sentence) if f.end <= end], sentence, LINKED_FLOWS)
    named = [word for word in sentence.of("product") if word.end <= end]
    chains = (*places, *flows, *_chains(named, sentence, LINK))
    fitting = [chain for chain in chains if len(chain) == count]
    fitting = fitting or [chain[-count:] for chain in chains if len(chain) > count]
    return max(fitting, key=lambda chain: chain[-1].end, default=[])


def _chains(marks: Sequence[Mark], sentence: Span, link: re.Pattern[str]) -> list[list[Mark]]:
    chains: list[list[Mark]] = []
    for mark in marks:
        if chains and link.fullmatch(sentence.between(chains[-1][-1], mark)):
            chains[-1].append(mark)
        else:
            chains.append([mark])
    return chains


def _single_flows(sentence: Span) -> list[Word]:
    """The flows of a sentence; "exports and imports" as the two of them."""
    flows: list[Word] = []
    for word in sentence.of("flow"):
        flows += _halves(word, sentence) or [word]
    return flows


def _halves(word: Word, sentence: Span) -> list[Word]:
    if word.value != "total":
        return []
    text = sentence.text[word.start : word.end]
    found = [
        Word(word.start + m.start(), word.start + m.end(), "flow", m.lastgroup or "")
        for m in WAYS.finditer(text)
    ]
    return found if len({half.value for half in found}) == len(found) == 2 else []


def _with(sides: Sides, place: Place, clause: Span, language: str) -> Sides:
    """The sides with a listed country as the partner, or as the reporter where it acts."""
    every = roles(clause, language)
    owners = [other.area for role, other in every if role == OWNER]
    if owners and place.area not in owners:
        return Sides(owners[0], place.area)
    role = next((role for role, other in every if other == place), None)
    if role in ORIGIN_OR_TARGET or sides.reporter not in (None, place.area):
        return Sides(sides.reporter, place.area)
    return Sides(place.area, None if sides.partner == place.area else sides.partner)
