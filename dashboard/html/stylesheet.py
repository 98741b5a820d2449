"""The look of the pages: the files of `styles/`, one a page or a kind of part, joined in order."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from dashboard.html.markup import Html

FOLDER = Path(__file__).parent / "styles"
ORDER = (
    "page",
    "bar",
    "verdicts",
    "pictures",
    "tables",
    "proof",
    "uploader",
    "data",
    "compare",
    "partner",
    "check_text",
    "check",
    "overview",
    "sources",
)


@cache
def css() -> Html:
    """All of it, read once."""
    return Html("\n".join((FOLDER / f"{name}.css").read_text(encoding="utf-8") for name in ORDER))


@cache
def style() -> Html:
    """The same as an element of a page."""
    return Html("<style>{}</style>").format(css())
