"""Folders of editions as tests find, fill and damage them."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from data.editions import SCHEMA_VERSION
from data.store import Edition

FIRST, SECOND, THIRD = "edition-000001", "edition-000002", "edition-000003"


def kept(home: Path) -> list[str]:
    """Every file of the editions and of the books."""
    return sorted(path.name for name in ("book", "editions") for path in (home / name).iterdir())


def files(*names: str) -> list[str]:
    """The files these editions consist of, where each came with a book of its own."""
    return sorted(file for name in names for file in (_book_of(name), f"{name}.json"))


def manifest_of(home: Path, name: str) -> Path:
    return home / "editions" / f"{name}.json"


def book_of(home: Path, name: str) -> Path:
    """The book that an edition came with."""
    return home / "book" / _book_of(name)


def place(home: Path, edition: Edition, *names: str) -> Path:
    """Put copies of the built edition there and publish the last: quicker than building."""
    for folder in ("editions", "book"):
        (home / folder).mkdir()
    manifest = edition.path.read_text(encoding="utf-8")
    for name in names:
        shutil.copy(book_of(edition.path.parent.parent, edition.name), book_of(home, name))
        named = manifest.replace(_book_of(edition.name), _book_of(name))
        manifest_of(home, name).write_text(named, encoding="utf-8")
    (home / "current").write_text(f"{names[-1]}\n", encoding="utf-8")
    return home


def figures_in(edition: Edition) -> int:
    [(count,)] = edition.relation("figure").count("*").fetchall()
    return count


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def change_manifest(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    manifest = json.loads(path.read_text(encoding="utf-8"))
    change(manifest)
    path.write_text(json.dumps(manifest), encoding="utf-8")


def change_schema_version(path: Path, by: int) -> None:
    change_manifest(path, lambda manifest: manifest.update(schema_version=SCHEMA_VERSION + by))


def _book_of(name: str) -> str:
    return name.replace("edition", "book") + ".duckdb"


def flip(path: Path, at: int, bits: int = 255) -> None:
    """Change some bits of a byte; once more makes it what it was."""
    with path.open("r+b") as file:
        file.seek(at)
        [byte] = file.read(1)
        file.seek(at)
        file.write(bytes([byte ^ bits]))
