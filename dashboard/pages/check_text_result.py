"""What was found in a text: the text with its marks, each claim's proof, conflicts, downloads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from analytics.checking.claims import Check
from analytics.reading.checking import CheckedText
from analytics.reading.stated import SOURCE
from dashboard.answers.printed_figures import printed as printed_in_edition
from dashboard.html.found_in_text import figures_table, separators_list, underlines
from dashboard.html.marked_text import legend, marked
from dashboard.html.proof import proof
from dashboard.html.text_report import as_page
from dashboard.pages import say
from dashboard.pages.conflict_cards import say_not_searched, show_conflict
from dashboard.pages.frame import Context, show_official, source_cell
from dashboard.pages.markdown import Markdown, badge
from dashboard.wording.checked_text import as_csv, as_json
from dashboard.wording.derivations import conflict_title
from dashboard.wording.explanations import claim_title, decision_error
from dashboard.wording.separator_notes import separator_notes
from dashboard.wording.text_findings import (
    checks,
    printed,
    summary,
    verdict_counts,
)
from dashboard.wording.verdict_names import findings

MOST = 100  # claims with their proofs on one page; the downloads hold all


def show_result(context: Context, checked: CheckedText) -> None:
    """The sentence, then the text beside what was found in it."""
    words, read = context.words, checked.read
    own = replace(context, publishers={**context.publishers, SOURCE: words("text.this_text")})
    if read.figures:
        say.markdown(Markdown("#### {}").format(summary(checked, context.formats)))
        counts = [
            Markdown("{} {}").format(badge(name, words), n) for name, n in verdict_counts(checked)
        ]
        if counts:
            say.markdown(Markdown(" · ").join(counts))
    marks = underlines(checked, context.formats)
    left, right = st.columns([11, 9], gap="medium")
    with left:
        if marks:
            st.html(legend((mark.kind for mark in marks), words))
        st.html(marked(read.text.original, marks))
        if read.passed_over:
            numbers = words("text.n_numbers", n=len(read.passed_over))
            say.caption(words("text.passed_over_note", numbers=numbers))
    with right:
        if checked.checks:
            say.markdown(Markdown("##### {}").format(words("text.claims_title")))
            _claims(own, checked)
        if checked.conflicts:
            say.markdown(Markdown("##### {}").format(words("text.conflicts_title")))
            _conflicts(own, checked)
        say_not_searched(context, checked.not_searched)
        if read.figures:
            say.markdown(Markdown("##### {}").format(words("text.figures_title")))
            st.html(figures_table(checked, context.formats))
            notes = separator_notes(read, context.formats)
            if notes:
                with say.expander(f"{words('text.separators_title')} ({len(notes)})"):
                    st.html(separators_list(notes))
    if read.figures:
        _downloads(own, checked)


def _claims(context: Context, checked: CheckedText) -> None:
    for name, check in list(checks(checked).items())[:MOST]:
        with say.expander(_label(context, name, check)):
            st.html(proof(check, (), partial(source_cell, context), context.formats))
        show_official(context, checked.official.get(name, ()))
    total = len(checked.checks)
    if total > MOST:
        say.caption(context.words("text.shown_of", shown=MOST, total=total))


def _label(context: Context, name: str, check: Check) -> Markdown:
    named = Markdown("{} {}").format(name, badge(check.verdict, context.words))
    parts = [named, claim_title(check, context.language), *findings(check, context.formats)]
    error = decision_error(check, context.language)
    if error:
        parts.append(Markdown(":red[**{}**]").format(error))
    return Markdown(" · ").join(parts)


def _conflicts(context: Context, checked: CheckedText) -> None:
    known = printed_in_edition(context.edition) | printed(checked)
    for conflict in checked.conflicts:
        title = conflict_title(conflict, context.formats)
        with say.expander(Markdown(":red[**!**] {}").format(title)):
            show_conflict(context, conflict, known)


def _downloads(context: Context, checked: CheckedText) -> None:
    words, edition = context.words, context.edition
    day = context.formats.date(date.today().isoformat())
    made = words("text.report_made", date=day, edition=edition.name)
    page = partial(as_page, checked, context.formats, context.source_name, made)
    say.markdown(Markdown("##### {}").format(words("text.download")))
    files = (
        ("csv", "text/csv; charset=utf-8", partial(as_csv, checked, edition.built_at)),
        ("json", "application/json", partial(as_json, checked)),
        ("html", "text/html; charset=utf-8", page),
    )
    with st.container(horizontal=True):
        for extension, kind, data in files:
            label = words("data.download", format=extension.upper())
            say.download_button(
                words("text.printable") if extension == "html" else label,
                data=data,
                file_name=f"tradeproof-text.{extension}",
                mime=kind,
                key=f"text_download_{extension}",
                on_click="ignore",
            )
