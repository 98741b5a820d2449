"""Three verbs on DuckDB relations that every room uses."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import partial
from typing import Any

from duckdb import ConstantExpression, DuckDBPyRelation, FunctionExpression

from data.faults import named_damage

Row = dict[str, Any]


def derive(observations: DuckDBPyRelation, select: str) -> DuckDBPyRelation:
    """The relation a SELECT makes of `observations` (its name in the statement); lazy.

    The connection finds the relation by the name of the variable. `DuckDBPyRelation.query` gives
    the same and makes a view for it, after which whatever the relation is made of is bound once
    more: a question of several steps then takes longer to be put than to be answered.
    """
    connection = getattr(observations, "_con", None)  # private; without it the slow way is left
    asked = partial(observations.query, "observations") if connection is None else connection.sql
    derived = asked(select)
    if derived is None:
        raise ValueError("derive takes a SELECT, which gives a relation")
    return derived


def records(relation: DuckDBPyRelation) -> list[Row]:
    """Every row as a dictionary by column, in the relation's order."""
    names = relation.columns
    with named_damage():
        rows = relation.fetchall()
    return [dict(zip(names, row, strict=True)) for row in rows]


def of_rows(rows: Iterable[Row], like: DuckDBPyRelation) -> DuckDBPyRelation:
    """Rows as a relation with the columns and types of another one, to be put together with it.

    Both read through one cursor. Values are bound, none becomes part of a statement.

    Raises
    ------
    KeyError
        A row lacks a column.
    """
    known = list(rows)
    columns = [
        FunctionExpression(
            "unnest",
            ConstantExpression([_as_text(row[name]) for row in known]).cast(f"{kind}[]"),
        ).alias(name)
        for name, kind in zip(like.columns, like.types, strict=True)
    ]
    return like.limit(0).aggregate("count(*)").select(*columns)


def _as_text(value: Any) -> str | None:
    """Text that DuckDB casts to the type of the column without loss."""
    if value is None:
        return None
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
