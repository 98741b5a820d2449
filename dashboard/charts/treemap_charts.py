"""What a reporter's trade is made of: partners or goods as areas, and how concentrated it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from html import escape
from textwrap import wrap

import plotly.graph_objects as go

from dashboard.charts.axes import laid_out
from dashboard.charts.palette import FLOW_COLOUR
from dashboard.wording.formats import Formats
from data.codes.flows import Flow
from data.relations import Row

HEIGHT = 420
MOST = 24  # parts that are drawn one by one
REST = "#5b646d"  # white on it can be read
LONGEST = 24  # letters of a line
SMALL = 0.03  # of the whole: a part that has no room for its amount
NAMED = "<b>%{label}</b><br>%{customdata[1]}"
TOLD = "<b>%{label}</b><br>%{customdata[0]}<br>%{customdata[1]}"
LIGHT = (0.95, 0.72)  # of the colour, by turns: neighbours are told apart


@dataclass(frozen=True)
class Part:
    """An area: its name, how large it is, and the amount as its source prints it."""

    name: str
    amount: float
    printed: str
    is_rest: bool


def treemap(
    rows: Sequence[Row], name: Callable[[Row], str], rest: float | None, flow: str, formats: Formats
) -> go.Figure:
    """An area for each row, the largest first; `rest` is of the whole that no row has.

    Beyond the first `MOST` all are one area, and what is with none of the rows another; both grey.
    """
    shown, others = rows[:MOST], rows[MOST:]
    currency = rows[0]["currency"]
    parts = [
        Part(name(row), float(row["point"]), formats.headline(row), is_rest=False) for row in shown
    ]
    if others:
        both = sum(float(row["point"]) for row in others)
        together = formats.words("structure.others", n=len(others))
        parts.append(Part(together, both, formats.amount(both, currency), is_rest=True))
    if rest and rest > 0:
        without = formats.words("structure.rest")
        parts.append(Part(without, rest, formats.amount(rest, currency), is_rest=True))
    whole = sum(part.amount for part in parts)
    colours = [
        REST if part.is_rest else _faded(FLOW_COLOUR[Flow(flow)], LIGHT[n % 2])
        for n, part in enumerate(parts)
    ]
    figure = go.Figure(
        go.Treemap(
            labels=[_folded(part.name) for part in parts],
            parents=[""] * len(parts),
            values=[part.amount for part in parts],
            customdata=[
                [part.printed, formats.percent(100 * part.amount / whole)] for part in parts
            ],
            texttemplate=[NAMED if part.amount < SMALL * whole else TOLD for part in parts],
            hovertemplate=f"{TOLD}<extra></extra>",
            marker={"colors": colours, "line": {"width": 1.5, "color": "rgba(255,255,255,0.9)"}},
            textfont={"color": "#ffffff"},
            tiling={"pad": 0},
            pathbar={"visible": False},
        )
    )
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        uniformtext={"minsize": 11, "mode": "hide"},
    )
    return figure


def concentration(rows: Sequence[Row], flow: str, formats: Formats) -> go.Figure:
    """The index by year with its bounds; no line across a year without one."""
    colour = FLOW_COLOUR[Flow(flow)]
    figure = go.Figure()
    x: list[object] = []
    y: list[float | None] = []
    up: list[float] = []
    down: list[float] = []
    told: list[str] = []
    before = None
    for row in rows:
        if before is not None and before.moved(before.months) != row["at"]:
            x, y, up, down, told = [*x, None], [*y, None], [*up, 0], [*down, 0], [*told, ""]
        before = row["at"]
        x.append(row["first_month"] + timedelta(days=15 * row["at"].months))
        y.append(row["point"])
        up.append(row["high"] - row["point"])
        down.append(row["point"] - row["low"])
        told.append(_told(row, formats))
    figure.add_scatter(
        x=x, y=y, mode="lines+markers", connectgaps=False,
        line={"color": colour, "width": 2.5},
        marker={"size": 6, "color": colour},
        error_y={"type": "data", "symmetric": False, "array": up, "arrayminus": down,
                 "thickness": 1.2, "width": 2},
        customdata=told, hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip
    laid_out(figure, rows, "", formats)
    most = max(row["high"] for row in rows)
    figure.update_layout(
        showlegend=False, height=300, margin={"l": 10, "r": 10, "t": 10, "b": 40},
        yaxis={"title": None, "range": [0, min(1.02, most * 1.15)]},
    )  # fmt: skip
    return figure


def _told(row: Row, formats: Formats) -> str:
    bounds = formats.number_bounds(row["low"], row["high"])
    parts = formats.words("structure.parts", n=row["parts"])
    return f"<b>{formats.period(row['period'])}</b><br>{bounds}<br>{parts}"


def _folded(name: str) -> str:
    """A name in lines short enough for a small area."""
    return "<br>".join(escape(line, quote=False) for line in wrap(name, LONGEST))


def _faded(colour: str, share: float) -> str:
    """A colour that is darkened, so that white on it can be read."""
    parts = (int(int(colour[i : i + 2], 16) * share * 0.8) for i in (1, 3, 5))
    return "#" + "".join(f"{part:02x}" for part in parts)
