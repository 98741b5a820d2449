"""Official statistics on the Sources page: a button that asks the IMF for the pairs in view.

Nothing is asked without the click, and the page says before it which address will be.
"""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.answers.pairs_to_ask import to_ask
from dashboard.pages import changing, frame, say
from dashboard.pages.frame import Context
from dashboard.pages.waiting import Count, counting
from data import store
from data.codes.service_codes import Pair
from data.errors import TradeproofError
from data.official import imf_load
from data.official.imf_load import Loaded

FETCHED = "imf_fetched"


def show(context: Context) -> None:
    """Draw the section."""
    words, state = context.words, st.session_state
    address = imf_load.service_address()
    say.markdown(words("fetch.intro"))
    if FETCHED in state:
        _say_fetched(context, state.pop(FETCHED))
    offered = to_ask(context.edition, context.selection)
    if not offered:
        say.info(words("fetch.no_pair"))
        return
    named = {f"{one}-{other}": (one, other) for one, other in offered}
    in_view = ",".join(named)
    chosen = say.multiselect(
        words("fetch.pairs"),
        list(named),
        default=list(named),
        format_func=lambda pair: _title(context, named[pair]),
        key=f"imf_pairs_{in_view}",
    )
    freqs = _frequencies(context)
    if not changing.may_change_here(context, "imf"):
        return
    say.caption(words("fetch.address", address=address))
    place = st.container()
    is_asked = say.button(
        words("fetch.button"), key="imf_fetch", type="primary", disabled=not (chosen and freqs)
    )
    if is_asked and chosen and freqs:
        _fetch(context, place, [named[pair] for pair in chosen], freqs, address)


def _frequencies(context: Context) -> list[str]:
    """How often: one or several of years, quarters and months."""
    words, key = context.words, "imf_freqs"
    say.pills(
        words("filter.freq"),
        imf_load.FREQUENCIES,
        default=imf_load.FREQUENCIES[:1],
        selection_mode="multi",
        format_func=lambda freq: words(f"freq.{freq}"),
        key=key,
    )
    return list(st.session_state[key])


def _title(context: Context, pair: Pair) -> str:
    reporter, partner = pair
    return context.formats.pair(reporter, partner or "WLD")


def _fetch(
    context: Context,
    place: DeltaGenerator,
    pairs: list[Pair],
    freqs: list[str],
    address: str,
) -> None:
    words = context.words

    def work(count: Count) -> Loaded:
        return imf_load.fetch(
            store.home(),
            pairs,
            freqs,
            progress=lambda done, _: count(done),
            stop=lambda: count.is_left,
            address=address,
        )

    try:
        calls = len(imf_load.calls_for(pairs, freqs))
        st.session_state[FETCHED] = counting(context, place, "fetch.asking", work, calls)
    except imf_load.NoNetwork:
        say.error(words("fetch.unreachable", address=address))
    except TradeproofError as error:
        say.error(words("fetch.failed", reason=str(error)))
    else:
        st.rerun()


def _say_fetched(context: Context, loaded: Loaded) -> None:
    words, number = context.words, context.formats.number
    named = {"source": loaded.source, "release": loaded.release}
    if loaded.changed:
        counted = {"figures": number(loaded.figures, 0), "rejected": number(loaded.rejected, 0)}
        say.success(words("own.done", **named, **counted, edition=context.edition.name))
    else:
        say.info(words("fetch.unchanged", **named))
    if loaded.without_data:
        named_pairs = [
            f"{_title(context, (reporter, partner))} ({words(f'freq.{freq}')})"
            for reporter, partner, freq in loaded.without_data
        ]
        say.warning(words("fetch.without_data", keys=", ".join(named_pairs)))
    alone = {"reporter": (), "partner": (), "source": (loaded.source,)}
    frame.link(context, "data", words("own.to_data"), **alone)
