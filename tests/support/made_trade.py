"""A made data set of trade by chapters, in which every indicator has something to say.

Four countries report two years of trade with each other and with the Netherlands in three chapters.
The amounts follow a rule of no meaning: different in each cell, some of them missing.
"""

from __future__ import annotations

from itertools import product
from typing import Any

from tests.support.made_data_sets import figure

REPORTERS = ("DEU", "FRA", "USA", "CHN")
PARTNERS = (*REPORTERS, "NLD")
CHAPTERS = ("01", "02", "27")
YEARS = ("2019", "2020")


def rows() -> list[dict[str, Any]]:
    """Exports FOB and imports CIF in whole dollars; every eleventh cell is missing.

    Of 2021 there are two exports only, one of them a range.
    """
    later = [
        figure("2021", 5, reporter="DEU", partner="NLD", product="01"),
        figure("2021", None, reporter="FRA", partner="NLD", product="01", low=3, high=4),
    ]
    places = product(REPORTERS, PARTNERS, ("export", "import"), CHAPTERS, YEARS)
    return later + [
        figure(
            year,
            1000 + 37 * (n * n % 101),
            reporter=reporter,
            partner=partner,
            flow=flow,
            product=chapter,
            valuation="FOB" if flow == "export" else "CIF",
        )
        for n, (reporter, partner, flow, chapter, year) in enumerate(places)
        if reporter != partner and n % 11
    ]
