"""What only the whole text tells: periods and sides named later, bases, and repeated figures."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from analytics.reading.bases import first_year
from analytics.reading.sides import Sides
from analytics.reading.statements import Claim, Comparison, Figure, Subject
from data.lexicon import lexicon
from data.periods import Period

CLOSE = Fraction(3, 100)
DOLLAR = "USD"
PAIRED = ("total", "balance")  # flows of two sides, which a text may name later
Claimed = tuple[object, ...]
YEAR = 12


def complete(
    figures: Sequence[Figure], language: str, areas: Sequence[str], published: int | None
) -> list[Figure]:
    """The figures in the order of the text, each once, with sides, periods and bases filled in.

    `areas` are the countries and groups that the text names, `published` the year of publication.
    """
    ordered = sorted(figures, key=lambda figure: figure.start)
    _take_from_later(figures)
    abroad = {f.subject.sides.partner for f in figures if f.subject.sides.reporter is None}
    elsewhere = [area for area in areas if area not in abroad]
    for figure in figures:
        _take_year_after_base(figure, published)
    for figure in figures:
        told = _at_home(_only_pair(figure.subject, areas), language)
        if told.reporter is None and told.partner is None and figure.currency in (None, DOLLAR):
            told = _alone(elsewhere, language)
        figure.subject = replace(figure.subject, sides=told)
        first = _start_of_growth(figure)
        if first is not None and figure.subject.period is not None:
            last = Period(figure.subject.period.start + figure.subject.period.months - YEAR, YEAR)
            figure.subject = replace(figure.subject, period=last)
        for claim in figure.claims:
            claim.base_period = first or claim.comparison.base(figure.subject, language)
    _end_spans(ordered)
    _find_multiplied(ordered)
    kept = _without_repeats(_with_levels(ordered))
    for figure in kept:
        figure.claims = _each_once(figure.claims)
    name_base_figures(kept)
    _name(kept)
    return kept


def _end_spans(figures: Sequence[Figure]) -> None:
    """Give a level that grew from the first of several years the last of them."""
    for base, figure in pairwise(figures):
        subject = figure.subject
        first = first_year(subject.period)
        is_from = base.is_base and base.amount is not None and figure.amount is not None
        if first is None or not is_from or base.subject.period != first or subject.period is None:
            continue
        last = Period(subject.period.start + subject.period.months - YEAR, YEAR)
        if replace(base.subject, period=None) == replace(subject, period=None):
            figure.subject = replace(subject, period=last)


def _find_multiplied(figures: Sequence[Figure]) -> None:
    """Give "up 248 times" without a base that level of the text that it multiplies."""
    levels: dict[tuple[object, ...], dict[Fraction, Figure]] = defaultdict(dict)
    for figure in figures:
        if figure.value and figure.subject.period is not None:
            levels[_over_time(figure)].setdefault(figure.value, figure)
    ordered = {told: sorted(of_value) for told, of_value in levels.items()}
    for figure in figures:
        told = _over_time(figure)
        for claim in figure.claims:
            if claim.kind == "multiple" and claim.comparison.is_open and told in levels:
                value = _multiplied(ordered[told], figure, claim)
                if value is not None:
                    claim.base_period = levels[told][value].subject.period


def _over_time(figure: Figure) -> tuple[object, ...]:
    """What a figure is of, whatever its period."""
    subject = figure.subject
    return subject.flow, subject.product, subject.sides, figure.currency


def _multiplied(values: Sequence[Fraction], figure: Figure, claim: Claim) -> Fraction | None:
    """The value nearest to a figure divided by a multiple, where it is close enough."""
    times = claim.mark.value
    if not times or not figure.value:
        return None
    wanted = figure.value / times
    at = bisect_left(values, wanted)
    near = min(values[max(at - 1, 0) : at + 1], key=lambda value: abs(value - wanted))
    return near if near and abs(figure.value / near - times) <= times * CLOSE else None


def _take_from_later(figures: Sequence[Figure]) -> None:
    """Give figures without a period, reporter or partner those of the next that has them."""
    period: Period | None = None
    sides = Sides(None, None)
    for figure in reversed(figures):
        subject = figure.subject
        is_actual = subject.kind == "actual" and not figure.is_base
        if is_actual and subject.period is None and not figure.is_yearly:
            subject = replace(subject, period=period)
        figure.subject = subject = replace(subject, sides=_completed(subject, sides))
        period = subject.period if is_actual and subject.period is not None else period
        sides = subject.sides if subject.sides.reporter is not None else sides


def _completed(subject: Subject, later: Sides) -> Sides:
    sides = subject.sides
    if sides.reporter is None and sides.partner is None:
        return later if subject.flow in PAIRED else Sides(later.reporter, None)
    if sides.partner is None and sides.reporter is not None:
        if subject.flow not in PAIRED:
            return sides
        return Sides(sides.reporter, later.other(sides.reporter))
    if sides.reporter is None and sides.partner is not None:
        return Sides(later.other(sides.partner) or later.reporter, sides.partner)
    return sides


def _only_pair(subject: Subject, areas: Sequence[str]) -> Sides:
    """Two-way trade in a text of two countries is theirs."""
    nobody = subject.sides == Sides(None, None)
    if subject.flow == "total" and nobody and len(areas) == 2:
        return Sides(areas[0], areas[1])
    return subject.sides


def _at_home(sides: Sides, language: str) -> Sides:
    """A text that names a partner only, in a language of one country, speaks of that country."""
    home = next(iter(lexicon(language)["home"]["reporter"]), None)
    if sides.reporter is None and sides.partner not in (None, home):
        return Sides(home, sides.partner)
    return sides


def _take_year_after_base(figure: Figure, published: int | None) -> None:
    """The year between that of the base and that of publication, where no other is told."""
    subject = figure.subject
    bases = [c.comparison.when for c in figure.claims if c.comparison.when is not None]
    base = bases[0].period if bases and bases[0].role == "period" else None
    if subject.period is not None or subject.kind != "actual" or base is None or published is None:
        return
    if base.freq == "A" and published - base.year == 2:
        figure.subject = replace(subject, period=Period(base.start + YEAR, YEAR))


def _start_of_growth(figure: Figure) -> Period | None:
    """The first of the years over which a figure grew, where nothing else is compared with."""
    first = first_year(figure.subject.period)
    if first is None:
        return None
    bases = [claim.comparison for claim in figure.claims]
    is_average = any(claim.kind == "average_annual_percent" for claim in figure.claims)
    is_over_all = bases and all(base in (Comparison(), Comparison(first)) for base in bases)
    return first if is_over_all and not is_average else None


def _with_levels(figures: Sequence[Figure]) -> list[Figure]:
    """A growth whose level is printed later is a claim on that level."""
    later: dict[tuple[object, ...], Figure] = {}
    kept: list[Figure] = []
    for figure in reversed(figures):
        told = _of_either_side(figure.subject)
        level = later.get(told)
        if figure.amount is None and level is not None and not _share_a_base(figure, level):
            level.claims = [*figure.claims, *level.claims]
            continue
        if figure.amount is not None and not figure.is_base and not figure.is_conversion:
            later[told] = figure
        kept.append(figure)
    return kept[::-1]


def _of_either_side(subject: Subject) -> tuple[object, ...]:
    """A subject, the same for both who tell it: A's imports from B are B's exports to A."""
    sides, flow = (subject.sides.reporter, subject.sides.partner), subject.flow
    if flow == "import" and None not in sides:
        sides, flow = sides[::-1], "export"
    pair = frozenset(sides) if flow == "total" else sides
    return pair, flow, subject.product, subject.period, subject.kind


def _share_a_base(figure: Figure, other: Figure) -> bool:
    """Whether two figures tell growth of one kind over one base: they are told apart by more."""
    bases = {(claim.kind, claim.base_period) for claim in figure.claims}
    return not bases.isdisjoint((claim.kind, claim.base_period) for claim in other.claims)


def _alone(areas: Sequence[str], language: str) -> Sides:
    """A text that names no country, in a language of one country, speaks of its trade."""
    home = next(iter(lexicon(language)["home"]["reporter"]), None)
    return Sides(None if set(areas) - {home} else home, None)


def _without_repeats(figures: Sequence[Figure]) -> list[Figure]:
    """Figures told twice become one: a headline's growth that the text gives with its level."""
    told: dict[tuple[Subject, Claimed], list[set[Claimed]]] = defaultdict(list)
    for figure in figures:
        claims = {_claimed(claim) for claim in figure.claims}
        for claimed in claims if figure.amount is not None else ():
            told[figure.subject, claimed].append(claims)
    return [figure for figure in figures if not _is_told(figure, told)]


