"""Charts drawn from the real book: what stands where, and what is not drawn."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go
import pytest

from analytics.checking.verdicts import Verdict
from dashboard.answers import pairs
from dashboard.answers.book_words import book_words
from dashboard.charts import trade_charts
from dashboard.wording.formats import Formats
from data.relations import records

ENGLISH, VIETNAMESE = Formats("en"), Formats("vi")
MOFA = "mofa-vn-2025-05-02"


def published(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows as the pages hand them over; the source stands for its publisher."""
    return [{**row, "publisher": row["source"]} for row in rows]


@pytest.fixture(scope="module")
def drawn(edition):
    """The three charts of a pair, and its events as marked on the first."""

    def draw(*pair: str, formats: Formats = ENGLISH) -> tuple[go.Figure, ...]:
        found = pairs.pair(edition, *pair)
        events = records(
            edition.query(
                "SELECT * FROM event WHERE partner = ? ORDER BY begins NULLS LAST, event",
                [found.partner],
            )
        )
        levels, others = published(found.levels), published(found.others)
        marked = trade_charts.event_rows(
            events, levels, book_words(edition, formats.language).event
        )
        return (
            trade_charts.trade(levels, others, marked, formats),
            trade_charts.balances(published(found.balances), levels, formats),
            trade_charts.growth(published(found.growth), [], levels, formats),
        )

    return draw


def traces(figure: go.Figure) -> dict[str, Any]:
    named = {trace.name: trace for trace in figure.data}
    assert len(named) == len(figure.data) > 0
    return named


def bars(trace: Any) -> dict[Any, tuple[float, float, float]]:
    """Lowest point of the error bar, height, and highest point, by where the bar stands."""
    errors = trace.error_y
    assert (errors.type, errors.symmetric) == ("data", False)
    assert len(set(trace.x)) == len(trace.x) == len(trace.y) == len(errors.array)
    return {
        x: (round(y - minus, 6), round(y, 6), round(y + plus, 6))
        for x, y, plus, minus in zip(trace.x, trace.y, errors.array, errors.arrayminus, strict=True)
    }


def year(number: int) -> date:
    return date(number, 1, 1)


def test_azerbaijan_by_year_with_bounds_and_gaps(drawn):
    trade, balance, growth = drawn("VNM", "AZE", "A")
    flows = traces(trade)
    assert list(flows) == ["exports", "imports", "two-way trade", "same cell, another source"]
    assert trade.layout.yaxis.title.text == "million USD"
    assert bars(flows["exports"]) == {year(2022): (37.5, 38, 38.5)}
    assert bars(flows["imports"]) == {year(2022): (664.45, 664.5, 664.55)}
    # "325 million", "702.5 million", "nearly 250 million", "nearly 52 million"; none between
    assert bars(flows["two-way trade"]) == {
        year(2013): (324.5, 325, 325.5),
        year(2022): (702.45, 702.5, 702.55),
        year(2023): (240, 250, 250),
        year(2024): (51, 52, 52),
    }
    # 37.5 - 664.55, 38 - 664.5, 38.5 - 664.45
    assert bars(traces(balance)["trade balance"]) == {year(2022): (-627.05, -626.5, -625.95)}
    # 250 / 702.5, 240 / 702.55, 250 / 702.45; 52 / 250, 51 / 250, 52 / 240
    assert list(traces(growth)) == ["two-way trade"]
    assert bars(traces(growth)["two-way trade"]) == {
        year(2023): (-65.83873, -64.412811, -64.410278),
        year(2024): (-79.6, -79.2, -78.333333),
    }


def test_no_bar_is_filled_in_for_a_missing_year(drawn):
    trade, _, growth = drawn("VNM", "RUS", "A")
    two_way = bars(traces(trade)["two-way trade"])
    assert len(two_way) == 28
    assert [y for y in range(1995, 2025) if year(y) not in two_way] == [2019, 2020]
    exports = bars(traces(trade)["exports"])
    assert max(exports) == year(2016)
    assert all(low > 0 for flow in (two_way, exports) for low, _, _ in flow.values())
    # 2017 and 2023 follow years that another source printed, 2021 follows a gap
    rates = bars(traces(growth)["two-way trade"])
    assert [y for y in range(2017, 2025) if year(y) in rates] == [2018, 2022, 2024]
    assert rates[year(2024)] == (25.859697, 26.170799, 26.482759)


