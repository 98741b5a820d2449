"""Rows of the file `observations` with growth beside them, and with what follows from others."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from duckdb import DuckDBPyRelation

from analytics.checking.base_periods import compared_periods, is_on_year_before
from analytics.checking.claims import Check
from analytics.indicators import growth
from analytics.indicators.observations import not_actual
from analytics.reconciling.claimed_changes import PERCENT
from analytics.reconciling.facts import Fact
from analytics.reconciling.implied import Implied
from dashboard.answers import implied_rows
from dashboard.answers.kept import kept
from dashboard.answers.selection import Selection
from dashboard.answers.whole_edition import every_check
from data.intervals import float_above, float_below
from data.relations import Row, of_rows
from data.store import Edition

FIGURES, CLAIM, IMPLIED = "figures", "claim", "implied"
GROWTH_FROM = (FIGURES, CLAIM, IMPLIED)  # who states a growth
NO_RATE = "no growth follows"
NOTES = (NO_RATE,)
OF_WHOLE = ("growth", "implied")  # what rests on the answers about the whole edition
CELL = ("source", "reporter", "partner", "flow", "product", "first_month", "last_month", "currency")
OF_FIGURE = (
    *("reporter", "partner", "flow", "product", "freq", "period", "first_month", "last_month"),
    *("currency", "value", "low", "high", "qualifier", "status", "valuation", "source"),
    *("release_date", "figure"),
)
BASE = ("base_period", "base_value", "change")
RATE = ("growth_pct", "growth_pct_low", "growth_pct_high")
MICRO = 10**6  # of a currency unit: amounts are kept to that, and rounded outward


def with_growth(
    edition: Edition,
    selection: Selection,
    observations: DuckDBPyRelation,
    happened: DuckDBPyRelation,
) -> DuckDBPyRelation:
    """Figures with the growth of each on the same period a year earlier, and who states it.

    Rows: the observations, what a source's own figures add up to (`happened` has it), and rates
    that are printed without an amount. A rate of the source's own figures goes before one that it
    prints; `claim`, `verdict` and what is claimed are of the printed one, the tightest where there
    are several. Columns: those of `OF_FIGURE`, and of `BESIDE["growth"]`.
    """
    own = ", ".join((*OF_FIGURE, *BASE, *RATE))
    grown = growth.year_on_year(happened).select(f"{own}, contribution_pp, note")
    undated = grown.select(f"{', '.join((*BASE, *RATE))}, contribution_pp, note").limit(0)
    empty = ", ".join(f"NULL::{kind}" for kind in map(str, undated.types))
    others = not_actual(observations).select(f"{', '.join(OF_FIGURE)}, {empty}")
    known = grown.union(others)
    like = known.select(f"{own}, NULL::VARCHAR AS claim, NULL::VARCHAR AS verdict")
    rates = selection.by_key(of_rows(_stated_rates(edition), like=like))
    alone = rates.filter("figure IS NOT NULL").set_alias("r")
    same = " AND ".join(f'"k".{name} = r.{name}' for name in CELL)
    is_own = "k.growth_pct_low IS NOT NULL OR k.growth_pct_high IS NOT NULL"
    stated = ", ".join(
        f"CASE WHEN {is_own} THEN k.{name} ELSE r.{name} END AS {name}" for name in RATE
    )
    beside = known.set_alias("k").join(rates.set_alias("r"), same, how="left")
    every = ", ".join(map("k.{}".format, (*OF_FIGURE, *BASE)))
    claimed = ", ".join(f"r.{name} AS {name.replace('growth', 'claimed')}" for name in RATE)
    told = beside.select(
        f"{every}, {stated}, k.contribution_pp, CASE WHEN {is_own} THEN '{FIGURES}' "
        f"WHEN r.claim IS NOT NULL THEN '{CLAIM}' END AS growth_from, r.claim, {claimed}, "
        "r.verdict, k.note"
    )
    lone = alone.join(known.set_alias("k"), same, how="anti").set_alias("r")
    of_claim = f"NULL::DOUBLE AS contribution_pp, '{CLAIM}' AS growth_from, r.claim"
    return told.union(lone.select(f"{own}, {of_claim}, {claimed}, r.verdict, NULL::VARCHAR"))


def with_implied(
    edition: Edition, selection: Selection, found: DuckDBPyRelation
) -> DuckDBPyRelation:
    """Selected rows, and the amounts that follow from others: bounds, and what they rest on.

    With growth beside, also the rates that follow, on the row of their cell: it has no amount where
    only the rate follows. Of chosen sources only what rests on these alone.
    """
    is_grown = "growth_from" in found.columns
    has_nothing = "NULL::VARCHAR AS facts, NULL::VARCHAR AS fact_sources"
    marked = found.select(f"*, false AS implied, {has_nothing}")
    by_cell: dict[object, list[Implied]] = {}
    for one in implied_rows.selected(edition, selection):
        by_cell.setdefault((one.group, one.cell), []).append(one)
    rows = [
        dict.fromkeys(marked.columns) | _implied_row(several, is_grown)
        for several in by_cell.values()
        if is_grown or any(one.base is None for one in several)
    ]
    return marked.union(of_rows(rows, like=marked))


def _implied_row(several: Iterable[Implied], is_grown: bool) -> Row:
    """What follows for a cell: its amount, and with growth its rate on the year before."""
    row: Row = {"note": NO_RATE} if is_grown else {}
    facts: dict[str, Fact] = {}
    for one in several:
        if one.base is not None and not is_grown:
            continue
        facts |= {fact.fact: fact for fact in one.facts}
        period = one.cell.period
        reporter, partner, product, currency = one.group
        row |= {
            "reporter": reporter, "partner": partner, "flow": str(one.cell.flow),
            "product": product, "freq": period.freq, "period": str(period),
            "first_month": period.first_month, "last_month": period.last_month,
            "currency": currency,
        }  # fmt: skip
        if one.base is None:
            row |= {
                "low": None if one.low is None else Decimal(floor(one.low * MICRO)) / MICRO,
                "high": None if one.high is None else Decimal(ceil(one.high * MICRO)) / MICRO,
            }
        else:
            low, high = (None if end is None else 100 * (end - 1) for end in (one.low, one.high))
            row |= {
                "growth_pct_low": None if low is None else float_below(low),
                "growth_pct_high": None if high is None else float_above(high),
                "base_period": str(one.base.period), "growth_from": IMPLIED, "note": None,
            }  # fmt: skip
    sources = sorted({fact.source for fact in facts.values()})
    return row | {"implied": True, "facts": "; ".join(facts), "fact_sources": "; ".join(sources)}


@kept(1)
def _stated_rates(edition: Edition) -> tuple[Row, ...]:
    """Growth on the year before as publications print it: one a cell and source, the tightest.

    `figure` is set where the publication gives no amount with it.
    """
    rates = [row for check in every_check(edition) if (row := _stated_rate(check)) is not None]
    rates.sort(key=lambda row: (row["growth_pct_high"] - row["growth_pct_low"], row["claim"]))
    by_cell: dict[tuple[object, ...], Row] = {}
    for row in rates:
        by_cell.setdefault(tuple(row[name] for name in CELL), row)
    return tuple(by_cell.values())


def _stated_rate(check: Check) -> Row | None:
    claim, change, compared = check.claim, check.change, compared_periods(check.claim)
    if compared is None or not is_on_year_before(claim):
        return None
    if claim.figure_kind == "target" or change.may_be_nothing:
        return None
    low, high = (100 * (end - 1) for end in change.factor.ends)
    ends = (
        (float(low), float(high))
        if _ends_as_printed(check)
        else (float_below(low), float_above(high))
    )
    pct = None
    if claim.claimed is not None:
        pct = min(max(change.as_growth(Fraction(claim.claimed)), low), high)
    row = {name: getattr(claim, name, None) for name in OF_FIGURE}
    return row | {
        "flow": str(claim.flow), "value": None, "low": None, "high": None, "qualifier": None,
        "valuation": None, "status": claim.level_status,
        "figure": claim.figure if claim.level_low is None else None,
        "base_period": str(compared.base), "base_value": None, "change": None,
        "growth_pct": None if pct is None else float(pct), "growth_pct_low": ends[0],
        "growth_pct_high": ends[1], "claim": claim.claim, "verdict": str(check.verdict),
    }  # fmt: skip


def _ends_as_printed(check: Check) -> bool:
    """Whether the bounds have the decimals of what is printed, and no quotient in them."""
    return check.claim.kind == PERCENT or check.change.sign > 0
