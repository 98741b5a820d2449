"""The check of a claim line by line, each line redone with a pocket calculator."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR
from fractions import Fraction

from analytics.checking.claims import Check
from analytics.checking.narrowed_bases import implied_by_itself
from analytics.checking.other_readings import Reading
from analytics.checking.series import Figure, own_level
from analytics.checking.verdicts import ReadingName, Reason
from analytics.reconciling.claimed_changes import ABSOLUTE, MULTIPLE, PERCENTAGE_POINTS, Change
from dashboard.wording.derivations import statement
from dashboard.wording.explanations import (
    claimed_bounds,
    is_of_size,
    printed_value,
    recomputed_bounds,
)
from dashboard.wording.formats import Formats
from dashboard.wording.outward import down, up
from dashboard.wording.reading_names import figure_name, label, meant
from data.intervals import Interval

PRINTED, COARSER, OTHERWISE = (
    ("arithmetic.least", "arithmetic.greatest"),
    ("arithmetic.coarser_least", "arithmetic.coarser_greatest"),
    ("arithmetic.reading_least", "arithmetic.reading_greatest"),
)
OUTWARD = (ROUND_FLOOR, ROUND_CEILING)  # how the least and the greatest are rounded


def arithmetic(check: Check, formats: Formats) -> list[str]:
    """What the claim stands for, the figures, the change they give, and the base it implies."""
    return [
        _claimed_line(check, formats),
        *_figure_lines(check, formats),
        *_size_lines(check, formats),
        *_recomputed_lines(check, formats),
        *_coarser_lines(check, formats),
        *_reading_lines(check, formats),
        *_follows_lines(check, formats),
        *_implied_lines(check, formats),
        *_narrowed_lines(check, formats),
    ]


def figure_text(figure: Figure, language: str) -> str:
    """A figure that a check used: its value and its bounds."""
    formats = Formats(language)
    low, high = figure.bounds.low, figure.bounds.high
    if figure.value is None or low == high:
        return formats.amount_bounds(low, high, figure.currency)
    return formats.words(
        "arithmetic.stands_for",
        value=printed_value(figure, formats),
        bounds=formats.amount_bounds(low, high, figure.currency),
    )


def _claimed_line(check: Check, formats: Formats) -> str:
    printed, bounds = check.claim.claimed_printed, claimed_bounds(check, formats)
    return formats.words("arithmetic.claimed", printed=printed, bounds=bounds)


def _figure_lines(check: Check, formats: Formats) -> Iterator[str]:
    for role, figure in (("level", check.level), ("base", check.base)):
        if figure is not None:
            yield formats.words(
                f"arithmetic.{role}_sum" if figure.is_sum else f"arithmetic.{role}",
                period=formats.when(figure.period),
                figure=figure_text(figure, formats.language),
                source=formats.source(figure.source),
            )


def _size_lines(check: Check, formats: Formats) -> Iterator[str]:
    if is_of_size(check):
        yield formats.words("reason.of_size")


def _recomputed_lines(check: Check, formats: Formats) -> Iterator[str]:
    if check.recomputed is None or check.level is None or check.base is None:
        return
    if check.change.kind == PERCENTAGE_POINTS:
        [reading] = check.readings
        yield from _more_figures(check, reading, formats)
        yield from _points(reading, PRINTED, formats)
    else:
        ends = (check.level.bounds, check.base.bounds)
        yield from _ends(check.change, *ends, check.level.currency, PRINTED, formats)


def _coarser_lines(check: Check, formats: Formats) -> Iterator[str]:
    """The bounds of the numbers that must have been cut, and the change they then allow."""
    ends = []
    for name, figure in (("level", check.level), ("base", check.base)):
        if figure is None:
            return
        ends.append(check.coarser.get(name, figure.bounds))
        if name in check.coarser:
            bounds = formats.amount_bounds(*ends[-1].ends, figure.currency)
            value = printed_value(figure, formats)
            yield formats.words("arithmetic.coarser", value=value, bounds=bounds)
    if {"level", "base"} & {*check.coarser}:
        yield from _ends(check.change, *ends, check.claim.currency, COARSER, formats)
    if "rate" in check.coarser:
        claim, rate = check.claim, check.coarser["rate"]
        bounds = formats.rate(claim.kind, rate.low, rate.high, claim.currency)
        printed = f"“{claim.claimed_printed}”"
        yield formats.words("arithmetic.coarser", value=printed, bounds=bounds)


def _reading_lines(check: Check, formats: Formats) -> Iterator[str]:
    """The reading that explains the claim: its figures, and the change they give."""
    reading = check.reading
    if reading is None or check.reason != Reason.EXPLAINED:
        return
    yield from _more_figures(check, reading, formats)
    if (reading.change.kind, reading.change.claimed) != (check.change.kind, check.change.claimed):
        yield formats.words(
            "arithmetic.read_otherwise",
            reading=label(reading, formats.language),
            bounds=meant(check, reading, formats),
        )
    if reading.change.kind == PERCENTAGE_POINTS:
        yield from _points(reading, OTHERWISE, formats)
    elif reading.figures:
        level, base = reading.figures[:2]
        ends = (level.bounds, base.bounds)
        yield from _ends(reading.change, *ends, level.currency, OTHERWISE, formats)


def _more_figures(check: Check, reading: Reading, formats: Formats) -> Iterator[str]:
    for figure in reading.figures:
        if figure not in (check.level, check.base):
            yield formats.words(
                "arithmetic.other_figure",
                what=figure_name(figure, check, formats),
                period=formats.when(figure.period),
                figure=figure_text(figure, formats.language),
                source=formats.source(figure.source),
            )


def _ends(
    change: Change,
    level: Interval,
    base: Interval,
    currency: str,
    named: tuple[str, str],
    formats: Formats,
) -> Iterator[str]:
    """The least and the greatest change that a level and its base allow; of deficits, of sizes."""
    rising = change.sign > 0
    if change.is_rate and base.high < 0:
        level, base = -level, -base
    top, bottom = (base, level) if change.kind == MULTIPLE and not rising else (level, base)
    ends = [(top.low, bottom.high), (top.high, bottom.low)]
    if not rising and change.kind != MULTIPLE:
        ends.reverse()
    down = "" if rising or change.kind == MULTIPLE else "_down"
    results = change.recomputed(change.measured(level, base)).ends
    for name, (over, under), result, rounded in zip(named, ends, results, OUTWARD, strict=True):
        formula = formats.words(
            f"arithmetic.formula_{change.kind}" + down,
            top=_bare(over, formats),
            bottom=_bare(under, formats),
            years=change.years,
        )
        shown = _rate(result, change.kind, currency, rounded, formats)
        yield formats.words(name, formula=formula, result=shown)


def _points(reading: Reading, named: tuple[str, str], formats: Formats) -> Iterator[str]:
    """The least and the greatest difference of two rates or shares, in percentage points."""
    level, base, *others = (figure.bounds for figure in reading.figures)
    of_growth = reading.name == ReadingName.POINTS_OF_GROWTH
    over = (level, base if of_growth else others[0])
    less = (base, others[-1])
    if reading.change.sign < 0:
        over, less = less, over
    ends = [
        (over[0].low, over[1].high, less[0].high, less[1].low),
        (over[0].high, over[1].low, less[0].low, less[1].high),
    ]
    results = reading.recomputed.ends
    for name, numbers, result, rounded in zip(named, ends, results, OUTWARD, strict=True):
        terms = zip(("first", "second", "third", "fourth"), numbers, strict=True)
        formula = formats.words(
            "arithmetic.formula_points", **{term: _bare(n, formats) for term, n in terms}
        )
        yield formats.words(
            name,
            formula=formula,
            result=_rate(result, PERCENTAGE_POINTS, "", rounded, formats),
        )


def _follows_lines(check: Check, formats: Formats) -> Iterator[str]:
    """The facts from which the change follows where nobody prints the base."""
    stated = check.level.figures if check.level else ()
    for fact in check.implied_from:
        if fact.fact not in stated:
            said = statement(fact, formats)
            yield formats.words("arithmetic.fact", fact=said, source=formats.source(fact.source))
    if check.implied_from:
        bounds = recomputed_bounds(check, formats)
        yield formats.words("arithmetic.follows", bounds=bounds)


def _implied_lines(check: Check, formats: Formats) -> Iterator[str]:
    level = own_level(check.claim) or check.level
    own = implied_by_itself(check)
    if level is None or own is None:
        return
    if check.claim.kind == ABSOLUTE:
        bounds = formats.amount_bounds(*own.ends, level.currency)
        yield formats.words("arithmetic.implied_absolute", bounds=bounds)
        return
    factor, bounds, implied = check.change.factor, level.bounds, own
    if bounds.low < 0:
        bounds, implied = -bounds, -implied
    ends = ((bounds.low, factor.high), (bounds.high, factor.low))
    words = ("least", "greatest")
    for word, (end, by), result, rounded in zip(words, ends, implied.ends, OUTWARD, strict=True):
        yield formats.words(
            f"arithmetic.implied_{word}",
            level=_bare(end, formats),
            factor=formats.number(by, 4),
            result=formats.amount(result, level.currency, 5, rounded),
        )


def _narrowed_lines(check: Check, formats: Formats) -> Iterator[str]:
    """The other facts that narrow the implied base, and what they leave of it."""
    if check.implied_base is None or not check.base_from:
        return
    said = {check.claim.claim, *(check.level.figures if check.level else ())}
    for fact in check.base_from:
        if said.isdisjoint(fact.same):
            told = statement(fact, formats)
            yield formats.words("arithmetic.fact", fact=told, source=formats.source(fact.source))
    bounds = formats.amount_bounds(*check.implied_base.ends, check.claim.currency)
    yield formats.words("arithmetic.narrowed", bounds=bounds)


def _rate(value: Fraction, kind: str, currency: str, rounding: str, formats: Formats) -> str:
    """An end of a change in the unit of its claim, rounded outward."""
    if kind == ABSOLUTE:
        return formats.amount(value, currency, rounding=rounding)
    shown = formats.as_it_is((down if rounding == ROUND_FLOOR else up)(value, 3))
    if kind == MULTIPLE:
        return shown
    if kind == PERCENTAGE_POINTS:
        return formats.words("format.points", points=shown)
    return formats.words("format.percent", percent=shown)


def _bare(value: Fraction, formats: Formats) -> str:
    """An amount in millions with every digit it has, for a line of arithmetic."""
    millions = value / 1_000_000
    decimals = next((d for d in range(13) if (millions * 10**d).denominator == 1), 12)
    return formats.number(millions, decimals)
