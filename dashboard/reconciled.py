"""The answer of `tradeproof reconcile`: implied figures and conflicts as text or JSON.

Amounts are rounded outward: a shown interval holds every amount that the facts leave possible.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from fractions import Fraction
from math import ceil, floor, inf, log10, nextafter
from typing import Any

from analytics.conflicts import Conflict
from analytics.facts import Cell, Fact, Group
from analytics.implied import Implied
from analytics.mirrors import MirrorGap
from analytics.reconcile import Progress, Reconciliation, reconcile
from dashboard.selection import Selection
from data.store import Edition

MILLION = 10**6
DIGITS = 3  # of the width of an interval
MOST_DECIMALS = 12
GOES_AWAY = {
    "coarser_rounding": "with numbers rounded or cut more coarsely than printed",
    "one_source": "when only one source is kept",
}


def reconciliation(
    edition: Edition, selection: Selection, progress: Progress | None = None
) -> Reconciliation:
    """The reconciliation of an edition.

    Reporter, partner, product and source choose the facts; flow, frequency and period choose
    what is shown of the answer, because a cell is tied to those of other flows and periods.
    """
    of_facts = selection.with_(freq=())
    whole = reconcile(
        of_facts.by_key(edition.relation("observation")),
        of_facts.by_key(edition.relation("reported_claim")),
        progress,
        edition.relation("observation"),
    )
    return Reconciliation(
        tuple(one for one in whole.implied if _is_selected(one.cell, selection)),
        tuple(
            conflict
            for conflict in whole.conflicts
            if any(_is_selected(fact.cell, selection) for fact in conflict.facts)
        ),
        tuple(gap for gap in whole.mirror_gaps if _is_selected(gap.cell, selection)),
    )


def as_json(result: Reconciliation) -> str:
    """One object: implied figures and growth, conflicts and gaps to what the partner reports.

    Amounts are in whole currency units.
    """
    answer = {
        "implied": [_implied_record(one) for one in result.implied],
        "conflicts": [conflict_record(conflict) for conflict in result.conflicts],
        "mirror_gaps": [_gap_record(gap) for gap in result.mirror_gaps],
    }
    return json.dumps(answer, ensure_ascii=False, indent=2) + "\n"


def as_text(result: Reconciliation) -> str:
    """The same for reading: one implied figure a line, one conflict a paragraph."""
    found = (*result.implied, *result.conflicts, *result.mirror_gaps)
    groups = sorted({one.group for one in found})
    lines: list[str] = []
    for group in groups:
        lines += [_heading(group), ""]
        lines += [
            f"  {line}" for one in result.implied if one.group == group for line in _lines(one)
        ]
        for conflict in (one for one in result.conflicts if one.group == group):
            lines += [f"  {line}" for line in conflict_lines(conflict)]
        for gap in (one for one in result.mirror_gaps if one.group == group):
            lines += [f"  {line}" for line in _gap_lines(gap)]
        lines.append("")
    return "\n".join([*lines, _count(result)]) + "\n"


def _is_selected(cell: Cell, selection: Selection) -> bool:
    return selection.includes(cell.flow, cell.period)


def _count(result: Reconciliation) -> str:
    rates = sum(1 for one in result.implied if one.base is not None)
    figures, conflicts = len(result.implied) - rates, len(result.conflicts)
    return (
        f"implied figures: {figures}, implied growth rates: {rates}, conflicts: {conflicts}, "
        f"mirror gaps: {len(result.mirror_gaps)}"
    )


def _heading(group: Group) -> str:
    reporter, partner, product, currency = group
    return f"{reporter} - {partner}, {product}, million {currency}"


def _lines(one: Implied) -> list[str]:
    what = f"implied {one.cell.flow} {one.cell.period}"
    if one.base is None:
        span = _span(one.low, one.high, Fraction(1, MILLION))
    else:
        what += f" on {one.base.period}"
        span = _span(_growth(one.low), _growth(one.high), Fraction(1), "+") + " %"
    return [f"{what}: {span}", f"    from {_names(one.facts)}"]


def conflict_lines(conflict: Conflict) -> list[str]:
    """A conflict for reading: each statement, and what would end it."""
    miss = _decimal(conflict.miss / MILLION, 3, upward=True)
    lines = [f"conflict of {len(conflict.facts)}, apart by {miss}:"]
    for fact in conflict.facts:
        lines.append(f"    {fact.fact} ({fact.source}): {_statement(fact)}")
    away = [words for name, words in GOES_AWAY.items() if _remedies(conflict)[name]]
    away += [f"with another source: {_names(conflict.other_sources)}"] * bool(
        conflict.other_sources
    )
    away += [f"with the mirror reporter: {_names(conflict.mirrors)}"] * bool(conflict.mirrors)
    lines.append(f"    goes away {' or '.join(away)}" if away else "    does not go away")
    lines.append(f"    left out: {_names([conflict.left_out])}")
    return lines


def _gap_lines(gap: MirrorGap) -> list[str]:
    million = Fraction(1, MILLION)
    ours = _span(gap.bounds.low, gap.bounds.high, million)
    theirs = _span(gap.mirror.bounds.low, gap.mirror.bounds.high, million)
    by = _decimal(gap.gap / MILLION, 3, upward=False)
    what = f"{gap.cell.flow} {gap.cell.period}: {ours}, {gap.group[1]} has {theirs}"
    return [
        f"mirror gap {what}, apart by {by}",
        f"    from {_names(gap.facts)} against {_names([gap.mirror])} ({gap.mirror.source})",
    ]


def _statement(fact: Fact) -> str:
    of = f"{fact.cell.flow} {fact.cell.period}"
    low, high = fact.bounds.low, fact.bounds.high
    if fact.base is None:
        return f"{of} is {_span(low, high, Fraction(1, MILLION))}"
    if fact.kind == "absolute":
        return f"{of} less {fact.base.period} is {_span(low, high, Fraction(1, MILLION))}"
    return f"{of} on {fact.base.period} is {_span(_growth(low), _growth(high), Fraction(1), '+')} %"


def _names(facts: Iterable[Fact]) -> str:
    """Ids; of many facts that state the same, the first and the number of others."""
    return ", ".join(
        fact.fact + (f" (and {len(fact.same) - 1} the same)" if len(fact.same) > 1 else "")
        for fact in facts
    )


def _span(low: Fraction | None, high: Fraction | None, unit: Fraction, sign: str = "") -> str:
    if low is None or high is None:
        is_low, end = low is not None, low if low is not None else high
        shown = "" if end is None else _decimal(end * unit, DIGITS, not is_low, sign)
        return f"{'at least' if is_low else 'at most'} {shown}"
    decimals = _decimals((high - low) * unit)
    low_text, high_text = (
        _decimal(end * unit, decimals, upward, sign) for end, upward in ((low, False), (high, True))
    )
    return low_text if low == high else f"{low_text} to {high_text}"


def _decimals(width: Fraction) -> int:
    """Decimals that show a few digits of the width."""
    if not width:
        return 6
    return min(max(DIGITS - 1 - floor(log10(width)), 0), MOST_DECIMALS)


def _decimal(number: Fraction, decimals: int, upward: bool, sign: str = "") -> str:
    scaled = number * 10**decimals
    whole = ceil(scaled) if upward else floor(scaled)
    digits = f"{abs(whole) // 10**decimals:,}"
    if decimals:
        digits += f".{abs(whole) % 10**decimals:0{decimals}d}"
    return ("-" if whole < 0 else sign) + digits


def _growth(factor: Fraction | None) -> Fraction | None:
    return None if factor is None else 100 * (factor - 1)


def _outward(number: Fraction | None, upward: bool) -> float | None:
    """The nearest double that is not inside."""
    if number is None:
        return None
    nearest = float(number)
    if upward and nearest < number:
        return nextafter(nearest, inf)
    if not upward and nearest > number:
        return nextafter(nearest, -inf)
    return nearest


def _key(group: Group, cell: Cell) -> dict[str, Any]:
    reporter, partner, product, currency = group
    period = cell.period
    return {"reporter": reporter, "partner": partner, "flow": cell.flow, "product": product,
            "freq": period.freq, "period": str(period), "currency": currency}  # fmt: skip


def _implied_record(one: Implied) -> dict[str, Any]:
    key = _key(one.group, one.cell) | {"base_period": str(one.base.period) if one.base else None}
    low, high = one.low, one.high
    amount, rate = (None, None), (None, None)
    if one.base is None:
        amount = _outward(low, False), _outward(high, True)
    else:
        rate = _outward(_growth(low), False), _outward(_growth(high), True)
    return key | {"low": amount[0], "high": amount[1], "growth_pct_low": rate[0],
                  "growth_pct_high": rate[1], **_evidence(one.facts)}  # fmt: skip


def conflict_record(conflict: Conflict) -> dict[str, Any]:
    """A conflict as JSON: its miss in currency units, what would end it, its statements."""
    reporter, partner, product, currency = conflict.group
    return {
        "reporter": reporter, "partner": partner, "product": product, "currency": currency,
        "miss": _outward(conflict.miss, True), "left_out": list(conflict.left_out.same),
        "goes_away": _remedies(conflict), **_evidence(conflict.facts),
        "statements": [_statement_record(fact) for fact in conflict.facts],
    }  # fmt: skip


def _statement_record(fact: Fact) -> dict[str, Any]:
    """Bounds of a level or a change in currency units, of a rate as the factor on the base."""
    return {
        "id": fact.fact, "kind": fact.kind, "source": fact.source, "flow": fact.cell.flow,
        "period": str(fact.cell.period),
        "base_period": str(fact.base.period) if fact.base else None,
        "low": _outward(fact.bounds.low, False), "high": _outward(fact.bounds.high, True),
        "same": list(fact.same),
    }  # fmt: skip


def _gap_record(gap: MirrorGap) -> dict[str, Any]:
    """Both sides of a cell; `miss` is by how much they contradict if both are one reporter's."""
    return _key(gap.group, gap.cell) | {
        "low": _outward(gap.bounds.low, False), "high": _outward(gap.bounds.high, True),
        "mirror_low": _outward(gap.mirror.bounds.low, False),
        "mirror_high": _outward(gap.mirror.bounds.high, True),
        "mirror": list(gap.mirror.same), "mirror_source": gap.mirror.source,
        "gap": _outward(gap.gap, False), "miss": _outward(gap.miss, False),
        **_evidence(gap.facts),
    }  # fmt: skip


def _remedies(conflict: Conflict) -> dict[str, Any]:
    return {
        "coarser_rounding": conflict.fades_if_coarser,
        "one_source": conflict.fades_with_one_source,
        "other_sources": [fact.fact for fact in conflict.other_sources],
        "mirrors": [fact.fact for fact in conflict.mirrors],
    }


def _evidence(facts: Iterable[Fact]) -> dict[str, list[str]]:
    """Ids of the figures and claims, and their sources."""
    known = list(facts)
    return {
        "figures": [fact.fact for fact in known if not fact.is_claim],
        "claims": [fact.fact for fact in known if fact.is_claim],
        "sources": sorted({fact.source for fact in known}),
    }
