"""A conflict on a page: its statements side by side, and what would make it go away.

Used wherever a conflict is shown, so that it looks the same everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from analytics.reconciling.conflicts import Conflict
from analytics.reconciling.facts import Fact
from dashboard.answers.printed_figures import Printed, of_fact, printed
from dashboard.html.tables import TableCell, cards
from dashboard.pages import say
from dashboard.pages.frame import Context, source_cell
from dashboard.pages.markdown import Markdown
from dashboard.wording.derivations import conflict_title, statement, ways_out


def show_conflicts(context: Context, conflicts: Iterable[Conflict]) -> None:
    """A line for each conflict, which opens into the conflict."""
    known = printed(context.edition)
    for conflict in conflicts:
        title = conflict_title(conflict, context.formats)
        with say.expander(Markdown(":red[**!**] {}").format(title)):
            show_conflict(context, conflict, known)


def show_conflict(context: Context, conflict: Conflict, known: dict[str, Printed]) -> None:
    """A minimal set of facts that cannot all be true: one card a fact, then the ways out.

    `known` are the printed characters of figures and claims, by id.
    """
    words, formats = context.words, context.formats
    miss = formats.amount(conflict.miss, conflict.group[3])
    say.markdown(words("conflict.lead", miss=miss))
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
    """What a fact says, then each publication that says so, with the characters it prints."""
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
    ]
