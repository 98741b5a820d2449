"""Everything that a factsheet of a pair says, from the answers of the pages. No words.

The reporter's statistics come first; what the partner's say of the same trade stands beside them
and is never mixed in. Amounts are of one currency, that of most figures of the reporter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from analytics.checking.claims import Check
from analytics.checking.repeats import by_change
from analytics.checking.verdicts import Verdict
from analytics.reconciling.implied import Implied
from dashboard.answers import beyond_trade, implied_of_pair, official_figures, pairs
from dashboard.answers.kept import FEW, kept
from dashboard.answers.pairs import Pair
from dashboard.answers.printed_figures import Printed, of_fact, printed
from dashboard.answers.public_files import checks
from dashboard.answers.selection import Selection
from dashboard.answers.whole_edition import repeated
from data import periods
from data.codes.flows import AMOUNTS, Flow
from data.intervals import Interval
from data.periods import Period
from data.relations import Row
from data.store import Edition

YEARS = 5  # of the table
QUARTERS, RUNS, SIDES = 4, 1, 4
WITHIN = 24  # months before the newest figure in which a quarter is a last one


@dataclass(frozen=True)
class Level:
    """A figure with its bounds, or bounds that follow from other figures (`is_implied`).

    `is_official`: of a data set. `value` is None where there are bounds only.
    """

    row: Row
    sources: tuple[str, ...]
    is_implied: bool = False
    is_official: bool = False

    @property
    def bounds(self) -> Interval:
        """Within which the true amount lies."""
        return Interval(Fraction(self.row["low"]), Fraction(self.row["high"]))


@dataclass(frozen=True)
class PeriodLine:
    """What is known of a period: levels by flow, balance and growth of two-way trade."""

    period: Period
    levels: Mapping[Flow, Level]
    growth: Row | None = None
    reported: Check | None = None


@dataclass(frozen=True)
class SidesLine:
    """A period as both sides have it, both as the reporter sees it: its exports, its imports.

    `gap` is the reporter's two-way trade less the partner's, where both are known.
    """

    period: Period
    own: Mapping[Flow, Level]
    partner: Mapping[Flow, Level]
    gap: Interval | None


@dataclass(frozen=True)
class GoodsLine:
    """Main goods of a flow: ids as a source lists them, or codes with the trade in them."""

    flow: Flow
    source: str
    listed: tuple[str, ...] = ()
    traded: tuple[Row, ...] = ()


@dataclass(frozen=True)
class PairSheet:
    """A reporter and a partner on one page.

    Parameters
    ----------
    currency, other_currencies
        That of every amount; those of figures that are left out.
    main
        The lines that the chart shows, one after the other: years, else what there is.
    running
        The newest period after the newest of `main`.
    balance
        The newest balance, with its period: the one that the pages tell, too.
    lines
        Those of the table: years in time, then quarters, then a run of months.
    sides
        The newest first.
    claims, verdicts
        The newest claim of each change first; how many claims of the pair got which verdict.
    """

    edition: str
    built: datetime
    reporter: str
    partner: str
    currency: str
    other_currencies: tuple[str, ...]
    main: tuple[PeriodLine, ...]
    running: PeriodLine | None
    balance: tuple[Period, Level] | None
    lines: tuple[PeriodLine, ...]
    sides: tuple[SidesLine, ...]
    claims: tuple[Check, ...]
    verdicts: Mapping[Verdict, int]
    events: tuple[Row, ...]
    investment: tuple[Row, ...]
    goods: tuple[GoodsLine, ...]

    @property
    def flow(self) -> Flow:
        """The flow that the sentence is about: two-way trade, else what most periods have."""
        known = Counter(flow for line in self.main for flow in line.levels if flow in AMOUNTS)
        return Flow.TOTAL if known[Flow.TOTAL] else max(known, key=lambda flow: known[flow])


@kept(FEW)
def pair_sheet(edition: Edition, reporter: str, partner: str) -> PairSheet | None:
    """The sheet of a pair; None where no statistics of the reporter have a figure of all goods."""
    freqs = pairs.frequencies(edition, reporter, partner)
    if not freqs:
        return None
    found = {freq: pairs.pair(edition, reporter, partner, freq) for freq in freqs}
    currencies = Counter(row["currency"] for pair in found.values() for row in pair.levels)
    [currency, *others] = [currency for currency, _ in currencies.most_common()]
    lines = {
        freq: _lines(edition, pair.in_currency(currency), currency, freqs)
        for freq, pair in found.items()
    }
    main = next(lines[freq] for freq in freqs if lines[freq])
    every = checks(edition, Selection(reporter=(reporter,), partner=(partner,)))
    known = {freq: of_freq for freq, of_freq in lines.items() if of_freq}
    return PairSheet(
        edition=edition.name,
        built=edition.built_at,
        reporter=reporter,
        partner=partner,
        currency=currency,
        other_currencies=tuple(others),
        main=main,
        running=_running(main, known),
        balance=_newest_balance(edition, reporter, partner, currency),
        lines=_of_table(known),
        sides=_sides(edition, reporter, partner, currency, known),
        claims=_newest_of_each_change(edition, every),
        verdicts=Counter(check.verdict for check in every),
        events=tuple(beyond_trade.events(edition, reporter, partner)),
        investment=tuple(beyond_trade.investment(edition, reporter, partner)),
        goods=_goods(edition, reporter, partner),
    )


def growth_of(line: PeriodLine) -> tuple[float | None, float, float] | None:
    """The growth of two-way trade on the year before with its bounds, in percent."""
    row = line.growth
    if row is None:
        return None
    return row["growth_pct"], row["growth_pct_low"], row["growth_pct_high"]


def _lines(
    edition: Edition, pair: Pair, currency: str, freqs: Iterable[str]
) -> tuple[PeriodLine, ...]:
    """A line a period of which something is printed or follows, in time."""
    levels: dict[Period, dict[Flow, Level]] = {}
    for row in pair.levels:
        levels.setdefault(periods.parse(row["period"]), {})[Flow(row["flow"])] = _printed(
            edition, row
        )
    for row in pair.balances:
        cell = levels.setdefault(periods.parse(row["period"]), {})
        cell[Flow.BALANCE] = _printed(edition, _balance_row(row))
    facts = printed(edition)
    for one in implied_of_pair.of_pair(edition, pair, freqs).new:
        period = one.cell.period
        if period.freq == pair.freq and one.group[3] == currency:
            cell = levels.setdefault(period, {})
            if one.cell.flow not in cell:
                cell[Flow(one.cell.flow)] = _implied(one, facts)
    return tuple(_line(period, levels[period], pair) for period in sorted(levels))


def _line(period: Period, levels: dict[Flow, Level], pair: Pair) -> PeriodLine:
    total = levels.get(Flow.TOTAL)
    if total is None or total.is_implied:
        return PeriodLine(period, levels)
    known = pairs.with_growth(total.row, pair.growth, pair.checks)
    return PeriodLine(period, levels, known.growth, known.reported)


def _printed(edition: Edition, row: Row) -> Level:
    return Level(row, (row["source"],), is_official=row["source"] in edition.data_sets)


def _implied(one: Implied, facts: Mapping[str, Printed]) -> Level:
    sources = sorted({of_fact(fact.fact, facts).source for fact in one.facts})
    return Level(implied_of_pair.as_row(one), tuple(sources), is_implied=True)


def _balance_row(row: Row) -> Row:
    ends = {"value": row["balance"], "low": row["balance_low"], "high": row["balance_high"]}
    return row | ends | {"flow": Flow.BALANCE, "qualifier": None}


def _newest_balance(
    edition: Edition, reporter: str, partner: str, currency: str
) -> tuple[Period, Level] | None:
    row = pairs.newest_balance(edition, reporter, partner)
    if row is None or row["currency"] != currency:
        return None
    return periods.parse(row["period"]), _printed(edition, _balance_row(row))


def _running(
    main: tuple[PeriodLine, ...], lines: Mapping[str, tuple[PeriodLine, ...]]
) -> PeriodLine | None:
    """The newest period after the newest of the main lines; of those that end alike the longest."""
    newest = main[-1].period
    later = [
        line
        for of_freq in lines.values()
        for line in of_freq
        if line.period.freq != newest.freq
        and line.period.last_month > newest.last_month
        and _has_amounts(line)
    ]
    return max(later, key=_end, default=None)


def _has_amounts(line: PeriodLine) -> bool:
    return any(flow in line.levels for flow in AMOUNTS)


def _of_table(lines: Mapping[str, tuple[PeriodLine, ...]]) -> tuple[PeriodLine, ...]:
    """The newest five years, those without a figure among them, then the last parts of years."""
    yearly = lines.get("A", ())
    newest = max(line.period.last_month for of_freq in lines.values() for line in of_freq)
    last_year = yearly[-1].period if yearly else None
    by_period = {line.period: line for line in yearly}
    shown = [
        by_period.get(period, PeriodLine(period, {}))
        for period in (last_year.moved(-12 * back) for back in range(YEARS))
        if period >= yearly[0].period
    ] if last_year else []  # fmt: skip
    for freq, most in (("Q", QUARTERS), ("R", RUNS), ("M", 0 if shown else QUARTERS)):
        last = [
            line
            for line in lines.get(freq, ())
            if _has_amounts(line) and _months_before(line.period, newest) < WITHIN
            and (freq != "R" or last_year is None or line.period.last_month > last_year.last_month)
        ]  # fmt: skip
        shown += last[max(len(last) - most, 0) :]
    in_order = "AQMR"
    return tuple(
        sorted(shown, key=lambda line: (in_order.index(line.period.freq), line.period.last_month))
    )


def _months_before(period: Period, newest: date) -> int:
    last = period.last_month
    return 12 * (newest.year - last.year) + newest.month - last.month


def _sides(
    edition: Edition,
    reporter: str,
    partner: str,
    currency: str,
    lines: Mapping[str, tuple[PeriodLine, ...]],
) -> tuple[SidesLine, ...]:
    """Periods of the partner's statistics: the newest, and the newest that both sides have.

    Of parts of years only those after the partner's newest year.
    """
    freqs = [freq for freq in pairs.frequencies(edition, partner, reporter) if freq != "M"]
    own = {line.period: line.levels for of_freq in lines.values() for line in of_freq}
    found = []
    for freq in freqs:
        theirs = pairs.pair(edition, partner, reporter, freq).in_currency(currency)
        levels: dict[Period, dict[Flow, Level]] = {}
        for row in theirs.levels:
            mirror = Flow(row["flow"]).mirror
            if mirror is not None:
                period = periods.parse(row["period"])
                levels.setdefault(period, {})[mirror] = _printed(edition, row)
        for period, seen in levels.items():
            mine = {f: level for f, level in own.get(period, {}).items() if f in AMOUNTS}
            found.append(SidesLine(period, mine, seen, _gap(mine, seen)))
    last_year = max((line.period for line in found if line.period.freq == "A"), default=None)
    chosen = [
        line
        for line in found
        if last_year is None
        or line.period.freq == "A"
        or line.period.last_month > last_year.last_month
    ]
    chosen.sort(key=_end, reverse=True)
    first = chosen[:1]
    rest = sorted(chosen[1:], key=lambda line: (line.gap is not None, *_end(line)), reverse=True)
    return tuple(sorted([*first, *rest[: SIDES - 1]], key=_end, reverse=True))


def _end(line: PeriodLine | SidesLine) -> tuple[date, int]:
    return line.period.last_month, line.period.months


def _gap(own: Mapping[Flow, Level], partner: Mapping[Flow, Level]) -> Interval | None:
    mine, theirs = own.get(Flow.TOTAL), partner.get(Flow.TOTAL)
    if mine is None or theirs is None:
        return None
    return Interval(mine.bounds.low - theirs.bounds.high, mine.bounds.high - theirs.bounds.low)


def _newest_of_each_change(edition: Edition, every: Iterable[Check]) -> tuple[Check, ...]:
    """The newest claims first; of several about the same change the one published last."""
    newest_first = sorted(every, key=_newness, reverse=True)
    return tuple(newest for newest, *_ in by_change(newest_first, repeated(edition)))


def _newness(check: Check) -> tuple[int, int, str, str]:
    period = periods.parse(check.claim.period) if check.claim.period else None
    end = (period.start + period.months, period.months) if period else (0, 0)
    return (*end, check.claim.release_date, check.claim.claim)


def _goods(edition: Edition, reporter: str, partner: str) -> tuple[GoodsLine, ...]:
    """Main goods of each flow: by trade where a data set has goods, else as publications say."""
    traded = official_figures.top_goods(edition, reporter, partner)
    listed = beyond_trade.goods(edition, reporter, partner)
    found = []
    for flow in (Flow.EXPORT, Flow.IMPORT):
        rows = tuple(row for row in traded if row["flow"] == flow)
        if rows:
            found.append(GoodsLine(flow, rows[0]["source"], traded=rows))
            continue
        told = [
            row for row in listed
            if (row["flow"] if row["reporter"] == reporter else Flow(row["flow"]).mirror) == flow
        ]  # fmt: skip
        own = [row for row in told if row["reporter"] == reporter]
        for row in (own or told)[:1]:
            found.append(GoodsLine(flow, row["source"], listed=tuple(row["goods"])))
    return tuple(found)


def known_pairs(edition: Edition) -> str:
    """The pairs that have a sheet, as a message names them: `VNM with AZE, BLR; RUS with VNM`."""
    known = pairs.reporters(edition)
    return "; ".join(f"{reporter} with {', '.join(known[reporter])}" for reporter in known)
