"""The progress bar of `reconcile` and `check`: on a terminal, and nowhere else; and Ctrl+C."""

from __future__ import annotations

import os
import pty
import re
import signal
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


def many_rates(years: int) -> str:
    """Exports, trade and the growth of imports in each month: to be compared with each other."""
    months = ["January", "February", "March", "April", "May", "June", "July", "August", "September"]
    said = []
    for number, year in enumerate(range(2025 - years, 2025)):
        for at, month in enumerate(months):
            exports, imports = 100 + 7 * number + at, 50 + 3 * number
            said.append(
                f"Vietnam's exports to Peru reached {exports}.0 million USD in {month} {year}. "
                f"Trade between Vietnam and Peru reached {exports + imports}.0 million USD in "
                f"{month} {year}. Vietnam's imports from Peru rose 9 percent in {month} {year} "
                f"from {month} {year - 1}."
            )
    return " ".join(said)


def test_ctrl_c_while_a_text_is_checked_is_one_line_and_status_130(home, tmp_path):
    file = tmp_path / "many.txt"
    file.write_text(many_rates(12), encoding="utf-8")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command("check", str(file)),
        cwd=ROOT,
        env=environment(home),
        stdout=subprocess.PIPE,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    shown = os.read(ours, 1 << 16)
    while b"checked" not in shown:
        shown += os.read(ours, 1 << 16)
    process.send_signal(signal.SIGINT)
    shown += everything(ours).encode()
    answer, _ = process.communicate(timeout=120)
    assert (process.returncode, answer) == (130, b"")
    assert shown.splitlines()[-1] == b"tradeproof: stopped"
    assert b"Traceback" not in shown
