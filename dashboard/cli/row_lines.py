"""A figure and a claim of a text as the commands print them."""

from __future__ import annotations

import re
from typing import Any

from analytics.reading.out.reader import Read
from dashboard.wording.formats import ENGLISH


def cell_line(figure: dict[str, Any]) -> str:
    """Of what a figure is: `VNM-RUS export of rice 2024`."""
    pair = f"{figure['reporter'] or '?'}-{figure['partner'] or '?'}"
    product = f" of {figure['product']}" if figure["product"] else ""
    return f"{pair} {figure['flow']}{product} {figure['period'] or 'no period'}"


def change_line(claim: dict[str, Any]) -> str:
    """The change that a claim stands for, and how it is printed where that is not the same:
    `up 21.5% on 2023 (printed: 121,5%)`."""
    words, rate = ENGLISH.words, _rate(claim)
    change = words(
        f"claim.{claim['kind']}_{claim['direction']}",
        rate=words(f"qualifier.{claim['qualifier']}", figure=rate),
    )
    is_same = re.sub(r"\s", "", claim["printed"]) == re.sub(r"\s", "", rate)
    printed = "" if is_same else f" (printed: {claim['printed']})"
    return f"{change} on {claim['base_period'] or 'no base'}{printed}"


def passed_over_lines(read: Read) -> list[str]:
    """The numbers of money and percent that are in no row, as printed."""
    printed = ", ".join(f"“{read.text.printed(mark.start, mark.end)}”" for mark in read.passed_over)
    return [f"not taken for trade: {printed}"] if printed else []


def _rate(claim: dict[str, Any]) -> str:
    """The number of a claim with its unit, without sign: `10–12%`, `3 times`."""
    if claim["kind"] == "absolute":
        return claim["printed"]
    ends = (claim["value"], claim["value_high"])
    number = "–".join(ENGLISH.shortest(end) for end in ends if end is not None)
    return ENGLISH.with_unit(claim["kind"], number)
