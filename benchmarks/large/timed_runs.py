"""Where a size is measured, and processes of their own with the time and memory that they took."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from benchmarks.large.made_trade import Size
from tests.support.checkout import ROOT


@dataclass(frozen=True)
class Place:
    """A size with its CSVs, the home that they are loaded into, and where other files may lie."""

    size: Size
    folder: Path
    files: tuple[Path, ...]

    @classmethod
    def of(cls, size: Size, folder: Path) -> Place:
        """Where a size lies; its CSVs are written if they are not there."""
        done = run("-m", "benchmarks.large.made_trade", size.name, str(folder))
        files = tuple(Path(line) for line in done.answer.splitlines())
        return cls(size, folder / size.name, files)

    @property
    def home(self) -> Path:
        """The home that has the size as its data set `cepii-baci` once loading was measured."""
        return self.folder / "home"


@dataclass(frozen=True)
class Done:
    """A process that has ended well: `cpu` seconds of all cores, `peak` resident bytes."""

    seconds: float
    cpu: float
    peak: int
    answer: str


def run(*arguments: str, home: Path | None = None) -> Done:
    """Run this Python with arguments in the checkout.

    Raises
    ------
    RuntimeError
        It failed.
    """
    environment = os.environ | ({"TRADEPROOF_HOME": str(home)} if home else {})
    since = perf_counter()
    with subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        answer = process.stdout.read() if process.stdout else ""
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - since
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(arguments)} ended with {process.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Done(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit, answer)
