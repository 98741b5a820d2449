"""Conflicts as they are shown: facts that cannot all be true, by how much, and what would end it.

Which facts contradict each other is found in `agreement`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from analytics.reconciling.agreement import Contradiction, agreeing
from analytics.reconciling.constraints import Component, joined
from analytics.reconciling.effort import spend
from analytics.reconciling.facts import Cell, Constraint, Fact, Group, one_rounded
from analytics.reconciling.programs import ONE, ZERO, Ends, Program, program_of, rates_of
from analytics.reconciling.proofs import Proof
from analytics.reconciling.same_cell import exclusion
from data.codes.flows import Flow


@dataclass(frozen=True)
class Conflict:
    """Facts that cannot all be true; leaving out any one makes the rest possible.

    `miss` is the least sum, in whole currency units, by which bounds of these facts would have
    `miss` is the least sum, in whole currency units, by which bounds of these facts would have
    to give way; None of rates alone, which are about no amount. `left_out` is the fact the
    reconciliation went on without. `fades_if_coarser` says whether the facts could be true had
    numbers been cut instead of rounded, or one whole number been rounded to its last digit that is
    not zero. `other_sources` are figures of other publications, `mirrors` those of the partner's
    statistics, each turned around: any of them in the place of the conflict's figure of the same
    cell would let the rest be true.
    """

    group: Group
    facts: tuple[Fact, ...]
    miss: Fraction | None
    left_out: Fact
    fades_if_coarser: bool
    other_sources: tuple[Fact, ...] = ()
    mirrors: tuple[Fact, ...] = ()

    @property
    def fades_with_one_source(self) -> bool:
        """Whether it goes away when only one source is kept, whichever that is."""
        return len({fact.source for fact in self.facts}) > 1


def without_conflicts(
    part: Component, mirrors: Sequence[Fact] = ()
) -> tuple[list[Fact], list[Conflict]]:
    """The facts that can all be true, and the conflicts on the way: within each source first.

    `mirrors` are the partner's figures, turned around into the reporter's cells.
    """
    kept, found = agreeing(part)
    return kept, described(part, found, mirrors)


def described(
    part: Component, found: Sequence[Contradiction], mirrors: Sequence[Fact] = ()
) -> list[Conflict]:
    """Contradictions with what would end them."""
    if not found:
        return []
    others, theirs = _figures_by_cell(part.facts), _figures_by_cell(mirrors)
    return [
        Conflict(
            group=part.group,
            facts=one.facts,
            miss=_apart(one),
            left_out=one.left_out,
            fades_if_coarser=_fades_if_coarser(one),
            other_sources=_in_place(one, others),
            mirrors=_in_place(one, theirs),
        )
        for one in found
    ]


def _apart(found: Contradiction) -> Fraction | None:
    if found.is_of_rates:
        return None
    return found.gap if found.proof is None else miss(found.proof)


def _fades_if_coarser(found: Contradiction) -> bool:
    facts = found.facts
    ways = ([fact.if_cut for fact in facts], *one_rounded(facts, facts))
    if found.proof is None:
        bounds = ([fact.bounds for fact in known] for known in ways)
        return any(exclusion(known, facts[0].cell) is None for known in bounds)
    part = joined(facts[0].group, facts)
    made = rates_of if found.is_of_rates else program_of
    return any(made(part, known).contradiction() is None for known in ways)


def _figures_by_cell(facts: Iterable[Fact]) -> dict[Cell, list[tuple[int, Fact]]]:
    """Figures with their place in the order of the facts."""
    found: dict[Cell, list[tuple[int, Fact]]] = defaultdict(list)
    for at, fact in enumerate(facts):
        if not fact.is_claim:
            found[fact.cell].append((at, fact))
    return found


def _in_place(
    found: Contradiction, figures: Mapping[Cell, Sequence[tuple[int, Fact]]]
) -> tuple[Fact, ...]:
    """The figures that would let a conflict's facts be true in the place of one of their cell.

    What the rest leaves possible for a cell is an interval, which a figure meets or not.
    """
    fitting: dict[Fact, int] = {}
    for fact in found.facts:
        others = [
            (at, other)
            for at, other in (() if fact.is_claim else figures.get(fact.cell, ()))
            if other.source != fact.source and other not in found.facts
        ]
        spend(len(others))
        if others:
            low, high = _left_possible(found, fact)
            for at, other in others:
                if (low is None or low <= other.bounds.high) and (
                    high is None or other.bounds.low <= high
                ):
                    fitting[other] = at
    return tuple(sorted(fitting, key=fitting.__getitem__))


def _left_possible(found: Contradiction, fact: Fact) -> Ends:
    """The least and greatest amount that the other facts of a conflict leave a figure's cell."""
    rest = [other for other in found.facts if other is not fact]
    if found.proof is None:
        lows = [other.bounds.low for other in rest]
        lows += [] if fact.cell.flow == Flow.BALANCE else [ZERO]
        return max(lows, default=None), min((other.bounds.high for other in rest), default=None)
    program = program_of(joined(fact.group, found.facts), rest)
    least, most = program.greatest({fact.cell: -ONE}), program.greatest({fact.cell: ONE})
    return (None if least is None else -least.bound, None if most is None else most.bound)


def miss(proof: Proof) -> Fraction:
    """The least sum of slacks that the bounds of the facts need: an elastic program.

    Should the solver find none, the proof itself gives a lesser one.
    """
    facts = proof.facts
    part = joined(facts[0].group, facts)
    slacks: dict[Cell, Fraction] = {}
    rows = list(part.accounting)
    for row in (row for fact in facts for row in fact.constraints()):
        slack = Cell("slack", len(slacks), 1)
        slacks[slack] = -ONE
        rows.append(Constraint({**row.terms, slack: -ONE}, row.limit, row.fact))
    least = Program([*part.cells, *slacks], rows).greatest(slacks)
    if least is not None:
        return -least.bound
    return -proof.bound / max(by for row, by in proof.rows if row.fact is not None)
