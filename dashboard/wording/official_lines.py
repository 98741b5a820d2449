"""What official statistics say beside a claim, in words: a short line for each source.

`Kazakhstan's statistics (kaz-bns, 2026): −11.61% · 865.9 million USD on 979.6 million USD ·
differs from the claim`. The parts are apart, so that a page can make a link of the source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from analytics.checking.official_rates import OfficialLevel, OfficialRate, Side
from analytics.reconciling.claimed_changes import ABSOLUTE, AVERAGE_ANNUAL, MULTIPLE
from dashboard.wording.formats import Formats
from data.codes.flows import ONE_WAY
from data.intervals import Interval

APART = " · "
MOST_DECIMALS = 2  # of a rate, where its bounds leave no doubt about them


def whose(one: OfficialRate, formats: Formats) -> str:
    """`Kazakhstan's statistics`; of the partner's one-way trade, `… of its imports`."""
    area, flow = formats.area(one.series.reporter), one.series.flow
    if one.side is Side.PARTNER and flow in ONE_WAY:
        return formats.words(f"official.of_its_{flow}", area=area)
    return formats.words("official.whose", area=area)


def rate(one: OfficialRate, formats: Formats) -> str:
    """The change with its own sign: `−11.61%`, of a multiple `+253.2% (3.53 times)`."""
    measured, kind = one.measured, one.change.kind
    if measured is None:
        return ""
    if kind == ABSOLUTE:
        return _amount_of_change(one, measured, formats)
    if kind == AVERAGE_ANNUAL:
        yearly = one.change.recomputed(measured)
        signed = yearly if one.change.sign > 0 else -yearly
        return formats.words("official.a_year", rate=_percent(signed, formats))
    percent = Interval(*(100 * (end - 1) for end in measured.ends))
    if kind != MULTIPLE:
        return _percent(percent, formats)
    times = _times(measured, formats)
    return formats.words("official.as_times", rate=_percent(percent, formats), times=times)


def said(one: OfficialRate, formats: Formats) -> str:
    """What stands after the rate: level and base, whether it agrees, how the goods are valued."""
    return APART.join(_said(one, formats))


def line(one: OfficialRate, formats: Formats, source: str) -> str:
    """The whole line in plain text, with the name of the source that is given."""
    start = f"{whose(one, formats)} ({source}, {formats.date(one.release_date)}): "
    return start + APART.join(filter(None, (rate(one, formats), said(one, formats))))


def lines(rates: Iterable[OfficialRate], formats: Formats) -> list[str]:
    """A line for each source by its id, after how the claim was read where it had to be."""
    known = list(rates)
    read_as = reading(known, formats)
    return [*filter(None, [read_as]), *(line(one, formats, one.source) for one in known)]


def short(rates: Iterable[OfficialRate], formats: Formats) -> str:
    """The rates alone, by whose statistics they are: `Russia +32.58%, +36.06%; Viet Nam …`."""
    of_area: dict[str, list[str]] = {}
    for one in rates:
        if found := rate(one, formats):
            of_area.setdefault(one.series.reporter, []).append(found)
    return "; ".join(
        f"{formats.area(area)} {', '.join(dict.fromkeys(found))}" for area, found in of_area.items()
    )


def reading(rates: Iterable[OfficialRate], formats: Formats) -> str:
    """That a claim without a base is read as year on year; empty where it has one."""
    base = next((one.compared.base for one in rates if not one.compared.is_stated), None)
    return "" if base is None else formats.words("official.read_as", base=formats.when(str(base)))


def _said(one: OfficialRate, formats: Formats) -> Iterator[str]:
    words = formats.words
    if one.level is not None and one.base is not None:
        level, base = (_amount(each, one, formats) for each in one.levels)
        yield words("official.on", level=level, base=base)
        if one.obstacle:
            yield words(f"note.{one.obstacle}")
    else:
        there, missing = one.compared[:2] if one.level is not None else one.compared[1::-1]
        [figure] = one.levels
        yield words(
            "official.alone",
            figure=_amount(figure, one, formats),
            period=formats.when(str(there)),
            missing=formats.when(str(missing)),
        )
    if one.agrees is not None:
        yield words("official.agrees" if one.agrees else "official.differs")
    if len(one.valuations) == 1:
        yield words("official.valued", how=one.valuations[0][1])
    elif one.valuations:
        yield ", ".join(
            words("official.flow_valued", flow=formats.flow(flow), how=how)
            for flow, how in one.valuations
        )


def _amount(level: OfficialLevel, one: OfficialRate, formats: Formats) -> str:
    if level.value is None:
        return formats.amount_bounds(*level.bounds.ends, one.series.currency)
    return formats.amount(level.value, one.series.currency)


def _amount_of_change(one: OfficialRate, measured: Interval, formats: Formats) -> str:
    level, base = (each.value for each in one.levels)
    if level is None or base is None:
        return formats.amount_bounds(*measured.ends, one.series.currency)
    return formats.signed_amount(level - base, one.series.currency)


def _percent(ends: Interval, formats: Formats) -> str:
    agreed = _agreed(ends, formats, sign=True)
    if agreed:
        return formats.words("format.percent", percent=agreed)
    return formats.percent_bounds(*ends.ends, sign=True)


def _times(factor: Interval, formats: Formats) -> str:
    shown = _agreed(factor, formats) or formats.number_bounds(*factor.ends, least=1)
    return formats.words("format.times", times=shown)


def _agreed(ends: Interval, formats: Formats, *, sign: bool = False) -> str:
    """The number to as many decimals as both ends agree on, at most two; empty if they do not."""
    for decimals in range(MOST_DECIMALS, -1, -1):
        low, high = (formats.number(end, decimals, sign=sign) for end in ends.ends)
        if low == high:
            return low
    return ""
