"""What the documents say of a partner besides trade: events, investment, goods, targets."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.html.tables import Cell, table
from dashboard.pages.cells import source_cell
from dashboard.pages.frame import Context
from data.relations import records


def show_events(context: Context, events: list[dict[str, Any]]) -> None:
    """Agreements, visits and sessions, numbered as on the chart."""
    if not events:
        return
    words, place = context.words, context.formats.place
    st.subheader(words("partner.events"))
    rows = [
        [
            Cell(str(number), kind="number"),
            Cell(_dates(context, event), kind="number"),
            Cell(event["text"], words(f"event.{event['kind']}")),
            source_cell(context, event["source"], place(event["place"])),
        ]
        for number, event in enumerate(events, start=1)
    ]
    headers = ("number", "date", "event", "source")
    st.html(table([words(f"column.{name}") for name in headers], rows))


def show_investment(context: Context, reporter: str, partner: str) -> None:
    """Investment stocks in both directions."""
    words, formats = context.words, context.formats
    stocks = records(
        context.edition.query(
            "SELECT * FROM investment WHERE (investor = ? AND host = ?) "
            "OR (investor = ? AND host = ?) ORDER BY value DESC",
            [reporter, partner, partner, reporter],
        )
    )
    st.subheader(words("partner.investment"))
    if not stocks:
        st.markdown(words("partner.no_investment"))
        return
    rows = []
    for row in stocks:
        rank = words("partner.rank", rank=row["rank"], ranked=row["ranked"]) if row["rank"] else ""
        names = {"investor": formats.area(row["investor"]), "host": formats.area(row["host"])}
        rows.append(
            [
                words("partner.investor_in_host", **names),
                Cell(str(row["projects"]), kind="number"),
                Cell(formats.of_row(row), rank, kind="number"),
                formats.date(row["as_of"]),
                source_cell(context, row["source"], formats.place(row["place"])),
            ]
        )
    headers = ("direction", "projects", "capital", "as_of", "source")
    st.html(table([words(f"column.{name}") for name in headers], rows))


def show_goods(context: Context, reporter: str, partner: str) -> None:
    """The main goods in each direction, as each source lists them."""
    words, formats = context.words, context.formats
    goods = records(
        context.edition.query(
            "SELECT source, reporter, partner, flow, published, "
            "list(goods ORDER BY position) AS goods "
            "FROM goods JOIN source USING (source) "
            "WHERE (reporter, partner) IN ((?, ?), (?, ?)) "
            "GROUP BY ALL ORDER BY published DESC, source, flow",
            [reporter, partner, partner, reporter],
        )
    )
    st.subheader(words("partner.goods"))
    if not goods:
        st.markdown(words("partner.no_goods"))
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
    figures = records(
        context.edition.query(
            "SELECT * FROM figure WHERE reporter = ? AND partner = ? AND low IS NOT NULL "
            "AND (kind <> 'actual' OR period IS NULL) ORDER BY period NULLS LAST, figure",
            [reporter, partner],
        )
    )
    if not figures:
        return
    st.subheader(words("partner.targets"))
    rows = [
        [
            formats.flow(row["flow"], row["product"]),
            Cell(
                words(
                    f"kind.{row['kind']}"
                    if row["period"] or row["kind"] != "actual"
                    else "kind.yearly"
                )
            ),
            formats.period(row["period"]),
            Cell(formats.of_row(row), kind="number"),
            source_cell(context, row["source"], formats.place(row["place"])),
        ]
        for row in figures
    ]
    headers = ("figure", "kind", "period", "value", "source")
    st.html(table([words(f"column.{name}") for name in headers], rows))


def _dates(context: Context, event: dict[str, Any]) -> str:
    begins = context.formats.date(event["begins"])
    if event["ends"] is None:
        return begins
    return context.words("format.to", low=begins, high=context.formats.date(event["ends"]))
