"""Small files written whole or not at all, and files taken away that nothing names."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Write a small file so that a reader sees the old text or the new one, never a part.

    What stands in the way, left by a killed process or a pipe that nobody reads, goes first.

    Raises
    ------
    OSError
        It cannot be written; what was there is there.
    """
    beside = path.with_name(path.name + ".new")
    take_away(beside)
    try:
        with beside.open("x", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        take_away(beside)
        raise


def take_away(*paths: Path) -> None:
    """Take files away that nothing names, as well as that is possible."""
    for path in paths:
        with suppress(OSError):
            path.unlink(missing_ok=True)