def test_another_source_of_the_same_cell_is_an_open_diamond_on_its_bar(drawn):
    trade, _, _ = drawn("VNM", "AZE", "A")
    diamonds = traces(trade)["same cell, another source"]
    assert (diamonds.mode, diamonds.marker.symbol) == ("markers", "diamond-open")
    [(where, ends)] = bars(diamonds).items()
    assert ends == (325, 325, 326)  # "over 325 million"
    bar = traces(trade)["two-way trade"]
    left = bar.x[0] + timedelta(milliseconds=bar.offset[0])
    assert bar.x[0] == year(2013)
    assert left <= where <= left + timedelta(milliseconds=bar.width[0])
    assert "over 325 million USD" in diamonds.customdata[0]
    assert "viipip-vn-2014" in diamonds.customdata[0]


def test_bars_of_a_year_stand_beside_each_other_within_the_year(drawn):
    trade, _, _ = drawn("VNM", "AZE", "A")
    spans = []
    for name in ("exports", "imports", "two-way trade"):
        bar = traces(trade)[name]
        i = bar.x.index(year(2022))
        spans.append((bar.offset[i], bar.offset[i] + bar.width[i]))
    milliseconds = 365 * 24 * 3600 * 1000
    assert 0 < spans[0][0] < spans[0][1] <= spans[1][0] < spans[1][1] <= spans[2][0]
    assert spans[2][0] < spans[2][1] < milliseconds


def test_the_hover_says_period_flow_value_bounds_and_source(drawn):
    trade, balance, growth = drawn("VNM", "AZE", "A")
    assert traces(trade)["two-way trade"].customdata[3] == (
        "<b>2024</b>, two-way trade<br>nearly 52 million USD"
        f"<br>stands for 51 to 52 million USD<br>{MOFA}"
    )
    assert traces(balance)["trade balance"].customdata[0] == (
        f"<b>2022</b>, trade balance<br>−627.05 to −625.95 million USD<br>{MOFA}"
    )
    assert traces(growth)["two-way trade"].customdata[1] == (
        f"<b>2024</b>, two-way trade<br>−79.6% to −78.3%<br>{MOFA}"
    )


def test_events_on_the_axis_are_lines_with_the_numbers_of_the_list(edition, drawn):
    trade, _, _ = drawn("VNM", "AZE", "A")
    numbers = {note.text: note.x for note in trade.layout.annotations}
    assert numbers == {
        "3": date(2013, 8, 1), "4": date(2014, 5, 18), "5": date(2014, 5, 19),
        "6": date(2018, 7, 1),
    }  # fmt: skip
    assert [line.x0 for line in trade.layout.shapes] == list(numbers.values())
    assert all(line.line.dash == "dot" for line in trade.layout.shapes)
    # events within a year of each other stand one above the other
    assert len({note.yshift for note in trade.layout.annotations[:3]}) == 3
    english = book_words(edition, "en")
    listed = records(
        edition.query("SELECT * FROM event WHERE partner = 'AZE' ORDER BY begins NULLS LAST, event")
    )
    assert trade.layout.annotations[0].hovertext == english.event(listed[2]["event"])
    assert all(str(event["begins"])[:4] < "2013" for event in listed[:2])


def test_the_axis_runs_from_the_first_figure_to_the_last_and_names_the_newest(drawn):
    trade, balance, growth = drawn("VNM", "AZE", "A")
    for figure in (trade, balance, growth):
        axis = figure.layout.xaxis
        assert (axis.type, tuple(axis.range)) == ("date", (year(2013), year(2025)))
        assert list(axis.ticktext) == ["2014", "2016", "2018", "2020", "2022", "2024"]
    short, _, _ = drawn("AZE", "VNM", "A")
    assert len(short.layout.xaxis.ticktext) >= 5


def test_quarters_are_named_in_the_language(drawn):
    trade, balance, _ = drawn("VNM", "KAZ", "Q", formats=VIETNAMESE)
    assert trade.layout.xaxis.ticktext[-1] == "quý I<br>2025"
    assert trade.layout.separators == ",."
    assert trade.layout.yaxis.title.text == "triệu USD"
    assert bars(traces(trade)["kim ngạch hai chiều"]) == {year(2025): (146.25, 146.3, 146.35)}
    assert bars(traces(balance)["cán cân thương mại"]) == {year(2025): (85, 85.1, 85.2)}


