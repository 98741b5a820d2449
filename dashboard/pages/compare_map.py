"""The map of a reporter's partners in a year, and the same as a list."""

from __future__ import annotations

from functools import partial

from dashboard.answers.selection import Selection
from dashboard.answers.trade_of_reporter import Snapshot
from dashboard.charts import map_charts
from dashboard.html.tables import TableCell
from dashboard.pages import frame, say
from dashboard.pages.folded import show_folded
from dashboard.pages.frame import Context
from dashboard.pages.picture import Picture, show_picture
from dashboard.wording import reporter_words
from dashboard.wording.formats import capital
from data import codes, periods
from data.relations import Row


def show_map(context: Context, shown: Snapshot) -> None:
    """Draw the map and the list."""
    words, formats = context.words, context.formats
    show_picture(
        context,
        Picture(
            key="compare_map",
            figure=partial(map_charts.partners, shown, formats, context.source_name),
            finding=capital(reporter_words.largest(shown, formats)),
            subtitle=capital(reporter_words.subtitle(shown, formats, context.source_name)),
            sources=list(dict.fromkeys(row["source"] for row in shown.every)),
            alt=words("map.alt", reporter=formats.area(shown.reporter), n=len(shown.every)),
            table="rank",
            selection=rows_of(shown),
        ),
    )
    said = [words("map.shapes")]
    absent = map_charts.not_on_the_map(row["partner"] for row in shown.every)
    if absent:
        named = formats.listed([formats.area(area) for area in absent])
        said.append(words("map.missing", areas=named))
    say.caption(" ".join(said))
    show_partners(context, shown)


def choose_year(context: Context, shown: Snapshot) -> None:
    """The list of the years that have figures."""
    frame.choose_one(
        context, "at", [str(year) for year in shown.years], str(shown.at), context.formats.period,
        to_field=periods.parse,
    )  # fmt: skip


def say_other_year(context: Context, shown: Snapshot) -> None:
    """That the year of the address has no figures, where it has none."""
    asked = context.selection.at
    if asked and asked != shown.at:
        ends = {"asked": str(asked), "period": str(shown.at)}
        named = {name: context.formats.period(end) for name, end in ends.items()}
        say.warning(context.words("map.other_year", **named))


def rows_of(shown: Snapshot) -> Selection:
    """The rows of the public file `rank` that are drawn."""
    return Selection(
        reporter=(shown.reporter,),
        flow=(shown.flow,),
        product=(codes.TOTAL,),
        freq=("A",),
        source=tuple(sorted({row["source"] for row in shown.every})),
        since=shown.at,
        until=shown.at,
    )


def show_partners(context: Context, shown: Snapshot) -> None:
    """The partners of the year as a list."""
    words, formats = context.words, context.formats
    whole = "world" if shown.world else "among"
    headers = [
        words("filter.partner"),
        capital(formats.flow(shown.flow)),
        words(f"map.share_{whole}"),
        words("column.source"),
    ]
    rows = []
    for row in shown.every:
        share = shown.share(row)
        rows.append(
            [
                TableCell(formats.area(row["partner"]), href=_address(context, shown, row)),
                TableCell(formats.headline(row), kind="number"),
                TableCell(words("unknown") if share is None else formats.percent(share),
                          kind="number"),
                frame.source_cell(context, row["source"]),
            ]
        )  # fmt: skip
    show_folded(context, headers, rows)


def _address(context: Context, shown: Snapshot, row: Row) -> str:
    only = {"flow": (), "freq": (), "source": (), "since": None, "until": None}
    return context.address("partner", reporter=(shown.reporter,), partner=(row["partner"],), **only)
