"""Who looks at a page and may not change what the server has is told so, and can give the token."""

from __future__ import annotations

import streamlit as st

from dashboard.pages import say
from dashboard.pages.frame import Context
from dashboard.serving import permission

GIVEN = "changes_token"  # what was given as the token in this session


def may_change() -> bool:
    """Whether who looks at the page may add figures and take them out."""
    return (
        permission.everyone_may_change()
        or permission.is_at_the_machine(st.context.ip_address)
        or permission.is_token(st.session_state.get(GIVEN, ""))
    )


def may_change_here(context: Context, where: str) -> bool:
    """The same; where it may not, say so, and ask for the token if there is one.

    Parameters
    ----------
    where
        On the page: a page may ask in several places.
    """
    if may_change():
        return True
    words, key = context.words, f"{GIVEN}_{where}"
    say.info(words("changes.not_here"))
    if permission.has_token():
        say.text_input(
            words("changes.token"), key=key, type="password", on_change=_take, args=(key,)
        )
        if st.session_state.get(key):
            say.error(words("changes.wrong_token"))
    return False


def _take(key: str) -> None:
    st.session_state[GIVEN] = st.session_state[key]
