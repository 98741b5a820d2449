"""Numbers whose one separator is before three digits: `1,160 tỷ` is 1,160 or 1.16 billion.

The marks of the text choose a reading first (`numbers.convention`). Then the arithmetic within the
text decides, where one reading makes more of its identities hold than the other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import product

from analytics.reading.identities import Identity, Printed, fits, identities
from analytics.reading.limits import can_be_kept
from analytics.reading.marks import Amount, Number, Rate
from analytics.reading.numbers import Convention, numbers
from analytics.reading.statements import Figure, Separator

ARITHMETIC, TEXT, LANGUAGE = "arithmetic", "text", "language"
POINT, COMMA = Convention(".", ","), Convention(",", ".")
MOST = 6  # ambiguous numbers of which every combination is tried

Choice = tuple[int, ...]  # of each number of a group: 0 as chosen by the marks, 1 the other way


def settle(figures: Sequence[Figure], text: str, language: str, marks: Convention) -> None:
    """Read the ambiguous numbers of figures and claims anew, and say what decided.

    Numbers that identities tie together are one group. The combination in which most of its
    identities fit stands, the one with fewest changes where several do. Of a group of more than
    `MOST` numbers only two are tried: all as chosen, all the other way. Where only the language
    chose, a number that no arithmetic decides follows those that it does.

    Parameters
    ----------
    figures
        The figures of the whole text; their amounts and the marks of their claims change.
    text, language, marks
        The plain text, its language, and the marks by which it was read.
    """
    doubts: dict[Printed, _Doubt] = {}
    settled: dict[Printed, tuple[Printed, Separator | None]] = {}
    for mark in _numbers_of(figures):
        readings = _readings(mark, text[mark.start : mark.end], language, marks)
        if len(readings) == 2:
            doubts[mark] = _Doubt(mark, *readings)
        elif readings:
            settled[mark] = readings[0].mark, None
    if doubts:
        settled |= _decided(_groups(doubts, identities(figures)), marks)
    for figure in figures:
        amount, separator = settled.get(figure.amount, (None, None))
        if isinstance(amount, Amount):
            figure.amount, figure.separator = amount, separator
        for claim in figure.claims:
            if claim.mark in settled:
                claim.mark, claim.separator = settled[claim.mark]


def _numbers_of(figures: Iterable[Figure]) -> Iterator[Printed]:
    for figure in figures:
        if figure.amount is not None:
            yield figure.amount
        yield from (claim.mark for claim in figure.claims)


@dataclass(frozen=True)
class _Reading:
    """A way to read a number, and the decimal mark that it shows."""

    mark: Printed
    decimal: str


@dataclass(frozen=True)
class _Doubt:
    """A number with two readings, the one chosen by the marks first; `mark` is how it was read."""

    mark: Printed
    chosen: _Reading
    other: _Reading

    def read(self, choice: int) -> _Reading:
        return (self.chosen, self.other)[choice]


def _readings(mark: Printed, piece: str, language: str, marks: Convention) -> list[_Reading]:
    """The readings of an ambiguous number, the chosen one first; none of an unambiguous one.

    No currency has thousandths, so that `850.000 USD` has one reading only.
    """
    chosen = numbers(piece, language, marks)
    if not any(number.is_ambiguous for number in chosen):
        return []
    others = (numbers(piece, language, swapped) for swapped in (POINT, COMMA))
    read = [(mark, chosen), *((_reread(mark, chosen, other), other) for other in others)]
    found = [
        _Reading(one, _decimal_mark(piece, said))
        for one, said in read
        if one is not None and not _has_thousandths(one, said)
    ]
    return found[:2]


def _reread(mark: Printed, chosen: list[Number], other: list[Number]) -> Printed | None:
    """A number or range with its digits read another way.

    None where that is no other reading, or none that can be: a range with its ends reversed.
    """
    known = [value for value in _values(mark) if value is not None]
    if not len(known) == len(chosen) == len(other) or chosen == other:
        return None
    values = [
        value if before == after else value / before.value * after.value
        for value, before, after in zip(known, chosen, other, strict=True)
    ]
    step = mark.step * Fraction(10) ** (chosen[-1].decimals - other[-1].decimals)
    read = _with_values(mark, values, step)
    return read if can_be_kept(read) else None


def _values(mark: Printed) -> tuple[Fraction | None, ...]:
    if isinstance(mark, Rate):
        return mark.value, mark.value_high
    return mark.value, mark.low, mark.high


def _with_values(mark: Printed, values: list[Fraction], step: Fraction) -> Printed:
    low, high = values[0], values[-1]
    if isinstance(mark, Rate):
        return replace(mark, value=low, value_high=high if len(values) > 1 else None, step=step)
    if len(values) > 1:
        return replace(mark, low=low, high=high)
    return replace(mark, value=low, step=step)


def _has_thousandths(mark: Printed, said: list[Number]) -> bool:
    """Whether an amount is in thousandths of its currency: its last number has no magnitude."""
    last = [value for value in _values(mark) if value is not None][-1]
    return isinstance(mark, Amount) and said[-1].decimals == 3 and last == said[-1].value


def _decimal_mark(piece: str, said: list[Number]) -> str:
    number = next(number for number in said if number.is_ambiguous)
    is_point = "." in piece[number.start : number.end]
    return POINT.decimal if is_point == bool(number.decimals) else COMMA.decimal


@dataclass(frozen=True)
class _Rule:
    """An identity: which numbers of its group it ties, and the choices for these that fit."""

    of: tuple[int, ...]
    fitting: frozenset[Choice]

    def fits(self, choice: Choice) -> bool:
        return tuple(choice[i] for i in self.of) in self.fitting


@dataclass
class _Group:
    """Numbers that identities tie together."""

    doubts: list[_Doubt]
    rules: list[_Rule] = field(default_factory=list)

    def best(self) -> list[Choice]:
        """The combinations in which most identities fit."""
        size = len(self.doubts)
        every = product((0, 1), repeat=size) if size <= MOST else ((0,) * size, (1,) * size)
        tried = {choice: sum(rule.fits(choice) for rule in self.rules) for choice in every}
        most = max(tried.values())
        return [choice for choice, count in tried.items() if count == most]

    def decided(self, best: Sequence[Choice]) -> list[bool]:
        """Of each number, whether all of the best combinations agree and its other reading fits
        fewer identities."""
        gained = Counter[int]()
        for rule in self.rules:
            for i in rule.of:
                flipped = tuple(1 - c if j == i else c for j, c in _at(rule, best[0]))
                gained[i] += rule.fits(best[0]) - (flipped in rule.fitting)
        return [
            len(set(said)) == 1 and gained[i] > 0 for i, said in enumerate(zip(*best, strict=True))
        ]


def _at(rule: _Rule, choice: Choice) -> Iterator[tuple[int, int]]:
    return ((i, choice[i]) for i in rule.of)


def _groups(doubts: Mapping[Printed, _Doubt], every: Iterable[Identity]) -> list[_Group]:
    """The ambiguous numbers, those of one identity in one group."""
    tied: dict[Printed, Printed] = {mark: mark for mark in doubts}
    told: list[tuple[Identity, list[Printed]]] = []
    for identity in every:
        marks = [mark for term in identity for mark in term.marks if mark in doubts]
        marks = list(dict.fromkeys(marks))
        for mark in marks:
            tied[_first(tied, mark)] = _first(tied, marks[0])
        if marks:
            told.append((identity, marks))
    groups: dict[Printed, _Group] = defaultdict(lambda: _Group([]))
    place: dict[Printed, int] = {}
    for mark, doubt in doubts.items():
        group = groups[_first(tied, mark)]
        place[mark] = len(group.doubts)
        group.doubts.append(doubt)
    for identity, marks in told:
        fitting = frozenset(
            choice
            for choice in product((0, 1), repeat=len(marks))
            if fits(
                identity, {m: doubts[m].read(c).mark for m, c in zip(marks, choice, strict=True)}
            )
        )
        groups[_first(tied, marks[0])].rules.append(_Rule(tuple(place[m] for m in marks), fitting))
    return list(groups.values())


def _first(tied: dict[Printed, Printed], mark: Printed) -> Printed:
    """The mark that stands for the group of another; the way there gets shorter."""
    while tied[mark] != mark:
        tied[mark] = tied[tied[mark]]
        mark = tied[mark]
    return mark


def _decided(
    groups: Sequence[_Group], marks: Convention
) -> dict[Printed, tuple[Printed, Separator]]:
    """Each number as it is read in the end, with what decided."""
    found = [(group, best := group.best(), group.decided(best)) for group in groups]
    shown = _shown(found) if not marks.is_voted else None
    settled: dict[Printed, tuple[Printed, Separator]] = {}
    for group, best, decided in found:
        usual = [int(shown is not None and doubt.chosen.decimal != shown) for doubt in group.doubts]
        choice = min(best, key=lambda c: sum(a != b for a, b in zip(c, usual, strict=True)))
        for i, doubt in enumerate(group.doubts):
            by = _text_or_language(doubt, marks, shown)
            by = ARITHMETIC if decided[i] or choice[i] != usual[i] else by
            separator = Separator(by, doubt.read(1 - choice[i]).mark)
            settled[doubt.mark] = doubt.read(choice[i]).mark, separator
    return settled


def _shown(found: Iterable[tuple[_Group, list[Choice], list[bool]]]) -> str | None:
    """The decimal mark of most numbers that arithmetic decides."""
    votes = Counter(
        doubt.read(best[0][i]).decimal
        for group, best, decided in found
        for i, doubt in enumerate(group.doubts)
        if decided[i]
    )
    point, comma = votes[POINT.decimal], votes[COMMA.decimal]
    return None if point == comma else POINT.decimal if point > comma else COMMA.decimal


def _text_or_language(doubt: _Doubt, marks: Convention, shown: str | None) -> str:
    """What decides where arithmetic does not: other numbers say nothing of a third mark, such as
    the point of a Russian text."""
    if marks.is_voted:
        known = doubt.chosen.decimal == marks.decimal
        return TEXT if known else LANGUAGE
    return TEXT if shown else LANGUAGE
