"""Rows, components and programs, against Fourier-Motzkin elimination as an oracle."""

from __future__ import annotations

from fractions import Fraction

import highspy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.reconciling.constraints import components
from analytics.reconciling.facts import (
    Cell,
    Constraint,
    Fact,
    distinct,
    fact_of_claim,
    fact_of_figure,
    facts_of,
)
from analytics.reconciling.programs import Program
from data.views import claims_of, observations_of
from tests.support import elimination
from tests.support.examples import examples
from tests.support.made_claims import claim, claims
from tests.support.made_facts import cell
from tests.support.made_observations import MILLION, observations


def figures(*rows, **columns) -> list[Fact]:
    return [fact_of_figure(row) for row in observations_of(observations(*rows, **columns))]


def stated(number: str, **columns) -> Fact | None:
    """The fact of one claim, through the view's columns."""
    return fact_of_claim(claims_of(claims(claim(number, **columns)))[0])


def by_cell(terms: dict[Cell, Fraction]) -> dict[tuple[str, str], Fraction]:
    return {(one.flow, str(one.period)): coefficient for one, coefficient in terms.items()}


# Rows


def test_a_figure_is_two_bounds():
    [fact] = figures(("VNM", "KAZ", "export", "2024", "115.7"))
    above, below = fact.constraints()
    assert (by_cell(above.terms), above.limit) == ({("export", "2024"): 1}, 115_750_000)
    assert (by_cell(below.terms), below.limit) == ({("export", "2024"): -1}, -115_650_000)


@pytest.mark.parametrize(
    ("number", "columns", "low", "high"),
    [
        ("20", {}, Fraction("1.195"), Fraction("1.205")),
        ("20", {"direction": "down"}, Fraction("0.795"), Fraction("0.805")),
        ("2.0", {"kind": "multiple"}, Fraction("1.95"), Fraction("2.05")),
        ("2.0", {"kind": "multiple", "direction": "down"}, 1 / Fraction("2.05"),
         1 / Fraction("1.95")),
        ("5", {"kind": "absolute"}, 4_500_000, 5_500_000),
        ("5", {"kind": "absolute", "direction": "down"}, -5_500_000, -4_500_000),
        ("10", {"kind": "average_annual_percent", "base_period": "2022"},
         Fraction("1.095") ** 2, Fraction("1.105") ** 2),
    ],
)  # fmt: skip
def test_a_claim_bounds_the_ratio_or_the_change(number, columns, low, high):
    fact = stated(number, **columns)
    assert fact is not None
    assert (fact.bounds.low, fact.bounds.high) == (low, high)
    above, below = (by_cell(row.terms) for row in fact.constraints())
    base = ("total", columns.get("base_period", "2023"))
    if columns.get("kind") == "absolute":
        assert above == {("total", "2024"): 1, base: -1}
    else:
        assert above == {("total", "2024"): 1, base: -high}
        assert below == {("total", "2024"): -1, base: low}


def test_an_average_over_a_run_of_years_speaks_of_the_last_one():
    run = {"period": "2016-01/2022-12", "base_period": "2016"}
    fact = stated("10", kind="average_annual_percent", **run)
    assert fact is not None
    assert fact.cells == (cell("total", "2022"), cell("total", "2016"))
    assert fact.bounds.low == Fraction("1.095") ** 6


@pytest.mark.parametrize(
    "columns",
    [
        {"kind": "percentage_points"},
        {"figure_kind": "target"},
        {"figure_kind": "forecast"},
        {"level_status": "F"},
        {"base_period": None},
        {"base_period": "2024"},
        {"flow": "balance", "kind": "percentage_points"},
        {"kind": "multiple", "direction": "down", "claimed_low": 0},
    ],
)
def test_what_gives_no_constraint(columns):
    assert stated("20") is not None
    assert stated("20", **columns) is None


def test_a_factor_beyond_all_amounts_is_no_fact():
    """Tenfold a year for 30 years is 1e30, for 60 years 1e60: the columns keep 38 digits."""
    yearly = {"kind": "average_annual_percent", "base_period": "1940"}
    assert stated("900", period="1970", **yearly) is not None
    assert stated("900", period="2000", **yearly) is None


@pytest.mark.parametrize(
    ("printed", "sign"),
    [
        ({}, 0),
        ({"2024": "5"}, 1),
        ({"2024": "-5"}, -1),
        ({"2023": "-5"}, -1),
        ({"2023": "-5", "2024": "-6"}, -1),
        ({"2023": "5", "2024": "-6"}, None),
        ({"2023": "-5", "2024": (-1, None, 1)}, None),
        ({"2024": 0}, None),
    ],
)
def test_a_rate_of_a_balance_has_the_sign_that_is_printed_or_is_none(printed, sign):
    rows = [("VNM", "KAZ", "balance", period, number) for period, number in printed.items()]
    rate = stated("20", flow="balance")
    assert rate is not None
    signs = [fact.sign for fact in distinct([*figures(*rows), rate]) if fact.is_claim]
    assert signs == ([] if sign is None else [sign])


