"""The same trade as both sides have it: what each prints, or what its own facts imply."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from analytics.reconciling.facts import Fact
from dashboard.answers import pairs
from dashboard.answers.implied_of_pair import ImpliedOfPair, as_row, key_of, of_pair
from dashboard.answers.pair_span import Span
from dashboard.answers.pairs import Key, Pair, key_of_row
from data.codes.flows import AMOUNTS, Flow
from data.relations import Row
from data.store import Edition

OF_CELL = ("flow", "freq", "period", "first_month", "last_month", "currency")


def both_sides(edition: Edition, pair: Pair, span: Span, found: ImpliedOfPair) -> list[Row]:
    """Every cell that both sides print or imply, at the frequency of the pair, else at any.

    The newest period first. The columns are those of the file `mirror`, and `facts` and
    `mirror_facts`: what an implied figure rests on, none where it is printed. An implied figure
    has no value and no source; both sides' flows are as the reporter sees them.
    """
    printed = [row for row in span.mirrored if row["flow"] in AMOUNTS]
    known = {key_of_row(row) for row in printed}
    theirs = _of_partner(edition, pair)
    mine, facts = _by_cell(found)
    their, their_facts = _by_cell(theirs, is_mirror=True)
    own = {key_of_row(row): row for row in span.levels} | mine
    other = {key_of_row(row): row for row in span.others} | their
    cells = ((mine.keys() & other.keys()) | (their.keys() & own.keys())) - known
    rows = [{**row, "facts": (), "mirror_facts": ()} for row in printed]
    rows += [
        _row(pair, own[key], other[key])
        | {"facts": facts.get(key, ()), "mirror_facts": their_facts.get(key, ())}
        for key in cells
    ]
    at_freq = [row for row in rows if row["freq"] == pair.freq]
    return sorted(at_freq or rows, key=_newest_first)


def _of_partner(edition: Edition, pair: Pair) -> ImpliedOfPair:
    """What the partner's own facts imply."""
    turned = pair.partner, pair.reporter
    freqs = pairs.frequencies(edition, *turned)
    return of_pair(edition, pairs.pair(edition, *turned, pair.freq), freqs)


def _by_cell(
    found: ImpliedOfPair, *, is_mirror: bool = False
) -> tuple[dict[Key, Row], dict[Key, tuple[Fact, ...]]]:
    """Implied amounts that no figure prints, and what they rest on, as the reporter sees them."""
    rows, facts = {}, {}
    for one in found.new:
        flow, period, currency = key_of(one)
        seen = Flow(flow).mirror if is_mirror else Flow(flow)
        if seen in AMOUNTS:
            key = (seen, period, currency)
            rows[key] = as_row(one) | {"flow": seen, "source": None}
            facts[key] = one.facts
    return rows, facts


def _row(pair: Pair, own: Row, other: Row) -> Row:
    """One row of the file `mirror`, of figures of which one is printed nowhere at least."""
    low, high = Fraction(own["low"]), Fraction(own["high"])
    mirror_low, mirror_high = Fraction(other["low"]), Fraction(other["high"])
    return {
        **{name: own[name] for name in OF_CELL},
        "reporter": pair.reporter, "partner": pair.partner, "product": pairs.ALL_GOODS[0],
        "value": _exact(own["value"]), "low": low, "high": high, "source": own["source"],
        "mirror_value": _exact(other["value"]), "mirror_low": mirror_low,
        "mirror_high": mirror_high, "mirror_source": other["source"],
        "gap_low": low - mirror_high, "gap_high": high - mirror_low,
        "asymmetry_pct_low": _asymmetry(low, mirror_high),
        "asymmetry_pct_high": _asymmetry(high, mirror_low),
    }  # fmt: skip


def _exact(value: Decimal | Fraction | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def _asymmetry(own: Fraction, other: Fraction) -> Fraction | None:
    """The gap in percent of the mean of both, as the file `mirror` has it."""
    return 200 * (own - other) / (own + other) if own + other else None


def _newest_first(row: Row) -> tuple[int, int, int]:
    """As the file: the newest end, then the longest, then the flows in their order."""
    return (
        -row["last_month"].toordinal(),
        row["first_month"].toordinal(),
        AMOUNTS.index(row["flow"]),
    )
