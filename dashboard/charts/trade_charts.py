"""Charts of trade: bars with their bounds, gaps left as gaps.

Each function takes rows of `dashboard.answers.pairs` and gives a Plotly figure; colours of text and
background are the theme's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from html import escape
from typing import Any

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from dashboard.charts import palette
from dashboard.charts.axes import every_period, laid_out
from dashboard.wording.formats import Formats, scale_of
from dashboard.wording.verdict_names import ORDER, verdict_name
from data import periods
from data.codes.flows import AMOUNTS, Flow
from data.relations import Row

TOLD = ("publisher", "implied", "premise")  # of a row, below its amount
REPORTED = {"size": 11, "color": palette.CLAIM, "line_width": 2}
BAR_SHARE = 0.82  # of a period's width, shared by the flows


def trade(
    levels: Sequence[Row],
    others: Sequence[Row],
    events: Sequence[Row],
    formats: Formats,
    implied: Sequence[Row] = (),
    conflicts: Sequence[Row] = (),
) -> go.Figure:
    """Exports, imports and two-way trade with their bounds; diamonds are other sources.

    Hollow bars are `implied`; a "!" stands on each bar that is among `conflicts`, with the titles
    in the `conflicts` of the row as its text.
    """
    drawn = [*levels, *implied]
    flows = [flow for flow in AMOUNTS if any(row["flow"] == flow for row in drawn)]
    power = scale_of([row["high"] for row in drawn])
    figure = go.Figure()
    for i, flow in enumerate(flows):
        rows = [row for row in levels if row["flow"] == flow]
        if rows:
            figure.add_bar(
                **_bars(rows, "value", i, len(flows), power, formats), **_named(flow, formats)
            )
    legend_of = next((f for f in flows if any(row["flow"] == f for row in implied)), None)
    for i, flow in enumerate(flows):
        rows = [row for row in implied if row["flow"] == flow]
        if rows:
            place = _bars(rows, "value", i, len(flows), power, formats)
            figure.add_bar(**place, **_hollow(flow, formats), showlegend=flow == legend_of)
    shown = [row for row in others if row["flow"] in flows]
    if shown:
        figure.add_scatter(
            x=[_middle(row, flows.index(row["flow"]), len(flows), formats) for row in shown],
            y=[_scaled(_point(row, "value"), power) for row in shown],
            error_y=_error_bars(shown, "value", power),
            mode="markers",
            marker={"symbol": "diamond-open", "size": 9, "color": palette.CLAIM, "line_width": 2},
            name=formats.words("chart.other_sources"),
            customdata=[_hover(row, "value", formats) for row in shown],
            hovertemplate="%{customdata}<extra></extra>",
        )
    _mark_events(figure, events)
    for row in conflicts:
        where = _middle(row, flows.index(row["flow"]), len(flows), formats)
        _mark_conflicts(figure, where, _scaled(row["high"], power), row["conflicts"])
    currency = drawn[0]["currency"] if drawn else "USD"
    return laid_out(figure, drawn, formats.scale_word(power, currency), formats)


def balances(rows: Sequence[Row], frame: Sequence[Row], formats: Formats) -> go.Figure:
    """The balance by period, above or below zero, on the time axis of `frame`."""
    power = scale_of([end for row in rows for end in (row["balance_low"], row["balance_high"])])
    figure = go.Figure()
    figure.add_bar(**_bars(rows, "balance", 0, 1, power, formats), **_named(Flow.BALANCE, formats))
    currency = rows[0]["currency"] if rows else "USD"
    return laid_out(figure, frame, formats.scale_word(power, currency), formats)


def growth(
    rows: Sequence[Row], reported: Sequence[Row], frame: Sequence[Row], formats: Formats
) -> go.Figure:
    """Year-on-year growth in percent: bars recomputed; other marks reported, one for each verdict.

    A row of `reported` has its `verdict`.
    """
    shown = [row for row in rows if row["flow"] in AMOUNTS]
    flows = [flow for flow in AMOUNTS if any(r["flow"] == flow for r in (*shown, *reported))]
    figure = go.Figure()
    for i, flow in enumerate(flows):
        bars = [row for row in shown if row["flow"] == flow]
        if bars:
            figure.add_bar(
                **_bars(bars, "growth_pct", i, len(flows), 0, formats), **_named(flow, formats)
            )
    for verdict in ORDER:
        judged = [row for row in reported if row["verdict"] == verdict]
        if judged:
            name = formats.words("chart.reported", verdict=verdict_name(verdict, formats.words))
            told = [{**row, "implied": name} for row in judged]
            figure.add_scatter(
                x=[_middle(row, flows.index(row["flow"]), len(flows), formats) for row in judged],
                y=[_scaled(_point(row, "growth_pct"), 0) for row in judged],
                error_y=_error_bars(judged, "growth_pct", 0),
                mode="markers",
                marker=REPORTED | {"symbol": palette.VERDICT_SYMBOL[verdict]},
                name=name,
                customdata=[_hover(row, "growth_pct", formats) for row in told],
                hovertemplate="%{customdata}<extra></extra>",
            )
    figure.update_yaxes(rangemode="tozero")
    return laid_out(figure, frame, "%", formats)


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
        "y": [_scaled(_point(row, what), power) for row in rows],
        "error_y": _error_bars(rows, what, power),
        "customdata": [_hover(row, what, formats) for row in rows],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _named(flow: Flow, formats: Formats) -> dict[str, Any]:
    name = formats.words(f"flow.{flow}")
    return {"name": name, "marker_color": palette.FLOW_COLOUR[flow], "offsetgroup": flow}


def _hollow(flow: Flow, formats: Formats) -> dict[str, Any]:
    """An implied bar: an outline in the colour of its flow, beside the reported ones."""
    outline = {"color": palette.FLOW_COLOUR[flow], "width": 2}
    return {
        "name": formats.words("implied.legend"),
        "legendgroup": "implied",
        "marker": {"color": palette.NO_FILL, "line": outline},
        "offsetgroup": flow,
    }


def _ends(row: Row, what: str) -> tuple[Any, Any]:
    if what == "value":
        return row["low"], row["high"]
    return row[f"{what}_low"], row[f"{what}_high"]


def _point(row: Row, what: str) -> Any:
    """The number itself, or the middle of its bounds where only a range is known."""
    low, high = _ends(row, what)
    return row[what] if row[what] is not None else (low + high) / 2


def _scaled(value: Any, power: int) -> float:
    return float(value) / 10**power


def _error_bars(rows: Sequence[Row], what: str, power: int) -> dict[str, Any]:
    points = [_scaled(_point(row, what), power) for row in rows]
    ends = [_ends(row, what) for row in rows]
    return {
        "type": "data",
        "symmetric": False,
        "array": [_scaled(high, power) - p for (_, high), p in zip(ends, points, strict=True)],
        "arrayminus": [p - _scaled(low, power) for (low, _), p in zip(ends, points, strict=True)],
        "thickness": 1.2,
        "width": 2,
        "color": palette.BOUNDS,
    }


def _hover(row: Row, what: str, formats: Formats) -> str:
    """Period, flow, amount and publisher; for an implied bar, or a narrowed one, from what."""
    flow = formats.words(f"flow.{row.get('flow', Flow.BALANCE)}")
    lines = [f"<b>{formats.period(row['period'])}</b>, {flow}", _hover_amount(row, what, formats)]
    told = [escape(row[name], quote=False) for name in TOLD if row.get(name)]
    return "<br>".join([*lines, *told])


def _hover_amount(row: Row, what: str, formats: Formats) -> str:
    low, high = _ends(row, what)
    if what == "growth_pct":
        return formats.percent_bounds(low, high)
    bounds = formats.amount_bounds(low, high, row["currency"])
    if what == "balance" or row[what] is None or low == high:
        return bounds if what == "balance" else formats.of_row(row)
    return formats.of_row(row) + "<br>" + formats.words("chart.bounds", bounds=bounds)


def _length(row: Row) -> timedelta:
    after = periods.parse(row["period"]).moved(periods.parse(row["period"]).months)
    return after.first_month - row["first_month"]


def _slot(row: Row, count: int) -> timedelta:
    return _length(row) * BAR_SHARE / count


def _margin(row: Row) -> timedelta:
    return _length(row) * (1 - BAR_SHARE) / 2


def _middle(row: Row, i: int, count: int, formats: Formats) -> Any:
    """Where a marker of the i-th of `count` flows stands: on its bar, or on its run of months."""
    if row["freq"] == "R":
        return formats.short_run(row["period"])
    return row["first_month"] + _margin(row) + _slot(row, count) * (i + 0.5)


def _mark_events(figure: go.Figure, events: Sequence[Row]) -> None:
    """A dotted line for each event on the axis, numbered as in the list below the chart.

    Numbers of events within a year of each other stand one above the other.
    """
    marked = [(n, event) for n, event in enumerate(events, start=1) if event["on_axis"]]
    height, before = 0, date.min
    for number, event in sorted(marked, key=lambda pair: pair[1]["day"]):
        height = height + 12 if (event["day"] - before).days < 366 else 0
        before = event["day"]
        figure.add_vline(x=event["day"], line={"width": 1, "dash": "dot", "color": palette.RULE})
        figure.add_annotation(
            x=event["day"],
            y=1,
            yref="paper",
            yanchor="bottom",
            yshift=height,
            text=str(number),
            showarrow=False,
            font={"size": 11},
            hovertext=escape(event["text"], quote=False),
        )


def _mark_conflicts(figure: go.Figure, where: Any, height: float, titles: Iterable[str]) -> None:
    figure.add_annotation(
        x=where,
        y=height,
        yanchor="bottom",
        yshift=3,
        text="<b>!</b>",
        showarrow=False,
        font={"size": 15, "color": palette.CONFLICT},
        hovertext="<br>".join(escape(title, quote=False) for title in titles),
    )


def event_rows(
    events: Iterable[Row], levels: Sequence[Row], text: Callable[[str], str]
) -> list[Row]:
    """Events as the chart marks them: their day, their text, and whether they are on its axis."""
    axis = every_period(levels) if levels and levels[0]["freq"] != "R" else []
    first = axis[0].first_month if axis else date.max
    end = axis[-1].moved(axis[-1].months).first_month if axis else date.min
    rows = []
    for event in events:
        day = _first_day(event["begins"])
        on_axis = day is not None and first <= day < end
        rows.append({**event, "text": text(event["event"]), "day": day, "on_axis": on_axis})
    return rows


def _first_day(text: str | None) -> date | None:
    if text is None:
        return None
    year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
    return date(year, month, day)
