"""The axes of a chart of trade: time in the page's words, amounts in its number format."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from math import ceil, floor, log10
from typing import Any

import plotly.graph_objects as go

from dashboard.charts import palette
from dashboard.wording.formats import Formats
from data import periods
from data.periods import Period
from data.relations import Row

TEXT_SIZE = 12  # of ticks and titles, in pixels of the page
MOST_TICKS = 10  # years that stand upright beside each other on a phone


def laid_out(
    figure: go.Figure, frame: Sequence[Row], unit: str, formats: Formats, most: int = MOST_TICKS
) -> go.Figure:
    """The figure with its legend, its amounts in `unit`, and the periods of `frame`."""
    figure.update_layout(
        barmode="overlay",
        showlegend=True,
        height=360,
        margin={"l": 10, "r": 10, "t": 60, "b": 10},
        legend={"orientation": "h", "yanchor": "top", "y": -0.2},
        separators=formats.separators,
        yaxis={"title": unit, "zeroline": True, "zerolinecolor": palette.RULE},
        hovermode="closest",
    )
    if any(row["freq"] == "R" for row in frame):
        in_time = sorted(frame, key=lambda row: (row["last_month"], row["first_month"]))
        names = dict.fromkeys(formats.short_run(row["period"]) for row in in_time)
        order = {"categoryorder": "array", "categoryarray": list(names)}
        above = {"orientation": "h", "yanchor": "bottom", "y": 1.02}  # names of runs are long
        figure.update_layout(barmode="group", xaxis={"type": "category", **order}, legend=above)
        return figure
    figure.update_xaxes(**_time_axis(frame, formats, most))
    return figure


def value_axis(
    reach: tuple[float, float], label: Callable[[float], str], most: int = 5
) -> dict[str, Any]:
    """An axis of values between two ends, with a line at zero and labels of the page's language."""
    values = steps(*reach, most)
    return {
        "range": reach,
        "tickvals": values,
        "ticktext": [label(value) for value in values],
        "zeroline": True,
        "zerolinecolor": palette.RULE,
        "fixedrange": True,
    }


def steps(low: float, high: float, most: int = 5) -> list[float]:
    """Round numbers between two ends, zero among them."""
    rough = (high - low) / most
    size = 10.0 ** floor(log10(rough))
    step = next(size * n for n in (1, 2, 5, 10) if size * n >= rough)
    return [round(n * step, 10) for n in range(ceil(low / step), floor(high / step) + 1)]


def powers(low: float, high: float, most: int = 6) -> list[float]:
    """Round numbers above zero for a logarithmic axis: powers of ten, their halves and fifths."""
    first, last = floor(log10(low)), ceil(log10(high))
    for parts in ((1, 2, 5), (1, 3), (1,)):
        found = [part * 10.0**n for n in range(first, last + 1) for part in parts]
        within = [value for value in found if low <= value <= high]
        if 1 < len(within) <= most:
            return within
    if high / low < 10:
        return steps(low, high, most)
    return within[:: -(-len(within) // most)]


def readable(figure: go.Figure, theme: str) -> go.Figure:
    """The figure with its text in the colour of the theme: Streamlit's own grey has 3.8:1.

    Ticks that Plotly finds itself have all their digits, no `160k` beside `1000`. All text keeps
    its size, for which the places of the others are made: Streamlit would let ticks alone grow.
    """
    colour = palette.TEXT[theme]
    figure.update_layout(font_color=colour, legend_font_color=colour)
    for axes in (figure.update_xaxes, figure.update_yaxes):
        axes(
            tickfont={"color": colour, "size": TEXT_SIZE},
            title_font={"color": colour, "size": TEXT_SIZE},
            separatethousands=True,
            exponentformat="none",
        )
    plain = [note for note in figure.layout.annotations if note.font.color is None]
    for note in plain:
        note.font.color = colour
    return figure


def _time_axis(frame: Sequence[Row], formats: Formats, most: int) -> dict[str, Any]:
    """Ticks in the middle of the periods, in words: every one, or evenly back from the newest."""
    if not frame:
        return {}
    every = every_period(frame)
    step = max(-(-len(every) // most), 1)
    shown = every[(len(every) - 1) % step :: step]
    months = every[0].months
    half = timedelta(days=15 * months)
    return {
        "type": "date",
        "range": [every[0].first_month, every[-1].moved(months).first_month],
        "tickmode": "array",
        "tickvals": [period.first_month + half for period in shown],
        "ticktext": [_in_two_lines(formats.period(str(period))) for period in shown],
    }


def _in_two_lines(period: str) -> str:
    """The year of a quarter or month below it, so that names fit beside each other on a phone."""
    return re.sub(r"[ /](\d{4})$", r"<br>\1", period)


def every_period(frame: Sequence[Row]) -> list[Period]:
    """The periods of a time axis: from the first figure to the last, at least five."""
    figures = [periods.parse(row["period"]) for row in frame]
    first, last = min(figures), max(figures)
    first = min(first, last.moved(-4 * last.months))
    count = (last.start - first.start) // last.months + 1
    return [first.moved(i * last.months) for i in range(count)]
