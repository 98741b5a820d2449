"""What only the whole text tells: sides named later, the ends of a span, each figure once."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from analytics.reading.frames.bases import Comparison, first_year, last_year
from analytics.reading.frames.subjects import MIRROR, Sides, Subject
from analytics.reading.marks.places import UNKNOWN, home_of
from analytics.reading.state.statements import Claim, Figure
from data import codes
from data.periods import Period

CLOSE = Fraction(3, 100)
TAKEN = "period: taken from before"
WORLD = "WLD"
YEAR = 12
Claimed = tuple[object, ...]
Told = tuple[object, ...]


def whole(
    figures: Sequence[Figure], language: str, areas: Sequence[str], published: int | None
) -> list[Figure]:
    """The figures in the order of the text, each once, with sides, periods and bases filled in.

    `areas` are the countries and groups that the text names, `published` the year of publication.
    """
    ordered = sorted(figures, key=lambda figure: figure.start)
    _take_year_after_base(figures, published)
    _take_from_later(figures)
    paired = [f.clause.sentence for f in figures if f.is_of_a_pair and f.clause]
    told = {(f.subject.flow, f.subject.period) for f in figures if f.subject.sides.partner}
    all_sides, at_home = [f.subject.sides for f in figures], (None, home_of(language))
    no_partners = {*areas} - {sides.partner for sides in all_sides if sides.reporter in at_home}
    for figure in figures:
        is_on_two = figure.clause is not None and any(s <= figure.clause.sentence for s in paired)
        is_a_part = is_on_two and (figure.subject.flow, figure.subject.period) not in told
        sides = _at_home(_only_pair(figure, areas, is_a_part), no_partners, language)
        figure.subject = _from_the_known_side(replace(figure.subject, sides=sides))
    bases = {
        (first_year(f.subject.period) or f.subject.period, _but_its_period(f))
        for f in figures if f.is_base
    }  # fmt: skip
    for figure in figures:
        _end_span(figure, bases)
    _find_multiplied(ordered)
    _find_told_bases(figures)
    kept = _without_repeats(_with_levels(ordered))
    for figure in kept:
        figure.claims = _each_once(figure.claims)
        for claim in figure.claims:
            is_aimed_at = claim.kind == "multiple" and figure.subject.kind == "target"
            if claim.base_period is None and not (is_aimed_at and claim.comparison.is_open):
                claim.base_period = claim.comparison.base(figure.subject)
    kept = _without_repeats(kept)
    name_base_figures(kept)
    _name(kept)
    return kept


def _take_from_later(figures: Sequence[Figure]) -> None:
    """Give figures without a period or any side those of the next that has them."""
    period: Period | None = None
    sides = Sides(None, None)
    for figure in reversed(figures):
        subject = figure.subject
        is_main = subject.kind == "actual" and not figure.is_base
        is_told = any(r.startswith("period: ") and r != TAKEN for r in figure.derivation)
        if is_main and subject.period is None and not (is_told or figure.is_yearly):
            subject = replace(subject, period=period)
        figure.subject = subject = replace(subject, sides=_completed(figure, subject, sides))
        period = subject.period if is_main and subject.period is not None else period
        sides = subject.sides if subject.sides.reporter is not None else sides


def _completed(figure: Figure, subject: Subject, later: Sides) -> Sides:
    """The sides of a figure with what a later one tells: nothing where the reporter is told."""
    sides = subject.sides
    if sides.reporter is None and sides.partner is None:
        return later if subject.flow == "total" else Sides(later.reporter, None)
    if sides.reporter is None and sides.partner is not None:
        reporter = later.other(sides.partner) or later.reporter
        return Sides(None if reporter == sides.partner else reporter, sides.partner)
    if sides.partner is None and figure.is_of_a_pair and sides.reporter is not None:
        return Sides(sides.reporter, later.other(sides.reporter))
    return sides


def _only_pair(figure: Figure, areas: Sequence[str], is_a_part: bool) -> Sides:
    """Two-way trade in a text of two countries is theirs, and so is what is told of it later."""
    subject, sides = figure.subject, figure.subject.sides
    if len(areas) != 2 or (subject.flow != "total" and not is_a_part):
        return sides
    is_of_both = figure.is_of_a_pair or is_a_part
    if sides.partner is None and is_of_both and sides.reporter in areas:
        return Sides(sides.reporter, next(a for a in areas if a != sides.reporter))
    return Sides(*areas) if sides == Sides(None, None) and subject.flow == "total" else sides


def _at_home(sides: Sides, areas: set[str], language: str) -> Sides:
    """Trade that no country is told to report is that of the country of the text's language, else
    of the only one named that is no partner; `areas` are none of its partners."""
    home = home_of(language)
    left = areas & {*codes.territories()} - {home}
    if home is None and len(left) == 1:
        home = left.pop()
    is_told = sides.reporter is not None or home == sides.partner
    return sides if is_told or (left and sides.partner is None) else Sides(home, sides.partner)


def _from_the_known_side(subject: Subject) -> Subject:
    """Exports of a place without a code to a country are that country's imports from it."""
    reporter, partner = subject.sides.reporter, subject.sides.partner
    turned = MIRROR.get(subject.flow)
    if reporter is None or partner is None or turned is None:
        return subject
    if not reporter.startswith(UNKNOWN) or partner.startswith(UNKNOWN) or partner == WORLD:
        return subject
    return replace(subject, sides=Sides(partner, reporter), flow=turned)


