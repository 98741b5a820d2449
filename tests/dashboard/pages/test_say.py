"""The elements that pages put text with: what is chosen stays when its name changes."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.support.pages import without_exception

CHOSEN = {"one": ["hai"], "some": ["ba", "một"], "none": []}


def page() -> None:
    import streamlit as st

    from dashboard.pages import say

    called = {"en": ("one", "two", "three"), "vi": ("một", "hai", "ba")}
    options = dict(zip((1, 2, 3), called[st.session_state.get("lang", "en")], strict=True))
    say.selectbox("One", options, index=1, format_func=options.__getitem__, key="one")
    say.multiselect("Some", options, default=[3, 1], format_func=options.__getitem__, key="some")
    say.selectbox("None", options, index=None, format_func=options.__getitem__, key="none")


@pytest.mark.parametrize("key", CHOSEN)
def test_a_choice_is_shown_by_its_name_in_the_new_language(key: str) -> None:
    """The browser shows and sends back the old name until it is given the new one."""
    app = without_exception(AppTest.from_function(page).run())
    before = app.session_state[key]
    app.session_state["lang"] = "vi"
    without_exception(app.run())
    [shown] = [e.proto for kind in ("selectbox", "multiselect") for e in app.get(kind)
               if e.key == key]  # fmt: skip
    assert shown.set_value
    raw = shown.raw_values if key == "some" else [shown.raw_value]
    assert [name for name in raw if name] == CHOSEN[key]
    assert app.session_state[key] == before
    without_exception(app.run())
    assert app.session_state[key] == before
