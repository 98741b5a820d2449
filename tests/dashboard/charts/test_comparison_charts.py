"""Charts of several pairs: what is drawn where, and names that do not overlap."""

from __future__ import annotations

from itertools import pairwise

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.answers.comparison import Asked, compared, pairs_of
from dashboard.charts import comparison_charts
from dashboard.charts.axes import powers, readable
from dashboard.charts.comparison_charts import HEIGHT, LINE, MARK
from dashboard.charts.palette import SERIES
from dashboard.wording.formats import Formats

ENGLISH = Formats("en")
PAIRS = pairs_of(["NZL"], ["AUS", "JPN", "SGP"])


@pytest.fixture
def draw(comparable):
    def of(measure: str, pairs=PAIRS, **other):
        found = compared(comparable, Asked(pairs, "total", "A", measure))
        return comparison_charts.lines(found, ENGLISH, str, **other)

    return of


def drawn(figure, mode: str) -> dict[str, list[float | None]]:
    return {trace.name: list(trace.y) for trace in figure.data if trace.mode == mode}


def test_a_missing_year_is_a_gap_and_another_sources_figure_stands_alone(draw):
    figure = draw("level")
    assert drawn(figure, "lines+markers") == {
        "Australia": [200, 300, 400, 500, 600],
        "Japan": [100, 150, None, 250, 300],
        "Singapore": [100, 50, 100, 150, 100],
    }
    assert drawn(figure, "markers") == {"Japan": [180]}
    assert not any(trace.connectgaps for trace in figure.data)
    colours = [trace.line.color for trace in figure.data if trace.mode == "lines+markers"]
    assert colours == list(SERIES[:3])


def test_a_line_has_the_colour_of_its_pair_whichever_others_have_figures(draw):
    pairs = pairs_of(["NZL"], ["FRA", "JPN", "SGP"])  # nobody has France
    figure = draw("rank", pairs)
    colours = {t.name: t.line.color for t in figure.data if t.mode == "lines+markers"}
    assert colours == {"Japan": SERIES[1], "Singapore": SERIES[2]}
    told = [note.text for note in figure.layout.annotations if "Japan" in (note.text or "")]
    assert [SERIES[1] in text for text in told] == [True]


def test_every_line_has_its_name_at_its_end_and_there_is_no_legend(draw):
    figure = draw("level")
    assert figure.layout.showlegend is False
    names = [note.text.partition("</span> ")[2] for note in figure.layout.annotations]
    assert names == ["Australia", "Japan", "Singapore"]
    heights = {name: note.y for name, note in zip(names, figure.layout.annotations, strict=True)}
    assert heights["Australia"] > heights["Japan"] > heights["Singapore"]


def test_the_first_rank_is_on_top_and_growth_has_its_zero(draw):
    low, high = draw("rank").layout.yaxis.range
    assert low > high
    low, high = draw("growth").layout.yaxis.range
    assert low < -50 < 100 < high


def test_a_logarithmic_axis_holds_every_figure(draw):
    axis = draw("level", is_log=True).layout.yaxis
    assert axis.type == "log"
    assert 10 ** axis.range[0] < 50 < 600 < 10 ** axis.range[1]


def ticks(figure) -> dict[str, float]:
    axis = figure.layout.yaxis
    return dict(zip(axis.ticktext, axis.tickvals, strict=True))


@pytest.mark.parametrize("measure", ["level", "index", "growth", "share"])
def test_no_mark_is_cut_at_an_end_of_the_axis(draw, measure):
    figure = draw(measure)
    low, high = figure.layout.yaxis.range
    drawn_at = [y for trace in figure.data for y in trace.y if y is not None]
    room = MARK * (high - low) / HEIGHT  # half a mark takes less
    assert low + room * 0.8 <= min(*drawn_at, 0)
    assert max(drawn_at) <= high - room * 0.8


def test_a_mark_of_the_first_or_last_period_is_drawn_whole(draw):
    marked = [one for one in draw("level").data if "markers" in (one.mode or "")]
    assert len(marked) > 1
    assert [one.name for one in marked if one.cliponaxis is not False] == []


def test_ticks_are_numbers_of_the_language_in_the_unit_of_the_measure(draw):
    assert ticks(draw("level")) == {str(n): n for n in range(0, 601, 100)}
    assert ticks(draw("share")) == {f"{n}%": n for n in (0, 20, 40, 60, 80)}
    assert ticks(draw("rank")) == {"1": 1, "2": 2, "3": 3}
    assert ticks(draw("growth")) == {"−50%": -50, "0%": 0, "+50%": 50, "+100%": 100}
    # 50 to 600 million USD in the unit million
    assert ticks(draw("level", is_log=True)) == {
        "50 m": 50, "100 m": 100, "200 m": 200, "500 m": 500,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0.9, 30, [1, 2, 5, 10, 20]),
        (0.5, 90, [1, 3, 10, 30]),
        (0.0001, 9, [0.0001, 0.001, 0.01, 0.1, 1]),
        (2.5, 3.5, [2.6, 2.8, 3, 3.2, 3.4]),
    ],
)
def test_a_logarithmic_axis_has_few_round_ticks(low, high, expected):
    assert powers(low, high) == pytest.approx(expected)


def test_a_long_name_has_lines_of_about_the_same_length():
    assert comparison_charts._folded("Liên minh Kinh tế Á - Âu") == ["Liên minh Kinh", "tế Á - Âu"]
    assert comparison_charts._folded("Nga, 2020") == ["Nga, 2020"]


def test_ticks_that_plotly_finds_have_all_their_digits():
    axis = readable(go.Figure(go.Scatter(x=[1], y=[160_000])), "light").layout.yaxis
    assert (axis.separatethousands, axis.exponentformat) == (True, "none")


SHARES = st.lists(st.floats(-0.2, 1.2), min_size=1, max_size=6)


@given(SHARES, st.data())
def test_labels_never_overlap_and_stay_on_the_axis(shares, data):
    heights = {n: LINE * data.draw(st.sampled_from([1, 2])) for n in range(len(shares))}
    places = comparison_charts._apart(dict(enumerate(shares)), heights, HEIGHT)
    order = sorted(places, key=places.__getitem__)
    for n in order:
        assert places[n] * HEIGHT - heights[n] / 2 + 1e-6 >= 0
        assert places[n] * HEIGHT + heights[n] / 2 <= HEIGHT + 1e-6
    for below, above in pairwise(order):
        assert (
            places[above] - places[below] >= (heights[below] + heights[above]) / 2 / HEIGHT - 1e-9
        )
