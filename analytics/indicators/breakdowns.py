"""How trade is broken down: by partner countries, or by goods at one level of their codes.

And SQL for what the parts add up to and for what a part's share is over.
"""

from __future__ import annotations

from collections.abc import Sequence

from duckdb import DuckDBPyRelation

from data import codes
from data.relations import derive

PARTNERS = "partners"
GOODS = {
    "section": "[IVX]+",  # also what a nation adds: Brazil's XXII, special transactions
    "HS2": "[0-9]{2}",
    "HS4": "[0-9]{4}",
    "HS6": "[0-9]{6}",
}
NOT_WHOLE = "those shown do not add up to the whole"
NO_WHOLE = "no figure of the whole, so of those shown"
ALL_ZERO = "all are zero"

# What a sum is formed within, beside the reporter.
CELL = "freq, period, first_month, last_month, currency, source"


def sum_of_all(amount: str) -> str:
    """SQL: the sum of an amount over all parts; unknown when one is."""
    return f"CASE WHEN count({amount}) = count(*) THEN sum({amount}) END"


# All parts together.
ALL = f"sum(low) AS all_low, sum(high) AS all_high, {sum_of_all('value')} AS all_value"


def low_over(part: str = "", every: str = "all_") -> str:
    """SQL: what a share's low end is over: its own low end and the high ends of all others."""
    return f"{part}low + {every}high - {part}high"


def high_over(part: str = "", every: str = "all_") -> str:
    """SQL: what a share's high end is over: its own high end and the low ends of all others."""
    return f"{part}high + {every}low - {part}low"


def is_country(column: str) -> str:
    """SQL: whether an area is no group of countries and not the world."""
    groups = ", ".join(f"'{group}'" for group in codes.lists().group)
    return f"{column} NOT IN ({groups})"


def levels_of(relation: str) -> str:
    """SELECT each product of a relation with the level of its code; words have none."""
    whens = " ".join(
        f"WHEN regexp_full_match(product, '{pattern}') THEN '{level}'"
        for level, pattern in GOODS.items()
    )
    return f"""
        SELECT product, CASE {whens} END AS breakdown
        FROM (SELECT DISTINCT product FROM {relation}) WHERE breakdown IS NOT NULL
    """


def of_one_level(observations: DuckDBPyRelation, levels: Sequence[str]) -> DuckDBPyRelation:
    """All goods, and of each period the goods of the first of the levels that has any."""
    whens = " ".join(
        f"WHEN regexp_full_match(product, '{GOODS[level]}') THEN {place}"
        for place, level in enumerate(levels)
    )
    return derive(
        observations,
        f"""
        SELECT * EXCLUDE (place) FROM (SELECT *, CASE {whens} END AS place FROM observations)
        QUALIFY product = '{codes.TOTAL}' OR place = min(place) OVER (PARTITION BY period)
        """,
    )
