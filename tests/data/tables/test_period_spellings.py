"""Periods as tables spell them."""

from __future__ import annotations

from datetime import date

import pytest

from data.tables.period_spellings import Spelled, frequency_of_days, of_day, spelled


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2019", "2019"),
        ("2019 год", "2019"),
        ("Năm 2019", "2019"),
        ("2023 1", "2023"),  # the 1 is a footnote
        ("2023¹", "2023"),
        ("2023*", "2023"),
        ("2019Q1", "2019-Q1"),
        ("2019-T1", "2019-Q1"),
        ("Q1 2019", "2019-Q1"),
        ("IV Trim 2023", "2023-Q4"),
        ("I квартал 2019", "2019-Q1"),
        ("2 кв. 2019", "2019-Q2"),
        ("Quý III/2019", "2019-Q3"),
        ("1er trimestre 2019", "2019-Q1"),
        ("2019-M04", "2019-04"),
        ("2019M04", "2019-04"),
        ("201904", "2019-04"),
        ("04/2019", "2019-04"),
        ("Apr 2019", "2019-04"),
        ("Apr-19", "2019-04"),
        ("апрель 2019", "2019-04"),
        ("Tháng 4/2019", "2019-04"),
        ("Tháng 4 năm 2019", "2019-04"),
        ("Abril/2019", "2019-04"),
        ("январь-май 2025", "2025-01/2025-05"),
        ("5 tháng 2025", "2025-01/2025-05"),
        ("2025-01..2025-05", "2025-01/2025-05"),
        ("2025-01/2025-05", "2025-01/2025-05"),
    ],
)
def test_a_period_by_its_spelling(text: str, period: str) -> None:
    found = spelled(text)
    assert found is not None
    assert str(found.of(None)) == period


@pytest.mark.parametrize(
    ("text", "first", "months"),
    [("январь", 1, 1), ("  декабрь", 12, 1), ("Q3", 7, 3), ("III квартал", 7, 3), ("May", 5, 1),
     ("Tháng 2", 2, 1), ("январь-май", 1, 5)],
)  # fmt: skip
def test_a_part_of_a_year_waits_for_its_year(text: str, first: int, months: int) -> None:
    assert spelled(text) == Spelled(None, first, months)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Sơ bộ 2016", "P"),
        ("2023p", "P"),
        ("2023 (e)", "E"),
        ("2016 (предварительные данные)", "P"),
    ],
)
def test_a_period_may_say_that_it_is_not_final(text: str, status: str) -> None:
    found = spelled(text)
    assert found is not None
    assert (found.is_year, found.status) == (True, status)


@pytest.mark.parametrize(
    "text", ["", "12", "1234.5", "Value", "2,019", "99999", "2020 - 2021", "март и май", "FY 2022"]
)
def test_what_is_no_period(text: str) -> None:
    assert spelled(text) is None


@pytest.mark.parametrize(
    ("days", "freq"),
    [
        ([date(2024, 12, 31), date(2025, 12, 31)], "A"),
        ([date(2024, 1, 1), date(2025, 1, 1)], "A"),
        ([date(2024, 3, 31), date(2024, 12, 31)], "Q"),
        ([date(2024, 1, 31), date(2024, 2, 29)], "M"),
        ([date(2024, 2, 1), date(2024, 5, 1)], "M"),
        ([date(2024, 2, 14)], None),
    ],
)
def test_days_stand_for_years_quarters_or_months(days: list[date], freq: str | None) -> None:
    assert frequency_of_days(days) == freq


def test_a_day_lies_in_its_period() -> None:
    day = date(2024, 12, 31)
    assert [str(of_day(day, freq)) for freq in "AQM"] == ["2024", "2024-Q4", "2024-12"]
