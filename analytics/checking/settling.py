"""What would settle a claim that cannot be tested, and the check with a figure that is given.

The figure is somebody's who looks at the claim: it is in no source, and nothing is kept of it. The
claim is then checked as if it were printed, and on nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from duckdb import DuckDBPyRelation

from analytics.checking.base_periods import compared_periods, level_period
from analytics.checking.claims import Check, check_given
from analytics.checking.narrowed_bases import implied_by_itself
from analytics.checking.reach import of_trades, reached_from
from analytics.checking.series import Figure, Levels, own_level, series_of
from analytics.checking.verdicts import Reason, Verdict
from analytics.reconciling.claimed_changes import PERCENTAGE_POINTS
from data.intervals import Interval, PrintedNumber, coarser

GIVEN = "given"  # in place of the id of a source


class Role(StrEnum):
    """What a figure is to a claim."""

    LEVEL = "level"
    BASE = "base"


@dataclass(frozen=True)
class Need:
    """What would settle a claim.

    Attributes
    ----------
    reason
        Why it cannot be tested now.
    roles
        The figures that would settle it, with their periods; none where no figure would.
    implied_base
        Where the base would have to lie if the claim holds, by its own level and rate.
    narrowed_base
        What other figures leave of that; None where they leave all of it.
    """

    reason: Reason
    roles: Mapping[Role, str]
    implied_base: Interval | None
    narrowed_base: Interval | None = None


@dataclass(frozen=True)
class GivenNumber:
    """A number that somebody gives, as it was written."""

    text: str
    number: PrintedNumber
    qualifier: str
    is_whole: bool


NEW_LEVEL = (Reason.NO_LEVEL, Reason.LEVEL_IN_ANOTHER_CURRENCY)
SETTLED_BY_NO_FIGURE = (
    Reason.NOT_ACTUAL,
    Reason.PERIOD_NOT_STATED,
    Reason.BASE_IS_ITSELF,
    Reason.MULTIPLE_MAY_BE_ZERO,
    Reason.LEVEL_BELOW_ZERO,
    Reason.LEVEL_MAY_BE_ZERO,
    Reason.SIGNS_DIFFER,
)


def need(check: Check) -> Need | None:
    """What would settle a claim; None for one that is settled."""
    if check.verdict != Verdict.NOT_TESTABLE:
        return None
    roles: dict[Role, str] = {}
    if check.reason not in SETTLED_BY_NO_FIGURE and check.claim.kind != PERCENTAGE_POINTS:
        roles = _roles(check)
    if not roles:
        return Need(check.reason, roles, None)
    narrowed = check.implied_base if check.base_from else None
    return Need(check.reason, roles, implied_by_itself(check), narrowed)


def _roles(check: Check) -> dict[Role, str]:
    claim = check.claim
    base, period = claim.base_period, level_period(claim)
    if base is None:
        compared = compared_periods(claim)
        base = str(compared.base) if compared else None
    if base is None or period is None:
        return {}
    needs_level = check.level is None and own_level(claim) is None
    level = {Role.LEVEL: str(period)} if needs_level or check.reason in NEW_LEVEL else {}
    return {**level, Role.BASE: base}


def checked_with(
    check: Check,
    given: Mapping[Role, GivenNumber],
    observations: DuckDBPyRelation,
    official: Collection[str] = (),
    earlier: DuckDBPyRelation | None = None,
) -> Check:
    """The check of a claim with the figures that are given for what it needs.

    Parameters
    ----------
    check
        The check that it has without them.
    given
        A number for each role that its need names.
    observations, official, earlier
        As for `check_all`: other readings of the claim are tried with them.
    """
    wanted = need(check)
    if wanted is None or set(given) != set(wanted.roles) or not given:
        raise ValueError("the given figures are not those that the claim needs")
    claim = check.claim
    reached = reached_from({(claim.reporter, claim.partner, claim.product)})
    then = None if earlier is None else of_trades(earlier, reached)
    levels = Levels(of_trades(observations, reached), official, then)
    figures = {role: _figure(check, number, wanted.roles[role]) for role, number in given.items()}
    return check_given(claim, figures[Role.BASE], levels, figures.get(Role.LEVEL))


def _figure(check: Check, given: GivenNumber, period: str) -> Figure:
    bounds, value = given.number.bounds, given.number.value
    return Figure(
        source=GIVEN,
        figures=(given.text,),
        series=series_of(check.claim),
        period=period,
        bounds=bounds,
        coarser=coarser(bounds, value, given.qualifier, is_whole=given.is_whole),
        value=value,
        status="A",
        qualifier=given.qualifier,
        release_date=check.claim.release_date,
    )
