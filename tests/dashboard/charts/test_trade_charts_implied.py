"""Hollow bars of implied levels and marks of conflicts on the trade chart, from the real book."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go
import pytest

from dashboard.answers import implied_of_pair, pairs
from dashboard.answers.implied_of_pair import ImpliedOfPair
from dashboard.answers.pairs import Pair
from dashboard.charts import palette, trade_charts
from dashboard.pages import partner_implied
from dashboard.wording.formats import Formats
from data.codes.flows import AMOUNTS
from data.store import Edition

ENGLISH = Formats("en")
PAIRS = [
    ("VNM", "KAZ", "Q"), ("VNM", "KAZ", "A"), ("VNM", "AZE", "A"), ("VNM", "RUS", "A"),
    ("VNM", "RUS", "R"), ("RUS", "VNM", "A"), ("VNM", "BLR", "R"),
]  # fmt: skip


class Page:
    """What the functions of a page need of a context."""

    formats = ENGLISH
    words = ENGLISH.words

    def __init__(self, edition: Edition) -> None:
        self.edition = edition


@pytest.fixture(scope="module")
def drawn(edition):
    """The trade chart of a pair as its page draws it."""

    def draw(*sides: str) -> tuple[Pair, ImpliedOfPair, go.Figure]:
        pair = pairs.pair(edition, *sides)
        found = implied_of_pair.of_pair(edition, pair, pairs.frequencies(edition, *sides[:2]))
        context: Any = Page(edition)
        named = [{**row, "publisher": row["source"]} for row in pair.levels]
        levels = partner_implied.with_narrowed(context, named, found)
        hollow = partner_implied.hollow_bars(context, pair, found)
        flagged = partner_implied.flagged(context, [*levels, *hollow], found)
        return pair, found, trade_charts.trade(levels, [], [], ENGLISH, hollow, flagged)

    return draw


def hollow(figure: go.Figure) -> dict[tuple[str, Any], tuple[float, float]]:
    """Low and high end of every hollow bar, by colour and place."""
    found = {}
    for trace in figure.data:
        if trace.legendgroup == "implied":
            for x, y, up, down in zip(
                trace.x, trace.y, trace.error_y.array, trace.error_y.arrayminus, strict=True
            ):
                found[trace.marker.line.color, x] = (round(y - down, 2), round(y + up, 2))
    return found


def test_hollow_bars_stand_for_exactly_the_cells_nobody_printed(drawn):
    _, _, kazakhstan = drawn("VNM", "KAZ", "Q")
    first = date(2024, 1, 1)
    assert hollow(kazakhstan) == {
        (palette.FLOW_COLOUR["export"], first): (115.24, 115.43),
        (palette.FLOW_COLOUR["import"], first): (8.22, 8.24),
        (palette.FLOW_COLOUR["total"], first): (123.47, 123.66),
    }
    _, _, azerbaijan = drawn("VNM", "AZE", "A")
    grey = palette.FLOW_COLOUR["total"]
    # 702.45 / 8.305 and 702.55 / 8.295; 325 / 11 and 325.5 / 9
    assert hollow(azerbaijan) == {
        (grey, date(2012, 1, 1)): (29.55, 36.17), (grey, date(2021, 1, 1)): (84.58, 84.70),
    }  # fmt: skip


@pytest.mark.parametrize("sides", PAIRS)
def test_no_hollow_bar_is_printed_or_wider_than_the_rule(drawn, sides):
    pair, _, figure = drawn(*sides)
    printed = {
        (trace.marker.color, x)
        for trace in figure.data
        if trace.type == "bar" and trace.legendgroup is None
        for x in trace.x
    }
    assert len(printed) == len(pair.levels)
    bars = hollow(figure)
    assert bars
    assert not bars.keys() & printed
    assert all(0 < high <= 2 * low + 0.01 for low, high in bars.values())


def test_a_hollow_bar_has_an_outline_no_fill_and_one_entry_in_the_legend(drawn):
    _, _, figure = drawn("VNM", "KAZ", "Q")
    traces = [trace for trace in figure.data if trace.legendgroup == "implied"]
    assert [trace.name for trace in traces] == ["implied"] * 3
    assert [trace.showlegend for trace in traces] == [True, False, False]
    assert {trace.marker.color for trace in traces} == {"rgba(0,0,0,0)"}
    outlines = [palette.FLOW_COLOUR[flow] for flow in AMOUNTS]
    assert [trace.marker.line.color for trace in traces] == outlines
    assert traces[0].customdata == (
        "<b>Q1 2024</b>, exports<br>115.23 to 115.43 million USD"
        "<br>implied by 4 facts, printed nowhere"
        "<br>if the reported “imports up 271.8%” (not testable) and “two-way trade up 18.4%” "
        "(not testable) are right",
    )


def test_hollow_and_full_bars_of_a_flow_stand_in_the_same_place_of_their_period(drawn):
    _, _, figure = drawn("VNM", "KAZ", "Q")
    spans: dict[str, list[float]] = {}
    for trace in figure.data:
        start = trace.offset[0] / timedelta(days=1).total_seconds() / 1000
        spans.setdefault(trace.offsetgroup, []).append(start)
    assert {flow: len(starts) for flow, starts in spans.items()} == {
        "export": 2, "import": 2, "total": 2,
    }  # fmt: skip
    assert all(abs(starts[0] - starts[1]) < 1 for starts in spans.values())
    assert spans["export"][0] < spans["import"][0] < spans["total"][0]


def test_the_axis_holds_the_implied_periods(drawn):
    _, _, figure = drawn("VNM", "KAZ", "Q")
    assert list(figure.layout.xaxis.ticktext) == [
        "Q1<br>2024", "Q2<br>2024", "Q3<br>2024", "Q4<br>2024", "Q1<br>2025",
    ]  # fmt: skip
    assert figure.layout.xaxis.range == (date(2024, 1, 1), date(2025, 4, 1))
    _, _, runs = drawn("VNM", "RUS", "R")
    names = list(runs.layout.xaxis.categoryarray)
    assert names.index("Jan–Nov 2017") < names.index("Jan–Jul 2018") < names.index("Jan–Nov 2018")


def test_a_printed_figure_that_others_narrow_says_so_in_its_hover(drawn):
    _, found, figure = drawn("VNM", "AZE", "A")
    [exports] = [trace for trace in figure.data if trace.name == "exports"]
    assert exports.customdata == (
        "<b>2022</b>, exports<br>38 million USD<br>stands for 37.5 to 38.5 million USD"
        "<br>mofa-vn-2025-05-02<br>narrowed to 37.9 to 38.1 million USD by 2 facts together",
    )
    assert [(implied_of_pair.key_of(one), one.low, one.high) for one in found.narrowed] == [
        (("export", "2022", "USD"), 37_900_000, 38_100_000)
    ]


def test_what_is_listed_is_of_the_frequency_and_of_those_without_a_page(drawn):
    _, kazakhstan, _ = drawn("VNM", "KAZ", "Q")
    assert [implied_of_pair.key_of(one)[:2] for one in kazakhstan.listed] == [
        ("export", "2025-Q1"), ("export", "2024-Q1"), ("import", "2024-Q1"), ("total", "2024-Q1"),
    ]  # fmt: skip
    _, belarus, _ = drawn("VNM", "BLR", "A")
    assert {one.cell.period.freq for one in belarus.listed} == {"A", "Q"}


def test_a_sum_of_printed_figures_is_not_listed_again(drawn):
    # exports plus imports of the yearbook are bars of their own
    _, russia, _ = drawn("VNM", "RUS", "A")
    assert {implied_of_pair.key_of(one)[:2] for one in russia.listed} == {
        ("export", "2017"), ("export", "2018"), ("import", "2017"), ("import", "2018"),
        ("total", "2017"), ("total", "2017-12"), ("total", "2018-12"),
    }  # fmt: skip
    assert russia.narrowed == []


@pytest.mark.parametrize(("low", "high", "shown"), [(0.25, 0.39, False), (0.2, 0.4, True)])
def test_implied_growth_is_shown_where_it_tells_more_than_the_recomputed_one(
    edition, low, high, shown
):
    pair = pairs.pair(edition, "VNM", "KAZ", "Q")  # implied: +0.239 to +0.396
    rate = {
        "flow": "export", "period": "2025-Q1", "currency": "USD",
        "growth_pct_low": low, "growth_pct_high": high,
    }  # fmt: skip
    found = implied_of_pair.of_pair(edition, replace(pair, growth=[rate]), ["Q"])
    assert bool([one for one in found.rates if one.cell.flow == "export"]) is shown


def test_a_figure_left_out_in_a_conflict_does_not_count_as_narrowed(edition):
    pair = pairs.pair(edition, "VNM", "AZE", "A")
    moved = [
        row | {"low": row["low"] - 10**6, "high": row["high"] - 10**6}
        if (row["flow"], row["period"]) == ("export", "2022")
        else row
        for row in pair.levels
    ]
    found = implied_of_pair.of_pair(edition, replace(pair, levels=moved), ["A"])
    assert [implied_of_pair.key_of(one) for one in found.against] == [("export", "2022", "USD")]
    assert found.narrowed == []


def test_a_mark_stands_on_every_bar_of_a_conflict(drawn):
    _, found, figure = drawn("VNM", "RUS", "A")
    marks = {note.x.year: 0 for note in figure.layout.annotations}
    for note in figure.layout.annotations:
        assert note.text == "<b>!</b>"
        marks[note.x.year] += 1
    # exports and imports of 2015 and 2016, two-way trade of the others
    assert marks == {2015: 2, 2016: 2, 2017: 1, 2018: 1, 2024: 1}
    assert len(found.conflicts) == 3
    heights = {(note.x.year, round(note.y, 3)) for note in figure.layout.annotations}
    assert {(2017, 3.555), (2018, 4.55), (2024, 4.585), (2016, 1.616), (2016, 1.131)} <= heights
    [of_2018] = [note for note in figure.layout.annotations if note.x.year == 2018]
    assert of_2018.hovertext == (
        "Two-way trade, 2017 and 2018: 3 reported facts cannot all be true, "
        "apart by 5.521 million USD"
    )
    [of_2017] = [note for note in figure.layout.annotations if note.x.year == 2017]
    assert of_2017.hovertext.count("<br>") == 1  # part of two conflicts


def test_without_conflicts_nothing_is_marked(drawn):
    assert drawn("VNM", "KAZ", "A")[2].layout.annotations == ()
