"""An uploader that speaks the language of the page: Streamlit's own words are English only."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import streamlit as st

from dashboard.documents.reading_limits import LARGEST_MB
from dashboard.html.markup import css_texts
from dashboard.pages import in_browser, say
from dashboard.pages.frame import Context


def uploader(
    context: Context, label: str, kinds: Iterable[str], key: str, on_change: Callable[[], None]
) -> Any:
    """The file that lies in it; `kinds` are the ends of names, `.csv` among them.

    `uploader.css` shows the words that are given to it here, also why a file is refused for its
    size.
    """
    words = context.words
    ends = [kind.removeprefix(".") for kind in kinds]
    told = {
        "limit": context.formats.number(LARGEST_MB, 0),
        "kinds": ", ".join(end.upper() for end in ends),
    }
    said = {f"upload-{name}": words(f"upload.{name}", **told) for name in ("limits", "refused")}
    said["upload-button"] = words("upload.button")
    st.html(css_texts(f".st-key-{key}", said))
    in_browser.run("uploader", f"names_{key}", uploader=key, button=said["upload-button"])
    return say.file_uploader(label, ends, key=key, on_change=on_change, max_upload_size=LARGEST_MB)
