"""What a map and a treemap of a reporter's trade say in a sentence, and whose figures they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from analytics.indicators.breakdowns import NO_WHOLE
from dashboard.answers.trade_of_reporter import Goods, Snapshot
from dashboard.wording.formats import Formats
from data import codes
from data.relations import Row

SourceName = Callable[[str], str]


def largest(shown: Snapshot, formats: Formats) -> str:
    """The largest of the partners with a figure of any source: of others nothing is known."""
    first = shown.every[0]
    return formats.words(
        "map.finding",
        n=len(shown.every),
        first=formats.area(first["partner"]),
        number=formats.amount(first["point"], first["currency"]),
        period=formats.when(str(shown.at)),
    )


def subtitle(shown: Snapshot, formats: Formats, source_name: SourceName) -> str:
    """The flow, how many partners and whose statistics; of how many they are another source's."""
    parts = {
        "flow": formats.flow(shown.flow),
        "period": formats.period(str(shown.at)),
        "whose": _whose(shown.reporter, shown.source, formats, source_name),
        "n": formats.number(len(shown.every), 0),
    }
    if shown.beside:
        return formats.words(
            "map.subtitle_beside", **parts, beside=formats.number(len(shown.beside), 0)
        )
    return formats.words("map.subtitle", **parts)


def half(shown: Snapshot, formats: Formats) -> str:
    """The share of the largest partner, and how many have half of the trade together."""
    first = shown.rows[0]
    parts = {
        "reporter": formats.area(shown.reporter),
        "first": formats.area(first["partner"]),
        "share": formats.percent(shown.share(first) or 0),
        "flow": formats.flow(shown.flow),
        "period": formats.when(str(shown.at)),
    }
    if shown.world is None:  # the partners that it has may be few of all
        return formats.words("structure.among_those", **parts, n=len(shown.rows))
    reached, count = 0.0, 0
    for row in shown.rows:
        if reached >= 50:
            break
        reached, count = reached + (shown.share(row) or 0), count + 1
    if count == 1:
        return formats.words("structure.one_has_half", **parts)
    if reached < 50:
        return formats.words("structure.first_has", **parts)
    return formats.words("structure.half", **parts, n=count)


def shares_subtitle(shown: Snapshot, formats: Formats, source_name: SourceName) -> str:
    """What the shares of the partners are of, and whose statistics."""
    whole = "world" if shown.world else "among"
    return formats.words(
        f"structure.of_{whole}",
        flow=formats.flow(shown.flow),
        period=formats.period(str(shown.at)),
        n=formats.number(len(shown.rows), 0),
        whose=_whose(shown.reporter, shown.source, formats, source_name),
    )


def largest_goods(shown: Snapshot, goods: Goods, formats: Formats) -> str:
    """The largest goods and their share of those shown, or of all goods where that is known."""
    first = goods.rows[0]
    shown_sum = sum(row["point"] for row in goods.rows)
    whole = goods.whole["point"] if goods.whole else shown_sum
    return formats.words(
        "structure.goods_finding",
        goods=codes.product_name(first["product"], formats.language),
        share=formats.percent(100 * first["point"] / whole if whole else 0),
        pair=formats.pair(shown.reporter, goods.partner),
        flow=formats.flow(shown.flow),
        period=formats.when(str(goods.at)),
    )


def goods_subtitle(shown: Snapshot, goods: Goods, formats: Formats, source_name: SourceName) -> str:
    """By which codes the goods are told apart, and whose statistics."""
    return formats.words(
        "structure.goods_subtitle",
        flow=formats.flow(shown.flow),
        level=formats.words(f"structure.level_{goods.level}"),
        period=formats.period(str(goods.at)),
        whose=_whose(shown.reporter, goods.source, formats, source_name),
    )


def concentration_change(rows: Sequence[Row], formats: Formats) -> str:
    """From where to where the index went."""
    first, last = rows[0], rows[-1]
    parts = {
        "last": formats.number(last["point"], 2),
        "last_period": formats.when(last["period"]),
    }
    if first is last:
        return formats.words("structure.index_once", **parts)
    return formats.words(
        "structure.index_finding",
        **parts,
        first=formats.number(first["point"], 2),
        first_period=formats.when(first["period"]),
    )


def index_subtitle(
    shown: Snapshot, rows: Sequence[Row], formats: Formats, source_name: SourceName
) -> str:
    """What the index is and of which partners, and whose statistics."""
    is_among = any(NO_WHOLE in (row["note"] or "") for row in rows)
    return formats.words(
        "structure.index_among" if is_among else "structure.index_subtitle",
        flow=formats.flow(shown.flow),
        whose=_whose(shown.reporter, rows[0]["source"], formats, source_name),
    )


def _whose(reporter: str, source: str, formats: Formats, source_name: SourceName) -> str:
    return formats.words(
        "compare.whose", reporter=formats.area(reporter), source=source_name(source)
    )
