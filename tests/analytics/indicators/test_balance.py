"""The balance: by hand, by a second implementation on the whole book, by properties."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.indicators import balance as room
from analytics.indicators.balance import balance
from data.relations import records
from tests.support import oracles
from tests.support.examples import examples
from tests.support.made_observations import (
    assert_not_tighter,
    assert_within,
    at_most,
    books,
    bounded_levels,
    by_case,
    by_key,
    millions,
    observations,
    only,
    versions,
    widened,
    with_true_values,
)


def of_year(**numbers):
    """The balance of one year from its printed flows."""
    return only(balance(observations(*[
        ("VNM", "KAZ", flow.rstrip("_"), "2024", number) for flow, number in numbers.items()
    ])))  # fmt: skip


def test_exports_imports_total_and_balance_stand_side_by_side():
    row = of_year(export="60.0", import_="40.0", total="100.0")
    assert millions(row, "exports", "exports_low", "exports_high") == (60, 59.95, 60.05)
    assert millions(row, "imports", "imports_low", "imports_high") == (40, 39.95, 40.05)
    assert millions(row, "total", "total_low", "total_high") == (100, 99.95, 100.05)
    assert millions(row, "balance", "balance_low", "balance_high") == (20, 19.9, 20.1)
    assert row["note"] is None
    assert (row["freq"], row["period"], row["currency"]) == ("A", "2024", "USD")


def test_a_deficit_is_below_zero():
    row = of_year(export=40, import_=100, total=140)
    assert millions(row, "balance") == (-60,)
    assert row["coverage_pct"] == 40
    assert row["normalised_balance"] == pytest.approx(-60 / 140)


def test_coverage_and_normalised_balance_keep_the_printed_bounds():
    row = of_year(export="115.7", import_="30.6")
    coverage = [row[f"coverage_pct{end}"] for end in ("_low", "", "_high")]
    # 115.65 / 30.65, 115.7 / 30.6, 115.75 / 30.55
    assert [round(number, 2) for number in coverage] == [377.32, 378.10, 378.89]
    normalised = [row[f"normalised_balance{end}"] for end in ("_low", "", "_high")]
    # 85.0 / 146.3, 85.1 / 146.3, 85.2 / 146.3
    assert [round(number, 4) for number in normalised] == [0.5810, 0.5817, 0.5824]


def test_total_trade_is_summed_only_where_it_is_not_printed():
    summed = of_year(export="60", import_="40")
    assert millions(summed, "total", "total_low", "total_high") == (100, 99, 101)
    assert summed["note"] == "total is exports plus imports"
    printed = of_year(export="60", import_="40", total="100.7")
    assert millions(printed, "total", "total_low", "total_high") == (100.7, 100.65, 100.75)
    assert printed["note"] is None  # 99 to 101 meets 100.65 to 100.75
    a_range = of_year(export=60, import_=40, total="90..110")
    assert millions(a_range, "total", "total_low", "total_high") == (None, 90, 110)


@pytest.mark.parametrize(
    ("flows", "note"),
    [
        ({"export": 60}, "imports not reported"),
        ({"import_": 60}, "exports not reported"),
        ({"total": 60}, "exports and imports not reported"),
        ({"export": 60, "total": 100}, "imports not reported"),
        ({"export": "60", "import_": "40", "total": "102"},
         "printed total is not exports plus imports"),
        ({"export": 60, "import_": 0, "total": 60}, "imports are zero"),
        ({"export": 60, "import_": (0, 0, 1), "total": 60}, "imports are zero"),
        ({"export": "60..70", "import_": 40, "total": 105}, "a range has no single value"),
        ({"export": 60, "import_": 40, "total": "90..110"}, "a range has no single value"),
        ({"balance": "5..9"}, "a range has no single value"),
        ({"export": 60, "import_": 0}, "imports are zero; total is exports plus imports"),
    ],
)  # fmt: skip
def test_the_note_says_what_is_missing_or_does_not_fit(flows, note):
    assert of_year(**flows)["note"] == note
    assert set(note.split("; ")) <= set(room.NOTES)


def test_a_side_that_is_not_reported_is_unknown_and_not_zero():
    row = of_year(export=60)
    unknown = ("imports", "total", "balance", "balance_low", "balance_high", "total_low")
    assert millions(row, *unknown) == (None,) * 6
    assert row["coverage_pct"] is row["normalised_balance"] is None


def test_no_trade_at_all_is_a_balance_of_zero_without_ratios():
    row = of_year(export=0, import_=0)
    assert millions(row, "balance", "total") == (0, 0)
    assert row["coverage_pct"] is row["normalised_balance"] is None


def test_a_balance_printed_without_its_parts_stands_as_printed():
    row = of_year(balance="-12.5")
    assert millions(row, "balance", "balance_low", "balance_high") == (-12.5, -12.55, -12.45)
    assert row["note"] is None


def test_a_printed_balance_is_never_put_between_the_bounds_of_the_parts():
    row = of_year(export="60..70", import_=40, balance=99)
    assert millions(row, "balance", "balance_low", "balance_high") == (None, 20, 30)


def test_sources_reporters_products_and_currencies_are_never_mixed():
    book = observations(
        ("VNM", "KAZ", "export", "2024", 60),
        ("VNM", "KAZ", "import", "2024", 40, {"source": "gazette"}),
        ("VNM", "KAZ", "import", "2024", 41, {"product": "0901"}),
        ("KAZ", "VNM", "import", "2024", 42),
        ("VNM", "RUS", "import", "2024", 43),
        ("VNM", "KAZ", "import", "2024", 44, {"currency": "EUR"}),
        ("VNM", "KAZ", "import", "2023", 45),
    )
    rows = by_key(balance(book), *oracles.BALANCE_KEY)
    assert len(rows) == 7
    assert {row["balance"] for row in rows.values()} == {None}


def test_sides_in_two_currencies_are_mixed_and_not_missing():
    book = observations(
        ("VNM", "KAZ", "export", "2024", 60),
        ("VNM", "KAZ", "import", "2024", 44, {"currency": "EUR"}),
        ("VNM", "KAZ", "import", "2023", 44, {"currency": "EUR"}),
        ("VNM", "KAZ", "export", "2023", 60, {"source": "gazette"}),
    )
    notes = {key: row["note"] for key, row in by_key(balance(book), "period", "currency").items()}
    assert notes == {
        ("2024", "USD"): "mixed currencies",
        ("2024", "EUR"): "mixed currencies",
        ("2023", "EUR"): "exports not reported",
        ("2023", "USD"): "imports not reported",  # another source's are not missing sides
    }


def test_forecasts_and_undated_levels_have_no_balance():
    book = observations(
        ("VNM", "KAZ", "export", "2024", 60),
        ("VNM", "KAZ", "import", "2024", 40, {"status": "F"}),
        ("VNM", "KAZ", "import", None, 40),
    )
    assert only(balance(book))["note"] == "imports not reported"


def test_the_whole_book_against_a_second_implementation(edition):
    book = edition.relation("observation")
    oracles.assert_same(records(balance(book)), oracles.balance(records(book)), oracles.BALANCE_KEY)


@settings(max_examples=examples(50, usual=15))
@given(rows=books())
def test_small_books_against_a_second_implementation(rows):
    book = observations(*rows)
    oracles.assert_same(records(balance(book)), oracles.balance(records(book)), oracles.BALANCE_KEY)


BOTH_SIDES = (("KAZ", "export", "2024"), ("KAZ", "import", "2024"))
SIDES = st.lists(st.tuples(bounded_levels(), bounded_levels()), min_size=1, max_size=12)
RESULTS = ("exports", "imports", "total", "balance", "coverage_pct", "normalised_balance")


@settings(max_examples=examples(25, usual=10))
@given(cases=SIDES)
def test_bounds_hold_the_balance_of_every_true_value(cases):
    book = versions(BOTH_SIDES, [with_true_values(sides) for sides in cases])
    for rows in by_case(balance(book)):
        for name in RESULTS:
            assert_within(rows, name)


@settings(max_examples=examples(25, usual=10))
@given(cases=SIDES, by=st.tuples(st.integers(0, 9), st.integers(0, 9)))
def test_wider_printed_bounds_never_give_a_tighter_balance(cases, by):
    book = versions(BOTH_SIDES, [[sides, [widened(s, by) for s in sides]] for sides in cases])
    for inner, outer in by_case(balance(book)):
        for name in RESULTS:
            assert_not_tighter(inner, outer, name)


@settings(max_examples=examples(25, usual=10))
@given(rows=books())
def test_the_balance_is_exports_minus_imports_and_every_result_within_its_bounds(rows):
    for row in records(balance(observations(*rows))):
        if row["exports"] is not None and row["imports"] is not None:
            assert row["balance"] == row["exports"] - row["imports"]
        for name in RESULTS:
            assert at_most(row[f"{name}_low"], row[name])
            assert at_most(row[name], row[f"{name}_high"])
        for end in ("", "_low", "_high"):
            normalised = row[f"normalised_balance{end}"]
            assert normalised is None or -1 <= normalised <= 1
