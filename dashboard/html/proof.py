"""The proof of a check as HTML: plot, explanation, arithmetic, readings, evidence, repeats."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from analytics.checking.claims import Check
from analytics.checking.other_readings import Reading
from analytics.checking.repeats import Repeat
from analytics.checking.series import Figure
from analytics.checking.verdicts import Reason
from analytics.reconciling.claimed_changes import ABSOLUTE, MULTIPLE, PERCENTAGE_POINTS
from dashboard.html.interval_plot import Band, interval_plot
from dashboard.html.markup import NOTHING, Html
from dashboard.html.tables import TableCell, steps, table
from dashboard.wording import runs
from dashboard.wording.arithmetic import arithmetic
from dashboard.wording.explanations import (
    claim_title,
    claimed_bounds,
    claimed_change,
    explanation,
)
from dashboard.wording.formats import Formats, capital
from dashboard.wording.reading_names import OF_THE_RATE, figure_name, in_words, label
from data.intervals import Interval

SourceCell = Callable[[str], TableCell]


def proof(
    check: Check, repeated: Iterable[Repeat], source_cell: SourceCell, formats: Formats
) -> Html:
    """Everything that a reader needs to redo the check, as one piece of HTML."""
    words = formats.words
    also = list(repeated)
    parts = [
        plot(check, formats.language),
        Html("<p>{}</p>").format(explanation(check, formats)),
        _heading(words("check.arithmetic")),
        steps(arithmetic(check, formats)),
        Html('<p class="note">{}</p>').format(words("arithmetic.unit")),
    ]
    if check.readings:
        parts += [_heading(words("check.readings")), readings_table(check, formats)]
    if also:
        parts += [_heading(words("check.also_reported")), _also(also, source_cell, formats)]
    parts += [_heading(words("check.evidence")), _evidence(check, source_cell, formats)]
    return Html('<div class="proof">{}</div>').format(NOTHING.join(parts))


def plot(check: Check, language: str) -> Html:
    """The claimed change beside what the figures give, on one axis in the claim's unit."""
    formats = Formats(language)
    shown = bands(check, formats)
    told = formats.listed([f"{band.name}: {band.text}" for band in shown])
    described = formats.words("check.plot", title=claim_title(check, language), bands=told)
    claim = check.claim
    return interval_plot(
        shown,
        described,
        lambda value, decimals: _tick(claim.kind, value, decimals, claim.currency, formats),
    )


def bands(check: Check, formats: Formats) -> list[Band]:
    """Claimed, recomputed, and what makes the claim fit: coarser numbers or another reading."""
    words, claim = formats.words, check.claim

    def band(kind: str, name: str, change: Interval) -> Band:
        text = formats.rate(claim.kind, *change.ends, claim.currency)
        return Band(kind, name, text, change.as_floats())

    claimed = (float(claim.claimed_low), float(claim.claimed_high))
    found = [Band("claimed", words("check.claimed"), claimed_bounds(check, formats), claimed)]
    if "rate" in check.coarser:
        found.append(band("coarser", words("check.claimed_coarser"), check.coarser["rate"]))
    if check.recomputed is None:
        found.append(
            Band("figures", words("check.from_figures"), words("check.nothing_recomputed"))
        )
    else:
        name = words("check.from_others" if check.implied_from else "check.from_figures")
        found.append(band("figures", name, check.recomputed))
    if {"level", "base"} & {*check.coarser} and check.level and check.base:
        level, base = (
            check.coarser.get(name, figure.bounds)
            for name, figure in (("level", check.level), ("base", check.base))
        )
        change = check.change.recomputed(check.change.measured(level, base))
        found.append(band("coarser", words("check.from_figures_coarser"), change))
    reading = check.reading
    if reading is not None and check.reason == Reason.EXPLAINED:
        name = words("check.read_as", reading=label(reading, formats.language))
        said = reading.recomputed
        if reading.name in OF_THE_RATE:
            said = check.change.recomputed(reading.change.wanted)
        found.append(band("reading", name, said))
    return found


def _tick(kind: str, value: float, decimals: int, currency: str, formats: Formats) -> str:
    if kind == ABSOLUTE:
        return formats.amount(value, currency)
    number = formats.number(value, decimals)
    if kind == MULTIPLE:
        return f"{number}×"
    return formats.words("format.points" if kind == PERCENTAGE_POINTS else "format.percent",
                         points=number, percent=number)  # fmt: skip


def readings_table(check: Check, formats: Formats) -> Html:
    """Every reading tried in a row: what it says, what the figures give, and which they are."""
    headers = [
        formats.words(f"reading.{name}") for name in ("column", "gives", "result", "figures")
    ]
    return table(headers, [_reading_row(check, reading, formats) for reading in check.readings])


def _heading(text: str) -> Html:
    return Html('<p class="heading">{}</p>').format(text)


def _also(also: list[Repeat], source_cell: SourceCell, formats: Formats) -> Html:
    """The other claims about the same change, and whether they agree with this one."""
    words = formats.words
    answers = {True: "check.agrees", False: "check.contradicts", None: "check.not_comparable"}
    rows = [
        [
            claimed_change(repeat.check, formats.language),
            source_cell(repeat.check.claim.source),
            words(answers[repeat.agrees]),
        ]
        for repeat in also
    ]
    headers = [words("check.the_claim"), words("column.source"), words("check.agreement")]
    return table(headers, rows)


def _evidence(check: Check, source_cell: SourceCell, formats: Formats) -> Html:
    """Each source once: what it was used for, where in it that stands, and the ids."""
    words, claim = formats.words, check.claim
    used = [(words("check.the_claim"), claim.source, (claim.claim,))]
    for role, figure in (("the_level", check.level), ("the_base", check.base)):
        if figure is not None:
            used.append((words(f"check.{role}"), figure.source, figure.figures))
    used += [
        (words("check.the_facts"), fact.source, (fact.fact,))
        for fact in (*check.implied_from, *check.base_from)
    ]
    rows = []
    for source in dict.fromkeys(source for _, source, _ in used):
        of_source = [(role, ids) for role, of, ids in used if of == source]
        roles = dict.fromkeys(role.lower() for role, _ in of_source)
        ids = dict.fromkeys(name for _, names in of_source for name in names)
        stands_at = claim.place if source == claim.source else None
        place = formats.place(stands_at) if stands_at else ""
        named = runs.figures(ids, (claim.reporter, claim.partner), formats)
        rows.append([capital(", ".join(roles)), source_cell(source), place, named])
    headers = [words(f"column.{name}") for name in ("what", "source", "place")]
    return table([*headers, words("check.ids")], rows)


def _reading_row(check: Check, reading: Reading, formats: Formats) -> list[TableCell | str]:
    words, currency = formats.words, check.claim.currency
    said = capital(in_words(check, reading, formats))
    gives = formats.rate(reading.change.kind, *reading.recomputed.ends, currency)
    used = "; ".join(_named(figure, check, formats) for figure in reading.figures)
    return [
        said,
        TableCell(gives, kind="number"),
        TableCell(words("reading.fits" if reading.fits else "reading.does_not_fit"), kind="date"),
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
