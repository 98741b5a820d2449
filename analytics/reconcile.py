"""Reconciliation: figures that follow from others, and facts that cannot all be true.

All figures and claims of one reporter, partner, product and currency are linear constraints
(`analytics.constraints`). The least and greatest amount of each cell, and of each cell over the
same period a year earlier, are linear programs; the ratio becomes linear by the substitution of
Charnes and Cooper (Programming with linear fractional functionals, 1962).

Where the facts contradict each other, a deletion filter finds an irreducible infeasible subset
(Chinneck, Feasibility and Infeasibility in Optimization, 2008): left without any one of them,
the rest can be true. Each conflict is shown by Farkas multipliers in exact fractions before it
is reported. Mirror statistics take no part: every fact is its own reporter's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from duckdb import DuckDBPyRelation

from analytics.constraints import Component, components
from analytics.facts import BALANCE, Cell, Fact, Group, Row, facts_of
from analytics.programs import ONE, ZERO, Program
from analytics.proofs import Proof
from analytics.rates import Interval
from data.periods import Period

UNIT = Cell("", 0, 1)  # the 1 of the Charnes-Cooper substitution, as an unknown

Progress = Callable[[int, int], None]
Ends = tuple[Fraction | None, Fraction | None]


@dataclass(frozen=True)
class Implied:
    """What the facts leave possible for a cell, tighter than any fact prints it.

    `low` and `high` are exact, in whole currency units; None where there is no bound. With a
    `base` they are those of the cell over its base, as a factor. `facts` are what the bounds
    rest on, a set without which no part can go: an exact proof with independent rows, thinned
    by a deletion filter. `printed` is the tightest printed interval, each end None where no fact
    has one. Grain: one a cell, or one a cell and base.
    """

    group: Group
    cell: Cell
    base: Cell | None
    low: Fraction | None
    high: Fraction | None
    facts: tuple[Fact, ...]
    printed: Ends


@dataclass(frozen=True)
class Conflict:
    """Facts that cannot all be true; leaving out any one makes the rest possible.

    `miss` is the least sum, in whole currency units, by which bounds of these facts would have
    to give way. `left_out` is the fact the reconciliation went on without.
    `fades_if_coarser` says whether the facts could be true had every number been printed with
    one digit fewer.
    """

    group: Group
    facts: tuple[Fact, ...]
    miss: Fraction
    left_out: Fact
    fades_if_coarser: bool

    @property
    def fades_with_one_source(self) -> bool:
        """Whether it goes away when only one source is kept, whichever that is."""
        return len({fact.source for fact in self.facts}) > 1


@dataclass(frozen=True)
class Reconciliation:
    """Implied figures and conflicts, in the order of groups, flows and periods."""

    implied: tuple[Implied, ...]
    conflicts: tuple[Conflict, ...]


def reconcile(
    observations: DuckDBPyRelation, claims: DuckDBPyRelation, progress: Progress | None = None
) -> Reconciliation:
    """What the facts imply together, and where they contradict each other.

    Parameters
    ----------
    observations
        Rows of the view `observation`, of the sources to be reconciled.
    claims
        Rows of the view `reported_claim`, of the same.
    progress
        Called with the number of facts done and of all, after each component.
    """
    return reconcile_facts(facts_of(observations, claims), progress)


def reconcile_facts(facts: Iterable[Fact], progress: Progress | None = None) -> Reconciliation:
    """As `reconcile`, of facts that are already read and distinct."""
    parts = components(facts)
    every, done = sum(len(part.facts) for part in parts), 0
    implied: list[Implied] = []
    conflicts: list[Conflict] = []
    for part in parts:
        kept, found = _without_conflicts(part)
        conflicts += found
        implied += _implied(part, kept)
        done += len(part.facts)
        if progress:
            progress(done, every)
    return Reconciliation(tuple(sorted(implied, key=_order)), tuple(conflicts))


def _without_conflicts(part: Component) -> tuple[list[Fact], list[Conflict]]:
    """The facts that can all be true, and the conflicts on the way: within each source first."""
    program = _program(part, part.facts)
    kept, found = list(part.facts), []
    if program.contradiction() is None:
        return kept, found
    sources = sorted({fact.source for fact in kept})
    for scope in (*([source] for source in sources), sources):
        while (proof := _contradiction(program, kept, scope)) is not None:
            conflict = _conflict(part, _irreducible(program, proof))
            found.append(conflict)
            kept.remove(conflict.left_out)
    return kept, found


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


def _conflict(part: Component, proof: Proof) -> Conflict:
    facts = proof.facts
    coarser = _program(part, facts, coarser=True).contradiction()
    return Conflict(
        group=part.group,
        facts=tuple(facts),
        miss=_miss(part, proof),
        left_out=min(facts, key=lambda fact: _standing(fact, part)),
        fades_if_coarser=coarser is None,
    )


def _miss(part: Component, proof: Proof) -> Fraction:
    """The least sum of slacks that the bounds of the facts need: an elastic program.

    Should the solver find none, the proof itself gives a lesser one.
    """
    slacks: dict[Cell, Fraction] = {}
    rows = list(part.accounting)
    for row in (row for fact in proof.facts for row in fact.rows()):
        slack = Cell("slack", len(slacks), 1)
        slacks[slack] = -ONE
        rows.append(Row({**row.terms, slack: -ONE}, row.limit, row.fact))
    least = Program([*part.cells, *slacks], rows).greatest(slacks)
    if least is not None:
        return -least.bound
    return -proof.bound / max(by for row, by in proof.rows if row.fact is not None)


def _standing(fact: Fact, part: Component) -> tuple[bool, int, int, str]:
    """Which fact of a conflict is left out: the one that comes first in this order.

    A claim before a figure, because rates are computed from figures; then what fewest
    publications state; then the source with the fewest facts about these cells; then by id.
    """
    of_source = sum(1 for other in part.facts if other.source == fact.source)
    return not fact.is_claim, len(fact.same), of_source, fact.fact


def _implied(part: Component, facts: Sequence[Fact]) -> list[Implied]:
    program = _program(part, facts)
    levels = {cell: _level(part, facts, program, cell) for cell in part.cells}
    found = {cell: level for cell, level in levels.items() if level is not None}
    rates = [
        _rate(part, facts, program, cell, base)
        for cell, base in _year_on_year(part.cells)
        if cell in found or base in found
    ]
    return [*found.values(), *(rate for rate in rates if rate is not None)]


def _level(part: Component, facts: Sequence[Fact], program: Program, cell: Cell) -> Implied | None:
    """The cell's bounds, if they are tighter than printed."""
    printed = _tightest(fact.bounds for fact in facts if fact.cells == (cell,))
    return _bounded(part, (cell, None), program, printed)


