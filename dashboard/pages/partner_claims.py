"""The tab of growth and claims: recomputed beside reported, and each reported rate's verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from analytics.checking.base_periods import names_year_before
from analytics.checking.claims import Check
from analytics.checking.official_rates import OfficialRate
from analytics.checking.repeats import by_change
from analytics.reconciling.claimed_changes import MULTIPLE, PERCENT
from dashboard.answers import pairs, public_files
from dashboard.answers.pairs import ALL_GOODS, Pair
from dashboard.answers.selection import Selection
from dashboard.answers.whole_edition import official_beside, repeated
from dashboard.charts.rate_chart import rates
from dashboard.html.chips import verdict_chip
from dashboard.html.markup import NOTHING, Html
from dashboard.html.tables import TableCell, content
from dashboard.pages import frame, say
from dashboard.pages.folded import show_long
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
            figure=partial(rates, growth, reported, formats),
            finding=words("partner.rates_finding", n=len(reported), counts=formats.listed(counts))
            if reported
            else words("partner.rates_finding_none", **names),
            subtitle=words("partner.rates_subtitle", **names),
            sources=list(dict.fromkeys(row["source"] for row in (*growth, *reported))),
            alt=words("partner.growth_chart_alt", **names),
            table="observations",
            selection=Selection(
                reporter=(pair.reporter,),
                partner=(pair.partner,),
                product=ALL_GOODS,
                freq=(pair.freq,),
                beside=("growth",),
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
            bounds=formats.headline_bounds(*ends),
        )
    )


def _show_reported(context: Context, pair: Pair) -> None:
    """Every reported rate of the frequency, newest first, with its verdict and a way to it.

    The rates of one change stand in one row, as on the page Check.
    """
    words, formats = context.words, context.formats
    if not pair.checks:
        return
    say.subheader(words("partner.reported_rates", n=len(pair.checks)))
    _say_counts(context, pair)
    beside = official_beside(context.edition)
    has_official = any(check.claim.claim in beside for check in pair.checks)
    newest_first = sorted(pair.checks, key=_end_of_claim, reverse=True)
    rows = [
        [
            formats.period(same[0].claim.period),
            formats.flow(same[0].claim.flow),
            _one_below_another(_chip(context, check) for check in same),
            _one_below_another(
                map(TableCell, dict.fromkeys("; ".join(findings(check, formats)) for check in same))
            ),
            *([_official(context, _fullest(beside, same))] if has_official else []),
            _one_below_another(source_cell(context, check.claim.source) for check in same),
        ]
        for same in by_change(newest_first, repeated(context.edition))
    ]
    headers = ("period", "flow", "as_reported", "found", "official", "source")
    shown = [words(f"column.{name}") for name in headers if has_official or name != "official"]
    show_long(context, shown, rows, words("partner.reported_rates", n=len(pair.checks)))
    frame.link(
        context, "check", words("partner.to_check"), partner=(pair.partner,), freq=(), flow=()
    )


def _say_counts(context: Context, pair: Pair) -> None:
    """How many rates the chart, the table and the whole pair have, where these are not the same."""
    of_pair = Selection(reporter=(pair.reporter,), partner=(pair.partner,))
    every = len(public_files.checks(context.edition, of_pair))
    yearly, n = sum(map(_is_yearly, pair.checks)), len(pair.checks)
    if not yearly == n == every:
        freq = context.words(f"freq.{pair.freq}")
        say.caption(
            context.words("partner.rates_of_pair", n=n, every=every, freq=freq, yearly=yearly)
        )


def _fullest(
    beside: Mapping[str, Sequence[OfficialRate]], same: Sequence[Check]
) -> Sequence[OfficialRate]:
    """What official statistics say of one change; beside a multiple they have it and the rate."""
    named = max(same, key=lambda check: check.claim.kind == MULTIPLE)
    return beside.get(named.claim.claim, ())


def _one_below_another(cells: Iterable[TableCell]) -> TableCell:
    """One cell of several; a single one as it is."""
    every = list(cells)
    if len(every) == 1:
        return every[0]
    return TableCell(NOTHING.join(Html("<div>{}</div>").format(content(cell)) for cell in every))


def _chip(context: Context, check: Check) -> TableCell:
    """The reported rate as a chip that opens the proof, and its verdict in words."""
    name = context.words(f"verdict.{check.verdict}")
    error = decision_error(check, context.language)
    chip = verdict_chip(
        check.verdict,
        context.words,
        claimed_change(check, context.language),
        frame.check_address(context, check),
        is_told=True,
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
    return claim.kind == PERCENT and names_year_before(claim) and claim.flow in AMOUNTS


def _reported_row(check: Check) -> Row:
    claim, sign = check.claim, check.change.sign
    low, high = sorted((sign * claim.claimed_low, sign * claim.claimed_high))
    value = None if claim.claimed is None else sign * claim.claimed
    rates = {"growth_pct": value, "growth_pct_low": low, "growth_pct_high": high}
    rates["verdict"] = check.verdict
    return {**claim._asdict(), **rates}
