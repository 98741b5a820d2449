"""The public JSON of `tradeproof check`: each claim of a text with its verdict."""

from __future__ import annotations

from typing import Any

from analytics.checking.claims import Check
from analytics.checking.verdicts import Verdict
from analytics.reading.checking import CheckedText
from analytics.reading.stated import UNKNOWN_AREA
from dashboard.answers.reconciled import conflict_record
from dashboard.wording.explanations import explanation
from dashboard.wording.formats import Formats

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
    recomputed = check.recomputed.as_floats() if check.recomputed else (None, None)
    implied = check.implied_base.as_floats() if check.implied_base else (None, None)
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


def _with_unknown(record: dict[str, Any]) -> dict[str, Any]:
    """The record of a conflict: a side that the text does not name is null, as in a figure."""
    sides = {side: record[side] for side in ("reporter", "partner")}
    return record | {side: None for side, area in sides.items() if area == UNKNOWN_AREA}


def _evidence(check: Check) -> tuple[list[str], list[str]]:
    """Ids of figures and sources the verdict rests on, those of another reading that fits too."""
    figures, sources = check.evidence
    reading = check.reading if check.verdict == Verdict.EXPLAINED else None
    other = reading.figures if reading else ()
    names = [*figures, *(name for figure in other for name in figure.figures)]
    used = [*sources, *(figure.source for figure in other)]
    return list(dict.fromkeys(names)), list(dict.fromkeys(used))
