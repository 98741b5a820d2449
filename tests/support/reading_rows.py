"""What the reader finds in a text, one line a figure with its claims, as the tests write it.

`VNM-DEU export 2024 11800 USD [gạo] over target | +5.7% 2023 | x1.8 2020`: sides, flow, period,
millions of a currency (`-` without a level), and where they are not all goods, exact and actual:
product, qualifier and kind; then each claim with its base period.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from analytics.reading.out.reader import Read

UNITS = {
    "percent": "%",
    "percentage_points": " points",
    "average_annual_percent": "% a year",
    "absolute": "",
}


def rows(read: Read) -> list[str]:
    """Each figure of a text with its claims, in the order of the text."""
    records = read.as_records()
    return [
        " | ".join([_figure(figure), *map(_claim, _of(records["claims"], figure["id"]))])
        for figure in records["figures"]
    ]


def _of(claims: list[dict[str, Any]], figure: str) -> list[dict[str, Any]]:
    return [claim for claim in claims if claim["figure"] == figure]


def _figure(figure: dict[str, Any]) -> str:
    words = [
        f"{figure['reporter']}-{figure['partner']}",
        figure["flow"],
        figure["period"] or "-",
        _level(figure),
        figure["currency"] if figure["printed"] else "",
        f"[{figure['product']}]" if figure["product"] else "",
        figure["qualifier"] if figure["qualifier"] not in ("exact", "range") else "",
        figure["kind"] if figure["kind"] != "actual" else "",
    ]
    return " ".join(word for word in words if word)


def _level(figure: dict[str, Any]) -> str:
    if figure["printed"] is None:
        return "-"
    if figure["value"] is None:
        return f"{_millions(figure['low'])}..{_millions(figure['high'])}"
    return _millions(figure["value"])


def _claim(claim: dict[str, Any]) -> str:
    value, high = claim["value"], claim["value_high"]
    size = _number(value) if high is None else f"{_number(value)}..{_number(high)}"
    if claim["kind"] == "absolute":
        size = _millions(value)
    sign = "+" if claim["direction"] == "up" else "-"
    if claim["kind"] == "multiple":
        said = f"{'x' if sign == '+' else '/'}{size}"
    else:
        said = f"{sign}{size}{UNITS[claim['kind']]}"
    words = [said, claim["base_period"] or "-"]
    if claim["qualifier"] not in ("exact", "range"):
        words.append(claim["qualifier"])
    return " ".join(words)


def _millions(value: float) -> str:
    return _number(float(Fraction(str(value)) / 1_000_000))


def _number(value: float) -> str:
    return f"{value:.10g}"
