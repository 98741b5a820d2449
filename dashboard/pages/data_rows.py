"""The rows of a public file on the screen: in words, pair and period held, nothing cut off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from analytics.checking.verdicts import Verdict
from dashboard.answers import source_rows
from dashboard.answers.file_columns import Column
from dashboard.answers.file_formats import NUMBER, Table
from dashboard.answers.public_files import SOURCES
from dashboard.pages import say
from dashboard.pages.frame import Context
from dashboard.wording import public_tables
from dashboard.wording.explanations import short_period
from dashboard.wording.verdict_names import verdict_name
from data import codes

SIDES = ("reporter", "partner")  # one column on the screen, so that a phone shows a number, too
PAIR = "pair"
ADDRESS = "at"  # where the source of a row stands, as a link
HELD = (PAIR, "reporter", "country_group", "period")  # stay while the others are scrolled
# What is looked for first, so that it stands within the screen; the others follow as in the file.
LEADING = (
    *("flow", "value", "balance", "growth_pct", "verdict", "claimed", "kind", "agrees"),
    *("mirror_value", "rank", "hhi", "rca", "gl"),
    *("source", ADDRESS, "mirror_source", "low", "high"),
)
LEADING_IMPLIED = (  # of rows of which some have bounds only
    *("flow", "value", "low", "high", "implied", "growth_pct", "growth_pct_low"),
    *("growth_pct_high", "growth_from"),
)
AMOUNT = "currency"  # the unit of an amount
SIGNED = (
    *("change", "growth_pct", "growth_pct_low", "growth_pct_high", "contribution_pp"),
    *("balance", "balance_low", "balance_high", "gap", "asymmetry_pct"),
)
OUTWARD = {"low": ROUND_FLOOR, "high": ROUND_CEILING}  # by the end of the name of a column
MOST_FORMATTED = 200_000  # cells; pandas styles no more than 262,144
ROW, MOST_ROWS, BORDER = 35, 16, 2  # pixels of a row, rows without scrolling, pixels of the frame
MILLIONS = 6  # amounts are shown in these, as the power of ten
LEAST_UNIT = Decimal("0.000001")  # of a million: a whole unit of a currency is shown, no less
LETTER, DIGIT, MARGIN = 6.7, 7.8, 20  # pixels of a letter or digit, and around a text
NARROWEST, WIDEST = 60, 3600  # pixels of a column


def show_rows(context: Context, columns: Sequence[Column], rows: Table) -> None:
    """Draw the rows in the words of the language; the files hold the codes.

    The one pair of all rows is said above them, so that a phone shows period and value at once.
    """
    shown = on_screen(context, columns, rows)
    pair = only_one(shown, PAIR)
    if pair:
        say.caption(pair)
    named = {column.name: column for column in columns}
    currency = _only_currency(shown)
    order = in_screen_order(shown, is_mixed=currency is None, is_one_pair=pair is not None)
    numbers = [column for column in columns if column.kind == NUMBER]
    st.dataframe(
        _in_language(context, shown, numbers, currency),
        hide_index=True,
        height=height_of(len(rows.rows)),
        row_height=ROW,
        placeholder=context.words("unknown"),
        column_order=order,
        column_config={
            name: _config(context, name, named.get(name), shown[name], currency) for name in order
        },
        key="rows",
        alt=context.words("data.title"),
    )


def height_of(rows: int) -> int:
    """Pixels of the grid: it ends at a whole row."""
    return ROW * (min(rows, MOST_ROWS) + 1) + BORDER


def on_screen(context: Context, columns: Sequence[Column], rows: Table) -> pd.DataFrame:
    """The columns as the screen has them: reporter and partner as one, codes as words."""
    values = dict(zip(rows.columns, zip(*rows.rows, strict=True), strict=True))
    shown: dict[str, list[Any] | pd.Series] = {}
    is_of_pairs = all(side in values for side in SIDES)
    if is_of_pairs:
        pairs = zip(*(values[side] for side in SIDES), strict=True)
        shown[PAIR] = [_pair(context, *map(str, pair)) for pair in pairs]
    for column in columns:
        if column.kind == NUMBER:
            shown[column.name] = pd.Series(values[column.name], dtype="float64")
        elif not (is_of_pairs and column.name in SIDES):
            shown[column.name] = [_shown(context, column, one) for one in values[column.name]]
    if rows.name != SOURCES.name and "source" in values and "source_address" not in values:
        known = source_rows.by_id(context.edition)
        shown[ADDRESS] = [one and known[str(one)]["address"] for one in values["source"]]
    return pd.DataFrame(shown)


def in_screen_order(
    names: Iterable[str], *, is_mixed: bool = False, is_one_pair: bool = False
) -> list[str]:
    """The names of columns as the screen shows them: what is held, what leads, the others.

    With amounts in several currencies each has its own beside it; of one pair there is no column.
    """
    listed = [name for name in names if not (is_one_pair and name == PAIR)]
    leading = (*(LEADING_IMPLIED if "implied" in listed else ()), *LEADING)
    first = list(dict.fromkeys(name for name in (*HELD, *leading) if name in listed))
    if is_mixed and "currency" in listed:
        amount = next((name for name in first if name in ("value", "balance")), None)
        first.insert(first.index(amount) if amount else len(first), "currency")
    return [*first, *(name for name in listed if name not in first)]


def _only_currency(rows: pd.DataFrame) -> str | None:
    """The currency of every amount in the rows; None where there are several, or none is said."""
    return None if rows.size > MOST_FORMATTED else only_one(rows, "currency")


def only_one(rows: pd.DataFrame, column: str) -> str | None:
    """The one value of a column; None where there are several, none, or no such column."""
    known = rows[column].dropna().unique() if column in rows else ()
    return str(known[0]) if len(known) == 1 else None


def _pair(context: Context, reporter: str, partner: str) -> str:
    """A pair as a column has room for it: groups have their short names."""
    if not codes.is_group(partner) or partner == codes.WORLD:
        return context.formats.pair(reporter, partner)
    return f"{context.formats.area(reporter)} – {partner}"


def _shown(context: Context, column: Column, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if column.codes == "verdict":
        return verdict_name(Verdict(value), context.words)
    if column.codes == "flow":
        return context.words(f"flow_in_column.{value}")
    if column.codes == "period":
        return short_period(value, context.formats)
    if column.codes == "source":
        return "; ".join(map(context.dated_source, value.split("; ")))
    return public_tables.in_words(value, column.codes, context.formats)


def _in_language(
    context: Context, rows: pd.DataFrame, numbers: Sequence[Column], currency: str | None
) -> Any:
    """The rows with numbers as the page's language writes them; they still sort as numbers.

    A column's own format follows the browser, whatever the language of the page. A table too large
    for that is left to it.
    """
    if rows.size > MOST_FORMATTED:
        return rows
    written = {column.name: partial(_number, context, column, currency) for column in numbers}
    return rows.style.format(written, na_rep="")


def _number(context: Context, column: Column, currency: str | None, value: float) -> str:
    """A number as the language writes it: an amount of the one currency in millions of it.

    A bound is rounded outward.
    """
    sign = column.name in SIGNED
    if currency is None or column.unit != AMOUNT:
        return context.formats.shortest(value, sign=sign)
    rounding = OUTWARD.get(column.name.rpartition("_")[2], ROUND_HALF_UP)
    millions = Decimal(repr(float(value))).scaleb(-MILLIONS).quantize(LEAST_UNIT, rounding)
    decimals = len(f"{millions:f}".rstrip("0").partition(".")[2])
    return context.formats.number(millions, decimals, sign=sign)


def _config(
    context: Context, name: str, column: Column | None, values: pd.Series, currency: str | None
) -> Any:
    """Heading, explanation and a width that holds the longest text of the column."""
    heading, told = context.words("data.pair"), context.words("data.about_pair")
    if name == ADDRESS:
        heading = context.words("data.address")
        return st.column_config.LinkColumn(
            heading,
            help=context.words("column_meaning.source_address"),
            display_text=":material/open_in_new:",
            width=int(max(LETTER * len(heading) + MARGIN, NARROWEST)),
        )
    if column is not None:
        heading = context.words(f"data_column.{name}")
        told = public_tables.meaning(column, context.words)
    if column is not None and column.unit == AMOUNT and currency is not None:
        unit = context.formats.scale_word(MILLIONS, currency)
        heading = context.words("data.in_unit", column=heading, unit=unit)
    is_number = column is not None and column.kind == NUMBER
    if column is not None and is_number:
        width = DIGIT * _longest_number(context, column, values, currency)
    else:
        width = LETTER * max((len(text) for text in values if isinstance(text, str)), default=1)
    width = max(width, LETTER * len(heading), NARROWEST - MARGIN) + MARGIN
    kind = st.column_config.NumberColumn if is_number else st.column_config.Column
    return kind(heading, width=int(min(width, WIDEST)), help=told, pinned=name in HELD)


def _longest_number(
    context: Context, column: Column, numbers: pd.Series, currency: str | None
) -> int:
    """The digits of the longest number, as far as its ends and its decimals tell."""
    known = numbers.dropna()
    if known.empty:
        return 1
    ends = [float(known.max()), float(known.min()), *map(float, known.head(20))]
    return max(len(_number(context, column, currency, end)) for end in ends)
