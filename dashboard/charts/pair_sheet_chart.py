"""The chart of a factsheet, drawn without a browser: SVG for the page, PNG for the Word file.

Exports stand up, imports hang down, two-way trade is a dot with its amount. Full is printed or
official, hollow follows from other figures, a thin line is the bounds. A period without a figure is
a gap; many of them in a row are one short gap that says so. Matplotlib takes a second to import and
is imported when the first chart is drawn.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dashboard.answers.pair_sheet import Level, PairSheet, PeriodLine
from dashboard.charts.palette import FLOW_COLOUR
from dashboard.wording.formats import Formats, capital
from dashboard.wording.outward import outward
from dashboard.wording.pair_sheet_text import in_unit
from data.codes.flows import AMOUNTS, ONE_WAY, Flow

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, HEIGHT = 7.32, 2.15  # inches: 186 mm within the margins of A4
BAR, DOT, THIN = 0.62, 4.2, 0.7
LONG_GAP, GAP_WIDTH = 3, 1.6  # periods without a figure that become one gap; its width
BEFORE_RUNNING = 1 / 30  # of the chart, between the last period and the running one
FONT, LETTER, MOST_TICKS = 6.2, 0.62, 18  # points; width of a letter in its height
INK, MUTED, GRID = "#1c2733", "#55606b", "#d9dee3"
TEXT_COLOUR = {Flow.EXPORT: "#00568a", Flow.IMPORT: "#a04600", Flow.TOTAL: "#006e50"}  # on white
SALT = "tradeproof"  # equal charts give equal bytes


@dataclass(frozen=True)
class Place:
    """Where a period stands on the axis; a `gap` stands for several without a figure."""

    at: float
    line: PeriodLine | None
    label: str
    is_running: bool = False


def as_svg(sheet: PairSheet, formats: Formats, power: int) -> str:
    """The chart as an element `<svg>`, its letters as outlines: it looks alike everywhere."""
    text = _written(sheet, formats, power, "svg", {"Date": None, "Creator": None}).decode()
    return text[text.index("<svg") :]


def as_png(sheet: PairSheet, formats: Formats, power: int) -> bytes:
    """The chart in 220 dots an inch."""
    return _written(sheet, formats, power, "png", {"Software": None})


def _written(
    sheet: PairSheet, formats: Formats, power: int, form: str, metadata: dict[str, Any]
) -> bytes:
    import matplotlib

    matplotlib.rcParams["svg.hashsalt"] = SALT
    buffer = io.BytesIO()
    _figure(sheet, formats, power).savefig(buffer, format=form, dpi=220, metadata=metadata)
    return buffer.getvalue()


def _figure(sheet: PairSheet, formats: Formats, power: int) -> Figure:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, HEIGHT), layout="constrained")
    axes = figure.subplots()
    placed = places(sheet, formats)
    for place in placed:
        if place.line is not None:
            _draw(axes, place, power)
    _axes(axes, placed, formats)
    _label(axes, placed, formats, power)
    _keys(axes, placed, formats)
    return figure


def places(sheet: PairSheet, formats: Formats) -> list[Place]:
    """The periods of the chart from left to right, and gaps that stand for several."""
    drawn = [line for line in sheet.main if any(flow in line.levels for flow in AMOUNTS)]
    found: list[Place] = []
    at = 0.0
    for line in drawn:
        if found and found[-1].line is not None:
            missing = _between(found[-1].line, line)
            if missing >= LONG_GAP:
                found.append(Place(at + GAP_WIDTH / 2 - 0.5, None, ""))
                at += GAP_WIDTH
            else:
                at += missing
        found.append(Place(at, line, _tick(line, formats)))
        at += 1
    if sheet.running is not None:
        found.append(
            Place(
                at + 0.3 + at * BEFORE_RUNNING, sheet.running, _tick(sheet.running, formats), True
            )
        )
    return found


def _between(before: PeriodLine, after: PeriodLine) -> int:
    """How many periods have no figure; none between runs of months, which are no steps of time."""
    if before.period.freq == "R":
        return 0
    return (after.period.start - before.period.start) // before.period.months - 1


def _tick(line: PeriodLine, formats: Formats) -> str:
    text = str(line.period)
    if line.period.freq == "A":
        return text
    return formats.short_run(text) if line.period.freq == "R" else formats.period(text)


def _draw(axes: Axes, place: Place, power: int) -> None:
    """The bars of a period and its dot; under that of a part of a year, where no bar is, a hatched
    one: a dot alone would not look like what the key says."""
    levels = place.line.levels if place.line else {}
    for flow in ONE_WAY:
        if flow in levels:
            _bar(axes, place, flow, levels[flow], power)
    if Flow.TOTAL in levels:
        level, colour = levels[Flow.TOTAL], FLOW_COLOUR[Flow.TOTAL]
        middle, (low, high) = _middle(level, power), _ends(level, power)
        if place.is_running and not levels.keys() & set(ONE_WAY):
            axes.bar(
                place.at, middle, width=BAR / 2, color=colour, edgecolor="white", hatch="////",
                linewidth=0.9, zorder=2,
            )  # fmt: skip
        axes.plot([place.at, place.at], [low, high], color=MUTED, linewidth=THIN, zorder=3)
        axes.plot(
            [place.at], [middle], "o", markersize=DOT, markeredgecolor=colour, zorder=4,
            markerfacecolor="white" if level.is_implied else colour, markeredgewidth=1,
        )  # fmt: skip


def _bar(axes: Axes, place: Place, flow: Flow, level: Level, power: int) -> None:
    sign = 1 if flow is Flow.EXPORT else -1
    colour, (low, high) = FLOW_COLOUR[flow], _ends(level, power)
    axes.bar(
        place.at, sign * _middle(level, power), width=BAR, linewidth=0.9, zorder=2,
        color="white" if level.is_implied else colour,
        edgecolor="white" if place.is_running and not level.is_implied else colour,
        hatch="////" if place.is_running else None,
    )  # fmt: skip
    ends = [sign * low, sign * high]
    axes.plot([place.at, place.at], ends, color=INK, linewidth=THIN, zorder=3)


def _middle(level: Level, power: int) -> float:
    value = level.row["value"]
    if value is not None:
        return float(value) / 10**power
    return sum(_ends(level, power)) / 2


def _ends(level: Level, power: int) -> tuple[float, float]:
    low, high = (float(end) / 10**power for end in level.bounds.ends)
    return low, high


def _label(axes: Axes, placed: Sequence[Place], formats: Formats, power: int) -> None:
    """The amounts above the dots, as far as none stands over another."""
    low, high = axes.get_ylim()
    wide = (placed[-1].at - placed[0].at + 1.7) / (WIDTH * 72 * 0.94)  # of a point
    tall = (high - low) * 1.25 / (HEIGHT * 72 * 0.75)
    taken = [
        (place.at - FONT * wide, low, place.at + FONT * wide, high)
        for place in placed
        if place.line is None
    ]
    taken += [
        (place.at - BAR / 2, 0, place.at + BAR / 2, max(_ends(place.line.levels[flow], power)))
        for place in placed
        for flow in (Flow.EXPORT,)
        if place.line and flow in place.line.levels
    ]
    for place in _most_telling(placed):
        level = _total(place)
        text, base = _amount(level, power, formats), max(_ends(level, power))
        half = wide * LETTER * FONT * len(text) / 2
        box = (place.at - half, base + 3 * tall, place.at + half, base + (4 + FONT) * tall)
        middle = _middle(level, power)
        aside = 4 * wide  # from the dot to a text beside it
        beside = (place.at + aside, middle - tall * FONT / 2, place.at + aside + 2 * half,
                  middle + tall * FONT / 2)  # fmt: skip
        clear = [not any(_overlap(one, other) for other in taken) for one in (box, beside)]
        if not any(clear):
            continue
        taken.append(box if clear[0] else beside)
        above = clear[0]
        axes.annotate(
            text, (place.at, base if above else middle), xytext=(0, 4) if above else (4, 0),
            textcoords="offset points", ha="center" if above else "left",
            va="bottom" if above else "center", fontsize=FONT, zorder=5,
            color=TEXT_COLOUR[Flow.TOTAL],
            fontstyle="italic" if level.is_implied else "normal",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.4, "alpha": 0.7},
        )  # fmt: skip


def _amount(level: Level, power: int, formats: Formats) -> str:
    """A figure as in a table; bounds in its digits, in short: `401.0–403.3`."""
    if level.row["value"] is not None:
        return in_unit(level, power, formats)
    ends = (formats.as_it_is(end) for end in outward(*(e / 10**power for e in level.bounds.ends)))
    return "–".join(dict.fromkeys(ends))


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _most_telling(placed: Sequence[Place]) -> list[Place]:
    """The places with a dot: the newest, the running one, the highest, the first, the others."""
    dots = [place for place in placed if place.line and Flow.TOTAL in place.line.levels]
    newest = dots[::-1]
    highest = sorted(dots, key=lambda place: _middle(_total(place), 0), reverse=True)
    order = (*newest[:2], *highest[:1], *dots[:1], *newest)
    return list({place.at: place for place in order}.values())


def _total(place: Place) -> Level:
    if place.line is None:
        raise KeyError("a gap has no figure")
    return place.line.levels[Flow.TOTAL]


def _axes(axes: Axes, placed: Sequence[Place], formats: Formats) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axes.axhline(0, color=INK, linewidth=0.8, zorder=3)
    axes.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
    axes.yaxis.set_major_formatter(
        FuncFormatter(lambda value, _: formats.shortest(abs(float(value))))
    )
    axes.grid(axis="y", color=GRID, linewidth=0.5, zorder=0)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0, labelsize=6.5, labelcolor=INK, pad=2)
    shown = [place for place in placed if place.line is not None]
    step = -(-len(shown) // MOST_TICKS)
    ticks = [place for place in shown if not place.is_running]
    ticks = [*ticks[(len(ticks) - 1) % step :: step], *(p for p in shown if p.is_running)]
    axes.set_xticks([place.at for place in ticks], [_in_lines(place.label) for place in ticks])
    axes.set_xlim(shown[0].at - 0.8, shown[-1].at + 0.9)
    low, high = axes.get_ylim()
    axes.set_ylim(low, high + 0.22 * (high - low))
    before = placed[0].at
    for place in placed:
        if place.line is None:
            axes.text(
                place.at, 0, formats.words("sheet.no_figure"), rotation=90, ha="center",
                va="center", fontsize=5.6, color=MUTED, zorder=6,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
            )  # fmt: skip
        elif place.is_running:
            axes.axvline((place.at + before) / 2, color=MUTED, linewidth=0.6, linestyle=(0, (2, 2)))
        before = place.at


def _in_lines(label: str) -> str:
    """A long name of a period over its year."""
    head, space, year = label.rpartition(" ")
    return f"{head}\n{year}" if space else label.replace("/", "/\n") if len(label) > 7 else label


def _keys(axes: Axes, placed: Sequence[Place], formats: Formats) -> None:
    """What the colours and the hollow shapes mean, in a line above the chart."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    handles: list[Any] = [
        Line2D(
            [], [], linestyle="", marker=marker, markersize=5, markeredgecolor=colour,
            markerfacecolor="white" if is_hollow else colour, label=text,
        )
        for marker, text, colour, is_hollow in _named(placed, formats)
    ]  # fmt: skip
    if any(place.is_running for place in placed):
        said = formats.words("sheet.running")
        handles.append(
            Patch(facecolor=MUTED, edgecolor="white", hatch="//////", linewidth=0, label=said)
        )
    axes.legend(
        handles=handles, loc="lower left", bbox_to_anchor=(-0.005, 0.97), ncols=len(handles),
        frameon=False, fontsize=6.8, labelcolor=INK, handletextpad=0.1, columnspacing=1.4,
        borderaxespad=0, handlelength=1.2, handleheight=0.8,
    )  # fmt: skip


def _named(placed: Sequence[Place], formats: Formats) -> Iterator[tuple[str, str, str, bool]]:
    every = [place.line.levels for place in placed if place.line]
    for flow, marker in ((Flow.EXPORT, "s"), (Flow.IMPORT, "s"), (Flow.TOTAL, "o")):
        if any(flow in levels for levels in every):
            yield marker, capital(formats.words(f"sheet.key_{flow}")), FLOW_COLOUR[flow], False
    shown = [level for levels in every for flow, level in levels.items() if flow in AMOUNTS]
    if any(level.is_implied for level in shown):
        yield "s", formats.words("sheet.implied"), MUTED, True
