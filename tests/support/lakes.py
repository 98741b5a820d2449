"""Lakes for the tests: Parquet with awkward rows, and the servers that are asked about it."""

from __future__ import annotations

import os
import subprocess
import sys
import warnings
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

SERVER = "TRADEPROOF_TEST_SPARK"  # the address of a server that the tests use beside their own
HEADINGS = ("r", "partner", "flow", "product", "ym", "v")
COLUMNS = {"r": "reporter", "ym": "period", "v": "value"}
# Reporter, partner, flow, product, month, value; and what becomes of it.
ROWS: Sequence[tuple[str | None, str | None, str, str | None, str, float | None]] = (
    ("VNM", "Kazakhstan", "X", "010121", "202401", 100.0),
    ("VNM", "Kazakhstan", "X", "010129", "202401", 1.005),
    ("VNM", "Kazakhstan", "X", "010129", "202401", 1.005),  # the same again
    ("VNM", "Kazakhstan", "X", "010121", "202402", 0.1),
    ("VNM", "Kazakhstan", "X", "010129", "202402", 0.2),
    ("VNM", "Kazakhstan", "X", "100310", "202401", 123456789012.345),
    ("VNM", "Kazakhstan", "X", "100320", "202401", 1234.56),
    ("VNM", "Kazakhstan", "M", "100310", "202401", 7.0),  # two numbers of one key
    ("VNM", "Kazakhstan", "M", "100310", "202401", 8.0),
    ("VNM", "Atlantis", "X", "100310", "202401", 8.0),  # unknown place, twice
    ("VNM", "Atlantis", "X", "100310", "202402", 9.5),
    ("VNM", "it's \\ odd", "X", "01012100", "202409", 6.5),  # unknown place
    (None, "RUS", "X", "01012100", "202409", 6.5),  # unknown place
    ("VNM", "Other countries", "X", "100310", "202402", 9.5),  # a group
    ("VNM", "Vietnam", "X", "100310", "202402", 9.5),  # with itself
    ("VNM", "RUS", "RX", "100310", "202412", 9.5),  # another flow
    ("VNM", "RUS", "what", "100310", "202412", 9.5),  # no flow
    ("VNM", "RUS", "X", "100310", "202413", 9.5),  # no month
    ("VNM", "RUS", "X", "horses", "202412", 9.5),  # no product
    ("VNM", "RUS", "X", "0101210", "202409", 5.0),  # no product
    ("VNM", "RUS", "X", "01012", "202409", 5.0),  # no product: chapter 00
    ("VNM", "RUS", "X", None, "202409", 6.5),  # no product
    ("VNM", "RUS", "X", "100310", "202412", -9.5),  # negative
    ("VNM", "RUS", "X", "100310", "202412", float("nan")),  # no number
    ("VNM", "RUS", "X", "100310", "202412", float("inf")),  # no number
    ("VNM", "RUS", "X", "100310", "202412", 1e16),  # too large
    ("VNM", "RUS", "X", "100310", "202412", -1e300),  # too large
    ("VNM", 'Atlantis, "old"', "X", "100310", "202401", 8.0),  # unknown place
    ("VNM", "RUS", "X", "100310", "202411", None),  # unknown
    ("VNM", "RUS", "X", "TOTAL", "202410", 50.0),  # all goods as printed, beside
    ("VNM", "RUS", "X", "100310", "202410", 20.0),  # some of them
    ("VNM", "RUS", "X", "10", "202409", 20.0),  # a chapter as printed, and
    ("VNM", "RUS", "X", "100310", "202409", 30.0),  # finer goods that are more
    ("VNM", "RUS", "X", "01012100", "202409", 6.5),
)


def written(folder: Path, rows: Sequence[Sequence[object]] = ROWS, kind: str = "double") -> Path:
    """A lake of rows, in two files; of the numbers that the type cannot hold there are none."""
    lake = folder / "lake"
    lake.mkdir(parents=True)
    kinds = {
        "double": pa.float64(), "decimal": pa.decimal128(18, 3), "text": pa.string(),
        "whole": pa.int64(),
    }  # fmt: skip
    half = len(rows) // 2
    for number, part in enumerate((rows[:half], rows[half:])):
        *labels, values = list(zip(*part, strict=True))
        arrays = [pa.array(column, pa.string()) for column in labels]
        numbers = pa.array([_as(kind, value) for value in values], kinds[kind])
        pq.write_table(
            pa.table([*arrays, numbers], names=list(HEADINGS)), lake / f"{number}.parquet"
        )
    return lake


def _as(kind: str, value: object) -> object:
    if kind == "double" or value is None:
        return value
    number = float(str(value))
    is_one = number == number and abs(number) < 1e15
    if kind == "text":
        return f"{number:.12f}".rstrip("0").rstrip(".") if is_one else "n/a"
    if not is_one:
        return None
    if kind == "whole":
        return int(number)
    return Decimal(f"{number:.3f}")


def require_client() -> None:
    """The test is skipped where the client or Sail is not installed."""
    pytest.importorskip("pysail")
    # The client takes a main module without a file, as that of a worker of pytest, for a run of its
    # own doctests, and ends the process.
    vars(sys.modules["__main__"]).setdefault("__file__", __file__)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # of pandas 3
        pytest.importorskip("pyspark.sql.connect.session")


@dataclass
class Server:
    """A server of Spark Connect of the tests' own: Sail, in a process that can be killed."""

    process: subprocess.Popen[bytes]
    address: str


_SAIL = """
import sys
from pysail.spark import SparkConnectServer
server = SparkConnectServer("127.0.0.1", 0)
server.start(background=True)
print(server.listening_address[1], flush=True)
sys.stdin.read()
"""


@contextmanager
def sail() -> Generator[Server]:
    """Sail on a free port of the loopback, as long as the context lasts."""
    with subprocess.Popen(
        [sys.executable, "-c", _SAIL],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        try:
            assert process.stdout is not None
            yield Server(process, f"sc://127.0.0.1:{int(process.stdout.readline())}")
        finally:
            process.kill()


def other_server() -> str | None:
    """The address of a server that whoever runs the tests names."""
    return os.environ.get(SERVER)
