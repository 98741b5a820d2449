"""The dashboard as a whole: its pages, the head of every page, and where it starts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st
from babel import negotiate_locale
from streamlit.navigation.page import Page

from dashboard.answers import pairs, public_files, source_rows
from dashboard.answers.book_words import book_words
from dashboard.answers.newest_edition import newest
from dashboard.answers.selection import FALLBACK_LANGUAGE, LANGUAGES, from_query
from dashboard.html.markup import only_picture
from dashboard.html.stylesheet import style
from dashboard.pages import address_problems, bar, frame, picture, say
from dashboard.pages.frame import Context
from dashboard.wording import source_names
from dashboard.wording.formats import Formats
from dashboard.wording.words import words
from data.errors import TradeproofError

PAGES_FOLDER = Path(__file__).parent
FIRST_PAGE = "overview"
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
    st.html(style())
    try:
        edition = newest()
        book = book_words(edition, language)
    except TradeproofError as error:
        say.error(str(error))
        st.stop()
    pages = {
        name: st.Page(
            PAGES_FOLDER / file,
            title=words(language)(f"page.{name}"),
            url_path=name,
            default=name == FIRST_PAGE,
        )
        for name, file in PAGES.items()
    }
    current = st.navigation(list(pages.values()), position="hidden")
    name = current.url_path or FIRST_PAGE
    selection, problems = from_query(frame.address(), public_files.known(edition), name)
    chosen = selection.with_(language=language)
    known = source_rows.by_id(edition)
    publishers = source_names.publishers(known, book, language)
    formats = Formats(language, source_names.publications(known, publishers, Formats(language)))
    context = Context(edition, chosen, formats, pages, publishers, book)
    unanswered = address_problems.unanswered(name, chosen, problems)
    st.set_page_config(page_title=_title(context, name, unanswered))
    embedded = bool(st.context.is_embedded)
    if embedded and chosen.chart:
        st.html(only_picture(chosen.chart))
    if not embedded:
        bar.show_bar(context, name, unanswered)
        bar.follow_choice(context)
    else:
        bar.mark_page(context)
    for warning in edition.warnings:
        say.warning(warning)
    if unanswered:
        address_problems.show_instead(context, name, problems)
    else:
        address_problems.show(context, name, problems)
        _show(context, current)
    if not embedded:
        frame.foot(context)


def _show(context: Context, current: Page) -> None:
    """Run the page; above it, whether it has the picture that the address names."""
    asked = context.selection.chart
    above = st.container() if asked else None
    frame.remember(context)
    current.run()
    if asked and above:
        with above:
            picture.say_if_missing(context, asked)


def _title(context: Context, page: str, unanswered: Sequence[str]) -> str:
    """What the reader's browser calls the page: the pair, or else the page, and the project."""
    shown = context.words(f"page.{page}")
    if page in bar.OF_A_PAIR and not unanswered:
        shown = context.formats.pair(*pairs.sides(context.edition, context.selection))
    return f"{shown} · {context.words('app.name')}"


def _language() -> str:
    """The language the address names, else the reader's browser's, else `FALLBACK_LANGUAGE`."""
    asked = st.query_params.get("lang")
    if asked in LANGUAGES:
        return asked
    of_browser = negotiate_locale([st.context.locale or ""], LANGUAGES, sep="-")
    return of_browser or FALLBACK_LANGUAGE
