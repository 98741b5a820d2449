"""Facts, implied figures and conflicts in words: what a bound rests on, what cannot be true.

Bounds are rounded as everywhere on the pages; exact ones are in the answer of
`tradeproof reconcile --json`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import combinations

from analytics.reconciling.conflicts import Conflict
from analytics.reconciling.constraints import Component
from analytics.reconciling.facts import Cell, Fact
from analytics.reconciling.implied import Implied
from analytics.reconciling.mirror_gaps import MirrorGap
from dashboard.wording import runs
from dashboard.wording.formats import Formats, capital
from dashboard.wording.premises import Checks, claims_among, premise
from data.codes.flows import ONE_WAY, Flow
from data.intervals import Interval
from data.periods import Period


def statement(fact: Fact, formats: Formats) -> str:
    """What a fact says: `Two-way trade in Q1 2025: 146.25 to 146.35 million USD`."""
    words, (low, high) = formats.words, (fact.bounds.low, fact.bounds.high)
    _, _, product, currency = fact.group
    parts = {
        "flow": capital(formats.flow(fact.cell.flow, product)),
        "period": formats.when(str(fact.cell.period)),
    }
    if fact.base is None:
        return words("fact.figure", bounds=formats.amount_bounds(low, high, currency), **parts)
    parts["base"] = formats.when(str(fact.base.period))
    if fact.kind == "absolute":
        if low >= 0:
            more = formats.amount_bounds(low, high, currency)
            return words("fact.more", bounds=more, **parts)
        if high <= 0:
            less = formats.amount_bounds(-high, -low, currency)
            return words("fact.less", bounds=less, **parts)
        change = formats.amount_bounds(low, high, currency)
        return words("fact.change", bounds=change, **parts)
    if fact.kind != "percent":
        times = formats.rate("multiple", low, high, currency)
        return words("fact.multiple", bounds=times, **parts)
    if low >= 1:
        return words("fact.more", bounds=_percent(low - 1, high - 1, formats), **parts)
    if high <= 1:
        return words("fact.less", bounds=_percent(1 - high, 1 - low, formats), **parts)
    return words("fact.change", bounds=_percent(low - 1, high - 1, formats), **parts)


def implied_bounds(one: Implied, formats: Formats) -> str:
    """An amount, or the growth on the base: `+0.24% to +0.40% on Q1 2024`.

    Raises
    ------
    ValueError
        An end is open.
    """
    if one.low is None or one.high is None:
        raise ValueError("an open end has no words here")
    if one.base is None:
        return formats.amount_bounds(one.low, one.high, one.group[3])
    rate = formats.percent_bounds(100 * (one.low - 1), 100 * (one.high - 1), sign=True)
    return formats.words("partner.change", bounds=rate, base=formats.when(str(one.base.period)))


def accounting(one: Implied, formats: Formats) -> str:
    """The identities between the cells of an implied figure, in one line."""
    words = formats.words
    cells = [one.cell, *(cell for fact in one.facts for cell in fact.cells)]
    flows = {cell.flow for cell in cells}
    used = []
    if Flow.TOTAL in flows and flows.intersection(ONE_WAY):
        used.append(words("implied.sum"))
    if Flow.BALANCE in flows and len(flows) > 1:
        used.append(words("implied.difference"))
    if _has_parts(cells):
        used.append(words("implied.parts"))
    if not used:
        return words("implied.no_accounting")
    return words("implied.accounting", rules="; ".join(used))


def conflict_title(conflict: Conflict, formats: Formats) -> str:
    """What the conflict is about, how many facts it takes, and how far they miss."""
    about = {"what": capital(_subject(conflict.facts, formats)), "n": len(conflict.facts)}
    if conflict.miss is None:
        return formats.words("conflict.title_of_rates", **about)
    miss = formats.amount(conflict.miss, conflict.group[3])
    return formats.words("conflict.title", miss=miss, **about)


def conflict_lead(conflict: Conflict, formats: Formats) -> str:
    """What a conflict means, and by how much its bounds would have to give way."""
    if conflict.miss is None:
        return formats.words("conflict.lead_of_rates")
    return formats.words("conflict.lead", miss=formats.amount(conflict.miss, conflict.group[3]))


def not_searched(parts: Iterable[Component], formats: Formats) -> list[str]:
    """That it was not searched what the facts of a component imply, one sentence each."""
    said = []
    for part in parts:
        reporter, partner, *_ = part.group
        pair = formats.pair(reporter, partner)
        n = formats.number(len(part.facts), 0)
        said.append(formats.words("conflict.not_searched", pair=pair, n=n))
    return said


def ways_out(conflict: Conflict, formats: Formats, publisher: Callable[[str], str]) -> list[str]:
    """What would make a conflict go away, a clause each; `publisher` names that of a source."""
    words = formats.words
    reporter, partner = (formats.area(code) for code in conflict.group[:2])
    found = []
    if conflict.fades_if_coarser:
        found.append(words("conflict.coarser"))
    if conflict.fades_with_one_source:
        found.append(words("conflict.one_source"))
    for fact in conflict.other_sources:
        instead = {"fact": statement(fact, formats), "publisher": publisher(fact.source)}
        found.append(words("conflict.other_source", **instead))
    for fact in conflict.mirrors:
        instead = {"fact": statement(fact, formats), "publisher": publisher(fact.source)}
        found.append(words("conflict.mirror", reporter=reporter, partner=partner, **instead))
    return found


def mirror_readings(
    gap: MirrorGap, publisher: str, formats: Formats, checks: Checks, *, official: bool
) -> str:
    """What an implied figure and the partner's figure mean under either reading of the latter.

    `publisher` prints the partner's figure. An `official` one states its own country's
    statistics, which leaves one reading: a mirror gap.
    """
    words, currency = formats.words, gap.group[3]
    reporter, partner = (formats.area(code) for code in gap.group[:2])
    condition = premise(claims_among(gap.facts), checks, formats)
    sides = words(
        "mirror.sides_if" if condition else "mirror.sides",
        premise=condition,
        flow=capital(formats.flow(gap.cell.flow, gap.group[2])),
        period=formats.when(str(gap.cell.period)),
        implied=_rounded(gap.bounds, currency, formats),
        other=_rounded(gap.mirror.bounds, currency, formats),
        publisher=publisher,
        reporter=reporter,
    )
    ours, theirs = gap.bounds, gap.mirror.bounds
    apart = formats.distance(ours.low - theirs.high, ours.high - theirs.low, currency)
    if official:
        return f"{sides} {words('mirror.gap', gap=apart)}"
    miss = formats.amount(gap.miss, currency)
    names = {"reporter": reporter, "partner": partner}
    return f"{sides} {words('mirror.either', gap=apart, miss=miss, **names)}"


def _rounded(bounds: Interval, currency: str, formats: Formats) -> str:
    """An amount of a sentence: one number where its bounds print as one; a proof has the rest."""
    low, high = bounds.ends
    return formats.amounts_beside(low, high, currency) or formats.amount(high, currency)


def turned_around(gap: MirrorGap, formats: Formats) -> str:
    """Whose flow the partner's figure is in its own statistics."""
    flow = Flow(gap.cell.flow).mirror
    if flow is None:
        raise ValueError("a balance has no mirror")
    named = formats.flow(flow, gap.group[2])
    return formats.words("mirror.turned", partner=formats.area(gap.group[1]), flow=named)


def _percent(low: Fraction, high: Fraction, formats: Formats) -> str:
    return formats.percent_bounds(100 * low, 100 * high)


def _subject(facts: Iterable[Fact], formats: Formats) -> str:
    """The flows and periods that facts speak of."""
    known = list(facts)
    cells = {cell for fact in known for cell in fact.cells}
    flows = [flow for flow in Flow if any(cell.flow == flow for cell in cells)]
    product = known[0].group[2]
    return formats.words(
        "conflict.subject",
        flows=formats.listed([formats.flow(flow, product) for flow in flows]),
        periods=formats.listed([runs.in_words(run, formats) for run in runs.runs(_spans(cells))]),
    )


def _has_parts(cells: Iterable[Cell]) -> bool:
    """Whether a period shares months with another: then parts were added up to wholes."""
    return any(
        later.start < earlier.start + earlier.months
        for earlier, later in combinations(_spans(cells), 2)
    )


def _spans(cells: Iterable[Cell]) -> list[Period]:
    """Periods without repetition, by their first month."""
    return sorted({cell.period for cell in cells})
