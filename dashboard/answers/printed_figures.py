"""The figures and claims as publications print them: rows for the pages, no words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from analytics.indicators.observations import actual
from dashboard.answers.kept import MANY, SOME, kept
from data.relations import Row, records
from data.store import Edition


class Printed(NamedTuple):
    """The characters of a figure or claim in its publication, and where they stand."""

    text: str
    place: str
    source: str


def of_fact(name: str, known: Mapping[str, Printed]) -> Printed:
    """What is printed of a fact; a figure of a data set stands in its table, and has no characters.

    Raises
    ------
    KeyError
        It is neither among those that are `known` nor of a data set.
    """
    if name not in known and " " in name:  # the id of a cell, see `Observation.id`
        return Printed("", "table", name.partition(" ")[0])
    return known[name]


@kept(1)
def printed(edition: Edition) -> dict[str, Printed]:
    """The printed characters of every figure and claim, by id."""
    rows = edition.query(
        "SELECT figure AS fact, printed, place, source FROM figure UNION ALL "
        "SELECT claim, claim.printed, claim.place, source FROM claim JOIN figure USING (figure)"
    )
    return {
        row["fact"]: Printed(row["printed"], row["place"], row["source"]) for row in records(rows)
    }


@kept(SOME)
def of_pair(edition: Edition, reporter: str, partner: str) -> list[Row]:
    """Every level that is no target, one row a printed figure, newest first.

    The columns are those of the table `figure`, and the day its source was `published`.
    """
    return edition.rows(
        "SELECT f.*, s.published FROM figure f JOIN source s USING (source) "
        "WHERE reporter = ? AND partner = ? AND low IS NOT NULL AND f.kind <> 'target' "
        "ORDER BY last_month DESC NULLS LAST, first_month, flow DESC, product, source",
        [reporter, partner],
    )


@kept(MANY)
def not_on_a_time_axis(edition: Edition, reporter: str, partner: str) -> list[Row]:
    """Targets, forecasts and levels without a date, one row a printed figure, undated ones last.

    The columns are those of the table `figure`.
    """
    return edition.rows(
        "SELECT * FROM figure WHERE reporter = ? AND partner = ? AND low IS NOT NULL "
        "AND (kind <> 'actual' OR period IS NULL) ORDER BY period NULLS LAST, figure",
        [reporter, partner],
    )


@kept(SOME)
def newest(edition: Edition, count: int) -> list[Row]:
    """The observations last printed, of these the latest periods first; none of a data set."""
    observations = actual(edition.relation("printed_observation"))
    return records(observations.order("release_date DESC, last_month DESC, figure").limit(count))


def stated(edition: Edition, facts: Iterable[str]) -> list[Row]:
    """What figures and claims with these ids say, one row an id, by period and flow.

    A row has `source`, `flow`, `period`, `place`, the characters `printed`, and the `base_period`
    of a claim that names one.
    """
    return _stated(edition, tuple(facts))


@kept(MANY)
def _stated(edition: Edition, facts: tuple[str, ...]) -> list[Row]:
    return edition.rows(
        "SELECT source, flow, period, NULL AS base_period, place, printed FROM figure "
        "WHERE list_contains($1, figure) UNION ALL "
        "SELECT source, flow, period, base_period, place, claimed_printed FROM reported_claim "
        "WHERE list_contains($1, claim) ORDER BY period, flow, printed",
        [list(facts)],
    )
