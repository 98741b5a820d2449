"""The overview: how the book's claims stand, a card a partner, claims against figures."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from analytics.checking.verdicts import Verdict
from dashboard.answers import claims_in_short, discrepancies, pairs, printed_figures
from dashboard.answers.claims_in_short import WORST_FIRST, TwoRates
from dashboard.answers.other_side import Speaks
from dashboard.answers.pairs import LatestLevel, PartnerLine
from dashboard.answers.selection import Selection
from dashboard.answers.whole_edition import every_check
from dashboard.charts import claims_chart
from dashboard.html.chips import verdict_chip
from dashboard.html.markup import NOTHING, Html
from dashboard.html.partner_cards import PartnerCard, partner_cards
from dashboard.html.sparkline import YearPoint, sparkline
from dashboard.html.tables import TableCell, content, table
from dashboard.pages import address_problems, frame, say
from dashboard.pages.finished import finished
from dashboard.pages.frame import Context
from dashboard.pages.overview_lists import list_address, of_row, show_lists
from dashboard.pages.picture import Picture, show_picture
from dashboard.pages.waiting import work_out
from dashboard.wording.explanations import claim_label, short_period, signed_change
from dashboard.wording.verdict_names import verdict_name
from data.relations import Row

CARDS = 10  # the largest partners
YEARS = 10  # of the small line on a card
NEWEST = 5
COLUMNS = ("claim", "said", "figures", "verdict")  # of the claims as a table
THIRDS = (2, 1)


def show(context: Context) -> None:
    """Draw the page."""
    words, formats = context.words, context.formats
    known = pairs.reporters(context.edition)
    reporter = next(iter((*context.selection.reporter, *known)))
    if reporter not in known:
        say.title(words("overview.title", reporter=formats.area(reporter)))
        say.info(words("overview.no_figures", reporter=formats.area(reporter)))
        st.html(address_problems.ways(context, "overview", ""))
        return
    say.title(words("overview.title", reporter=formats.area(reporter)))
    work_out(context)
    st.html(finished(context, "book of overview", lambda: _book(context)))
    lines = pairs.partner_lines(context.edition, reporter)
    st.html(finished(context, "cards of overview", lambda: _cards(context, reporter, lines)))
    left, right = st.columns(THIRDS, gap="large")
    with left:
        _claims(context, reporter)
    with right:
        st.html(finished(context, "beside of overview", lambda: _beside(context)))
    show_lists(context, reporter, lines)


def _book(context: Context) -> Html:
    """How the claims of the whole book stand, each count a link to its claims."""
    words, short = context.words, claims_in_short.of_edition(context.edition)
    if not short.published:
        return NOTHING
    counted = [
        _claims_link(context, words(f"overview.n_{verdict}", n=short.counts[verdict]), verdict)
        for verdict in (*reversed(WORST_FIRST),)
        if short.counts[verdict]
    ]
    gaps = context.formats.listed([f"{{{i}}}" for i in range(len(counted))])
    found = Html.escape(gaps).format(*counted) if counted else NOTHING
    published = _claims_link(context, words("overview.n_rates", n=short.published))
    told = [
        Html.escape(words.text("overview.book" if counted else "overview.book_untested")).format(
            published=published, testable=short.testable, found=found
        )
    ]
    speaks = [
        _claims_link(
            context, words(f"overview.n_other_{of}", n=n), Verdict.NOT_TESTABLE, other_side=str(of)
        )
        for of in Speaks
        if (n := short.other_side.get(of, 0))
    ]
    if speaks:
        figures, *rates = speaks
        both = Html.escape(words.text("overview.book_of_them")) if rates else Html("{figures}")
        told.append(
            Html.escape(words.text("overview.book_other_side")).format(
                speaks=both.format(figures=figures, rates=NOTHING.join(rates))
            )
        )
    return Html('<p class="book">{}.</p>').format(Html("; ").join(told))


def _claims_link(
    context: Context, text: str, *verdicts: Verdict, other_side: str | None = None
) -> Html:
    """A link to the claims of the whole book that have a verdict."""
    chosen = Selection(verdict=verdicts, other_side=other_side, language=context.language)
    return content(TableCell(text, href=frame.address_of("check", chosen)))


def _cards(context: Context, reporter: str, lines: Sequence[PartnerLine]) -> Html:
    """A card for each of the largest partners, and where the others stand."""
    words = context.words
    shown = lines[:CARDS]
    years = [line.year.level["first_month"].year for line in shown if line.year]
    last = max(years, default=0)
    cards = partner_cards(
        (_card(context, reporter, line, last) for line in shown), words("overview.balance")
    )
    if len(lines) == len(shown):
        return cards
    more = words("overview.every_partner", shown=len(shown), n=len(lines))
    return cards + Html('<p class="further">{}</p>').format(
        content(TableCell(more, href=list_address(context, "partners")))
    )


def _card(context: Context, reporter: str, line: PartnerLine, last: int) -> PartnerCard:
    words, formats = context.words, context.formats
    latest = line.year or line.part
    growth, growth_small, chip = _growth(context, latest)
    balance, balance_small = _balance(context, line.balance)
    pair = {"reporter": (reporter,), "partner": (line.partner,)}
    return PartnerCard(
        name=formats.area(line.partner),
        href=context.address("partner", **pair, freq=(), flow=(), source=()),
        level=_level(context, latest.level) if latest else words("unknown"),
        when=_when(context, latest) if latest else "",
        growth=growth,
        growth_small=growth_small,
        chip=chip,
        line=_years(context, line, last),
        years=(str(last - YEARS + 1), str(last)),
        balance=balance,
        balance_small=balance_small,
        part=_part(context, line),
    )


def _level(context: Context, row: Row) -> str:
    """A level as a headline has it: what was printed with a word or as a range keeps it."""
    if row["value"] is None or row["qualifier"] not in ("exact", None):
        return context.formats.of_row(row)
    return context.formats.amount(row["value"], row["currency"])


def _when(context: Context, latest: LatestLevel) -> str:
    """The period of a level and whose figure it is."""
    return context.words(
        "overview.when_whose",
        period=context.formats.period(latest.period),
        source=context.source_name(latest.level["source"]),
    )


def _growth(context: Context, latest: LatestLevel | None) -> tuple[str, str, Html]:
    """The rate of a headline, its bounds or why there is none, and the verdict on what was said."""
    words, formats = context.words, context.formats
    if latest is None:
        return words("unknown"), "", NOTHING
    chip = NOTHING
    if latest.reported is not None:
        check = latest.reported
        said = words("overview.said", change=signed_change(check, formats))
        chip = verdict_chip(check.verdict, words, said, frame.check_address(context, check))
    if latest.growth is None:
        none = "overview.no_base"
        return ("", "", chip) if chip else (words("unknown"), words(none), NOTHING)
    low, high = latest.growth["growth_pct_low"], latest.growth["growth_pct_high"]
    bounds = formats.headline_bounds(low, high)
    if latest.growth["source"] != latest.level["source"]:
        source = context.source_name(latest.growth["source"])
        bounds = words("overview.rate_of", bounds=bounds, source=source)
    return formats.headline_percent(latest.growth["growth_pct"], low, high), bounds, chip


def _balance(context: Context, row: Row | None) -> tuple[str, str]:
    """The newest balance with its sign, and its own period."""
    formats = context.formats
    if row is None:
        return context.words("unknown"), ""
    if row["balance"] is None:
        ends = (row["balance_low"], row["balance_high"], row["currency"])
        return formats.amount_bounds(*ends), formats.period(row["period"])
    return formats.signed_amount(row["balance"], row["currency"]), formats.period(row["period"])


def _part(context: Context, line: PartnerLine) -> str:
    """The newest part of a year, where it is later than the latest year."""
    part = line.part
    if (
        part is None
        or line.year is None
        or part.level["last_month"] <= line.year.level["last_month"]
    ):
        return ""
    formats = context.formats
    told = {"period": short_period(part.period, formats), "level": _level(context, part.level)}
    if part.growth is None:
        return context.words("overview.part", **told)
    row = part.growth
    rate = formats.headline_percent(
        row["growth_pct"], row["growth_pct_low"], row["growth_pct_high"]
    )
    return context.words("overview.part_growth", **told, growth=rate)


def _years(context: Context, line: PartnerLine, last: int) -> Html:
    """The two-way trade of ten years as a small line; nothing where none of them is known."""
    if line.year is None:
        return NOTHING
    currency = line.year.level["currency"]
    points = [
        YearPoint(
            row["first_month"].year,
            float(row["value"] if row["value"] is not None else (row["low"] + row["high"]) / 2),
            float(row["low"]),
            float(row["high"]),
        )
        for row in line.yearly
        if row["currency"] == currency and last - YEARS < row["first_month"].year <= last
    ]
    if not points:
        return NOTHING
    known = context.formats.listed([str(point.year) for point in points])
    described = context.words("overview.line", first=last - YEARS + 1, last=last, years=known)
    return sparkline(points, last - YEARS + 1, last, described)


def _claims(context: Context, reporter: str) -> None:
    """Claimed against recomputed growth in the statistics of the reporter, and all as a list."""
    words, formats = context.words, context.formats
    of_reporter = [c for c in every_check(context.edition) if c.claim.reporter == reporter]
    rows = claims_in_short.two_rates(of_reporter)
    chosen = Selection(reporter=(reporter,), language=context.language)
    rest = Html("<p>{}</p>").format(
        content(
            TableCell(
                words("overview.all_claims", n=len(of_reporter), reporter=formats.area(reporter)),
                href=frame.address_of("check", chosen),
            )
        )
    )
    if not rows:
        none = words("overview.no_tested_claim", reporter=formats.area(reporter))
        st.html(Html('<div class="finding"><h2>{}</h2></div>').format(none))
        if of_reporter:
            st.html(Html('<div class="further">{}</div>').format(rest))
        return
    shown = rows[: claims_chart.MOST_ROWS]
    is_broken = claims_chart.end_of_axis(shown) is not None
    unit = "overview.claims_unit_broken" if is_broken else "overview.claims_unit"
    show_picture(
        context,
        Picture(
            key="claims_chart",
            figure=partial(
                claims_chart.claims,
                shown,
                formats,
                lambda row: frame.check_address(context, row.check),
            ),
            finding=_finding(context, reporter, rows),
            subtitle=words(unit, reporter=formats.area(reporter)),
            sources=[one.check.claim.source for row in shown for one in row.every],
            alt=words("overview.claims_alt", n=len(shown)),
            table="claims",
            selection=chosen.with_(verdict=(), table="claims"),
            csv="picture.csv_of_claims",
        ),
    )
    listed = finished(context, "list of overview", lambda: _as_list(context, shown))
    st.html(Html('<div class="further">{}{}</div>').format(listed, rest))


def _finding(context: Context, reporter: str, rows: Sequence[TwoRates]) -> str:
    """How many of the tested claims have each verdict, counted as in the sentence of the book."""
    words = context.words
    verdicts = [one.check.verdict for row in rows for one in row.every]
    counts = {verdict: verdicts.count(verdict) for verdict in reversed(WORST_FIRST)}
    told = [words(f"overview.n_{verdict}", n=n) for verdict, n in counts.items() if n]
    if not counts[Verdict.CONTRADICTED]:
        told.append(words("overview.none_contradicted"))
    return words(
        "overview.claims_found",
        n=len(verdicts),
        reporter=context.formats.area(reporter),
        found=context.formats.listed(told),
    )


def _as_list(context: Context, rows: Sequence[TwoRates]) -> Html:
    """The rows of the chart as a table that opens, each leading to its proof."""
    words, formats = context.words, context.formats
    body = [
        [
            TableCell(
                claim_label(row.check, formats), href=frame.check_address(context, row.check)
            ),
            TableCell(signed_change(row.check, formats), kind="number"),
            TableCell(formats.percent_bounds(*row.recomputed.ends, sign=True), kind="number"),
            verdict_name(row.check.verdict, words),
        ]
        for line in rows
        for row in line.every
    ]
    headers = [words(f"overview.column_{name}") for name in COLUMNS]
    return Html('<details class="as_list"><summary>{}</summary>{}</details>').format(
        words("overview.as_list"), table(headers, body)
    )


def _beside(context: Context) -> Html:
    """The newest figures, and a line for each kind of difference."""
    words, formats = context.words, context.formats
    items = []
    for row in printed_figures.newest(context.edition, NEWEST):
        pair = {"reporter": (row["reporter"],), "partner": (row["partner"],), "freq": ()}
        name = TableCell(of_row(context, row), href=context.address("partner", **pair))
        when = formats.period(row["period"])
        source = frame.source_cell(context, row["source"])
        items.append(
            Html("<li>{}<p><strong>{}</strong> {}</p><p><small>{} · {}</small></p></li>").format(
                content(name),
                formats.of_row(row),
                when,
                content(source),
                formats.date(row["release_date"]),
            )
        )
    parts = [
        Html("<h2>{}</h2><ul>{}</ul>").format(words("overview.newest"), NOTHING.join(items)),
        _difference(context, discrepancies.between_sources(context.edition), "differences"),
        _difference(context, discrepancies.of_both_sides(context.edition), "gaps"),
    ]
    return Html('<div class="beside">{}</div>').format(NOTHING.join(parts))


def _difference(context: Context, rows: Sequence[Row], name: str) -> Html:
    """How many cells differ, with the widest gap, and where all of them stand."""
    words, formats = context.words, context.formats
    if not rows:
        return Html("<p>{}</p>").format(words(f"overview.no_{name}"))
    row = discrepancies.largest(rows)
    n = discrepancies.cells(rows)
    link = content(TableCell(words(f"overview.n_{name}", n=n), href=list_address(context, name)))
    largest = words(
        "overview.largest_gap",
        what=of_row(context, row),
        period=formats.period(row["period"]),
        gap=formats.distance(*discrepancies.gap(row), row["currency"]),
    )
    return Html("<p>{} <small>{}</small></p>").format(link, largest)


if __name__ == "__main__":  # Streamlit runs the file of the page
    show(frame.current())
