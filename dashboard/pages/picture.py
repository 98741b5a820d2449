"""A picture with what it finds above it, and below it whose it is and how to take it away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from urllib.parse import urlencode

import plotly.graph_objects as go
import streamlit as st

from dashboard.answers import public_files
from dashboard.answers.cited_sources import cite
from dashboard.answers.file_formats import MEDIA_TYPES
from dashboard.answers.selection import Selection
from dashboard.charts.axes import readable
from dashboard.html.markup import Html
from dashboard.pages import address_problems, in_browser, say
from dashboard.pages.finished import finished
from dashboard.pages.frame import Context
from dashboard.serving.plotly_script import PATH
from dashboard.wording import public_tables
from dashboard.wording.citations import as_bibtex, as_ris, as_text
from data.errors import UnknownCode

DRAWN = "pictures"  # keys of the pictures that this run of the page has drawn
MOST_NAMED = 4  # publishers below a picture
TOOLS = ("group", "png", "svg", "link", "link_name", "cite", "embed", "copy", "copied", "failed")


@dataclass(frozen=True)
class Picture:
    """A chart and what is said of it.

    Attributes
    ----------
    key
        Of the element, as `trade_chart`; also the end of its file names.
    figure
        Makes the chart, which follows from the edition and the address alone.
    finding, subtitle
        What it shows in a sentence; its unit and whose statistics.
    sources
        The ids of the sources of what is drawn.
    alt
        What it is, for who cannot see it.
    table, selection
        The public file and the rows of it that are drawn: its CSV.
    csv
        The words that say what its CSV holds.
    """

    key: str
    figure: Callable[[], go.Figure]
    finding: str
    subtitle: str
    sources: Sequence[str]
    alt: str
    table: str
    selection: Selection
    csv: str = "picture.csv"


def say_if_missing(context: Context, key: str) -> None:
    """Name a picture of the address that this page has not drawn, with those that it has."""
    drawn = st.session_state.pop(DRAWN, set())
    if key not in drawn:
        error = UnknownCode("chart", key, sorted(drawn))
        say.error(address_problems.text(error, context.formats))


def show_picture(context: Context, picture: Picture) -> None:
    """Draw a picture with its finding, its source, and ways to take it away.

    Raises
    ------
    TradeproofError
        Its rows are no export: a mistake of its page.
    """
    public_files.refuse_what_it_has_not(public_files.named(picture.table), picture.selection)
    st.session_state.setdefault(DRAWN, set()).add(picture.key)
    heading = Html("h2")
    if st.context.is_embedded and context.selection.chart == picture.key:
        heading = Html("h1")  # it is all that the page shows
        st.set_page_config(page_title=f"{picture.finding} · {context.words('app.name')}")
    with st.container(key=f"picture_{picture.key}", gap="small"):
        st.html(
            Html('<div class="finding"><{}>{}</{}><p>{}</p></div>').format(
                heading, picture.finding, heading, picture.subtitle
            )
        )
        st.plotly_chart(
            _figure(context, picture, st.context.theme.type or "light"),
            key=picture.key,
            config={"displayModeBar": False},
            alt=picture.alt,
        )
        _taken_away(context, picture)


def _figure(context: Context, picture: Picture, theme: str) -> go.Figure:
    """The chart in the colours of the theme; making one takes longer than all else on a page."""
    return finished(
        context,
        f"figure of {picture.key}",
        lambda: readable(picture.figure(), theme),
        theme,
        picture.table,
        picture.selection,
    )


def source_line(context: Context, sources: Sequence[str]) -> str:
    """Whose figures a picture shows, and from which edition: below it and inside what leaves."""
    names = list(dict.fromkeys(context.source_name(source) for source in sources))
    if len(names) > MOST_NAMED:
        more = len(names) - MOST_NAMED + 1
        names = [*names[: MOST_NAMED - 1], context.words("picture.more_sources", n=more)]
    edition = context.edition
    return context.words(
        "picture.source",
        sources=context.formats.listed(names),
        edition=edition.name,
        built=context.formats.date(f"{edition.built_at:%Y-%m-%d}"),
    )


def view_address(context: Context) -> str:
    """The address of the screen, as the reader's browser has it: what a citation leads to."""
    return f"{st.context.url or '/'}?{urlencode(context.selection.to_query(), doseq=True)}"


def citations(context: Context, title: str, sources: Sequence[str]) -> list[tuple[str, str]]:
    """What a page shows under a title, cited as text, BibTeX and RIS, each with its name."""
    address, today = view_address(context), datetime.now(UTC).date()

    def made() -> list[tuple[str, str]]:
        cited = cite(context.edition, title, address, sources, today, context.language)
        return [
            (context.words("picture.cite_text"), as_text(cited, context.formats)),
            ("BibTeX", as_bibtex(cited)),
            ("RIS", as_ris(cited)),
        ]

    return finished(context, "citations", made, title, address, tuple(sources), today)


def _taken_away(context: Context, picture: Picture) -> None:
    words = context.words
    source = source_line(context, picture.sources)
    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", key=f"taking_{picture.key}"
    ):
        st.html(Html('<p class="source">{}</p>').format(source))
        in_browser.run(
            "picture",
            f"tools_{picture.key}",
            chart=picture.key,
            finding=picture.finding,
            subtitle=picture.subtitle,
            source=source,
            file=picture.selection.file_name(picture.key, "x").removesuffix(".x"),
            plotly=PATH,
            citations=citations(
                context, f"{picture.finding} ({picture.subtitle})", picture.sources
            ),
            words={name: words(f"picture.{name}") for name in TOOLS},
        )
        say.download_button(
            "CSV",
            data=partial(
                public_tables.exported, context.edition, picture.table, picture.selection, "csv"
            ),
            file_name=picture.selection.file_name(picture.table, "csv"),
            mime=MEDIA_TYPES["csv"],
            key=f"csv_{picture.key}",
            help=words(picture.csv),
            on_click="ignore",
            type="tertiary",
        )
