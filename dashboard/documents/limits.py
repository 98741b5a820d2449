"""What a document may hold, what reading it may take, and how it is refused.

The child may take far more than a document within the first three limits needs: the longest Word
document and the longest PDF take 3 seconds and 150 MB, the largest HTML page of the smallest cells
7 seconds and 650 MB.
"""

from __future__ import annotations

from dataclasses import dataclass

LARGEST = 20_000_000  # bytes of a document
LONGEST = 2_000_000  # characters of its text, some 300,000 words
MOST_PAGES = 500


@dataclass(frozen=True)
class Limits:
    """What the child that reads one document may take; `confined.py` says what holds where."""

    cpu_seconds: int = 20
    seconds: int = 60  # by the clock: a machine that is busy with others gives a third of its time
    memory: int = 1_000_000_000  # bytes of address space
    turn_seconds: int = 60  # to wait for a child, while others read: as long as one may take


class NotReadable(Exception):
    """Why a document has no text for us: a key under `document` in the words, and its values."""

    def __init__(self, reason: str, **values: int | str) -> None:
        self.reason, self.values = reason, values
        super().__init__(reason)
