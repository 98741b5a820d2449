"""The answer of `tradeproof check` for reading: a claim a line, then the conflicts."""

from __future__ import annotations

from collections import Counter

from analytics.checking.text_check import CheckedText
from analytics.checking.verdicts import Verdict
from analytics.reconciling.conflicts import Conflict
from analytics.recording.stated import UNKNOWN_AREA
from dashboard.cli.reconciled_lines import conflict_lines, not_searched_lines
from dashboard.cli.row_lines import cell_line, change_line, passed_over_lines
from dashboard.wording.doubt_notes import doubt_lines
from dashboard.wording.explanations import explanation
from dashboard.wording.formats import ENGLISH
from dashboard.wording.official_lines import lines as official_lines
from dashboard.wording.separator_notes import note_lines


def as_text(checked: CheckedText) -> str:
    """A claim with its verdict and why, below it official statistics; then the conflicts."""
    said = checked.read.as_records()
    figures = {figure["id"]: figure for figure in said["figures"]}
    lines = []
    for claim, (name, check) in zip(said["claims"], checked.checks.items(), strict=True):
        about = f"{cell_line(figures[claim['figure']])} {change_line(claim)}"
        lines.append(f"{name}  {about}: {check.verdict}. {explanation(check, ENGLISH)}")
        lines += [f"    {line}" for line in official_lines(checked.official.get(name, ()), ENGLISH)]
    lines += note_lines(checked.read)
    lines += doubt_lines(checked.read)
    lines += passed_over_lines(checked.read)
    for conflict in checked.conflicts:
        lines += ["", *_conflict(conflict)]
    for one in checked.doubtful:
        heading, first, *rest = _conflict(one.conflict)
        of = " and ".join(one.rests_on)
        is_read = f"  if {of} {'is' if len(one.rests_on) == 1 else 'are'} read rightly (see check),"
        lines += ["", heading, f"{is_read} a {first.strip()}", *rest]
    apart = [""] * bool(checked.conflicts or checked.doubtful or checked.not_searched)
    lines += [*apart[: len(checked.not_searched)], *not_searched_lines(checked.not_searched)]
    return "\n".join([*lines, *apart, _count(checked)]) + "\n"


def _conflict(conflict: Conflict) -> list[str]:
    *sides, product, currency = conflict.group
    reporter, partner = (side.removeprefix(UNKNOWN_AREA) or UNKNOWN_AREA for side in sides)
    heading = f"{reporter} - {partner}, {product}, million {currency}"
    return [heading, *(f"  {line}" for line in conflict_lines(conflict))]


def _count(checked: CheckedText) -> str:
    verdicts = Counter(check.verdict for check in checked.checks.values())
    counted = [f"{verdict}: {verdicts[verdict]}" for verdict in Verdict if verdicts[verdict]]
    parts = [f"claims: {len(checked.checks)}", *counted, f"conflicts: {len(checked.conflicts)}"]
    parts += [f"doubtful conflicts: {len(checked.doubtful)}"] * bool(checked.doubtful)
    return ", ".join(parts)
