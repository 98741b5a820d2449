"""Growth: by hand on small cases, by a second implementation on the whole book, by properties."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.indicators import growth
from analytics.indicators.growth import average_annual, period_on_period, year_on_year
from data.relations import records
from tests.support import oracles
from tests.support.examples import examples
from tests.support.made_observations import (
    assert_not_tighter,
    assert_within,
    books,
    bounded_levels,
    by_case,
    by_key,
    millions,
    observations,
    only,
    relation_of,
    versions,
    widened,
    with_true_values,
)

RATES = ("growth_pct", "growth_pct_low", "growth_pct_high")


def rates(row):
    return tuple(None if row[name] is None else round(row[name], 4) for name in RATES)


@pytest.mark.parametrize(
    ("period", "base_period"),
    [
        ("2024", "2023"),
        ("2024-Q1", "2023-Q1"),
        ("2025-02", "2024-02"),  # 28 days on the 29 of a leap year
        ("2024-02", "2023-02"),
        ("2024-01/2024-11", "2023-01/2023-11"),
        ("2023-07/2024-06", "2022-07/2023-06"),  # twelve months that are no calendar year
    ],
)
def test_year_on_year_compares_with_the_same_months_a_year_earlier(period, base_period):
    book = observations(
        ("VNM", "KAZ", "export", base_period, 50),
        ("VNM", "KAZ", "export", period, 60),
    )
    by_period = by_key(year_on_year(book), "period")
    row = by_period[period]
    assert row["base_period"] == base_period
    assert rates(row) == (20, 20, 20)
    assert millions(row, "value", "base_value", "change") == (60, 50, 10)
    assert row["note"] is None
    assert by_period[base_period]["note"] == "no base figure"
    assert rates(by_period[base_period]) == (None, None, None)


def test_the_bounds_of_a_rate_are_those_of_the_printed_digits():
    book = observations(
        ("VNM", "KAZ", "total", "2022", "600"),
        ("VNM", "KAZ", "total", "2023", "800"),
    )
    row = by_key(year_on_year(book), "period")["2023"]
    # 799.5 / 600.5 = 1.331391; 800 / 600 = 1.333333; 800.5 / 599.5 = 1.335279
    assert rates(row) == (33.3333, 33.1391, 33.5279)
    assert millions(row, "change", "change_low", "change_high") == (200, 199, 201)


def test_a_missing_year_between_gives_a_note_and_never_a_rate():
    book = observations(
        ("VNM", "KAZ", "total", "2021", 100),
        ("VNM", "KAZ", "total", "2023", 400),
    )
    row = by_key(year_on_year(book), "period")["2023"]
    assert (row["base_period"], row["note"]) == ("2022", "no base figure")
    assert rates(row) == (None, None, None)
    assert millions(row, "base_value", "change") == (None, None)


@pytest.mark.parametrize(
    ("base", "columns", "note"),
    [
        (50, {"source": "gazette"}, "mixed sources"),
        (50, {"currency": "EUR"}, "mixed currencies"),
        (50, {"currency": "EUR", "source": "gazette"}, "mixed currencies"),
        (50, {"status": "F"}, "no base figure"),
        (50, {"product": "0901"}, "no base figure"),
        (50, {"partner": "RUS"}, "no base figure"),
        (50, {"reporter": "RUS"}, "no base figure"),
        (50, {"flow": "import"}, "no base figure"),
        (0, {}, "base is zero"),
        ((0, 0, 5), {}, "base is zero"),
    ],
)
def test_a_base_that_cannot_be_used_is_named_and_gives_no_rate(base, columns, note):
    book = observations(
        ("VNM", "KAZ", "export", "2023", base, columns),
        ("VNM", "KAZ", "export", "2024", 60),
    )
    level = "partner = 'KAZ' AND reporter = 'VNM' AND flow = 'export' AND period = '2024'"
    row = only(year_on_year(book).filter(level))
    assert row["note"] == note
    assert row["growth_pct"] is None
    assert row["growth_pct_high"] is None


def test_amounts_in_another_currency_are_not_shown_as_a_base():
    book = observations(
        ("VNM", "KAZ", "export", "2023", "50", {"currency": "EUR"}),
        ("VNM", "KAZ", "export", "2024", "60"),
    )
    row = by_key(year_on_year(book), "period")["2024"]
    amounts = ("base_value", "base_low", "base_high", "change", "change_low", "change_high")
    assert millions(row, *amounts) == (None,) * 6


def test_balances_of_different_signs_have_a_change_but_no_rate():
    book = observations(
        ("VNM", "KAZ", "balance", "2022", -20),
        ("VNM", "KAZ", "balance", "2023", 30),
        ("VNM", "KAZ", "balance", "2024", 45),
    )
    by_period = by_key(year_on_year(book), "period")
    assert by_period["2023"]["note"] == "a surplus and a deficit have no rate"
    assert rates(by_period["2023"]) == (None, None, None)
    assert millions(by_period["2023"], "change") == (50,)
    assert rates(by_period["2024"]) == (50, 50, 50)


def test_the_rate_of_a_deficit_is_that_of_its_size():
    """104.55 to 104.65 grew to 123.45 to 123.55: 123.45 / 104.65 to 123.55 / 104.55."""
    book = observations(
        ("USA", "VNM", "balance", "2023", "-104.6"),
        ("USA", "VNM", "balance", "2024", "-123.5"),
        ("USA", "VNM", "balance", "2025", "-98.8"),
    )
    by_period = by_key(year_on_year(book), "period")
    assert rates(by_period["2024"]) == (18.0688, 17.9646, 18.1731)
    assert millions(by_period["2024"], "change", "change_low", "change_high") == (
        -18.9, -19.0, -18.8,
    )  # fmt: skip
    # it fell to 98.75 to 98.85 of 123.45 to 123.55
    assert rates(by_period["2025"]) == (-20, -20.0728, -19.9271)
    assert by_period["2024"]["note"] is None
    assert by_period["2024"]["contribution_pp"] is None


def test_a_balance_that_may_be_below_zero_has_no_rate_either():
    book = observations(
        ("VNM", "KAZ", "balance", "2023", (-1, 5, 9)),
        ("VNM", "KAZ", "balance", "2024", 10),
    )
    row = by_key(year_on_year(book), "period")["2024"]
    assert rates(row) == (None, None, None)
    assert row["note"] == "the balance may be above or below zero"


def test_a_range_has_bounds_of_growth_but_no_single_rate():
    book = observations(
        ("VNM", "KAZ", "total", "2023", 100),
        ("VNM", "KAZ", "total", "2024", "120..150"),
    )
    row = by_key(year_on_year(book), "period")["2024"]
    assert rates(row) == (None, 20, 50)
    assert row["note"] == "a range has no single value"


def test_exports_and_imports_contribute_the_growth_of_total_trade():
    book = observations(
        ("VNM", "KAZ", "export", "2023", 60),
        ("VNM", "KAZ", "import", "2023", 40),
        ("VNM", "KAZ", "total", "2023", 100),
        ("VNM", "KAZ", "export", "2024", 90),
        ("VNM", "KAZ", "import", "2024", 35),
        ("VNM", "KAZ", "total", "2024", 125),
    )
    rows = by_key(year_on_year(book), "flow", "period")
    contribution = {flow: rows[flow, "2024"]["contribution_pp"] for flow in ("export", "import")}
    assert contribution == {"export": 30, "import": -5}
    assert rows["total", "2024"]["growth_pct"] == pytest.approx(30 - 5)
    assert rows["total", "2024"]["contribution_pp"] == pytest.approx(25)


def test_a_total_in_another_currency_gives_no_contribution():
    book = observations(
        ("VNM", "KAZ", "export", "2023", 60),
        ("VNM", "KAZ", "export", "2024", 90),
        ("VNM", "KAZ", "total", "2023", 100, {"currency": "EUR"}),
    )
    row = by_key(year_on_year(book), "flow", "period")["export", "2024"]
    assert (row["growth_pct"], row["contribution_pp"], row["contribution_pp_low"]) == (
        50,
        None,
        None,
    )


def test_total_trade_is_summed_where_only_its_parts_are_printed():
    book = observations(
        ("VNM", "KAZ", "export", "2023", 60),
        ("VNM", "KAZ", "import", "2023", 40),
        ("VNM", "KAZ", "export", "2024", 90),
        ("VNM", "KAZ", "import", "2024", 35),
    )
    row = by_key(year_on_year(book), "flow", "period")["total", "2024"]
    assert rates(row) == (25, 25, 25)
    assert row["note"] == "total is exports plus imports"


@pytest.mark.parametrize(
    ("period", "before", "note"),
    [
        ("2024", "2023", None),
        ("2024-Q1", "2023-Q4", "not seasonally adjusted"),
        ("2024-Q3", "2024-Q2", "not seasonally adjusted"),
        ("2024-01", "2023-12", "not seasonally adjusted"),
        ("2024-03", "2024-02", "not seasonally adjusted"),
    ],
)
def test_period_on_period_compares_with_the_period_just_before(period, before, note):
    book = observations(
        ("VNM", "KAZ", "import", before, 80),
        ("VNM", "KAZ", "import", period, 60),
    )
    row = by_key(period_on_period(book), "period")[period]
    assert (row["base_period"], row["growth_pct"], row["note"]) == (before, -25, note)


def test_period_on_period_leaves_out_runs_of_months():
    book = observations(
        ("VNM", "KAZ", "import", "2024-01/2024-05", 80),
        ("VNM", "KAZ", "import", "2024-06", 60),
    )
    row = only(period_on_period(book))
    assert (row["period"], row["note"]) == ("2024-06", "no base figure; not seasonally adjusted")


def test_average_annual_growth_with_bounds():
    book = observations(
        ("VNM", "RUS", "export", "2014", 100),
        ("VNM", "RUS", "export", "2015", 999),
        ("VNM", "RUS", "export", "2016", (120, 121, 144)),
    )
    row = only(average_annual(book, 2014, 2016))
    # the root of 1.21 is 1.1, of 1.44 is 1.2, of 1.2 is 1.095445
    assert rates(row) == (10, 9.5445, 20)
    assert (row["base_period"], row["period"], row["years"]) == ("2014", "2016", 2)
    assert row["note"] is None


def test_average_annual_growth_of_a_deficit_is_that_of_its_size():
    book = observations(
        ("VNM", "RUS", "balance", "2014", -100),
        ("VNM", "RUS", "balance", "2016", (-144, -121, -120)),
    )
    row = only(average_annual(book, 2014, 2016))
    assert (rates(row), row["note"]) == ((10, 9.5445, 20), None)  # as of 100 and 120 to 144


def test_an_average_between_two_currencies_says_so():
    book = observations(
        ("VNM", "RUS", "export", "2014", 100, {"currency": "EUR"}),
        ("VNM", "RUS", "export", "2016", 144),
        ("VNM", "KAZ", "export", "2016", 144, {"currency": "EUR"}),
    )
    rows = by_key(average_annual(book, 2014, 2016), "partner", "currency")
    assert {key: (row["growth_pct"], row["note"]) for key, row in rows.items()} == {
        ("RUS", "EUR"): (None, "mixed currencies"),
        ("RUS", "USD"): (None, "mixed currencies"),
        ("KAZ", "EUR"): (None, "no base figure"),
    }


@pytest.mark.parametrize(
    ("first", "last", "note"),
    [
        (None, 100, "no base figure"),
        (100, None, "no figure for the last year"),
        (0, 100, "base is zero"),
        (-5, 100, "a surplus and a deficit have no rate"),
        ((-1, 5, 9), 100, "the balance may be above or below zero"),
        ("90..110", 100, "a range has no single value"),
    ],
)
def test_average_annual_growth_without_two_usable_ends_says_why(first, last, note):
    ends = [("2014", first), ("2016", last)]
    book = observations(*[("VNM", "RUS", "balance", y, n) for y, n in ends if n is not None])
    row = only(average_annual(book, 2014, 2016))
    assert (row["growth_pct"], row["note"]) == (None, note)


def test_average_annual_growth_needs_the_last_year_after_the_first():
    with pytest.raises(ValueError, match=r"last year \(2014\) must be after the first \(2014\)"):
        average_annual(observations(), 2014, 2014)


def test_every_note_is_in_the_list_that_the_words_are_made_for(edition):
    book = edition.relation("observation")
    printed = [
        *records(year_on_year(book)),
        *records(period_on_period(book)),
        *records(average_annual(book, 2023, 2024)),
    ]
    notes = {note for row in printed for note in (row["note"] or "").split("; ")} - {""}
    assert "no base figure" in notes
    assert notes <= set(growth.NOTES)


INDICATORS = [
    (year_on_year, oracles.year_on_year, oracles.GROWTH_KEY),
    (period_on_period, oracles.period_on_period, oracles.GROWTH_KEY),
    (
        lambda book: average_annual(book, 2019, 2022),
        lambda rows: oracles.average_annual(rows, 2019, 2022),
        oracles.AVERAGE_KEY,
    ),
]


@pytest.mark.parametrize(("indicator", "oracle", "key"), INDICATORS)
def test_the_whole_book_against_a_second_implementation(edition, indicator, oracle, key):
    book = edition.relation("observation")
    oracles.assert_same(records(indicator(book)), oracle(records(book)), key)


@pytest.mark.parametrize(("indicator", "oracle", "key"), INDICATORS)
@settings(max_examples=examples(25, usual=6))
@given(rows=books())
def test_small_books_against_a_second_implementation(indicator, oracle, key, rows):
    book = observations(*rows)
    oracles.assert_same(records(indicator(book)), oracle(records(book)), key)


TWO_YEARS = (("KAZ", "total", "2021"), ("KAZ", "total", "2022"))
LEVELS = st.lists(st.tuples(bounded_levels(), bounded_levels()), min_size=1, max_size=12)


@settings(max_examples=examples(15, usual=6))
@given(cases=LEVELS)
def test_bounds_hold_the_rate_of_every_true_value(cases):
    book = versions(TWO_YEARS, [with_true_values(levels) for levels in cases])
    for rows in by_case(year_on_year(book).filter("period = '2022'")):
        assert_within(rows, "growth_pct")
        assert_within(rows, "contribution_pp")
        assert_within(rows, "change")
    for rows in by_case(average_annual(book, 2021, 2022)):
        assert_within(rows, "growth_pct")


@settings(max_examples=examples(15, usual=6))
@given(cases=LEVELS, by=st.tuples(st.integers(0, 9), st.integers(0, 9)))
def test_wider_printed_bounds_never_give_a_tighter_rate(cases, by):
    book = versions(TWO_YEARS, [[ends, [widened(end, by) for end in ends]] for ends in cases])
    for inner, outer in by_case(year_on_year(book).filter("period = '2022'")):
        assert_not_tighter(inner, outer, "growth_pct")
        assert_not_tighter(inner, outer, "contribution_pp")
    for inner, outer in by_case(average_annual(book, 2021, 2022)):
        assert_not_tighter(inner, outer, "growth_pct")


@settings(max_examples=examples(10, usual=4))
@given(rows=books(), scale=st.sampled_from((7, 1000, 1_000_003)))
def test_another_unit_of_money_changes_no_rate(rows, scale):
    plain = records(observations(*rows))
    scaled = relation_of([
        {**row, **{name: row[name] and row[name] * scale for name in oracles.AMOUNTS}}
        for row in plain
    ])  # fmt: skip
    expected = [
        {name: row[name] for name in (*oracles.GROWTH_KEY, *RATES, "contribution_pp", "note")}
        for row in records(year_on_year(relation_of(plain)))
    ]
    oracles.assert_same(records(year_on_year(scaled)), expected, oracles.GROWTH_KEY)
