"""The tab of figures: every figure of a pair with its source one click away."""

from __future__ import annotations

from dashboard.answers import official_figures, pairs, printed_figures
from dashboard.answers.pairs import Pair
from dashboard.html.tables import TableCell
from dashboard.pages import frame, say
from dashboard.pages.folded import show_long
from dashboard.pages.frame import Context, source_cell
from data.relations import Row


def show_figures(context: Context, pair: Pair) -> None:
    """Every figure of the pair with its source one click away, newest first."""
    words, formats = context.words, context.formats
    rows = printed_figures.of_pair(context.edition, pair.reporter, pair.partner)
    if not rows:
        return
    say.subheader(words("partner.figures", n=len(rows)))
    body = [
        [
            formats.period(row["period"]),
            formats.flow(row["flow"], row["product"]),
            TableCell(
                formats.of_row(row),
                words("partner.restates") if row["restates"] else _status(context, row),
                kind="number",
            ),
            _bounds(context, row),
            TableCell(f"“{row['printed']}”", formats.place(row["place"])),
            source_cell(context, row["source"], formats.date(row["published"])),
        ]
        for row in rows
    ]
    headers = ("period", "flow", "value", "bounds", "as_printed", "source")
    shown = [words(f"column.{name}") for name in headers]
    show_long(context, shown, body, words("partner.figures", n=len(rows)))


def show_data_sets(context: Context, pair: Pair) -> None:
    """The figures of data sets at the frequency that is shown, newest first, and whose they are."""
    words, formats, sides = context.words, context.formats, (pair.reporter, pair.partner)
    rows, count = official_figures.of_pair(context.edition, *sides, pair.freq)
    if not rows:
        return
    say.subheader(words("partner.official", freq=words(f"freq.{pair.freq}"), n=count))
    body = [
        [
            formats.period(row["period"]),
            formats.flow(row["flow"]),
            TableCell(formats.of_row(row), _status(context, row), kind="number"),
            _bounds(context, row),
            words(f"valuation.{row['valuation']}") if row["valuation"] else words("unknown"),
            source_cell(context, row["source"], formats.date(row["release_date"])),
        ]
        for row in rows
    ]
    headers = [words(f"column.{name}") for name in ("period", "flow", "value", "bounds")]
    headers += [words("data_column.valuation"), words("column.source")]
    show_long(
        context, headers, body, words("partner.official", freq=words(f"freq.{pair.freq}"), n=count)
    )
    if count > len(rows):
        say.caption(words("partner.official_first", n=len(rows)))
    frame.link(context, "data", words("partner.official_all"), reporter=sides[:1],
               partner=sides[1:], freq=(), flow=(), source=())  # fmt: skip


def show_unequal(context: Context, pair: Pair) -> None:
    """Quarters and years that differ from the sum of their parts beyond rounding."""
    words, formats = context.words, context.formats
    found = pairs.unequal(context.edition, pair.reporter, pair.partner)
    if not found:
        return
    say.subheader(words("partner.unequal", n=len(found)))
    say.markdown(words("partner.unequal_lead"))
    body = [
        [
            formats.period(row["period"]),
            formats.flow(row["flow"]),
            _bounds(context, row),
            _bounds(context, row, "sum_"),
            TableCell(_off(context, row), kind="number"),
            source_cell(context, row["source"]),
        ]
        for row in found
    ]
    headers = [words("column.period"), words("column.flow"), words("column.bounds")]
    headers += [words("partner.unequal_sum"), words("column.gap"), words("column.source")]
    show_long(context, headers, body, words("partner.unequal", n=len(found)))


def _off(context: Context, row: Row) -> str:
    """How far the whole is from the sum of its parts."""
    ends = row["low"] - row["sum_high"], row["high"] - row["sum_low"]
    return context.formats.distance(*ends, row["currency"])


def _bounds(context: Context, row: Row, whose: str = "") -> TableCell:
    ends = row[f"{whose}low"], row[f"{whose}high"]
    return TableCell(context.formats.amount_bounds(*ends, row["currency"]), kind="number")


def _status(context: Context, row: Row) -> str:
    return "" if row["status"] == "A" else context.words(f"status.{row['status']}")
