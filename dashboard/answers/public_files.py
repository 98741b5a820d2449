"""The public files `observations`, `growth`, `balance` and `claims`.

Pages, command line and downloads call `table`; none of them selects or sorts by itself.
"""

from __future__ import annotations

from duckdb import DuckDBPyRelation

from analytics.checking.claims import Check
from analytics.checking.verdicts import Verdict
from analytics.indicators.balance import balance
from analytics.indicators.growth import year_on_year
from dashboard.answers.file_formats import FLAG, NUMBER, TEXT, Table
from dashboard.answers.selection import Known, Selection
from dashboard.answers.whole_edition import every_check
from dashboard.wording.explanations import explanation
from dashboard.wording.formats import Formats
from data.errors import TradeproofError
from data.relations import records
from data.store import Edition

ENGLISH = Formats("en")
_CELL = {"reporter": TEXT, "partner": TEXT, "flow": TEXT, "product": TEXT, "freq": TEXT}
COLUMNS: dict[str, dict[str, str]] = {
    "observations": _CELL
    | {"period": TEXT, "currency": TEXT, "value": NUMBER, "low": NUMBER, "high": NUMBER}
    | {"qualifier": TEXT, "status": TEXT, "valuation": TEXT, "source": TEXT, "release_date": TEXT},
    "growth": _CELL
    | {"period": TEXT, "base_period": TEXT, "currency": TEXT, "value": NUMBER}
    | {"base_value": NUMBER, "change": NUMBER, "growth_pct": NUMBER, "growth_pct_low": NUMBER}
    | {"growth_pct_high": NUMBER, "contribution_pp": NUMBER, "source": TEXT, "note": TEXT},
    "balance": {"reporter": TEXT, "partner": TEXT, "product": TEXT, "freq": TEXT, "period": TEXT}
    | {"currency": TEXT, "exports": NUMBER, "imports": NUMBER, "total": NUMBER}
    | {"balance": NUMBER, "balance_low": NUMBER, "balance_high": NUMBER, "coverage_pct": NUMBER}
    | {"source": TEXT, "note": TEXT},
    "claims": {"claim": TEXT, "source": TEXT}
    | _CELL
    | {"period": TEXT, "base_period": TEXT, "kind": TEXT, "direction": TEXT, "claimed": NUMBER}
    | {"claimed_low": NUMBER, "claimed_high": NUMBER, "recomputed_low": NUMBER}
    | {"recomputed_high": NUMBER, "implied_base_low": NUMBER, "implied_base_high": NUMBER}
    | {"verdict": TEXT, "decision_error": FLAG, "explanation": TEXT},
}
ORDER = ("reporter", "partner", "product", "source", "flow", "period")


def known(edition: Edition) -> Known:
    """The sources, products and verdicts that an address or filter may name."""
    return Known(
        sources=_distinct(edition, "source", "source"),
        products=_distinct(edition, "figure", "product"),
        verdicts=tuple(Verdict),
    )


def table(edition: Edition, name: str, selection: Selection) -> Table:
    """The rows of a public file under a selection, sorted as the contract says.

    Raises
    ------
    TradeproofError
        The file does not exist, or has no column that the selection filters by.
    """
    if name not in COLUMNS:
        raise TradeproofError(f"unknown file {name!r}; one of: {', '.join(COLUMNS)}")
    _require_columns(name, selection)
    columns = COLUMNS[name]
    if name == "claims":
        rows = [_claim_row(check) for check in checks(edition, selection)]
    else:
        relation = {"observations": _observations, "growth": _growth, "balance": _balance}[name](
            edition.relation("observation"), selection
        )
        order = ", ".join(f"{column} NULLS FIRST" for column in ORDER if column in columns)
        rows = relation.order(order).select(*columns).fetchall()
    return Table(name, columns, rows, edition.built_at)


def checks(edition: Edition, selection: Selection) -> list[Check]:
    """The selected claims as the whole edition answers them: no filter changes a verdict."""
    claims = edition.relation("reported_claim")
    selected = selection.by_flow_and_period(selection.by_key(claims))
    chosen = {row["claim"] for row in records(selected.select("claim"))}
    verdicts = selection.verdict or tuple(Verdict)
    return [
        check
        for check in every_check(edition)
        if check.claim.claim in chosen and check.verdict in verdicts
    ]


def _observations(observations: DuckDBPyRelation, selection: Selection) -> DuckDBPyRelation:
    return selection.by_flow_and_period(selection.by_key(observations))


def _growth(observations: DuckDBPyRelation, selection: Selection) -> DuckDBPyRelation:
    return selection.by_flow_and_period(year_on_year(selection.by_key(observations)))


def _balance(observations: DuckDBPyRelation, selection: Selection) -> DuckDBPyRelation:
    return selection.by_period(balance(selection.by_key(observations)))


def _claim_row(check: Check) -> tuple[object, ...]:
    recomputed = check.recomputed.as_floats() if check.recomputed else (None, None)
    implied = check.implied_base.as_floats() if check.implied_base else (None, None)
    derived = {
        "recomputed_low": recomputed[0],
        "recomputed_high": recomputed[1],
        "implied_base_low": implied[0],
        "implied_base_high": implied[1],
        "verdict": check.verdict,
        "decision_error": check.decision_error,
        "explanation": explanation(check, ENGLISH),
    }
    return tuple(
        derived[column] if column in derived else getattr(check.claim, column)
        for column in COLUMNS["claims"]
    )


def _require_columns(name: str, selection: Selection) -> None:
    if name == "balance" and selection.flow:
        raise TradeproofError("the file balance has no column flow; leave the flow filter out")
    if name != "claims" and selection.verdict:
        raise TradeproofError(f"the file {name} has no column verdict; leave that filter out")


def _distinct(edition: Edition, table: str, column: str) -> tuple[str, ...]:
    relation = edition.relation(table).select(column).distinct().order(column)
    return tuple(row[column] for row in records(relation))
