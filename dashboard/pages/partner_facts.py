"""What the documents say of a partner besides trade: events, investment, goods, targets."""

from __future__ import annotations

import streamlit as st

from dashboard.answers import beyond_trade, printed_figures
from dashboard.html.tables import TableCell, table
from dashboard.pages import say
from dashboard.pages.frame import Context, source_cell
from data.relations import Row


def show_events(context: Context, events: list[Row]) -> None:
    """Agreements, visits and sessions, numbered as on the chart."""
    if not events:
        return
    words, place = context.words, context.formats.place
    say.subheader(words("partner.events"))
    rows = [
        [
            TableCell(str(number), kind="number"),
            TableCell(_dates(context, event), kind="number"),
            TableCell(event["text"], words(f"event.{event['kind']}")),
            source_cell(context, event["source"], place(event["place"])),
        ]
        for number, event in enumerate(events, start=1)
    ]
    headers = ("number", "date", "event", "source")
    st.html(table([words(f"column.{name}") for name in headers], rows))


def show_investment(context: Context, reporter: str, partner: str) -> None:
    """Investment stocks in both directions."""
    words, formats = context.words, context.formats
    stocks = beyond_trade.investment(context.edition, reporter, partner)
    say.subheader(words("partner.investment"))
    if not stocks:
        say.markdown(words("partner.no_investment"))
        return
    rows = []
    for row in stocks:
        rank = words("partner.rank", rank=row["rank"], ranked=row["ranked"]) if row["rank"] else ""
        names = {"investor": formats.area(row["investor"]), "host": formats.area(row["host"])}
        rows.append(
            [
                words("partner.investor_in_host", **names),
                TableCell(str(row["projects"]), kind="number"),
                TableCell(formats.of_row(row), rank, kind="number"),
                formats.date(row["as_of"]),
                source_cell(context, row["source"], formats.place(row["place"])),
            ]
        )
    headers = ("direction", "projects", "capital", "as_of", "source")
    st.html(table([words(f"column.{name}") for name in headers], rows))


def show_goods(context: Context, reporter: str, partner: str) -> None:
    """The main goods in each direction, as each source lists them."""
    words, formats = context.words, context.formats
    goods = beyond_trade.goods(context.edition, reporter, partner)
    say.subheader(words("partner.goods"))
    if not goods:
        say.markdown(words("partner.no_goods"))
        return
    rows = [
        [
            words(
                f"partner.goods_{row['flow']}",
                reporter=formats.area(row["reporter"]),
                partner=formats.area(row["partner"]),
            ),
            ", ".join(map(context.book.goods, row["goods"])),
            source_cell(context, row["source"], formats.date(row["published"])),
        ]
        for row in goods
    ]
    st.html(table([words(f"column.{name}") for name in ("direction", "goods", "source")], rows))


def show_targets(context: Context, reporter: str, partner: str) -> None:
    """Targets and levels without a date: known, but never part of a chart or a rate."""
    words, formats = context.words, context.formats
    figures = printed_figures.not_on_a_time_axis(context.edition, reporter, partner)
    if not figures:
        return
    say.subheader(words("partner.targets"))
    rows = [
        [
            formats.flow(row["flow"], row["product"]),
            TableCell(
                words(
                    f"kind.{row['kind']}"
                    if row["period"] or row["kind"] != "actual"
                    else "kind.yearly"
                )
            ),
            formats.period(row["period"]),
            TableCell(formats.of_row(row), kind="number"),
            source_cell(context, row["source"], formats.place(row["place"])),
        ]
        for row in figures
    ]
    headers = ("figure", "kind", "period", "value", "source")
    st.html(table([words(f"column.{name}") for name in headers], rows))


def _dates(context: Context, event: Row) -> str:
    begins = context.formats.date(event["begins"])
    if event["ends"] is None:
        return begins
    return context.words("format.to", low=begins, high=context.formats.date(event["ends"]))
