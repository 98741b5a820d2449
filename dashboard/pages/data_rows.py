"""The rows of a public file on the screen: in words, pair and period held, nothing cut off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from analytics.checking.verdicts import Verdict
from dashboard.answers.file_columns import Column
from dashboard.answers.file_formats import NUMBER, Table
from dashboard.pages.frame import Context
from dashboard.wording import public_tables
from dashboard.wording.verdict_names import verdict_name

SIDES = ("reporter", "partner")  # one column on the screen, so that a phone shows a number, too
PAIR = "pair"
HELD = (PAIR, "reporter", "country_group", "period")  # stay while the others are scrolled
# What is looked for first, so that it stands within the screen; the others follow as in the file.
LEADING = (
    *("flow", "value", "balance", "growth_pct", "verdict", "claimed", "kind", "agrees"),
    *("mirror_value", "rank", "hhi", "rca", "gl", "source", "mirror_source", "low", "high"),
)
SIGNED = (
    *("change", "growth_pct", "growth_pct_low", "growth_pct_high", "contribution_pp"),
    *("balance", "balance_low", "balance_high", "gap", "asymmetry_pct"),
)
MOST_FORMATTED = 200_000  # cells; pandas styles no more than 262,144
HEIGHT, ROW = 600, 35  # pixels of the table at most, and of a row
LETTER, DIGIT, MARGIN = 6.7, 7.8, 20  # pixels of a letter or digit, and around a text
NARROWEST, WIDEST = 60, 3600  # pixels of a column


def show_rows(context: Context, columns: Sequence[Column], rows: Table) -> None:
    """Draw the rows in the words of the language; the files hold the codes."""
    shown = on_screen(context, columns, rows)
    named = {column.name: column for column in columns}
    order = in_screen_order(shown)
    numbers = [column for column in columns if column.kind == NUMBER]
    st.dataframe(
        _in_language(context, shown, numbers),
        hide_index=True,
        height=min(ROW * (len(rows.rows) + 1) + 3, HEIGHT),
        row_height=ROW,
        placeholder=context.words("unknown"),
        column_order=order,
        column_config={
            name: _config(context, name, named.get(name), shown[name]) for name in order
        },
        key="rows",
        alt=context.words("data.title"),
    )


def on_screen(context: Context, columns: Sequence[Column], rows: Table) -> pd.DataFrame:
    """The columns as the screen has them: reporter and partner as one, codes as words."""
    values = dict(zip(rows.columns, zip(*rows.rows, strict=True), strict=True))
    shown: dict[str, list[Any] | pd.Series] = {}
    is_of_pairs = all(side in values for side in SIDES)
    if is_of_pairs:
        pairs = zip(*(values[side] for side in SIDES), strict=True)
        shown[PAIR] = [context.formats.pair(*pair) for pair in pairs]
    for column in columns:
        if column.kind == NUMBER:
            shown[column.name] = pd.Series(values[column.name], dtype="float64")
        elif not (is_of_pairs and column.name in SIDES):
            shown[column.name] = [_shown(context, column, one) for one in values[column.name]]
    return pd.DataFrame(shown)


def in_screen_order(names: Iterable[str]) -> list[str]:
    """The names of columns as the screen shows them: what is held, what leads, the others."""
    listed = list(names)
    first = [name for name in (*HELD, *LEADING) if name in listed]
    return [*first, *(name for name in listed if name not in first)]


def _shown(context: Context, column: Column, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if column.codes == "verdict":
        return verdict_name(Verdict(value), context.words)
    return public_tables.in_words(value, column.codes, context.formats)


def _in_language(context: Context, rows: pd.DataFrame, numbers: Sequence[Column]) -> Any:
    """The rows with numbers as the page's language writes them; they still sort as numbers.

    A column's own format follows the browser, whatever the language of the page. A table too large
    for that is left to it.
    """
    if rows.size > MOST_FORMATTED:
        return rows
    written = {column.name: partial(_number, context, column.name) for column in numbers}
    return rows.style.format(written, na_rep="")


def _number(context: Context, name: str, value: float) -> str:
    return context.formats.shortest(value, sign=name in SIGNED)


def _config(context: Context, name: str, column: Column | None, values: pd.Series) -> Any:
    """Heading, explanation and a width that holds the longest text of the column."""
    heading, told = context.words("data.pair"), context.words("data.about_pair")
    if column is not None:
        heading = context.words(f"data_column.{name}")
        told = public_tables.meaning(column, context.words)
    is_number = column is not None and column.kind == NUMBER
    width = DIGIT * _longest_number(context, name, values) if is_number else LETTER * max(
        (len(text) for text in values if isinstance(text, str)), default=1
    )  # fmt: skip
    width = max(width, LETTER * len(heading), NARROWEST - MARGIN) + MARGIN
    kind = st.column_config.NumberColumn if is_number else st.column_config.Column
    return kind(heading, width=int(min(width, WIDEST)), help=told, pinned=name in HELD)


def _longest_number(context: Context, name: str, numbers: pd.Series) -> int:
    """The digits of the longest number, as far as its ends and its decimals tell."""
    known = numbers.dropna()
    if known.empty:
        return 1
    ends = [float(known.max()), float(known.min()), *map(float, known.head(20))]
    return max(len(_number(context, name, end)) for end in ends)
