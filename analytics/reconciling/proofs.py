"""Exact proofs from the support that a floating-point solver found.

Whatever a system of rows `a.x <= limit` implies, a non-negative combination of its rows shows
(Farkas' lemma, weak duality). The solver proposes which rows to combine; here the multipliers
are found again in fractions and checked, so that no rounding of the solver reaches a result.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heappush

from analytics.reconciling.facts import Cell, Constraint, Fact

Equation = tuple[dict[int, Fraction], Fraction]


@dataclass(frozen=True, eq=False)
class Proof:
    """Rows and multipliers whose sum is `objective <= bound`, exactly.

    The rows are linearly independent and no multiplier is zero: without any one of them the
    others show nothing about the objective. With an empty objective and a bound below zero it
    shows that the rows contradict each other (0 <= bound).
    """

    rows: tuple[tuple[Constraint, Fraction], ...]
    bound: Fraction

    @property
    def facts(self) -> list[Fact]:
        """The facts used, each once, in the order of their ids."""
        used = {row.fact for row, _ in self.rows if row.fact is not None}
        return sorted(used, key=lambda fact: (fact.is_claim, fact.fact))


def of_bound(rows: Sequence[Constraint], objective: Mapping[Cell, Fraction]) -> Proof | None:
    """The proof of an upper bound on the objective by these rows; None when they give none."""
    multipliers = _combination(rows, objective)
    return None if multipliers is None else _checked(rows, multipliers)


def of_contradiction(rows: Sequence[Constraint], leading: int, sign: int) -> Proof | None:
    """The proof that the rows contradict each other, or None.

    `leading` is the row whose multiplier is set to `sign`, the others follow from it.
    """
    first, others = rows[leading], [row for at, row in enumerate(rows) if at != leading]
    multipliers = _combination(others, {cell: -sign * c for cell, c in first.terms.items()})
    if multipliers is None:
        return None
    proof = _checked([first, *others], [Fraction(sign), *multipliers])
    return proof if proof is not None and proof.bound < 0 else None


def _checked(rows: Sequence[Constraint], multipliers: Sequence[Fraction]) -> Proof | None:
    """The combination as a proof, if no inequality was turned around."""
    used = [(row, by) for row, by in zip(rows, multipliers, strict=True) if by]
    if any(by < 0 and not row.is_equation for row, by in used):
        return None
    return Proof(tuple(used), sum((by * row.limit for row, by in used), Fraction()))


def _combination(
    rows: Sequence[Constraint], target: Mapping[Cell, Fraction]
) -> list[Fraction] | None:
    """Multipliers with sum(multiplier * row) = target in every cell; None if there are none."""
    by_cell: dict[Cell, dict[int, Fraction]] = {cell: {} for cell in target}
    for at, row in enumerate(rows):
        for cell, coefficient in row.terms.items():
            if coefficient:
                by_cell.setdefault(cell, {})[at] = coefficient
    solved = _eliminate(
        [(dict(terms), target.get(cell, Fraction())) for cell, terms in by_cell.items()]
    )
    if solved is None:
        return None
    found: dict[int, Fraction] = {}
    for unknown, (terms, right) in reversed(solved):
        rest = sum((c * found.get(at, 0) for at, c in terms.items() if at != unknown), Fraction())
        found[unknown] = (right - rest) / terms[unknown]
    return [found.get(at, Fraction()) for at in range(len(rows))]


def _eliminate(equations: list[Equation]) -> list[tuple[int, Equation]] | None:
    """Gaussian elimination, the shortest equation first; None when the equations disagree.

    Only equations with the pivot change, so which have an unknown is kept.
    """
    pending = dict(enumerate(equations))
    having: dict[int, set[int]] = defaultdict(set)
    for number, (terms, _) in pending.items():
        for at in terms:
            having[at].add(number)
    waiting = [(len(terms), number) for number, (terms, _) in pending.items()]
    heapify(waiting)
    solved: list[tuple[int, Equation]] = []
    while waiting:
        length, number = heappop(waiting)
        if number not in pending or len(pending[number][0]) != length:
            continue
        terms, right = pending.pop(number)
        if not terms:
            if right:
                return None
            continue
        pivot = min(terms)
        solved.append((pivot, (terms, right)))
        for other in sorted(having[pivot] & pending.keys()):
            pending[other] = changed = _without(pivot, pending[other], terms, right)
            heappush(waiting, (len(changed[0]), other))
            for at in terms:
                (having[at].add if at in changed[0] else having[at].discard)(other)
    return solved


def _without(
    pivot: int, equation: Equation, terms: dict[int, Fraction], right: Fraction
) -> Equation:
    mine, my_right = equation
    by = mine[pivot] / terms[pivot]
    for at, coefficient in terms.items():
        changed = mine.get(at, 0) - by * coefficient
        if changed:
            mine[at] = Fraction(changed)
        else:
            mine.pop(at, None)
    return mine, my_right - by * right
