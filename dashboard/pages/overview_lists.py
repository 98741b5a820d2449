"""The lists of the overview: one is open at a time, under its name in the address."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.answers import discrepancies, pairs, printed_figures
from dashboard.answers.pairs import LatestLevel, PartnerLine
from dashboard.html.markup import Html
from dashboard.html.tables import TableCell, table
from dashboard.pages import frame, say
from dashboard.pages.folded import show_folded
from dashboard.pages.frame import Context, source_cell
from dashboard.wording.explanations import claimed_change
from data import codes
from data.relations import Row

ANCHOR = "lists"  # in the page, for links to a list
KEY = "overview_list"
LISTS = ("partners", "differences", "gaps", "newest", "shares")
COLUMNS = ("partner", "year", "growth", "part_year", "growth", "balance", "coverage")
NEWEST = 12
LONG_LIST = 20  # names in a heading


def show_lists(context: Context, reporter: str, lines: Sequence[PartnerLine]) -> None:
    """The names of the lists as buttons, and the one that the address names."""
    words = context.words
    lists = {
        "partners": lambda: _partners(context, reporter, lines),
        "differences": lambda: _differences(context),
        "gaps": lambda: _gaps(context),
        "newest": lambda: _newest(context),
        "shares": lambda: _shares(context, reporter, lines),
    }
    chosen = context.selection.tab if context.selection.tab in lists else None
    st.html(Html('<div id="{}"></div>').format(ANCHOR))
    st.session_state[KEY] = chosen
    say.segmented_control(
        words("overview.lists"),
        LISTS,
        format_func=lambda name: words(f"overview.list_{name}"),
        key=KEY,
        label_visibility="collapsed",
        on_change=_open,
        args=(context,),
    )
    if chosen:
        lists[chosen]()


def list_address(context: Context, name: str) -> str:
    """Where a list stands open."""
    address = frame.address_of("overview", context.selection.with_(claim=None, tab=name))
    return f"{address}#{ANCHOR}"


def _open(context: Context) -> None:
    frame.go(context.edition, tab=st.session_state[KEY])


def _partners(context: Context, reporter: str, lines: Sequence[PartnerLine]) -> None:
    words, formats = context.words, context.formats
    say.subheader(words("overview.list_partners"))
    rows = []
    for line in lines:
        address = context.address(
            "partner", reporter=(reporter,), partner=(line.partner,), freq=(), flow=(), source=()
        )
        part = line.part
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
    show_folded(context, [words(f"overview.column_{name}") for name in COLUMNS], rows)
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


def _shares(context: Context, reporter: str, lines: Sequence[PartnerLine]) -> None:
    words, formats = context.words, context.formats
    countries = [line.partner for line in lines if not codes.is_group(line.partner)]
    rows = pairs.shares(context.edition, reporter, countries, "A")
    if not rows:
        say.info(words("overview.no_shares"))
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
            of_row(context, row),
            formats.period(row["period"]),
            TableCell(formats.of_row(row), kind="number"),
            source_cell(context, row["source"], formats.date(row["release_date"])),
        ]
        for row in printed_figures.newest(context.edition, NEWEST)
    ]
    headers = ("figure", "period", "value", "source")
    st.html(table([words(f"column.{name}") for name in headers], rows))


def _differences(context: Context) -> None:
    words = context.words
    found = discrepancies.between_sources(context.edition)
    cells = discrepancies.cells(found)
    say.subheader(words("overview.disagreements", n=cells))
    say.markdown(words("overview.disagreements_lead"))
    if found:
        if len(found) > cells:
            say.caption(words("overview.pairs_of_figures", n=len(found)))
        _side_by_side(
            context, found, "other", [words("column.one_source"), words("column.other_source")]
        )
    else:
        say.info(words("overview.no_differences"))


def _gaps(context: Context) -> None:
    """Both sides' statistics of the same trade, each pair once, seen from one reporter."""
    words = context.words
    found = discrepancies.of_both_sides(context.edition)
    say.subheader(words("overview.mirror"))
    if not found:
        say.info(words("overview.no_gaps"))
        return
    say.markdown(words("overview.mirror_lead"))
    _side_by_side(
        context, found, "mirror", [words("column.reporter_says"), words("column.partner_says")]
    )


def _side_by_side(context: Context, found: Sequence[Row], other: str, said: list[str]) -> None:
    """Cells of which two sources say different things, and how far they are apart."""
    words, formats = context.words, context.formats
    rows = [
        [
            of_row(context, row),
            formats.period(row["period"]),
            _said(context, row, "", row["reporter"] if other == "mirror" else ""),
            _said(context, row, f"{other}_", row["partner"] if other == "mirror" else ""),
            TableCell(formats.distance(*discrepancies.gap(row), row["currency"]), kind="number"),
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


def of_row(context: Context, row: Row) -> str:
    """Whose trade with whom, and which flow."""
    return context.formats.of_pair(*(row[name] for name in discrepancies.OF_PAIR))
