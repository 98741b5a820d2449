"""The overview: each partner in a line, their trade by year, the newest figures, conflicts."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.answers import discrepancies, pairs, printed_figures
from dashboard.answers.pairs import LatestLevel, PartnerLine
from dashboard.charts import trade_charts
from dashboard.html.tables import TableCell, table
from dashboard.pages import frame, say
from dashboard.pages.folded import show_folded
from dashboard.pages.frame import Context, source_cell
from dashboard.pages.waiting import work_out
from dashboard.wording.explanations import claimed_change
from data import codes
from data.relations import Row

NEWEST = 12
LONG_LIST = 20  # names in a heading
MOST_PANELS = 12  # of the chart
OF_PAIR = ("reporter", "partner", "flow", "product")
CELL = (*OF_PAIR, "period", "currency")  # what a figure is of


def show(context: Context) -> None:
    """Draw the page."""
    words, formats = context.words, context.formats
    known = pairs.reporters(context.edition)
    reporter = next((r for r in context.selection.reporter if r in known), next(iter(known)))
    say.title(words("overview.title", reporter=formats.area(reporter)))
    work_out(context)
    lines = pairs.partner_lines(context.edition, reporter)
    say.markdown(words("overview.lead", reporter=formats.area(reporter), n=len(lines)))
    _lines(context, reporter, lines)
    _chart(context, lines)
    _shares(context, reporter, lines)
    _newest(context)
    _disagreements(context)
    _mirror(context, next(iter(known)))


def _lines(context: Context, reporter: str, lines: Sequence[PartnerLine]) -> None:
    words, formats = context.words, context.formats
    rows = []
    for line in lines:
        address = context.address(
            "partner", reporter=(reporter,), partner=(line.partner,), freq=(), flow=(), source=()
        )
        part = line.quarter
        if line.run and (part is None or line.run.level["last_month"] > part.level["last_month"]):
            part = line.run
        balance = TableCell(words("unknown"))
        coverage = TableCell(words("unknown"))
        if line.balance is not None:
            row = line.balance
            period = formats.period(row["period"])
            if row["balance"] is not None:
                amount = formats.signed_amount(row["balance"], row["currency"])
                balance = TableCell(amount, period, kind="number")
            if row["coverage_pct"] is not None:
                coverage = TableCell(formats.percent(row["coverage_pct"]), period, kind="number")
        rows.append(
            [
                TableCell(formats.area(line.partner), href=address),
                _level_cell(context, line.year),
                _growth_cell(context, line.year),
                _level_cell(context, part),
                _growth_cell(context, part),
                balance,
                coverage,
            ]
        )
    headers = ("partner", "year", "growth", "part_year", "growth", "balance", "coverage")
    show_folded(context, [words(f"overview.column_{name}") for name in headers], rows)
    say.caption(words("overview.reading"))
    _say_data_sets(context, lines)


def _say_data_sets(context: Context, lines: Sequence[PartnerLine]) -> None:
    """Whose data sets the levels above are from, where any is."""
    levels = [one.level for line in lines for one in (line.year, line.quarter, line.run) if one]
    sources = sorted({row["source"] for row in levels} & set(context.edition.data_sets))
    if sources:
        named = [f"{context.source_name(source)} ({source})" for source in sources]
        listed = context.formats.listed(named)
        say.caption(context.words("overview.data_sets", sources=listed))


def _level_cell(context: Context, latest: LatestLevel | None) -> TableCell:
    """The level with its period below; `–` where there is none."""
    if latest is None:
        return TableCell(context.words("unknown"))
    level = latest.level
    return TableCell(
        context.formats.of_row(level), context.formats.period(level["period"]), kind="number"
    )


def _growth_cell(context: Context, latest: LatestLevel | None) -> TableCell:
    """The recomputed rate with its bounds, else the reported one marked as such."""
    words, formats = context.words, context.formats
    if latest is None:
        return TableCell(words("unknown"))
    if latest.growth is not None:
        row = latest.growth
        bounds = formats.percent_bounds(row["growth_pct_low"], row["growth_pct_high"])
        if row["growth_pct"] is None:
            return TableCell(bounds, kind="number")
        return TableCell(formats.percent(row["growth_pct"], sign=True), bounds, kind="number")
    if latest.reported is not None:
        change = claimed_change(latest.reported, context.language)
        told = words("overview.reported_only", change=change)
        return frame.verdict_cell(context, latest.reported, told)
    return TableCell(words("unknown"), words("overview.no_base"))


def _chart(context: Context, lines: Sequence[PartnerLine]) -> None:
    words, formats = context.words, context.formats
    drawn = [line for line in lines if line.yearly]
    totals = {line.partner: context.with_publisher(line.yearly) for line in drawn[:MOST_PANELS]}
    if not totals:
        return
    say.subheader(words("overview.chart"))
    if len(drawn) > len(totals):
        say.caption(words("overview.largest", n=len(totals), every=len(drawn)))
    names = formats.listed([formats.area(partner) for partner in totals])
    st.plotly_chart(
        trade_charts.partners(totals, formats),
        key="overview_chart",
        config={"displayModeBar": False},
        alt=words("overview.chart_alt", partners=names),
    )
    say.caption(words("chart.reading"))


def _shares(context: Context, reporter: str, lines: Sequence[PartnerLine]) -> None:
    words, formats = context.words, context.formats
    countries = [line.partner for line in lines if not codes.is_group(line.partner)]
    rows = pairs.shares(context.edition, reporter, countries, "A")
    if not rows:
        return
    newest = [row for row in rows if row["period"] == rows[0]["period"]]
    newest = [row for row in newest if row["source"] == newest[0]["source"]]
    among = [formats.area(row["partner"]) for row in newest]
    whose = formats.listed(among) if len(among) <= LONG_LIST else ""
    heading = (
        words("overview.share_of", partners=whose)
        if whose
        else words("overview.share_of_many", n=len(among))
    )
    say.subheader(words("overview.shares"))
    say.caption(
        words(
            "overview.shares_of",
            period=formats.period(newest[0]["period"]),
            source=context.source_name(newest[0]["source"]),
        )
    )
    body = [
        [
            formats.area(row["partner"]),
            TableCell(
                formats.percent(row["share_pct"]) if row["share_pct"] is not None else "",
                formats.percent_bounds(row["share_pct_low"], row["share_pct_high"]),
                kind="number",
            ),
        ]
        for row in newest
    ]
    show_folded(context, [words("filter.partner"), heading], body)


def _newest(context: Context) -> None:
    words, formats = context.words, context.formats
    say.subheader(words("overview.newest"))
    rows = [
        [
            _cell(context, row),
            formats.period(row["period"]),
            TableCell(formats.of_row(row), kind="number"),
            source_cell(context, row["source"], formats.date(row["release_date"])),
        ]
        for row in printed_figures.newest(context.edition, NEWEST)
    ]
    headers = ("figure", "period", "value", "source")
    st.html(table([words(f"column.{name}") for name in headers], rows))


def _disagreements(context: Context) -> None:
    words = context.words
    found = discrepancies.between_sources(context.edition)
    cells = {tuple(row[name] for name in CELL) for row in found}
    say.subheader(words("overview.disagreements", n=len(cells)))
    say.markdown(words("overview.disagreements_lead"))
    if found:
        if len(found) > len(cells):
            say.caption(words("overview.pairs_of_figures", n=len(found)))
        _side_by_side(
            context, found, "other", [words("column.one_source"), words("column.other_source")]
        )
    else:
        say.info(words("overview.no_disagreement"))


def _mirror(context: Context, home: str) -> None:
    """Both sides' statistics of the same trade, each pair once, seen from one reporter."""
    words = context.words
    found = discrepancies.between_sides(context.edition, home)
    if not found:
        return
    say.subheader(words("overview.mirror"))
    say.markdown(words("overview.mirror_lead"))
    _side_by_side(
        context, found, "mirror", [words("column.reporter_says"), words("column.partner_says")]
    )


