"""Claimed against recomputed growth: a row a change, a diamond a claim, a bar for what is.

Claims about one change share its row.

What is far above the others has an axis of its own behind a break, so that it does not press the
others together: within each axis the scale is even, and the break is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from html import escape
from typing import Any, NamedTuple

import plotly.graph_objects as go

from dashboard.answers.claims_in_short import TwoRates
from dashboard.charts import palette
from dashboard.wording.explanations import claim_label, signed_change
from dashboard.wording.formats import Formats
from dashboard.wording.verdict_names import ICONS

MOST_ROWS = 15
ROW, AXIS = 34, 44  # pixels
MOST_BEYOND = 4  # one row in so many may lie beyond the break
FAR = 2.5  # times as far as the rows before the break reach
ROOM = 0.06  # of an axis, at its ends
BEFORE, BEHIND = (0.0, 0.74), (0.77, 1.0)  # of the width
LABEL = 0.48  # of a row, above its bar
BAR = 0.32
AFTER = "\u200b"  # behind a link: Plotly would put another around a text that is a link as a whole


class _Placed(NamedTuple):
    row: TwoRates
    height: float
    told: str


def claims(
    rows: Sequence[TwoRates], formats: Formats, address: Callable[[TwoRates], str]
) -> go.Figure:
    """The rows from above in their order, each with its name and verdict above its bar.

    `address` is where a row opens.
    """
    figure, end = go.Figure(), end_of_axis(rows)
    placed = [_Placed(row, len(rows) - 1 - i, _hover(row, formats)) for i, row in enumerate(rows)]
    half = BAR / 2
    zero = _lines((0.0, one.height - half, 0.0, one.height + half) for one in placed)
    figure.add_scatter(**zero, line={"color": palette.RULE, "width": 1.5})
    for axis in ("x",) if end is None else ("x", "x2"):
        _draw(figure, placed, axis, end)
    for one in placed:
        _name(figure, one.row, one.height + LABEL, formats, address(one.row))
    _lay_out(figure, rows, end, formats)
    return figure


def reach(row: TwoRates) -> float:
    """The greatest number of a row."""
    return float(max(*(one.claimed.high for one in row.every), row.recomputed.high))


def end_of_axis(rows: Sequence[TwoRates]) -> float | None:
    """Where the axis is broken: above all but the few rows that lie far beyond; None for none."""
    reaches = sorted(reach(row) for row in rows)
    kept = reaches[: len(reaches) - len(reaches) // MOST_BEYOND]
    if not kept or kept[-1] <= 0 or reaches[-1] < FAR * kept[-1]:
        return None
    return kept[-1]


def _draw(figure: go.Figure, placed: Sequence[_Placed], axis: str, end: float | None) -> None:
    """What lies on an axis: below the `end` of the first, or above it on the second."""

    def is_on(low: Fraction, high: Fraction) -> bool:
        return end is None or (float(low) <= end if axis == "x" else float(high) > end)

    members = [(one, rates) for one in placed for rates in one.row.every]
    gaps = [
        (float(rates.said), one.height, float(sum(one.row.recomputed.ends) / 2), one.height)
        for one, rates in members
        if not rates.claimed.meets(one.row.recomputed)
    ]
    figure.add_scatter(
        **_lines(gaps), xaxis=axis, line={"color": palette.RULE, "width": 1.5, "dash": "dot"}
    )
    bars = [one for one in placed if is_on(*one.row.recomputed.ends)]
    colours = [palette.VERDICT_COLOUR[one.row.check.verdict] for one in bars]
    figure.add_bar(
        name="recomputed",
        orientation="h",
        base=[float(one.row.recomputed.low) for one in bars],
        x=[float(one.row.recomputed.width) for one in bars],
        y=[one.height for one in bars],
        width=BAR,
        marker={"color": colours, "line": {"color": colours, "width": 2}},
        xaxis=axis,
        customdata=[one.told for one in bars],
        hovertemplate="%{customdata}<extra></extra>",
    )
    bounds = [
        (float(rates.claimed.low), one.height, float(rates.claimed.high), one.height)
        for one, rates in members
    ]
    figure.add_scatter(**_lines(bounds), xaxis=axis, line={"color": palette.CLAIM, "width": 2})
    said = [(one, rates) for one, rates in members if is_on(rates.said, rates.said)]
    figure.add_scatter(
        name="said",
        x=[float(rates.said) for _, rates in said],
        y=[one.height for one, _ in said],
        mode="markers",
        marker={"symbol": "diamond", "size": 9, "color": palette.CLAIM},
        xaxis=axis,
        customdata=[one.told for one, _ in said],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _lines(segments: Iterable[tuple[float, float, float, float]]) -> dict[str, Any]:
    """Lines from x, y to x, y that are not joined to each other."""
    x: list[float | None] = []
    y: list[float | None] = []
    for x1, y1, x2, y2 in segments:
        x += [x1, x2, None]
        y += [y1, y2, None]
    return {"x": x, "y": y, "mode": "lines", "hoverinfo": "skip"}


def _name(figure: go.Figure, row: TwoRates, height: float, formats: Formats, address: str) -> None:
    """What the row is of and what was said, linked to its proof; at the other side the verdict."""
    check = row.check
    label = escape(claim_label(check, formats), quote=False)
    said = escape(_said(row, formats), quote=False)
    sources = len({one.check.claim.source for one in row.every})
    more = f" · {formats.words('check.n_sources', n=sources)}" if sources > 1 else ""
    href = escape(address)
    verdict = formats.words(f"verdict_short.{check.verdict}")
    colour = palette.VERDICT_COLOUR[check.verdict]
    texts = (
        (
            0,
            "left",
            f'<a href="{href}" target="_self"><span>{label}: </span><b>{said}</b>'
            f"{escape(more, quote=False)}</a>{AFTER}",
        ),
        (
            1,
            "right",
            f'<span style="color:{colour}"><b>{ICONS[check.verdict]}</b></span> {verdict}',
        ),
    )
    for x, side, text in texts:
        figure.add_annotation(
            x=x, xref="paper", xanchor=side, y=height, yref="y", yanchor="middle", text=text,
            showarrow=False, font={"size": 12}, borderpad=0,
        )  # fmt: skip


def _lay_out(
    figure: go.Figure, rows: Sequence[TwoRates], end: float | None, formats: Formats
) -> None:
    low = min(0.0, *(end for row in rows for end in _ends(row)))
    most = max(0.0, *map(reach, rows))
    high = most if end is None else end
    room = (high - low) * ROOM
    shown = {"ticksuffix": "%", "zeroline": False, "fixedrange": True, "showgrid": False}
    figure.update_layout(
        barmode="overlay",
        showlegend=False,
        height=ROW * len(rows) + AXIS,
        margin={"l": 4, "r": 4, "t": 6, "b": 30},
        separators=formats.separators,
        hovermode="closest",
        dragmode=False,
        xaxis=shown | {"range": [low - room, high + room]},
        yaxis={"visible": False, "range": [-0.5, len(rows) - 0.4], "fixedrange": True},
    )
    if end is None:
        return
    beyond = [number for row in rows for number in _ends(row) if number > end]
    wide = max((most - min(beyond)) * 2 * ROOM, most * ROOM / 2)
    after = [max(end, min(beyond) - wide), most + wide]
    figure.update_layout(
        xaxis={"domain": BEFORE},
        xaxis2=shown | {"range": after, "domain": BEHIND, "nticks": 3},
    )
    for x in (BEFORE[1] + 0.008, BEHIND[0] - 0.008):
        figure.add_annotation(
            x=x, xref="paper", y=0, yref="paper", yanchor="middle", text="/", showarrow=False,
            font={"size": 18},
        )  # fmt: skip


def _ends(row: TwoRates) -> list[float]:
    claimed = (end for one in row.every for end in one.claimed.ends)
    return [float(end) for end in (*claimed, *row.recomputed.ends)]


def _said(row: TwoRates, formats: Formats) -> str:
    """What was said of the change, each number once."""
    return ", ".join(dict.fromkeys(signed_change(one.check, formats) for one in row.every))


def _hover(row: TwoRates, formats: Formats) -> str:
    """The claim, what was said, what the figures allow and the verdict."""
    check, words = row.check, formats.words
    told = {
        "said": _said(row, formats),
        "stands_for": formats.percent_bounds(*row.claimed.ends, sign=True),
        "bounds": formats.percent_bounds(*row.recomputed.ends, sign=True),
    }
    lines = [words("overview.hover_said", **told), words("overview.hover_figures", **told)]
    verdict = f"{ICONS[check.verdict]} {words(f'verdict.{check.verdict}')}"
    shown = [f"<b>{escape(claim_label(check, formats), quote=False)}</b>"]
    return "<br>".join([*shown, *(escape(line, quote=False) for line in lines), verdict])
