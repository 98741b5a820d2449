"""From CSVs of BACI to a published data set, against DuckDB's own way to the same file."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import duckdb

from benchmarks.large.measured import Line
from benchmarks.large.timed_runs import Done, Place, run
from data import store
from data.attached import FIGURE_TABLES

RUNS = {"1m": 7, "10m": 3, "100m": 1}
OPENINGS = 21
MEMORY = 4 * 2**30  # that a load must do with


def measure(place: Place) -> Iterator[Line]:
    """Load, in turn with the best SQL; the last home that was loaded stays as `place.home`.

    Raises
    ------
    RuntimeError
        The two have not made the same figures.
    """
    ours: list[Done] = []
    best: list[Done] = []
    by_hand = place.folder / "by-hand.duckdb"
    files = [str(path) for path in place.files]
    for _ in range(RUNS[place.size.name]):
        shutil.rmtree(place.home, ignore_errors=True)
        store.load_figures(place.home)  # a load adds to an edition, as it mostly does
        ours.append(run("-m", "dashboard.cli.main", "load", "baci", *files, home=place.home))
        by_hand.unlink(missing_ok=True)
        best.append(run("-m", "benchmarks.large.loading_by_hand", str(by_hand), *files))
    [made] = place.home.glob("datasets/cepii-baci/*.duckdb")
    _require_same(made, by_hand)
    size = f"{made.stat().st_size / 2**20:,.0f} MB ({by_hand.stat().st_size / 2**20:,.0f} by hand)"
    beside = {
        "CPU": f"{_cpu(ours):.1f} s ({_cpu(best):.1f})",
        "memory by hand": f"{max(one.peak for one in best) / 2**30:.2f} GiB",
        "file": size,
    }
    by_hand.unlink()
    yield Line(
        "load BACI from CSV to a published edition", place.size.name,
        [one.seconds for one in ours], [one.seconds for one in best],
        max(one.peak for one in ours), beside,
    )  # fmt: skip
    yield _opening(place)


def _cpu(done: list[Done]) -> float:
    return sorted(one.cpu for one in done)[len(done) // 2]


def _opening(place: Place) -> Line:
    seconds = []
    for _ in range(OPENINGS):
        since = perf_counter()
        edition = store.open_edition(place.home)
        seconds.append(perf_counter() - since)
        edition.connection.close()
    return Line("open the edition", place.size.name, seconds)


def _require_same(made: Path, by_hand: Path) -> None:
    """As many figures in each table, with one sum."""
    found = []
    for path in (made, by_hand):
        with duckdb.connect(path, read_only=True) as connection:
            tables = [connection.table(name) for name in FIGURE_TABLES]
            found.append([t.aggregate("count(*), sum(value)").fetchall() for t in tables])
    if found[0] != found[1]:
        raise RuntimeError(f"the loader and the SQL by hand differ: {found}")
