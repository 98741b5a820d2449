"""Of goods at several levels of their codes one level is taken, in each period."""

from __future__ import annotations

from analytics.indicators.breakdowns import of_one_level
from data.relations import records
from tests.support.made_observations import observations

LEVELS = ("HS2", "section", "HS4", "HS6")


def test_the_first_level_that_a_period_has_is_taken() -> None:
    book = observations(
        *(
            ("VNM", "KAZ", "export", period, 1, {"product": product})
            for period, goods in {
                "2020": ("TOTAL", "09", "II", "0901", "090111", "coffee"),
                "2021": ("TOTAL", "II", "0901", "090111"),
                "2022": ("090111", "coffee"),
                "2023": ("TOTAL", "coffee"),
            }.items()
            for product in goods
        )
    )
    taken = {(row["period"], row["product"]) for row in records(of_one_level(book, LEVELS))}
    assert taken == {
        ("2020", "TOTAL"), ("2020", "09"), ("2021", "TOTAL"), ("2021", "II"), ("2022", "090111"),
        ("2023", "TOTAL"),
    }  # fmt: skip
