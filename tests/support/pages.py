"""A page as Streamlit has run it: its address, its title and every text on it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import unescape
from typing import Any

from streamlit.testing.v1 import AppTest

Visit = Callable[..., AppTest]


def without_exception(app: AppTest) -> AppTest:
    assert [problem.value for problem in app.exception] == []
    return app


def title(app: AppTest) -> str:
    [found] = app.title
    return found.value


def address(app: AppTest) -> dict[str, list[str]]:
    given = app.query_params.items()
    return {name: value if isinstance(value, list) else [value] for name, value in given}


def page_links(app: AppTest) -> list[tuple[str, str]]:
    """The name and the address of each page in the bar."""
    [bar] = [e.proto.body for e in app.get("html") if e.proto.body.startswith("<nav")]
    wide = bar.split("<details")[0]
    found = re.findall(r'<li><a href="([^"]*)"[^>]*>([^<]*)</a>', wide)
    return [(unescape(name), unescape(href)) for href, name in found]


def tables(app: AppTest) -> str:
    """The text of the HTML on the page, a line for each cell."""
    bodies = [element.proto.body for element in app.get("html")]
    cells = re.sub(r"<(?:/t[dh]|/li|/small|small)[^>]*>", "\n", "\n".join(bodies))
    return unescape(re.sub(r"<style>.*?</style>|<[^>]+>", "", cells, flags=re.DOTALL))


def everything(app: AppTest) -> str:
    """Every text on the page that a reader sees."""
    kinds = ("title", "header", "subheader", "markdown", "caption", "info", "warning", "error")
    texts = [str(element.value) for kind in kinds for element in app.get(kind)]
    labels = [str(expander.label) for expander in app.expander]
    return "\n".join([*texts, *labels, tables(app)])


def said(elements: Iterable[Any]) -> list[str]:
    """What messages say, without the marks that keep Markdown from being any."""
    return [re.sub(r"\\(?=[\W_])", "", one.value).replace("\u2060", "") for one in elements]


def each_said(elements: Iterable[Any]) -> list[str]:
    """The same of messages of which one may be a list, line by line."""
    lines = [line for one in elements for line in one.value.split("\n")]
    return [line.removeprefix("- ") for line in lines]


def keys(app: AppTest) -> set[str]:
    kinds = ("selectbox", "multiselect", "button_group", "select_slider", "download_button",
             "text_area", "text_input", "button", "file_uploader", "toggle",
             "checkbox")  # fmt: skip
    return {str(element.key) for kind in kinds for element in app.get(kind)}
