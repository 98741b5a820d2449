"""Amounts beside the dots of a chart: as many as fit on a phone, none over a mark or another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

LETTER, LINE = 6.6, 16  # pixels of a bold letter and of a line of text
DOT = 5  # pixels, from the middle of a dot to its edge
MARGIN = 24  # pixels at the right of the plot
LIFTED = (0, 18, 36, 54, 72, 90)  # pixels that a text may stand higher than beside its dot
ANCHORS = ("center", "right", "left")

Box = tuple[float, float, float, float]  # left, foot, right, top, in pixels


@dataclass(frozen=True)
class Scale:
    """Pixels of one on both axes, and where the plot ends."""

    x: float
    y: float
    ends: tuple[float, float]
    top: float

    def box(self, left: float, foot: float, right: float, top: float) -> Box:
        """A rectangle of the chart in pixels."""
        return left * self.x, foot * self.y, right * self.x, top * self.y

    def dot(self, x: float, y: float) -> Box:
        """What a dot covers."""
        return x * self.x - DOT, y * self.y - DOT, x * self.x + DOT, y * self.y + DOT


@dataclass(frozen=True)
class Label:
    """A text above a mark at `x`, `y`; one that must be said may be lifted, with a line to it."""

    x: float
    y: float
    text: str
    beyond: int = 5  # pixels between the mark and the text
    is_needed: bool = False


def placed(
    labels: Iterable[Label], marks: Iterable[Box], stems: Sequence[Box], scale: Scale
) -> list[dict[str, Any]]:
    """Annotations of the labels that find a place, those named first before the others.

    One that is needed stands across a thin stem rather than nowhere.
    """
    taken = list(marks)
    found = []
    for label in labels:
        places = [(0, "center", True)]
        if label.is_needed:
            places = [(lift, one, clear) for clear in (True, False)
                      for lift, one in product(LIFTED, ANCHORS)]  # fmt: skip
        for lift, anchor, is_clear in places:
            box = _box(label, scale, label.beyond + lift, anchor)
            hit = any(_overlap(box, other) for other in (*taken, *(stems if is_clear else ())))
            if _is_inside(box, scale) and not hit:
                taken.append(box)
                found.append(_annotation(label, lift, anchor))
                break
    return found


def _box(label: Label, scale: Scale, above: float, anchor: str) -> Box:
    lines = label.text.split("<br>")
    wide = LETTER * max(map(len, lines))
    left = label.x * scale.x - {"center": wide / 2, "right": wide - DOT, "left": DOT}[anchor]
    foot = label.y * scale.y + above
    return left, foot, left + wide, foot + LINE * len(lines)


def _is_inside(box: Box, scale: Scale) -> bool:
    """Within the plot and its margin at the right."""
    low, high = (end * scale.x for end in scale.ends)
    return low <= box[0] and box[2] <= high + MARGIN and box[3] <= scale.top * scale.y


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _annotation(label: Label, lift: int, anchor: str) -> dict[str, Any]:
    shift = {"center": 0, "right": DOT, "left": -DOT}[anchor]
    made: dict[str, Any] = {
        "x": label.x,
        "y": label.y,
        "yanchor": "bottom",
        "xanchor": anchor,
        "text": f"<b>{label.text}</b>",
        "font": {"size": 12},
        "align": anchor,
    }
    if lift:
        line = {"showarrow": True, "arrowhead": 0, "arrowwidth": 1, "standoff": 3}
        return {**made, **line, "ax": shift, "ay": -label.beyond - lift}
    return {**made, "showarrow": False, "yshift": label.beyond, "xshift": shift}
