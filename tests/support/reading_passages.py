"""News passages of our own with the rows that the reader is to find in each."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from analytics.reading.out.reader import read
from tests.support.checkout import ROOT
from tests.support.reading_rows import rows

TABLES = sorted(
    path
    for name in ("passages", "press")
    for path in (ROOT / "tests" / "analytics" / "reading").glob(f"reading_{name}*.toml")
)
PASSAGES: list[dict[str, Any]] = [
    {"lang": table.stem[-2:]} | passage  # where the name of the table tells it
    for table in TABLES
    for passage in tomllib.loads(table.read_text(encoding="utf-8"))["passage"]
]


def rows_found(passage: dict[str, Any]) -> list[str]:
    """What the reader finds in a passage; each passage is read once."""
    given = ("text", "lang", "published", "reporter", "partner")
    return list(_read(*(passage.get(name) for name in given)))


@cache
def _read(*given: Any) -> tuple[str, ...]:
    return tuple(rows(read(*given)))
