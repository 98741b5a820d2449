"""Rows that were rejected, and figures that are doubtful: why, and where they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import streamlit as st

from dashboard.html.tables import TableCell, table
from dashboard.pages import say
from dashboard.pages.frame import Context
from dashboard.wording.table_messages import in_language
from data import codes

LONGEST = 160  # characters of a row that are shown


def kinds_said(context: Context, counts: Mapping[str, int]) -> str:
    """How many there are of each kind: `unknown country 3, below zero 1`."""
    words, number = context.words, context.formats.number
    return ", ".join(f"{words(f'own_kind.{kind}')}: {number(n, 0)}" for kind, n in counts.items())


def show_rejected(context: Context, rows: Sequence[tuple[Any, ...]], total: int) -> None:
    """The first rejected rows: where each stands, why it is none of the figures, its cells."""
    words = context.words
    headers = [words(f"own.{name}") for name in ("origin", "reason", "content")]
    shown = [
        [
            origin if row is None else words("own.row_of", origin=origin, row=row),
            TableCell(words(f"own_kind.{kind}"), in_language(reason, words)),
            _short(content),
        ]
        for origin, row, kind, reason, content in rows
    ]
    st.html(table(headers, shown))
    _say_how_many(context, len(rows), total)


def show_warnings(context: Context, rows: Sequence[tuple[Any, ...]], total: int) -> None:
    """The first doubtful figures, each beside what it differs from."""
    words, formats = context.words, context.formats
    headers = [words(key) for key in ("column.figure", "own.kind", "own.stands", "own.beside")]
    shown = []
    for kind, reporter, partner, flow, product, period, currency, *ends in rows:
        low, high, other, other_low, other_high = ends
        cell = formats.of_pair(reporter, partner, flow, product or codes.TOTAL)
        before = formats.period(other) if kind == "jump" else ""
        beside = words(f"own_kind.{kind}_beside", **({"other": before} if before else {}))
        shown.append(
            [
                TableCell(cell, formats.period(period)),
                words(f"own_kind.{kind}"),
                TableCell(_amounts(context, low, high, currency), kind="number"),
                TableCell(
                    _amounts(context, other_low, other_high, currency), beside, kind="number"
                ),
            ]
        )
    st.html(table(headers, shown))
    _say_how_many(context, len(rows), total)


def _amounts(context: Context, low: Decimal, high: Decimal, currency: str) -> str:
    return context.formats.amount_bounds(low, high, currency)


def _say_how_many(context: Context, shown: int, total: int) -> None:
    if total > shown:
        number = context.formats.number
        counted = {"shown": number(shown, 0), "total": number(total, 0)}
        say.caption(context.words("own.first_of", **counted))


def _short(content: str | None) -> str:
    line = " ".join((content or "").split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
