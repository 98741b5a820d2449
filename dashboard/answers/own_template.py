"""The project's own layout of a table of figures, as a file to fill in."""

from __future__ import annotations

from datetime import datetime

from dashboard.answers.file_formats import NUMBER, TEXT, WRITERS, Table

COLUMNS = {
    "reporter": TEXT,
    "partner": TEXT,
    "flow": TEXT,
    "product": TEXT,
    "period": TEXT,
    "value": NUMBER,
    "unit": TEXT,
    "currency": TEXT,
}
EXAMPLES: list[tuple[object, ...]] = [
    ("BRA", "ARG", "export", "TOTAL", "2024", 13800.5, "million", "USD"),
    ("BRA", "ARG", "import", "TOTAL", "2024-Q1", 2950.25, "million", "USD"),
]
KINDS = ("csv", "xlsx")
MADE = datetime(2026, 1, 1)  # the same bytes at every download


def template(kind: str) -> bytes:
    """A file with the headings that are understood without a question, and two example rows."""
    return WRITERS[kind](Table("template", COLUMNS, EXAMPLES, MADE))
