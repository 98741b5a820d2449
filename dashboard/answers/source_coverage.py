"""What each source covers: pairs and years, verdicts on its claims, and what it prints where."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from analytics.checking.claims import Check
from analytics.checking.verdicts import Verdict
from dashboard.answers.kept import SOME, kept
from dashboard.answers.whole_edition import check_of_claim, every_check
from data import codes
from data.relations import Row, records
from data.store import Edition


@dataclass(frozen=True)
class Passage:
    """The characters of a publication that are a figure, or a reported rate with its verdict."""

    printed: str | None
    place: str
    figure: Row
    check: Check | None = None


@kept(1)
def years(edition: Edition) -> Mapping[str, Sequence[Row]]:
    """By source rows of `reporter`, `partner`, `year` and `figures`, as far as it has any.

    Targets are none; of a data set all goods only. A run of months counts in its last year.
    """
    rows = edition.query(
        """
        SELECT source, reporter, partner, year(last_month) AS year, count(*) AS figures
        FROM figure WHERE kind <> 'target' AND last_month IS NOT NULL GROUP BY ALL
        UNION ALL
        SELECT source, reporter, partner, year(last_month) AS year, count(*) AS figures
        FROM observation WHERE product = ? AND source IN (SELECT source FROM data_set) GROUP BY ALL
        ORDER BY source, reporter, partner, year
        """,
        [codes.TOTAL],
    )
    found: dict[str, list[Row]] = defaultdict(list)
    for row in records(rows):
        found[row["source"]].append(row)
    return MappingProxyType(found)


@kept(1)
def verdicts(edition: Edition) -> Mapping[str, Mapping[Verdict, int]]:
    """By source how many of its claims have each verdict."""
    found: dict[str, Counter[Verdict]] = defaultdict(Counter)
    for check in every_check(edition):
        found[check.claim.source][check.verdict] += 1
    return MappingProxyType(found)


@kept(1)
def printing(edition: Edition) -> frozenset[str]:
    """The sources of which the book holds printed characters."""
    rows = edition.query(
        "SELECT source FROM figure WHERE printed IS NOT NULL "
        "UNION SELECT source FROM reported_claim"
    )
    return frozenset(source for (source,) in rows.fetchall())


@kept(SOME)
def passages(edition: Edition, source: str) -> Sequence[Passage]:
    """What a publication prints, in the order of its lines; nothing of a data set."""
    figures = records(edition.query("FROM figure WHERE source = ?", [source]))
    found = [Passage(row["printed"], row["place"], row) for row in figures if row["printed"]]
    by_figure = {row["figure"]: row for row in figures}
    found += [
        Passage(check.claim.claimed_printed, check.claim.place or "", by_figure[check.claim.figure],
                check)
        for check in check_of_claim(edition).values()
        if check.claim.source == source
    ]  # fmt: skip
    return sorted(found, key=lambda passage: _line(passage.place))


def _line(place: str) -> int:
    number = place.rpartition(" ")[2]
    return int(number) if number.isdigit() else 0
