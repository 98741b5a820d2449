"""Faults of the machine, told as errors of an edition: a full disk, a file that cannot be read."""

from __future__ import annotations

import errno
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from data.errors import EditionError

DAMAGED_BLOCK = "Corrupt database file"  # how DuckDB says that a checksum does not match
NO_SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def named_faults(what_fails: str) -> Generator[None]:
    """Errors of the database and of the system become an EditionError that says what fails.

    Wherever an edition, or what it is built from, is written or opened stands in one, so that who
    asks for an edition can go on with the one before.
    """
    try:
        yield
    except (duckdb.Error, OSError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        raise EditionError(f"{what_fails} ({reason or error})") from error


@contextmanager
def named_damage() -> Generator[None]:
    """A damaged block becomes an EditionError: large files are not read whole when opened.

    Whatever reads the rows of an edition for a page or command stands in one.
    """
    try:
        yield
    except duckdb.Error as error:
        if not (isinstance(error, duckdb.IOException) or DAMAGED_BLOCK in str(error)):
            raise
        raise EditionError(
            f"a file of the edition is damaged ({error}); load the data set again"
        ) from error


def unwritable(folder: Path, error: OSError) -> EditionError:
    """The folder of editions cannot be written, and what would help."""
    full = error.errno in NO_SPACE
    hint = "free some space" if full else "set TRADEPROOF_HOME to a folder you own"
    return EditionError(f"cannot write to {folder} ({error.strerror}); {hint}")
