"""What makes a table unreadable as a whole; one row that cannot be read is a rejected row."""

from __future__ import annotations

from data.errors import TradeproofError


class TableError(TradeproofError):
    """A table that cannot be read: the file, what is wrong, and what would be right."""

    def __init__(self, file: str, reason: str) -> None:
        self.file, self.reason = file, reason
        super().__init__(f"{file}: {reason}")
