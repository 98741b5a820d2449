"""The plain text of the pages of a PDF."""

from __future__ import annotations

import logging
import zlib
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from dashboard.documents.reading_limits import LONGEST, MOST_PAGES, NotReadable, Unreadable

# What pypdf lets through for a file that is not what the format says, beside its own errors.
BROKEN_PDF = (
    PyPdfError, ArithmeticError, AssertionError, AttributeError, DependencyError, LookupError,
    NotImplementedError, OSError, RecursionError, TypeError, ValueError, zlib.error,
)  # fmt: skip
UNKNOWN_PROTECTION = (DependencyError, NotImplementedError)  # only while it is opened

logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def pages_of_pdf(data: bytes) -> list[str]:
    """The text of each page, in the order in which the file draws it."""
    pages: list[str] = []
    length = 0
    try:
        reader = _opened_pdf(data)
        if len(reader.pages) > MOST_PAGES:
            raise NotReadable(Unreadable.TOO_MANY_PAGES, limit=MOST_PAGES)
        for page in reader.pages:
            pages.append(page.extract_text().strip())
            length += len(pages[-1])
            if length > LONGEST:
                raise NotReadable(Unreadable.TOO_LONG, limit=LONGEST)
    except BROKEN_PDF as error:
        raise NotReadable(Unreadable.DAMAGED_PDF) from error
    if not any(pages):
        raise NotReadable(Unreadable.ONLY_PICTURES)
    return pages


def _opened_pdf(data: bytes) -> PdfReader:
    try:
        reader = PdfReader(BytesIO(data))
        is_locked = reader.is_encrypted and not reader.decrypt("")
    except UNKNOWN_PROTECTION as error:
        raise NotReadable(Unreadable.UNKNOWN_PROTECTION) from error
    if is_locked:
        raise NotReadable(Unreadable.PASSWORD)
    return reader
