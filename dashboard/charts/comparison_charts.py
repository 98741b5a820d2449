"""Lines of several pairs on one axis: gaps left as gaps, bounds as bands, names at line ends."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from html import escape
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from dashboard.answers.comparison import GROWTH, INDEX, LEVEL, RANK, SHARE, Comparison, Line
from dashboard.charts.axes import laid_out, powers, steps, value_axis
from dashboard.charts.palette import RULE, SERIES
from dashboard.wording.comparison_words import (
    bounds_text,
    line_name,
    number_text,
    power_of_levels,
)
from dashboard.wording.formats import Formats
from data.relations import Row

HEIGHT = 420
BELOW, ABOVE = 48, 12  # margins in pixels
LETTER, LINE = 6.6, 16  # pixels of a label
WIDEST = 170  # label
MARKS = (  # of a line in the chart and before its name: a shape besides the colour
    ("circle", "●"), ("square", "■"), ("diamond", "◆"), ("triangle-up", "▲"),
    ("cross", "✚"), ("star", "★"),
)  # fmt: skip
MOST_TICKS = 5  # of time, that fit beside each other and the names on a phone
MOST_VALUES = 7  # ticks
EVERY_RANK = 12  # to where each has a tick
MARK = 9  # pixels: a mark at the end of an axis has as much room beyond it
LOGGABLE = (LEVEL, INDEX, SHARE)


def lines(
    comparison: Comparison,
    formats: Formats,
    source_name: Callable[[str], str],
    *,
    is_log: bool = False,
    height: int = HEIGHT,
) -> go.Figure:
    """The lines of a comparison in the order of its pairs.

    Figures of another source than the line's are diamonds that no line joins.
    """
    measure = comparison.asked.measure
    scale = 10 ** power_of_levels(comparison) if measure == LEVEL else 1
    figure = go.Figure()
    for line in comparison.lines:
        n = comparison.place_of(line)
        colour, symbol = SERIES[n], MARKS[n][0]
        name = line_name(line, comparison, formats)

        def told(row: Row, name: str = name) -> str:
            return _hover(row, name, measure, formats, source_name)

        for run in line.runs():
            _add_band(figure, run, colour, scale)
        _add_line(figure, line, name, colour, symbol, scale, told)
        if line.others:
            _add_others(figure, line, name, colour, scale, told)
    every = [row for line in comparison.lines for row in (*line.rows, *line.others)]
    laid_out(figure, every, "", formats, MOST_TICKS)
    figure.update_xaxes(tickangle=0)
    figure.update_layout(showlegend=False, height=height, yaxis={"title": None})
    span = _span(every, measure, scale, height, is_log=is_log)
    _scale_axis(figure, comparison, span, formats, is_log=is_log)
    _label_ends(figure, comparison, formats, scale, span, is_log=is_log)
    return figure


def can_be_log(comparison: Comparison) -> bool:
    """Whether a logarithmic axis would show every figure: all are above zero."""
    rows = (row for line in comparison.lines for row in (*line.rows, *line.others))
    return comparison.asked.measure in LOGGABLE and all(row["low"] > 0 for row in rows)


def _middle(row: Row) -> date:
    return row["first_month"] + timedelta(days=15 * row["at"].months)


def _add_line(
    figure: go.Figure,
    line: Line,
    name: str,
    colour: str,
    symbol: str,
    scale: int,
    told: Callable[[Row], str],
) -> None:
    x: list[Any] = []
    y: list[Any] = []
    said: list[str] = []
    shapes: list[str] = []
    for run in line.runs():
        if x:  # no line across a gap
            x, y, said, shapes = [*x, None], [*y, None], [*said, ""], [*shapes, symbol]
        x += [_middle(row) for row in run]
        y += [float(row["point"]) / scale for row in run]
        said += [told(row) for row in run]
        shapes += [f"{symbol}-open" if row["is_range"] else symbol for row in run]
    figure.add_scatter(
        x=x,
        y=y,
        mode="lines+markers",
        cliponaxis=False,  # a mark at an end is drawn whole
        name=name,
        connectgaps=False,
        line={"color": colour, "width": 2.5},
        marker={"symbol": shapes, "size": 7, "color": colour},
        customdata=said,
        hovertemplate="%{customdata}<extra></extra>",
    )


def _add_others(
    figure: go.Figure,
    line: Line,
    name: str,
    colour: str,
    scale: int,
    told: Callable[[Row], str],
) -> None:
    points = [float(row["point"]) / scale for row in line.others]
    ends = [(float(row["low"]) / scale, float(row["high"]) / scale) for row in line.others]
    figure.add_scatter(
        x=[_middle(row) for row in line.others],
        y=points,
        error_y={
            "type": "data",
            "symmetric": False,
            "array": [high - point for (_, high), point in zip(ends, points, strict=True)],
            "arrayminus": [point - low for (low, _), point in zip(ends, points, strict=True)],
            "thickness": 1.2,
            "width": 2,
        },
        mode="markers",
        cliponaxis=False,
        name=name,
        marker={"symbol": "diamond-open", "size": 9, "color": colour, "line": {"width": 2}},
        customdata=[told(row) for row in line.others],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _add_band(figure: go.Figure, run: Sequence[Row], colour: str, scale: int) -> None:
    """The bounds of a run of periods; those of a period alone are a thin upright line."""
    if all(row["low"] == row["high"] for row in run):
        return
    x = [_middle(row) for row in run]
    low = [float(row["low"]) / scale for row in run]
    high = [float(row["high"]) / scale for row in run]
    figure.add_scatter(
        x=[*x, *reversed(x)],
        y=[*low, *reversed(high)],
        mode="lines",
        line={"width": 1 if len(run) == 1 else 0, "color": colour},
        fill="toself",
        fillcolor=_faint(colour),
        hoverinfo="skip",
        showlegend=False,
    )


def _faint(colour: str) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.2)"


def _hover(
    row: Row, name: str, measure: str, formats: Formats, source_name: Callable[[str], str]
) -> str:
    lines = [f"<b>{escape(name, quote=False)}</b>, {formats.period(row['period'])}"]
    number = number_text(row, measure, formats)
    bounds = bounds_text(row, measure, formats)
    lines.append(number)
    if bounds and not row["is_range"]:
        lines.append(formats.words("chart.bounds", bounds=bounds))
    return "<br>".join([*lines, escape(source_name(row["source"]), quote=False)])


def _span(
    rows: Sequence[Row], measure: str, scale: int, height: int, *, is_log: bool
) -> tuple[float, float]:
    """The lower and upper end of the axis: zero is on it, and no mark is cut at an end."""
    low = min((float(row["low"]) for row in rows), default=0) / scale
    high = max((float(row["high"]) for row in rows), default=1) / scale
    if is_log:
        low, high = math.log10(low), math.log10(high)
        room = max((high - low) * 0.08, 0.05)
        return low - room, high + room
    if measure == RANK:
        return high + 0.5, 0.5  # the first on top
    low, high = min(low, 0), max(high, 0)
    room = (high - low or 1) * MARK / (height - ABOVE - BELOW)
    return low - room, high + 2 * room


def _scale_axis(
    figure: go.Figure,
    comparison: Comparison,
    span: tuple[float, float],
    formats: Formats,
    *,
    is_log: bool,
) -> None:
    measure = comparison.asked.measure
    scale = 10 ** power_of_levels(comparison) if measure == LEVEL else 1
    if measure == RANK:
        last = int(span[0])
        ranks = [*range(1, last + 1)] if last <= EVERY_RANK else [1, *steps(0, last)[1:]]
        labels = {"tickvals": ranks, "ticktext": [formats.number(rank, 0) for rank in ranks]}
        figure.update_yaxes(range=list(span), zeroline=False, **labels)
    elif is_log:
        values = powers(10 ** span[0], 10 ** span[1])
        figure.update_yaxes(
            type="log",
            range=list(span),
            zeroline=False,
            tickvals=values,
            ticktext=[_log_label(value * scale, measure, formats) for value in values],
        )
    else:
        has_signs = measure == GROWTH
        in_percent = measure in (GROWTH, SHARE)

        def label(value: float) -> str:
            number = formats.shortest(value, sign=has_signs)
            return formats.words("format.percent", percent=number) if in_percent else number

        figure.update_yaxes(**value_axis(span, label, MOST_VALUES))
    if measure == INDEX:
        hundred = math.log10(100) if is_log else 100
        if span[0] <= hundred <= span[1]:
            figure.add_hline(y=100, line={"color": RULE, "width": 1, "dash": "dot"})


def _log_label(value: float, measure: str, formats: Formats) -> str:
    """A tick of an axis over many powers of ten: an amount has its own unit."""
    if measure == LEVEL:
        return formats.brief(value)
    number = formats.shortest(value)
    return formats.words("format.percent", percent=number) if measure == SHARE else number


def _label_ends(
    figure: go.Figure,
    comparison: Comparison,
    formats: Formats,
    scale: int,
    span: tuple[float, float],
    *,
    is_log: bool,
) -> None:
    """The name of each line beside its end, pushed apart where two would overlap."""
    ends = []
    newest = max((line.rows[-1]["at"] for line in comparison.lines), default=None)
    for line in comparison.lines:
        n, last = comparison.place_of(line), line.rows[-1]
        name = line_name(line, comparison, formats)
        if last["at"] != newest:
            period = formats.period(last["period"])
            name = formats.words("compare.ended", name=name, period=period)
        point = float(last["point"]) / scale
        ends.append((_share_of_axis(math.log10(point) if is_log else point, span), n, name))
    lines_of = [_folded(name) for *_, name in ends]
    heights = {n: LINE * len(folded) for (_, n, _), folded in zip(ends, lines_of, strict=True)}
    room = figure.layout.height - ABOVE - BELOW
    places = _apart({n: share for share, n, _ in ends}, heights, room)
    widest = max((len(part) for folded in lines_of for part in folded), default=0)
    figure.update_layout(
        margin={"l": 10, "t": ABOVE, "b": BELOW, "r": min(WIDEST, int(widest * LETTER) + 28)}
    )
    for (_, n, _), folded in zip(ends, lines_of, strict=True):
        figure.add_annotation(
            x=1,
            xref="paper",
            y=places[n],
            yref="paper",
            xanchor="left",
            yanchor="middle",
            xshift=6,
            align="left",
            showarrow=False,
            text=f'<span style="color:{SERIES[n]}">{MARKS[n][1]}</span> '
            + "<br>".join(escape(part, quote=False) for part in folded),
        )


def _share_of_axis(value: float, span: tuple[float, float]) -> float:
    return (value - span[0]) / (span[1] - span[0])


def _folded(name: str) -> list[str]:
    """A name in lines that fit beside the chart, of about the same length."""
    most = int(WIDEST / LETTER) - 4
    folded = wrap(name, most, break_long_words=False, break_on_hyphens=False)
    shorter = (wrap(name, width, break_long_words=False, break_on_hyphens=False)
               for width in range(1, most))  # fmt: skip
    return next((lines for lines in shorter if len(lines) == len(folded)), folded)


def _apart(shares: dict[int, float], heights: dict[int, int], room: int) -> dict[int, float]:
    """Where labels stand on an axis of `room` pixels, as near to their ends as none overlaps.

    Labels that would overlap stand together as one block, in the middle of where they belong.
    """
    blocks: list[tuple[float, int, list[int]]] = []  # its middle and height in pixels, its labels
    for n in sorted(shares, key=lambda one: (shares[one], -one)):
        height, labels = heights[n], [n]
        middle = _within(shares[n] * room, height, room)
        while blocks and blocks[-1][0] + blocks[-1][1] / 2 > middle - height / 2:
            before, tall, others = blocks.pop()
            middle = (before * len(others) + middle * len(labels)) / (len(others) + len(labels))
            height, labels = height + tall, [*others, *labels]
            middle = _within(middle, height, room)
        blocks.append((middle, height, labels))
    places = {}
    for middle, height, labels in blocks:
        low = middle - height / 2
        for n in labels:
            places[n] = (low + heights[n] / 2) / room
            low += heights[n]
    return places


def _within(middle: float, height: float, room: float) -> float:
    """The middle of a block that does not reach beyond the axis."""
    return max(min(middle, room - height / 2), height / 2)
