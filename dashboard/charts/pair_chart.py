"""The one chart of a pair: exports up, imports down, two-way trade as dots.

Solid is printed or official, hollow is implied, hatched is the running year; thin lines are bounds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from html import escape

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from dashboard.charts import palette
from dashboard.charts.axes import value_axis
from dashboard.charts.bounded_marks import bounds, hover, point, scaled
from dashboard.charts.dot_labels import Label, Scale, placed
from dashboard.charts.slots import NARROW, Slot, named, place_of, slots, spread
from dashboard.wording.formats import Formats, capital, scale_of
from data import periods
from data.codes.flows import ONE_WAY, Flow
from data.relations import Row

BAR, STEM, HALF_GAP = 0.66, 0.1, 0.47  # widths in places
HEIGHT, HEIGHT_WITH_GROWTH = 430, 560
LEFT, ABOVE, BELOW = 66, 34, 44  # pixels of the margins
OF_TRADE, BETWEEN = 0.74, 0.15  # of the height, where growth has the rest
LEAST_BELOW = 0.22  # of what is above zero: room for the name of the imports
HEADROOM, FOOTROOM = 0.14, 0.03  # of the height, beyond the furthest marks: for their labels
WITH_CONFLICT = 0.07  # of the height, below bars with a mark
TELLING = Fraction(4, 100)  # of the highest dot, that another has at least to be labelled
MANY = 16  # places of months or quarters, of which only the years are named


@dataclass(frozen=True)
class Drawing:
    """What is drawn of one currency: rows of `pairs`, each with its publisher.

    `running` are the figures of the running year, `others` those of other sources for the same
    cells, `conflicts` the rows that take part in one with the titles of these, `growth` the rates
    on the year before, for the line beneath.
    """

    levels: Sequence[Row]
    others: Sequence[Row] = ()
    implied: Sequence[Row] = ()
    conflicts: Sequence[Row] = ()
    running: Sequence[Row] = ()
    events: Sequence[Row] = ()
    growth: Sequence[Row] = ()
    labelled: frozenset[str] = field(default_factory=frozenset)

    @property
    def known(self) -> list[Row]:
        """Every row that has a bar or a dot."""
        return [*self.levels, *self.implied, *self.running]

    def slots(self) -> list[Slot]:
        """The places of its periods."""
        figures = [periods.parse(row["period"]) for row in (*self.levels, *self.implied)]
        running = [periods.parse(row["period"]) for row in self.running]
        return slots(figures, running[0] if running else None)


def trade(drawing: Drawing, formats: Formats) -> go.Figure:
    """Exports, imports and two-way trade, and beneath them growth where the drawing has any."""
    places = drawing.slots()
    at = {str(one.first): one.at for one in places if not one.is_gap}
    power = scale_of([row["high"] for row in drawing.known])
    with_growth = bool(drawing.growth)
    figure = make_subplots(
        rows=2 if with_growth else 1,
        cols=1,
        shared_xaxes=True,
        row_heights=[OF_TRADE, 1 - OF_TRADE] if with_growth else None,
        vertical_spacing=BETWEEN,
    )
    for flow in ONE_WAY:
        _add_bars(figure, drawing, flow, at, power, formats)
    _add_stems(figure, drawing, at, power)
    _add_dots(figure, drawing, at, power, formats)
    _add_others(figure, drawing, at, power, formats)
    top, bottom = _reach(drawing, power)
    mark_gaps(figure, places, formats)
    _mark_events(figure, drawing.events, places)
    _mark_conflicts(figure, drawing, at, power)
    _label_dots(figure, drawing, at, power, formats)
    _lay_out(figure, drawing, places, (bottom, top), formats)
    if with_growth:
        _add_growth(figure, drawing.growth, places, formats)
    return figure


def event_rows(events: Iterable[Row], text: Callable[[str], str]) -> list[Row]:
    """Events with their day and their text, in the order in which they are numbered."""
    return [
        {**event, "text": text(event["event"]), "day": _first_day(event["begins"])}
        for event in events
    ]


def _of(rows: Iterable[Row], *flows: str) -> list[Row]:
    return [row for row in rows if row["flow"] in flows]


def _sign(flow: str) -> int:
    return -1 if flow == Flow.IMPORT else 1


def _add_bars(
    figure: go.Figure, drawing: Drawing, flow: Flow, at: dict[str, float], power: int, f: Formats
) -> None:
    """The bars of one direction: filled, hollow and hatched ones."""
    colour, sign = palette.FLOW_COLOUR[flow], _sign(flow)
    kinds = ((drawing.levels, colour, ""), (drawing.implied, palette.NO_FILL, ""),
             (drawing.running, colour, "/"))  # fmt: skip
    rows = [(row, fill, hatch) for of_kind, fill, hatch in kinds for row in _of(of_kind, flow)]
    if not rows:
        return
    figure.add_bar(
        x=[at[row["period"]] for row, _, _ in rows],
        y=[sign * scaled(point(row, "value"), power) for row, _, _ in rows],
        width=BAR,
        name=f.words(f"flow.{flow}"),
        marker={
            "color": [fill for _, fill, _ in rows],
            "line": {
                "color": colour,
                "width": [0 if fill == colour and not hatch else 2 for _, fill, hatch in rows],
            },
            "pattern": {
                "shape": [hatch for _, _, hatch in rows],
                "fillmode": "replace",
                "size": 7,
                "solidity": 0.4,
            },
        },
        error_y=bounds([row for row, _, _ in rows], "value", power, sign),
        customdata=[hover(row, "value", f) for row, _, _ in rows],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _add_stems(figure: go.Figure, drawing: Drawing, at: dict[str, float], power: int) -> None:
    """What a dot stands on where no bar is under it: a stem; of the running year a hatched bar."""
    with_bars = {row["period"] for row in _of(drawing.known, *ONE_WAY)}
    running = {row["period"] for row in drawing.running}
    rows = [row for row in _of(drawing.known, Flow.TOTAL) if row["period"] not in with_bars]
    if not rows:
        return
    colour = palette.FLOW_COLOUR[Flow.TOTAL]
    hatched = [row["period"] in running for row in rows]
    figure.add_bar(
        x=[at[row["period"]] for row in rows],
        y=[scaled(point(row, "value"), power) for row in rows],
        width=[BAR if one else STEM for one in hatched],
        marker={
            "color": colour,
            "line": {"color": colour, "width": [2 if one else 0 for one in hatched]},
            "pattern": {
                "shape": ["/" if one else "" for one in hatched],
                "fillmode": "replace",
                "size": 7,
                "solidity": 0.4,
            },
        },
        hoverinfo="skip",
        name="",
    )


def _add_dots(
    figure: go.Figure, drawing: Drawing, at: dict[str, float], power: int, formats: Formats
) -> None:
    """Two-way trade: a dot a period, open where it is implied."""
    rows = [(row, "circle") for row in _of((*drawing.levels, *drawing.running), Flow.TOTAL)]
    rows += [(row, "circle-open") for row in _of(drawing.implied, Flow.TOTAL)]
    if not rows:
        return
    figure.add_scatter(
        x=[at[row["period"]] for row, _ in rows],
        y=[scaled(point(row, "value"), power) for row, _ in rows],
        mode="markers",
        name=formats.words("flow.total"),
        marker={
            "symbol": [symbol for _, symbol in rows],
            "size": 9 if len(rows) < 40 else 6,
            "color": palette.FLOW_COLOUR[Flow.TOTAL],
            "line": {"width": 2, "color": palette.FLOW_COLOUR[Flow.TOTAL]},
        },
        error_y=bounds([row for row, _ in rows], "value", power),
        customdata=[hover(row, "value", formats) for row, _ in rows],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )


def _add_others(
    figure: go.Figure, drawing: Drawing, at: dict[str, float], power: int, formats: Formats
) -> None:
    """Small open marks: what other sources say of the same cells."""
    rows = [row for row in drawing.others if row["period"] in at]
    if not rows:
        return
    figure.add_scatter(
        x=[at[row["period"]] for row in rows],
        y=[_sign(row["flow"]) * scaled(point(row, "value"), power) for row in rows],
        mode="markers",
        name=formats.words("chart.other_sources"),
        marker={
            "symbol": "diamond-open",
            "size": 6,
            "color": palette.RULE,
            "line": {"width": 1.3},
        },
        customdata=[hover(row, "value", formats) for row in rows],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _reach(drawing: Drawing, power: int) -> tuple[float, float]:
    """How far the chart goes up and down, with room for labels and for the name of the imports."""
    known = [*drawing.known, *drawing.others]
    above = [scaled(row["high"], power) for row in known if row["flow"] != Flow.IMPORT]
    below = [scaled(row["high"], power) for row in known if row["flow"] == Flow.IMPORT]
    top, bottom = max(above, default=0.0), max(below, default=0.0)
    if below:
        bottom = max(bottom, LEAST_BELOW * top)
    top = max(top, LEAST_BELOW * bottom) or 1.0
    marked = any(row["flow"] == Flow.IMPORT for row in drawing.conflicts)
    whole = top + bottom
    foot = FOOTROOM + (WITH_CONFLICT if marked else 0)
    marked_above = {row["period"] for row in drawing.conflicts if not _is_down(row)}
    highest = any(
        row["period"] in marked_above and scaled(row["high"], power) >= top
        for row in known
        if not _is_down(row)
    )
    head = HEADROOM + (WITH_CONFLICT if highest else 0)  # its mark stands below its label
    return top + head * whole, -(bottom + foot * whole) if below else 0.0


def mark_gaps(figure: go.Figure, places: list[Slot], formats: Formats) -> None:
    """A band for each long gap, with its periods upright in it."""
    for one in places:
        if not one.is_gap:
            continue
        first, last = (formats.period(str(end)) for end in (one.first, one.last))
        span = formats.words("format.span", low=first, high=last)
        half = HALF_GAP * one.wide
        figure.add_shape(
            type="rect", x0=one.at - half, x1=one.at + half, y0=0, y1=1, yref="y domain",
            fillcolor=palette.RULE, opacity=0.13, line_width=0,
        )  # fmt: skip
        figure.add_annotation(
            x=one.at,
            y=0.01,  # at the bottom: amounts are written above
            yanchor="bottom",
            yref="y domain",
            text=formats.words("chart.no_figures", span=span),
            textangle=-90,
            showarrow=False,
            font={"size": 11},
        )


def _mark_events(figure: go.Figure, events: Sequence[Row], places: list[Slot]) -> None:
    """Numbered flags above the plot; events close to each other share one."""
    found = [(n, event, event["day"] and place_of(event["day"], places))
             for n, event in enumerate(events, start=1)]  # fmt: skip
    on_axis = sorted((x, n, event) for n, event, x in found if x is not None)
    low, high = spread(places)
    flags: list[list[tuple[float, int, Row]]] = []
    for one in on_axis:
        if flags and one[0] - flags[-1][0][0] < (high - low) / 14:
            flags[-1].append(one)
        else:
            flags.append([one])
    gaps = [(one.at, HALF_GAP * one.wide) for one in places if one.is_gap]
    for flag in flags:
        middle = sum(x for x, _, _ in flag) / len(flag)
        if not any(abs(middle - gap) < half for gap, half in gaps):  # its label stands there
            figure.add_shape(
                type="line", x0=middle, x1=middle, y0=0, y1=1, yref="y domain", opacity=0.6,
                line={"width": 1, "dash": "dot", "color": palette.RULE},
            )  # fmt: skip
        numbers = [n for _, n, _ in flag]
        run = len(numbers) > 1 and numbers == list(range(numbers[0], numbers[-1] + 1))
        figure.add_annotation(
            x=middle,
            y=1,
            yref="paper",
            yanchor="bottom",
            text=f"⚑{numbers[0]}–{numbers[-1]}" if run else "⚑" + ",".join(map(str, numbers)),
            showarrow=False,
            font={"size": 11},
            hovertext="<br>".join(escape(f"{n}. {e['text']}", quote=False) for _, n, e in flag),
        )


def _mark_conflicts(figure: go.Figure, drawing: Drawing, at: dict[str, float], power: int) -> None:
    """One mark beyond all that stands on a side of a period, with the titles of its conflicts."""
    titles: dict[tuple[str, bool], list[str]] = {}
    for row in drawing.conflicts:
        titles.setdefault((row["period"], _is_down(row)), []).extend(row["conflicts"])
    for (period, down), told in titles.items():
        side = [row for row in [*drawing.known, *drawing.conflicts]
                if row["period"] == period and _is_down(row) == down]  # fmt: skip
        farthest = max(scaled(row["high"], power) for row in side)
        figure.add_annotation(
            x=at[period],
            y=-farthest if down else farthest,
            yanchor="top" if down else "bottom",
            yshift=-3 if down else 5,
            text=f'<b style="color:{palette.CONFLICT}">!</b>',
            showarrow=False,
            font={"size": 15, "color": palette.CONFLICT},
            hovertext="<br>".join(escape(title, quote=False) for title in dict.fromkeys(told)),
        )


def _is_down(row: Row) -> bool:
    return row["flow"] == Flow.IMPORT


def _label_dots(
    figure: go.Figure, drawing: Drawing, at: dict[str, float], power: int, formats: Formats
) -> None:
    """The numbers of the newest and the extreme dots, of those in the sentence, and of as many
    others as fit; the highest with the name of all."""
    dots = _of(drawing.known, Flow.TOTAL)
    if not dots:
        return
    highest = max(dots, key=lambda row: point(row, "value"))
    in_conflict = {row["period"] for row in drawing.conflicts if not _is_down(row)}
    labels = []
    for row, is_needed in _most_telling(drawing, dots, at):
        text = formats.bare(row, power)
        if row is highest:
            text = f"{capital(formats.words('flow.total'))}<br>{text}"
        beyond = 24 if row["period"] in in_conflict else 5
        top = scaled(row["high"], power)
        labels.append(Label(at[row["period"]], top, text, beyond, is_needed))
    low, high = spread(drawing.slots())
    top, bottom = _reach(drawing, power)
    tall = HEIGHT - ABOVE - BELOW
    if drawing.growth:
        tall = (HEIGHT_WITH_GROWTH - ABOVE - BELOW) * (1 - BETWEEN) * OF_TRADE
    scale = Scale(NARROW / (high - low), tall / (top - bottom), (low, high), top)
    marks = [scale.dot(at[row["period"]], scaled(point(row, "value"), power)) for row in dots]
    marks += [
        scale.box(at[row["period"]] - BAR / 2, 0, at[row["period"]] + BAR / 2,
                  scaled(row["high"], power))
        for row in drawing.known if row["flow"] == Flow.EXPORT
    ]  # fmt: skip
    marks += [
        scale.dot(at[row["period"]], scaled(one["high"], power) + 14 / scale.y)
        for row in drawing.conflicts if not _is_down(row)
        for one in drawing.known if one["period"] == row["period"] and not _is_down(one)
    ]  # fmt: skip
    stems = [scale.box(x, 0, x, y) for x, y in (
        (at[row["period"]], scaled(row["low"], power)) for row in dots)]  # fmt: skip
    for annotation in placed(labels, marks, stems, scale):
        figure.add_annotation(**annotation)


def _most_telling(
    drawing: Drawing, dots: list[Row], at: dict[str, float]
) -> list[tuple[Row, bool]]:
    """The dots in the order in which they are labelled, with whether they need be."""
    in_time = sorted(dots, key=lambda row: at[row["period"]])
    running = {row["period"] for row in drawing.running}
    whole = [row for row in in_time if row["period"] not in running]
    highest = max(dots, key=lambda row: point(row, "value"))
    hollow = _of(drawing.implied, Flow.TOTAL)
    needed = [highest, in_time[-1], *whole[-1:], *hollow[-1:]]
    needed += [row for row in dots if row["period"] in drawing.labelled]
    others = []
    if len(dots) <= MANY:
        others = [
            row
            for row in (*hollow[::-1], *in_time[::-1])
            if Fraction(row["high"]) >= TELLING * Fraction(highest["low"])
        ]
    order = {row["period"]: (row, False) for row in others}
    order = {row["period"]: (row, True) for row in needed} | {
        period: one for period, one in order.items() if one[0] not in needed
    }
    return list(order.values())


def _lay_out(
    figure: go.Figure,
    drawing: Drawing,
    places: list[Slot],
    reach: tuple[float, float],
    formats: Formats,
) -> None:
    lay_out_places(figure, places, formats)
    sizes = value_axis(reach, lambda value: formats.shortest(abs(value)))
    figure.update_yaxes(row=1, col=1, **sizes)
    figure.update_layout(
        barmode="overlay",
        showlegend=False,
        height=HEIGHT_WITH_GROWTH if drawing.growth else HEIGHT,
        margin={"l": LEFT, "r": 26, "t": ABOVE, "b": BELOW},
        separators=formats.separators,
        hovermode="closest",
    )
    for flow, end in ((Flow.EXPORT, reach[1]), (Flow.IMPORT, reach[0])):
        if _of([*drawing.known, *drawing.others], flow):
            _name_side(figure, flow, end / 2, formats)


def lay_out_places(figure: go.Figure, places: list[Slot], formats: Formats) -> None:
    """The axis of places, with the names that fit beside each other on a phone."""
    many = len(places) > MANY
    names = {one.at: _tick(one, formats, many=many) for one in places if not one.is_gap}
    fitting = named(places, names)
    figure.update_xaxes(
        type="linear",
        range=spread(places),
        tickvals=list(fitting),
        ticktext=list(fitting.values()),
        tickangle=0,
        showgrid=False,
        zeroline=False,
        fixedrange=True,
        showticklabels=True,
    )


def _name_side(figure: go.Figure, flow: Flow, middle: float, formats: Formats) -> None:
    """The name of a direction upright beside its half of the axis."""
    name = capital(formats.words(f"flow.{flow}"))
    figure.add_annotation(
        x=0,
        xref="paper",
        xanchor="center",
        xshift=-LEFT + 12,
        y=middle,
        text=f'<span style="color:{palette.FLOW_COLOUR[flow]}">■</span> {name}',
        textangle=-90,
        showarrow=False,
        font={"size": 12},
    )


def _tick(one: Slot, formats: Formats, *, many: bool) -> str:
    """The name of a place, its year in a line of its own; of many places a year's first only."""
    period, year = str(one.first), str(one.first.year)
    if one.first.freq == "A":
        return period
    if one.first.freq == "R":
        return formats.short_run(period).replace("–", "–<br>").replace(" ", "<br>")
    if many and not one.is_part:
        return year if one.first.start % 12 == 0 else ""
    name = formats.period(period)
    return name.replace(f" {year}", f"<br>{year}").replace(f"/{year}", f"<br>{year}")


