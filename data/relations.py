"""Two verbs on DuckDB relations that every room uses."""

from __future__ import annotations

from typing import Any

from duckdb import DuckDBPyRelation


def derive(observations: DuckDBPyRelation, select: str) -> DuckDBPyRelation:
    """The relation a SELECT makes of `observations` (its name in the statement); lazy."""
    derived = observations.query("observations", select)
    if derived is None:
        raise ValueError("derive takes a SELECT, which gives a relation")
    return derived


def records(relation: DuckDBPyRelation) -> list[dict[str, Any]]:
    """Every row as a dictionary by column, in the relation's order."""
    names = relation.columns
    return [dict(zip(names, row, strict=True)) for row in relation.fetchall()]
