"""Answers about a whole edition: what two pages say of the same figure is one."""

from __future__ import annotations

from analytics.checking.verdicts import Verdict
from analytics.reconciling.facts import Cell
from dashboard.answers.whole_edition import every_check, reconciled
from data import periods
from data.intervals import Interval


def test_a_base_has_the_same_bounds_on_check_and_on_partner(edition):
    known = reconciled(edition)
    bases = {(one.group, one.cell): one for one in known.implied if one.base is None}
    left_out = {name for conflict in known.conflicts for name in conflict.left_out.same}
    compared = []
    for check in every_check(edition):
        claim = check.claim
        if check.verdict != Verdict.NOT_TESTABLE or not (check.implied_base and claim.base_period):
            continue
        group = (claim.reporter, claim.partner, claim.product, claim.currency)
        one = bases.get((group, Cell.of(claim.flow, periods.parse(claim.base_period))))
        if one and claim.claim not in left_out and claim.figure_kind == "actual":
            assert check.implied_base == Interval(one.low, one.high), claim.claim
            compared.append(claim.claim)
    assert {"mofa-kaz-2024-total-up", "vi002a-rate", "mofa-kaz-2025q1-total-up"} < set(compared)
