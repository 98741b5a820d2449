"""The verbs of `in_frames` in polars, lazily as far as it goes."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.large.in_pandas import CELL, GROUPS, Cells
from dashboard.answers.trade_of_reporter import ENOUGH

pl: Any = import_module("polars")  # which not every environment has
Rows = Any  # a LazyFrame
VALUE, YEAR = pl.col("value"), pl.col("period")


class InPolars:
    """In polars."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, tables: Sequence[str], **chosen: Sequence[str]) -> Rows:
        """Row groups that cannot have a row are not read."""
        conditions = [
            pl.col(name) == values[0] if len(values) == 1 else pl.col(name).is_in(list(values))
            for name, values in chosen.items()
        ]
        files = [self._folder / f"{name}.parquet" for name in tables]
        return pl.concat([pl.scan_parquet(file).filter(*conditions) for file in files])

    def with_growth(self, rows: Rows) -> Rows:
        """A join with itself."""
        base = rows.with_columns((YEAR.cast(pl.Int32) + 1).cast(pl.String))
        joined = rows.join(base, on=CELL, how="left", suffix="_base")
        return joined.with_columns((100 * (VALUE / pl.col("value_base") - 1)).alias("rate"))

    def without_groups(self, rows: Rows) -> Rows:
        """By the list of groups."""
        return rows.filter(~pl.col("partner").is_in(GROUPS))

    def of_newest_full_year(self, rows: Rows) -> Rows:
        """Counted by year."""
        counted = rows.with_columns(pl.len().over(YEAR).alias("count"))
        full = counted.filter(pl.col("count") >= ENOUGH * pl.col("count").max())
        return full.filter(YEAR.max() == YEAR)

    def with_rank(self, rows: Rows) -> Rows:
        """The greatest is the first."""
        place = VALUE.rank("min", descending=True).over(YEAR).alias("rank")
        return rows.with_columns(place, pl.len().over(YEAR).alias("partners"))

    def concentration(self, rows: Rows) -> Rows:
        """Of more than one partner."""
        squared = ((VALUE / VALUE.sum()) ** 2).sum().alias("hhi")
        return rows.group_by(YEAR).agg(squared, pl.len().alias("parts")).filter(pl.col("parts") > 1)

    def newest(self, rows: Rows, most: int) -> Rows:
        """The greatest of an order, which polars need not sort as a whole."""
        by = ["period", "reporter", "partner", "product", "flow"]
        return rows.sort(by, descending=[True, False, False, False, False]).head(most)

    def cells(self, rows: Rows, keys: Sequence[str], values: Sequence[str]) -> Cells:
        """Here it is worked out."""
        at = len(keys)
        known = rows.select(*keys, *values).collect().rows()
        return {row[:at]: row[at:] for row in known}
