"""The child that reads one document: bytes on standard input, one JSON object on standard output.

`confined.py` starts it. It loads no more than reading takes: no Streamlit, DuckDB or pandas.
"""

from __future__ import annotations

import json
import os
import sys

if sys.platform != "win32":
    import resource

from dashboard.documents.reading_limits import NotReadable, Unreadable
from dashboard.documents.text_of_kind import pages_of

NICE = 10  # a document may wait for the pages of everyone else


def main(kind: str, cpu_seconds: str, memory: str) -> None:
    """Read the document that standard input holds within these limits, and answer."""
    _confine(int(cpu_seconds), int(memory))
    try:
        answer = {"pages": pages_of(kind, sys.stdin.buffer.read())}
    except NotReadable as error:
        answer = _refusal(error)
    except MemoryError:
        answer = _refusal(NotReadable(Unreadable.TOO_MUCH_MEMORY, limit=int(memory)))
    sys.stdout.write(json.dumps(answer))


def _refusal(error: NotReadable) -> dict[str, object]:
    return {"reason": error.reason, "values": error.values}


def _confine(cpu_seconds: int, memory: int) -> None:
    if sys.platform == "win32":
        return
    os.nice(NICE)
    _lower(resource.RLIMIT_CORE, 0, 0)
    _lower(resource.RLIMIT_FSIZE, 0, 0)  # no file is written, though a pipe is
    # A second between the two, as the first ends the child by a signal that names the cause.
    _lower(resource.RLIMIT_CPU, cpu_seconds, cpu_seconds + 1)
    if sys.platform != "darwin":  # which refuses the limit, or takes it and does not keep it
        _lower(resource.RLIMIT_AS, memory, memory)


def _lower(limit: int, soft: int, hard: int) -> None:
    """Set a limit of the kernel, or leave it where it is stricter already."""
    if sys.platform == "win32":
        return
    allowed = resource.getrlimit(limit)[1]
    if allowed != resource.RLIM_INFINITY:
        soft, hard = min(soft, allowed), min(hard, allowed)
    resource.setrlimit(limit, (soft, hard))
