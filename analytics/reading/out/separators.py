"""Numbers whose one separator is before three digits: `1,160 tỷ` is 1,160 or 1.16 billion.

The marks of the text choose a reading first (`numbers.convention`). Then the arithmetic within the
text decides, where one reading makes more of its identities hold than the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from itertools import product

from analytics.reading.marks.limits import can_be_kept
from analytics.reading.marks.mark import Amount, Number
from analytics.reading.marks.numbers import Convention, numbers
from analytics.reading.out.identities import Identity, Printed, fits, identities
from analytics.reading.state.statements import Figure, Separator

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
    every = {
        mark: readings
        for mark in _numbers_of(figures)
        if (readings := _readings(mark, text[mark.start : mark.end], language, marks))
    }
    doubts = {mark: readings for mark, readings in every.items() if len(readings) == 2}
    settled: dict[Printed, tuple[Printed, Separator | None]] = {
        mark: (readings[0].mark, None) for mark, readings in every.items() if mark not in doubts
    }
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


def _readings(mark: Printed, piece: str, language: str, marks: Convention) -> list[_Reading]:
    """The readings of an ambiguous number, the chosen one first; none of an unambiguous one.

    No currency has thousandths, so that `850.000 USD` has one reading only.
    """
    chosen = numbers(piece, language, marks)
    if not any(number.is_ambiguous for number in chosen):
        return []
    found: list[_Reading] = []
    for convention in (POINT, COMMA):
        said = numbers(piece, language, convention)
        one = mark if said == chosen else _reread(mark, chosen, said)
        if one is not None and not _has_thousandths(one, said):
            found.append(_Reading(one, convention.decimal))
    return sorted(found, key=lambda reading: reading.mark is not mark)


def _reread(mark: Printed, chosen: list[Number], other: list[Number]) -> Printed | None:
    """A number or range with its digits read another way.

    None where that is no other reading, or none that can be: a range with its ends reversed.
    """
    known = _values(mark)
    if not len(known) == len(chosen) == len(other):
        return None
    low, *high = (
        value if before == after else value / before.value * after.value
        for value, before, after in zip(known, chosen, other, strict=True)
    )
    step = mark.step * Fraction(10) ** (chosen[-1].decimals - other[-1].decimals)
    read = replace(mark, value=low, value_high=high[0] if high else None, step=step)
    return read if can_be_kept(read) else None


def _values(mark: Printed) -> list[Fraction]:
    return [mark.value] if mark.value_high is None else [mark.value, mark.value_high]


def _has_thousandths(mark: Printed, said: list[Number]) -> bool:
    """Whether an amount is in thousandths of its currency: its last number has no magnitude."""
    number = said[-1]
    return isinstance(mark, Amount) and number.decimals == 3 and _values(mark)[-1] == number.value


@dataclass(frozen=True)
class _Rule:
    """An identity: which numbers of its group it ties, and the choices for these that fit."""

    of: tuple[int, ...]
    fitting: frozenset[Choice]

    def fits(self, choice: Choice) -> bool:
        return tuple(choice[i] for i in self.of) in self.fitting


@dataclass
class _Group:
    """Numbers that identities tie together, with their two readings."""

    doubts: dict[Printed, list[_Reading]]
    rules: list[_Rule] = field(default_factory=list)

    @property
    def readings(self) -> list[list[_Reading]]:
        return list(self.doubts.values())

    @cached_property
    def best(self) -> list[Choice]:
        """The combinations in which most identities fit."""
        size = len(self.doubts)
        every = product((0, 1), repeat=size) if size <= MOST else ((0,) * size, (1,) * size)
        tried = {choice: sum(rule.fits(choice) for rule in self.rules) for choice in every}
        most = max(tried.values())
        return [choice for choice, count in tried.items() if count == most]

    @cached_property
    def decided(self) -> list[bool]:
        """Of each number, whether all of the best combinations agree and its other reading fits
        fewer identities."""
        best = self.best[0]
        gained = Counter[int]()
        for rule in self.rules:
            for i in rule.of:
                flipped = (*best[:i], 1 - best[i], *best[i + 1 :])
                gained[i] += rule.fits(best) - rule.fits(flipped)
        agreed = [len(set(said)) == 1 for said in zip(*self.best, strict=True)]
        return [is_one and gained[i] > 0 for i, is_one in enumerate(agreed)]


def _groups(doubts: Mapping[Printed, list[_Reading]], every: Iterable[Identity]) -> list[_Group]:
    """The ambiguous numbers, those of one identity in one group."""
    group_of = {mark: _Group({mark: readings}) for mark, readings in doubts.items()}
    ties: list[tuple[Identity, list[Printed]]] = []
    for identity in every:
        marks = [mark for term in identity for mark in term.marks if mark in doubts]
        marks = list(dict.fromkeys(marks))
        for mark in marks:
            one, other = group_of[marks[0]], group_of[mark]
            if one is not other:
                one.doubts |= other.doubts
                group_of |= dict.fromkeys(other.doubts, one)
        if marks:
            ties.append((identity, marks))
    for identity, marks in ties:
        group = group_of[marks[0]]
        places = [*group.doubts]
        fitting = frozenset(
            choice
            for choice in product((0, 1), repeat=len(marks))
            if fits(identity, {m: doubts[m][c].mark for m, c in zip(marks, choice, strict=True)})
        )
        group.rules.append(_Rule(tuple(map(places.index, marks)), fitting))
    return list({id(group): group for group in group_of.values()}.values())


def _decided(
    groups: Sequence[_Group], marks: Convention
) -> dict[Printed, tuple[Printed, Separator | None]]:
    """Each number as it is read in the end, with what decided."""
    shown = None if marks.is_voted else _shown(groups)
    settled: dict[Printed, tuple[Printed, Separator | None]] = {}
    for group in groups:
        usual = [int(shown not in (None, chosen.decimal)) for chosen, _ in group.readings]
        choice = min(group.best, key=lambda c: sum(a != b for a, b in zip(c, usual, strict=True)))
        for i, (mark, readings) in enumerate(group.doubts.items()):
            # other numbers say nothing of a third mark, such as the point of a Russian text
            is_told = readings[0].decimal == marks.decimal if marks.is_voted else shown is not None
            is_reckoned = group.decided[i] or choice[i] != usual[i]
            by = ARITHMETIC if is_reckoned else TEXT if is_told else LANGUAGE
            separator = Separator(by, readings[1 - choice[i]].mark)
            settled[mark] = readings[choice[i]].mark, separator
    return settled


def _shown(groups: Iterable[_Group]) -> str | None:
    """The decimal mark of most numbers that arithmetic decides."""
    votes = Counter(
        readings[group.best[0][i]].decimal
        for group in groups
        for i, readings in enumerate(group.readings)
        if group.decided[i]
    )
    [(mark, most), *others] = votes.most_common() or [(None, 0)]
    return None if others and others[0][1] == most else mark
