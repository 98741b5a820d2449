"""Cells in which what was read from a text can be corrected by hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import pandas as pd
import streamlit as st

from analytics.reading.out.reader import Read, code_of
from analytics.recording.corrections import LEFT_OUT, Changes, CorrectionError
from dashboard.html.doubt_card import CORRECT
from dashboard.html.markup import Html
from dashboard.pages import say
from dashboard.pages.frame import Context
from dashboard.pages.markdown import Markdown
from dashboard.wording.text_findings import as_printed, sides_of
from data import codes
from data.errors import TradeproofError

NAME = "name"
AREAS = ("reporter", "partner")
CHECKED = "yes"
NAMED_BY = {"kind": "claim_kind", "figure_kind": "kind"}

Cells = dict[str, str | bool | None]


def changes_by_hand(context: Context, read: Read, run: int, given: Changes) -> Changes:
    """Draw the cells and give what was changed in them, by id of figure or claim.

    `given` are changes that the cells begin with.
    """
    if not read.figures:
        return {}
    words = context.words
    figures, claims = _figures(read), _claims(read)
    with st.container(key="text_correct"), say.expander(words("text.correct")):
        st.html(Html('<span id="{}" tabindex="-1"></span>').format(CORRECT))
        say.markdown(words("text.correct_how"))
        key = f"text_figures_{run}"
        changes = _edited(context, figures, given, key, words("text.figures_title"))
        if claims:
            say.markdown(Markdown("**{}**").format(words("text.correct_claims")))
            key = f"text_claims_{run}"
            changes |= _edited(context, claims, given, key, words("text.claims_title"))
    return changes


def explain_correction(context: Context, error: TradeproofError) -> None:
    """Say in the page's language why a correction cannot be used."""
    words = context.words
    if isinstance(error, CorrectionError):
        parts = {"name": error.name, "given": error.given}
        say.error(words(f"text.bad_{error.wanted}", **parts) + " " + words("text.kept"))
    else:
        raise error


def _figures(read: Read) -> list[Cells]:
    rows: list[Cells] = []
    for figure in read.figures:
        subject, mark = figure.subject, figure.amount
        reporter, partner = sides_of(figure)
        rows.append(
            {
                NAME: figure.name,
                "printed": as_printed(read.text, mark) if mark else None,
                "reporter": code_of(reporter),
                "partner": code_of(partner),
                "flow": subject.flow,
                "product": subject.product,
                "period": str(subject.period) if subject.period else None,
                "figure_kind": subject.kind,
                LEFT_OUT: False,
            }
        )
    return rows


def _claims(read: Read) -> list[Cells]:
    return [
        {
            NAME: claim.name,
            "printed": as_printed(read.text, claim.mark),
            "kind": claim.kind,
            "direction": claim.direction,
            "base_period": str(claim.base_period) if claim.base_period else None,
            LEFT_OUT: False,
        }
        for _, claim in read.claims
    ]


def _edited(
    context: Context, rows: list[Cells], given: Changes, key: str, title: str
) -> dict[str, dict[str, str | None]]:
    """The cells that differ from what was read; an emptied cell is None."""
    before = pd.DataFrame([_with(row, given) for row in rows], dtype="object")
    after = st.data_editor(
        before,
        hide_index=True,
        disabled=[NAME],
        column_config={name: _column(context, name) for name in rows[0]},
        placeholder=context.words("unknown"),
        key=key,
        alt=title,
    )
    return changed(rows, after.to_dict("records"))


def _with(row: Cells, given: Changes) -> Cells:
    """A row with the cells that were changed before; a code that is in no list changes none."""
    known = given.get(str(row[NAME]), {})
    found = dict(row)
    for name in row:
        field = "kind" if name == "figure_kind" else name
        if name == NAME or field not in known:
            continue
        content, options = known[field], _options(name)
        if name == LEFT_OUT:
            found[name] = content == CHECKED
        elif options is None or content in options or content is None:
            found[name] = content
    return found


def changed(
    before: Iterable[dict[str, Any]], after: Iterable[dict[str, Any]]
) -> dict[str, dict[str, str | None]]:
    """The fields of each row that are not what they were; emptied ones as None."""
    found: dict[str, dict[str, str | None]] = {}
    for old, new in zip(before, after, strict=True):
        fields = {
            "kind" if name == "figure_kind" else name: _content(new[name])
            for name in old
            if _content(new[name]) != _content(old[name])
        }
        if fields:
            found[str(old[NAME])] = fields
    return found


def _content(cell: Any) -> str | None:
    """What a cell holds, None for an empty one and for a box without a tick."""
    if cell is None or cell is False or pd.isna(cell) or cell == "":
        return None
    return CHECKED if cell is True else str(cell)


def _column(context: Context, name: str) -> Any:
    words = context.words
    if name == NAME:
        return st.column_config.TextColumn(words("text.correct_number"), width=60)
    if name == "printed":
        return st.column_config.TextColumn(words("text.printed"))
    if name == LEFT_OUT:
        return st.column_config.CheckboxColumn(
            words("text.leave_out"), help=words("text.leave_out_help")
        )
    heading, options = words(f"data_column.{name}"), _options(name)
    if options is None:
        return st.column_config.TextColumn(heading)

    def named(code: str | float) -> str:
        code = str(code)
        if name in AREAS:
            return context.formats.area(code)
        return words(f"{NAMED_BY.get(name, name)}.{code}")

    is_required = name not in AREAS
    chosen = sorted(options, key=named) if name in AREAS else list(options)
    return st.column_config.SelectboxColumn(
        heading, options=chosen, format_func=named, required=is_required
    )


def _options(name: str) -> Collection[str] | None:
    """The codes that a column may hold; None for one of words."""
    options: dict[str, Collection[str]] = {
        "flow": codes.lists().flow,
        "kind": codes.lists().claim_kind,
        "figure_kind": codes.lists().figure_kind,
        "direction": codes.lists().direction,
        "reporter": codes.areas(),
        "partner": codes.areas(),
    }
    return options.get(name)
