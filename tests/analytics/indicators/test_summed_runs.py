"""Runs of months that are asked for: added up of months, else of quarters, of one source only."""

from __future__ import annotations

from analytics.indicators.observations import with_totals
from analytics.indicators.summed_periods import with_periods
from analytics.indicators.summed_runs import with_runs
from data import periods
from data.relations import records
from tests.support.made_observations import observations

PAIR = ("RUS", "VNM", "export")
TO_AUGUST = "2018-01/2018-08"


def runs(rows, *asked, **columns):
    """Value and bounds in millions, and what it is summed of, by source and run."""
    known = with_periods(observations(*rows, **columns))
    found = with_runs(known, [periods.parse(text) for text in asked])
    return {
        (row["source"], row["flow"], row["period"]): (
            None if row["value"] is None else float(row["value"]) / 1e6,
            float(row["low"]) / 1e6, float(row["high"]) / 1e6, row["summed_of"],
        )
        for row in records(with_totals(found)) if row["freq"] == "R"
    }  # fmt: skip


def months(*numbers, year=2018, **columns):
    return [(*PAIR, f"{year}-{n:02d}", number, columns) for n, number in numbers]


def test_a_run_is_the_sum_of_its_months_with_the_sum_of_their_bounds():
    rows = months(*((n, f"{n}.0") for n in range(1, 13)))
    assert runs(rows, TO_AUGUST, "2018-11/2018-12") == {
        ("customs", "export", TO_AUGUST): (36.0, 35.6, 36.4, "M"),  # 1 + … + 8; 8 * 0.05
        ("customs", "export", "2018-11/2018-12"): (23.0, 22.9, 23.1, "M"),
    }


def test_a_run_with_a_month_missing_is_no_sum():
    rows = months(*((n, 10) for n in (1, 2, 3, 4, 6, 7, 8)))
    assert runs(rows, TO_AUGUST) == {}
    assert runs(rows, "2018-06/2018-08")  # the ones that are there do


def test_months_of_two_sources_are_never_added_up():
    rows = [*months(*((n, 10) for n in range(1, 8))), *months((8, 10), source="bureau")]
    assert runs(rows, TO_AUGUST) == {}


def test_quarters_make_a_run_of_quarters_where_there_are_no_months():
    rows = [(*PAIR, f"2018-Q{n}", f"{n}00") for n in (1, 2, 3)]
    # 100 + 200 + 300, each within 0.5
    assert runs(rows, "2018-01/2018-09", TO_AUGUST) == {
        ("customs", "export", "2018-01/2018-09"): (600.0, 598.5, 601.5, "Q"),
    }


def test_months_hold_before_quarters_and_what_is_printed_before_both():
    rows = [*((*PAIR, f"2018-Q{n}", 300) for n in (1, 2)), *months(*((n, 10) for n in range(1, 7)))]
    half = "2018-01/2018-06"
    assert runs(rows, half) == {("customs", "export", half): (60.0, 60.0, 60.0, "M")}
    printed = (*PAIR, half, 61)
    assert runs([*rows, printed], half) == {("customs", "export", half): (61.0, 61.0, 61.0, None)}


def test_two_way_trade_of_a_run_is_exports_and_imports():
    rows = [("RUS", "VNM", flow, f"2018-0{n}", n) for flow in ("export", "import") for n in (1, 2)]
    found = runs(rows, "2018-01/2018-02")
    assert found["customs", "total", "2018-01/2018-02"] == (6.0, 6.0, 6.0, "M")  # 1 + 2, twice


def test_years_and_quarters_are_left_to_with_periods_and_a_range_has_no_value():
    rows = months((1, 1), (2, "2..4"))
    assert runs(rows, "2018", "2018-Q1", "2018-01/2018-02") == {
        ("customs", "export", "2018-01/2018-02"): (None, 3.0, 5.0, "M"),
    }
    assert runs(rows) == {}
