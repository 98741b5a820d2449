"""How many figures there are, in a sentence: the same wherever the number is said."""

from __future__ import annotations

from dashboard.answers.figure_counts import FigureCounts
from dashboard.wording.formats import Formats

LEFT_OUT = ("rates", "targets", "repetitions")


def total(counts: FigureCounts, formats: Formats) -> str:
    """What the figures are, and which of them are no row of the table of figures."""
    words = formats.words

    def said(name: str, n: int) -> str:
        return words(f"totals.{name}", n=n, count=formats.number(n, 0))

    parts = [said("printed", counts.printed)]
    if counts.official:
        parts.append(said("official", counts.official))
    figures = words("totals.figures", n=counts.figures, count=formats.number(counts.figures, 0),
                    parts=formats.listed(parts))  # fmt: skip
    if not counts.left_out:
        return figures
    others = [said(name, getattr(counts, name)) for name in LEFT_OUT if getattr(counts, name)]
    rows, left_out = (formats.number(n, 0) for n in (counts.rows, counts.left_out))
    told = words("totals.rows", rows=rows, left_out=left_out, others=formats.listed(others))
    return f"{figures} {told}"
