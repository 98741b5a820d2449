"""Implied figures and conflicts: the book's known answers and the rules one by one."""

from __future__ import annotations

from fractions import Fraction

import pytest

from analytics.reconciling import implied as bounds
from analytics.reconciling.effort import Effort
from analytics.reconciling.facts import distinct
from analytics.reconciling.reconciliation import Implied, Reconciliation, reconcile, reconcile_facts
from tests.support.made_claims import claim, claims
from tests.support.made_facts import cell, conflicts, ids, level, ratio
from tests.support.made_observations import MILLION, observations


def found(result: Reconciliation) -> dict[tuple[str, ...], Implied]:
    return {
        (one.cell.flow, str(one.cell.period), *([str(one.base.period)] if one.base else [])): one
        for one in result.implied
    }


# The book


@pytest.fixture(scope="module")
def book(edition) -> Reconciliation:
    return reconcile(edition.relation("observation"), edition.relation("reported_claim"))


def of_book(book: Reconciliation, *key: str) -> Implied:
    [one] = [
        one
        for one in book.implied
        if (*one.group[:2], one.cell.flow, str(one.cell.period)) == key[:4]
        and (str(one.base.period) if one.base else None) == (key[4] if len(key) > 4 else None)
        and one.group[2] == "TOTAL"
    ]
    return one


@pytest.mark.parametrize(
    ("key", "low", "high", "facts"),
    [
        (("VNM", "KAZ", "export", "2024-Q1"), 115.24, 115.43,
         {"mofa-kaz-2025q1-export", "mofa-kaz-2025q1-total", "mofa-kaz-2025q1-import-up",
          "mofa-kaz-2025q1-total-up"}),
        (("VNM", "AZE", "export", "2022"), 37.9, 38.1,
         {"mofa-aze-2022-total", "mofa-aze-2022-import"}),
        (("VNM", "AZE", "total", "2021"), 84.58, 84.70,
         {"mofa-aze-2022-total", "mofa-aze-2022-total-up"}),
    ],
)  # fmt: skip
def test_known_figures_of_the_book(book, key, low, high, facts):
    one = of_book(book, *key)
    assert one.low is not None
    assert one.high is not None
    assert round(float(one.low / MILLION), 2) == low
    assert round(float(one.high / MILLION), 2) == high
    assert ids(one.facts) == facts


def test_kazakhstans_exports_hardly_grew(book):
    one = of_book(book, "VNM", "KAZ", "export", "2025-Q1", "2024-Q1")
    assert one.low is not None
    assert one.high is not None
    assert (round(float(one.low - 1), 3), round(float(one.high - 1), 3)) == (0.002, 0.004)


def test_the_book_contradicts_itself_on_russia_2018(book):
    [conflict] = [
        conflict
        for conflict in book.conflicts
        if {fact.source for fact in conflict.facts} == {"tass-com-2019-05-20"}
    ]
    assert ids(conflict.facts) == {"en008a", "en008b", "en008b-rate"}
    # 4.55 billion at most is 1.2855 times the base, at least; the base is 3.545 at least
    assert conflict.miss == 3_545_000_000 - 4_550_000_000 / Fraction("1.2855")
    assert conflict.left_out.fact == "en008b-rate"
    assert conflict.fades_if_coarser
    assert not conflict.fades_with_one_source


def test_what_the_sources_reported_on_russia_2022_meets(book):
    """+2.3 % implies 3,541.8 to 3,555.1 million, which the reported 3.55 billion meets."""
    named = {name for conflict in book.conflicts for name in ids(conflict.facts)}
    assert not named & {"mofa-rus-2023-total", "mofa-rus-2023-total-up"}
    assert len(book.conflicts) < 10


# The rules


def test_an_implied_cell_is_tighter_than_printed_and_others_are_left_out():
    result = reconcile_facts([
        level("total", "total", "2024", 100, 100),
        level("import", "import", "2024", 40, 41),
        level("export", "export", "2024", 50, 60),
    ])  # fmt: skip
    [one] = result.implied
    assert (one.cell, one.low, one.high, one.printed) == (cell("export", "2024"), 59, 60, (50, 60))
    assert ids(one.facts) == {"total", "import", "export"}


def test_a_balance_may_be_negative_and_ties_exports_to_imports():
    result = found(reconcile_facts([
        level("import", "import", "2024", 100, 100), level("balance", "balance", "2024", -70, -60),
    ]))  # fmt: skip
    assert (result["export", "2024"].low, result["export", "2024"].high) == (30, 40)
    assert (result["total", "2024"].low, result["total", "2024"].high) == (130, 140)


