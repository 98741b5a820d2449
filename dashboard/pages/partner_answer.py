"""The answer on top of the *Partner* page: what trade did, in a sentence and a few lines."""

from __future__ import annotations

import streamlit as st

from dashboard.answers import pairs
from dashboard.answers.pairs import LatestLevel, Pair
from dashboard.html.tables import TableCell, table
from dashboard.pages import frame, say
from dashboard.pages.frame import Context
from dashboard.pages.markdown import Markdown
from dashboard.wording.explanations import claimed_change
from dashboard.wording.formats import capital
from dashboard.wording.verdict_names import verdict_in_words
from data.codes.flows import ONE_WAY, Flow
from data.relations import Row

Line = tuple[str, str, TableCell | str]


def show_answer(context: Context, pair: Pair) -> None:
    """One sentence on the newest period, then the newest of every measure with its bounds."""
    words, formats = context.words, context.formats
    newest = [pair.latest(flow) for flow in (Flow.TOTAL, *ONE_WAY)]
    known = [latest for latest in newest if latest is not None]
    if not known:
        return
    say.markdown(Markdown("#### {}").format(capital(_sentence(context, pair, known[0]))))
    balances = [row for row in pair.balances if row["balance"] is not None]
    shown: list[Line] = []
    for latest in known:
        level = latest.level
        period, flow = formats.period(level["period"]), formats.flow(level["flow"])
        label = words("partner.metric", what=flow, period=period)
        shown.append((label, formats.of_row(level), _change(context, latest)))
    shown += _balance_lines(context, balances[-1]) if balances else []
    average = pairs.average_growth(context.edition, pair.reporter, pair.partner)
    shown += [_average_line(context, average)] if average and pair.freq == "A" else []
    headers = [words(f"column.{name}") for name in ("what", "value", "change")]
    rows = [
        [capital(label), TableCell(value, kind="number"), small] for label, value, small in shown
    ]
    st.html(table(headers, rows))


def _balance_lines(context: Context, row: Row) -> list[Line]:
    """Balance, coverage ratio and normalised balance of one period, with their bounds."""
    words, formats = context.words, context.formats

    def label(what: str) -> str:
        return words("partner.metric", what=words(what), period=formats.period(row["period"]))

    amount = formats.signed_amount(row["balance"], row["currency"])
    bounds = formats.amount_bounds(row["balance_low"], row["balance_high"], row["currency"])
    lines = [(label("flow.balance"), amount, bounds)]
    if row["coverage_pct"] is not None:
        bounds = formats.percent_bounds(row["coverage_pct_low"], row["coverage_pct_high"])
        lines.append(
            (label("overview.column_coverage"), formats.percent(row["coverage_pct"]), bounds)
        )
    if row["normalised_balance"] is not None:
        low, high = row["normalised_balance_low"], row["normalised_balance_high"]
        value = formats.number(row["normalised_balance"], 2, sign=True)
        bounds = formats.number_bounds(low, high)
        lines.append((label("partner.normalised_balance"), value, bounds))
    return lines


def _average_line(context: Context, row: Row) -> Line:
    words, formats = context.words, context.formats
    span = f"{row['base_period']}–{row['period']}"
    bounds = formats.percent_bounds(row["growth_pct_low"], row["growth_pct_high"])
    return (
        words("partner.average", span=span),
        formats.percent(row["growth_pct"], sign=True),
        bounds,
    )


def _sentence(context: Context, pair: Pair, latest: LatestLevel) -> str:
    """What trade did in the newest period, in one sentence."""
    words, formats = context.words, context.formats
    level, parts = latest.level, {}
    parts["period"] = formats.when(level["period"])
    parts["flow"] = formats.flow(level["flow"])
    parts["was"] = words(f"was.{level['flow']}")
    parts["value"] = formats.of_row(level)
    parts["reporter"], parts["partner"] = formats.area(pair.reporter), formats.area(pair.partner)
    if latest.growth is not None:
        low, high = latest.growth["growth_pct_low"], latest.growth["growth_pct_high"]
        parts["base"] = formats.when(latest.growth["base_period"])
        if low > 0:
            return words("answer.more", bounds=formats.percent_bounds(low, high), **parts)
        if high < 0:
            return words("answer.less", bounds=formats.percent_bounds(-high, -low), **parts)
        return words("answer.unclear", bounds=formats.percent_bounds(low, high), **parts)
    if latest.reported is not None:
        change = claimed_change(latest.reported, context.language)
        verdict = verdict_in_words(latest.reported, words)
        return words("answer.reported", change=change, verdict=verdict, **parts)
    return words("answer.level", **parts)


def _change(context: Context, latest: LatestLevel) -> TableCell | str:
    words, formats = context.words, context.formats
    if latest.growth is not None:
        row = latest.growth
        bounds = formats.percent_bounds(row["growth_pct_low"], row["growth_pct_high"])
        return words("partner.change", bounds=bounds, base=formats.when(row["base_period"]))
    if latest.reported is not None:
        change = claimed_change(latest.reported, context.language)
        told = words("partner.change_reported", change=change)
        return frame.verdict_cell(context, latest.reported, told)
    return words("overview.no_base")
