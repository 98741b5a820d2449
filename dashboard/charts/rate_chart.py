"""Growth on the year before by period: as the figures give it, and as it was reported."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts import palette
from dashboard.charts.axes import value_axis
from dashboard.charts.bounded_marks import bounds, ends, hover, point, scaled
from dashboard.charts.pair_chart import lay_out_places, mark_gaps
from dashboard.charts.slots import Slot, slots
from dashboard.wording.formats import Formats
from dashboard.wording.verdict_names import ORDER, verdict_name
from data import periods
from data.codes.flows import AMOUNTS, Flow
from data.relations import Row

MOST = 200  # percent, that a bar goes up unless a reported rate does; a longer one is cut and named
ASIDE = {Flow.EXPORT: -0.27, Flow.IMPORT: 0.27, Flow.TOTAL: 0.0}  # of the middle of a period
WIDTH = 0.24
HEIGHT = 360


def rates(rows: Sequence[Row], reported: Sequence[Row], formats: Formats) -> go.Figure:
    """Bars are recomputed, the other marks reported, one shape for each verdict.

    Zero is on the axis, also where one mark stands alone.
    """
    shown = [row for row in rows if row["flow"] in AMOUNTS]
    places = slots(periods.parse(row["period"]) for row in (*shown, *reported))
    at = {str(one.first): one.at for one in places if not one.is_gap}
    low, high = _reach(shown, reported)
    figure = go.Figure()
    for flow in AMOUNTS:
        bars = [row for row in shown if row["flow"] == flow]
        if bars:
            figure.add_bar(
                x=[at[row["period"]] + ASIDE[flow] for row in bars],
                y=[scaled(point(row, "growth_pct"), 0) for row in bars],
                width=WIDTH,
                marker={"color": palette.FLOW_COLOUR[flow]},
                name=formats.words(f"flow.{flow}"),
                error_y=bounds(bars, "growth_pct", 0),
                customdata=[hover(row, "growth_pct", formats) for row in bars],
                hovertemplate="%{customdata}<extra></extra>",
            )
    _add_reported(figure, reported, at, formats)
    _name_cut_bars(figure, shown, at, (low, high), formats)
    _lay_out(figure, places, (low, high), formats)
    return figure


def _add_reported(
    figure: go.Figure, reported: Sequence[Row], at: dict[str, float], formats: Formats
) -> None:
    """A mark for each reported rate, on the place of its flow; its shape is its verdict."""
    for verdict in ORDER:
        judged = [row for row in reported if row["verdict"] == verdict]
        if judged:
            name = formats.words("chart.reported", verdict=verdict_name(verdict, formats.words))
            told = [{**row, "implied": name} for row in judged]
            figure.add_scatter(
                x=[at[row["period"]] + ASIDE[row["flow"]] for row in judged],
                y=[scaled(point(row, "growth_pct"), 0) for row in judged],
                mode="markers",
                marker={
                    "symbol": palette.VERDICT_SYMBOL[verdict],
                    "size": 11,
                    "color": palette.CLAIM,
                    "line": {"width": 2, "color": palette.CLAIM},
                },
                name=name,
                error_y=bounds(judged, "growth_pct", 0),
                customdata=[hover(row, "growth_pct", formats) for row in told],
                hovertemplate="%{customdata}<extra></extra>",
            )


def _reach(rows: Sequence[Row], reported: Sequence[Row]) -> tuple[float, float]:
    claimed = [scaled(end, 0) for row in reported for end in ends(row, "growth_pct")]
    found = [scaled(point(row, "growth_pct"), 0) for row in rows]
    most = max([MOST, *claimed])
    low = min([0.0, *claimed, *found])
    high = max([0.0, *claimed, *(min(one, most) for one in found)])
    room = (high - low) * 0.12 or 1.0
    return low - (room if low < 0 else 0), high + room


def _name_cut_bars(
    figure: go.Figure,
    rows: Sequence[Row],
    at: dict[str, float],
    reach: tuple[float, float],
    formats: Formats,
) -> None:
    """The rate of a bar that is longer than the axis, upright at its top."""
    for row in rows:
        rate = scaled(point(row, "growth_pct"), 0)
        if rate > reach[1]:
            figure.add_annotation(
                x=at[row["period"]] + ASIDE[row["flow"]],
                y=reach[1],
                yanchor="bottom",
                text="▲",
                showarrow=False,
                font={"size": 10},
                hovertext=f"{formats.period(row['period'])}: {formats.percent(rate, 0, sign=True)}",
            )


def _lay_out(
    figure: go.Figure, places: list[Slot], reach: tuple[float, float], formats: Formats
) -> None:
    lay_out_places(figure, places, formats)
    mark_gaps(figure, places, formats)
    rates = value_axis(reach, lambda value: formats.percent(value, 0, sign=True))
    figure.update_yaxes(**rates)
    figure.update_layout(
        barmode="overlay",
        showlegend=False,
        height=HEIGHT,
        margin={"l": 60, "r": 14, "t": 20, "b": 44},
        separators=formats.separators,
        hovermode="closest",
    )
