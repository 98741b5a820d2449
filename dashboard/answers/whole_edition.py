"""Answers about a whole edition, worked out once, whoever asks: an edition never changes."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.checking.claims import Check, check_all
from analytics.checking.narrowed_bases import with_narrowed_bases
from analytics.checking.official_rates import OfficialRate, official_rates
from analytics.checking.repeats import Repeat, repeats
from analytics.checking.text_check import CheckedText, check_text
from analytics.reading.out.reader import Read
from analytics.reconciling.conflicts import Conflict
from analytics.reconciling.constraints import Component
from analytics.reconciling.effort import A_CHECK, Effort, Progress
from analytics.reconciling.facts import Fact
from analytics.reconciling.reconciliation import Reconciliation, reconcile
from dashboard.answers import near_printed, source_rows
from dashboard.answers.kept import kept
from dashboard.answers.selection import Selection
from dashboard.answers.shared import Shared
from data.store import Edition
from data.views import claims_of

KEPT = 2  # editions: the one being read, and a newly published one


def reconciled(edition: Edition, progress: Progress | None = None) -> Reconciliation:
    """What all facts of the edition imply, and where they contradict each other."""
    return _reconciled(edition, progress)


def every_check(edition: Edition, progress: Progress | None = None) -> tuple[Check, ...]:
    """Every claim of the edition checked against all its figures, in the order of `claims`."""
    return _every_check(edition, progress)


def _reconcile(edition: Edition, effort: Effort) -> Reconciliation:
    claims = edition.relation("reported_claim")
    return reconcile(
        near_printed.own(edition),
        claims,
        effort,
        near_printed.both_sides(edition),
        edition.data_sets,
    )


def _check_all(edition: Edition, effort: Effort) -> tuple[Check, ...]:
    known = reconciled(edition, lambda *_: effort.beat())  # who leaves the one leaves the other
    claims = edition.relation("reported_claim")
    checks = check_all(
        claims,
        edition.relation("observation"),
        effort=effort,
        official=source_rows.official(edition),
        earlier=edition.relation("earlier_observation"),
    )
    return tuple(with_narrowed_bases(checks, known))


_reconciled, _every_check = Shared(_reconcile, KEPT), Shared(_check_all, KEPT)


@kept(1)
def check_of_claim(edition: Edition) -> dict[str, Check]:
    """The check of every claim of the edition, by id."""
    return {check.claim.claim: check for check in every_check(edition)}


@kept(1)
def repeated(edition: Edition) -> dict[str, tuple[Repeat, ...]]:
    """The claims of the edition that speak of the same change as others, with these."""
    return repeats(every_check(edition))


def checked(edition: Edition, read: Read, progress: Progress | None = None) -> CheckedText:
    """A text of the reader's own, checked against all figures and claims of the edition."""
    figures, claims = edition.relation("observation"), edition.relation("reported_claim")
    return check_text(
        read,
        figures,
        claims,
        Effort(progress, seconds=A_CHECK),
        source_rows.official(edition),
        edition.relation("earlier_observation"),
    )


@kept(1)
def official_beside(edition: Edition) -> Mapping[str, tuple[OfficialRate, ...]]:
    """What official statistics say beside the claims of the edition, by id of the claim."""
    stated = claims_of(edition.relation("reported_claim"))
    return official_rates(stated, edition.relation("observation"), source_rows.official(edition))


def conflicts(edition: Edition, selection: Selection) -> list[Conflict]:
    """The conflicts of the edition of which some fact is selected; a verdict selects none."""
    return [
        conflict
        for conflict in reconciled(edition).conflicts
        if any(_is_selected(fact, selection) for fact in conflict.facts)
    ]


def not_searched(edition: Edition, selection: Selection) -> list[Component]:
    """The components of the edition that were given up, of which some fact is selected."""
    return [
        part
        for part in reconciled(edition).not_searched
        if any(_is_selected(fact, selection) for fact in part.facts)
    ]


def _is_selected(fact: Fact, selection: Selection) -> bool:
    reporter, partner, product, _ = fact.group
    chosen = (
        (selection.product, product),
        (selection.source, fact.source),
    )
    is_of_key = all(one in some for some, one in chosen if some)
    is_of_key &= selection.is_of_pair(reporter, partner)
    return is_of_key and selection.includes(fact.cell.flow, fact.cell.period)
