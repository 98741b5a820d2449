"""Where the checkout lies, and what may lie beside it without being part of the project."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
DOCUMENTS = SHARED / "documents"
