"""Facts that cannot all be true, in sets from which none can be left out.

A deletion filter finds an irreducible infeasible subset (Chinneck, Feasibility and Infeasibility
in Optimization, 2008): left without any one of them, the rest can be true. Each conflict is shown
by Farkas multipliers in exact fractions before it is reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from analytics.reconciling.constraints import Component
from analytics.reconciling.facts import Cell, Constraint, Fact, Group, one_rounded
from analytics.reconciling.programs import ONE, Program, program_of, rates_of
from analytics.reconciling.proofs import Proof


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
    kept, found = list(part.facts), []
    sources = sorted({fact.source for fact in kept})
    scopes = (*([source] for source in sources), sources)
    programs = [program_of(part, kept), *_of_rates(part, kept)]
    if all(program.contradiction() is None for program in programs):
        return kept, found
    for program, scope in product(programs, scopes):
        while (proof := _contradiction(program, kept, scope)) is not None:
            proof = _of_rates_alone(part, _irreducible(program, proof))
            left_out = _left_out(part, proof.facts, programs[0], kept)
            conflict = _conflict(part, proof, left_out, mirrors)
            found.append(conflict)
            kept.remove(conflict.left_out)
    return kept, found


def _of_rates(part: Component, facts: Sequence[Fact]) -> list[Program]:
    """Rates alone, where two of them may contradict each other whatever the amounts are."""
    rates = [fact for fact in facts if fact.is_rate]
    return [rates_of(part, rates)] if len(rates) > 1 else []


def _contradiction(program: Program, facts: Iterable[Fact], sources: list[str]) -> Proof | None:
    program.among(fact for fact in facts if fact.source in sources)
    return program.contradiction()


def _irreducible(program: Program, proof: Proof) -> Proof:
    """The deletion filter: leave out one fact after the other, if the rest still contradict."""
    for fact in proof.facts:
        if fact in proof.facts:
            program.among(other for other in proof.facts if other is not fact)
            proof = program.contradiction() or proof
    return proof


def _of_rates_alone(part: Component, proof: Proof) -> Proof:
    """The proof, or one of its rates alone, where these cannot all be true."""
    for program in _of_rates(part, proof.facts):
        alone = program.contradiction()
        proof = proof if alone is None else _irreducible(program, alone)
    return proof


def _left_out(
    part: Component, facts: Sequence[Fact], program: Program, known: Sequence[Fact]
) -> Fact:
    """Which fact of a conflict is left out: of several claims one that figures contradict."""
    claims = [fact for fact in facts if fact.is_claim]
    figures = [fact for fact in known if not fact.is_claim]
    wrong = []
    for claim in claims if len(claims) > 1 else ():
        program.among([*figures, claim])
        if program.contradiction() is not None:
            wrong.append(claim)
    return min(wrong or facts, key=lambda fact: _standing(fact, part))


def _conflict(part: Component, proof: Proof, left_out: Fact, mirrors: Sequence[Fact]) -> Conflict:
    facts = proof.facts
    of_rates = all(fact.is_rate for fact in facts)
    made = rates_of if of_rates else program_of
    coarser = ([fact.if_cut for fact in facts], *one_rounded(facts, facts))
    return Conflict(
        group=part.group,
        facts=tuple(facts),
        miss=None if of_rates else miss(part, proof),
        left_out=left_out,
        fades_if_coarser=any(made(part, known).contradiction() is None for known in coarser),
        other_sources=_in_place(part, facts, part.facts),
        mirrors=_in_place(part, facts, mirrors),
    )


def _in_place(
    part: Component, facts: Sequence[Fact], candidates: Sequence[Fact]
) -> tuple[Fact, ...]:
    """The candidates that would let a conflict's facts be true in the place of one of them."""
    found = []
    for fact, other in ((f, c) for c in candidates for f in facts if c not in facts):
        if fact.is_claim or other.is_claim or other.cell != fact.cell:
            continue
        rest = [known for known in facts if known is not fact]
        if other.source != fact.source and not program_of(part, [*rest, other]).contradiction():
            found.append(other)
    return tuple(dict.fromkeys(found))


def miss(part: Component, proof: Proof) -> Fraction:
    """The least sum of slacks that the bounds of the facts need: an elastic program.

    Should the solver find none, the proof itself gives a lesser one.
    """
    slacks: dict[Cell, Fraction] = {}
    rows = list(part.accounting)
    for row in (row for fact in proof.facts for row in fact.constraints()):
        slack = Cell("slack", len(slacks), 1)
        slacks[slack] = -ONE
        rows.append(Constraint({**row.terms, slack: -ONE}, row.limit, row.fact))
    least = Program([*part.cells, *slacks], rows).greatest(slacks)
    if least is not None:
        return -least.bound
    return -proof.bound / max(by for row, by in proof.rows if row.fact is not None)


def _standing(fact: Fact, part: Component) -> tuple[bool, int, int, str]:
    """Which fact is left out first, if figures do not tell.

    A claim before a figure, because rates are computed from figures; then what fewest
    publications state; then the source with the fewest facts about these cells; then by id.
    """
    of_source = sum(1 for other in part.facts if other.source == fact.source)
    return not fact.is_claim, len(fact.same), of_source, fact.fact
