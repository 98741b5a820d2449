"""The progress bar of `tradeproof reconcile`: on a terminal, and nowhere else."""

from __future__ import annotations

import os
import pty
import re
import subprocess
from contextlib import suppress

from tests.support.checkout import ROOT
from tests.support.commands import command, environment


def test_a_terminal_shows_a_bar_that_ends_with_every_fact(home):
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command("reconcile", "--json"),
        cwd=ROOT,
        env=environment(home),
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    )
    os.close(theirs)
    shown = everything(ours)
    assert process.wait(timeout=120) == 0
    assert "facts" in shown
    done, every = re.findall(r"(\d+)/(\d+)", shown)[-1]
    assert done == every
    assert int(every) > 150


def everything(terminal: int) -> str:
    """What is written to a terminal until its other end is closed, which Linux calls an error."""
    written = b""
    with suppress(OSError):
        while part := os.read(terminal, 1 << 16):
            written += part
    os.close(terminal)
    return written.decode()
