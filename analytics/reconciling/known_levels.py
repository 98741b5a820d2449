"""What is known of the levels of exports, imports and two-way trade, printed or implied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from analytics.reconciling.facts import Cell
from analytics.reconciling.implied import Implied
from data import periods
from data.codes.flows import AMOUNTS
from data.intervals import Interval, between
from data.views import Observation

REPORTED, SUMMED, IMPLIED = "reported", "summed", "implied"


class Evidence(NamedTuple):
    """A figure or claim by its id, its source, and which of the two it is."""

    fact: str
    source: str
    is_claim: bool = False


@dataclass(frozen=True)
class Known:
    """What is known of a flow in a period, in whole currency units.

    `how` it is known: reported, summed from reported exports and imports, or implied. `evidence`
    is what it rests on; `value` is the number as printed, if it is one.
    """

    bounds: Interval
    how: str
    evidence: frozenset[Evidence]
    value: Fraction | None = None

    @property
    def sources(self) -> list[str]:
        """The sources it rests on."""
        return sorted({one.source for one in self.evidence})

    @property
    def claims(self) -> list[str]:
        """The claims it rests on: its bounds are only right if these are."""
        return sorted(one.fact for one in self.evidence if one.is_claim)


def known_levels(
    rows: Iterable[Observation], implied: Iterable[Implied]
) -> dict[Cell, list[Known]]:
    """All that is known of the flows of one reporter, partner, product and currency.

    Parameters
    ----------
    rows
        Observations; a total summed from parts (`is_sum`) is left to the accounting.
    implied
        Of the same group. Rates, and levels without an upper bound, are left out.
    """
    known: dict[Cell, list[Known]] = defaultdict(list)
    for row in rows:
        if row.flow in AMOUNTS and not row.is_sum:
            cell = Cell.of(row.flow, periods.dated(row.period))
            bounds = between(row.low, row.high)
            value = None if row.value is None else Fraction(row.value)
            evidence = frozenset([Evidence(row.id, row.source)])
            known[cell].append(Known(bounds, REPORTED, evidence, value))
    for one in implied:
        if one.cell.flow in AMOUNTS and one.base is None and one.high is not None:
            evidence = frozenset(
                Evidence(fact.fact, fact.source, fact.is_claim) for fact in one.facts
            )
            known[one.cell].append(
                Known(Interval(one.low or Fraction(), one.high), IMPLIED, evidence)
            )
    return dict(known)


def together(
    known: Mapping[Cell, Sequence[Known]], counts: Callable[[Known], bool]
) -> dict[Cell, Known]:
    """One level a cell: where all that counts is true at once, printed as the tightest prints.

    Where some of it cannot be true together, the lower end is above the upper one.
    """
    levels = {}
    for cell, every in known.items():
        found = [one for one in every if counts(one)]
        if found:
            low, high = max(one.bounds.low for one in found), min(one.bounds.high for one in found)
            telling = [one for one in found if low == one.bounds.low or high == one.bounds.high]
            printed = [one for one in found if one.how == REPORTED]
            tightest = min(printed, key=lambda one: one.bounds.width, default=None)
            used = [*([tightest] if tightest and tightest not in telling else []), *telling]
            levels[cell] = Known(
                Interval(low, high),
                REPORTED if tightest else IMPLIED,
                frozenset().union(*(one.evidence for one in used)),
                tightest.value if tightest else None,
            )
    return levels
