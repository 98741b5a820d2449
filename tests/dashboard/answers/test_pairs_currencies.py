"""Figures of several currencies: cells, charts and axes of their own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dashboard.answers.pairs import Pair
from dashboard.charts.pair_chart import Drawing, trade
from dashboard.wording.formats import Formats

ENGLISH = Formats("en")


def row(currency: str, period: int, value: int) -> dict[str, object]:
    return {
        "flow": "total", "freq": "A", "period": str(period), "currency": currency,
        "value": Decimal(value), "low": Decimal(value), "high": Decimal(value),
        "qualifier": "exact", "first_month": date(period, 1, 1), "last_month": date(period, 12, 1),
        "source": f"of {currency}", "growth_pct": 1, "growth_pct_low": 1, "growth_pct_high": 1,
    }  # fmt: skip


def made() -> Pair:
    dollars = [row("USD", year, 10**9) for year in (2022, 2023)]
    euros = [row("EUR", 2023, 9 * 10**8)]
    return Pair("VNM", "KAZ", "A", [*euros, *dollars], [], [dollars[1], *euros], [], [])


def test_each_currency_has_its_own_levels_and_growth():
    pair = made()
    assert pair.currencies == ["USD", "EUR"]  # that of most levels first
    for currency, levels in (("USD", 2), ("EUR", 1)):
        alone = pair.in_currency(currency)
        assert alone.currencies == [currency]
        assert (len(alone.levels), len(alone.growth)) == (levels, 1)
        [dots] = trade(Drawing(alone.levels), ENGLISH).select_traces({"type": "scatter"})
        assert list(dots.y) == {"USD": [1, 1], "EUR": [900]}[currency]  # billions, millions


def test_growth_is_that_of_the_levels_own_currency():
    pair = made()
    newest = pair.latest("total")
    assert newest is not None
    assert newest.growth is not None
    assert newest.growth["currency"] == newest.level["currency"]
