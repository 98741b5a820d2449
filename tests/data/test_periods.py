"""The calendar: what a period's text means, and which period comes before it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import TradeproofError
from data.periods import Period, PeriodError, dated, parse

RIGHT_FORMS = ("2024", "2024-Q1", "2024-03", "2024-01/2024-11")

PERIODS = [
    # text, freq, first month, last month, a year earlier, previous
    ("2024", "A", "2024-01", "2024-12", "2023", "2023"),
    ("2024-Q1", "Q", "2024-01", "2024-03", "2023-Q1", "2023-Q4"),
    ("2024-Q2", "Q", "2024-04", "2024-06", "2023-Q2", "2024-Q1"),
    ("2024-Q4", "Q", "2024-10", "2024-12", "2023-Q4", "2024-Q3"),
    ("2024-01", "M", "2024-01", "2024-01", "2023-01", "2023-12"),
    ("2024-02", "M", "2024-02", "2024-02", "2023-02", "2024-01"),
    ("2024-12", "M", "2024-12", "2024-12", "2023-12", "2024-11"),
    # Eleven months: the eleven before them reach back to February of the year before.
    ("2024-01/2024-11", "R", "2024-01", "2024-11", "2023-01/2023-11", "2023-02/2023-12"),
    ("2024-01/2024-02", "R", "2024-01", "2024-02", "2023-01/2023-02", "2023-11/2023-12"),
    ("2023-11/2024-02", "R", "2023-11", "2024-02", "2022-11/2023-02", "2023-07/2023-10"),
    # Three months that are no quarter, twelve that are no calendar year.
    ("2024-02/2024-04", "R", "2024-02", "2024-04", "2023-02/2023-04", "2023-11/2024-01"),
    ("2023-07/2024-06", "R", "2023-07", "2024-06", "2022-07/2023-06", "2022-07/2023-06"),
    ("2016-01/2022-12", "R", "2016-01", "2022-12", "2015-01/2021-12", "2009-01/2015-12"),
    # A year is written with four digits, however early.
    ("0024-03", "M", "0024-03", "0024-03", "0023-03", "0024-02"),
    ("9999", "A", "9999-01", "9999-12", "9998", "9998"),
]


@pytest.mark.parametrize(("text", "freq", "first", "last", "year_earlier", "previous"), PERIODS)
def test_a_period_knows_its_months_and_its_bases(
    text: str, freq: str, first: str, last: str, year_earlier: str, previous: str
) -> None:
    period = parse(text)
    assert str(period) == text
    assert period.freq == freq
    assert period.first_month.isoformat() == f"{first}-01"
    assert period.last_month.isoformat() == f"{last}-01"
    assert period.year == int(first[:4])
    assert str(period.year_earlier()) == year_earlier
    assert str(period.previous()) == previous


@pytest.mark.parametrize(
    ("run", "same"),
    [
        ("2024-01/2024-12", "2024"),
        ("2024-01/2024-03", "2024-Q1"),
        ("2024-10/2024-12", "2024-Q4"),
        ("2024-07/2024-07", "2024-07"),
    ],
)
def test_a_run_that_is_a_year_quarter_or_month_is_that(run: str, same: str) -> None:
    assert parse(run) == parse(same)
    assert str(parse(run)) == same


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2024-Q5", "unknown form"),
        ("2024-Q0", "unknown form"),
        ("2024Q1", "unknown form"),
        ("2024-q1", "unknown form"),
        ("2024-13", "unknown form"),
        ("2024-00", "unknown form"),
        ("2024-3", "unknown form"),
        ("24", "unknown form"),
        ("", "unknown form"),
        (" 2024", "unknown form"),
        ("2024\n", "unknown form"),
        ("-2024", "unknown form"),
        ("2024/2025", "unknown form"),
        ("2024-01-15", "unknown form"),
        ("٢٠٢٤", "unknown form"),  # Arabic digits
        ("２０２４", "unknown form"),  # full-width digits
        ("2024-11/2024-01", "it ends before it begins"),
        ("0000", "the calendar has no year 0"),
        ("0000-Q1", "the calendar has no year 0"),
        ("0000-01/2024-01", "the calendar has no year 0"),
    ],
)
def test_what_is_no_period_is_refused_with_the_right_forms(text: str, reason: str) -> None:
    with pytest.raises(PeriodError) as refused:
        parse(text)
    message = str(refused.value)
    assert isinstance(refused.value, TradeproofError)
    assert message.startswith(f"{text!r} is not a period ({reason})")
    for form in RIGHT_FORMS:
        assert form in message.partition("write ")[2]


def test_periods_sort_by_their_first_month_and_then_their_length() -> None:
    texts = ["2024", "2023-12", "2024-Q1", "2024-02", "2024-01", "2024-01/2024-11", "2023"]
    assert [str(period) for period in sorted(map(parse, texts))] == [
        "2023",
        "2023-12",
        "2024-01",
        "2024-Q1",
        "2024-01/2024-11",
        "2024",
        "2024-02",
    ]


years = st.integers(1, 9999).map(lambda year: f"{year:04d}")
months = st.integers(1, 12).map(lambda month: f"{month:02d}")
texts = st.one_of(
    years,
    st.builds("{}-Q{}".format, years, st.integers(1, 4)),
    st.builds("{}-{}".format, years, months),
)
runs = st.builds(
    lambda ends: "/".join(sorted(ends)),
    st.tuples(*2 * [st.builds("{}-{}".format, years, months)]),
)


@given(texts)
def test_a_year_quarter_or_month_prints_as_it_was_written(text: str) -> None:
    assert str(parse(text)) == text


@given(runs)
def test_a_run_of_months_keeps_its_ends_through_printing(text: str) -> None:
    period = parse(text)
    first, last = text.split("/")
    assert parse(str(period)) == period
    assert [period.first_month.isoformat(), period.last_month.isoformat()] == [
        f"{first}-01",
        f"{last}-01",
    ]


@given(st.one_of(texts, runs).map(parse).filter(lambda period: period.start >= 24))
def test_the_year_earlier_keeps_the_kind_and_the_months(period: Period) -> None:
    base = period.year_earlier()
    assert base.freq == period.freq
    assert base.months == period.months
    assert base.first_month == period.first_month.replace(year=period.year - 1)
    assert base < period


@given(st.one_of(texts, runs).map(parse))
def test_the_previous_period_ends_where_this_one_begins(period: Period) -> None:
    previous = period.previous()
    assert previous.start + previous.months == period.start
    assert previous.months == period.months


def test_a_row_that_must_be_dated_and_is_not() -> None:
    assert dated("2024-Q1") == parse("2024-Q1")
    with pytest.raises(ValueError, match="the row is undated"):
        dated(None)
