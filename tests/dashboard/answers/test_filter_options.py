"""What a page offers to filter by is what occurs, once and in order."""

from __future__ import annotations

from collections import Counter

import pytest

from dashboard.answers import filter_options
from dashboard.answers.selection import Selection
from dashboard.wording import public_tables
from data import periods


def occurring(rows, column):
    return sorted({row[column] for row in rows if row.get(column) is not None})


def test_of_figures(edition, tables):
    rows = [row for row in tables["figure"] if row["kind"] != "target"]
    columns = ("reporter", "partner", "product", "source", "freq", "period")
    found = filter_options.of_figures(edition)
    assert found == {column: occurring(rows, column) for column in columns}
    assert found["freq"] == ["A", "Q", "R"]


CHOSEN = (
    Selection(),
    Selection(reporter=("VNM",), partner=("KAZ",)),
    Selection(partner=("KAZ", "RUS"), freq=("A",), since=periods.parse("2015")),
    Selection(reporter=("VNM",), partner=("KAZ",), both_sides=True, flow=("total",)),
    Selection(source=("mofa-vn-2025-05-02",)),
)


@pytest.mark.parametrize("selection", CHOSEN)
@pytest.mark.parametrize(("what", "table"), [("observation", "observations"),
                                             ("reported_claim", "claims")])  # fmt: skip
def test_a_count_is_the_rows_that_the_value_gives(with_official, selection, what, table):
    found = filter_options.counts(with_official, selection, what)
    assert list(found) == list(filter_options.COUNTED)
    for name, counted in found.items():
        rows = public_tables.table(with_official, table, selection.without(name))
        at = list(rows.columns).index(name)
        expected = Counter(row[at] for row in rows.rows if row[at] is not None)
        assert counted == expected, name
        assert expected


def test_too_many_figures_are_not_counted(with_official, monkeypatch):
    monkeypatch.setattr(filter_options, "MOST_COUNTED", 1)
    assert filter_options.counts(with_official, Selection()) is None
    assert filter_options.counts(with_official, Selection(), filter_options.CLAIMS)


def test_of_claims(edition, tables):
    of_claims = {row["figure"] for row in tables["claim"]}
    rows = [row for row in tables["figure"] if row["figure"] in of_claims]
    columns = ("reporter", "partner", "source")
    found = filter_options.of_claims(edition)
    assert found == {column: occurring(rows, column) for column in columns}
    assert found["reporter"] == ["BLR", "EAEU", "KAZ", "RUS", "VNM"]
