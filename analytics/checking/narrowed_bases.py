"""The base that a claim implies, narrowed by every figure that bears on it.

A claim by itself implies a base from its own level and rate. Where no base settles the claim, the
reconciliation of all facts has bounds of that base, too, and they are never wider: the same figure
must not stand on two pages with two bounds. What rests on another claim, too, is not what this
one implies, and is left to the pages that name both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from analytics.checking.claims import Check
from analytics.checking.series import own_level
from analytics.checking.verdicts import Verdict
from analytics.reconciling.facts import Cell, Group
from analytics.reconciling.implied import Implied
from analytics.reconciling.reconciliation import Reconciliation
from data import periods
from data.intervals import Interval

Bases = dict[tuple[Group, Cell], Implied]


def with_narrowed_bases(checks: Iterable[Check], known: Reconciliation) -> Iterator[Check]:
    """The checks; an implied base is narrowed to what `known` leaves of it if the claim is right.

    Parameters
    ----------
    checks
        Of claims that took part in the reconciliation.
    """
    left_out = {name for conflict in known.conflicts for name in conflict.left_out.same}
    bases = {(one.group, one.cell): one for one in known.implied if one.base is None}
    for check in checks:
        yield check if check.claim.claim in left_out else _narrowed(check, bases)


def implied_by_itself(check: Check) -> Interval | None:
    """The base that the claim implies by its own level and rate, whatever else is known of it."""
    level = own_level(check.claim) or check.level
    if check.implied_base is None or level is None:
        return check.implied_base
    return check.change.implied_base(level.bounds)


def base_cell(check: Check) -> tuple[Group, Cell] | None:
    """The cell of the base that a claim implies; None where a base settles it, or none is known."""
    claim = check.claim
    settled = check.base is not None and check.verdict != Verdict.NOT_TESTABLE
    if check.implied_base is None or settled or check.verdict == Verdict.CONTRADICTED:
        return None
    if claim.base_period is None:
        return None
    group = (claim.reporter, claim.partner, claim.product, claim.currency)
    return group, Cell.of(claim.flow, periods.parse(claim.base_period))


def _narrowed(check: Check, bases: Bases) -> Check:
    claim, own, cell = check.claim, check.implied_base, base_cell(check)
    one = None if cell is None else bases.get(cell)
    if own is None or one is None or one.low is None or one.high is None:
        return check
    if any(fact.is_claim and claim.claim not in fact.same for fact in one.facts):
        return check
    found = Interval(one.low, one.high)
    if found == own or not (own.low <= found.low and found.high <= own.high):
        return check  # its own level was left out of the reconciliation, or is a forecast
    return replace(check, implied_base=found, base_from=one.facts)
