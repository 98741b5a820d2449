"""What the pages show, gathered from relations: latest levels, lines of partners, pairs.

No Streamlit here, so that every number on a page can be tested without one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from analytics.checking.base_periods import names_year_before
from analytics.checking.claims import Check
from analytics.indicators.balance import balance
from analytics.indicators.growth import average_annual, year_on_year
from analytics.indicators.observations import actual, of_flow, tightest, with_tightest, with_totals
from analytics.indicators.shares import partner_shares
from analytics.indicators.summed_periods import unequal_sums
from dashboard.answers.kept import MANY, SOME, kept
from dashboard.answers.public_files import checks
from dashboard.answers.read_once import happened
from dashboard.answers.selection import Selection
from data import codes, periods
from data.codes.flows import Flow
from data.relations import Row, records
from data.store import Edition

Key = tuple[str, str, str]  # flow, period and currency

ALL_GOODS = (codes.TOTAL,)


@dataclass(frozen=True)
class LatestLevel:
    """A level with its growth on the year before: recomputed, or as reported."""

    level: Row
    growth: Row | None
    reported: Check | None

    @property
    def period(self) -> str:
        """The period of the level."""
        return self.level["period"]


@dataclass(frozen=True)
class PartnerLine:
    """A partner in one line: the latest of everything, and its trade by year."""

    partner: str
    yearly: list[Row]
    year: LatestLevel | None
    quarter: LatestLevel | None
    run: LatestLevel | None
    balance: Row | None

    @property
    def part(self) -> LatestLevel | None:
        """The newest of quarters and other runs of months."""
        if self.run is None or self.quarter is None:
            return self.run or self.quarter
        is_later = self.run.level["last_month"] > self.quarter.level["last_month"]
        return self.run if is_later else self.quarter


@dataclass(frozen=True)
class Pair:
    """One reporter and partner at one frequency, all goods.

    `levels` holds the tightest figure of each cell, `others` the figures of the same cells from
    other sources; `growth` and `balances` the tightest of each cell and period. Figures of several
    currencies are cells of their own.
    """

    reporter: str
    partner: str
    freq: str
    levels: list[Row]
    others: list[Row]
    growth: list[Row]
    balances: list[Row]
    checks: list[Check]

    @property
    def currencies(self) -> list[str]:
        """The currencies of its levels, that of most of them first: each has an axis of its own."""
        return [
            currency for currency, _ in Counter(r["currency"] for r in self.levels).most_common()
        ]

    def in_currency(self, currency: str) -> Pair:
        """The same with the rows and claims of one currency."""

        def of(rows: list[Row]) -> list[Row]:
            return [row for row in rows if row["currency"] == currency]

        return replace(
            self,
            levels=of(self.levels),
            others=of(self.others),
            growth=of(self.growth),
            balances=of(self.balances),
            checks=[check for check in self.checks if check.claim.currency == currency],
        )

    def latest(self, flow: str) -> LatestLevel | None:
        """The newest level of a flow."""
        return _latest(self.levels, self.growth, self.checks, flow)


def key_of_row(row: Row) -> Key:
    """Which cell of a pair a row is of: flow, period and currency."""
    return row["flow"], row["period"], row["currency"]


@kept(SOME)
def partner_lines(edition: Edition, reporter: str) -> tuple[PartnerLine, ...]:
    """A line for each partner of a reporter, countries by size of trade, then groups."""
    selection = Selection(reporter=(reporter,), product=ALL_GOODS)
    observations = happened(edition, selection)
    two_way = f"flow = '{Flow.TOTAL}'"
    levels = _by_partner(records(tightest(of_flow(observations, Flow.TOTAL))))
    growth = _by_partner(records(year_on_year(observations).filter(two_way)))
    balances = _by_partner(records(balance(observations).filter("balance_low IS NOT NULL")))
    claims: dict[str, list[Check]] = defaultdict(list)
    for check in checks(edition, selection):
        claims[check.claim.partner].append(check)
    lines = []
    for partner, rows in levels.items():
        of_freq = {
            freq: _latest(
                [row for row in rows if row["freq"] == freq],
                growth[partner],
                claims[partner],
                Flow.TOTAL,
            )
            for freq in "AQR"
        }
        newest = max(balances[partner], key=_newest_and_longest, default=None)
        yearly = [row for row in rows if row["freq"] == "A"]
        yearly.sort(key=lambda row: row["first_month"])
        lines.append(PartnerLine(partner, yearly, of_freq["A"], of_freq["Q"], of_freq["R"], newest))
    return tuple(sorted(lines, key=_countries_by_size))


@kept(SOME)
def pair(edition: Edition, reporter: str, partner: str, freq: str) -> Pair:
    """The figures of one reporter and partner at one frequency."""
    selection = Selection(reporter=(reporter,), partner=(partner,), product=ALL_GOODS, freq=(freq,))
    observations = happened(edition, selection)
    known = with_tightest(with_totals(observations))
    every = records(known.order("first_month, flow, source"))
    best = {key_of_row(row): row["source"] for row in every if row.pop("is_tightest")}
    levels = [row for row in every if best[key_of_row(row)] == row["source"]]
    others = [row for row in every if best[key_of_row(row)] != row["source"]]
    growth = [row for row in records(year_on_year(observations)) if _has_bounds(row)]
    balances = [row for row in records(balance(observations)) if row["balance_low"] is not None]
    return Pair(
        reporter,
        partner,
        freq,
        levels,
        others,
        _tightest_of(growth, ("flow", "period", "currency"), "growth_pct"),
        _tightest_of(balances, ("period", "currency"), "balance"),
        checks(edition, selection),
    )


@kept(MANY)
def newest_balance(edition: Edition, reporter: str, partner: str) -> Row | None:
    """The newest balance of a pair at any frequency; of those that end alike that of the longest
    period, then the tightest: the one that every page tells, with its period."""
    selection = Selection(reporter=(reporter,), partner=(partner,), product=ALL_GOODS)
    known = balance(happened(edition, selection)).filter("balance_low IS NOT NULL")
    return max(records(known), key=_newest_and_longest, default=None)


@kept(MANY)
def frequencies(edition: Edition, reporter: str, partner: str) -> list[str]:
    """The frequencies at which a pair has all-goods figures, in the order A, Q, M, R."""
    selection = Selection(reporter=(reporter,), partner=(partner,), product=ALL_GOODS)
    rows = happened(edition, selection).select("freq").distinct()
    found = {row["freq"] for row in records(rows)}
    return [freq for freq in codes.lists().freq if freq in found]


@kept(SOME)
def unequal(edition: Edition, reporter: str, partner: str) -> list[Row]:
    """Quarters and years of one source that differ from the sum of their parts, widest first."""
    selection = Selection(reporter=(reporter,), partner=(partner,), product=ALL_GOODS)
    of_pair = selection.by_key(edition.relation("observation"))
    return records(unequal_sums(actual(of_pair)))


@kept(MANY)
def average_growth(edition: Edition, reporter: str, partner: str) -> Row | None:
    """Average annual growth of two-way trade over the longest run of years of one source.

    None where no source has figures at least two years apart.
    """
    selection = Selection(reporter=(reporter,), partner=(partner,), product=ALL_GOODS, freq=("A",))
    observations = happened(edition, selection)
    ends: dict[str, list[int]] = defaultdict(list)
    for row in records(of_flow(observations, Flow.TOTAL)):
        ends[row["source"]].append(row["first_month"].year)
    if not ends:
        return None
    source, years = max(ends.items(), key=lambda item: max(item[1]) - min(item[1]))
    if max(years) - min(years) < 2:
        return None
    of_source = selection.with_(source=(source,)).by_key(observations)
    rates = average_annual(of_source, min(years), max(years)).filter("flow = 'total'")
    return records(rates)[0]


def shares(edition: Edition, reporter: str, partners: Iterable[str], freq: str) -> list[Row]:
    """Shares among some partners in the reporter's two-way trade, newest period first."""
    return _shares(edition, reporter, tuple(partners), freq)


