"""Two-way trade of every partner, drawn from the real book."""

from __future__ import annotations

from datetime import date
from typing import Any

from dashboard.answers import pairs
from dashboard.charts import trade_charts
from dashboard.wording.formats import Formats

ENGLISH = Formats("en")


def bars(trace: Any) -> dict[Any, tuple[float, float, float]]:
    """Lowest point of the error bar, height, and highest point, by where the bar stands."""
    errors = trace.error_y
    assert (errors.type, errors.symmetric) == ("data", False)
    assert len(set(trace.x)) == len(trace.x) == len(trace.y) == len(errors.array)
    return {
        x: (round(y - minus, 6), round(y, 6), round(y + plus, 6))
        for x, y, plus, minus in zip(trace.x, trace.y, errors.array, errors.arrayminus, strict=True)
    }


def test_each_partner_has_a_panel_with_its_own_scale(edition):
    lines = pairs.partner_lines(edition, "VNM")
    totals = {
        line.partner: [{**row, "publisher": row["source"]} for row in line.yearly]
        for line in lines
        if line.yearly
    }
    figure = trade_charts.partners(totals, ENGLISH)
    titles = [note.text.split("<br>") for note in figure.layout.annotations]
    names = [name for name, _ in titles]
    assert {"Russia", "Kazakhstan", "Azerbaijan", "Belarus"} <= set(names)
    assert ["Russia", "<sub>billion USD</sub>"] in titles
    assert {axis.title.text for axis in figure.select_yaxes()} == {None}
    by_name = dict(zip(names, figure.data, strict=True))
    assert bars(by_name["Azerbaijan"])[date(2024, 1, 1)] == (51, 52, 52)
    assert bars(by_name["Russia"])[date(2024, 1, 1)] == (4.575, 4.58, 4.585)
    assert len({trace.yaxis for trace in figure.data}) == len(names)