def _add_growth(
    figure: go.Figure, growth: Sequence[Row], places: list[Slot], formats: Formats
) -> None:
    """Growth of two-way trade on the year before; the line stops where a rate is missing."""
    rates = {row["period"]: row for row in growth}
    shown = [(one.at, rates.get(str(one.first))) for one in places if not one.is_part]
    known = [row for _, row in shown if row]
    figure.add_scatter(
        row=2,
        col=1,
        x=[where for where, _ in shown],
        y=[scaled(point(row, "growth_pct"), 0) if row else None for _, row in shown],
        mode="lines+markers",
        connectgaps=False,
        name=formats.words("chart.growth_line"),
        line={"color": palette.FLOW_COLOUR[Flow.TOTAL], "width": 2},
        marker={"size": 5},
        customdata=[hover(row, "growth_pct", formats) if row else "" for _, row in shown],
        hovertemplate="%{customdata}<extra></extra>",
    )
    ends = [scaled(point(row, "growth_pct"), 0) for row in known]
    low, high = min(*ends, 0), max(*ends, 0)
    room = (high - low) * 0.12 or 1
    reach = (low - room, high + room)
    rates = value_axis(reach, lambda value: formats.percent(value, 0, sign=True))
    figure.update_yaxes(row=2, col=1, **rates)
    figure.add_annotation(
        x=0,
        xref="paper",
        xanchor="left",
        y=1,
        yref="y2 domain",
        yanchor="bottom",
        yshift=1,
        text=formats.words("chart.growth_line"),
        showarrow=False,
        font={"size": 12},
    )
    figure.update_xaxes(showticklabels=True, row=1, col=1)
    figure.update_xaxes(showticklabels=False, row=2, col=1)


def _first_day(text: str | None) -> date | None:
    if text is None:
        return None
    year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
    return date(year, month, day)
