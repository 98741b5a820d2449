"""A pair's trade over its whole span and its newest period, in one sentence for each currency.

`325 m (2013) → 702.5 m (2022) → nearly 52 m (2024); over 100 m in the first quarter of 2025 alone.
Azerbaijan's own figure for 2024: 223.9 m.` Qualifiers are kept: "nearly" and "over" are bounds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from dashboard.wording.formats import Formats, capital
from data import periods
from data.codes.flows import ONE_WAY, Flow
from data.relations import Row

A_DECADE = 120  # months without a figure, after which a series begins anew
ARROW = " → "


class Said(NamedTuple):
    """The sentence of one currency, what it is of, and the periods whose figures it names."""

    sentence: str
    what: str
    periods: frozenset[str]


def sentences(
    levels: Sequence[Row], others: Sequence[Row], reporter: str, partner: str, formats: Formats
) -> list[Said]:
    """A sentence for each currency, that of most figures first.

    Parameters
    ----------
    levels
        The reporter's figures of all frequencies, one a cell.
    others
        The partner's own, with the reporter's name of the flow.
    """
    currencies = Counter(row["currency"] for row in levels).most_common()
    return [
        _said([row for row in levels if row["currency"] == currency],
              [row for row in others if row["currency"] == currency], reporter, partner, formats)
        for currency, _ in currencies
    ]  # fmt: skip


def steps_of(years: Sequence[Row]) -> list[Row]:
    """What a sentence names of figures in time: since the last decade without one."""
    return turning_points(_since_the_last_decade(list(years)))


def turning_points(series: Sequence[Row]) -> list[Row]:
    """The first and the newest of a series, and between them what lies farthest beyond both."""
    first, newest = series[0], series[-1]
    if len(series) == 1:
        return [first]
    between = series[1:-1]
    above = [row for row in between if row["low"] > max(first["high"], newest["high"])]
    below = [row for row in between if row["high"] < min(first["low"], newest["low"])]
    peak = max(above, key=_middle, default=None)
    trough = min(below, key=_middle, default=None)
    turn = peak or trough
    if peak and trough and _falls_more(trough, peak, first, newest):
        turn = trough
    return [first, *([turn] if turn else []), newest]


def _said(
    levels: Sequence[Row], others: Sequence[Row], reporter: str, partner: str, formats: Formats
) -> Said:
    words = formats.words
    of_flow = _flow_of(levels)
    series = _series(of_flow)
    steps = turning_points(series)
    sentence = ARROW.join(
        words("span.step", value=formats.brief_of_row(row), period=formats.period(row["period"]))
        for row in steps
    )
    told = [*steps]
    newest = steps[-1]
    if part := _part_after(newest, of_flow):
        alone = part["low"] > newest["high"]
        sentence = words(
            "span.in_part_alone" if alone else "span.in_part",
            steps=sentence,
            value=formats.brief_of_row(part),
            period=_in_words(part["period"], formats),
        )
        told.append(part)
    sentence += "."
    for key, its in _of_the_partner(newest, others):
        own = {"partner": formats.area(partner), "period": formats.when(its["period"])}
        sentence = words(key, sentence=sentence, value=formats.brief_of_row(its), **own)
    of_what = {"flow": capital(formats.flow(newest["flow"])), "currency": newest["currency"]}
    many = len({row["source"] for row in told}) > 1
    what = words(
        "span.what_many" if many else "span.what", reporter=formats.area(reporter), **of_what
    )
    if earlier := _before(series[0], of_flow):
        ends = {"first": formats.period(series[0]["period"]), "last": formats.period(earlier)}
        what = words("span.since", what=what, **ends)
    return Said(capital(sentence), what, frozenset(row["period"] for row in told))


def _flow_of(levels: Sequence[Row]) -> list[Row]:
    """The figures of two-way trade; of a direction where there are none of it."""
    for flow in (Flow.TOTAL, *ONE_WAY, Flow.BALANCE):
        found = [row for row in levels if row["flow"] == flow]
        if found:
            return found
    return []


def _series(of_flow: Sequence[Row]) -> list[Row]:
    """The years since the last decade without a figure; quarters or months where there is no year.

    Other runs of months cannot be compared with each other: of these the newest alone.
    """
    for freq in "AQM":
        found = sorted((r for r in of_flow if r["freq"] == freq), key=lambda r: r["first_month"])
        if found:
            return _since_the_last_decade(found)
    return [max(of_flow, key=lambda row: (row["last_month"], row["first_month"]))]


def _since_the_last_decade(series: list[Row]) -> list[Row]:
    begins = 0
    for n in range(1, len(series)):
        before, after = (periods.parse(series[i]["period"]) for i in (n - 1, n))
        if after.start - before.start - before.months >= A_DECADE:
            begins = n
    return series[begins:]


def _part_after(newest: Row, of_flow: Sequence[Row]) -> Row | None:
    """The newest figure of less than a year after the newest year; of several the longest."""
    if newest["freq"] != "A":
        return None
    after = [row for row in of_flow if row["first_month"] > newest["last_month"]]
    return max(
        after, key=lambda row: (row["last_month"], -row["first_month"].toordinal()), default=None
    )


def _of_the_partner(newest: Row, others: Sequence[Row]) -> list[tuple[str, Row]]:
    """The partner's figure of the newest period, and its newest where that is a later one."""
    same = [row for row in others if (row["flow"], row["freq"]) == (newest["flow"], newest["freq"])]
    told = [("span.own", row) for row in same if row["period"] == newest["period"]][:1]
    later = [row for row in same if row["last_month"] > newest["last_month"]]
    if later:
        key = "span.own_newest" if told else "span.own"
        told.append((key, max(later, key=lambda row: row["last_month"])))
    return told


def _before(first: Row, of_flow: Sequence[Row]) -> str | None:
    """The last period before the decade without a figure after which the series begins."""
    earlier = [
        row
        for row in of_flow
        if row["freq"] == first["freq"] and row["last_month"] < first["first_month"]
    ]
    return max(earlier, key=lambda row: row["last_month"])["period"] if earlier else None


def _in_words(period: str, formats: Formats) -> str:
    parsed = periods.parse(period)
    if parsed.freq == "Q":
        return formats.words(f"span.quarter_{parsed.start % 12 // 3 + 1}", year=parsed.year)
    return formats.when(period)


def _falls_more(trough: Row, peak: Row, first: Row, newest: Row) -> bool:
    """Whether the trough is a smaller part of the ends than the ends are of the peak."""
    low = min(_middle(first), _middle(newest))
    high = max(_middle(first), _middle(newest))
    return _middle(trough) * _middle(peak) < low * high


def _middle(row: Row) -> float:
    return float(row["low"] + row["high"]) / 2