def test_parts_of_a_year():
    quarters = [level(f"q{n}", "export", f"2024-Q{n}", n, n + 1) for n in (1, 2, 3)]
    year = level("year", "export", "2024", 20, 21)
    result = found(reconcile_facts([*quarters, year]))
    [last] = result.values()
    assert (last.cell, last.low, last.high) == (cell("export", "2024-Q4"), 11, 15)


def test_an_unknown_without_bounds_is_no_figure():
    result = reconcile_facts([ratio("up", "total", "2024", "2023", "1.1", "1.2")])
    assert result == Reconciliation((), ())


@pytest.mark.parametrize("flow", ["total", "export"])
def test_empty_input(flow):
    nothing = observations(("VNM", "KAZ", flow, None, "5"))
    result = reconcile(nothing, claims(claim("20", kind="percentage_points")))
    assert result == Reconciliation((), ())


def test_a_thousand_duplicates_outvote_one():
    rows = [("VNM", "KAZ", "total", "2024", "5", {"source": f"s{n}"}) for n in range(1000)]
    result = reconcile(
        observations(*rows, ("VNM", "KAZ", "total", "2024", "7")),
        claims(claim("20", kind="percentage_points")),
    )
    [conflict] = result.conflicts
    assert conflict.left_out.fact == "figure-1001"
    assert (len(conflict.facts), len(conflict.facts[0].same)) == (2, 1000)
    assert conflict.miss == 1_000_000


def test_what_more_publications_state_outweighs_a_source_with_more_figures():
    often = [level(f"often {n}", "export", "2024", 10, 10, f"s{n}") for n in (1, 2)]
    once = [level("once", "export", "2024", 20, 20), level("i", "import", "2024", 4, 6),
            level("j", "import", "2024", 5, 7)]  # fmt: skip
    [conflict] = reconcile_facts(distinct([*often, *once])).conflicts
    assert (ids(conflict.facts), conflict.left_out.fact) == ({"often 1", "once"}, "once")


def test_what_several_facts_print_of_one_cell_is_not_implied():
    facts = [level("a", "export", "2024", 50, 60), level("b", "export", "2024", 55, 70)]
    assert reconcile_facts(facts).implied == ()


@pytest.mark.parametrize(("most", "has_rate"), [(10**3, True), (None, False)])
def test_growth_without_an_upper_end_is_no_figure(most, has_rate):
    """Ten at least, because its first half is, on 5 to 6: 67 percent or more, without end."""
    facts = [
        level("half", "export", "2024-01/2024-06", 10, 11),
        level("before", "export", "2023", 5, 6),
        ratio("link", "export", "2024", "2023", 0, 10**4),
    ]
    if most:
        facts.append(level("year", "export", "2024", 1, most))
    else:
        facts[2] = ratio("link", "import", "2024", "2023", 0, 1)
    result = found(reconcile_facts(facts))
    assert result["export", "2024"].low == 10
    assert (("export", "2024", "2023") in result) is has_rate


def test_circular_claims_contradict_each_other():
    """Who rises by a tenth and back by a tenth does not come back, whatever the level is."""
    circle = [
        ratio("up", "total", "2024", "2023", "1.1", "1.2"),
        ratio("back", "total", "2023", "2024", "1.1", "1.2"),
    ]
    assert conflicts(*circle) == [{"up", "back"}]
    assert conflicts(*circle, level("level", "total", "2024", 5, 6)) == [{"up", "back"}]


def test_a_base_of_zero():
    up = ratio("up", "total", "2024", "2023", "1.1", "1.2")
    zero = level("zero", "total", "2023", 0, 0)
    assert conflicts(up, zero) == []
    assert conflicts(up, zero, level("some", "total", "2024", 1, 2)) == [{"up", "zero", "some"}]


def test_a_level_below_zero_cannot_be():
    assert conflicts(level("negative", "export", "2024", -5, -3)) == [{"negative"}]


@pytest.mark.parametrize("unit", [Fraction(1, 1000), Fraction(10**15)])
def test_small_and_large_amounts(unit):
    facts = [
        level("a", "export", "2024", 3 * unit, 4 * unit),
        level("b", "import", "2024", 1 * unit, 2 * unit),
    ]
    result = found(reconcile_facts(facts))
    assert (result["total", "2024"].low, result["total", "2024"].high) == (4 * unit, 6 * unit)
    [conflict] = reconcile_facts(
        [*facts, level("t", "total", "2024", 7 * unit, 8 * unit)]
    ).conflicts
    assert (ids(conflict.facts), conflict.miss) == ({"a", "b", "t"}, unit)


def test_small_and_large_amounts_side_by_side():
    facts = [
        level("a", "export", "2024", Fraction("0.001"), Fraction("0.002")),
        level("b", "import", "2024", 10**15, 10**15),
        level("c", "export", "2024", Fraction("0.003"), Fraction("0.004")),
    ]
    assert conflicts(*facts) == [{"a", "c"}]


