"""The same trade as both sides have it: dumbbells by period, exports right, imports left.

Two-way trade has a line of its own below the directions of its period. Whose figure an end is has
a shape; a figure that nobody printed is hollow, as in every chart of a pair. Beside the larger
one stands the gap; two-way trade, alone in its line, has both amounts as numbers, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10
from typing import Any

import plotly.graph_objects as go

from dashboard.charts import palette
from dashboard.charts.axes import value_axis
from dashboard.charts.bounded_marks import point, scaled
from dashboard.charts.slots import NARROW
from dashboard.wording.formats import Formats, scale_of
from data.codes.flows import ONE_WAY, Flow
from data.relations import Row

A_PERIOD, A_LINE, AROUND = 27, 20, 74  # pixels: a period, a further line of it, the axes
FEWEST = 3 * A_PERIOD
MOST = 36  # periods, the newest
DIGITS = 3  # of the largest figure: finer ones are seen nowhere in the chart
BLANK = "\u00a0" * 4  # between a mark and the text beside it
TEXT, LETTER, BLANKS = 11, 5.7, 13  # pixels: of a text, of a letter of it, of the blanks before it
A_TICK = 32  # pixels of a number below the axis
LEAST = 90  # pixels of the axis, whatever its texts take
EDGE = "#ffffff"  # of a mark, so that two that touch stay two
SHAPES = {"": "circle", "mirror_": "diamond"}  # the reporter's, the partner's

Line = tuple[str, bool]  # a period, and whether it is that of its two-way trade


@dataclass(frozen=True)
class _Room:
    """The ends of the axis, and pixels outside it for texts of the outermost marks."""

    ends: tuple[float, float]
    left: int
    right: int

    @property
    def pixel(self) -> float:
        """What one is worth on a phone."""
        return (self.ends[1] - self.ends[0]) / max(NARROW - self.left - self.right, LEAST)


@dataclass(frozen=True)
class _Axes:
    """Where lines stand, in pixels below the first, and the unit of amounts with the decimals
    that bounds in it are worth."""

    heights: dict[Line, int]
    power: int
    decimals: int
    formats: Formats

    def height(self, row: Row) -> int:
        return self.heights[_line(row)]

    def at(self, row: Row, whose: str) -> float:
        """Where an end of a dumbbell stands; imports below zero."""
        return _sign(row) * scaled(point(_side(row, whose), "value"), self.power)

    def reach(self, row: Row) -> tuple[float, float]:
        """The least and the largest amount of a row with its bounds, both above zero."""
        ends = [row[f"{whose}{end}"] for whose in SHAPES for end in ("low", "high")]
        return scaled(min(ends), self.power), scaled(max(ends), self.power)


def sides(rows: Sequence[Row], formats: Formats) -> go.Figure:
    """Rows of `both_sides`: each with the reporter's figure, its partner's, and the gap."""
    shown = drawn(rows)
    largest = max(row[end] for row in shown for end in ("high", "mirror_high"))
    power = scale_of([largest])
    decimals = max(DIGITS - 1 - floor(log10(scaled(largest, power) or 1)), 0)
    axes = _Axes(_heights(shown), power, decimals, formats)
    room = _room(shown, axes)
    figure = go.Figure()
    for flow in (*ONE_WAY, Flow.TOTAL):
        of_flow = [row for row in shown if row["flow"] == flow]
        if of_flow:
            _add(figure, of_flow, flow, axes)
            _label(figure, of_flow, axes)
    _lay_out(figure, shown, axes, room)
    return figure


def drawn(rows: Sequence[Row]) -> list[Row]:
    """The rows of the periods that there is room for, the newest."""
    newest = set(list(dict.fromkeys(row["period"] for row in rows))[:MOST])
    return [row for row in rows if row["period"] in newest]


def _heights(rows: Sequence[Row]) -> dict[Line, int]:
    at: dict[Line, int] = {}
    below = 0
    for period in dict.fromkeys(row["period"] for row in rows):
        lines = {_line(row) for row in rows if row["period"] == period}
        for n, line in enumerate(sorted(lines)):
            below += A_LINE if n else A_PERIOD
            at[line] = -below
    return at


def _line(row: Row) -> Line:
    return row["period"], row["flow"] == Flow.TOTAL


def _sign(row: Row) -> int:
    return -1 if row["flow"] == Flow.IMPORT else 1


def _side(row: Row, whose: str) -> Row:
    """What one side has."""
    return {name: row[f"{whose}{name}"] for name in ("value", "low", "high")}


def _add(figure: go.Figure, rows: Sequence[Row], flow: Flow, axes: _Axes) -> None:
    colour = palette.FLOW_COLOUR[flow]
    levels = [axes.height(row) for row in rows]
    figure.add_scatter(
        x=[x for row in rows for x in (*(axes.at(row, whose) for whose in SHAPES), None)],
        y=[y for level in levels for y in (level, level, None)],
        mode="lines",
        line={"color": colour, "width": 4},
        opacity=0.35,
        hoverinfo="skip",
        showlegend=False,
    )
    for whose, shape in SHAPES.items():
        is_hollow = [bool(row[f"{whose}facts"]) for row in rows]
        figure.add_scatter(
            x=[axes.at(row, whose) for row in rows],
            y=levels,
            mode="markers",
            name=axes.formats.words(f"flow.{flow}"),
            marker={
                "symbol": [f"{shape}-open" if hollow else shape for hollow in is_hollow],
                "size": 10,
                "color": colour,
                "line": {"width": [2 if hollow else 1 for hollow in is_hollow],
                         "color": [colour if hollow else EDGE for hollow in is_hollow]},
            },
            error_x=_bounds(rows, whose, axes.power),
            customdata=[_hover(row, axes.formats) for row in rows],
            hovertemplate="%{customdata}<extra></extra>",
            cliponaxis=False,
        )  # fmt: skip


def _label(figure: go.Figure, rows: Sequence[Row], axes: _Axes) -> None:
    """The texts beside the marks of a flow: the gap, and of two-way trade both amounts."""
    inside = [row for row in rows if row["flow"] == Flow.TOTAL]
    ways = ("left", "right")[:: _sign(rows[0])]
    for end, text_of, of_end, way in (
        (1, _outer, rows, ways[1]),
        (0, _inner, inside, ways[0]),
    ):
        figure.add_scatter(
            x=[_sign(row) * axes.reach(row)[end] for row in of_end],
            y=[axes.height(row) for row in of_end],
            mode="text",
            text=[f"{BLANK}{text_of(row, axes)}{BLANK}" for row in of_end],
            textposition=f"middle {way}",
            textfont={"size": TEXT},
            hoverinfo="skip",
            cliponaxis=False,
        )


def _bounds(rows: Sequence[Row], whose: str, power: int) -> dict[str, Any]:
    """Thin lines between the bounds of marks."""
    ends = [(row, point(_side(row, whose), "value")) for row in rows]
    over = [scaled(row[f"{whose}high"] - middle, power) for row, middle in ends]
    under = [scaled(middle - row[f"{whose}low"], power) for row, middle in ends]
    is_left = _sign(rows[0]) < 0
    return {
        "type": "data",
        "symmetric": False,
        "array": under if is_left else over,
        "arrayminus": over if is_left else under,
        "thickness": 1.2,
        "width": 3,
        "color": palette.BOUNDS,
    }


def _inner(row: Row, axes: _Axes) -> str:
    """The smaller of both amounts."""
    return _amount(_side(row, _by_size(row)[0]), axes)


def _outer(row: Row, axes: _Axes) -> str:
    """In brackets the gap, that there is none where bounds meet; before it the larger amount, in
    a line of two-way trade."""
    gap = "="
    if not row["gap_low"] <= 0 <= row["gap_high"]:
        gap = axes.formats.bare_gap(row["gap_low"], row["gap_high"], axes.power, axes.decimals)
    amount = _amount(_side(row, _by_size(row)[1]), axes) if row["flow"] == Flow.TOTAL else ""
    return f"{amount} ({gap})".strip()


def _by_size(row: Row) -> list[str]:
    return sorted(SHAPES, key=lambda whose: row[f"{whose}high"])


def _amount(side: Row, axes: _Axes) -> str:
    """An amount in the unit of the axis; bounds where they are a hundredth of it apart."""
    low, high = side["low"], side["high"]
    is_loose = side["value"] is None or (high - low) * 100 > high
    number = {"value": None if is_loose else side["value"], "low": low, "high": high}
    return axes.formats.bare({**number, "qualifier": None}, axes.power)


def _hover(row: Row, formats: Formats) -> str:
    words = formats.words
    names = (formats.area(row["reporter"]), formats.area(row["partner"]))
    lines = [f"<b>{formats.period(row['period'])}</b>, {formats.flow(row['flow'])}"]
    for name, whose in zip(names, SHAPES, strict=True):
        value = formats.amount_bounds(row[f"{whose}low"], row[f"{whose}high"], row["currency"])
        if row[f"{whose}facts"]:
            value = words("chart.implied_value", value=value)
        lines.append(words("chart.side", side=name, value=value))
    return "<br>".join(lines)


def _lay_out(figure: go.Figure, rows: Sequence[Row], axes: _Axes, room: _Room) -> None:
    formats, reach = axes.formats, room.ends
    most = max(int((reach[1] - reach[0]) / room.pixel / A_TICK), 2)
    figure.update_xaxes(**value_axis(reach, lambda value: formats.shortest(abs(value)), most))
    figure.update_xaxes(zeroline=False)
    _add_zero(figure, rows, axes, room)
    tall = max(-min(axes.heights.values()), FEWEST)
    first: dict[str, int] = {}
    for (period, _), at in axes.heights.items():
        first.setdefault(period, at)
    figure.update_yaxes(
        range=[-tall - A_PERIOD / 2, -A_PERIOD / 2],
        tickvals=list(first.values()),
        ticktext=[formats.period(period) for period in first],
        showgrid=False,
        zeroline=False,
        automargin=True,
        ticklabelstandoff=room.left,
        fixedrange=True,
    )
    figure.update_layout(
        showlegend=False,
        height=AROUND + tall,
        margin={"l": 10, "r": 14 + room.right, "t": 30, "b": 30},
        separators=formats.separators,
        hovermode="closest",
    )
    for flow, anchor, shift in ((Flow.EXPORT, "left", 6), (Flow.IMPORT, "right", -6)):
        if any(row["flow"] == flow for row in rows):
            figure.add_annotation(
                x=0, xanchor=anchor, xshift=shift, y=1, yref="paper", yanchor="bottom",
                showarrow=False,
                text=f"{formats.words(f'chart.side_{flow}')}", font={"size": 12},
            )  # fmt: skip


def _add_zero(figure: go.Figure, rows: Sequence[Row], axes: _Axes, room: _Room) -> None:
    """The line at zero, but not through the amount of a smaller end that reaches it on a phone."""
    across = {
        axes.height(row)
        for row in rows
        if row["flow"] == Flow.TOTAL and axes.reach(row)[0] < _wide(_inner(row, axes)) * room.pixel
    }
    levels = sorted(axes.heights.values(), reverse=True)
    between = [(one + other) / 2 for one, other in pairwise(levels)]
    tops = [-A_PERIOD / 2, *between]
    for level, top, foot in zip(levels, tops, [*between, levels[-1] - A_PERIOD / 2], strict=True):
        if level not in across:
            figure.add_shape(
                type="line", x0=0, x1=0, y0=top, y1=foot, layer="below",
                line={"width": 1, "color": palette.RULE},
            )  # fmt: skip


def _room(rows: Sequence[Row], axes: _Axes) -> _Room:
    """An axis to the largest figure; texts of marks near its ends go on outside it, so that they
    cost as many pixels on a phone as anywhere, and no part of the axis is empty."""
    texts = []  # where each begins, and how far it goes, in pixels with a sign
    for row in rows:
        near, far = axes.reach(row)
        texts.append((_sign(row) * far, _sign(row) * _wide(_outer(row, axes))))
        if row["flow"] == Flow.TOTAL:
            texts.append((near, -_wide(_inner(row, axes))))
    ends = [0.0, *(at for at, _ in texts)]
    edge = (max(ends) - min(ends)) / 40  # half a mark
    low, high = min(ends) - edge, max(ends) + edge
    room = _Room((low, high), 0, 0)
    for _ in range(4):  # room for a text makes a pixel worth more
        left = max(((low - at) / room.pixel - wide for at, wide in texts), default=0.0)
        right = max(((at - high) / room.pixel + wide for at, wide in texts), default=0.0)
        room = _Room((low, high), max(ceil(left), 0), max(ceil(right), 0))
    return room


def _wide(text: str) -> float:
    """Pixels of a text with its distance to the mark."""
    return BLANKS + LETTER * len(text)
