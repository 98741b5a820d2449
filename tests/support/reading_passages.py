"""News passages of our own with the rows that the reader is to find in each."""

from __future__ import annotations

import tomllib
from typing import Any

from tests.support.checkout import ROOT

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
