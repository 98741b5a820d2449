"""Levels that a claim can be checked with: reported figures, found by whose they are and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain
from typing import NamedTuple

from duckdb import DuckDBPyRelation

from analytics.indicators.observations import actual, with_totals
from data import periods
from data.codes.flows import ONE_WAY, Flow
from data.intervals import Coarser, Interval, between, coarser
from data.periods import Period
from data.views import Observation, ReportedClaim, observations_of

CALENDAR = (12, 3, 1)  # the months of a year, a quarter and a month
LAST_DAY = "9999"


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
    does not say of when its level is. `is_earlier`: of the release before the newest.
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
    is_earlier: bool = False

    @property
    def currency(self) -> str:
        """The currency of the series."""
        return self.series.currency

    @property
    def is_sum(self) -> bool:
        """Whether the level is a sum of printed figures."""
        return len(self.figures) > 1


LevelAndBase = tuple[Figure, Figure]


def sources_of(figures: Iterable[Figure]) -> set[str]:
    """The sources that some figures are of."""
    return {figure.source for figure in figures}


class Levels:
    """Every level of some observations; in a cell the tightest first, then the newest.

    What a source prints itself stands in place of a sum. Where it prints none, a period is added up
    of that source's quarters and months when it is asked for, as `with_periods` adds up quarters
    and years, and so is any other run of months ("January to November").

    Parameters
    ----------
    observations
        Rows of the view `observation`.
    official
        The sources among them that are official statistics.
    earlier
        Rows of the view `earlier_observation`: of the releases before.
    """

    def __init__(
        self,
        observations: DuckDBPyRelation,
        official: Collection[str] = (),
        earlier: DuckDBPyRelation | None = None,
    ) -> None:
        self._official = frozenset(official)
        self._earlier = None if earlier is None else Levels(earlier, official)
        self._of: dict[Series, dict[str | None, list[Figure]]]
        self._of = defaultdict(lambda: defaultdict(list))
        self._asked: dict[tuple[Series, str], list[Figure]] = {}
        self._released: dict[str, str] = {}
        summed = []
        rows = with_totals(actual(observations)).order("high - low, release_date DESC, source")
        for row in observations_of(rows):
            self._released[row.source] = row.release_date
            if row.is_sum:
                summed.append(row)
            else:
                self._of[series_of(row)][row.period].append(figure_of(row))
        for row in summed:
            series = series_of(row)
            parts = [
                figure
                for flow in ONE_WAY
                for figure in self._stated(series._replace(flow=flow), row.period)
                if figure.source == row.source
            ]
            self._of[series][row.period].append(_sum(parts, series, row.period))
        for cells in self._of.values():
            for figures in cells.values():
                figures.sort(key=lambda figure: figure.bounds.width)

    def at(self, series: Series, period: str | None) -> list[Figure]:
        """The levels of a series in a period, one a source."""
        if period is None or series not in self._of:
            return []
        if (series, period) not in self._asked:
            stated = self._stated(series, period)
            sums = self._added_up(series, periods.parse(period), sources_of(stated))
            every = sorted([*stated, *sums], key=lambda figure: figure.bounds.width)
            self._asked[series, period] = every
        return list(self._asked[series, period])

    def is_official(self, source: str) -> bool:
        """Whether a source is official statistics."""
        return source in self._official

    def before_revision(self, series: Series, period: str | None, day: str) -> list[Figure]:
        """The levels of releases that were the newest on a day and are no longer."""
        if self._earlier is None or not day:
            return []
        return [
            replace(figure, is_earlier=True)
            for figure in self._earlier.at(series, period)
            if not surely_after(figure.release_date, day)
            and not surely_after(day, self._released.get(figure.source, LAST_DAY))
        ]

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
            found = [self._stated(series, str(part)) for part in parts]
            for source in sorted(sources_of(chain.from_iterable(found))):
                chosen = [f for figures in found for f in figures if f.source == source]
                if len(chosen) == len(parts):
                    yield _sum(chosen, series, str(year))

    def _stated(self, series: Series, period: str | None) -> list[Figure]:
        """The levels that sources print themselves, or two-way trade of what they print."""
        cells = self._of.get(series)
        return list(cells.get(period, ())) if cells is not None else []

    def _added_up(self, series: Series, period: Period, known: set[str]) -> Iterator[Figure]:
        """The period added up by each source that does not print it, and prints all its parts."""
        if period.months == 1:
            return
        first = [Period(period.start, months) for months in CALENDAR]
        starting = [figure.source for part in first for figure in self._stated(series, str(part))]
        for source in dict.fromkeys(starting):
            if source not in known:
                parts = self._parts(series, period, source)
                if parts:
                    yield _sum(parts, series, str(period))

    def _parts(self, series: Series, period: Period, source: str) -> list[Figure]:
        """The years, quarters and months of one source that make up a period; none if one lacks.

        A year or quarter that the source prints stands for its months.
        """
        parts, start, end = [], period.start, period.start + period.months
        while start < end:
            fitting = (months for months in CALENDAR if start % months == 0)
            within = [Period(start, months) for months in fitting if start + months <= end]
            stated = (self._of_source(series, part, source) for part in within)
            part = next((figure for figure in stated if figure is not None), None)
            if part is None:
                return []
            parts.append(part)
            start += periods.dated(part.period).months
        return parts

    def _of_source(self, series: Series, period: Period, source: str) -> Figure | None:
        stated = self._stated(series, str(period))
        return next((figure for figure in stated if figure.source == source), None)


def surely_after(day: str, other: str) -> bool:
    """Whether a day is after another; both are as exact as they are known (year, month or day).

    "2021" is surely after no day of 2021, and before none.
    """
    length = min(len(day), len(other))
    return bool(other) and day[:length] > other[:length]


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
        is_earlier=parts[0].is_earlier,
    )


def _coarser_total(parts: list[Figure]) -> Coarser:
    cut = _total(part.bounds.hull(part.coarser.cut) for part in parts)
    printed = _total(part.bounds for part in parts)
    one_rounded = (
        _total(part.coarser.rounded if part is one else part.bounds for part in parts)
        for one in parts
        if one.coarser.rounded != one.bounds
    )
    return Coarser(cut, max((printed, *one_rounded), key=lambda bounds: bounds.width))


def _total(intervals: Iterable[Interval]) -> Interval:
    return sum(intervals, start=between(0, 0))
