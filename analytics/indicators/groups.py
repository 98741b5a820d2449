"""Trade with a group of countries: the sum over who was a member at the time.

A group is what its members were then (Eurostat's "changing composition"): Croatia is no part of the
EU of 2010. Whoever was a member on the last day of a period counts for the whole of it.
"""

from __future__ import annotations

from collections.abc import Iterable

from duckdb import DuckDBPyRelation

from analytics.indicators.breakdowns import sum_of_all
from analytics.indicators.observations import (
    PERIOD_IS_SUM,
    RANGE,
    TOTAL_IS_SUM,
    actual,
    with_totals,
)
from analytics.indicators.summed_periods import marked
from data import codes
from data.codes import Membership
from data.relations import derive

INCOMPLETE = "members without a figure"
PRINTED_DIFFERS = "printed figure of the group is not the sum"
NOTES = (INCOMPLETE, RANGE, PRINTED_DIFFERS, TOTAL_IS_SUM, PERIOD_IS_SUM)


def group_trade(
    observations: DuckDBPyRelation, memberships: Iterable[Membership] | None = None
) -> DuckDBPyRelation:
    """Trade of a reporter with each group, summed over its members in the period.

    Grain: one row a reporter, group, flow, product, period, currency and source that has a figure
    of a member. Columns: those of the public file `groups`, and first_month, last_month. Exports,
    imports and two-way trade; a balance is no sum of amounts. The reporter itself is not counted
    where it is a member.

    `members` is how many members there were, `members_known` of how many there is a figure, and
    `missing` names the others. A member without a figure is unknown and not zero: the sum then has
    no `value` and no `high`, and `low` is that of the known members, since trade is never below
    zero. Bounds are exact sums of the bounds. A figure of the group that the source prints itself
    stays among the observations; a note says where the two cannot both be right.
    """
    known = codes.memberships() if memberships is None else tuple(memberships)
    return derive(
        marked(with_totals(actual(observations))),
        f"""
        WITH level AS MATERIALIZED (SELECT * FROM observations WHERE flow <> 'balance'),
        member AS ({_values(known)}),
        cell AS (
            SELECT DISTINCT {_CELL} FROM level SEMI JOIN member ON partner = area
        ), expected AS (
            SELECT {_CELL}, country_group, area
            FROM cell JOIN member
              ON since <= last_day(last_month) AND until >= last_day(last_month)
              AND area <> reporter
        ), summed AS ({_SUMMED})
        SELECT s.* EXCLUDE (has_sum, has_summed),
               nullif(concat_ws('; ',
                   CASE WHEN members_known < members THEN '{INCOMPLETE}'
                        WHEN s.value IS NULL THEN '{RANGE}' END,
                   CASE WHEN printed.high < s.low OR printed.low > s.high
                        THEN '{PRINTED_DIFFERS}' END,
                   CASE WHEN has_sum THEN '{TOTAL_IS_SUM}' END,
                   CASE WHEN has_summed THEN '{PERIOD_IS_SUM}' END), '') AS note
        FROM summed s LEFT JOIN level printed
          ON  printed.partner = s.country_group AND {_same("printed", "s")}
        """,
    )


_KEY = ("reporter", "flow", "product", "first_month", "last_month", "currency", "source")
_CELL = f"{', '.join(_KEY)}, freq, period"


def _same(one: str, other: str) -> str:
    return " AND ".join(f"{one}.{name} = {other}.{name}" for name in _KEY)


_SUMMED = f"""
    SELECT e.reporter, e.country_group, e.flow, e.product, e.freq, e.period, e.currency,
           {sum_of_all("l.value")}::DECIMAL(38, 6) AS value,
           sum(l.low)::DECIMAL(38, 6) AS low,
           {sum_of_all("l.high")}::DECIMAL(38, 6) AS high,
           count(*) AS members, count(l.low) AS members_known,
           string_agg(e.area, '; ' ORDER BY e.area) FILTER (l.low IS NULL) AS missing, e.source,
           e.first_month, e.last_month, bool_or(l.is_sum) AS has_sum,
           bool_or(l.summed_of IS NOT NULL) AS has_summed
    FROM expected e LEFT JOIN level l ON l.partner = e.area AND {_same("l", "e")}
    GROUP BY ALL
    HAVING members_known > 0
"""


def _values(memberships: Iterable[Membership]) -> str:
    """The memberships as a SELECT; they are codes and dates of the project's own."""
    rows = ", ".join(
        f"('{one.group}', '{one.area}', DATE '{one.since}', DATE '{one.until or 'infinity'}')"
        for one in memberships
    )
    return f"SELECT * FROM (VALUES {rows}) v (country_group, area, since, until)"
