"""The rows themselves: filter, see, download exactly what is seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.answers import filter_options, public_files
from dashboard.answers.file_formats import MEDIA_TYPES, NUMBER, WRITERS, Table
from dashboard.answers.public_files import CODES, Column, PublicFile
from dashboard.answers.selection import Selection
from dashboard.pages import frame, say
from dashboard.pages.frame import Context
from dashboard.pages.markdown import Markdown
from dashboard.pages.waiting import work_out
from dashboard.wording import public_tables
from data import codes, periods
from data.periods import Period
from data.store import Edition

LISTED = ("reporter", "partner", "flow", "freq", "product", "source")  # filters that are lists
AREAS = ("reporter", "partner")
OF_GOODS = ("rca", "intra_industry")  # files that say themselves what they need
IN_A_LINE = 3
NUMBER_WIDTH = 140
MOST_FORMATTED = 200_000  # cells; pandas styles no more than 262,144
WIDTHS = {"period": 170, "note": 260, "explanation": 600}


def show(context: Context) -> None:
    """Draw the page."""
    words = context.words
    say.title(words("data.title"))
    file = public_files.named(context.selection.table)
    frame.choose_one(
        context,
        "table",
        tuple(public_files.FILES),
        file.name,
        lambda name: words(f"data.{name}"),
        buttons=True,
        to_field=lambda name: name,
    )
    say.caption(words(f"data.about_{file.name}"))
    _filters(context, file)
    selection = _applicable(context, file)
    if file.of_whole:
        work_out(context)
    most = public_files.MOST_SHOWN
    rows = public_tables.table(context.edition, file.name, selection, context.formats, most + 1)
    if len(rows.rows) > most:
        rows = replace(rows, rows=rows.rows[:most])
        say.markdown(Markdown("#### {}").format(words("data.first_rows", n=most)))
        say.info(words("data.narrow"))
    else:
        say.markdown(Markdown("#### {}").format(words("data.rows", n=len(rows.rows))))
    if not rows.rows:
        say.info(_why_none(context, file, selection))
    else:
        _rows(context, file, rows)
    _downloads(context, file, selection)


def _why_none(context: Context, file: PublicFile, selection: Selection) -> str:
    """That filters leave nothing; without one, what the file is made of that nothing loaded has."""
    if selection.filters():
        return context.words("data.none")
    own = file.name if file.name in OF_GOODS else "at_all"
    return context.words(f"data.none_{own}")


def _applicable(context: Context, file: PublicFile) -> Selection:
    """The selection without the filters that the file does not take; says which are left out."""
    left_out = [name for name in context.selection.filters() if name not in file.filters]
    for name in left_out:
        if name in LISTED:
            say.info(context.words(f"data.left_out_{file.name}_{name}"))
    return context.selection.without(*left_out)


def _filters(context: Context, file: PublicFile) -> None:
    occurring = filter_options.of_figures(context.edition)
    listed = [name for name in LISTED if name in file.filters]
    for place, name in frame.in_lines(listed, IN_A_LINE):
        with place:
            held = "area" if name in AREAS else name
            label = partial(public_tables.in_words, held=held, formats=context.formats)
            frame.choose_some(context, name, _options(name, occurring), label)
    _period(context, occurring["period"])


def _options(name: str, occurring: dict[str, list[str]]) -> Sequence[str]:
    if name == "flow":  # two-way trade and balance are worked out where only their parts occur
        return CODES["flow"]
    if name == "freq":
        return [freq for freq in CODES["freq"] if freq in occurring[name]]
    if name == "product":
        return sorted(occurring[name], key=lambda product: product != codes.TOTAL)
    return occurring[name]


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

    def follow() -> None:
        first, last = st.session_state["period"]
        frame.go(
            context.edition,
            since=None if first == whole[0] else periods.parse(first),
            until=None if last == whole[1] else periods.parse(last),
        )

    if periods.parse(ends[1]) < periods.parse(ends[0]):
        ends = whole
    st.session_state["period"] = ends
    say.select_slider(
        context.words("filter.period"),
        options,
        value=ends,  # two values make it a slider of two ends
        format_func=context.formats.period,
        key="period",
        on_change=follow,
    )


def _until(selection: Selection) -> Period | None:
    """The last period, as its last month where it would come before the first on the slider."""
    first, last = selection.since, selection.until
    if first and last and last < first:
        return Period(last.start + last.months - 1, 1)
    return last


def _rows(context: Context, file: PublicFile, rows: Table) -> None:
    """The rows in the words of the language; the files hold the codes."""
    shown: dict[str, list[Any] | pd.Series] = {}
    for i, column in enumerate(file.columns):
        values = [row[i] for row in rows.rows]
        if column.kind == NUMBER:
            shown[column.name] = pd.Series(values, dtype="float64")
        else:
            shown[column.name] = [_shown(context, column, value) for value in values]
    st.dataframe(
        _in_language(context, pd.DataFrame(shown), file),
        hide_index=True,
        placeholder=context.words("unknown"),
        column_config={column.name: _config(context, column) for column in file.columns},
        key="rows",
        alt=context.words("data.title"),
    )
    say.caption(context.words("data.codes"))


def _in_language(context: Context, rows: pd.DataFrame, file: PublicFile) -> Any:
    """The rows with numbers as the page's language writes them; they still sort as numbers.

    A column's own format follows the browser, whatever the language of the page. A table too large
    for that is left to it.
    """
    if rows.size > MOST_FORMATTED:
        return rows
    numbers = [column.name for column in file.columns if column.kind == NUMBER]
    return rows.style.format(context.formats.shortest, subset=numbers, na_rep="")


def _shown(context: Context, column: Column, value: Any) -> Any:
    is_text = isinstance(value, str)
    return public_tables.in_words(value, column.codes, context.formats) if is_text else value


def _config(context: Context, column: Column) -> Any:
    heading = context.words(f"data_column.{column.name}")
    told = public_tables.meaning(column, context.words)
    if column.kind == NUMBER:
        return st.column_config.NumberColumn(heading, width=NUMBER_WIDTH, help=told)
    return st.column_config.Column(heading, width=WIDTHS.get(column.name), help=told)


def _downloads(context: Context, file: PublicFile, selection: Selection) -> None:
    with st.container(horizontal=True):
        for extension, write in WRITERS.items():
            say.download_button(
                context.words("data.download", format=extension.upper()),
                data=partial(_file, context.edition, file.name, selection, write),
                file_name=selection.file_name(file.name, extension),
                mime=MEDIA_TYPES[extension],
                key=f"download_{extension}",
                on_click="ignore",
            )


def _file(
    edition: Edition, name: str, selection: Selection, write: Callable[[Table], bytes]
) -> bytes:
    """The bytes of `tradeproof export`, made when they are asked for."""
    return write(public_tables.table(edition, name, selection))


if __name__ == "__main__":  # Streamlit runs the file of the page
    show(frame.current())
