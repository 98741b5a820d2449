"""A dashboard that draws the figures of another from constants: what its pages cost at least.

`streamlit run` of this file draws what `CONSTANT_SITE` names: a JSON file that `taken` has filled.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block
from streamlit.util import calc_hash

from dashboard.pages.site import PAGES
from tests.support.checkout import ROOT

SITE = "CONSTANT_SITE"
Drawn = list[dict[str, str]]


def taken(name: str, query: dict[str, str]) -> Drawn:
    """What a page of the dashboard of TRADEPROOF_HOME shows, in its order: charts and HTML."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    for key, value in query.items():
        app.query_params[key] = value
    if name != "overview":
        app.switch_page(f"dashboard/pages/{PAGES[name]}")
        app._page_hash = calc_hash(name)  # which a first run takes from the name of the file
    app.run()
    if app.exception:
        raise RuntimeError(f"{name} does not run: {app.exception[0].value}")
    return list(_drawn(app.main))


def _drawn(block: Block) -> Iterator[dict[str, str]]:
    for child in block.children.values():
        if isinstance(child, Block):
            yield from _drawn(child)
        elif child.type == "plotly_chart":
            proto: Any = child.proto
            yield {"chart": proto.id.split("-", 2)[2], "spec": proto.spec}
        elif child.type == "html":
            yield {"html": child.proto.body}  # ty: ignore[unresolved-attribute]
        elif child.type == "markdown":
            yield {"markdown": str(child.value)}  # ty: ignore[unresolved-attribute]


def _page(drawn: Drawn) -> Callable[[], None]:
    def draw() -> None:
        for element in drawn:
            if "chart" in element:
                with st.container(key=f"of_{element['chart']}"):
                    st.plotly_chart(
                        _figure(element["spec"]),
                        key=element["chart"],
                        config={"displayModeBar": False},
                    )
            elif "html" in element:
                st.html(element["html"])
            else:
                st.markdown(element["markdown"])

    return draw


# This file is the script of each run; what is kept between runs is kept by Streamlit.
@st.cache_resource(show_spinner=False)
def _site(path: str) -> dict[str, Drawn]:
    return json.loads(Path(path).read_text("utf-8"))


@st.cache_resource(show_spinner=False)
def _figure(spec: str) -> go.Figure:
    return go.Figure(json.loads(spec), skip_invalid=True)


def _run() -> None:
    st.set_page_config(page_title="Constants", layout="wide")
    pages = [
        st.Page(_page(drawn), title=name, url_path=name, default=name == "overview")
        for name, drawn in _site(os.environ[SITE]).items()
    ]
    st.navigation(pages, position="top").run()


if __name__ == "__main__":
    _run()
