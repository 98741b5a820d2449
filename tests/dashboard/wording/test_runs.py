"""Months in a row are named as one span, wherever figures or periods are listed."""

from __future__ import annotations

import pytest

from dashboard.wording import runs
from dashboard.wording.formats import Formats
from data.periods import parse
from data.views import cell_of, observations_of

ENGLISH, VIETNAMESE = Formats("en"), Formats("vi")
RUSSIA = ("RUS", "VNM")


def ids(flow: str, year: int, months: range, partner: str = "VNM") -> list[str]:
    return [f"fcs RUS {partner} {flow} TOTAL {year}-{month:02d} USD" for month in months]


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        ("2010-01 2010-02 2010-03", ["January 2010 to March 2010"]),
        ("2010-11 2010-12 2011-01 2011-02", ["November 2010 to February 2011"]),
        ("2010-01 2010-02", ["January 2010", "February 2010"]),
        ("2010 2010-01 2010-02 2010-03", ["January 2010 to March 2010", "2010"]),
        ("2010-05 2010-01 2010-03 2010-02 2010-01", ["January 2010 to March 2010", "May 2010"]),
        ("2010 2011 2012 2013-Q1 2013-Q2", ["2010", "2011", "2012", "Q1 2013", "Q2 2013"]),
    ],
)
def test_three_months_or_more_are_a_span(periods, expected):
    found = runs.runs(map(parse, periods.split()))
    assert [runs.in_words(run, ENGLISH) for run in found] == expected


def test_figures_of_a_data_set_are_counted_by_series():
    names = ["en1", *ids("export", 2017, range(1, 13)), *ids("import", 2017, range(1, 13)), "en2"]
    assert runs.figures(names, RUSSIA, ENGLISH) == (
        "Exports, January 2017 to December 2017 (12 figures); "
        "Imports, January 2017 to December 2017 (12 figures); en1, en2"
    )
    assert runs.figures(names, ("VNM", "RUS"), VIETNAMESE).startswith(
        "Nga – Việt Nam, xuất khẩu, tháng 1/2017 đến tháng 12/2017 (12 số liệu); "
    )


def test_what_is_no_run_stays_an_id():
    names = [*ids("export", 2017, range(1, 3)), "gso-rus-2016-export"]
    assert sorted(runs.figures(names, RUSSIA, ENGLISH).split(", ")) == sorted(names)
    assert runs.figures([], RUSSIA, ENGLISH) == ""


def test_an_id_of_a_data_set_says_its_cell(with_official):
    every = observations_of(with_official.relation("observation"))
    rows = [row for row in every if row.source == "fcs"]
    assert len(rows) > 90
    for row in rows:
        cell = cell_of(row.id)
        assert cell is not None
        assert cell[:5] == (row.source, row.reporter, row.partner, str(row.flow), row.product)
        assert str(cell.span) == row.period
    assert cell_of("gso-rus-2016-export") is None
