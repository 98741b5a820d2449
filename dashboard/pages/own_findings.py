"""What a person's own table was understood to be: counted, its first figures, what is rejected."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.answers.own_table import OwnTable
from dashboard.answers.table_summary import Summary, summary
from dashboard.html.tables import TableCell, bullets, table
from dashboard.pages import say
from dashboard.pages.doubtful_rows import kinds_said, show_rejected, show_warnings
from dashboard.pages.frame import Context
from dashboard.wording.formats import capital
from dashboard.wording.table_messages import in_language
from data import codes
from data.tables.judging import FIGURE_COLUMNS

NAMED_AREAS = 12
AREA_TOPICS = ("reporter", "partner")
LISTED = ("flow", "valuation")  # topics whose values are codes with words
CELLS = tuple(map(FIGURE_COLUMNS.index, ("reporter", "partner", "flow", "product", "period",
                                          "currency", "value", "low", "high")))  # fmt: skip


def show_findings(context: Context, own: OwnTable) -> None:
    """What was found, the first figures, rejected rows and warnings."""
    words = context.words
    assert own.ready is not None
    found = own.ready.understanding
    if own.outcome is not None:
        told = summary(own.ready, own.outcome)
        say.header(words("own.found"))
        st.html(table([words("own.topic"), words("own.value")], _summary(context, own, told)))
        say.header(words("own.first_rows"))
        _first_rows(context, own)
        rejected = sum(told.rejected.values())
        if rejected:
            say.header(words("own.rejected"))
            show_rejected(context, own.outcome.rejected_rows, rejected)
        if told.warnings:
            say.header(words("own.warnings"))
            say.caption(words("data_sets.warnings_stay"))
            show_warnings(context, own.outcome.warning_rows, told.warnings)
    else:
        say.info(words("own.no_figures"))
    if found.remarks:
        say.header(words("own.remarks"))
        st.html(bullets(capital(in_language(remark, words)) for remark in found.remarks))
    with say.expander(words("own.findings")):
        headers = [words(f"own.{name}") for name in ("topic", "value", "why")]
        st.html(
            table(
                headers,
                [
                    [
                        words(f"own_topic.{one.topic.replace(' ', '_')}"),
                        _finding(context, one.topic, one.value),
                        in_language(one.evidence, words),
                    ]
                    for one in found.findings
                ],
            )
        )


def _summary(context: Context, own: OwnTable, told: Summary) -> list[list[TableCell | str]]:
    words, formats = context.words, context.formats
    assert own.ready is not None
    assert own.outcome is not None
    figures = words("own.n_figures", n=told.figures, figures=formats.number(told.figures, 0))
    if told.rolled_up:
        counted = {"figures": formats.number(told.figures, 0)}
        counted["count"] = formats.number(told.rolled_up, 0)
        figures = words("own.n_rolled_up", n=told.figures, **counted)
    spans = [
        words("own.span", freq=words(f"freq.{freq}"), periods=_from_to(context, *ends))
        for freq, ends in told.periods.items()
    ]
    units = [f.value for f in own.ready.understanding.findings if f.topic == "unit"]
    unit = _finding(context, "unit", units[0]) if len(set(units)) == 1 else words("own.in_rows")
    rejected, left_out = sum(told.rejected.values()), told.left_out_cells
    return [
        [words("own.figures"), figures],
        [words("own.reporters"), _areas(context, told.reporters)],
        [words("own.partners"), _areas(context, told.partners)],
        [words("own.flows"), ", ".join(formats.flow(flow) for flow in told.flows)],
        [words("own.periods"), ", ".join(spans)],
        [words("own.unit"), unit],
        [words("own.currency"), told.currency or words("own.several")],
        [words("own.products"), _products(context, told)],
        [words("own.rejected"), _counted(context, rejected, kinds_said(context, told.rejected))],
        [words("own.left_out"), _counted(context, left_out, kinds_said(context, told.left_out))],
        [words("own.unknown"), formats.number(told.unknown, 0)],
        [
            words("own.warnings"),
            _counted(context, told.warnings, kinds_said(context, told.warnings_by_kind or {})),
        ],
    ]


def _from_to(context: Context, first: str, last: str) -> str:
    """`2019 – 2023`; one period where they are the same."""
    ends = dict.fromkeys((context.formats.period(first), context.formats.period(last)))
    return " – ".join(ends)


def _counted(context: Context, count: int, kinds: str) -> TableCell:
    return TableCell(context.formats.number(count, 0), kinds)


def _areas(context: Context, found: Sequence[str]) -> str:
    names = [context.formats.area(code) for code in found]
    if len(names) <= NAMED_AREAS:
        return context.formats.listed(names)
    first = ", ".join(names[:NAMED_AREAS])
    return context.words("own.and_more", named=first, n=len(names) - NAMED_AREAS)


def _products(context: Context, told: Summary) -> str:
    if not told.products:
        return context.words("own.all_goods")
    name = "own.every_product" if told.every_product else "own.n_products"
    return context.words(name, n=told.products)


def _finding(context: Context, topic: str, value: str) -> str:
    """A value as the page says it: codes in words."""
    words = context.words
    if topic in AREA_TOPICS and value in codes.areas():
        return context.formats.area(value)
    if topic in LISTED:
        return words(f"{topic}.{value}")
    if topic == "unit" and value in codes.lists().unit:
        return words(f"own_answer.unit_{value}")
    if topic == "frequency":
        return words(f"freq.{value}")
    if topic == "delimiter":
        return words(f"own_answer.{value}")
    if topic == "decimal mark":
        return words("own_answer.point" if value == "." else "own_answer.decimal_comma")
    if topic == "product" and value == "services":
        return words("own_answer.services")
    return value


def _first_rows(context: Context, own: OwnTable) -> None:
    words, formats = context.words, context.formats
    assert own.ready is not None
    headers = [words(f"data_column.{name}") for name in
               ("reporter", "partner", "flow", "period", "value")]  # fmt: skip
    rows = []
    for row in own.ready.understanding.preview():
        reporter, partner, flow, product, period, currency, value, low, high = (
            row[at] for at in CELLS
        )
        rows.append(
            [
                formats.area(str(reporter)),
                formats.area(str(partner)),
                formats.flow(str(flow), str(product)),
                formats.period(str(period)),
                TableCell(
                    formats.printed(value, low, high, None, str(currency)),
                    formats.amount_bounds(low, high, str(currency)) if low != high else "",
                    kind="number",
                ),
            ]
        )
    st.html(table(headers, rows))
