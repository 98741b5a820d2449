"""Levels that a claim can be checked with: reported figures, found by whose they are and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from duckdb import DuckDBPyRelation

from analytics.indicators.observations import actual, with_totals
from data import periods
from data.codes.flows import ONE_WAY, Flow
from data.intervals import Coarser, Interval, between, coarser
from data.periods import Period
from data.views import Observation, ReportedClaim, observations_of


class Series(NamedTuple):
    """A time series: whose statistics, with whom, which way, of what, in which currency."""

    reporter: str
    partner: str
    flow: Flow
    product: str
    currency: str

    @property
    def mirror(self) -> Series | None:
        """The same trade as the partner reports it; None for a balance."""
        flow = self.flow.mirror
        if flow is None:
            return None
        return self._replace(reporter=self.partner, partner=self.reporter, flow=flow)


@dataclass(frozen=True)
class Figure:
    """A level: its bounds in whole currency units, and whose it is.

    `coarser` are the bounds by other habits of printing. `figures` are
    the ids of the printed numbers: two for two-way trade that is summed from exports and imports,
    four or twelve for a year summed from its quarters or months. `period` is None where a claim
    does not say of when its level is.
    """

    source: str
    figures: tuple[str, ...]
    series: Series
    period: str | None
    bounds: Interval
    coarser: Coarser
    value: Fraction | None
    status: str
    qualifier: str | None
    release_date: str

    @property
    def currency(self) -> str:
        """The currency of the series."""
        return self.series.currency

    @property
    def is_sum(self) -> bool:
        """Whether the level is a sum of printed figures."""
        return len(self.figures) > 1


class Levels:
    """Every level of some observations; in a cell the tightest first, then the newest."""

    def __init__(self, observations: DuckDBPyRelation) -> None:
        self._of: dict[Series, dict[str | None, list[Figure]]]
        self._of = defaultdict(lambda: defaultdict(list))
        summed = []
        rows = with_totals(actual(observations)).order("high - low, release_date DESC, source")
        for row in observations_of(rows):
            if row.is_sum:
                summed.append(row)
            else:
                self._of[series_of(row)][row.period].append(figure_of(row))
        for row in summed:
            series = series_of(row)
            parts = [
                figure
                for flow in ONE_WAY
                for figure in self.at(series._replace(flow=flow), row.period)
                if figure.source == row.source
            ]
            self._of[series][row.period].append(_sum(parts, series, row.period))
        for cells in self._of.values():
            for figures in cells.values():
                figures.sort(key=lambda figure: figure.bounds.width)

    def at(self, series: Series, period: str | None) -> list[Figure]:
        """The levels of a series in a period, one a source."""
        cells = self._of.get(series)
        return list(cells.get(period, ())) if cells is not None and period is not None else []

    def in_another_currency(self, series: Series, period: str | None) -> list[Figure]:
        """The levels of the same trade in a period in every other currency."""
        others = [known for known in self._of if known != series]
        same = [known for known in others if known._replace(currency=series.currency) == series]
        return [figure for known in sorted(same) for figure in self.at(known, period)]

    def periods(self, series: Series) -> list[Period]:
        """The periods in which a series has a level, in order."""
        return sorted(periods.dated(text) for text in self._of.get(series, ()))

    def year_of_parts(self, series: Series, year: Period) -> Iterator[Figure]:
        """The year summed from the four quarters, or the twelve months, of one source."""
        for months in (3, 1):
            parts = [Period(start, months) for start in range(year.start, year.start + 12, months)]
            found = [self.at(series, str(part)) for part in parts]
            sources = {figure.source for figures in found for figure in figures}
            for source in sorted(sources):
                chosen = [f for figures in found for f in figures if f.source == source]
                if len(chosen) == len(parts):
                    yield _sum(chosen, series, str(year))


def series_of(row: Observation | ReportedClaim) -> Series:
    """The series that an observation or a claim is about."""
    return Series(row.reporter, row.partner, row.flow, row.product, row.currency)


def figure_of(row: Observation) -> Figure:
    """The level that a row of the view `observation` states."""
    bounds = between(row.low, row.high)
    return Figure(
        source=row.source,
        figures=(row.id,),
        series=series_of(row),
        period=row.period,
        bounds=bounds,
        coarser=coarser(bounds, row.value, row.qualifier, is_whole=bool(row.is_whole)),
        value=None if row.value is None else Fraction(row.value),
        status=row.status,
        qualifier=row.qualifier,
        release_date=row.release_date,
    )


def own_level(claim: ReportedClaim) -> Figure | None:
    """The level that the figure of a claim states itself; None for a growth without a level."""
    if claim.level_low is None or claim.level_high is None:
        return None
    bounds = between(claim.level_low, claim.level_high)
    return Figure(
        source=claim.source,
        figures=(claim.figure,),
        series=series_of(claim),
        period=claim.period,
        bounds=bounds,
        coarser=coarser(
            bounds, claim.level, claim.level_qualifier, is_whole=bool(claim.level_is_whole)
        ),
        value=None if claim.level is None else Fraction(claim.level),
        status=claim.level_status,
        qualifier=claim.level_qualifier,
        release_date=claim.release_date,
    )


def _sum(parts: list[Figure], series: Series, period: str | None) -> Figure:
    """Parts of one source added up: bounds by interval addition, provisional if any part is.

    Any of the parts may have been cut; one of them, the coarsest, may have been rounded.
    """
    values = [part.value for part in parts]
    known = [value for value in values if value is not None]
    return Figure(
        source=parts[0].source,
        figures=tuple(name for part in parts for name in part.figures),
        series=series,
        period=period,
        bounds=_total(part.bounds for part in parts),
        coarser=_coarser_total(parts),
        value=sum(known, Fraction()) if len(known) == len(values) else None,
        status=max(part.status for part in parts),
        qualifier=None,
        release_date=parts[0].release_date,
    )


def _coarser_total(parts: list[Figure]) -> Coarser:
    cut = _total(part.bounds.hull(part.coarser.cut) for part in parts)
    one_rounded = (
        _total(part.coarser.rounded if part is one else part.bounds for part in parts)
        for one in parts
    )
    return Coarser(cut, max(one_rounded, key=lambda bounds: bounds.width))


def _total(intervals: Iterable[Interval]) -> Interval:
    return sum(intervals, start=between(0, 0))
