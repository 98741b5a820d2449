"""The sources: what each is and contributed, one's own tables, and what is loaded."""

from __future__ import annotations

import streamlit as st

from analytics.checking.verdicts import Verdict
from dashboard.answers import figure_counts, source_coverage
from dashboard.answers.source_rows import catalogue
from dashboard.html.chips import verdict_chip
from dashboard.html.markup import Html
from dashboard.html.source_catalogue import catalogue as as_html
from dashboard.pages import (
    changing,
    frame,
    loaded_sets,
    official_figures_door,
    own_figures,
    say,
)
from dashboard.pages.finished import finished
from dashboard.pages.frame import Context
from dashboard.pages.markdown import Markdown
from dashboard.pages.source_cards import groups
from dashboard.pages.source_passages import show_passages
from dashboard.pages.waiting import work_out
from dashboard.wording.figure_totals import total
from dashboard.wording.verdict_names import ORDER
from data.book import user_part
from data.book.figure_book import is_added
from data.errors import TradeproofError

TABS = ("catalogue", "own", "official", "loaded")
SHOWN = 400  # sources; a reader of more chooses among them


def show(context: Context) -> None:
    """Draw the page: what there is, a table of the reader's own, and what is loaded."""
    sections = (_catalogue, own_figures.show, official_figures_door.show, loaded_sets.show)
    say.title(context.words("sources.title"))
    for name, place in frame.tabs(context, TABS, "sources_tab"):
        with place:
            sections[TABS.index(name)](context)


def _catalogue(context: Context) -> None:
    words, wanted = context.words, context.selection.source
    rows = catalogue(context.edition)
    work_out(context)
    _answer(context)
    frame.choose_some(context, "source", [row["source"] for row in rows], context.dated_source)
    shown = [row for row in rows if not wanted or row["source"] in wanted]
    _added_here(context, [row["source"] for row in shown if is_added(row["source"])])
    st.html(
        finished(context, "catalogue of sources", lambda: as_html(groups(context, shown[:SHOWN])))
    )
    if wanted:
        for row in shown:
            show_passages(context, row)
    say.caption(words("sources.terms"))


def _answer(context: Context) -> None:
    """How much there is, how new it is, and how many claims can be tested; each verdict a chip."""
    words, formats = context.words, context.formats
    counts = figure_counts.of_edition(context.edition)
    every: dict[Verdict, int] = {}
    for found in source_coverage.verdicts(context.edition).values():
        for verdict, count in found.items():
            every[verdict] = every.get(verdict, 0) + count
    tested = sum(count for verdict, count in every.items() if verdict != Verdict.NOT_TESTABLE)
    said = words(
        "sources.answer",
        sources=formats.number(counts.sources, 0),
        figures=formats.number(counts.figures, 0),
        newest=formats.source(counts.newest),
        claims=formats.number(counts.claims, 0),
        tested=formats.number(tested, 0),
    )
    say.markdown(Markdown("## {}").format(said))
    chips = [
        verdict_chip(
            verdict,
            words,
            f"{words(f'verdict.{verdict}')} {formats.number(every[verdict], 0)}",
            context.address("check", source=(), reporter=(), partner=(), verdict=(verdict,)),
        )
        for verdict in ORDER
        if every.get(verdict)
    ]
    own = Html('<a href="{}" target="_self">{}</a>').format(
        context.address("sources", tab="own"), words("sources.to_own")
    )
    st.html(Html('<p class="answer">{} &nbsp; {}</p>').format(Html(" ").join(chips), own))
    say.caption(total(counts, formats))


def _added_here(context: Context, sources: list[str]) -> None:
    """What a user added, each with a button that takes it out."""
    words, state = context.words, st.session_state
    for tell, said in ((say.success, "taken_out"), (say.error, "not_taken_out")):
        if said in state:
            tell(state.pop(said))
    if not sources:
        return
    with say.expander(f"{words('sources.added_here')} ({len(sources)})", expanded=True):
        if not changing.may_change_here(context, "added"):
            return
        say.markdown(words("sources.taken_out_how"))
        with st.container(horizontal=True):
            for source in sources:
                label = words("sources.take_out", source=context.titled_source(source))
                say.button(
                    label, key=f"take_out_{source}", on_click=_take_out, args=(context, source)
                )


def _take_out(context: Context, source: str) -> None:
    words, state = context.words, st.session_state
    try:
        titled = context.titled_source(source)
        folder = user_part.remove(source)
        state["taken_out"] = words("sources.taken_out", source=titled, folder=folder)
    except TradeproofError as error:
        state["not_taken_out"] = words("sources.not_taken_out", reason=str(error))


if __name__ == "__main__":  # Streamlit runs the file of the page
    show(frame.current())
