"""All of a reporter's trade in a year: by partner, by goods, and how concentrated it is."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from duckdb import DuckDBPyRelation

from analytics.indicators.breakdowns import GOODS, PARTNERS, of_one_level
from analytics.indicators.concentration import concentration
from analytics.indicators.observations import of_flow
from dashboard.answers.comparison import ALL_GOODS, of_best_source, placed
from dashboard.answers.kept import SOME, kept
from dashboard.answers.read_once import happened
from dashboard.answers.selection import Selection
from data import codes
from data.periods import Period
from data.relations import Row, records
from data.store import Edition

ENOUGH = 0.5  # of the most partners of any year: a year with fewer is not shown unasked
LEVELS = ("HS2", "section", "HS4", "HS6")  # of goods, in the order in which one is taken
Years = dict[Period, tuple[Row, ...]]


@dataclass(frozen=True)
class Snapshot:
    """The partners of a reporter in a year, the largest first, by one source.

    `beside` are partners that only other sources have; `world` is the trade with all by the
    source, where it has a figure of that. `years` are those with figures, the newest first.
    """

    reporter: str
    flow: str
    at: Period
    source: str
    currency: str
    rows: tuple[Row, ...]
    beside: tuple[Row, ...]
    world: Row | None
    years: tuple[Period, ...]

    @property
    def every(self) -> tuple[Row, ...]:
        """The partners of any source, the largest first."""
        return tuple(sorted((*self.rows, *self.beside), key=_by_size))

    @property
    def rest(self) -> float | None:
        """What of the trade with the world is with no partner shown; None where that is unknown.

        Nothing where the partners reach the world within its bounds.
        """
        return _rest(self.rows, self.world)

    def share(self, row: Row) -> float | None:
        """Percent of the trade with the world, else of the partners of the source.

        None of a partner that only another source has.
        """
        whole = self.world["point"] if self.world else sum(one["point"] for one in self.rows)
        return 100 * row["point"] / whole if whole and row["source"] == self.source else None


@dataclass(frozen=True)
class Goods:
    """What a reporter trades with a partner in a year at one level of codes, the largest first.

    `level` is that of the codes; `whole` all goods by the same source.
    """

    partner: str
    at: Period
    source: str
    currency: str
    level: str
    rows: tuple[Row, ...]
    whole: Row | None

    @property
    def rest(self) -> float | None:
        """What of all goods is in none of those shown; None where all goods are not known."""
        return _rest(self.rows, self.whole)


def snapshot(edition: Edition, reporter: str, flow: str, at: Period | None) -> Snapshot | None:
    """The partners in the year that is asked for, else in the newest that has many of them."""
    years = _levels(edition, reporter, flow)
    if not years:
        return None
    chosen = at if at in years else _newest_full(years)
    rows = years[chosen]
    currency = Counter(row["currency"] for row in rows).most_common(1)[0][0]
    rows = tuple(row for row in rows if row["currency"] == currency)
    countries = [row for row in rows if not codes.is_group(row["partner"])]
    if not countries:
        return None
    source, own = of_best_source(edition, countries)
    has = {row["partner"] for row in own}
    closest: dict[str, Row] = {}
    for row in sorted(countries, key=lambda row: row["high"] - row["low"]):
        if row["partner"] not in has:
            closest.setdefault(row["partner"], row)
    world = [r for r in rows if (r["partner"], r["source"]) == (codes.WORLD, source)]
    return Snapshot(
        reporter, flow, chosen, source, currency,
        tuple(sorted(own, key=_by_size)), tuple(sorted(closest.values(), key=_by_size)),
        next(iter(world), None), tuple(sorted(years, reverse=True)),
    )  # fmt: skip


@kept(SOME)
def concentrated(edition: Edition, reporter: str, flow: str) -> tuple[str, tuple[Row, ...]] | None:
    """Concentration over partners by year: the source with most years, and its rows.

    Each row is one of `analytics.indicators.concentration` with `at`, `low`, `point` and `high`.
    None where no source has two partners in a year.
    """
    found = concentration(_observations(edition, reporter)).filter(
        f"breakdown = '{PARTNERS}' AND flow = '{flow}'"
    )
    rows = placed(records(found), "hhi_low", "hhi", "hhi_high")
    return of_best_source(edition, rows) if rows else None


@kept(SOME)
def goods(
    edition: Edition, reporter: str, partners: tuple[str, ...], flow: str, at: Period
) -> Goods | None:
    """What is traded with the first of the partners that goods are loaded of.

    In the year, else in the newest before or after it; None where no goods are loaded.
    """
    for partner in (one for one in partners if one in _with_goods(edition, reporter)):
        found = _goods(edition, reporter, partner, flow, at)
        if at not in found:
            found = _goods(edition, reporter, partner, flow, None)
        if found:
            year = at if at in found else max(found)
            return _at_one_level(edition, partner, year, found[year])
    return None


@kept(SOME)
def _with_goods(edition: Edition, reporter: str) -> frozenset[str]:
    """The partners of a reporter of which there is more than all goods."""
    some = edition.rows(
        "SELECT partner FROM printed_observation WHERE reporter = $1 AND product <> $2 "
        "UNION SELECT partner FROM data_set_trade WHERE reporter = $1 AND figures > all_goods",
        [reporter, codes.TOTAL],
    )
    return frozenset(row["partner"] for row in some)


def _goods(edition: Edition, reporter: str, partner: str, flow: str, at: Period | None) -> Years:
    """All goods, and those of the level that is taken, by year: of one, else of every year.

    The parts of a year lie within it.
    """
    selection = Selection(reporter=(reporter,), partner=(partner,), freq=("A",))
    levels = of_flow(happened(edition, selection, at), flow)
    return _by_year(records(of_one_level(levels, LEVELS)), has_goods=True)


def _at_one_level(edition: Edition, partner: str, at: Period, rows: Sequence[Row]) -> Goods | None:
    by_level = defaultdict(list)
    for row in rows:
        level = level_of(row["product"])
        if level:
            by_level[level].append(row)
    level = next(one for one in LEVELS if one in by_level)
    source, own = of_best_source(edition, by_level[level])
    whole = [r for r in rows if (r["product"], r["source"]) == (codes.TOTAL, source)]
    in_order = tuple(sorted(own, key=_by_size))
    currency = in_order[0]["currency"]
    return Goods(partner, at, source, currency, level, in_order, next(iter(whole), None))


def level_of(product: str) -> str | None:
    """The level of the code of a product, as indicators name it; words and all goods have none."""
    return next((level for level, pattern in GOODS.items() if re.fullmatch(pattern, product)), None)


@kept(SOME)
def _levels(edition: Edition, reporter: str, flow: str) -> Years:
    return _by_year(records(of_flow(_observations(edition, reporter), flow)))


def _observations(edition: Edition, reporter: str) -> DuckDBPyRelation:
    return happened(edition, Selection(reporter=(reporter,), product=ALL_GOODS, freq=("A",)))


def _by_year(rows: Iterable[Row], *, has_goods: bool = False) -> Years:
    """Rows above nothing by their year; with goods, only years that have some."""
    years = defaultdict(list)
    for row in placed(rows, "low", "value", "high"):
        years[row["at"]].append(row)
    return {
        year: tuple(found)
        for year, found in years.items()
        if not has_goods or any(level_of(row["product"]) for row in found)
    }


def _newest_full(years: Years) -> Period:
    counts = {year: len({row["partner"] for row in rows}) for year, rows in years.items()}
    most = max(counts.values())
    return max(year for year, count in counts.items() if count >= ENOUGH * most)


def _rest(rows: Sequence[Row], whole: Row | None) -> float | None:
    if whole is None:
        return None
    if sum(float(row["high"]) for row in rows) >= whole["low"]:
        return 0
    return float(whole["point"]) - sum(row["point"] for row in rows)


def _by_size(row: Row) -> tuple[float, str, str]:
    return -row["point"], row["partner"], row["product"]
