"""A text of the reader's own: what to give, and the run of the check."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import streamlit as st

from analytics.reading.checking import CheckedText
from analytics.reading.corrections import Changes, corrected
from analytics.reading.reader import Read, read
from analytics.reconciling.effort import Progress
from dashboard.answers import whole_edition
from dashboard.documents import reading_limits
from dashboard.documents.opening import DocumentError, open_document
from dashboard.documents.text_of_kind import KINDS
from dashboard.pages import frame, say
from dashboard.pages.check_text_add import add_to_book
from dashboard.pages.check_text_edit import changes_by_hand, explain_correction
from dashboard.pages.check_text_result import show_result
from dashboard.pages.frame import Context
from dashboard.pages.uploader import uploader
from dashboard.pages.waiting import progress_bar
from dashboard.wording.formats import capital
from data import codes
from data.errors import TradeproofError
from data.store import Edition

AUTO = "auto"
HEIGHT = 220  # pixels
FIRST_DAY, LAST_DAY = date(1945, 1, 1), date(2100, 12, 31)


@dataclass
class Run:
    """A text that was read, and its last check; kept for the session, never in the address.

    `number` tells the runs of a session apart, so that corrections belong to one text only.
    """

    number: int
    read: Read
    known: tuple[str, Changes] | None = None
    checked: CheckedText | None = None

    def check(
        self, edition: Edition, changes: Changes, progress: Progress | None = None
    ) -> CheckedText:
        """The text checked with some fields corrected; worked out anew only when these change.

        Raises
        ------
        TradeproofError
            A correction cannot be used; the last check stays.
        """
        if self.checked is None or self.known != (edition.name, changes):
            asked = corrected(self.read, changes)
            self.checked = whole_edition.checked(edition, asked, progress)
            self.known = edition.name, changes
        return self.checked


def show(context: Context) -> None:
    """Draw the page."""
    words = context.words
    say.title(words("text.title"))
    say.markdown(words("text.intro"))
    say.caption(words("text.private"))
    _text(context)
    _about(context)
    with st.container(horizontal=True):
        asked = say.button(words("text.run"), key="check_run", type="primary")
        example = words("text.example")
        say.button(
            words("text.try_example"), key="text_try_example", on_click=_take, args=(example,)
        )
    if asked or st.session_state.pop("text_taken", False):
        _run(context)
    run = st.session_state.get("text_run")
    if run is not None:
        _result(context, run)


def _text(context: Context) -> None:
    words = context.words
    say.text_area(
        words("text.paste"),
        key="check_text",
        height=HEIGHT,
        placeholder=words("text.placeholder"),
        persist_state="session",
    )
    uploaded = uploader(context, words("text.upload"), KINDS, "text_upload", _read_upload)
    refused = st.session_state.get("text_refused")
    if uploaded is not None and refused:
        say.error(refused.said(context.formats) + ".")
    document = st.session_state.get("text_document")
    if document and (uploaded is not None or st.session_state["check_text"] == document.text):
        missing = document.what_is_missing(context.formats)
        if missing:
            say.warning(capital(missing) + ".")


def _about(context: Context) -> None:
    """What the text may leave out: its language, its date, whose trade it speaks of."""
    words, area = context.words, context.formats.area
    first, second, third, fourth = st.columns(4)
    languages = (AUTO, *codes.LANGUAGES)
    names = {code: words(f"sources.language_{code}") for code in codes.LANGUAGES}
    with first:
        say.selectbox(
            words("text.language"),
            languages,
            format_func={AUTO: words("text.auto"), **names}.__getitem__,
            key="text_language",
            persist_state="session",
        )
    with second:
        say.date_input(
            words("text.published"),
            value=None,
            min_value=FIRST_DAY,
            max_value=LAST_DAY,
            format="DD/MM/YYYY",
            help=words("text.published_help"),
            key="text_published",
            persist_state="session",
        )
    areas = sorted(codes.areas(), key=area)
    for column, side in ((third, "reporter"), (fourth, "partner")):
        with column:
            say.selectbox(
                words(f"text.{side}"),
                areas,
                index=None,
                format_func=area,
                placeholder=words("text.none_chosen"),
                key=f"text_{side}",
                persist_state="session",
            )


def _take(text: str) -> None:
    """Put a text into its field and have it checked."""
    st.session_state["check_text"] = text
    st.session_state["text_taken"] = True


def _read_upload() -> None:
    """Put the text of the uploaded document into the field, where it can be seen and changed."""
    uploaded = st.session_state["text_upload"]
    st.session_state["text_refused"] = st.session_state["text_document"] = None
    if uploaded is not None:
        try:
            document = open_document(uploaded.name, uploaded.getvalue())
        except DocumentError as error:
            st.session_state["text_refused"] = error
        else:
            st.session_state["text_document"] = document
            _take(document.text)


def _run(context: Context) -> None:
    """Read the text as the widgets say; a text that cannot be read takes the last result away."""
    words, state = context.words, st.session_state
    last = state.pop("text_run", None)
    text = state["check_text"] or ""
    if not text.strip():
        say.warning(words("text.empty"))
    elif len(text) > reading_limits.LONGEST:
        counted = {"length": len(text), "limit": reading_limits.LONGEST}
        say.error(
            words("text.too_long", **{n: context.formats.number(c, 0) for n, c in counted.items()})
        )
    else:
        day = state["text_published"]
        sides = (state["text_reporter"], state["text_partner"])
        with say.spinner(words("text.run")):
            found = read(text, state["text_language"], day.isoformat() if day else None, *sides)
        state["text_run"] = Run(last.number + 1 if last else 1, found)


def _result(context: Context, run: Run) -> None:
    """The result above the cells that correct it: these are drawn first, as it rests on them."""
    if not run.read.figures:
        say.info(context.words("text.no_figures"))
    above = st.container()
    changes = changes_by_hand(context, run.read, run.number)
    with progress_bar(context, above) as progress:
        try:
            checked = run.check(context.edition, changes, progress)
        except TradeproofError as error:
            explain_correction(context, error)
            checked = run.checked or run.check(context.edition, {}, progress)
    with above:
        show_result(context, checked)
    if run.read.figures:
        add_to_book(context, checked, changes, run.number)


if __name__ == "__main__":  # Streamlit runs the file of the page
    show(frame.current())
