"""The chart of a pair drawn from the real book: what stands where, and what is not drawn."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from typing import Any

import plotly.graph_objects as go
import pytest

from dashboard.answers import implied_of_pair, pairs
from dashboard.answers.book_words import book_words
from dashboard.answers.implied_of_pair import ImpliedOfPair
from dashboard.answers.pair_span import running_year, span
from dashboard.answers.pairs import Pair
from dashboard.charts import pair_chart, palette
from dashboard.charts.dot_labels import Label, Scale, placed
from dashboard.charts.pair_chart import Drawing, event_rows
from dashboard.pages import partner_implied
from dashboard.wording.formats import Formats
from data.codes.flows import AMOUNTS, Flow
from data.relations import records
from data.store import Edition

ENGLISH, VIETNAMESE = Formats("en"), Formats("vi")
MOFA = "mofa-vn-2025-05-02"
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


def published(rows: Any) -> list[dict[str, Any]]:
    """Rows as the pages hand them over; the source stands for its publisher."""
    return [{**row, "publisher": row["source"]} for row in rows]


@pytest.fixture(scope="module")
def found(edition):
    """A pair with what is implied of it."""

    def find(*sides: str) -> tuple[Pair, ImpliedOfPair]:
        pair = pairs.pair(edition, *sides)
        return pair, implied_of_pair.of_pair(edition, pair, pairs.frequencies(edition, *sides[:2]))

    return find


@pytest.fixture(scope="module")
def drawing(edition, found):
    """What the page of a pair draws."""

    def of(*sides: str, formats: Formats = ENGLISH) -> Drawing:
        pair, implied = found(*sides)
        context: Any = Page(edition)
        levels = partner_implied.with_narrowed(context, published(pair.levels), implied)
        hollow = partner_implied.hollow_bars(context, pair, implied)
        events = records(
            edition.query(
                "SELECT * FROM event WHERE partner = ? ORDER BY begins NULLS LAST, event",
                [pair.partner],
            )
        )
        newest = max(row["period"] for row in levels) if pair.freq == "A" else None
        whole = span(edition, *sides[:2])
        return Drawing(
            levels,
            published(pair.others),
            hollow,
            partner_implied.flagged(context, [*levels, *hollow], implied),
            published(running_year(whole.levels, newest)) if newest else [],
            event_rows(events, book_words(edition, formats.language).event),
        )

    return of


@pytest.fixture(scope="module")
def drawn(drawing):
    """The chart of a pair."""

    def draw(*sides: str, formats: Formats = ENGLISH) -> go.Figure:
        return pair_chart.trade(drawing(*sides, formats=formats), formats)

    return draw


def trace(figure: go.Figure, name: str) -> Any:
    [one] = [trace for trace in figure.data if trace.name == name]
    return one


def marks(figure: go.Figure, name: str) -> dict[float, tuple[float, float, float]]:
    """Lower end, height and upper end of the marks of a name, by place."""
    one = trace(figure, name)
    errors = one.error_y
    assert (errors.type, errors.symmetric) == ("data", False)
    assert len(set(one.x)) == len(one.x) == len(one.y) == len(errors.array)
    return {
        x: (round(y - minus, 6), round(y, 6), round(y + plus, 6))
        for x, y, plus, minus in zip(one.x, one.y, errors.array, errors.arrayminus, strict=True)
    }


def places(drawing: Drawing) -> dict[str, float]:
    """The places of the periods."""
    return {str(one.first): one.at for one in drawing.slots() if not one.is_gap}


def gaps(figure: go.Figure) -> list[str]:
    return [note.text for note in figure.layout.annotations if note.text.endswith("no figures")]


def hollow(figure: go.Figure) -> dict[tuple[str, float], tuple[float, float]]:
    """Low and high end of every hollow mark, by flow and place; of imports as they are."""
    found = {}
    for one in figure.data:
        if not one.name or one.name == ENGLISH.words("chart.other_sources"):
            continue
        is_dot = one.type == "scatter"
        fills = one.marker.symbol if is_dot else one.marker.color
        empty = "circle-open" if is_dot else palette.NO_FILL
        for fill, (x, ends) in zip(fills, marks(figure, one.name).items(), strict=True):
            if fill == empty:
                low, high = sorted((abs(ends[0]), abs(ends[2])))
                found[one.name, x] = (round(low, 2), round(high, 2))
    return found


def test_azerbaijan_by_year_exports_up_imports_down_with_bounds_and_gaps(drawing, drawn):
    at, figure = places(drawing("VNM", "AZE", "A")), drawn("VNM", "AZE", "A")
    assert marks(figure, "exports") == {at["2022"]: (37.5, 38, 38.5)}
    assert marks(figure, "imports") == {at["2022"]: (-664.55, -664.5, -664.45)}
    # "325 million", "702.5 million", "nearly 250 million", "nearly 52 million", "over 100 million";
    # implied of 2012 and 2021: 325 / 11 to 325.5 / 9, 702.45 / 8.305 to 702.55 / 8.295
    assert {x: ends for x, ends in marks(figure, "two-way trade").items()
            if x not in (at["2012"], at["2021"])} == {
        at["2013"]: (324.5, 325, 325.5), at["2022"]: (702.45, 702.5, 702.55),
        at["2023"]: (240, 250, 250), at["2024"]: (51, 52, 52), at["2025-Q1"]: (100, 100, 110),
    }  # fmt: skip
    assert hollow(figure) == {
        ("two-way trade", at["2012"]): (29.55, 36.17),
        ("two-way trade", at["2021"]): (84.58, 84.70),
    }
    assert gaps(figure) == ["2014–2020: no figures"]
    ticks = dict(zip(figure.layout.yaxis.tickvals, figure.layout.yaxis.ticktext, strict=True))
    assert ticks[500] == ticks[-500] == "500"  # down is no minus


def test_the_running_year_is_hatched_and_named(drawn):
    figure = drawn("VNM", "KAZ", "A")
    for name, height in (("exports", 115.7), ("imports", -30.6)):
        bars = trace(figure, name)
        assert [shape for shape in bars.marker.pattern.shape if shape] == ["/"]
        newest = max(range(len(bars.x)), key=bars.x.__getitem__)
        assert bars.marker.pattern.shape[newest] == "/"
        assert bars.y[newest] == height
    assert figure.layout.xaxis.ticktext[0] == "Q1<br>2025"
    alone = drawn("VNM", "AZE", "A")  # two-way trade only: its bar is hatched, the others stems
    [stems] = [one for one in alone.data if one.name == ""]
    assert [shape for shape in stems.marker.pattern.shape if shape] == ["/"]
    assert drawn("VNM", "RUS", "A").layout.xaxis.ticktext[0] == "Jan–<br>Aug<br>2025"


def test_no_mark_is_filled_in_for_a_missing_year(drawing, drawn):
    at, figure = places(drawing("VNM", "RUS", "A")), drawn("VNM", "RUS", "A")
    two_way = marks(figure, "two-way trade")
    years = [year for year, where in at.items() if where in two_way and len(year) == 4]
    assert [y for y in range(1995, 2025) if str(y) not in years] == [2019, 2020]
    solid = {x for x in marks(figure, "exports") if ("exports", x) not in hollow(figure)}
    assert max(solid) == at["2016"]
    assert all(low > 0 for low, _, _ in two_way.values())


def test_another_source_of_the_same_cell_is_a_small_open_mark_in_its_place(drawing, drawn):
    at = places(drawing("VNM", "AZE", "A"))
    diamonds = trace(drawn("VNM", "AZE", "A"), "same cell, another source")
    assert (diamonds.mode, diamonds.marker.symbol) == ("markers", "diamond-open")
    assert list(zip(diamonds.x, diamonds.y, strict=True)) == [(at["2013"], 325)]
    assert "over 325 million USD" in diamonds.customdata[0]
    assert "viipip-vn-2014" in diamonds.customdata[0]


def test_the_hover_says_period_flow_value_bounds_and_source(drawn):
    hovers = trace(drawn("VNM", "AZE", "A"), "two-way trade").customdata
    assert (
        "<b>2024</b>, two-way trade<br>nearly 52 million USD"
        f"<br>stands for 51 to 52 million USD<br>{MOFA}"
    ) in hovers
    [exports] = trace(drawn("VNM", "AZE", "A"), "exports").customdata
    assert exports == (
        "<b>2022</b>, exports<br>38 million USD<br>stands for 37.5 to 38.5 million USD"
        f"<br>{MOFA}<br>narrowed to 37.9 to 38.1 million USD by 2 facts together"
    )


def test_labels_stand_on_the_highest_and_the_newest_dots_and_do_not_crowd(drawing, drawn):
    """The newest year and the running one each have theirs; hollow dots have their range."""
    at = places(drawing("VNM", "AZE", "A"))
    notes = {note.x: note.text for note in drawn("VNM", "AZE", "A").layout.annotations}
    assert notes[at["2022"]] == "<b>Two-way trade<br>702.5</b>"
    assert notes[at["2025-Q1"]] == "<b>over 100</b>"
    assert notes[at["2024"]] == "<b>nearly 52</b>"
    kazakh = drawn("VNM", "KAZ", "Q", formats=VIETNAMESE).layout.annotations
    assert "<b>Kim ngạch hai chiều<br>146,3</b>" in [note.text for note in kazakh]
    by_year = {note.text for note in drawn("VNM", "KAZ", "A").layout.annotations}
    assert {"<b>146.3</b>", "<b>401–403.3</b>", "<b>Two-way trade<br>800</b>"} <= by_year


def test_a_label_finds_a_place_over_none_or_is_lifted_with_a_line_to_its_dot():
    scale = Scale(20, 1, (0, 10), 300)
    marks = [scale.dot(x, 50) for x in (4, 5)]
    near = [Label(4, 50, "nearly 52", is_needed=True), Label(5, 50, "over 100", is_needed=True),
            Label(5, 50, "optional")]  # fmt: skip
    first, second = placed(near, marks, [], scale)
    assert (first["x"], first["showarrow"]) == (4, False)
    assert (second["x"], second["showarrow"], second["ay"]) == (5, True, -5 - 18)


def test_events_are_flags_that_speak_with_the_numbers_of_the_list(edition, drawing):
    of_pair = drawing("VNM", "RUS", "A")
    figure = pair_chart.trade(of_pair, ENGLISH)
    flags = [note for note in figure.layout.annotations if note.text.startswith("⚑")]
    assert flags
    told = [line for flag in flags for line in flag.hovertext.split("<br>")]
    english = book_words(edition, "en")
    events = [event for event in of_pair.events if event["day"] and event["day"].year >= 1995]
    known = {f"{n}. {english.event(e['event'])}" for n, e in enumerate(of_pair.events, start=1)}
    assert set(told) <= known
    assert len(told) == len(events)
    assert all(flag.yref == "paper" and flag.y == 1 for flag in flags)  # above the plot
    xs = [flag.x for flag in flags]
    low, high = figure.layout.xaxis.range
    assert all(b - a > (high - low) / 20 for a, b in itertools.pairwise(xs))


def test_amounts_and_periods_are_in_the_language(drawn):
    figure = drawn("VNM", "KAZ", "Q", formats=VIETNAMESE)
    assert list(figure.layout.xaxis.ticktext) == ["quý I<br>2025", "quý I<br>2024"]
    assert figure.layout.separators == ",."
    notes = [note.text for note in figure.layout.annotations]
    assert "quý II/2024–quý IV/2024: không có số liệu" in notes
    assert any(note.endswith("Xuất khẩu") for note in notes)


def test_runs_of_months_stand_in_the_order_of_time(drawing):
    of_pair = drawing("VNM", "RUS", "R")
    printed = {row["period"] for row in of_pair.levels}
    assert [period for period in places(of_pair) if period in printed] == [
        "2018-01/2018-07", "2018-01/2018-11", "2022-01/2022-06",
        "2023-01/2023-02", "2023-01/2023-04", "2025-01/2025-08",
    ]  # fmt: skip


def test_hollow_marks_stand_for_exactly_the_cells_nobody_printed(drawing, drawn):
    at = places(drawing("VNM", "KAZ", "Q"))
    figure = drawn("VNM", "KAZ", "Q")
    assert hollow(figure) == {
        ("exports", at["2024-Q1"]): (115.24, 115.43),
        ("imports", at["2024-Q1"]): (8.22, 8.24),
        ("two-way trade", at["2024-Q1"]): (123.47, 123.66),
    }
    assert (
        "<b>Q1 2024</b>, exports<br>115.23 to 115.43 million USD"
        "<br>implied by 4 facts, printed nowhere"
        "<br>if the reported “imports up 271.8%” (not testable) and “two-way trade up 18.4%” "
        "(not testable) are right"
    ) in trace(figure, "exports").customdata


@pytest.mark.parametrize("sides", PAIRS)
def test_no_hollow_mark_is_printed_or_wider_than_the_rule(drawing, drawn, sides):
    of_pair, figure = drawing(*sides), drawn(*sides)
    at = places(of_pair)
    cells = {
        (ENGLISH.words(f"flow.{row['flow']}"), at[row["period"]])
        for row in of_pair.levels
        if row["flow"] in AMOUNTS
    }
    empty = hollow(figure)
    assert empty
    assert not empty.keys() & cells
    assert all(0 < high <= 2 * low + 0.01 for low, high in empty.values())
    bars = {(one.name, x) for one in figure.data for x in one.x
            if one.name not in ("", "same cell, another source")}  # fmt: skip
    running = {(ENGLISH.words(f"flow.{row['flow']}"), at[row["period"]]) for row in of_pair.running}
    assert bars == cells | empty.keys() | running


def test_a_mark_stands_beyond_every_figure_of_a_conflict(drawing, drawn, found):
    at, figure = places(drawing("VNM", "RUS", "A")), drawn("VNM", "RUS", "A")
    notes = [note for note in figure.layout.annotations if "!</b>" in note.text]
    years = {where: year for year, where in at.items()}
    counted: dict[str, int] = {}
    for note in notes:
        counted[years[note.x]] = counted.get(years[note.x], 0) + 1
    # exports and imports of 2015 and 2016, two-way trade of the others
    assert counted == {"2015": 2, "2016": 2, "2017": 1, "2018": 1, "2024": 1}
    assert len(found("VNM", "RUS", "A")[1].conflicts) == 3
    heights = {(years[note.x], round(note.y, 3)) for note in notes}
    assert {("2017", 3.555), ("2018", 4.55), ("2024", 4.585)} <= heights
    assert ("2016", 2.747) in heights  # exports, above the dot of two-way trade
    assert ("2016", -1.131) in heights  # imports, below
    [of_2018] = [note for note in notes if years[note.x] == "2018"]
    assert of_2018.hovertext == (
        "Two-way trade, 2017 and 2018: 3 reported facts cannot all be true, "
        "apart by 5.521 million USD"
    )
    [of_2017] = [note for note in notes if years[note.x] == "2017"]
    assert of_2017.hovertext.count("<br>") == 1  # part of two conflicts
    calm = drawn("VNM", "KAZ", "A").layout.annotations
    assert [note for note in calm if "!</b>" in note.text] == []


def test_what_is_listed_is_of_the_frequency_and_of_those_without_a_page(found):
    _, kazakhstan = found("VNM", "KAZ", "Q")
    assert [implied_of_pair.key_of(one)[:2] for one in kazakhstan.listed] == [
        ("export", "2025-Q1"), ("export", "2024-Q1"), ("import", "2024-Q1"), ("total", "2024-Q1"),
    ]  # fmt: skip
    _, belarus = found("VNM", "BLR", "A")
    assert {one.cell.period.freq for one in belarus.listed} == {"A", "Q"}


def test_a_sum_of_printed_figures_is_not_listed_again(found):
    # exports plus imports of the yearbook are bars of their own
    _, russia = found("VNM", "RUS", "A")
    assert {implied_of_pair.key_of(one)[:2] for one in russia.listed} == {
        ("export", "2017"), ("export", "2018"), ("import", "2017"), ("import", "2018"),
        ("total", "2017"), ("total", "2017-12"), ("total", "2018-12"),
    }  # fmt: skip
    assert russia.narrowed == []
    _, azerbaijan = found("VNM", "AZE", "A")
    assert [(implied_of_pair.key_of(one), one.low, one.high) for one in azerbaijan.narrowed] == [
        (("export", "2022", "USD"), 37_900_000, 38_100_000)
    ]


@pytest.mark.parametrize(("low", "high", "shown"), [(0.25, 0.39, False), (0.2, 0.4, True)])
def test_implied_growth_is_shown_where_it_tells_more_than_the_recomputed_one(
    edition, low, high, shown
):
    pair = pairs.pair(edition, "VNM", "KAZ", "Q")  # implied: +0.239 to +0.396
    rate = {
        "flow": "export", "period": "2025-Q1", "currency": "USD",
        "growth_pct_low": low, "growth_pct_high": high,
    }  # fmt: skip
    implied = implied_of_pair.of_pair(edition, replace(pair, growth=[rate]), ["Q"])
    assert bool([one for one in implied.rates if one.cell.flow == "export"]) is shown


def test_a_figure_left_out_in_a_conflict_does_not_count_as_narrowed(edition):
    pair = pairs.pair(edition, "VNM", "AZE", "A")
    moved = [
        row | {"low": row["low"] - 10**6, "high": row["high"] - 10**6}
        if (row["flow"], row["period"]) == ("export", "2022")
        else row
        for row in pair.levels
    ]
    implied = implied_of_pair.of_pair(edition, replace(pair, levels=moved), ["A"])
    assert [implied_of_pair.key_of(one) for one in implied.against] == [("export", "2022", "USD")]
    assert implied.narrowed == []


def growth(period: str, rate: float) -> dict[str, Any]:
    return {"flow": Flow.TOTAL, "period": period, "growth_pct": rate, "growth_pct_low": rate,
            "growth_pct_high": rate, "publisher": MOFA}  # fmt: skip


def test_the_line_of_growth_stops_where_a_rate_is_missing(drawing):
    of_pair = drawing("VNM", "KAZ", "Q")
    with_growth = replace(of_pair, growth=[growth("2024-Q1", 5), growth("2025-Q1", -3)])
    line = pair_chart.trade(with_growth, ENGLISH).data[-1]
    assert (line.mode, line.connectgaps, line.xaxis) == ("lines+markers", False, "x2")
    assert list(line.y) == [5, None, -3]  # between them a gap
    assert line.customdata[2] == f"<b>Q1 2025</b>, two-way trade<br>−3.0%<br>{MOFA}"


def test_no_text_of_a_source_or_an_event_is_markup_of_a_chart(edition):
    found = pairs.pair(edition, "VNM", "AZE", "A")
    tag = '<a href="http://evil.example">'
    levels = [{**row, "publisher": tag} for row in found.levels]
    event = {"text": tag, "day": date(2022, 5, 1)}
    figure = pair_chart.trade(Drawing(levels, events=[event]), ENGLISH)
    shown = '&lt;a href="http://evil.example"&gt;'
    [flag] = [note for note in figure.layout.annotations if note.text.startswith("⚑")]
    assert flag.hovertext == f"1. {shown}"
    hovers = [text for trace in figure.data for text in trace.customdata or ()]
    assert hovers
    assert {text.rpartition("<br>")[2] for text in hovers} == {shown}
