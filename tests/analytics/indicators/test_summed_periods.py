"""Quarters of complete months, years of complete quarters: what is added up, and what never is."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.indicators.balance import balance
from analytics.indicators.growth import year_on_year
from analytics.indicators.observations import actual, with_totals
from analytics.indicators.summed_periods import unequal_sums, with_periods
from data import periods
from data.relations import records
from tests.support.examples import examples
from tests.support.made_observations import by_key, observations

MONTHS = [f"2020-{n:02d}" for n in range(1, 13)]
QUARTERS = [f"2020-Q{n}" for n in range(1, 5)]
PAIR = ("RUS", "VNM", "export")


def sums(*rows: tuple[object, ...]) -> dict[str, tuple[object, ...]]:
    """Value, bounds in millions and what they are summed of, of each period added up."""
    return {
        row["period"]: (
            None if row["value"] is None else float(row["value"]) / 1e6,
            float(row["low"]) / 1e6, float(row["high"]) / 1e6, row["summed_of"],
        )
        for row in records(with_periods(observations(*rows))) if row["summed_of"]
    }  # fmt: skip


def test_a_year_of_months_is_four_quarters_and_a_year() -> None:
    # 1.0 to 12.0 as printed: each month is within 0.05 of its number.
    found = sums(*((*PAIR, month, f"{n}.0") for n, month in enumerate(MONTHS, start=1)))
    assert found == {
        "2020-Q1": (6.0, 5.85, 6.15, "M"),  # 1 + 2 + 3
        "2020-Q2": (15.0, 14.85, 15.15, "M"),  # 4 + 5 + 6
        "2020-Q3": (24.0, 23.85, 24.15, "M"),  # 7 + 8 + 9
        "2020-Q4": (33.0, 32.85, 33.15, "M"),  # 10 + 11 + 12
        "2020": (78.0, 77.4, 78.6, "M"),  # 12 * 0.05 to either side
    }


def test_nothing_is_added_up_where_a_part_is_missing() -> None:
    rows = [(*PAIR, month, 10) for month in MONTHS if month != "2020-05"]
    assert set(sums(*rows)) == {"2020-Q1", "2020-Q3", "2020-Q4"}
    assert sums(*((*PAIR, month, 10) for month in ("2020-02", "2020-03", "2020-04"))) == {}


def test_parts_of_several_sources_currencies_or_flows_are_never_added_up() -> None:
    for other in ({"source": "b"}, {"currency": "EUR"}, {"product": "09"}):
        rows = [(*PAIR, "2020-01", 1), (*PAIR, "2020-02", 1), (*PAIR, "2020-03", 1, other)]
        assert sums(*rows) == {}
    rows = [(*PAIR, "2020-01", 1), (*PAIR, "2020-02", 1), ("RUS", "VNM", "import", "2020-03", 1)]
    assert sums(*rows) == {}


def test_what_a_source_prints_wins_over_a_sum_and_a_difference_is_told() -> None:
    rows = [
        *((*PAIR, month, 10) for month in MONTHS), (*PAIR, "2020-Q2", 33), (*PAIR, "2020", 125),
    ]  # fmt: skip
    assert set(sums(*rows)) == {"2020-Q1", "2020-Q3", "2020-Q4"}
    found = records(unequal_sums(observations(*rows)))
    # 30 of April to June, 123 of 30 + 33 + 30 + 30, as the second quarter is printed
    assert [(row["period"], int(row["sum_low"]), int(row["gap"])) for row in found] == [
        ("2020-Q2", 30_000_000, 3_000_000), ("2020", 123_000_000, 2_000_000),
    ]  # fmt: skip
    without = [row for row in rows if row[3] != "2020"]
    assert sums(*without)["2020"] == (123.0, 123.0, 123.0, "Q")


def test_a_printed_year_within_rounding_of_its_months_is_no_difference() -> None:
    rows = [*((*PAIR, month, "10.0") for month in MONTHS), (*PAIR, "2020", "120.6")]
    assert records(unequal_sums(observations(*rows))) == []  # 119.4 to 120.6, 120.55 to 120.65


def test_a_range_leaves_bounds_only_and_one_provisional_month_a_provisional_quarter() -> None:
    rows = [(*PAIR, "2020-01", 1, {"status": "P"}), (*PAIR, "2020-02", "2..3"),
            (*PAIR, "2020-03", 1)]  # fmt: skip
    [row] = [one for one in records(with_periods(observations(*rows))) if one["summed_of"]]
    assert (row["value"], row["low"], row["high"]) == (None, 4_000_000, 5_000_000)
    assert (row["status"], row["qualifier"], row["figure"]) == ("P", None, None)


def test_growth_and_balance_of_sums_say_so() -> None:
    rows = [
        ("RUS", "VNM", flow, f"{year}-{n:02d}", amount)
        for (flow, year), amount in {
            ("export", 2019): 10, ("import", 2019): 20, ("export", 2020): 11, ("import", 2020): 25,
        }.items()
        for n in (1, 2, 3)
    ]  # fmt: skip
    levels = with_periods(observations(*rows))
    growth = by_key(year_on_year(levels), "flow", "period")
    for flow, pct in (("export", 10.0), ("import", 25.0), ("total", 20.0)):
        assert abs(growth[flow, "2020-Q1"]["growth_pct"] - pct) < 1e-9
    said = "added up of months or quarters"
    assert growth["export", "2020-Q1"]["note"] == said
    assert growth["total", "2020-Q1"]["note"] == f"total is exports plus imports; {said}"
    assert growth["total", "2020-01"]["note"] == "total is exports plus imports"
    sheet = by_key(balance(levels), "period")
    assert (int(sheet["2020-Q1"]["balance"]), sheet["2020-Q1"]["note"]) == (
        -42_000_000, f"total is exports plus imports; {said}",
    )  # fmt: skip
    assert sheet["2020-01"]["note"] == "total is exports plus imports"


def test_the_book_is_as_it_was(edition) -> None:
    book = edition.relation("observation")
    before, after = records(with_totals(actual(book))), records(with_periods(actual(book)))
    assert len(before) > 100
    assert [row["period"] for row in after if row["summed_of"]] == []


CELLS = st.tuples(
    st.sampled_from(["export", "import"]), st.sampled_from(["a", "b"]),
    st.sampled_from([*MONTHS, *QUARTERS, "2020", "2021-01"]),
)  # fmt: skip


@settings(max_examples=examples(200, usual=25))
@given(st.dictionaries(CELLS, st.integers(0, 50), min_size=1, max_size=40), st.sets(CELLS))
def test_sums_are_those_of_the_oracle(levels, left_out) -> None:
    whole = {(flow, source, month): 1 for flow, source in (("export", "a"), ("import", "b"))
             for month in MONTHS}  # fmt: skip
    cells = {cell: n for cell, n in (whole | levels).items() if cell not in left_out}
    if not cells:
        return
    rows = [("RUS", "VNM", flow, period, n, {"source": source})
            for (flow, source, period), n in cells.items()]  # fmt: skip
    found = {
        (row["flow"], row["source"], row["period"]): Fraction(row["value"]) / 10**6
        for row in records(with_periods(observations(*rows)))
    }
    assert found == _oracle({cell: Fraction(n) for cell, n in cells.items()})


def _oracle(cells: dict) -> dict:
    """Every cell, quarters of their months, years of their quarters; printed ones stay."""
    known = dict(cells)
    for freq, months, parts in (("Q", 1, 3), ("A", 3, 4)):
        groups = defaultdict(list)
        for (flow, source, text), amount in known.items():
            period = periods.parse(text)
            if period.months == months:
                start = period.start - period.start % (months * parts)
                groups[flow, source, periods.Period(start, months * parts)].append(amount)
        for (flow, source, period), amounts in groups.items():
            assert period.freq == freq
            if len(amounts) == parts:
                known.setdefault((flow, source, str(period)), sum(amounts))
    return known
