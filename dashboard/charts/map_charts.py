"""A reporter's partners on a map: plain polygons of our own, so that no host is asked for shapes.

`world.json` has them; `docs/shapes.py` made it from Natural Earth and says how.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import plotly.graph_objects as go

from dashboard.answers.comparison import LEVEL
from dashboard.answers.trade_of_reporter import Snapshot
from dashboard.charts.palette import FLOW_COLOUR, NO_FILL, RULE
from dashboard.wording.comparison_words import number_text
from dashboard.wording.formats import Formats
from data.codes.flows import Flow
from data.relations import Row

WORLD_FILE = Path(__file__).parent / "world.json"
SHADES = (
    0.16,
    0.34,
    0.55,
    0.78,
    1.0,
)  # of the colour of the flow, from the least class to the most
NO_FIGURE = "rgba(128,128,128,0.10)"
OUTLINE = "rgba(128,128,128,0.55)"
HEIGHT = 420
MOST_NAMED = 8  # partners that are named on the map
MANY = 30  # partners from where on the whole world is shown
WHOLE = (-2650, 2680, -1010, 1320)  # left, right, bottom and top of the world but Antarctica
LEAST_WIDTH = 1400  # of what is shown, so that one small country does not fill the map
MARGIN = 0.07  # beside what is known
PHONE = 350  # pixels, about: the same on a phone
NAME = (70, 18)  # pixels that a name takes, with the room between two
SHIFTS = (0, -8, 8, -16, 16)  # pixels upward, by which a name makes room for another
WIDTH = 1150  # pixels, about: of the chart on a wide screen

Shape = dict[str, Any]


@cache
def world() -> dict[str, Shape]:
    """Every area with its point `at`, and its `rings` where it is large enough to be drawn."""
    return json.loads(WORLD_FILE.read_text(encoding="utf-8"))


def not_on_the_map(areas: Iterable[str]) -> list[str]:
    """Those that have no shape and no point: former states, and parts of other states."""
    return [area for area in areas if area not in world()]


def partners(shown: Snapshot, formats: Formats, source_name: Callable[[str], str]) -> go.Figure:
    """Partners coloured by the size of the trade; who has no figure is outlined only."""
    rows = [row for row in shown.every if row["partner"] in world()]
    classes = classes_of([row["point"] for row in rows])
    figure = go.Figure()
    known = {row["partner"] for row in rows}
    _add_unknown(figure, known | {shown.reporter})
    _add_reporter(figure, shown.reporter, formats)
    drawn = [row for row in rows if "rings" in world()[row["partner"]]]
    for row in sorted(drawn, key=lambda row: -_extent(row["partner"])):  # an enclave on top
        _add_country(figure, row, classes, shown, formats, source_name)
    _add_points(figure, rows, classes, shown, formats, source_name)
    _add_legend(figure, classes, shown, formats)
    left, right, bottom, top = _window([*known, shown.reporter])
    _name_largest(
        figure, rows[:MOST_NAMED] if len(rows) > MOST_NAMED else rows, formats, right - left
    )
    hidden = {"visible": False, "fixedrange": True}  # a finger on it scrolls the page
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        xaxis=hidden | {"range": [left, right]},
        yaxis=hidden | {
            "range": [bottom, top], "scaleanchor": "x", "constraintoward": "top",
            "constrain": "domain",  # a high narrow chart shows the same, not more to the south
        },
        dragmode=False,
        hovermode="closest",
        showlegend=True,
        legend={
            "orientation": "h", "yanchor": "bottom", "y": 1.01, "x": 0, "itemclick": False,
            "itemdoubleclick": False,
        },
        separators=formats.separators,
    )  # fmt: skip
    return figure


def classes_of(values: Sequence[float]) -> list[float]:
    """Lower ends of the classes of amounts, from the most down: powers of ten, at most five."""
    if not values or max(values) <= 0:
        return [0]
    most = math.floor(math.log10(max(values)))
    least = math.floor(math.log10(min(value for value in values if value > 0)))
    powers = range(most, max(least, most - len(SHADES) + 1) - 1, -1)
    ends = [10.0**power for power in powers]
    if min(values) < ends[-1]:
        ends = [*ends[: len(SHADES) - 1], 0.0]
    return ends


def _shade(value: float, classes: Sequence[float], flow: str) -> str:
    place = next((n for n, least in enumerate(classes) if value >= least), len(classes) - 1)
    return _tint(place, flow)


def _tint(place: int, flow: str) -> str:
    colour = FLOW_COLOUR[Flow(flow)]
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{SHADES[len(SHADES) - 1 - place]})"


def _path(areas: Iterable[str]) -> tuple[list[int | None], list[int | None]]:
    """The rings of areas one after another, with gaps between."""
    x: list[int | None] = []
    y: list[int | None] = []
    for area in areas:
        for ring in world()[area].get("rings", ()):
            x += [point[0] for point in ring] + [None]
            y += [point[1] for point in ring] + [None]
    return x, y


def _add_unknown(figure: go.Figure, but: set[str]) -> None:
    x, y = _path(area for area in world() if area not in but)
    figure.add_scatter(
        x=x, y=y, mode="lines", fill="toself", fillcolor=NO_FIGURE, hoverinfo="skip",
        line={"color": OUTLINE, "width": 0.5}, showlegend=False,
    )  # fmt: skip


def _add_reporter(figure: go.Figure, reporter: str, formats: Formats) -> None:
    """The country whose trade is shown: hatched, and named."""
    if reporter not in world():
        return
    x, y = _path([reporter])
    figure.add_scatter(
        x=x, y=y, mode="lines", fill="toself", hoveron="fills", hoverinfo="text",
        text=escape(formats.area(reporter), quote=False), name=formats.area(reporter),
        fillpattern={"shape": "/", "size": 5, "fgcolor": RULE, "bgcolor": NO_FILL},
        line={"color": RULE, "width": 1.4}, showlegend=False,
    )  # fmt: skip


def _add_country(
    figure: go.Figure, row: Row, classes: Sequence[float], shown: Snapshot, formats: Formats,
    source_name: Callable[[str], str],
) -> None:  # fmt: skip
    x, y = _path([row["partner"]])
    figure.add_scatter(
        x=x, y=y, mode="lines", fill="toself", hoveron="fills", hoverinfo="text",
        fillcolor=_shade(row["point"], classes, shown.flow), name=formats.area(row["partner"]),
        text=_hover(row, shown, formats, source_name), line={"color": OUTLINE, "width": 0.5},
        showlegend=False,
    )  # fmt: skip


def _add_points(
    figure: go.Figure, rows: Sequence[Row], classes: Sequence[float], shown: Snapshot,
    formats: Formats, source_name: Callable[[str], str],
) -> None:  # fmt: skip
    """States too small for a shape: a disc in the same colours."""
    small = [row for row in rows if "rings" not in world()[row["partner"]]]
    if not small:
        return
    figure.add_scatter(
        x=[world()[row["partner"]]["at"][0] for row in small],
        y=[world()[row["partner"]]["at"][1] for row in small],
        mode="markers",
        marker={
            "size": 9,
            "color": [_shade(row["point"], classes, shown.flow) for row in small],
            "line": {"color": FLOW_COLOUR[Flow(shown.flow)], "width": 1.2},
        },
        customdata=[_hover(row, shown, formats, source_name) for row in small],
        hovertemplate="%{customdata}<extra></extra>",
        name="",
        showlegend=False,
    )


def _add_legend(
    figure: go.Figure, classes: Sequence[float], shown: Snapshot, formats: Formats
) -> None:
    """A square for each class, the most first, and one for no figure."""
    names = []
    for n, least in enumerate(classes):
        above = None if n == 0 else classes[n - 1]
        if not least and above is not None:
            names.append(formats.words("map.below", amount=formats.amount(above, shown.currency)))
        else:
            amount = formats.amount(least, shown.currency)
            names.append(formats.words("map.from", amount=amount))
    squares = [
        *((name, _tint(n, shown.flow)) for n, name in enumerate(names)),
        (formats.words("map.no_figure"), NO_FIGURE),
    ]
    for name, colour in squares:
        figure.add_scatter(
            x=[None], y=[None], mode="markers", name=name, hoverinfo="skip",
            marker={"symbol": "square", "size": 12, "color": colour,
                    "line": {"color": OUTLINE, "width": 1}},
        )  # fmt: skip


def _hover(row: Row, shown: Snapshot, formats: Formats, source_name: Callable[[str], str]) -> str:
    name = escape(formats.area(row["partner"]), quote=False)
    lines = [f"<b>{name}</b>", number_text(row, LEVEL, formats)]
    share = shown.share(row)
    if share is not None:
        lines.append(formats.percent(share))
    return "<br>".join([*lines, escape(source_name(row["source"]), quote=False)])


def _extent(area: str) -> int:
    """The size of the box around the largest part of an area."""
    left, right, bottom, top = _box(area)
    return (right - left) * (top - bottom)


@cache
def _box(area: str) -> tuple[int, int, int, int]:
    """Left, right, bottom and top of the largest part: islands far away do not count."""
    boxes = []
    for ring in world()[area].get("rings", ()):
        x, y = zip(*ring, strict=True)
        boxes.append((min(x), max(x), min(y), max(y)))
    x, y = world()[area]["at"]
    return max(boxes, key=lambda box: (box[1] - box[0]) * (box[3] - box[2]), default=(x, x, y, y))


def _window(areas: Sequence[str]) -> tuple[float, float, float, float]:
    """What of the world is shown: all of it, or what few countries take up."""
    if len(areas) > MANY:
        return WHOLE
    boxes = [_box(area) for area in areas if area in world()]
    if not boxes:
        return WHOLE
    left, right = min(box[0] for box in boxes), max(box[1] for box in boxes)
    bottom, top = min(box[2] for box in boxes), max(box[3] for box in boxes)
    height = (top - bottom) * (1 + 2 * MARGIN)
    width = max((right - left) * (1 + 2 * MARGIN), LEAST_WIDTH, height * WIDTH / HEIGHT)
    height = max(height, width * HEIGHT / WIDTH)
    x = min(max((left + right) / 2, WHOLE[0] + width / 2), WHOLE[1] - width / 2)
    y = (bottom + top) / 2
    return x - width / 2, x + width / 2, y - height / 2, y + height / 2


def _name_largest(figure: go.Figure, rows: Sequence[Row], formats: Formats, width: float) -> None:
    """Names at the largest partners, as long as no two overlap: on a phone, neither."""
    placed: list[tuple[float, float]] = []  # in pixels of a phone
    for row in rows:
        x, y = world()[row["partner"]]["at"]
        across, up = (place * PHONE / width for place in (x, y))

        def is_free(shift: int, across: float = across, up: float = up) -> bool:
            return not any(
                abs(across - other) < NAME[0] and abs(up + shift - height) < NAME[1]
                for other, height in placed
            )

        shift = next(filter(is_free, SHIFTS), None)
        if shift is None:
            continue
        placed.append((across, up + shift))
        figure.add_annotation(
            x=x, y=y, yshift=shift, showarrow=False, font={"shadow": "auto"},
            text=f"<b>{escape(formats.area(row['partner']), quote=False)}</b>",
        )  # fmt: skip
