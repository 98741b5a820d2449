"""Charts of trade: bars with their bounds, gaps left as gaps.

Each function takes rows of `dashboard.answers.pairs` and gives a Plotly figure; colours of text and
background are the theme's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from dashboard.charts import palette
from dashboard.charts.bounded_marks import bounds, hover, point, scaled
from dashboard.wording.formats import Formats, scale_of
from data import periods
from data.codes.flows import Flow
from data.relations import Row

BAR_SHARE = 0.82  # of a period's width, shared by the flows


def partners(totals: dict[str, list[Row]], formats: Formats) -> go.Figure:
    """Two-way trade by year, a panel for each partner and currency with a scale of its own."""
    panels: dict[str, tuple[list[Row], int]] = {}
    for partner, levels in totals.items():
        currencies = dict.fromkeys(row["currency"] for row in levels)
        for currency in currencies:
            own = [row for row in levels if row["currency"] == currency]
            power = scale_of([row["high"] for row in own])
            unit = formats.scale_word(power, currency)
            # beside the axis, the unit would stand on the bars of the next panel on a phone
            panels[f"{formats.area(partner)}<br><sub>{unit}</sub>"] = own, power
    rows = -(-len(panels) // 2)
    figure = make_subplots(
        rows=rows,
        cols=2,
        subplot_titles=list(panels),
        shared_xaxes="all",
        vertical_spacing=0.36 / rows,
    )
    for i, (levels, power) in enumerate(panels.values()):
        figure.add_bar(
            row=i // 2 + 1,
            col=i % 2 + 1,
            showlegend=False,
            marker_color=palette.FLOW_COLOUR[Flow.TOTAL],
            **_bars(levels, "value", 0, 1, power, formats),
        )
    figure.update_xaxes(showticklabels=True, tickformat="%Y")
    figure.update_annotations(font_size=14)
    figure.update_layout(
        height=260 * rows,
        margin={"l": 10, "r": 10, "t": 45, "b": 10},
        separators=formats.separators,
        bargap=0.2,
    )
    return figure


def _bars(
    rows: Sequence[Row], what: str, i: int, count: int, power: int, formats: Formats
) -> dict[str, Any]:
    """The bars of one flow, the i-th of `count` beside each other within each period."""
    if any(row["freq"] == "R" for row in rows):
        place: dict[str, Any] = {"x": [formats.short_run(row["period"]) for row in rows]}
    else:
        slots = [_slot(row, count) for row in rows]
        place = {
            "x": [row["first_month"] for row in rows],
            "width": [slot / timedelta(milliseconds=1) for slot in slots],
            "offset": [
                (_margin(row) + slot * i) / timedelta(milliseconds=1)
                for row, slot in zip(rows, slots, strict=True)
            ],
        }
    return place | {
        "y": [scaled(point(row, what), power) for row in rows],
        "error_y": bounds(rows, what, power),
        "customdata": [hover(row, what, formats) for row in rows],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _length(row: Row) -> timedelta:
    after = periods.parse(row["period"]).moved(periods.parse(row["period"]).months)
    return after.first_month - row["first_month"]


def _slot(row: Row, count: int) -> timedelta:
    return _length(row) * BAR_SHARE / count


def _margin(row: Row) -> timedelta:
    return _length(row) * (1 - BAR_SHARE) / 2
