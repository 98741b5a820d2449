"""Lines of a comparison, worked by hand from the table in `tests/support/made_comparisons.py`."""

from __future__ import annotations

import pytest

from dashboard.answers import comparison
from dashboard.answers.comparison import Asked, Comparison, apart, compared, pairs_of
from dashboard.answers.selection import MEASURES
from data import periods
from data.store import Edition

PAIRS = pairs_of(["NZL"], ["AUS", "JPN", "SGP"])


@pytest.fixture
def ask(comparable: Edition):
    def of(measure: str, pairs=PAIRS, flow="total", freq="A", **other) -> Comparison:
        return compared(comparable, Asked(pairs, flow, freq, measure, **other))

    return of


def points(found: Comparison) -> dict[str, dict[str, float]]:
    """The number of each period, by partner."""
    return {
        line.partner: {row["period"]: row["point"] for row in line.rows} for line in found.lines
    }


def test_levels_are_of_one_source_and_others_stand_beside(ask):
    found = ask("level")
    assert points(found)["JPN"] == {"2018": 1e8, "2019": 1.5e8, "2021": 2.5e8, "2022": 3e8}
    assert {line.source for line in found.lines} == {"nz-bureau"}
    [japan] = [line for line in found.lines if line.partner == "JPN"]
    assert [(row["period"], row["source"], row["point"]) for row in japan.others] == [
        ("2020", "gazette", 1.8e8)
    ]
    [differing] = japan.differing
    assert (differing["period"], differing["source"]) == ("2022", "gazette")
    assert differing["apart"] == pytest.approx((10, 10))  # 330 on 300


def test_how_far_a_range_is_off_is_a_range():
    mine, theirs = {"low": 540, "high": 600}, {"low": 660, "high": 660}
    assert apart(mine, theirs, "level") == pytest.approx((10, 100 * (660 / 540 - 1)))
    rates = {"low": 1.0, "high": 2.0}, {"low": 4.0, "high": 5.0}
    assert apart(*rates, "growth") == (2.0, 4.0)
    assert apart({"low": 0, "high": 1}, theirs, "level") is None


def test_a_missing_year_parts_a_line(ask):
    runs = {line.partner: [len(run) for run in line.runs()] for line in ask("level").lines}
    assert runs == {"AUS": [5], "JPN": [2, 2], "SGP": [5]}


def test_an_index_is_100_in_its_base(ask):
    found = ask("index", base=periods.parse("2019"))
    assert found.base == periods.parse("2019")
    assert points(found) == {
        "AUS": {
            "2018": pytest.approx(200 / 3), "2019": 100, "2020": pytest.approx(400 / 3),
            "2021": pytest.approx(500 / 3), "2022": 200,
        },
        "JPN": {
            "2018": pytest.approx(200 / 3), "2019": 100, "2021": pytest.approx(500 / 3),
            "2022": 200,
        },
        "SGP": {"2018": 200, "2019": 100, "2020": 200, "2021": 300, "2022": 200},
    }  # fmt: skip
    assert all(
        (row["low"], row["high"]) == (100, 100)
        for line in found.lines for row in line.rows if row["period"] == "2019"
    )  # fmt: skip


def test_the_base_is_the_first_of_the_newest_run_that_most_have(ask):
    # the bureau has no figure of Japan in 2020
    assert ask("index", sources=("nz-bureau",)).base == periods.parse("2021")
    # nor the gazette any but of 2020 and 2022: of runs of one the newest
    assert ask("index", sources=("gazette",)).base == periods.parse("2022")
    assert ask("index", pairs=pairs_of(["NZL"], ["FRA"])).base is None


def test_without_a_gap_the_base_is_the_oldest_and_one_without_figures_is_none(ask):
    assert ask("index").base == periods.parse("2018")
    assert ask("index", base=periods.parse("1999")).base == periods.parse("2018")
    # every pair has a figure of 2018 to 2022: in 2020 Japan has the gazette's
    assert sorted(map(str, ask("index").bases)) == ["2018", "2019", "2020", "2021", "2022"]


def test_growth_needs_the_year_before_of_the_same_source(ask):
    assert points(ask("growth")) == {
        "AUS": {"2019": 50, "2020": pytest.approx(100 / 3), "2021": 25, "2022": 20},
        "JPN": {"2019": 50, "2022": 20},  # not 2020 and 2021: the bureau has no 2020
        "SGP": {"2019": -50, "2020": 100, "2021": 50, "2022": pytest.approx(-100 / 3)},
    }


def test_shares_are_of_trade_with_the_world_else_of_the_partners_and_add_up_to_one(ask):
    found = points(ask("share"))
    assert found["AUS"]["2018"] == 40  # 200 of 500
    assert found["JPN"]["2022"] == 20  # 300 of 1500
    among = {partner: shares["2020"] for partner, shares in found.items() if "2020" in shares}
    assert among == {"AUS": 80, "SGP": 20}  # no world in 2020: 400 and 100 of the two
    assert sum(among.values()) == 100
    notes = {row["period"]: row["note"] for row in ask("share").lines[0].rows}
    assert (notes["2018"] or "").count("no figure of the whole") == 0
    assert "no figure of the whole" in notes["2020"]


def test_ranks_are_among_the_partners_of_the_source(ask):
    found = ask("rank")
    assert points(found) == {
        "AUS": dict.fromkeys(("2018", "2019", "2020", "2021", "2022"), 1),
        "JPN": {"2018": 2, "2019": 2, "2021": 2, "2022": 2},
        "SGP": {"2018": 2, "2019": 3, "2020": 2, "2021": 3, "2022": 3},
    }
    partners = {row["period"]: row["partners"] for row in found.lines[0].rows}
    assert partners == {"2018": 3, "2019": 3, "2020": 2, "2021": 3, "2022": 3}


def test_both_sides_of_one_trade_see_the_mirror_of_a_flow(ask):
    found = ask("level", pairs=pairs_of(["NZL", "AUS"], ["AUS", "NZL"]), flow="import")
    assert [(line.reporter, line.flow, line.source) for line in found.lines] == [
        ("NZL", "import", "nz-bureau"),
        ("AUS", "export", "au-office"),
    ]
    assert points(found)["NZL"] == {"2018": 9e7, "2019": 1.3e8, "2020": 1.5e8}


def test_a_pair_without_figures_is_named_and_the_span_holds(ask):
    every = ask("level", pairs=pairs_of(["NZL"], ["AUS", "FRA"]))
    found = every.within(periods.parse("2021"), None)
    assert found.missing == (("NZL", "FRA"),)
    assert list(map(str, found.periods)) == ["2021", "2022"]
    before = every.within(None, periods.parse("2017"))
    assert (before.lines, before.missing) == ((), (("NZL", "AUS"), ("NZL", "FRA")))
    for measure in MEASURES:
        assert ask(measure, pairs=(("NZL", "FRA"),)).lines == ()


def test_partners_come_by_size_and_groups_last(comparable):
    assert comparison.partners_by_size(comparable, "NZL") == ("AUS", "JPN", "SGP", "WLD")
    assert comparison.freqs_of(comparable, PAIRS) == ("A",)


def test_a_source_can_be_chosen(ask):
    found = ask("level", sources=("gazette",))
    assert points(found) == {"JPN": {"2020": 1.8e8, "2022": 3.3e8}}
    assert [pair[1] for pair in found.missing] == ["AUS", "SGP"]
