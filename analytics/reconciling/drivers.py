"""What drove two-way trade: its change on a year earlier, split into exports and imports.

At each end of the comparison the point (exports, imports) lies in a polygon: each flow within
its bounds and not below zero, their sum within the bounds of two-way trade. A change is linear
in the two points, a contribution (Eurostat and OECD usage: change of the part over the base of
the whole) and a share are linear over linear; each has its least and greatest value at corners
(Boyd and Vandenberghe, Convex Optimization, 2004, 3.4). So all bounds are exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, product

from analytics.reconciling.facts import Cell
from analytics.reconciling.known_levels import (
    IMPLIED,
    REPORTED,
    SUMMED,
    Evidence,
    Known,
    together,
)
from data.codes.flows import AMOUNTS, ONE_WAY, Flow
from data.intervals import Interval
from data.periods import Period

NO_BASE = "no base figure"
UNKNOWN_FLOW = "a flow is not known"
TOO_WIDE = "implied bounds are too wide"
CONTRADICTION = "the figures contradict each other"

NEARLY_ALL, MOSTLY, AGAINST, BOTH, UNCLEAR = "nearly all", "mostly", "against", "both", "unclear"
NEARLY = Interval(Fraction(9, 10), Fraction(11, 10))
HALF = Fraction(1, 2)

Point = tuple[Fraction, Fraction]  # exports and imports of one period


@dataclass(frozen=True)
class Part:
    """A flow in the comparison: both levels, the change, and its role in the change of total.

    `contribution` is in percentage points of base two-way trade, None where that may be zero;
    for two-way trade it is the growth rate. `share` is a factor of the change in two-way trade,
    None where that change may be zero.
    """

    base: Known
    level: Known
    change: Interval
    contribution: Interval | None
    share: Interval | None


@dataclass(frozen=True)
class Decomposition:
    """The change of two-way trade between a period and the same months a year earlier.

    `points` are possible exports and imports of the base and of the period, as printed where
    the printed numbers fit together: what a chart draws.
    """

    period: Period
    parts: dict[Flow, Part]
    points: tuple[Point, Point]

    @property
    def base_period(self) -> Period:
        """The same months one year earlier."""
        return self.period.year_earlier()

    @property
    def levels(self) -> dict[Cell, Known]:
        """The levels of all three flows, of the base period first."""
        ends = {Cell.of(flow, self.base_period): part.base for flow, part in self.parts.items()}
        return ends | {Cell.of(flow, self.period): part.level for flow, part in self.parts.items()}

    @property
    def implied(self) -> list[Cell]:
        """The levels that no source prints."""
        return [cell for cell, known in self.levels.items() if known.how == IMPLIED]

    @property
    def sources(self) -> list[str]:
        """The sources all of it rests on; more than one are mixed."""
        return sorted({one.source for one in self.evidence})

    @property
    def evidence(self) -> frozenset[Evidence]:
        """The figures and claims all of it rests on."""
        return frozenset().union(*(known.evidence for known in self.levels.values()))

    @property
    def claims(self) -> list[str]:
        """The claims it rests on: it is only right if these are."""
        return sorted(one.fact for one in self.evidence if one.is_claim)

    @property
    def leader(self) -> Flow:
        """The flow that changed more, by the middle of its bounds."""
        changes = {flow: abs(_middle(self.parts[flow].change)) for flow in ONE_WAY}
        return Flow.EXPORT if changes[Flow.EXPORT] > changes[Flow.IMPORT] else Flow.IMPORT

    @property
    def story(self) -> str:
        """How the two flows drove the change, told only as far as the bounds are sure."""
        leading, other = (self.parts[flow] for flow in (self.leader, self.leader.other))
        if leading.share is not None and _within(leading.share, NEARLY):
            return NEARLY_ALL
        signs = {sign(leading.change), sign(other.change)}
        if signs == {-1, 1}:
            return AGAINST
        if leading.share is not None and leading.share.low > HALF:
            return MOSTLY
        return BOTH if signs in ({1}, {-1}) else UNCLEAR


@dataclass(frozen=True)
class Undecomposed:
    """Why a period has no decomposition, and the flows and periods the reason speaks of."""

    period: Period
    reason: str
    cells: tuple[Cell, ...]


def newest_first(
    known: Mapping[Cell, Sequence[Known]],
) -> Iterator[Decomposition | Undecomposed]:
    """The decomposition of every period with a reported level, or why it has none."""
    reported = {
        cell.period for cell, found in known.items() if any(one.how == REPORTED for one in found)
    }
    for period in sorted(reported, key=lambda period: (period.last_month, period), reverse=True):
        yield explained(known, period)


def explained(
    known: Mapping[Cell, Sequence[Known]], period: Period
) -> Decomposition | Undecomposed:
    """The decomposition from one source alone, else from all together; or why there is none.

    Of several sources the one with the fewest implied levels is taken, then the tightest.
    Together, every source counts: figures that do not fit each other leave no decomposition.
    """
    sources = {one.sources[0] for found in known.values() for one in found}
    alone = [
        decompose(together(known, lambda one, only=only: one.sources == [only]), period)
        for only in sorted(sources)
    ]
    found = [one for one in alone if isinstance(one, Decomposition)]
    if found:
        return min(found, key=lambda one: (len(one.implied), one.parts[Flow.IMPORT].change.width))
    return decompose(together(known, lambda _: True), period)


def decompose(levels: Mapping[Cell, Known], period: Period) -> Decomposition | Undecomposed:
    """The change of two-way trade in a period on the same months a year earlier.

    Bounds are the tightest that the levels and `total = exports + imports` allow.
    """
    base, now = (
        {flow: levels[cell] for flow in AMOUNTS if (cell := Cell.of(flow, of)) in levels}
        for of in (period.year_earlier(), period)
    )
    if not base:
        return Undecomposed(period, NO_BASE, (Cell.of(Flow.TOTAL, period.year_earlier()),))
    ends = ((period.year_earlier(), base), (period, now))
    lacking = [Cell.of(flow, of) for of, known in ends for flow in _unbounded(known)]
    if lacking:
        return Undecomposed(period, UNKNOWN_FLOW, tuple(lacking))
    before, after = _corners(base), _corners(now)
    empty = [of for (of, _), corners in zip(ends, (before, after), strict=True) if not corners]
    if empty:
        return Undecomposed(
            period, CONTRADICTION, tuple(Cell.of(flow, of) for of in empty for flow in AMOUNTS)
        )
    base, now = _completed(base, before), _completed(now, after)
    moves = list(product(before, after))
    result = Decomposition(
        period,
        {flow: _part(flow, base[flow], now[flow], moves) for flow in AMOUNTS},
        (_point(base, before), _point(now, after)),
    )
    if result.implied and not _tells(result.parts):
        return Undecomposed(period, TOO_WIDE, tuple(result.implied))
    return result


def sign(change: Interval) -> int:
    """1 for a sure rise, -1 for a sure fall, 0 where the bounds allow that nothing changed."""
    return (change.low > 0) - (change.high < 0)


def _unbounded(known: Mapping[Flow, Known]) -> list[Flow]:
    """Flows without a finite bound: those not known, unless the total bounds them."""
    return [] if Flow.TOTAL in known else [flow for flow in ONE_WAY if flow not in known]


def _corners(known: Mapping[Flow, Known]) -> list[Point]:
    """The corners of the polygon of possible exports and imports; none if it is empty."""
    edges = [((1, 0), Fraction()), ((0, 1), Fraction())]
    for flow, one in known.items():
        edges += [(flow.weights, one.bounds.low), (flow.weights, one.bounds.high)]
    met = {
        ((c * q - d * b) / slope, (a * d - p * c) / slope)
        for ((a, b), c), ((p, q), d) in combinations(edges, 2)
        if (slope := a * q - p * b)
    }
    return sorted(point for point in met if _is_possible(point, known))


def _is_possible(point: Point, known: Mapping[Flow, Known]) -> bool:
    return min(point) >= 0 and all(
        one.bounds.low <= _amount(flow, point) <= one.bounds.high for flow, one in known.items()
    )


def _amount(flow: Flow, point: Point) -> Fraction:
    exports, imports = flow.weights
    return exports * point[0] + imports * point[1]


def _completed(known: Mapping[Flow, Known], corners: list[Point]) -> dict[Flow, Known]:
    """All three flows, bounds as narrow as the corners; what was not known follows from them."""
    evidence = frozenset().union(*(one.evidence for one in known.values()))
    printed = all(flow in known and known[flow].how == REPORTED for flow in ONE_WAY)
    result = {}
    for flow in AMOUNTS:
        bounds = _hull(_amount(flow, corner) for corner in corners)
        one = known.get(flow)
        if one is None or (one.how == IMPLIED and flow == Flow.TOTAL and printed):
            one = Known(bounds, SUMMED if flow == Flow.TOTAL and printed else IMPLIED, evidence)
        elif bounds != one.bounds:
            one = replace(one, evidence=evidence)
        result[flow] = replace(one, bounds=bounds)
    return result


def _point(known: Mapping[Flow, Known], corners: list[Point]) -> Point:
    """Exports and imports as printed, if the numbers fit; else the middle of the corners."""
    for flows in (AMOUNTS, ONE_WAY):
        printed = {
            flow: replace(one, bounds=Interval(one.value, one.value))
            for flow, one in known.items()
            if one.value is not None and flow in flows
        }
        if fitting := _corners({**known, **printed}):
            return _centre(fitting)
    return _centre(corners)


def _centre(points: list[Point]) -> Point:
    exports, imports = (sum(amounts, Fraction()) for amounts in zip(*points, strict=True))
    return exports / len(points), imports / len(points)


def _part(flow: Flow, base: Known, level: Known, moves: list[tuple[Point, Point]]) -> Part:
    changes = [_amount(flow, after) - _amount(flow, before) for before, after in moves]
    bases = [_amount(Flow.TOTAL, before) for before, _ in moves]
    totals = [_amount(Flow.TOTAL, after) - of for (_, after), of in zip(moves, bases, strict=True)]
    contribution = share = None
    if min(bases) > 0:
        contribution = _hull(100 * c / of for c, of in zip(changes, bases, strict=True))
    if min(totals) > 0 or max(totals) < 0:
        share = _hull(c / of for c, of in zip(changes, totals, strict=True))
    return Part(base, level, _hull(changes), contribution, share)


def _hull(amounts: Iterable[Fraction]) -> Interval:
    every = list(amounts)
    return Interval(min(every), max(every))


def _tells(parts: Mapping[Flow, Part]) -> bool:
    """Whether the bounds say which way two-way trade went, and which way one of its flows."""
    signs = {flow: sign(part.change) for flow, part in parts.items()}
    return bool(signs[Flow.TOTAL] and any(signs[flow] for flow in ONE_WAY))


def _within(inner: Interval, outer: Interval) -> bool:
    return outer.low <= inner.low and inner.high <= outer.high


def _middle(interval: Interval) -> Fraction:
    return (interval.low + interval.high) / 2
