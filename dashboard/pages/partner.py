"""One pair: the answer in a sentence, and below it a tab a question, the first with the picture.

The tabs stand above the picture: what opens takes its place, and is on the first screen.
"""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st

from dashboard.answers import beyond_trade, implied_of_pair, official_figures, pairs
from dashboard.answers.implied_of_pair import ImpliedOfPair
from dashboard.answers.pair_span import Span, span
from dashboard.answers.pairs import Pair
from dashboard.charts.pair_chart import event_rows
from dashboard.html.markup import NOTHING, Html
from dashboard.pages import address_problems, frame, say
from dashboard.pages.frame import Context
from dashboard.pages.partner_answer import show_answer
from dashboard.pages.partner_claims import show_claims
from dashboard.pages.partner_drivers import show_drivers
from dashboard.pages.partner_facts import show_events, show_goods, show_investment, show_targets
from dashboard.pages.partner_figures import show_data_sets, show_figures, show_unequal
from dashboard.pages.partner_implied import show_conflicts_of_pair, show_implied
from dashboard.pages.partner_picture import show_trade
from dashboard.pages.partner_sides import show_sides
from dashboard.pages.partner_trade import show_periods
from dashboard.pages.waiting import work_out
from dashboard.wording.span_sentence import Said, sentences
from data.relations import Row

TABS = ("trade", "claims", "sides", "drivers", "figures", "relations")
OTHER_PAGES = ("compare", "factsheet")  # that show this pair, too


class _Known(NamedTuple):
    """What several tabs show: figures of both sides, what is implied, events, the sentences."""

    whole: Span
    found: ImpliedOfPair
    events: list[Row]
    said: list[Said]


def show(context: Context) -> None:
    """Draw the page."""
    reporter, partner = pairs.sides(context.edition, context.selection)
    freqs = pairs.frequencies(context.edition, reporter, partner)
    if not freqs:
        say.title(context.formats.pair(reporter, partner))
        _say_nothing_known(context, reporter, partner)
        return
    asked = next((f for f in context.selection.freq if f in freqs), None)
    _head(context, reporter, partner, freqs, asked or freqs[0])
    work_out(context)
    pair = pairs.pair(context.edition, reporter, partner, asked or freqs[0])
    whole = span(context.edition, reporter, partner)
    said = sentences(whole.levels, whole.others, reporter, partner, context.formats)
    st.html(_answer(said))
    found = implied_of_pair.of_pair(context.edition, pair, freqs)
    events = event_rows(beyond_trade.events(context.edition, reporter, partner), context.book.event)
    _tabs(context, pair, _Known(whole, found, events, said))


def _head(context: Context, reporter: str, partner: str, freqs: list[str], freq: str) -> None:
    """The pair, the frequency beside it, and the ways to other pages about the pair."""
    words, formats = context.words, context.formats
    with st.container(horizontal=True, vertical_alignment="bottom", key="head"):
        say.title(formats.pair(reporter, partner), width="content")
        frame.choose_one(
            context, "freq", freqs, freq, lambda f: words(f"freq.{f}"), buttons=True, is_named=False
        )
        sides = {"reporter": (reporter,), "partner": (partner,)}
        links = [
            Html('<a href="{}" target="_self">{}</a>').format(
                context.address(page, freq=(), since=None, until=None, **sides),
                words(f"partner.to_{page}"),
            )
            for page in OTHER_PAGES
            if page in context.pages
        ]
        if links:
            st.html(Html('<p class="ways">{}</p>').format(Html(" · ").join(links)), width="content")
    for one in context.selection.freq:
        if one not in freqs:
            names = {"reporter": formats.area(reporter), "partner": formats.area(partner)}
            say.warning(words("partner.no_freq", freq=words(f"freq.{one}"), **names))


def _answer(said: list[Said]) -> Html:
    """The sentence of each currency, and below it what it is of."""
    return Html('<div class="span">{}</div>').format(
        NOTHING.join(
            Html("<p>{}</p><p class='what'>{}</p>").format(one.sentence, one.what) for one in said
        )
    )


def _to_conflicts(context: Context, found: ImpliedOfPair) -> None:
    """A line that leads to the facts that cannot all be true."""
    if found.conflicts:
        title = context.words("conflict.title_of_page", n=len(found.conflicts))
        text = Html('<p class="ways"><strong aria-hidden="true">!</strong> {}</p>')
        link = Html('<a href="{}" target="_self">{}</a>')
        st.html(text.format(link.format(context.address("partner", tab="figures"), title)))


@st.fragment
def _tabs(context: Context, pair: Pair, known: _Known) -> None:
    """A tab a question; only the open one is worked out."""
    sides, found = (pair.reporter, pair.partner), known.found
    for name, place in frame.tabs(context, TABS, "partner_tab"):
        with place:
            if name == "trade":
                _picture(context, pair, known)
                show_periods(context, pair, found)
            elif name == "claims":
                show_claims(context, pair)
            elif name == "sides":
                show_sides(context, pair, known.whole, found)
            elif name == "drivers":
                show_drivers(context, pair)
            elif name == "figures":
                show_conflicts_of_pair(context, found)
                show_figures(context, pair)
                show_data_sets(context, pair)
                show_implied(context, found)
                show_unequal(context, pair)
            else:
                show_events(context, known.events)
                show_investment(context, *sides)
                show_goods(context, *sides)
                show_targets(context, *sides)


def _picture(context: Context, pair: Pair, known: _Known) -> None:
    """The picture of the pair, and beside it its answers in numbers."""
    left, right = st.columns([2, 1], gap="large")
    with left:
        show_trade(context, pair, known.found, known.whole, known.events, known.said)
        _to_conflicts(context, known.found)
    with right:
        show_answer(context, pair, known.whole)


def _say_nothing_known(context: Context, reporter: str, partner: str) -> None:
    """What there is of the reporter, where there is no figure of all goods of the pair."""
    words, formats = context.words, context.formats
    names = {"reporter": formats.area(reporter), "partner": formats.area(partner)}
    say.info(words("partner.no_figures", **names))
    if official_figures.has_goods(context.edition, reporter, partner):
        say.info(words("partner.only_goods", **names))
        frame.link(context, "data", words("partner.official_all"), reporter=(reporter,),
                   partner=(partner,), freq=(), flow=(), source=())  # fmt: skip
    st.html(address_problems.ways(context, "partner", reporter, partner))


if __name__ == "__main__":  # Streamlit runs the file of the page
    show(frame.current())
