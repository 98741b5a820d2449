"""A check of a claim in words: what is claimed, and what the figures say of it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from analytics.checking.claims import Check
from analytics.checking.series import Figure
from analytics.checking.verdicts import Ground, Reason, Verdict
from analytics.reconciling.claimed_changes import (
    AVERAGE_ANNUAL,
    MULTIPLE,
    PERCENT,
    PERCENTAGE_POINTS,
)
from dashboard.wording.formats import Formats
from dashboard.wording.reading_names import in_words
from data import codes, periods
from data.codes.flows import Flow
from data.intervals import Interval
from data.periods import Period


class FinerReason(StrEnum):
    """Reasons that have a sentence of their own for some claims."""

    EXPLAINED_POINTS = "explained_points"
    BOUNDS_ALLOW_NO_CHANGE = "bounds_allow_no_change"


def claim_title(check: Check, language: str) -> str:
    """`Viet Nam – Russia, two-way trade 2024: up 26% on 2023`."""
    formats = Formats(language)
    claim = check.claim
    key = "base" if claim.base_period else "no_base"
    return formats.words(
        f"claim.title_{key}",
        pair=formats.pair(claim.reporter, claim.partner),
        flow=formats.flow(claim.flow, claim.product),
        period=formats.when(claim.period),
        change=claimed_change(check, language),
        base=formats.when(claim.base_period),
    )


def claimed_change(check: Check, language: str) -> str:
    """The reported change as printed: `up 26%`, `down nearly 60%`, `up 4.2-fold`."""
    formats, claim = Formats(language), check.claim
    if check.change.is_headline_word:
        printed = claim.claimed_printed
        rate = formats.words("claim.word", rate=printed_rate(check, formats), printed=printed)
    else:
        rate = formats.words(
            f"qualifier.{claim.claimed_qualifier}", figure=printed_rate(check, formats)
        )
    return formats.words(f"claim.{claim.kind}_{claim.direction}", rate=rate)


def signed_change(check: Check, formats: Formats) -> str:
    """The reported change in the least room: `+26%`, `nearly −60%`, `4.2-fold`, `−5% a year`.

    A multiple has no sign: one of a fall says so in words.
    """
    claim, kind = check.claim, check.change.kind
    if kind == MULTIPLE and check.change.sign < 0:
        return claimed_change(check, formats.language)
    sign = 0 if kind == MULTIPLE else check.change.sign
    rate = printed_rate(check, formats, sign=sign)
    if kind == AVERAGE_ANNUAL:
        rate = formats.words("claim.a_year", rate=rate)
    return formats.words(f"qualifier.{claim.claimed_qualifier}", figure=rate)


def claim_label(check: Check, formats: Formats) -> str:
    """What a claim of a reporter is of, in a line of a chart: `Russia, exports 2024`.

    A base that is not the year before is named. Groups have their short names.
    """
    claim, words = check.claim, formats.words
    partner = claim.partner if codes.is_group(claim.partner) else formats.area(claim.partner)
    known = {"partner": partner, "flow": _short_flow(check, formats)}
    level, base = (short_period(period, formats) for period in (claim.period, claim.base_period))
    if check.change.kind == AVERAGE_ANNUAL and claim.base_period and claim.period:
        first, last = periods.parse(claim.base_period), periods.parse(claim.period)
        span = Period(first.start, last.start + last.months - first.start)
        return words("claim.label", **known, period=short_period(str(span), formats))
    earlier = claim.period and str(periods.parse(claim.period).year_earlier())
    if claim.base_period in (None, earlier):
        return words("claim.label", **known, period=level)
    return words("claim.label_base", **known, period=level, base=base)


def _short_flow(check: Check, formats: Formats) -> str:
    claim = check.claim
    if claim.flow == Flow.TOTAL and claim.product == codes.TOTAL:
        return formats.words("claim.trade")
    return formats.flow(claim.flow, claim.product)


def short_period(text: str | None, formats: Formats) -> str:
    """A run of months as on an axis; whole years as they are."""
    if text is None or periods.parse(text).freq != "R":
        return formats.period(text)
    run = periods.parse(text)
    is_of_years = run.start % 12 == run.months % 12 == 0
    return formats.period(text) if is_of_years else formats.short_run(text)


def claimed_bounds(check: Check, formats: Formats) -> str:
    """What the printed rate stands for."""
    claim = check.claim
    low, high = claim.claimed_low, claim.claimed_high
    return formats.rate(claim.kind, low, high, claim.currency)


def recomputed_bounds(check: Check, formats: Formats) -> str:
    """The change that the figures give, in the unit of the claim; empty where they give none.

    Under a claim of a fall it is the size of the fall, or with its own sign where it is, or may
    be, a rise.
    """
    if check.recomputed is None:
        return ""
    if _shows_own_sign(check):
        return _with_own_sign(check, -check.recomputed, formats)
    return formats.rate(check.claim.kind, *check.recomputed.ends, check.claim.currency)


def _shows_own_sign(check: Check) -> bool:
    """Whether what a fall is claimed of rose, or may have."""
    change = check.change
    is_fall = change.sign < 0 and change.kind != MULTIPLE
    return is_fall and check.recomputed is not None and check.recomputed.low < 0


def _with_own_sign(check: Check, ends: Interval, formats: Formats) -> str:
    kind, currency = check.claim.kind, check.claim.currency
    if kind in (PERCENT, AVERAGE_ANNUAL):
        return formats.percent_bounds(*ends.ends, sign=True)
    return formats.rate(kind, *ends.ends, currency)


def goes_the_other_way(check: Check) -> bool:
    """Whether the figures certainly fell where the claim says rose, or rose where fell."""
    if check.recomputed is None:
        return False
    low, high = check.recomputed.ends
    return low < _unchanged(check) and high <= _unchanged(check)


def is_of_size(check: Check) -> bool:
    """Whether a rate is one of a deficit: of its size."""
    level = check.level
    return check.change.is_rate and level is not None and level.bounds.high < 0


def decision_error(check: Check, language: str) -> str:
    """`wrong direction` or `headline word wrong`; empty where neither is."""
    if not check.decision_error:
        return ""
    wrong = "wrong_direction" if goes_the_other_way(check) else "wrong_word"
    return Formats(language).words(f"check.{wrong}")


def explanation(check: Check, formats: Formats) -> str:
    """What the figures say of the claim, in a few short sentences."""
    return " ".join(_sentences(check, formats))


def _sentences(check: Check, formats: Formats) -> Iterator[str]:
    words, claim = formats.words, check.claim
    yield words(f"reason.{_reason(check)}", **_facts(check, formats))
    yield from _assumed_base(check, formats)
    if check.recomputed is not None and is_of_size(check):
        yield words("reason.of_size")
    if check.reading is not None and check.reason == Reason.EXPLAINED:
        yield _the_reading_that_fits(check, formats)
        yield words("reason.possibility", n=len(check.readings))
    if check.verdict == Verdict.CONTRADICTED and check.readings:
        yield words("reason.none_fits", n=len(check.readings))
    if check.decision_error and goes_the_other_way(check):
        yield words("reason.wrong_direction")
    elif check.decision_error:
        yield words("reason.wrong_word", printed=claim.claimed_printed)
    if check.verdict == Verdict.CONTRADICTED and check.is_understated:
        most = check.change.claimed.high
        yield words("reason.understated", most=formats.rate(claim.kind, most, most, claim.currency))
    yield from _whose_figures(check, formats)
    if check.base is not None and check.base.status == "P":
        yield words("reason.provisional_base")
    if check.implied_base and _lacks_its_base(check):
        yield _implied_base(check, check.implied_base, formats)
        yield from _mirror_base(check, formats)


def _assumed_base(check: Check, formats: Formats) -> Iterator[str]:
    """That a claim without a base period was read as year on year, and what that gives."""
    if check.is_base_assumed:
        fits = check.reason != Reason.BASE_PERIOD_NOT_STATED
        said = "reason.base_assumed" if fits else "reason.base_assumed_does_not_fit"
        yield formats.words(said, **_facts(check, formats))


def _whose_figures(check: Check, formats: Formats) -> Iterator[str]:
    """Which other sources decided, and which of two has the level and which the base."""
    level, base = check.level, check.base
    if not check.mixed_sources or (base is None and not check.implied_from):
        return
    is_official = check.ground in (Ground.OFFICIAL, Ground.OFFICIAL_BASE)
    said = "reason.official_sources" if is_official else "reason.mixed_sources"
    yield formats.words(said, sources=_sources(check, formats))
    of_others = level is not None and level.source != check.claim.source
    if level is None or base is None or level.source == base.source:
        return
    if is_official or of_others:
        yield formats.words(
            "reason.two_sources",
            level=_source(level.source, check, formats),
            base=_source(base.source, check, formats),
        )


def _source(source: str, check: Check, formats: Formats) -> str:
    is_own = source == check.claim.source
    return formats.words("reason.the_publication") if is_own else formats.source(source)


def _implied_base(check: Check, implied: Interval, formats: Formats) -> str:
    """The base if the claim is right, and what else it rests on: other rates, other sources."""
    claim, words = check.claim, formats.words
    others = [fact for fact in check.base_from if claim.claim not in fact.same]
    rates = {fact.source for fact in others if fact.is_claim}
    sources = rates or {fact.source for fact in others} - {claim.source}
    said = "reason.implied_base_with" if sources else "reason.implied_base"
    base = claim.base_period
    return words(
        "reason.implied_base_if" if rates else said,
        period=formats.when(base) if base else words("claim.the_base_period"),
        bounds=formats.amount_bounds(*implied.ends, claim.currency),
        sources=", ".join(map(formats.source, sorted(sources))),
    )


def _mirror_base(check: Check, formats: Formats) -> Iterator[str]:
    """What the partner reports for the base, beside what the claim implies for it."""
    figure, claim, implied = check.mirror_base, check.claim, check.implied_base
    if figure is None or implied is None:
        return
    does = "meets" if implied.meets(figure.bounds) else "misses"
    yield formats.words(
        f"reason.mirror_base_{does}",
        partner=formats.area(claim.partner),
        period=formats.when(claim.base_period),
        figure=printed_value(figure, formats),
    )


def _lacks_its_base(check: Check) -> bool:
    if check.verdict == Verdict.CONTRADICTED or check.reason == Reason.BASE_IS_ITSELF:
        return False
    return check.base is None or check.verdict == Verdict.NOT_TESTABLE


def _reason(check: Check) -> Reason | FinerReason:
    """The reason, or the finer one where a sentence can say more."""
    if check.reason == Reason.EXPLAINED and check.claim.kind == PERCENTAGE_POINTS:
        return FinerReason.EXPLAINED_POINTS
    if check.reason == Reason.BOUNDS_TOO_WIDE and _allows_no_change(check):
        return FinerReason.BOUNDS_ALLOW_NO_CHANGE
    return check.reason


def _allows_no_change(check: Check) -> bool:
    low, high = check.recomputed.ends if check.recomputed else (0, 0)
    unchanged = _unchanged(check)
    claims_none = check.claim.claimed_low <= unchanged <= check.claim.claimed_high
    return low <= unchanged <= high and not claims_none


def _unchanged(check: Check) -> int:
    return 1 if check.claim.kind == MULTIPLE else 0


def _the_reading_that_fits(check: Check, formats: Formats) -> str:
    reading = check.reading
    if reading is None:
        return ""
    said = in_words(check, reading, formats)
    if not reading.figures:  # only the rate is read otherwise, and the change is already said
        return formats.words("reason.fits_meant", reading=said)
    currency = check.claim.currency
    recomputed = formats.rate(reading.change.kind, *reading.recomputed.ends, currency)
    return formats.words("reason.fits", reading=said, recomputed=recomputed)


def _facts(check: Check, formats: Formats) -> dict[str, object]:
    claim = check.claim
    return {
        "period": formats.when(claim.period),
        "base": formats.when(claim.base_period),
        "reporter": formats.area(claim.reporter),
        "currency": claim.currency,
        "base_currency": check.base.currency if check.base else "",
        "claimed": _with_own_sign(check, -check.change.claimed, formats)
        if _shows_own_sign(check)
        else claimed_bounds(check, formats),
        "recomputed": recomputed_bounds(check, formats),
        "coarser": formats.listed(list(_coarser(check, formats))),
        "n": len(check.implied_from),
        "released": formats.date(_newest_release(check)),
    }


def _newest_release(check: Check) -> str | None:
    figures = [figure for figure in (check.level, check.base) if figure is not None]
    return max((figure.release_date for figure in figures), default=None)


def _coarser(check: Check, formats: Formats) -> Iterator[str]:
    """What each number that must have been rounded or cut would then stand for."""
    for name, figure in (("level", check.level), ("base", check.base)):
        if name in check.coarser and figure is not None:
            yield formats.words(
                "reason.coarser_level",
                value=printed_value(figure, formats),
                period=formats.when(figure.period),
                bounds=formats.amount_bounds(*check.coarser[name].ends, figure.currency),
            )
    if "rate" in check.coarser:
        claim, ends = check.claim, check.coarser["rate"]
        yield formats.words(
            "reason.coarser_rate",
            printed=claim.claimed_printed,
            bounds=formats.rate(claim.kind, ends.low, ends.high, claim.currency),
        )


def printed_value(figure: Figure, formats: Formats) -> str:
    """A figure as printed; its bounds where it has no single value."""
    low, high = figure.bounds.low, figure.bounds.high
    return formats.printed(figure.value, low, high, figure.qualifier, figure.currency)


def _sources(check: Check, formats: Formats) -> str:
    _, sources = check.evidence
    return ", ".join(map(formats.source, sorted({*sources} - {check.claim.source})))


def printed_rate(check: Check, formats: Formats, *, bare: bool = False, sign: int = 0) -> str:
    """The number of a claim as printed, with its unit or `bare`, without qualifier.

    With `sign` (1 or -1) it has that sign, else none.
    """
    claim = check.claim
    low, high, value = claim.claimed_low, claim.claimed_high, claim.claimed
    if claim.kind == "absolute":
        return formats.printed(value, low, high, None, claim.currency)
    shown = [low, high] if value is None else [value]
    width = (high - low).normalize() if claim.claimed_qualifier == "exact" else None
    decimals = max(-width.adjusted(), 0) if width else max(map(_decimals, shown))
    numbers = [
        formats.number(sign * end if sign else end, decimals, sign=bool(sign)) for end in shown
    ]
    if bare:
        return "–".join(numbers)
    return formats.with_unit(claim.kind, "–".join(numbers))


def _decimals(value: object) -> int:
    _, _, fraction = f"{value:f}".partition(".")
    return len(fraction.rstrip("0"))
