"""The plain text of a document that a person gives: .txt, .md, .html, .docx or .pdf."""

from __future__ import annotations

import logging
import re
import unicodedata
import zlib
from io import BytesIO
from pathlib import PurePath

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from dashboard.marked_up import NotReadable, text_of_docx, text_of_html
from data.errors import TradeproofError

KINDS = (".txt", ".md", ".html", ".htm", ".docx", ".pdf")
LARGEST = 20_000_000  # bytes of a document
LONGEST = 2_000_000  # characters of its text, some 300,000 words
MOST_PAGES = 500

BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
DECLARED = re.compile(rb"<meta[^<>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]{1,40})")
# The letters that a language has beside the Latin ones, by the code page of its old documents.
CODE_PAGES = {
    "windows-1251": frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя"),
    "windows-1258": frozenset(
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
    ),
}
LATIN = frozenset("abcdefghijklmnopqrstuvwxyz")
ALLOWED_CONTROLS = "\t\n\r\f\v"
# What pypdf lets through for a file that is not what the format says, beside its own errors.
BROKEN_PDF = (
    PyPdfError, ArithmeticError, AssertionError, AttributeError, LookupError, OSError,
    RecursionError, TypeError, ValueError, zlib.error,
)  # fmt: skip

logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def text_of(name: str, data: bytes) -> str:
    """The plain text of a document; the end of its name tells its kind, text where it has none.

    Paragraphs, headings and rows of a table stand apart by a blank line, cells by a tab.

    Raises
    ------
    TradeproofError
        The document is of another kind, too large, damaged, protected, or has no text in it.
    """
    kind = PurePath(name).suffix.lower()
    if kind and kind not in KINDS:
        raise TradeproofError(f"{name} cannot be read; a document is one of: {', '.join(KINDS)}")
    if len(data) > LARGEST:
        raise TradeproofError(f"{name} is larger than {LARGEST:,} bytes; read it in parts")
    try:
        if kind == ".pdf":
            text = _text_of_pdf(data)
        elif kind == ".docx":
            text = text_of_docx(data, most=4 * LARGEST)
        elif kind in (".html", ".htm"):
            text = text_of_html(_decoded(data, _declared(data)))
        else:
            text = _decoded(data)
    except NotReadable as reason:
        raise TradeproofError(f"{name} {reason}") from reason
    if kind in (".html", ".htm", ".docx") and not text:
        raise TradeproofError(f"{name} has no text in it; save it again, or paste its text")
    if len(text) > LONGEST:
        raise TradeproofError(
            f"{name} has more than {LONGEST:,} characters of text; read it in parts"
        )
    return text


def _decoded(data: bytes, declared: str | None = None) -> str:
    """The characters of a text: by its byte order mark, as UTF-8, else by its code page."""
    encoding = BYTE_ORDER_MARKS.get(data[:2], "utf-8-sig")
    try:
        return _without_controls(data.decode(encoding))
    except UnicodeDecodeError as error:
        wrong = f"is not in {encoding.removesuffix('-sig').upper()} (byte {error.start:,})"
    if encoding == "utf-16" or b"\0" in data:
        raise NotReadable(f"{wrong}; save it in UTF-8")
    fitting = {page: text for page in CODE_PAGES if (text := _in_code_page(data, page)) is not None}
    if declared in fitting:
        return fitting[declared]
    if len(set(fitting.values())) != 1:
        raise NotReadable(f"{wrong} nor clearly in Windows-1251 or 1258; save it in UTF-8")
    return next(iter(fitting.values()))


def _in_code_page(data: bytes, page: str) -> str | None:
    """The text in a code page, or None where a word mixes in letters of no such language."""
    try:
        text = unicodedata.normalize("NFC", data.decode(page))
    except UnicodeDecodeError:
        return None
    letters = CODE_PAGES[page]
    for word in re.findall(r"[^\W\d_]+", text.lower()):
        foreign = set(word) - letters
        has_both_scripts = page == "windows-1251" and foreign and set(word) & letters
        if foreign - LATIN or has_both_scripts:
            return None
    return _without_controls(text)


def _declared(data: bytes) -> str | None:
    """The code page that a page of HTML says it is in."""
    found = DECLARED.search(data[:4096])
    return found[1].decode("ascii").lower() if found else None


def _without_controls(text: str) -> str:
    """The same text.

    Raises
    ------
    NotReadable
        Control characters show that it is no text.
    """
    if any(unicodedata.category(c) == "Cc" and c not in ALLOWED_CONTROLS for c in set(text)):
        raise NotReadable("is no text: it has control characters; save it as text in UTF-8")
    return text


def _text_of_pdf(data: bytes) -> str:
    """The text of each page, in the order in which the file draws it."""
    pages: list[str] = []
    length = 0
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise NotReadable("is protected by a password; save it without one")
        if len(reader.pages) > MOST_PAGES:
            raise NotReadable(f"has more than {MOST_PAGES} pages; read it in parts")
        for page in reader.pages:
            pages.append(page.extract_text().strip())
            length += len(pages[-1])
            if length > LONGEST:
                raise NotReadable(f"has more than {LONGEST:,} characters; read it in parts")
    except DependencyError as error:
        raise NotReadable("is protected in a way that is not known; save it without") from error
    except BROKEN_PDF as error:
        raise NotReadable("is a damaged PDF, or none; save it again, or paste its text") from error
    text = "\n".join(page for page in pages if page)
    if not text:
        raise NotReadable(
            "has no text in it, only pictures of pages; "
            "run a text recognition on it first, or paste its text"
        )
    return text
