"""The other readings of a claim in words: under which condition it would fit, and with what."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from analytics.checking.claims import Check
from analytics.checking.other_readings import Reading
from analytics.checking.series import Figure
from analytics.checking.verdicts import ReadingName
from dashboard.wording.formats import Formats, capital

OF_THE_RATE = (ReadingName.INCREASE_BY, ReadingName.INDEX)


def label(reading: Reading, language: str) -> str:
    """A reading in two or three words: `another base year`."""
    return Formats(language).words(f"reading.{reading.name}")


def in_words(check: Check, reading: Reading, formats: Formats) -> str:
    """The condition a reading puts: `compared with 2023 instead of 2015`."""
    claim, is_of_parts = check.claim, False
    parts: dict[str, str] = {"own_flow": formats.flow(claim.flow)}
    parts["own_base"] = formats.when(claim.base_period)
    if reading.name in OF_THE_RATE:
        parts["meant"] = meant(check, reading, formats)
    elif reading.figures:
        level, base = reading.figures[:2]
        stated = (check.level.period if check.level else claim.period, claim.base_period)
        is_of_parts = (
            reading.name == ReadingName.OTHER_PERIOD and (level.period, base.period) == stated
        )
        parts |= {
            "level_period": formats.when(level.period),
            "base_period": formats.when(base.period),
            "level": formats.amount_bounds(level.bounds.low, level.bounds.high, level.currency),
            "sources": ", ".join(
                _once(formats.source(figure.source) for figure in reading.figures)
            ),
            "areas": _other(formats.area, "reporter", check, reading, formats),
            "flows": _other(formats.flow, "flow", check, reading, formats),
        }
        if any(figure.is_earlier for figure in reading.figures):
            released = formats.date(reading.figures[0].release_date)
            return formats.words("reading.if_earlier_release", released=released, **parts)
    if is_of_parts:
        return formats.words("reading.if_other_period_parts", **parts)
    theirs = {one.source for one in reading.figures if one.series.reporter != claim.reporter}
    if reading.name == ReadingName.OTHER_REPORTER and len(theirs) > 1:
        return formats.words("reading.if_other_reporter_of_two", **parts)
    return formats.words(f"reading.if_{reading.name}", **parts)


def meant(check: Check, reading: Reading, formats: Formats) -> str:
    """What the printed rate stands for in this reading."""
    claimed, currency = reading.change.claimed, check.claim.currency
    return formats.rate(reading.change.kind, claimed.low, claimed.high, currency)


def figure_name(figure: Figure, check: Check, formats: Formats) -> str:
    """What a figure is of: its flow, and the pair where it is another than the claim's."""
    claim = check.claim
    sides, flow = (figure.series.reporter, figure.series.partner), figure.series.flow
    if sides == (claim.reporter, claim.partner):
        return capital(formats.flow(flow))
    return formats.of_pair(*sides, flow)


def _other(
    name: Callable[[str], str], field: str, check: Check, reading: Reading, formats: Formats
) -> str:
    """The reporters or flows of a reading that are not the claim's own."""
    found = _once(getattr(figure.series, field) for figure in reading.figures)
    return formats.listed([name(code) for code in found if code != getattr(check.claim, field)])


def _once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))
