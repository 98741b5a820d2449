"""The dashboard as a whole: its pages, the head of every page, and where it starts."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from babel import negotiate_locale

from dashboard.answers import pairs, public_files, source_rows
from dashboard.answers.book_words import book_words
from dashboard.answers.selection import FALLBACK_LANGUAGE, LANGUAGES, from_query
from dashboard.html.markup import only_picture
from dashboard.pages import bar, frame, picture, say
from dashboard.pages.frame import Context
from dashboard.wording import source_names
from dashboard.wording.formats import Formats
from dashboard.wording.words import words
from data import store
from data.errors import TradeproofError
from data.official import embedded
from data.store import Edition

PAGES_FOLDER = Path(__file__).parent
STYLE = PAGES_FOLDER.parent / "html" / "style.css"
PAGES = {  # the address of each and its file
    "overview": "overview.py",
    "partner": "partner.py",
    "compare": "compare.py",
    "check": "check.py",
    "check-text": "check_text.py",
    "data": "data.py",
    "sources": "sources.py",
    "factsheet": "factsheet.py",
}


def run() -> None:
    """Read the address, open the edition and show the page that the address names."""
    frame.mark_drawn()
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
            PAGES_FOLDER / file,
            title=words(language)(f"page.{name}"),
            url_path=name,
            default=name == "overview",
        )
        for name, file in PAGES.items()
    }
    known = source_rows.by_id(edition)
    publishers = source_names.publishers(known, book, language)
    formats = Formats(language, source_names.publications(known, publishers, Formats(language)))
    context = Context(edition, chosen, formats, pages, publishers, book)
    current = st.navigation(list(pages.values()), position="hidden")
    name = current.url_path or "overview"
    st.set_page_config(page_title=_title(context, name))
    embedded = bool(st.context.is_embedded)
    if embedded and chosen.chart:
        st.html(only_picture(chosen.chart))
    if not embedded:
        bar.show_bar(context, name)
        bar.follow_choice(context)
    for warning in edition.warnings:
        say.warning(warning)
    for problem in problems:
        frame.problem(context, problem)
    frame.remember(context)
    current.run()
    if chosen.chart:
        picture.say_if_missing(context, chosen.chart)
    if not embedded:
        frame.foot(context)


def _title(context: Context, page: str) -> str:
    """What the reader's browser calls the page: the pair, or else the page, and the project."""
    shown = context.words(f"page.{page}")
    if page in bar.OF_A_PAIR:
        shown = context.formats.pair(*pairs.sides(context.edition, context.selection))
    return f"{shown} · {context.words('app.name')}"


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
