"""The same trade as both sides report it: a dumbbell a period, exports right, imports left."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts import palette
from dashboard.charts.axes import value_axis
from dashboard.charts.bounded_marks import point, scaled
from dashboard.wording.formats import Formats, scale_of
from data.codes.flows import ONE_WAY, Flow
from data.relations import Row

A_ROW, AROUND = 27, 74  # pixels
MOST = 36  # periods, the newest
BLANK = "\u00a0" * 4  # between a mark and the text beside it
ROOM = 0.2  # of the width, beyond the furthest marks: for the gap in figures


def sides(rows: Sequence[Row], formats: Formats) -> go.Figure:
    """Rows of the file `mirror`: the reporter's figure filled, its partner's open.

    Two-way trade stands at the right where a period has no direction that both report.
    """
    shown = drawn(rows)
    periods = list(dict.fromkeys(row["period"] for row in shown))
    level = {period: -n for n, period in enumerate(periods)}
    power = scale_of([row[end] for row in shown for end in ("high", "mirror_high")])
    figure = go.Figure()
    for flow in (*ONE_WAY, Flow.TOTAL):
        of_flow = [row for row in shown if row["flow"] == flow]
        if of_flow:
            _add(figure, of_flow, flow, level, power, formats)
    _lay_out(figure, shown, level, power, formats)
    return figure


def drawn(rows: Sequence[Row]) -> list[Row]:
    """The rows that are drawn, the newest period first."""
    newest = list(dict.fromkeys(row["period"] for row in rows if row["flow"] != Flow.BALANCE))[
        :MOST
    ]
    kept = [row for row in rows if row["period"] in newest and row["flow"] != Flow.BALANCE]
    with_directions = {row["period"] for row in kept if row["flow"] in ONE_WAY}
    return [r for r in kept if r["flow"] in ONE_WAY or r["period"] not in with_directions]


def _values(row: Row, power: int) -> tuple[float, float]:
    """The reporter's and the partner's figure; imports below zero."""
    sign = -1 if row["flow"] == Flow.IMPORT else 1
    own = point(row, "value")
    its = point(_its(row), "value")
    return sign * scaled(own, power), sign * scaled(its, power)


def _its(row: Row) -> Row:
    return {name: row[f"mirror_{name}"] for name in ("value", "low", "high")}


def _add(
    figure: go.Figure,
    rows: Sequence[Row],
    flow: Flow,
    level: dict[str, int],
    power: int,
    formats: Formats,
) -> None:
    colour = palette.FLOW_COLOUR[flow]
    heights = [level[row["period"]] for row in rows]
    both = [_values(row, power) for row in rows]
    figure.add_scatter(
        x=[x for own, its in both for x in (own, its, None)],
        y=[y for height in heights for y in (height, height, None)],
        mode="lines",
        line={"color": colour, "width": 4},
        opacity=0.35,
        hoverinfo="skip",
        showlegend=False,
    )
    for side, symbol in ((0, "circle"), (1, "diamond-open")):
        figure.add_scatter(
            x=[pair[side] for pair in both],
            y=heights,
            mode="markers",
            name=formats.words(f"flow.{flow}"),
            marker={"symbol": symbol, "size": 9, "color": colour, "line": {"width": 2}},
            customdata=[_hover(row, formats) for row in rows],
            hovertemplate="%{customdata}<extra></extra>",
        )
    out = -1 if flow == Flow.IMPORT else 1
    figure.add_scatter(
        x=[out * max(abs(own), abs(its)) for own, its in both],
        y=heights,
        mode="text",
        text=[_gap(row, power, formats) for row in rows],
        textposition="middle left" if out < 0 else "middle right",
        textfont={"size": 11},
        hoverinfo="skip",
        cliponaxis=False,
    )


def _gap(row: Row, power: int, formats: Formats) -> str:
    """The gap, signed; nothing where the bounds of both meet."""
    if row["low"] <= row["mirror_high"] and row["mirror_low"] <= row["high"]:
        return f"{BLANK}={BLANK}"
    gap = point(row, "value") - point(_its(row), "value")
    text = formats.bare({"value": abs(gap), "qualifier": None}, power)
    return f"{BLANK}{'+' if gap > 0 else '−'}{text}{BLANK}"


def _hover(row: Row, formats: Formats) -> str:
    words = formats.words
    own = formats.amount_bounds(row["low"], row["high"], row["currency"])
    its = formats.amount_bounds(row["mirror_low"], row["mirror_high"], row["currency"])
    names = (formats.area(row["reporter"]), formats.area(row["partner"]))
    lines = [f"<b>{formats.period(row['period'])}</b>, {formats.flow(row['flow'])}"]
    lines += [words("chart.side", side=name, value=value)
              for name, value in zip(names, (own, its), strict=True)]  # fmt: skip
    return "<br>".join(lines)


def _lay_out(
    figure: go.Figure, rows: Sequence[Row], level: dict[str, int], power: int, formats: Formats
) -> None:
    values = [x for row in rows for x in _values(row, power)]
    low, high = min([0.0, *values]), max([0.0, *values])
    room = ROOM * (high - low)
    low, high = low - (room if low < 0 else room / 10), high + room
    sizes = value_axis((low, high), lambda value: formats.shortest(abs(value)))
    figure.update_xaxes(**sizes)
    figure.update_yaxes(
        range=[-len(level) + 0.4, 0.6],
        tickvals=list(level.values()),
        ticktext=[formats.period(period) for period in level],
        showgrid=False,
        zeroline=False,
        automargin=True,
        fixedrange=True,
    )
    figure.update_layout(
        showlegend=False,
        height=AROUND + A_ROW * max(len(level), 3),
        margin={"l": 10, "r": 14, "t": 30, "b": 30},
        separators=formats.separators,
        hovermode="closest",
    )
    for flow, side in ((Flow.EXPORT, high), (Flow.IMPORT, low)):
        if any(row["flow"] == flow for row in rows):
            figure.add_annotation(
                x=side / 2, y=1, yref="paper", yanchor="bottom", showarrow=False,
                text=f"{formats.words(f'chart.side_{flow}')}", font={"size": 12},
            )  # fmt: skip
