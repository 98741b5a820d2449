"""Facts by hand, in whole units of one group: what goes into a reconciliation."""

from __future__ import annotations

from fractions import Fraction

from analytics.reconciling.claimed_changes import Interval
from analytics.reconciling.facts import Cell, Fact
from analytics.reconciling.reconciliation import reconcile_facts
from data import periods
from data.intervals import Coarser

GROUP = ("VNM", "KAZ", "TOTAL", "USD")


def cell(flow: str, period: str) -> Cell:
    return Cell.of(flow, periods.parse(period))


def level(name: str, flow: str, period: str, low, high, source: str = "gazette") -> Fact:
    bounds = Interval(Fraction(low), Fraction(high))
    at = cell(flow, period)
    return Fact(name, source, GROUP, "figure", at, None, bounds, Coarser(bounds, bounds), (name,))


def ratio(name: str, flow: str, period: str, base: str, low, high, kind: str = "percent") -> Fact:
    bounds = Interval(Fraction(low), Fraction(high))
    at, before = cell(flow, period), cell(flow, base)
    return Fact(name, "gazette", GROUP, kind, at, before, bounds, Coarser(bounds, bounds), (name,))


def ids(facts: tuple[Fact, ...]) -> set[str]:
    return {fact.fact for fact in facts}


def conflicts(*facts: Fact) -> list[set[str]]:
    return [ids(conflict.facts) for conflict in reconcile_facts(facts).conflicts]