@kept(SOME)
def _shares(edition: Edition, reporter: str, partners: tuple[str, ...], freq: str) -> list[Row]:
    selection = Selection(reporter=(reporter,), partner=partners, product=ALL_GOODS, freq=(freq,))
    relation = partner_shares(happened(edition, selection))
    total = relation.filter("flow = 'total'").order("last_month DESC, source, share_pct DESC")
    return records(total)


@kept(1)
def reporters(edition: Edition) -> dict[str, list[str]]:
    """Every reporter with a level of all goods, and its partners; most partners first."""
    rows = edition.rows(
        "SELECT reporter, list(DISTINCT partner ORDER BY partner) AS partners FROM ("
        "SELECT reporter, partner, count(*) AS figures FROM printed_observation "
        "WHERE product = ? GROUP BY ALL UNION ALL "
        "SELECT reporter, partner, all_goods FROM data_set_trade WHERE all_goods > 0) "
        "GROUP BY reporter "
        "ORDER BY count(DISTINCT partner) DESC, sum(figures) DESC, reporter",
        [codes.TOTAL],
    )
    return {row["reporter"]: row["partners"] for row in rows}


def sides(edition: Edition, selection: Selection) -> tuple[str, str]:
    """The reporter and the partner of a selection; where it names none, the first that fit."""
    known = reporters(edition)
    asked_reporter, asked_partner = selection.reporter, selection.partner
    reporter = asked_reporter[0] if asked_reporter else next(iter(known))
    if not asked_reporter and asked_partner and asked_partner[0] == reporter:
        reporter = next(
            (r for r, ps in known.items() if r != reporter and reporter in ps), reporter
        )
    if asked_partner and asked_partner[0] != reporter:
        return reporter, asked_partner[0]
    lines = partner_lines(edition, reporter) if reporter in known else ()
    return reporter, lines[0].partner if lines else next(p for p in known if p != reporter)


