"""One claim, opened: what would settle it or its proof, and ways to take it away."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from analytics.checking.claims import Check
from analytics.checking.settling import need
from analytics.checking.verdicts import Verdict
from dashboard.answers.settled import kept_sources
from dashboard.answers.whole_edition import official_beside, repeated
from dashboard.html.chips import verdict_chip
from dashboard.html.markup import NOTHING, Html
from dashboard.html.proof import proof
from dashboard.html.tables import TableCell
from dashboard.pages import check_settle, frame, in_browser
from dashboard.pages.frame import Context, show_official, source_cell
from dashboard.pages.picture import citations
from dashboard.wording.claim_lines import found_in_short
from dashboard.wording.explanations import claim_title, decision_error, explanation
from dashboard.wording.verdict_names import verdict_name

TOOLS = ("group", "link", "link_name", "cite", "copy", "copied", "text")


def show_claim(context: Context, check: Check) -> None:
    """Draw the claim that the address opens."""
    words = context.words
    with st.container(key="claim", border=True, gap="small"):
        _heading(context, check)
        wanted = need(check)
        if wanted is not None:
            check_settle.show_need(context, check, wanted)
        check_settle.show_kept(context, check, kept_sources(check))
        also = repeated(context.edition).get(check.claim.claim, ())

        def linked(source: str) -> TableCell:
            return source_cell(context, source, source)

        book = words("check.in_the_book") if wanted is not None and wanted.roles else ""
        heading = Html("<h3>{}</h3>").format(book) if book else NOTHING
        st.html(heading + proof(check, also, linked, context.formats))
        show_official(context, official_beside(context.edition).get(check.claim.claim, ()))
        _tools(context, check)


def _heading(context: Context, check: Check) -> None:
    """What is claimed, the verdict, and the way back to the list."""
    words, formats = context.words, context.formats
    back = frame.address_of("check", context.selection.with_(claim=None))
    error = decision_error(check, context.language)
    st.html(
        Html(
            '<div class="opened"><h2 id="claim" tabindex="-1">{}</h2>'
            '<a class="close" href="{}" target="_self">× {}</a>'
            "<p>{} {} {}</p></div>"
        ).format(
            claim_title(check, context.language),
            back,
            words("check.close"),
            verdict_chip(check.verdict, words),
            Html("<strong>{}</strong>").format(error) if error else NOTHING,
            "" if check.verdict == Verdict.NOT_TESTABLE else found_in_short(check, formats),
        )
    )


def _tools(context: Context, check: Check) -> None:
    """Copy the link or the finding in words."""
    words, claim = context.words, check.claim
    title = claim_title(check, context.language)
    sources = [*dict.fromkeys((claim.source, *check.evidence[1]))]
    text = words(
        "check.copied_text",
        title=title,
        verdict=verdict_name(check.verdict, words),
        explanation=explanation(check, context.formats),
    )
    in_browser.run(
        "claim_tools",
        f"tools_{claim.claim}",
        text=text,
        citations=citations(context, title, sources),
        query=urlencode({"claim": claim.claim, "lang": context.language}),
        words={name: words(f"claim_tools.{name}") for name in TOOLS},
    )
