"""Reconciliation: figures that follow from others, and facts that cannot all be true.

All figures and claims of one reporter, partner, product and currency are linear constraints
(`constraints`). From them follow implied figures (`implied`), conflicts (`conflicts`) and gaps to
what the partner reports (`mirror_gaps`), each in its module of this folder. Every fact
constrains its own reporter's cells only: mirror statistics are compared, never mixed in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass

from duckdb import DuckDBPyRelation

from analytics.reconciling.conflicts import Conflict, without_conflicts
from analytics.reconciling.constraints import Component, components
from analytics.reconciling.effort import Effort, TooMuchWork
from analytics.reconciling.facts import Fact, Group, facts_of, figures_of
from analytics.reconciling.implied import Implied, implied
from analytics.reconciling.mirror_gaps import MirrorGap, mirror_gaps, mirrored
from data.periods import Period


@dataclass(frozen=True)
class Reconciliation:
    """Implied figures, conflicts and mirror gaps, in the order of groups, flows and periods.

    `not_searched` are the components that would cost more than is allowed: nothing is said of them.
    """

    implied: tuple[Implied, ...]
    conflicts: tuple[Conflict, ...]
    mirror_gaps: tuple[MirrorGap, ...] = ()
    not_searched: tuple[Component, ...] = ()


def reconcile(
    observations: DuckDBPyRelation,
    claims: DuckDBPyRelation,
    effort: Effort | None = None,
    partners: DuckDBPyRelation | None = None,
    official: Container[str] = (),
) -> Reconciliation:
    """What the facts imply together, and where they contradict each other or the partner.

    Parameters
    ----------
    observations
        Rows of the view `observation`, of the sources to be reconciled.
    claims
        Rows of the view `reported_claim`, of the same.
    effort
        What it may cost, and who is told of the number of facts done and of all.
    partners
        Rows of the view `observation` in which partners' own figures are looked for; the same
        `observations` where none are given.
    official
        Sources that are data sets: what only these speak of is left alone, since nothing that is
        printed or claimed bears on it; so is a conflict of theirs alone, which says no more than
        that the sources differ. Beside facts of others they take part, but of their own periods
        nothing is worked out: that a year's months are also twelve sums says nothing new.
    """
    theirs = None if partners is None else figures_of(partners)
    return reconcile_facts(facts_of(observations, claims), effort, theirs, official)


def reconcile_facts(
    facts: Iterable[Fact],
    effort: Effort | None = None,
    partners: Iterable[Fact] | None = None,
    official: Container[str] = (),
) -> Reconciliation:
    """As `reconcile`, of facts that are already read and distinct."""
    known, effort = list(facts), effort or Effort()
    parts = [part for part in components(known) if _is_said_by_others(part.facts, official)]
    effort.expect(sum(len(part.facts) for part in parts))
    of_partner: dict[Group, list[Fact]] = defaultdict(list)
    for turned in map(mirrored, known if partners is None else partners):
        if turned is not None:
            of_partner[turned.group].append(turned)
    found: list[Implied] = []
    conflicts: list[Conflict] = []
    gaps: list[MirrorGap] = []
    not_searched: list[Component] = []
    for part in parts:
        mirrors = of_partner[part.group]
        try:
            with effort.share().spending():
                kept, contradicting = without_conflicts(part, mirrors)
                follows = implied(part, kept, _spoken_of(part, official))
                between = mirror_gaps(part, kept, follows, mirrors)
        except TooMuchWork:
            not_searched.append(part)
        else:
            conflicts += [one for one in contradicting if _is_said_by_others(one.facts, official)]
            found += follows
            gaps += between
        effort.advance(len(part.facts))
    in_order = tuple(sorted(found, key=_order))
    return Reconciliation(in_order, tuple(conflicts), tuple(gaps), tuple(not_searched))


def _is_said_by_others(facts: Iterable[Fact], official: Container[str]) -> bool:
    """Whether any of the facts is of no data set."""
    return any(fact.source not in official for fact in facts)


def _spoken_of(part: Component, official: Container[str]) -> set[Period] | None:
    """The periods that others than data sets speak of; None where data sets take no part."""
    others = [fact for fact in part.facts if fact.source not in official]
    if len(others) == len(part.facts):
        return None
    return {cell.period for fact in others for cell in fact.cells}


def _order(found: Implied) -> tuple[Group, str, Period, bool]:
    return found.group, found.cell.flow, found.cell.period, found.base is not None
