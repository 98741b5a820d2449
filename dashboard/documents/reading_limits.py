"""What a document may hold, what reading it may take, and how it is refused.

The child may take far more than a document within the first three limits needs: the longest Word
document and the longest PDF take 3 seconds and 150 MB, the largest HTML page of the smallest cells
7 seconds and 650 MB.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

LARGEST_MB = 20
LARGEST = LARGEST_MB * 1_000_000  # bytes of a document; the server takes no larger upload
LONGEST = 2_000_000  # characters of its text, some 300,000 words
MOST_PAGES = 500


@dataclass(frozen=True)
class Limits:
    """What the child that reads one document may take; `confined.py` says what holds where."""

    cpu_seconds: int = 20
    seconds: int = 60  # by the clock: a machine that is busy with others gives a third of its time
    memory: int = 1_000_000_000  # bytes of address space
    turn_seconds: int = 60  # to wait for a child, while others read: as long as one may take


class Unreadable(StrEnum):
    """Why a document has no text for us: a key under `document` in the words."""

    UNKNOWN_KIND = "unknown_kind"
    TOO_LARGE = "too_large"
    TOO_LONG = "too_long"
    NO_TEXT = "no_text"
    WRONG_ENCODING = "wrong_encoding"
    NO_CODE_PAGE = "no_code_page"
    CONTROL_CHARACTERS = "control_characters"
    DAMAGED_PDF = "damaged_pdf"
    TOO_MANY_PAGES = "too_many_pages"
    ONLY_PICTURES = "only_pictures"
    UNKNOWN_PROTECTION = "unknown_protection"
    PASSWORD = "password"
    OLD_WORD = "old_word"
    DAMAGED_WORD = "damaged_word"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    DOCUMENT_TYPE = "document_type"
    TOO_SLOW = "too_slow"
    TOO_MUCH_MEMORY = "too_much_memory"
    READING_ENDED = "reading_ended"
    TOO_MANY_AT_ONCE = "too_many_at_once"


class NotReadable(Exception):
    """A document without text for us: why, and the values that its words need."""

    def __init__(self, reason: Unreadable, **values: int | str) -> None:
        self.reason, self.values = reason, values
        super().__init__(reason)