def _is_told(
    figure: Figure, told: Mapping[tuple[Subject, Claimed], Sequence[set[Claimed]]]
) -> bool:
    """Whether a growth without a level stands with one elsewhere: same subject, same claims."""
    if figure.amount is not None or not figure.claims:
        return False
    claims = {_claimed(claim) for claim in figure.claims}
    alike = told.get((figure.subject, _claimed(figure.claims[0])), ())
    return any(claims <= others for others in alike)


def _each_once(claims: Sequence[Claim]) -> list[Claim]:
    """The claims on a figure, but one told again in the same words of number and base."""
    told = {(_claimed(claim), claim.base_period): claim for claim in reversed(claims)}
    kept = set(map(id, told.values()))
    return [claim for claim in claims if id(claim) in kept]


def _claimed(claim: Claim) -> Claimed:
    rate = claim.mark
    return claim.kind, claim.direction, rate.value, rate.qualifier


def _name(figures: Sequence[Figure]) -> None:
    """Give figures and claims their ids, in the order of the text."""
    claims = (claim for figure in figures for claim in figure.claims)
    for number, figure in enumerate(figures, start=1):
        figure.name = f"f{number}"
    for number, claim in enumerate(claims, start=1):
        claim.name = f"c{number}"


def name_base_figures(figures: Sequence[Figure]) -> None:
    """Give each claim the figure of its base period in the same currency, the last one printed."""
    printed = {(figure.subject, figure.currency): figure for figure in figures}
    for figure in figures:
        for claim in figure.claims:
            base = replace(figure.subject, period=claim.base_period, kind="actual")
            is_known = claim.base_period is not None
            claim.base_figure = printed.get((base, figure.currency)) if is_known else None
