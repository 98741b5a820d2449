"""Other readings of a claim that does not hold as it stands: the slips that reports make.

A reading changes one thing: whose figures, which flow, which periods, or what the rate means.
It is tried with the figures at hand and fits when true values within their bounds satisfy the
claim so read, and the bounds are tight enough to tell. Because many readings are tried, one of
them may fit by chance: a fit says what a claim may mean, not that it is right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product

from analytics.checking.series import Figure, LevelAndBase, Levels, Series, sources_of
from analytics.checking.verdicts import ReadingName
from analytics.reconciling.claimed_changes import (
    AVERAGE_ANNUAL,
    MULTIPLE,
    PERCENT,
    PERCENTAGE_POINTS,
    Change,
    widest_that_tells,
)
from data import codes, periods
from data.codes.flows import AMOUNTS, ONE_WAY, Flow
from data.intervals import Coarser, Interval, between, divide
from data.periods import Period

THOUSAND = 1000
HUNDRED = Fraction(100)
# Freight and insurance add up to a tenth: the factor the IMF used until 2018 (6 percent since:
# Marini, Dippelsman and Stanger, New Estimates for Direction of Trade Statistics, 2018).
CIF_OVER_FOB = between(1, Fraction(11, 10))


@dataclass(frozen=True)
class Reading:
    """A claim read in another way: what it then says, and what the figures give.

    `recomputed` is in the unit of `change`. `figures` are the level and its base; a reading as
    percentage points has those of the earlier rate or of the whole after them. `miss` is the
    distance to the claimed change, as a factor or in currency units; 0 where the reading fits.
    """

    name: ReadingName
    change: Change
    figures: tuple[Figure, ...]
    recomputed: Interval
    fits: bool
    miss: Fraction


@dataclass(frozen=True)
class Case:
    """A claim as it stands: what it says, of which series and periods, with which figures.

    `pairs` are the levels and bases it was tested with as it stands; `release_date` is that of
    the publication that makes the claim, `stated` the level that it prints. `known_then` are the
    levels and bases of releases that were the newest on that day and are no longer.
    """

    change: Change
    series: Series
    period: Period
    base_period: Period
    pairs: list[LevelAndBase]
    release_date: str
    levels: Levels
    stated: Figure | None = None
    known_then: tuple[LevelAndBase, ...] = ()

    @property
    def own(self) -> list[Figure]:
        """The levels of the claim as it stands, and what others print for the one it states."""
        known = [level for level, _ in self.pairs]
        if self.stated is not None:
            others = self.levels.at(self.series, str(self.period))
            known += [one for one in others if one.bounds.meets(self.stated.bounds)]
        return list(dict.fromkeys(known))

    @property
    def bases(self) -> list[Figure]:
        """The bases of the claim as it stands."""
        return list(dict.fromkeys(base for _, base in self.pairs))

    @property
    def shift(self) -> int:
        """The months from the base period to the period."""
        return self.period.start - self.base_period.start

    def joined(self, levels: Iterable[Figure], bases: Iterable[Figure]) -> Iterator[LevelAndBase]:
        """Levels with bases of one source: two years of two sources would be two readings."""
        known = list(bases)
        for level in levels:
            for base in known:
                if level.source == base.source and (level, base) not in self.pairs:
                    yield level, base


def tried(case: Case) -> list[Reading]:
    """The readings tried, one a name: the one that fits, else the one that comes nearest."""
    best: dict[ReadingName, Reading] = {}
    for read in READINGS:
        for reading in read(case):
            known = best.get(reading.name)
            if known is None or (known.fits, -known.miss) < (reading.fits, -reading.miss):
                best[reading.name] = reading
    return [best[name] for name in ReadingName if name in best]


def of_the_rate(change: Change) -> Iterator[tuple[ReadingName, Change]]:
    """What else the printed rate may mean: n-fold for +n-fold, an index for a rise."""
    low, high = change.claimed.low, change.claimed.high
    if change.kind == MULTIPLE and change.sign > 0:
        yield ReadingName.INCREASE_BY, replace(change, claimed=Interval(low + 1, high + 1))
    is_index = low >= HUNDRED if change.sign > 0 else high < HUNDRED
    if change.kind == PERCENT and is_index:
        index = Interval(low / HUNDRED, high / HUNDRED)
        yield ReadingName.INDEX, replace(change, kind=MULTIPLE, sign=1, claimed=index)


def _known_then(case: Case) -> Iterator[Reading]:
    """The release that was the newest when the claim was made; it has been revised since."""
    for level, base in case.known_then:
        yield from _read(ReadingName.LATER_REVISION, case, level, base)


def _other_sources(case: Case) -> Iterator[Reading]:
    """Level and base of another source, or the level as the claim states it on another base."""
    every = case.levels.at(case.series, str(case.period))
    own = list(dict.fromkeys(level for level, _ in case.pairs))
    stated = own if case.stated is None else [*own, case.stated]
    for level in dict.fromkeys([*stated, *every]):
        for base in case.levels.at(case.series, str(case.base_period)):
            used = [figure for figure in (level, base) if figure.source not in sources_of(own)]
            of_one_publication = level in stated or level.source == base.source
            if (level, base) in case.pairs or not used or not of_one_publication:
                continue
            dated = case.release_date
            later = dated and any(figure.release_date > dated for figure in used)
            name = ReadingName.LATER_REVISION if later else ReadingName.OTHER_SOURCE
            yield from _read(name, case, level, base)


def _other_reporters(case: Case) -> Iterator[Reading]:
    """The partner's figures; both of one source where any has both, else of two that are named."""
    mirror = case.series.mirror
    if mirror is None:
        return
    levels = case.levels.at(mirror, str(case.period))
    bases = case.levels.at(mirror, str(case.base_period))
    pairs = list(product(levels, bases))
    of_one = [(level, base) for level, base in pairs if level.source == base.source]
    for level, base in [*(of_one or pairs), *product(case.own, bases)]:
        yield from _read(ReadingName.OTHER_REPORTER, case, level, base)


