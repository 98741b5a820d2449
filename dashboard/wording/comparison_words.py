"""What a comparison of pairs says: its numbers, its finding in a sentence, its unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from analytics.indicators.breakdowns import NO_WHOLE
from dashboard.answers.comparison import GROWTH, INDEX, LEVEL, RANK, SHARE, Comparison, Line, apart
from dashboard.wording.formats import Formats, scale_of
from dashboard.wording.outward import down, exact, up
from data.periods import Period
from data.relations import Row

UNSEEN = 1e-3  # width of bounds that a number of four digits does not show
UNSEEN_DECIMAL = 0.05  # the same of one with one decimal
MANY_TIMES = 1.5  # from where on a ratio is told as "n times"


def number_text(row: Row, measure: str, formats: Formats) -> str:
    """The number of a line in a period, in the unit of its measure: a level with its qualifier, and
    where the source gives a range, that."""
    bounds = bounds_text(row, measure, formats) if row["is_range"] else ""
    if bounds and measure != RANK:
        return bounds
    if measure == LEVEL:
        text, qualifier = formats.amount(row["point"], row["currency"]), row["qualifier"]
        return formats.words(f"qualifier.{qualifier}", figure=text) if qualifier else text
    if measure == INDEX:
        return formats.number(row["point"], 1 if row["point"] < 1000 else 0)
    if measure == GROWTH:
        return formats.percent(row["point"], sign=True)
    if measure == SHARE:
        return formats.percent(row["point"])
    place = bounds or formats.number(row["point"], 0)
    parts = {"n": place, "of": formats.number(row["partners"], 0)}
    return formats.words("compare.rank", **parts)


def off_text(off: tuple[float, float], measure: str, formats: Formats) -> str:
    """How far another source is off: one number, or its bounds where they print as two."""
    low, high = off
    if measure == GROWTH:
        is_one = formats.number(low, 1) == formats.number(high, 1)
        ends = (low, low) if is_one else (down(low, 1), up(high, 1))
        return formats.number_bounds(*(round(exact(end), 1) for end in ends), sign=True)
    is_one = formats.percent(low) == formats.percent(high)
    return formats.percent(low, sign=True) if is_one else formats.headline_bounds(low, high)


def bounds_text(row: Row, measure: str, formats: Formats) -> str:
    """The bounds of that number; nothing where its digits do not tell them from it."""
    low, high = row["low"], row["high"]
    unseen = UNSEEN * float(abs(high)) if measure == LEVEL else UNSEEN_DECIMAL
    if low == high or float(high - low) < unseen:
        return ""
    if measure == LEVEL:
        return formats.amount_bounds(low, high, row["currency"])
    if measure in (GROWTH, SHARE):
        return formats.percent_bounds(low, high, sign=measure == GROWTH)
    return formats.number_bounds(low, high)


def line_name(line: Line, comparison: Comparison, formats: Formats) -> str:
    """What a line is called: its partner, or more where that does not tell it from another."""
    if comparison.asked.is_two_sided:
        parts = {"reporter": formats.area(line.reporter), "flow": formats.flow(line.flow)}
        return formats.words("compare.side", **parts)
    if len({pair[0] for pair in comparison.asked.pairs}) == 1:
        return formats.area(line.partner)
    if len({pair[1] for pair in comparison.asked.pairs}) == 1:
        return formats.area(line.reporter)
    return formats.pair(*line.pair)


def subtitle(
    comparison: Comparison,
    formats: Formats,
    source_name: Callable[[str], str],
    *,
    is_log: bool = False,
) -> str:
    """The unit of the chart and whose statistics its lines are.

    On a logarithmic axis each amount has a unit of its own.
    """
    words = formats.words
    unit = _unit(comparison, formats, is_log=is_log)
    whose = [
        words("compare.whose", reporter=formats.area(reporter), source=source_name(source))
        for reporter, source in dict.fromkeys(
            (one.reporter, one.source) for one in comparison.lines
        )
    ]
    if any(line.others for line in comparison.lines):
        whose.append(words("compare.hollow"))
    return words("compare.subtitle", unit=unit, whose="; ".join(whose))


def _unit(comparison: Comparison, formats: Formats, *, is_log: bool) -> str:
    asked, words = comparison.asked, formats.words
    drawn = {line.flow for line in comparison.lines}
    flow = formats.flow(drawn.pop() if len(drawn) == 1 else asked.flow)
    if asked.measure == LEVEL:
        unit = comparison.currency if is_log else unit_of_levels(comparison, formats)
        return words("compare.unit_level", flow=flow, unit=unit)
    if asked.measure == INDEX:
        base = formats.period(str(comparison.base))
        return words("compare.unit_index", flow=flow, base=base)
    if asked.measure == SHARE:
        wholes = {_is_among(row) for line in comparison.lines for row in line.rows}
        whole = "both" if len(wholes) > 1 else "among" if True in wholes else "world"
        return words(f"compare.unit_share_{whole}", flow=flow)
    if asked.measure == RANK:
        counts = [row["partners"] for line in comparison.lines for row in line.rows]
        most, least = formats.number(max(counts), 0), formats.number(min(counts), 0)
        n = most if most == least else words("format.to", low=least, high=most)
        return words("compare.unit_rank", flow=flow, n=n)
    return words("compare.unit_growth", flow=flow)


def unit_of_levels(comparison: Comparison, formats: Formats) -> str:
    """`million USD`: the unit that suits the largest level."""
    return formats.scale_word(power_of_levels(comparison), comparison.currency)


def power_of_levels(comparison: Comparison) -> int:
    """The power of ten of that unit."""
    rows = (row for line in comparison.lines for row in (*line.rows, *line.others))
    return scale_of([row["high"] for row in rows])


def _is_among(row: Row) -> bool:
    """Whether a share is of the partners that the source has, not of trade with the world."""
    return NO_WHOLE in (row["note"] or "")


def finding(comparison: Comparison, formats: Formats) -> str:
    """What the chart shows, in a sentence with numbers of one period."""
    lines = comparison.lines
    if len(lines) == 1:
        return _of_one(comparison, lines[0], formats)
    period = last_common(lines)
    if period is None:
        return formats.words("compare.no_common", n=len(lines))
    known = [line for line in lines if period in line.known]
    if comparison.asked.is_two_sided and comparison.asked.measure == LEVEL:
        return _of_two_sides(known, period, formats)
    order = sorted(known, key=lambda one: one.known[period]["point"])
    if comparison.asked.measure != RANK:
        order.reverse()
    return _first_and_last(order, period, comparison, formats)


def last_common(lines: Sequence[Line]) -> Period | None:
    """The newest period that half of the lines have, of two at least; None where no two meet."""
    counts = Counter(period for line in lines for period in line.known)
    enough = max(2, (len(lines) + 1) // 2)
    shared = [period for period, count in counts.items() if count >= enough]
    return max(shared or [one for one, count in counts.items() if count > 1], default=None)


def _of_one(comparison: Comparison, line: Line, formats: Formats) -> str:
    measure = comparison.asked.measure
    known = line.known
    first, last = known[min(known)], known[max(known)]
    parts = {
        "pair": formats.pair(*line.pair),
        "flow": formats.flow(line.flow),
        "last": number_text(last, measure, formats),
        "last_period": formats.when(last["period"]),
    }
    if first is last:
        return formats.words("compare.one_figure", **parts)
    return formats.words(
        "compare.one_line",
        **parts,
        first=number_text(first, measure, formats),
        first_period=formats.when(first["period"]),
    )


def _of_two_sides(known: Sequence[Line], period: Period, formats: Formats) -> str:
    mine, theirs = (line.known[period] for line in known)
    parts = {
        "reporter": formats.area(known[0].reporter),
        "partner": formats.area(known[1].reporter),
        "flow": formats.flow(known[0].flow),
        "mine": number_text(mine, LEVEL, formats),
        "theirs": number_text(theirs, LEVEL, formats),
        "period": formats.when(str(period)),
    }
    if mine["low"] <= theirs["high"] and theirs["low"] <= mine["high"]:
        return formats.words("compare.sides_agree", **parts)
    off = apart(mine, theirs, LEVEL)
    text = formats.words("unknown")
    if off is not None:
        is_one = formats.headline_percent(off[0]) == formats.headline_percent(off[1])
        text = formats.headline_percent(off[0] if is_one else None, *off)
    return formats.words("compare.sides_differ", **parts, apart=text)


def _first_and_last(
    order: Sequence[Line], period: Period, comparison: Comparison, formats: Formats
) -> str:
    """Who is in front in a period, and the next or the last of them."""
    measure = comparison.asked.measure
    first, second, last = order[0], order[1], order[-1]
    rows = {name: line.known[period] for name, line in
            (("first", first), ("second", second), ("last", last))}  # fmt: skip
    parts = {
        "flow": formats.flow(comparison.asked.flow),
        "period": formats.when(str(period)),
        "base": formats.when(str(comparison.base)) if comparison.base else "",
        **{name: line_name(line, comparison, formats) for name, line in
           (("first", first), ("second", second), ("last", last))},
        **{f"{name}_number": number_text(row, measure, formats) for name, row in rows.items()},
    }  # fmt: skip
    if measure == LEVEL:
        times = rows["first"]["point"] / rows["second"]["point"] if rows["second"]["point"] else 0
        if times >= MANY_TIMES:
            many = formats.shortest(round(times, 0 if times >= 10 else 1))
            return formats.words("compare.finding_level_times", **parts, times=many)
    if measure == SHARE and _is_among(rows["first"]):
        return formats.words("compare.finding_share_among", **parts)
    return formats.words(f"compare.finding_{measure}", **parts)
