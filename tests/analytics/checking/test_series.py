"""Levels: which figure of a cell comes first, two-way trade and years that are summed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from analytics.checking.series import Levels, Series
from analytics.indicators.summed_periods import with_periods
from data import periods
from data.codes.flows import Flow
from data.intervals import between
from data.views import observations_of
from tests.support.made_observations import MILLION, observations

TOTAL = Series("VNM", "KAZ", Flow.TOTAL, "TOTAL", "USD")
EXPORT = TOTAL._replace(flow=Flow.EXPORT)


def levels(*rows, **columns):
    return Levels(observations(*rows, **columns))


def millions(interval):
    return tuple(float(end) / MILLION for end in (interval.low, interval.high))


def test_a_printed_level_with_whose_it_is():
    [one] = levels(
        ("VNM", "KAZ", "export", "2024-Q1", "115.7", {"source": "customs", "status": "P"})
    ).at(EXPORT, "2024-Q1")
    assert (one.source, one.figures, one.series, one.period) == (
        "customs", ("figure-1",), EXPORT, "2024-Q1",
    )  # fmt: skip
    assert (one.value, one.status, one.qualifier) == (115_700_000, "P", "exact")
    assert (one.release_date, one.currency, one.is_sum) == ("2025-05-02", "USD", False)
    assert one.bounds == between(115_650_000, 115_750_000)
    assert one.coarser.cut == between(115_700_000, 115_800_000)
    assert one.coarser.rounded == one.bounds


def test_the_tightest_comes_first_then_the_newest_then_by_source():
    row = ("VNM", "KAZ", "export", "2024")
    found = levels(
        (*row, "100", {"source": "an old one", "release_date": "2024-01-01"}),
        (*row, "about 100", {"source": "wide"}),
        (*row, "100", {"source": "new b"}),
        (*row, "100", {"source": "new a"}),
        (*row, "100.0", {"source": "tight", "release_date": "2020-01-01"}),
    ).at(EXPORT, "2024")
    assert [one.source for one in found] == ["tight", "new a", "new b", "an old one", "wide"]


@pytest.mark.parametrize(
    ("series", "period"),
    [
        (EXPORT, "2023"),
        (EXPORT, None),
        (EXPORT._replace(flow=Flow.IMPORT), "2024"),
        (EXPORT._replace(partner="RUS"), "2024"),
        (EXPORT._replace(product="0901"), "2024"),
        (EXPORT._replace(currency="EUR"), "2024"),
        (EXPORT.mirror, "2024"),
        (EXPORT, "2022"),  # a forecast is no level
    ],
)
def test_what_is_not_known_is_nothing(series, period):
    known = levels(
        ("VNM", "KAZ", "export", "2024", "5"),
        ("VNM", "KAZ", "export", "2022", "5", {"status": "F"}),
        ("VNM", "KAZ", "export", None, "5"),
    )
    assert len(known.at(EXPORT, "2024")) == 1
    assert known.at(series, period) == []


def test_periods_of_a_series_in_order_and_asking_adds_none():
    known = levels(
        *(("VNM", "KAZ", "export", period, "5") for period in ("2024", "2023-Q1", "2024-Q1"))
    )
    known.at(EXPORT, "1999")
    assert list(map(str, known.periods(EXPORT))) == ["2023-Q1", "2024-Q1", "2024"]
    assert known.periods(TOTAL) == []


@pytest.mark.parametrize(
    ("flow", "mirrored"), [("export", "import"), ("import", "export"), ("total", "total")]
)
def test_the_mirror_of_a_series(flow, mirrored):
    turned = Series("KAZ", "VNM", Flow(mirrored), "TOTAL", "USD")
    assert TOTAL._replace(flow=Flow(flow)).mirror == turned


def test_a_balance_has_no_mirror():
    assert TOTAL._replace(flow=Flow.BALANCE).mirror is None


# Sums


def test_two_way_trade_is_summed_from_the_same_source_only():
    found = levels(
        ("VNM", "KAZ", "export", "2024", "60", {"source": "both", "status": "A"}),
        ("VNM", "KAZ", "import", "2024", "about 40", {"source": "both", "status": "P"}),
        ("VNM", "KAZ", "import", "2024", "41", {"source": "imports only"}),
    ).at(TOTAL, "2024")
    [one] = found
    assert (one.figures, one.source, one.is_sum) == (("figure-1", "figure-2"), "both", True)
    # 59.5 + 36 and 60.5 + 44; 60 is up to 61 if cut, 55 to 65 if rounded, about 40 stays
    assert millions(one.bounds) == (95.5, 104.5)
    assert (millions(one.coarser.cut), millions(one.coarser.rounded)) == ((95.5, 105), (91, 109))
    assert (one.value, one.status, one.qualifier) == (100 * MILLION, "P", None)


def test_rows_of_a_data_set_have_no_figure_ids_and_are_levels_as_printed_ones_are():
    known = levels(
        ("VNM", "KAZ", "export", "2024", 60), ("VNM", "KAZ", "import", "2024", 40),
        ("VNM", "KAZ", "total", "2023", 90), figure=None,
    )  # fmt: skip
    [printed], [summed] = known.at(TOTAL, "2023"), known.at(TOTAL, "2024")
    assert (printed.is_sum, printed.value, printed.qualifier) == (False, 90 * MILLION, "exact")
    assert printed.figures == ("customs VNM KAZ total TOTAL 2023 USD",)
    assert (summed.is_sum, summed.value) == (True, 100 * MILLION)
    assert summed.figures == (
        "customs VNM KAZ export TOTAL 2024 USD", "customs VNM KAZ import TOTAL 2024 USD",
    )  # fmt: skip


def test_a_sum_stands_among_printed_levels_by_its_width():
    found = levels(
        ("VNM", "KAZ", "total", "2024", "100", {"source": "printed"}),
        ("VNM", "KAZ", "export", "2024", "60.0", {"source": "tight"}),
        ("VNM", "KAZ", "import", "2024", "40.0", {"source": "tight"}),
        ("VNM", "KAZ", "export", "2024", "60", {"source": "wide"}),
        ("VNM", "KAZ", "import", "2024", "40", {"source": "wide"}),
    ).at(TOTAL, "2024")
    # widths 0.2, 1, 2
    assert [(one.source, one.is_sum) for one in found] == [
        ("tight", True), ("printed", False), ("wide", True),
    ]  # fmt: skip


def test_a_sum_with_a_range_has_no_value():
    [one] = levels(
        ("VNM", "KAZ", "export", "2024", "25..30"), ("VNM", "KAZ", "import", "2024", 10)
    ).at(TOTAL, "2024")
    assert (one.value, millions(one.bounds)) == (None, (35, 40))
    assert (one.coarser.cut, one.coarser.rounded) == (one.bounds, one.bounds)


QUARTERS = [("VNM", "KAZ", "total", f"2024-Q{n}", str(10 * n)) for n in (1, 2, 3, 4)]
MONTHS = [("VNM", "KAZ", "total", f"2024-{n:02}", "8") for n in range(1, 13)]
YEAR = periods.parse("2024")


def test_a_year_of_four_quarters():
    [one] = levels(*QUARTERS).year_of_parts(TOTAL, YEAR)
    assert (one.period, one.value, one.is_sum) == ("2024", 100 * MILLION, True)
    assert one.figures == ("figure-1", "figure-2", "figure-3", "figure-4")
    assert millions(one.bounds) == (98, 102)  # four times half a million
    # any of them cut, up to a million above; or one of 10, 20, 30, 40 rounded, by 1, 2, 3, 4
    # in the place of half a million: the last
    assert millions(one.coarser.cut) == (98, 104)
    assert millions(one.coarser.rounded) == (94.5, 105.5)


def test_a_year_of_twelve_months():
    [one] = levels(*MONTHS).year_of_parts(TOTAL, YEAR)
    assert (len(one.figures), millions(one.bounds)) == (12, (90, 102))


@pytest.mark.parametrize("rows", [QUARTERS[:3], MONTHS[1:], []])
def test_a_year_with_a_part_missing_is_no_year(rows):
    assert list(levels(*rows).year_of_parts(TOTAL, YEAR)) == []


def test_the_parts_of_a_year_are_of_one_source():
    other = [(*row, {"source": "other"}) for row in QUARTERS[2:]]
    assert list(levels(*QUARTERS[:2], *other).year_of_parts(TOTAL, YEAR)) == []
    found = levels(*QUARTERS, *other, *MONTHS).year_of_parts(TOTAL, YEAR)
    assert [(one.source, len(one.figures)) for one in found] == [("customs", 4), ("customs", 12)]


def test_a_year_is_provisional_if_a_part_is():
    late = (*QUARTERS[3], {"status": "P"})
    [one] = levels(*QUARTERS[:3], late).year_of_parts(TOTAL, YEAR)
    assert one.status == "P"


@pytest.mark.parametrize("amount", [Decimal("0.000000001"), Decimal(10**9)])
def test_small_and_large_levels_are_exact(amount):
    # a thousandth of a dollar and 1e15 dollars
    [one] = levels(("VNM", "KAZ", "export", "2024", amount)).at(EXPORT, "2024")
    assert one.bounds == between(amount * MILLION, amount * MILLION)
    assert (one.coarser.cut, one.coarser.rounded) == (one.bounds, one.bounds)


# Periods added up


def months(year, numbers, **columns):
    return [("VNM", "KAZ", "export", f"{year}-{month:02d}", number, columns)
            for month, number in enumerate(numbers, 1)]  # fmt: skip


@pytest.mark.parametrize(
    ("period", "bounds", "parts"),
    [
        ("2024-Q1", (5.85, 6.15), 3),  # 1.95 to 2.05 each
        ("2024-Q2", (9.95, 10.05), 1),  # printed, so it is no sum
        ("2024-01/2024-05", (9.75, 10.25), 5),
        ("2024-01/2024-06", (15.8, 16.2), 4),  # three months, and the quarter as it is printed
        ("2024-02/2024-11", (23.6, 24.4), 8),
        ("2024", (27.5, 28.5), 10),
        ("2024-05/2025-02", None, None),  # 2025 has one month
        ("2023", None, None),
    ],
)
def test_a_period_is_added_up_of_its_quarters_and_months(period, bounds, parts):
    known = levels(
        *months(2024, ["2.0"] * 12), *months(2025, ["2.0"]),
        ("VNM", "KAZ", "export", "2024-Q2", "10.0"),
    )  # fmt: skip
    found = known.at(EXPORT, period)
    if bounds is None:
        assert found == []
        return
    [one] = found
    assert (millions(one.bounds), len(one.figures)) == (bounds, parts)
    assert (one.period, one.is_sum) == (period, parts > 1)


def test_a_printed_total_beats_a_sum_and_no_source_completes_another():
    rows = [*months(2024, [2] * 12), ("VNM", "KAZ", "export", "2024", "30", {"source": "customs"}),
            *months(2024, [3] * 11, source="office"),
            ("VNM", "KAZ", "export", "2024-12", 3, {"source": "a third one"})]  # fmt: skip
    found = {figure.source: figure.value for figure in levels(*rows).at(EXPORT, "2024")}
    assert found == {"customs": 30 * MILLION}


def test_two_way_trade_of_a_period_is_added_up_of_both_flows():
    exports, imports = months(2024, [2] * 3), months(2024, [3] * 3)
    both = [*exports, *((*row[:2], "import", *row[3:]) for row in imports)]
    [one] = levels(*both).at(TOTAL, "2024-Q1")
    assert (one.value, len(one.figures)) == (15 * MILLION, 6)


def test_quarters_and_years_are_those_of_the_indicators():
    """The relation that `with_periods` makes, and the levels that are added up one by one."""
    rows = [
        row
        for number, source in enumerate(("office", "customs", "fund"))
        for year in (2022, 2023)
        for row in months(year, [str(10 + number + n) for n in range(12 - number * (year % 2))],
                          source=source)
    ] + [("VNM", "KAZ", "export", "2023-Q2", "33", {"source": "fund"})]  # fmt: skip
    expected = {
        (row.period, row.source): (row.low, row.high)
        for row in observations_of(with_periods(observations(*rows)))
        if row.freq in ("Q", "A")
    }
    known = levels(*rows)
    found = {
        (period, figure.source): (figure.bounds.low, figure.bounds.high)
        for year in (2022, 2023)
        for period in (f"{year}", *(f"{year}-Q{n}" for n in range(1, 5)))
        for figure in known.at(EXPORT, period)
    }
    assert found == expected
    assert len(expected) == 26  # of 30; two sources lack a month of the last quarter of 2023