def _other_flows(case: Case) -> Iterator[Reading]:
    own = [level for level in case.own if level.bounds.low >= 0]  # a deficit is no other flow
    for flow in AMOUNTS:
        other = case.series._replace(flow=flow)
        if other == case.series:
            continue
        bases = case.levels.at(other, str(case.base_period))
        for pair in case.joined([*case.levels.at(other, str(case.period)), *own], bases):
            yield from _read(ReadingName.OTHER_FLOW, case, *pair)


def _other_periods(case: Case) -> Iterator[Reading]:
    """A calendar year for its four quarters, for the year to date, or for a part of the year."""
    known = case.levels.periods(case.series)
    levels, bases = list(case.own), list(case.bases)
    for period in (p for p in known if p.start == case.period.start and p != case.period):
        same_length = case.levels.at(case.series, str(period.moved(-case.shift)))
        of_period = case.levels.at(case.series, str(period))
        for pair in case.joined(of_period, [*same_length, *case.bases]):
            yield from _read(ReadingName.OTHER_PERIOD, case, *pair)
    for period in (p for p in known if p.start == case.base_period.start):
        if period != case.base_period:
            bases += case.levels.at(case.series, str(period))
    if case.period.freq == "A":
        levels += case.levels.year_of_parts(case.series, case.period)
    if case.base_period.freq == "A":
        bases += case.levels.year_of_parts(case.series, case.base_period)
    for pair in case.joined(levels, bases):
        yield from _read(ReadingName.OTHER_PERIOD, case, *pair)


def _other_bases(case: Case) -> Iterator[Reading]:
    for name, period in _other_base_periods(case):
        for pair in case.joined(case.own, case.levels.at(case.series, str(period))):
            yield from _read(name, case, *pair)


def _other_base_periods(case: Case) -> Iterator[tuple[ReadingName, Period]]:
    """The period just before for the year before, or the other way round; another base year."""
    before, year_before = case.period.previous(), case.period.year_earlier()
    stated = case.base_period
    known = {stated}
    if case.period.freq != "A" and stated in (before, year_before):
        name, other = ReadingName.PERIOD_ON_PERIOD, before
        if stated == before:
            name, other = ReadingName.YEAR_ON_YEAR, year_before
        known.add(other)
        yield name, other
    for period in (stated.moved(-12), stated.moved(12), year_before):
        if period not in known and period.start < case.period.start:
            known.add(period)
            yield ReadingName.OTHER_BASE_YEAR, period


def _other_rates(case: Case) -> Iterator[Reading]:
    for name, change in of_the_rate(case.change):
        for level, base in case.pairs:
            yield from _read(name, replace(case, change=change), level, base)


def _points(case: Case) -> Iterator[Reading]:
    """A rate read as percentage points: of growth on the year before, or of a share of trade."""
    if case.change.kind == PERCENT:
        yield from in_points(case)


