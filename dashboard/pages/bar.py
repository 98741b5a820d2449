"""The bar on top of every page: the name, the pages, the pair and the language."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from dashboard.answers import pairs
from dashboard.answers.selection import LANGUAGES, Selection
from dashboard.html.navigation import PageLink, navigation
from dashboard.pages import frame, in_browser, say, widget_names
from dashboard.pages.frame import Context

OF_A_PAIR = ("partner", "factsheet")  # pages that show one pair, whatever the address names
ALL = ""
GO = "go_to"  # a page that a widget leads to


def show_bar(context: Context, current: str, unknown: Sequence[str] = ()) -> None:
    """Draw the bar of the page that is open; an `unknown` side of the pair is left to choose."""
    words = context.words
    plain = Selection(
        reporter=context.selection.reporter[:1],
        partner=context.selection.partner[:1],
        language=context.language,
    )
    with st.container(horizontal=True, vertical_alignment="center", key="bar"):
        links = [
            PageLink(words(f"page.{name}"), frame.address_of(name, plain), name == current)
            for name in context.pages
            if name != "factsheet"
        ]
        home = frame.address_of("overview", plain)
        st.html(
            navigation(words("app.name"), home, words("app.pages"), words("app.menu"), links),
            width="content",
        )
        with st.container(horizontal=True, vertical_alignment="center", key="pair"):
            _pair(context, current, unknown)
        _language(context)
        mark_page(context)


def mark_page(context: Context) -> None:
    """Tell the browser the language of the page and the names of widgets in it; links follow it."""
    names = widget_names.names(context.words)
    content = context.words("app.content")
    in_browser.run(
        "page_marks", "page_marks", language=context.language, names=names, content=content
    )


def _pair(context: Context, current: str, unknown: Sequence[str]) -> None:
    """Reporter and partner; a page of lists shows all of either until one is chosen."""
    known = pairs.reporters(context.edition)
    chosen = context.selection
    if current in OF_A_PAIR:
        reporter, partner = pairs.sides(context.edition, chosen)
    else:
        reporter = chosen.reporter[0] if len(chosen.reporter) == 1 else ALL
        partner = chosen.partner[0] if len(chosen.partner) == 1 else ALL
    if current == "overview" and not reporter:
        reporter = next(iter(known))
    reporter = ALL if "reporter" in unknown else reporter
    partner = ALL if "partner" in unknown else partner
    keys = ("reporter", "partner")
    if current not in (*OF_A_PAIR, "overview"):  # their own filters have these keys
        keys = ("bar_reporter", "bar_partner")
    reporters = {reporter, *known} - {ALL}
    partners = {partner, *(known.get(reporter, ()) if reporter else _every(known))} - {ALL}
    follow = partial(_follow, context, current, reporter, partner)
    _side(context, keys[0], "reporter", reporters, reporter, follow, current)
    swap = context.words("app.swap")
    if say.button(  # shown as a sign by `page.css`
        swap,
        key="swap",
        help=swap,
        disabled=not (reporter and partner),
        type="tertiary",
    ):
        frame.go(context.edition, reporter=(partner,), partner=(reporter,), freq=())
        st.rerun()
    _side(context, keys[1], "partner", partners, partner, follow, current)


def _every(known: dict[str, list[str]]) -> set[str]:
    return {partner for partners in known.values() for partner in partners}


def _side(context, key, field, options, chosen, follow, current) -> None:
    """One side of the pair; a page that is not of one pair can show all."""
    area = context.formats.area
    needs_one = current in OF_A_PAIR or (current == "overview" and field == "reporter")
    listed = [*([] if needs_one else [ALL]), *sorted(options, key=area)]
    st.session_state[key] = chosen if chosen in listed else None
    say.selectbox(
        context.words(f"filter.{field}"),
        listed,
        format_func=lambda code: area(code) if code else context.words(f"app.every_{field}"),
        key=key,
        label_visibility="collapsed",
        placeholder=context.words(f"app.choose_{field}"),
        on_change=follow,
        args=(key, field),
        width=168,
    )


def _follow(
    context: Context, current: str, reporter: str, partner: str, key: str, field: str
) -> None:
    """Write the chosen side into the address; of the overview a partner leads to their page."""
    code = st.session_state[key]
    if code is None or not frame.is_choice():
        return
    if code == (reporter if field == "reporter" else partner):  # what the page itself has set
        return
    if field == "reporter" and code and code == partner:
        frame.go(context.edition, reporter=(partner,), partner=(reporter,), freq=())
    elif current == "overview" and field == "partner":
        st.session_state[GO] = {"reporter": (reporter,), "partner": (code,)}
    elif current == "overview":
        frame.go(context.edition, reporter=(code,), partner=())
    else:
        frame.go(context.edition, **{field: (code,) if code else ()})


def follow_choice(context: Context) -> None:
    """Show the page that a choice in the bar leads to."""
    if GO in st.session_state:
        query = context.selection.with_(**st.session_state.pop(GO)).to_query()
        st.switch_page(context.pages["partner"], query_params=query)


def _language(context: Context) -> None:
    st.session_state["language"] = context.language
    say.segmented_control(
        context.words("app.language"),
        LANGUAGES,
        format_func=str.upper,
        key="language",
        label_visibility="collapsed",
        required=True,
        on_change=_speak,
        args=(context,),
    )


def _speak(context: Context) -> None:
    opened = context.selection.claim
    frame.go(context.edition, language=st.session_state["language"], claim=opened)
