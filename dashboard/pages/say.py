"""Streamlit's elements with text on them: the only door through which a page puts text.

Each is the function of Streamlit of the same name, except that a string is shown as it is:
its text, its tooltip and the names of its options are escaped unless they are `Markdown`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar

import streamlit as st

from dashboard.pages.markdown import Markdown

Drawn = TypeVar("Drawn")
NAMES_DRAWN = "names_drawn"  # in the session: how the options of each element were called


def _escaped(draw: Callable[..., Drawn]) -> Callable[..., Drawn]:
    """The element with its text, its tooltip and the names of its options escaped."""

    @wraps(draw)
    def say(text: str, *args: Any, **settings: Any) -> Drawn:
        if settings.get("help") is not None:
            settings["help"] = Markdown.escape(settings["help"])
        return draw(Markdown.escape(text), *args, **settings)

    return say


def _escaped_options(draw: Callable[..., Drawn]) -> Callable[..., Drawn]:
    """The same of an element whose options are Markdown, too."""
    with_label = _escaped(draw)

    @wraps(draw)
    def say(text: str, *args: Any, format_func: Callable[[Any], str] = str, **rest: Any) -> Drawn:
        def named(option: Any) -> Markdown:
            return Markdown.escape(format_func(option))

        return with_label(text, *args, format_func=named, **rest)

    return say


def _renamed_options(draw: Callable[..., Drawn]) -> Callable[..., Drawn]:
    """An element whose choice stays where its options are called otherwise: in another language.

    Streamlit's browser sends back the name of the choice, and shows it until it is told another
    one. An old name is no option of the new run, so the choice itself would be lost: it is set
    anew, by which the browser gets its new name.
    """
    with_label = _escaped(draw)

    @wraps(draw)
    def say(
        text: str,
        options: Iterable[Any],
        *,
        key: str,
        format_func: Callable[[Any], str] = str,
        **rest: Any,
    ) -> Drawn:
        options, state = list(options), st.session_state
        names = [format_func(option) for option in options]
        drawn = state.setdefault(NAMES_DRAWN, {})
        if drawn.get(key, names) != names and key in state:
            chosen = state[key]
            every = chosen if isinstance(chosen, list) else [chosen]
            if chosen is None or all(one in options for one in every):
                state[key] = chosen
                rest = {name: rest[name] for name in rest if name != "default"}
                if rest.get("index") is not None:
                    del rest["index"]  # neither is used where the choice is set
        drawn[key] = names
        return with_label(text, options, key=key, format_func=format_func, **rest)

    return say


title = _escaped(st.title)
header = _escaped(st.header)
subheader = _escaped(st.subheader)
markdown = _escaped(st.markdown)
caption = _escaped(st.caption)
info = _escaped(st.info)
success = _escaped(st.success)
warning = _escaped(st.warning)
error = _escaped(st.error)
spinner = _escaped(st.spinner)
expander = _escaped(st.expander)
button = _escaped(st.button)
download_button = _escaped(st.download_button)
file_uploader = _escaped(st.file_uploader)
form_submit_button = _escaped(st.form_submit_button)
checkbox = _escaped(st.checkbox)
toggle = _escaped(st.toggle)
text_input = _escaped(st.text_input)
text_area = _escaped(st.text_area)
date_input = _escaped(st.date_input)
selectbox = _renamed_options(st.selectbox)  # the names of its options are no Markdown
multiselect = _renamed_options(st.multiselect)  # nor are those of these
select_slider = _escaped_options(st.select_slider)
segmented_control = _escaped_options(st.segmented_control)
pills = _escaped_options(st.pills)


def progress(value: float, text: str) -> None:
    """A bar from 0 to 1 with its text."""
    st.progress(value, Markdown.escape(text))


def page_link(page: Any, *, label: str, **settings: Any) -> None:
    """A link to a page."""
    st.page_link(page, label=Markdown.escape(label), **settings)


def tabs(labels: Iterable[str], *, default: str, **settings: Any) -> Any:
    """Tabs, of which one is open."""
    return st.tabs(list(map(tab_label, labels)), default=tab_label(default), **settings)


def tab_label(label: str) -> str:
    """The label of a tab as Streamlit names the open one in the state of its key."""
    return Markdown.escape(label)
