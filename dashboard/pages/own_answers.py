"""What a person answers about a table of their own: fields for questions, roles for columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.answers.own_table import OwnTable
from dashboard.pages import frame, say
from dashboard.pages.frame import Context
from dashboard.wording.formats import capital
from dashboard.wording.table_messages import in_language
from data import codes
from data.tables.mapping import DECIMALS, DELIMITERS, MEANINGS, NONE, ROLES

AREAS = ("reporter", "partner")
# What may be answered, in the order of the fields; the first are those that tables leave open.
FIELDS = (
    *("reporter", "partner", "flow", "unit", "currency", "period", "freq", "product"),
    *("valuation", "decimal", "delimiter", "dash", "zero", "not_yet", "services"),
)
TEXTS = ("product", "period")
ONLY_ASKED = ("not_yet", "services")
IN_A_LINE = 3
READ_AGAIN = "own_read_again"


def ask(context: Context, table: OwnTable) -> None:
    """The fields of what the table does not say; they stay, so that an answer can be changed."""
    words, asked = context.words, _asked(table)
    about_columns = table.asked.get("columns")
    is_missing = table.ready is not None and bool(table.ready.understanding.missing)
    if about_columns is not None and is_missing:
        say.warning(capital(in_language(about_columns.text, words)))
    if asked:
        say.header(words("own.ask_title"))
        say.markdown(words("own.ask_lead"))
        _form(context, table, "asked", asked)


def correct(context: Context, table: OwnTable) -> None:
    """The fields of everything else that may be answered, to correct what was found."""
    asked = _asked(table)
    others = [name for name in FIELDS if name not in asked and name not in ONLY_ASKED]
    with say.expander(context.words("own.ask_more")):
        say.caption(context.words("own.ask_more_lead"))
        _form(context, table, "others", others)


def _asked(table: OwnTable) -> list[str]:
    """The answers that are asked for; with what a number counts its currency, too."""
    asked = [name for name in FIELDS if name in table.asked]
    if "unit" in asked and "currency" not in asked:
        asked.insert(asked.index("unit") + 1, "currency")
    return asked


def _form(context: Context, table: OwnTable, form: str, names: Sequence[str]) -> None:
    given: dict[str, Any] = {}
    with st.form(f"own_{form}_{table.number}"):
        for place, name in frame.in_lines(names, IN_A_LINE):
            with place:
                given[name] = _field(context, table, name)
        if say.form_submit_button(context.words("own.apply"), key=f"own_apply_{form}"):
            _take(table, given)


def _take(table: OwnTable, given: dict[str, Any]) -> None:
    """Read the table again with these answers."""
    answers = table.answers | given
    table.answers = {name: answer for name, answer in answers.items() if answer not in (None, "")}
    st.session_state[READ_AGAIN] = True
    st.rerun()


def _field(context: Context, table: OwnTable, name: str) -> Any:
    """What is chosen or written in the field of an answer; None where the table decides."""
    words, key = context.words, f"own_ask_{name}_{table.number}"
    label = words(f"own_ask.{name}", **_about(context, table, name))
    if name in TEXTS:
        return (say.text_input(label, key=key, placeholder=words("own.as_table")) or "").strip()
    chosen = say.selectbox(
        label,
        _options(context, table, name),
        index=None,
        format_func=lambda option: _named(context, name, option),
        placeholder=words("own.as_table"),
        key=key,
    )
    if chosen is None:
        return None
    if name == "not_yet":
        return (chosen,)
    return True if name == "services" else chosen


def _about(context: Context, table: OwnTable, name: str) -> dict[str, str]:
    """The period or text that a question is about, where it is about one."""
    if name not in ONLY_ASKED:
        return {}
    about = table.asked[name].about or ""
    return {"about": context.formats.period(about) if name == "not_yet" else f"“{about}”"}


def _options(context: Context, table: OwnTable, name: str) -> Sequence[str]:
    lists = codes.lists()
    if name in AREAS:
        return sorted(codes.areas(), key=context.formats.area)
    if name == "not_yet":
        return (table.asked[name].about or NONE, NONE)
    return {
        "flow": lists.flow,
        "unit": tuple(lists.unit),
        "currency": lists.currency,
        "freq": tuple(code for code in lists.freq if code != "R"),
        "valuation": lists.valuation,
        "decimal": tuple(DECIMALS),
        "delimiter": tuple(DELIMITERS),
        "dash": MEANINGS,
        "zero": MEANINGS,
        "services": ("services",),
    }[name]


def _named(context: Context, name: str, option: str) -> str:
    words = context.words
    if name in AREAS:
        return f"{context.formats.area(option)} ({option})"
    if name in ("flow", "freq", "valuation"):
        return words(f"{name}.{option}")
    if name == "currency":
        return option
    if name == "unit":
        return words(f"own_answer.unit_{option}")
    if name == "not_yet":
        return words("own_answer.none" if option == NONE else "own_answer.not_yet")
    return words("own_answer.decimal_comma" if (name, option) == ("decimal", "comma")
                 else f"own_answer.{option}")  # fmt: skip


def choose_columns(context: Context, table: OwnTable) -> None:
    """The columns with their roles, each of which can be changed, and what shows it."""
    assert table.ready is not None
    words, columns = context.words, table.ready.understanding.columns
    with say.expander(words("own.columns"), expanded="columns" in table.asked):
        say.caption(words("own.columns_how"))
        has_sheets = len({column.sheet for column in columns}) > 1
        rows = [
            {
                **({"sheet": column.sheet} if has_sheets else {}),
                "heading": column.heading or words("own.no_heading"),
                "role": column.role,
                "why": in_language(column.why, words),
            }
            for column in columns
        ]
        before = pd.DataFrame(rows, dtype="object")
        edits = st.session_state.setdefault("own_edits", 0)
        after = st.data_editor(
            before,
            hide_index=True,
            disabled=[name for name in rows[0] if name != "role"],
            column_config={name: _column(context, name) for name in rows[0]},
            key=f"own_columns_{table.number}_{edits}",
            alt=words("own.columns"),
        )
        changed = {
            column.heading: role
            for column, role in zip(columns, after["role"], strict=True)
            if column.heading and role != column.role and role in ROLES
        }
        if table.columns and say.button(words("own.columns_reset"), key="own_columns_reset"):
            _take_columns(table, {})
        if changed:
            _take_columns(table, table.columns | changed)


def _take_columns(table: OwnTable, roles: dict[str, str]) -> None:
    table.columns = roles
    st.session_state["own_edits"] += 1  # another editor, which shows what was then understood
    _take(table, {})


def _column(context: Context, name: str) -> Any:
    heading = context.words(f"own.{name}")
    if name != "role":
        return st.column_config.TextColumn(heading)
    return st.column_config.SelectboxColumn(
        heading,
        options=ROLES,
        format_func=lambda role: context.words(f"own_role.{role}"),
        required=True,
    )
