"""A made reporter with a handful of partners, for comparisons, maps and structures.

Two-way trade of New Zealand by its bureau, in million dollars; `-` is a year without a figure:

          2018  2019  2020  2021  2022
    AUS    200   300   400   500   600
    JPN    100   150     -   250   300
    SGP    100    50   100   150   100
    WLD    500   600     -  1000  1500

Exports are three fifths of it and imports two. A gazette has JPN in 2020 as 180, and in 2022 as 330
(10 percent more than the bureau). Australia's own office has its trade with New Zealand: exports to
it (New Zealand's imports) 90, 130 and 150 in 2018 to 2020. By HS chapter the bureau has its exports
to the world in 2022: 02 live animals' meat 450, 04 dairy 270, 22 beverages 180 (all: 900).
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from data.official.releases import Load, write_releases
from data.store import Edition, open_edition
from tests.support.homes import FIRST, place
from tests.support.made_data_sets import figure, metadata, table

YEARS = range(2018, 2023)
TRADE = {
    "AUS": (200, 300, 400, 500, 600),
    "JPN": (100, 150, None, 250, 300),
    "SGP": (100, 50, 100, 150, 100),
    "WLD": (500, 600, None, 1000, 1500),
}
GOODS = {"02": 450, "04": 270, "22": 180}
PARTS = {"export": Decimal("0.6"), "import": Decimal("0.4")}


def with_comparable(home: Path, edition: Edition) -> Edition:
    """The edition with the three made offices beside its book."""
    bureau = [
        _figure("NZL", partner, flow, year, number * part)
        for partner, numbers in TRADE.items()
        for year, number in zip(YEARS, numbers, strict=True)
        if number is not None
        for flow, part in PARTS.items()
    ]
    bureau += [
        _figure("NZL", "WLD", "export", 2022, number, product) for product, number in GOODS.items()
    ]
    gazette = [_figure("NZL", "JPN", "total", year, n) for year, n in ((2020, 180), (2022, 330))]
    australia = [
        _figure("AUS", "NZL", "export", year, n)
        for year, n in ((2018, 90), (2019, 130), (2020, 150))
    ]
    loads = [
        Load(metadata(source, release, publisher=publisher), table(*rows))
        for source, release, publisher, rows in (
            ("nz-bureau", "2023", "Bureau of New Zealand", bureau),
            ("gazette", "2023", "Gazette", gazette),
            ("au-office", "2021", "Office of Australia", australia),
        )
    ]
    write_releases(loads, place(home, edition, FIRST))
    return open_edition(home)


def _figure(
    reporter: str, partner: str, flow: str, year: int, number: object, product: str = "TOTAL"
) -> dict[str, Any]:
    amount = Decimal(str(number)) * 10**6
    return figure(str(year), amount, reporter=reporter, partner=partner, flow=flow, product=product)
