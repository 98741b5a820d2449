"""The balance of a pair by period, above or below zero."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts import palette
from dashboard.charts.axes import value_axis
from dashboard.charts.bounded_marks import bounds, ends, hover, point, scaled
from dashboard.charts.pair_chart import BAR, lay_out_places, mark_gaps
from dashboard.charts.slots import slots
from dashboard.wording.formats import Formats, scale_of
from data import periods
from data.codes.flows import Flow
from data.relations import Row

HEIGHT = 260


def balances(rows: Sequence[Row], formats: Formats) -> go.Figure:
    """A bar a period with its bounds, in one colour whatever its sign."""
    places = slots(periods.parse(row["period"]) for row in rows)
    at = {str(one.first): one.at for one in places if not one.is_gap}
    power = scale_of([end for row in rows for end in ends(row, "balance")])
    heights = [scaled(point(row, "balance"), power) for row in rows]
    figure = go.Figure()
    figure.add_bar(
        x=[at[row["period"]] for row in rows],
        y=heights,
        width=BAR,
        marker={"color": palette.FLOW_COLOUR[Flow.BALANCE]},
        name=formats.words(f"flow.{Flow.BALANCE}"),
        error_y=bounds(rows, "balance", power),
        customdata=[hover(row, "balance", formats) for row in rows],
        hovertemplate="%{customdata}<extra></extra>",
    )
    lay_out_places(figure, places, formats)
    mark_gaps(figure, places, formats)
    reach = (min([0.0, *heights]) * 1.12, max([0.0, *heights]) * 1.12)
    sizes = value_axis(
        reach if reach[0] < reach[1] else (-1.0, 1.0),
        lambda one: ("+" if one > 0 else "−" if one < 0 else "") + formats.shortest(abs(one)),
        4,
    )
    figure.update_yaxes(**{**sizes, "range": reach})
    figure.update_layout(
        showlegend=False,
        height=HEIGHT,
        margin={"l": 66, "r": 14, "t": 10, "b": 44},
        separators=formats.separators,
        hovermode="closest",
    )
    return figure
