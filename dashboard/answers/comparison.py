"""Trade of several pairs beside each other: one measure, one source a line.

A line is what one source says of one reporter, partner and flow at one frequency. Where it has no
figure and another source has, that stands beside the line (`others`), never in it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from duckdb import DuckDBPyRelation

from analytics.indicators.growth import year_on_year
from analytics.indicators.index_numbers import index_numbers
from analytics.indicators.observations import with_totals
from analytics.indicators.ranks import partner_ranks
from dashboard.answers import source_rows
from dashboard.answers.kept import SOME, kept
from dashboard.answers.read_once import happened
from dashboard.answers.selection import MEASURES, Selection
from data import codes, periods
from data.codes.flows import AMOUNTS, Flow
from data.periods import Period
from data.relations import Row, records
from data.store import Edition

LEVEL, INDEX, GROWTH, SHARE, RANK = MEASURES
MOST_LINES = 6
FREQS = ("A", "Q", "M")
LIVELY = 3  # years: who has no figure so near the year that most have is not among the largest
ALL_GOODS = (codes.TOTAL,)
# Low end, number and high end of a measure in the rows of its indicator.
ENDS = {
    LEVEL: ("low", "value", "high"),
    INDEX: ("index_low", "index_value", "index_high"),
    GROWTH: ("growth_pct_low", "growth_pct", "growth_pct_high"),
    SHARE: ("share_pct_low", "share_pct", "share_pct_high"),
    RANK: ("rank_best", "rank", "rank_worst"),
}

Pair = tuple[str, str]  # reporter and partner


@dataclass(frozen=True)
class Asked:
    """What is compared. `sources` leaves out all others; empty means every source."""

    pairs: tuple[Pair, ...]
    flow: str
    freq: str
    measure: str
    base: Period | None = None
    sources: tuple[str, ...] = ()

    @property
    def is_two_sided(self) -> bool:
        """Whether the two pairs are both reporters of one trade."""
        return len(self.pairs) == 2 and self.pairs[0] == self.pairs[1][::-1]

    def flow_of(self, pair: Pair) -> str:
        """The flow of a pair: of two sides of one trade, the second sees the mirror of the flow."""
        is_mirror = self.is_two_sided and pair == self.pairs[1]
        return (Flow(self.flow).mirror or self.flow) if is_mirror else self.flow


@dataclass(frozen=True)
class Line:
    """What one source says of a pair, oldest first, each row with `at`, `low`, `point`, `high`.

    `at` is the period; `point` is the number, or the middle of its bounds where a source gives a
    range (`is_range`). `others` are levels of other sources where this one has none, `differing`
    those of other sources in periods of the line whose bounds do not meet the line's.
    """

    reporter: str
    partner: str
    flow: str
    source: str
    currency: str
    rows: tuple[Row, ...]
    others: tuple[Row, ...] = ()
    differing: tuple[Row, ...] = ()

    @property
    def pair(self) -> Pair:
        """Reporter and partner."""
        return self.reporter, self.partner

    @property
    def by_period(self) -> dict[Period, Row]:
        """The rows of the line by their period."""
        return {row["at"]: row for row in self.rows}

    @property
    def known(self) -> dict[Period, Row]:
        """The rows of the line and of those beside it, by their period."""
        return {row["at"]: row for row in (*self.others, *self.rows)}

    def runs(self) -> list[list[Row]]:
        """The rows in runs of consecutive periods: between two runs a figure is missing."""
        known = self.by_period
        return [[known[period] for period in run] for run in runs_of([*known])]


@dataclass(frozen=True)
class Comparison:
    """The lines in the order of the pairs, and the pairs that have none.

    `bases` are the periods that an index can start from, oldest first, and `base` the one that it
    does;
    `currency` that of the levels, `left_out` other currencies that some pair has figures in.
    """

    asked: Asked
    lines: tuple[Line, ...]
    missing: tuple[Pair, ...]
    bases: tuple[Period, ...]
    base: Period | None
    currency: str
    left_out: tuple[str, ...]

    @property
    def periods(self) -> list[Period]:
        """Every period that some line or figure beside it has, oldest first."""
        rows = (row for line in self.lines for row in (*line.rows, *line.others))
        return sorted({row["at"] for row in rows})

    def place_of(self, line: Line) -> int:
        """Which of the pairs that are asked for a line is of, from 0: it has its colour by that,
        whichever of the others have figures."""
        return self.asked.pairs.index(line.pair)

    def within(self, since: Period | None, until: Period | None) -> Comparison:
        """The periods that lie wholly within a span; the base of an index may lie outside."""
        selection = Selection(since=since, until=until)

        def kept(rows: tuple[Row, ...]) -> tuple[Row, ...]:
            return tuple(row for row in rows if selection.includes(row["flow"], row["at"]))

        lines = [
            replace(line, rows=kept(line.rows), others=kept(line.others),
                    differing=kept(line.differing))
            for line in self.lines
        ]  # fmt: skip
        drawn = tuple(line for line in lines if line.rows)
        gone = {line.pair for line in lines} - {line.pair for line in drawn}
        missing = tuple(pair for pair in self.asked.pairs if pair in (*self.missing, *gone))
        return replace(self, lines=drawn, missing=missing)


def pairs_of(reporters: Iterable[str], partners: Iterable[str]) -> tuple[Pair, ...]:
    """Every reporter with every partner but itself."""
    every = [*partners]
    return tuple((one, other) for one in reporters for other in every if one != other)


@kept(SOME)
def compared(edition: Edition, asked: Asked) -> Comparison:
    """The figures that are asked for, side by side."""
    levels = _levels(edition, asked)
    currency, left_out = _currency(levels)
    levels = [row for row in levels if row["currency"] == currency]
    bases = tuple(_bases(levels))
    base = asked.base if asked.base in bases else _usual_base(levels)
    rows = levels
    if asked.measure != LEVEL:
        found = records(_measured(edition, asked, base)) if base else []
        rows = [row for row in _of_flow(found, asked) if row["currency"] == currency]
    usable = placed(rows, *ENDS[asked.measure])
    lines = []
    for pair in asked.pairs:
        own = [row for row in usable if (row["reporter"], row["partner"]) == pair]
        if own:
            source, rows = of_best_source(edition, own)
            line = Line(*pair, asked.flow_of(pair), source, currency, rows)
            beside = [row for row in own if row["source"] != line.source]
            lines.append(_with_other_sources(line, beside, asked.measure))
    drawn = {line.pair for line in lines}
    missing = tuple(pair for pair in asked.pairs if pair not in drawn)
    return Comparison(asked, tuple(lines), missing, bases, base, currency, left_out)


@kept(SOME)
def partners_by_size(edition: Edition, reporter: str) -> tuple[str, ...]:
    """The partner countries of a reporter, the largest two-way trade of late years first.

    Then those without any, as former states; groups last.
    """
    rows = _newest_levels(edition, reporter)
    counts = Counter(row["last_month"].year for row in rows)
    usual = max(counts, key=lambda year: (counts[year], year), default=0)

    def place(row: Row) -> tuple[Any, ...]:
        is_of_late = row["last_month"].year > usual - LIVELY
        return codes.is_group(row["partner"]), not is_of_late, -row["high"], row["partner"]

    return tuple(row["partner"] for row in sorted(rows, key=place))


@kept(SOME)
def freqs_of(edition: Edition, pairs: tuple[Pair, ...]) -> tuple[str, ...]:
    """At which of years, quarters and months some pair has figures of all goods."""
    known = happened(edition, _selection(pairs)).select("reporter, partner, freq").distinct()
    chosen = set(pairs)
    found = {row["freq"] for row in records(known) if (row["reporter"], row["partner"]) in chosen}
    return tuple(freq for freq in FREQS if freq in found)


def _newest_levels(edition: Edition, reporter: str) -> list[Row]:
    """The newest year of each partner's two-way trade, else of its exports or imports."""
    selection = Selection(reporter=(reporter,), product=ALL_GOODS, freq=("A",))
    levels = with_totals(happened(edition, selection))
    newest = levels.filter("flow <> 'balance'").aggregate(
        "partner, max(last_month) AS last_month, arg_max(high, (last_month, flow = 'total', high)) "
        "AS high"
    )
    return records(newest)


