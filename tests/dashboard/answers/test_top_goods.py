"""Main goods by trade, of a data set that has goods."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dashboard.answers import official_figures
from dashboard.answers.pair_sheet import pair_sheet
from data.codes.flows import Flow
from data.official.releases import write_release
from data.store import Edition, open_edition
from tests.support import made_trade
from tests.support.homes import FIRST, place
from tests.support.made_data_sets import figure, metadata, table


@pytest.fixture(scope="module")
def with_goods(edition, tmp_path_factory) -> Iterator[Edition]:
    """The book beside a made data set: trade by chapters, and all goods of one pair."""
    home = place(tmp_path_factory.mktemp("goods"), edition, FIRST)
    whole = [
        figure("2020", 90_000, reporter="DEU", partner="NLD", flow=flow, product="TOTAL")
        for flow in ("export", "import")
    ]
    made = table(*made_trade.rows(), *whole)
    write_release(made, None, metadata("made"), home, every_product=True)
    opened = open_edition(home)
    yield opened
    opened.connection.close()


def amounts(reporter: str, partner: str, year: str) -> dict[tuple[str, str], int]:
    """The made trade of a year by section: chapters 01 and 02 are section I, chapter 27 is in V."""
    found: dict[tuple[str, str], list[object]] = {}
    for row in made_trade.rows():
        if (row["reporter"], row["partner"], row["period"]) == (reporter, partner, year):
            section = "V" if row["product"] == "27" else "I"
            found.setdefault((row["flow"], section), []).append(row["value"])
    return {key: sum(values) for key, values in found.items()}


def test_the_largest_of_the_newest_year_come_first(with_goods):
    expected = amounts("FRA", "USA", "2020")
    found = official_figures.top_goods(with_goods, "FRA", "USA")
    assert {(row["flow"], row["product"]): row["value"] for row in found} == expected
    assert len(found) == 4
    sizes = [(row["flow"], -row["value"]) for row in found]
    assert sizes == sorted(sizes)


def test_a_range_ranks_no_goods_and_a_pair_without_goods_has_none(with_goods):
    # Of 2021 there is one figure of this pair, a range.
    later = official_figures.top_goods(with_goods, "FRA", "NLD")
    assert {row["period"] for row in later} == {"2020"}
    assert official_figures.top_goods(with_goods, "VNM", "KAZ") == []


def test_of_many_goods_the_five_largest_are_told(with_goods, monkeypatch):
    monkeypatch.setattr(official_figures, "TOP", 1)
    found = official_figures.top_goods(with_goods, "FRA", "USA")
    assert [row["flow"] for row in found] == ["export", "import"]
    expected = amounts("FRA", "USA", "2020")
    assert found[0]["value"] == max(expected["export", one] for one in ("I", "V"))


def test_they_are_on_the_sheet_with_their_source(with_goods):
    sheet = pair_sheet(with_goods, "DEU", "NLD")
    assert sheet is not None
    [export] = [line for line in sheet.goods if line.flow is Flow.EXPORT]
    assert (export.source, export.listed) == ("made", ())
    assert [row["period"] for row in export.traded] == ["2021"]  # the newest year that has any
