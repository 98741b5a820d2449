"""The static chart of a factsheet: where periods stand, what is hollow, equal bytes."""

from __future__ import annotations

import re

import pytest

from dashboard.answers.pair_sheet import pair_sheet
from dashboard.charts import pair_sheet_chart as chart
from dashboard.wording.formats import Formats
from dashboard.wording.pair_sheet_text import power_of

ENGLISH = Formats("en")


@pytest.fixture(scope="module")
def sheet(started):
    found = pair_sheet(started, "VNM", "AZE")
    assert found is not None
    return found


def test_a_long_gap_is_one_gap_and_the_running_period_stands_apart(sheet):
    places = chart.places(sheet, ENGLISH)
    labels = [place.label or "gap" for place in places]
    assert labels == [
        "1993", "1996", "1997", "1998", "1999", "2000", "gap", "2012", "2013", "2015", "2016",
        "2017", "gap", "2021", "2022", "2023", "2024", "Q1 2025",
    ]  # fmt: skip
    at = {place.label: place.at for place in places}
    assert at["2013"] - at["2012"] == 1
    assert at["2015"] - at["2013"] == 2  # 2014 is a gap of its own width
    assert at["2012"] - at["2000"] == pytest.approx(1 + chart.GAP_WIDTH)
    assert at["Q1 2025"] - at["2024"] > 1.2
    assert [place.at for place in places] == sorted(place.at for place in places)


def test_every_figure_of_the_chart_is_drawn_once(sheet):
    drawn = chart._figure(sheet, ENGLISH, power_of(sheet)).axes[0]
    lines = [*sheet.main, sheet.running]
    bars = [
        line.levels[flow] for line in lines for flow in ("export", "import") if flow in line.levels
    ]
    hatched = [patch for patch in drawn.patches if patch.get_hatch()]
    assert [patch.get_height() for patch in hatched] == [100]  # under the dot of "over 100"
    solid = [patch for patch in drawn.patches if not patch.get_hatch()]
    assert len(solid) == len(bars) > 10
    heights = sorted(abs(patch.get_height()) for patch in solid)
    assert heights == pytest.approx(sorted(float(bar.row["value"]) / 1e6 for bar in bars))
    dots = [line for line in drawn.lines if line.get_marker() == "o"]
    totals = [line.levels["total"] for line in lines if "total" in line.levels]
    assert len(dots) == len(totals) > 8
    hollow = [dot for dot in dots if dot.get_markerfacecolor() == "white"]
    assert len(hollow) == sum(level.is_implied for level in totals) == 2


def test_the_labels_do_not_stand_over_each_other_and_have_the_newest(sheet):
    drawn = chart._figure(sheet, Formats("vi"), power_of(sheet)).axes[0]
    said = [text.get_text() for text in drawn.texts]
    assert {"702,5", "gần 52", "hơn 100", "29,5–36,2"} <= {*said}


def test_bounds_are_rounded_once_and_no_label_stands_on_a_bar(started):
    """The table has "401.0 to 403.3"; the bar of 2022 is taller than the dot of 2023."""
    found = pair_sheet(started, "VNM", "KAZ")
    assert found is not None
    drawn = chart._figure(found, ENGLISH, power_of(found)).axes[0]
    [label] = [text for text in drawn.texts if text.get_text().startswith("40")]
    assert (label.get_text(), label.get_ha()) == ("401.0–403.3", "left")


def test_the_same_sheet_is_the_same_bytes_and_fetches_nothing(sheet):
    first, again = (chart.as_svg(sheet, ENGLISH, 6) for _ in range(2))
    assert first == again
    assert first.startswith("<svg")
    assert first.rstrip().endswith("</svg>")
    addresses = {*re.findall(r'(?:href|src)="([^"]*)"', first)}
    assert addresses
    assert all(address.startswith("#") for address in addresses)
    assert "<script" not in first
    assert chart.as_png(sheet, ENGLISH, 6) == chart.as_png(sheet, ENGLISH, 6)
