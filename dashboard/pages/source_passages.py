"""What a publication prints: the characters, the line they stand in, and what they say."""

from __future__ import annotations

import streamlit as st

from dashboard.answers import source_coverage
from dashboard.answers.source_coverage import Passage
from dashboard.html.chips import verdict_chip
from dashboard.html.tables import TableCell, table
from dashboard.pages import say
from dashboard.pages.frame import Context, check_address
from dashboard.pages.markdown import Markdown
from dashboard.wording.explanations import claimed_change
from data.relations import Row


def show_passages(context: Context, row: Row) -> None:
    """The passages of a source, and by what its document is told from another.

    Characters as printed and their line are quoted, as the book holds them; no sentence is.
    """
    words, source = context.words, row["source"]
    found = source_coverage.passages(context.edition, source)
    if not found:
        return
    named = context.formats.source(source)
    say.markdown(Markdown("## {}").format(words("sources.prints", source=named)))
    headers = [words(f"sources.{name}") for name in ("printed", "place", "says")]
    st.html(table(headers, [_row(context, passage) for passage in found]))
    if row["checksum"]:
        say.caption(words("sources.document", file=row["file"], checksum=row["checksum"]))
    else:
        say.caption(words("sources.no_document"))


def _row(context: Context, passage: Passage) -> list[TableCell | str]:
    formats, figure, check = context.formats, passage.figure, passage.check
    what = formats.of_pair(figure["reporter"], figure["partner"], figure["flow"], figure["product"])
    told = f"{what}, {formats.period(figure['period'])}"
    if check is None:
        kind = "" if figure["kind"] == "actual" else context.words(f"kind.{figure['kind']}")
        says = TableCell(told, kind)
    else:
        chip = verdict_chip(
            check.verdict,
            context.words,
            claimed_change(check, context.language),
            check_address(context, check),
        )
        says = TableCell(chip, told)
    place = formats.place(passage.place) if passage.place else ""
    return [TableCell(f"“{passage.printed}”"), place, says]
