"""The tab of trade: every period in a line, and the balances as a picture."""

from __future__ import annotations

from collections import defaultdict

from dashboard.answers.implied_of_pair import ImpliedOfPair, bars
from dashboard.answers.pair_window import window
from dashboard.answers.pairs import Pair
from dashboard.answers.selection import Selection
from dashboard.charts.balance_chart import balances
from dashboard.html.tables import TableCell
from dashboard.pages import say
from dashboard.pages.folded import show_scrolled
from dashboard.pages.frame import Context
from dashboard.pages.picture import Picture, show_picture
from dashboard.wording.formats import capital, scale_of
from data import periods
from data.codes.flows import AMOUNTS, Flow
from data.relations import Row

FEWEST = 3  # balances that are worth a chart


def show_periods(context: Context, pair: Pair, found: ImpliedOfPair) -> None:
    """Exports, imports, two-way trade, balance and growth of each period, newest first."""
    several = len(pair.currencies) > 1
    for currency in pair.currencies:
        one = pair.in_currency(currency)
        implied = [row for row in bars(found, pair.freq) if row["currency"] == currency]
        if several:
            say.subheader(currency)
        _show_table(context, one, implied)
        shown = window(one, implied, context.selection)
        known = [row for row in one.balances if shown.holds(row)]
        if len(known) >= FEWEST:
            _show_balances(context, one, known, currency if several else "")


def _show_table(context: Context, pair: Pair, implied: list[Row]) -> None:
    words, formats = context.words, context.formats
    cells: dict[str, dict[str, TableCell]] = defaultdict(dict)
    for row in implied:
        bounds = formats.amount_bounds(row["low"], row["high"], row["currency"])
        cells[row["period"]][row["flow"]] = TableCell(
            bounds, words("implied.legend"), kind="number"
        )
    for row in pair.levels:
        if row["flow"] in AMOUNTS:
            cells[row["period"]][row["flow"]] = TableCell(formats.headline(row), kind="number")
    for row in pair.balances:
        cells[row["period"]][Flow.BALANCE] = _balance(context, row)
    for row in pair.growth:
        if row["flow"] == Flow.TOTAL:
            cells[row["period"]]["growth"] = _growth(context, row)
    newest_first = sorted(cells, key=lambda one: (periods.parse(one).last_month, one), reverse=True)
    columns = (*AMOUNTS, Flow.BALANCE, "growth")
    headers = [words("column.period")]
    headers += [capital(words(f"flow.{name}")) for name in (*AMOUNTS, Flow.BALANCE)]
    headers.append(words("partner.growth_of_two_way"))
    nothing = TableCell("")
    rows = [
        [formats.period(period), *(cells[period].get(name, nothing) for name in columns)]
        for period in newest_first
    ]
    show_scrolled(headers, rows, words("partner_tab.trade"))


def _balance(context: Context, row: Row) -> TableCell:
    formats, ends = context.formats, (row["balance_low"], row["balance_high"])
    if row["balance"] is None:
        return TableCell(formats.amount_bounds(*ends, row["currency"]), kind="number")
    small = formats.amounts_beside(*ends, row["currency"])
    return TableCell(formats.signed_amount(row["balance"], row["currency"]), small, kind="number")


def _growth(context: Context, row: Row) -> TableCell:
    formats, ends = context.formats, (row["growth_pct_low"], row["growth_pct_high"])
    small = formats.beside(*ends, sign=True)
    return TableCell(formats.headline_percent(row["growth_pct"], *ends), small, kind="number")


def _finding(context: Context, rows: list[Row]) -> str:
    """Surpluses and deficits counted; one that may be either is neither."""
    surplus = sum(row["balance_low"] > 0 for row in rows)
    deficit = sum(row["balance_high"] < 0 for row in rows)
    told = {
        "n": len(rows),
        "first": context.formats.when(rows[0]["period"]),
        "last": context.formats.when(rows[-1]["period"]),
    }
    if len(rows) in (surplus, deficit):
        return context.words("partner.all_surplus" if surplus else "partner.all_deficit", **told)
    counted = {
        "surplus": context.words("partner.surpluses", n=surplus),
        "deficit": context.words("partner.deficits", n=deficit),
    }
    return context.words("partner.balance_finding", **{**told, **counted})


def _show_balances(context: Context, pair: Pair, shown: list[Row], currency: str) -> None:
    words, formats = context.words, context.formats
    names = {"reporter": formats.area(pair.reporter), "partner": formats.area(pair.partner)}
    ends = [abs(row[end]) for row in shown for end in ("balance_low", "balance_high")]
    show_picture(
        context,
        Picture(
            key="balance_chart" + (f"_{currency}" if currency else ""),
            figure=balances(context.with_publisher(shown), formats),
            finding=_finding(context, shown),
            subtitle=words(
                "partner.balance_subtitle",
                unit=capital(formats.scale_word(scale_of(ends), pair.currencies[0])),
                **names,
            ),
            sources=list(dict.fromkeys(row["source"] for row in shown)),
            alt=words("partner.balance_chart_alt", **names),
            table="balance",
            selection=Selection(
                reporter=(pair.reporter,), partner=(pair.partner,), freq=(pair.freq,)
            ),
        ),
    )
