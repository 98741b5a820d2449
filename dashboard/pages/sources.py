"""The catalogue of sources: what each is, and what it contributed."""

from __future__ import annotations

import streamlit as st

from dashboard.answers.source_rows import catalogue
from dashboard.html.tables import TableCell, table
from dashboard.pages import frame, loaded_sets, official_figures_door, own_figures, say
from dashboard.pages.frame import Context
from data.book import user_part
from data.book.figure_book import is_added
from data.errors import TradeproofError
from data.official import names
from data.relations import Row

COUNTED = ("figures", "claims", "investments", "events", "goods")


def show(context: Context) -> None:
    """Draw the page: what there is, a table of the reader's own, and what is loaded."""
    words, state = context.words, st.session_state
    say.title(words("sources.title"))
    titles = [
        words(f"sources.tab_{name}") for name in ("catalogue", "own", "official", "data_sets")
    ]
    is_own = own_figures.TABLE in state and not context.selection.source
    catalogue_tab, own_tab, official_tab, loaded_tab = say.tabs(titles, default=titles[is_own])
    with catalogue_tab:
        _catalogue(context)
    with own_tab:
        own_figures.show(context)
    with official_tab:
        official_figures_door.show(context)
    with loaded_tab:
        loaded_sets.show(context)


def _catalogue(context: Context) -> None:
    words = context.words
    sources = catalogue(context.edition)
    wanted = context.selection.source
    shown = [row for row in sources if not wanted or row["source"] in wanted]
    levels, rates = (sum(row[name] for row in sources) for name in ("figures", "rates"))
    counted = {"figures": levels + rates, "levels": levels, "rates": rates}
    say.markdown(words("sources.lead", n=len(sources), **counted))
    frame.choose_some(context, "source", [row["source"] for row in sources], str)
    headers = ("publication", "date", "statistics_of", "contributed", "access")
    rows = [_row(context, row) for row in shown]
    st.html(table([words(f"sources.{name}") for name in headers], rows))
    for row in shown if wanted else []:
        frame.link(
            context, "data", words("sources.to_data", source=row["source"]), source=(row["source"],)
        )
    say.caption(words("sources.terms"))
    _added_here(context, [row["source"] for row in shown if is_added(row["source"])])


def _row(context: Context, row: Row) -> list[TableCell | str]:
    words, formats = context.words, context.formats
    title = f"“{names.title_name(row['title'], context.language)}” · " if row["title"] else ""
    kind = words(f"sources.kind_{row['kind']}")
    if is_added(row["source"]):
        kind += f", {words('sources.added_here')}"
    language = words(f"sources.language_{row['language']}")
    counts = [words(f"sources.n_{name}", n=row[name]) for name in COUNTED if row[name]]
    whose = formats.listed([formats.area(area) for area in row["statistics_of"]])
    file = words("sources.file", file=row["file"]) if row["file"] else ""
    access = (
        TableCell(row["address"], file, href=row["address"])
        if row["address"]
        else TableCell(file, words("sources.checksum", checksum=row["checksum"][:16]))
    )
    return [
        TableCell(context.source_name(row["source"]), title + row["source"]),
        TableCell(formats.date(row["published"]), f"{kind}, {language}", kind="date"),
        whose or words("sources.not_stated"),
        TableCell(
            ", ".join(counts) or words("sources.nothing"), context.book.note(row["source"]) or ""
        ),
        access,
    ]


def _added_here(context: Context, sources: list[str]) -> None:
    """What a user added, each with a button that takes it out."""
    words, state = context.words, st.session_state
    for tell, said in ((say.success, "taken_out"), (say.error, "not_taken_out")):
        if said in state:
            tell(state.pop(said))
    if not sources:
        return
    with say.expander(f"{words('sources.added_here')} ({len(sources)})"):
        say.markdown(words("sources.taken_out_how"))
        for source in sources:
            label = words("sources.take_out", source=source)
            say.button(label, key=f"take_out_{source}", on_click=_take_out, args=(context, source))


def _take_out(context: Context, source: str) -> None:
    words, state = context.words, st.session_state
    try:
        folder = user_part.remove(source)
        state["taken_out"] = words("sources.taken_out", source=source, folder=folder)
    except TradeproofError as error:
        state["not_taken_out"] = words("sources.not_taken_out", reason=str(error))


if __name__ == "__main__":  # Streamlit runs the file of the page
    show(frame.current())
