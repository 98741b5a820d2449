"""A picture with what it finds above it, and below it whose it is and how to take it away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from urllib.parse import urlencode

import plotly.graph_objects as go
import streamlit as st

from dashboard.answers import public_files
from dashboard.answers.cited_sources import cite
from dashboard.answers.file_formats import MEDIA_TYPES, WRITERS
from dashboard.answers.selection import Selection
from dashboard.charts.axes import readable
from dashboard.html.markup import Html
from dashboard.pages import frame, in_browser, say
from dashboard.pages.frame import Context
from dashboard.serving.plotly_script import PATH
from dashboard.wording import public_tables
from dashboard.wording.citations import as_bibtex, as_ris, as_text
from data.errors import UnknownCode
from data.store import Edition

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
    finding, subtitle
        What it shows in a sentence; its unit and whose statistics.
    sources
        The ids of the sources of what is drawn.
    alt
        What it is, for who cannot see it.
    table, selection
        The public file and the rows of it that are drawn: its CSV.
    """

    key: str
    figure: go.Figure
    finding: str
    subtitle: str
    sources: Sequence[str]
    alt: str
    table: str
    selection: Selection


def say_if_missing(context: Context, key: str) -> None:
    """Name a picture of the address that this page has not drawn, with those that it has."""
    drawn = st.session_state.pop(DRAWN, set())
    if key not in drawn:
        frame.problem(context, UnknownCode("chart", key, sorted(drawn)))


def show_picture(context: Context, picture: Picture) -> None:
    """Draw a picture with its finding, its source, and ways to take it away.

    Raises
    ------
    TradeproofError
        Its rows are no export: a mistake of its page.
    """
    public_files.refuse_what_it_has_not(public_files.named(picture.table), picture.selection)
    st.session_state.setdefault(DRAWN, set()).add(picture.key)
    with st.container(key=f"picture_{picture.key}", gap="small"):
        st.html(
            Html('<div class="finding"><h2>{}</h2><p>{}</p></div>').format(
                picture.finding, picture.subtitle
            )
        )
        st.plotly_chart(
            readable(picture.figure, st.context.theme.type or "light"),
            key=picture.key,
            config={"displayModeBar": False},
            alt=picture.alt,
        )
        _taken_away(context, picture)


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


def csv_of(edition: Edition, table: str, selection: Selection) -> bytes:
    """The bytes of `tradeproof export` for the rows of a picture, made when they are asked for."""
    return WRITERS["csv"](public_tables.table(edition, table, selection))


def view_address(context: Context) -> str:
    """The address of the screen, as the reader's browser has it: what a citation leads to."""
    return f"{st.context.url or '/'}?{urlencode(context.selection.to_query(), doseq=True)}"


def citations(context: Context, title: str, sources: Sequence[str]) -> list[tuple[str, str]]:
    """What a page shows under a title, cited as text, BibTeX and RIS, each with its name."""
    cited = cite(
        context.edition,
        title,
        view_address(context),
        sources,
        datetime.now(UTC).date(),
        context.language,
    )
    return [
        (context.words("picture.cite_text"), as_text(cited, context.formats)),
        ("BibTeX", as_bibtex(cited)),
        ("RIS", as_ris(cited)),
    ]


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
            data=partial(csv_of, context.edition, picture.table, picture.selection),
            file_name=picture.selection.file_name(picture.table, "csv"),
            mime=MEDIA_TYPES["csv"],
            key=f"csv_{picture.key}",
            help=words("picture.csv"),
            on_click="ignore",
            type="tertiary",
        )