def test_a_rate_of_a_deficit_bounds_its_size():
    """2024 is 1.195 to 1.205 of 2023, both below zero: -2024 + 1.195 * 2023 >= 0 >= ..."""
    rate = stated("20", flow="balance")
    assert rate is not None
    assert rate.constraints() == []  # of unknown sign
    deficit = figures(("VNM", "KAZ", "balance", "2024", "-6"))
    [signed] = [fact for fact in distinct([*deficit, rate]) if fact.is_claim]
    rows = [(by_cell(row.terms), row.limit) for row in signed.constraints()]
    assert rows == [
        ({("balance", "2024"): -1, ("balance", "2023"): Fraction("1.205")}, 0),
        ({("balance", "2024"): 1, ("balance", "2023"): -Fraction("1.195")}, 0),
    ]


def test_rates_of_a_balance_of_unknown_sign_tie_no_other_cells():
    exports = figures(("VNM", "KAZ", "export", "2024", "5"))
    rates = [stated("20", flow="balance"), stated("30", flow="balance", claim="other")]
    parts = components(distinct([*exports, *(rate for rate in rates if rate is not None)]))
    assert [{cell.flow for cell in part.cells} for part in parts] == [{"export"}, {"balance"}]
    assert not any(part.accounting for part in parts)


def test_forecasts_and_undated_figures_are_no_facts():
    rows = observations(
        ("VNM", "KAZ", "total", "2024", "5", {"status": "F"}),
        ("VNM", "KAZ", "total", None, "5"),
        ("VNM", "KAZ", "total", "2023", "5"),
    )
    assert [fact.fact for fact in facts_of(rows, claims(claim("5", kind="percentage_points")))] == [
        "figure-3"
    ]


@pytest.mark.parametrize(
    ("number", "cut", "rounded"),
    [
        # as printed or cut: half a tenth below, a tenth above; no zeros to be rounded away
        ("4.5", ("4.45", "4.6"), ("4.45", "4.55")),
        ("800", ("799.5", "801"), ("750", "850")),
        ("800.0", ("799.95", "800.1"), ("799.95", "800.05")),
        ("about 60", ("54", "66"), ("54", "66")),
        ("nearly 250", ("240", "250"), ("240", "250")),
        ("over 100", ("100", "110"), ("100", "110")),
        ("25..30", ("25", "30"), ("25", "30")),
        (700, ("700", "700"), ("700", "700")),
    ],
)
def test_a_figure_that_was_cut_or_rounded_more_coarsely(number, cut, rounded):
    [fact] = figures(("VNM", "KAZ", "export", "2024", number))
    for found, (low, high) in ((fact.if_cut, cut), (fact.if_rounded, rounded)):
        millions = (found.bounds.low / MILLION, found.bounds.high / MILLION)
        assert millions == (Fraction(low), Fraction(high))


def test_the_same_statement_is_one_fact():
    rows = [("VNM", "KAZ", "total", "2024", "5", {"source": f"s{n}"}) for n in range(4)]
    [fact] = distinct(figures(*rows))
    assert fact.same == ("figure-1", "figure-2", "figure-3", "figure-4")


# Components


def accounting(*rows) -> list[dict[tuple[str, str], Fraction]]:
    [part] = components(figures(*rows))
    assert all(row.is_equation and row.limit == 0 and row.fact is None for row in part.accounting)
    return [by_cell(row.terms) for row in part.accounting]


def test_one_flow_in_one_period_needs_no_accounting():
    assert accounting(("VNM", "KAZ", "total", "2024", "5")) == []


def test_flows_of_a_period_are_tied():
    found = accounting(
        ("VNM", "KAZ", "export", "2024", "5"), ("VNM", "KAZ", "balance", "2024", "1")
    )
    assert found == [
        {("total", "2024"): -1, ("export", "2024"): 1, ("import", "2024"): 1},
        {("balance", "2024"): -1, ("export", "2024"): 1, ("import", "2024"): -1},
    ]


def test_a_year_is_its_quarters():
    quarters = [("VNM", "KAZ", "total", f"2024-Q{n}", "5") for n in (1, 2, 3, 4)]
    found = accounting(("VNM", "KAZ", "total", "2024", "20"), *quarters)
    assert found == [{("total", "2024"): -1} | {("total", f"2024-Q{n}"): 1 for n in (1, 2, 3, 4)}]


