"""Figures of statistical offices, transcribed for known answers; amounts in million USD.

Federal Customs Service of Russia (published by Rosstat), trade with Viet Nam by month; Bureau of
National Statistics of Kazakhstan, trade with Viet Nam by year. As `data/official/sets` has them.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from data.official.releases import Load, write_releases
from data.store import Edition, open_edition
from tests.support.homes import FIRST, place
from tests.support.made_data_sets import figure, metadata, table

RUSSIA = {
    ("export", 2010): "41.84734 25.0395 167.71564 62.38564 117.61118 100.47682 33.71693 122.60154 "
    "132.23906 100.91402 50.70797 379.1977",
    ("export", 2011): "50.83703 39.15481 52.99943 63.54369 187.95501 223.8193 12.35412 28.11446 "
    "43.53848 150.76931 267.45425 218.11988",
    ("export", 2015): "30.15492 105.36344 61.84861",  # to March
    ("export", 2016): "33.99765 125.03647 106.61168 152.18482 55.75866 125.38968 50.89154 "
    "54.60767 77.25425 52.34084 396.62527 141.06012",
    ("export", 2017): "54.33208 100.91142 156.90214 89.57572 61.78559 111.07936 52.20471 82.21503 "
    "401.34728 85.73666 506.1134 200.23281",
    ("import", 2010): "42.61192 59.34094 71.30559 71.94182 61.68663 100.06878 102.00667 127.56952 "
    "136.09406 117.24814 109.15786 111.87762",
    ("import", 2011): "113.86691 115.59183 116.94055 113.80712 96.88197 117.05917 149.76175 "
    "199.85026 169.64166 189.00899 198.37016 141.52238",
    ("import", 2015): "178.16237 136.53978 153.21859",
    ("import", 2016): "154.65318 181.76679 193.1376 176.12215 190.73247 205.98313 286.77236 "
    "244.3326 190.9703 203.61478 249.94568 191.01654",
    ("import", 2017): "220.32748 240.64644 214.64521 235.12755 274.68747 296.92573 306.85496 "
    "316.40665 258.4704 334.06365 359.42046 265.91294",
}  # fmt: skip
KAZAKHSTAN = {
    ("export", 2022): "125.41065228", ("import", 2022): "402.85065461",
    ("export", 2023): "180.13581425", ("import", 2023): "799.50125311",
    ("export", 2024): "204.99320055", ("import", 2024): "660.95015679",
}  # fmt: skip

PUBLISHERS = {
    "fcs": "Customs of Russia", "kaz-bns": "Bureau of Kazakhstan", "fund": "A Fund",
}  # fmt: skip
RELEASES = ("2022", "2026-07", "2021")  # of these


def russian_customs() -> list[tuple[Any, ...]]:
    """Rows for `observations`: each month, to the dollar as the digits stand."""
    return [
        ("RUS", "VNM", flow, f"{year}-{month:02d}", Decimal(number), {"source": "fcs"})
        for (flow, year), numbers in RUSSIA.items()
        for month, number in enumerate(numbers.split(), start=1)
    ]


def kazakh_bureau() -> list[tuple[Any, ...]]:
    """Rows for `observations`: each year; the source names no valuation."""
    return [
        ("KAZ", "VNM", flow, str(year), Decimal(number), {"source": "kaz-bns"})
        for (flow, year), number in KAZAKHSTAN.items()
    ]


def with_data_sets(home: Path, edition: Edition) -> Edition:
    """The edition with both offices as data sets beside its book, and a fund with made numbers.

    The fund reports for Viet Nam: exports FOB to Russia rose from 1,000 to 1,200 in 2018, imports
    CIF stayed at 500.
    """
    offices = {"fcs": russian_customs(), "kaz-bns": kazakh_bureau()}
    fund = [
        figure(year, number * 10**6, reporter="VNM", partner="RUS", flow=flow, valuation=valuation)
        for flow, valuation, numbers in (
            ("export", "FOB", (1000, 1200)),
            ("import", "CIF", (500, 500)),
        )
        for year, number in zip(("2017", "2018"), numbers, strict=True)
    ]
    tables = {source: [_figure(*row) for row in rows] for source, rows in offices.items()}
    loads = [
        Load(metadata(source, release, publisher=PUBLISHERS[source]), table(*rows))
        for (source, rows), release in zip((tables | {"fund": fund}).items(), RELEASES, strict=True)
    ]
    write_releases(loads, place(home, edition, FIRST))
    return open_edition(home)


def _figure(
    reporter: str, partner: str, flow: str, period: str, number: Decimal, _: Any
) -> dict[str, Any]:
    return figure(period, number * 10**6, reporter=reporter, partner=partner, flow=flow)
