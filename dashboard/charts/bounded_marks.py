"""What every mark of a chart of trade has: its height, its bounds and what it says on hover."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from dashboard.charts import palette
from dashboard.wording.formats import Formats
from data.codes.flows import Flow
from data.relations import Row

TOLD = ("publisher", "implied", "premise")  # of a row, below its amount


def ends(row: Row, what: str) -> tuple[Any, Any]:
    """The bounds of a measure; those of a value have no name before them."""
    if what == "value":
        return row["low"], row["high"]
    return row[f"{what}_low"], row[f"{what}_high"]


def point(row: Row, what: str) -> Any:
    """The number itself, or the middle of its bounds where only a range is known."""
    low, high = ends(row, what)
    return row[what] if row[what] is not None else (low + high) / 2


def scaled(value: Any, power: int) -> float:
    """An amount in the unit of its axis."""
    return float(value) / 10**power


def bounds(rows: Sequence[Row], what: str, power: int, sign: int = 1) -> dict[str, Any]:
    """Thin lines from the low to the high end; of marks below zero where `sign` is −1."""
    middles = [scaled(point(row, what), power) for row in rows]
    between = [ends(row, what) for row in rows]
    over = [scaled(high, power) - m for (_, high), m in zip(between, middles, strict=True)]
    under = [m - scaled(low, power) for (low, _), m in zip(between, middles, strict=True)]
    return {
        "type": "data",
        "symmetric": False,
        "array": over if sign > 0 else under,
        "arrayminus": under if sign > 0 else over,
        "thickness": 1.2,
        "width": 2,
        "color": palette.BOUNDS,
    }


def hover(row: Row, what: str, formats: Formats) -> str:
    """Period, flow, amount and publisher; for an implied mark, or a narrowed one, from what."""
    flow = formats.words(f"flow.{row.get('flow', Flow.BALANCE)}")
    lines = [f"<b>{formats.period(row['period'])}</b>, {flow}", _amount(row, what, formats)]
    told = [escape(row[name], quote=False) for name in TOLD if row.get(name)]
    return "<br>".join([*lines, *told])


def _amount(row: Row, what: str, formats: Formats) -> str:
    low, high = ends(row, what)
    if what == "growth_pct":
        return formats.percent_bounds(low, high, sign=True)
    between = formats.amount_bounds(low, high, row["currency"])
    if what == "balance" or row[what] is None or low == high:
        return between if what == "balance" else formats.of_row(row)
    return formats.of_row(row) + "<br>" + formats.words("chart.bounds", bounds=between)
