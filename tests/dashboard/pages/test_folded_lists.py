"""Long lists of the overview: the first rows stand there, the others open; nothing is lost."""

from __future__ import annotations

import pytest

from dashboard.answers import discrepancies
from dashboard.pages import folded
from dashboard.wording.formats import Formats
from tests.support.pages import everything

LABEL = {"en": "{} more rows", "vi": "Thêm {} dòng"}


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_rest_of_a_long_list_opens_and_every_row_is_there_once(
    visit_official, with_official, monkeypatch, language
):
    monkeypatch.setattr(folded, "SHORT", 3)
    monkeypatch.setattr(folded, "FIRST", 2)
    found = discrepancies.between_sides(with_official, "VNM")
    assert len(found) > 4
    app = visit_official("overview", lang=language, tab="gaps")
    bodies = [element.proto.body for element in app.get("html")]
    counts = [body.count("<tr>") - 1 for body in bodies if "<table" in body]
    assert counts[-2:] == [2, len(found) - 2]
    assert app.expander[-1].label == LABEL[language].format(len(found) - 2)
    assert len(app.expander[-1].get("html")) == 1
    distance = Formats(language).distance
    gaps = [distance(*discrepancies.gap(row), row["currency"]) for row in found]
    assert any(" to " in gap or " đến " in gap for gap in gaps)  # "nearly 52" is 51 to 52
    shown = "".join(body for body in bodies if "<table" in body)
    assert [gap for gap in gaps if gap not in shown] == []


def test_each_side_of_a_mirror_is_named_with_its_publisher(visit_official, with_official):
    found = discrepancies.between_sides(with_official, "VNM")
    of_bureau = [row for row in found if row["mirror_source"] == "kaz-bns"]
    assert of_bureau
    text = everything(visit_official("overview", lang="en", tab="gaps"))
    assert "Bureau of Kazakhstan, Kazakhstan's figures" in text
    text = everything(visit_official("overview", lang="vi", tab="gaps"))
    assert "Bureau of Kazakhstan, số liệu của Kazakhstan" in text


def test_cells_are_counted_apart_from_the_pairs_of_figures_in_them(visit, edition, monkeypatch):
    found = discrepancies.between_sources(edition)
    cells = discrepancies.cells(found)
    twice = (*found, found[0])
    monkeypatch.setattr(discrepancies, "between_sources", lambda _: twice)
    text = everything(visit("overview", lang="en", tab="differences"))
    assert f"Where sources disagree: {cells} cell" in text
    assert f"{len(twice)} pairs of figures: a row for each two sources that differ." in text
