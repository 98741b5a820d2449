"""Trade with groups by their members at the time: by hand, by a second implementation."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings

from analytics.indicators.groups import NOTES, group_trade
from analytics.indicators.summed_periods import with_periods
from data import codes, periods
from data.codes import Membership
from data.relations import records
from tests.support import oracles
from tests.support.examples import examples
from tests.support.made_observations import books, by_key, millions, observations, only

CLUB = (
    Membership("CLUB", "KAZ", date(2000, 1, 1), None),
    Membership("CLUB", "RUS", date(2000, 1, 1), date(2020, 1, 31)),
    Membership("CLUB", "BLR", date(2021, 5, 1), None),
)


def club(*rows):
    return group_trade(observations(*rows), CLUB)


def exports(partner, period, number, columns=None):
    return ("VNM", partner, "export", period, number, columns or {})


def test_who_was_a_member_on_the_last_day_counts_for_the_whole_period():
    found = by_key(club(
        *(exports(partner, period, n) for partner, n in (("KAZ", 1), ("RUS", 10), ("BLR", 100))
          for period in ("2019", "2020", "2021", "2020-01", "2020-02", "2021-04", "2021-Q2"))
    ), "period")  # fmt: skip
    assert {period: millions(row, "value")[0] for period, row in found.items()} == {
        "2019": 11, "2020": 1, "2021": 101,  # Russia left on 31 January 2020, Belarus came in May
        "2020-01": 11, "2020-02": 1, "2021-04": 1, "2021-Q2": 101,
    }  # fmt: skip


def test_a_member_without_a_figure_leaves_a_lower_bound_and_is_named():
    row = only(club(exports("KAZ", "2019", "12.5")))
    assert millions(row, "value", "low", "high") == (None, 12.45, None)
    assert (row["members"], row["members_known"], row["missing"]) == (2, 1, "RUS")
    assert row["note"] == "members without a figure"


def test_bounds_add_up_and_a_range_leaves_no_value():
    row = only(club(exports("KAZ", "2019", "12.5"), exports("RUS", "2019", "25..30")))
    assert millions(row, "value", "low", "high") == (None, 37.45, 42.55)  # 12.45 + 25, 12.55 + 30
    assert (row["missing"], row["note"]) == (None, "a range has no single value")


def test_a_zero_that_is_printed_is_a_figure():
    row = only(club(exports("KAZ", "2019", 5), exports("RUS", "2019", 0)))
    assert millions(row, "value") == (5,)
    assert row["note"] is None


def test_a_member_does_not_trade_with_itself():
    row = only(club(("KAZ", "RUS", "export", "2019", 7)))
    assert (row["members"], millions(row, "value")) == (1, (7,))


@pytest.mark.parametrize(("printed", "note"), [
    ("11", None), ("12", "printed figure of the group is not the sum"),
])  # fmt: skip
def test_a_printed_figure_of_the_group_is_compared_and_not_replaced(printed, note):
    row = only(club(
        exports("KAZ", "2019", 1), exports("RUS", "2019", 10), exports("CLUB", "2019", printed)
    ))  # fmt: skip
    assert (millions(row, "value"), row["note"]) == ((11,), note)  # 11.5 is the least of "12"


def test_sources_currencies_and_products_are_never_added_to_each_other():
    found = records(club(
        exports("KAZ", "2019", 1), exports("RUS", "2019", 2, {"source": "gazette"}),
        exports("RUS", "2019", 4, {"currency": "EUR"}),
        exports("RUS", "2019", 8, {"product": "27"}), exports("RUS", "2019", 16, {"status": "F"}),
    ))  # fmt: skip
    assert sorted(millions(row, "value", "low") for row in found) == sorted(
        [(None, 1), (None, 2), (None, 4), (None, 8)], key=str
    )


def test_two_way_trade_and_quarters_are_summed_first():
    rows = [
        ("VNM", partner, flow, f"2019-{month:02}", 1)
        for partner in ("KAZ", "RUS") for flow in ("export", "import") for month in (1, 2, 3)
    ]  # fmt: skip
    found = by_key(group_trade(with_periods(observations(*rows)), CLUB), "flow", "period")
    row = found["total", "2019-Q1"]
    assert millions(row, "value") == (12,)  # two partners, two flows, three months
    assert row["note"] == "total is exports plus imports; added up of months or quarters"
    assert set(row["note"].split("; ")) <= set(NOTES)


@settings(max_examples=examples(40, usual=8))
@given(rows=books())
def test_small_books_against_a_second_implementation(rows):
    book = observations(*rows)
    found = {
        tuple(row[name] for name in (
            "reporter", "flow", "product", "period", "currency", "source", "value", "low", "high",
            "members", "missing",
        ))
        for row in records(group_trade(book, CLUB))
    }  # fmt: skip
    assert found == _expected(oracles.with_totals(oracles.actual(records(book))))


def _expected(rows):
    """Loops over every cell and everyone who was a member at its end."""
    cells = {}
    for row in rows:
        key = tuple(row[name] for name in (
            "reporter", "flow", "product", "period", "currency", "source"
        ))  # fmt: skip
        cells.setdefault(key, {})[row["partner"]] = row
    found = set()
    for key, by_partner in cells.items():
        ends = periods.parse(key[3]).last_month.replace(day=28)
        inside = sorted(
            one.area for one in CLUB
            if one.since <= ends and (one.until is None or one.until >= ends) and one.area != key[0]
        )  # fmt: skip
        held = [by_partner[area] for area in inside if area in by_partner]
        if not held or key[1] == "balance":
            continue
        missing = [area for area in inside if area not in by_partner]
        values = [row["value"] for row in held]
        found.add((
            *key, None if missing or None in values else sum(values),
            sum(row["low"] for row in held),
            None if missing else sum(row["high"] for row in held),
            len(inside), "; ".join(missing) or None,
        ))  # fmt: skip
    return found


@pytest.mark.parametrize(("group", "at_the_end_of", "members"), [
    ("EU", 1958, 6), ("EU", 1973, 9), ("EU", 1981, 10), ("EU", 1986, 12), ("EU", 1995, 15),
    ("EU", 2004, 25), ("EU", 2007, 27), ("EU", 2013, 28), ("EU", 2019, 28), ("EU", 2020, 27),
    ("EAEU", 2014, 0), ("EAEU", 2015, 5), ("ASEAN", 1967, 5), ("ASEAN", 1984, 6),
    ("ASEAN", 1995, 7), ("ASEAN", 1997, 9), ("ASEAN", 1999, 10), ("ASEAN", 2025, 11),
    ("CIS", 1991, 10), ("CIS", 1993, 12), ("CIS", 2009, 11), ("CIS", 2018, 10),
])  # fmt: skip
def test_how_many_members_the_groups_had(group, at_the_end_of, members):
    """The EU of 6 to 28 and of 27 after Brexit, ASEAN of 5 and 10, the CIS of 12."""
    end = date(at_the_end_of, 12, 31)
    found = [
        one.area for one in codes.memberships()
        if one.group == group and one.since <= end and (one.until is None or one.until >= end)
    ]  # fmt: skip
    assert len(found) == members
    assert max(Counter(found).values(), default=1) == 1
