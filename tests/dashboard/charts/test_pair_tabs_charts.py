"""The charts of the tabs of a pair: rates, balances, and both sides of the same trade."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import plotly.graph_objects as go
import pytest

from analytics.checking.verdicts import Verdict
from dashboard.answers import pairs
from dashboard.answers.pair_span import span
from dashboard.charts import palette
from dashboard.charts.balance_chart import balances
from dashboard.charts.rate_chart import rates
from dashboard.charts.sides_chart import drawn, sides
from dashboard.wording.formats import Formats
from data.codes.flows import Flow

ENGLISH, VIETNAMESE = Formats("en"), Formats("vi")
MOFA = "mofa-vn-2025-05-02"


def rate(period: str, low: float, high: float, **more: Any) -> dict[str, Any]:
    return {
        "flow": "total", "period": period, "source": MOFA, "publisher": MOFA, "currency": "USD",
        "growth_pct": (low + high) / 2, "growth_pct_low": low, "growth_pct_high": high,
    } | more  # fmt: skip


# Growth, recomputed and as reported


def test_recomputed_bars_and_reported_marks_stand_on_the_same_place():
    figure = rates([rate("2024", 25.85, 26.49)], [rate("2024", 25.5, 26.5, verdict="consistent")],
                   ENGLISH)  # fmt: skip
    bar, mark = figure.data
    assert (bar.type, bar.marker.color) == ("bar", palette.FLOW_COLOUR[Flow.TOTAL])
    assert (mark.name, mark.marker.symbol) == ("reported: ✓ Consistent", "circle")
    assert mark.marker.color == palette.CLAIM
    assert list(bar.x) == list(mark.x) == [0]
    assert mark.customdata[0] == (
        f"<b>2024</b>, two-way trade<br>+25.5% to +26.5%<br>{MOFA}<br>reported: ✓ Consistent"
    )


@pytest.mark.parametrize("value", [99, -80, 98.9])
def test_one_mark_alone_has_zero_on_its_axis(value):
    mark = rate("2024", value - 0.5, value + 0.5, verdict="not_testable")
    low, high = rates([], [mark], ENGLISH).layout.yaxis.range
    assert low <= min(0, value - 0.5)
    assert high >= max(0, value + 0.5)
    assert high - low > 80  # no axis from 98.6 to 99.4 %


def test_a_range_stands_at_its_middle():
    mark = rate("2023-01/2023-04", 20, 50, growth_pct=None, verdict="not_testable")
    [diamond] = rates([], [mark], ENGLISH).data
    assert (list(diamond.y), list(diamond.error_y.array)) == ([35], [15])


def test_each_verdict_has_a_shape_and_a_name_of_its_own():
    rows = [rate(f"{2019 + i}", 34, 36, verdict=verdict) for i, verdict in enumerate(Verdict)]
    marks = rates([], rows, ENGLISH).data
    assert len({mark.marker.symbol for mark in marks}) == len(Verdict) == len(marks) == 5
    assert {mark.name for mark in marks} == {
        "reported: ✗ Contradicted", "reported: ↔ Explained", "reported: ≈ Consistent if rounded",
        "reported: ✓ Consistent", "reported: ? Not testable",
    }  # fmt: skip


def test_a_rate_beyond_the_axis_is_named_on_its_bar():
    figure = rates([rate("2007", 6763, 6763), rate("2008", 5, 5)], [], VIETNAMESE)
    [cut] = figure.layout.annotations
    assert (cut.text, cut.hovertext) == ("▲", "2007: +6.763%")
    assert figure.layout.yaxis.range[1] < 300
    reported = rates([rate("2022", 800, 800)], [rate("2022", 729, 731, verdict="consistent")],
                     ENGLISH)  # fmt: skip
    assert reported.layout.yaxis.range[1] > 731  # a reported rate is never cut


def test_azerbaijan_falls_in_2023_and_2024(edition):
    pair = pairs.pair(edition, "VNM", "AZE", "A")
    rows = [{**row, "publisher": row["source"]} for row in pair.growth]
    [bar] = rates(rows, [], ENGLISH).data
    # 250 / 702.5, 240 / 702.55, 250 / 702.45; 52 / 250, 51 / 250, 52 / 240
    assert [round(y, 4) for y in bar.y] == [-64.4128, -79.2]
    lows = [round(y - e, 4) for y, e in zip(bar.y, bar.error_y.arrayminus, strict=True)]
    assert lows == [-65.8387, -79.6]


# Balances


def test_balances_are_signed_and_in_one_colour(edition):
    pair = pairs.pair(edition, "VNM", "AZE", "A")
    figure = balances([{**row, "publisher": MOFA} for row in pair.balances], ENGLISH)
    [bar] = figure.data
    # 37.5 - 664.55, 38 - 664.5, 38.5 - 664.45
    assert (list(bar.y), bar.marker.color) == ([-626.5], palette.FLOW_COLOUR[Flow.BALANCE])
    assert round(bar.error_y.arrayminus[0], 6) == round(bar.error_y.array[0], 6) == 0.55
    assert bar.customdata[0] == (
        f"<b>2022</b>, trade balance<br>−627.05 to −625.95 million USD<br>{MOFA}"
    )
    assert figure.layout.yaxis.range[1] == 0
    assert figure.layout.yaxis.ticktext[0].startswith("−")


# Both sides


def mirrored(period: str, flow: str, own: int, its: int, width: int = 0) -> dict[str, Any]:
    """A row of the file `mirror`, in millions; the partner's figure exact."""
    m = 10**6
    return {
        "reporter": "VNM", "partner": "KAZ", "period": period, "flow": flow, "currency": "USD",
        "value": Decimal(own * m), "low": Decimal((own - width) * m),
        "high": Decimal((own + width) * m), "mirror_value": Decimal(its * m),
        "mirror_low": Decimal(its * m), "mirror_high": Decimal(its * m),
        "gap_low": Decimal((own - width - its) * m), "gap_high": Decimal((own + width - its) * m),
        "facts": (), "mirror_facts": (),
    }  # fmt: skip


