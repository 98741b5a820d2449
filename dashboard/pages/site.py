"""The dashboard as a whole: its pages, the head of every page, and where it starts."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from babel import negotiate_locale

from dashboard.answers import public_files, source_rows
from dashboard.answers.book_words import book_words
from dashboard.answers.selection import FALLBACK_LANGUAGE, LANGUAGES, from_query
from dashboard.pages import frame, say
from dashboard.pages.frame import Context
from dashboard.wording.formats import Formats
from dashboard.wording.words import words
from data import store
from data.errors import TradeproofError
from data.official import embedded
from data.store import Edition

PAGES_FOLDER = Path(__file__).parent
STYLE = PAGES_FOLDER.parent / "html" / "style.css"
PAGES = ("overview", "partner", "check", "data", "sources")


def run() -> None:
    """Read the address, open the edition and show the page that the address names."""
    language = _language()
    st.set_page_config(page_title=words(language)("app.name"), page_icon="⚖️", layout="wide")
    st.html(STYLE)
    try:
        edition = _edition(str(store.home()), store.published_name())
        book = book_words(edition, language)
    except TradeproofError as error:
        say.error(str(error))
        st.stop()
    selection, problems = from_query(frame.address(), public_files.known(edition))
    chosen = selection.with_(language=language)
    pages = {
        name: st.Page(
            PAGES_FOLDER / f"{name}.py",
            title=words(language)(f"page.{name}"),
            url_path=name,
            default=name == "overview",
        )
        for name in PAGES
    }
    known = source_rows.by_id(edition)
    publishers = frame.publishers(known, book, language)
    formats = Formats(language, frame.publications(known, publishers, Formats(language)))
    context = Context(edition, chosen, formats, pages, publishers, book)
    current = st.navigation(list(pages.values()), position="hidden")
    frame.head(context)
    for warning in edition.warnings:
        say.warning(warning)
    for problem in problems:
        frame.problem(context, problem)
    frame.remember(context)
    current.run()
    frame.foot(context)


def _language() -> str:
    """The language the address names, else the reader's browser's, else `FALLBACK_LANGUAGE`."""
    asked = st.query_params.get("lang")
    if asked in LANGUAGES:
        return asked
    of_browser = negotiate_locale([st.context.locale or ""], LANGUAGES, sep="-")
    return of_browser or FALLBACK_LANGUAGE


@st.cache_resource(show_spinner=False, max_entries=2)
def _edition(home: str, published: str | None) -> Edition:  # noqa: ARG001  (keys of the cache)
    """The edition to show; a newly published one is opened on the next run of a page."""
    return embedded.open_up_to_date()
