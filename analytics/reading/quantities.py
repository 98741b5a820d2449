"""What a text measures: its amounts of money, and its percentages and multiples."""

from __future__ import annotations

from bisect import bisect_left

from analytics.reading.amounts import amounts
from analytics.reading.marks import Amount, Rate
from analytics.reading.numbers import Convention, convention, numbers
from analytics.reading.rates import rates

__all__ = ["amounts", "quantities", "rates"]


def quantities(
    text: str, language: str, marks: Convention | None = None
) -> tuple[list[Amount], list[Rate]]:
    """The amounts and rates of a text, each in order; no two overlap.

    `marks` are its decimal mark and that between thousands, where they are known.
    """
    found = numbers(text, language, marks or convention(text, language))
    sums = amounts(text, language, found)
    starts = [amount.start for amount in sums]
    return sums, [
        rate for rate in rates(text, language, found) if not _reaches_into(rate, sums, starts)
    ]


def _reaches_into(rate: Rate, sums: list[Amount], starts: list[int]) -> bool:
    """Whether a multiple in words takes a part of an amount: an amount shows its unit."""
    following = bisect_left(starts, rate.end)
    return following > 0 and sums[following - 1].end > rate.start