def in_points(case: Case) -> Iterator[Reading]:
    """Percentage points by which growth, or the share in trade with the world, has changed."""
    earlier = str(case.base_period.moved(-case.shift))
    for level, base in case.pairs:
        if base.bounds.low <= 0:  # the share or the growth of a deficit has no points
            continue
        for before in case.levels.at(case.series, earlier):
            if before.source in (level.source, base.source) and before.bounds.low > 0:
                growth = divide(level.bounds, base.bounds) - divide(base.bounds, before.bounds)
                figures = (level, base, before)
                yield _read_in_points(ReadingName.POINTS_OF_GROWTH, case, figures, growth)
        world = case.series._replace(partner=codes.WORLD)
        for whole in case.levels.at(world, str(case.period)):
            for whole_before in case.levels.at(world, str(case.base_period)):
                figures = (level, base, whole, whole_before)
                if len({figure.source for figure in figures}) > 1:
                    continue
                if whole.bounds.low > 0 and whole_before.bounds.low > 0:
                    share = divide(level.bounds, whole.bounds)
                    share -= divide(base.bounds, whole_before.bounds)
                    yield _read_in_points(ReadingName.POINTS_OF_SHARE, case, figures, share)


def in_percent(case: Case) -> Iterator[Reading]:
    """Percentage points read as percent."""
    percent = replace(case, change=replace(case.change, kind=PERCENT))
    for level, base in case.pairs:
        yield from _read(ReadingName.PERCENT, percent, level, base)


def _other_units(case: Case) -> Iterator[Reading]:
    """A level or base that is a thousand times what it is printed as: million for billion."""
    for level, base in case.pairs:
        for factor in (Fraction(THOUSAND), Fraction(1, THOUSAND)):
            scaled = _times(level, between(factor, factor))
            yield from _read(ReadingName.OTHER_UNIT, case, scaled, base)


def _cif_for_fob(case: Case) -> Iterator[Reading]:
    """The partner's figure as base or level, with freight and insurance put on or taken off."""
    flow, mirror = case.series.flow, case.series.mirror
    if flow not in ONE_WAY or mirror is None:
        return
    ours = CIF_OVER_FOB if flow == Flow.IMPORT else divide(between(1, 1), CIF_OVER_FOB)
    for base in case.levels.at(mirror, str(case.base_period)):
        for level in case.own:
            yield from _read(ReadingName.CIF_FOR_FOB, case, level, _times(base, ours))
    for level in case.levels.at(mirror, str(case.period)):
        for base in case.bases:
            yield from _read(ReadingName.CIF_FOR_FOB, case, _times(level, ours), base)


READINGS: tuple[Callable[[Case], Iterator[Reading]], ...] = (
    _known_then, _other_sources, _other_reporters, _other_flows, _other_periods, _other_bases,
    _other_rates, _points, _other_units, _cif_for_fob,
)  # fmt: skip


def _read(name: ReadingName, case: Case, level: Figure, base: Figure) -> Iterator[Reading]:
    change = case.change
    if change.kind == AVERAGE_ANNUAL:
        last = periods.dated(level.period).last_month.year
        change = replace(change, years=max(last - periods.dated(base.period).year, 1))
    if not change.can_compare(level.bounds, base.bounds):
        return
    measured = change.measured(level.bounds, base.bounds)
    if change.falls_without_end(measured):
        return
    yield Reading(
        name,
        change,
        (level, base),
        change.recomputed(measured),
        fits=change.allows(measured) and change.resolves(measured),
        miss=measured.gap(change.wanted),
    )


def _read_in_points(
    name: ReadingName, case: Case, figures: tuple[Figure, ...], difference: Interval
) -> Reading:
    change = replace(case.change, kind=PERCENTAGE_POINTS)
    wanted = Interval(change.claimed.low / HUNDRED, change.claimed.high / HUNDRED)
    wanted = wanted if change.sign > 0 else -wanted
    size = max(abs(wanted.high), abs(wanted.low))
    is_a_change = not difference.low <= 0 <= difference.high
    tight = is_a_change and difference.width <= widest_that_tells(size)
    shown = difference if change.sign > 0 else -difference
    return Reading(
        name,
        change,
        figures,
        Interval(shown.low * HUNDRED, shown.high * HUNDRED),
        fits=tight and difference.meets(wanted),
        miss=difference.gap(wanted),
    )


def _times(figure: Figure, factor: Interval) -> Figure:
    def scaled(bounds: Interval) -> Interval:
        return Interval(bounds.low * factor.low, bounds.high * factor.high)

    coarse = Coarser(scaled(figure.coarser.cut), scaled(figure.coarser.rounded))
    return replace(figure, bounds=scaled(figure.bounds), coarser=coarse, value=None)
