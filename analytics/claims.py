"""Reported growth checked against the raw figures.

A claim says: level = base changed by a rate. All three are intervals of printed numbers. The
claim is consistent when some true values within the intervals satisfy it; there is no tolerance.
The comparison is exact (fractions), so that floating point cannot decide a verdict.

Which base a claim is checked against: the figure of the base period in the same source, else in
other sources of the same reporter, and then the check says so (`mixed_sources`). Two-way trade
is summed where a source prints exports and imports only. Forecasts, targets and figures of other
products are never a base.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from duckdb import DuckDBPyRelation

from analytics.observations import actual, with_totals
from analytics.rates import Change, Interval, change_of
from data import periods
from data.relations import records

CONSISTENT, CONTRADICTED, NOT_TESTABLE = "consistent", "contradicted", "not_testable"
VERDICTS = (CONSISTENT, CONTRADICTED, NOT_TESTABLE)

Cell = tuple[str, str, str, str, str]


@dataclass(frozen=True)
class Figure:
    """A level a claim is checked with: its bounds in whole currency units, and whose it is."""

    source: str
    figure: str | None
    period: str
    bounds: Interval
    value: Fraction | None
    currency: str
    status: str
    qualifier: str | None

    @property
    def is_sum(self) -> bool:
        """Whether the level is the sum of printed exports and imports."""
        return self.figure is None


@dataclass(frozen=True)
class Check:
    """One claim and what the figures say of it.

    `claim` is the row of the view `reported_claim`. `recomputed` is in the unit of the claim
    (percent, multiple, currency units) and in its direction: a rise under a claim of a fall is
    negative. `implied_base` is in whole currency units. `reason` names why a claim is not
    testable, or which figures decided; the words for it are the dashboard's.
    """

    claim: dict[str, Any]
    change: Change
    verdict: str
    reason: str
    level: Figure | None = None
    base: Figure | None = None
    recomputed: tuple[float, float] | None = None
    implied_base: tuple[float, float] | None = None
    decision_error: bool = False

    @property
    def mixed_sources(self) -> bool:
        """Whether level and base stand in different publications, or not in the claim's own."""
        used = {figure.source for figure in (self.level, self.base) if figure is not None}
        return bool(used - {self.claim["source"]})


def check_all(claims: DuckDBPyRelation, observations: DuckDBPyRelation) -> list[Check]:
    """Check every claim against the observations, in the order of the public file `claims`.

    Parameters
    ----------
    claims
        Rows of the view `reported_claim`.
    observations
        Rows of the view `observation`; the sources a base may come from.
    """
    levels = _levels(with_totals(actual(observations)))
    ordered = claims.order("reporter, partner, product, source, flow, period, claim")
    return [_check(claim, levels) for claim in records(ordered)]


def _check(claim: dict[str, Any], levels: dict[Cell, list[Figure]]) -> Check:
    change = change_of(claim)
    level_period = _level_period(claim, change)
    own_level = _own_level(claim)
    candidates = [own_level] if own_level else _of_period(levels, claim, level_period)
    level = candidates[0] if candidates else None
    implied = change.implied_base(level.bounds) if level and level.bounds.low >= 0 else None
    known = Check(
        claim,
        change,
        NOT_TESTABLE,
        "",
        level,
        implied_base=implied.as_floats() if implied else None,
    )
    obstacle = _obstacle(claim, change, level)
    if obstacle:
        return replace(known, reason=obstacle)
    pairs = [
        (level, base)
        for level in candidates
        for base in _of_period(levels, claim, claim["base_period"])
        if base.currency == level.currency
    ]
    if not pairs:
        return replace(known, reason="no_base")
    usable = [
        (level, base) for level, base in _nearest_to_claim(pairs, claim) if base.bounds.low > 0
    ]
    if not usable:
        return replace(known, reason="base_not_positive", base=pairs[0][1])
    return _decide(known, usable)


