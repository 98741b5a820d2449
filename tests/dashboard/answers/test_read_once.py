"""Figures of a trade that are read once say what those say that are read anew each time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from dashboard.answers import read_once
from dashboard.answers.selection import Selection
from data import periods
from data.official.releases import write_release
from data.periods import Period
from data.relations import records
from data.store import Edition, open_edition
from tests.support.homes import FIRST, place
from tests.support.made_data_sets import figure, metadata, table

QUARTERS = [figure(f"2022-Q{n}", n, reporter="USA", partner="CHN") for n in (1, 2, 3, 4)]
MONTHS = [figure(f"2023-{n:02}", n, reporter="USA", partner="CHN", product="09") for n in (1, 2, 3)]
YEARS = [
    figure(year, 7, reporter=reporter, partner=partner, product=goods)
    for year, (reporter, partner), goods in product(
        ("2020", "2021"), (("USA", "CHN"), ("CHN", "USA"), ("USA", "VNM")), ("TOTAL", "09", "0901")
    )
]
TOTAL = ("TOTAL",)


@pytest.fixture(scope="module")
def beside(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edition]:
    home = place(tmp_path_factory.mktemp("read_once"), edition, FIRST)
    write_release(table(*QUARTERS, *MONTHS, *YEARS), None, metadata(), home)
    opened = open_edition(home)
    yield opened
    opened.connection.close()


def rows(relation) -> list[str]:
    return sorted(map(str, records(relation)))


@pytest.mark.parametrize(
    ("selection", "within", "is_kept"),
    [
        (Selection(reporter=("USA",), partner=("CHN",), product=TOTAL), None, True),
        (Selection(reporter=("USA",), product=TOTAL, freq=("A",)), None, True),
        (Selection(partner=("CHN",), product=("09", "0901"), freq=("Q",)), None, True),
        (
            Selection(reporter=("CHN",), partner=("USA",), product=TOTAL, both_sides=True),
            None,
            True,
        ),
        (Selection(reporter=("USA",), partner=("CHN",)), periods.parse("2022"), True),
        (Selection(reporter=("VNM",), partner=("KAZ",), product=TOTAL), None, True),  # the book
        (Selection(reporter=("USA",), partner=("CHN",)), None, False),
        (Selection(product=TOTAL), None, False),
    ],
)
def test_what_is_kept_is_what_is_read(
    beside: Edition, selection: Selection, within: Period | None, is_kept: bool
) -> None:
    known = read_once.happened(beside, selection, within)
    every = selection.with_(since=within, until=within).by_period(beside.relation("observation"))
    anew = read_once.happened_of(every, selection)
    assert (known.columns, known.types) == (anew.columns, anew.types)
    assert rows(known) == rows(anew)
    assert rows(known)
    assert ("observation" not in known.sql_query()) == is_kept


def test_quarters_add_up_to_a_year_whether_kept_or_not(beside: Edition) -> None:
    pair = Selection(reporter=("USA",), partner=("CHN",), product=TOTAL, freq=("A",))
    found = {row["period"]: row for row in records(read_once.happened(beside, pair))}
    assert {period: (row["value"], row["summed_of"]) for period, row in found.items()} == {
        "2020": (7, None), "2021": (7, None), "2022": (1 + 2 + 3 + 4, "Q"),
    }  # fmt: skip


def test_many_rows_are_not_kept(beside: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_once, "MOST_KEPT", 3)
    pair = Selection(reporter=("USA",), partner=("CHN",), product=("09",))  # two years and a month
    assert "observation" in read_once.happened(beside, pair).sql_query()
    assert len(records(read_once.happened(beside, pair))) == len(MONTHS) + 2 + 1  # and a quarter
