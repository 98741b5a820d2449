"""The tab of growth and claims: recomputed beside reported, and each reported rate's verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from analytics.checking.claims import Check
from analytics.checking.official_rates import OfficialRate
from dashboard.answers import pairs
from dashboard.answers.pairs import Pair
from dashboard.answers.selection import Selection
from dashboard.answers.whole_edition import official_beside
from dashboard.charts.rate_chart import rates
from dashboard.html.chips import verdict_chip
from dashboard.html.tables import TableCell
from dashboard.pages import frame, say
from dashboard.pages.folded import show_scrolled
from dashboard.pages.frame import Context, source_cell
from dashboard.pages.picture import Picture, show_picture
from dashboard.wording.explanations import claimed_change, decision_error
from dashboard.wording.official_lines import line, short
from dashboard.wording.verdict_names import ORDER, findings
from data import periods
from data.codes.flows import AMOUNTS
from data.relations import Row


def show_claims(context: Context, pair: Pair) -> None:
    """The chart, every reported rate of the frequency, and the average growth a year."""
    words = context.words
    reported = context.with_publisher(
        _reported_row(check) for check in pair.checks if _is_yearly(check)
    )
    growth = [row for row in pair.growth if row["flow"] in AMOUNTS]
    if growth or reported:
        _show_chart(context, pair, context.with_publisher(growth), reported)
    elif not pair.checks:
        say.caption(words("partner.nothing_to_compare", freq=words(f"freq.{pair.freq}")))
    if pair.freq == "A":
        _say_average(context, pair)
    _show_reported(context, pair)


def _show_chart(context: Context, pair: Pair, growth: list[Row], reported: list[Row]) -> None:
    words, formats = context.words, context.formats
    names = {"reporter": formats.area(pair.reporter), "partner": formats.area(pair.partner)}
    verdicts = Counter(row["verdict"] for row in reported)
    counts = [
        words("partner.rates_of", n=verdicts[one], verdict=words(f"verdict.{one}").lower())
        for one in ORDER
        if verdicts[one]
    ]
    show_picture(
        context,
        Picture(
            key="growth_chart",
            figure=rates(growth, reported, formats),
            finding=words("partner.rates_finding", n=len(reported), counts=formats.listed(counts))
            if reported
            else words("partner.rates_finding_none", **names),
            subtitle=words("partner.rates_subtitle", **names),
            sources=list(dict.fromkeys(row["source"] for row in (*growth, *reported))),
            alt=words("partner.growth_chart_alt", **names),
            table="growth",
            selection=Selection(
                reporter=(pair.reporter,), partner=(pair.partner,), freq=(pair.freq,)
            ),
        ),
    )


def _say_average(context: Context, pair: Pair) -> None:
    formats = context.formats
    row = pairs.average_growth(context.edition, pair.reporter, pair.partner)
    if row is None or row["growth_pct_low"] is None:
        return
    ends = row["growth_pct_low"], row["growth_pct_high"]
    say.caption(
        context.words(
            "partner.average",
            span=f"{row['base_period']}–{row['period']}",
            rate=formats.headline_percent(row["growth_pct"], *ends),
            bounds=formats.percent_bounds(*ends, sign=True),
        )
    )


def _show_reported(context: Context, pair: Pair) -> None:
    """Every reported rate of the frequency, newest first, with its verdict and a way to it."""
    words, formats = context.words, context.formats
    if not pair.checks:
        return
    say.subheader(words("partner.reported_rates", n=len(pair.checks)))
    beside = official_beside(context.edition)
    has_official = any(check.claim.claim in beside for check in pair.checks)
    rows = [
        [
            formats.period(check.claim.period),
            formats.flow(check.claim.flow),
            _chip(context, check),
            "; ".join(findings(check, formats)),
            *([_official(context, beside.get(check.claim.claim, ()))] if has_official else []),
            source_cell(context, check.claim.source),
        ]
        for check in sorted(pair.checks, key=_end_of_claim, reverse=True)
    ]
    headers = ("period", "flow", "as_reported", "found", "official", "source")
    shown = [words(f"column.{name}") for name in headers if has_official or name != "official"]
    show_scrolled(shown, rows, words("partner.reported_rates", n=len(pair.checks)))
    frame.link(
        context, "check", words("partner.to_check"), partner=(pair.partner,), freq=(), flow=()
    )


def _chip(context: Context, check: Check) -> TableCell:
    """The reported rate as a chip that opens the proof, and its verdict in words."""
    name = context.words(f"verdict.{check.verdict}")
    error = decision_error(check, context.language)
    chip = verdict_chip(
        check.verdict,
        context.words,
        claimed_change(check, context.language),
        frame.check_address(context, check),
    )
    return TableCell(chip, f"{name} ({error})" if error else name)


def _official(context: Context, rates: Sequence[OfficialRate]) -> TableCell:
    """The rates of official statistics; choosing them opens a line for each source."""
    text = short(rates, context.formats)
    if not text:
        return TableCell("")
    told = [line(one, context.formats, context.source_name(one.source)) for one in rates]
    return TableCell(text, more=[[TableCell(one)] for one in told])


def _end_of_claim(check: Check) -> tuple[int, str]:
    period = check.claim.period
    if period is None:
        return 0, check.claim.flow
    parsed = periods.parse(period)
    return parsed.start + parsed.months, check.claim.flow


def _is_yearly(check: Check) -> bool:
    """Whether it is a rate in percent on the year before, which the chart can show."""
    claim = check.claim
    dated = claim.period is not None and claim.base_period is not None
    return claim.kind == "percent" and dated and claim.flow in AMOUNTS and check.change.years == 1


def _reported_row(check: Check) -> Row:
    claim, sign = check.claim, check.change.sign
    low, high = sorted((sign * claim.claimed_low, sign * claim.claimed_high))
    value = None if claim.claimed is None else sign * claim.claimed
    rates = {"growth_pct": value, "growth_pct_low": low, "growth_pct_high": high}
    rates["verdict"] = check.verdict
    return {**claim._asdict(), **rates}
