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
        if one is None or claim.claim in left_out or claim.figure_kind != "actual":
            continue
        of_others = [fact for fact in one.facts if fact.is_claim and claim.claim not in fact.same]
        if not of_others:  # else Partner names the other claim, which must be right as well
            assert check.implied_base == Interval(one.low, one.high), claim.claim
            compared.append(claim.claim)
    assert {"mofa-kaz-2024-total-up", "mofa-kaz-2025q1-total-up"} < set(compared)