def _rate(
    part: Component, facts: Sequence[Fact], levels: Program, cell: Cell, base: Cell
) -> Implied | None:
    """The bounds of cell over base, if finite, above zero, and tighter than claims print them."""
    printed = _tightest(
        fact.bounds for fact in facts if fact.cells == (cell, base) and fact.kind != "absolute"
    )
    found = _bounded(part, (cell, base), _fractional(part, facts, levels, base), printed)
    return found if found and found.high is not None and found.low else None


def _bounded(
    part: Component,
    asked: tuple[Cell, Cell | None],
    program: Program,
    printed: Ends,
) -> Implied | None:
    """Least and greatest amount in a program; None unless tighter than printed."""
    cell, base = asked
    ends = [(sign, program.greatest({cell: sign})) for sign in (-ONE, ONE)]
    low, high = (None if proof is None else sign * proof.bound for sign, proof in ends)
    if low is not None and high is not None and low > high:
        return None  # facts that contradict each other by less than the tolerance of programs
    if not (_above(low, printed[0], cell) or _below(high, printed[1])):
        return None
    thinned = [_thinned(proof, {cell: sign}, program) for sign, proof in ends if proof]
    used = {fact for proof in thinned for fact in proof.facts}
    in_order = sorted(used, key=lambda fact: (fact.is_claim, fact.fact))
    return Implied(part.group, cell, base, low, high, tuple(in_order), printed)


def _thinned(proof: Proof, objective: dict[Cell, Fraction], program: Program) -> Proof:
    """The proof without facts that the same bound does not need: a deletion filter."""
    for fact in proof.facts if len(proof.facts) > 1 else []:
        if fact in proof.facts:
            program.among(other for other in proof.facts if other is not fact)
            shorter = program.greatest(objective)
            if shorter is not None and shorter.bound <= proof.bound:
                proof = shorter
    program.among()
    return proof


def _program(part: Component, facts: Iterable[Fact], coarser: bool = False) -> Program:
    rows = [row for fact in facts for row in fact.rows(coarser)]
    return Program(part.cells, [*rows, *part.accounting])


def _fractional(part: Component, facts: Iterable[Fact], levels: Program, base: Cell) -> Program:
    """The component over its base: every amount and the 1 divided by the base cell."""
    rows = [row for fact in facts for row in fact.rows()]
    divided = [
        Row(
            {**row.terms, UNIT: -row.limit} if row.limit else row.terms,
            ZERO,
            row.fact,
            row.is_equation,
        )
        for row in (*rows, *part.accounting)
    ]
    base_is_one = Row({base: ONE}, ONE, is_equation=True)
    measure = levels.scale[base]
    scale = {cell: levels.scale[cell] / measure for cell in part.cells} | {UNIT: 1 / measure}
    return Program([*part.cells, UNIT], [*divided, base_is_one], scale)


def _year_on_year(cells: Sequence[Cell]) -> list[tuple[Cell, Cell]]:
    known = set(cells)
    pairs = [(cell, cell._replace(start=cell.start - 12)) for cell in cells]
    return [(cell, base) for cell, base in pairs if base in known and cell.flow != BALANCE]


def _tightest(stated: Iterable[Interval]) -> Ends:
    known = list(stated)
    lows, highs = [bounds.low for bounds in known], [bounds.high for bounds in known]
    return max(lows, default=None), min(highs, default=None)


def _above(low: Fraction | None, printed: Fraction | None, cell: Cell) -> bool:
    known = ZERO if printed is None and cell.flow != BALANCE else printed
    return low is not None and (known is None or low > known)


def _below(high: Fraction | None, printed: Fraction | None) -> bool:
    return high is not None and (printed is None or high < printed)


def _order(found: Implied) -> tuple[Group, str, Period, bool]:
    return found.group, found.cell.flow, found.cell.period, found.base is not None
