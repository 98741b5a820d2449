"""The data sets that are loaded: what each is, what was rejected in it, and how it is taken out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from dashboard.answers import data_sets
from dashboard.answers.file_formats import MEDIA_TYPES, Table, to_csv
from dashboard.html.tables import TableCell, table
from dashboard.pages import changing, frame, say
from dashboard.pages.doubtful_rows import kinds_said, show_rejected, show_warnings
from dashboard.pages.frame import Context
from data.errors import TradeproofError
from data.official import embedded, names, releases
from data.relations import Row
from data.store import Edition

CHOSEN = "data_set"  # in the session
SAID = (("data_set_changed", say.success), ("data_set_not_changed", say.error))


def show(context: Context) -> None:
    """Draw the section."""
    words, state = context.words, st.session_state
    for said, tell in SAID:
        if said in state:
            tell(state.pop(said))
    given = embedded.names()
    # what the reader has added first: it is what they come to look at and to take out
    loaded = sorted(data_sets.loaded(context.edition), key=lambda row: row["source"] in given)
    if not loaded:
        say.info(words("data_sets.none"))
        return
    say.markdown(words("data_sets.lead"))
    headers = ("publisher", "release", "periods", "figures", "rejected", "warnings", "licence")
    rows = [_row(context, row) for row in loaded]
    st.html(table([words(f"data_sets.{name}") for name in headers], rows))
    by_source = {row["source"]: row for row in loaded}
    asked = [source for source in context.selection.source if source in by_source]
    own = [source for source in by_source if source not in given]
    first = next(iter((*asked, *own)), None)
    chosen = say.selectbox(
        words("data_sets.look_at"),
        list(by_source),
        index=None if first is None else list(by_source).index(first),
        placeholder=words("data_sets.choose"),
        format_func=lambda source: f"{context.source_name(source)} · {source}",
        key=CHOSEN,
    )
    if chosen is not None:
        _one(context, by_source[chosen])


def _row(context: Context, row: Row) -> list[TableCell | str]:
    words, formats = context.words, context.formats
    number = formats.number
    before = words("data_sets.before", release=row["before"]) if row["before"] else ""
    title = names.title_name(row["title"], context.language)
    licence = names.licence_said(row["licence"], context.language) if row["licence"] else ""
    added = words("data_sets.rolled_up", count=number(row["rolled_up"], 0))
    return [
        TableCell(context.source_name(row["source"]), f"“{title}” · {row['source']}"),
        TableCell(row["release"], before, kind="date"),
        f"{formats.period(row['oldest'])} – {formats.period(row['newest'])}",
        TableCell(number(row["figures"], 0), added if row["rolled_up"] else "", kind="number"),
        TableCell(number(row["rejected"], 0), kind="number"),
        TableCell(number(row["warnings"], 0), kind="number"),
        TableCell(licence or words("sources.not_stated"), row["citation"] or ""),
    ]


def _one(context: Context, row: Row) -> None:
    """A data set: its rejected rows and warnings, and the buttons that change it."""
    words, number, source = context.words, context.formats.number, row["source"]
    frame.link(
        context, "data", words("sources.to_data", source=context.titled_source(source)),
        source=(source,),
        reporter=(), partner=(),
    )  # fmt: skip
    found = data_sets.doubtful(context.edition, source)
    say.header(words("data_sets.rejected_rows", count=number(row["rejected"], 0)))
    if found.rejected:
        say.caption(kinds_said(context, found.rejected_by_kind))
        show_rejected(context, found.rejected, row["rejected"])
        _download(context, "rejected", source, data_sets.rejected_file)
    else:
        say.caption(words("data_sets.nothing_rejected"))
    say.header(words("data_sets.warning_rows", count=number(row["warnings"], 0)))
    if found.warnings:
        say.caption(words("data_sets.warnings_stay"))
        show_warnings(context, found.warnings, row["warnings"])
        _download(context, "warnings", source, data_sets.warnings_file)
    else:
        say.caption(words("data_sets.nothing_doubtful"))
    _changes(context, row)


def _download(
    context: Context, name: str, source: str, made: Callable[[Edition, str], Table]
) -> None:
    say.download_button(
        context.words(f"data_sets.download_{name}"),
        data=lambda: to_csv(made(context.edition, source)),
        file_name=f"tradeproof-{source}-{name}.csv",
        mime=MEDIA_TYPES["csv"],
        key=f"download_{name}",
        on_click="ignore",
    )


def _changes(context: Context, row: Row) -> None:
    """What taking it out or going back would do, each with its button."""
    words, number = context.words, context.formats.number
    source, before = row["source"], row["before"]
    say.header(words("data_sets.change"))
    if not changing.may_change_here(context, "data_set"):
        return
    figures = number(row["figures"], 0)
    titled = context.titled_source(source)
    say.markdown(words("data_sets.take_out_says", source=titled, figures=figures))
    say.button(
        words("data_sets.take_out", source=titled),
        key=f"data_set_take_out_{source}",
        on_click=_change,
        args=(context, row, "taken_out", releases.remove),
    )
    if before is None:
        say.caption(words("data_sets.no_back", release=row["release"]))
        return
    figures = number(row["figures_before"], 0)
    said = {"before": before, "figures": figures, "release": row["release"]}
    say.markdown(words("data_sets.back_says", **said))
    say.button(
        words("data_sets.back", before=before),
        key="data_set_back",
        on_click=_change,
        args=(context, row, "gone_back", releases.rollback),
    )


def _change(context: Context, row: Row, done: str, change: Callable[[str], Path]) -> None:
    words, state, source = context.words, st.session_state, row["source"]
    changed, failed = (name for name, _ in SAID)
    try:
        manifest = change(source)
    except TradeproofError as error:
        state[failed] = words("data_sets.not_changed", source=source, reason=str(error))
        return
    named = {"source": source, "edition": manifest.stem}
    if done == "taken_out":
        state[CHOSEN] = None  # no other set comes under a button that is pressed twice
    if done == "gone_back":
        named["before"] = row["before"]
    state[changed] = words(f"data_sets.{done}", **named)
