"""Every reported growth rate with its verdict; each opens into its proof."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

import streamlit as st

from analytics.claims import (
    CONSISTENT,
    CONSISTENT_IF_ROUNDED,
    CONTRADICTED,
    EXPLAINED,
    NOT_TESTABLE,
    Check,
)
from analytics.conflicts import Conflict
from dashboard import exports, frame
from dashboard.answers import conflicts, repeated
from dashboard.conflicts_view import show_conflicts
from dashboard.explain import claim_title, decision_error, recomputed_bounds
from dashboard.frame import Context
from dashboard.other_readings import label
from dashboard.phrases import source_cell
from dashboard.proof import proof
from dashboard.tables import Cell
from data.relations import records

ORDER = (CONTRADICTED, EXPLAINED, CONSISTENT_IF_ROUNDED, CONSISTENT, NOT_TESTABLE)
ANCHOR = "conflicts"
MARKS = {
    CONTRADICTED: ("✗", "red"),
    EXPLAINED: ("↔", "orange"),
    CONSISTENT_IF_ROUNDED: ("≈", "blue"),
    CONSISTENT: ("✓", "green"),
    NOT_TESTABLE: ("?", "gray"),
}


def show(context: Context) -> None:
    """Draw the page."""
    words, asked = context.words, context.selection
    every = exports.checks(context.edition, asked.with_(verdict=(), table="claims"))
    counts = Counter(check.verdict for check in every)
    st.title(words("check.title"))
    if every:
        testable = len(every) - counts[NOT_TESTABLE]
        st.markdown("#### " + words("check.lead", n=len(every), testable=testable))
    found = conflicts(context.edition, asked)
    if found:
        st.markdown(f"[{words('conflict.title_of_page', n=len(found))}](#{ANCHOR})")
    _chips(context, counts)
    _filters(context)
    wanted = asked.verdict or ORDER
    shown = [check for verdict in ORDER for check in every if check.verdict == verdict in wanted]
    if shown:
        st.caption(words("check.order"))
    else:
        st.info(words("check.none"))
    for check in shown:
        _claim(context, check)
    if found:
        _conflicts(context, found)
    with st.expander(words("check.method")):
        st.markdown(words("check.method_text"))


def _chips(context: Context, counts: Counter[str]) -> None:
    """The verdicts that occur, each with its count; choosing some shows only these."""

    def chip(verdict: str) -> str:
        return f"{_marked(context, verdict)} {counts[verdict]}"

    occurring = [verdict for verdict in ORDER if counts[verdict]]
    frame.choose_some(context, "verdict", occurring, chip, chips=True)


def _filters(context: Context) -> None:
    area = context.formats.area
    claims = records(context.edition.relation("reported_claim"))
    with st.container(key="filters"):
        for column, field in zip(st.columns(3), ("reporter", "partner", "source"), strict=True):
            name = str if field == "source" else area
            with column:
                options = sorted({claim[field] for claim in claims}, key=name)
                frame.choose_some(context, field, options, name)


def _claim(context: Context, check: Check) -> None:
    title = claim_title(check, context.language).replace("$", r"\$")
    parts = [_marked(context, check.verdict), title, *_finding(context, check)]
    with st.expander(" · ".join(parts)):
        also = repeated(context.edition).get(check.claim["claim"], ())

        def linked(source: str) -> Cell:
            return source_cell(context, source, source)

        st.html(proof(check, also, linked, context.language))


def _conflicts(context: Context, found: list[Conflict]) -> None:
    """The conflicts in the selection, pair by pair; each opens into its minimal set."""
    words, area = context.words, context.formats.area
    st.subheader(words("conflict.title_of_page", n=len(found)), anchor=ANCHOR)
    for (reporter, partner), of_pair in groupby(found, key=lambda conflict: conflict.group[:2]):
        pair = words("pair.title", reporter=area(reporter), partner=area(partner))
        st.markdown(f"**{pair}**")
        show_conflicts(context, of_pair)


def _marked(context: Context, verdict: str) -> str:
    """A verdict as icon and word, in its colour."""
    icon, colour = MARKS[verdict]
    return f":{colour}[**{icon} {context.words(f'verdict.{verdict}')}**]"


def _finding(context: Context, check: Check) -> list[str]:
    """What the figures give, or what the claim implies where the base is missing."""
    words, formats, claim = context.words, context.formats, check.claim
    if check.recomputed is None:
        if check.implied_base is None:
            return [words("check.no_figure")]
        base = claim["base_period"]
        period = formats.when(base) if base else words("claim.the_base_period")
        bounds = formats.amount_bounds(*check.implied_base, claim["currency"])
        return [words("check.implies", period=period, bounds=bounds)]
    found = [words("check.recomputed", bounds=recomputed_bounds(check, formats))]
    if check.reading is not None and check.verdict == EXPLAINED:
        found.append(words("check.fits_as", reading=label(check.reading, context.language)))
    error = decision_error(check, context.language)
    return [*found, f":red[**{error}**]"] if error else found


if __name__ == "__main__":  # Streamlit runs the file of the page
    show(frame.current())
