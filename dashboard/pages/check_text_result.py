"""What was found in a text: the sentence, the text with its marks, the list, downloads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from analytics.checking.text_check import CheckedText
from analytics.reading.out.reader import Read
from analytics.reconciling.conflicts import Conflict
from analytics.recording.stated import SOURCE
from dashboard.answers.printed_figures import Printed
from dashboard.answers.printed_figures import printed as printed_in_edition
from dashboard.answers.text_in_book import InBook
from dashboard.html.findings_list import MOST, ListedText, findings_list
from dashboard.html.found_in_text import separators_list, underlines
from dashboard.html.marked_text import legend, marked
from dashboard.html.markup import NOTHING, Html
from dashboard.html.tables import TableCell, bullets, cards
from dashboard.html.text_report import as_page
from dashboard.pages import in_browser, say
from dashboard.pages.check_text_doubts import show_doubts
from dashboard.pages.check_text_sides import QUESTION, ask_sides
from dashboard.pages.conflict_cards import fact_cells, say_not_searched
from dashboard.pages.frame import Context, source_cell
from dashboard.pages.markdown import Markdown
from dashboard.wording.checked_text import as_csv, as_json
from dashboard.wording.derivations import conflict_lead, ways_out
from dashboard.wording.doubt_notes import doubted
from dashboard.wording.separator_notes import separator_notes
from dashboard.wording.text_findings import printed, standing_counts, verdict_sentence
from data.periods import parse
from data.views import Observation

VERDICT = "text-verdict"


def show_result(
    context: Context, read: Read, checked: CheckedText, book: Mapping[str, InBook], run: int
) -> None:
    """The sentence, then the text beside what was found in it.

    `read` is the text before it was corrected by hand, `run` its number in the session.
    """
    words = context.words
    own = replace(context, publishers={**context.publishers, SOURCE: words("text.this_text")})
    doubts = doubted(checked, context.formats)
    if read.figures:
        st.html(_head(context, checked, book, len(doubts)))
    show_doubts(context, doubts, read, run)
    beside = st.columns(2, gap="medium") if read.figures else (st.container(), st.container())
    left, right = beside
    with left:
        _text(context, checked)
    with right:
        is_asked = ask_sides(context, read, run)
        if checked.read.figures:
            heading = Html("<h3>{}</h3>").format(words("text.same_order"))
            question = QUESTION if is_asked else ""
            st.html(heading + findings_list(_listed(own, checked, book, question)))
        total = len(checked.checks)
        if total > MOST:
            say.caption(words("text.findings_shown", shown=MOST, total=total))
        say_not_searched(context, checked.not_searched)
        notes = separator_notes(checked.read, context.formats)
        if notes:
            with say.expander(f"{words('text.separators_title')} ({len(notes)})"):
                st.html(separators_list(notes))
    in_browser.run("text_marks", "text_marks", run=run, begin=VERDICT)
    if checked.read.figures:
        _downloads(own, checked, book)


def _head(context: Context, checked: CheckedText, book: Mapping[str, InBook], doubts: int) -> Html:
    """How the rates fare, and below it what else is known in a line; `doubts` rows wait."""
    words = context.words
    standing = ", ".join(standing_counts(checked, book, words))
    figures = words("text.n_figures", n=len(checked.read.figures))
    found = [f"{figures}: {standing}" if standing else figures]
    if checked.conflicts:
        found.append(words("text.n_conflicts", n=len(checked.conflicts)))
    if doubts:
        found.append(words("text.n_doubts", n=doubts))
    return Html('<h2 class="verdict" id="{}" tabindex="-1">{}</h2><p class="counts">{}</p>').format(
        VERDICT, verdict_sentence(checked, context.formats), " · ".join(found)
    )


def _text(context: Context, checked: CheckedText) -> None:
    marks = underlines(checked, context.formats)
    key = legend((mark.kind for mark in marks), context.words) if marks else NOTHING
    st.html(key + marked(checked.read.text.original, marks))
    if checked.read.passed_over:
        numbers = context.words("text.n_numbers", n=len(checked.read.passed_over))
        say.caption(context.words("text.passed_over_note", numbers=numbers))


def _listed(
    context: Context, checked: CheckedText, book: Mapping[str, InBook], question: str
) -> ListedText:
    known = printed_in_edition(context.edition) | printed(checked)

    def of_book(row: Observation) -> TableCell:
        return book_cell(context, row)

    return ListedText(
        checked,
        context.formats,
        partial(source_cell, context),
        partial(_facts, context, known),
        book,
        of_book,
        question,
    )


def book_cell(context: Context, row: Observation) -> TableCell:
    """Whose a figure of the book is; choosing it shows the figure among the data."""
    only = {name: (getattr(row, name),) for name in ("reporter", "partner", "flow", "source")}
    period = parse(str(row.period))
    address = context.address(
        "data", **only, product=(row.product,), freq=(), since=period, until=period
    )
    return TableCell(context.source_name(row.source), href=address)


def _facts(context: Context, known: dict[str, Printed], conflict: Conflict) -> Html:
    """The facts of a conflict side by side, and what would make it go away."""
    words, formats = context.words, context.formats
    contents = [
        [
            *fact_cells(context, fact, known),
            TableCell("", words("conflict.left_out") if fact == conflict.left_out else ""),
        ]
        for fact in conflict.facts
    ]
    lines = ways_out(conflict, formats, context.source_name)
    said = Html("<p>{}</p>")
    end = said.format(words("conflict.away" if lines else "conflict.stays"))
    parts = [said.format(conflict_lead(conflict, formats)), cards(contents), end]
    return NOTHING.join([*parts, bullets(lines) if lines else NOTHING])


def _downloads(context: Context, checked: CheckedText, book: Mapping[str, InBook]) -> None:
    words, edition = context.words, context.edition
    day = context.formats.date(date.today().isoformat())
    made = words("text.report_made", date=day, edition=edition.name)
    page = partial(as_page, checked, context.formats, context.source_name, made, book)
    say.markdown(Markdown("### {}").format(words("text.download")))
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
