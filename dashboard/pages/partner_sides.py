"""The tab of both sides: what the partner's statistics say of the same trade, and the gaps."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from dashboard.answers.both_sides import both_sides
from dashboard.answers.implied_of_pair import ImpliedOfPair, rests_on_a_claim
from dashboard.answers.pair_span import Span
from dashboard.answers.pairs import ALL_GOODS, Pair
from dashboard.answers.printed_figures import printed
from dashboard.answers.selection import Selection
from dashboard.answers.source_rows import official
from dashboard.answers.whole_edition import check_of_claim
from dashboard.charts.sides_chart import drawn, sides
from dashboard.html.tables import TableCell
from dashboard.pages import say
from dashboard.pages.conflict_cards import show_facts
from dashboard.pages.folded import show_long
from dashboard.pages.frame import Context
from dashboard.pages.partner_implied import premise_of
from dashboard.pages.picture import Picture, show_picture
from dashboard.wording.derivations import mirror_readings, turned_around
from dashboard.wording.formats import capital, scale_of
from data.relations import Row


def show_sides(context: Context, pair: Pair, span: Span, found: ImpliedOfPair) -> None:
    """Dumbbells of every period that both sides have, the table of their gaps, and what follows
    from reported rates."""
    words, formats = context.words, context.formats
    names = {"reporter": formats.area(pair.reporter), "partner": formats.area(pair.partner)}
    rows = both_sides(context.edition, pair, span, found)
    if not rows and not any(map(rests_on_a_claim, found.mirror_gaps)):
        say.caption(words("mirror.none", **names))
        return
    for currency in dict.fromkeys(row["currency"] for row in rows):
        own = [row for row in rows if row["currency"] == currency]
        _show_chart(context, pair, own, names, currency if len(own) < len(rows) else "")
    if rows:
        say.caption(words("mirror.lead", **names))
        _show_table(context, rows, names)
    _show_readings(context, found)


def _show_chart(
    context: Context, pair: Pair, rows: list[Row], names: dict[str, str], currency: str
) -> None:
    words, formats = context.words, context.formats
    shown = drawn(rows)
    unit = formats.scale_word(
        scale_of([row[end] for row in shown for end in ("high", "mirror_high")]),
        rows[0]["currency"],
    )
    cited = [row[one] for row in shown for one in ("source", "mirror_source") if row[one]]
    show_picture(
        context,
        Picture(
            key="sides_chart" + (f"_{currency}" if currency else ""),
            figure=partial(sides, rows, formats),
            finding=_finding(context, shown, names),
            subtitle=_subtitle(context, shown, capital(unit), names),
            sources=list(dict.fromkeys(cited)),
            alt=words("mirror.chart_alt", **names),
            **file_of(pair, shown),
        ),
    )
    several = len({row["period"] for row in rows}), len({row["period"] for row in shown})
    if several[1] < several[0]:
        say.caption(words("mirror.newest", n=several[1], every=several[0]))


def file_of(pair: Pair, shown: Sequence[Row]) -> dict[str, Any]:
    """The file of what is drawn: both sides beside each other; with implied ones, row by row."""
    chosen = Selection(reporter=(pair.reporter,), partner=(pair.partner,), product=ALL_GOODS)
    if not any(map(_is_implied, shown)):
        return {"table": "mirror", "selection": chosen}
    every = chosen.with_(both_sides=True, beside=("growth", "implied"))
    return {"table": "observations", "selection": every}


def _subtitle(context: Context, rows: Sequence[Row], unit: str, names: dict[str, str]) -> str:
    """Unit and whose statistics, then how what is drawn is read."""
    words = context.words
    ends = [(row[f"{whose}low"], row[f"{whose}high"]) for row in rows for whose in ("", "mirror_")]
    marks = [words("partner.drawn_implied")] if any(map(_is_implied, rows)) else []
    marks += [words("partner.drawn_bounds")] if any(low != high for low, high in ends) else []
    marks_of = f" {capital('; '.join(marks))}." if marks else ""
    return words("mirror.subtitle", unit=unit, marks=marks_of, **names)


def _is_implied(row: Row) -> bool:
    return bool(row["facts"] or row["mirror_facts"])


def _finding(context: Context, rows: list[Row], names: dict[str, str]) -> str:
    """Where the two are furthest apart, or that their bounds meet; of what both print, if they do
    at all: what rests on a claim is no headline."""
    words, formats = context.words, context.formats
    of_print = [row for row in rows if not _is_implied(row)] or rows
    apart = [row for row in of_print if _is_apart(row)]
    if not apart:
        return words("mirror.meet", **names)
    row = max(apart, key=lambda one: min(abs(one["gap_low"]), abs(one["gap_high"])))
    return words(
        "mirror.furthest" if len(of_print) == len(rows) else "mirror.furthest_printed",
        period=formats.when(row["period"]),
        flow=formats.flow(row["flow"]),
        gap=formats.distance(row["gap_low"], row["gap_high"], row["currency"]),
        **names,
    )


def _is_apart(row: Row) -> bool:
    """Whether the bounds of both do not meet."""
    return not row["gap_low"] <= 0 <= row["gap_high"]


def _show_table(context: Context, rows: list[Row], names: dict[str, str]) -> None:
    words, formats = context.words, context.formats
    body = [
        [
            formats.period(row["period"]),
            capital(formats.flow(row["flow"], row["product"])),
            _said(context, row, ""),
            _said(context, row, "mirror_"),
            TableCell(_gap(context, row), kind="number"),
            TableCell(_asymmetry(context, row), kind="number"),
        ]
        for row in rows
    ]
    headers = [words("column.period"), words("column.flow")]
    headers += [words("mirror.says", side=names[side]) for side in ("reporter", "partner")]
    headers += [words("column.gap"), words("data_column.asymmetry_pct")]
    show_long(context, headers, body, words("partner_tab.sides"))


def _said(context: Context, row: Row, whose: str) -> TableCell:
    """What a side prints and where, or what its facts imply and under which condition."""
    formats, low, high = context.formats, row[f"{whose}low"], row[f"{whose}high"]
    bounds = formats.amounts_beside(low, high, row["currency"])
    text = bounds or formats.amount(high, row["currency"])
    if facts := row[f"{whose}facts"]:
        told = [context.words("implied.by_facts", n=len(facts)), premise_of(context, facts)]
        return TableCell(text, "; ".join(filter(None, told)), kind="number")
    return TableCell(text, context.source_name(row[f"{whose}source"]), kind="number")


def _gap(context: Context, row: Row) -> str:
    """Signed, as its bounds where it is no one number; that they meet where their bounds do."""
    if not _is_apart(row):
        return context.words("mirror.meets")
    return context.formats.gap(row["gap_low"], row["gap_high"], row["currency"])


def _asymmetry(context: Context, row: Row) -> str:
    low, high = row["asymmetry_pct_low"], row["asymmetry_pct_high"]
    if low is None or high is None or not _is_apart(row):
        return ""
    formats = context.formats
    bounds = formats.beside(low, high, sign=True)
    return bounds or formats.percent((low + high) / 2, sign=True)


def _show_readings(context: Context, found: ImpliedOfPair) -> None:
    """What reported rates imply of a trade that the other side reports otherwise."""
    words, formats = context.words, context.formats
    known, states = printed(context.edition), official(context.edition)
    for gap in found.mirror_gaps:
        if rests_on_a_claim(gap):
            source = gap.mirror.source
            say.markdown(
                mirror_readings(
                    gap,
                    context.source_name(source),
                    formats,
                    check_of_claim(context.edition),
                    official=source in states,
                )
            )
            with say.expander(words("mirror.rests")):
                note = {gap.mirror.fact: turned_around(gap, formats)}
                show_facts(context, [*gap.facts, gap.mirror], known, note)
