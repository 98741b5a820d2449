"""A small picture within a row: what was claimed against what the figures allow, on one scale.

A diamond with thin bounds is what was said, a bar what was recomputed. The numbers stand in words
beside it, so that it is not read aloud.
"""

from __future__ import annotations

from dashboard.html.interval_plot import Axis
from dashboard.html.markup import Html

Ends = tuple[float, float]
ROOM = 0.12  # of the span, on either side


def mini_interval(claimed: Ends, figures: Ends) -> Html:
    """The picture of one row."""
    every = [*claimed, *figures]
    low, high = min(every), max(every)
    room = (high - low) * ROOM or max(abs(low) * ROOM, 1.0)
    axis = Axis(low - room, high + room)
    middle = axis.at((claimed[0] + claimed[1]) / 2)
    return Html('<span class="mini" aria-hidden="true">{}{}{}</span>').format(
        _stretch("bar", axis, figures),
        _stretch("bounds", axis, claimed),
        Html('<span class="point" style="left:{:.2f}%"></span>').format(middle),
    )


def _stretch(kind: str, axis: Axis, ends: Ends) -> Html:
    left, right = map(axis.at, ends)
    return Html('<span class="{}" style="left:{:.2f}%;width:{:.2f}%"></span>').format(
        kind, left, right - left
    )
