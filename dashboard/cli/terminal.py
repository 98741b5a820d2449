"""What commands read and write: the newest edition, the whole answer or nothing."""

from __future__ import annotations

import errno
import io
import os
import secrets
import stat
import sys
from contextlib import suppress
from pathlib import Path

from data.errors import TradeproofError
from data.official import embedded
from data.store import Edition

STANDARD_OUTPUT = "-"


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
    edition = embedded.open_up_to_date()
    for warning in edition.warnings:
        warn(warning)
    return edition


def warn(warning: str) -> None:
    """Write one line to standard error; nothing where there is nothing to warn of."""
    if warning:
        print(f"tradeproof: warning: {warning}", file=sys.stderr)


def write_to(name: str, data: bytes) -> None:
    """Write the answer to a file, whole or not at all; `-` is standard output.

    What is there and is no regular file (a pipe, a device) is written into, never replaced; a link
    stays a link to the file that it leads to.

    Raises
    ------
    TradeproofError
        The name is none of a file, or the file cannot be written.
    """
    if name == STANDARD_OUTPUT:
        answer(data)
        return
    if not name:
        raise TradeproofError("--output is empty; name a file, or - for standard output")
    try:
        _write(name, data)
    except (OSError, ValueError) as error:  # a ValueError: no file can have such a name
        reason = error.strerror if isinstance(error, OSError) else "not the name of a file"
        raise TradeproofError(
            f"cannot write {name} ({reason}); name a file in a folder you may write to"
        ) from error


def _write(name: str, data: bytes) -> None:
    if name.rpartition(os.sep)[2] in ("", os.curdir, os.pardir):  # `folder/`, there or not
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    try:
        there = Path(name).stat()
    except FileNotFoundError:
        _write_whole(Path(os.path.realpath(name)), data, None)
        return
    target = Path(os.path.realpath(name))
    if stat.S_ISREG(there.st_mode) and target.exists() and target.samefile(name):
        _write_whole(target, data, stat.S_IMODE(there.st_mode))
    else:
        with suppress(BrokenPipeError), Path(name).open("wb", buffering=0) as opened:
            _write_all(opened, data)


def _write_all(opened: io.FileIO, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[opened.write(left) or 0 :]


def _write_whole(target: Path, data: bytes, mode: int | None) -> None:
    """Write beside and rename: the whole file is there, with its mode of before, or none of it."""
    beside = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with beside.open("xb") as opened:
            opened.write(data)
            if mode is not None:
                os.fchmod(opened.fileno(), mode)
        beside.replace(target)
    except BaseException:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


def _discard_stdout() -> None:
    """Let what is still buffered go nowhere, so that Python does not fail on it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
