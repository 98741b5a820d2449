"""Mirror statistics: by hand, by a second implementation on the whole book, by properties."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.indicators import mirror as room
from analytics.indicators.mirror import mirror
from analytics.indicators.summed_periods import with_periods
from data.relations import records
from tests.support import oracles
from tests.support.examples import examples
from tests.support.made_observations import (
    assert_not_tighter,
    assert_within,
    books,
    bounded_levels,
    by_key,
    millions,
    observations,
    only,
    widened,
    with_true_values,
)

ONE_WAY_EACH = (("VNM", "KAZ", "export", "2024"), ("KAZ", "VNM", "import", "2024"))
KEY = (*oracles.GROWTH_KEY, "currency", "mirror_source")


def seen_by_viet_nam(number, mirrored, cif_fob=Decimal(1), own=None, its=None):
    """Viet Nam's exports beside Kazakhstan's imports, as Viet Nam sees them."""
    book = observations(
        (*ONE_WAY_EACH[0], number, own or {}), (*ONE_WAY_EACH[1], mirrored, its or {})
    )
    return only(mirror(book, cif_fob).filter("reporter = 'VNM'"))


def test_exports_stand_beside_the_imports_of_the_partner():
    row = seen_by_viet_nam("125.0", "75.0", its={"source": "bureau"})
    assert (row["flow"], row["source"]) == ("export", "customs")
    assert (row["mirror_flow"], row["mirror_source"]) == ("import", "bureau")
    assert millions(row, "value", "low", "high") == (125, 124.95, 125.05)
    assert millions(row, "mirror_value", "mirror_low", "mirror_high") == (75, 74.95, 75.05)
    # 125 - 75; 124.95 - 75.05; 125.05 - 74.95
    assert millions(row, "gap", "gap_low", "gap_high") == (50, 49.9, 50.1)
    # 50 over the mean 100; 49.9 / 100 and 50.1 / 100: in each case the sum of the ends is 200
    ends = [row[f"asymmetry_pct{end}"] for end in ("", "_low", "_high")]
    assert ends == pytest.approx([50, 49.9, 50.1], rel=1e-14)
    assert row["note"] is None


def test_each_side_sees_the_gap_with_its_own_sign():
    book = observations((*ONE_WAY_EACH[0], 30), (*ONE_WAY_EACH[1], 50))
    rows = by_key(mirror(book), "reporter")
    assert {who: millions(row, "gap")[0] for who, row in rows.items()} == {"VNM": -20, "KAZ": 20}
    # 20 over the mean 40
    assert {who: row["asymmetry_pct"] for who, row in rows.items()} == {"VNM": -50, "KAZ": 50}


def test_two_way_trade_stands_beside_two_way_trade_also_where_one_side_is_a_sum():
    book = observations(
        ("VNM", "KAZ", "export", "2024", 10),
        ("VNM", "KAZ", "import", "2024", 20),
        ("KAZ", "VNM", "total", "2024", 50),
        ("KAZ", "VNM", "balance", "2024", 3),
    )
    rows = by_key(mirror(book), "reporter", "flow")
    assert set(rows) == {("VNM", "total"), ("KAZ", "total")}
    row = rows["VNM", "total"]
    assert millions(row, "value", "mirror_value", "gap") == (30, 50, -20)
    assert (row["asymmetry_pct"], row["note"]) == (-50, "total is exports plus imports")


def test_every_pair_of_sources_is_a_row_and_both_are_named():
    book = observations(
        *((*ONE_WAY_EACH[0], n, {"source": name}) for name, n in (("a", 1), ("b", 2))),
        *((*ONE_WAY_EACH[1], n, {"source": name}) for name, n in (("b", 10), ("c", 20))),
    )
    rows = by_key(mirror(book).filter("reporter = 'VNM'"), "source", "mirror_source")
    assert {key: millions(row, "gap")[0] for key, row in rows.items()} == {
        ("a", "b"): -9, ("a", "c"): -19, ("b", "b"): -8, ("b", "c"): -18,
    }  # fmt: skip


def test_months_that_add_up_stand_beside_the_year_of_the_partner():
    months = [("VNM", "KAZ", "export", f"2024-{n:02}", 1) for n in range(1, 13)]
    book = observations(*months, (*ONE_WAY_EACH[1], 20))
    row = only(mirror(with_periods(book)).filter("reporter = 'VNM'"))
    assert (row["period"], *millions(row, "value", "gap")) == ("2024", 12, -8)
    assert row["note"] == "added up of months or quarters"


@pytest.mark.parametrize("other", [
    {"product": "0901"}, {"currency": "EUR"}, {"status": "F"},
])  # fmt: skip
def test_another_product_currency_or_a_forecast_is_no_mirror(other):
    book = observations((*ONE_WAY_EACH[0], 30), (*ONE_WAY_EACH[1], 50, other))
    assert records(mirror(book)) == []


def test_a_range_has_bounds_only_and_two_zeros_no_asymmetry():
    row = seen_by_viet_nam("20..40", 20)
    assert millions(row, "gap", "gap_low", "gap_high") == (None, 0, 20)
    assert [row[f"asymmetry_pct{end}"] for end in ("", "_low")] == [None, 0]
    assert row["asymmetry_pct_high"] == pytest.approx(200 * 20 / 60, rel=1e-14)
    assert row["note"] == "a range has no single value"
    row = seen_by_viet_nam(0, 0)
    assert millions(row, "gap", "gap_low", "gap_high") == (0, 0, 0)
    assert [row[f"asymmetry_pct{end}"] for end in ("", "_low", "_high")] == [None] * 3
    assert row["note"] == "both sides are zero"


CIF = {"valuation": "CIF"}


def test_the_factor_divides_the_side_that_is_cif_and_leaves_the_figures_alone():
    row = seen_by_viet_nam(100, 110, Decimal("1.1"), {"valuation": "FOB"}, CIF)
    assert millions(row, "value", "mirror_value") == (100, 110)
    # 110 / 1.1 = 100: freight and insurance explain all of it
    assert (row["gap"], row["asymmetry_pct"]) == (0, 0)
    assert (row["gap_low"], row["gap_high"]) == (0, 0)
    assert row["note"] == room.CIF_DIVIDED
    # turned around, the reporter's own imports are CIF
    turned = by_key(mirror(observations(
        (*ONE_WAY_EACH[0], 100), (*ONE_WAY_EACH[1], 132, CIF)
    ), Decimal("1.1")), "reporter")["KAZ"]  # fmt: skip
    # 132 / 1.1 = 120 beside 100: 20 over the mean 110
    assert turned["gap"] == 20_000_000
    assert turned["asymmetry_pct"] == pytest.approx(100 * 20 / 110, rel=1e-14)
    assert turned["asymmetry_pct_low"] <= turned["asymmetry_pct"] <= turned["asymmetry_pct_high"]


@pytest.mark.parametrize(("own", "its"), [({}, {}), ({"valuation": "FOB"}, {"valuation": "FOB"})])
def test_no_factor_without_a_side_that_is_known_to_be_cif(own, its):
    row = seen_by_viet_nam(100, 110, Decimal("1.1"), own, its)
    assert (row["gap"], row["note"]) == (-10_000_000, room.NO_CIF)


@pytest.mark.parametrize("factor", ["0.94", "10.5", "1.0000001", "0", "-1.1"])
def test_a_factor_that_is_none_is_refused(factor):
    with pytest.raises(ValueError, match="a CIF/FOB factor is 1 to 10"):
        mirror(observations((*ONE_WAY_EACH[0], 1)), Decimal(factor))


@pytest.mark.parametrize("factor", [Decimal(1), Decimal("1.06")])
def test_the_whole_book_against_a_second_implementation(edition, factor):
    book = edition.relation("observation")
    found = records(mirror(book, factor))
    assert len(found) > 20
    oracles.assert_same(found, oracles.mirror(records(book), Fraction(factor)), KEY)


@settings(max_examples=examples(40, usual=8))
@given(rows=books(), factor=st.sampled_from([Decimal(1), Decimal("1.1")]))
def test_small_books_against_a_second_implementation(rows, factor):
    valued = [(*row[:5], {**row[5], "valuation": ("FOB", "CIF", None)[n % 3]})
              for n, row in enumerate(rows)]  # fmt: skip
    book = observations(*valued)
    oracles.assert_same(
        records(mirror(book, factor)), oracles.mirror(records(book), Fraction(factor)), KEY
    )


@settings(max_examples=examples(20, usual=6))
@given(levels=st.tuples(bounded_levels(), bounded_levels()))
def test_bounds_hold_the_gap_of_every_true_value(levels):
    book = observations(*(
        (*place, number, {"source": f"case {n:03}", **columns})
        for n, pair in enumerate(with_true_values(levels))
        for place, number, columns in zip(ONE_WAY_EACH, pair, ({}, CIF), strict=True)
    ))  # fmt: skip
    for factor in (Decimal(1), Decimal("1.06")):
        own = mirror(book, factor).filter("reporter = 'VNM' AND source = mirror_source")
        rows = [row for _, row in sorted(by_key(own, "source").items())]
        assert len(rows) == 10
        for name in ("gap", "asymmetry_pct"):
            assert_within(rows, name)


@settings(max_examples=examples(20, usual=6))
@given(levels=st.tuples(bounded_levels(), bounded_levels()), by=st.tuples(*[st.integers(0, 9)] * 2))
def test_wider_printed_bounds_never_give_a_tighter_gap(levels, by):
    inner, outer = (seen_by_viet_nam(*pair) for pair in (
        levels, [widened(level, by) for level in levels]
    ))  # fmt: skip
    for name in ("gap", "asymmetry_pct"):
        assert_not_tighter(inner, outer, name)
