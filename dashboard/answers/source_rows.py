"""The sources of an edition: what each is, and what it contributed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from duckdb import DuckDBPyRelation

from dashboard.answers.kept import kept
from data import codes
from data.relations import Row, records
from data.store import Edition

KINDS = (*codes.lists().source_kind, "own")  # `own`: a table of the reader's


@kept(1)
def by_id(edition: Edition) -> Mapping[str, Row]:
    """The row of every source in the table `source`, by its id."""
    return MappingProxyType({row["source"]: row for row in records(edition.relation("source"))})


@kept(1)
def official(edition: Edition) -> set[str]:
    """The ids of the sources that are statistics of the country that publishes them."""
    return {source for source, row in by_id(edition).items() if row["kind"] == "official"}


@kept(1)
def catalogue(edition: Edition) -> list[Row]:
    """One row a source, the newest first, with how many of each kind of row it contributed.

    Counted are `figures` (levels; a growth without a level is none), `rates` (growth without a
    level; also a claim), `claims`, `investments`, `events` and `goods`. A data set has its
    `release` and the day that it was `retrieved`; both are None for a publication.
    """
    return edition.rows(
        """
            SELECT *,
                   (SELECT count(*) FROM figure f WHERE f.source = s.source AND low IS NOT NULL)
                        + (SELECT coalesce(sum(figures), 0)::BIGINT FROM data_set d
                           WHERE d.source = s.source AND NOT d.is_earlier) AS figures,
                   (SELECT count(*) FROM figure f WHERE f.source = s.source AND low IS NULL)
                       AS rates,
                   (SELECT count(*) FROM claim JOIN figure f USING (figure)
                    WHERE f.source = s.source) AS claims,
                   (SELECT count(*) FROM investment i WHERE i.source = s.source) AS investments,
                   (SELECT count(*) FROM event e WHERE e.source = s.source) AS events,
                   (SELECT count(*) FROM goods g WHERE g.source = s.source) AS goods
            FROM source s
            LEFT JOIN (SELECT source, release, strftime(retrieved_at, '%Y-%m-%d') AS retrieved
                       FROM data_set WHERE NOT is_earlier) USING (source)
            ORDER BY published DESC, source
            """
    )


@kept(1)
def catalogue_by_id(edition: Edition) -> Mapping[str, Row]:
    """The rows of the catalogue, by the id of the source."""
    return MappingProxyType({row["source"]: row for row in catalogue(edition)})


def told(edition: Edition) -> DuckDBPyRelation:
    """Of which trade and period each source has a figure, or a growth without one."""
    return edition.query(
        """
        SELECT source, reporter, partner, flow, product, freq, first_month, last_month FROM figure
        UNION ALL
        SELECT source, reporter, partner, flow, product, freq, first_month, last_month
        FROM observation WHERE source IN (SELECT source FROM data_set)
        """
    )


@kept(1)
def newest_periods(edition: Edition) -> list[Row]:
    """One row a source, the newest first: how many figures it printed and their newest period.

    Counted are `figures`, with or without a level; `newest` is of those that happened. A data set
    tells its own.
    """
    return edition.rows(
        """
            SELECT s.source, s.published, count(f.figure) AS figures,
                   arg_max(f.period, f.last_month) FILTER (f.kind = 'actual') AS newest
            FROM source s LEFT JOIN figure f ON f.source = s.source
            WHERE s.source NOT IN (SELECT source FROM data_set)
            GROUP BY ALL
            UNION ALL
            SELECT source, published, figures, newest FROM data_set WHERE NOT is_earlier
            ORDER BY published DESC, source
            """
    )
