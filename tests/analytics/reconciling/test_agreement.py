"""Which facts agree: figures of one cell by their ends, and one search for all claims."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.reconciling import agreement, programs
from analytics.reconciling.agreement import agreeing
from analytics.reconciling.constraints import components, joined
from analytics.reconciling.facts import distinct
from analytics.reconciling.implications import Implications
from analytics.reconciling.reconciliation import reconcile_facts
from data.intervals import Coarser, Interval
from tests.support.examples import examples
from tests.support.fact_oracle import amounts, bounds_of, can_be, some_facts
from tests.support.made_facts import cell, ids, level, ratio


@pytest.fixture
def built(monkeypatch):
    """How many cells each program has that is built from here on."""
    sizes: list[int] = []
    build = programs.Program.__init__

    def counted(self, cells, *arguments):
        sizes.append(len(cells))
        build(self, cells, *arguments)

    monkeypatch.setattr(programs.Program, "__init__", counted)
    return sizes


# One cell


@pytest.mark.parametrize("count", [3, 60])
def test_publications_that_disagree_on_one_cell_need_no_program(built, count):
    """f0 says 0 to 1, f1 10 to 11, ...: the highest and the lowest left exclude each other.

    Each is stated once, by a source with one fact, so that the lower id is left out.
    """
    facts = [level(f"f{n:02}", "total", "2024", 10 * n, 10 * n + 1, f"s{n}") for n in range(count)]
    result = reconcile_facts(facts)
    highest = count - 1
    assert [ids(one.facts) for one in result.conflicts] == [
        {f"f{n:02}", f"f{highest:02}"} for n in range(count - 1)
    ]
    assert [one.left_out.fact for one in result.conflicts] == [f"f{n:02}" for n in range(highest)]
    assert [one.miss for one in result.conflicts] == [
        10 * (highest - n) - 1 for n in range(count - 1)
    ]
    assert built == []


def test_official_months_that_nothing_ties_need_no_program(built):
    months = [level(f"m{n:02}", "export", f"2024-{n:02}", n, n + 1) for n in range(1, 13)]
    result = reconcile_facts(months)
    assert (result.implied, result.conflicts, built) == ((), (), [])


def test_a_negative_amount_is_a_conflict_alone_and_a_negative_balance_is_none():
    below = level("below", "export", "2024", -5, -3)
    beside = level("beside", "export", "2024", 1, 2, "other")
    [conflict] = reconcile_facts([below, beside]).conflicts
    assert (ids(conflict.facts), conflict.miss) == ({"below"}, 3)
    assert ids(conflict.other_sources) == {"beside"}
    assert not reconcile_facts([replace(below, cell=cell("balance", "2024"))]).conflicts


def wider(fact):
    """A figure that may be cut: its coarser bounds reach three further."""
    low, high = fact.bounds.low, fact.bounds.high
    return replace(fact, coarser=Coarser(cut=Interval(low, high + 3), rounded=fact.bounds))


@settings(max_examples=examples(200, usual=40))
@given(
    st.lists(st.tuples(amounts, st.sampled_from("abc")), min_size=1, max_size=7),
    st.sampled_from(("total", "balance")),
)
def test_figures_of_one_cell_agree_with_elimination(drawn, flow):
    facts = [
        wider(level(f"f{n}", flow, "2024", low - 10, high - 10, source))
        for n, ((low, high), source) in enumerate(drawn)
    ]
    facts = distinct(facts)
    result = reconcile_facts(facts)
    left = list(facts)
    for conflict in result.conflicts:
        assert not can_be(conflict.facts)
        assert all(can_be(rest) for rest in combinations(conflict.facts, len(conflict.facts) - 1))
        left.remove(conflict.left_out)
        assert conflict.fades_if_coarser == can_be([fact.if_cut for fact in conflict.facts])
    assert can_be(left)
    assert bool(result.conflicts) != can_be(facts)


# What would do in the place of a figure


@settings(max_examples=examples(200, usual=40))
@given(some_facts())
def test_figures_of_other_sources_fit_where_elimination_says_so(facts):
    compared = 0
    for conflict in reconcile_facts(facts).conflicts:
        fitting = {
            other.fact
            for fact, other in ((one, two) for one in conflict.facts for two in facts)
            if not fact.is_claim
            and not other.is_claim
            and other not in conflict.facts
            and (other.cell, other.source != fact.source) == (fact.cell, True)
            and can_be([other, *(one for one in conflict.facts if one is not fact)])
        }
        assert ids(conflict.other_sources) == fitting
        compared += 1
    assert compared or can_be(facts)


def test_only_what_the_rest_leaves_possible_fits_in_place():
    """Exports 30 and imports 30 leave 60 for the total: `low` fits, `high` does not."""
    facts = [
        level("exports", "export", "2024", 30, 30),
        level("imports", "import", "2024", 30, 30),
        level("total", "total", "2024", 90, 90),
        level("low", "total", "2024", 59, 61, "other"),
        level("high", "total", "2024", 62, 63, "another"),
    ]
    first, *_ = reconcile_facts(facts).conflicts
    assert ids(first.facts) == {"exports", "imports", "total"}
    assert (ids(first.other_sources), first.miss) == ({"low"}, 30)


# One search for all claims


def growing(years: int, wrong: int = 0) -> list:
    """Total and exports of each year, and a rate of imports for each: 10, 20, 30, ... of imports.

    The first `wrong` rates are ten times too high.
    """
    facts = []
    for n in range(1, years + 1):
        year = str(2000 + n)
        facts.append(level(f"e{n}", "export", year, 100, 100))
        facts.append(level(f"t{n}", "total", year, 100 + 10 * n, 100 + 10 * n))
        if n > 1:
            rate = Fraction(n, n - 1) * (10 if n < 2 + wrong else 1)
            facts.append(ratio(f"c{n}", "import", year, str(2000 + n - 1), rate, rate))
    return facts


@pytest.mark.parametrize("years", [4, 9])
def test_all_claims_of_a_component_share_its_two_programs(built, years):
    implications = Implications(growing(years))
    for n in range(2, years + 1):
        found = implications.change(f"c{n}")
        assert found is not None
        assert found.measured.ends == (Fraction(n, n - 1), Fraction(n, n - 1))
        assert ids(found.facts) == {f"e{n}", f"t{n}", f"e{n - 1}", f"t{n - 1}"}
    # years of three flows, and the 1 of ratios; the rest are thinned proofs of two years
    large = [size for size in built if size > 2 * 3 + 1]
    rates_alone = [years] if years > 2 * 3 + 1 else []
    assert large == [3 * years, *rates_alone, 3 * years + 1]


def test_wrong_rates_change_no_answer():
    """Each wrong rate contradicts the printed levels; beside it these imply what they did."""
    implications = Implications(growing(6, wrong=3))
    for n in range(2, 7):
        found = implications.change(f"c{n}")
        assert found is not None
        assert found.measured.ends == (Fraction(n, n - 1), Fraction(n, n - 1))


def test_what_was_left_out_itself_needs_no_second_search(monkeypatch):
    searches = []
    search = agreement._Search.result
    monkeypatch.setattr(
        agreement._Search, "result", lambda self: searches.append(1) or search(self)
    )
    implications = Implications(growing(2, wrong=1))
    for ask in (implications.change, implications.change_if_cut, implications.change):
        found = ask("c2")
        assert found is not None
        assert found.measured.ends == (2, 2)
    assert len(searches) == 1


@settings(max_examples=examples(150, usual=30))
@given(some_facts())
def test_what_is_kept_beside_a_claim_can_be_true_and_gives_the_bounds(facts):
    """By elimination; a ratio whose base may be zero or is unbounded may be approached only."""
    implications = Implications(facts)
    for claim in (fact for fact in facts if fact.is_claim):
        asked, stated = implications._of_claim[claim.fact]
        kept = asked.others(stated, undisputed=False)
        rest = [
            fact
            for fact in asked.part.facts
            if not (fact.is_claim and set(fact.cells) == set(stated.cells))
        ]
        assert can_be(kept)
        assert set(kept) <= set(rest)
        assert can_be(rest) == (len(kept) == len(rest))
        found = implications.change(claim.fact)
        base_low, base_high = bounds_of(kept, stated.base)
        if found is None or not base_low or base_high is None:
            continue
        most = bounds_of(kept, stated.cell, found.measured.high, stated.base)[1]
        least = bounds_of(kept, stated.cell, found.measured.low, stated.base)[0]
        assert (least, most) == (0, 0)


@settings(max_examples=examples(100, usual=25))
@given(some_facts())
def test_facts_agree_alike_in_the_smallest_accounting(facts):
    for part in components(facts):
        small = joined(part.group, part.facts[:2])
        assert bool(agreeing(small)[1]) != can_be(part.facts[:2])
