"""What commands read and write: the newest edition, the whole answer or nothing."""

from __future__ import annotations

import errno
import io
import os
import secrets
import signal
import stat
import sys
from collections.abc import Callable, Generator, Iterable
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from pathlib import Path
from time import monotonic
from typing import BinaryIO

import typer

from analytics.reconciling.effort import Progress
from data.errors import TradeproofError, as_line
from data.official import embedded
from data.query_time import INTERRUPTED
from data.store import Edition

STANDARD_INPUT = STANDARD_OUTPUT = "-"
BETWEEN, BAR = 0.1, 30  # seconds from one state of a bar to the next; its width
BAD_NEWS = 1  # the exit status of an answer that is some


def hold_standard_streams() -> None:
    """Let a stream that is closed (`>&-`) lead nowhere.

    Else the next file that is opened, a database, takes its number, and what a library writes there
    goes into that file.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)  # the lowest number is free


def answer(text: str | bytes) -> bool:
    """Write the answer to standard output; whether it is read.

    A reader that has gone, as `| head`, is no error.
    """
    if sys.stdout is None:
        raise TradeproofError(
            "cannot write to standard output (it is closed); give a file with --output"
        )
    try:
        sys.stdout.buffer.write(text.encode() if isinstance(text, str) else text)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _discard_stdout()
        return False
    except OSError as error:
        _discard_stdout()
        raise TradeproofError(
            f"cannot write to standard output ({error.strerror}); give a file with --output"
        ) from error
    return True


def open_up_to_date() -> Edition:
    """The newest edition; what is wrong with a newer one goes to standard error."""
    edition = embedded.open_up_to_date()
    for warning in edition.warnings:
        warn(warning)
    return edition


def tell(line: str) -> None:
    """Write a line to standard error, if that is open and anybody takes it."""
    if sys.stderr is not None:
        with suppress(OSError):
            print(line, file=sys.stderr, flush=True)


def warn(warning: str) -> None:
    """Tell of something in one line; nothing where there is nothing to warn of."""
    if warning:
        tell(f"tradeproof: warning: {warning}")


def complain(message: str) -> None:
    """Write one line to standard error: what is wrong and what would be right, or that it ended."""
    tell(f"tradeproof: {as_line(message)}")


@contextmanager
def opened_to_read(name: str) -> Generator[BinaryIO]:
    """A file that a command reads; `-` is standard input.

    Raises
    ------
    TradeproofError
        The name is none of a file, or the file cannot be read.
    """
    if not name:
        raise TradeproofError("the name of a file is empty; name one, or - for standard input")
    if name == STANDARD_INPUT and sys.stdin is None:  # closed before the command began
        raise TradeproofError("standard input is closed; name a file, or pipe a text to it")
    try:
        with (
            nullcontext(sys.stdin.buffer)
            if name == STANDARD_INPUT
            else Path(name).open("rb") as opened
        ):
            yield opened
    except OSError as error:
        raise TradeproofError(
            f"cannot read {input_name(name)} ({error.strerror}); "
            "name a file, or - for standard input"
        ) from error


def require_named(**given: str | None) -> None:
    """What is given as a name is one: an empty one (`--path "$UNSET"`) would stand for another.

    Raises
    ------
    TradeproofError
        The text of an option is empty or blanks.
    """
    for option, text in given.items():
        if text is not None and not text.strip():
            raise TradeproofError(f"--{option} is empty; leave it out or name one")


def input_name(name: str) -> str:
    """The name of a file that is read, as a message gives it."""
    return "standard input" if name == STANDARD_INPUT else name


@contextmanager
def progress_bar(label: str = "facts") -> Generator[Progress | None]:
    """A bar on standard error, as long as that is a terminal."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    bar = typer.progressbar(length=1, label=label, file=sys.stderr, show_pos=True)

    def show(done: int, every: int) -> None:
        bar.length = max(every, 1)
        bar.update(done - bar.pos)

    with ExitStack() as leaving:
        # Its end (a new line, and the cursor again) even if Ctrl+C comes while it is first drawn.
        leaving.push(bar)
        bar.__enter__()
        yield show


@contextmanager
def stoppable() -> Generator[None]:
    """Ctrl+C stays one inside a query, which tells of it as an error of its own.

    One that is ignored, as behind `nohup`, stays so.
    """
    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    stopped = False

    def stop(*_: object) -> None:
        nonlocal stopped
        stopped = True
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, stop)
    try:
        yield
    except INTERRUPTED as error:
        if stopped:
            raise KeyboardInterrupt from error
        raise
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def rows_bar(label: str, every: int | None = None) -> Generator[Callable[[int], None]]:
    """Rows and rate on standard error, a bar where their number is known; on a terminal only."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda _: None
        return
    began = told = monotonic()

    def show(rows: int) -> None:
        nonlocal told
        now = monotonic()
        if now - told >= BETWEEN or rows == every:
            told = now
            line = f"{label}  {_bar(rows, every)}{rows:,} rows  {rows / (now - began):,.0f}/s"
            sys.stderr.write(f"\r{line:<78}")
            sys.stderr.flush()

    try:
        yield show
    finally:
        if told != began:
            sys.stderr.write("\n")


def _bar(rows: int, every: int | None) -> str:
    if not every:
        return ""
    full = min(rows * BAR // every, BAR)
    return f"[{'#' * full:-<{BAR}}] "


def is_of_a_file(name: str) -> bool:
    """Whether what is written under this name would be a file: not a pipe, nor a device."""
    return name != STANDARD_OUTPUT and (not Path(name).exists() or Path(name).is_file())


def write_to(name: str, pieces: Iterable[bytes]) -> None:
    """Write the answer to a file, whole or not at all; `-` is standard output.

    What is there and is no regular file (a pipe, a device) is written into, never replaced; a link
    stays a link to the file that it leads to.

    Raises
    ------
    TradeproofError
        The name is none of a file, or the file cannot be written.
    """
    if name == STANDARD_OUTPUT:
        for piece in pieces:
            if not answer(piece):
                return
        return
    if not name:
        raise TradeproofError("--output is empty; name a file, or - for standard output")
    try:
        _write(name, pieces)
    except (OSError, ValueError) as error:  # a ValueError: no file can have such a name
        reason = error.strerror if isinstance(error, OSError) else "not the name of a file"
        raise TradeproofError(
            f"cannot write {name} ({reason}); name a file in a folder you may write to"
        ) from error


def _write(name: str, pieces: Iterable[bytes]) -> None:
    if name.rpartition(os.sep)[2] in ("", os.curdir, os.pardir):  # `folder/`, there or not
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    try:
        there = Path(name).stat()
    except FileNotFoundError:
        _write_whole(Path(os.path.realpath(name)), pieces, None)
        return
    target = Path(os.path.realpath(name))
    if stat.S_ISREG(there.st_mode) and target.exists() and target.samefile(name):
        _write_whole(target, pieces, stat.S_IMODE(there.st_mode))
    else:
        with suppress(BrokenPipeError), Path(name).open("wb", buffering=0) as opened:
            _write_all(opened, pieces)


def _write_all(opened: io.FileIO, pieces: Iterable[bytes]) -> None:
    for piece in pieces:
        left = memoryview(piece)
        while left:
            left = left[opened.write(left) or 0 :]


def _write_whole(target: Path, pieces: Iterable[bytes], mode: int | None) -> None:
    """Write beside and rename: the whole file is there, with its mode of before, or none of it."""
    beside = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with beside.open("xb") as opened:
            opened.writelines(pieces)
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
