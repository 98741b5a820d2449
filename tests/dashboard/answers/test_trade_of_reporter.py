"""A reporter's trade in a year, worked by hand from `tests/support/made_comparisons.py`."""

from __future__ import annotations

import pytest

from dashboard.answers import trade_of_reporter
from dashboard.answers.trade_of_reporter import Snapshot
from data import periods


@pytest.fixture
def of(comparable):
    def snapshot(year: str | None, flow: str = "total") -> Snapshot:
        at = periods.parse(year) if year else None
        found = trade_of_reporter.snapshot(comparable, "NZL", flow, at)
        assert found is not None
        return found

    return snapshot


def test_partners_of_a_year_by_size_with_their_share_of_the_world(of):
    shown = of("2022")
    assert [(row["partner"], row["point"]) for row in shown.rows] == [
        ("AUS", 6e8), ("JPN", 3e8), ("SGP", 1e8),
    ]  # fmt: skip
    assert [shown.share(row) for row in shown.rows] == [40, 20, pytest.approx(100 / 15)]
    assert shown.rest == 5e8  # 1500 less 600, 300 and 100
    assert [str(year) for year in shown.years] == ["2022", "2021", "2020", "2019", "2018"]


def test_without_a_figure_of_the_world_shares_add_up_to_one_and_the_rest_is_unknown(of):
    shown = of("2020")
    assert (shown.source, shown.world, shown.rest) == ("nz-bureau", None, None)
    assert [shown.share(row) for row in shown.rows] == [80, 20]  # 400 and 100 of 500
    [beside] = shown.beside
    assert (beside["partner"], beside["source"], shown.share(beside)) == ("JPN", "gazette", None)
    assert [row["partner"] for row in shown.every] == ["AUS", "JPN", "SGP"]  # 400, 180, 100


def test_a_year_without_figures_gives_the_newest_and_a_reporter_without_none(of, comparable):
    assert str(of("1999").at) == str(of(None).at) == "2022"
    assert of("2022", "export").rows[0]["point"] == 3.6e8  # three fifths of 600
    assert trade_of_reporter.snapshot(comparable, "FRA", "total", None) is None


def test_concentration_is_the_sum_of_squared_shares(comparable):
    found = trade_of_reporter.concentrated(comparable, "NZL", "total")
    assert found is not None
    source, rows = found
    by_year = {row["period"]: row for row in rows}
    assert source == "nz-bureau"
    # 2020, of the two that it has: 0.8² + 0.2² = 0.68
    assert by_year["2020"]["point"] == pytest.approx(0.68)
    # 2022: 0.4² + 0.2² + (1/15)² = 0.2044, and a rest of 500 that is many crumbs or one piece
    assert by_year["2022"]["is_range"]
    assert by_year["2022"]["low"] == pytest.approx(0.16 + 0.04 + 1 / 225)
    assert by_year["2022"]["high"] == pytest.approx(0.16 + 0.04 + 1 / 225 + 1 / 9)


def test_goods_at_one_level_of_their_codes(comparable):
    year = periods.parse("2020")
    found = trade_of_reporter.goods(comparable, "NZL", ("AUS", "WLD"), "export", year)
    assert found is not None
    assert (found.partner, str(found.at), found.level) == ("WLD", "2022", "HS2")
    assert {row["product"]: row["point"] for row in found.rows} == {
        "02": 4.5e8, "04": 2.7e8, "22": 1.8e8,
    }  # fmt: skip
    assert found.rest == 0  # 900 of 900
    assert trade_of_reporter.goods(comparable, "NZL", ("WLD",), "import", year) is None


@pytest.mark.parametrize(
    ("product", "level"),
    [("XV", "section"), ("02", "HS2"), ("0901", "HS4"), ("090111", "HS6"), ("TOTAL", None),
     ("wheat", None)],
)  # fmt: skip
def test_the_level_of_a_code(product, level):
    assert trade_of_reporter.level_of(product) == level
