"""What is given to be checked: a text or a document, and what it may leave out.

A text that was checked folds into a line. It stays in the session, in any language of the pages,
and in the tab of the browser (`check_text_kept`) until it is cleared, and is never in the address.
"""

from __future__ import annotations

from datetime import date

import streamlit as st

from analytics.reading.out.reader import Read
from dashboard.documents.opening import DocumentError, open_document
from dashboard.documents.text_of_kind import KINDS
from dashboard.pages import say
from dashboard.pages.frame import Context
from dashboard.pages.uploader import uploader
from dashboard.wording.formats import capital
from data import codes

AUTO = "auto"
HEIGHT = 220  # pixels
EXCERPT = 60  # characters of a text that is folded away
FIRST_DAY, LAST_DAY = date(1945, 1, 1), date(2100, 12, 31)
TAKEN, EDITING, DOCUMENT, REFUSED, FORGOTTEN = (
    f"text_{name}" for name in ("taken", "editing", "document", "refused", "forgotten")
)


def show_input(context: Context, *, has_result: bool) -> None:
    """The fields of a text, in the order in which they are needed."""
    words = context.words
    say.markdown(words("text.intro"))
    left, right = st.columns([2, 1], gap="medium")
    with left:
        say.text_area(
            words("text.paste"),
            key="check_text",
            height=HEIGHT,
            placeholder=words("text.placeholder"),
            persist_state="session",
        )
        _buttons(context, has_result)
    with right:
        uploaded = uploader(context, words("text.upload"), KINDS, "text_upload", _read_upload)
        refused = st.session_state.get(REFUSED)
        if uploaded is not None and refused:
            say.error(refused.said(context.formats) + ".")
        say.caption(words("text.private"))
    with say.expander(words("text.options")):
        _about(context)


def show_folded(context: Context, read: Read) -> None:
    """The text that was checked, in a line, and the ways to change it."""
    words = context.words
    text = " ".join(read.text.original.split())
    excerpt = text if len(text) <= EXCERPT else text[:EXCERPT].rstrip() + "…"
    said = {
        "language": capital(words(f"sources.language_{read.language}")),
        "length": context.formats.number(len(read.text.original), 0),
        "excerpt": excerpt,
    }
    with st.container(horizontal=True, key="text_folded", vertical_alignment="center"):
        say.caption(f"{words('text.input', **said)} · {words('text.stays')}")
        say.button(words("text.edit"), key="text_edit", on_click=_edit)
        say.button(words("text.another"), key="text_another", on_click=_another)
    document = st.session_state.get(DOCUMENT)
    if document and read.text.original == document.text:
        missing = document.what_is_missing(context.formats)
        if missing:
            say.warning(capital(missing) + ".")


def _buttons(context: Context, has_result: bool) -> None:
    words = context.words
    with st.container(horizontal=True):
        say.button(words("text.run"), key="check_run", type="primary", on_click=_ask)
        if has_result:
            say.button(words("text.back"), key="text_back", on_click=_go_back)
        else:
            example = words("text.example")
            say.button(
                words("text.try_example"), key="text_try_example", on_click=_take, args=(example,)
            )


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


def _ask() -> None:
    """Check what is in the field; an empty one stands for the document that was uploaded.

    Who presses the button while an upload is being read sends the field as it was before.
    """
    document = st.session_state.get(DOCUMENT)
    if document and not (st.session_state["check_text"] or "").strip():
        st.session_state["check_text"] = document.text
    st.session_state[TAKEN] = True


def _edit() -> None:
    st.session_state[EDITING] = True


def _go_back() -> None:
    """Show the result again, and with it the text that it is of."""
    st.session_state[EDITING] = False
    st.session_state["check_text"] = st.session_state["text_run"].read.text.original


def _another() -> None:
    """Take the text and its result away; what was said of texts in general stays."""
    st.session_state["check_text"] = ""
    st.session_state[EDITING] = False
    st.session_state[FORGOTTEN] = True
    for name in ("text_run", DOCUMENT, REFUSED):
        st.session_state.pop(name, None)


def _take(text: str) -> None:
    """Put a text into its field and have it checked."""
    st.session_state["check_text"] = text
    st.session_state[TAKEN] = True


def _read_upload() -> None:
    """Put the text of the uploaded document into the field, where it can be seen and changed."""
    uploaded = st.session_state["text_upload"]
    st.session_state[REFUSED] = st.session_state[DOCUMENT] = None
    if uploaded is not None:
        try:
            document = open_document(uploaded.name, uploaded.getvalue())
        except DocumentError as error:
            st.session_state[REFUSED] = error
        else:
            st.session_state[DOCUMENT] = document
            _take(document.text)
