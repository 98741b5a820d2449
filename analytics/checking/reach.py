"""What a check of claims can reach: of all that is known, the trades that it may ask for.

A trade is a reporter, a partner and a product. Everything else of it is kept: a claim may be read
as one on another flow, period or source, sums are formed within a trade, and accounting ties a cell
to those of other flows and periods. Trades never meet each other but in the ways named here, so
that a verdict is the same with all that is known and with what can be reached of it.
"""

from __future__ import annotations

from duckdb import DuckDBPyRelation

from data import codes
from data.relations import of_rows

TRADE = ("reporter", "partner", "product")

Trade = tuple[str, str, str]


def trades_of(claims: DuckDBPyRelation) -> set[Trade]:
    """The trades that claims are about."""
    return set(claims.select(*TRADE).distinct().fetchall())


def reached_from(trades: set[Trade]) -> set[Trade]:
    """The trades, what the partner reports of each, and the reporter's trade with the world."""
    mirrors = {(partner, reporter, product) for reporter, partner, product in trades}
    wholes = {(reporter, codes.WORLD, product) for reporter, _, product in trades}
    return trades | mirrors | wholes


def of_trades(relation: DuckDBPyRelation, trades: set[Trade]) -> DuckDBPyRelation:
    """The rows of some trades, of observations or of claims; lazy: no other row is read."""
    wanted = [dict(zip(TRADE, trade, strict=True)) for trade in sorted(trades)]
    keys = of_rows(wanted, like=relation.select(*TRADE)).set_alias("wanted")
    same = " AND ".join(f"wanted.{name} = known.{name}" for name in TRADE)
    return relation.set_alias("known").join(keys, same, how="semi")