def _selection(pairs: Sequence[Pair]) -> Selection:
    reporters, partners = zip(*pairs, strict=True)
    return Selection(
        reporter=tuple(dict.fromkeys(reporters)),
        partner=tuple(dict.fromkeys(partners)),
        product=ALL_GOODS,
    )


def _levels(edition: Edition, asked: Asked) -> list[Row]:
    """Every level of the pairs in their flow, of every source that is asked for."""
    known = _observations(edition, asked)
    return _of_flow(records(with_totals(known) if asked.flow == Flow.TOTAL else known), asked)


def _observations(edition: Edition, asked: Asked) -> DuckDBPyRelation:
    selection = _selection(asked.pairs).with_(freq=(asked.freq,), source=asked.sources)
    if asked.measure in (SHARE, RANK):  # among all partners of the reporter
        selection = selection.with_(partner=())
    return happened(edition, selection)


def _measured(edition: Edition, asked: Asked, base: Period) -> DuckDBPyRelation:
    observations = _observations(edition, asked)
    if asked.measure == INDEX:
        return index_numbers(observations, base)
    if asked.measure in (SHARE, RANK):
        return _selection(asked.pairs).by_key(partner_ranks(observations))
    return year_on_year(observations)


def _of_flow(rows: Iterable[Row], asked: Asked) -> list[Row]:
    flows = {pair: asked.flow_of(pair) for pair in asked.pairs}
    return [row for row in rows if flows.get((row["reporter"], row["partner"])) == row["flow"]]


