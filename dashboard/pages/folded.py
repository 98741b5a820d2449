"""A long table on a page: its first rows and a line that opens the rest, or all to scroll."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.html.markup import Html
from dashboard.html.tables import TableCell, table
from dashboard.pages import say
from dashboard.pages.frame import Context

SHORT = 15  # rows that are shown as they are
FIRST = 10  # rows of what has more
UNSCROLLED = 10  # rows that are shown without a scroll bar


def show_folded(
    context: Context, headers: Sequence[str], rows: Sequence[Sequence[TableCell | str]]
) -> None:
    """The table; of a long one the first rows, and below them how many more open."""
    shown = len(rows) if len(rows) <= SHORT else FIRST
    st.html(table(headers, rows[:shown]))
    if len(rows) > shown:
        with say.expander(context.words("app.more_rows", n=len(rows) - shown)):
            st.html(table(headers, rows[shown:]))


def show_scrolled(
    headers: Sequence[str], rows: Sequence[Sequence[TableCell | str]], name: str
) -> None:
    """The table; a long one scrolls, by keyboard too, and its name is read aloud."""
    drawn = table(headers, rows)
    if len(rows) > UNSCROLLED:
        drawn = Html(
            '<div class="scrolled" tabindex="0" role="region" aria-label="{}">{}</div>'
        ).format(name, drawn)
    st.html(drawn)
