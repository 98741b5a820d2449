"""What was measured, a line each, and the one table of it in Markdown."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

import duckdb

HEADING = (
    "what", "rows", "runs", "median", "p95", "best SQL", "ratio", "growth",
    "peak memory", "beside",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A question or a piece of work at one size.

    Parameters
    ----------
    what
        In words.
    rows
        The size, as `Size.name`.
    seconds
        Of each run.
    best
        Seconds of each run of the best hand-written SQL for the same, in turn with ours.
    peak
        The greatest resident memory of the process that did it, in bytes; None where several
        pieces of work shared one.
    beside
        What else is to be said: other tools with their time, sizes of files.
    """

    what: str
    rows: str
    seconds: Sequence[float]
    best: Sequence[float] = ()
    peak: int | None = None
    beside: Mapping[str, str] = field(default_factory=dict)

    @property
    def cells(self) -> tuple[str, ...]:
        """Of the table, in the order of `HEADING`."""
        return (
            self.what,
            self.rows,
            str(len(self.seconds)),
            duration(median(self.seconds)),
            duration(p95(self.seconds)),
            duration(median(self.best)) if self.best else "",
            f"{median(self.seconds) / median(self.best):.2f}" if self.best else "",
            f"{self.peak / 2**30:.2f} GiB" if self.peak else "",
            "; ".join(f"{name} {said}" for name, said in self.beside.items()),
        )


def p95(seconds: Sequence[float]) -> float:
    """What nineteen of twenty runs do not exceed; of few runs the longest."""
    return max(seconds) if len(seconds) < 20 else quantiles(seconds, n=20)[-1]


def duration(seconds: float) -> str:
    """In milliseconds below a second."""
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def table(lines: Iterable[Line]) -> str:
    """The lines as a table in Markdown, each with its median over that of the smallest size."""
    first: dict[str, Line] = {}
    rows = [HEADING, tuple("---" for _ in HEADING)]
    for line in lines:
        smallest = first.setdefault(line.what, line)
        grown = "" if smallest is line else f"{median(line.seconds) / median(smallest.seconds):.1f}"
        rows.append((*line.cells[:-2], grown, *line.cells[-2:]))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def machine() -> str:
    """Cores, memory and versions, in a sentence."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores ({_processor()}), {memory:.0f} GiB of memory, "
        f"{platform.system()} {platform.machine()}; Python {platform.python_version()}, "
        f"DuckDB {duckdb.__version__}"
    )


def _processor() -> str:
    """Its name, where the system tells one."""
    told = Path("/proc/cpuinfo")
    names = [
        line.partition(":")[2].strip()
        for line in (told.read_text().splitlines() if told.is_file() else [])
        if line.startswith("model name")
    ]
    return next(iter(names), platform.processor() or "of unknown make")
