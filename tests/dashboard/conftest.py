"""Fixtures of the rooms that show a claim."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from duckdb import DuckDBPyRelation

from analytics.checking.claims import Check, check_all
from data.store import Edition
from tests.support.made_comparisons import with_comparable
from tests.support.made_observations import observations
from tests.support.official_figures import with_data_sets


@pytest.fixture(scope="session")
def with_official(edition, tmp_path_factory) -> Iterator[Edition]:
    """The edition of the real book with data sets of a few official figures beside it."""
    opened = with_data_sets(tmp_path_factory.mktemp("official"), edition)
    yield opened
    opened.connection.close()


@pytest.fixture(scope="session")
def comparable(edition, tmp_path_factory) -> Iterator[Edition]:
    """The edition of the real book with a made reporter and its partners beside it."""
    opened = with_comparable(tmp_path_factory.mktemp("comparable"), edition)
    yield opened
    opened.connection.close()


@pytest.fixture(scope="module")
def altered(edition) -> Callable[..., Check]:
    """A claim of the book with some columns changed, checked against figures made by hand."""

    def check(
        claim: str,
        changes: str,
        *figures: tuple[object, ...],
        known: DuckDBPyRelation | None = None,
        **official: Any,
    ) -> Check:
        rows = edition.relation("reported_claim").filter(f"claim = '{claim}'")
        given = observations(*figures) if known is None else known
        [found] = check_all(rows.select(f"* REPLACE ({changes})"), given, **official)
        return found

    return check
