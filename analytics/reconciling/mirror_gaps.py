"""Gaps between what a reporter's figures print or imply and what its partner reports.

A reporter's exports are its partner's imports. The two sides' figures are never one system of
equations; they are compared cell by cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from analytics.reconciling.conflicts import miss
from analytics.reconciling.constraints import Component, joined
from analytics.reconciling.facts import Cell, Fact, Group
from analytics.reconciling.implied import Implied
from analytics.reconciling.programs import program_of
from data.codes.flows import Flow
from data.intervals import Interval


@dataclass(frozen=True)
class MirrorGap:
    """A cell of the reporter, and a figure of the partner for the same trade that it excludes.

    `bounds` are what the reporter's `facts` print or imply for the cell, in whole currency
    units; `mirror` is the partner's figure turned around into that cell. `gap` is the distance
    between their bounds. `miss` is by how much bounds would have to give way if both were the
    same reporter's: a publication may not say whose statistics it quotes.
    Grain: one a cell and figure of the partner.
    """

    group: Group
    cell: Cell
    bounds: Interval
    facts: tuple[Fact, ...]
    mirror: Fact
    gap: Fraction
    miss: Fraction

    @property
    def is_implied(self) -> bool:
        """Whether no publication prints the reporter's side."""
        return all(fact.cells != (self.cell,) for fact in self.facts)


def mirrored(fact: Fact) -> Fact | None:
    """A figure as the partner's partner would state it; None for claims and balances."""
    flow = Flow(fact.cell.flow).mirror
    if fact.is_claim or flow is None:
        return None
    reporter, partner, product, currency = fact.group
    cell = fact.cell._replace(flow=flow)
    return replace(fact, group=(partner, reporter, product, currency), cell=cell)


def mirror_gaps(
    part: Component,
    facts: Sequence[Fact],
    implied: Sequence[Implied],
    mirrors: Sequence[Fact],
) -> list[MirrorGap]:
    """Where the bounds of a reporter's cell and of its partner's figure do not meet.

    Parameters
    ----------
    part, facts
        A component, and those of its facts that can all be true.
    implied
        What they imply.
    mirrors
        Figures of the partner, turned around.
    """
    known = _bounds(facts, implied)
    gaps = []
    for mirror in mirrors:
        if mirror.cell not in known:
            continue
        bounds, used = known[mirror.cell]
        if gap := bounds.gap(mirror.bounds):
            both = [*used, mirror]
            proof = program_of(joined(part.group, both), both).contradiction()
            by = miss(proof) if proof else gap
            gaps.append(MirrorGap(part.group, mirror.cell, bounds, used, mirror, gap, by))
    return gaps


def _bounds(
    facts: Sequence[Fact], implied: Sequence[Implied]
) -> dict[Cell, tuple[Interval, tuple[Fact, ...]]]:
    """The tightest bounds of each cell, printed or implied, and the facts they rest on."""
    known: dict[Cell, tuple[Interval, tuple[Fact, ...]]] = {}
    printed = [fact for fact in facts if not fact.is_claim]
    for fact in sorted(printed, key=lambda fact: fact.bounds.width, reverse=True):
        known[fact.cell] = fact.bounds, (fact,)
    for one in implied:
        if one.base is None and one.low is not None and one.high is not None:
            known[one.cell] = Interval(one.low, one.high), one.facts
    return known