def _side_by_side(context: Context, found: list[Row], other: str, said: list[str]) -> None:
    """Cells of which two sources say different things, and how far they are apart."""
    words, formats = context.words, context.formats
    rows = [
        [
            _cell(context, row),
            formats.period(row["period"]),
            _said(context, row, "", row["reporter"] if other == "mirror" else ""),
            _said(context, row, f"{other}_", row["partner"] if other == "mirror" else ""),
            TableCell(formats.amount(row["gap"], row["currency"]), kind="number"),
        ]
        for row in found
    ]
    headers = [words("column.figure"), words("column.period"), *said, words("column.gap")]
    show_folded(context, headers, rows)


def _said(context: Context, row: Row, whose: str, area: str) -> TableCell:
    """What one of two sources says of a cell, and who it is.

    Both sides of a mirror may have one publisher: `area` is the country whose statistics these are.
    """
    low, high = row[f"{whose}low"], row[f"{whose}high"]
    bounds = context.formats.amount_bounds(low, high, row["currency"])
    source = context.source_name(row[f"{whose}source"])
    if area:
        named = context.formats.area(area)
        source = context.words("overview.whose", source=source, area=named)
    return TableCell(bounds, source, kind="number")


def _cell(context: Context, row: Row) -> str:
    """Whose trade with whom, and which flow."""
    return context.formats.of_pair(*(row[name] for name in OF_PAIR))


if __name__ == "__main__":  # Streamlit runs the file of the page
    show(frame.current())
