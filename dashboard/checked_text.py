"""The answer of `tradeproof check`: each claim of a text with its verdict, as text or JSON."""

from __future__ import annotations

from collections import Counter
from typing import Any

from analytics.claims import EXPLAINED, VERDICTS, Check
from analytics.reading.checking import CheckedText
from analytics.reading.stated import UNKNOWN_AREA
from dashboard.explain import explanation
from dashboard.formats import Formats
from dashboard.reconciled import conflict_lines, conflict_record
from dashboard.separators import note_lines

ENGLISH = Formats("en")


def as_records(checked: CheckedText) -> dict[str, list[dict[str, Any]]]:
    """The public JSON of `tradeproof check`: that of `read` with verdicts, and the conflicts.

    Conflicts and evidence name the figures by their ids and the claims by their place in the
    list: `c1` is the first.
    """
    said = checked.read.as_records()
    claims = [
        claim | verdict_record(check)
        for claim, check in zip(said["claims"], checked.checks.values(), strict=True)
    ]
    conflicts = [_with_unknown(conflict_record(conflict)) for conflict in checked.conflicts]
    return {"figures": said["figures"], "claims": claims, "conflicts": conflicts}


def verdict_record(check: Check) -> dict[str, Any]:
    """What a check adds to the record of a claim."""
    recomputed, implied = check.recomputed or (None, None), check.implied_base or (None, None)
    figures, sources = _evidence(check)
    return {
        "verdict": check.verdict,
        "recomputed_low": recomputed[0],
        "recomputed_high": recomputed[1],
        "implied_base_low": implied[0],
        "implied_base_high": implied[1],
        "decision_error": check.decision_error,
        "explanation": explanation(check, ENGLISH),
        "evidence": {"sources": sources, "figures": figures},
    }


def as_text(checked: CheckedText) -> str:
    """One claim a line with its verdict and why, then the conflicts."""
    said = checked.read.as_records()
    figures = {figure["id"]: figure for figure in said["figures"]}
    lines = [
        f"{name}  {_claim(claim, figures[claim['figure']])}: {check.verdict}. "
        f"{explanation(check, ENGLISH)}"
        for claim, (name, check) in zip(said["claims"], checked.checks.items(), strict=True)
    ]
    lines += note_lines(checked.read)
    for conflict in checked.conflicts:
        reporter, partner, product, currency = conflict.group
        lines += ["", f"{reporter} - {partner}, {product}, million {currency}"]
        lines += [f"  {line}" for line in conflict_lines(conflict)]
    return "\n".join([*lines, *[""] * bool(checked.conflicts), _count(checked)]) + "\n"


def _with_unknown(record: dict[str, Any]) -> dict[str, Any]:
    """The record of a conflict: a side that the text does not name is null, as in a figure."""
    sides = {side: record[side] for side in ("reporter", "partner")}
    return record | {side: None for side, area in sides.items() if area == UNKNOWN_AREA}


def _claim(claim: dict[str, Any], figure: dict[str, Any]) -> str:
    pair = f"{figure['reporter'] or '?'}-{figure['partner'] or '?'}"
    product = f" of {figure['product']}" if figure["product"] else ""
    period, base = figure["period"] or "no period", claim["base_period"] or "no base"
    change = f"{claim['direction']} {claim['printed']} on {base}"
    return f"{pair} {figure['flow']}{product} {period} {change}"


def _count(checked: CheckedText) -> str:
    verdicts = Counter(check.verdict for check in checked.checks.values())
    counted = [f"{verdict}: {verdicts[verdict]}" for verdict in VERDICTS if verdicts[verdict]]
    parts = [f"claims: {len(checked.checks)}", *counted, f"conflicts: {len(checked.conflicts)}"]
    return ", ".join(parts)


def _evidence(check: Check) -> tuple[list[str], list[str]]:
    """Ids of figures and sources the verdict rests on, those of another reading that fits too."""
    figures, sources = check.evidence
    reading = check.reading if check.verdict == EXPLAINED else None
    other = reading.figures if reading else ()
    names = [*figures, *(name for figure in other for name in figure.figures)]
    used = [*sources, *(figure.source for figure in other)]
    return list(dict.fromkeys(names)), list(dict.fromkeys(used))
