"""Runs the command line, as a process or in this one: for the tests of its answers and errors."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from subprocess import CompletedProcess
from unittest import mock

from dashboard.cli.main import main
from tests.support.checkout import ROOT


def command(*arguments: str) -> list[str]:
    """The command line as this Python runs it; its working directory is `ROOT`."""
    return [sys.executable, "-m", "dashboard.cli.main", *arguments]


def environment(home: Path) -> dict[str, str]:
    """The environment of a process whose editions are in `home`."""
    return {**os.environ, "TRADEPROOF_HOME": str(home)}


def process(home: Path, *arguments: str) -> CompletedProcess[bytes]:
    """A process of its own: exit status, standard output and standard error."""
    return subprocess.run(
        command(*arguments),
        cwd=ROOT,
        env=environment(home),
        capture_output=True,
        check=False,
        timeout=120,
    )


def call(home: Path, *arguments: str, given: bytes | None = b"") -> CompletedProcess[bytes]:
    """The same in this process, many times as fast; not for a `serve` that is to serve.

    `given` is what stands on standard input, None a closed one.
    """
    out, err = (
        io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors=errors, newline="")
        for errors in ("strict", "backslashreplace")  # as Python opens the two
    )
    status: object = None
    with (
        redirect_stdout(out),
        redirect_stderr(err),
        mock.patch.object(sys, "stdin", None if given is None else _stream(given)),
        mock.patch.object(sys, "argv", ["tradeproof", *arguments]),
        mock.patch.object(os, "execv", side_effect=AssertionError("it would serve")),
        mock.patch.dict(os.environ, TRADEPROOF_HOME=str(home)),
    ):
        try:
            main()
        except SystemExit as end:
            status = end.code
    assert isinstance(status, int)
    out.flush()
    err.flush()
    written = (out.buffer.getvalue(), err.buffer.getvalue())  # ty: ignore[unresolved-attribute]
    return CompletedProcess(list(arguments), status, *written)


def _stream(given: bytes) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(given), encoding="utf-8")


def answer(done: CompletedProcess[bytes]) -> bytes:
    """Standard output of a command that had nothing to complain about."""
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout


def load(home: Path, door: str, *given: object) -> tuple[int, list[str], str]:
    """A load by one of its doors: exit status, lines of the answer, standard error."""
    done = call(home, "load", door, *map(str, given))
    return done.returncode, done.stdout.decode().splitlines(), done.stderr.decode()


def figures_of(home: Path, source: str, cell: Sequence[str], *filters: str) -> dict[str, str]:
    """The value of every figure of a source, by the columns that name its cell."""
    done = call(home, "export", "observations", "--source", source, *filters)
    return {
        " ".join(row[name] for name in cell): row["value"]
        for row in csv.DictReader(io.StringIO(answer(done).decode()))
    }


def helps(home: Path, *command: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each command from a command down, with its help."""
    text = answer(call(home, *command, "--help")).decode()
    yield command, text
    _, _, listed = text.partition("Commands:\n")
    for name in re.findall(r"^  ([a-z][\w-]*)", listed, re.MULTILINE):
        yield from helps(home, *command, name)
