"""`make bench` measures what the project does, on made-up rows that have what its views have."""

from __future__ import annotations

import duckdb

from analytics.reconciling.reconciliation import reconcile
from benchmarks.__main__ import INDICATORS, MONTHS, PARTNERS, made_observations, reported


def test_reported_years_contradict_themselves_where_a_rate_was_falsified() -> None:
    """Of twenty pairs the rate of 2015 is 5 points too high in the first and the eleventh."""
    with duckdb.connect() as connection:
        result = reconcile(*reported(connection, 20))
    assert [sorted(fact.fact for fact in conflict.facts) for conflict in result.conflicts] == [
        ["0-total-2014", "0-total-2015", "0-total-2015-rate"],
        ["10-total-2014", "10-total-2015", "10-total-2015-rate"],
    ]


def test_each_indicator_answers_for_every_month_of_the_made_up_trade() -> None:
    """Two flows a month and partner; most indicators add their sum, a balance is of both."""
    with duckdb.connect() as connection:
        observations = made_observations(connection, 1)
        rows = {
            name: indicator(observations).aggregate("count(*)").fetchall()[0][0]
            for name, indicator in INDICATORS.items()
        }
    months = PARTNERS * MONTHS
    assert rows == {
        "with_totals": 3 * months,
        "tightest": 2 * months,
        "year_on_year": 3 * months,
        "period_on_period": 3 * months,
        "balance": months,
        "partner_shares": 3 * months,
    }
