"""Intervals on one axis, in HTML and CSS: light enough for a page of many claims.

Colours come from `style.css` by the class of a band. Every text is escaped here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

MARGIN = 0.08  # of the span, on either side
MOST_TICKS = 4
STEPS = (1, 2, 5, 10)


@dataclass(frozen=True)
class Band:
    """An interval with its name and its bounds in words; without ends where there is none.

    `kind` is a class of `style.css`: "claimed", "figures", "coarser" or "reading".
    """

    kind: str
    name: str
    text: str
    ends: tuple[float, float] | None = None


@dataclass(frozen=True)
class Axis:
    """A linear axis; positions are in percent of its width."""

    low: float
    high: float

    def at(self, value: float) -> float:
        """The place of a value."""
        return 100 * (value - self.low) / (self.high - self.low)

    def ticks(self) -> list[float]:
        """One to five round numbers within the axis, evenly spaced."""
        step = self.step
        first, last = ceil(self.low / step), floor(self.high / step)
        return [n * step for n in range(first, last + 1)]

    @property
    def step(self) -> float:
        """The distance of ticks: 1, 2 or 5 times a power of ten."""
        least = (self.high - self.low) / MOST_TICKS
        power = 10.0 ** floor(log10(least))
        return next(factor * power for factor in STEPS if factor * power >= least * 0.999999)

    @property
    def decimals(self) -> int:
        """The decimals that tell ticks apart."""
        return max(-floor(log10(self.step) + 1e-9), 0)


def axis_of(bands: Sequence[Band]) -> Axis:
    """An axis on which every band lies with room at its sides.

    Raises
    ------
    ValueError
        No band has ends.
    """
    ends = [end for band in bands if band.ends for end in band.ends]
    low, high = min(ends), max(ends)
    room = (high - low) * MARGIN or abs(low) * MARGIN or 1.0
    return Axis(low - room, high + room)


def interval_plot(bands: Sequence[Band], described: str, tick: Callable[[float, int], str]) -> str:
    """The bands below each other with their axis.

    Parameters
    ----------
    bands
        At least one with ends.
    described
        What a reader who does not see the plot is told.
    tick
        The text of a tick from its value and its count of decimals.
    """
    axis = axis_of(bands)
    rows = "".join(_row(band, axis) for band in bands)
    marks = "".join(
        f'<span style="left:{axis.at(value):.2f}%">{escape(tick(value, axis.decimals))}</span>'
        for value in axis.ticks()
    )
    return (
        f'<div class="intervals" role="img" aria-label="{escape(described)}">{rows}'
        f'<div class="interval axis"><div class="track">{marks}</div></div></div>'
    )


def _row(band: Band, axis: Axis) -> str:
    bar = ""
    if band.ends is not None:
        left, right = map(axis.at, band.ends)
        bar = f'<span style="left:{left:.2f}%;width:{right - left:.2f}%"></span>'
    return (
        f'<div class="interval {escape(band.kind)}">'
        f'<div class="name">{escape(band.name)}<small>{escape(band.text)}</small></div>'
        f'<div class="track">{bar}</div></div>'
    )
