"""A pair over its whole span in a sentence: hand-worked, in both languages."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from dashboard.answers.pair_span import span
from dashboard.wording.formats import Formats
from dashboard.wording.span_sentence import sentences, turning_points
from data import periods

ENGLISH, VIETNAMESE = Formats("en"), Formats("vi")
K = {"nearly": (-10, 0), "over": (0, 10), "exact": (0, 0), None: (0, 0)}


def row(
    period: str, value: float, qualifier: str | None = "exact", flow: str = "total", **more: Any
) -> dict[str, Any]:
    """A figure in millions; one that is "nearly" or "over" is up to ten millions off."""
    parsed, (below, above) = periods.parse(period), K[qualifier]
    return {
        "flow": flow, "period": period, "freq": parsed.freq, "currency": "USD", "source": "gazette",
        "first_month": parsed.first_month, "last_month": parsed.last_month, "qualifier": qualifier,
        "value": Decimal(str(value)) * 10**6, "low": Decimal(str(value + below)) * 10**6,
        "high": Decimal(str(value + above)) * 10**6,
    } | more  # fmt: skip


def said(levels, others=(), formats=ENGLISH) -> list[str]:
    return [one.sentence for one in sentences(levels, others, "VNM", "AZE", formats)]


AZERBAIJAN = [
    row("2013", 325), row("2022", 702.5), row("2023", 250, "nearly"), row("2024", 52, "nearly"),
    row("2025-Q1", 100, "over"), row("2022", 664.5, flow="import"),
]  # fmt: skip


def test_first_turning_point_newest_running_year_and_the_other_side():
    others = [row("2024", 223.93), row("2021", 160)]
    assert said(AZERBAIJAN, others) == [
        "325 m (2013) → 702.5 m (2022) → nearly 52 m (2024); over 100 m in the first quarter of "
        "2025 alone. Azerbaijan's own figure for 2024: 223.9 m."
    ]
    assert said(AZERBAIJAN, others, VIETNAMESE) == [
        "325 triệu (2013) → 702,5 triệu (2022) → gần 52 triệu (2024); riêng quý I/2025 đạt hơn "
        "100 triệu. Theo thống kê của Azerbaijan, năm 2024 là 223,9 triệu."
    ]


def test_the_real_azerbaijan_with_and_without_official_statistics(edition, started):
    for opened, end in ((edition, "Azerbaijan's own figure for 2024: 223.9 m."),) * 2:
        whole = span(opened, "VNM", "AZE")
        [one] = sentences(whole.levels, whole.others, "VNM", "AZE", ENGLISH)
        assert one.sentence == (
            "325 m (2013) → 702.5 m (2022) → nearly 52 m (2024); over 100 m in the first quarter "
            f"of 2025 alone. {end}"
        )
        assert one.what.startswith("Two-way trade in USD, by Viet Nam's statistics")
        assert one.periods == {"2013", "2022", "2024", "2025-Q1"}
    # the years before 2001 are known of the IMF: a decade without a figure parts them off
    assert {row["period"] for row in span(started, "VNM", "AZE").levels} >= {"1997", "2000"}


def test_one_figure_is_one_figure():
    assert said([row("2013", 325, "over")]) == ["Over 325 m (2013)."]
    assert said([row("2013", 325)], formats=VIETNAMESE) == ["325 triệu (2013)."]


def test_two_figures_have_no_turning_point():
    assert said([row("2016", 3040), row("2025", 5940)]) == ["3.04 bn (2016) → 5.94 bn (2025)."]


def test_a_decade_without_a_figure_begins_the_series_anew():
    levels = [row("2000", 900), row("2011", 200), row("2012", 300)]
    assert said(levels) == ["200 m (2011) → 300 m (2012)."]
    levels[0] = row("2001", 900)  # nine years between
    assert said(levels) == ["900 m (2001) → 200 m (2011) → 300 m (2012)."]


def test_a_series_that_begins_anew_says_so_and_why():
    levels = [row("1999", 5), row("2015", 163.1), row("2024", 800)]
    [one] = sentences(levels, (), "VNM", "AZE", ENGLISH)
    assert one.what.endswith("Told from 2015 on: between 1999 and 2015 no figure is known.")
    [whole] = sentences(levels[1:], (), "VNM", "AZE", ENGLISH)
    assert "Told from" not in whole.what


def test_the_newest_figure_of_the_other_side_is_told_with_its_own_year():
    """Beside that of the newest year of the reporter, if there is one."""
    levels, later = [row("2019", 100), row("2020", 150)], [row("2020", 178.7), row("2024", 245)]
    assert said(levels, later) == [
        "100 m (2019) → 150 m (2020). Azerbaijan's own figure for 2020: 178.7 m. Its newest, for "
        "2024: 245 m."
    ]
    assert said(levels, later[1:]) == [
        "100 m (2019) → 150 m (2020). Azerbaijan's own figure for 2024: 245 m."
    ]


def test_where_there_are_only_quarters_they_are_the_series():
    levels = [row("2024-Q1", 123), row("2025-Q1", 146.3)]
    assert said(levels) == ["123 m (Q1 2024) → 146.3 m (Q1 2025)."]
    assert said(levels, [row("2025-Q1", 150)]) == [
        "123 m (Q1 2024) → 146.3 m (Q1 2025). Azerbaijan's own figure for Q1 2025: 150 m."
    ]


def test_runs_of_months_of_different_lengths_are_not_set_beside_each_other():
    levels = [row("2017-01/2017-06", 9), row("2018-01/2018-11", 7)]
    assert said(levels) == ["7 m (January–November 2018)."]
    assert said(levels, formats=VIETNAMESE) == ["7 triệu (11 tháng đầu năm 2018)."]


def test_less_in_part_of_a_year_than_in_the_year_before_is_not_alone():
    levels = [row("2024", 4580), row("2025-01/2025-08", 3300)]
    assert said(levels) == ["4.58 bn (2024); 3.3 bn in January–August 2025."]
    assert said(levels, formats=VIETNAMESE) == ["4,58 tỷ (2024); 8 tháng đầu năm 2025 đạt 3,3 tỷ."]
    # what the bounds leave open is not alone, either
    levels = [row("2024", 52, "nearly"), row("2025-Q1", 52)]
    assert said(levels) == ["Nearly 52 m (2024); 52 m in the first quarter of 2025."]


def test_of_several_parts_of_a_year_the_newest_and_longest_is_told():
    levels = [row("2024", 5), row("2025-Q1", 6), row("2025-03", 2), row("2025-02/2025-03", 3)]
    assert said(levels) == ["5 m (2024); 6 m in the first quarter of 2025 alone."]


def test_each_currency_has_a_sentence_that_of_most_figures_first():
    levels = [row("2023", 9, currency="EUR"), row("2022", 5), row("2023", 7)]
    others = [row("2023", 8, currency="EUR"), row("2023", 6)]
    found = sentences(levels, others, "VNM", "AZE", ENGLISH)
    assert [one.sentence for one in found] == [
        "5 m (2022) → 7 m (2023). Azerbaijan's own figure for 2023: 6 m.",
        "9 m (2023). Azerbaijan's own figure for 2023: 8 m.",
    ]
    assert [one.what for one in found] == [
        "Two-way trade in USD, by Viet Nam's statistics.",
        "Two-way trade in EUR, by Viet Nam's statistics.",
    ]


def test_without_two_way_trade_a_direction_is_told_and_named():
    [one] = sentences([row("2020", 31, flow="import")], [], "VNM", "AZE", ENGLISH)
    assert (one.sentence, one.what) == ("31 m (2020).", "Imports in USD, by Viet Nam's statistics.")
    [one] = sentences([row("2020", 31, flow="import")], [], "VNM", "AZE", VIETNAMESE)
    assert one.what == "Nhập khẩu, đơn vị USD, theo thống kê của Việt Nam."


def test_figures_of_several_publications_are_said_to_be():
    levels = [row("2020", 1), row("2021", 2, source="bulletin")]
    [one] = sentences(levels, [], "VNM", "AZE", ENGLISH)
    assert one.what == (
        "Two-way trade in USD, by Viet Nam's statistics as several publications give them."
    )


def test_a_range_has_both_ends():
    a_range = row("2021", 155) | {"value": None, "low": 150 * 10**6, "high": 170 * 10**6}
    assert said([a_range]) == ["150 m–170 m (2021)."]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ((5, 9, 7), (5, 9, 7)),  # a peak above both ends
        ((5, 2, 7), (5, 2, 7)),  # a trough below both
        ((5, 6, 7), (5, 7)),
        ((410, 94, 300, 108), (410, 94, 108)),
        ((10, 40, 5, 10), (10, 40, 10)),  # four times beside half
        ((10, 20, 1, 10), (10, 1, 10)),  # a tenth beside twice
    ],
)
def test_the_turning_point_lies_beyond_both_ends(values, told):
    series = [row(str(2000 + n), value) for n, value in enumerate(values)]
    assert [float(one["value"]) / 10**6 for one in turning_points(series)] == list(told)


def test_a_peak_that_the_bounds_leave_open_is_none():
    series = [row("2000", 52, "over"), row("2001", 60), row("2002", 30)]  # over 52: up to 62
    assert len(turning_points(series)) == 2
