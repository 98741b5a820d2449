"""The places of an axis: long gaps broken, names that fit on a phone, days within their period."""

from __future__ import annotations

import itertools
from datetime import date

import pytest

from dashboard.charts.slots import NARROW, Slot, named, place_of, slots, spread
from data import periods


def made(*texts: str, running: str | None = None) -> list[Slot]:
    return slots(map(periods.parse, texts), periods.parse(running) if running else None)


def told(places: list[Slot]) -> list[str]:
    """A gap as `first…last`, the running year in brackets, any other period as it is."""

    def name(one: Slot) -> str:
        if one.is_gap:
            return f"{one.first}…{one.last}"
        return f"({one.first})" if one.is_part else str(one.first)

    return list(map(name, places))


@pytest.mark.parametrize(
    ("figures", "places"),
    [
        (["2013"], ["2013"]),
        (["2013", "2016"], ["2013", "2014", "2015", "2016"]),  # two empty places stay
        (["2013", "2017"], ["2013", "2014…2016", "2017"]),
        (["2016", "1995"], ["1995", "1996…2015", "2016"]),
        (["2024-Q1", "2025-Q1"], ["2024-Q1", "2024-Q2…2024-Q4", "2025-Q1"]),
        (["2024-11", "2025-02"], ["2024-11", "2024-12", "2025-01", "2025-02"]),
    ],
)
def test_a_gap_of_more_than_two_periods_is_one_place(figures, places):
    found = made(*figures)
    assert told(found) == places
    assert [one.at for one in found] == list(range(len(places)))


@pytest.mark.parametrize("count", [3, 12, 28])
def test_the_name_of_a_gap_has_room_in_it_on_a_phone(count):
    places = made("1970", "1980", *(str(1990 + n) for n in range(count)))
    gaps = [one for one in places if one.is_gap]
    assert len(gaps) == 2
    low, high = spread(places)
    assert all(one.wide * NARROW / (high - low) >= 16.99 for one in gaps)  # 11 pixels high
    ends = [(one.at - one.wide / 2, one.at + one.wide / 2) for one in places]
    assert all(a[1] == pytest.approx(b[0]) for a, b in itertools.pairwise(ends))


def test_runs_of_months_stand_side_by_side_by_their_last_month():
    found = made("2018-01/2018-11", "2023-01/2023-02", "2018-01/2018-07")
    assert told(found) == ["2018-01/2018-07", "2018-01/2018-11", "2023-01/2023-02"]


def test_the_running_year_stands_apart_at_the_right():
    found = made("2023", "2024", running="2025-01/2025-08")
    assert told(found) == ["2023", "2024", "(2025-01/2025-08)"]
    assert found[2].at - found[1].at > 1


def test_one_figure_alone_is_no_wall():
    low, high = spread(made("2013"))
    assert (low + high) / 2 == 0
    assert high - low == 7


@pytest.mark.parametrize("count", [1, 5, 12, 28, 40])
def test_names_do_not_touch_on_a_phone(count):
    places = made(
        *(str(1990 + n) for n in range(count)), running=f"{1990 + count}-01/{1990 + count}-08"
    )
    names = {one.at: "Jan–<br>Aug<br>2025" if one.is_part else str(one.first) for one in places}
    shown = named(places, names)
    assert shown[places[-1].at]
    low, high = spread(places)
    centres = sorted(shown)
    apart = [(b - a) * NARROW / (high - low) for a, b in itertools.pairwise(centres)]
    assert all(gap > 24 for gap in apart)  # a year of four digits in eleven pixels
    assert len(shown) >= min(count, 4)
    years = [int(text) for where, text in shown.items() if where != places[-1].at]
    steps = {a - b for a, b in itertools.pairwise(years)}
    assert len(steps) <= 1  # even


def test_a_day_stands_within_its_period_and_in_the_middle_of_a_gap():
    places = made("2013", "2017", "2018")  # 0, gap 1, 2, 3
    assert place_of(date(2012, 12, 31), places) is None
    assert place_of(date(2019, 1, 1), places) is None
    january, december = (place_of(date(2017, month, 1), places) for month in (1, 12))
    assert january == pytest.approx(2 - 0.4)
    assert december == pytest.approx(2 - 0.4 + 0.8 * 11 / 12)
    assert place_of(date(2015, 6, 1), places) == 1
