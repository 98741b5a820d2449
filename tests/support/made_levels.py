"""Known levels by hand, and how to read a decomposition."""

from __future__ import annotations

from fractions import Fraction

from analytics.reconciling.drivers import Decomposition, Undecomposed
from analytics.reconciling.facts import Cell
from analytics.reconciling.known_levels import REPORTED, Evidence, Known
from data.intervals import Interval
from tests.support.made_facts import cell

F = Fraction


def printed(low, high, source: str = "gazette", value=None, how: str = REPORTED) -> Known:
    name = f"{source}:{low}:{high}"
    bounds = Interval(F(low), F(high))
    return Known(
        bounds, how, frozenset([Evidence(name, source)]), None if value is None else F(value)
    )


def table(**levels: tuple[int, int]) -> dict[Cell, Known]:
    """`export_2023=(10, 12)`: bounds by flow and year."""
    return {cell(*name.split("_")): printed(low, high) for name, (low, high) in levels.items()}


def changes(found: Decomposition) -> dict[str, tuple[Fraction, Fraction]]:
    return {flow: ends(part.change) for flow, part in found.parts.items()}


def ends(interval: Interval | None) -> tuple[Fraction, Fraction]:
    assert interval is not None
    return interval.low, interval.high


def decomposed(result: Decomposition | Undecomposed) -> Decomposition:
    assert isinstance(result, Decomposition), result
    return result


def undecomposed(result: Decomposition | Undecomposed) -> tuple[str, set[tuple[str, str]]]:
    assert isinstance(result, Undecomposed), result
    return result.reason, {(one.flow, str(one.period)) for one in result.cells}
