"""Why a text was read as it was: rules by row, and every number that is no row."""

from __future__ import annotations

import pytest

from analytics.reading.out.counted import A_COUNT, A_MEASURE
from analytics.reading.out.reader import read
from analytics.reading.out.why import reasons, with_reasons

COPPER = (
    "In 2024, Peru exported 1.2 million tonnes of copper worth $4.5 billion to Chile, 12% more"
    " than in 2023, on 35 vessels. The price was $900 a tonne. After Covid-19 two countries lost"
    " three thousand tonnes in May 2020."
)


def _passed(text: str, language: str) -> list[tuple[str, str]]:
    told = with_reasons(read(text, language, "2025-02-01"))["passed_over"]
    return [(one["printed"], *one["why"]) for one in told]


def test_tonnes_and_counts_are_passed_over_by_name_and_times_are_not() -> None:
    assert _passed(COPPER, "en") == [
        ("1.2 million tonnes", A_MEASURE),
        ("35", A_COUNT),
        ("$900", "a price of one unit"),
        ("three thousand tonnes", A_MEASURE),
    ]


@pytest.mark.parametrize(
    ("language", "text", "tonnes"),
    [
        ("vi", "Năm 2024, Việt Nam xuất khẩu sang Lào 2,3 nghìn tấn gạo, đạt 5 triệu USD.",
         "2,3 nghìn tấn"),
        ("ru", "В 2024 году Перу экспортировало в Чили 40 тыс. тонн меди на 5 млн долларов.",
         "40 тыс. тонн"),
    ],
)  # fmt: skip
def test_tonnes_are_known_in_every_language(language: str, text: str, tonnes: str) -> None:
    assert (tonnes, A_MEASURE) in _passed(text, language)


def test_the_rules_of_the_records_are_those_of_the_lines() -> None:
    found = read(COPPER, "en", "2025-02-01")
    told, lines = with_reasons(found), [*reasons(found)]
    rules = [rule for one in (*told["figures"], *told["claims"]) for rule in one["why"]]
    assert rules
    assert {line.strip() for line in lines} >= {*rules}
    assert [line for line in lines if line.startswith("passed over")] == [
        f"passed over {one['printed']}: {one['why'][0]}" for one in told["passed_over"]
    ]
    for one in told["passed_over"]:
        assert COPPER[slice(*one["span"])] == one["printed"]
    assert [figure | {"why": 0} for figure in found.as_records()["figures"]] == [
        figure | {"why": 0} for figure in told["figures"]
    ]


def test_a_figure_without_a_period_does_not_say_that_it_took_one() -> None:
    text = (
        "In 2023, Peru's exports to Chile were $110 million."
        " Peru's trade in fish with Chile is about $25 million a year."
    )
    figure = with_reasons(read(text, "en"))["figures"][-1]
    assert figure["period"] is None
    assert [rule for rule in figure["why"] if rule.startswith("period")] == [
        "period: of each year, and of no one"
    ]
