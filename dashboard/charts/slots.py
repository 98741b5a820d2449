"""Places on the axis of a pair: a place a period, and one for a long gap, whatever its length.

An axis of time gives as much room to ten years without a figure as to ten years of figures; two
bars then stand lost at its ends. Here a gap of more than `MOST_EMPTY` periods is broken: one place
with its name on it. Shorter gaps stay empty places.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from math import ceil

from data.periods import Period

MOST_EMPTY = 2  # periods without a figure that stay places of their own
RUNNING_YEAR_AWAY = 1.35  # places from the newest period to the running year
FEWEST = 7  # places that a chart has room for, so that a bar alone is no wall
NARROW = 290  # pixels of the plot on a phone
LETTER = 6.2  # pixels of a letter below the axis
BETWEEN = 8  # pixels between two names
LINE_OF_TEXT = 17  # pixels, of the name of a gap, which stands upright in it


@dataclass(frozen=True)
class Slot:
    """A place: the period from `first` to `last`, or the gap that they bound.

    `wide` is how many usual places it takes.
    """

    at: float
    first: Period
    last: Period
    is_gap: bool = False
    is_part: bool = False
    wide: float = 1.0

    @property
    def months(self) -> tuple[int, int]:
        """Its first month and the month after its last."""
        return self.first.start, self.last.start + self.last.months


def slots(figures: Iterable[Period], running: Period | None = None) -> list[Slot]:
    """The places of periods of one frequency, in order of time; the running year at the right.

    Runs of months of other lengths overlap: they stand side by side, by their last month.
    """
    known = set(figures)
    places: list[Slot] = []
    if any(one.freq == "R" for one in known):
        in_time = sorted(known, key=lambda one: (one.start + one.months, one.start))
        places = [Slot(n, one, one) for n, one in enumerate(in_time)]
    else:
        for one in sorted(known):
            if places:
                _fill(places, one)
            places.append(Slot(len(places), one, one))
    if running is not None:
        at = places[-1].at + RUNNING_YEAR_AWAY if places else 0
        places.append(Slot(at, running, running, is_part=True))
    return _with_room_in_gaps(places)


def named(places: list[Slot], names: dict[float, str]) -> dict[float, str]:
    """Names that fit beside each other on a phone, evenly back from the newest."""
    low, high = spread(places)
    pixels = NARROW / (high - low)
    shown = [one for one in places if not one.is_gap and names[one.at]]
    usual = max((_wide(names[one.at]) for one in shown if not one.is_part), default=0.0)
    apart = ceil((usual + BETWEEN) / pixels)
    fitting: dict[float, str] = {}
    left, last = float("inf"), float("inf")
    for one in reversed(shown):
        half = _wide(names[one.at]) / 2
        if last - one.at >= apart and one.at * pixels + half + BETWEEN <= left:
            fitting[one.at] = names[one.at]
            left = one.at * pixels - half
            last = float("inf") if one.is_part else one.at
    return fitting


def spread(places: list[Slot]) -> tuple[float, float]:
    """Where the axis begins and ends: half a place around, and room for a few at least."""
    low, high = (places[0].at - 0.6, places[-1].at + 0.6) if places else (-0.6, 0.6)
    more = max(FEWEST - (high - low), 0) / 2
    return low - more, high + more


def place_of(day: date, places: list[Slot]) -> float | None:
    """Where a day stands: within its period by its month, in the middle of a gap; None outside."""
    month = day.year * 12 + day.month - 1
    for one in places:
        first, after = one.months
        if first <= month < after:
            if one.is_gap:
                return one.at
            return one.at - 0.4 + 0.8 * (month - first + (day.day - 1) / 31) / (after - first)
    return None


def _fill(places: list[Slot], until: Period) -> None:
    """The empty places from the last one to a period, or one place for a long gap."""
    step = until.months
    first = places[-1].last.moved(step)
    empty = (until.start - first.start) // step
    if empty > MOST_EMPTY:
        places.append(Slot(len(places), first, until.moved(-step), is_gap=True))
        return
    for n in range(empty):
        one = first.moved(n * step)
        places.append(Slot(len(places), one, one))


def _with_room_in_gaps(places: list[Slot]) -> list[Slot]:
    """The places with each gap as wide as its name is high, on a phone, too."""
    gaps = sum(one.is_gap for one in places)
    low, high = spread(places)
    usual = high - low - gaps
    wide = max(1.0, LINE_OF_TEXT * usual / (NARROW - LINE_OF_TEXT * gaps))
    moved, by = [], 0.0
    for one in places:
        by += (wide - 1) / 2 * one.is_gap
        moved.append(replace(one, at=one.at + by, wide=wide if one.is_gap else 1.0))
        by += (wide - 1) / 2 * one.is_gap
    return moved


def _wide(text: str) -> float:
    return LETTER * max(len(line) for line in text.split("<br>"))
