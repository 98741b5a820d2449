"""What was read from a text, added to the user's part of the figure book with one button."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from analytics.checking.text_check import CheckedText
from analytics.recording.book_rows import IN_DOUBT, BookRows, book_rows
from analytics.recording.corrections import Changes
from dashboard.answers.text_in_book import InBook, Standing
from dashboard.pages import changing, frame, say
from dashboard.pages.frame import Context
from dashboard.wording.text_findings import claims, figure_title, figures, level_said
from data import codes
from data.book import user_part
from data.book.rows import dated
from data.book.user_part import AlreadyAdded, Publication
from data.errors import TradeproofError, shortened

ADDED, PROBLEM = "text_added", "text_add_problem"
ENTRY = ("publisher", "title", "published", "address", "kind")


def add_to_book(
    context: Context,
    checked: CheckedText,
    by_hand: Changes,
    book: Mapping[str, InBook],
    run: int,
) -> None:
    """The figures to keep, what the catalogue says of their source, and the button.

    `by_hand` is what was corrected or found right by hand; `book` is what the figure book
    has of the figures; `run` is the text's number in the session.
    """
    words = context.words
    added = st.session_state.get(ADDED)
    if added is not None and added[0] == run:
        _say_added(context, added[1])
        return
    with say.expander(words("add.title")):
        known = user_part.source_of(checked.read.text.original)
        if known is not None:
            say.info(words("add.known", source=known))
            frame.link(context, "sources", words("add.to_sources"), source=(known,))
            return
        if not changing.may_change_here(context, "text"):
            return
        say.markdown(words("add.how"))
        rows = book_rows(checked.read, by_hand)
        chosen = rows.only(_chosen(context, checked, rows, book, run) if rows.figures else set())
        _say_refused(context, rows)
        if not chosen.figures:
            say.info(words("add.none_ticked" if rows.figures else "add.nothing"))
            return
        _entry(context)
        label = words(
            "add.button",
            figures=words("text.n_figures", n=len(chosen.figures)),
            claims=words("text.n_claims", n=len(chosen.claims)),
        )
        say.button(
            label,
            key="text_add",
            type="primary",
            on_click=_add,
            args=(context, checked, chosen, run),
        )
        problem = st.session_state.pop(PROBLEM, None)
        if problem:
            say.error(problem)


def _say_added(context: Context, source: str) -> None:
    words = context.words
    say.success(words("add.done", source=source, edition=context.edition.name))
    with st.container(horizontal=True):
        for page in ("data", "sources"):
            frame.link(context, page, words(f"add.to_{page}"), source=(source,))


def _chosen(
    context: Context, checked: CheckedText, rows: BookRows, book: Mapping[str, InBook], run: int
) -> set[str]:
    """The ids of the figures that are ticked: at first those that the book does not have."""
    words, found = context.words, figures(checked)
    table = pd.DataFrame(
        {
            "add": not _is_there(book.get(name)),
            "name": name,
            "what": figure_title(found[name], context.formats),
            "level": level_said(checked.read.text, found[name], context.formats),
            "growth": _growth(checked, rows, name),
            "in_book": _in_book(context, book.get(name)),
        }
        for name in rows.figures
    )
    headings = {
        "add": st.column_config.CheckboxColumn(words("add.add"), width=60),
        "name": st.column_config.TextColumn(words("text.correct_number"), width=60),
        "what": st.column_config.TextColumn(words("text.what")),
        "level": st.column_config.TextColumn(words("text.printed")),
        "growth": st.column_config.TextColumn(words("text.claims_title")),
        "in_book": st.column_config.TextColumn(words("text.in_book")),
    }
    edited: pd.DataFrame = st.data_editor(
        table,
        hide_index=True,
        disabled=[name for name in headings if name != "add"],
        column_config=headings,
        key=f"text_add_figures_{run}",
        alt=words("add.title"),
    )
    return set(edited.loc[edited["add"], "name"])


def _is_there(book: InBook | None) -> bool:
    return book is not None and book.standing == Standing.SAME


def _in_book(context: Context, book: InBook | None) -> str:
    """That a figure is in the book already, and whose it is there; else that it differs, or new."""
    if book is None:
        return ""
    words = context.words
    if not book.same:
        return words(f"text.book_{book.standing}")
    return words("add.there", sources=", ".join(context.source_name(r.source) for r in book.same))


def _growth(checked: CheckedText, rows: BookRows, figure: str) -> str:
    """The growth claims that are kept with a figure: `35% (c1)`."""
    text, found = checked.read.text, claims(checked)
    marks = {name: found[name].mark for name, row in rows.claims.items() if row["figure"] == figure}
    return ", ".join(f"{text.printed(m.start, m.end)} ({name})" for name, m in marks.items())


def _say_refused(context: Context, rows: BookRows) -> None:
    words = context.words
    waiting = sum(reason == IN_DOUBT for reason in rows.refused.values())
    if waiting:
        say.info(words("add.waiting", n=waiting))
    by_reason: dict[str, list[str]] = {}
    for name, reason in rows.refused.items():
        by_reason.setdefault(reason, []).append(name)
    for reason, names in by_reason.items():
        say.caption(words("add.refused", names=", ".join(names), reason=words(f"add.{reason}")))


def _entry(context: Context) -> None:
    """What the catalogue of sources says of the text."""
    words, state = context.words, st.session_state
    day = state.get("text_published")
    state.setdefault("add_published", day.isoformat() if day else "")
    publisher, title = st.columns(2)
    with publisher:
        say.text_input(words("add.publisher"), key="add_publisher")
    with title:
        say.text_input(words("add.headline"), key="add_title")
    published, kind, address = st.columns([2, 2, 4])
    with published:
        say.text_input(words("add.published"), key="add_published", placeholder="2025-05-02")
    with kind:
        say.selectbox(
            words("add.kind"),
            codes.lists().source_kind,
            format_func=lambda code: words(f"sources.kind_{code}"),
            key="add_kind",
        )
    with address:
        say.text_input(words("add.address"), key="add_address", placeholder="https://")


def _add(context: Context, checked: CheckedText, chosen: BookRows, run: int) -> None:
    """Add the chosen figures; say in the page's language why they cannot be."""
    state, words = st.session_state, context.words
    entry: dict[str, Any] = {name: (state[f"add_{name}"] or "").strip() for name in ENTRY}
    if not entry["publisher"]:
        state[PROBLEM] = words("add.no_publisher")
        return
    try:
        dated(entry["published"])
    except TradeproofError:
        state[PROBLEM] = words("add.bad_date", given=shortened(entry["published"]))
        return
    publication = Publication(
        **entry,
        language=checked.read.language,
        text=checked.read.text.original,
        statistics_of=tuple(sorted({row["reporter"] for row in chosen.figures.values()})),
        figures=tuple(chosen.figures.values()),
        claims=tuple(chosen.claims.values()),
    )
    try:
        state[ADDED] = run, user_part.add(publication)
    except AlreadyAdded as error:
        state[PROBLEM] = words("add.known", source=error.source)
    except TradeproofError as error:
        state[PROBLEM] = words("add.failed", reason=str(error))
