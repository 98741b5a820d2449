"""The tab of trade: every period in a line, and the balances as a picture."""

from __future__ import annotations

from collections import defaultdict
from functools import partial

from analytics.checking.base_periods import names_year_before
from analytics.checking.claims import Check
from analytics.checking.verdicts import Verdict
from dashboard.answers.implied_of_pair import ImpliedOfPair, bars
from dashboard.answers.pair_window import window
from dashboard.answers.pairs import ALL_GOODS, Pair
from dashboard.answers.selection import Selection
from dashboard.charts.balance_chart import balances
from dashboard.html.markup import Html
from dashboard.html.tables import TableCell
from dashboard.pages import say
from dashboard.pages.folded import show_long
from dashboard.pages.frame import Context
from dashboard.pages.partner_answer import reported_chip
from dashboard.pages.picture import Picture, show_picture
from dashboard.wording.claim_lines import signed_change
from dashboard.wording.formats import capital, scale_of
from data import periods
from data.codes.flows import AMOUNTS, Flow
from data.periods import Period
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
    claimed = {check.claim.period for check in _of_two_way(pair) if check.claim.period}
    for period in claimed | cells.keys():
        cells[period]["growth"] = _growth(context, pair, implied, period)
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
    show_long(context, headers, rows, words("partner_tab.trade"))


def _balance(context: Context, row: Row) -> TableCell:
    formats, ends = context.formats, (row["balance_low"], row["balance_high"])
    if row["balance"] is None:
        return TableCell(formats.amount_bounds(*ends, row["currency"]), kind="number")
    small = formats.amounts_beside(*ends, row["currency"])
    return TableCell(formats.signed_amount(row["balance"], row["currency"]), small, kind="number")


def _of_two_way(pair: Pair) -> list[Check]:
    """What is reported of two-way trade on the year before, at the frequency of the pair."""
    return [
        check
        for check in pair.checks
        if check.claim.flow == Flow.TOTAL
        and check.claim.period
        and periods.parse(check.claim.period).freq == pair.freq
        and names_year_before(check.claim)
    ]


def _growth(context: Context, pair: Pair, implied: list[Row], period: str) -> TableCell:
    """Growth of two-way trade on the year before, else why there is none; and what is reported."""
    formats = context.formats
    levels = [r for r in pair.levels if (r["flow"], r["period"]) == (Flow.TOTAL, period)]
    chips = _chips(context, pair, period, {row["source"] for row in levels})
    rows = [r for r in pair.growth if (r["flow"], r["period"]) == (Flow.TOTAL, period)]
    if not rows:
        return TableCell(_why_not(context, pair, implied, period), kind="why", chips=chips)
    [row] = rows
    ends = row["growth_pct_low"], row["growth_pct_high"]
    text, small = formats.headline_percent(row["growth_pct"], *ends), ""
    if row["growth_pct"] is not None:
        small = formats.beside(*ends, sign=True)
    if row["source"] not in {level["source"] for level in levels}:
        small = "; ".join(filter(None, [small, context.source_name(row["source"])]))
    return TableCell(text, small, kind="number", chips=chips)


def _chips(context: Context, pair: Pair, period: str, sources: set[str]) -> list[Html]:
    """The reported rates of a period with their verdicts, those of the level's source first; of
    those alike one."""
    of_period = [check for check in _of_two_way(pair) if check.claim.period == period]
    of_period.sort(key=lambda one: (one.claim.source not in sources, one.change.is_word))
    told: dict[tuple[str, Verdict], Check] = {}
    for check in of_period:
        told.setdefault((signed_change(check, context.formats), check.verdict), check)
    return [reported_chip(context, check) for check in told.values()]


def _why_not(context: Context, pair: Pair, implied: list[Row], period: str) -> str:
    """Why there is no growth of two-way trade, in a word or two."""
    words = context.words
    known = {row["period"] for row in pair.levels if row["flow"] == Flow.TOTAL}
    follows = {row["period"] for row in implied if row["flow"] == Flow.TOTAL}
    base = str(periods.parse(period).year_earlier())
    named = context.formats.when(base)
    if period not in known:
        return words("partner.why_implied" if period in follows else "partner.why_no_total")
    if base not in known:
        key = "partner.why_base_implied" if base in follows else "partner.why_no_base"
        return words(key, base=named)
    if any(row["period"] == base and row["low"] <= 0 for row in pair.levels):
        return words("partner.why_base_zero", base=named)
    return words("partner.why_other_source", base=named)


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


def _period(row: Row) -> Period:
    return periods.parse(row["period"])


def _show_balances(context: Context, pair: Pair, shown: list[Row], currency: str) -> None:
    words, formats = context.words, context.formats
    names = {"reporter": formats.area(pair.reporter), "partner": formats.area(pair.partner)}
    ends = [abs(row[end]) for row in shown for end in ("balance_low", "balance_high")]
    show_picture(
        context,
        Picture(
            key="balance_chart" + (f"_{currency}" if currency else ""),
            figure=partial(balances, context.with_publisher(shown), formats),
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
                reporter=(pair.reporter,),
                partner=(pair.partner,),
                product=ALL_GOODS,
                freq=(pair.freq,),
                source=tuple(dict.fromkeys(row["source"] for row in shown)),
                since=min(map(_period, shown)),
                until=max(map(_period, shown)),
            ),
            csv="picture.csv_of_balance",
        ),
    )
