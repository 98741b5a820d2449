"""`make bench-large`: a million, ten million and a hundred million rows, in one table.

    make bench-large ROWS="1m 10m"
    python -m benchmarks.large 1m 10m 100m --parts loading --folder /mnt/large

The rows are made up once and stay in the folder (`--folder`, else TRADEPROOF_LARGE, else one in the
system's folder of temporary files): 60 MB, 0.5 GB and 5 GB of CSV and of data sets beside them.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks.large import loading, question_times, readers
from benchmarks.large.made_trade import SIZES
from benchmarks.large.measured import Line, machine, table
from benchmarks.large.timed_runs import Place

# In this order: the questions are asked of what was loaded.
PARTS: dict[str, Callable[[Place], Iterable[Line]]] = {
    "loading": loading.measure,
    "questions": question_times.measure,
    "readers": readers.measure,
}


def main() -> None:
    """Measure and print the table."""
    asked = _arguments()
    lines: list[Line] = []
    for name in asked.rows:
        place = Place.of(SIZES[name], asked.folder)
        for part in asked.parts:
            for line in PARTS[part](place):
                print(" | ".join(line.cells), flush=True)
                lines.append(line)
    print(f"\n{machine()}\n\n{table(lines)}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.large")
    parser.add_argument("rows", nargs="*", choices=[*SIZES, []], default=["1m", "10m"])
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=[*PARTS])
    temporary = Path(tempfile.gettempdir()) / "tradeproof-large"
    given = os.environ.get("TRADEPROOF_LARGE") or temporary
    parser.add_argument("--folder", type=Path, default=Path(given))
    return parser.parse_args()


if __name__ == "__main__":
    main()
