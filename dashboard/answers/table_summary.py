"""What became of a person's table as a whole: counted, and whose trade over which time it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from duckdb import DuckDBPyRelation

from data import codes
from data.official.table_load import NOT_NAMED, Outcome, Prepared


@dataclass(frozen=True)
class Summary:
    """The counts of a table; those by kind in the order of their kinds.

    `carried` of the figures are from the release before. `products` counts those but all goods,
    which are `every_product` where they add up to all goods. `periods` has the first and last of
    each frequency, `currency` is None where there are several, `publisher` where none is named.
    `warnings_by_kind` is None where only the first are known.
    """

    figures: int
    rolled_up: int
    carried: int
    rejected: Mapping[str, int]
    left_out_cells: int
    left_out: Mapping[str, int]
    unknown: int
    warnings: int
    warnings_by_kind: Mapping[str, int] | None
    reporters: tuple[str, ...]
    partners: tuple[str, ...]
    flows: tuple[str, ...]
    products: int
    every_product: bool
    periods: Mapping[str, tuple[str, str]]
    currency: str | None
    publisher: str | None


def summary(ready: Prepared, outcome: Outcome) -> Summary:
    """The counts of a table that was tried or loaded."""
    found, known = ready.understanding, outcome.known
    counts = found.counts()
    left_out: Counter[str] = Counter()
    for kind, cells in found.left_out().aggregate("kind, sum(cells)::BIGINT", "kind").fetchall():
        left_out[kind] = cells
    is_every = sum(outcome.warnings.values()) == known["warnings"]
    return Summary(
        figures=known["figures"],
        rolled_up=known["rolled_up"],
        carried=_count_carried(ready),
        rejected=outcome.rejected,
        left_out_cells=counts.get("left out", 0),
        left_out=left_out,
        unknown=counts.get("unknown", 0),
        warnings=known["warnings"],
        warnings_by_kind=outcome.warnings if is_every else None,
        reporters=tuple(found.areas("reporter")),
        partners=tuple(found.areas("partner")),
        flows=tuple(_distinct(found.figures(), "flow")),
        products=len(_distinct(found.figures().filter(f"product <> '{codes.TOTAL}'"), "product")),
        every_product=ready.every_product,
        periods=found.period_range(),
        currency=known["currency"],
        publisher=publisher_of(known["publisher"]),
    )


def publisher_of(publisher: str) -> str | None:
    """The publisher of a data set; None where a person named none."""
    return None if publisher in ("", NOT_NAMED) else publisher


def _distinct(rows: DuckDBPyRelation, column: str) -> list[Any]:
    return [value for (value,) in rows.project(column).distinct().order(column).fetchall()]


def _count_carried(ready: Prepared) -> int:
    if ready.carried is None:
        return 0
    [(count,)] = ready.understanding.connection.sql(ready.carried).count("*").fetchall()
    return count
