"""The reconciliation of an edition under a selection, and its public JSON.

Amounts are rounded outward: a shown interval holds every amount that the facts leave possible.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from analytics.reconciling.conflicts import Conflict
from analytics.reconciling.constraints import Component
from analytics.reconciling.effort import Effort
from analytics.reconciling.facts import Cell, Fact, Group
from analytics.reconciling.implied import Implied
from analytics.reconciling.mirror_gaps import MirrorGap
from analytics.reconciling.reconciliation import Reconciliation, reconcile
from dashboard.answers import near_printed
from dashboard.answers.selection import Selection
from data.intervals import float_above, float_below
from data.store import Edition


def reconciliation(
    edition: Edition, selection: Selection, effort: Effort | None = None
) -> Reconciliation:
    """The reconciliation of an edition.

    Reporter, partner, product and source choose the facts; flow, frequency and period choose
    what is shown of the answer, because a cell is tied to those of other flows and periods.
    """
    of_facts = selection.with_(freq=())
    whole = reconcile(
        of_facts.by_key(near_printed.own(edition)),
        of_facts.by_key(edition.relation("reported_claim")),
        effort,
        near_printed.both_sides(edition),
        () if selection.source else edition.data_sets,  # who asks for a data set gets it
    )
    return Reconciliation(
        tuple(one for one in whole.implied if _is_selected(one.cell, selection)),
        tuple(
            conflict
            for conflict in whole.conflicts
            if any(_is_selected(fact.cell, selection) for fact in conflict.facts)
        ),
        tuple(gap for gap in whole.mirror_gaps if _is_selected(gap.cell, selection)),
        tuple(
            part
            for part in whole.not_searched
            if any(_is_selected(fact.cell, selection) for fact in part.facts)
        ),
    )


def as_json(result: Reconciliation) -> str:
    """One object: implied figures and growth, conflicts and gaps to what the partner reports.

    Amounts are in whole currency units.
    """
    answer = {
        "implied": [_implied_record(one) for one in result.implied],
        "conflicts": [conflict_record(conflict) for conflict in result.conflicts],
        "mirror_gaps": [_gap_record(gap) for gap in result.mirror_gaps],
        **not_searched(result.not_searched),
    }
    return json.dumps(answer, ensure_ascii=False, indent=2) + "\n"


def not_searched(parts: Sequence[Component]) -> dict[str, list[dict[str, Any]]]:
    """The key `not_searched` with what each component is about; no key where there is none."""
    records = [
        dict(zip(("reporter", "partner", "product", "currency"), part.group, strict=True))
        | {"facts": len(part.facts)}
        for part in parts
    ]
    return {"not_searched": records} if records else {}


def conflict_record(conflict: Conflict) -> dict[str, Any]:
    """A conflict as JSON: its miss in currency units, what would end it, its statements.

    Rates alone are about no amount and have no miss.
    """
    reporter, partner, product, currency = conflict.group
    return {
        "reporter": reporter, "partner": partner, "product": product, "currency": currency,
        "miss": None if conflict.miss is None else float_above(conflict.miss),
        "left_out": list(conflict.left_out.same),
        "goes_away": remedies(conflict), **_evidence(conflict.facts),
        "statements": [_statement_record(fact) for fact in conflict.facts],
    }  # fmt: skip


def remedies(conflict: Conflict) -> dict[str, Any]:
    return {
        "coarser_rounding": conflict.fades_if_coarser,
        "one_source": conflict.fades_with_one_source,
        "other_sources": [fact.fact for fact in conflict.other_sources],
        "mirrors": [fact.fact for fact in conflict.mirrors],
    }


def _is_selected(cell: Cell, selection: Selection) -> bool:
    return selection.includes(cell.flow, cell.period)


def _implied_record(one: Implied) -> dict[str, Any]:
    key = _key(one.group, one.cell) | {"base_period": str(one.base.period) if one.base else None}
    amount, rate = (None, None), (None, None)
    if one.base is None:
        amount = _ends(one.low, one.high)
    else:
        rate = _ends(growth_pct(one.low), growth_pct(one.high))
    return key | {"low": amount[0], "high": amount[1], "growth_pct_low": rate[0],
                  "growth_pct_high": rate[1], **_evidence(one.facts)}  # fmt: skip


def _statement_record(fact: Fact) -> dict[str, Any]:
    """Bounds of a level or a change in currency units, of a rate as the factor on the base."""
    low, high = fact.bounds.as_floats()
    return {
        "id": fact.fact, "kind": fact.kind, "source": fact.source, "flow": fact.cell.flow,
        "period": str(fact.cell.period),
        "base_period": str(fact.base.period) if fact.base else None,
        "low": low, "high": high, "same": list(fact.same),
    }  # fmt: skip


def _gap_record(gap: MirrorGap) -> dict[str, Any]:
    """Both sides of a cell; `miss` is by how much they contradict if both are one reporter's."""
    low, high = gap.bounds.as_floats()
    mirror_low, mirror_high = gap.mirror.bounds.as_floats()
    return _key(gap.group, gap.cell) | {
        "low": low, "high": high, "mirror_low": mirror_low, "mirror_high": mirror_high,
        "mirror": list(gap.mirror.same), "mirror_source": gap.mirror.source,
        "gap": float_below(gap.gap), "miss": float_below(gap.miss),
        **_evidence(gap.facts),
    }  # fmt: skip


def _key(group: Group, cell: Cell) -> dict[str, Any]:
    reporter, partner, product, currency = group
    period = cell.period
    return {"reporter": reporter, "partner": partner, "flow": cell.flow, "product": product,
            "freq": period.freq, "period": str(period), "currency": currency}  # fmt: skip


def _evidence(facts: Iterable[Fact]) -> dict[str, list[str]]:
    """Ids of the figures and claims, and their sources."""
    known = list(facts)
    return {
        "figures": [fact.fact for fact in known if not fact.is_claim],
        "claims": [fact.fact for fact in known if fact.is_claim],
        "sources": sorted({fact.source for fact in known}),
    }


def growth_pct(factor: Fraction | None) -> Fraction | None:
    return None if factor is None else 100 * (factor - 1)


def _ends(low: Fraction | None, high: Fraction | None) -> tuple[float | None, float | None]:
    """Both ends rounded outward; an end that nothing bounds stays None."""
    return (
        None if low is None else float_below(low),
        None if high is None else float_above(high),
    )
