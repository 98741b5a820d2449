"""The figures and claims as printed: which rows a page gets, and in what order."""

from __future__ import annotations

from dashboard.answers import printed_figures
from dashboard.answers.whole_edition import reconciled


def test_every_fact_of_the_book_has_its_printed_characters(edition):
    printed = printed_figures.printed(edition)
    whole = reconciled(edition)
    used = [fact for one in (*whole.implied, *whole.conflicts) for fact in one.facts]
    assert len(used) > 300
    assert all(printed[name].source for fact in used for name in fact.same)
    assert printed["mofa-kaz-2025q1-total"] == ("146,3 triệu USD", "line 8", "mofa-vn-2025-05-02")
    assert printed["mofa-kaz-2025q1-total-up"] == ("18,4%", "line 8", "mofa-vn-2025-05-02")


def test_figures_and_claims_are_printed_under_ids_of_their_own(edition, tables):
    ids = [row["figure"] for row in tables["figure"]] + [row["claim"] for row in tables["claim"]]
    assert sorted(printed_figures.printed(edition)) == sorted(ids)


def test_the_figures_of_a_pair_are_the_newest_first_with_the_day_of_their_source(edition):
    rows = printed_figures.of_pair(edition, "AZE", "VNM")
    assert [(row["figure"], row["period"], row["published"]) for row in rows] == [
        ("en020a", "2024", "2025-05-06"),
        ("en021a", "2021", "2022-07-18"),
    ]


def test_each_level_is_a_figure_of_its_pair_unless_it_is_a_target(edition, tables):
    wanted = {
        row["figure"]
        for row in tables["figure"]
        if (row["reporter"], row["partner"]) == ("VNM", "KAZ")
        and row["kind"] != "target"
        and row["number"]
    }
    rows = printed_figures.of_pair(edition, "VNM", "KAZ")
    assert {row["figure"] for row in rows} == wanted
    assert len(rows) == len(wanted) > 10
    assert rows[-1]["period"] is None


def test_targets_and_undated_levels_stand_apart(edition):
    rows = printed_figures.not_on_a_time_axis(edition, "VNM", "KAZ")
    assert [(row["figure"], row["period"], row["kind"]) for row in rows] == [
        ("en013c", "2023", "target"),
        ("vi001b", "2030", "target"),
        ("mofa-kaz-farm-total", None, "actual"),
    ]


def test_the_newest_are_those_last_released(edition):
    rows = printed_figures.newest(edition, 3)
    assert [(row["figure"], row["period"], row["release_date"]) for row in rows] == [
        ("en080b", "2025", "2026-03"),
        ("en080a", "2016", "2026-03"),
        ("ru009a", "2024", "2025-12-01"),
    ]


def test_a_claim_names_its_base_and_a_figure_none(edition):
    facts = ["mofa-kaz-2025q1-total-up", "en020a", "mofa-kaz-2025q1-total"]
    rows = printed_figures.stated(edition, facts)
    assert [(row["printed"], row["period"], row["base_period"]) for row in rows] == [
        ("223.93 million USD", "2024", None),
        ("146,3 triệu USD", "2025-Q1", None),
        ("18,4%", "2025-Q1", "2024-Q1"),
    ]
    assert {(row["source"], row["place"], row["flow"]) for row in rows[1:]} == {
        ("mofa-vn-2025-05-02", "line 8", "total")
    }
    assert printed_figures.stated(edition, []) == []
