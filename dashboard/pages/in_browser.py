"""What runs in the reader's browser: small scripts of the dashboard, served with the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

SHARED = "copying"  # stands before each of the others
SCRIPTS = Path(__file__).parents[1] / "html" / "scripts"


def run(
    script: str, key: str, on: Mapping[str, Callable[[], None]] | None = None, **data: Any
) -> None:
    """Run a script of `html/scripts` beside what the page shows, with data for it.

    `on` is what is called for each name under which the script says something.
    """
    calls = {f"on_{name}_change": call for name, call in (on or {}).items()}
    _component(script)(key=key, data=data, **calls)


@cache
def _component(script: str) -> Any:
    code = "\n".join((SCRIPTS / f"{name}.js").read_text("utf-8") for name in (SHARED, script))
    return st.components.v2.component(f"tradeproof_{script}", js=code, isolate_styles=False)
