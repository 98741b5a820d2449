"""What was read, corrected by hand: the field that was changed, and what follows from it."""

from __future__ import annotations

import pytest

from analytics.reading.corrections import CorrectionError, corrected
from analytics.reading.reader import read
from data.errors import UnknownCode

TEXT = (
    "Viet Nam's exports to Chile reached $540 million in 2024, up 35% from $400 million in 2023."
    " In 2024, Viet Nam's imports from Chile fell by $20 million to nearly $310 million."
)


def records(changes, text=TEXT):
    found = corrected(read(text), changes).as_records()
    figures = {figure.pop("id"): figure for figure in found["figures"]}
    claims = {f"c{number}": claim for number, claim in enumerate(found["claims"], start=1)}
    return figures | claims


def test_without_changes_the_reading_stays():
    assert corrected(read(TEXT), {}).as_records() == read(TEXT).as_records()
    assert {name: (one["printed"]) for name, one in records({}).items()} == {
        "f1": "$540 million",
        "f2": "$400 million",
        "f3": "$310 million",
        "c1": "35%",
        "c2": "$20 million",
    }


CHANGES = [
    ("f1", {"partner": "PER"}, {"partner": "PER"}),
    ("f1", {"reporter": None}, {"reporter": None}),
    ("f1", {"flow": "import"}, {"flow": "import"}),
    ("f1", {"product": "coffee"}, {"product": "coffee"}),
    ("f1", {"period": "2024-Q1"}, {"period": "2024-Q1"}),
    ("f1", {"period": " 2024-01/2024-03 "}, {"period": "2024-Q1"}),
    ("f1", {"period": None}, {"period": None}),
    (
        "f3",
        {"printed": "over 5.4 billion euros"},
        {
            "value": 5_400_000_000,
            "low": 5_400_000_000,
            "high": 5_500_000_000,
            "qualifier": "over",
            "currency": "EUR",
        },
    ),
    (
        "f3",
        {"printed": "$310 million"},
        {"qualifier": "exact", "low": 309_500_000, "high": 310_500_000},
    ),
    ("c1", {"printed": "nearly 34.5%"}, {"value": 34.5, "qualifier": "nearly"}),
    ("c1", {"printed": "2.5 times"}, {"value": 2.5, "kind": "multiple"}),
    ("c1", {"printed": "$35 million"}, {"value": 35_000_000, "kind": "absolute"}),
    ("c1", {"direction": "down"}, {"direction": "down"}),
    ("c1", {"kind": "percentage_points"}, {"kind": "percentage_points"}),
    ("c1", {"kind": "average_annual_percent"}, {"kind": "average_annual_percent"}),
    ("c1", {"base_period": "2022"}, {"base_period": "2022", "base_figure": None}),
    ("c1", {"base_period": None}, {"base_period": None, "base_figure": None}),
    ("c2", {"printed": "6%"}, {"value": 6, "kind": "percent"}),
]


@pytest.mark.parametrize(("name", "change", "expected"), CHANGES)
def test_a_change_changes_its_field_and_no_other_row(name, change, expected):
    before, after = records({}), records({name: change})
    assert {field: after[name][field] for field in expected} == expected
    assert after[name] != before[name]
    assert (after[name]["printed"], after[name]["span"]) == (
        before[name]["printed"],
        before[name]["span"],
    )
    others = {other: row for other, row in before.items() if other != name}
    if name == "f1":  # the base figure of its claim is no longer of the same series
        others["c1"] = others["c1"] | {"base_figure": after["c1"]["base_figure"]}
        others["c1"]["base_period"] = after["c1"]["base_period"]
    assert {other: after[other] for other in others} == others


def test_the_base_follows_the_period_of_its_figure_unless_it_is_corrected_too():
    text = "In the first quarter of 2024, Viet Nam's exports to Chile rose 12% to $90 million."
    assert records({}, text)["c1"]["base_period"] == "2023-Q1"
    assert records({"f1": {"period": "2025-Q1"}}, text)["c1"]["base_period"] == "2024-Q1"
    both = {"f1": {"period": "2025-Q1"}, "c1": {"base_period": "2019-Q1"}}
    assert records(both, text)["c1"]["base_period"] == "2019-Q1"


def test_a_base_figure_is_found_anew():
    assert records({})["c1"]["base_figure"] == "f2"
    assert records({"f2": {"period": "2022"}})["c1"]["base_figure"] is None
    both = {"f2": {"period": "2022"}, "c1": {"base_period": "2022"}}
    assert records(both)["c1"]["base_figure"] == "f2"


REFUSED = [
    ("f1", {"printed": "much"}, "amount"),
    ("f1", {"printed": "$1 million and $2 million"}, "amount"),
    ("f1", {"printed": "35%"}, "amount"),
    ("f1", {"period": "last year"}, "period"),
    ("f1", {"period": "2024-13"}, "period"),
    ("f1", {"period": "2024-05/2024-01"}, "period"),
    ("c1", {"printed": "more"}, "rate"),
    ("c1", {"kind": "absolute"}, "amount"),
    ("c2", {"kind": "percent"}, "rate"),
    ("c1", {"base_period": "Q1"}, "period"),
]


@pytest.mark.parametrize(("name", "change", "wanted"), REFUSED)
def test_a_correction_that_is_none_is_refused(name, change, wanted):
    with pytest.raises(CorrectionError) as refused:
        corrected(read(TEXT), {name: change})
    assert (refused.value.name, refused.value.wanted) == (name, wanted)


def test_a_level_that_the_text_does_not_print_cannot_be_replaced():
    text = "In 2024, Viet Nam's exports to Chile rose 12%."
    with pytest.raises(CorrectionError) as refused:
        corrected(read(text), {"f1": {"printed": "$1 million"}})
    assert refused.value.wanted == "level"


@pytest.mark.parametrize(
    "change", [{"partner": "XXX"}, {"flow": "transit"}, {"reporter": "Viet Nam"}]
)
def test_an_unknown_code_is_refused(change):
    with pytest.raises(UnknownCode):
        corrected(read(TEXT), {"f1": change})
