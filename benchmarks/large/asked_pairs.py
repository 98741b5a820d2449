"""Who is asked for: pairs drawn as trade is, of those that the data set alone has figures of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from benchmarks.large.by_hand import GOODS
from dashboard.answers.comparison import Asked
from dashboard.answers.selection import Selection
from data import codes
from data.store import Edition

COMPARED = 6
ALL_GOODS = (codes.TOTAL,)


@dataclass(frozen=True)
class Subject:
    """A pair, the six greatest partners of its reporter, a good, and the newest year."""

    reporter: str
    partner: str
    partners: tuple[str, ...]
    product: str
    year: str

    def bound(self, sql: str) -> dict[str, object]:
        """Of its values those that a SELECT names."""
        every = {
            "reporter": self.reporter, "partner": self.partner, "partners": list(self.partners),
            "product": self.product, "year": self.year,
        }  # fmt: skip
        return {name: value for name, value in every.items() if re.search(rf"\${name}\b", sql)}

    def of_pair(self, **others: Any) -> Selection:
        """The pair, of what else is named."""
        return Selection(reporter=(self.reporter,), partner=(self.partner,), **others)

    def of_reporter(self, **others: Any) -> Selection:
        """The reporter with everybody, of what else is named."""
        return Selection(reporter=(self.reporter,), **others)

    def side_by_side(self, measure: str) -> Asked:
        """The six partners, compared."""
        every = tuple((self.reporter, partner) for partner in self.partners)
        return Asked(every, "export", "A", measure)


# The one with more figures is drawn the more often: exponential times over weights.
_DRAWN = f"""
    WITH told AS (SELECT reporter AS area FROM printed_observation
                  UNION SELECT partner FROM printed_observation),
    known AS (SELECT * FROM {GOODS}.trade
              WHERE reporter NOT IN (FROM told) AND partner NOT IN (FROM told) AND all_goods > 1),
    chosen AS (
        SELECT * FROM known ORDER BY
            ln((hash(reporter, partner) % 1000000 + 1) / 1000001) / figures DESC LIMIT ?)
    SELECT reporter, c.partner,
        (SELECT list(partner ORDER BY figures DESC, partner)[:{COMPARED}] FROM known k
         WHERE k.reporter = c.reporter),
        (SELECT arg_max(product, hash(product, c.reporter)) FROM {GOODS}.product
         WHERE length(product) = 6),
        (SELECT max(period) FROM {GOODS}.period)
    FROM chosen c ORDER BY hash(reporter, partner)
"""


def drawn(edition: Edition, count: int) -> list[Subject]:
    """So many pairs of which the book says nothing; the same ones each time."""
    rows = edition.query(_DRAWN, [count]).fetchall()
    return [
        Subject(reporter, partner, tuple(partners), product, year)
        for reporter, partner, partners, product, year in rows
    ]
