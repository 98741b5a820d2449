"""What a person should look at first in a text: each row with its doubt, and a button to settle it.

That a row is right is a correction as any by hand: the browser keeps it with the text, and it can
be undone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from analytics.reading.out.reader import Read
from analytics.reading.state.statements import CHECK
from analytics.recording.corrections import IS_RIGHT, YES, Changes
from dashboard.html.doubt_card import correct_link, doubt_card
from dashboard.pages import say
from dashboard.pages.frame import Context
from dashboard.pages.markdown import Markdown
from dashboard.wording.doubt_notes import Doubted

SHOWN = 4  # rows that are open at once


def show_doubts(context: Context, rows: Sequence[Doubted], read: Read, run: int) -> None:
    """The rows to be looked at, then those that were found right; nothing where there is neither.

    `read` is the text before it was corrected by hand, `run` its number in the session.
    """
    words = context.words
    right = _found_right(read, run)
    if not rows and not right:
        return
    with st.container(border=True, key="text_doubts"):
        if rows:
            title = f"{words('text.doubts_title')} ({len(rows)})"
            say.markdown(Markdown("### {}").format(title))
            say.markdown(words("text.doubts_how"))
            _cards(context, rows[:SHOWN], run)
        if len(rows) > SHOWN:
            with say.expander(words("text.more_doubts", n=len(rows) - SHOWN)):
                _cards(context, rows[SHOWN:], run)
        if right:
            _undo(context, right, run)


def right_by_hand(run: int) -> Changes:
    """The rows that were found right, as corrections."""
    return {name: {IS_RIGHT: YES} for name in st.session_state.get(_key(run), ())}


def give_right(given: Changes, run: int) -> None:
    """Take over what was found right before, of a text that comes back."""
    names = [name for name, fields in given.items() if fields.get(IS_RIGHT)]
    st.session_state[_key(run)] = tuple(names)


def _cards(context: Context, rows: Sequence[Doubted], run: int) -> None:
    for start in range(0, len(rows), 2):
        for column, row in zip(st.columns(2), rows[start : start + 2], strict=False):
            with column:
                st.html(doubt_card(row))
                with st.container(horizontal=True, vertical_alignment="center"):
                    say.button(
                        context.words("text.is_right_of", name=row.name),
                        key=f"text_right_{row.name}",
                        on_click=_say_right,
                        args=(row.name, run),
                    )
                    st.html(correct_link(context.words))


def _undo(context: Context, names: Iterable[str], run: int) -> None:
    words = context.words
    with st.container(horizontal=True, vertical_alignment="center", key="text_found_right"):
        say.caption(words("text.found_right", names=", ".join(names)))
        for name in names:
            say.button(
                words("text.undo", name=name),
                key=f"text_undo_{name}",
                type="tertiary",
                on_click=_take_back,
                args=(name, run),
            )


def _found_right(read: Read, run: int) -> list[str]:
    """The ids of the rows that were in doubt and found right, in the order of the text."""
    known = st.session_state.get(_key(run), ())
    return [row.name for row in read.rows if row.confidence == CHECK and row.name in known]


def _say_right(name: str, run: int) -> None:
    known = st.session_state.get(_key(run), ())
    st.session_state[_key(run)] = (*known, name)


def _take_back(name: str, run: int) -> None:
    known = st.session_state.get(_key(run), ())
    st.session_state[_key(run)] = tuple(one for one in known if one != name)


def _key(run: int) -> str:
    return f"text_found_right_{run}"
