"""The progress bar of `reconcile` and `check`, on a terminal only; Ctrl+C; closed streams."""

from __future__ import annotations

import io
import os
import pty
import re
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from dashboard.cli.terminal import progress_bar
from data import store
from data.editions import Edition
from tests.support.checkout import ROOT
from tests.support.commands import answer, call, command, environment
from tests.support.homes import FIRST


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


class Interrupted(io.StringIO):
    """A terminal on which Ctrl+C is pressed as soon as a bar is seen."""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        seen = "checked" in self.getvalue()
        super().write(text)
        if not seen and "checked" in text:
            raise KeyboardInterrupt
        return len(text)


def test_ctrl_c_at_the_first_sight_of_a_bar_gives_the_line_and_the_cursor_back(monkeypatch):
    monkeypatch.setattr(sys, "stderr", shown := Interrupted())
    with pytest.raises(KeyboardInterrupt), progress_bar("checked"):
        pytest.fail("the bar is not yet there")
    assert shown.getvalue().startswith("\r\x1b[?25l")  # no cursor while the bar is drawn
    assert shown.getvalue().endswith("0/1\x1b[?25h\n")


def everything(terminal: int) -> str:
    """What is written to a terminal until its other end is closed, which Linux calls an error."""
    written = b""
    with suppress(OSError):
        while part := os.read(terminal, 1 << 16):
            written += part
    os.close(terminal)
    return written.decode()


CLOSED = """
import os, sys
for number in sys.argv.pop(1):
    os.close(int(number))
os.execv(sys.argv[1], sys.argv[1:])
"""
TO_FILE = "cannot write to standard output (it is closed); give a file with --output"


def closing(
    home: Path, numbers: str, *arguments: str, given: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """A command that starts with some of its standard streams closed, as `>&-` does."""
    return subprocess.run(
        [sys.executable, "-c", CLOSED, numbers, *command(*arguments)], cwd=ROOT,
        env=environment(home), input=given, capture_output=True, check=False, timeout=120,
    )  # fmt: skip


@pytest.fixture(scope="module")
def built(edition) -> Path:
    return edition.path.parent.parent


@pytest.mark.parametrize(
    ("numbers", "arguments", "status", "said"),
    [
        ("1", ("status",), 2, TO_FILE),
        ("1", ("export", "no"), 2, "unknown file 'no'; one of: "),
        ("0", ("read", "-"), 2, "standard input is closed; name a file, or pipe a text to it"),
        ("0", ("read", "--batch", "-"), 2, "standard input is closed; name a file, or "),
        ("01", ("export", "balance"), 2, TO_FILE),
    ],
)
def test_a_closed_stream_is_named_in_one_line(built, numbers, arguments, status, said):
    done = closing(built, numbers, *arguments)
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (status, b"", 1)
    assert done.stderr.decode().startswith(f"tradeproof: {said}")


def test_no_message_goes_where_the_answer_is_expected(built):
    done = closing(built, "2", "export", "no")
    assert (done.returncode, done.stdout, done.stderr) == (2, b"", b"")
    assert closing(built, "012", "status").returncode == 2


def test_an_answer_needs_no_other_stream(built):
    given = ("reconcile", "--partner", "KAZ", "--json")
    whole = answer(call(built, *given))
    assert len(whole) > 1000
    for numbers in ("2", "02"):
        done = closing(built, numbers, *given)
        assert (done.returncode, done.stdout) == (0, whole)


def test_a_first_edition_is_whole_though_every_stream_is_closed(home):
    assert closing(home, "012", "status").returncode == 2
    assert [path.stem for path in (home / "editions").iterdir()] == [FIRST]
    assert store.open_edition(home).warnings == ()


def test_a_document_is_read_by_its_child_all_the_same(built, tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<p>Vietnam's exports to Peru were 5 million USD in 2024.</p>", "utf-8")
    done = closing(built, "02", "read", str(page))
    said = b"f1  VNM-PER export 2024: 5 million USD\nfigures: 1, claims: 0\n"
    assert (done.returncode, done.stdout) == (0, said)


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


@pytest.mark.parametrize(
    "given",
    [
        ("check", "-"),
        ("reconcile",),
        ("export", "growth"),
        ("status",),
        ("factsheet", "--reporter", "VNM", "--partner", "KAZ"),
    ],
)
def test_ctrl_c_inside_a_query_is_a_stop_whatever_the_command(built, monkeypatch, given):
    def interrupted(_: Edition) -> None:
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt as error:  # as DuckDB does
            raise RuntimeError("Query interrupted") from error

    monkeypatch.setattr(Edition, "cursor", interrupted)
    text = b"Vietnam's exports to Peru were 5 million USD in 2024."
    done = call(built, *given, given=text)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"tradeproof: stopped\n")


def test_a_query_that_fails_by_itself_is_no_stop(built, monkeypatch):
    def failing(_: Edition) -> None:
        raise RuntimeError("Query interrupted")

    monkeypatch.setattr(Edition, "cursor", failing)
    with pytest.raises(RuntimeError, match="Query interrupted"):
        call(built, "reconcile")
