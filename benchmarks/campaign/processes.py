"""Processes that the campaign starts, lets run or kills, and the folder that it works in."""

from __future__ import annotations

import os
import random
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

from tests.support.checkout import ROOT
from tests.support.commands import command, environment


def moments(tries: int, whole: Callable[[], float]) -> list[float]:
    """Random moments of the time that a whole run takes, most of them near its beginning."""
    seconds, chance = min(whole() for _ in range(2)), random.Random(11)
    return [seconds * 1.1 * chance.random() ** 3 for _ in range(tries)]


def start(home: Path, program: str) -> subprocess.Popen[bytes]:
    """A process of Python that works on a folder of editions."""
    return subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=environment(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def begun(home: Path, program: str) -> subprocess.Popen[bytes]:
    """A process that has loaded its modules and begins its work now."""
    process = start(home, program)
    if process.stdout is None or process.stdout.readline() != b"\n":
        raise RuntimeError(f"the process did not begin: {program!r}")
    return process


def run(home: Path, program: str) -> float:
    """Let it run to its end; the seconds that its work took."""
    process, since = begun(home, program), time.monotonic()
    if process.wait() != 0:
        raise RuntimeError(f"it failed undisturbed: {program!r}")
    return time.monotonic() - since


def killed(home: Path, program: str, moment: float) -> str:
    """Kill it so many seconds after it began its work; how it ended."""
    process = begun(home, program)
    time.sleep(moment)
    process.kill()
    return "it was done" if process.wait() == 0 else "killed"


def on_a_full_disk(home: Path, length: int, *arguments: str) -> tuple[int, str]:
    """Status and standard error of a command for which no file may grow beyond a length, bytes."""
    done = subprocess.run(
        command(*arguments),
        cwd=ROOT,
        env=environment(home),
        capture_output=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (length, length)),
        timeout=120,
        check=False,
    )
    return done.returncode, done.stderr.decode("utf-8", "replace")


@contextmanager
def readers(count: int, read: Callable[[], None]) -> Generator[None]:
    """Threads that read again and again meanwhile."""
    over = Event()

    def again_and_again() -> None:
        while not over.is_set():
            read()

    threads = [Thread(target=again_and_again) for _ in range(count)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


def emptied(folder: Path) -> Path:
    """A folder of its own for the campaign, empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.chdir(folder)
    return folder
