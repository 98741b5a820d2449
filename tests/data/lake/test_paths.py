"""A path that is there is itself, whatever letters it has; else it is a pattern."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.lake.engines import duckdb_engine

NAMES = ("x*", "x?", "br[a]", "{x}", "sp ace", "quo'te")


def found(path: str, beside: Path) -> list[str]:
    """Which files are read."""
    beside.mkdir()
    with duckdb_engine(beside) as engine:
        engine.open(path)
        engine.see({"value": "v"})
        return sorted(v for piece in engine.ask("FROM lake") for v in piece["value"].to_pylist())


@pytest.mark.parametrize("name", NAMES)
def test_what_is_there_is_itself_and_no_pattern(tmp_path: Path, name: str) -> None:
    for folder in (name, "xy", "bra"):
        (tmp_path / folder / "deep").mkdir(parents=True)
        pq.write_table(pa.table({"v": [folder]}), tmp_path / folder / "deep" / f"{name}.parquet")
    assert found(f"{tmp_path}/{name}", tmp_path / "one") == [name]
    assert found(f"{tmp_path}/{name}/deep/{name}.parquet", tmp_path / "two") == [name]


def test_what_is_not_there_is_a_pattern(tmp_path: Path) -> None:
    for name in ("xy", "xz", "z"):
        pq.write_table(pa.table({"v": [name]}), tmp_path / f"{name}.parquet")
    assert found(f"{tmp_path}/x*.parquet", tmp_path / "one") == ["xy", "xz"]
    assert found(f"{tmp_path}/[z]*.parquet", tmp_path / "two") == ["z"]
