"""*What drove it* on the Partner page: the change in two-way trade, by exports and imports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from heapq import merge
from typing import Any

import streamlit as st

from analytics.reconciling.drivers import Decomposition, Part, Undecomposed, newest_first
from analytics.reconciling.facts import Cell
from analytics.reconciling.implied import Implied
from analytics.reconciling.known_levels import Known, known_levels
from dashboard.answers.pairs import ALL_GOODS, Pair
from dashboard.answers.printed_figures import stated
from dashboard.answers.selection import Selection
from dashboard.answers.whole_edition import check_of_claim, reconciled
from dashboard.charts.driver_charts import waterfall
from dashboard.html.markup import Html
from dashboard.html.tables import TableCell, table
from dashboard.pages import say
from dashboard.pages.frame import Context, source_cell
from dashboard.pages.picture import Picture, show_picture
from dashboard.wording.driver_story import (
    cell_name,
    level_and_how,
    points,
    share_of_change,
    story,
    without_decomposition,
)
from dashboard.wording.formats import Formats, capital
from data import codes, periods
from data.codes.flows import AMOUNTS, Flow
from data.relations import Row
from data.views import Observation

Dated = tuple[Any, Decomposition | Undecomposed, str]


def show_drivers(context: Context, pair: Pair) -> None:
    """The newest period that can be decomposed; of the newest period, why not if it cannot."""
    words, formats = context.words, context.formats
    newest, found, currency = newest_of(pair, reconciled(context.edition).implied)
    if isinstance(newest, Undecomposed):
        reason = without_decomposition(newest, formats)
        say.caption(reason if found else words("drivers.none") + " " + reason)
    elif newest is None:
        say.caption(words("drivers.none"))
    if found is None:
        return
    names = [context.source_name(source) for source in found.sources]
    checks = check_of_claim(context.edition)
    leading, *rest = story(found, currency, formats, names, checks)
    base, period = (formats.when(str(one)) for one in (found.base_period, found.period))
    show_picture(
        context,
        Picture(
            key="drivers_chart",
            figure=partial(waterfall, found, currency, formats),
            finding=leading,
            subtitle=words("drivers.reading"),
            sources=found.sources,
            alt=words("drivers.chart_alt", base=base, period=period),
            table="observations",
            selection=Selection(
                reporter=(pair.reporter,),
                partner=(pair.partner,),
                product=ALL_GOODS,
                freq=(pair.freq,),
                since=found.base_period,
                until=found.period,
                beside=("growth", "implied"),
            ),
        ),
    )
    if rest:
        say.markdown(" ".join(rest))
    st.html(_numbers(found, currency, formats))
    with say.expander(words("drivers.evidence")):
        st.html(_evidence(context, found))


def newest_of(
    pair: Pair, implied: Iterable[Implied]
) -> tuple[Decomposition | Undecomposed | None, Decomposition | None, str]:
    """The result of the newest period, the newest decomposition, and its currency."""
    rows, newest = [*pair.levels, *pair.others], None
    series = []
    for currency in sorted({row["currency"] for row in rows}):
        group = (pair.reporter, pair.partner, codes.TOTAL, currency)
        in_currency = [
            Observation(*(row[name] for name in Observation._fields))
            for row in rows
            if row["currency"] == currency
        ]
        known = known_levels(in_currency, [one for one in implied if one.group == group])
        series.append(_dated(known, currency))
    for _, result, currency in merge(*series, key=lambda dated: dated[0], reverse=True):
        newest = newest or result
        if isinstance(result, Decomposition):
            return newest, result, currency
    return newest, None, ""


def _dated(known: dict[Cell, list[Known]], currency: str) -> Iterator[Dated]:
    """Every period of a currency, newest first, with its last month and its currency."""
    for result in newest_first(known):
        yield (result.period.last_month, result.period), result, currency


def _numbers(found: Decomposition, currency: str, formats: Formats) -> Html:
    """Both levels, the change and its contribution, flow by flow."""
    words = formats.words

    def level(known: Known) -> TableCell:
        bounds, how = level_and_how(known, currency, formats)
        return TableCell(bounds, how, kind="number")

    def row(flow: Flow, part: Part) -> list[TableCell | str]:
        change = formats.amount_bounds(part.change.low, part.change.high, currency)
        share = "" if flow == Flow.TOTAL else share_of_change(part, formats)
        return [
            capital(formats.flow(flow)),
            level(part.base),
            level(part.level),
            TableCell(change, share, kind="number"),
            TableCell(points(part.contribution, formats), kind="number"),
        ]

    headers = [
        words("column.what"),
        formats.period(str(found.base_period)),
        formats.period(str(found.period)),
        *(words(f"drivers.{name}") for name in ("change", "contribution")),
    ]
    rows = [row(flow, found.parts[flow]) for flow in AMOUNTS]
    return table([capital(header) for header in headers], rows)


def _evidence(context: Context, found: Decomposition) -> Html:
    """Every figure and claim it rests on, as printed, with its source."""
    words, formats = context.words, context.formats
    rows = [
        [
            capital(_name(row, formats)),
            TableCell(f"“{row['printed']}”", formats.place(row["place"])),
            source_cell(context, row["source"], row["source"]),
        ]
        for row in stated(context.edition, [one.fact for one in found.evidence])
    ]
    return table([words(f"column.{name}") for name in ("what", "as_printed", "source")], rows)


def _name(row: Row, formats: Formats) -> str:
    """The flow and period of a figure, and the base period of a claim."""
    name = cell_name(Cell.of(row["flow"], periods.parse(row["period"])), formats)
    if base := row["base_period"]:
        return formats.words("drivers.growth_of", cell=name, base=formats.when(base))
    return name
