"""What commands read and write: the newest edition, the whole answer or nothing."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from data import store
from data.errors import TradeproofError
from data.store import Edition


def answer(text: str | bytes) -> None:
    """Write the answer to standard output; a reader that has gone, as `| head`, is no error."""
    try:
        sys.stdout.buffer.write(text.encode() if isinstance(text, str) else text)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _discard_stdout()
    except OSError as error:
        _discard_stdout()
        raise TradeproofError(
            f"cannot write to standard output ({error.strerror}); give a file with --output"
        ) from error


def open_up_to_date() -> Edition:
    """The newest edition; what is wrong with a newer one goes to standard error."""
    edition = store.open_up_to_date()
    for warning in edition.warnings:
        warn(warning)
    return edition


def warn(warning: str) -> None:
    """Write one line to standard error; nothing where there is nothing to warn of."""
    if warning:
        print(f"tradeproof: warning: {warning}", file=sys.stderr)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that there is the whole of it or none.

    Raises
    ------
    TradeproofError
        The file cannot be written.
    """
    beside = path.with_name(path.name + ".part")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise TradeproofError(
            f"cannot write {path} ({error.strerror}); name a file in a folder you may write to"
        ) from error


def _discard_stdout() -> None:
    """Let what is still buffered go nowhere, so that Python does not fail on it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