def placed(rows: Iterable[Row], low: str, number: str, high: str) -> list[Row]:
    """Rows that have the bounds of these columns, each with `at`, `low`, `point`, `high`.

    `point` is the number, else the middle of the bounds, and `is_range` says so.
    """
    found = []
    for row in rows:
        if row[low] is None or row[high] is None:
            continue
        middle = (float(row[low]) + float(row[high])) / 2
        found.append(
            {
                **row,
                "at": periods.parse(row["period"]),
                "low": row[low],
                "high": row[high],
                "point": middle if row[number] is None else float(row[number]),
                "is_range": row[number] is None,
            }
        )
    return found


def of_best_source(edition: Edition, rows: Sequence[Row]) -> tuple[str, tuple[Row, ...]]:
    """The source that has most of the rows and its rows, oldest first.

    Of equals an official one, then the newest.
    """
    known = source_rows.by_id(edition)
    counts = Counter(row["source"] for row in rows)

    def rank(source: str) -> tuple[Any, ...]:
        return counts[source], known[source]["kind"] == "official", known[source]["published"]

    source = max(sorted(counts), key=rank)
    own = sorted((row for row in rows if row["source"] == source), key=lambda row: row["at"])
    return source, tuple(own)


def _with_other_sources(line: Line, others: Iterable[Row], measure: str) -> Line:
    """The line with what other sources say: where it has no figure, and where theirs differ.

    A differing row has `apart`, the bounds of how far it is off: percent of the level of the line,
    or percentage points of growth.
    Numbers of a base, a whole or an order of their own stand beside no line.
    """
    if measure not in (LEVEL, GROWTH):
        return line
    own = line.by_period
    beside: dict[Period, list[Row]] = defaultdict(list)
    differing = []
    for row in others:
        mine = own.get(row["at"])
        if mine is None:
            beside[row["at"]].append(row)
        elif row["low"] > mine["high"] or row["high"] < mine["low"]:
            differing.append({**row, "apart": apart(mine, row, measure)})
    closest = [min(rows, key=lambda row: row["high"] - row["low"]) for rows in beside.values()]
    return replace(
        line,
        others=tuple(sorted(closest, key=lambda row: row["at"])),
        differing=tuple(sorted(differing, key=lambda row: (row["at"], row["source"]))),
    )


def apart(mine: Row, theirs: Row, measure: str) -> tuple[float, float] | None:
    """How far one row is off another, at least and at most; None on what may be zero."""
    if measure == GROWTH:
        return theirs["low"] - mine["high"], theirs["high"] - mine["low"]
    if mine["low"] <= 0:
        return None
    return 100 * (theirs["low"] / mine["high"] - 1), 100 * (theirs["high"] / mine["low"] - 1)


def _currency(levels: Sequence[Row]) -> tuple[str, tuple[str, ...]]:
    """The currency that most pairs have figures in, and the others."""
    pairs = defaultdict(set)
    for row in levels:
        pairs[row["currency"]].add((row["reporter"], row["partner"]))
    every = sorted(pairs, key=lambda one: (-len(pairs[one]), one != "USD", one))
    return (every[0], tuple(every[1:])) if every else ("USD", ())


def _bases(levels: Sequence[Row]) -> dict[Period, int]:
    """Periods with a level above zero, oldest first, and how many pairs have one."""
    pairs = defaultdict(set)
    for row in placed(levels, *ENDS[LEVEL]):
        if row["low"] > 0:
            pairs[row["at"]].add((row["reporter"], row["partner"]))
    return {period: len(pairs[period]) for period in sorted(pairs)}


def _usual_base(levels: Sequence[Row]) -> Period | None:
    """The first period of the newest run of them that most pairs have: of two periods at least,
    where there is one, since 100 alone compares nothing."""
    bases = _bases(levels)
    most = max(bases.values(), default=0)
    shared = runs_of([period for period, count in bases.items() if count == most])
    long = [run for run in shared if len(run) > 1] or shared
    return long[-1][0] if long else None


def runs_of(known: Sequence[Period]) -> list[list[Period]]:
    """Periods from the oldest on in runs without a gap."""
    found: list[list[Period]] = []
    for period in known:
        if found and found[-1][-1].moved(period.months) == period:
            found[-1].append(period)
        else:
            found.append([period])
    return found


def flows() -> tuple[str, ...]:
    """The flows that can be compared: amounts, two-way trade first."""
    return (Flow.TOTAL, *(flow for flow in AMOUNTS if flow != Flow.TOTAL))
