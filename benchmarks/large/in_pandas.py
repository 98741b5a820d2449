"""The verbs of `in_frames` in pandas."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.answers.trade_of_reporter import ENOUGH
from data import codes

CELL = ["reporter", "partner", "flow", "product", "freq", "period"]
GROUPS = list(codes.lists().group)
Cells = dict[tuple[Any, ...], tuple[Any, ...]]


class InPandas:
    """In pandas."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, tables: Sequence[str], **chosen: Sequence[str]) -> pd.DataFrame:
        """Row groups that cannot have a row are not read."""
        filters = [(name, "in", list(values)) for name, values in chosen.items()]
        return pd.concat(
            [pd.read_parquet(self._folder / f"{name}.parquet", filters=filters) for name in tables]
        )

    def with_growth(self, rows: pd.DataFrame) -> pd.DataFrame:
        """A merge with itself."""
        base = rows.assign(period=(rows["period"].astype(int) + 1).astype(str))
        merged = rows.merge(base, "left", CELL, suffixes=("", "_base"))
        return merged.assign(rate=100 * (merged["value"] / merged["value_base"] - 1))

    def without_groups(self, rows: pd.DataFrame) -> pd.DataFrame:
        """By the list of groups."""
        return rows[~rows["partner"].isin(GROUPS)]

    def of_newest_full_year(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Counted by year."""
        counts = rows.groupby("period")["partner"].count()
        return rows[rows["period"] == counts[counts >= ENOUGH * counts.max()].index.max()]

    def with_rank(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The greatest is the first."""
        by_year = rows.groupby("period")["value"]
        place = by_year.rank(method="min", ascending=False)
        return rows.assign(rank=place, partners=by_year.transform("count"))

    def concentration(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Of more than one partner."""
        by_year = rows.groupby("period")["value"]
        squared = (rows["value"] / by_year.transform("sum")) ** 2
        found = pd.DataFrame(
            {"hhi": squared.groupby(rows["period"]).sum(), "parts": by_year.count()}
        )
        return found[found["parts"] > 1].reset_index()

    def newest(self, rows: pd.DataFrame, most: int) -> pd.DataFrame:
        """Sorted as a whole."""
        by = ["period", "reporter", "partner", "product", "flow"]
        return rows.sort_values(by, ascending=[False, True, True, True, True]).head(most)

    def cells(self, rows: pd.DataFrame, keys: Sequence[str], values: Sequence[str]) -> Cells:
        """A number that is not there is none."""
        known = rows[[*keys, *values]].astype(object)
        known = known.where(known.notna(), None)
        at = len(keys)
        return {tuple(row[:at]): tuple(row[at:]) for row in known.itertuples(index=False)}
