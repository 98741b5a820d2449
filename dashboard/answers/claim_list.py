"""The claims that a page lists: filtered, those of one change together, the newest first.

A filter leaves claims out, and a page says so: those that one filter alone leaves out are counted
by filter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from analytics.checking.claims import Check
from analytics.checking.repeats import by_change
from analytics.checking.verdicts import Ground, Verdict
from dashboard.answers.other_side import speaks
from dashboard.answers.selection import MANY, Selection
from dashboard.answers.whole_edition import every_check, official_beside, repeated
from data.store import Edition
from data.views import ReportedClaim

MOST_ROWS = 200  # on one page
SIDES = {"reporter", "partner"}


@dataclass(frozen=True)
class ClaimGroup:
    """Claims about one change, whoever made them.

    `lead` stands for them: the one whose verdict rests on its own publication, else the newest.
    """

    lead: Check
    others: tuple[Check, ...] = ()

    @property
    def checks(self) -> tuple[Check, ...]:
        """All of them."""
        return (self.lead, *self.others)


@dataclass(frozen=True)
class ClaimList:
    """The claims of a selection.

    Attributes
    ----------
    groups
        What is shown of them.
    counts
        How many claims there are by verdict, whatever verdict is chosen.
    left_out
        How many more there would be without one of the filters, by filter as in the address.
    other_side
        How many the other side's statistics of the same trade have.
    every
        How many there are in all.
    """

    groups: tuple[ClaimGroup, ...]
    counts: Mapping[Verdict, int]
    left_out: Mapping[str, int]
    other_side: int
    every: int

    @property
    def parts(self) -> int:
        """Into how many parts the list is cut."""
        return max(-(-len(self.groups) // MOST_ROWS), 1)

    def part(self, number: int) -> tuple[ClaimGroup, ...]:
        """A part of the list, from 1; the last where there are fewer."""
        start = (min(number, self.parts) - 1) * MOST_ROWS
        return self.groups[start : start + MOST_ROWS]


def claim_list(
    edition: Edition, selection: Selection, found: Collection[str] | None = None
) -> ClaimList:
    """The claims of the selection, as the whole edition answers them.

    `found` are the ids of the claims that have the words that are looked for; None looks for none.
    """
    shown: list[Check] = []
    counts: Counter[Verdict] = Counter()
    left_out: Counter[str] = Counter()
    other_side = 0
    checks = every_check(edition)
    for check in checks:
        failed = _failed(check, selection)
        if found is not None and check.claim.claim not in found:
            failed.add("search")
        if selection.other_side and selection.other_side not in speaks(
            check, official_beside(edition).get(check.claim.claim, ())
        ):
            failed.add("other_side")
        if failed <= {"verdict"}:
            counts[check.verdict] += 1
        if not failed:
            shown.append(check)
        elif len(failed) == 1:
            left_out.update(failed)
        elif failed == SIDES and _is_turned(check.claim, selection):
            other_side += 1
    groups = _groups(shown, edition)
    return ClaimList(groups, counts, left_out, other_side, len(checks))


def _failed(check: Check, selection: Selection) -> set[str]:
    """The filters that leave a claim out."""
    claim = check.claim
    found = {
        name
        for name in MANY
        if (wanted := getattr(selection, name))
        and (check.verdict if name == "verdict" else getattr(claim, name)) not in wanted
    }
    if selection.both_sides and selection.is_of_pair(claim.reporter, claim.partner):
        found -= SIDES
    since, until = selection.since, selection.until
    if since and (claim.first_month is None or claim.first_month < since.first_month):
        found.add("from")
    if until and (claim.last_month is None or claim.last_month > until.last_month):
        found.add("to")
    return found


def _is_turned(claim: ReportedClaim, selection: Selection) -> bool:
    return claim.reporter in selection.partner and claim.partner in selection.reporter


def _groups(shown: Sequence[Check], edition: Edition) -> tuple[ClaimGroup, ...]:
    """The claims by change, each change where its newest claim stands."""
    found = []
    for members in by_change(sorted(shown, key=_newest_first), repeated(edition)):
        lead, *others = sorted(members, key=lambda one: (_rank(one), _newest_first(one)))
        found.append(ClaimGroup(lead, tuple(others)))
    return tuple(found)


def _rank(check: Check) -> int:
    """Whose figures a verdict rests on, the claim's own publication first."""
    return len(Ground) if check.ground is None else list(Ground).index(check.ground)


def _newest_first(check: Check) -> tuple[int, tuple[int, ...], str]:
    """By the end of the period, then the day of the publication, then as the claims are listed."""
    claim = check.claim
    end = claim.last_month or date.min
    said = [int(part) for part in claim.release_date.split("-")] if claim.release_date else []
    day = tuple(-part for part in (*said, 0, 0, 0)[:3])
    return -end.toordinal(), day, claim.claim
