"""A long table on a page: its first rows, and a line that opens the rest."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.html.markup import Html
from dashboard.html.tables import TableCell, table
from dashboard.pages import say
from dashboard.pages.frame import Context

SHORT = 15  # rows that are shown as they are
FIRST = 10  # rows of what has more


def show_folded(
    context: Context, headers: Sequence[str], rows: Sequence[Sequence[TableCell | str]]
) -> None:
    """The table; of a long one the first rows, and below them how many more open."""
    shown = len(rows) if len(rows) <= SHORT else FIRST
    st.html(table(headers, rows[:shown]))
    if len(rows) > shown:
        with say.expander(context.words("app.more_rows", n=len(rows) - shown)):
            st.html(table(headers, rows[shown:]))


def show_long(
    context: Context, headers: Sequence[str], rows: Sequence[Sequence[TableCell | str]], name: str
) -> None:
    """The table under its name; of a long one the rows after the first open in it.

    No row is ever cut, as at the end of a box that scrolls.
    """
    drawn = table(headers, rows)
    if len(rows) > SHORT:
        more = context.words("app.more_rows", n=len(rows) - FIRST)
        drawn += Html("<details><summary>{}</summary></details>").format(more)
    st.html(
        Html('<div class="{}" role="region" aria-label="{}">{}</div>').format(
            "long" if len(rows) > SHORT else "short", name, drawn
        )
    )
