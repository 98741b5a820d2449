"""The change in two-way trade in words: what it was, what drove it, what is implied."""

from __future__ import annotations

from collections.abc import Iterable
from math import floor

from analytics.reconciling.drivers import (
    AGAINST,
    BOTH,
    CONTRADICTION,
    MOSTLY,
    NEARLY_ALL,
    NO_BASE,
    TOO_WIDE,
    UNCLEAR,
    UNKNOWN_FLOW,
    Decomposition,
    Part,
    Undecomposed,
    sign,
)
from analytics.reconciling.facts import Cell
from analytics.reconciling.known_levels import Known
from dashboard.wording.formats import Formats, capital
from dashboard.wording.premises import Checks, on_premises, premise
from data.codes.flows import Flow
from data.intervals import Interval
from data.periods import Period

HOW = {"reported": "drivers.reported", "summed": "drivers.summed", "implied": "drivers.implied"}
STORY = {
    (NEARLY_ALL, 1): "drivers.nearly_all_rose",
    (NEARLY_ALL, -1): "drivers.nearly_all_fell",
    (MOSTLY, 1): "drivers.mostly_rose",
    (MOSTLY, -1): "drivers.mostly_fell",
}
OTHER_STORY = {AGAINST: "drivers.against", BOTH: "drivers.both", UNCLEAR: "drivers.unclear"}
TOTAL_MOVED = {1: "drivers.rose", -1: "drivers.fell", 0: "drivers.changed"}
FLOW_MOVED = {1: "drivers.flow_rose", -1: "drivers.flow_fell", 0: "drivers.flow_changed"}
REASON = {
    NO_BASE: "drivers.no_base",
    UNKNOWN_FLOW: "drivers.unknown_flow",
    TOO_WIDE: "drivers.too_wide",
    CONTRADICTION: "drivers.contradiction",
}


def story(
    found: Decomposition,
    currency: str,
    formats: Formats,
    publishers: Iterable[str],
    checks: Checks,
) -> list[str]:
    """What two-way trade did, which flow drove it, and which figures are implied or mixed.

    `checks` are those of the claims that it rests on, if any: a sentence begins with its own.
    """
    words, total = formats.words, found.parts[Flow.TOTAL]
    amount = _size(total.change, currency, formats)
    if total.contribution is not None:
        rate = _size_of_rate(total.contribution, formats)
        amount = words("drivers.with_rate", amount=amount, rate=rate)
    ends = {"period": _when(found.period, formats), "base": _when(found.base_period, formats)}
    moved = words(TOTAL_MOVED[sign(total.change)], amount=amount, **ends)
    of_total = {*total.base.claims, *total.level.claims}
    said = ((moved, sorted(of_total)), (_driven_by(found, currency, formats), found.claims))
    sentences = on_premises(
        ((sentence, premise(claims, checks, formats)) for sentence, claims in said), formats
    )
    sources = formats.listed(list(dict.fromkeys(publishers)))
    sentences += _implied(found, formats, sources)
    if len(found.sources) > 1:
        sentences.append(words("drivers.mixed", sources=sources))
    return [capital(sentence) for sentence in sentences]


def without_decomposition(result: Undecomposed, formats: Formats) -> str:
    """Why a period has no decomposition."""
    base = result.period.year_earlier()
    return capital(
        formats.words(
            REASON[result.reason],
            period=_when(result.period, formats),
            base=_when(base, formats),
            cells=_listed(result.cells, formats),
        )
    )


def level_and_how(known: Known, currency: str, formats: Formats) -> tuple[str, str]:
    """The bounds of a level, and whether it is reported, summed or implied."""
    bounds = formats.amount_bounds(known.bounds.low, known.bounds.high, currency)
    how = formats.words(HOW[known.how])
    return bounds, formats.words("premise.of_level", how=how) if known.claims else how


def points(contribution: Interval | None, formats: Formats) -> str:
    """A contribution in percentage points; a dash where the base may be zero."""
    if contribution is None:
        return formats.words("unknown")
    ends = formats.number_bounds(*contribution.ends, least=1, sign=True)
    return formats.words("format.points", points=ends)


def share_of_change(part: Part, formats: Formats) -> str:
    """A flow's share of the change in two-way trade; nothing where that may be zero."""
    if part.share is None:
        return ""
    share = formats.percent_bounds(100 * part.share.low, 100 * part.share.high)
    return formats.words("drivers.share", share=share)


def cell_name(cell: Cell, formats: Formats) -> str:
    """`exports in Q1 2024`."""
    flow, period = formats.flow(cell.flow), _when(cell.period, formats)
    return formats.words("drivers.cell", flow=flow, period=period)


def _driven_by(found: Decomposition, currency: str, formats: Formats) -> str:
    flows = (found.leader, found.leader.other)
    moved = []
    for flow in flows:
        change = found.parts[flow].change
        size = _size(change, currency, formats)
        moved.append(formats.words(FLOW_MOVED[sign(change)], flow=formats.flow(flow), amount=size))
    told = {"leading": moved[0], "other": moved[1]}
    direction = sign(found.parts[Flow.TOTAL].change)
    share = found.parts[found.leader].share
    if share is not None and (key := STORY.get((found.story, direction))):
        return formats.words(key, share=_share(share, formats), **told)
    return formats.words(OTHER_STORY[found.story], **told)


def _implied(found: Decomposition, formats: Formats, sources: str) -> list[str]:
    """Which figures are implied: a whole period, or some flows of either."""
    words, implied = formats.words, found.implied
    if not implied:
        return []
    whole = {cell.period for cell in implied}
    if len(implied) == 3 and len(whole) == 1:
        period = _when(whole.pop(), formats)
        return [words("drivers.implied_period", period=period, sources=sources)]
    return [words("drivers.implied_cells", cells=_listed(implied, formats), sources=sources)]


def _listed(cells: Iterable[Cell], formats: Formats) -> str:
    """`exports and imports in 2017; exports in 2018`."""
    flows: dict[Period, list[str]] = {}
    for cell in cells:
        flows.setdefault(cell.period, []).append(formats.flow(cell.flow))
    return "; ".join(
        formats.words("drivers.cell", flow=formats.listed(names), period=_when(period, formats))
        for period, names in flows.items()
    )


def _when(period: Period, formats: Formats) -> str:
    return formats.when(str(period))


def _size(change: Interval, currency: str, formats: Formats) -> str:
    """How much it rose or fell by, with the digits of a headline; signed bounds where that is
    not sure."""
    if not sign(change):
        return formats.amount_bounds(*change.ends, currency)
    return formats.distance(*change.ends, currency)


def _size_of_rate(rate: Interval, formats: Formats) -> str:
    """With its sign; one number where both ends print as one."""
    ends = [formats.headline_percent(end) for end in rate.ends]
    return ends[0] if ends[0] == ends[1] else formats.headline_percent(None, *rate.ends)


def _share(share: Interval, formats: Formats) -> str:
    """A share in percent; only its least where it may be more than all, never rounded up."""
    if share.high <= 1:
        return formats.percent_bounds(100 * share.low, 100 * share.high)
    least = formats.percent(floor(1000 * share.low) / 10)
    return formats.words("drivers.at_least", share=least)
