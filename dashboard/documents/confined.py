"""A document read in a child process, so that none can take the service down.

What holds where: time by the clock, the bound of the answer and the end of the child everywhere;
processor time, no files and the end of all that the child started on Linux and macOS; memory on
Linux, as the kernel of macOS does not keep that limit.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import BoundedSemaphore, Event, Timer

from dashboard.documents.reading_limits import LONGEST, Limits, NotReadable, Unreadable

LIMITS = Limits()
MOST_AT_ONCE = 2  # children of this process, so that they take 2 GB at most
LARGEST_ANSWER = 12 * LONGEST + 100_000  # bytes: JSON writes a character in 12 at most

# Without `site`, which a child does not need: the path is the one that found this module.
PROGRAM = """import sys
sys.path[:] = sys.argv[4:]
from dashboard.documents.child import main
main(*sys.argv[1:4])"""
ISOLATED = ("-I", "-S", "-B")
# Where the loader finds Python itself; of all else the child has no need.
ENVIRONMENT = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")

places = BoundedSemaphore(MOST_AT_ONCE)


def pages_in_child(kind: str, data: bytes) -> list[str]:
    """The text of each page, as `text_of_kind.pages_of` gives it, read within `LIMITS`.

    Raises
    ------
    NotReadable
        As `text_of_kind.pages_of`; or reading takes too long or too much memory, ends early, or
        others read for so long that its turn does not come.
    """
    if not places.acquire(timeout=LIMITS.turn_seconds):
        raise NotReadable(Unreadable.TOO_MANY_AT_ONCE, limit=MOST_AT_ONCE)
    try:
        return _read(kind, data, LIMITS)
    except OSError as error:  # the child cannot be started
        raise NotReadable(Unreadable.READING_ENDED) from error
    finally:
        places.release()


def _read(kind: str, data: bytes, limits: Limits) -> list[str]:
    with _child(kind, limits) as child, _stopped_after(limits.seconds, child) as is_late:
        assert child.stdin is not None
        assert child.stdout is not None
        with suppress(BrokenPipeError), child.stdin:
            child.stdin.write(data)
        answer = child.stdout.read(LARGEST_ANSWER + 1)
    if is_late.is_set():
        raise NotReadable(Unreadable.TOO_SLOW, limit=limits.seconds)
    if sys.platform != "win32" and child.returncode == -signal.SIGXCPU:
        raise NotReadable(Unreadable.TOO_SLOW, limit=limits.cpu_seconds)
    return _pages(answer)


def _child(kind: str, limits: Limits) -> subprocess.Popen[bytes]:
    given = [kind, str(limits.cpu_seconds), str(limits.memory)]
    path = [str(Path(folder).absolute()) for folder in sys.path]
    return subprocess.Popen(
        [sys.executable, *ISOLATED, "-c", PROGRAM, *given, *path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in ENVIRONMENT if name in os.environ},
        start_new_session=True,
    )


@contextmanager
def _stopped_after(seconds: float, child: subprocess.Popen[bytes]) -> Generator[Event]:
    """Stop the child, and all that it started, at the end of the block or of its time.

    The event tells that its time was over.
    """
    is_late = Event()

    def stop_late() -> None:
        is_late.set()
        _stop(child)

    timer = Timer(seconds, stop_late)
    timer.daemon = True
    try:
        timer.start()
        yield is_late
    finally:
        timer.cancel()
        _stop(child)
        if timer.is_alive():  # it must not stop a number that another process has by then
            timer.join()


def _stop(child: subprocess.Popen[bytes]) -> None:
    """Kill the child's group. Nobody has waited for the child yet, so its number is its own."""
    if sys.platform == "win32":
        child.kill()
    else:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)


def _pages(answer: bytes) -> list[str]:
    """What the child answered; an answer that is cut off or none is that of a child that died."""
    try:
        said = json.loads(answer)
    except (ValueError, RecursionError) as error:
        raise NotReadable(Unreadable.READING_ENDED) from error
    match said:
        case {"pages": [*pages]} if all(isinstance(page, str) for page in pages):
            return pages
        case {"reason": str(reason), "values": dict(values)} if reason in set(Unreadable):
            raise NotReadable(Unreadable(reason), **values)
    raise NotReadable(Unreadable.READING_ENDED)
