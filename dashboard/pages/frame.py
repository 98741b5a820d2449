"""What every page shares: its context, the address, filters, links and messages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.navigation.page import Page

from analytics.checking.claims import Check
from analytics.checking.official_rates import OfficialRate
from analytics.recording.stated import SOURCE
from dashboard.answers import source_rows
from dashboard.answers.book_words import BookWords
from dashboard.answers.public_files import known
from dashboard.answers.selection import FEW_ROWS, Selection, from_query
from dashboard.html.official_list import official_list
from dashboard.html.tables import TableCell
from dashboard.pages import say
from dashboard.wording.explanations import decision_error
from dashboard.wording.formats import Formats
from dashboard.wording.source_names import told_apart
from dashboard.wording.verdict_names import verdict_name
from dashboard.wording.words import Words
from data import periods
from data.official.names import title_name
from data.relations import Row
from data.store import Edition

DRAWN_AT = "drawn_at"  # in the session
OF_ONE_PAGE: dict[str, Any] = {  # of an address
    **dict.fromkeys(("claim", "tab", "measure", "scale", "base", "at", "chart")),
    **{
        "both_sides": False,
        "beside": (),
        "search": "",
        "other_side": None,
        "part": 1,
        "rows": FEW_ROWS,
    },
}


@dataclass(frozen=True)
class Context:
    """What a page works with: the open edition, the selection of the address, the language."""

    edition: Edition
    selection: Selection
    formats: Formats
    pages: dict[str, Page]
    publishers: dict[str, str]
    book: BookWords

    @property
    def words(self) -> Words:
        """The words of the page's language."""
        return self.formats.words

    @property
    def language(self) -> str:
        """One of `LANGUAGES`."""
        return self.formats.language

    def source_name(self, source: str) -> str:
        """The publisher of a source, or words that say it names none."""
        return self.publishers[source]

    def dated_source(self, source: str) -> str:
        """The publisher of a source and its date, with its id where several are called so."""
        return told_apart(self.edition, self.formats).get(source, source)

    def titled_source(self, source: str) -> str:
        """The title of a source in quotes, else its publisher and date."""
        title = source_rows.by_id(self.edition)[source]["title"]
        return f"“{title_name(title, self.language)}”" if title else self.dated_source(source)

    def with_publisher(self, rows: Iterable[Row]) -> list[Row]:
        """Rows with the publisher of their source, as charts show it."""
        return [{**row, "publisher": self.source_name(row["source"])} for row in rows]

    def address(self, page: str, **changes: object) -> str:
        """The address of a page under this selection with some fields changed, no claim opened."""
        return address_of(page, self.for_page(page, **changes))

    def for_page(self, page: str, **changes: object) -> Selection:
        """What of this selection a link to a page takes along, with some fields changed."""
        return self.selection.with_(**{**OF_ONE_PAGE, **changes}).for_page(page)


def address_of(page: str, selection: Selection) -> str:
    """The address of a page under a selection."""
    path = "" if page == "overview" else page
    query = urlencode(selection.to_query(), doseq=True)
    return f"/{path}?{query}" if query else f"/{path}"


def remember(context: Context) -> None:
    """Hand the context to the page file that runs next in this session."""
    st.session_state["context"] = context


def current() -> Context:
    """The context of the page that is running."""
    return st.session_state["context"]


