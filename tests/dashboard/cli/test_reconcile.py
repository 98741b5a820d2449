"""`tradeproof reconcile`: what it prints, what the filters choose, how it fails."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

from analytics.reconciling.reconciliation import Reconciliation, reconcile_facts
from dashboard.answers.reconciled import as_json
from dashboard.cli.reconciled_lines import as_text
from tests.support.commands import answer, call, process
from tests.support.made_facts import level, ratio

KAZAKHSTAN = ("--reporter", "VNM", "--partner", "KAZ")


@pytest.fixture(scope="module")
def built(edition) -> Path:
    return edition.path.parent.parent


@pytest.fixture(scope="module")
def whole(built) -> dict[str, list[dict]]:
    return json.loads(answer(call(built, "reconcile", "--json")))


def test_an_implied_figure_in_json(whole):
    [one] = [
        dict(one)
        for one in whole["implied"]
        if (one["partner"], one["flow"], one["period"]) == ("KAZ", "export", "2024-Q1")
    ]
    low, high = one.pop("low"), one.pop("high")
    assert (round(low, -4), round(high, -4)) == (115_240_000, 115_430_000)
    assert one == {
        "reporter": "VNM", "partner": "KAZ", "flow": "export", "product": "TOTAL", "freq": "Q",
        "period": "2024-Q1", "currency": "USD", "base_period": None, "growth_pct_low": None,
        "growth_pct_high": None, "figures": ["mofa-kaz-2025q1-export", "mofa-kaz-2025q1-total"],
        "claims": ["mofa-kaz-2025q1-import-up", "mofa-kaz-2025q1-total-up"],
        "sources": ["mofa-vn-2025-05-02"],
    }  # fmt: skip


def test_a_conflict_in_json(whole):
    [conflict] = [one for one in whole["conflicts"] if one["sources"] == ["tass-com-2019-05-20"]]
    assert conflict["figures"] == ["en008a", "en008b"]
    assert conflict["claims"] == conflict["left_out"] == ["en008b-rate"]
    assert conflict["goes_away"] == {
        "coarser_rounding": True, "one_source": False, "other_sources": [], "mirrors": [],
    }  # fmt: skip
    assert round(conflict["miss"], -3) == 5_521_000
    assert [one["low"] for one in conflict["statements"][:2]] == [3_545_000_000, 4_450_000_000]


def test_text_names_figures_growth_and_facts(built):
    lines = answer(process(built, "reconcile", *KAZAKHSTAN, "--from", "2024")).decode().splitlines()
    assert lines[0] == "VNM - KAZ, TOTAL, million USD"
    at = lines.index("  implied export 2024-Q1: 115.23 to 115.43")
    rates = "mofa-kaz-2025q1-import-up, mofa-kaz-2025q1-total-up (and 1 the same)"
    assert lines[at + 1] == f"      if {rates} are right"  # exports of 2024 are printed nowhere
    assert lines[at + 2].startswith("      from mofa-kaz-2025q1-export, ")
    assert "  implied export 2025-Q1 on 2024-Q1: +0.23 to +0.40 %" in lines
    assert lines[-1] == "implied figures: 8, implied growth rates: 1, conflicts: 0, mirror gaps: 0"


def test_text_shows_a_conflict(built):
    text = answer(call(built, "reconcile", "--partner", "RUS", "--source", "tass-com-2019-05-20"))
    shown = text.decode().partition("  conflict of 3, apart by 5.522:\n")[2].splitlines()
    assert shown[:5] == [
        "      en008a (tass-com-2019-05-20): total 2017 is 3,545 to 3,555",
        "      en008b (tass-com-2019-05-20): total 2018 is 4,450 to 4,550",
        "      en008b-rate (tass-com-2019-05-20): total 2018 on 2017 is +28.55 to +28.65 %",
        "      goes away with numbers cut instead of rounded, or one rounded more coarsely",
        "      left out: en008b-rate",
    ]


def test_rates_that_contradict_each_other_miss_by_no_amount():
    rates = [ratio("a", "export", "2024", "2023", "1.145", "1.155"),
             ratio("b", "export", "2024", "2023", "1.195", "1.205")]  # fmt: skip
    found = reconcile_facts(rates)
    assert as_text(found).splitlines()[2:7] == [
        "  conflict of 2, rates alone:",
        "      a (gazette): export 2024 on 2023 is +14.5 to +15.5 %",
        "      b (gazette): export 2024 on 2023 is +19.5 to +20.5 %",
        "      does not go away",
        "      left out: a",
    ]
    [one] = json.loads(as_json(found))["conflicts"]
    assert (one["miss"], one["claims"], one["figures"]) == (None, ["a", "b"], [])


def test_a_mirror_gap_in_json_and_text(built, whole):
    [gap] = [
        one
        for one in whole["mirror_gaps"]
        if (one["reporter"], one["partner"], one["period"]) == ("VNM", "AZE", "2021")
    ]
    # 702.45 / 8.305 and 702.55 / 8.295 million against "about 160": 150 to 170
    assert (round(gap["low"], -3), round(gap["high"], -3)) == (84_582_000, 84_696_000)
    assert (gap["mirror"], gap["mirror_low"], gap["mirror_high"]) == (["en021a"], 150e6, 170e6)
    assert round(gap["gap"], -3) == round(gap["miss"], -3) == 65_304_000
    assert gap["figures"] + gap["claims"] == ["mofa-aze-2022-total", "mofa-aze-2022-total-up"]
    # rounded outward
    text = answer(call(built, "reconcile", "--from", "2021", "--to", "2021")).decode()
    assert "mirror gap total 2021: 84.58 to 84.70, AZE has 150 to 170, apart by 65.304" in text


@pytest.mark.parametrize(
    ("filters", "column", "values"),
    [
        (("--flow", "export"), "flow", {"export"}),
        (("--freq", "Q"), "freq", {"Q"}),
        (("--from", "2025"), "period", {"2025-Q1"}),
        (("--to", "2016"), "period", {"2015", "2016"}),
    ],
)
def test_flow_frequency_and_period_choose_of_the_answer(built, whole, filters, column, values):
    found = json.loads(answer(call(built, "reconcile", *KAZAKHSTAN, *filters, "--json")))["implied"]
    assert {one[column] for one in found} == values
    assert all(one in whole["implied"] for one in found)


def test_a_source_chooses_the_facts(built, whole):
    one_source = ("--source", "mofa-vn-2025-05-02")
    found = json.loads(answer(call(built, "reconcile", *one_source, "--json")))
    assert {name for one in found["implied"] for name in one["sources"]} == {"mofa-vn-2025-05-02"}
    assert 0 < len(found["implied"]) < len(whole["implied"])


def test_nothing_to_reconcile(built):
    done = call(built, "reconcile", *KAZAKHSTAN, "--from", "2040")
    assert answer(done) == (
        b"implied figures: 0, implied growth rates: 0, conflicts: 0, mirror gaps: 0\n"
    )
    assert json.loads(as_json(Reconciliation((), ()))) == {
        "implied": [], "conflicts": [], "mirror_gaps": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--flow", "exports"), b"exports"),
        (("--from", "2025", "--to", "2024"), b"swap them"),
        (("--format", "csv"), b"--format"),
    ],
)
def test_wrong_use_is_one_line_and_status_2(built, arguments, said):
    done = call(built, "reconcile", *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert said in done.stderr
    assert done.stderr.count(b"\n") == 1


def test_amounts_are_rounded_outward():
    third = Fraction(10**6, 3)
    facts = [level("a", "export", "2024", third, 2 * third), level("b", "import", "2024", 0, 0)]
    result = reconcile_facts(facts)
    assert "implied total 2024: 0.33 to 0.67" in as_text(result)
    [total] = json.loads(as_json(result))["implied"]
    assert Fraction(total["low"]) < third < Fraction(total["high"]) / 2 * (1 + Fraction(1, 10**15))
    assert Fraction(total["high"]) > 2 * third


def test_open_ends_falls_and_repeated_facts_are_told():
    facts = [
        level("import", "import", "2024", 5_000_000, 6_000_000),
        level("balance", "balance", "2024", -3_000_000, -2_000_000),
        ratio("fall", "import", "2024", "2023", Fraction("0.5"), Fraction("0.6")),
        level("part", "export", "2022-Q1", 1_000_000, 1_000_000),
        level("whole", "import", "2022", 1_000_000, 1_000_000),
    ]
    text = as_text(reconcile_facts(facts))
    assert "implied export 2022: at least 1.000" in text
    assert "implied export 2024: 2 to 4" in text
