"""Events, investment and goods of two countries, whichever of them comes first."""

from __future__ import annotations

import pytest

from dashboard.answers import beyond_trade
from dashboard.answers.book_words import book_words


@pytest.mark.parametrize("ask", [beyond_trade.events, beyond_trade.investment, beyond_trade.goods])
def test_both_sides_see_the_same(edition, ask):
    seen = ask(edition, "VNM", "RUS")
    assert len(seen) >= 2
    assert ask(edition, "RUS", "VNM") == seen
    assert ask(edition, "VNM", "CHL") == []


def test_events_are_the_oldest_first_and_those_without_a_date_last(edition):
    rows = beyond_trade.events(edition, "VNM", "KAZ")
    assert [(row["event"], row["begins"]) for row in rows] == [
        ("kaz-1992-relations", "1992-06-29"),
        ("kaz-2008-embassy", "2008-07"),
        ("kaz-2015-embassy", "2015-03-30"),
        ("kaz-2015-fta", "2015-05-29"),
        ("kaz-2016-fta", "2016-10-05"),
        ("kaz-2024-committee", "2024-05"),
        ("kaz-2025-partnership", "2025-05"),
        ("kaz-2025-visit", "2025-05-05"),
        ("kaz-energy-agreements", None),
    ]


def test_investment_goes_both_ways_the_largest_stock_first(edition):
    rows = beyond_trade.investment(edition, "RUS", "VNM")
    assert [(row["investor"], row["host"], row["value"]) for row in rows] == [
        ("VNM", "RUS", 1_600_000_000),
        ("RUS", "VNM", 990_000_000),
    ]


def test_goods_are_listed_by_direction_in_the_order_of_their_source(edition):
    exports, imports = beyond_trade.goods(edition, "VNM", "KAZ")
    assert (exports["flow"], imports["flow"]) == ("export", "import")
    assert exports["goods"][:2] == ["telephones-and-parts", "machinery-and-equipment"]
    assert imports["goods"][:3] == ["iron-and-steel-of-all-kinds", "other-base-metals", "wheat"]
    assert len(exports["goods"]) == 13
    vietnamese = book_words(edition, "vi")
    assert [vietnamese.goods(one) for one in imports["goods"][:3]] == [
        "sắt thép các loại", "kim loại thường khác", "lúa mì",
    ]  # fmt: skip
