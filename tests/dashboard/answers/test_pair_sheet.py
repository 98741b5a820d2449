"""What a factsheet says, against the figures that publications and data sets print."""

from __future__ import annotations

import pytest

from analytics.checking.verdicts import Verdict
from dashboard.answers import pairs, public_files
from dashboard.answers.pair_sheet import PeriodLine, growth_of, known_pairs, pair_sheet
from dashboard.answers.selection import Selection
from data.codes.flows import Flow

MILLION = 10**6


@pytest.fixture(scope="module")
def kazakhstan(started):
    sheet = pair_sheet(started, "VNM", "KAZ")
    assert sheet is not None
    return sheet


@pytest.fixture(scope="module")
def azerbaijan(started):
    sheet = pair_sheet(started, "VNM", "AZE")
    assert sheet is not None
    return sheet


def line_of(sheet, period: str) -> PeriodLine:
    [found] = [line for line in sheet.lines if str(line.period) == period]
    return found


def ends(level) -> tuple[float, float]:
    return tuple(float(end) / MILLION for end in level.bounds.ends)


def test_the_table_has_the_newest_five_years_and_the_last_quarters(kazakhstan):
    periods = [str(line.period) for line in kazakhstan.lines]
    assert periods == ["2020", "2021", "2022", "2023", "2024", "2024-Q1", "2025-Q1"]
    assert line_of(kazakhstan, "2021").levels == {}  # a year that nobody speaks of stays, empty


def test_figures_have_their_own_bounds_and_sources(azerbaijan):
    year = line_of(azerbaijan, "2022").levels
    assert {str(flow): ends(level) for flow, level in year.items()} == {
        "export": (37.5, 38.5), "import": (664.45, 664.55), "total": (702.45, 702.55),
        "balance": (-627.05, -625.95),
    }  # fmt: skip
    assert {level.sources for level in year.values()} == {("mofa-vn-2025-05-02",)}
    assert not any(level.is_implied for level in year.values())
    assert ends(line_of(azerbaijan, "2024").levels[Flow.TOTAL]) == (51, 52)
    assert str(azerbaijan.running.period) == "2025-Q1"
    assert ends(azerbaijan.running.levels[Flow.TOTAL]) == (100, 110)


def test_what_nobody_printed_is_marked_and_names_what_it_rests_on(kazakhstan):
    """800 million in 2024, +99%: 799.5 / 1.995 to 800.5 / 1.985 in 2023, and so 400.7 to 403.3,
    which the other rate on that year narrows from below."""
    level = line_of(kazakhstan, "2023").levels[Flow.TOTAL]
    low, high = ends(level)
    assert level.is_implied
    assert 400.7 < low < high < 403.3
    assert {"mofa-vn-2025-05-02"} <= {*level.sources}


def test_growth_is_that_of_the_partner_page_and_of_the_year_it_stands_beside(azerbaijan, started):
    of_page = {
        row["period"]: (row["growth_pct"], row["growth_pct_low"], row["growth_pct_high"])
        for row in pairs.pair(started, "VNM", "AZE", "A").growth
        if row["flow"] == "total"
    }
    shown = {str(line.period): growth_of(line) for line in azerbaijan.lines if line.growth}
    assert {*shown} == {"2023", "2024"}
    assert shown == {period: of_page[period] for period in shown}
    _, low, high = shown["2024"]  # 51 to 52 on 240 to 250
    assert (low, high) == pytest.approx((100 * (51 / 250 - 1), 100 * (52 / 240 - 1)))


def test_both_sides_are_seen_from_the_reporter(azerbaijan, kazakhstan):
    newest = azerbaijan.sides[0]
    assert (str(newest.period), ends(newest.own[Flow.TOTAL])) == ("2024", (51, 52))
    assert ends(newest.partner[Flow.TOTAL]) == (223.925, 223.935)
    assert [float(end) / MILLION for end in newest.gap.ends] == [51 - 223.935, 52 - 223.925]
    # Kazakhstan counts what it imports from Viet Nam: those are Viet Nam's exports.
    [year] = [line for line in kazakhstan.sides if str(line.period) == "2024"]
    assert {str(f): round(ends(level)[0], 2) for f, level in year.partner.items()} == {
        "export": 660.95, "import": 204.99, "total": 865.94,
    }  # fmt: skip
    assert year.partner[Flow.EXPORT].sources == ("kaz-bns",)


def test_the_newest_of_the_partner_stands_there_even_where_the_reporter_has_none(kazakhstan):
    first = kazakhstan.sides[0]
    assert (str(first.period), first.own, first.gap) == ("2026-01/2026-05", {}, None)
    ordered = [line.period.last_month for line in kazakhstan.sides]
    assert ordered == sorted(ordered, reverse=True)


def test_a_partner_that_publishes_only_months_does_not_crowd_out_its_years(started):
    sheet = pair_sheet(started, "VNM", "RUS")
    assert [str(line.period) for line in sheet.sides] == ["2021", "2020", "2019", "2018"]


def test_every_claim_is_counted_and_the_newest_of_a_change_is_listed_once(started):
    sheet = pair_sheet(started, "VNM", "RUS")
    checks = public_files.checks(started, Selection(reporter=("VNM",), partner=("RUS",)))
    assert sum(sheet.verdicts.values()) == len(checks) > 20
    assert sheet.verdicts[Verdict.CONTRADICTED] == 1
    listed = [check.claim.claim for check in sheet.claims]
    assert len(listed) == len({*listed}) <= len(checks)
    assert {*listed} <= {check.claim.claim for check in checks}
    assert sheet.claims[0].claim.period == "2025-01/2025-08"


def test_a_pair_without_a_figure_has_no_sheet_and_those_with_one_are_known(started):
    assert pair_sheet(started, "VNM", "PER") is None
    assert known_pairs(started).startswith("VNM with AZE, BLR, EAEU, KAZ, RUS; ")


def test_a_sheet_is_made_once_an_edition(started):
    assert pair_sheet(started, "VNM", "AZE") is pair_sheet(started, "VNM", "AZE")


@pytest.mark.parametrize(
    ("partner", "period", "low", "high"),
    [
        # 115.7 less 30.6, each to half of its last digit
        ("KAZ", "2025-Q1", 85_000_000, 85_200_000),
        ("AZE", "2022", -627_050_000, -625_950_000),
    ],
)
def test_the_newest_balance_is_the_same_on_the_sheet_and_on_the_pages(
    started, partner, period, low, high
):
    row = pairs.newest_balance(started, "VNM", partner)
    assert row is not None
    assert (row["period"], row["balance_low"], row["balance_high"]) == (period, low, high)
    [line] = [one for one in pairs.partner_lines(started, "VNM") if one.partner == partner]
    assert line.balance == row
    found = pair_sheet(started, "VNM", partner)
    assert found is not None
    assert found.balance is not None
    told, level = found.balance
    assert (str(told), level.bounds.ends) == (period, (low, high))
