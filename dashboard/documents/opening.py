"""The plain text of a document that a person gives: .txt, .md, .html, .docx or .pdf."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from dashboard.documents.confined import pages_in_child
from dashboard.documents.reading_limits import LARGEST, NotReadable, Unreadable
from dashboard.documents.text_of_kind import KINDS, PLAIN, joined, pages_of
from dashboard.wording.formats import ENGLISH, Formats
from data.errors import TradeproofError


class DocumentError(TradeproofError):
    """A document whose text cannot be read; its message is in English.

    `name` is the document, `reason` a key under `document` in the words, `values` what that text
    needs beside the name: numbers, and names that are the same in every language.
    """

    def __init__(self, name: str, reason: Unreadable, values: Mapping[str, int | str]) -> None:
        self.name, self.reason, self.values = name, reason, values
        super().__init__(self.said(ENGLISH))

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

    Paragraphs, headings and rows of a table stand apart by a blank line, cells by a tab. All but
    plain text is read in a child process, within limits of time and memory.

    Raises
    ------
    DocumentError
        The document is of another kind, too large, damaged, protected, or has no text in it;
        reading it takes too long or too much memory, or others are read already.
    """
    kind = PurePath(name).suffix.lower()
    try:
        if kind and kind not in KINDS:
            raise NotReadable(Unreadable.UNKNOWN_KIND, kinds=", ".join(KINDS))
        if len(data) > LARGEST:
            raise NotReadable(Unreadable.TOO_LARGE, limit=LARGEST)
        pages = pages_of(kind, data) if kind in PLAIN else pages_in_child(kind, data)
    except NotReadable as error:
        raise DocumentError(name, error.reason, error.values) from error
    text = joined(pages)
    empty = [number for number, page in enumerate(pages, start=1) if not page]
    return Document(name, text, tuple(empty) if text else ())


def _runs(pages: Sequence[int]) -> list[str]:
    """Rising page numbers with neighbours put together: `2`, `4–6`."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