def test_exports_go_right_and_imports_left_with_the_signed_gap():
    rows = [mirrored("2020", "export", 200, 260), mirrored("2020", "import", 50, 30)]
    figure = sides(rows, ENGLISH)
    points = {(trace.marker.symbol[0], trace.name): list(trace.x) for trace in figure.data
              if trace.mode == "markers"}  # fmt: skip
    assert points == {
        ("circle", "exports"): [200], ("diamond", "exports"): [260],
        ("circle", "imports"): [-50], ("diamond", "imports"): [-30],
    }  # fmt: skip
    gaps = [text.strip("\u00a0") for trace in figure.data if trace.mode == "text"
            for text in trace.text]  # fmt: skip
    assert gaps == ["(−60)", "(+20)"]
    low, high = figure.layout.xaxis.range
    assert low < -50
    assert high > 260
    assert "−" not in "".join(figure.layout.xaxis.ticktext)
    [hover] = {
        text for trace in figure.data for text in trace.customdata or () if "exports" in text
    }
    assert hover == (
        "<b>2020</b>, exports<br>Viet Nam: 200 million USD<br>Kazakhstan: 260 million USD"
    )


def texts(figure: go.Figure) -> dict[float, list[str]]:
    """What stands in each line of a chart, the line by its height."""
    found: dict[float, list[str]] = {}
    for trace in figure.data:
        for at, text in zip(trace.y, trace.text or (), strict=False):
            found.setdefault(at, []).append(text.strip("\u00a0"))
    return found


def test_two_way_trade_has_a_line_and_its_amounts_below_the_directions_of_its_period():
    rows = [mirrored("2021", "total", 50, 70), mirrored("2020", "export", 20, 30),
            mirrored("2020", "total", 55, 75)]  # fmt: skip
    figure = sides(rows, ENGLISH)
    axis = figure.layout.yaxis
    assert dict(zip(axis.ticktext, axis.tickvals, strict=True)) == {"2021": -27, "2020": -54}
    assert texts(figure) == {-27: ["70 (−20)", "50"], -54: ["(−10)"], -74: ["75 (−20)", "55"]}
    assert drawn(rows) == rows


def test_where_the_bounds_meet_there_is_no_gap():
    [told] = texts(sides([mirrored("2020", "total", 10, 12, 3)], ENGLISH)).values()
    assert told[0] == "7–13 (=)"  # 12 lies within: no gap; the smaller amount is the lower end


def test_an_end_that_nobody_prints_is_hollow_with_its_bounds_and_its_gap_is_no_one_number():
    """Implied 400 to 404 beside 979: the gap is 400 - 979 to 404 - 979."""
    row = mirrored("2023", "total", 402, 979, 2) | {"value": None, "facts": ("a fact",)}
    figure = sides([row, mirrored("2022", "total", 300, 280)], ENGLISH)
    own, its = (trace for trace in figure.data if trace.mode == "markers")
    assert (list(own.marker.symbol), list(own.x)) == (["circle-open", "circle"], [402, 300])
    assert (list(own.error_x.array), list(own.error_x.arrayminus)) == ([2, 0], [2, 0])
    assert list(its.marker.symbol) == ["diamond", "diamond"]
    assert texts(figure)[-27] == ["979 (−579 to −575)", "400–404"]
    assert own.customdata[0] == (
        "<b>2023</b>, two-way trade<br>Viet Nam: 400 to 404 million USD (implied)<br>"
        "Kazakhstan: 979 million USD"
    )


def test_both_sides_of_azerbaijan_2024_in_the_book(edition):
    rows = {(row["period"], row["flow"]): row for row in span(edition, "VNM", "AZE").mirrored}
    row = rows["2024", "total"]
    assert (row["low"], row["high"]) == (51_000_000, 52_000_000)
    assert row["mirror_value"] == 223_930_000
    turned = {(r["period"], r["flow"]): r for r in span(edition, "AZE", "VNM").mirrored}
    assert turned["2024", "total"]["value"] == 223_930_000


def test_the_axis_of_both_sides_ends_near_the_largest_figure_and_texts_go_on_outside_it():
    """A text of 30 letters beside the largest mark once made an axis of three times that figure."""
    row = mirrored("2023", "total", 402, 979, 2) | {"value": None, "facts": ("a fact",)}
    rows = [row, mirrored("2022", "export", 400, 420), mirrored("2022", "import", 300, 250)]
    layout = sides(rows, ENGLISH).layout
    low, high = layout.xaxis.range
    assert -1.2 * 300 < low < -300
    assert 979 < high < 1.1 * 979
    assert layout.margin.r > 5 * len("979 (−579 to −575)")
    assert layout.yaxis.ticklabelstandoff > 5 * len("(+50)")


def test_the_line_at_zero_is_not_drawn_through_an_amount():
    """A text goes some fifty pixels to the left of its mark, which on a phone is near zero."""
    row = mirrored("2023", "total", 102, 979, 2) | {"value": None, "facts": ("a fact",)}
    figure = sides([row, mirrored("2022", "export", 400, 420)], ENGLISH)
    [zero] = [shape for shape in figure.layout.shapes if shape.x0 == shape.x1 == 0]
    assert (zero.y0, zero.y1) == (-40.5, -67.5)  # of 2022 alone: 27 below that of 2023
