"""Two claims of the book, and columns of them to be changed."""

from __future__ import annotations

RUSSIA = "mofa-rus-2024-total-up"  # 4.58 billion, up 26 percent on 2023
KAZAKHSTAN = "vi002a-rate"  # 800 million, about double 2023
BASE, EARLIER = ("VNM", "RUS", "total", "2023"), ("VNM", "RUS", "total", "2022")
OWN = {"source": "mofa-vn-2025-05-02"}


def rate(kind: str, value: float, by: float, *, direction: str = "up") -> str:
    """The columns of a claim whose printed rate stands for `value` ± `by`."""
    return (
        f"'{kind}' AS kind, '{direction}' AS direction, {value} AS claimed, "
        f"{value - by} AS claimed_low, {value + by} AS claimed_high, "
        f"'{value:g}' AS claimed_printed, {by >= 0.5} AS claimed_is_whole"
    )


def points(value: float, by: float) -> str:
    return rate("percentage_points", value, by)
