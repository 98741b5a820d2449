"""The tab of both sides: what the partner's statistics say of the same trade, and the gaps."""

from __future__ import annotations

from dashboard.answers.implied_of_pair import ImpliedOfPair, rests_on_a_claim
from dashboard.answers.pair_span import Span
from dashboard.answers.pairs import Pair
from dashboard.answers.printed_figures import printed
from dashboard.answers.selection import Selection
from dashboard.answers.source_rows import official
from dashboard.answers.whole_edition import check_of_claim
from dashboard.charts.sides_chart import drawn, sides
from dashboard.html.tables import TableCell
from dashboard.pages import say
from dashboard.pages.conflict_cards import show_facts
from dashboard.pages.folded import show_scrolled
from dashboard.pages.frame import Context
from dashboard.pages.picture import Picture, show_picture
from dashboard.wording.derivations import mirror_readings, turned_around
from dashboard.wording.formats import capital, scale_of
from data.codes.flows import AMOUNTS
from data.relations import Row


def show_sides(context: Context, pair: Pair, span: Span, found: ImpliedOfPair) -> None:
    """Dumbbells of every period that both sides report, the table of their gaps, and what follows
    from reported rates."""
    words, formats = context.words, context.formats
    names = {"reporter": formats.area(pair.reporter), "partner": formats.area(pair.partner)}
    of_both = [row for row in span.mirrored if row["flow"] in AMOUNTS]
    rows = [row for row in of_both if row["freq"] == pair.freq] or of_both
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
    show_picture(
        context,
        Picture(
            key="sides_chart" + (f"_{currency}" if currency else ""),
            figure=sides(rows, formats),
            finding=_finding(context, shown, names),
            subtitle=words("mirror.subtitle", unit=capital(unit), **names),
            sources=list(
                dict.fromkeys(row[one] for row in shown for one in ("source", "mirror_source"))
            ),
            alt=words("mirror.chart_alt", **names),
            table="mirror",
            selection=Selection(reporter=(pair.reporter,), partner=(pair.partner,)),
        ),
    )


def _finding(context: Context, rows: list[Row], names: dict[str, str]) -> str:
    """Where the two are furthest apart, or that their bounds meet."""
    words, formats = context.words, context.formats
    apart = [row for row in rows if _distance(row) > 0]
    if not apart:
        return words("mirror.meet", **names)
    row = max(apart, key=_distance)
    return words(
        "mirror.furthest",
        period=formats.when(row["period"]),
        flow=formats.flow(row["flow"]),
        gap=formats.amount(_distance(row), row["currency"]),
        **names,
    )


def _distance(row: Row):
    """How far the bounds of both are apart; below zero where they meet."""
    return max(row["low"] - row["mirror_high"], row["mirror_low"] - row["high"])


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
    show_scrolled(headers, body, words("partner_tab.sides"))


def _said(context: Context, row: Row, whose: str) -> TableCell:
    formats, low, high = context.formats, row[f"{whose}low"], row[f"{whose}high"]
    bounds = formats.amounts_beside(low, high, row["currency"])
    text = bounds or formats.amount(high, row["currency"])
    return TableCell(text, context.source_name(row[f"{whose}source"]), kind="number")


def _gap(context: Context, row: Row) -> str:
    """Signed where both are one number and apart; that they meet where their bounds do."""
    if _distance(row) <= 0:
        return context.words("mirror.meets")
    if row["value"] is not None and row["mirror_value"] is not None:
        return context.formats.signed_amount(row["value"] - row["mirror_value"], row["currency"])
    return context.formats.amount(_distance(row), row["currency"])


def _asymmetry(context: Context, row: Row) -> str:
    known = row["asymmetry_pct"] is not None and _distance(row) > 0
    return context.formats.percent(row["asymmetry_pct"], sign=True) if known else ""


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
