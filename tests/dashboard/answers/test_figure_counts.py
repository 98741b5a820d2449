"""How many figures there are is one number, and what is no row of the table is told."""

from __future__ import annotations

import pytest

from dashboard.answers import figure_counts, source_rows
from dashboard.wording.figure_totals import total
from dashboard.wording.formats import Formats


def test_a_figure_is_a_row_of_the_table_or_of_one_of_three_kinds(edition, tables):
    counts = figure_counts.of_edition(edition)
    targets = [row for row in tables["figure"] if row["kind"] == "target"]
    rates = [row for row in tables["figure"] if row["kind"] != "target" and not row["number"]]
    again = [row for row in tables["figure"]
             if row["kind"] != "target" and row["number"] and row["restates"]]  # fmt: skip
    assert (counts.rates, counts.targets, counts.repetitions) == tuple(
        map(len, (rates, targets, again))
    )
    assert min(len(rates), len(targets), len(again)) > 0
    assert counts.figures == counts.printed == len(tables["figure"])
    assert counts.claims == len(tables["claim"])
    assert counts.sources == counts.publications == len(tables["source"])


@pytest.mark.parametrize("home", ["edition", "started", "with_official"])
def test_the_rows_are_those_of_the_table_and_the_figures_those_of_status(home, request):
    edition = request.getfixturevalue(home)
    counts = figure_counts.of_edition(edition)
    [(rows,)] = edition.relation("observation").count("*").fetchall()
    assert counts.rows == rows
    assert counts.figures == sum(row["figures"] for row in source_rows.newest_periods(edition))
    told = sum(row["figures"] + row["rates"] for row in source_rows.catalogue(edition))
    assert counts.figures == told
    assert counts.newest == source_rows.catalogue(edition)[0]["source"]


def test_the_difference_is_said_in_words(started):
    counts = figure_counts.of_edition(started)
    assert total(counts, Formats("en")) == (
        "925 figures: 167 printed in publications and 758 of data sets. 908 of them are rows of "
        "the table of figures; the other 17 are 12 growth rates printed without an amount, "
        "4 targets and 1 repetition in coarser words."
    )
    assert total(counts, Formats("vi")) == (
        "925 số liệu: 167 số in trong ấn phẩm và 758 số của các bộ dữ liệu. 908 số là dòng của "
        "bảng số liệu; 17 số còn lại là 12 tốc độ tăng in mà không kèm trị giá, 4 mục tiêu và "
        "1 số nhắc lại bằng cách nói thô hơn."
    )
