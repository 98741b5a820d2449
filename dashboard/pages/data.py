"""The rows themselves: filter, see, download exactly what is seen."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.answers import filter_options, public_files
from dashboard.answers.file_formats import MEDIA_TYPES, NUMBER, WRITERS, Table
from dashboard.answers.selection import TABLES, Selection
from dashboard.pages import frame
from dashboard.pages.frame import Context
from dashboard.wording.explanations import explanation
from data import codes, periods
from data.errors import TradeproofError
from data.periods import Period

AREAS = ("reporter", "partner")
WORDED = ("flow", "freq", "qualifier", "status", "verdict", "direction", "kind", "valuation")


WIDTHS = {"period": 170, "note": 260, "explanation": 600}
LISTS = {"kind": "claim_kind", "qualifier": "qualifier_name"}


def show(context: Context) -> None:
    """Draw the page."""
    words = context.words
    st.title(words("data.title"))
    frame.choose_one(
        context,
        "table",
        TABLES,
        context.selection.table,
        lambda name: words(f"data.{name}"),
        buttons=True,
        to_field=lambda name: name,
    )
    st.caption(words(f"data.about_{context.selection.table}"))
    _filters(context)
    selection = _applicable(context)
    try:
        rows = public_files.table(context.edition, selection.table, selection)
    except TradeproofError as error:
        st.error(str(error))
        return
    st.markdown("#### " + words("data.rows", n=len(rows.rows)))
    if not rows.rows:
        st.info(words("data.none"))
    else:
        _rows(context, rows, selection)
    _downloads(context, rows, selection)


def _applicable(context: Context) -> Selection:
    """The selection without filters that the chosen table has no column for; said aloud."""
    selection = context.selection.with_(verdict=())
    if selection.table == "balance" and selection.flow:
        st.info(context.words("data.no_flow"))
        return selection.with_(flow=())
    return selection


def _filters(context: Context) -> None:
    words, formats = context.words, context.formats
    occurring = filter_options.of_figures(context.edition)
    products = sorted(occurring["product"], key=lambda product: product != codes.TOTAL)
    first = st.columns(3)
    with first[0]:
        frame.choose_some(context, "reporter", occurring["reporter"], formats.area)
    with first[1]:
        frame.choose_some(context, "partner", occurring["partner"], formats.area)
    with first[2]:
        flows = codes.lists().flow
        frame.choose_some(context, "flow", flows, lambda flow: words(f"flow.{flow}"))
    second = st.columns(3)
    with second[0]:
        present = [freq for freq in codes.lists().freq if freq in occurring["freq"]]
        frame.choose_some(context, "freq", present, lambda freq: words(f"freq.{freq}"))
    with second[1]:
        frame.choose_some(context, "product", products, partial(_product, context))
    with second[2]:
        frame.choose_some(context, "source", occurring["source"], str)
    _period(context, occurring["period"])


def _product(context: Context, product: str) -> str:
    return context.words("data.all_goods") if product == codes.TOTAL else product


def _period(context: Context, known: list[str]) -> None:
    """First and last period; years, and whatever else the address names."""
    selection = context.selection
    years = {periods.parse(text).year for text in known}
    years |= {periods.parse(text).last_month.year for text in known}
    scale = {str(year) for year in range(min(years), max(years) + 1)}
    scale |= {str(end) for end in (selection.since, _until(selection)) if end}
    options = sorted(scale, key=periods.parse)
    whole = (options[0], options[-1])
    ends = (str(selection.since or whole[0]), str(_until(selection) or whole[1]))

    def follow() -> None:
        first, last = st.session_state["period"]
        frame.go(
            context.edition,
            since=None if first == whole[0] else periods.parse(first),
            until=None if last == whole[1] else periods.parse(last),
        )

    if periods.parse(ends[1]) < periods.parse(ends[0]):
        ends = whole
    st.session_state["period"] = ends
    st.select_slider(
        context.words("filter.period"),
        options,
        value=ends,  # two values make it a slider of two ends
        format_func=context.formats.period,
        key="period",
        on_change=follow,
    )


def _until(selection: Selection) -> Period | None:
    """The last period, as its last month where it would come before the first on the slider."""
    first, last = selection.since, selection.until
    if first and last and last < first:
        return Period(last.start + last.months - 1, 1)
    return last


def _rows(context: Context, rows: Table, selection: Selection) -> None:
    """The rows in the words of the language; the files hold the codes."""
    shown: dict[str, list[Any] | pd.Series] = {}
    for i, (column, kind) in enumerate(rows.columns.items()):
        values = [row[i] for row in rows.rows]
        if kind == NUMBER:
            shown[column] = pd.Series(values, dtype="float64")
        else:
            shown[column] = [_shown(context, column, value) for value in values]
    if "explanation" in shown:
        found = public_files.checks(context.edition, selection)
        shown["explanation"] = [explanation(check, context.formats) for check in found]
    st.dataframe(
        pd.DataFrame(shown),
        hide_index=True,
        placeholder=context.words("unknown"),
        column_config={
            name: st.column_config.NumberColumn(_heading(context, name), format="localized")
            if kind == NUMBER
            else st.column_config.Column(_heading(context, name), width=WIDTHS.get(name))
            for name, kind in rows.columns.items()
        },
        key="rows",
        alt=context.words("data.title"),
    )
    st.caption(context.words("data.codes"))


def _heading(context: Context, column: str) -> str:
    return context.words(f"data_column.{column}")


def _shown(context: Context, column: str, value: Any) -> Any:
    if value is None:
        return None
    if column in AREAS:
        return context.formats.area(value)
    if column in ("period", "base_period"):
        return context.formats.period(value)
    if column == "product":
        return _product(context, value)
    if column == "note":
        return "; ".join(context.words(f"note.{part}") for part in value.split("; "))
    if column in WORDED:
        return context.words(f"{LISTS.get(column, column)}.{value}")
    return value


def _downloads(context: Context, rows: Table, selection: Selection) -> None:
    with st.container(horizontal=True):
        for extension, write in WRITERS.items():
            st.download_button(
                context.words("data.download", format=extension.upper()),
                data=partial(write, rows),
                file_name=selection.file_name(selection.table, extension),
                mime=MEDIA_TYPES[extension],
                key=f"download_{extension}",
                on_click="ignore",
            )


if __name__ == "__main__":  # Streamlit runs the file of the page
    show(frame.current())
