"""The Hirschman-Herfindahl index: by hand, by a second implementation, by properties."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.indicators.concentration import NOTES, concentration
from data.relations import records
from tests.support import structure_oracles as oracle
from tests.support.examples import examples
from tests.support.made_observations import (
    assert_within,
    bounded_levels,
    by_case,
    by_key,
    observations,
    only,
    versions,
    with_true_values,
)
from tests.support.oracles import of_same_keys


def exports(*numbers, **others):
    """Exports of Viet Nam to as many partners, and to others that are named."""
    named = zip(("KAZ", "RUS", "BLR", "UKR"), numbers, strict=False)
    return observations(*(
        ("VNM", partner, "export", "2024", number) for partner, number in (*named, *others.items())
    ))  # fmt: skip


def test_over_partners_it_is_the_sum_of_squared_shares():
    row = only(concentration(exports(50, 30, 20, WLD=100)))
    # 0.5^2 + 0.3^2 + 0.2^2 = 0.25 + 0.09 + 0.04 = 0.38; (0.38 - 1/3) / (2/3) = 0.07
    assert row["hhi"] == pytest.approx(0.38, rel=1e-14)
    assert row["hhi_normalised"] == pytest.approx(0.07, rel=1e-13)
    assert (row["partner"], row["product"], row["breakdown"]) == ("WLD", "TOTAL", "partners")
    assert (row["parts"], row["note"]) == (3, None)
    assert row["hhi_low"] <= 0.38 <= row["hhi_high"]
    assert row["hhi_high"] - row["hhi_low"] < 1e-13  # printed to the dollar: no other bounds


def test_without_the_whole_it_is_of_those_shown_and_says_so():
    row = only(concentration(exports(50, 30, 20)))
    assert row["hhi"] == pytest.approx(0.38, rel=1e-14)
    assert row["note"] == "no figure of the whole, so of those shown"


def test_a_rest_that_is_unknown_leaves_bounds_only():
    row = only(concentration(exports(50, 30, WLD=100)))
    # 0.5^2 + 0.3^2 = 0.34, and the other 20 are of many (0) or of one: 0.34 + 0.2^2 = 0.38
    assert (row["hhi"], row["hhi_normalised"]) == (None, None)
    assert [row["hhi_low"], row["hhi_high"]] == pytest.approx([0.34, 0.38], rel=1e-13)
    assert row["note"] == "those shown do not add up to the whole"


def test_over_goods_each_level_of_codes_is_by_itself():
    goods = {"TOTAL": 100, "01": 60, "02": 40, "0101": 60, "0201": 30, "0202": 10, "rice": 7}
    book = observations(*(
        ("VNM", "KAZ", "export", "2024", n, {"product": product}) for product, n in goods.items()
    ))  # fmt: skip
    rows = by_key(concentration(book), "breakdown")
    # 0.6^2 + 0.4^2 = 0.52; 0.6^2 + 0.3^2 + 0.1^2 = 0.46; words are in no level
    assert {level: round(row["hhi"], 12) for level, row in rows.items()} == {
        "HS2": 0.52, "HS4": 0.46,
    }  # fmt: skip
    for row in rows.values():
        assert (row["partner"], row["product"], row["note"]) == ("KAZ", "TOTAL", None)


def test_groups_of_countries_are_no_partners_beside_their_members():
    row = only(concentration(exports(50, 50, EU=80, EAEU=100, WLD=100)))
    assert (row["parts"], row["hhi"]) == (2, 0.5)


def test_bounds_of_printed_numbers():
    row = only(concentration(exports((8, 10, 12), (28, 30, 32), WLD=40)))
    # shares of the one 8/40 to 12/40, of the other 28/40 to 32/40:
    # 0.2^2 + 0.7^2 = 0.53; 0.3^2 + 0.8^2 = 0.73; 0.25^2 + 0.75^2 = 0.625
    assert [row[f"hhi{end}"] for end in ("_low", "", "_high")] == pytest.approx(
        [0.53, 0.625, 0.73], rel=1e-13
    )


def test_all_alike_one_alone_nothing_and_a_range():
    alike = only(concentration(exports(7, 7, 7, 7)))
    assert (alike["hhi"], alike["hhi_normalised"], alike["parts"]) == (0.25, 0, 4)
    assert records(concentration(exports(7))) == []
    one = only(concentration(exports(7, 0)))
    assert (one["hhi"], one["hhi_normalised"], one["parts"]) == (1, None, 1)
    nothing = only(concentration(exports(0, 0, WLD=0)))
    assert (nothing["hhi"], nothing["hhi_low"], nothing["hhi_high"]) == (None, None, None)
    assert nothing["note"] == "all are zero"
    a_range = only(concentration(exports("10..20", 30, WLD=45)))
    assert a_range["hhi"] is None
    # 10/40 to 20/50 and 30/50 to 30/40: 0.0625 + 0.36 is below 1/2; 0.16 + 0.5625
    assert [a_range["hhi_low"], a_range["hhi_high"]] == pytest.approx([0.5, 0.7225], rel=1e-13)
    assert a_range["note"] == "a range has no single value"
    assert {alike["note"], nothing["note"], a_range["note"]} <= set(NOTES)


@settings(max_examples=examples(60, usual=6))
@given(rows=oracle.structures())
def test_small_books_against_a_second_implementation(rows):
    book = observations(*rows)
    expected = oracle.concentration(records(book))
    found = of_same_keys(records(concentration(book)), expected, (*oracle.PLACE, "breakdown"))
    for key, row in expected.items():
        assert found[key]["parts"] == row["parts"]
        oracle.assert_encloses(found[key], "hhi", row["low"], row["high"])
        for name in ("hhi", "hhi_normalised"):
            oracle.assert_close(found[key][name], row[name])
        if row["hhi"] is not None:
            assert Fraction(1, row["parts"]) <= row["hhi"] <= 1
            assert found[key]["hhi_normalised"] >= 0 if row["parts"] > 1 else True
            assert found[key]["hhi_low"] <= found[key]["hhi"] <= found[key]["hhi_high"] <= 1


THREE = tuple((partner, "export", "2024") for partner in ("KAZ", "RUS", "BLR"))


@settings(max_examples=examples(20, usual=4))
@given(cases=st.lists(st.tuples(*[bounded_levels()] * 3), min_size=1, max_size=8))
def test_bounds_hold_the_index_of_every_true_value(cases):
    book = versions(THREE, [with_true_values(levels) for levels in cases])
    for rows in by_case(concentration(book)):
        assert len(rows) == 28
        assert_within(rows, "hhi")
