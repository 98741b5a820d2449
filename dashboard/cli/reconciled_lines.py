"""The answer of `tradeproof reconcile` for reading, one implied figure a line.

Amounts are rounded outward: a shown interval holds every amount that the facts leave possible.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from analytics.reconciling.conflicts import Conflict
from analytics.reconciling.constraints import Component
from analytics.reconciling.facts import Fact, Group
from analytics.reconciling.implied import Implied
from analytics.reconciling.mirror_gaps import MirrorGap
from analytics.reconciling.reconciliation import Reconciliation
from dashboard.answers.reconciled import growth_pct, remedies
from dashboard.wording.outward import down, outward, up

MILLION = 10**6
DECIMALS = 3  # of a number by itself
GOES_AWAY = {
    "coarser_rounding": "with numbers cut instead of rounded, or one rounded more coarsely",
    "one_source": "when only one source is kept",
}


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
    beyond = not_searched_lines(result.not_searched)
    return "\n".join([*lines, *beyond, *[""] * bool(beyond), _count(result)]) + "\n"


def not_searched_lines(parts: Iterable[Component]) -> list[str]:
    """What was given up, one component a line."""
    return [
        "not searched: {} - {}, {}, {}: what {:,} connected facts imply and contradict takes more "
        "work than is allowed".format(*part.group, len(part.facts))
        for part in parts
    ]


def conflict_lines(conflict: Conflict) -> list[str]:
    """A conflict for reading: each statement, and what would end it."""
    apart = "rates alone"
    if conflict.miss is not None:
        apart = f"apart by {_decimal(conflict.miss / MILLION, upward=True)}"
    lines = [f"conflict of {len(conflict.facts)}, {apart}:"]
    for fact in conflict.facts:
        lines.append(f"    {fact.fact} ({fact.source}): {_statement(fact)}")
    away = [words for name, words in GOES_AWAY.items() if remedies(conflict)[name]]
    away += [f"with another source: {_names(conflict.other_sources)}"] * bool(
        conflict.other_sources
    )
    away += [f"with the mirror reporter: {_names(conflict.mirrors)}"] * bool(conflict.mirrors)
    lines.append(f"    goes away {' or '.join(away)}" if away else "    does not go away")
    lines.append(f"    left out: {_names([conflict.left_out])}")
    return lines


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
        span = _span(growth_pct(one.low), growth_pct(one.high), Fraction(1), "+") + " %"
    return [f"{what}: {span}", *_premise(one.facts), f"    from {_names(one.facts)}"]


def _gap_lines(gap: MirrorGap) -> list[str]:
    million = Fraction(1, MILLION)
    ours = _span(gap.bounds.low, gap.bounds.high, million)
    theirs = _span(gap.mirror.bounds.low, gap.mirror.bounds.high, million)
    by = _decimal(gap.gap / MILLION, upward=False)
    what = f"{gap.cell.flow} {gap.cell.period}: {ours}, {gap.group[1]} has {theirs}"
    return [
        f"mirror gap {what}, apart by {by}",
        *_premise(gap.facts),
        f"    from {_names(gap.facts)} against {_names([gap.mirror])} ({gap.mirror.source})",
    ]


def _premise(facts: Iterable[Fact]) -> list[str]:
    """The claims that must be right for what follows from these facts; no line without one."""
    claims = [fact for fact in facts if fact.is_claim]
    return [f"    if {_names(claims)} {'is' if len(claims) == 1 else 'are'} right"] * bool(claims)


def _statement(fact: Fact) -> str:
    of = f"{fact.cell.flow} {fact.cell.period}"
    low, high = fact.bounds.low, fact.bounds.high
    if fact.base is None:
        return f"{of} is {_span(low, high, Fraction(1, MILLION))}"
    if fact.kind == "absolute":
        return f"{of} less {fact.base.period} is {_span(low, high, Fraction(1, MILLION))}"
    growth = _span(growth_pct(low), growth_pct(high), Fraction(1), "+")
    return f"{of} on {fact.base.period} is {growth} %"


def _names(facts: Iterable[Fact]) -> str:
    """Ids; of many facts that state the same, the first and the number of others."""
    return ", ".join(
        fact.fact + (f" (and {len(fact.same) - 1} the same)" if len(fact.same) > 1 else "")
        for fact in facts
    )


def _span(low: Fraction | None, high: Fraction | None, unit: Fraction, sign: str = "") -> str:
    if low is None or high is None:
        is_low, end = low is not None, low if low is not None else high
        shown = "" if end is None else _decimal(end * unit, not is_low, sign)
        return f"{'at least' if is_low else 'at most'} {shown}"
    low_text, high_text = (f"{end:{sign},f}" for end in outward(low * unit, high * unit))
    return low_text if low == high else f"{low_text} to {high_text}"


def _decimal(number: Fraction, upward: bool, sign: str = "") -> str:
    return f"{(up if upward else down)(number, DECIMALS):{sign},f}"
