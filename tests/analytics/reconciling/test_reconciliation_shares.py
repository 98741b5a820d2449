"""Shares as facts: one cell is a part of another, of another flow or of a longer period."""

from __future__ import annotations

from fractions import Fraction

from analytics.reconciling.facts import Fact
from analytics.reconciling.reconciliation import reconcile_facts
from data.intervals import Coarser, between
from tests.support.made_facts import GROUP, cell, ids, level


def share(name: str, part: tuple[str, str], whole: tuple[str, str], low, high) -> Fact:
    bounds = between(low, high)
    at, of, same = cell(*part), cell(*whole), Coarser(bounds, bounds)
    return Fact(name, "gazette", GROUP, "share", at, of, bounds, same, (name,))


def implied(facts):
    return {
        (one.cell.flow, str(one.cell.period)): (one.low, one.high)
        for one in reconcile_facts(facts).implied
        if one.base is None
    }


def test_the_share_of_exports_bounds_both_flows():
    found = implied(
        [
            level("total", "total", "2024", 200, 210),
            share("exports", ("export", "2024"), ("total", "2024"), "0.75", "0.8"),
        ]
    )
    # exports: 0.75 * 200 to 0.8 * 210; imports: at least 0.2 * 200, at most 0.25 * 210
    assert found == {
        ("export", "2024"): (150, 168),
        ("import", "2024"): (40, Fraction("52.5")),
    }


def test_the_share_of_a_quarter_in_its_year():
    found = implied(
        [
            level("quarter", "export", "2024-Q1", 30, 31),
            share("of the year", ("export", "2024-Q1"), ("export", "2024"), "0.3", "0.31"),
        ]
    )
    # 30 / 0.31 to 31 / 0.3, and the other nine months are the rest: 0.69 to 0.7 of it
    assert found["export", "2024"] == (Fraction(3000, 31), Fraction(310, 3))
    assert found["export", "2024-04/2024-12"] == (
        Fraction(30) * Fraction(69, 31),
        Fraction(31) * Fraction(7, 3),
    )


def test_shares_that_leave_nothing_for_the_rest_are_a_conflict():
    [conflict] = reconcile_facts(
        [
            level("total", "total", "2024", 100, 100),
            share("exports", ("export", "2024"), ("total", "2024"), "0.6", "0.65"),
            share("imports", ("import", "2024"), ("total", "2024"), "0.5", "0.55"),
        ]
    ).conflicts
    assert ids(conflict.facts) == {"exports", "imports"}  # of whatever total
