"""The rows themselves: filter, see, download exactly what is seen."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from dashboard.answers import figure_counts, public_files
from dashboard.answers.file_columns import PublicFile
from dashboard.answers.file_formats import MEDIA_TYPES, WRITERS
from dashboard.answers.file_tables import MOST_SHOWN
from dashboard.answers.public_files import OBSERVATIONS
from dashboard.answers.selection import Selection
from dashboard.html.navigation import folded_links
from dashboard.pages import frame, say
from dashboard.pages.data_filters import LISTED, choose_beside, show_filters
from dashboard.pages.data_rows import show_rows
from dashboard.pages.frame import Context
from dashboard.pages.markdown import Markdown
from dashboard.pages.waiting import work_out
from dashboard.wording import public_tables
from dashboard.wording.figure_totals import total

FIRST = ("observations", "growth", "balance", "claims", "implied", "mirror")  # the others fold
OF_GOODS = ("rca", "intra_industry")  # files that say themselves what they need
RAIL = (1, 3.2)  # widths of the filters and of the rows


def show(context: Context) -> None:
    """Draw the page."""
    words = context.words
    say.title(words("data.title"))
    file = public_files.named(context.selection.table)
    selection = _applicable(context, file)
    rail, main = st.columns(RAIL, gap="medium")
    with rail:
        show_filters(context, file, selection)
    with main:
        _choose_table(context, file)
        _say_left_out(context, file)
        if file.rests_on_whole(selection):
            work_out(context)
        _rows(context, file, selection)
        is_grown = "growth" in selection.beside
        say.caption(words("data.about_with_growth" if is_grown else f"data.about_{file.name}"))
        if file is OBSERVATIONS:
            say.caption(total(figure_counts.of_edition(context.edition), context.formats))
        say.caption(words("data.codes"))


def _choose_table(context: Context, file: PublicFile) -> None:
    """Buttons of the tables that most ask for; the others stand behind a word."""
    words = context.words
    shown = FIRST if file.name in FIRST else (*FIRST, file.name)
    with st.container(horizontal=True, vertical_alignment="center", key="tables"):
        frame.choose_one(
            context,
            "table",
            shown,
            file.name,
            lambda name: words(f"data.{name}"),
            buttons=True,
            is_named=False,
            to_field=lambda name: name,
        )
        others = [
            (words(f"data.{name}"), _address(context, table=name))
            for name in public_files.FILES
            if name not in shown
        ]
        st.html(folded_links(words("data.more"), others), width="content")


def _address(context: Context, **changes: object) -> str:
    both = context.selection.both_sides
    return context.address("data", both_sides=both, **changes)


def _applicable(context: Context, file: PublicFile) -> Selection:
    """The selection without what the file does not take."""
    chosen = context.selection
    left_out = [name for name in chosen.filters() if name not in file.filters]
    return chosen.without(*left_out).with_(
        both_sides=chosen.both_sides and file.of_pairs,
        beside=tuple(name for name in chosen.beside if name in file.beside),
    )


def _say_left_out(context: Context, file: PublicFile) -> None:
    for name in context.selection.filters():
        if name not in file.filters and name in LISTED:
            say.info(context.words(f"data.left_out_{file.name}_{name}"))
    if context.selection.both_sides and not file.of_pairs:
        say.info(context.words("data.left_out_sides"))


def _rows(context: Context, file: PublicFile, selection: Selection) -> None:
    words, most = context.words, MOST_SHOWN
    rows = public_tables.table(
        context.edition, file.name, selection, context.formats, most + 1, newest_first=True
    )
    is_cut = len(rows.rows) > most
    count = most if is_cut else len(rows.rows)
    said = {"n": count, "count": context.formats.number(count, 0)}
    with st.container(horizontal=True, vertical_alignment="center", key="take"):
        heading = words("data.first_rows" if is_cut else "data.rows", **said)
        say.markdown(Markdown("## {}").format(heading), width="content")
        _downloads(context, file, selection)
    choose_beside(context, file, selection)
    if is_cut:
        say.info(words("data.narrow"))
        rows = replace(rows, rows=rows.rows[:most])
    if rows.rows:
        show_rows(context, file.columns_of(selection), rows)
    else:
        say.info(_why_none(context, file, selection))


def _why_none(context: Context, file: PublicFile, selection: Selection) -> str:
    """That filters leave nothing; without one, what the file is made of that nothing loaded has."""
    if selection.filters():
        return context.words("data.none")
    own = file.name if file.name in OF_GOODS else "at_all"
    return context.words(f"data.none_{own}")


def _downloads(context: Context, file: PublicFile, selection: Selection) -> None:
    """A button for each format; the first says what they all do."""
    for extension in WRITERS:
        named = "Parquet" if extension == "parquet" else extension.upper()
        say.download_button(
            context.words("data.download", format="CSV") if extension == "csv" else named,
            data=partial(public_tables.exported, context.edition, file.name, selection, extension),
            file_name=selection.file_name(file.name, extension),
            mime=MEDIA_TYPES[extension],
            key=f"download_{extension}",
            on_click="ignore",
        )


if __name__ == "__main__":  # Streamlit runs the file of the page
    show(frame.current())
