"""Mirror statistics: a partner's figures turned around, gaps, and what would resolve a conflict."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from analytics.reconciling.mirror_gaps import mirrored
from analytics.reconciling.reconciliation import reconcile, reconcile_facts
from data.intervals import between
from tests.support.made_facts import GROUP, cell, ids, level, ratio
from tests.support.made_observations import MILLION

TURNED = ("KAZ", "VNM", "TOTAL", "USD")


def of_partner(name, flow, period, low, high, source="astana"):
    """A figure of the partner, in its own group."""
    return replace(level(name, flow, period, low, high, source), group=TURNED)


def gaps(*facts):
    """Gaps as the first reporter sees them, by flow, period and figure of the partner."""
    return {
        (one.cell.flow, str(one.cell.period), one.mirror.fact): one
        for one in reconcile_facts(facts).mirror_gaps
        if one.group == GROUP
    }


# Turned around


@pytest.mark.parametrize(
    ("flow", "turned"), [("export", "import"), ("import", "export"), ("total", "total")]
)
def test_exports_of_one_are_imports_of_the_other(flow, turned):
    fact = level("a", flow, "2024-Q1", 5, 6)
    found = mirrored(fact)
    assert found is not None
    assert (found.group, found.cell) == (TURNED, cell(turned, "2024-Q1"))
    assert (found.fact, found.source, found.bounds) == ("a", "gazette", between(5, 6))
    twice = mirrored(found)
    assert twice is not None
    assert (twice.group, twice.cell) == (fact.group, fact.cell)


@pytest.mark.parametrize(
    "fact",
    [level("a", "balance", "2024", -5, 6), ratio("a", "total", "2024", "2023", "1.1", "1.2")],
)
def test_balances_and_claims_are_not_turned(fact):
    assert mirrored(fact) is None


# Gaps


def test_a_printed_figure_apart_from_the_partners():
    ours = level("ours", "export", "2024", 50, 52)
    found = gaps(ours, of_partner("theirs", "import", "2024", 60, 61))
    [gap] = found.values()
    assert (gap.cell, gap.bounds, gap.is_implied) == (
        cell("export", "2024"),
        between(50, 52),
        False,
    )
    assert (gap.gap, gap.miss) == (8, 8)  # 60 less 52
    assert (gap.mirror.group, gap.mirror.cell) == (GROUP, cell("export", "2024"))
    assert ids(gap.facts) == {"ours"}


@pytest.mark.parametrize(
    ("flow", "period", "low", "high"),
    [
        ("import", "2024", 52, 60),  # they touch
        ("import", "2024", 40, 50),
        ("export", "2024", 90, 99),  # the other way
        ("import", "2023", 90, 99),  # another year
    ],
)
def test_figures_that_meet_or_are_of_another_cell_are_no_gap(flow, period, low, high):
    assert gaps(level("ours", "export", "2024", 50, 52),
                of_partner("theirs", flow, period, low, high)) == {}  # fmt: skip


def test_each_reporter_sees_the_gap_from_its_side():
    facts = [
        level("ours", "export", "2024", 50, 52),
        of_partner("theirs", "import", "2024", 60, 61),
    ]
    found = reconcile_facts(facts).mirror_gaps
    assert {(one.group, one.cell.flow, one.mirror.fact) for one in found} == {
        (GROUP, "export", "theirs"), (TURNED, "import", "ours"),
    }  # fmt: skip
    assert {one.gap for one in found} == {8}


def test_an_implied_figure_apart_from_the_partners():
    facts = [
        level("total", "total", "2024", 100, 102),
        level("imports", "import", "2024", 40, 41),
        of_partner("theirs", "import", "2024", 70, 71),
    ]
    gap = gaps(*facts)["export", "2024", "theirs"]
    # exports are 100 - 41 = 59 to 102 - 40 = 62
    assert (gap.bounds, gap.is_implied) == (between(59, 62), True)
    assert ids(gap.facts) == {"total", "imports"}
    assert (gap.gap, gap.miss) == (8, 8)


def test_the_miss_is_less_than_the_gap_where_one_bound_counts_twice():
    """Exports doubled to 20, so they were 10; Astana says 16. Gap 6, but 20 would have to give
    way by 12, or 16 by 6, or the rate: 6 is the least; of 2023 it is the other way round."""
    doubled = ratio("doubled", "export", "2024", "2023", 2, 2)
    gap = gaps(level("now", "export", "2024", 20, 20), doubled,
               of_partner("before", "import", "2023", 16, 16))  # fmt: skip
    assert (gap["export", "2023", "before"].gap, gap["export", "2023", "before"].miss) == (6, 6)
    gap = gaps(level("before", "export", "2023", 10, 10), doubled,
               of_partner("now", "import", "2024", 32, 32))  # fmt: skip
    # 2024 is implied to be 20: gap 12, but 6 more in 2023 would do
    assert (gap["export", "2024", "now"].gap, gap["export", "2024", "now"].miss) == (12, 6)


def test_the_tightest_printed_bounds_are_compared():
    found = gaps(
        level("wide", "export", "2024", 40, 70),
        level("tight", "export", "2024", 50, 52, "other"),
        level("wider", "export", "2024", 30, 80, "third"),
        of_partner("theirs", "import", "2024", 60, 61),
    )
    [gap] = found.values()
    assert (gap.bounds, ids(gap.facts)) == (between(50, 52), {"tight"})


def test_a_printed_figure_that_others_narrow_is_not_merely_implied():
    """Printed 52 to 60; exports and imports add up to 56 at most."""
    seen = gaps(level("total", "total", "2024", 52, 60), level("exports", "export", "2024", 20, 25),
                level("imports", "import", "2024", 30, 31),
                of_partner("theirs", "total", "2024", 70, 71))  # fmt: skip
    [gap] = [one for one in seen.values() if one.mirror.fact == "theirs"]
    assert (gap.bounds, gap.is_implied, gap.gap) == (between(52, 56), False, 14)


def test_an_implied_rate_is_no_level():
    """Exports of 2024 are implied to be 60, and 60 / 60 to 60 / 61 of those of 2023."""
    facts = [
        level("total", "total", "2024", 100, 100),
        level("imports", "import", "2024", 40, 40),
        level("before", "export", "2023", 60, 61),
        ratio("link", "import", "2024", "2023", "0.1", "9"),
    ]
    assert any(one.base is not None for one in reconcile_facts(facts).implied)
    assert gaps(*facts, of_partner("theirs", "import", "2024", 60, 60)) == {}


def test_rates_are_no_levels_and_open_ends_are_no_gap():
    facts = [
        ratio("up", "export", "2024", "2023", 2, 3),
        of_partner("theirs", "import", "2024", 60, 61),
    ]
    assert gaps(*facts) == {}
    # one half of 2024 is at least 10: the year has no upper end
    assert gaps(level("part", "export", "2024-01/2024-06", 10, 11),
                of_partner("theirs", "import", "2024", 5, 6)) == {}  # fmt: skip


def test_a_gap_is_no_conflict_and_changes_nothing_implied():
    ours = [level("total", "total", "2024", 100, 102), level("imports", "import", "2024", 40, 41)]
    alone = reconcile_facts(ours)
    beside = reconcile_facts([*ours, of_partner("theirs", "import", "2024", 70, 71)])
    assert beside.conflicts == alone.conflicts == ()
    assert [one.cell for one in beside.implied] == [one.cell for one in alone.implied]


# What would resolve a conflict

# Total 100 cannot be exports 60 and imports 30.
CONFLICT = [
    level("exports", "export", "2024", 60, 60),
    level("imports", "import", "2024", 30, 30),
    level("total", "total", "2024", 100, 100),
]


def conflict_with(*more):
    """The conflict of the three among more facts."""
    [found] = [
        one
        for one in reconcile_facts([*CONFLICT, *more]).conflicts
        if ids(one.facts) == {"exports", "imports", "total"}
    ]
    return ids(found.other_sources), ids(found.mirrors)


def test_a_conflict_without_other_figures_has_no_remedy():
    assert conflict_with() == (set(), set())


def test_figures_of_other_sources_that_would_let_the_rest_be_true():
    assert conflict_with(
        level("fits", "import", "2024", 40, 40, "other"),
        level("fits too", "total", "2024", 90, 90, "other"),
        level("fits not", "import", "2024", 35, 35, "third"),
        level("another year", "import", "2023", 40, 40, "other"),
    ) == ({"fits", "fits too"}, set())


@pytest.mark.parametrize(("source", "remedies"), [("gazette", set()), ("other", {"wide"})])
def test_a_figure_of_the_same_source_is_no_remedy(source, remedies):
    wide = level("wide", "import", "2024", 30, 45, source)
    assert conflict_with(wide) == (remedies, set())


def test_mirror_figures_that_would_let_the_rest_be_true():
    assert conflict_with(
        of_partner("their exports", "export", "2024", 40, 40),
        of_partner("their imports", "import", "2024", 70, 70),
        of_partner("not enough", "export", "2024", 35, 35, "almaty"),
    ) == (set(), {"their exports", "their imports"})


def test_a_claim_is_replaced_by_nothing():
    facts = [
        level("now", "total", "2024", 100, 100),
        level("before", "total", "2023", 100, 100),
        ratio("up", "total", "2024", "2023", 2, 2),
        level("other", "total", "2024", 200, 200, "other"),
    ]
    [conflict] = [one for one in reconcile_facts(facts).conflicts if "up" in ids(one.facts)]
    assert ids(conflict.other_sources) == {"other"}


# The book


def test_azerbaijan_2021_implied_in_hanoi_and_printed_in_another_text(edition):
    result = reconcile(edition.relation("observation"), edition.relation("reported_claim"))
    [gap] = [
        one
        for one in result.mirror_gaps
        if (*one.group[:2], str(one.cell.period)) == ("VNM", "AZE", "2021")
    ]
    # 702.45 / 8.305 = 84.582 and 702.55 / 8.295 = 84.696 million, from 702.5 m and +730 %
    shown = [round(float(end / MILLION), 3) for end in (gap.bounds.low, gap.bounds.high)]
    assert (shown, gap.is_implied) == ([84.582, 84.696], True)
    assert ids(gap.facts) == {"mofa-aze-2022-total", "mofa-aze-2022-total-up"}
    # "about 160": the unit of the last digit that is not zero is ten, less than a tenth of 160
    assert gap.mirror.fact == "en021a"
    assert gap.mirror.bounds == between(150 * MILLION, 170 * MILLION)
    # 150 less 702.55 / 8.295; to give 702.55 way would take 8.295 times as much
    assert gap.gap == gap.miss == 150 * MILLION - Fraction("702.55") * MILLION / Fraction("8.295")
    assert round(float(gap.gap / MILLION), 3) == 65.304
