"""Which periods of a pair a chart shows: those of the address, else the newest that can be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.answers.pairs import Pair
from dashboard.answers.selection import Selection
from data import periods
from data.periods import Period
from data.relations import Row

NEWEST = {"Q": 24, "M": 36}  # periods; of years and runs of months all are shown


@dataclass(frozen=True)
class Window:
    """The first and the last period that are shown, and of how many there are figures.

    `earlier` and `later` are windows of the same length before and after, where there are figures;
    both are None where all are shown. `is_refused` says that what was asked for has no figure.
    """

    first: Period
    last: Period
    every: tuple[Period, Period]
    earlier: tuple[Period, Period] | None = None
    later: tuple[Period, Period] | None = None
    is_refused: bool = False

    def holds(self, row: Row) -> bool:
        """Whether a figure lies within it."""
        return (
            row["first_month"] >= self.first.first_month
            and row["last_month"] <= self.last.last_month
        )

    @property
    def is_whole(self) -> bool:
        """Whether every figure is shown."""
        return self.earlier is None and self.later is None

    @property
    def ends(self) -> tuple[Period | None, Period | None]:
        """From and to of a selection of what is shown; None where nothing lies beyond."""
        return self.first if self.earlier else None, self.last if self.later else None

    @property
    def span(self) -> tuple[Period, Period]:
        """Both ends."""
        return self.first, self.last


def window(pair: Pair, implied: Iterable[Row], selection: Selection) -> Window:
    """The periods of a pair that are shown under a selection.

    What the address asks for and has no figure in it is as if it had not been asked for.
    """
    known = sorted(
        {periods.parse(row["period"]) for row in (*pair.levels, *implied)},
        key=lambda one: (one.start + one.months, one.start),
    )
    first, last = min(known), known[-1]
    asked = [
        one
        for one in known
        if (selection.since is None or one.first_month >= selection.since.first_month)
        and (selection.until is None or one.last_month <= selection.until.last_month)
    ]
    has_ends = bool(selection.since or selection.until)
    is_asked = bool(asked) and has_ends
    if is_asked:
        first, last = min(asked), asked[-1]
    elif pair.freq in NEWEST:
        first = max(first, last.moved(-(NEWEST[pair.freq] - 1) * last.months))
    count = (last.start - first.start) // last.months + 1
    step = count * last.months
    return Window(
        first,
        last,
        (min(known), known[-1]),
        (first.moved(-step), first.moved(-last.months)) if min(known) < first else None,
        (last.moved(last.months), last.moved(step)) if last < known[-1] else None,
        is_refused=has_ends and not asked,
    )