def address() -> dict[str, list[str]]:
    """The parameters of the current address."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def foot(context: Context) -> None:
    """Edition, caveats and licence, below every page."""
    built = f"{context.edition.built_at:%Y-%m-%d}"
    say.caption(
        context.words("app.foot", edition=context.edition.name, built=context.formats.date(built))
    )


def choose_one(
    context: Context,
    field: str,
    options: Sequence[str],
    chosen: str,
    label: Callable[[str], str],
    *,
    buttons: bool = False,
    is_named: bool = True,
    to_field: Callable[[str], object] = lambda one: (one,),
) -> None:
    """A list, or a row of buttons, of which one is chosen; the choice goes into the address.

    Where its options speak for themselves it is not named on the screen.
    """
    st.session_state[field] = chosen
    draw = partial(say.segmented_control, required=True) if buttons else say.selectbox
    draw(
        context.words(f"filter.{field}"),
        options,
        format_func=label,
        key=field,
        label_visibility="visible" if is_named else "collapsed",
        on_change=_follow,
        args=(context.edition, field, to_field, chosen),
    )


def tabs(context: Context, names: Sequence[str], section: str) -> Iterator[tuple[str, Any]]:
    """The name and the place of the open tab, which is in the address; the first is the default.

    Their labels are the words of the section. Only the open one is given: nothing is worked out
    for a closed one.
    """
    labels = {name: context.words(f"{section}.{name}") for name in names}
    asked = st.query_params.get("tab")
    chosen = asked if asked in labels else names[0]
    st.session_state["tab"] = say.tab_label(labels[chosen])
    places = say.tabs(
        labels.values(),
        default=labels[chosen],
        key="tab",
        on_change=_open,
        args=(
            context.edition,
            {say.tab_label(label): name for name, label in labels.items()},
            chosen,
        ),
    )
    for name, place in zip(names, places, strict=True):
        if place.open:
            yield name, place


def choose_some(
    context: Context,
    field: str,
    options: Sequence[str],
    label: Callable[[str], str],
    *,
    chips: bool = False,
    chosen: Sequence[str] = (),
) -> None:
    """A list, or a row of chips, of which any number is chosen; none means all.

    What the address names is always among the options, so that no filter works unseen. `chosen`
    is what a page shows where the address names nothing.
    """
    chosen = list(getattr(context.selection, field)) or list(chosen)
    st.session_state[field] = chosen
    draw: Callable[..., object] = (
        partial(say.pills, selection_mode="multi", label_visibility="collapsed")
        if chips
        else partial(say.multiselect, placeholder=context.words("filter.all"))
    )
    draw(
        context.words(f"filter.{field}"),
        [*options, *(code for code in chosen if code not in options)],
        format_func=label,
        key=field,
        on_change=_follow,
        args=(context.edition, field, tuple, chosen),
    )


def choose_span(
    context: Context, options: Sequence[str], whole: tuple[str, str], chosen: tuple[str, str]
) -> None:
    """A slider of the first and the last period; at an end of `whole` the address names none."""

    def follow() -> None:
        first, last = st.session_state["period"]
        go(
            context.edition,
            since=None if first == whole[0] else periods.parse(first),
            until=None if last == whole[1] else periods.parse(last),
        )

    st.session_state["period"] = chosen
    say.select_slider(
        context.words("filter.period"),
        options,
        value=chosen,  # two values make it a slider of two ends
        format_func=context.formats.period,
        key="period",
        on_change=follow,
    )


def in_lines(names: Sequence[str], most: int) -> Iterator[tuple[DeltaGenerator, str]]:
    """Each name with the column that its field is drawn in, `most` of them beside each other."""
    for start in range(0, len(names), most):
        yield from zip(st.columns(most), names[start : start + most], strict=False)


def go(edition: Edition, **changes: object) -> None:
    """Change the selection and write its address, if this is a choice of the reader's."""
    if not is_choice():
        return
    selection, _ = from_query(address(), known(edition))
    fresh = {"claim": None, "part": 1, "rows": FEW_ROWS}
    st.query_params.from_dict(selection.with_(**{**fresh, **changes}).to_query())
    mark_drawn()


def mark_drawn() -> None:
    """Remember the address whose page is drawn now, with its widgets."""
    st.session_state[DRAWN_AT] = _here()


def is_choice() -> bool:
    """Whether a widget was changed on the page that is drawn, by the reader.

    Back pressed twice leaves a page before it is drawn: the browser then sends back the widgets of
    the page before, under the address of the next one.
    """
    return st.session_state.get(DRAWN_AT, _here()) == _here()


def _here() -> tuple[str | None, dict[str, list[str]]]:
    return st.context.url, address()


def link(context: Context, page: str, label: str, **changes: object) -> None:
    """A link to a page under this selection with some fields changed."""
    query = context.for_page(page, **changes).to_query()
    say.page_link(context.pages[page], label=label, query_params=query)


def source_cell(context: Context, source: str, small: str = "") -> TableCell:
    """The publisher of a source; choosing it opens the entry in the catalogue.

    A text that is being checked is in no catalogue.
    """
    if source == SOURCE:
        return TableCell(context.source_name(source), small)
    only = {"source": (source,), "reporter": (), "partner": (), "freq": (), "flow": ()}
    return TableCell(context.source_name(source), small, href=context.address("sources", **only))


def show_official(context: Context, rates: Sequence[OfficialRate]) -> None:
    """What official statistics say beside a claim; nothing where there are none."""
    if rates:
        st.html(official_list(rates, partial(source_cell, context), context.formats))


def verdict_cell(context: Context, check: Check, text: str = "") -> TableCell:
    """A reported rate with the verdict on it, or that alone; choosing it opens the proof."""
    verdict = verdict_name(check.verdict, context.words)
    error = decision_error(check, context.language)
    said = f"{verdict} ({error})" if error else verdict
    return TableCell(text or said, said if text else "", href=check_address(context, check))


def check_address(context: Context, check: Check) -> str:
    """Where the proof of a claim stands open."""
    alone = Selection(claim=check.claim.claim, language=context.selection.language)
    return address_of("check", alone)


def _open(edition: Edition, names: Mapping[str, str], shown: str) -> None:
    """Write the tab that was opened into the address, the first as none."""
    name = names[st.session_state["tab"]]
    if name != shown:
        go(edition, tab=None if name == next(iter(names.values())) else name)


def _follow(edition: Edition, field: str, to_field: Callable[[Any], object], shown: object) -> None:
    """Write the choice of the widget, whose key is the name of the field, into the address.

    What it has shown already is no choice: a page that is left early may send that back.
    `is_choice` does not see this. A run is marked as drawn when it begins, so that the reader can
    choose in the bar while the rest is worked out; until it has drawn the widget anew, the browser
    still has that of the page before, and sends it back under the new address. Marked at its end, a
    run would refuse every choice made while it lasts. Nor is this enough alone: after Back pressed
    twice, what comes back may be the value of another page, which this widget has not shown.
    """
    if st.session_state[field] == shown:
        return
    go(edition, **{field: to_field(st.session_state[field])})
