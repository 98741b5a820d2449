"""Reconciliation of generated facts against exact elimination, drawn truths, planted errors."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.reconciling.claimed_changes import Interval
from analytics.reconciling.facts import Cell, Fact, distinct
from analytics.reconciling.reconciliation import Conflict, reconcile_facts
from data import periods
from tests.support.examples import examples
from tests.support.fact_oracle import (
    bounds_of,
    can_be,
    some_facts,
)
from tests.support.made_facts import cell, conflicts, level, ratio

# The oracle: exports and imports of two years, the rest written as their sums


@settings(max_examples=examples(200, usual=20))
@given(some_facts())
def test_conflicts_and_bounds_agree_with_elimination(facts):
    result = reconcile_facts(facts)
    assert bool(result.conflicts) != can_be(facts)
    for conflict in result.conflicts:
        assert_irreducible(conflict)
        facts = [fact for fact in facts if fact is not conflict.left_out]
    assert can_be(facts)
    for one in result.implied:
        if one.base is None:
            assert (one.low, one.high) == bounds_of(facts, one.cell)
            assert bounds_of(list(one.facts), one.cell) == (one.low, one.high)
        elif bounds_of(facts, one.cell)[1] is not None:
            assert one.low is not None
            assert one.high is not None
            assert bounds_of(facts, one.cell, one.high, one.base)[1] == 0
            assert bounds_of(facts, one.cell, one.low, one.base)[0] == 0


def assert_irreducible(conflict: Conflict) -> None:
    assert not can_be(conflict.facts)
    assert all(can_be(rest) for rest in combinations(conflict.facts, len(conflict.facts) - 1))
    assert conflict.left_out in conflict.facts
    assert (conflict.miss is None) == all(fact.is_claim for fact in conflict.facts)
    assert conflict.miss is None or conflict.miss > 0
    if not any(fact.is_claim for fact in conflict.facts):
        assert can_be([widened(fact, conflict.miss) for fact in conflict.facts])
        less = conflict.miss / (4 * len(conflict.facts))  # of each bound, so half in sum
        assert not can_be([widened(fact, less) for fact in conflict.facts])


def widened(fact: Fact, by: Fraction) -> Fact:
    return replace(fact, bounds=Interval(fact.bounds.low - by, fact.bounds.high + by))


# Rates alone


@settings(max_examples=examples(200, usual=40))
@given(
    st.lists(
        st.tuples(
            st.sampled_from(("percent", "multiple")), st.integers(1, 300), st.integers(0, 30)
        ),
        min_size=1, max_size=6,
    ),
    st.sampled_from(("export", "balance")),
)  # fmt: skip
def test_rates_of_one_change_conflict_in_pairs_that_do_not_meet(rates, flow):
    """Intervals that meet two by two all meet in one number (Helly), so that pairs are minimal."""
    sign = 0 if flow == "balance" else 1
    spans = [(kind, Fraction(low, 100), Fraction(low + by, 100)) for kind, low, by in rates]
    facts = [
        replace(ratio(f"r{n}", flow, "2024", "2023", low, high, kind), sign=sign)
        for n, (kind, low, high) in enumerate(spans)
    ]
    found = reconcile_facts(distinct(facts)).conflicts
    kept = [fact for fact in facts if all(fact.fact not in c.left_out.same for c in found)]
    apart = [(a, b) for a, b in combinations(facts, 2) if not a.bounds.meets(b.bounds)]
    assert bool(found) == bool(apart)
    for conflict in found:
        [one, other] = conflict.facts
        assert not one.bounds.meets(other.bounds)
        assert (conflict.miss, conflict.fades_if_coarser) == (None, False)
    assert all(a.bounds.meets(b.bounds) for a, b in combinations(kept, 2))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        # 1.10 to 1.12 times 1.20 to 1.22 is 1.32 to 1.3664, and not 1.4
        ([("a", "export", "2024", "2023", "1.10", "1.12"),
          ("b", "export", "2023", "2022", "1.20", "1.22"),
          ("c", "export", "2024", "2022", "1.40", "1.45")], [{"a", "b", "c"}]),
        ([("a", "export", "2024", "2023", "1.10", "1.12"),
          ("b", "export", "2023", "2022", "1.20", "1.22"),
          ("c", "export", "2024", "2022", "1.36", "1.45")], []),
        # the rate of a sum lies between those of its parts
        ([("a", "export", "2024", "2023", "1.10", "1.12"),
          ("b", "import", "2024", "2023", "1.20", "1.22"),
          ("c", "total", "2024", "2023", "1.23", "1.25")], [{"a", "b", "c"}]),
        ([("a", "export", "2024", "2023", "1.10", "1.12"),
          ("b", "import", "2024", "2023", "1.20", "1.22"),
          ("c", "total", "2024", "2023", "1.15", "1.25")], []),
        # other periods, other flows: other changes
        ([("a", "export", "2024", "2023", "1.10", "1.12"),
          ("b", "export", "2024", "2022", "1.20", "1.22"),
          ("c", "import", "2024", "2023", "1.30", "1.32")], []),
        # a fall by all, and one that leaves something
        ([("a", "export", "2024", "2023", "0", "0.005"),
          ("b", "export", "2024", "2023", "0.1", "0.2")], [{"a", "b"}]),
    ],
)  # fmt: skip
def test_rates_without_a_level_contradict_each_other(facts, expected):
    assert conflicts(*(ratio(*fact) for fact in facts)) == expected


def test_a_conflict_of_rates_does_not_name_the_level_they_are_of():
    now = level("now", "export", "2024", 100, 101)
    rates = [ratio("a", "export", "2024", "2023", "1.14", "1.16"),
             ratio("b", "export", "2024", "2023", "1.19", "1.21")]  # fmt: skip
    assert conflicts(now, *rates) == [{"a", "b"}]


@pytest.mark.parametrize(("low", "high", "wrong"), [(84, 85, "a"), (87, 88, "b")])
def test_of_two_rates_the_one_that_figures_contradict_is_left_out(low, high, wrong):
    """100 / 85 to 101 / 84 is 1.176 to 1.202; 100 / 88 to 101 / 87 is 1.136 to 1.161."""
    figures = [level("now", "export", "2024", 100, 101),
               level("before", "export", "2023", low, high)]  # fmt: skip
    rates = [ratio("a", "export", "2024", "2023", "1.14", "1.16"),
             ratio("b", "export", "2024", "2023", "1.19", "1.21")]  # fmt: skip
    found = reconcile_facts([*figures, *rates]).conflicts
    assert [conflict.left_out.fact for conflict in found] == [wrong]


# Truth first, then print


@st.composite
def true_books(draw: st.DrawFn) -> tuple[dict[Cell, Fraction], list[Fact]]:
    """Monthly exports and imports of two years, and facts printed of their sums."""
    months = draw(
        st.lists(st.integers(1, 10**6), min_size=8, max_size=8).map(lambda some: some * 6)
    )
    spans = ("2023", "2024", "2023-Q1", "2024-Q1", "2023-Q4", "2024-03", "2024-02/2024-07",
             "2023-01/2023-11")  # fmt: skip
    true: dict[Cell, Fraction] = {}
    for span in spans:
        period = periods.parse(span)
        start = period.start - 2023 * 12
        exports, imports = (
            Fraction(sum(side[start : start + period.months]))
            for side in (months[:24], months[24:])
        )
        flows = {"export": exports, "import": imports, "total": exports + imports}
        flows["balance"] = exports - imports
        true |= {Cell.of(flow, period): amount for flow, amount in flows.items()}
    cells = draw(st.lists(st.sampled_from(sorted(true)), min_size=2, max_size=8))
    facts = [
        printed(f"f{n}", one, true[one], draw(st.integers(0, 5))) for n, one in enumerate(cells)
    ]
    growing = draw(st.lists(st.sampled_from(("export", "import", "total")), max_size=3))
    for n, flow in enumerate(growing):
        span = draw(
            st.sampled_from((("2024", "2023"), ("2024-Q1", "2023-Q1"), ("2024", "2024-03")))
        )
        growth = true[cell(flow, span[0])] / true[cell(flow, span[1])]
        rate = printed("", cell(flow, "2024"), growth * 10_000, draw(st.integers(0, 3)))
        low, high = rate.bounds.low / 10_000, rate.bounds.high / 10_000
        facts.append(ratio(f"c{n}", flow, *span, max(low, Fraction()), high))
    return true, distinct(facts)


def printed(name: str, one: Cell, amount: Fraction, digits_cut: int) -> Fact:
    unit = Fraction(10**digits_cut)
    middle = round(amount / unit) * unit
    return level(name, one.flow, str(one.period), middle - unit / 2, middle + unit / 2)


@settings(max_examples=examples(300, usual=30))
@given(true_books())
def test_what_is_true_never_contradicts_itself_and_lies_within(book):
    true, facts = book
    result = reconcile_facts(facts)
    assert result.conflicts == ()
    for one in result.implied:
        if one.cell in true and (one.base is None or one.base in true):
            amount = true[one.cell] / (true[one.base] if one.base else 1)
            assert one.low is None or one.low <= amount
            assert one.high is None or amount <= one.high


# Planted errors: each set is impossible, and minimal by construction


@settings(max_examples=60)
@given(
    st.integers(10, 10**9), st.integers(1, 50), st.sampled_from(["sum", "part", "claim", "year"])
)
def test_a_planted_contradiction_is_found_exactly(size, percent, plant):
    off = 1 + Fraction(percent, 100)
    true = [
        level("other-1", "import", "2019", size, size + 1),
        level("other-2", "total", "2019", 3 * size, 3 * size + 2),
        ratio("other-3", "total", "2019", "2018", "1.1", "1.2"),
    ]
    planted = {
        "sum": [level("a", "export", "2024", size, size), level("b", "import", "2024", size, size),
                level("c", "total", "2024", 2 * size * off, 3 * size)],
        "part": [level("a", "total", "2024", size, size),
                 level("b", "total", "2024-02/2024-07", size * off, 2 * size)],
        "claim": [level("a", "total", "2024", size, size), level("b", "total", "2023", size, size),
                  ratio("c", "total", "2024", "2023", off, 2)],
        "year": [level("a", "export", "2024", 4 * size * off, 8 * size),
                 *(level(f"q{n}", "export", f"2024-Q{n}", size, size) for n in (1, 2, 3, 4))],
    }[plant]  # fmt: skip
    assert conflicts(*true, *planted) == [{fact.fact for fact in planted}]
