"""The interval plot: where bars and ticks stand, and what a reader without eyes is told."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.html.interval_plot import MARGIN, Axis, Band, axis_of, interval_plot
from tests.support.parsed_html import TICK, bars


def plotted(*bands: Band) -> str:
    return interval_plot(bands, "described", lambda value, decimals: f"{value:.{decimals}f}")


def test_bars_stand_where_their_intervals_are():
    # 20 to 30 with 8 percent of 10 at either side is 19.2 to 30.8, so 11.6 wide:
    # 20 at 0.8 / 11.6 = 6.90 percent, 25 at 5.8 / 11.6 = 50, 5 wide = 43.10, 1 wide = 8.62
    html = plotted(
        Band("claimed", "Claimed", "20 to 25", (20, 25)),
        Band("figures", "From the figures", "29 to 30", (29, 30)),
    )
    assert bars(html) == {"claimed": (6.90, 43.10), "figures": (84.48, 8.62)}


def test_ticks_are_round_numbers_where_they_belong():
    # 11.6 over at most 4 gaps is 2.9, so a step of 5: 20, 25 and 30
    html = plotted(Band("claimed", "Claimed", "20 to 30", (20, 30)))
    assert TICK.findall(html) == [("6.90", "20"), ("50.00", "25"), ("93.10", "30")]


@pytest.mark.parametrize(
    ("ends", "ticks", "decimals"),
    [
        ((1.25, 2.1), [1.5, 2.0], 1),  # a gap of at least 0.2465, and 0.25 is no step
        ((28.35, 28.65), [28.4, 28.5, 28.6], 1),
        ((-99.9, 31.5), [-100, -50, 0], 0),
        ((944.5e6, 955.5e6), [945e6, 950e6, 955e6], 0),
        ((0.002, 1.35), [0, 0.5, 1.0], 1),
    ],
)
def test_steps_are_one_two_or_five_times_a_power_of_ten(ends, ticks, decimals):
    axis = axis_of([Band("claimed", "", "", ends)])
    assert axis.ticks() == pytest.approx(ticks)
    assert axis.decimals == decimals


def test_a_single_number_has_room_and_a_bar_of_no_width():
    assert axis_of([Band("claimed", "", "", (50, 50))]) == Axis(46, 54)
    assert axis_of([Band("claimed", "", "", (0, 0))]) == Axis(-1, 1)
    assert bars(plotted(Band("claimed", "Claimed", "50", (50, 50)))) == {"claimed": (50, 0)}


def test_where_nothing_is_recomputed_the_words_say_so_without_a_bar():
    html = plotted(
        Band("claimed", "Claimed", "20 to 25", (20, 25)),
        Band("figures", "From the figures", "nothing to compare with"),
    )
    assert bars(html).keys() == {"claimed"}
    assert "nothing to compare with" in html
    with pytest.raises(ValueError, match="empty"):
        plotted(Band("figures", "From the figures", "nothing"))


def test_texts_are_escaped_and_the_plot_is_described():
    html = interval_plot(
        [Band("claimed", "<b>", '"&', (1, 2))], '1 < "2"', lambda value, _: f"<{value}"
    )
    assert 'role="img" aria-label="1 &lt; &#34;2&#34;"' in html
    assert "&lt;b&gt;<small>&#34;&amp;</small>" in html
    assert "<b>" not in html


values = st.floats(-1e15, 1e15).filter(lambda value: value == 0 or abs(value) > 1e-3)


@given(st.lists(st.tuples(values, values).map(sorted), min_size=1, max_size=4))
def test_every_bar_lies_within_the_axis_and_ticks_are_few(intervals):
    bands = [Band("claimed", "", "", (low, high)) for low, high in intervals]
    axis = axis_of(bands)
    for low, high in intervals:
        assert 0 <= axis.at(low) <= axis.at(high) <= 100
    assert axis.at(axis.low) == 0
    assert axis.at(axis.high) == pytest.approx(100)
    ticks = axis.ticks()
    assert 1 <= len(ticks) <= 5
    assert all(later > earlier for earlier, later in pairwise(ticks))
    assert all(-0.001 <= axis.at(tick) <= 100.001 for tick in ticks)
    widest = max(high for _, high in intervals) - min(low for low, _ in intervals)
    if widest > 1:
        assert axis.high - axis.low == pytest.approx((1 + 2 * MARGIN) * widest)
