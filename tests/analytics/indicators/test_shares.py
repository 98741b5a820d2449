"""Partner shares: by hand, by a second implementation on the whole book, by properties."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.indicators.shares import partner_shares
from data.relations import records
from tests.support import oracles
from tests.support.examples import examples
from tests.support.made_observations import (
    assert_not_tighter,
    assert_within,
    books,
    bounded_levels,
    by_case,
    by_key,
    observations,
    versions,
    widened,
    with_true_values,
)


def test_shares_are_of_the_partners_shown_and_count_them():
    book = observations(
        ("VNM", "KAZ", "export", "2024", 10),
        ("VNM", "RUS", "export", "2024", 25),
        ("VNM", "BLR", "export", "2024", 15),
    )
    rows = by_key(partner_shares(book), "partner")
    assert {partner: row["share_pct"] for partner, row in rows.items()} == {
        "KAZ": 20,
        "RUS": 50,
        "BLR": 30,
    }
    for row in rows.values():
        assert row["partner_count"] == 3


def test_a_share_is_highest_with_its_own_level_high_and_the_others_low():
    book = observations(
        ("VNM", "KAZ", "export", "2024", (8, 10, 12)),
        ("VNM", "RUS", "export", "2024", (28, 30, 32)),
    )
    row = by_key(partner_shares(book), "partner")["KAZ"]
    bounds = [row[name] for name in ("share_pct_low", "share_pct", "share_pct_high")]
    assert bounds == [100 * 8 / 40, 100 * 10 / 40, 100 * 12 / 40]


def test_a_partner_alone_has_no_share():
    book = observations(
        ("VNM", "KAZ", "export", "2024", 10),
        ("VNM", "RUS", "export", "2023", 10),
        ("VNM", "RUS", "import", "2024", 10),
        ("VNM", "RUS", "export", "2024", 10, {"source": "gazette"}),
        ("VNM", "BLR", "export", "2024", 10, {"currency": "EUR"}),
        ("VNM", "BLR", "export", "2024", 10, {"product": "0901", "source": "gazette"}),
        ("KAZ", "RUS", "export", "2024", 10),
    )
    assert records(partner_shares(book)) == []


@pytest.mark.parametrize("others", [{"status": "F"}, {"source": "gazette"}])
def test_a_forecast_or_another_source_is_not_in_the_sum(others):
    book = observations(
        ("VNM", "KAZ", "export", "2024", 10),
        ("VNM", "RUS", "export", "2024", 30),
        ("VNM", "BLR", "export", "2024", 60, others),
    )
    rows = by_key(partner_shares(book), "partner")
    assert {partner: row["share_pct"] for partner, row in rows.items()} == {"KAZ": 25, "RUS": 75}


def test_one_range_leaves_bounds_but_no_single_share_to_any_partner():
    book = observations(
        ("VNM", "KAZ", "export", "2024", "10..20"),
        ("VNM", "RUS", "export", "2024", 30),
    )
    rows = by_key(partner_shares(book), "partner")
    assert [row["share_pct"] for row in rows.values()] == [None, None]
    assert (rows["KAZ"]["share_pct_low"], rows["KAZ"]["share_pct_high"]) == (25, 40)
    assert (rows["RUS"]["share_pct_low"], rows["RUS"]["share_pct_high"]) == (60, 75)


def test_partners_without_any_trade_have_no_share():
    book = observations(
        ("VNM", "KAZ", "export", "2024", 0),
        ("VNM", "RUS", "export", "2024", 0),
    )
    rows = by_key(partner_shares(book), "partner")
    assert [row["share_pct"] for row in rows.values()] == [None, None]


def test_total_trade_is_summed_from_its_parts_and_a_balance_has_no_share():
    book = observations(
        ("VNM", "KAZ", "export", "2024", 10),
        ("VNM", "KAZ", "import", "2024", 15),
        ("VNM", "RUS", "total", "2024", 75),
        ("VNM", "KAZ", "balance", "2024", 5),
        ("VNM", "RUS", "balance", "2024", 5),
    )
    rows = by_key(partner_shares(book), "flow", "partner")
    assert {key: row["share_pct"] for key, row in rows.items()} == {
        ("total", "KAZ"): 25,
        ("total", "RUS"): 75,
    }


def test_the_whole_book_against_a_second_implementation(edition):
    book = edition.relation("observation")
    oracles.assert_same(
        records(partner_shares(book)), oracles.partner_shares(records(book)), oracles.GROWTH_KEY
    )


@settings(max_examples=examples(40, usual=8))
@given(rows=books())
def test_small_books_against_a_second_implementation(rows):
    book = observations(*rows)
    oracles.assert_same(
        records(partner_shares(book)), oracles.partner_shares(records(book)), oracles.GROWTH_KEY
    )


THREE = tuple((partner, "export", "2024") for partner in ("KAZ", "RUS", "BLR"))
LEVELS = st.lists(st.tuples(*[bounded_levels()] * 3), min_size=1, max_size=8)


@settings(max_examples=examples(20, usual=8))
@given(cases=LEVELS)
def test_bounds_hold_the_share_of_every_true_value(cases):
    book = versions(THREE, [with_true_values(levels) for levels in cases])
    for partner in ("KAZ", "BLR"):
        for rows in by_case(partner_shares(book).filter(f"partner = '{partner}'")):
            assert len(rows) == 28
            assert_within(rows, "share_pct")


@settings(max_examples=examples(20, usual=8))
@given(cases=LEVELS, by=st.tuples(st.integers(0, 9), st.integers(0, 9)))
def test_wider_printed_bounds_never_give_a_tighter_share(cases, by):
    book = versions(THREE, [[levels, [widened(n, by) for n in levels]] for levels in cases])
    for inner, outer in by_case(partner_shares(book).filter("partner = 'RUS'")):
        assert_not_tighter(inner, outer, "share_pct")


@settings(max_examples=examples(25, usual=10))
@given(rows=books())
def test_the_shares_of_the_partners_shown_add_up_to_all(rows):
    groups = defaultdict(list)
    for row in records(partner_shares(observations(*rows))):
        key = ("reporter", "flow", "product", "period", "currency", "source")
        groups[tuple(row[name] for name in key)].append(row)
    for group in groups.values():
        shares = [row["share_pct"] for row in group]
        assert len(shares) == group[0]["partner_count"] > 1
        if None not in shares:
            assert sum(shares) == pytest.approx(100, rel=1e-12)
