"""The sources of an edition, counted from the book's own tables."""

from __future__ import annotations

from collections import Counter

import pytest

from dashboard.answers import source_rows
from data import store


def test_every_source_stands_once_under_its_id(edition, tables):
    known = source_rows.by_id(edition)
    assert sorted(known) == sorted(row["source"] for row in tables["source"])
    assert known["gso-yearbook"]["kind"] == "official"
    assert source_rows.official(edition) == {"gso-yearbook"}


def test_the_catalogue_counts_what_each_source_contributed(edition, tables):
    figures = {row["figure"]: row for row in tables["figure"]}
    expected = {
        "figures": Counter(row["source"] for row in figures.values() if row["number"]),
        "rates": Counter(row["source"] for row in figures.values() if not row["number"]),
        "claims": Counter(figures[row["figure"]]["source"] for row in tables["claim"]),
        "investments": Counter(row["source"] for row in tables["investment"]),
        "events": Counter(row["source"] for row in tables["event"]),
        "goods": Counter(row["source"] for row in tables["goods"]),
    }
    rows = source_rows.catalogue(edition)
    assert len(rows) == len(tables["source"])
    for what, counts in expected.items():
        assert {row["source"]: row[what] for row in rows if row[what]} == dict(counts)
        assert counts


def test_the_catalogue_begins_with_the_newest(edition):
    rows = source_rows.catalogue(edition)
    days = [row["published"] for row in rows]
    assert days == sorted(days, reverse=True)
    assert (rows[0]["source"], days[0]) == ("vir-com-vn-2026-03", "2026-03")


def test_the_rows_that_every_run_of_a_page_needs_are_read_once_and_kept_as_they_are(
    edition, monkeypatch
):
    opened = store.open_edition(edition.path.parent.parent)
    known = source_rows.by_id(opened)
    monkeypatch.setattr(type(opened), "relation", lambda *_: pytest.fail("read again"))
    assert source_rows.by_id(opened) == known
    with pytest.raises(TypeError):
        known["gso-yearbook"] = {}
