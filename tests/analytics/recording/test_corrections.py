"""What was read, corrected by hand: the field that was changed, and what follows from it."""

from __future__ import annotations

import pytest

from analytics.reading.out.reader import read
from analytics.recording.corrections import CorrectionError, corrected
from data.errors import UnknownCode

TEXT = (
    "Viet Nam's exports to Chile reached $540 million in 2024, up 35% from $400 million in 2023."
    " In 2024, Viet Nam's imports from Chile fell by $20 million to nearly $310 million."
)


def records(changes, text=TEXT):
    found = corrected(read(text), changes)
    said = found.as_records()
    claims = {c.name: row for (_, c), row in zip(found.claims, said["claims"], strict=True)}
    return {figure.pop("id"): figure for figure in said["figures"]} | claims


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


def test_a_level_that_the_text_does_not_print_is_given_by_hand():
    text = "In 2024, Viet Nam's exports to Chile rose 12%."
    row = records({"f1": {"printed": "nearly $560 million"}}, text)["f1"]
    assert (row["value"], row["low"], row["high"]) == (560_000_000, 550_000_000, 560_000_000)
    assert (row["qualifier"], row["currency"]) == ("nearly", "USD")
    assert (row["printed"], row["span"]) == (None, None)  # the text still prints none


def test_a_level_given_by_hand_needs_its_currency():
    text = "In 2024, Viet Nam's exports to Chile rose 12%."
    with pytest.raises(CorrectionError) as refused:
        corrected(read(text), {"f1": {"printed": "560 million"}})
    assert (refused.value.name, refused.value.wanted) == ("f1", "amount")


LEFT_OUT = [
    # what is left out, the ids that stay, the numbers that are passed over
    ({"f1": {"left_out": "yes"}}, ["f2", "f3", "c2"], ["$540 million", "35%"]),
    ({"f2": {"left_out": "yes"}}, ["f1", "f3", "c1", "c2"], ["$400 million"]),
    ({"c2": {"left_out": "yes"}}, ["f1", "f2", "f3", "c1"], ["$20 million"]),
    ({"c2": {"left_out": None}}, ["f1", "f2", "f3", "c1", "c2"], []),
]


@pytest.mark.parametrize(("changes", "kept", "passed_over"), LEFT_OUT)
def test_what_was_misread_is_left_out_and_the_others_keep_their_ids(changes, kept, passed_over):
    found = corrected(read(TEXT), changes)
    claims = [claim.name for _, claim in found.claims]
    assert [*(figure["id"] for figure in found.as_records()["figures"]), *claims] == kept
    assert [read(TEXT).text.printed(m.start, m.end) for m in found.passed_over] == passed_over


def test_a_base_figure_that_is_left_out_is_the_base_of_no_claim():
    found = corrected(read(TEXT), {"f2": {"left_out": "yes"}}).as_records()
    assert [claim["base_figure"] for claim in found["claims"]] == [None, None]


@pytest.mark.parametrize("kind", ["actual", "target", "forecast"])
def test_a_figure_is_told_to_be_actual_or_planned(kind):
    text = "Exports from Viet Nam to Chile could reach $600 million in 2026."
    assert records({}, text)["f1"]["kind"] == "forecast"
    assert records({"f1": {"kind": kind}}, text)["f1"]["kind"] == kind


RETYPED = [
    # the text's own marks decide what a number typed by hand means
    ("Xuất khẩu sang Chile năm 2024 đạt 540,5 triệu USD.", "1,234 triệu USD", 1_234_000),
    ("Xuất khẩu sang Chile năm 2024 đạt 540.5 triệu USD.", "1,234 triệu USD", 1_234_000_000),
    ("Exports to Chile in 2024 reached $540.5 million.", "$1,234 million", 1_234_000_000),
    ("Exports to Chile in 2024 reached $540,5 million.", "$1,234 million", 1_234_000),
]


@pytest.mark.parametrize(("text", "printed", "value"), RETYPED)
def test_a_number_typed_by_hand_is_read_with_the_marks_of_the_text(text, printed, value):
    assert records({"f1": {"printed": printed}}, text)["f1"]["value"] == value


@pytest.mark.parametrize(
    "change",
    [{"partner": "XXX"}, {"flow": "transit"}, {"reporter": "Viet Nam"}, {"kind": "hoped for"}],
)
def test_an_unknown_code_is_refused(change):
    with pytest.raises(UnknownCode):
        corrected(read(TEXT), {"f1": change})


SEVERAL = (  # the flow of the last figure is taken from before, where two were told
    "In 2023, Peru's exports to Chile were $110 million and imports from Chile $90 million."
    " Copper came to $70 million, up 10%."
)


def grades(text, changes=()):
    found = corrected(read(text, "en", "2024-01-15"), dict(changes))
    rows = [row for figure in found.figures for row in (figure, *figure.claims)]
    return {row.name: (row.confidence, [d.reason for d in row.doubts]) for row in rows}


def test_a_row_that_a_person_found_right_is_confirmed_and_its_claims_with_it():
    before = grades(SEVERAL)
    assert before["f3"] == ("check", ["several_flows"])
    assert before["c1"] == ("check", ["several_flows"])
    after = grades(SEVERAL, {"f3": {"is_right": "yes"}})
    assert after == before | {"f3": ("confirmed", []), "c1": ("read", [])}
    assert grades(SEVERAL, {"f3": {}}) == before
    assert grades(SEVERAL, {"f3": {"flow": "import"}})["c1"] == ("read", [])
    alone = grades(SEVERAL, {"c1": {"is_right": "yes"}})
    assert alone == before | {"c1": ("confirmed", [])}


def test_nothing_but_the_grade_of_a_row_that_is_right_changes():
    def said(changes):
        [*_, last] = corrected(read(SEVERAL, "en", "2024-01-15"), changes).as_records()["figures"]
        return last

    right, before = said({"f3": {"is_right": "yes"}}), said({})
    assert right == before | {"confidence": "confirmed", "doubts": []}


def test_who_only_says_whose_trade_it_is_has_not_settled_the_rest():
    text = "Exports reached $540 million."
    assert grades(text) == {"f1": ("check", ["no_period"])}
    sides = {"reporter": "VNM", "partner": "CHL"}
    assert grades(text, {"f1": sides}) == {"f1": ("check", ["no_period"])}
    assert grades(text, {"f1": sides | {"period": "2024"}}) == {"f1": ("read", [])}
    countries = "In 2023, as Brazil told Kenya, Peru's exports were worth $110 million."
    assert grades(countries) == {"f1": ("check", ["country_left"])}
    assert grades(countries, {"f1": {"partner": "KEN"}}) == {"f1": ("read", [])}
