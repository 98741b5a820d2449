"""Figures of one cell that exclude each other: found by their ends alone, without a program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from analytics.reconciling.facts import Cell, Fact
from data.codes.flows import Flow
from data.intervals import Interval

ZERO = Fraction()


def exclusion(bounds: Sequence[Interval], cell: Cell) -> Fraction | None:
    """By how much bounds of a cell exclude each other, or what it can be; None if they do not."""
    least = max(one.low for one in bounds)
    if cell.flow != Flow.BALANCE:
        least = max(least, ZERO)
    gap = least - min(one.high for one in bounds)
    return gap if gap > 0 else None


class Figures:
    """The figures of a cell, of which those that exclude each other are taken out one by one.

    Sorted once by both ends, so that each further pair is at hand.
    """

    def __init__(self, cell: Cell, figures: Sequence[Fact]) -> None:
        self._cell = cell
        last_first = list(reversed(figures))  # of equal ends the first figure counts
        self._lows = sorted(last_first, key=lambda fact: fact.bounds.low)
        self._highs = sorted(last_first, key=lambda fact: -fact.bounds.high)
        self._gone: set[Fact] = set()

    def contradictory(self) -> Iterator[tuple[Fact, ...]]:
        """The highest and the lowest figure that exclude each other, until none do.

        Below zero, where only a balance may be, a figure is alone. One of each set is to be taken
        `out` before the next is asked for.
        """
        while (pair := self._pair()) is not None:
            yield pair

    def out(self, fact: Fact) -> None:
        """Take a figure out."""
        self._gone.add(fact)

    def _pair(self) -> tuple[Fact, ...] | None:
        for ends in (self._lows, self._highs):
            while ends and ends[-1] in self._gone:
                ends.pop()
        if not self._lows:
            return None
        highest, lowest = self._lows[-1], self._highs[-1]
        if self._cell.flow != Flow.BALANCE and lowest.bounds.high < 0:
            return (lowest,)
        if highest.bounds.low > lowest.bounds.high:
            return highest, lowest
        return None
