"""Phrases that several pages put together: a reading, its growth, a source, a verdict."""

from __future__ import annotations

from analytics.reading.stated import SOURCE
from dashboard.answers.pairs import Reading
from dashboard.html.tables import TableCell
from dashboard.pages.frame import Context
from dashboard.wording.explanations import claimed_change

ACTIVE = frozenset("\\`*_{}[]()<>#+-.!|~$:&")


def reading_cell(context: Context, reading: Reading | None) -> TableCell:
    """The level with its period below; `–` where there is none."""
    if reading is None:
        return TableCell(context.words("unknown"))
    level = reading.level
    return TableCell(
        context.formats.of_row(level), context.formats.period(level["period"]), kind="number"
    )


def growth_cell(context: Context, reading: Reading | None) -> TableCell:
    """The recomputed rate with its bounds, else the reported one marked as such."""
    words, formats = context.words, context.formats
    if reading is None:
        return TableCell(words("unknown"))
    if reading.growth is not None:
        row = reading.growth
        bounds = formats.percent_bounds(row["growth_pct_low"], row["growth_pct_high"])
        if row["growth_pct"] is None:
            return TableCell(bounds, kind="number")
        return TableCell(formats.percent(row["growth_pct"], sign=True), bounds, kind="number")
    if reading.reported is not None:
        change = claimed_change(reading.reported, context.language)
        return TableCell(change, words("overview.reported_only"))
    return TableCell(words("unknown"), words("overview.no_base"))


def source_cell(context: Context, source: str, small: str = "") -> TableCell:
    """The publisher of a source; choosing it opens the entry in the catalogue.

    A text that is being checked is in no catalogue.
    """
    if source == SOURCE:
        return TableCell(context.source_name(source), small)
    only = {"source": (source,), "reporter": (), "partner": (), "freq": (), "flow": ()}
    return TableCell(context.source_name(source), small, href=context.address("sources", **only))


def plain(text: str) -> str:
    """Text that Markdown prints as it is: the punctuation it may act on is escaped."""
    return "".join(f"\\{c}" if c in ACTIVE else c for c in text)
