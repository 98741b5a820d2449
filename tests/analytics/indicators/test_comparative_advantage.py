"""Balassa's index: by hand, by a second implementation, by properties."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings

from analytics.indicators.comparative_advantage import NOTES, comparative_advantage
from data.relations import records
from tests.support import structure_oracles as oracle
from tests.support.examples import examples
from tests.support.made_observations import by_key, observations
from tests.support.oracles import of_same_keys


def exports(reporter, product, number, partner="WLD", **columns):
    return (reporter, partner, "export", "2024", number, {"product": product, **columns})


def found(*rows):
    return by_key(comparative_advantage(observations(*rows)), "reporter", "product")


def test_the_share_of_a_product_over_its_share_in_the_worlds_exports():
    rows = found(
        exports("VNM", "09", 30), exports("VNM", "27", 10), exports("VNM", "TOTAL", 40),
        exports("KAZ", "09", 10), exports("KAZ", "27", 50), exports("KAZ", "TOTAL", 60),
    )  # fmt: skip
    # the world exports 40 of 09 and 60 of 27: shares of 0.4 and 0.6
    # Viet Nam: 0.75 / 0.4 = 1.875 and 0.25 / 0.6; Kazakhstan: (1/6) / 0.4 and (5/6) / 0.6
    assert {key: round(row["rca"], 9) for key, row in rows.items()} == {
        ("VNM", "09"): 1.875, ("VNM", "27"): 0.416666667,
        ("KAZ", "09"): 0.416666667, ("KAZ", "27"): 1.388888889,
    }  # fmt: skip
    for row in rows.values():
        assert (row["reporters"], row["breakdown"], row["note"]) == (2, "HS2", None)
        assert row["rca_low"] <= row["rca"] <= row["rca_high"] <= row["rca_low"] + 1e-12


def test_exports_to_the_world_are_the_sum_of_countries_where_none_are_printed():
    rows = found(
        exports("VNM", "09", 10, "KAZ"), exports("VNM", "09", 20, "RUS"),
        exports("VNM", "09", 25, "EAEU"),  # the two again
        exports("VNM", "27", 10, "KAZ"), exports("KAZ", "09", 10), exports("KAZ", "27", 50),
    )  # fmt: skip
    assert rows["VNM", "09"]["rca"] == pytest.approx(1.875, rel=1e-14)
    assert rows["VNM", "09"]["value"] == 30_000_000
    assert rows["VNM", "09"]["note"] == "no figure of the whole, so of those shown"


def test_one_country_is_no_world_and_levels_and_sources_are_not_mixed():
    assert records(comparative_advantage(observations(
        exports("VNM", "09", 30), exports("VNM", "27", 10), exports("KAZ", "0901", 10),
        exports("RUS", "09", 10, source="gazette"), exports("RUS", "09", 1, currency="EUR"),
        ("RUS", "WLD", "import", "2024", 5, {"product": "09"}),
        exports("EU", "09", 9), exports("RUS", "tea", 9),
    ))) == []  # fmt: skip


def test_bounds_and_notes():
    rows = found(
        exports("VNM", "09", (20, 30, 40)), exports("VNM", "27", 10), exports("VNM", "TOTAL", 90),
        exports("KAZ", "09", "5..15"), exports("KAZ", "27", 0), exports("RUS", "09", 0),
    )  # fmt: skip
    row = rows["VNM", "09"]
    # own share 20/30 to 40/50; of the world 25/35 to 55/65: (2/3) / (11/13) and 0.8 / (5/7)
    assert [row["rca_low"], row["rca_high"]] == pytest.approx([26 / 33, 1.12], rel=1e-12)
    assert row["rca"] is None
    assert row["note"] == "those shown do not add up to the whole; a range has no single value"
    nothing = rows["RUS", "09"]
    assert [nothing[f"rca{end}"] for end in ("", "_low", "_high")] == [None] * 3
    assert nothing["note"] == "no figure of the whole, so of those shown; all are zero"
    assert {part for one in rows.values() for part in one["note"].split("; ")} <= set(NOTES)


@settings(max_examples=examples(60, usual=6))
@given(rows=oracle.structures())
def test_small_books_against_a_second_implementation(rows):
    book = observations(*rows)
    expected = oracle.comparative_advantage(records(book))
    found = of_same_keys(records(comparative_advantage(book)), expected, ("reporter", "product"))
    for key, row in expected.items():
        oracle.assert_close(found[key]["rca"], row["rca"])
        oracle.assert_encloses(found[key], "rca", row["low"], row["high"])


@settings(max_examples=examples(40, usual=5))
@given(rows=oracle.structures())
def test_weighted_with_exports_the_indices_of_a_product_are_one(rows):
    """Over countries, with their shares in the world's exports; over goods, with the world's."""
    exact = [(*row[:4], row[4][2], row[5]) for row in rows]
    book = observations(*exact)
    exports_of = oracle.exports_to_the_world(records(book))
    found = records(comparative_advantage(book))
    for level in {row["breakdown"] for row in found}:
        known = {key: Fraction(one["value"]) for key, one in exports_of.items()
                 if oracle.level_of(key[1]) == level}  # fmt: skip
        world = sum(known.values())
        for product in {key[1] for key in known}:
            rows_of = [row for row in found if row["product"] == product and row["rca"] is not None]
            if sum(n for key, n in known.items() if key[1] == product) == 0:
                assert rows_of == []
                continue
            weighted = sum(
                row["rca"] * float(sum(n for key, n in known.items() if key[0] == row["reporter"])
                                   / world) for row in rows_of
            )  # fmt: skip
            assert weighted == pytest.approx(1, rel=1e-12)
