"""Which level and base decide a claim: whose figures are looked for first.

1. The claim's own publication.
2. Official figures of the same reporter: both from one release, that of today or the one that was
   the newest when the claim was made. Only where no official source has both, the claim's own level
   on an official base: two sources, and the answer says so.
3. Other publications of the same reporter.

What figures imply together (`analytics.reconciling.implications`) comes after these, but for what
the claim's own publication implies by itself, which comes after what it prints. The partner's
figures decide nothing: they explain and warn.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from analytics.checking.base_periods import level_period
from analytics.checking.series import (
    Figure,
    LevelAndBase,
    Levels,
    own_level,
    series_of,
    sources_of,
    surely_after,
)
from analytics.checking.verdicts import Ground
from data.views import ReportedClaim


class Evidence(NamedTuple):
    """Levels and bases of one rank, and whose they are.

    `known_then` are those of releases that were the newest when the claim was made and have been
    revised since.
    """

    ground: Ground
    pairs: list[LevelAndBase]
    known_then: tuple[LevelAndBase, ...] = ()


def evidence(claim: ReportedClaim, levels: Levels) -> Iterator[Evidence]:
    """Levels and bases, the first of which decide; within a rank one that fits is enough."""
    pairs = every_pair(claim, levels)
    of_own = [pair for pair in pairs if sources_of(pair) == {claim.source}]
    yield Evidence(Ground.OWN, of_own)
    yield from _official(claim, levels)
    on_official = [
        (level, base)
        for level, base in pairs
        if level.source == claim.source and levels.is_official(base.source)
    ]
    yield Evidence(Ground.OFFICIAL_BASE, on_official)
    same_source = [pair for pair in pairs if len(sources_of(pair)) == 1]
    yield Evidence(Ground.OTHER, same_source)
    yield Evidence(Ground.OTHER, pairs)


def every_pair(claim: ReportedClaim, levels: Levels) -> list[LevelAndBase]:
    """The claim's level on each base that is known, of its own source alone where that has one."""
    bases = of_own_source(claim, levels.at(series_of(claim), claim.base_period))
    candidates = levels_of(claim, levels)
    return sorted(
        ((level, base) for level in candidates for base in bases),
        key=lambda pair: _distance(pair, claim),
    )


def of_own_source(claim: ReportedClaim, figures: list[Figure]) -> list[Figure]:
    """The figures of the claim's own publication; all where it has none."""
    return [figure for figure in figures if figure.source == claim.source] or figures


def levels_of(claim: ReportedClaim, levels: Levels) -> list[Figure]:
    """The level the claim itself states, else those of its cell, in the order of evidence."""
    own = own_level(claim)
    if own is not None:
        return [own]
    known = of_own_source(claim, levels.at(series_of(claim), _period_of(claim)))
    return sorted(known, key=lambda figure: not levels.is_official(figure.source))


def may_contradict(claim: ReportedClaim, pair: LevelAndBase, levels: Levels) -> bool:
    """Whether figures that do not fit a claim show that it is wrong.

    Official figures that were released after the claim may have been revised since it was made,
    and it rests on others. They show that it is wrong where their level is the one it prints.
    """
    level, base = pair
    stated = own_level(claim)
    if stated is not None and level != stated and level.bounds.meets(stated.bounds):
        return True
    return not any(
        levels.is_official(figure.source) and surely_after(figure.release_date, claim.release_date)
        for figure in (level, base)
        if figure.source != claim.source
    )


def _period_of(claim: ReportedClaim) -> str | None:
    period = level_period(claim)
    return None if period is None else str(period)


def _official(claim: ReportedClaim, levels: Levels) -> Iterator[Evidence]:
    """Level and base of one release of one official source of the same reporter."""
    series, day = series_of(claim), claim.release_date
    period, base_period = _period_of(claim), claim.base_period
    newest = _of_one_source(levels.at(series, period), levels.at(series, base_period), levels)
    before = _of_one_source(
        levels.before_revision(series, period, day),
        levels.before_revision(series, base_period, day),
        levels,
    )
    revised = {pair[0].source for pair in newest}
    gone = [pair for pair in before if pair[0].source not in revised]
    stated = own_level(claim)

    def nearness(pair: LevelAndBase) -> tuple[Fraction, Fraction]:
        """What the claim quotes is the series whose level is nearest to the one it states."""
        off = pair[0].bounds.gap(stated.bounds) if stated else Fraction()
        return off, sum((figure.bounds.relative_width for figure in pair), Fraction())

    pairs = sorted([*newest, *gone], key=nearness)
    yield Evidence(Ground.OFFICIAL, pairs, tuple(p for p in before if p[0].source in revised))


def _of_one_source(found: list[Figure], bases: list[Figure], levels: Levels) -> list[LevelAndBase]:
    return [
        (level, base)
        for level in found
        for base in bases
        if level.source == base.source and levels.is_official(level.source)
    ]


def _distance(pair: LevelAndBase, claim: ReportedClaim) -> tuple[int, int, Fraction]:
    """Of one source before of two, then the tightest bounds."""
    sources = sources_of(pair)
    width = sum((figure.bounds.relative_width for figure in pair), Fraction())
    return (len(sources - {claim.source}), len(sources), width)
