"""The picture of a pair: one chart for each currency, and the ways to earlier periods."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard.answers.implied_of_pair import ImpliedOfPair
from dashboard.answers.pair_span import Span, running_year
from dashboard.answers.pair_window import Window, window
from dashboard.answers.pairs import ALL_GOODS, Pair
from dashboard.answers.selection import Selection
from dashboard.charts import pair_chart
from dashboard.charts.pair_chart import Drawing
from dashboard.charts.slots import place_of
from dashboard.html.markup import Html
from dashboard.pages import say
from dashboard.pages.frame import Context
from dashboard.pages.partner_implied import flagged, hollow_bars, with_narrowed
from dashboard.pages.picture import Picture, show_picture
from dashboard.wording.formats import capital, scale_of
from dashboard.wording.newest_sentence import newest_sentence
from dashboard.wording.span_sentence import Said
from data.codes.flows import AMOUNTS, ONE_WAY, Flow
from data.relations import Row

WITH_A_GROWTH_LINE = ("Q", "M")


def show_trade(
    context: Context,
    pair: Pair,
    found: ImpliedOfPair,
    span: Span,
    events: list[Row],
    said: list[Said],
) -> None:
    """A picture for each currency: amounts of several have no axis in common."""
    several = len(pair.currencies) > 1
    labelled = frozenset[str]().union(*(one.periods for one in said))
    for currency in pair.currencies:
        one = pair.in_currency(currency)
        hollow = [r for r in hollow_bars(context, pair, found) if r["currency"] == currency]
        if not any(row["flow"] in AMOUNTS for row in (*one.levels, *hollow)):
            say.caption(context.words("partner.only_balances"))
            continue
        shown = window(one, hollow, context.selection)
        if shown.is_refused:
            _say_other_span(context, shown)
        drawing = _drawing(context, one, found, span, events, hollow, shown, labelled)
        key = "trade_chart" + (f"_{currency}" if several else "")
        show_picture(context, _picture(context, one, drawing, shown, key))
        _ways(context, shown)


def _drawing(
    context: Context,
    pair: Pair,
    found: ImpliedOfPair,
    span: Span,
    events: list[Row],
    hollow: list[Row],
    shown: Window,
    labelled: frozenset[str],
) -> Drawing:
    """What is drawn of one currency within the periods that are shown."""

    def within(rows: list[Row]) -> list[Row]:
        return [row for row in rows if row["flow"] in AMOUNTS and shown.holds(row)]

    levels = within(with_narrowed(context, context.with_publisher(pair.levels), found))
    hollow = within(hollow)
    running: list[Row] = []
    if pair.freq == "A" and shown.later is None:
        newest = max(row["period"] for row in (*levels, *hollow))
        in_currency = [row for row in span.levels if row["currency"] == pair.currencies[0]]
        running = context.with_publisher(
            row for row in running_year(in_currency, newest) if row["flow"] in AMOUNTS
        )
    growth = [row for row in pair.growth if row["flow"] == Flow.TOTAL and shown.holds(row)]
    return Drawing(
        levels=levels,
        others=within(context.with_publisher(pair.others)),
        implied=hollow,
        conflicts=flagged(context, [*levels, *hollow], found),
        running=running,
        events=events,
        growth=context.with_publisher(growth) if pair.freq in WITH_A_GROWTH_LINE else [],
        labelled=labelled,
    )


def _say_other_span(context: Context, shown: Window) -> None:
    """That no figure lies within the periods of the address, and which are shown."""
    words, period, asked = context.words, context.formats.period, context.selection
    ends = [f"“{name}={end}”" for name, end in (("from", asked.since), ("to", asked.until)) if end]
    first, last = (period(str(end)) for end in shown.span)
    span = first if first == last else words("format.to", low=first, high=last)
    say.warning(words("partner.no_span", asked=context.formats.listed(ends), shown=span))


def _picture(context: Context, pair: Pair, drawing: Drawing, shown: Window, key: str) -> Picture:
    words, formats = context.words, context.formats
    names = {"reporter": formats.area(pair.reporter), "partner": formats.area(pair.partner)}
    alt = words("partner.trade_chart_alt", **names)
    latest = next((one for flow in (Flow.TOTAL, *ONE_WAY) if (one := pair.latest(flow))), None)
    drawn = [*drawing.known, *drawing.others]
    unit = formats.scale_word(scale_of([row["high"] for row in drawing.known]), pair.currencies[0])
    since, until = shown.ends
    return Picture(
        key=key,
        figure=partial(pair_chart.trade, drawing, formats),
        finding=newest_sentence(latest, formats) if latest else alt,
        subtitle=_subtitle(context, drawing, unit, names["reporter"]),
        sources=list(dict.fromkeys(row["source"] for row in drawn if row.get("source"))),
        alt=alt,
        table="observations",
        selection=Selection(
            reporter=(pair.reporter,),
            partner=(pair.partner,),
            product=ALL_GOODS,
            freq=tuple(dict.fromkeys((pair.freq, *(row["freq"] for row in drawing.running)))),
            since=since,
            until=until,
            beside=("growth", "implied"),
        ),
    )


def _subtitle(context: Context, drawing: Drawing, unit: str, reporter: str) -> str:
    """Unit and whose statistics, then how what is drawn is read."""
    words = context.words
    drawn = {row["flow"] for row in drawing.known}
    marks = [words(f"partner.drawn_{flow}") for flow in AMOUNTS if flow in drawn]
    marks += [words("partner.drawn_implied")] if drawing.implied else []
    marks += [words("partner.drawn_running")] if drawing.running else []
    marks += [words("partner.drawn_others")] if drawing.others else []
    has_bounds = any(row["low"] != row["high"] for row in drawing.known)
    marks += [words("partner.drawn_bounds")] if has_bounds else []
    dated = (event["day"] for event in drawing.events if event["day"])
    flags = any(place_of(day, drawing.slots()) is not None for day in dated)
    marks += [words("partner.drawn_events")] if flags else []
    marks += [words("partner.drawn_conflicts")] if drawing.conflicts else []
    return words(
        "partner.drawn", unit=capital(unit), reporter=reporter, marks=capital("; ".join(marks))
    )


def _ways(context: Context, shown: Window) -> None:
    """Links to the periods before and after, and to all of them."""
    if shown.is_whole:
        return
    words, period = context.words, context.formats.period
    ways = [("earlier", shown.earlier), ("later", shown.later), ("every", shown.every)]
    links = [
        Html('<a href="{}" target="_self">{}</a>').format(
            context.address("partner", since=ends[0], until=ends[1], tab=context.selection.tab),
            words(f"partner.{name}", first=period(str(ends[0])), last=period(str(ends[1]))),
        )
        for name, ends in ways
        if ends is not None
    ]
    st.html(Html('<p class="ways">{}</p>').format(Html(" · ").join(links)))
