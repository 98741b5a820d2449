"""A conflict on a page: its statements side by side, and what would make it go away.

Used wherever a conflict is shown, so that it looks the same everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from analytics.reconciling.conflicts import Conflict
from analytics.reconciling.constraints import Component
from analytics.reconciling.facts import Fact
from dashboard.answers.printed_figures import Printed, of_fact, printed
from dashboard.answers.whole_edition import check_of_claim
from dashboard.html.tables import TableCell, cards
from dashboard.pages import say
from dashboard.pages.frame import Context, source_cell, verdict_cell
from dashboard.pages.markdown import Markdown
from dashboard.wording.derivations import (
    conflict_lead,
    conflict_title,
    not_searched,
    statement,
    ways_out,
)


def show_conflicts(context: Context, conflicts: Iterable[Conflict]) -> None:
    """A line for each conflict, which opens into the conflict."""
    known = printed(context.edition)
    for conflict in conflicts:
        title = conflict_title(conflict, context.formats)
        with say.expander(Markdown(":red[**!**] {}").format(title)):
            show_conflict(context, conflict, known)


def say_not_searched(context: Context, parts: Iterable[Component]) -> None:
    """A warning for each component whose conflicts were not searched for."""
    for said in not_searched(parts, context.formats):
        say.warning(said)


def show_conflict(context: Context, conflict: Conflict, known: dict[str, Printed]) -> None:
    """A minimal set of facts that cannot all be true: one card a fact, then the ways out.

    `known` are the printed characters of figures and claims, by id.
    """
    words, formats = context.words, context.formats
    say.markdown(conflict_lead(conflict, formats))
    left_out = words("conflict.left_out")
    show_facts(context, conflict.facts, known, {conflict.left_out.fact: left_out})
    lines = ways_out(conflict, formats, context.source_name)
    if lines:
        ways = [Markdown("- {}").format(line) for line in lines]
        say.markdown(Markdown("\n").join([words("conflict.away"), "", *ways]))
    else:
        say.markdown(words("conflict.stays"))


def show_facts(
    context: Context, facts: Sequence[Fact], known: dict[str, Printed], notes: dict[str, str]
) -> None:
    """Facts side by side, one below the other on a narrow screen; `notes` by id of the fact."""
    contents = [
        [*fact_cells(context, fact, known), TableCell("", notes.get(fact.fact, ""))]
        for fact in facts
    ]
    st.html(cards(contents))


def fact_cells(context: Context, fact: Fact, known: dict[str, Printed]) -> list[TableCell]:
    """What a fact says, then each publication that says so, with the characters it prints.

    A claim of the book has its verdict, too.
    """
    words, place = context.words, context.formats.place
    said = [of_fact(name, known) for name in fact.same]
    return [
        TableCell(statement(fact, context.formats)),
        *(
            source_cell(
                context,
                one.source,
                words("fact.as_printed", printed=one.text, place=place(one.place))
                if one.text
                else words("fact.of_data_set"),
            )
            for one in said
        ),
        *(
            verdict_cell(context, checks[name])
            for checks in [check_of_claim(context.edition)]
            for name in fact.same
            if name in checks
        ),
    ]