def _latest(
    levels: list[Row], growth: list[Row], claims: list[Check], flow: str
) -> LatestLevel | None:
    of_flow = [row for row in levels if row["flow"] == flow and row["first_month"] is not None]
    if not of_flow:
        return None
    level = max(of_flow, key=lambda row: (row["last_month"], row["first_month"]))
    return with_growth(level, growth, claims)


def with_growth(level: Row, growth: list[Row], claims: list[Check]) -> LatestLevel:
    """A level with its growth: of the same source, else of another, else as reported."""
    rates = [row for row in growth if key_of_row(row) == key_of_row(level) and _has_bounds(row)]
    rates.sort(key=lambda row: (row["source"] != level["source"], _width(row, "growth_pct")))
    reported = [
        check
        for check in claims
        if (check.claim.flow, check.claim.period) == (level["flow"], level["period"])
        and names_year_before(check.claim)
    ]
    reported.sort(key=lambda check: (check.claim.source != level["source"], check.change.is_word))
    return LatestLevel(level, rates[0] if rates else None, reported[0] if reported else None)


def _by_partner(rows: list[Row]) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row["partner"]].append(row)
    return grouped


def _tightest_of(rows: list[Row], key: tuple[str, ...], what: str) -> list[Row]:
    best: dict[tuple[Any, ...], Row] = {}
    for row in sorted(rows, key=lambda row: _width(row, what)):
        best.setdefault(tuple(row[name] for name in key), row)
    return sorted(best.values(), key=lambda row: row["first_month"])


def _width(row: Row, what: str) -> float:
    return float(row[f"{what}_high"] - row[f"{what}_low"])


def _has_bounds(row: Row) -> bool:
    return row["growth_pct_low"] is not None and row["growth_pct_high"] is not None


def _newest_and_longest(row: Row) -> tuple[Any, int, float]:
    """The newest end first; of what ends alike a year before its last month; then the tightest."""
    return row["last_month"], periods.parse(row["period"]).months, -_width(row, "balance")


def _countries_by_size(line: PartnerLine) -> tuple[bool, float]:
    newest = line.year or line.quarter or line.run
    size = float(newest.level["high"]) if newest else 0.0
    return codes.is_group(line.partner), -size
