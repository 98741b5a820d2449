"""A line of years no higher than its text: gaps are gaps, a point without neighbours is a dot.

It is a picture within its address, since Streamlit takes SVG out of HTML; nothing is fetched.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dashboard.charts import palette
from dashboard.html.markup import NOTHING, Html
from data.codes.flows import Flow

COLOUR, RULE = palette.FLOW_COLOUR[Flow.TOTAL], palette.RULE
WIDTH, HEIGHT, ROOM = 200, 40, 4


@dataclass(frozen=True)
class YearPoint:
    """A number of a year with its bounds."""

    year: int
    value: float
    low: float
    high: float


def sparkline(points: Sequence[YearPoint], first: int, last: int, described: str) -> Html:
    """The points of the years from `first` to `last` from zero up; the newest is the large dot.

    Only years that follow each other are joined.
    """
    points = sorted(points, key=lambda point: point.year)
    top = max((point.high for point in points), default=0) or 1

    def x(year: int) -> str:
        return f"{ROOM + (WIDTH - 2 * ROOM) * (year - first) / max(last - first, 1):.1f}"

    def y(value: float) -> str:
        return f"{HEIGHT - ROOM - (HEIGHT - 2 * ROOM) * value / top:.1f}"

    def line(x1: str, y1: str, x2: str, y2: str, colour: str, width: float) -> Html:
        return Html('<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="{}"/>').format(
            x1, y1, x2, y2, colour, width
        )

    ground = f"{HEIGHT - ROOM + 1}"
    drawn = [line("0", ground, f"{WIDTH}", ground, RULE, 0.5)]
    for point in points:
        at = x(point.year)
        drawn.append(line(at, y(point.low), at, y(point.high), RULE, 1))
    for one, after in pairwise(points):
        if after.year == one.year + 1:
            ends = (x(one.year), y(one.value), x(after.year), y(after.value))
            drawn.append(line(*ends, COLOUR, 1.8))
    years = {point.year for point in points}
    for point in points:
        is_newest = point is points[-1]
        if is_newest or not years & {point.year - 1, point.year + 1}:
            drawn.append(
                Html('<circle cx="{}" cy="{}" r="{}" fill="{}"/>').format(
                    x(point.year), y(point.value), 3 if is_newest else 2.2, COLOUR
                )
            )
    picture = Html('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}">{}</svg>').format(
        WIDTH, HEIGHT, NOTHING.join(drawn)
    )
    return Html('<img class="sparkline" alt="{}" src="data:image/svg+xml;base64,{}">').format(
        described, b64encode(picture.encode()).decode()
    )
