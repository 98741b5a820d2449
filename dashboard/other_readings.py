"""The other readings of a claim in words: under which condition it would fit, and with what."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from analytics.claims import Check
from analytics.levels import Figure
from analytics.other_readings import Reading
from dashboard.formats import Formats, capital
from dashboard.tables import Cell, table

OF_THE_RATE = ("increase_by", "index")


def label(reading: Reading, language: str) -> str:
    """A reading in two or three words: `another base year`."""
    return Formats(language).words(f"reading.{reading.name}")


def in_words(check: Check, reading: Reading, formats: Formats) -> str:
    """The condition a reading puts: `compared with 2023 instead of 2015`."""
    claim, key = check.claim, reading.name
    parts: dict[str, str] = {"own_flow": formats.flow(claim["flow"])}
    parts["own_base"] = formats.when(claim["base_period"])
    if reading.name in OF_THE_RATE:
        parts["meant"] = meant(check, reading, formats)
    elif reading.figures:
        level, base = reading.figures[:2]
        stated = (check.level.period if check.level else claim["period"], claim["base_period"])
        if key == "other_period" and (level.period, base.period) == stated:
            key = "other_period_parts"
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
    return formats.words(f"reading.if_{key}", **parts)


def meant(check: Check, reading: Reading, formats: Formats) -> str:
    """What the printed rate stands for in this reading."""
    claimed, currency = reading.change.claimed, check.claim["currency"]
    return formats.rate(reading.change.kind, claimed.low, claimed.high, currency)


def readings_table(check: Check, formats: Formats) -> str:
    """Every reading tried in a row: what it says, what the figures give, and which they are."""
    headers = [
        formats.words(f"reading.{name}") for name in ("column", "gives", "result", "figures")
    ]
    return table(headers, [_row(check, reading, formats) for reading in check.readings])


def figure_name(figure: Figure, check: Check, formats: Formats) -> str:
    """What a figure is of: its flow, and the pair where it is another than the claim's."""
    claim = check.claim
    flow = formats.flow(figure.series.flow)
    if (figure.series.reporter, figure.series.partner) == (claim["reporter"], claim["partner"]):
        return capital(flow)
    pair = formats.words(
        "pair.title",
        reporter=formats.area(figure.series.reporter),
        partner=formats.area(figure.series.partner),
    )
    return formats.words("overview.cell", pair=pair, flow=flow)


def _row(check: Check, reading: Reading, formats: Formats) -> list[Cell | str]:
    words, currency = formats.words, check.claim["currency"]
    said = capital(in_words(check, reading, formats))
    gives = formats.rate(reading.change.kind, *reading.recomputed, currency)
    used = "; ".join(_named(figure, check, formats) for figure in reading.figures)
    return [
        said,
        Cell(gives, kind="number"),
        Cell(words("reading.fits" if reading.fits else "reading.does_not_fit"), kind="date"),
        used,
    ]


def _named(figure: Figure, check: Check, formats: Formats) -> str:
    low, high = figure.bounds.low, figure.bounds.high
    return formats.words(
        "arithmetic.other_figure",
        what=figure_name(figure, check, formats),
        period=formats.when(figure.period),
        figure=formats.printed(figure.value, low, high, figure.qualifier, figure.currency),
        source=formats.source(figure.source),
    )


def _other(
    name: Callable[[str], str], field: str, check: Check, reading: Reading, formats: Formats
) -> str:
    """The reporters or flows of a reading that are not the claim's own."""
    found = _once(getattr(figure.series, field) for figure in reading.figures)
    return formats.listed([name(code) for code in found if code != check.claim[field]])


def _once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))
