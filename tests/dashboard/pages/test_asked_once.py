"""No page asks the database twice for the same rows."""

from __future__ import annotations

import pytest

from dashboard.pages.site import PAGES
from data.store import Edition
from tests.support.pages import Visit, everything, without_exception

# What the pages of one name are opened with: each has ways of asking of its own.
ADDRESSES: dict[str, list[dict[str, str]]] = {
    "partner": [{"reporter": "VNM", "partner": "KAZ"}, {"reporter": "RUS", "partner": "VNM"}],
    "compare": [
        {"measure": "share"},
        {"reporter": "VNM", "partner": "RUS", "measure": "index", "base": "2017"},
        {"tab": "map"},
        {"tab": "structure", "flow": "export"},
    ],
    "check": [{}, {"reporter": "VNM", "partner": "RUS"}],
    "data": [{"table": table} for table in ("observations", "growth", "claims", "mirror")],
}
EVERY = [(page, address) for page in PAGES for address in ADDRESSES.get(page, [{}])]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The editions that were asked something, a name for each question."""
    questions: list[str] = []
    cursor = Edition.cursor

    def counted(edition: Edition):
        questions.append(edition.name)
        return cursor(edition)

    monkeypatch.setattr(Edition, "cursor", counted)
    return questions


@pytest.mark.parametrize(("page", "query"), EVERY)
def test_a_page_that_is_shown_again_asks_the_database_nothing(
    visit_official: Visit, asked: list[str], page: str, query: dict[str, str]
) -> None:
    shown = everything(visit_official(page, lang="en", **query))
    asked.clear()
    again = visit_official(page, lang="en", **query)
    assert asked == []
    # Nor does a page change what is kept for the next one.
    assert everything(again) == shown
    assert len(shown) > 300
    assert everything(without_exception(again.run())) == shown
    assert asked == []


def test_questions_are_counted(with_official: Edition, asked: list[str]) -> None:
    with_official.relation("figure")
    with_official.query("SELECT 1")
    assert asked == [with_official.name] * 2
