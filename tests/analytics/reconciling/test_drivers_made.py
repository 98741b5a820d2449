"""Decompositions of levels made by hand: reasons, stories, and which source is taken."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from analytics.reconciling import drivers
from analytics.reconciling.drivers import decompose, explained
from analytics.reconciling.facts import Cell
from analytics.reconciling.implied import Implied
from analytics.reconciling.known_levels import (
    IMPLIED,
    REPORTED,
    Evidence,
    Known,
    known_levels,
)
from data import periods
from data.codes.flows import AMOUNTS
from data.intervals import Interval
from data.views import observations_of
from tests.support.made_facts import GROUP, cell, level
from tests.support.made_levels import changes, decomposed, ends, printed, table, undecomposed
from tests.support.made_observations import observations

F = Fraction
YEAR = periods.parse("2024")


def test_one_flow_follows_from_the_total_and_the_other():
    """Exports 2023: 100–102 less 60–61 is 39–42; 2024: 150–151 less 95–96 is 54–56."""
    found = decomposed(decompose(table(
        total_2023=(100, 102), import_2023=(60, 61), total_2024=(150, 151), import_2024=(95, 96),
    ), YEAR))  # fmt: skip
    assert changes(found)["export"] == (54 - 42, 56 - 39)
    # greatest: 56 − x0 over t0 is greatest where both are least: x0 = 39, t0 = 100
    assert ends(found.parts["export"].contribution) == (100 * F(54 - 42, 102), F(1700, 100))
    assert [(one.flow, str(one.period)) for one in found.implied] == [
        ("export", "2023"), ("export", "2024"),
    ]  # fmt: skip
    assert found.parts["export"].base.evidence == (
        found.parts["total"].base.evidence | found.parts["import"].base.evidence
    )


def test_one_sure_flow_does_not_tell_what_drove_a_total_that_may_not_have_moved():
    """Exports fell from 50 to 20, but imports, 0 to 40 then 0 to 60, may have made up for it."""
    levels = table(export_2023=(50, 50), export_2024=(20, 20),
                   total_2023=(50, 90), total_2024=(20, 80))  # fmt: skip
    assert undecomposed(decompose(levels, YEAR)) == (
        drivers.TOO_WIDE, {("import", "2023"), ("import", "2024")},
    )  # fmt: skip


def test_a_narrowed_level_rests_on_what_narrows_it():
    """Exports 37–39 of a total of 100–101: imports of 61–64 leave them, 64 leaves only 37."""
    same = {"import_2024": (9, 9), "export_2024": (9, 9), "export_2023": (37, 39)}
    loose = decomposed(decompose(table(total_2023=(100, 101), import_2023=(61, 64), **same), YEAR))
    assert ends(loose.parts["export"].base.bounds) == (37, 39)
    assert len(loose.parts["export"].base.evidence) == 1
    tight = decomposed(decompose(table(total_2023=(100, 101), import_2023=(64, 64), **same), YEAR))
    assert ends(tight.parts["export"].base.bounds) == (37, 37)
    assert len(tight.parts["export"].base.evidence) == 3


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ({"total_2024": (5, 6)}, (drivers.NO_BASE, {("total", "2023")})),
        (
            {"import_2023": (5, 6), "import_2024": (5, 6), "export_2024": (1, 2)},
            (drivers.UNKNOWN_FLOW, {("export", "2023")}),
        ),
        (
            {"total_2023": (5, 6), "total_2024": (8, 9), "import_2024": (5, 6)},
            (drivers.TOO_WIDE, {("export", "2023"), ("import", "2023"), ("export", "2024")}),
        ),
        (
            {"export_2023": (5, 6), "import_2023": (1, 2), "total_2023": (9, 9),
             "export_2024": (5, 6), "import_2024": (1, 2)},
            (drivers.CONTRADICTION, {(flow, "2023") for flow in AMOUNTS}),
        ),
    ],
)  # fmt: skip
def test_why_there_is_no_decomposition(levels, expected):
    assert undecomposed(decompose(table(**levels), YEAR)) == expected


def test_unknown_is_not_zero():
    """A flow nobody prints is not taken for 0: the exports of 2023 leave everything open."""
    reported = {"import_2023": (10, 10), "export_2024": (20, 20), "import_2024": (30, 30)}
    assert undecomposed(decompose(table(**reported), YEAR))[0] == drivers.UNKNOWN_FLOW
    with_zero = decomposed(decompose(table(export_2023=(0, 0), **reported), YEAR))
    assert changes(with_zero)["export"] == (20, 20)


@pytest.mark.parametrize(
    ("base", "now", "story", "leader"),
    [
        ((50, 50), (60, 140), drivers.NEARLY_ALL, "import"),  # +10 and +90 of +100
        ((50, 50), (61, 139), drivers.MOSTLY, "import"),  # +11 and +89
        ((50, 50), (40, 160), drivers.NEARLY_ALL, "import"),  # −10 and +110 of +100
        ((50, 50), (39, 161), drivers.AGAINST, "import"),  # −11 and +111
        ((50, 50), (70, 60), drivers.MOSTLY, "export"),  # +20 and +10
        ((50, 50), (60, 60), drivers.BOTH, "import"),  # +10 and +10
        ((50, 50), (60, 40), drivers.AGAINST, "import"),  # +10 and −10: no change in all
        ((50, 50), (5, 50), drivers.NEARLY_ALL, "export"),  # −45 and 0
        ((50, 50), (50, 50), drivers.UNCLEAR, "import"),
        ((0, 0), (5, 1), drivers.MOSTLY, "export"),
    ],
)
def test_stories_of_exact_figures(base, now, story, leader):
    levels = dict(zip(("export_2023", "import_2023", "export_2024", "import_2024"),
                      ((amount, amount) for amount in (*base, *now)), strict=True))  # fmt: skip
    found = decomposed(decompose(table(**levels), YEAR))
    assert (found.story, found.leader) == (story, leader)
    assert (found.parts["total"].contribution is None) == (base == (0, 0))
    assert (found.parts["import"].share is None) == (sum(now) == sum(base))


def test_bounds_that_meet_leave_the_story_open():
    """Exports 10–12 then 11–13, imports 10–12 then 11–13: nothing is sure."""
    found = decomposed(decompose(table(
        export_2023=(10, 12), import_2023=(10, 12), export_2024=(11, 13), import_2024=(11, 13),
    ), YEAR))  # fmt: skip
    assert (found.story, found.parts["total"].share) == (drivers.UNCLEAR, None)
    assert changes(found) == {"export": (-1, 3), "import": (-1, 3), "total": (-2, 6)}


# Which source


def several(*rows: tuple[str, str, int, int, str]) -> dict[Cell, list[Known]]:
    found: dict[Cell, list[Known]] = {}
    for flow, year, low, high, source in rows:
        found.setdefault(cell(flow, year), []).append(printed(low, high, source))
    return found


FULL = [("export", "2023", 10, 14, "a"), ("import", "2023", 20, 24, "a"),
        ("export", "2024", 30, 34, "a"), ("import", "2024", 30, 34, "a")]  # fmt: skip


def test_one_source_alone_goes_before_tighter_bounds_of_several():
    found = decomposed(explained(several(*FULL, ("export", "2023", 11, 12, "b")), YEAR))
    assert found.sources == ["a"]
    assert changes(found)["export"] == (16, 24)


def test_of_several_whole_sources_the_tighter_one_is_taken():
    tighter = [(flow, year, low + 1, high - 1, "b") for flow, year, low, high, _ in FULL]
    found = decomposed(explained(several(*FULL, *tighter), YEAR))
    assert found.sources == ["b"]


def test_a_reported_source_goes_before_a_tighter_implied_one():
    by_total = [("total", "2023", 32, 33, "b"), ("import", "2023", 21, 21, "b"),
                ("total", "2024", 62, 63, "b"), ("import", "2024", 31, 31, "b")]  # fmt: skip
    assert decomposed(explained(several(*by_total), YEAR)).sources == ["b"]
    assert decomposed(explained(several(*FULL, *by_total), YEAR)).sources == ["a"]


def test_several_sources_together_where_none_is_whole():
    mixed = [row if row[1] == "2024" else (*row[:4], "b") for row in FULL]
    found = decomposed(explained(several(*mixed), YEAR))
    assert found.sources == ["a", "b"]
    # two sources on one cell that meet: both hold, 13–14; that do not meet: no result
    met = decomposed(explained(several(*mixed, ("export", "2023", 13, 19, "c")), YEAR))
    assert changes(met)["export"] == (30 - 14, 34 - 13)
    apart = explained(several(*mixed, ("export", "2023", 15, 19, "c")), YEAR)
    assert undecomposed(apart)[0] == drivers.CONTRADICTION


def test_levels_from_rows_and_implied_figures():
    [row] = observations_of(observations(("P", "Q", "export", "2024", (5, None, 6)), source="a"))
    row = row._replace(low=Decimal(5), high=Decimal(6), figure="x")
    rows = [
        row,
        row._replace(flow="total", figure=None, is_sum=True),
        row._replace(flow="balance", figure="y"),
    ]
    fact = level("p", "import", "2024", 7, 8, source="b")
    nothing = (None, None)

    def implied(flow: str, base: Cell | None, low, high) -> Implied:
        return Implied(GROUP, cell(flow, "2024"), base, low, high, (fact,), nothing)

    found = known_levels(rows, [
        implied("import", None, None, F(9)),
        implied("total", None, F(9), None),
        implied("total", cell("total", "2023"), F(1), F(2)),
    ])  # fmt: skip
    assert found == {
        cell("export", "2024"): [
            Known(Interval(F(5), F(6)), REPORTED, frozenset([Evidence("x", "a")]))
        ],
        cell("import", "2024"): [
            Known(Interval(F(0), F(9)), IMPLIED, frozenset([Evidence("p", "b")]))
        ],
    }
