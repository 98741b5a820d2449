"""Intervals on one axis, in HTML and CSS: light enough for a page of many claims.

Colours come from `styles/proof.css` by the class of a band.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from dashboard.html.markup import NOTHING, Html

MARGIN = 0.08  # of the span, on either side
MOST_TICKS = 4
STEPS = (1, 2, 5, 10)


@dataclass(frozen=True)
class Band:
    """An interval with its name and its bounds in words; without ends where there is none.

    `kind` is a class of `styles/proof.css`: "claimed", "figures", "coarser" or "reading".
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


def interval_plot(bands: Sequence[Band], described: str, tick: Callable[[float, int], str]) -> Html:
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
    marks = (
        Html('<span style="left:{:.2f}%">{}</span>').format(
            axis.at(value), tick(value, axis.decimals)
        )
        for value in axis.ticks()
    )
    return Html(
        '<div class="intervals" role="img" aria-label="{}">{}'
        '<div class="interval axis"><div class="track">{}</div></div></div>'
    ).format(described, NOTHING.join(_row(band, axis) for band in bands), NOTHING.join(marks))


def _row(band: Band, axis: Axis) -> Html:
    bar = NOTHING
    if band.ends is not None:
        left, right = map(axis.at, band.ends)
        bar = Html('<span style="left:{:.2f}%;width:{:.2f}%"></span>').format(left, right - left)
    return Html(
        '<div class="interval {}"><div class="name">{}<small>{}</small></div>'
        '<div class="track">{}</div></div>'
    ).format(band.kind, band.name, band.text, bar)
