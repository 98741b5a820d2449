"""How many figures there are: one definition, whoever says the number.

A figure is a number that a publication prints of trade, an amount or a growth without one, or a
cell of a data set. Every page, the command line and README count so. The table of figures has a row
for each but three kinds, which are told apart here: growth that is printed without an amount,
targets, and repetitions of a figure in coarser words within one publication.
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.answers.kept import kept
from data.store import Edition


@dataclass(frozen=True)
class FigureCounts:
    """The figures of an edition, its sources and claims; `newest` is the source last published."""

    printed: int
    official: int
    rates: int
    targets: int
    repetitions: int
    claims: int
    sources: int
    data_sets: int
    newest: str

    @property
    def figures(self) -> int:
        """All of them."""
        return self.printed + self.official

    @property
    def left_out(self) -> int:
        """Those that are no row of the table of figures."""
        return self.rates + self.targets + self.repetitions

    @property
    def rows(self) -> int:
        """Those that are one."""
        return self.figures - self.left_out

    @property
    def publications(self) -> int:
        """The sources that are no data set."""
        return self.sources - self.data_sets


@kept(1)
def of_edition(edition: Edition) -> FigureCounts:
    """The counts of an edition, asked for once."""
    [counted] = edition.rows(
        """
        SELECT *, (SELECT coalesce(sum(figures), 0)::BIGINT FROM data_set WHERE NOT is_earlier)
                   AS official,
               (SELECT count(*) FROM claim) AS claims,
               (SELECT count(*) FROM source) AS sources,
               (SELECT count(*) FROM data_set WHERE NOT is_earlier) AS data_sets,
               (SELECT source FROM source ORDER BY published DESC, source LIMIT 1) AS newest
        FROM (SELECT count(*) AS printed,
                     count(*) FILTER (kind <> 'target' AND low IS NULL) AS rates,
                     count(*) FILTER (kind = 'target') AS targets,
                     count(*) FILTER (kind <> 'target' AND low IS NOT NULL
                                      AND restates IS NOT NULL) AS repetitions
              FROM figure)
        """
    )
    return FigureCounts(**counted)
