"""One partner: the answer first, then charts, events, investment, goods and every figure."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analytics.checking.claims import Check
from analytics.checking.official_rates import OfficialRate
from dashboard.answers import (
    beyond_trade,
    implied_of_pair,
    official_figures,
    pairs,
    printed_figures,
)
from dashboard.answers.implied_of_pair import ImpliedOfPair
from dashboard.answers.pairs import Pair
from dashboard.answers.selection import Selection
from dashboard.answers.whole_edition import official_beside
from dashboard.charts import trade_charts
from dashboard.html.tables import TableCell
from dashboard.pages import frame, say
from dashboard.pages.folded import show_scrolled
from dashboard.pages.frame import Context, source_cell
from dashboard.pages.partner_answer import show_answer
from dashboard.pages.partner_drivers import show_drivers
from dashboard.pages.partner_facts import show_events, show_goods, show_investment, show_targets
from dashboard.pages.partner_implied import (
    flagged,
    hollow_bars,
    show_conflicts_of_pair,
    show_implied,
    show_mirror_gaps,
    with_narrowed,
)
from dashboard.pages.picture import Picture, show_picture
from dashboard.pages.waiting import work_out
from dashboard.wording.explanations import claimed_change
from dashboard.wording.official_lines import line, short
from dashboard.wording.verdict_names import findings
from data import periods
from data.relations import Row


def show(context: Context) -> None:
    """Draw the page."""
    known = pairs.reporters(context.edition)
    reporter, partner = pairs.sides(context.edition, context.selection)
    formats, words = context.formats, context.words
    names = {"reporter": formats.area(reporter), "partner": formats.area(partner)}
    say.title(formats.pair(reporter, partner))
    freqs = pairs.frequencies(context.edition, reporter, partner)
    asked = next((f for f in context.selection.freq if f in freqs), None)
    for freq in context.selection.freq:
        if freqs and freq not in freqs:
            say.warning(words("partner.no_freq", freq=words(f"freq.{freq}"), **names))
    if not freqs:
        others = formats.listed([formats.area(p) for p in known.get(reporter, [])])
        say.info(words("partner.no_figures", **names, others=others or words("unknown")))
        if official_figures.has_goods(context.edition, reporter, partner):
            say.info(words("partner.only_goods", **names))
            frame.link(context, "data", words("partner.official_all"), reporter=(reporter,),
                       partner=(partner,), freq=(), flow=(), source=())  # fmt: skip
        return
    work_out(context)
    pair = pairs.pair(context.edition, reporter, partner, asked or freqs[0])
    show_answer(context, pair)
    _frequency(context, freqs, pair.freq)
    show_drivers(context, pair)
    events = beyond_trade.events(context.edition, reporter, partner)
    found = implied_of_pair.of_pair(context.edition, pair, freqs)
    on_axis = [*pair.levels, *implied_of_pair.bars(found, pair.freq)]
    marked = trade_charts.event_rows(events, on_axis, context.book.event)
    of_currency = [pair.in_currency(currency) for currency in pair.currencies]
    several = len(of_currency) > 1
    drawn = [_trade_chart(context, one, found, marked, several) for one in of_currency]
    show_conflicts_of_pair(context, found)
    for one, levels in zip(of_currency, drawn, strict=True):
        _charts(context, one, levels, several)
    _reported_rates(context, pair)
    show_implied(context, found)
    show_mirror_gaps(context, found, reporter, partner)
    _figures(context, pair)
    _of_data_sets(context, pair)
    _unequal(context, pair)
    show_events(context, marked)
    show_investment(context, reporter, partner)
    show_goods(context, reporter, partner)
    show_targets(context, reporter, partner)


def _frequency(context: Context, freqs: list[str], freq: str) -> None:
    frame.choose_one(
        context, "freq", freqs, freq, lambda f: context.words(f"freq.{f}"), buttons=True
    )


def _trade_chart(
    context: Context, pair: Pair, found: ImpliedOfPair, events: list[Row], several: bool
) -> list[Row]:
    """The levels of one currency with implied ones and conflicts; gives the rows of its axis."""
    words, formats = context.words, context.formats
    names = {"reporter": formats.area(pair.reporter), "partner": formats.area(pair.partner)}
    printed = with_narrowed(context, context.with_publisher(pair.levels), found)
    [currency] = pair.currencies
    hollow = [r for r in hollow_bars(context, pair, found) if r["currency"] == currency]
    in_conflict = flagged(context, [*printed, *hollow], found)
    others = context.with_publisher(pair.others)
    show_picture(
        context,
        Picture(
            key="trade_chart" + (f"_{currency}" if several else ""),
            figure=trade_charts.trade(printed, others, events, formats, hollow, in_conflict),
            finding=_titled(context, words("partner.trade_chart"), currency if several else ""),
            subtitle=words("partner.statistics_of", reporter=names["reporter"]),
            sources=list(dict.fromkeys(row["source"] for row in [*pair.levels, *pair.others])),
            alt=words("partner.trade_chart_alt", **names),
            table="observations",
            selection=Selection(
                reporter=(pair.reporter,), partner=(pair.partner,), freq=(pair.freq,)
            ),
        ),
    )
    notes = [words("chart.reading"), words("chart.events")]
    notes += [words("implied.hollow")] if hollow else []
    notes += [words("conflict.mark")] if in_conflict else []
    say.caption(" ".join(notes))
    return printed if pair.freq == "R" else [*printed, *hollow]  # runs have no time axis


def _charts(context: Context, pair: Pair, levels: list[Row], several: bool) -> None:
    """Balance and growth of one currency, on the time axis of the levels."""
    words, formats = context.words, context.formats
    names = {"reporter": formats.area(pair.reporter), "partner": formats.area(pair.partner)}
    config = {"displayModeBar": False}
    own = pair.currencies[0] if several else ""
    if pair.balances:
        say.subheader(_titled(context, words("partner.balance_chart"), own))
        st.plotly_chart(
            trade_charts.balances(context.with_publisher(pair.balances), levels, formats),
            key="balance_chart" + (f"_{own}" if own else ""),
            config=config,
            alt=words("partner.balance_chart_alt", **names),
        )
    else:
        say.info(words("partner.no_balance", freq=words(f"freq.{pair.freq}")))
    marked = [_reported_row(check) for check in pair.checks if _is_marked(check, pair)]
    reported = context.with_publisher(marked)
    if not pair.growth and not reported:
        say.info(words("partner.no_growth", freq=words(f"freq.{pair.freq}")))
        return
    say.subheader(_titled(context, words("partner.growth_chart"), own))
    st.plotly_chart(
        trade_charts.growth(context.with_publisher(pair.growth), reported, levels, formats),
        key="growth_chart" + (f"_{own}" if own else ""),
        config=config,
        alt=words("partner.growth_chart_alt", **names),
    )
    say.caption(words("chart.growth_reading"))


def _reported_rates(context: Context, pair: Pair) -> None:
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
            frame.verdict_cell(context, check, claimed_change(check, context.language)),
            "; ".join(findings(check, formats)),
            *([_official(context, beside.get(check.claim.claim, ()))] if has_official else []),
            source_cell(context, check.claim.source),
        ]
        for check in sorted(pair.checks, key=_end_of_claim, reverse=True)
    ]
    headers = ("period", "flow", "as_reported", "found", "official", "source")
    shown = [words(f"column.{name}") for name in headers if has_official or name != "official"]
    show_scrolled(shown, rows)
    frame.link(
        context, "check", words("partner.to_check"), partner=(pair.partner,), freq=(), flow=()
    )


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


def _titled(context: Context, title: str, currency: str) -> str:
    """The title of a chart, with its currency where figures of several have a chart each."""
    if not currency:
        return title
    return context.words("partner.in_currency", what=title, currency=currency)


def _is_marked(check: Check, pair: Pair) -> bool:
    """Reported year-on-year rates of all goods that no bar shows recomputed."""
    claim = check.claim
    bars = {(row["flow"], row["period"]) for row in pair.growth}
    levels = {(row["flow"], row["period"]) for row in pair.levels}
    cell = (claim.flow, claim.period)
    yearly = claim.base_period is not None and check.change.years == 1
    return claim.kind == "percent" and yearly and cell in levels and cell not in bars


def _reported_row(check: Check) -> Row:
    claim, sign = check.claim, check.change.sign
    low, high = sorted((sign * claim.claimed_low, sign * claim.claimed_high))
    value = None if claim.claimed is None else sign * claim.claimed
    rates = {"growth_pct": value, "growth_pct_low": low, "growth_pct_high": high}
    rates["verdict"] = check.verdict
    return {**claim._asdict(), **rates}


def _figures(context: Context, pair: Pair) -> None:
    """Every figure of the pair with its source one click away, newest first."""
    words, formats = context.words, context.formats
    rows = printed_figures.of_pair(context.edition, pair.reporter, pair.partner)
    if not rows:
        return
    say.subheader(words("partner.figures", n=len(rows)))
    body = [
        [
            formats.period(row["period"]),
            formats.flow(row["flow"], row["product"]),
            TableCell(
                formats.of_row(row),
                words("partner.restates") if row["restates"] else _status(context, row),
                kind="number",
            ),
            _bounds(context, row),
            TableCell(f"“{row['printed']}”", formats.place(row["place"])),
            source_cell(context, row["source"], formats.date(row["published"])),
        ]
        for row in rows
    ]
    headers = ("period", "flow", "value", "bounds", "as_printed", "source")
    show_scrolled([words(f"column.{name}") for name in headers], body)


def _of_data_sets(context: Context, pair: Pair) -> None:
    """The figures of data sets at the frequency that is shown, newest first, and whose they are."""
    words, formats, sides = context.words, context.formats, (pair.reporter, pair.partner)
    rows, count = official_figures.of_pair(context.edition, *sides, pair.freq)
    if not rows:
        return
    say.subheader(words("partner.official", freq=words(f"freq.{pair.freq}"), n=count))
    body = [
        [
            formats.period(row["period"]),
            formats.flow(row["flow"]),
            TableCell(formats.of_row(row), _status(context, row), kind="number"),
            _bounds(context, row),
            words(f"valuation.{row['valuation']}") if row["valuation"] else words("unknown"),
            source_cell(context, row["source"], formats.date(row["release_date"])),
        ]
        for row in rows
    ]
    headers = [words(f"column.{name}") for name in ("period", "flow", "value", "bounds")]
    headers += [words("data_column.valuation"), words("column.source")]
    show_scrolled(headers, body)
    if count > len(rows):
        say.caption(words("partner.official_first", n=len(rows)))
    frame.link(context, "data", words("partner.official_all"), reporter=sides[:1],
               partner=sides[1:], freq=(), flow=(), source=())  # fmt: skip


def _unequal(context: Context, pair: Pair) -> None:
    """Quarters and years that differ from the sum of their parts beyond rounding."""
    words, formats = context.words, context.formats
    found = pairs.unequal(context.edition, pair.reporter, pair.partner)
    if not found:
        return
    say.subheader(words("partner.unequal", n=len(found)))
    say.markdown(words("partner.unequal_lead"))
    body = [
        [
            formats.period(row["period"]),
            formats.flow(row["flow"]),
            _bounds(context, row),
            _bounds(context, row, "sum_"),
            TableCell(formats.amount(row["gap"], row["currency"]), kind="number"),
            source_cell(context, row["source"]),
        ]
        for row in found
    ]
    headers = [words("column.period"), words("column.flow"), words("column.bounds")]
    headers += [words("partner.unequal_sum"), words("column.gap"), words("column.source")]
    show_scrolled(headers, body)


def _bounds(context: Context, row: Row, whose: str = "") -> TableCell:
    ends = row[f"{whose}low"], row[f"{whose}high"]
    return TableCell(context.formats.amount_bounds(*ends, row["currency"]), kind="number")


def _status(context: Context, row: Row) -> str:
    return "" if row["status"] == "A" else context.words(f"status.{row['status']}")


if __name__ == "__main__":  # Streamlit runs the file of the page
    show(frame.current())
