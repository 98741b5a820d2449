"""Rank and share of a partner: by hand, by a second implementation, by properties."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given, settings

from analytics.indicators.ranks import NOTES, partner_ranks
from data.relations import records
from tests.support import structure_oracles as oracle
from tests.support.examples import examples
from tests.support.made_observations import by_key, observations
from tests.support.oracles import of_same_keys


def ranked(**numbers):
    book = observations(*(
        ("VNM", partner, "export", "2024", number) for partner, number in numbers.items()
    ))  # fmt: skip
    return by_key(partner_ranks(book), "partner")


def test_the_largest_is_first_and_equals_share_a_rank():
    rows = ranked(KAZ=20, RUS=50, BLR=20, UKR=10, WLD=200)
    assert {partner: row["rank"] for partner, row in rows.items()} == {
        "RUS": 1, "KAZ": 2, "BLR": 2, "UKR": 4,
    }  # fmt: skip
    # of trade with the world, not of the four: 50 / 200
    assert {partner: row["share_pct"] for partner, row in rows.items()} == {
        "RUS": 25, "KAZ": 10, "BLR": 10, "UKR": 5,
    }  # fmt: skip
    assert {row["partners"] for row in rows.values()} == {4}
    assert {row["note"] for row in rows.values()} == {None}


def test_without_the_world_the_share_is_of_the_partners_shown():
    rows = ranked(KAZ=(8, 10, 12), RUS=(28, 30, 32))
    row = rows["KAZ"]
    ends = [row[f"share_pct{end}"] for end in ("_low", "", "_high")]
    assert ends == [20, 25, 30]  # 8 / 40, 10 / 40, 12 / 40
    assert row["note"] == "no figure of the whole, so of those shown"
    assert records(partner_ranks(observations(("VNM", "KAZ", "export", "2024", 1)))) == []
    assert ranked(KAZ=1, WLD=4)["KAZ"]["share_pct"] == 25  # alone, but of the world


def test_bounds_leave_ranks_open():
    rows = ranked(KAZ=(8, 10, 12), RUS=(11, 13, 15), BLR=(14, 20, 26), UKR=1)
    assert {p: (row["rank_best"], row["rank"], row["rank_worst"]) for p, row in rows.items()} == {
        "KAZ": (2, 3, 3),  # at least 14 of Belarus is more than 12
        "RUS": (1, 2, 3),
        "BLR": (1, 1, 2),
        "UKR": (4, 4, 4),
    }


def test_a_range_has_no_rank_and_makes_the_others_unsure():
    rows = ranked(KAZ="10..20", RUS=30, WLD=100)
    found = {p: (row["rank"], row["rank_best"], row["rank_worst"]) for p, row in rows.items()}
    assert found == {"KAZ": (None, 2, 2), "RUS": (None, 1, 1)}
    assert rows["KAZ"]["share_pct"] is None
    assert {row["note"] for row in rows.values()} == {
        "a range has no single value", "a range among the partners, so the rank is not sure",
    }  # fmt: skip
    assert {row["note"] for row in rows.values()} <= set(NOTES)
    assert rows["RUS"]["share_pct"] == 30


def test_a_share_is_above_all_only_where_the_figures_contradict_each_other():
    rounded = ranked(KAZ=(99, 101, 102), WLD=(99, 100, 101))["KAZ"]
    # 99/101 to 102/99: more than all is not possible, and nothing shows it
    assert (rounded["share_pct"], rounded["share_pct_high"]) == (100, 100)
    assert rounded["share_pct_low"] == pytest.approx(9900 / 101, rel=1e-14)
    more = ranked(KAZ=2, WLD=1)["KAZ"]
    assert [more[f"share_pct{end}"] for end in ("_low", "", "_high")] == [200, 200, 200]


def test_groups_of_countries_are_no_partners_and_the_world_has_no_rank():
    assert set(ranked(KAZ=20, EU=70, EAEU=30, WLD=100)) == {"KAZ"}


@settings(max_examples=examples(60, usual=6))
@given(rows=oracle.structures())
def test_small_books_against_a_second_implementation(rows):
    book = observations(*rows)
    expected = oracle.ranks(records(book))
    found = of_same_keys(records(partner_ranks(book)), expected, oracle.PLACE)
    shares = defaultdict(list)
    for key, row in expected.items():
        for name in ("rank", "rank_best", "rank_worst", "partners"):
            assert found[key][name] == row[name]
        oracle.assert_close(found[key]["share_pct"], row["share_pct"])
        oracle.assert_encloses(found[key], "share_pct", row["low"], row["high"])
        if found[key]["rank"] is not None:
            assert row["rank_best"] <= row["rank"] <= row["rank_worst"]
        if "of those shown" in (found[key]["note"] or ""):
            shares[key[0], key[2:]].append(found[key]["share_pct"])
    for some in shares.values():
        if None not in some:
            assert sum(some) == pytest.approx(100, rel=1e-12)
