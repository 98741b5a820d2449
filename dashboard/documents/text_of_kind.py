"""The text of a document by its kind."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dashboard.documents.plain_text import decoded
from dashboard.documents.reading_limits import LARGEST, LONGEST, NotReadable, Unreadable

PLAIN = ("", ".txt", ".md")
HTML = (".html", ".htm")
KINDS = (*PLAIN[1:], *HTML, ".docx", ".pdf")

DECLARED = re.compile(rb"<meta[^<>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]{1,40})")


def pages_of(kind: str, data: bytes) -> list[str]:
    """The text of each page; a document that has no pages is one.

    Raises
    ------
    NotReadable
        The document is damaged, protected, too large inside, or has no text in it.
    """
    pages = _pages(kind, data)
    if len(joined(pages)) > LONGEST:
        raise NotReadable(Unreadable.TOO_LONG, limit=LONGEST)
    return pages


def joined(pages: Sequence[str]) -> str:
    """The text of the whole document."""
    return "\n".join(page for page in pages if page)


def _pages(kind: str, data: bytes) -> list[str]:
    """Each library is loaded for its own kind only: pypdf takes longer than a short document."""
    if kind in PLAIN:
        return [decoded(data)]
    if kind == ".pdf":
        from dashboard.documents.pdf_pages import pages_of_pdf

        return pages_of_pdf(data)
    from dashboard.documents.marked_up import text_of_docx, text_of_html

    if kind in HTML:
        text = text_of_html(decoded(data, _declared(data)))
    else:
        text = text_of_docx(data, most=4 * LARGEST)
    if not text:
        raise NotReadable(Unreadable.NO_TEXT)
    return [text]


def _declared(data: bytes) -> str | None:
    """The code page that a page of HTML says it is in."""
    found = DECLARED.search(data[:4096])
    return found[1].decode("ascii").lower() if found else None
