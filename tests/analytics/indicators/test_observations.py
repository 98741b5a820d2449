"""Identities between observations, the tightest source of a cell, conflicts between sources."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from analytics.indicators.growth import year_on_year
from analytics.indicators.observations import (
    actual,
    disagreements,
    mirror_gaps,
    of_flow,
    tightest,
    with_tightest,
    with_totals,
)
from data.relations import records
from data.views import observations_of
from tests.support import oracles
from tests.support.examples import examples
from tests.support.made_observations import COLUMNS, books, by_key, millions, observations, only


def test_observations_of_these_tests_have_the_columns_of_the_view(edition):
    view = edition.relation("observation")
    assert dict(zip(view.columns, map(str, view.types), strict=True)) == COLUMNS
    made = observations()
    assert dict(zip(made.columns, map(str, made.types), strict=True)) == COLUMNS


def test_the_view_holds_what_happened_or_is_forecast_but_no_target_and_no_repetition(edition):
    book = by_key(edition.relation("observation"), "figure")
    assert "mofa-kaz-2024-total" in book
    assert book["vi006b"]["status"] == "F"
    assert "vi001b" not in book  # a target
    assert "en010a" not in book  # restates en009a more coarsely
    assert "vi001d" not in book  # a growth without a level


def test_actual_leaves_out_forecasts_and_undated_levels():
    book = observations(
        ("VNM", "KAZ", "export", "2024", 1),
        ("VNM", "KAZ", "export", "2025", 2, {"status": "P"}),
        ("VNM", "KAZ", "export", "2026", 3, {"status": "F"}),
        ("VNM", "KAZ", "export", None, 4),
    )
    assert set(by_key(actual(book), "period")) == {"2024", "2025"}


def test_a_sum_is_added_where_a_source_prints_both_parts_and_no_total():
    book = observations(
        ("VNM", "KAZ", "export", "2024-Q1", "115.7", {"valuation": "FOB"}),
        ("VNM", "KAZ", "import", "2024-Q1", "30.6", {"valuation": "CIF", "status": "P"}),
    )
    rows = by_key(with_totals(book), "flow")
    assert set(rows) == {"export", "import", "total"}
    total = rows["total"]
    assert millions(total, "value", "low", "high") == (146.3, 146.2, 146.4)
    assert (total["figure"], total["qualifier"], total["valuation"]) == (None, None, None)
    assert {flow: row["is_sum"] for flow, row in rows.items()} == {
        "export": False, "import": False, "total": True,
    }  # fmt: skip
    assert (total["status"], total["period"], total["source"]) == ("P", "2024-Q1", "customs")


def test_a_row_of_a_data_set_without_figure_ids_is_no_sum():
    book = observations(
        ("VNM", "KAZ", "total", "2023", 100), ("VNM", "KAZ", "export", "2024", 60),
        ("VNM", "KAZ", "import", "2024", 40), figure=None,
    )  # fmt: skip
    rows = by_key(with_totals(book), "flow", "period")
    assert {key: (row["figure"], row["is_sum"]) for key, row in rows.items()} == {
        ("total", "2023"): (None, False), ("export", "2024"): (None, False),
        ("import", "2024"): (None, False), ("total", "2024"): (None, True),
    }  # fmt: skip
    notes = {key: row["note"] for key, row in by_key(year_on_year(book), "flow", "period").items()}
    assert notes[("total", "2023")] == "no base figure"
    assert notes[("total", "2024")] == "total is exports plus imports"


def test_the_id_of_a_stated_row_is_its_figure_or_names_its_cell_and_source():
    row = ("VNM", "KAZ", "export", "2024", 60)
    [printed] = observations_of(observations(row))
    [official] = observations_of(observations(row, figure=None))
    assert (printed.id, official.id) == ("figure-1", "customs VNM KAZ export TOTAL 2024 USD")
    with pytest.raises(ValueError, match="a summed row has no id"):
        _ = printed._replace(is_sum=True).id


@pytest.mark.parametrize(
    ("more", "columns"),
    [
        (("VNM", "KAZ", "total", "2024", 101), {}),
        (("VNM", "KAZ", "total", "2024", "100..102"), {}),
        (("VNM", "KAZ", "total", "2024", 101), {"currency": "EUR"}),
    ],
)
def test_a_printed_total_is_never_replaced(more, columns):
    book = observations(
        ("VNM", "KAZ", "export", "2024", 60),
        ("VNM", "KAZ", "import", "2024", 40),
        (*more, columns),
    )
    total = only(with_totals(book).filter("flow = 'total'"))
    assert total["figure"] == "figure-3"


@pytest.mark.parametrize(
    "columns",
    [{"source": "gazette"}, {"product": "0901"}, {"partner": "RUS"}, {"reporter": "RUS"}],
)
def test_the_total_of_another_source_or_cell_does_not_stand_for_the_sum(columns):
    book = observations(
        ("VNM", "KAZ", "export", "2024", 60),
        ("VNM", "KAZ", "import", "2024", 40),
        ("VNM", "KAZ", "total", "2024", 101, columns),
    )
    totals = with_totals(book).filter("flow = 'total'")
    assert sorted(row["value"] / 10**6 for row in records(totals)) == [100, 101]


@pytest.mark.parametrize(
    "columns",
    [{"source": "gazette"}, {"currency": "EUR"}, {"product": "0901"}, {"partner": "RUS"}],
)
def test_parts_that_do_not_belong_together_are_not_summed(columns):
    book = observations(
        ("VNM", "KAZ", "export", "2024", 60),
        ("VNM", "KAZ", "import", "2024", 40, columns),
    )
    assert set(by_key(with_totals(book), "flow")) == {"export", "import"}


def test_a_sum_with_a_range_has_bounds_and_no_value():
    book = observations(
        ("VNM", "KAZ", "export", "2024", 60),
        ("VNM", "KAZ", "import", "2024", "40..50"),
    )
    total = by_key(with_totals(book), "flow")["total"]
    assert millions(total, "value", "low", "high") == (None, 100, 110)


@pytest.mark.parametrize(
    ("customs", "gazette", "chosen"),
    [
        (("800", {}), ("801.3", {}), "gazette"),
        (("800.1", {}), ("801", {"release_date": "2030"}), "customs"),
        (("800", {"release_date": "2024-05"}), ("801", {"release_date": "2025-01"}), "gazette"),
        (("800", {"release_date": "2025-01"}), ("801", {"release_date": "2024-05"}), "customs"),
        (("800", {}), ("801", {}), "customs"),
    ],
)
def test_the_tightest_source_of_a_cell_is_chosen_then_the_newest(customs, gazette, chosen):
    book = observations(
        ("VNM", "KAZ", "total", "2024", customs[0], {"source": "customs", **customs[1]}),
        ("VNM", "KAZ", "total", "2024", gazette[0], {"source": "gazette", **gazette[1]}),
    )
    assert only(tightest(book))["source"] == chosen


def test_cells_are_apart_by_every_part_of_their_key():
    book = observations(
        ("VNM", "KAZ", "total", "2024", 1),
        ("KAZ", "VNM", "total", "2024", 1),
        ("VNM", "RUS", "total", "2024", 1),
        ("VNM", "KAZ", "export", "2024", 1),
        ("VNM", "KAZ", "total", "2023", 1),
        ("VNM", "KAZ", "total", "2024-Q1", 1),
        ("VNM", "KAZ", "total", "2024", 1, {"currency": "EUR"}),
        ("VNM", "KAZ", "total", "2024", 1, {"product": "0901"}),
    )
    assert len(records(tightest(book))) == 8


def test_sources_disagree_where_their_bounds_do_not_meet():
    book = observations(
        ("VNM", "RUS", "total", "2022", "3600", {"source": "danviet"}),
        ("VNM", "RUS", "total", "2022", "3550", {"source": "vneconomy"}),
        ("VNM", "RUS", "total", "2022", "about 3600", {"source": "roughly"}),
        ("VNM", "RUS", "total", "2022", "9999", {"source": "prophet", "status": "F"}),
    )
    row = only(disagreements(book))
    assert (row["source"], row["other_source"]) == ("vneconomy", "danviet")
    assert millions(row, "low", "high", "other_low", "other_high") == (
        3549.5, 3550.5, 3599.5, 3600.5,
    )  # fmt: skip
    assert millions(row, "gap") == (49,)


def test_the_widest_disagreement_comes_first():
    book = observations(
        ("VNM", "RUS", "total", "2022", 100),
        ("VNM", "RUS", "total", "2022", 101, {"source": "gazette"}),
        ("VNM", "RUS", "total", "2023", 100),
        ("VNM", "RUS", "total", "2023", 120, {"source": "gazette"}),
    )
    gaps = [(row["period"], row["gap"] / 10**6) for row in records(disagreements(book))]
    assert gaps == [("2023", 20), ("2022", 1)]


def test_mirror_gaps_set_exports_beside_the_imports_of_the_other_side():
    book = observations(
        ("VNM", "KAZ", "export", "2024", 60),
        ("KAZ", "VNM", "import", "2024", 75),
        ("VNM", "KAZ", "import", "2024", "40"),
        ("KAZ", "VNM", "export", "2024", "40.3"),  # within 39.5 to 40.5: no gap
        ("VNM", "KAZ", "total", "2023", 52),
        ("KAZ", "VNM", "total", "2023", 50),
        ("VNM", "KAZ", "balance", "2023", 9),
        ("KAZ", "VNM", "balance", "2023", -1),
    )
    rows = by_key(mirror_gaps(book), "reporter", "flow", "period")
    assert {key: (row["mirror_flow"], *millions(row, "gap")) for key, row in rows.items()} == {
        ("VNM", "export", "2024"): ("import", 15),
        ("KAZ", "import", "2024"): ("export", 15),
        ("VNM", "total", "2023"): ("total", 2),
        ("KAZ", "total", "2023"): ("total", 2),
    }
    seen = rows["VNM", "export", "2024"]
    assert millions(seen, "value", "mirror_value") == (60, 75)


def test_mirror_gaps_use_the_tightest_source_of_each_side():
    book = observations(
        ("VNM", "AZE", "total", "2024", "nearly 52"),
        ("VNM", "AZE", "total", "2024", "51.7", {"source": "gazette"}),
        ("AZE", "VNM", "total", "2024", "223.93", {"source": "trend"}),
        ("AZE", "VNM", "total", "2024", "over 200", {"source": "paper"}),
    )
    row = by_key(mirror_gaps(book), "reporter")["VNM"]
    assert (row["source"], row["mirror_source"]) == ("gazette", "trend")
    assert millions(row, "gap") == (223.925 - 51.75,)


RELATIONS = [
    (lambda book: with_totals(actual(book)),
     lambda rows: oracles.with_totals(oracles.actual(rows)), oracles.GROWTH_KEY),
    (tightest, oracles.tightest, (*oracles.CELL, "currency")),
    (disagreements, oracles.disagreements, (*oracles.GROWTH_KEY, "other_source")),
    (mirror_gaps, oracles.mirror_gaps, (*oracles.CELL, "currency")),
]  # fmt: skip


@pytest.mark.parametrize(("function", "oracle", "key"), RELATIONS)
def test_the_whole_book_against_a_second_implementation(edition, function, oracle, key):
    book = edition.relation("observation")
    expected = oracle(records(book))
    assert expected
    oracles.assert_same(records(function(book)), expected, key)


@pytest.mark.parametrize(("function", "oracle", "key"), RELATIONS)
@settings(max_examples=examples(40, usual=8))
@given(rows=books())
def test_small_books_against_a_second_implementation(function, oracle, key, rows):
    book = observations(*rows)
    oracles.assert_same(records(function(book)), oracle(records(book)), key)


def test_what_is_marked_as_tightest_is_what_is_the_tightest(edition):
    every = with_totals(actual(edition.relation("observation")))
    marked = records(with_tightest(every))
    assert len(marked) == len(records(every))
    closest = [row for row in marked if row.pop("is_tightest")]
    assert sorted(map(str, closest)) == sorted(map(str, records(tightest(every))))
    assert 0 < len(closest) < len(marked)


@pytest.mark.parametrize("flow", ["export", "import", "total"])
def test_a_flow_is_that_of_all_observations_with_totals(edition, flow):
    every = actual(edition.relation("observation"))
    found = sorted(map(str, records(of_flow(every, flow))))
    assert found == sorted(map(str, records(with_totals(every).filter(f"flow = '{flow}'"))))
    assert found
