"""A person's own table on the Sources page: dropped, understood, looked through, added."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.answers import own_template
from dashboard.answers.data_sets import known_as
from dashboard.answers.file_formats import MEDIA_TYPES
from dashboard.answers.own_table import OwnTable, given
from dashboard.answers.table_summary import publisher_of
from dashboard.documents.reading_limits import LARGEST, LARGEST_MB
from dashboard.pages import changing, frame, say
from dashboard.pages.frame import Context
from dashboard.pages.own_answers import READ_AGAIN, ask, choose_columns, correct
from dashboard.pages.own_findings import show_findings
from dashboard.pages.uploader import uploader
from dashboard.pages.waiting import counting
from dashboard.wording.table_messages import said_of
from data.book.rows import dated
from data.errors import TradeproofError, shortened
from data.official.metadata import is_name
from data.official.table_load import Outcome, Told

KINDS = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".parquet")
OF_TEXT = (".csv", ".tsv", ".txt")  # whose delimiter may be told
TABLE, REFUSED, ADDED = "own_table", "own_refused", "own_added"
ENTRY = ("source", "publisher", "headline", "published", "licence", "address")
NAMED = {"headline": "title"}  # fields that have another name in the metadata


def show(context: Context) -> None:
    """Draw the section."""
    words, state = context.words, st.session_state
    say.markdown(words("own.intro"))
    say.caption(words("own.private"))
    with st.container(horizontal=True):
        for kind in own_template.KINDS:
            say.download_button(
                words("own.template", format=kind.upper()),
                data=lambda kind=kind: own_template.template(kind),
                file_name=f"tradeproof-template.{kind}",
                mime=MEDIA_TYPES[kind],
                key=f"own_template_{kind}",
                on_click="ignore",
            )
    uploader(context, words("own.upload"), KINDS, "own_upload", _take_upload)
    if REFUSED in state:
        say.error(_why_not_taken(context, state[REFUSED]))
    table: OwnTable | None = state.get(TABLE)
    if table is None:
        return
    added = state.get(ADDED)
    if added is not None and added[0] == table.number:
        _say_added(context, table, added[1])
        return
    above = st.container()
    if not _understood(context, table, above):
        return
    show_findings(context, table)
    correct(context, table)
    choose_columns(context, table)
    if table.outcome is not None:
        _add(context, table)


def _take_upload() -> None:
    """Keep the uploaded table; what was understood of the one before is forgotten."""
    state = st.session_state
    uploaded = state["own_upload"]
    state.pop(REFUSED, None)
    state.pop(TABLE, None)
    if uploaded is None:
        return
    if uploaded.size > LARGEST:
        state[REFUSED] = uploaded.name
        return
    number = state["own_number"] = state.get("own_number", 0) + 1
    try:
        state[TABLE] = given(number, uploaded.name, uploaded.getvalue())
    except TradeproofError as error:
        state[REFUSED] = error


def _why_not_taken(context: Context, refused: str | TradeproofError) -> str:
    if isinstance(refused, TradeproofError):
        return context.words("own.failed", reason=str(refused))
    limit = context.formats.number(LARGEST_MB, 0)
    return context.words("own.too_large", name=shortened(refused), limit=limit)


def _understood(context: Context, table: OwnTable, above: DeltaGenerator) -> bool:
    """Read the table if it was not, or is answered otherwise; ask what it does not say.

    The questions are drawn first of all, as what is shown below rests on the answers.
    """
    state, words = st.session_state, context.words
    try:
        if table.ready is None or state.pop(READ_AGAIN, False):
            counting(context, above, "own.reading", table.understand)
        if table.ready and table.outcome is None and not table.ready.understanding.missing:
            every = table.ready.understanding.counts().get("figure", 0)
            counting(context, above, "own.checking", table.try_out, every)
    except TradeproofError as error:
        said = {"reason": said_of(error, words)}
        if table.ready is None:
            said["name"] = table.path.name
        with above:
            say.error(words("own.bad_answer" if table.ready else "own.refused", **said))
    with above:
        if table.ready is not None:
            ask(context, table)
        elif table.path.suffix.lower() in OF_TEXT:
            correct(context, table)
    return table.ready is not None


def _add(context: Context, table: OwnTable) -> None:
    """What the catalogue says of the data set, and the button."""
    words, state = context.words, st.session_state
    say.header(words("own.entry"))
    if not changing.may_change_here(context, "own"):
        return
    told = _entry(context, table)
    known = known_as(context.edition, told.source or "")
    if known is not None:
        figures = context.formats.number(known["figures"], 0)
        release = known["release"]
        say.info(words("own.replaces", source=told.source, release=release, figures=figures))
    assert table.outcome is not None
    count = table.outcome.known["figures"]
    label = words("own.add", n=count, figures=context.formats.number(count, 0))
    place = st.container()
    if say.button(label, key="own_add", type="primary"):
        problem = _problem(context, told)
        if problem is None:
            try:
                load = partial(table.load, told)
                outcome = counting(context, place, "own.adding", load, count)
            except TradeproofError as error:
                problem = words("own.failed", reason=said_of(error, words))
            else:
                state[ADDED] = table.number, outcome
                st.rerun()
        say.error(problem)


def _entry(context: Context, table: OwnTable) -> Told:
    """The fields of the catalogue, filled in as far as they are known."""
    words, state, number = context.words, st.session_state, table.number
    metadata = table.ready.metadata if table.ready else None
    known: dict[str, Any] = {} if metadata is None else metadata.columns
    known |= {"source": table.told.source, "publisher": publisher_of(known.get("publisher", ""))}
    before = known_as(context.edition, table.told.source or "")
    if before is None or before["checksum"] != known.get("checksum"):
        known["published"] = table.told.published  # what nobody said is asked, not presumed
    said: dict[str, str | None] = {}
    for place, name in frame.in_lines(ENTRY, 2):
        key = f"own_{name}_{number}"
        state.setdefault(key, known.get(NAMED.get(name, name)) or "")
        with place:
            given_text = say.text_input(words(f"own.{name}"), key=key)
        said[NAMED.get(name, name)] = (given_text or "").strip() or None
    is_official = say.checkbox(words("own.is_official"), key=f"own_is_official_{number}")
    return replace(table.told, **said, is_official=is_official)


def _problem(context: Context, told: Told) -> str | None:
    """What of the catalogue's fields cannot be used, if anything."""
    words = context.words
    if not told.publisher:
        return words("own.no_publisher")
    if not told.source or not is_name(told.source):
        return words("own.bad_source", given=shortened(told.source or ""))
    if not told.published:
        return words("own.no_published")
    try:
        dated(told.published)
    except TradeproofError:
        return words("add.bad_date", given=shortened(told.published))
    return None


def _say_added(context: Context, table: OwnTable, outcome: Outcome) -> None:
    words, formats, known = context.words, context.formats, outcome.known
    named_as = {"source": known["source"], "release": known["release"]}
    if outcome.changed:
        counted = {name: formats.number(known[name], 0) for name in ("figures", "rejected")}
        say.success(words("own.done", **named_as, **counted, edition=context.edition.name))
    else:
        say.info(words("own.unchanged", **named_as))
    assert table.ready is not None
    found = table.ready.understanding
    reporter = found.areas("reporter")[0]
    partner = found.areas("partner")[0]
    sides = {"reporter": formats.area(reporter), "partner": formats.area(partner)}
    whose = {"reporter": (reporter,), "partner": (partner,), "source": ()}
    with st.container(horizontal=True):
        frame.link(context, "overview", words("own.to_overview", reporter=sides["reporter"]),
                   **(whose | {"partner": ()}))  # fmt: skip
        frame.link(context, "partner", words("own.to_partner", **sides), **whose)
        alone = {"reporter": (), "partner": (), "source": (known["source"],)}
        frame.link(context, "data", words("own.to_data"), **alone)
