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


def _narrowed(check: Check, bases: Bases) -> Check:
    claim, own = check.claim, check.implied_base
    settled = check.base is not None and check.verdict != Verdict.NOT_TESTABLE
    if own is None or claim.base_period is None or settled or check.verdict == Verdict.CONTRADICTED:
        return check
    group = (claim.reporter, claim.partner, claim.product, claim.currency)
    one = bases.get((group, Cell.of(claim.flow, periods.parse(claim.base_period))))
    if one is None or one.low is None or one.high is None:
        return check
    if any(fact.is_claim and claim.claim not in fact.same for fact in one.facts):
        return check
    found = Interval(one.low, one.high)
    if found == own or not (own.low <= found.low and found.high <= own.high):
        return check  # its own level was left out of the reconciliation, or is a forecast
    return replace(check, implied_base=found, base_from=one.facts)
