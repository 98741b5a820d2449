"""The Grubel-Lloyd index: by hand, by a second implementation, by properties."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.indicators.intra_industry import NOTES, intra_industry
from data.relations import records
from tests.support import structure_oracles as oracle
from tests.support.examples import examples
from tests.support.made_observations import (
    assert_within,
    bounded_levels,
    by_key,
    millions,
    observations,
    with_true_values,
)
from tests.support.oracles import of_same_keys


def found(**goods):
    """Exports and imports of Viet Nam with Kazakhstan by goods: `_09=(30, 10)`; None is unknown."""
    return by_key(intra_industry(observations(*(
        ("VNM", "KAZ", flow, "2024", number, {"product": product.strip("_")})
        for product, both in goods.items()
        for flow, number in zip(("export", "import"), both, strict=True) if number is not None
    ))), "product", "breakdown")  # fmt: skip


def test_of_a_product_and_of_all_goods():
    rows = found(_09=(30, 10), _27=(5, 15), _61=(20, 0))
    # 1 - 20/40 = 0.5; 1 - 10/20 = 0.5; 1 - 20/20 = 0; of all 1 - (20 + 10 + 20) / 80 = 0.375
    assert {product: row["gl"] for (product, _), row in rows.items()} == {
        "09": 0.5, "27": 0.5, "61": 0, "TOTAL": 0.375,
    }  # fmt: skip
    assert millions(rows["TOTAL", "HS2"], "exports", "imports") == (55, 25)
    for row in rows.values():
        assert row["gl_low"] == row["gl"] == row["gl_high"]
        assert row["note"] is None


def test_the_finer_the_level_the_less_matches():
    rows = found(_09=(30, 30), _0901=(30, 0), _0902=(0, 30))
    assert (rows["TOTAL", "HS2"]["gl"], rows["TOTAL", "HS4"]["gl"]) == (1, 0)


def test_a_side_that_is_not_listed_is_unknown():
    rows = found(_09=(30, 10), _27=(5, None))
    assert rows["09", "HS2"]["gl"] == 0.5
    for key in (("27", "HS2"), ("TOTAL", "HS2")):
        assert [rows[key][f"gl{end}"] for end in ("", "_low", "_high")] == [None] * 3
        assert rows[key]["note"] == "goods with exports or imports unknown"
    assert millions(rows["TOTAL", "HS2"], "exports", "imports") == (35, None)


def test_where_the_goods_add_up_to_all_goods_what_is_not_listed_is_zero():
    rows = found(_09=(30, 10), _27=(5, None), TOTAL=(35, 10))
    assert (rows["27", "HS2"]["gl"], millions(rows["27", "HS2"], "imports")) == (0, (0,))
    # 1 - (20 + 5) / 45
    assert rows["TOTAL", "HS2"]["gl"] == pytest.approx(20 / 45, rel=1e-14)
    said = "what is not listed is zero, since the goods add up to the whole"
    assert rows["TOTAL", "HS2"]["note"] == rows["27", "HS2"]["note"] == said
    short = found(_09=(30, 10), _27=(5, None), TOTAL=(35, 11))  # a million of imports is missing
    assert short["27", "HS2"]["gl"] is None


def test_bounds_of_a_product():
    rows = found(_09=((20, 25, 30), (8, 10, 12)), _27=((9, 10, 12), (10, 14, 16)), _61=("1..2", 6))
    row = rows["09", "HS2"]
    # least 2 * 8 / (30 + 8), greatest 2 * 12 / (20 + 12), in between 2 * 10 / 35
    ends = [row[f"gl{end}"] for end in ("_low", "", "_high")]
    assert ends == pytest.approx([16 / 38, 20 / 35, 24 / 32], rel=1e-14)
    # the flows may be equal; least 2 * 9 / (9 + 16), since 2 * 10 / (12 + 10) is more
    row = rows["27", "HS2"]
    assert [row["gl_low"], row["gl_high"]] == pytest.approx([18 / 25, 1], rel=1e-14)
    row = rows["61", "HS2"]
    assert [row["gl"], row["gl_low"], row["gl_high"]] == [None, pytest.approx(2 / 7), 0.5]
    assert row["note"] == "a range has no single value"
    # of all: 2 * (8 + 9 + 1) / (30 + 12 + 12 + 16 + 2 + 6), 2 * (12 + 12 + 2) / (28 + 19 + 7)
    row = rows["TOTAL", "HS2"]
    assert [row["gl_low"], row["gl_high"]] == pytest.approx([36 / 78, 52 / 54], rel=1e-14)


def test_no_trade_has_no_index():
    rows = found(_09=(0, 0))
    for row in rows.values():
        assert [row[f"gl{end}"] for end in ("", "_low", "_high")] == [None] * 3
        assert row["note"] == "all are zero"
        assert row["note"] in NOTES


@settings(max_examples=examples(60, usual=6))
@given(rows=oracle.structures())
def test_small_books_against_a_second_implementation(rows):
    book = observations(*rows)
    expected = oracle.intra_industry(records(book))
    key = ("reporter", "partner", "product", "breakdown")
    found = of_same_keys(records(intra_industry(book)), expected, key)
    for key, row in expected.items():
        oracle.assert_close(found[key]["gl"], row["gl"])
        oracle.assert_encloses(found[key], "gl", row["low"], row["high"])
        if row["gl"] is not None:
            assert 0 <= found[key]["gl_low"] <= found[key]["gl"] <= found[key]["gl_high"] <= 1


PLACES = (("09", "export"), ("09", "import"), ("27", "export"), ("27", "import"))


@settings(max_examples=examples(15, usual=4))
@given(levels=st.tuples(*[bounded_levels()] * 4))
def test_bounds_hold_the_index_of_every_true_value(levels):
    book = observations(*(
        ("VNM", "KAZ", flow, "2024", number, {"product": product, "source": f"case {n:03}"})
        for n, one in enumerate(with_true_values(levels))
        for (product, flow), number in zip(PLACES, one, strict=True)
    ))  # fmt: skip
    rows = by_key(intra_industry(book), "product", "source")
    for product in ("09", "TOTAL"):
        cases = [row for key, row in sorted(rows.items()) if key[0] == product]
        assert len(cases) == 82
        if cases[0]["gl_low"] is not None:
            assert_within(cases, "gl")
