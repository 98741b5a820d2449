"""A fixture of the rooms that show a claim."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analytics.checking.claims import Check, check_all
from tests.support.made_observations import observations


@pytest.fixture(scope="module")
def altered(edition) -> Callable[..., Check]:
    """A claim of the book with some columns changed, checked against figures made by hand."""

    def check(claim: str, changes: str, *figures: tuple[object, ...]) -> Check:
        rows = edition.relation("reported_claim").filter(f"claim = '{claim}'")
        [found] = check_all(rows.select(f"* REPLACE ({changes})"), observations(*figures))
        return found

    return check
