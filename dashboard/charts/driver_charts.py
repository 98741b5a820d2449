"""The waterfall from one period's two-way trade to the next: over exports, over imports.

Bars of reported figures are filled, bars that rest on an implied level are outlines only.
"""

from __future__ import annotations

from fractions import Fraction

import plotly.graph_objects as go

from analytics.reconciling.drivers import Decomposition, Part
from analytics.reconciling.known_levels import IMPLIED, Known
from dashboard.charts.palette import FLOW_COLOUR, NO_FILL
from dashboard.wording.driver_story import level_and_how
from dashboard.wording.formats import Formats, capital, scale_of
from data.codes.flows import ONE_WAY, Flow
from data.intervals import Interval

STEPS = (Flow.TOTAL, *ONE_WAY, Flow.TOTAL)  # base period, two changes, period
GREY = "rgba(128,128,128,0.95)"
HALF_BAR = 0.3
CHANGE = 1  # decimals of the bounds of a change, at most


def waterfall(found: Decomposition, currency: str, formats: Formats) -> go.Figure:
    """Two-way trade of the base period, the change of each flow, two-way trade of the period."""
    total, exports, imports = (found.parts[flow] for flow in (Flow.TOTAL, *ONE_WAY))
    foots, tops = _ends_of_bars(found)
    marks = (total.base.bounds, exports.change, imports.change, total.level.bounds)
    hollow = [_is_implied(total.base), *map(_has_implied, (exports, imports)),
              _is_implied(total.level)]  # fmt: skip
    power = scale_of([max(foots + tops), total.base.bounds.high, total.level.bounds.high])
    ends = [
        max(foot, top, foot + mark.high) for foot, top, mark in zip(foots, tops, marks, strict=True)
    ]
    figure = go.Figure()
    figure.add_bar(
        x=list(range(4)),
        base=[_scaled(foot, power) for foot in foots],
        y=[_scaled(top - foot, power) for foot, top in zip(foots, tops, strict=True)],
        width=2 * HALF_BAR,
        marker={
            "color": [
                NO_FILL if empty else FLOW_COLOUR[flow]
                for flow, empty in zip(STEPS, hollow, strict=True)
            ],
            "line": {"color": [FLOW_COLOUR[flow] for flow in STEPS], "width": 2.5},
        },
        customdata=_hovers(found, currency, formats),
        hovertemplate="%{customdata}<extra></extra>",
    )
    figure.add_scatter(**_bounds(foots, tops, marks, power))
    for i, (text, end) in enumerate(zip(_amounts(found, power, formats), ends, strict=True)):
        figure.add_annotation(
            x=i, y=_scaled(end, power), yanchor="bottom", yshift=4, showarrow=False,
            text=f"<b>{text}</b>", font={"size": 12},
        )  # fmt: skip
    for i, top in enumerate(tops[:3]):
        _connect(figure, i, _scaled(top, power))
    return _laid_out(figure, found, formats.scale_word(power, currency), formats)


def _amounts(found: Decomposition, power: int, formats: Formats) -> list[str]:
    """What stands above each bar, in the unit of the axis: levels, and changes with their sign."""
    total, exports, imports = (found.parts[flow] for flow in (Flow.TOTAL, *ONE_WAY))

    def level(known: Known) -> str:
        low, high = known.bounds.ends
        near = {formats.bare({"value": end, "qualifier": None}, power) for end in (low, high)}
        value = (low + high) / 2 if len(near) == 1 else None
        return formats.bare({"value": value, "low": low, "high": high, "qualifier": None}, power)

    changes = (formats.bare_gap(*part.change.ends, power, CHANGE) for part in (exports, imports))
    before, after = changes
    return [level(total.base), before, after, level(total.level)]


def _ends_of_bars(found: Decomposition) -> tuple[list[Fraction], list[Fraction]]:
    """Where each bar begins and where it ends: a step begins where the bar before it ends."""
    (exports_before, imports_before), (exports, imports) = found.points
    base, zero = exports_before + imports_before, Fraction()
    over_exports = base + exports - exports_before
    now = exports + imports
    return [zero, base, over_exports, zero], [base, over_exports, now, now]


def _bounds(
    foots: list[Fraction], tops: list[Fraction], marks: tuple[Interval, ...], power: int
) -> dict[str, object]:
    """The bounds of a level or change, at the end of its bar."""
    ends = [(foot + mark.low, foot + mark.high) for foot, mark in zip(foots, marks, strict=True)]
    return {
        "x": list(range(4)),
        "y": [_scaled(top, power) for top in tops],
        "mode": "markers",
        "marker": {"size": 1, "color": GREY},
        "hoverinfo": "skip",
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [
                _scaled(high - top, power) for (_, high), top in zip(ends, tops, strict=True)
            ],
            "arrayminus": [
                _scaled(top - low, power) for (low, _), top in zip(ends, tops, strict=True)
            ],
            "thickness": 1.2,
            "width": 4,
            "color": GREY,
        },
    }


def _connect(figure: go.Figure, i: int, height: float) -> None:
    figure.add_shape(
        type="line",
        x0=i + HALF_BAR,
        x1=i + 1 - HALF_BAR,
        y0=height,
        y1=height,
        line={"width": 1, "dash": "dot", "color": GREY},
    )


def _hovers(found: Decomposition, currency: str, formats: Formats) -> list[str]:
    """What each bar says: a level and how it is known, or a change between two such levels."""
    total, words = found.parts[Flow.TOTAL], formats.words
    base, period = str(found.base_period), str(found.period)

    def level(known: Known, of: str) -> str:
        bounds, how = level_and_how(known, currency, formats)
        return f"{formats.period(of)}: {bounds} ({how})"

    def change(flow: str, part: Part) -> str:
        bounds = formats.amount_bounds(part.change.low, part.change.high, currency)
        head = words("drivers.hover_change", flow=capital(formats.flow(flow)), bounds=bounds)
        return "<br>".join((f"<b>{head}</b>", level(part.base, base), level(part.level, period)))

    name = f"<b>{capital(formats.flow(Flow.TOTAL))}</b><br>"
    steps = [change(flow, found.parts[flow]) for flow in ONE_WAY]
    return [name + level(total.base, base), *steps, name + level(total.level, period)]


def _laid_out(figure: go.Figure, found: Decomposition, unit: str, formats: Formats) -> go.Figure:
    names = [
        _tick(str(found.base_period), formats),
        *(capital(formats.flow(flow)) for flow in ONE_WAY),
        _tick(str(found.period), formats),
    ]
    figure.update_layout(
        height=340,
        showlegend=False,
        margin={"l": 10, "r": 10, "t": 20, "b": 10},
        separators=formats.separators,
        xaxis={"tickvals": list(range(4)), "ticktext": names, "tickangle": 0, "showgrid": False},
        yaxis={"title": unit, "zeroline": True, "zerolinecolor": "#8a8f98"},
        hovermode="closest",
    )
    return figure


def _tick(period: str, formats: Formats) -> str:
    """The period's name, a run of months in its short form on two lines."""
    if "/" in period:
        return formats.short_run(period).replace(" ", "<br>", 1)
    return formats.period(period)


def _is_implied(known: Known) -> bool:
    return known.how == IMPLIED


def _has_implied(part: Part) -> bool:
    return _is_implied(part.base) or _is_implied(part.level)


def _scaled(amount: Fraction, power: int) -> float:
    return float(amount / 10**power)
