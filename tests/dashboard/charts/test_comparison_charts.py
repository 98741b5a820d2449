"""Charts of several pairs: what is drawn where, and names that do not overlap."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.answers.comparison import Asked, compared, pairs_of
from dashboard.charts import comparison_charts
from dashboard.charts.comparison_charts import HEIGHT, LINE
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