def test_a_conflict_within_one_source_comes_first():
    facts = [
        level("a", "export", "2024", 1, 2, "other"),
        level("b", "export", "2024", 5, 6),
        level("c", "import", "2024", 1, 1),
        level("d", "total", "2024", 9, 9),
    ]
    first, *_ = conflicts(*facts)
    assert first == {"b", "c", "d"}


def test_a_book_in_which_nothing_agrees():
    facts = [level(f"f{n:02}", "total", "2024", 10 * n, 10 * n + 1, f"s{n}") for n in range(60)]
    result = reconcile_facts(facts)
    assert len(result.conflicts) == 59
    assert all(len(conflict.facts) == 2 for conflict in result.conflicts)
    assert len({conflict.left_out.fact for conflict in result.conflicts}) == 59


def test_progress_counts_facts():
    seen: list[tuple[int, int]] = []
    facts = [level(f"f{n}", "total", str(2000 + n), 1, 2) for n in range(3)]
    reconcile_facts(facts, Effort(lambda done, every: seen.append((done, every))))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_a_printed_book_through_the_view():
    rows = observations(
        ("VNM", "KAZ", "export", "2024", "3.0"), ("VNM", "KAZ", "total", "2024", "5.0")
    )
    result = found(reconcile(rows, claims(claim("20", flow="total", source="customs"))))
    implied = result["import", "2024"]
    assert (implied.low, implied.high) == (1_900_000, 2_100_000)
    assert result["total", "2023"].high == Fraction(5_050_000) / Fraction("1.195")


def test_what_only_data_sets_speak_of_is_left_alone():
    printed = level("p", "export", "2021", 90, 110)
    years = [
        level(f"{flow}-{year}", flow, year, low, low + 1, source="bureau")
        for year in ("2020", "2021")
        for flow, low in (("total", 200), ("import", 100))
    ]
    # 2020 is the bureau's alone; in 2021 exports are printed: 200 to 201 less 100 to 101
    every = reconcile_facts([printed, *years])
    assert {str(one.cell.period) for one in every.implied} == {"2020", "2021"}
    left = reconcile_facts([printed, *years], official=("bureau",))
    assert {str(one.cell.period) for one in left.implied} == {"2021"}
    assert set(found(left).items()) <= set(found(every).items())
    assert reconcile_facts(years, official=("bureau",)) == Reconciliation((), ())


def test_data_sets_that_differ_are_no_conflict_but_one_with_a_printed_figure_is():
    """Bureau and Fund differ on 2021, printed imports of 2021 on the bureau's of 2021."""
    bureau = [
        level("b", "export", "2021", 10, 11, source="bureau"),
        level("c", "import", "2021", 20, 21, source="bureau"),
    ]
    fund = level("f", "export", "2021", 12, 13, source="fund")
    printed = level("p", "import", "2021", 30, 31)

    def said(*official):
        result = reconcile_facts([*bureau, fund, printed], official=official)
        return {tuple(sorted(fact.fact for fact in one.facts)) for one in result.conflicts}

    assert said() == {("b", "f"), ("c", "p")}
    assert said("bureau", "fund") == {("c", "p")}


def a_year_of_months(year):
    return [
        level(f"{flow} {month}", flow, month, low, low + 1, source="bureau")
        for month in (f"{year}-{number:02d}" for number in range(1, 13))
        for flow, low in (("export", 10), ("import", 20))
    ]


def test_beside_official_months_only_the_periods_that_others_speak_of_are_worked_out():
    """Exports of 2021 are printed as 100 to 200, their months add up to 120 to 132."""
    facts = [level("p", "export", "2021", 100, 200), *a_year_of_months(2021)]
    known = found(reconcile_facts(facts, official=("bureau",)))
    assert {key: (one.low, one.high, len(one.facts)) for key, one in known.items()} == {
        ("export", "2021"): (120, 132, 12),
        ("import", "2021"): (240, 252, 12),
        ("total", "2021"): (360, 384, 24),
    }
    every = found(reconcile_facts(facts))
    assert len(every) == 15  # and two-way trade of each month
    assert set(known.items()) <= set(every.items())


def test_figures_that_cannot_stand_in_for_each_other_need_no_deletion_filter(monkeypatch):
    """What is left of a proof is the same with the filter, which tries them one by one."""
    rate = ratio("r", "total", "2021", "2020", "1.0", "1.1")
    facts = [*a_year_of_months(2021), *a_year_of_months(2020), rate]
    facts += [level("z", "export", "2022-01", 0, 1), level("t", "total", "2022-01", 2, 4)]
    quick = reconcile_facts(facts)
    assert quick.implied
    monkeypatch.setattr(bounds, "_are_apart", lambda facts: False)
    assert reconcile_facts(facts).implied == quick.implied