def _take_year_after_base(figures: Sequence[Figure], published: int | None) -> None:
    """The year between that of the base and that of publication, where no other is told; the same
    months a year later where months are compared with; and so for what follows without a time."""
    taken: Period | None = None
    for figure in figures:
        subject = figure.subject
        bases = [c.comparison.when for c in figure.claims if c.comparison.when is not None]
        base = bases[0].period if bases and bases[0].role == "period" else None
        taken = taken if subject.period is None else None
        if base is not None and published is not None and subject.period is None:
            late = published - base.year
            taken = base.moved(YEAR) if late == 2 or (late == 1 and base.freq != "A") else taken
        if taken and subject.kind == "actual" and not (figure.is_base or figure.is_yearly):
            figure.subject = replace(subject, period=taken)


def _but_its_period(figure: Figure) -> Subject:
    return replace(figure.subject, period=None, kind="actual")


def _end_span(figure: Figure, bases: set[tuple[Period | None, Subject]]) -> None:
    """A level that grew over several years is that of the last; its base is the first.

    A base level of several years is that of the first.
    """
    period = figure.subject.period
    first, last = first_year(period), last_year(period)
    if first is None or period is None:
        return
    if figure.is_base:
        figure.subject = replace(figure.subject, period=first)
        return
    if not figure.claims and (first, _but_its_period(figure)) in bases:
        figure.subject = replace(figure.subject, period=last)
        return
    over = [c for c in figure.claims if _is_over(c.comparison, period, first)]
    is_of_the_last = figure.amount or all(c.kind != "average_annual_percent" for c in over)
    if figure.claims and len(over) == len(figure.claims) and is_of_the_last:
        figure.subject = replace(figure.subject, period=last)
    for claim in over:
        claim.base_period = first


def _is_over(comparison: Comparison, period: Period, first: Period) -> bool:
    """Whether growth goes from the first of several years, as far as it says."""
    return (
        comparison.is_open
        or comparison.period in (first, period)
        or (comparison.when is not None and comparison.when.role in ("same", "earlier"))
    )


def _find_multiplied(figures: Sequence[Figure]) -> None:
    """Give "up 248 times" without a base that level of the text that it multiplies."""
    levels: dict[Told, dict[Fraction, Figure]] = defaultdict(dict)
    for figure in figures:
        if figure.value and figure.subject.period is not None:
            levels[_over_time(figure)].setdefault(figure.value, figure)
    ordered = {told: sorted(of_value) for told, of_value in levels.items()}
    for figure in figures:
        told = _over_time(figure)
        for claim in figure.claims:
            if claim.kind == "multiple" and claim.comparison.is_open and told in levels:
                value = _multiplied(ordered[told], figure, claim)
                if value is not None and levels[told][value] is not figure:
                    claim.base_period = levels[told][value].subject.period


def _find_told_bases(figures: Sequence[Figure]) -> None:
    """Give a growth without a base the period of the base level told elsewhere: "A year earlier
    these figures were"."""
    bases: dict[Told, set[Period]] = defaultdict(set)
    for figure in figures:
        if figure.is_base and figure.amount is not None and figure.subject.period is not None:
            bases[_over_time(figure)].add(figure.subject.period)
    for figure in figures:
        period, told = figure.subject.period, bases.get(_over_time(figure), set())
        if period is None or figure.is_base or len(told) != 1:
            continue
        [base] = told
        for claim in figure.claims:
            is_told = claim.base_period or claim.comparison.base(figure.subject)
            if is_told is None and base < period and base.months == period.months:
                claim.base_period = base


def _over_time(figure: Figure) -> Told:
    """What a figure is of, whatever its period."""
    subject = figure.subject
    return subject.flow, subject.product, subject.sides, figure.currency


def _multiplied(values: Sequence[Fraction], figure: Figure, claim: Claim) -> Fraction | None:
    """The value nearest to a figure divided by a multiple, where it is close enough."""
    times = claim.mark.number
    if not times or not figure.value:
        return None
    wanted = figure.value / times
    at = bisect_left(values, wanted)
    near = min(values[max(at - 1, 0) : at + 1], key=lambda value: abs(value - wanted))
    return near if near and abs(figure.value / near - times) <= times * CLOSE else None


def _with_levels(figures: Sequence[Figure]) -> list[Figure]:
    """A growth whose level is printed later is a claim on that level."""
    later: dict[Told, Figure] = {}
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


def _of_either_side(subject: Subject) -> Told:
    """A subject, the same for both who tell it: A's imports from B are B's exports to A."""
    sides, flow = (subject.sides.reporter, subject.sides.partner), subject.flow
    if flow == "import" and None not in sides:
        sides, flow = sides[::-1], "export"
    pair = frozenset(sides) if flow == "total" else sides
    return pair, flow, subject.product, subject.period, subject.kind


def _share_a_base(figure: Figure, other: Figure) -> bool:
    """Whether two figures tell growth of one kind over one base: they are told apart by more."""
    bases = {(claim.kind, claim.base_period) for claim in figure.claims if claim.base_period}
    return not bases.isdisjoint((claim.kind, claim.base_period) for claim in other.claims)


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
