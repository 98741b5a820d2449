"""What official statistics say of the changes that claims speak of, beside the verdict.

Every source of official statistics that holds the level and the base of a claim, both its own,
gives its rate with exact bounds: those of the reporter itself, and those of the partner, who sees
the same trade from the other side (a reporter's exports are its imports, a surplus its deficit).
Where a side has no such source, what it has of the two is told without a rate: a level of one
source is never put over a base of another. Nothing here decides a verdict. What the other side says
explains and warns: goods are counted at other borders, at other times and by other rules, so the
two sides differ where both are right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from duckdb import ColumnExpression, ConstantExpression, DuckDBPyRelation

from analytics.checking.base_periods import ComparedPeriods, compared_periods
from analytics.checking.series import Series, series_of
from analytics.indicators.growth import NO_BASE, SIGN_NOT_SURE, SIGNS_DIFFER, ZERO_BASE
from analytics.indicators.observations import (
    PERIOD_IS_SUM,
    TOTAL_IS_SUM,
    actual,
    with_totals,
)
from analytics.indicators.summed_periods import with_periods
from analytics.indicators.summed_runs import with_runs
from analytics.reconciling.claimed_changes import PERCENTAGE_POINTS, Change, change_of
from data.codes.flows import ONE_WAY, Flow
from data.faults import named_damage
from data.intervals import Interval, between
from data.periods import Period
from data.relations import of_rows
from data.views import Observation, ReportedClaim

READ_AS_YEAR_ON_YEAR = "no base stated: read as year on year"
NO_FIGURE = "no figure for the period"
NOTES = (
    NO_BASE, NO_FIGURE, ZERO_BASE, SIGNS_DIFFER, SIGN_NOT_SURE, READ_AS_YEAR_ON_YEAR, TOTAL_IS_SUM,
    PERIOD_IS_SUM,
)  # fmt: skip


class Side(StrEnum):
    """Whose statistics: of the reporter whom the claim speaks for, or of its partner."""

    REPORTER = "reporter"
    PARTNER = "partner"


@dataclass(frozen=True)
class OfficialLevel:
    """A level of one source in whole currency units, seen from the reporter of the claim.

    `valuations` are those of the flows it consists of, as far as the source says. `is_sum`: it is
    put together from exports and imports; `is_summed`: added up of months or quarters.
    """

    value: Fraction | None
    bounds: Interval
    release_date: str
    valuations: tuple[tuple[Flow, str], ...]
    is_sum: bool
    is_summed: bool


@dataclass(frozen=True)
class OfficialRate:
    """What one source says of the change that a claim speaks of.

    `series` is the trade as the source sees it: its reporter is the one whose statistics these are.
    `measured` is level over base, of sizes where both are below zero, or level less base under a
    claim of an amount; None where neither can be formed, and `obstacle` says why.
    """

    claim: ReportedClaim
    change: Change
    side: Side
    source: str
    series: Series
    compared: ComparedPeriods
    level: OfficialLevel | None
    base: OfficialLevel | None
    measured: Interval | None
    obstacle: str | None

    @property
    def levels(self) -> tuple[OfficialLevel, ...]:
        """Level and base, as far as the source has them: one of them at least."""
        return tuple(one for one in (self.level, self.base) if one is not None)

    @property
    def recomputed(self) -> Interval | None:
        """The change in the unit and direction of the claim: negative if it went the other way."""
        return None if self.measured is None else self.change.recomputed(self.measured)

    @property
    def agrees(self) -> bool | None:
        """Whether some true values behind the figures satisfy the claimed change as printed."""
        return None if self.measured is None else self.change.allows(self.measured)

    @property
    def release_date(self) -> str:
        """When the source was published."""
        return max(one.release_date for one in self.levels)

    @property
    def valuations(self) -> tuple[tuple[Flow, str], ...]:
        """How the source values the flows, where it says the same of level and base."""
        [first, *others] = {one.valuations for one in self.levels}
        return () if others else first

    @property
    def notes(self) -> tuple[str, ...]:
        """Why there is no rate, and how level and base came about: some of `NOTES`."""
        is_total = self.series.flow == Flow.TOTAL
        said = {
            READ_AS_YEAR_ON_YEAR: not self.compared.is_stated,
            TOTAL_IS_SUM: is_total and any(one.is_sum for one in self.levels),
            PERIOD_IS_SUM: any(one.is_summed for one in self.levels),
        }
        found = [note for note, holds in said.items() if holds]
        return (self.obstacle, *found) if self.obstacle else tuple(found)


class _Cell(NamedTuple):
    """A trade in a period in the figures of a source."""

    source: str
    series: Series
    period: str


class _Asked(NamedTuple):
    """What is looked up for a claim on one side."""

    claim: ReportedClaim
    side: Side
    series: Series
    compared: ComparedPeriods


_Levels = Mapping[_Cell, OfficialLevel]


def official_rates(
    claims: Iterable[ReportedClaim], observations: DuckDBPyRelation, sources: Iterable[str]
) -> dict[str, tuple[OfficialRate, ...]]:
    """What official statistics say beside each claim: by claim, the reporter's own first.

    Parameters
    ----------
    claims
        Those of what happened are looked up; of targets and forecasts nothing can be said.
    observations
        Rows of the view `observation`. Only those of the trades and periods asked for are read.
    sources
        The sources among them that are official statistics.
    """
    asked = [one for claim in claims for one in _asked(claim)]
    official = sorted(set(sources))
    if not asked or not official:
        return {}
    levels, of_series = _known(asked, observations, official)
    found: dict[str, list[OfficialRate]] = defaultdict(list)
    for one in asked:
        rates = [
            rate
            for source in sorted(of_series[one.series])
            if (rate := _rate(one, source, levels)) is not None
        ]
        both = [rate for rate in rates if rate.level is not None and rate.base is not None]
        found[one.claim.claim] += both or rates
    return {claim: tuple(rates) for claim, rates in found.items() if rates}


def _asked(claim: ReportedClaim) -> Iterator[_Asked]:
    compared = compared_periods(claim)
    if compared is None or claim.figure_kind != "actual" or claim.kind == PERCENTAGE_POINTS:
        return
    own = series_of(claim)
    yield _Asked(claim, Side.REPORTER, own, compared)
    turned = own.flow.mirror or own.flow  # a balance stays one, and its sign turns
    other = own._replace(reporter=own.partner, partner=own.reporter, flow=turned)
    yield _Asked(claim, Side.PARTNER, other, compared)


def _known(
    asked: Sequence[_Asked], observations: DuckDBPyRelation, official: Sequence[str]
) -> tuple[dict[_Cell, OfficialLevel], dict[Series, set[str]]]:
    """The levels of what is asked for, and the sources that have any of a series."""
    spans = {period for one in asked for period in one.compared[:2]}
    read = _read(asked, observations, official)
    rows = with_totals(with_runs(with_periods(actual(read)), spans))
    printed: dict[_Cell, OfficialLevel] = {}
    with named_damage():
        found = rows.select(*Observation._fields, "summed_of").fetchall()
    for *columns, summed_of in found:
        row = Observation(*columns)
        flow = Flow(row.flow)
        series = Series(row.reporter, row.partner, flow, row.product, row.currency)
        printed[_Cell(row.source, series, str(row.period))] = OfficialLevel(
            value=None if row.value is None else Fraction(row.value),
            bounds=between(row.low, row.high),
            release_date=row.release_date,
            valuations=((flow, row.valuation),) if row.valuation else (),
            is_sum=row.is_sum,
            is_summed=summed_of is not None,
        )
    levels = dict(_with_parts(printed))
    of_series: dict[Series, set[str]] = defaultdict(set)
    for cell in levels:
        of_series[cell.series].add(cell.source)
    return levels, of_series


def _read(
    asked: Sequence[_Asked], observations: DuckDBPyRelation, official: Sequence[str]
) -> DuckDBPyRelation:
    """The rows of the trades asked for within the periods asked for; lazy: no other is read."""
    names = ("reporter", "partner", "product", "currency", "first_month", "last_month")
    wanted = {
        (*one.series[:2], *one.series[3:], period.first_month, period.last_month)
        for one in asked
        for period in one.compared[:2]
    }
    keys = of_rows(
        [dict(zip(names, key, strict=True)) for key in sorted(wanted)],
        like=observations.select(*names),
    ).set_alias("wanted")
    same = [f"wanted.{name} = known.{name}" for name in names[:4]]
    within = ["known.first_month >= wanted.first_month", "known.last_month <= wanted.last_month"]
    is_official = ColumnExpression("source").isin(*map(ConstantExpression, official))
    known = observations.filter(is_official).set_alias("known")
    return known.join(keys, " AND ".join([*same, *within]), how="semi")


def _with_parts(printed: _Levels) -> Iterator[tuple[_Cell, OfficialLevel]]:
    """Levels with the valuations of sums, and balances of exports and imports of one source."""
    for cell, level in printed.items():
        if level.is_sum:
            parts = _parts(cell, printed)
            valuations = tuple(one for part in parts for one in part.valuations)
            yield cell, replace(level, valuations=valuations)
        else:
            yield cell, level
        if cell.series.flow == Flow.EXPORT:
            balance = cell._replace(series=cell.series._replace(flow=Flow.BALANCE))
            parts = _parts(balance, printed)
            if balance not in printed and len(parts) == len(ONE_WAY):
                yield balance, _difference(*parts)


def _parts(cell: _Cell, printed: _Levels) -> list[OfficialLevel]:
    """Exports and imports beside a level, as far as the source has them."""
    cells = (cell._replace(series=cell.series._replace(flow=flow)) for flow in ONE_WAY)
    return [printed[part] for part in cells if part in printed]


def _difference(exports: OfficialLevel, imports: OfficialLevel) -> OfficialLevel:
    known = exports.value is not None and imports.value is not None
    return OfficialLevel(
        value=exports.value - imports.value if known else None,
        bounds=exports.bounds - imports.bounds,
        release_date=max(exports.release_date, imports.release_date),
        valuations=exports.valuations + imports.valuations,
        is_sum=True,
        is_summed=exports.is_summed or imports.is_summed,
    )


def _rate(asked: _Asked, source: str, levels: _Levels) -> OfficialRate | None:
    """What a source says; None where it has neither the level nor the base."""
    level, base = (_level(asked, source, period, levels) for period in asked.compared[:2])
    change, measured = change_of(asked.claim), None
    if level is None and base is None:
        return None
    if level is None or base is None:
        obstacle = NO_FIGURE if level is None else NO_BASE
    else:
        obstacle = _obstacle(change, level.bounds, base.bounds)
        measured = None if obstacle else change.measured(level.bounds, base.bounds)
    return OfficialRate(
        claim=asked.claim,
        change=change,
        side=asked.side,
        source=source,
        series=asked.series,
        compared=asked.compared,
        level=level,
        base=base,
        measured=measured,
        obstacle=obstacle,
    )


def _level(asked: _Asked, source: str, period: Period, levels: _Levels) -> OfficialLevel | None:
    level = levels.get(_Cell(source, asked.series, str(period)))
    if level is None or asked.side is Side.REPORTER or asked.series.flow != Flow.BALANCE:
        return level
    value = None if level.value is None else -level.value
    return replace(level, value=value, bounds=-level.bounds)


def _obstacle(change: Change, level: Interval, base: Interval) -> str | None:
    """Why two levels have no rate, in a note of the indicators."""
    if not change.can_measure(base):
        return SIGN_NOT_SURE if base.low < 0 else ZERO_BASE
    if not change.can_compare(level, base):
        return SIGNS_DIFFER if level.high < 0 or level.low > 0 else SIGN_NOT_SURE
    return ZERO_BASE if change.falls_without_end(level) else None
