"""The plain text of a document that a person gives: .txt, .md, .html, .docx or .pdf."""

from __future__ import annotations

import logging
import re
import unicodedata
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from dashboard.documents.marked_up import NotReadable, Unreadable, text_of_docx, text_of_html
from dashboard.wording.formats import Formats
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
    PyPdfError, ArithmeticError, AssertionError, AttributeError, DependencyError, LookupError,
    NotImplementedError, OSError, RecursionError, TypeError, ValueError, zlib.error,
)  # fmt: skip
UNKNOWN_PROTECTION = (DependencyError, NotImplementedError)  # only while it is opened

logging.getLogger("pypdf").setLevel(logging.CRITICAL)


class DocumentError(TradeproofError):
    """A document whose text cannot be read; its message is in English.

    `name` is the document, `reason` a key under `document` in the words, `values` what that text
    needs beside the name: numbers, and names that are the same in every language.
    """

    def __init__(self, name: str, reason: Unreadable, values: Mapping[str, int | str]) -> None:
        self.name, self.reason, self.values = name, reason, values
        super().__init__(self.said(Formats("en")))

    def said(self, formats: Formats) -> str:
        """The name and the reason in one language, without a full stop."""
        values = {
            key: formats.number(value, 0) if isinstance(value, int) else value
            for key, value in self.values.items()
        }
        return formats.words(f"document.{self.reason}", name=self.name, **values)


@dataclass(frozen=True)
class Document:
    """The plain text of a document, and the numbers of its pages that have none, from 1."""

    name: str
    text: str
    pages_without_text: tuple[int, ...] = ()

    def what_is_missing(self, formats: Formats) -> str:
        """Which pages gave no text, without a full stop; empty where all did."""
        if not self.pages_without_text:
            return ""
        return formats.words(
            "document.pages_without_text",
            n=len(self.pages_without_text),
            pages=formats.listed(_runs(self.pages_without_text)),
            name=self.name,
        )


def open_document(name: str, data: bytes) -> Document:
    """Take the text out of a document; the end of its name tells its kind, text where it has none.

    Paragraphs, headings and rows of a table stand apart by a blank line, cells by a tab.

    Raises
    ------
    DocumentError
        The document is of another kind, too large, damaged, protected, or has no text in it.
    """
    kind = PurePath(name).suffix.lower()
    try:
        if kind and kind not in KINDS:
            raise NotReadable(Unreadable.UNKNOWN_KIND, kinds=", ".join(KINDS))
        if len(data) > LARGEST:
            raise NotReadable(Unreadable.TOO_LARGE, limit=LARGEST)
        pages = _pages_of_pdf(data) if kind == ".pdf" else [_text_of_kind(kind, data)]
        text = "\n".join(page for page in pages if page)
        if kind in (".html", ".htm", ".docx") and not text:
            raise NotReadable(Unreadable.NO_TEXT)
        if len(text) > LONGEST:
            raise NotReadable(Unreadable.TOO_LONG, limit=LONGEST)
    except NotReadable as error:
        raise DocumentError(name, error.reason, error.values) from error
    empty = [number for number, page in enumerate(pages, start=1) if not page]
    return Document(name, text, tuple(empty) if text else ())


def _text_of_kind(kind: str, data: bytes) -> str:
    if kind == ".docx":
        return text_of_docx(data, most=4 * LARGEST)
    if kind in (".html", ".htm"):
        return text_of_html(_decoded(data, _declared(data)))
    return _decoded(data)


def _decoded(data: bytes, declared: str | None = None) -> str:
    """The characters of a text: by its byte order mark, as UTF-8, else by its code page."""
    encoding = BYTE_ORDER_MARKS.get(data[:2], "utf-8-sig")
    try:
        return _without_controls(data.decode(encoding))
    except UnicodeDecodeError as error:
        wrong_byte = error.start
    if encoding == "utf-16" or b"\0" in data:
        name = encoding.removesuffix("-sig").upper()
        raise NotReadable(Unreadable.WRONG_ENCODING, encoding=name, byte=wrong_byte)
    fitting = {page: text for page in CODE_PAGES if (text := _in_code_page(data, page)) is not None}
    if declared in fitting:
        return fitting[declared]
    if len(set(fitting.values())) != 1:
        raise NotReadable(Unreadable.NO_CODE_PAGE, byte=wrong_byte)
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
        raise NotReadable(Unreadable.CONTROL_CHARACTERS)
    return text


def _pages_of_pdf(data: bytes) -> list[str]:
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


def _runs(pages: Sequence[int]) -> list[str]:
    """Rising page numbers with neighbours put together: `2`, `4–6`."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
