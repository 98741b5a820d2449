"""Fourier-Motzkin elimination in fractions: an oracle for small systems, slow and exact.

A system is a list of rows (coefficients, limit), each saying coefficients . x <= limit.
"""

from __future__ import annotations

from fractions import Fraction

Inequality = tuple[tuple[Fraction, ...], Fraction]


def is_feasible(system: list[Inequality], unknowns: int) -> bool:
    """Whether some point satisfies every row."""
    for unknown in range(unknowns):
        system = eliminated(system, unknown)
    return all(limit >= 0 for _, limit in system)


def greatest(system: list[Inequality], unknowns: int, of: int) -> Fraction | None:
    """The least upper bound of an unknown in a feasible system; None when it has none."""
    for unknown in range(unknowns):
        if unknown != of:
            system = eliminated(system, unknown)
    return min((limit / row[of] for row, limit in system if row[of] > 0), default=None)


def least(system: list[Inequality], unknowns: int, of: int) -> Fraction | None:
    """The greatest lower bound of an unknown in a feasible system; None when it has none."""
    mirrored = [(_with(row, of, -row[of]), limit) for row, limit in system]
    found = greatest(mirrored, unknowns, of)
    return None if found is None else -found


def eliminated(system: list[Inequality], unknown: int) -> list[Inequality]:
    """The same system without an unknown: each of its lower bounds is below each upper one."""
    kept = [(row, limit) for row, limit in system if not row[unknown]]
    above = [_per_unit(*one, unknown) for one in system if one[0][unknown] > 0]
    below = [_per_unit(*one, unknown) for one in system if one[0][unknown] < 0]
    for row, limit in above:
        for other, other_limit in below:
            summed = tuple(a + b for a, b in zip(row, other, strict=True))
            kept.append((summed, limit + other_limit))
    return _tightest(kept)


def _tightest(system: list[Inequality]) -> list[Inequality]:
    best: dict[tuple[Fraction, ...], Fraction] = {}
    for row, limit in system:
        largest = max(map(abs, row)) or Fraction(1)
        key = tuple(c / largest for c in row)
        best[key] = min(limit / largest, best.get(key, limit / largest))
    return list(best.items())


def _per_unit(row: tuple[Fraction, ...], limit: Fraction, unknown: int) -> Inequality:
    by = abs(row[unknown])
    return tuple(c / by for c in row), limit / by


def _with(row: tuple[Fraction, ...], at: int, value: Fraction) -> tuple[Fraction, ...]:
    return (*row[:at], value, *row[at + 1 :])
