"""Goods added up: subheadings to headings, these to chapters, to sections and to all goods.

Figures lie in runs, each a table of `staging` sorted by `coding.KEY`: `sorted` has what was given,
`rolled_*` what is added up of it. What is printed itself is not added up again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import duckdb

from data.official import coding
from data.official.coding import Stored

ALL_GOODS, HS2, DETAIL = "all_goods", "hs2", "detail"
# Where codes are added up, of how many digits, and of which finer ones: each level of those before.
_LEVELS = ((DETAIL, 6, (7, 99)), (DETAIL, 4, (5, 6)), (HS2, 2, (3, 4)))
_CELL = ("reporter", "partner", "flow", "span", "currency")
_TIER = """
    CASE WHEN product = 'TOTAL' THEN 'all_goods' WHEN digits = 2 THEN 'hs2' ELSE 'detail' END
"""
# A sum of rows of finer goods: its bounds are the sums of theirs, its value unknown if any is.
_SUMS = {
    "value": "CASE WHEN count(value) = count(*) THEN sum(value) END",
    "low": "sum(low)",
    "high": "sum(high)",
    "status": "max(status)",
    "valuation": "CASE WHEN count(valuation) = count(*) AND min(valuation) = max(valuation) "
    "THEN min(valuation) END",
}


@dataclass(frozen=True)
class Run:
    """Figures of one tier as a SELECT, with the numbers of digits of their goods."""

    tier: str
    select: str
    digits: frozenset[int]
    is_rolled_up: bool = False


@dataclass
class Runs:
    """The runs of a data set, and how their tables are stored."""

    connection: duckdb.DuckDBPyConnection
    runs: list[Run]
    stored: Stored

    @classmethod
    def given(cls, connection: duckdb.DuckDBPyConnection, stored: Stored) -> Runs:
        """Those of what was given."""
        found = connection.execute(f"""
            SELECT {_TIER} AS tier, list(DISTINCT digits)
            FROM (SELECT DISTINCT product FROM good) JOIN staging.ware USING (product)
            GROUP BY tier ORDER BY tier
        """).fetchall()
        figures = f"SELECT {', '.join(coding.COLUMNS)} FROM good"
        of_tier = f"{figures} JOIN staging.ware USING (product) WHERE {_TIER} ="
        runs = [
            Run(tier, f"{of_tier} '{tier}'" if len(found) > 1 else figures, frozenset(digits))
            for tier, digits in found
        ]
        return cls(connection, runs, stored)

    def roll_up(self) -> None:
        """Add up what has finer goods.

        From the finest to chapters, so that a code that stands alone at a finer level is in every
        sum; all goods of chapters, or of what has no HS code (sections) where there are no
        chapters; sections of chapters.
        """
        for tier, digits, (least, most) in _LEVELS:
            finer = frozenset(range(least, most + 1))
            levels = {n for run in self._of(DETAIL) for n in run.digits} & finer
            if levels:
                part = self._united(run for run in self._of(DETAIL) if run.digits & finer)
                self._add(tier, digits, f"""
                    SELECT f.*, of_{digits} AS broader, digits AS depth
                    FROM ({part}) f JOIN staging.ware USING (product)
                    WHERE digits BETWEEN {least} AND {most}
                """, is_mixed=len(levels) > 1)  # fmt: skip
        self._add_all_goods()
        if any(self._of(HS2)):
            self._add(DETAIL, 0, f"""
                SELECT f.*, section AS broader, 0 AS depth
                FROM ({self._united(self._of(HS2))}) f JOIN staging.ware USING (product)
                WHERE section IS NOT NULL
            """)  # fmt: skip

    def _add_all_goods(self) -> None:
        chapters, others = self._of(HS2), [r for r in self._of(DETAIL) if r.digits & {0, 1}]
        parts = []
        if chapters:
            parts.append(f"SELECT *, 1 AS depth FROM ({self._united(chapters)})")
        if others:
            parts.append(f"""
                SELECT f.*, 2 AS depth FROM ({self._united(others)}) f
                JOIN staging.ware USING (product) WHERE digits < 3 AND product <> 'services'
            """)
        if parts:
            part = " UNION ALL ".join(parts)
            self._add(ALL_GOODS, 0, f"SELECT *, 'TOTAL'::product AS broader FROM ({part})",
                      is_mixed=len(parts) > 1)  # fmt: skip

    def _add(self, tier: str, digits: int, part: str, *, is_mixed: bool = False) -> None:
        """A run of sums by `broader`, of the least depth that a cell has; not what is printed.

        Where all have one depth there is no least to look for, which costs more than the sum.
        """
        name = f"staging.rolled_{tier}_{digits}"
        cell, key = ", ".join(self.stored.kept(_CELL)), ", ".join(self.stored.kept(coding.KEY))
        numbers = self.stored.kept(_SUMS)
        how = _SUMS | ({"value": "sum(value)"} if self.stored.is_exact else {})
        sums = ", ".join(f"{how[number]} AS {number}" for number in numbers)
        depth = "depth" if is_mixed else "0 AS depth"
        cells = f"PARTITION BY {cell}, broader"
        least = f"QUALIFY depth = min(depth) OVER ({cells})" if is_mixed else ""
        printed = [run for run in self._of(tier) if digits in run.digits]
        but = f"ANTI JOIN ({self._united(printed)}) USING ({key})" if printed else ""
        self.connection.execute(f"""
            CREATE TABLE {name} AS
            WITH summed AS (
                SELECT {cell}, broader, {depth}, {sums} FROM ({part}) GROUP BY ALL
            ), named AS (
                SELECT * EXCLUDE (broader, depth), broader AS product FROM summed {least}
            )
            SELECT {key}, {", ".join(numbers)}, NULL::origin AS origin, NULL::BIGINT AS origin_row
            FROM named {but} ORDER BY {key}
        """)
        select = self.stored.select(name)
        self.runs.append(Run(tier, select, frozenset({digits}), is_rolled_up=True))

    def _of(self, tier: str) -> list[Run]:
        return [run for run in self.runs if run.tier == tier]

    def _united(self, runs: Iterable[Run]) -> str:
        return " UNION ALL ".join(f"({run.select})" for run in runs)

    def united(self) -> str:
        """All figures, with whether they are added up."""
        return " UNION ALL ".join(
            f"(SELECT *, {run.is_rolled_up} AS is_rolled_up FROM ({run.select}))"
            for run in self.runs
        )

    def are_series(self) -> bool:
        """Whether each series lies whole and in its order within a run.

        Not where there are several currencies, the last part of the order, or where of some goods
        some figures are printed and others added up.
        """
        parts = [(run.tier, digits) for run in self.runs for digits in run.digits]
        return "currency" in self.stored.fixed and len(parts) == len(set(parts))
