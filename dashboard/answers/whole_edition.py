"""Answers about a whole edition, worked out once: an edition never changes."""

from __future__ import annotations

from functools import lru_cache

from analytics.checking.claims import Check, check_all
from analytics.checking.repeats import Repeat, repeats
from analytics.reading.checking import CheckedText, check_text
from analytics.reading.reader import Read
from analytics.reconciling.conflicts import Conflict
from analytics.reconciling.facts import Fact
from analytics.reconciling.reconciliation import Reconciliation, reconcile
from dashboard.answers import near_printed
from dashboard.answers.selection import Selection
from data.store import Edition

KEPT = 2  # editions: the one being read, and a newly published one


@lru_cache(maxsize=KEPT)
def reconciled(edition: Edition) -> Reconciliation:
    """What all facts of the edition imply, and where they contradict each other."""
    return reconcile(
        near_printed.own(edition),
        edition.relation("reported_claim"),
        partners=near_printed.both_sides(edition),
    )


@lru_cache(maxsize=KEPT)
def every_check(edition: Edition) -> tuple[Check, ...]:
    """Every claim of the edition checked against all its figures, in the order of `claims`."""
    claims = edition.relation("reported_claim")
    return tuple(check_all(claims, edition.relation("observation")))


@lru_cache(maxsize=KEPT)
def repeated(edition: Edition) -> dict[str, tuple[Repeat, ...]]:
    """The claims of the edition that speak of the same change as others, with these."""
    return repeats(every_check(edition))


def checked(edition: Edition, read: Read) -> CheckedText:
    """A text of the reader's own, checked against all figures and claims of the edition."""
    return check_text(read, edition.relation("observation"), edition.relation("reported_claim"))


def conflicts(edition: Edition, selection: Selection) -> list[Conflict]:
    """The conflicts of the edition of which some fact is selected; a verdict selects none."""
    return [
        conflict
        for conflict in reconciled(edition).conflicts
        if any(_is_selected(fact, selection) for fact in conflict.facts)
    ]


def _is_selected(fact: Fact, selection: Selection) -> bool:
    reporter, partner, product, _ = fact.group
    chosen = (
        (selection.reporter, reporter),
        (selection.partner, partner),
        (selection.product, product),
        (selection.source, fact.source),
    )
    is_of_key = all(one in some for some, one in chosen if some)
    return is_of_key and selection.includes(fact.cell.flow, fact.cell.period)
