"""The page of a factsheet shows the sheet that its downloads are made of."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dashboard.paper import made_sheet
from tests.support.pages import everything, keys


def sheets(app) -> list[str]:
    return [
        one.proto.body for one in app.get("html") if '<article class="factsheet' in one.proto.body
    ]


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_page_shows_the_sheet_of_the_address_and_offers_both_files(visit, edition, language):
    before = datetime.now(UTC).date().isoformat()
    app = visit("factsheet", reporter="VNM", partner="AZE", lang=language)
    [shown] = sheets(app)
    days = {before, datetime.now(UTC).date().isoformat()}  # a test may run over midnight
    made = [made_sheet.sheet(edition, "VNM", "AZE", language, day).body for day in days]
    assert shown in [str(body).rstrip() for body in made]
    assert {f"download_{form}" for form in made_sheet.FORMS} <= keys(app)


def test_an_address_without_a_pair_shows_the_first_that_fits(visit):
    [shown] = sheets(visit("factsheet", lang="en"))
    assert "<h1>Viet Nam – Russia</h1>" in shown


def test_a_pair_without_figures_is_named_with_those_that_have_some(visit):
    app = visit("factsheet", reporter="VNM", partner="PER", lang="en")
    assert sheets(app) == []
    said = everything(app)
    assert "no figures of Viet Nam's statistics on trade with Peru" in said
    assert "Kazakhstan" in said
