"""A text checked: its claims against its own numbers and those of other publications.

The text counts as one more publication, with the id `text`. Its claims go up the ladder of
`claims`: a base from the text itself first, then official figures of the same reporter, then
another publication, then what other facts imply. Its contradictions are found twice: among its own
facts alone, which needs no other publication, and together with what others print of the same
trade. What is left when these are out narrows the bases that its claims imply, as for the claims of
the book.

What rests on a row that a person should look at first is no contradiction: a claim is then not
testable, and facts that cannot all be true are told apart from the conflicts, with the row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from duckdb import DuckDBPyRelation

from analytics.checking.claims import Check, check_all
from analytics.checking.narrowed_bases import base_cell, with_narrowed_bases
from analytics.checking.official_rates import OfficialRate, official_rates
from analytics.checking.reach import of_trades, reached_from
from analytics.checking.verdicts import Reason, Verdict
from analytics.reading.out.reader import Read
from analytics.reading.state.statements import CHECK
from analytics.reconciling.claimed_changes import ABSOLUTE
from analytics.reconciling.conflicts import Conflict, without_conflicts
from analytics.reconciling.constraints import Component, components
from analytics.reconciling.effort import A_CHECK, Effort, TooMuchWork
from analytics.reconciling.facts import (
    Cell,
    Fact,
    Group,
    distinct,
    fact_of_claim,
    fact_of_figure,
    facts_of,
    figures_of,
)
from analytics.reconciling.implied import Bounds, Implied
from analytics.reconciling.mirror_gaps import mirrored
from analytics.reconciling.reconciliation import Reconciliation
from analytics.recording.stated import SOURCE, Stated, stated
from data.errors import TradeproofError
from data.relations import of_rows

FORECAST = "F"
MOST = 1000  # figures and claims of one text; contradictions among more take minutes to find


class TooManyStatements(TradeproofError):
    """A text with more figures and claims than can be checked at once: `count` of them."""

    def __init__(self, count: int) -> None:
        self.count = count
        super().__init__(
            f"the text has {count:,} figures and claims, and at most {MOST:,} can be checked at "
            "once; check it in parts"
        )


@dataclass(frozen=True)
class DoubtfulConflict:
    """Facts that cannot all be true, if the rows of the text were read rightly that it rests on.

    `rests_on` are the ids of these rows, which a person should look at first.
    """

    conflict: Conflict
    rests_on: tuple[str, ...]


@dataclass(frozen=True)
class CheckedText:
    """A text and what the figures say of it.

    `checks` are by claim id in the text's order: `c1` is the first claim of
    `Read.as_records`, and its figures are `f1`, `f2`, …. `conflicts` are sets of facts that
    cannot all be true: those of the text's own facts first, then those with other publications.
    `doubtful` are those that rest on a row to be looked at. `not_searched` are the components whose
    conflicts would cost more to find than is allowed.
    `official` is what official statistics say beside each claim.
    """

    read: Read
    checks: dict[str, Check]
    conflicts: tuple[Conflict, ...]
    not_searched: tuple[Component, ...] = ()
    official: Mapping[str, tuple[OfficialRate, ...]] = field(default_factory=dict)
    doubtful: tuple[DoubtfulConflict, ...] = ()


def is_of_text(fact: Fact) -> bool:
    """Whether the text states it; what other publications state alike is in `fact.same`."""
    return fact.source == SOURCE


def check_text(
    read: Read,
    observations: DuckDBPyRelation,
    claims: DuckDBPyRelation,
    effort: Effort | None = None,
    official: Collection[str] = (),
    earlier: DuckDBPyRelation | None = None,
) -> CheckedText:
    """Check a text against itself and against what is known.

    Parameters
    ----------
    read
        A text that was read.
    observations, claims
        Rows of the views `observation` and `reported_claim`: what other publications say. Only the
        trades that the text can reach are read of them.
    effort
        What it may cost, and who is told how far it is; the limits of a check if there is none.
    official, earlier
        The sources that are official statistics, which also stand beside the claims, and what their
        releases before the newest said.

    Raises
    ------
    TooManyStatements
        The text has more figures and claims than can be checked at once.
    """
    said = stated(read)
    count = len(said.observations) + len(said.claims)
    if count > MOST:
        raise TooManyStatements(count)
    effort = effort or Effort(seconds=A_CHECK)
    trades = {
        (row.reporter, row.partner, row.product) for row in (*said.observations, *said.claims)
    }
    near_figures, near_claims = (
        of_trades(relation, reached_from(trades)) for relation in (observations, claims)
    )
    checks = _checks(said, near_figures, near_claims, effort, official, earlier)
    known = facts_of(near_figures, near_claims)
    own, others = _apart(_facts(said), known)
    bases = {cell for check in checks.values() if (cell := base_cell(check))}
    unsure = _to_be_looked_at(read)

    def searched(facts: list[Fact]) -> _Found:
        search = _Conflicts(figures_of(near_figures), effort, bases)
        return search.found(facts, others, _new(facts, known))

    found = searched(own)
    doubtful = _resting_on(unsure, found.conflicts)
    if doubtful:  # what these rows hide among the others comes out without them
        found = searched([fact for fact in own if not unsure.issuperset(fact.same)])
    beside = official_rates(said.claims, near_figures, official)
    narrowed = dict(zip(checks, with_narrowed_bases(checks.values(), found.left), strict=True))
    narrowed |= _in_doubt(read, unsure, narrowed)
    return CheckedText(read, narrowed, found.conflicts, found.not_searched, beside, doubtful)


def _to_be_looked_at(read: Read) -> set[str]:
    """The ids of the figures and claims that a person should look at first."""
    return {row.name for row in read.rows if row.confidence == CHECK}


def _resting_on(unsure: set[str], conflicts: Iterable[Conflict]) -> tuple[DoubtfulConflict, ...]:
    """The conflicts with a fact that is told by such rows alone, with these rows."""
    found = []
    for conflict in conflicts:
        rows = [fact.same for fact in conflict.facts if unsure.issuperset(fact.same)]
        if rows:
            found.append(DoubtfulConflict(conflict, tuple(name for same in rows for name in same)))
    return tuple(found)


def _in_doubt(read: Read, unsure: set[str], checks: Mapping[str, Check]) -> dict[str, Check]:
    """The claims that would be contradicted but rest on a row that a person should look at."""
    rows = {
        claim.name: {row.name for row in (figure, claim, claim.base_figure) if row is not None}
        for figure, claim in read.claims
    }
    return {
        name: replace(
            check, verdict=Verdict.NOT_TESTABLE, reason=Reason.READING_IN_DOUBT,
            decision_error=False,
        )
        for name, check in checks.items()
        if check.verdict == Verdict.CONTRADICTED
        and not unsure.isdisjoint((*rows[name], *check.evidence[0]))
    }  # fmt: skip


def _checks(
    said: Stated,
    observations: DuckDBPyRelation,
    claims: DuckDBPyRelation,
    effort: Effort,
    official: Collection[str],
    earlier: DuckDBPyRelation | None,
) -> dict[str, Check]:
    own = of_rows([claim._asdict() for claim in said.claims], like=claims)
    levels = of_rows([row._asdict() for row in said.once_a_cell], like=observations)
    figures = observations.union(levels)
    checks = check_all(own, figures, claims, effort, official, earlier)
    found = {check.claim.claim: check for check in checks}
    return {claim.claim: found[claim.claim] for claim in said.claims}


def _facts(said: Stated) -> list[Fact]:
    """Every figure and claim of the text that happened and is dated, repeated figures too."""
    figures = [fact_of_figure(row) for row in said.observations if row.status != FORECAST]
    stated_changes = [fact_of_claim(claim) for claim in said.claims]
    return [*figures, *(fact for fact in stated_changes if fact is not None)]


def _apart(facts: list[Fact], known: list[Fact]) -> tuple[list[Fact], list[Fact]]:
    """The facts of the text, and what only others state of the same trade.

    What the text and others state alike is the text's; `same` names the others.
    """
    names = {name for fact in facts for name in fact.same}
    groups = {fact.group for fact in facts}
    every = distinct([*facts, *(fact for fact in known if fact.group in groups)])
    own = [_as_of_text(fact, names) for fact in every if names.intersection(fact.same)]
    return own, [fact for fact in every if not names.intersection(fact.same)]


def _as_of_text(fact: Fact, names: set[str]) -> Fact:
    same = sorted(fact.same, key=lambda name: name not in names)
    return replace(fact, fact=same[0], source=SOURCE, same=tuple(same))


@dataclass(frozen=True)
class _Found:
    """What a search came to: conflicts to tell, what is left without any, what was given up."""

    conflicts: tuple[Conflict, ...]
    left: Reconciliation
    not_searched: tuple[Component, ...]


class _Conflicts:
    """One search for conflicts of a text's facts.

    What the facts that are left imply for the cells that are `asked` for is found on the way, as
    the text's facts leave them, with those of others if these do. Of what was given up the largest
    component of a group is kept.
    """

    def __init__(
        self, partners: Iterable[Fact], effort: Effort, asked: Collection[tuple[Group, Cell]]
    ) -> None:
        self._effort = effort
        self._asked = asked
        self._implied: dict[tuple[Group, Cell], Implied] = {}
        self._of_partner: dict[Group, list[Fact]] = defaultdict(list)
        for turned in map(mirrored, partners):
            if turned is not None:
                self._of_partner[turned.group].append(turned)
        self._given_up: dict[Group, Component] = {}

    def found(self, own: list[Fact], others: list[Fact], new: Collection[Fact]) -> _Found:
        """The conflicts of the text's own facts, then those of its `new` facts with others."""
        within = list(self._within(own))
        with_others = list(self._with_others(others, own, within))
        told = [conflict for conflict in with_others if not set(new).isdisjoint(conflict.facts)]
        left = Reconciliation(tuple(self._implied.values()), (*within, *with_others))
        return _Found((*within, *told), left, tuple(self._given_up.values()))

    def _within(self, own: list[Fact]) -> Iterator[Conflict]:
        """Conflicts of the text's own facts, which need no other publication."""
        yield from self._of(components(own), {}, self._asked)

    def _with_others(
        self, others: list[Fact], own: list[Fact], within: list[Conflict]
    ) -> Iterator[Conflict]:
        """Conflicts with others of the facts that agree, then of those left out by these."""
        left_out = {conflict.left_out for conflict in within}
        in_doubt = {fact for conflict in within for fact in conflict.facts}
        agreeing = [fact for fact in own if fact not in left_out]
        beside = [fact for fact in own if fact in left_out or fact not in in_doubt]
        yield from self._mixed([*agreeing, *others], self._asked)
        for conflict in self._mixed([*beside, *others], ()) if left_out else ():
            if left_out.intersection(conflict.facts):
                yield conflict

    def _mixed(
        self, facts: list[Fact], asked: Collection[tuple[Group, Cell]]
    ) -> Iterator[Conflict]:
        """Conflicts between the text and others: only where both state something."""
        parts = [part for part in components(facts) if not all(map(is_of_text, part.facts))]
        mixed = [part for part in parts if any(map(is_of_text, part.facts))]
        for conflict in self._of(mixed, self._of_partner, asked):
            if not all(map(is_of_text, conflict.facts)):
                yield conflict

    def _of(
        self,
        parts: list[Component],
        of_partner: Mapping[Group, list[Fact]],
        asked: Collection[tuple[Group, Cell]],
    ) -> Iterator[Conflict]:
        self._effort.expect(sum(len(part.facts) for part in parts))
        for part in parts:
            cells = [cell for group, cell in asked if group == part.group and cell in part.cells]
            try:
                with self._effort.share().spending():
                    kept, found = without_conflicts(part, of_partner.get(part.group, ()))
                    levels = [Bounds(part, kept).level(cell) for cell in cells]
                self._implied |= {(part.group, one.cell): one for one in levels if one is not None}
            except TooMuchWork:
                known = self._given_up.get(part.group, part)
                self._given_up[part.group] = max(known, part, key=lambda one: len(one.facts))
                found = []
            self._effort.advance(len(part.facts))
            yield from found


def _new(own: list[Fact], known: list[Fact]) -> set[Fact]:
    """The facts of a text that nobody else states as tightly."""
    about: dict[object, list[Fact]] = defaultdict(list)
    for fact in known:
        about[fact.group, fact.cell, fact.base].append(fact)
    return {
        fact
        for fact in own
        if not any(_says(other, fact) for other in about[fact.group, fact.cell, fact.base])
    }


def _says(other: Fact, fact: Fact) -> bool:
    """Whether another fact of the same cells says all that a fact of the text says.

    What contradicts such a fact contradicts the other one, whatever the text says.
    """
    same_unit = (other.kind == ABSOLUTE) == (fact.kind == ABSOLUTE)
    within = fact.bounds.low <= other.bounds.low and other.bounds.high <= fact.bounds.high
    return same_unit and within
