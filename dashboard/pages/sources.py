"""The catalogue of sources: what each is, and what it contributed."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.html.tables import Cell, table
from dashboard.pages import frame
from dashboard.pages.cells import plain
from dashboard.pages.frame import Context
from data.book import user_part
from data.book.figure_book import is_added
from data.errors import TradeproofError
from data.relations import records

COUNTED = ("figures", "claims", "investments", "events", "goods")


def show(context: Context) -> None:
    """Draw the page."""
    words = context.words
    sources = _catalogue(context)
    st.title(words("sources.title"))
    wanted = context.selection.source
    shown = [row for row in sources if not wanted or row["source"] in wanted]
    st.markdown(words("sources.lead", n=len(sources), figures=sum(r["figures"] for r in sources)))
    frame.choose_some(context, "source", [row["source"] for row in sources], str)
    headers = ("publication", "date", "statistics_of", "contributed", "access")
    rows = [_row(context, row) for row in shown]
    st.html(table([words(f"sources.{name}") for name in headers], rows))
    for row in shown if wanted else []:
        frame.link(
            context, "data", words("sources.to_data", source=row["source"]), source=(row["source"],)
        )
    st.caption(words("sources.terms"))
    _added_here(context, [row["source"] for row in shown if is_added(row["source"])])


def _row(context: Context, row: dict[str, Any]) -> list[Cell | str]:
    words, formats = context.words, context.formats
    title = f"“{row['title']}” · " if row["title"] else ""
    kind = words(f"sources.kind_{row['kind']}")
    if is_added(row["source"]):
        kind += f", {words('sources.added_here')}"
    language = words(f"sources.language_{row['language']}")
    counts = [words(f"sources.n_{name}", n=row[name]) for name in COUNTED if row[name]]
    whose = formats.listed([formats.area(area) for area in row["statistics_of"]])
    file = words("sources.file", file=row["file"]) if row["file"] else ""
    access = (
        Cell(row["address"], file, href=row["address"])
        if row["address"]
        else Cell(file, words("sources.checksum", checksum=row["checksum"][:16]))
    )
    return [
        Cell(context.source_name(row["source"]), title + row["source"]),
        Cell(formats.date(row["published"]), f"{kind}, {language}", kind="date"),
        whose or words("sources.not_stated"),
        Cell(", ".join(counts) or words("sources.nothing"), context.book.note(row["source"]) or ""),
        access,
    ]


def _added_here(context: Context, sources: list[str]) -> None:
    """What a user added, each with a button that takes it out."""
    words, state = context.words, st.session_state
    for tell, said in ((st.success, "taken_out"), (st.error, "not_taken_out")):
        if said in state:
            tell(state.pop(said))
    if not sources:
        return
    with st.expander(f"{words('sources.added_here')} ({len(sources)})"):
        st.markdown(words("sources.taken_out_how"))
        for source in sources:
            label = words("sources.take_out", source=source)
            st.button(label, key=f"take_out_{source}", on_click=_take_out, args=(context, source))


def _take_out(context: Context, source: str) -> None:
    words, state = context.words, st.session_state
    try:
        folder = plain(str(user_part.remove(source)))
        state["taken_out"] = words("sources.taken_out", source=source, folder=folder)
    except TradeproofError as error:
        state["not_taken_out"] = words("sources.not_taken_out", reason=plain(str(error)))


def _catalogue(context: Context) -> list[dict[str, Any]]:
    return records(
        context.edition.query(
            """
            SELECT *,
                   (SELECT count(*) FROM figure f WHERE f.source = s.source AND low IS NOT NULL)
                       AS figures,
                   (SELECT count(*) FROM claim JOIN figure f USING (figure)
                    WHERE f.source = s.source) AS claims,
                   (SELECT count(*) FROM investment i WHERE i.source = s.source) AS investments,
                   (SELECT count(*) FROM event e WHERE e.source = s.source) AS events,
                   (SELECT count(*) FROM goods g WHERE g.source = s.source) AS goods
            FROM source s
            ORDER BY published DESC, source
            """
        )
    )


if __name__ == "__main__":  # Streamlit runs the file of the page
    show(frame.current())
