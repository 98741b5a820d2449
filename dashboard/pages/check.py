"""Every reported growth rate with its verdict; each opens into its proof."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

import streamlit as st

from analytics.checking.claims import Check
from analytics.checking.verdicts import Verdict
from analytics.reconciling.conflicts import Conflict
from dashboard.answers import filter_options, public_files
from dashboard.answers.whole_edition import (
    check_of_claim,
    conflicts,
    not_searched,
    official_beside,
    repeated,
)
from dashboard.html.proof import proof
from dashboard.html.tables import TableCell
from dashboard.pages import frame, say
from dashboard.pages.conflict_cards import say_not_searched, show_conflicts
from dashboard.pages.frame import Context, show_official, source_cell
from dashboard.pages.markdown import Markdown, badge
from dashboard.pages.waiting import work_out
from dashboard.wording.explanations import claim_title, decision_error
from dashboard.wording.verdict_names import ORDER, findings

ANCHOR = "conflicts"


def show(context: Context) -> None:
    """Draw the page."""
    words = context.words
    say.title(words("check.title"))
    _reported(context)
    with say.expander(words("check.method")):
        say.markdown(Markdown(words("check.method_text")))


def _reported(context: Context) -> None:
    words, asked = context.words, context.selection
    work_out(context)
    every = public_files.checks(context.edition, asked.with_(verdict=(), table="claims"))
    counts = Counter(check.verdict for check in every)
    if every:
        testable = len(every) - counts[Verdict.NOT_TESTABLE]
        lead = words("check.lead", n=len(every), testable=testable)
        say.markdown(Markdown("#### {}").format(lead))
    found = conflicts(context.edition, asked)
    say_not_searched(context, not_searched(context.edition, asked))
    if found:
        title = words("conflict.title_of_page", n=len(found))
        say.markdown(Markdown("[{}](#{})").format(title, ANCHOR))
    _chips(context, counts)
    _filters(context)
    wanted = asked.verdict or ORDER
    shown = [check for verdict in ORDER for check in every if check.verdict == verdict in wanted]
    if asked.claim:
        opened = check_of_claim(context.edition)[asked.claim]
        _claim(context, opened, is_open=True)
        shown = [check for check in shown if check is not opened]
    if shown:
        say.caption(words("check.order"))
    else:
        say.info(words("check.none"))
    for check in shown:
        _claim(context, check)
    if found:
        _conflicts(context, found)


def _chips(context: Context, counts: Counter[Verdict]) -> None:
    """The verdicts that occur, each with its count; choosing some shows only these."""

    def chip(verdict: str) -> Markdown:
        mark = badge(Verdict(verdict), context.words)
        return Markdown("{} {}").format(mark, counts[Verdict(verdict)])

    occurring = [str(verdict) for verdict in ORDER if counts[verdict]]
    frame.choose_some(context, "verdict", occurring, chip, chips=True)


def _filters(context: Context) -> None:
    area = context.formats.area
    occurring = filter_options.of_claims(context.edition)
    with st.container(key="filters"):
        for column, field in zip(st.columns(3), ("reporter", "partner", "source"), strict=True):
            name = str if field == "source" else area
            with column:
                options = sorted(occurring[field], key=name)
                frame.choose_some(context, field, options, name)


def _claim(context: Context, check: Check, *, is_open: bool = False) -> None:
    title = claim_title(check, context.language)
    parts = [badge(check.verdict, context.words), title, *findings(check, context.formats)]
    error = decision_error(check, context.language)
    if error:
        parts.append(Markdown(":red[**{}**]").format(error))
    with say.expander(Markdown(" · ").join(parts), expanded=is_open):
        also = repeated(context.edition).get(check.claim.claim, ())

        def linked(source: str) -> TableCell:
            return source_cell(context, source, source)

        st.html(proof(check, also, linked, context.formats))
    beside = official_beside(context.edition).get(check.claim.claim, ())
    show_official(context, beside)


def _conflicts(context: Context, found: list[Conflict]) -> None:
    """The conflicts in the selection, pair by pair; each opens into its minimal set."""
    say.subheader(context.words("conflict.title_of_page", n=len(found)), anchor=ANCHOR)
    for (reporter, partner), of_pair in groupby(found, key=lambda conflict: conflict.group[:2]):
        say.markdown(Markdown("**{}**").format(context.formats.pair(reporter, partner)))
        show_conflicts(context, of_pair)


if __name__ == "__main__":  # Streamlit runs the file of the page
    show(frame.current())
