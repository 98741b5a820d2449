"""A text checked: its claims against its own numbers and those of other publications.

The text counts as one more publication, with the id `text`. Its claims go up the ladder of
`analytics.checking.claims`: a base from the text itself first, then one from another publication
of the same reporter, then what other facts imply. Its contradictions are found twice: among its own
facts alone, which needs no other publication, and together with what others print of the same
trade.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from duckdb import ColumnExpression, ConstantExpression, DuckDBPyRelation

from analytics.checking.claims import Check, check_all
from analytics.reading.reader import WORLD, Read
from analytics.reading.stated import SOURCE, UNKNOWN_AREA, Stated, stated
from analytics.reconciling.claimed_changes import ABSOLUTE
from analytics.reconciling.conflicts import Conflict, without_conflicts
from analytics.reconciling.constraints import components
from analytics.reconciling.facts import (
    Fact,
    Group,
    distinct,
    fact_of_claim,
    fact_of_figure,
    facts_of,
    figures_of,
)
from analytics.reconciling.mirror_gaps import mirrored
from data.errors import TradeproofError
from data.relations import of_rows

FORECAST = "F"
MOST = 1000  # figures and claims of one text; contradictions among more take minutes to find


@dataclass(frozen=True)
class CheckedText:
    """A text and what the figures say of it.

    `checks` are by claim id in the text's order: `c1` is the first claim of
    `Read.as_records`, and its figures are `f1`, `f2`, …. `conflicts` are sets of facts that
    cannot all be true: those of the text's own facts first, then those with other publications.
    """

    read: Read
    checks: dict[str, Check]
    conflicts: tuple[Conflict, ...]


def is_of_text(fact: Fact) -> bool:
    """Whether the text states it; what other publications state alike is in `fact.same`."""
    return fact.source == SOURCE


def check_text(read: Read, observations: DuckDBPyRelation, claims: DuckDBPyRelation) -> CheckedText:
    """Check a text against itself and against what is known.

    Parameters
    ----------
    read
        A text that was read.
    observations, claims
        Rows of the views `observation` and `reported_claim`: what other publications say.

    Raises
    ------
    TradeproofError
        The text has more figures and claims than can be checked at once.
    """
    said = stated(read)
    count = len(said.observations) + len(said.claims)
    if count > MOST:
        raise TradeproofError(
            f"the text has {count:,} figures and claims, and at most {MOST:,} can be checked at "
            "once; check it in parts"
        )
    near_figures, near_claims = _near(observations, said), _near(claims, said)
    checks = _checks(said, near_figures, near_claims)
    known = facts_of(near_figures, near_claims)
    own, others = _apart(_facts(said), known)
    within = _conflicts(own)
    new = [fact for fact in own if not any(_says(other, fact) for other in known)]
    with_others = [
        conflict
        for conflict in _conflicts_with(others, own, within, figures_of(near_figures))
        if not all(map(is_of_text, conflict.facts)) and any(f in new for f in conflict.facts)
    ]
    return CheckedText(read, checks, (*within, *with_others))


def _checks(
    said: Stated, observations: DuckDBPyRelation, claims: DuckDBPyRelation
) -> dict[str, Check]:
    own = of_rows([claim._asdict() for claim in said.claims], like=claims)
    levels = of_rows([row._asdict() for row in said.once_a_cell], like=observations)
    figures = observations.union(levels)
    found = {check.claim.claim: check for check in check_all(own, figures, others=claims)}
    return {claim.claim: found[claim.claim] for claim in said.claims}


def _near(relation: DuckDBPyRelation, said: Stated) -> DuckDBPyRelation:
    """What is known of the text's areas and products: every base a check may look for.

    The mirror of a trade, and trade with the world, for shares, are among it.
    """
    rows = (*said.observations, *said.claims)
    areas = {WORLD, *(area for row in rows for area in (row.reporter, row.partner))}
    kept = {
        "reporter": areas - {UNKNOWN_AREA},
        "partner": areas - {UNKNOWN_AREA},
        "product": {row.product for row in rows} or {""},
    }
    for name, some in kept.items():
        values = [ConstantExpression(value) for value in sorted(some)]
        relation = relation.filter(ColumnExpression(name).isin(*values))
    return relation


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


def _conflicts(facts: Iterable[Fact], partners: Iterable[Fact] = ()) -> list[Conflict]:
    of_partner: dict[Group, list[Fact]] = defaultdict(list)
    for turned in map(mirrored, partners):
        if turned is not None:
            of_partner[turned.group].append(turned)
    return [
        conflict
        for part in components(facts)
        if any(map(is_of_text, part.facts))
        for conflict in without_conflicts(part, of_partner[part.group])[1]
    ]


def _conflicts_with(
    others: list[Fact], own: list[Fact], within: list[Conflict], partners: list[Fact]
) -> Iterator[Conflict]:
    """Conflicts of the text's facts that agree, then of those left out by them, and others."""
    left_out = [conflict.left_out for conflict in within]
    in_doubt = [fact for conflict in within for fact in conflict.facts]
    agreeing = [fact for fact in own if fact not in left_out]
    beside = [fact for fact in own if fact in left_out or fact not in in_doubt]
    yield from _conflicts([*agreeing, *others], partners)
    for conflict in _conflicts([*beside, *others], partners) if left_out else ():
        if any(fact in left_out for fact in conflict.facts):
            yield conflict


def _says(other: Fact, fact: Fact) -> bool:
    """Whether another fact says all that a fact of the text says.

    What contradicts such a fact contradicts the other one, whatever the text says.
    """
    same_cells = (other.group, other.cell, other.base) == (fact.group, fact.cell, fact.base)
    same_unit = (other.kind == ABSOLUTE) == (fact.kind == ABSOLUTE)
    within = fact.bounds.low <= other.bounds.low and other.bounds.high <= fact.bounds.high
    return same_cells and same_unit and within
