"""A checked text as records, each claim with its verdict: for the command line and as files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from analytics.checking.claims import Check
from analytics.checking.text_check import CheckedText
from analytics.checking.verdicts import Verdict
from analytics.recording.stated import UNKNOWN_AREA
from dashboard.answers.claim_fields import official_fields, verdict_fields
from dashboard.answers.file_formats import FLAG, NUMBER, TEXT, Table, to_csv
from dashboard.answers.reconciled import conflict_record, not_searched
from dashboard.wording.doubt_notes import doubts_in_words
from dashboard.wording.explanations import explanation
from dashboard.wording.formats import ENGLISH
from dashboard.wording.official_lines import lines as official_lines

OF_FIGURE = {
    "figure": TEXT, "reporter": TEXT, "partner": TEXT, "flow": TEXT, "product": TEXT,
    "period": TEXT, "value": NUMBER, "low": NUMBER, "high": NUMBER, "currency": TEXT,
    "qualifier": TEXT, "figure_kind": TEXT, "printed": TEXT, "start": NUMBER, "end": NUMBER,
    "confidence": TEXT, "doubt": TEXT,
}  # fmt: skip
OF_CLAIM = {
    "claim": TEXT, "kind": TEXT, "direction": TEXT, "claimed": NUMBER, "claimed_high": NUMBER,
    "claimed_qualifier": TEXT, "base_period": TEXT, "base_figure": TEXT, "claimed_printed": TEXT,
    "claimed_start": NUMBER, "claimed_end": NUMBER,
    "claim_confidence": TEXT, "claim_doubt": TEXT, "verdict": TEXT, "recomputed_low": NUMBER,
    "recomputed_high": NUMBER, "implied_base_low": NUMBER, "implied_base_high": NUMBER,
    "decision_error": FLAG, "explanation": TEXT, "official": TEXT,
}  # fmt: skip
RENAMED = {
    "claim": "id", "claimed": "value", "claimed_high": "value_high",
    "claimed_qualifier": "qualifier", "claimed_printed": "printed",
    "claim_confidence": "confidence", "claim_doubt": "doubt",
}  # fmt: skip


def as_records(checked: CheckedText) -> dict[str, list[dict[str, Any]]]:
    """The public JSON of `tradeproof check`: that of `read` with verdicts, and the conflicts.

    Conflicts and evidence name the figures by their ids and the claims by their place in the
    list: `c1` is the first.
    """
    said = checked.read.as_records()
    claims = [
        claim | verdict_record(check) | _official(checked, name)
        for claim, (name, check) in zip(said["claims"], checked.checks.items(), strict=True)
    ]
    conflicts = [_with_unknown(conflict_record(conflict)) for conflict in checked.conflicts]
    beyond = _doubtful(checked) | {
        key: [_with_unknown(record) for record in records]
        for key, records in not_searched(checked.not_searched).items()
    }
    return {"figures": said["figures"], "claims": claims, "conflicts": conflicts, **beyond}


def _doubtful(checked: CheckedText) -> dict[str, list[dict[str, Any]]]:
    """The key `doubtful_conflicts`: what would be conflicts, each with the rows it rests on."""
    found = [
        _with_unknown(conflict_record(one.conflict)) | {"rests_on": list(one.rests_on)}
        for one in checked.doubtful
    ]
    return {"doubtful_conflicts": found} if found else {}


def as_json(checked: CheckedText) -> bytes:
    """The public JSON of `check` as a file, where each claim has its id too: some are left out."""
    return (json.dumps(_with_ids(checked), ensure_ascii=False, indent=2) + "\n").encode()


def as_csv(checked: CheckedText, made_at: datetime) -> bytes:
    """One row a claim, with its figure; one row a figure without claims."""
    records = _with_ids(checked)
    rows = []
    for figure in records["figures"]:
        of_figure = tuple(_figure_values(figure))
        own = [claim for claim in records["claims"] if claim["figure"] == figure["id"]]
        for claim in own:
            official = official_lines(checked.official.get(claim["id"], ()), ENGLISH)
            rows.append((*of_figure, *_claim_values(claim | {"official": " ".join(official)})))
        if not own:
            rows.append((*of_figure, *(None,) * len(OF_CLAIM)))
    return to_csv(Table("text", OF_FIGURE | OF_CLAIM, rows, made_at))


def verdict_record(check: Check) -> dict[str, Any]:
    """What a check adds to the record of a claim."""
    figures, sources = _evidence(check)
    told = verdict_fields(check, lambda one: explanation(one, ENGLISH))
    return told | {"evidence": {"sources": sources, "figures": figures}}


def _official(checked: CheckedText, claim: str) -> dict[str, list[dict[str, Any]]]:
    """The key `official` with a record for each source; no key where none speaks of the claim."""
    found = [official_fields(one) for one in checked.official.get(claim, ())]
    return {"official": found} if found else {}


def _with_ids(checked: CheckedText) -> dict[str, list[dict[str, Any]]]:
    records = as_records(checked)
    claims = zip(checked.checks, records["claims"], strict=True)
    return records | {"claims": [{"id": name} | claim for name, claim in claims]}


def _with_unknown(record: dict[str, Any]) -> dict[str, Any]:
    """A record of facts: a side that the text does not name is null, as in a figure."""
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


def _doubt(row: dict[str, Any]) -> str | None:
    """Why a row is to be looked at first, in English; None of any other."""
    return doubts_in_words((doubt["reason"] for doubt in row["doubts"]), ENGLISH.words) or None


def _figure_values(figure: dict[str, Any]) -> Iterator[Any]:
    start, end = figure["span"] or (None, None)
    known = figure | {"figure": figure["id"], "figure_kind": figure["kind"]}
    known |= {"start": start, "end": end, "doubt": _doubt(figure)}
    return (known[column] for column in OF_FIGURE)


def _claim_values(claim: dict[str, Any]) -> Iterator[Any]:
    start, end = claim["span"]
    known = claim | {"claimed_start": start, "claimed_end": end, "doubt": _doubt(claim)}
    return (known[RENAMED.get(column, column)] for column in OF_CLAIM)