def test_overlapping_runs_are_cut_where_they_begin_and_end():
    found = accounting(
        ("VNM", "KAZ", "total", "2024-01/2024-08", "5"),
        ("VNM", "KAZ", "total", "2024-06/2024-12", "5"),
    )
    assert found == [
        {("total", "2024-01/2024-08"): -1, ("total", "2024-01/2024-05"): 1,
         ("total", "2024-06/2024-08"): 1},
        {("total", "2024-06/2024-12"): -1, ("total", "2024-06/2024-08"): 1,
         ("total", "2024-09/2024-12"): 1},
    ]  # fmt: skip


def test_nothing_reaches_from_one_group_or_time_to_another():
    facts = figures(
        ("VNM", "KAZ", "total", "2024", "5"),
        ("VNM", "KAZ", "total", "2023", "5"),
        ("VNM", "RUS", "total", "2024", "5"),
        ("KAZ", "VNM", "total", "2024", "5"),
        ("VNM", "KAZ", "total", "2024", "5", {"currency": "EUR"}),
        ("VNM", "KAZ", "total", "2024", "5", {"product": "0901"}),
    )
    assert [len(part.facts) for part in components(facts)] == [1] * 6
    linked = stated("20")
    assert linked is not None
    assert sorted(len(part.facts) for part in components([*facts, linked])) == [1, 1, 1, 1, 3]


# Programs

UNKNOWNS = [cell("export", f"200{n}") for n in range(4)]
small = st.integers(-4, 4).map(Fraction)
some_rows = st.integers(2, 4).flatmap(
    lambda n: st.lists(
        st.tuples(st.tuples(*[small] * n).filter(any), st.integers(-30, 60).map(Fraction)),
        min_size=2,
        max_size=7,
    )
)


@settings(max_examples=examples(400, usual=100))
@given(some_rows, st.sampled_from([Fraction(1), Fraction(10) ** 12, Fraction(1, 1000)]))
def test_programs_agree_with_elimination(system, unit):
    unknowns = len(system[0][0])
    cells = UNKNOWNS[:unknowns]
    system = [(row, limit * unit) for row, limit in system]
    rows = [
        Constraint({one: c for one, c in zip(cells, row, strict=True) if c}, limit)
        for row, limit in system
    ]
    axes = [tuple(Fraction(-(at == n)) for at in range(unknowns)) for n in range(unknowns)]
    whole = [*system, *((axis, Fraction()) for axis in axes)]
    program = Program(cells, rows)
    proof = program.contradiction()
    assert (proof is None) == elimination.is_feasible(whole, unknowns)
    if proof is not None:
        return
    for at, one in enumerate(cells):
        highest, lowest = (
            program.greatest({one: Fraction(1)}),
            program.greatest({one: Fraction(-1)}),
        )
        assert (highest and highest.bound) == elimination.greatest(whole, unknowns, at)
        assert lowest is not None
        assert -lowest.bound == elimination.least(whole, unknowns, at)


def test_a_proof_adds_up():
    a, b = UNKNOWNS[:2]
    rows = [
        Constraint({a: Fraction(1)}, Fraction(3)),
        Constraint({b: Fraction(2), a: Fraction(-1)}, Fraction(7)),
    ]
    proof = Program([a, b], rows).greatest({b: Fraction(1)})
    assert proof is not None
    assert {rows.index(row): by for row, by in proof.rows} == {0: Fraction(1, 2), 1: Fraction(1, 2)}
    assert proof.bound == 5


@pytest.mark.parametrize("amount", ["0.001", "1", "1e15"])
def test_rows_that_only_just_meet_are_no_contradiction(amount):
    a, b, c = UNKNOWNS[:3]
    third = Fraction(amount) / 3
    rows = [Constraint({x: s}, s * third) for x in (a, b) for s in (Fraction(1), Fraction(-1))]
    total = Constraint(
        {c: Fraction(-1), a: Fraction(1), b: Fraction(1)}, Fraction(), is_equation=True
    )
    ends = [Constraint({c: s}, s * 2 * third) for s in (Fraction(1), Fraction(-1))]
    assert Program([a, b, c], [*rows, total, *ends]).contradiction() is None
    apart = [Constraint({c: Fraction(-1)}, -2 * third * Fraction("1.000001"))]
    proof = Program([a, b, c], [*rows, total, *apart]).contradiction()
    assert proof is not None
    assert -proof.bound > 0


def test_the_solver_is_silent_before_it_can_say_a_word(monkeypatch):
    # HiGHS 1.16 prints a greeting, on the standard output of commands, when callbacks are enabled.
    said = []
    enable = highspy.Highs.enableCallbacks

    def recorded(solver: highspy.Highs) -> None:
        said.append(solver.getOptionValue("output_flag")[1])
        enable(solver)

    monkeypatch.setattr(highspy.Highs, "enableCallbacks", recorded)
    Program([cell("export", "2024")], [])
    assert said == [False]
