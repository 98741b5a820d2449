"""The answers beside the picture of a pair: balance, growth, the other side, reported rates."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from analytics.checking.claims import Check
from dashboard.answers import pairs, public_files
from dashboard.answers.pair_span import Span
from dashboard.answers.pairs import Pair
from dashboard.answers.selection import Selection
from dashboard.html.answer_blocks import Block, answer_blocks
from dashboard.html.chips import verdict_chip
from dashboard.html.markup import Html
from dashboard.pages import frame
from dashboard.pages.frame import Context
from dashboard.wording.claim_lines import signed_change
from dashboard.wording.formats import capital
from dashboard.wording.verdict_names import ORDER, findings
from data.codes.flows import AMOUNTS, ONE_WAY, Flow
from data.relations import Row


def show_answer(context: Context, pair: Pair, span: Span) -> None:
    """Four answers in one element, each with the period that it is of."""
    blocks = [
        _balance(context, pair),
        _growth(context, pair),
        _other_side(context, pair, span),
        _claims(context, pair),
    ]
    st.html(answer_blocks(blocks))


def _balance(context: Context, pair: Pair) -> Block:
    """The newest balance, at whatever frequency, with its bounds and its coverage ratio."""
    words, formats = context.words, context.formats
    name = capital(formats.flow(Flow.BALANCE))
    row = pairs.newest_balance(context.edition, pair.reporter, pair.partner)
    if row is None:
        return Block(name, lines=[words("partner.no_balance")])
    bounds = row["balance_low"], row["balance_high"]
    value = formats.amount_bounds(*bounds, row["currency"])
    lines = []
    if row["balance"] is not None:
        value = formats.signed_amount(row["balance"], row["currency"])
        lines = [formats.amounts_beside(*bounds, row["currency"])]
    if row["coverage_pct"] is not None:
        ends = row["coverage_pct_low"], row["coverage_pct_high"]
        ratio = words("partner.coverage", ratio=formats.percent(row["coverage_pct"]))
        lines.append(_with_bounds(ratio, formats.beside(*ends)))
    if row["normalised_balance"] is not None:
        ends = row["normalised_balance_low"], row["normalised_balance_high"]
        part = formats.number(row["normalised_balance"], 2, sign=True)
        is_one = len({formats.number(end, 2) for end in ends}) == 1
        between = "" if is_one else formats.number_bounds(*ends, sign=True)
        lines.append(_with_bounds(words("partner.normalised", value=part), between))
    heading = words("partner.metric", what=name, period=formats.period(row["period"]))
    return Block(heading, value, lines)


def _with_bounds(text: str, bounds: str) -> str:
    return f"{text} ({bounds})" if bounds else text


def _growth(context: Context, pair: Pair) -> Block:
    """Growth in the newest period of two-way trade, else of a direction; as reported where only
    that is known, and with the verdict on what is reported of the same change."""
    words, formats = context.words, context.formats
    latest = next((one for flow in (Flow.TOTAL, *ONE_WAY) if (one := pair.latest(flow))), None)
    if latest is None:
        return Block(words("partner.growth"), lines=[words("partner.no_growth")])
    level, row = latest.level, latest.growth
    flow = formats.flow(level["flow"])
    chips = [reported_chip(context, latest.reported)] if latest.reported else []
    if row is not None:
        names = {"flow": flow, "period": formats.period(row["period"]),
                 "base": formats.period(row["base_period"])}  # fmt: skip
        bounds = row["growth_pct_low"], row["growth_pct_high"]
        value = formats.headline_percent(row["growth_pct"], *bounds)
        lines = [formats.beside(*bounds, sign=True)]
        return Block(words("partner.growth_on", **names), value, lines, chips)
    heading = words("partner.growth_in", flow=flow, period=formats.period(level["period"]))
    if latest.reported is not None:
        return _as_reported(context, heading, latest.reported)
    return Block(heading, lines=[words("partner.no_base")])


def _as_reported(context: Context, heading: str, check: Check) -> Block:
    lines = [capital(context.words("partner.only_reported")), *findings(check, context.formats)]
    return Block(
        heading, signed_change(check, context.formats), lines, [reported_chip(context, check)]
    )


def reported_chip(context: Context, check: Check) -> Html:
    """The verdict on a reported rate, with the rate; it opens the proof."""
    text = context.words(
        "partner.reported",
        change=signed_change(check, context.formats),
        verdict=context.words(f"verdict.{check.verdict}"),
    )
    return verdict_chip(check.verdict, context.words, text, frame.check_address(context, check))


def _other_side(context: Context, pair: Pair, span: Span) -> Block:
    """What the partner says of the newest trade that both report, and how far it is from it."""
    words, formats = context.words, context.formats
    partner = formats.area(pair.partner)
    row = newest_of_both(span, pair.freq)
    if row is None:
        return _without_both(context, pair, span)
    heading = words("partner.other_says", partner=partner, period=formats.period(row["period"]))
    own = {"value": row["value"], "low": row["low"], "high": row["high"]}
    its = {name: row[f"mirror_{name}"] for name in own}
    shared = {"currency": row["currency"], "qualifier": None}
    lines = [
        words(
            "partner.same_trade",
            flow=capital(formats.flow(row["flow"])),
            reporter=formats.area(pair.reporter),
            value=_level(context, own | shared, row["source"], span),
        ),
        *_apart(context, row),
        *_its_newest(context, pair, row, span),
    ]
    return Block(heading, _level(context, its | shared, row["mirror_source"], span), lines)


def newest_of_both(span: Span, freq: str) -> Row | None:
    """The newest period at a frequency that both sides report, two-way trade first."""
    of_both = [row for row in span.mirrored if row["flow"] in AMOUNTS]
    same = [row for row in of_both if row["freq"] == freq] or of_both
    if not same:
        return None
    newest = max(row["last_month"] for row in same)
    order = (Flow.TOTAL, *ONE_WAY)
    return min((r for r in same if r["last_month"] == newest), key=lambda r: order.index(r["flow"]))


def _its_newest(context: Context, pair: Pair, row: Row, span: Span) -> list[str]:
    """What the partner says of a later period, of which the reporter says nothing."""
    later = [
        one
        for one in span.others
        if (one["flow"], one["freq"]) == (row["flow"], row["freq"])
        and one["last_month"] > row["last_month"]
    ]
    if not later:
        return []
    newest = max(later, key=lambda one: one["last_month"])
    said = {"value": context.formats.headline(newest),
            "period": context.formats.period(newest["period"])}  # fmt: skip
    return [context.words("partner.its_newest", partner=context.formats.area(pair.partner), **said)]


def _apart(context: Context, row: Row) -> list[str]:
    """The gap between both sides, signed: one number, or its bounds where they leave more."""
    words, formats = context.words, context.formats
    low, high = row["gap_low"], row["gap_high"]
    if low <= 0 <= high:
        return [words("partner.no_gap")]
    gap = formats.gap(low, high, row["currency"])
    return [words("partner.gap", reporter=formats.area(row["reporter"]), gap=gap)]


def _without_both(context: Context, pair: Pair, span: Span) -> Block:
    """Where no period is reported by both: the newest that the partner reports, or that it does
    not."""
    words, formats = context.words, context.formats
    partner = formats.area(pair.partner)
    totals = [row for row in span.others if row["flow"] == Flow.TOTAL]
    if not totals:
        return Block(
            words("partner.other_side", partner=partner), lines=[words("partner.no_other")]
        )
    row = max(totals, key=lambda one: one["last_month"])
    heading = words("partner.other_says", partner=partner, period=formats.period(row["period"]))
    lines = [words("partner.no_own", reporter=formats.area(pair.reporter))]
    return Block(heading, formats.headline(row), lines)


def _level(context: Context, row: Row, source: str, span: Span) -> str:
    """A level as it was printed, with the qualifier of its own row."""
    known = [
        one["qualifier"]
        for one in (*span.levels, *span.others)
        if one["source"] == source and (one["low"], one["high"]) == (row["low"], row["high"])
    ]
    return context.formats.headline(row | {"qualifier": known[0] if known else None})


def _claims(context: Context, pair: Pair) -> Block:
    """How many reported rates of the pair there are, by verdict; each count leads to them."""
    words = context.words
    of_pair = Selection(reporter=(pair.reporter,), partner=(pair.partner,))
    counts = Counter(check.verdict for check in public_files.checks(context.edition, of_pair))
    if not counts:
        return Block(words("partner.claims"), lines=[words("partner.no_claims")])
    chips = [
        verdict_chip(
            verdict,
            words,
            f"{counts[verdict]} {words(f'verdict.{verdict}').lower()}",
            context.address(
                "check", reporter=(pair.reporter,), partner=(pair.partner,), verdict=(verdict,),
                freq=(), flow=(), source=(), since=None, until=None,
            ),
        )
        for verdict in ORDER
        if counts[verdict]
    ]  # fmt: skip
    return Block(words("partner.claims_n", n=counts.total()), chips=chips)