def _decide(known: Check, pairs: list[tuple[Figure, Figure]]) -> Check:
    """The first pair that satisfies the claim decides, else the first pair contradicts it."""
    change = known.change
    fitting = [pair for pair in pairs if change.allows(pair[0].bounds, pair[1].bounds)]
    level, base = (fitting or pairs)[0]
    implied = change.implied_base(level.bounds)
    check = replace(
        known,
        level=level,
        base=base,
        recomputed=change.recomputed(level.bounds, base.bounds),
        implied_base=implied.as_floats() if implied else None,
    )
    if not fitting:
        wrong_way = change.goes_the_other_way(level.bounds, base.bounds)
        return replace(
            check,
            verdict=CONTRADICTED,
            reason="contradicted",
            decision_error=wrong_way or change.is_headline_word,
        )
    if change.cannot_tell(level.bounds, base.bounds):
        return replace(check, reason="bounds_too_wide")
    return replace(check, verdict=CONSISTENT, reason="consistent")


def _obstacle(claim: dict[str, Any], change: Change, level: Figure | None) -> str | None:
    """Why a claim cannot be tested whatever the figures are."""
    if change.kind == "percentage_points":
        return "percentage_points"
    if claim["figure_kind"] != "actual":
        return "not_actual"
    if claim["base_period"] is None:
        return "base_period_not_stated"
    if level is None:
        return "no_level"
    if level.bounds.low < 0:
        return "level_below_zero"
    return None


def _level_period(claim: dict[str, Any], change: Change) -> str | None:
    """The period of the level: an average over 2016 to 2022 ends with the level of 2022."""
    if change.kind != "average_annual_percent" or claim["period"] is None:
        return claim["period"]
    period = periods.parse(claim["period"])
    return claim["period"] if period.freq == "A" else f"{period.last_month.year:04d}"


def _own_level(claim: dict[str, Any]) -> Figure | None:
    if claim["level_low"] is None:
        return None
    own = {name: claim[f"level_{name}"] for name in ("low", "high", "qualifier", "status")}
    return _figure({**claim, **own, "value": claim["level"]})


def _of_period(
    levels: dict[Cell, list[Figure]], claim: dict[str, Any], period: str | None
) -> list[Figure]:
    """Figures of the claim's reporter, partner, flow and product in a period.

    Those of the claim's own source where it has any, else those of other sources.
    """
    if period is None:
        return []
    cell = (claim["reporter"], claim["partner"], claim["flow"], claim["product"], period)
    found = levels[cell]
    return [figure for figure in found if figure.source == claim["source"]] or found


def _nearest_to_claim(
    pairs: list[tuple[Figure, Figure]], claim: dict[str, Any]
) -> list[tuple[Figure, Figure]]:
    """Pairs of one source first, then those with the tightest bounds."""

    def distance(pair: tuple[Figure, Figure]) -> tuple[int, int, Fraction]:
        sources = {figure.source for figure in pair}
        width = sum((figure.bounds.relative_width for figure in pair), Fraction())
        return (len(sources - {claim["source"]}), len(sources), width)

    return sorted(pairs, key=distance)


def _levels(observations: DuckDBPyRelation) -> dict[Cell, list[Figure]]:
    found: dict[Cell, list[Figure]] = defaultdict(list)
    for row in records(observations.order("high - low, release_date DESC, source")):
        cell = (row["reporter"], row["partner"], row["flow"], row["product"], row["period"])
        found[cell].append(_figure(row))
    return found


def _figure(row: dict[str, Any]) -> Figure:
    return Figure(
        source=row["source"],
        figure=row["figure"],
        period=row["period"],
        bounds=Interval(Fraction(row["low"]), Fraction(row["high"])),
        value=None if row["value"] is None else Fraction(row["value"]),
        currency=row["currency"],
        status=row["status"],
        qualifier=row["qualifier"],
    )
