"""Every reported growth rate beside the recomputed one, with the arithmetic written out."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from analytics.claims import VERDICTS, Check
from dashboard import exports, frame
from dashboard.explain import arithmetic, claim_title, explanation
from dashboard.frame import Context
from dashboard.phrases import source_cell
from dashboard.tables import steps, table
from data.relations import records

ICONS = {"consistent": "✓", "contradicted": "✗", "not_testable": "?"}
ORDER = ("contradicted", "consistent", "not_testable")


def show(context: Context) -> None:
    """Draw the page."""
    words = context.words
    asked = context.selection
    without_verdict = asked.with_(verdict=(), table="claims")
    every = exports.checks(context.edition, without_verdict)
    st.title(words("check.title"))
    counts = Counter(check.verdict for check in every)
    parts = [words(f"check.count_{v}", n=counts[v]) for v in ORDER if counts[v]]
    if parts:
        st.markdown(
            "#### " + words("check.lead", n=len(every), parts=context.formats.listed(parts))
        )
    _filters(context)
    wanted = asked.verdict or VERDICTS
    shown = [check for verdict in ORDER for check in every if check.verdict == verdict in wanted]
    if not shown:
        st.info(words("check.none"))
        return
    st.caption(words("check.reading"))
    for check in shown:
        _claim(context, check)
    with st.expander(words("check.method")):
        st.markdown(words("check.method_text"))


def _filters(context: Context) -> None:
    words, area = context.words, context.formats.area
    claims = records(context.edition.relation("reported_claim"))
    with st.container(key="filters"):
        columns = st.columns(4)
        with columns[0]:
            reporters = sorted({claim["reporter"] for claim in claims}, key=area)
            frame.choose_some(context, "reporter", reporters, area)
        with columns[1]:
            partners = sorted({claim["partner"] for claim in claims}, key=area)
            frame.choose_some(context, "partner", partners, area)
        with columns[2]:
            sources = sorted({claim["source"] for claim in claims})
            frame.choose_some(context, "source", sources, str)
        with columns[3]:
            frame.choose_some(context, "verdict", VERDICTS, lambda v: words(f"verdict.{v}"))


def _claim(context: Context, check: Check) -> None:
    words, language = context.words, context.language
    title = claim_title(check, language).replace("$", r"\$")
    verdict = words(f"verdict.{check.verdict}")
    colour = {"consistent": "green", "contradicted": "red"}.get(check.verdict, "gray")
    label = (
        f":{colour}[**{ICONS[check.verdict]} {verdict}**] · {title} · {_finding(context, check)}"
    )
    with st.expander(label, expanded=False):
        st.markdown(explanation(check, language))
        st.html(steps(arithmetic(check, language)))
        st.caption(words("arithmetic.unit"))
        _evidence(context, check)


def _finding(context: Context, check: Check) -> str:
    """What the figures give, or what the claim implies where the base is missing."""
    words, formats, claim = context.words, context.formats, check.claim
    if check.recomputed is not None:
        bounds = formats.rate(claim["kind"], *check.recomputed, claim["currency"])
        return words("check.recomputed", bounds=bounds)
    if check.implied_base is not None:
        base = claim["base_period"]
        period = formats.when(base) if base else words("claim.the_base_period")
        bounds = formats.amount_bounds(*check.implied_base, claim["currency"])
        return words("check.implies", period=period, bounds=bounds)
    return words("check.no_figure")


def _evidence(context: Context, check: Check) -> None:
    """The sources of the claim and of the figures used, and where in them they stand."""
    words, claim = context.words, check.claim
    used = {
        words("check.the_claim"): claim["source"],
        words("check.the_level"): check.level.source if check.level else None,
        words("check.the_base"): check.base.source if check.base else None,
    }
    rows = [
        [
            role,
            source_cell(context, source, source),
            context.formats.place(claim["place"]) if source == claim["source"] else "",
        ]
        for role, source in used.items()
        if source is not None
    ]
    st.html(table([words(f"column.{name}") for name in ("what", "source", "place")], rows))


if __name__ == "__main__":  # Streamlit runs the file of the page
    show(frame.current())