def test_other_runs_of_months_are_categories_in_the_order_of_time(drawn):
    trade, balance, _ = drawn("VNM", "RUS", "R")
    for figure in (trade, balance):
        assert figure.layout.xaxis.type == "category"
        assert list(figure.layout.xaxis.categoryarray) == [
            "Jan–Jul 2018", "Jan–Nov 2018", "Jan–Jun 2022",
            "Jan–Feb 2023", "Jan–Apr 2023", "Jan–Aug 2025",
        ]  # fmt: skip
    assert bars(traces(trade)["imports"])["Jan–Jul 2018"] == (1.15, 1.2, 1.25)
    assert "Jan–Jun 2022" not in bars(traces(trade)["exports"])
    assert trade.layout.yaxis.title.text == "billion USD"


@pytest.mark.parametrize(
    ("freq", "period", "where"),
    [("A", "2022", date(2022, 7, 1)), ("R", "2023-01/2023-04", "Jan–Apr 2023")],
)
def test_a_reported_rate_without_a_base_is_a_diamond_on_its_period(freq, period, where):
    row = {
        "flow": "total", "freq": freq, "period": period, "source": MOFA, "publisher": MOFA,
        "first_month": date(int(period[:4]), 1, 1), "currency": "USD", "qualifier": "exact",
        "last_month": date(2023, 4, 1), "growth_pct": None, "growth_pct_low": 20,
        "growth_pct_high": 50, "value": 35, "low": 34, "high": 36, "verdict": "not_testable",
    }  # fmt: skip
    figure = trade_charts.growth([], [row], [row], ENGLISH)
    [diamond] = figure.data
    assert (diamond.name, diamond.marker.symbol) == ("reported: ? Not testable", "diamond-open")
    assert diamond.customdata[0].endswith("reported: ? Not testable")
    assert bars(diamond) == {where: (20, 35, 50)}  # a range stands at its middle
    assert figure.layout.yaxis.rangemode == "tozero"  # one mark alone has zero on its axis, too


def test_each_verdict_has_a_shape_and_a_name_of_its_own():
    row = {
        "flow": "total", "freq": "A", "source": MOFA, "publisher": MOFA, "currency": "USD",
        "growth_pct": 35, "growth_pct_low": 34, "growth_pct_high": 36,
    }  # fmt: skip
    rows = [
        {**row, "period": f"{2019 + i}", "first_month": year(2019 + i), "verdict": verdict}
        for i, verdict in enumerate(Verdict)
    ]
    marks = trade_charts.growth([], rows, rows, ENGLISH).data
    assert len({mark.marker.symbol for mark in marks}) == len(Verdict) == len(marks) == 5
    assert {mark.name for mark in marks} == {
        "reported: ✗ Contradicted", "reported: ↔ Explained", "reported: ≈ Consistent if rounded",
        "reported: ✓ Consistent", "reported: ? Not testable",
    }  # fmt: skip


def test_each_partner_has_a_panel_with_its_own_scale(edition):
    lines = pairs.partner_lines(edition, "VNM")
    totals = {line.partner: published(line.yearly) for line in lines if line.yearly}
    figure = trade_charts.partners(totals, ENGLISH)
    titles = [note.text.split("<br>") for note in figure.layout.annotations]
    names = [name for name, _ in titles]
    assert {"Russia", "Kazakhstan", "Azerbaijan", "Belarus"} <= set(names)
    assert ["Russia", "<sub>billion USD</sub>"] in titles
    assert {axis.title.text for axis in figure.select_yaxes()} == {None}
    by_name = dict(zip(names, figure.data, strict=True))
    assert bars(by_name["Azerbaijan"])[year(2024)] == (51, 52, 52)
    assert bars(by_name["Russia"])[year(2024)] == (4.575, 4.58, 4.585)
    assert len({trace.yaxis for trace in figure.data}) == len(names)


def test_without_figures_a_chart_is_empty_not_an_error():
    assert trade_charts.growth([], [], [], ENGLISH).data == ()
    empty = trade_charts.trade([], [], [], ENGLISH)
    assert empty.data == ()


def test_no_text_of_a_source_or_an_event_is_markup_of_a_chart(edition):
    found = pairs.pair(edition, "VNM", "AZE", "A")
    tag = '<a href="http://evil.example">'
    levels = [{**row, "publisher": tag} for row in found.levels]
    event = {"text": tag, "day": levels[-1]["first_month"], "on_axis": True}
    figure = trade_charts.trade(levels, [], [event], ENGLISH)
    shown = '&lt;a href="http://evil.example"&gt;'
    assert figure.layout.annotations[0].hovertext == shown
    hovers = [text for trace in figure.data for text in trace.customdata or ()]
    assert hovers
    assert {text.rpartition("<br>")[2] for text in hovers} == {shown}
