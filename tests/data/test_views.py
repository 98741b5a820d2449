"""Rows of the views as objects: the columns of schema.sql, by name."""

from __future__ import annotations

import pytest

from data.relations import records
from data.views import Observation, ReportedClaim, claims_of, observations_of

VIEWS = [
    ("observation", Observation, observations_of),
    ("reported_claim", ReportedClaim, claims_of),
]


@pytest.mark.parametrize(("view", "kind", "read"), VIEWS)
def test_an_object_has_the_columns_of_its_view_and_every_value(edition, view, kind, read):
    relation = edition.relation(view)
    assert list(kind._fields) == relation.columns
    rows = read(relation)
    assert len(rows) > 50
    assert [row._asdict() for row in rows] == records(relation)


@pytest.mark.parametrize(("view", "kind", "read"), VIEWS)
def test_columns_are_found_by_name_in_whatever_order(edition, view, kind, read):
    relation = edition.relation(view).order("ALL")
    turned = relation.select(*reversed(kind._fields))
    assert turned.columns != relation.columns
    assert read(turned) == read(relation)
