"""Reported growth checked against the raw figures: the ladder of verdicts.

A claim says: level = base changed by a rate. All three are intervals of printed numbers. The
claim is consistent when some true values within the intervals satisfy it; there is no tolerance.
The comparison is exact (fractions), so that floating point cannot decide a verdict.

Which level and base a claim is checked against is the order of `analytics.checking.evidence`, and
the check says whose they are (`ground`, `mixed_sources`); where no figure is printed, it is what
the other facts imply (`implied_from`). Two-way trade is summed where a source prints exports and
imports only, and periods of their parts. Forecasts, targets and figures of other products are
never a base.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations
from typing import Any

from duckdb import DuckDBPyRelation

from analytics.checking.base_periods import compared_periods
from analytics.checking.evidence import (
    Evidence,
    every_pair,
    evidence,
    levels_of,
    may_contradict,
    of_own_source,
)
from analytics.checking.other_readings import (
    Case,
    Reading,
    in_percent,
    in_points,
    of_the_rate,
    tried,
)
from analytics.checking.reach import of_trades, reached_from, trades_of
from analytics.checking.series import Figure, LevelAndBase, Levels, own_level, series_of
from analytics.checking.verdicts import Ground, Reason, Verdict
from analytics.reconciling.claimed_changes import (
    PERCENTAGE_POINTS,
    Change,
    change_of,
)
from analytics.reconciling.effort import Effort, TooMuchWork
from analytics.reconciling.facts import Fact, distinct, each_of
from analytics.reconciling.implications import Implications, ImpliedChange
from data import periods
from data.intervals import Interval
from data.views import ReportedClaim, claims_of

NUMBERS = ("level", "base", "rate")
SETTLED = (Verdict.CONSISTENT, Verdict.CONSISTENT_IF_ROUNDED, Verdict.CONTRADICTED)


@dataclass(frozen=True)
class Check:
    """One claim and what the figures say of it.

    `claim` is the row of the view `reported_claim`. `recomputed` is in the unit of the claim
    (percent, multiple, currency units) and in its direction: a rise under a claim of a fall is
    negative. `implied_base` is in whole currency units. `reason` names why a claim is not
    testable, or what decided. `coarser` are the numbers that must have been cut, or rounded
    more coarsely, and what they then stand for. `readings` are the other readings tried,
    `implied_from` the facts that imply the recomputed change. `mirror_base` is what the partner
    reports for the base period, where the reporter's own base is missing. `base_from` are the
    facts that narrow the implied base beyond what the claim's own level does. `ground` is whose
    figures the verdict rests on, None where there are none. `is_base_assumed`: the publication
    states no base period, and the claim was read as year on year.
    """

    claim: ReportedClaim
    change: Change
    verdict: Verdict
    reason: Reason
    level: Figure | None = None
    base: Figure | None = None
    recomputed: Interval | None = None
    implied_base: Interval | None = None
    decision_error: bool = False
    coarser: Mapping[str, Interval] = field(default_factory=dict)
    readings: tuple[Reading, ...] = ()
    implied_from: tuple[Fact, ...] = ()
    mirror_base: Figure | None = None
    base_from: tuple[Fact, ...] = ()
    ground: Ground | None = None
    is_base_assumed: bool = False

    @property
    def reading(self) -> Reading | None:
        """The first of the other readings that fits."""
        return next((reading for reading in self.readings if reading.fits), None)

    @property
    def is_understated(self) -> bool:
        """Whether "over" is said of a change beyond what that word is taken to reach."""
        is_over = self.claim.claimed_qualifier == "over" and self.recomputed is not None
        return is_over and self.recomputed.low >= self.change.claimed.high

    @property
    def mixed_sources(self) -> bool:
        """Whether level and base stand in different publications, or not in the claim's own."""
        used = {figure.source for figure in (self.level, self.base) if figure is not None}
        used |= {fact.source for fact in self.implied_from}
        return bool(used - {self.claim.source})

    @property
    def evidence(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Ids of the figures and claims the check rests on, and of their sources."""
        figures = [figure for figure in (self.level, self.base) if figure is not None]
        names = [name for figure in figures for name in figure.figures]
        facts = (*self.implied_from, *self.base_from)
        names += [fact.fact for fact in facts]
        sources = [one.source for one in (*figures, *facts)]
        return tuple(dict.fromkeys(names)), tuple(dict.fromkeys(sources))


def check_all(
    claims: DuckDBPyRelation,
    observations: DuckDBPyRelation,
    others: DuckDBPyRelation | None = None,
    effort: Effort | None = None,
    official: Collection[str] = (),
    earlier: DuckDBPyRelation | None = None,
) -> list[Check]:
    """Check every claim against the observations, in the order of the public file `claims`.

    Parameters
    ----------
    claims
        Rows of the view `reported_claim`. They also take part in what is implied for others.
    observations
        Rows of the view `observation`; the sources a base may come from. Only the trades that
        the claims can reach are read of them.
    others
        Claims that are not checked, and only take part in what is implied.
    effort
        What it may cost, and who is told of the number of claims done and of all. A claim for which
        it is not enough is `NOT_SEARCHED`.
    official
        The sources among the observations that are official statistics.
    earlier
        Rows of the view `earlier_observation`: what releases said that were the newest once.
    """
    effort = effort or Effort()
    own = trades_of(claims)
    reached = reached_from(own)
    then = None if earlier is None else of_trades(earlier, reached)
    levels = Levels(of_trades(observations, reached), official, then)
    stated = claims if others is None else claims.union(others)
    facts = each_of(of_trades(observations, own), of_trades(stated, own))
    ordered = claims_of(claims.order("reporter, partner, product, source, flow, period, claim"))
    known = _Known(levels, facts, [claim.claim for claim in ordered], effort)
    found = []
    effort.expect(len(ordered))
    for claim in ordered:
        found.append(_read_as_stated(claim, lambda read: _check(read, known)))
        effort.advance(1)
    return found


def check_given(
    claim: ReportedClaim, base: Figure, levels: Levels, level: Figure | None = None
) -> Check:
    """The check of a claim on a base that is given, whatever is known besides of it.

    Parameters
    ----------
    claim
        Not checked with what figures and claims imply: it rests on what is given alone.
    levels
        What other readings are tried with, and what has the level where none is given.
    level
        Given, too, where nobody prints it.
    """
    return _read_as_stated(claim, lambda read: _on_given(read, base, levels, level))


class _Known:
    """What claims are checked against: levels, and what facts imply, worked out when asked for."""

    def __init__(
        self, levels: Levels, facts: list[Fact], tested: list[str], effort: Effort
    ) -> None:
        self.levels = levels
        self._facts, self._tested, self._effort = facts, tested, effort
        self._of_source: dict[str, Implications] = {}

    @cached_property
    def implications(self) -> Implications:
        """What all the facts imply."""
        return Implications(distinct(self._facts), self._tested, self._effort)

    def implications_of(self, source: str) -> Implications:
        """What the facts of one source imply by themselves."""
        if source not in self._of_source:
            facts = distinct(fact for fact in self._facts if fact.source == source)
            self._of_source[source] = Implications(facts, self._tested, self._effort)
        return self._of_source[source]


def _on_given(claim: ReportedClaim, base: Figure, levels: Levels, level: Figure | None) -> Check:
    change = change_of(claim)
    known = [level] if level else levels_of(claim, levels)
    start = Check(claim, change, Verdict.NOT_TESTABLE, Reason.NO_LEVEL, base=base)
    if not known:
        return start
    start = replace(start, level=known[0], implied_base=change.implied_base(known[0].bounds))
    obstacle = _obstacle(claim, change, known[0])
    if obstacle:
        return replace(start, reason=obstacle)
    pairs = [(one, base) for one in known if _gives_a_change(change, (one, base))]
    if not pairs:
        return replace(start, reason=_why_no_change(change, base))
    found = Evidence(Ground.OTHER, pairs)
    return replace(
        _against_figures(start, _case(claim, change, found, levels)), ground=found.ground
    )


def _why_no_change(change: Change, base: Figure) -> Reason:
    differ = change.is_balance and change.can_measure(base.bounds)
    return Reason.SIGNS_DIFFER if differ else Reason.BASE_NOT_POSITIVE


def _read_as_stated(claim: ReportedClaim, check_of: Callable[[ReportedClaim], Check]) -> Check:
    """The check of a claim; a growth rate without a base period is read as year on year.

    Such a reading can bear a claim out. It cannot find it wrong, since another base may be meant.
    """
    assumed = _year_on_year(claim)
    if assumed is None:
        return check_of(claim)
    check = check_of(assumed)
    if check.verdict in (Verdict.CONSISTENT, Verdict.CONSISTENT_IF_ROUNDED):
        return replace(check, is_base_assumed=True)
    check = replace(
        check,
        verdict=Verdict.NOT_TESTABLE,
        reason=Reason.BASE_PERIOD_NOT_STATED,
        decision_error=False,
        readings=(),
        mirror_base=None,
        is_base_assumed=check.recomputed is not None,
    )
    return check if check.is_base_assumed else replace(check, claim=claim, change=change_of(claim))


def _year_on_year(claim: ReportedClaim) -> ReportedClaim | None:
    """A claim of growth in percent that states no base period, read as year on year."""
    compared = compared_periods(claim)
    if compared is None or compared.is_stated or claim.figure_kind != "actual":
        return None
    return claim._replace(base_period=str(compared.base))


def _check(claim: ReportedClaim, known: _Known) -> Check:
    change, levels = change_of(claim), known.levels
    candidates = levels_of(claim, levels)
    level = candidates[0] if candidates else None
    implied = change.implied_base(level.bounds) if level else None
    start = Check(claim, change, Verdict.NOT_TESTABLE, Reason.NO_BASE, level, implied_base=implied)
    obstacle = _obstacle(claim, change, level)
    if obstacle == Reason.BASE_IS_ITSELF:
        return replace(start, reason=obstacle, implied_base=None)
    if obstacle:
        return replace(start, reason=obstacle)
    against_figures = _by_rank(start, known)
    if against_figures is not None:
        return against_figures
    if change.kind != PERCENTAGE_POINTS:
        try:
            against_implied = _against_implied(start, known.implications)
        except TooMuchWork:
            return replace(start, reason=Reason.NOT_SEARCHED)
        if against_implied:
            return replace(against_implied, ground=Ground.IMPLIED)
    return _without_base(start, levels)


def _by_rank(start: Check, known: _Known) -> Check | None:
    """The verdict of the first evidence that gives a change; None where none does.

    Figures that were released too late to find a claim wrong leave that to those of the next ranks,
    which may find it wrong and nothing else: where they fit, the first ones still do not.
    """
    claim, change, first = start.claim, start.change, None
    for found in evidence(claim, known.levels):
        pairs = [pair for pair in found.pairs if _gives_a_change(change, pair)]
        if not pairs:
            continue
        if found.ground != Ground.OWN and first is None:
            by_itself = _implied_by_itself(start, known)
            if by_itself is not None:
                return by_itself
        then = tuple(pair for pair in found.known_then if _gives_a_change(change, pair))
        usable = found._replace(pairs=pairs, known_then=then)
        check = _against_figures(start, _case(claim, change, usable, known.levels))
        check = replace(check, ground=found.ground)
        is_late = check.reason == Reason.RELEASED_LATER
        if check.verdict == Verdict.CONTRADICTED or (first is None and not is_late):
            return check
        first = first or check
    return first


def _gives_a_change(change: Change, pair: LevelAndBase) -> bool:
    level, base = pair
    comparable = change.can_compare(level.bounds, base.bounds)
    return comparable and not change.falls_without_end(level.bounds)


def _implied_by_itself(start: Check, known: _Known) -> Check | None:
    """The verdict of what the claim's own publication implies, where that settles it.

    It comes before the figures of others: its base is that of the claim, as if it were printed.
    """
    if start.change.kind == PERCENTAGE_POINTS:
        return None
    try:
        check = _against_implied(start, known.implications_of(start.claim.source))
    except TooMuchWork:
        return None
    return replace(check, ground=Ground.OWN) if check and check.verdict in SETTLED else None


def _without_base(start: Check, levels: Levels) -> Check:
    """Why a claim is not testable for which no figures give a change."""
    claim, change = start.claim, start.change
    if start.level is None:
        elsewhere = levels.in_another_currency(series_of(claim), claim.period)
        reason = Reason.LEVEL_IN_ANOTHER_CURRENCY if elsewhere else Reason.NO_LEVEL
        return replace(start, reason=reason)
    pairs = every_pair(claim, levels)
    if pairs:
        base = pairs[0][1]
        return replace(start, reason=_why_no_change(change, base), base=base)
    elsewhere = levels.in_another_currency(series_of(claim), claim.base_period)
    if elsewhere:
        base = of_own_source(claim, elsewhere)[0]
        return replace(start, reason=Reason.BASE_IN_ANOTHER_CURRENCY, base=base)
    return replace(start, reason=Reason.NO_BASE, mirror_base=_mirror_base(claim, levels))


def _against_figures(known: Check, case: Case) -> Check:
    """The first rung of the ladder on which a level and its base stand."""
    change = case.change
    if change.kind == PERCENTAGE_POINTS:
        return _in_points(known, case)
    for rung in (_as_printed, _if_coarser):
        check = rung(known, case)
        if check is not None:
            return check
    readings = tuple(tried(case))
    check = _with_pair(known, case.pairs[0], readings=readings)
    if check.reading is not None:
        return replace(check, verdict=Verdict.EXPLAINED, reason=Reason.EXPLAINED)
    every = (*case.pairs, *case.known_then)
    sure = [pair for pair in every if may_contradict(known.claim, pair, case.levels)]
    if not sure:
        return replace(check, reason=Reason.RELEASED_LATER)
    level, base = sure[0]
    measured = change.measured(level.bounds, base.bounds)
    return _contradicted(
        _with_pair(known, sure[0], readings=readings), measured, Reason.CONTRADICTED
    )


def _as_printed(known: Check, case: Case) -> Check | None:
    """Consistent with some level and base; too wide to tell if none of them is tight enough."""
    change, too_wide = case.change, None
    for level, base in case.pairs:
        measured = change.measured(level.bounds, base.bounds)
        if not change.allows(measured):
            continue
        if change.resolves(measured):
            check = _with_pair(known, (level, base))
            return replace(check, verdict=Verdict.CONSISTENT, reason=Reason.CONSISTENT)
        too_wide = too_wide or _with_pair(known, (level, base))
    return replace(too_wide, reason=Reason.BOUNDS_TOO_WIDE) if too_wide else None


def _if_coarser(known: Check, case: Case) -> Check | None:
    """Consistent if the fewest of the three numbers were cut, or one whole number was rounded.

    Too coarse to tell where the claim misses by so much that a rounding which saves it would let
    other claims pass, or where figures that show the other direction must have been cut.
    """
    pairs = [pair for pair in case.pairs if not _goes_the_other_way(case.change, *pair)]
    too_coarse = None
    for names, is_cut in _ways_to_print():
        change = case.change
        if "rate" in names:
            change = change.if_cut if is_cut else change.if_rounded
        for level, base in pairs:
            printed = change.measured(level.bounds, base.bounds)
            other_way = change.goes_the_other_way(printed)
            wider = _if_printed(level, base, names, is_cut=is_cut)
            ends = (wider.get("level", level.bounds), wider.get("base", base.bounds))
            if not change.can_measure(ends[1]) or (other_way and not is_cut):
                continue
            if not change.allows(change.measured(*ends)):
                continue
            if "rate" in names:
                wider["rate"] = change.claimed
            check = _with_pair(known, (level, base), coarser=wider)
            if not other_way and (is_cut or case.change.misses_little(printed)):
                return replace(check, verdict=Verdict.CONSISTENT_IF_ROUNDED, reason=Reason.ROUNDED)
            too_coarse = too_coarse or replace(check, reason=Reason.TOO_COARSE)
    return too_coarse


def _ways_to_print() -> Iterator[tuple[tuple[str, ...], bool]]:
    """Which numbers were cut, else rounded more coarsely, the fewest first."""
    for count in range(1, len(NUMBERS) + 1):
        yield from ((names, True) for names in combinations(NUMBERS, count))
        if count == 1:
            yield from (((name,), False) for name in NUMBERS)


def _if_printed(
    level: Figure, base: Figure, names: tuple[str, ...], *, is_cut: bool
) -> dict[str, Interval]:
    """What those of level and base would stand for that were cut, or rounded more coarsely."""
    return {
        name: figure.coarser.cut if is_cut else figure.coarser.rounded
        for name, figure in (("level", level), ("base", base))
        if name in names
    }


def _goes_the_other_way(change: Change, level: Figure, base: Figure) -> bool:
    """Whether the printed numbers show the other direction, all rounded as well as all cut.

    4.5 on 4.6 is a fall either way; 4.5 on 4.56 is one as printed, and may be 4.58 cut.
    """
    return all(
        change.goes_the_other_way(change.measured(*ends))
        for ends in ((level.bounds, base.bounds), (level.coarser.cut, base.coarser.cut))
    )


def _in_points(known: Check, case: Case) -> Check:
    """Percentage points of growth or of a share, whichever fits: a claim does not say of what."""
    check = _with_pair(known, case.pairs[0])
    points = list(in_points(case))
    for reading in points:
        if reading.fits:
            found = replace(check, recomputed=reading.recomputed, readings=(reading,))
            return replace(found, verdict=Verdict.CONSISTENT, reason=Reason(reading.name))
    check = replace(check, readings=(*points, *in_percent(case)))
    if check.reading is not None:
        return replace(check, verdict=Verdict.EXPLAINED, reason=Reason.EXPLAINED)
    return replace(check, reason=Reason.PERCENTAGE_POINTS)


def _against_implied(known: Check, implications: Implications) -> Check | None:
    """The verdict of what the other facts imply; None where they imply nothing that can tell."""
    change, claim = known.change, known.claim.claim
    found = implications.change(claim)
    if found is None or change.falls_without_end(found.measured):
        return None
    measured = found.measured
    check = replace(known, recomputed=change.recomputed(measured), implied_from=found.facts)
    if change.allows(measured):
        if not change.resolves(measured):
            return None
        return replace(check, verdict=Verdict.CONSISTENT, reason=Reason.CONSISTENT_IMPLIED)
    stands = list(_fits_if_coarser(change, claim, found, implications))
    if any(stands):
        return replace(check, verdict=Verdict.CONSISTENT_IF_ROUNDED, reason=Reason.ROUNDED_IMPLIED)
    if stands:
        return None
    check = replace(check, readings=tuple(_other_rates(change, measured)))
    if check.reading is not None:
        return replace(check, verdict=Verdict.EXPLAINED, reason=Reason.EXPLAINED)
    return _contradicted_surely(check, implications)


def _contradicted_surely(check: Check, implications: Implications) -> Check:
    """Contradicted, if facts that nothing puts in question do; else the facts are in dispute.

    The facts that contradict a claim are a conflict with it. Where a claim of the same standing
    is among them, or one of another conflict, it may as well be the wrong one.
    """
    change, claim = check.change, check.claim.claim
    found = implications.change(claim, undisputed=True)
    if found is None or any(
        True for _ in _fits_if_coarser(change, claim, found, implications, undisputed=True)
    ):
        return replace(check, reason=Reason.DISPUTED)
    measured = found.measured
    recomputed = change.recomputed(measured)
    readings = tuple(_other_rates(change, measured))
    sure = replace(check, recomputed=recomputed, implied_from=found.facts, readings=readings)
    if sure.reading is not None:
        return replace(check, reason=Reason.DISPUTED)
    return _contradicted(sure, measured, Reason.CONTRADICTED_IMPLIED)


def _fits_if_coarser(
    change: Change,
    claim: str,
    found: ImpliedChange,
    implications: Implications,
    *,
    undisputed: bool = False,
) -> Iterator[bool]:
    """For each way of printing by which an implied change fits: whether it can tell.

    Any of the numbers cut, or the level or the rate rounded more coarsely, as in `_if_coarser`; the
    numbers of others from which the change follows are not.
    """
    printed = found.measured
    other_way = change.goes_the_other_way(printed)
    cut = implications.change_if_cut(claim, undisputed=undisputed)
    if change.if_cut.allows(printed) or cut is None or _either_allows(change, cut.measured):
        yield not other_way
    if other_way:
        return
    rounded = implications.changes_if_level_rounded(claim, undisputed=undisputed)
    if change.if_rounded.allows(printed) or any(change.allows(one.measured) for one in rounded):
        yield change.misses_little(printed)


def _either_allows(change: Change, measured: Interval) -> bool:
    """Whether the rate allows a change, as printed or cut."""
    return change.allows(measured) or change.if_cut.allows(measured)


def _other_rates(change: Change, measured: Interval) -> Iterator[Reading]:
    for name, other in of_the_rate(change):
        fits = other.allows(measured) and other.resolves(measured)
        miss = measured.gap(other.wanted)
        yield Reading(name, other, (), other.recomputed(measured), fits, miss)


def _contradicted(check: Check, measured: Interval, reason: Reason) -> Check:
    wrong_way = check.change.goes_the_other_way(measured)
    error = wrong_way or (check.change.is_headline_word and not check.is_understated)
    return replace(check, verdict=Verdict.CONTRADICTED, reason=reason, decision_error=error)


def _with_pair(known: Check, pair: LevelAndBase, **found: Any) -> Check:
    """The check with a level and base: what is recomputed from them, and which base is implied."""
    (level, base), change = pair, known.change
    recomputed = None
    if change.kind != PERCENTAGE_POINTS:
        recomputed = change.recomputed(change.measured(level.bounds, base.bounds))
    return replace(
        known,
        level=level,
        base=base,
        recomputed=recomputed,
        implied_base=change.implied_base((own_level(known.claim) or level).bounds),
        **found,
    )


def _obstacle(claim: ReportedClaim, change: Change, level: Figure | None) -> Reason | None:
    """Why a claim cannot be tested whatever the figures are."""
    if claim.figure_kind != "actual":
        return Reason.NOT_ACTUAL
    if claim.base_period is None:
        return Reason.BASE_PERIOD_NOT_STATED
    if claim.period is None:
        return Reason.PERIOD_NOT_STATED
    if claim.base_period == claim.period:
        return Reason.BASE_IS_ITSELF
    if change.may_be_nothing:
        return Reason.MULTIPLE_MAY_BE_ZERO
    if level is not None and not change.can_speak_of(level.bounds):
        return Reason.LEVEL_BELOW_ZERO
    if level is not None and change.falls_without_end(level.bounds):
        return Reason.LEVEL_MAY_BE_ZERO
    return None


def _mirror_base(claim: ReportedClaim, levels: Levels) -> Figure | None:
    """The tightest figure of the partner for the base period of the same trade."""
    mirror = series_of(claim).mirror
    return next(iter(levels.at(mirror, claim.base_period)), None) if mirror else None


def _case(claim: ReportedClaim, change: Change, found: Evidence, levels: Levels) -> Case:
    return Case(
        change=change,
        series=series_of(claim),
        period=periods.dated(found.pairs[0][0].period),
        base_period=periods.dated(claim.base_period),
        pairs=found.pairs,
        release_date=claim.release_date,
        levels=levels,
        stated=own_level(claim),
        known_then=found.known_then,
    )
