"""What a page offers to filter by is what occurs, once and in order."""

from __future__ import annotations

from dashboard.answers import filter_options


def occurring(rows, column):
    return sorted({row[column] for row in rows if row.get(column) is not None})


def test_of_figures(edition, tables):
    rows = [row for row in tables["figure"] if row["kind"] != "target"]
    columns = ("reporter", "partner", "product", "source", "freq", "period")
    found = filter_options.of_figures(edition)
    assert found == {column: occurring(rows, column) for column in columns}
    assert found["freq"] == ["A", "Q", "R"]


def test_of_claims(edition, tables):
    of_claims = {row["figure"] for row in tables["claim"]}
    rows = [row for row in tables["figure"] if row["figure"] in of_claims]
    columns = ("reporter", "partner", "source")
    found = filter_options.of_claims(edition)
    assert found == {column: occurring(rows, column) for column in columns}
    assert found["reporter"] == ["BLR", "EAEU", "KAZ", "RUS", "VNM"]
