"""What the Data page is filtered by: values with how many rows each has, both sides, periods."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from dashboard.answers import filter_options
from dashboard.answers.file_columns import PublicFile
from dashboard.answers.public_files import CLAIMS, CODES
from dashboard.answers.selection import BESIDE, Selection
from dashboard.html.markup import Html
from dashboard.pages import frame, say
from dashboard.pages.frame import Context
from dashboard.wording import public_tables
from data import codes, periods
from data.periods import Period

LISTED = ("reporter", "partner", "flow", "freq", "product", "source")  # filters that are lists
AREAS = ("reporter", "partner")
FOLD = Html(
    '<details class="fold"><summary>{}</summary></details>'
)  # for styles/data.css, on a phone

Counts = Mapping[str, Mapping[str, int]]


def show_filters(context: Context, file: PublicFile, selection: Selection) -> None:
    """Draw the filters that the file takes, each value with its count under the others."""
    words, edition = context.words, context.edition
    occurring = filter_options.of_figures(edition)
    what = filter_options.CLAIMS if file is CLAIMS else filter_options.FIGURES
    counts = filter_options.counts(edition, selection, what)
    st.html(FOLD.format(words("data.filters")))
    with st.container(key="filters"):
        for name in LISTED:
            if name not in file.filters:
                continue
            options = _options(context, name, occurring.get(name, ()), counts)
            frame.choose_some(context, name, options, _label(context, name, counts))
            if name == "partner":
                is_possible = bool(selection.reporter or selection.partner) and file.of_pairs
                _both_sides(context, is_possible=is_possible)
        _period(context, occurring["period"])
        if counts is not None:
            say.caption(words(f"data.counted_{what}"))


def choose_beside(context: Context, file: PublicFile, selection: Selection) -> None:
    """What the rows may have beside their own columns, any number of it."""
    if not file.beside:
        return
    st.session_state["with"] = list(selection.beside)
    say.pills(
        context.words("data.with"),
        file.beside,
        format_func=lambda name: context.words(f"data.with_{name}"),
        selection_mode="multi",
        key="with",
        help=" ".join(context.words(f"data.about_with_{name}") for name in file.beside),
        on_change=lambda: frame.go(context.edition, beside=_in_order(st.session_state["with"])),
    )


def _in_order(chosen: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in BESIDE if name in chosen)


def _both_sides(context: Context, *, is_possible: bool) -> None:
    st.session_state["sides"] = context.selection.both_sides and is_possible
    say.toggle(
        context.words("data.both_sides"),
        key="sides",
        disabled=not is_possible,
        help=context.words("data.about_both_sides"),
        on_change=lambda: frame.go(context.edition, both_sides=st.session_state["sides"]),
    )


def _options(
    context: Context, name: str, occurring: Sequence[str], counts: Counts | None
) -> Sequence[str]:
    """What may be chosen, in the order of the language; what would give no row is left out."""
    if name == "flow":  # two-way trade and balance are worked out where only their parts occur
        return CODES["flow"]
    if name == "freq":
        return [freq for freq in CODES["freq"] if freq in occurring]
    found = [value for value in occurring if counts is None or value in counts[name]]
    if name in AREAS:
        return sorted(found, key=context.formats.area)
    if name == "source":
        return sorted(found, key=context.dated_source)
    if name == "product":
        return sorted(found, key=lambda product: product != codes.TOTAL)
    return found


def _label(context: Context, name: str, counts: Counts | None) -> Callable[[str], str]:
    """A value in words, with its count where it has one."""
    held = "area" if name in AREAS else name

    def label(value: str) -> str:
        named = (
            context.dated_source(value)
            if name == "source"
            else public_tables.in_words(value, held, context.formats)
        )
        count = counts[name].get(value) if counts is not None else None
        return f"{named} ({context.formats.number(count, 0)})" if count else named

    return label


def _period(context: Context, known: Sequence[str]) -> None:
    """First and last period; years, and whatever else the address names."""
    selection = context.selection
    years = {periods.parse(text).year for text in known}
    years |= {periods.parse(text).last_month.year for text in known}
    scale = {str(year) for year in range(min(years), max(years) + 1)}
    scale |= {str(end) for end in (selection.since, _until(selection)) if end}
    options = sorted(scale, key=periods.parse)
    whole = (options[0], options[-1])
    ends = (str(selection.since or whole[0]), str(_until(selection) or whole[1]))

    if periods.parse(ends[1]) < periods.parse(ends[0]):
        ends = whole
    frame.choose_span(context, options, whole, ends)


def _until(selection: Selection) -> Period | None:
    """The last period, as its last month where it would come before the first on the slider."""
    first, last = selection.since, selection.until
    if first and last and last < first:
        return Period(last.start + last.months - 1, 1)
    return last
