"""The question whose trade a text speaks of, where it does not say: a correction by two lists."""

from __future__ import annotations

from collections import defaultdict

import streamlit as st

from analytics.reading.out.reader import Read
from analytics.recording.corrections import Changes
from dashboard.html.marked_text import finding_id
from dashboard.html.markup import NOTHING, Html
from dashboard.pages import say
from dashboard.pages.frame import Context
from dashboard.wording.text_findings import is_unnamed
from data import codes

QUESTION = "which-country"
SIDES = ("reporter", "partner")


def ask_sides(context: Context, read: Read, run: int) -> bool:
    """Ask once for all figures that leave out the same; whether there is anything to ask."""
    words, area = context.words, context.formats.area
    groups = _groups(read)
    if not groups:
        return False
    heading = Html('<h3 id="{}" tabindex="-1">{}</h3>')
    above = heading.format(QUESTION, words("text.which_country"))
    areas = sorted(codes.areas(), key=area)
    for partner, names in groups.items():
        links = (Html('<a href="#{}">{}</a>').format(finding_id(name), name) for name in names)
        why = Html('<p class="asks">{} {}</p>')
        st.html(above + why.format(words("text.which_country_why"), Html(", ").join(links)))
        above = NOTHING
        sides = SIDES[:1] if partner else SIDES
        for column, side in zip(st.columns(2), sides, strict=False):
            with column:
                say.selectbox(
                    words(f"filter.{side}"),
                    areas,
                    index=None,
                    format_func=area,
                    placeholder=words("text.none_chosen"),
                    key=_key(run, partner, side),
                    persist_state="session",
                )
    return True


def answers(read: Read, run: int) -> Changes:
    """What was answered, by partner and side."""
    said = {
        partner: {side: st.session_state.get(_key(run, partner, side)) for side in SIDES}
        for partner in _groups(read)
    }
    return {
        partner: {side: area for side, area in sides.items() if area}
        for partner, sides in said.items()
    }


def answer_sides(given: Changes, run: int) -> None:
    """Give answers that are known already, before the question is drawn."""
    for partner, sides in given.items():
        for side, area in sides.items():
            if side in SIDES and area in codes.areas():
                st.session_state[_key(run, partner, side)] = area


def sides_by_hand(read: Read, run: int) -> Changes:
    """What was answered, as corrections of the figures that were asked for."""
    changes: dict[str, dict[str, str | None]] = defaultdict(dict)
    for partner, names in _groups(read).items():
        for side in SIDES:
            answer = st.session_state.get(_key(run, partner, side))
            for name in names if answer else ():
                changes[name][side] = answer
    return dict(changes)


def together(first: Changes, second: Changes) -> Changes:
    """Both corrections; of a field that both correct, the second."""
    return {name: {**first.get(name, {}), **second.get(name, {})} for name in {**first, **second}}


def _groups(read: Read) -> dict[str, list[str]]:
    """The figures without a reporter, by their partner, which is empty where that is unknown."""
    groups: dict[str, list[str]] = defaultdict(list)
    for figure in read.figures:
        if is_unnamed(figure):
            groups[figure.subject.sides.partner or ""].append(figure.name)
    return groups


def _key(run: int, partner: str, side: str) -> str:
    return f"text_side_{run}_{partner}_{side}"
