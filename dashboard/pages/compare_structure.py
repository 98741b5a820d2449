"""What a reporter's trade is made of: partners and goods as areas, concentration and ranks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from dashboard.answers import comparison, trade_of_reporter
from dashboard.answers.comparison import MOST_LINES, RANK, Asked
from dashboard.answers.selection import Selection
from dashboard.answers.trade_of_reporter import Snapshot
from dashboard.charts import comparison_charts, treemap_charts
from dashboard.pages import say
from dashboard.pages.compare_map import rows_of, show_partners
from dashboard.pages.frame import Context
from dashboard.pages.picture import Picture, show_picture
from dashboard.wording import reporter_words
from dashboard.wording.comparison_words import finding, line_name, subtitle
from dashboard.wording.formats import capital
from data import codes


def show_structure(context: Context, shown: Snapshot, partners: Sequence[str]) -> None:
    """Draw what the data allow, and say in a line what they do not."""
    _partners(context, shown)
    _goods(context, shown, partners)
    left, right = st.columns(2)
    with left:
        _concentration(context, shown)
    with right:
        _ranks(context, shown.reporter, partners, shown.flow)


def _partners(context: Context, shown: Snapshot) -> None:
    formats = context.formats
    if len(shown.rows) == 1 and not shown.rest:
        [row] = shown.rows
        alone = {
            "source": context.source_name(shown.source),
            "reporter": formats.area(shown.reporter),
            "partner": formats.area(row["partner"]),
            "amount": formats.headline(row),
            "flow": formats.flow(shown.flow),
            "period": formats.when(str(shown.at)),
        }
        say.info(context.words("structure.one_partner", **alone))
        return
    show_picture(
        context,
        Picture(
            key="compare_partners",
            figure=partial(
                treemap_charts.treemap,
                shown.rows,
                lambda row: formats.area(row["partner"]),
                shown.rest,
                shown.flow,
                formats,
            ),
            finding=capital(reporter_words.half(shown, formats)),
            subtitle=capital(reporter_words.shares_subtitle(shown, formats, context.source_name)),
            sources=[shown.source],
            alt=context.words(
                "structure.partners_alt", reporter=formats.area(shown.reporter), n=len(shown.rows)
            ),
            table="rank",
            selection=rows_of(shown).with_(source=(shown.source,)),
        ),
    )
    _say_without(context, shown)
    show_partners(context, shown)


def _say_without(context: Context, shown: Snapshot) -> None:
    """Which countries of the address have no figure in the year; a group is never an area."""
    known = {row["partner"] for row in shown.every}
    chosen = (one for one in context.selection.partner if not codes.is_group(one))
    without = [context.formats.area(one) for one in chosen if one not in known]
    if without:
        named = context.formats.listed(without)
        period = context.formats.when(str(shown.at))
        say.warning(context.words("structure.without", areas=named, period=period))


def _goods(context: Context, shown: Snapshot, partners: Sequence[str]) -> None:
    """The goods of one partner that is chosen; else of the world, or the first that has any."""
    words, formats = context.words, context.formats
    is_one = len(context.selection.partner) == 1
    chosen = tuple(partners) if is_one else (codes.WORLD, *partners)
    goods = trade_of_reporter.goods(context.edition, shown.reporter, chosen, shown.flow, shown.at)
    if goods is None:
        say.caption(words("structure.no_goods", reporter=formats.area(shown.reporter)))
        return
    show_picture(
        context,
        Picture(
            key="compare_goods",
            figure=partial(
                treemap_charts.treemap,
                goods.rows,
                lambda row: capital(codes.product_name(row["product"], context.language)),
                goods.rest,
                shown.flow,
                formats,
            ),
            finding=capital(reporter_words.largest_goods(shown, goods, formats)),
            subtitle=capital(
                reporter_words.goods_subtitle(shown, goods, formats, context.source_name)
            ),
            sources=[goods.source],
            alt=words("structure.goods_alt", n=len(goods.rows)),
            table="observations",
            selection=Selection(
                reporter=(shown.reporter,),
                partner=(goods.partner,),
                flow=(shown.flow,),
                product=tuple(row["product"] for row in goods.rows),
                freq=("A",),
                source=(goods.source,),
                since=goods.at,
                until=goods.at,
                beside=("growth",),  # with it the two-way trade that is added up
            ),
        ),
    )


def _concentration(context: Context, shown: Snapshot) -> None:
    words, formats = context.words, context.formats
    found = trade_of_reporter.concentrated(context.edition, shown.reporter, shown.flow)
    if found is None:
        say.caption(words("structure.no_index", reporter=formats.area(shown.reporter)))
        return
    source, rows = found
    show_picture(
        context,
        Picture(
            key="compare_concentration",
            figure=partial(treemap_charts.concentration, rows, shown.flow, formats),
            finding=capital(reporter_words.concentration_change(rows, formats)),
            subtitle=capital(
                reporter_words.index_subtitle(shown, rows, formats, context.source_name)
            ),
            sources=[source],
            alt=words("structure.index_alt", reporter=formats.area(shown.reporter)),
            table="concentration",
            selection=Selection(
                reporter=(shown.reporter,),
                partner=(codes.WORLD,),
                flow=(shown.flow,),
                freq=("A",),
                source=(source,),
            ),
        ),
    )


def _ranks(context: Context, reporter: str, partners: Sequence[str], flow: str) -> None:
    """The rank of the chosen partners by year."""
    words, formats = context.words, context.formats
    pairs = comparison.pairs_of([reporter], partners)[:MOST_LINES]
    if not pairs:
        return
    found = comparison.compared(context.edition, Asked(pairs, flow, "A", RANK))
    if not found.lines:
        say.caption(words("structure.no_ranks"))
        return
    names = [line_name(line, found, formats) for line in found.lines]
    first, last = (formats.period(str(found.periods[end])) for end in (0, -1))
    show_picture(
        context,
        Picture(
            key="compare_ranks",
            figure=partial(
                comparison_charts.lines, found, formats, context.source_name, height=300
            ),
            finding=capital(finding(found, formats)),
            subtitle=capital(subtitle(found, formats, context.source_name)),
            sources=list(dict.fromkeys(line.source for line in found.lines)),
            alt=words("compare.chart_alt", names=formats.listed(names), first=first, last=last),
            table="rank",
            selection=Selection(
                reporter=(reporter,),
                partner=tuple(line.partner for line in found.lines),
                flow=(flow,),
                freq=("A",),
                source=tuple(sorted({line.source for line in found.lines})),
            ),
        ),
    )
