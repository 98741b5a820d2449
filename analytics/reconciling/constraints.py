"""Accounting between the cells of facts that bear on each other, as exact linear equations.

They hold whatever is printed: total = exports + imports, balance = exports - imports, and a
period is the sum of the elementary runs into which the ends of all mentioned periods cut the
calendar. From these sums follow all rules on nested runs: a year is its quarters and its
months, a period is at least any part of it and at least the sum of parts that do not overlap.
No equation reaches from one reporter, partner, product or currency to another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from analytics.reconciling.facts import Cell, Constraint, Fact, Group
from data.codes.flows import AMOUNTS, ONE_WAY, Flow
from data.periods import Period


@dataclass(frozen=True, eq=False)
class Component:
    """Facts that bear on each other, and the accounting between their cells."""

    group: Group
    facts: tuple[Fact, ...]
    cells: tuple[Cell, ...]
    accounting: tuple[Constraint, ...]

    @property
    def is_apart(self) -> bool:
        """Whether nothing ties a cell to another, so that each is what its figures print."""
        return not self.accounting and not any(fact.is_claim for fact in self.facts)


def components(facts: Iterable[Fact]) -> list[Component]:
    """Facts grouped by what they bear on; no constraint reaches from one group to another.

    Rates on a balance of unknown sign bear on each other only: sums of balances are not sums of
    their sizes.
    """
    groups: dict[tuple[Group, bool], list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[fact.group, fact.sign == 0].append(fact)
    return [
        _of_sizes(group, connected) if is_of_sizes else joined(group, connected)
        for group, is_of_sizes in sorted(groups)
        for connected in _connected(groups[group, is_of_sizes])
    ]


def _of_sizes(group: Group, facts: list[Fact]) -> Component:
    cells = sorted({cell for fact in facts for cell in fact.cells})
    return Component(group, tuple(facts), tuple(cells), ())


def joined(group: Group, facts: Sequence[Fact], asked: Iterable[Cell] = ()) -> Component:
    """Facts of one group as one component: the smallest accounting that ties their cells.

    All flows of a period are cells together, if more than one is used. Whether the facts can be
    true, and what they leave possible, does not depend on further cells: what a cell holds can be
    shared out among its parts. Cells that are `asked` for are among them.
    """
    used = {*asked, *(cell for fact in facts for cell in fact.cells)}
    flows = {cell.flow for cell in used}
    runs = _runs({cell.period for cell in used})
    times = sorted({*runs, *(part for parts in runs.values() for part in parts)})
    summed = sorted(flows) if len(flows) == 1 else list(AMOUNTS)
    accounting = [
        _equation(Cell.of(flow, period), {Cell.of(flow, part): 1 for part in parts})
        for flow in (summed if len(summed) == 1 else ONE_WAY)
        for period, parts in runs.items()
        if len(parts) > 1
    ]
    cells = [Cell.of(flow, period) for period in times for flow in summed]
    if len(flows) > 1:
        accounting += [_two_way(period, Flow.TOTAL) for period in times]
    if len(flows) > 1 and Flow.BALANCE in flows:
        accounting += [_two_way(period, Flow.BALANCE) for period in times]
        cells += [Cell.of(Flow.BALANCE, period) for period in times]
    return Component(group, tuple(facts), tuple(cells), tuple(accounting))


def _two_way(period: Period, flow: Flow) -> Constraint:
    parts = zip(ONE_WAY, flow.weights, strict=True)
    return _equation(Cell.of(flow, period), {Cell.of(part, period): by for part, by in parts})


def _equation(whole: Cell, parts: dict[Cell, int]) -> Constraint:
    terms = {cell: Fraction(sign) for cell, sign in parts.items()}
    return Constraint({whole: Fraction(-1), **terms}, Fraction(), is_equation=True)


def _runs(mentioned: set[Period]) -> dict[Period, list[Period]]:
    """Each period as the elementary runs that the ends of all periods cut it into."""
    cuts = sorted({end for period in mentioned for end in (period.start, _end(period))})
    runs = [Period(start, end - start) for start, end in pairwise(cuts)]
    return {
        period: [run for run in runs if period.start <= run.start and _end(run) <= _end(period)]
        for period in sorted(mentioned)
    }


def _end(period: Period) -> int:
    return period.start + period.months


def _connected(facts: list[Fact]) -> list[list[Fact]]:
    """Facts whose periods overlap or are related by a claim, as a union-find over periods."""
    parent = {cell.period: cell.period for fact in facts for cell in fact.cells}

    def root(period: Period) -> Period:
        while parent[period] != period:
            parent[period] = parent[parent[period]]
            period = parent[period]
        return period

    reach = None
    for period in sorted(parent):
        if reach is not None and period.start < _end(reach):
            parent[root(period)] = root(reach)
        if reach is None or _end(period) > _end(reach):
            reach = period
    for fact in facts:
        for cell in fact.cells[1:]:
            parent[root(cell.period)] = root(fact.cell.period)
    found: dict[Period, list[Fact]] = defaultdict(list)
    for fact in facts:
        found[root(fact.cell.period)].append(fact)
    return list(found.values())
